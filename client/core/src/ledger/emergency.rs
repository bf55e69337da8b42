//! Calls about emergencies, in plain types.

use crate::domain::*;

/// A call about emergencies.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields are those of the pallet's calls")]
pub enum EmergencyCall {
	/// The patient says what an emergency committee may open, or nothing any more.
	SetEmergency { directive: Option<EmergencyDirective> },
	/// Adds what an emergency committee can open of a record (its patient; its uploader for a summary).
	AddEmergency {
		record_id: RecordId,
		entry: Box<EmergencyEntry>,
	},
	/// The patient takes that back; emergency requests for the record end.
	RemoveEmergency { record_id: RecordId, requests: u32 },
	/// Asks the emergency committee for a record (an emergency clinician).
	BreakGlass {
		record_id: RecordId,
		seq: u32,
		q: Bytes32,
		epk: Bytes32,
		auth_sig: Signature,
		reason: Purpose,
	},
	/// Says by its digest where the sealed statement about an emergency access lies (its requester).
	FileStatement {
		request_id: RequestId,
		statement: Bytes32,
	},
	/// A reviewer's word on an emergency access.
	SubmitReview { request_id: RequestId, verdict: Finding },
	/// Suspends somebody who left an emergency access without a review.
	EnforceReview { request_id: RequestId },
	/// Lets a suspended account break the glass again (governance).
	Reinstate { who: AccountId },
	/// Says of which house an account is (governance).
	SetFacility {
		who: AccountId,
		facility: Option<FacilityNumber>,
	},
}

impl EmergencyCall {
	/// Name of the call, as Polkadot.js shows it.
	#[must_use]
	pub fn name(&self) -> &'static str {
		match self {
			Self::SetEmergency { .. } => "set_emergency",
			Self::AddEmergency { .. } => "add_emergency",
			Self::RemoveEmergency { .. } => "remove_emergency",
			Self::BreakGlass { .. } => "break_glass",
			Self::FileStatement { .. } => "file_statement",
			Self::SubmitReview { .. } => "submit_review",
			Self::EnforceReview { .. } => "enforce_review",
			Self::Reinstate { .. } => "reinstate",
			Self::SetFacility { .. } => "set_facility",
		}
	}
}
