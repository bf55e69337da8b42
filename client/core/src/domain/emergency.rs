//! Access in an emergency: what a patient allows beforehand, and what a break of the glass leaves to be reviewed.

use super::{BlockNumber, Bytes32, KeyId, Moment, Purpose, ids::*};
use crate::hex_text::prefixed;
use scale_decode::DecodeAsType;
use serde::{Deserialize, Serialize, Serializer};
use std::fmt;

/// Number of a house, given by the council: whoever asks and whoever approves must not be of one.
pub type FacilityNumber = u32;

/// Moments within which an emergency committee decides: an hour (the pallet's `EmergencyTtl`).
pub const EMERGENCY_TTL: Moment = 600;
/// Emergency accesses of one account that may wait for their review at a time (the pallet's `MaxUnreviewed`).
pub const MAX_UNREVIEWED: usize = 3;

/// What the emergency committee can open of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, DecodeAsType)]
#[serde(rename_all = "kebab-case")]
pub enum EmergencyScope {
	/// The patient's key of the record: the emergency committee stands in for the patient, the administrators still decide.
	CspKey = 1,
	/// Both keys of the record: for an emergency summary, in a night without administrators.
	BothKeys = 2,
}

impl EmergencyScope {
	/// The byte that stands in the capsule's context.
	#[must_use]
	pub fn as_u8(self) -> u8 {
		self as u8
	}

	/// What a person reads.
	#[must_use]
	pub fn words(self) -> &'static str {
		match self {
			Self::CspKey => "in place of consent; the administrators still decide",
			Self::BothKeys => "the whole record, without the administrators",
		}
	}
}

impl fmt::Display for EmergencyScope {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(self.words())
	}
}

/// What a patient allows beforehand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, DecodeAsType)]
pub struct EmergencyDirective {
	/// The emergency committee.
	pub key_id: KeyId,
	/// The widest scope that others may add for a record of the patient.
	pub scope: EmergencyScope,
}

/// The keys of a record, wrapped for an emergency: `nonce[12] ‖ ciphertext ‖ tag[16]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, DecodeAsType)]
pub enum EmergencyWrap {
	/// The patient's key.
	CspKey(#[serde(serialize_with = "prefixed::serialize")] [u8; 60]),
	/// The CSP key and the report key: the committee opens the file alone.
	BothKeys(#[serde(serialize_with = "prefixed::serialize")] [u8; 92]),
}

/// What an emergency committee can open of one record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, DecodeAsType)]
pub struct EmergencyEntry {
	/// The emergency committee.
	pub key_id: KeyId,
	/// Who made it: the patient, or for [`EmergencyScope::BothKeys`] the uploader.
	pub maker: AccountId,
	/// Makes each one different.
	#[serde(serialize_with = "prefixed::serialize")]
	pub nonce: [u8; 16],
	/// The key of the wrap, encapsulated to the emergency committee.
	#[serde(serialize_with = "prefixed::serialize")]
	pub capsule: [u8; 128],
	/// The record's keys, wrapped.
	pub wrap: EmergencyWrap,
}

impl EmergencyEntry {
	/// What it opens.
	#[must_use]
	pub fn scope(&self) -> EmergencyScope {
		match self.wrap {
			EmergencyWrap::CspKey(_) => EmergencyScope::CspKey,
			EmergencyWrap::BothKeys(_) => EmergencyScope::BothKeys,
		}
	}
}

/// What the chain keeps of a request to an emergency committee beside the request itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, DecodeAsType)]
pub struct EmergencyRequest {
	/// The requester's house.
	pub facility: FacilityNumber,
	/// What is opened by it.
	pub scope: EmergencyScope,
	/// Who has answered.
	pub voters: Vec<EmergencyVoter>,
}

/// An emergency administrator who has answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, DecodeAsType)]
pub struct EmergencyVoter {
	/// Who.
	pub account: AccountId,
	/// Of which house.
	pub facility: FacilityNumber,
	/// Whether with a yes.
	pub approved: bool,
}

/// Why an account may break no glass.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, DecodeAsType)]
#[serde(rename_all = "kebab-case")]
pub enum SuspensionCause {
	/// An access was found unjustified.
	Unjustified,
	/// An access was not reviewed in time.
	Overdue,
}

impl SuspensionCause {
	/// What a person reads.
	#[must_use]
	pub fn words(self) -> &'static str {
		match self {
			Self::Unjustified => "an access was found unjustified",
			Self::Overdue => "an access was not reviewed in time",
		}
	}
}

/// That an account may break no glass until the council reinstates it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, DecodeAsType)]
pub struct Suspension {
	/// For which access.
	pub request_id: RequestId,
	/// Why.
	pub cause: SuspensionCause,
	/// Since which block.
	pub at: BlockNumber,
}

/// An access that waits for its review.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, DecodeAsType)]
pub struct Unreviewed {
	/// The request by which the record was opened.
	pub request_id: RequestId,
	/// Until when it has to be reviewed, by the chain's clock.
	pub due: Moment,
}

/// How an account that breaks glass stands.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, DecodeAsType)]
pub struct GlassBreaker {
	/// Its emergency request that is not decided.
	pub open: Option<RequestId>,
	/// Its accesses that wait for their review.
	pub unreviewed: Vec<Unreviewed>,
	/// Whether it may break no glass.
	pub suspended: Option<Suspension>,
}

/// What a reviewer found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, DecodeAsType)]
#[serde(rename_all = "kebab-case")]
pub enum Finding {
	/// The emergency was one.
	Justified,
	/// It was none.
	Unjustified,
}

impl fmt::Display for Finding {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(match self {
			Self::Justified => "justified",
			Self::Unjustified => "unjustified",
		})
	}
}

/// The review of an emergency access, by the administrators of the record's own committee; it goes with the verdict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, DecodeAsType)]
pub struct Review {
	/// The record that was opened.
	pub record_id: RecordId,
	/// Whose it is.
	pub patient: AccountId,
	/// Who broke the glass.
	pub requester: AccountId,
	/// The record's own committee, whose administrators review.
	pub key_id: KeyId,
	/// Why, as claimed.
	pub reason: Purpose,
	/// What was opened.
	pub scope: EmergencyScope,
	/// In which block.
	pub opened: BlockNumber,
	/// Until when it has to be explained and reviewed, by the chain's clock.
	pub due: Moment,
	/// SHA-256 of the requester's sealed statement, which names it in the store.
	#[serde(serialize_with = "digest")]
	pub statement: Option<Bytes32>,
	/// Who approved the emergency request, and so may not review it.
	pub voters: Vec<AccountId>,
	/// What reviewers found, by index.
	pub verdicts: Vec<(u16, Finding)>,
}

fn digest<S: Serializer>(digest: &Option<Bytes32>, to: S) -> Result<S::Ok, S::Error> {
	match digest {
		Some(digest) => prefixed::serialize(digest, to),
		None => to.serialize_none(),
	}
}
