//! What can go wrong, one enum per area, and the catch-all [`Error`]. Every message has two lines: the cause, and what to do
//! next. The last line is the next step whatever the cause names: a path may hold any other mark.

mod open;
mod trust;

pub use open::OpenError;
pub use trust::{CommitteeError, KeyError, TrustError};

use crate::domain::{AccountId, Epoch, KeyId, RecordId, RecordStatus, RejectionCause, RequestId, Role};

/// The cause underneath, of whatever kind.
pub type Source = Box<dyn std::error::Error + Send + Sync>;

/// Talking to the chain.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LedgerError {
	/// Nobody answers.
	#[error("cannot reach the node at {url}\nstart it, or name another one with --node")]
	Unreachable {
		/// Where it should be.
		url: String,
		/// What the connection says.
		#[source]
		source: Source,
	},
	/// Plain text to another machine.
	#[error(
		"{url} is not encrypted and not on this machine\nuse wss://, or say --allow-insecure if the network between is yours"
	)]
	Insecure {
		/// The address.
		url: String,
	},
	/// The address is none.
	#[error("{url} is no address of a node\nwrite it like ws://127.0.0.1:9944 or wss://node.example.org")]
	BadUrl {
		/// What was given.
		url: String,
	},
	/// Another chain than the one this client was set up for.
	#[error(
		"this node serves another chain: its first block is {found}, but {pinned} is pinned here\nask for the right node, \
		 or run `medquorum init` for a new chain"
	)]
	WrongChain {
		/// Genesis hash in the configuration.
		pinned: String,
		/// Genesis hash of the node.
		found: String,
	},
	/// The node stopped answering.
	#[error("the connection to the node broke\ncheck it and try again")]
	Connection(#[source] Source),
	/// The connection broke after a call was handed over.
	#[error(
		"the connection broke while the call was under way: it may or may not have been carried out\nlook with \
		 `medquorum records` and `medquorum inbox` before you try again. What an upload left that was not registered is \
		 removed by `medquorum erase --unfinished`"
	)]
	Unknown(#[source] Source),
	/// The chain's runtime is of another version.
	#[error(
		"the chain does not know {what} as this program does\nuse the version of medquorum that belongs to this chain"
	)]
	Incompatible {
		/// What is missing or different.
		what: String,
		/// How that showed.
		#[source]
		source: Option<Source>,
	},
	/// The chain carried out the call, and it failed.
	#[error("the chain refused: {}", if docs.is_empty() { name.as_str() } else { docs.as_str() })]
	Refused {
		/// The pallet.
		pallet: String,
		/// The error's name.
		name: String,
		/// Its cause and remedy, from the chain's own documentation.
		docs: String,
	},
	/// The account cannot pay.
	#[error("{account} has not enough tokens for the fee\nask your operator to send it some")]
	CannotPay {
		/// Who should pay.
		account: AccountId,
	},
	/// The node did not accept the transaction at all.
	#[error("the node did not accept the transaction ({reason})\ntry again")]
	NotAccepted {
		/// What the node says.
		reason: String,
	},
	/// No finalized block held it in time.
	#[error(
		"the call was not in a finalized block after {seconds} s\ncheck that the chain makes blocks, then look with \
		 `medquorum records` and `medquorum inbox` before you try again. What an upload left that was not registered is \
		 removed by `medquorum erase --unfinished`"
	)]
	Timeout {
		/// How long was waited.
		seconds: u64,
	},
}

impl LedgerError {
	/// Whether it is certain that the call changed nothing.
	pub fn is_definite(&self) -> bool {
		!matches!(self, Self::Unknown(_) | Self::Timeout { .. })
	}

	/// The pallet error's name, if the chain refused.
	pub fn refusal(&self) -> Option<&str> {
		match self {
			Self::Refused { name, .. } => Some(name),
			_ => None,
		}
	}
}

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

/// An error's message where only one line has room.
pub fn in_one_line(error: &impl std::fmt::Display) -> String {
	error.to_string().replace('\n', "; ")
}

/// An error's cause, without what to do about it.
pub fn first_line(error: &impl std::fmt::Display) -> String {
	error.to_string().lines().next().unwrap_or_default().to_owned()
}

/// Why a rule says no: everything that can be decided without files.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
	/// Not there, or not in a state for it.
	#[error(transparent)]
	Lookup(#[from] LookupError),
	/// Not to be believed.
	#[error(transparent)]
	Trust(#[from] TrustError),
	/// Keys that are missing.
	#[error(transparent)]
	Key(#[from] KeyError),
	/// A record that does not open.
	#[error(transparent)]
	Open(#[from] OpenError),
	/// Something from outside that the formats cannot hold.
	#[error("the {what} cannot be used\nuse another node and tell your operator")]
	Envelope {
		/// Which value.
		what: &'static str,
		/// Why.
		#[source]
		source: medquorum_envelope::Error,
	},
	/// A threshold computation on a value from outside failed.
	#[error("the {what} cannot be used\nuse another node and tell your operator")]
	Threshold {
		/// Which value.
		what: &'static str,
		/// Why.
		#[source]
		source: threshold_decryption::Error,
	},
}
