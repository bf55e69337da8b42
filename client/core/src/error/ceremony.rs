//! What is wrong with a ceremony's files, or with what somebody wants to do next in one.

use crate::{
	advice::{Advice, Blame},
	domain::{AccountId, Epoch, KeyId},
	kinds,
};

/// A ceremony cannot proceed like this. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CeremonyError {
	/// More bytes than any file of a ceremony has.
	#[error("this file has {0} bytes, more than any of a ceremony")]
	TooLarge(usize),
	/// Not the JSON of one, or with fields that none has.
	#[error("this is no file of a ceremony")]
	NotAFile,
	/// Forged, or changed after it was signed.
	#[error("the {what} in the name of {who} is not signed by that account as it is")]
	NotSigned {
		/// The kind of file.
		what: &'static str,
		/// Whose it says it is.
		who: AccountId,
	},
	/// Nobody has said what the ceremony is for.
	#[error("the file that starts the ceremony is missing")]
	NoStart,
	/// Files of two ceremonies.
	#[error("there are two different start files, by {first} and {second}")]
	TwoStarts {
		/// Who made one.
		first: AccountId,
		/// Who made the other.
		second: AccountId,
	},
	/// The numbers are those of no committee, or the list is not in order.
	#[error("the start file describes no possible ceremony: {0}")]
	BadStart(&'static str),
	/// Made for the genesis of another chain.
	#[error("the {what} of {who} was made for another chain")]
	OtherChain {
		/// The kind of file.
		what: &'static str,
		/// Its author.
		who: AccountId,
	},
	/// Made for another committee key or epoch, or of another kind.
	#[error("the {what} of {who} belongs to another ceremony: committee {key_id}, epoch {epoch}")]
	OtherPlace {
		/// The kind of file.
		what: &'static str,
		/// Its author.
		who: AccountId,
		/// The committee that it names.
		key_id: KeyId,
		/// The epoch that it names.
		epoch: Epoch,
	},
	/// Made in another try.
	#[error("the {what} of {who} belongs to attempt {found}; this is attempt {expected}")]
	OtherAttempt {
		/// The kind of file.
		what: &'static str,
		/// Its author.
		who: AccountId,
		/// The attempt that it names.
		found: u16,
		/// The attempt of the start file.
		expected: u16,
	},
	/// Not on the list.
	#[error("there is a {what} of {who}, who is not an administrator of this ceremony")]
	Stranger {
		/// The kind of file.
		what: &'static str,
		/// Its author.
		who: AccountId,
	},
	/// On the list under another number.
	#[error("the {what} of {who} names index {found} in place of {expected}")]
	OtherIndex {
		/// The kind of file.
		what: &'static str,
		/// Its author.
		who: AccountId,
		/// The index that it names.
		found: u16,
		/// The author's own.
		expected: u16,
	},
	/// Agreed to something else.
	#[error("the {what} of {who} answers another start file than the one here")]
	OtherStart {
		/// The kind of file.
		what: &'static str,
		/// Its author.
		who: AccountId,
	},
	/// Made over other join files.
	#[error("the {what} of {who} was made for other join files than those here")]
	OtherJoins {
		/// The kind of file.
		what: &'static str,
		/// Its author.
		who: AccountId,
	},
	/// Made over other deals.
	#[error("{0} certified another committee than the deals here make")]
	OtherDeals(AccountId),
	/// Nobody could seal to it, or it is another's.
	#[error("{0} joined with a key that cannot be used, or that another administrator uses")]
	BadOneTimeKey(AccountId),
	/// The account did not sign the key.
	#[error("{0} did not sign the key in the join file")]
	BadJoin(AccountId),
	/// The signature for the chain does not hold.
	#[error("the handover of {0} does not hold for the committee that the deals make")]
	BadHandover(AccountId),
	/// The signature for the chain does not hold.
	#[error("the certificate of {0} does not hold for the committee that the deals make")]
	BadCertificate(AccountId),
	/// Points that are not canonical, another threshold, or another number of boxes.
	#[error("the deal of {0} is malformed")]
	BadDeal(AccountId),
	/// A constant that is not the dealer's point in the committee that ends.
	#[error("{0} dealt something else than the share that this administrator has")]
	OtherConstant(AccountId),
	/// A constant that the dealer does not know.
	#[error("the deal of {0} lacks a valid proof: its maker does not know what was dealt")]
	BadProof(AccountId),
	/// A box that does not open, or holds a share that does not fit the dealer's commitments.
	#[error("{0} dealt you a share that does not open or does not fit")]
	BadBox(AccountId),
	/// Two different files of one kind by one author in one attempt.
	#[error("{who} made two different files: two times a {what} in one attempt")]
	Twice {
		/// The kind of file.
		what: &'static str,
		/// Their author.
		who: AccountId,
	},
	/// The sum of all deals is no committee.
	#[error("the deals together make no committee")]
	Aggregate,
	/// What comes before is not complete.
	#[error("not everything is here yet: no {what} of {}", list(who))]
	Missing {
		/// The kind of file.
		what: &'static str,
		/// Whose.
		who: Vec<AccountId>,
	},
	/// Somebody ended it.
	#[error("this attempt is over: {0} ended it with a complaint")]
	Over(AccountId),
	/// The person's own account is not on the list.
	#[error("you, {0}, are not an administrator of this ceremony")]
	NotYours(AccountId),
	/// Nothing of it in the keystore.
	#[error("this keystore has no key for attempt {0} of this ceremony")]
	NoSecret(u16),
	/// The start file that was joined was another.
	#[error("you joined attempt {0} of this ceremony with another start file: it was exchanged since")]
	Exchanged(u16),
	/// A file of an earlier try.
	#[error("you took part in attempt {newest} of this ceremony already; this is attempt {found}")]
	OlderAttempt {
		/// The newest that the keystore knows.
		newest: u16,
		/// The one of the start file.
		found: u16,
	},
	/// An earlier try is neither certified for good nor left.
	#[error("you still take part in attempt {0} of this ceremony")]
	StillIn(u16),
	/// Left, with or without a complaint.
	#[error("you left attempt {0} of this ceremony")]
	Left(u16),
	/// A second deal would let the dealer tell two people two things.
	#[error("you dealt in attempt {0} already, and nobody deals twice")]
	DealtAlready(u16),
	/// The same, and the joins have changed.
	#[error("you dealt in attempt {0} already, and join files were exchanged since")]
	DealtForOthers(u16),
	/// The share is in the keystore and the secrets of the ceremony are gone.
	#[error("you certified attempt {0} already")]
	CertifiedAlready(u16),
	/// The files made another committee when a person was asked.
	#[error("the files changed while you compared the fingerprint")]
	Changed,
	/// All certificates are there.
	#[error("this ceremony is complete: every administrator has certified it")]
	Complete,
	/// Somebody starts from another list than the chain's, or the node shows another.
	#[error("the start file passes on another committee than the node shows")]
	OtherOld,
	/// A step of others.
	#[error("you, {0}, take part in this ceremony, but this step is for others")]
	NotYourStep(AccountId),
	/// The new rule is weaker than what was agreed to.
	#[error("the new committee would need only {found} approvals; {least} were agreed to here")]
	TooFewApprovals {
		/// The new rule.
		found: u16,
		/// The fewest that were agreed to.
		least: u16,
	},
	/// The operating system's randomness or the scheme failed on this person's deal.
	#[error("the deal cannot be made with these numbers")]
	Failed,
}

