//! The port to an administrator's journal, and the rules that its history imposes (docs/cryptography.md 5.2): no context is
//! approved that was rejected, nor one of an epoch that is over, nor any request of an id that was rejected.

use super::PortError;
use crate::{
	advice::{Advice, Blame},
	domain::Committee,
	hex_text::plain,
	kinds,
	secrets::JournalTip,
	trust::{CommitteePin, PinError},
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap, HashSet};

/// What an administrator said to a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Answer {
	/// A share was made.
	Approve,
	/// It was refused.
	Reject,
}

/// Why the history of answers forbids one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum HistoryError {
	/// Approving what was rejected would let its shares be pooled.
	#[error("this very request was rejected here before and can never be approved")]
	RejectedBefore,
	/// The same answer or a share has been given already.
	#[error("this request was approved here before")]
	ApprovedBefore,
	/// The journal lacks answers that the keystore knows of.
	#[error("the journal of answers is older than this keystore: answers are missing from it")]
	SetBack,
	/// The committee has moved on.
	#[error("this request belongs to epoch {epoch} of the committee, and epoch {current} has begun")]
	EpochOver {
		/// The epoch of the request.
		epoch: u32,
		/// The newest epoch seen.
		current: u32,
	},
}

impl Advice for HistoryError {
	kinds! { RejectedBefore, ApprovedBefore, SetBack, EpochOver }

	fn next(&self) -> String {
		let next = match self {
			Self::RejectedBefore | Self::EpochOver { .. } => "the requester has to send a new one",
			Self::SetBack => {
				"nothing was answered. Put its newest copy back; if there is none any more: `medquorum config \
					accept-journal`"
			}
			Self::ApprovedBefore => "if the chain does not show it, `medquorum approve` sends it again",
		};
		next.to_owned()
	}

	fn blame(&self) -> Blame {
		match self {
			Self::RejectedBefore | Self::ApprovedBefore | Self::SetBack | Self::EpochOver { .. } => {
				Blame::Refused
			}
		}
	}
}

/// Why an answer was not noted. Nothing may be sent then.
#[derive(Debug, thiserror::Error)]
pub enum AnswerError {
	/// The history forbids it.
	#[error(transparent)]
	History(#[from] HistoryError),
	/// The journal cannot be read or written.
	#[error(transparent)]
	Port(#[from] PortError),
}

/// One answered context.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
	/// `request_ctx` of docs/cryptography.md 5.2.
	#[serde(with = "plain")]
	pub context: [u8; 32],
	/// The request's id on chain.
	#[serde(with = "plain")]
	pub request_id: [u8; 16],
	/// The committee key.
	pub key_id: u32,
	/// The committee's epoch, whose share made the answer.
	pub epoch: u32,
	/// What was said.
	pub answer: Answer,
}

/// A committee that this administrator has certified: a person has compared its names then, so its administrators prove to this home
/// which epoch has begun, whatever is pinned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Certified {
	/// The committee key.
	pub key_id: u32,
	/// The epoch that it was certified for.
	pub epoch: u32,
	/// Key, rule and administrators.
	pub committee: CommitteePin,
}

impl Certified {
	/// What is noted of a committee as listed.
	///
	/// # Errors
	/// When the numbers cannot be those of a committee.
	pub fn of(key_id: u32, committee: &Committee) -> Result<Self, PinError> {
		Ok(Self {
			key_id,
			epoch: committee.epoch,
			committee: CommitteePin::of(committee)?,
		})
	}
}

/// Every answer of one administrator, so that none contradicts another.
pub trait Journal: Send + Sync {
	/// Notes an answer for good. Send the answer only after this returns.
	///
	/// # Errors
	/// When the history forbids it or the journal cannot be written; then nothing may be sent. After
	/// [`HistoryError::ApprovedBefore`] the same context may be approved again: the share says nothing new.
	fn record(&self, entry: Entry) -> Result<(), AnswerError>;

	/// Notes that an epoch has begun, so that no older one is approved any more.
	///
	/// # Errors
	/// When the journal cannot be read or written.
	fn note_epoch(&self, key_id: u32, epoch: u32) -> Result<(), AnswerError>;

