//! What is asked for is not there, or not in a state for it.

use crate::{
	advice::{Advice, Blame},
	domain::{AccountId, Epoch, KeyId, Moment, RecordId, RecordStatus, RejectionCause, RequestId, Role},
	kinds,
	views::words::{short, span, with_article},
};

/// What is asked for is not there, or not in a state for it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LookupError {
	/// The chain has no record under this id.
	#[error("there is no record {0}")]
	NoRecord(RecordId),
	/// The record was erased; only a tombstone is left.
	#[error("record {id} was erased in block {block}")]
	Erased {
		/// The record that was asked for.
		id: RecordId,
		/// When.
		block: u32,
	},
	/// The record takes no requests in its present state.
	#[error("record {id} cannot be requested: it is {}", status_words(*status))]
	NotActive {
		/// The record that was asked for.
		id: RecordId,
		/// Where it stands.
		status: RecordStatus,
	},
	/// The chain has no request under this id, or no longer.
	#[error("there is no request {0}")]
	NoRequest(RequestId),
	/// The request ended without its approvals.
	#[error("request {id} was rejected: {}", cause_words(*cause))]
	Rejected {
		/// The rejected request, which still lies in the chain's state.
		id: RequestId,
		/// Why.
		cause: RejectionCause,
	},
	/// The request has its approvals, so that no answer counts any more.
	#[error("request {0} has all approvals it needs")]
	AlreadyApproved(RequestId),
	/// The administrator answered before.
	#[error("you have answered request {0} already")]
	AlreadyAnswered(RequestId),
	/// The chain has no committee under this number.
	#[error("the chain has no committee {0}")]
	NoCommittee(KeyId),
	/// The account is not a user of this chain, or has no keys.
	#[error("{0} has not registered a key")]
	NotRegistered(AccountId),
	/// The role does not allow it.
	#[error("{who} is {} and may not {action}", role_words(*role))]
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
	/// Another account acts in the place of this one.
	#[error("{by} acts in the place of {who}")]
	Replaced {
		/// The frozen account.
		who: AccountId,
		/// The one in its place.
		by: AccountId,
	},
	/// The account's key may be in wrong hands.
	#[error("the account {0} is frozen: its key may be in wrong hands")]
	Frozen(AccountId),
	/// The patient has confirmed the record.
	#[error("record {0} was acknowledged before")]
	AlreadyAcknowledged(RecordId),
	/// Nobody wants the record erased.
	#[error("record {0} is not to be erased")]
	NotScheduled(RecordId),
	/// Until then the erasure can be stopped.
	#[error("the erasure of record {id} is not due: that takes {} more", span(*left))]
	NotDue {
		/// The record.
		id: RecordId,
		/// How long it still takes.
		left: Moment,
	},
	/// Nobody carried the erasure out in the days in which that was possible.
	#[error("the erasure of record {id} is void: its time was over {} ago", span(*since))]
	Lapsed {
		/// The record.
		id: RecordId,
		/// How long its time has been over.
		since: Moment,
	},
	/// A legal hold keeps the record.
	#[error("record {id} is kept by a legal hold, for {} more", span(*left))]
	OnHold {
		/// The record.
		id: RecordId,
		/// How long it lasts.
		left: Moment,
	},
	/// The request is another requester's.
	#[error("request {id} was made by {requester}")]
	NotYourRequest {
		/// The request.
		id: RequestId,
		/// Who made it.
		requester: AccountId,
	},
	/// An administrator may not answer a request of one's own.
	#[error("request {0} is your own")]
	OwnRequest(RequestId),
	/// The account does not sit on the committee that is asked.
	#[error("{who} is not an administrator of committee {key_id}")]
	NotAdmin {
		/// The account.
		who: AccountId,
		/// The committee.
		key_id: KeyId,
	},
	/// The emergency committee stands in for the patient.
	#[error("request {0} is an emergency's: it needs no consent")]
	NeedsNoConsent(RequestId),
	/// Another committee holds the key now.
	#[error("request {id} was made to an earlier committee (epoch {epoch}, now {now})")]
	EpochOver {
		/// The request.
		id: RequestId,
		/// The committee's epoch when the request was made.
		epoch: Epoch,
		/// The committee's.
		now: Epoch,
	},
}

impl Advice for LookupError {
	kinds! {
		NoRecord, Erased, NotActive, NoRequest, Rejected, AlreadyApproved, AlreadyAnswered, NoCommittee,
		NotRegistered, WrongRole, AlreadyRegistered, NotYourRecord, NotYourRequest, OwnRequest, NotAdmin,
		EpochOver, Replaced, Frozen, AlreadyAcknowledged, NotScheduled, NotDue, Lapsed, OnHold,
		NeedsNoConsent,
	}

	fn next(&self) -> String {
		let next = match self {
			Self::NoRecord(_) => "check the id with the patient or the facility",
			Self::Erased { id, .. } => {
				return format!(
					"it cannot be opened again by anybody. `medquorum receipt {}` shows which hosts have attested that its files are gone",
					short(id)
				);
			}
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
			Self::Replaced { .. } => "use that account",
			Self::Frozen(_) => "its guardian or the council can unfreeze it: `medquorum unfreeze`",
			Self::AlreadyAcknowledged(_) => "once is enough. To have it erased: `medquorum erase`",
			Self::NotScheduled(_) => "have it erased first, with `medquorum erase` and a reason",
			Self::NotDue { .. } => {
				"then run `medquorum erase --finish`. Until then it can be stopped: `medquorum erase --stop`"
			}
			Self::Lapsed { .. } => {
				"the record stays. Who still wants it erased says so again: `medquorum erase`, with a reason"
			}
			Self::OnHold { .. } => {
				"wait for its end, or ask a data protection officer to lift it: `medquorum hold lift`"
			}
			Self::NotYourRequest { .. } => "only they can use it",
			Self::OwnRequest(_) => "the other administrators have to answer it",
			Self::NotAdmin { key_id, .. } => {
				return format!("act as one of those that `medquorum committee show {key_id}` lists");
			}
			Self::NeedsNoConsent(_) => {
				"to end it: `medquorum deny`. To end all of this record's, and allow none any more: `medquorum emergency remove`"
			}
			Self::EpochOver { .. } => "the requester has to ask again",
		};
		next.to_owned()
	}

	fn blame(&self) -> Blame {
		Blame::Refused
	}
}

fn status_words(status: RecordStatus) -> &'static str {
	match status {
		RecordStatus::Suspended => "suspended by the patient",
		RecordStatus::Superseded => "superseded by a corrected record; ask for that one",
		RecordStatus::Active => "active",
	}
}

fn role_words(role: Option<Role>) -> String {
	role.map_or_else(
		|| "not a user of this chain".to_owned(),
		|role| with_article(&role.to_string()),
	)
}

fn cause_words(cause: RejectionCause) -> &'static str {
	match cause {
		RejectionCause::Administrators => "too many administrators said no",
		RejectionCause::Timeout => "it was not approved in time",
		RejectionCause::ConsentDenied => "the patient denied consent",
	}
}