fn list(accounts: &[AccountId]) -> String {
	let texts: Vec<String> = accounts.iter().map(ToString::to_string).collect();
	texts.join(", ")
}

impl CeremonyError {
	/// Whose fault it can be shown to be: only what somebody signed shows that.
	#[must_use]
	pub fn culprit(&self) -> Option<AccountId> {
		match self {
			Self::BadDeal(who)
			| Self::BadProof(who)
			| Self::OtherConstant(who)
			| Self::BadBox(who)
			| Self::Twice { who, .. } => Some(*who),
			Self::TooLarge(_)
			| Self::NotAFile
			| Self::NotSigned { .. }
			| Self::NoStart
			| Self::TwoStarts { .. }
			| Self::BadStart(_)
			| Self::OtherChain { .. }
			| Self::OtherPlace { .. }
			| Self::OtherAttempt { .. }
			| Self::Stranger { .. }
			| Self::OtherIndex { .. }
			| Self::OtherStart { .. }
			| Self::OtherJoins { .. }
			| Self::OtherDeals(_)
			| Self::BadOneTimeKey(_)
			| Self::BadJoin(_)
			| Self::BadCertificate(_)
			| Self::Aggregate
			| Self::Missing { .. }
			| Self::Over(_)
			| Self::NotYours(_)
			| Self::NoSecret(_)
			| Self::Exchanged(_)
			| Self::OlderAttempt { .. }
			| Self::StillIn(_)
			| Self::Left(_)
			| Self::DealtAlready(_)
			| Self::DealtForOthers(_)
			| Self::CertifiedAlready(_)
			| Self::Changed
			| Self::Complete
			| Self::BadHandover(_)
			| Self::OtherOld
			| Self::NotYourStep(_)
			| Self::TooFewApprovals { .. }
			| Self::Failed => None,
		}
	}
}

impl Advice for CeremonyError {
	kinds! {
		TooLarge = "CeremonyTooLarge", NotAFile = "NotACeremonyFile", NotSigned = "CeremonyNotSigned",
		NoStart = "NoCeremonyStart", TwoStarts, BadStart, OtherChain = "CeremonyOtherChain",
		OtherPlace = "OtherCeremony", OtherAttempt, Stranger = "CeremonyStranger", OtherIndex, OtherStart, OtherJoins,
		OtherDeals, BadOneTimeKey, BadJoin, BadCertificate = "BadCeremonyCertificate", BadDeal = "BadCeremonyDeal",
		BadProof = "BadDealProof", BadBox, Twice, Aggregate, Missing = "CeremonyMissing", Over = "CeremonyOver",
		NotYours = "NotInCeremony", NoSecret = "NoCeremonySecret", Exchanged, OlderAttempt, StillIn, Left = "CeremonyLeft",
		DealtAlready, DealtForOthers, CertifiedAlready, Changed = "CeremonyChanged", Complete = "CeremonyComplete",
		OtherConstant, BadHandover = "BadCeremonyHandover", OtherOld = "OtherOldCommittee", NotYourStep, TooFewApprovals,
		Failed = "CeremonyFailed",
	}

