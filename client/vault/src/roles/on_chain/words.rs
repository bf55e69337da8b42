//! What a person is asked before a step of a ceremony, and told after it. The command line and the portal ask and tell the same.

use super::{NextStep, OnChain, PastAttempt};
use crate::error::Error;
use medquorum_core::{
	domain::BlockNumber,
	ledger::Event,
	trust::CommitteePin,
	views::{Names, sentence},
};

impl NextStep {
	/// The word of the step in documents.
	#[must_use]
	pub fn word(&self) -> &'static str {
		match self {
			Self::Join => "join",
			Self::Deal => "deal",
			Self::Certify => "certify",
			Self::HandOver => "handover",
			Self::Complain(_) => "complain",
			Self::Answer(_) => "answer",
			Self::Activate => "activate",
			Self::Expire => "expire",
			Self::NewAttempt(_) => "new-attempt",
			Self::Wait { .. } => "wait",
			Self::NotMine => "nothing",
		}
	}

	/// What the step did, for people; nothing where there was nothing to do.
	#[must_use]
	pub fn done(&self) -> &'static str {
		match self {
			Self::Join => "You take part.",
			Self::Deal => "You dealt.",
			Self::Certify => "You certified.",
			Self::HandOver => "You handed the key over.",
			Self::Complain(_) => "You complained: the dealer has to answer.",
			Self::Answer(_) => "You answered.",
			Self::Activate => "The committee is set.",
			Self::Expire => "The attempt is over.",
			Self::NewAttempt(_) => "You left the earlier attempt.",
			Self::Wait { .. } | Self::NotMine => "",
		}
	}

	/// What only a person can know, and says yes to before the step; `None` where nothing is to be decided.
	#[must_use]
	pub fn question(&self, seen: &OnChain, names: &dyn Names) -> Option<String> {
		let question = match self {
			Self::Join => {
				"Are these the administrators, compared with your directory, and are you one of them?".to_owned()
			}
			Self::Deal if seen.board.old().is_some() => {
				"Has your organisation decided this, compared with your directory? Together these people can open every record of the committee."
					.to_owned()
			}
			Self::Certify => "Did all the others read you the same fingerprint?".to_owned(),
			Self::HandOver => {
				"Hand the committee's key over to them? They have all certified that they hold their shares."
					.to_owned()
			}
			Self::Answer(accuser) => {
				let accuser = seen.name_of(*accuser, names);
				format!(
					"{accuser} has signed that what you dealt to {accuser} does not fit. Your answer publishes it, and everybody computes \
					 whether it is right; without one you are to blame. Answer?"
				)
			}
			Self::Expire => "The time is over, and somebody has not done what was due. End the attempt?".to_owned(),
			Self::NewAttempt(older) => format!(
				"You took part in attempt {older}, which your node says is over. Take part in attempt {} instead? Your secrets of \
				 the earlier one are deleted; a share that you certified stays.",
				seen.public.state.attempt
			),
			Self::Deal | Self::Complain(_) | Self::Activate | Self::Wait { .. } | Self::NotMine => return None,
		};
		Some(question)
	}
}

impl OnChain {
	/// Who has this index, by name where there is one.
	#[must_use]
	pub fn name_of(&self, index: u16, names: &dyn Names) -> String {
		match self.board.account_of(index) {
			Some(who) => names.show(&who),
			None => format!("administrator {index}"),
		}
	}

	/// What a person is asked before this account ends the attempt for everybody.
	#[must_use]
	pub fn question_of_leaving(&self) -> String {
		format!(
			"End attempt {} for everybody, with your name? Your secrets of it are deleted. A share that you certified stays: only your node says that \
			 the committee is not set.",
			self.public.state.attempt
		)
	}

	/// The committee that its deals make, as it would be pinned: people compare its fingerprint before they certify.
	///
	/// # Errors
	/// When not all have dealt, or the deals make no committee.
	pub fn pin(&self) -> Result<CommitteePin, Error> {
		let founded = self.board.founded()?;
		Ok(CommitteePin::of(&founded.committee)?)
	}
}

impl PastAttempt {
	/// How it ended, as the node tells it by these events, the oldest first.
	#[must_use]
	pub fn why(&self, events: &[(BlockNumber, Event)], names: &dyn Names) -> String {
		let [key_id, attempt] = [self.key_id.to_string(), self.attempt.to_string()];
		let mut ends = events.iter().rev().filter(|(_, event)| {
			(event.pallet.as_str(), event.name.as_str()) == ("CommitteeCeremonies", "CeremonyEnded")
				&& event.field("key_id") == Some(key_id.as_str())
				&& event.field("attempt") == Some(attempt.as_str())
		});
		let Some((_, event)) = ends.next() else {
			return "your node does not show how".to_owned();
		};
		let told = sentence(event, names, None);
		let why = told.split_once("ended: ").map(|(_, why)| why.to_owned());
		why.unwrap_or(told)
	}
}
