//! What is asked for is not there, or not in a state for it.

use crate::advice::{Advice, Blame};
use crate::domain::{AccountId, Epoch, KeyId, RecordId, RecordStatus, RejectionCause, RequestId, Role};
use crate::kinds;

/// What is asked for is not there, or not in a state for it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LookupError {
	/// The request ended without its approvals.
	#[error("there is no record {0}")]
	NoRecord(RecordId),
	/// The record was erased.
	#[error("record {id} was erased in block {block}")]
	Erased {
		/// Its id.
		id: RecordId,
		/// When.
		block: u32,
	},
	/// The record takes no requests.
	#[error("record {id} cannot be requested: it is {}", match status { RecordStatus::Suspended => "suspended by the patient", RecordStatus::Superseded => "superseded by a corrected record; ask for that one", RecordStatus::Active => "active" })]
	NotActive {
		/// Its id.
		id: RecordId,
		/// Where it stands.
		status: RecordStatus,
	},
	/// No such request.
	#[error("there is no request {0}")]
	NoRequest(RequestId),
	/// The request is over.
	#[error("request {id} was rejected: {}", cause_words(*cause))]
	Rejected {
		/// Its id.
		id: RequestId,
		/// Why.
		cause: RejectionCause,
	},
	/// It has its approvals.
	#[error("request {0} has all approvals it needs")]
	AlreadyApproved(RequestId),
	/// The administrator answered before.
	#[error("you have answered request {0} already")]
	AlreadyAnswered(RequestId),
	/// No committee of this number.
	#[error("the chain has no committee {0}")]
	NoCommittee(KeyId),
	/// Not a user, or without keys.
	#[error("{0} has not registered a key")]
	NotRegistered(AccountId),
	/// The role does not allow it.
	#[error("{who} is {} and may not {action}", role.map_or("not a user of this chain".to_owned(), |role| format!("a {role}")))]
	WrongRole {
		/// The account.
		who: AccountId,
		/// Its role, if it has one.
		role: Option<Role>,
		/// What it wanted to do.
		action: &'static str,
	},
	/// The chain has these very keys already.
	#[error("{0} has registered these keys already")]
	AlreadyRegistered(AccountId),
	/// The record is another patient's.
	#[error("record {id} belongs to {patient}")]
	NotYourRecord {
		/// The record.
		id: RecordId,
		/// Whose it is.
		patient: AccountId,
	},
	/// The request is another requester's.
	#[error("request {id} was made by {requester}")]
	NotYourRequest {
		/// The request.
		id: RequestId,
		/// Who made it.
		requester: AccountId,
	},
	/// Own request.
	#[error("request {0} is your own")]
	OwnRequest(RequestId),
	/// Not an administrator.
	#[error("{who} is not an administrator of committee {key_id}")]
	NotAdmin {
		/// The account.
		who: AccountId,
		/// The committee.
		key_id: KeyId,
	},
	/// Another committee holds the key now.
	#[error("request {id} was made to an earlier committee (epoch {epoch}, now {now})")]
	EpochOver {
		/// The request.
		id: RequestId,
		/// Its epoch.
		epoch: Epoch,
		/// The committee's.
		now: Epoch,
	},
}

impl Advice for LookupError {
	kinds! { NoRecord, Erased, NotActive, NoRequest, Rejected, AlreadyApproved, AlreadyAnswered, NoCommittee, NotRegistered, WrongRole, AlreadyRegistered, NotYourRecord, NotYourRequest, OwnRequest, NotAdmin, EpochOver }

	fn next(&self) -> String {
		let next = match self {
			Self::NoRecord(_) => "check the id with the patient or the facility",
			Self::Erased { .. } => "it cannot be opened again by anybody",
			Self::NotActive { .. } => "talk to the patient, or to the facility that uploaded it",
			Self::NoRequest(_) => "it may have been closed or cancelled. Ask again with `medquorum request`",
			Self::Rejected { .. } => "send a new one if the reason no longer holds",
			Self::AlreadyApproved(_) => "there is nothing to answer any more",
			Self::AlreadyAnswered(_) => "an answer is final",
			Self::NoCommittee(_) => "ask its governance which one to use",
			Self::NotRegistered(_) => "ask them to run `medquorum register`",
			Self::WrongRole { .. } => "the council gives roles",
			Self::AlreadyRegistered(_) => "there is nothing to do",
			Self::NotYourRecord { .. } => "only that patient can do this",
			Self::NotYourRequest { .. } => "only they can use it",
			Self::OwnRequest(_) => "the other administrators have to answer it",
			Self::NotAdmin { key_id, .. } => {
				return format!("act as one of those that `medquorum committee show {key_id}` lists");
			}
			Self::EpochOver { .. } => "the requester has to ask again",
		};
		next.to_owned()
	}

	fn blame(&self) -> Blame {
		Blame::Refused
	}
}

fn cause_words(cause: RejectionCause) -> &'static str {
	match cause {
		RejectionCause::Administrators => "too many administrators said no",
		RejectionCause::Timeout => "it was not approved in time",
		RejectionCause::ConsentDenied => "the patient denied consent",
	}
}
