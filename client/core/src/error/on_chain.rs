//! What can only go wrong in a ceremony over the chain.

use crate::{
	advice::{Advice, Blame},
	domain::{AccountId, KeyId},
	kinds,
};

/// A step over the chain that cannot be done. Nothing was sent.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum OnChainError {
	/// Nothing under way under this number.
	#[error("no ceremony for committee {0} is under way on the chain")]
	NotUnderWay(KeyId),
	/// No ceremony names the account.
	#[error("no ceremony under way on the chain lists you, {0}")]
	NoneOfYours(AccountId),
	/// The chain shows the attempt no more, and no committee of its epoch.
	#[error("attempt {attempt} of this ceremony ended: {why}")]
	Ended {
		/// Which try it was.
		attempt: u16,
		/// How, in words.
		why: String,
	},
	/// No complaint of that administrator waits for this dealer's answer.
	#[error("administrator {0} does not wait for an answer of yours")]
	NothingToAnswer(u16),
	/// What was dealt is not here: the keystore was lost, or the deal went out over files.
	#[error("this keystore does not hold what you dealt to administrator {0}")]
	NoDealtShares(u16),
	/// A dealer who answers more publishes their polynomials.
	#[error(
		"you published what you dealt to {0} administrators already, and more would give your part of the key away"
	)]
	TooManyAnswers(usize),
}

impl Advice for OnChainError {
	kinds! {
		NotUnderWay = "NoCeremonyOnChain", NoneOfYours = "NoCeremonyOfYours", Ended = "CeremonyEnded", NothingToAnswer, NoDealtShares, TooManyAnswers,
	}

	fn next(&self) -> String {
		let next = match self {
			Self::NotUnderWay(_) | Self::NoneOfYours(_) => {
				"the council opens one with `medquorum council propose-ceremony`; over files, name the folder"
			}
			Self::Ended { .. } => {
				"ask the others whether that is so; the council opens the next attempt. What you hold of this one stays until you join that"
			}
			Self::NothingToAnswer(_) => "look with `medquorum committee ceremony status`",
			Self::NoDealtShares(_) => "tell the others: this attempt cannot be completed, start a new one",
			Self::TooManyAnswers(_) => {
				"tell the others, and end the attempt with `medquorum committee ceremony --leave`"
			}
		};
		next.to_owned()
	}

	fn blame(&self) -> Blame {
		match self {
			Self::NotUnderWay(_)
			| Self::NoneOfYours(_)
			| Self::Ended { .. }
			| Self::NothingToAnswer(_)
			| Self::NoDealtShares(_)
			| Self::TooManyAnswers(_) => Blame::Refused,
		}
	}
}
