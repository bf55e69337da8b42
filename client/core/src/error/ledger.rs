//! Talking to the chain.

use super::light::LightError;
use crate::{
	advice::{Advice, Blame},
	domain::{AccountId, BlockNumber, Moment},
	kinds,
};

/// The cause underneath, of whatever kind.
pub type Source = Box<dyn std::error::Error + Send + Sync>;

/// Talking to the chain.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LedgerError {
	/// Nobody answers at the address of the node.
	#[error("cannot reach the node at {url}")]
	Unreachable {
		/// Where it should be.
		url: String,
		/// What the connection says.
		#[source]
		source: Source,
	},
	/// The address is on another machine, and not `wss://`.
	#[error("{url} is not encrypted and not on this machine")]
	Insecure {
		/// The address.
		url: String,
	},
	/// The address cannot be read as one of a node.
	#[error("{url} is not a valid address of a node")]
	BadUrl {
		/// What was given.
		url: String,
	},
	/// Another chain than the one this client was set up for.
	#[error("this node serves another chain: its first block is {found}, but {pinned} is pinned here")]
	WrongChain {
		/// Genesis hash in the configuration.
		pinned: String,
		/// Genesis hash of the node.
		found: String,
	},
	/// The node has not come as far as this chain was seen before.
	#[error(
		"this node is behind: its last finalized block is {found}, but block {seen} was finalized before"
	)]
	NodeBehind {
		/// Its latest finalized block.
		found: BlockNumber,
		/// The highest seen.
		seen: BlockNumber,
	},
	/// The node's chain holds another block where one was finalized before.
	#[error("this node is on another branch: its block {number} is not the one that was finalized before")]
	OtherBranch {
		/// The highest block seen.
		number: BlockNumber,
	},
	/// The node's clock of the chain is not where it can be after what was seen.
	#[error(
		"this node's clock of the chain is wrong: moment {found} in block {block}, but {seen} in block {seen_block} was finalized before"
	)]
	WrongClock {
		/// What it says.
		found: Moment,
		/// The block it says it of.
		block: BlockNumber,
		/// What was seen.
		seen: Moment,
		/// An earlier finalized block whose clock is kept for this comparison.
		seen_block: BlockNumber,
	},
	/// The node says that it does not have the newest blocks yet.
	#[error("this node is still catching up with its chain: its last finalized block is {found}")]
	NodeSyncing {
		/// Its latest finalized block.
		found: BlockNumber,
	},
	/// The node stopped answering before anything was handed over.
	#[error("the connection to the node broke")]
	Connection(#[source] Source),
	/// The connection broke after a call was handed over, or the pool took it and gave it up again: what became of it is open.
	#[error("the node has not said what became of the call: it may or may not have been carried out")]
	Unknown(#[source] Source),
	/// The chain's runtime names things otherwise than this program.
	#[error("the chain does not know {what} as this program does")]
	Incompatible {
		/// What is missing or different.
		what: String,
		/// How that showed.
		#[source]
		source: Option<Source>,
	},
	/// The chain carried out the call, and it failed.
	#[error("the chain refused: {cause}")]
	Refused {
		/// The pallet whose error it is, as the metadata calls it.
		pallet: String,
		/// The error's name.
		name: String,
		/// What went wrong, from the chain's own documentation.
		cause: String,
		/// What to do about it, if the documentation says so.
		remedy: Option<String>,
	},
	/// The account cannot pay the fee.
	#[error("{account} has not enough tokens for the fee")]
	CannotPay {
		/// Who should pay.
		account: AccountId,
	},
	/// The node turned the transaction away before any block could hold it.
	#[error("the node did not accept the transaction ({reason})")]
	NotAccepted {
		/// What the node says.
		reason: String,
	},
	/// No finalized block held it in time.
	#[error("the call was not in a finalized block after {seconds} s")]
	Timeout {
		/// How long was waited.
		seconds: u64,
	},
	/// The light client, which takes the place of a node.
	#[error(transparent)]
	Light(#[from] LightError),
}

impl Advice for LedgerError {
	kinds! {
		Unreachable, Insecure, BadUrl, WrongChain, NodeBehind, OtherBranch, WrongClock, NodeSyncing, Connection, Unknown, Incompatible, CannotPay,
		NotAccepted, Timeout;
		Self::Refused { name, .. } => name,
		Self::Light(inside) => inside.kind(),
	}

	fn next(&self) -> String {
		let next = match self {
			Self::Unreachable { .. } => "start it, or name another one with --node",
			Self::Insecure { .. } => "use wss://, or say --allow-insecure if the network between is yours",
			Self::BadUrl { .. } => "write it like ws://127.0.0.1:9944 or wss://node.example.org",
			Self::WrongChain { .. } => "ask for the right node, or run `medquorum init` for a new chain",
			Self::NodeBehind { .. } | Self::NodeSyncing { .. } => {
				"nothing was changed. Wait until it has caught up, or name another node with --node. If the chain \
					itself was set back: `medquorum config forget-blocks`"
			}
			Self::OtherBranch { .. } | Self::WrongClock { .. } => {
				"nothing was changed. Name another node with --node. If the chain itself was made again: \
					`medquorum config forget-blocks`"
			}
			Self::Connection(_) => "check it and try again",
			Self::Unknown(_) => "look with `medquorum records` and `medquorum inbox` before you try again",
			Self::Incompatible { .. } => "use the version of medquorum that belongs to this chain",
			Self::Refused {
				pallet, name, remedy, ..
			} => match (remedy, pallet.as_str(), name.as_str()) {
				(Some(remedy), ..) => remedy,
				(None, "Session", "InvalidProof") => FOR_THIS_ACCOUNT,
				(None, ..) => LOOK,
			},
			Self::CannotPay { .. } => {
				"ask your operator to send it some. A patient's answers are free where the chain would carry them out, a number of \
					times a day: so look with `medquorum show` whether there is still something to answer"
			}
			Self::NotAccepted { .. } => "try again",
			Self::Timeout { .. } => {
				"check that the chain makes blocks, then look with `medquorum records` and `medquorum inbox` \
					before you try again"
			}
			Self::Light(inside) => return inside.next(),
		};
		next.to_owned()
	}

	fn blame(&self) -> Blame {
		match self {
			Self::WrongChain { .. } | Self::Refused { .. } | Self::CannotPay { .. } => Blame::Refused,
			Self::Unreachable { .. }
			| Self::Insecure { .. }
			| Self::BadUrl { .. }
			| Self::NodeBehind { .. }
			| Self::OtherBranch { .. }
			| Self::WrongClock { .. }
			| Self::NodeSyncing { .. }
			| Self::Connection(_)
			| Self::Unknown(_)
			| Self::Incompatible { .. }
			| Self::NotAccepted { .. }
			| Self::Timeout { .. } => Blame::Yours,
			Self::Light(inside) => inside.blame(),
		}
	}
}

/// The next step after a refusal for which the chain's documentation names none.
const LOOK: &str = "look at `medquorum status` and `medquorum inbox`";

/// The next step after keys of a collator that are for another account.
const FOR_THIS_ACCOUNT: &str =
	"have the collator's own node make keys for this account: author_rotateKeysWithOwner with its account id";

impl LedgerError {
	/// A refusal in the words of the chain's documentation: the first sentence is the cause, the rest the remedy.
	pub fn refused(pallet: &str, name: &str, docs: &str) -> Self {
		let docs = docs.split_whitespace().collect::<Vec<_>>().join(" ");
		let (cause, remedy) = match docs.split_once(". ") {
			Some((cause, remedy)) => (cause, Some(remedy.to_owned())),
			None => (docs.as_str(), None),
		};
		let cause = if cause.is_empty() { name } else { cause };
		Self::Refused {
			pallet: pallet.to_owned(),
			name: name.to_owned(),
			cause: cause.trim_end_matches('.').to_owned(),
			remedy,
		}
	}

	/// Whether it is certain that the call never left this machine. What a node says of a call that it was handed is its word alone: it
	/// may have passed it on all the same, so nothing is deleted by that.
	pub fn is_unsent(&self) -> bool {
		match self {
			Self::Unknown(_)
			| Self::Timeout { .. }
			| Self::Refused { .. }
			| Self::CannotPay { .. }
			| Self::NotAccepted { .. } => false,
			Self::Unreachable { .. }
			| Self::Insecure { .. }
			| Self::BadUrl { .. }
			| Self::WrongChain { .. }
			| Self::NodeBehind { .. }
			| Self::OtherBranch { .. }
			| Self::WrongClock { .. }
			| Self::NodeSyncing { .. }
			| Self::Connection(_)
			| Self::Incompatible { .. }
			| Self::Light(_) => true,
		}
	}

	/// The pallet error's name, if the chain refused.
	pub fn refusal(&self) -> Option<&str> {
		match self {
			Self::Refused { name, .. } => Some(name),
			_ => None,
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn documentation_of_the_chain_is_a_cause_and_a_remedy() {
		let told = |docs| {
			let error = LedgerError::refused("MedicalRecords", "AlreadyVoted", docs);
			assert_eq!(error.kind(), "AlreadyVoted");
			(error.to_string(), error.next())
		};
		let answered = "the chain refused: You answered";
		assert_eq!(
			told(" You answered.\n Wait. Or ask."),
			(answered.to_owned(), "Wait. Or ask.".to_owned())
		);
		assert_eq!(told("You answered."), (answered.to_owned(), LOOK.to_owned()));
		assert_eq!(told("").0, "the chain refused: AlreadyVoted");
	}
}