	fn next(&self) -> String {
		let next = match self {
			Self::TooLarge(_) | Self::NotAFile => {
				"take it out of the folder, and ask whoever sent it for the right one"
			}
			Self::NotSigned { .. } => "take it out of the folder, and ask that person for the file again",
			Self::NoStart => "name the folder that has ceremony.json, or that file with the others",
			Self::TwoStarts { .. } => "ask both which one holds, and take the other one out",
			Self::BadStart(_) => "ask whoever started it to start again with other numbers",
			Self::OtherChain { .. } => "name a node of that chain with --node, or take the file out",
			Self::OtherPlace { .. } | Self::OtherAttempt { .. } => "take it out, and ask for the right one",
			Self::Stranger { .. } => "take it out of the folder",
			Self::OtherIndex { .. } | Self::BadOneTimeKey(_) | Self::BadJoin(_) => {
				"ask that person to join again in a new attempt"
			}
			Self::OtherStart { .. } => {
				"compare the start files with that person: somebody showed two people two different ones"
			}
			Self::OtherJoins { .. } => {
				"compare the join files with that person: whoever joined twice has to be named"
			}
			Self::OtherDeals(_) => {
				"compare the deal files with that person, and abort: one of you was shown another deal"
			}
			Self::BadCertificate(_) | Self::BadHandover(_) => "ask that person for that file again",
			Self::BadDeal(_)
			| Self::BadProof(_)
			| Self::OtherConstant(_)
			| Self::BadBox(_)
			| Self::Twice { .. } => "certify nothing: `medquorum committee ceremony abort` names them to the others",
			Self::Aggregate => "certify nothing, abort, and start a new attempt",
			Self::Missing { .. } | Self::NotYourStep(_) | Self::DealtAlready(_) => {
				"wait for the others: `medquorum committee ceremony status` shows who is next"
			}
			Self::Over(_) => {
				"`medquorum committee ceremony status` shows why; abort as well, then join a new attempt"
			}
			Self::NotYours(_) => "act as an administrator of it with --account, or ask whoever started it",
			Self::NoSecret(_) => {
				"join first; if you did, on this machine it is lost: start a new attempt with `start --attempt`"
			}
			Self::OlderAttempt { .. } => "ask for the files of the newest attempt",
			Self::StillIn(_) => "finish that one, or `medquorum committee ceremony abort` it first",
			Self::Left(_) => "join a new attempt",
			Self::DealtForOthers(_) | Self::Exchanged(_) => {
				"ask for the files that you took part with, or abort"
			}
			Self::Changed => "look with `medquorum committee ceremony status`, and certify again",
			Self::CertifiedAlready(_) | Self::Complete => {
				"the council can set the committee once it is complete: `medquorum council propose-committee`"
			}
			Self::OtherOld => "ask whoever started it whether the committee has changed since",
			Self::TooFewApprovals { .. } => {
				"deal nothing and ask your organisation; if it is right, agree with `medquorum committee trust --min-k`"
			}
			Self::Failed => "try again; if it fails again, start a new attempt with other numbers",
		};
		next.to_owned()
	}

	fn blame(&self) -> Blame {
		match self {
			Self::TooLarge(_) | Self::NotAFile | Self::NoStart => Blame::Yours,
			Self::NotSigned { .. }
			| Self::TwoStarts { .. }
			| Self::BadStart(_)
			| Self::OtherChain { .. }
			| Self::OtherPlace { .. }
			| Self::OtherAttempt { .. }
			| Self::Stranger { .. }
			| Self::OtherIndex { .. }
			| Self::OtherStart { .. }
			| Self::OtherJoins { .. }
			| Self::OtherDeals(_)
			| Self::BadOneTimeKey(_)
			| Self::BadJoin(_)
			| Self::BadCertificate(_)
			| Self::BadDeal(_)
			| Self::BadProof(_)
			| Self::BadBox(_)
			| Self::Twice { .. }
			| Self::Aggregate
			| Self::Missing { .. }
			| Self::Over(_)
			| Self::NotYours(_)
			| Self::NoSecret(_)
			| Self::Exchanged(_)
			| Self::OlderAttempt { .. }
			| Self::StillIn(_)
			| Self::Left(_)
			| Self::DealtAlready(_)
			| Self::DealtForOthers(_)
			| Self::CertifiedAlready(_)
			| Self::Changed
			| Self::Complete
			| Self::BadHandover(_)
			| Self::OtherConstant(_)
			| Self::OtherOld
			| Self::NotYourStep(_)
			| Self::TooFewApprovals { .. }
			| Self::Failed => Blame::Refused,
		}
	}
}