	/// The newest epoch seen of each committee.
	///
	/// # Errors
	/// When the journal cannot be read.
	fn epochs(&self) -> Result<Vec<(u32, u32)>, AnswerError>;

	/// Notes a committee that this administrator has certified, or is about to.
	///
	/// # Errors
	/// When the journal cannot be read or written.
	fn note_certified(&self, certified: Certified) -> Result<(), AnswerError>;

	/// The committees that this administrator has certified, in the order in which they were noted. One that was never set is among them.
	///
	/// # Errors
	/// When the journal cannot be read.
	fn certified(&self) -> Result<Vec<Certified>, AnswerError>;

	/// How far it has come.
	///
	/// # Errors
	/// When the journal cannot be read.
	fn tip(&self) -> Result<JournalTip, AnswerError>;

	/// Whether it continues what it was at that tip.
	///
	/// # Errors
	/// [`HistoryError::SetBack`] when not, or when the journal cannot be read.
	fn continues(&self, tip: &JournalTip) -> Result<(), AnswerError>;
}

/// What was answered so far, in memory.
#[derive(Debug, Clone, Default)]
pub struct History {
	answers: HashMap<[u8; 32], Answer>,
	/// Ids of requests that were rejected, whatever their context was.
	rejected: HashSet<[u8; 16]>,
	epochs: BTreeMap<u32, u32>,
	certified: Vec<Certified>,
}

impl History {
	/// Takes in an answer. A rejection begins no epoch: it is made of what a node shows, unchecked.
	pub fn answered(&mut self, entry: &Entry) {
		let said = self.answers.entry(entry.context).or_insert(entry.answer);
		match entry.answer {
			Answer::Approve => self.begun(entry.key_id, entry.epoch),
			Answer::Reject => {
				*said = Answer::Reject;
				self.rejected.insert(entry.request_id);
			}
		}
	}

	/// Takes in that an epoch has begun.
	pub fn begun(&mut self, key_id: u32, epoch: u32) {
		let newest = self.epochs.entry(key_id).or_insert(epoch);
		*newest = epoch.max(*newest);
	}

	/// Whether this epoch, or a later one, was seen.
	#[must_use]
	pub fn knows_epoch(&self, key_id: u32, epoch: u32) -> bool {
		self.epochs.get(&key_id).is_some_and(|newest| *newest >= epoch)
	}

	/// The newest epoch seen of each committee.
	#[must_use]
	pub fn epochs(&self) -> Vec<(u32, u32)> {
		self.epochs
			.iter()
			.map(|(key_id, epoch)| (*key_id, *epoch))
			.collect()
	}

	/// Takes in a committee that was certified.
	pub fn take_certified(&mut self, certified: Certified) {
		if !self.certified.contains(&certified) {
			self.certified.push(certified);
		}
	}

	/// The committees that were certified.
	#[must_use]
	pub fn certified(&self) -> &[Certified] {
		&self.certified
	}

	/// What was said to a context, if anything.
	#[must_use]
	pub fn answer(&self, context: &[u8; 32]) -> Option<Answer> {
		self.answers.get(context).copied()
	}

	/// Whether an answer is allowed after all that was said.
	///
	/// # Errors
	/// The reason why not.
	pub fn check(&self, entry: &Entry) -> Result<(), HistoryError> {
		let said = self.answers.get(&entry.context);
		if said == Some(&Answer::Reject) || self.rejected.contains(&entry.request_id) {
			return Err(HistoryError::RejectedBefore);
		}
		// Before what was approved: that may be approved again, and must not be when its epoch is over.
		match self.epochs.get(&entry.key_id) {
			Some(current) if entry.answer == Answer::Approve && *current > entry.epoch => {
				return Err(HistoryError::EpochOver {
					epoch: entry.epoch,
					current: *current,
				});
			}
			_ => {}
		}
		match said {
			Some(Answer::Approve) => Err(HistoryError::ApprovedBefore),
			_ => Ok(()),
		}
	}
}
