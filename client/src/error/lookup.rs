//! What is asked for is not there, or not in a state for it.

use crate::domain::{AccountId, Epoch, KeyId, RecordId, RecordStatus, RejectionCause, RequestId, Role};

/// What is asked for is not there, or not in a state for it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LookupError {
	/// No such record.
	#[error("there is no record {0}\ncheck the id with the patient or the facility")]
	NoRecord(RecordId),
	/// The record was erased.
	#[error("record {id} was erased in block {block}\nit cannot be opened again by anybody")]
	Erased {
		/// Its id.
		id: RecordId,
		/// When.
		block: u32,
	},
	/// The record takes no requests.
	#[error("record {id} cannot be requested: it is {}\ntalk to the patient, or to the facility that uploaded it", match status { RecordStatus::Suspended => "suspended by the patient", RecordStatus::Superseded => "superseded by a corrected record; ask for that one", RecordStatus::Active => "active" })]
	NotActive {
		/// Its id.
		id: RecordId,
		/// Where it stands.
		status: RecordStatus,
	},
	/// No such request.
	#[error(
		"there is no request {0}\nit may have been closed or cancelled. Ask again with `medquorum request`"
	)]
	NoRequest(RequestId),
	/// The request is over.
	#[error("request {id} was rejected: {}\nsend a new one if the reason no longer holds", cause_words(*cause))]
	Rejected {
		/// Its id.
		id: RequestId,
		/// Why.
		cause: RejectionCause,
	},
	/// It has its approvals.
	#[error("request {0} has all approvals it needs\nthere is nothing to answer any more")]
	AlreadyApproved(RequestId),
	/// The administrator answered before.
	#[error("you have answered request {0} already\nan answer is final")]
	AlreadyAnswered(RequestId),
	/// No committee of this number.
	#[error("the chain has no committee {0}\nask its governance which one to use")]
	NoCommittee(KeyId),
	/// Not a user, or without keys.
	#[error("{0} has not registered a key\nask them to run `medquorum register`")]
	NotRegistered(AccountId),
	/// The role does not allow it.
	#[error("{who} is {} and may not {action}\nthe council gives roles", role.map_or("not a user of this chain".to_owned(), |role| format!("a {role}")))]
	WrongRole {
		/// The account.
		who: AccountId,
		/// Its role, if it has one.
		role: Option<Role>,
		/// What it wanted to do.
		action: &'static str,
	},
	/// The chain has these very keys already.
	#[error("{0} has registered these keys already\nthere is nothing to do")]
	AlreadyRegistered(AccountId),
	/// The record is another patient's.
	#[error("record {id} belongs to {patient}\nonly that patient can do this")]
	NotYourRecord {
		/// The record.
		id: RecordId,
		/// Whose it is.
		patient: AccountId,
	},
	/// The request is another requester's.
	#[error("request {id} was made by {requester}\nonly they can use it")]
	NotYourRequest {
		/// The request.
		id: RequestId,
		/// Who made it.
		requester: AccountId,
	},
	/// Own request.
	#[error("request {0} is your own\nthe other administrators have to answer it")]
	OwnRequest(RequestId),
	/// Not an administrator.
	#[error(
		"{who} is not an administrator of committee {key_id}\nact as one of those that `medquorum committee show {key_id}` lists"
	)]
	NotAdmin {
		/// The account.
		who: AccountId,
		/// The committee.
		key_id: KeyId,
	},
	/// Another committee holds the key now.
	#[error(
		"request {id} was made to an earlier committee (epoch {epoch}, now {now})\nthe requester has to ask again"
	)]
	EpochOver {
		/// The request.
		id: RequestId,
		/// Its epoch.
		epoch: Epoch,
		/// The committee's.
		now: Epoch,
	},
}

fn cause_words(cause: RejectionCause) -> &'static str {
	match cause {
		RejectionCause::Administrators => "too many administrators said no",
		RejectionCause::Timeout => "it was not approved in time",
		RejectionCause::ConsentDenied => "the patient denied consent",
	}
}
