//! Ceremonies on the chain that wait for an account.

use super::{names::Names, until::Until, words::span};
use crate::{domain::*, trust::ceremony::Difference};
use serde::Serialize;

/// What a ceremony waits for an account with, as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CeremonyView {
	/// The committee key.
	pub key_id: KeyId,
	/// The epoch that begins.
	pub epoch: Epoch,
	/// Which try it is.
	pub attempt: u16,
	/// Approvals that requests will need, and how many administrators there will be.
	pub rule: (u16, usize),
	/// What is due.
	pub due: CeremonyDue,
	/// The last moment for it.
	pub until: Moment,
}

/// What is due of an account in a ceremony.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum CeremonyDue {
	/// To answer a complaint.
	Answer,
	/// To take part.
	Join,
	/// To deal to everybody.
	Deal,
	/// To check and certify.
	Certify,
	/// To hand the key over.
	HandOver,
	/// To have the committee set.
	Activate,
}

impl CeremonyDue {
	/// What a person is to do.
	#[must_use]
	pub fn words(self) -> &'static str {
		match self {
			Self::Answer => "answer a complaint",
			Self::Join => "take part",
			Self::Deal => "deal to everybody",
			Self::Certify => "check and certify",
			Self::HandOver => "hand the key over",
			Self::Activate => "have the committee set",
		}
	}
}

/// The same for people; serialized, the document that programs get.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CeremonyDetails {
	/// The committee key.
	pub key_id: KeyId,
	/// The epoch that begins.
	pub epoch: Epoch,
	/// Which try it is.
	pub attempt: u16,
	/// Approvals that requests will need.
	pub k: u16,
	/// How many administrators there will be.
	pub n: usize,
	/// What is due of the account.
	pub due: CeremonyDue,
	/// The last moment for it.
	pub until: Until,
}

impl CeremonyDetails {
	/// At this moment of the chain's clock.
	#[must_use]
	pub fn of(view: &CeremonyView, now: Moment) -> Self {
		Self {
			key_id: view.key_id,
			epoch: view.epoch,
			attempt: view.attempt,
			k: view.rule.0,
			n: view.rule.1,
			due: view.due,
			until: Until::new(view.until, now),
		}
	}

	/// The rule, for people.
	#[must_use]
	pub fn rule(&self) -> String {
		format!("{} of {}", self.k, self.n)
	}

	/// What is due and how soon, in one line.
	#[must_use]
	pub fn words(&self) -> String {
		format!("{}, within {}", self.due.words(), span(self.until.left()))
	}
}

/// What changes where a key is passed on, in sentences: who leaves, who comes, who stays, and the rule.
#[must_use]
pub fn change_in_words(difference: &Difference, names: &dyn Names) -> Vec<String> {
	let mut sentences = Vec::new();
	let mut say = |who: &[AccountId], one: &str, many: &str| {
		let shown: Vec<String> = who.iter().map(|who| names.show(who)).collect();
		match who.len() {
			0 => {}
			1 => sentences.push(format!("{} {one}.", shown.join(", "))),
			_ => sentences.push(format!("{} {many}.", shown.join(", "))),
		}
	};
	say(&difference.leave, "leaves", "leave");
	say(&difference.come, "comes", "come");
	say(&difference.stay, "stays", "stay");
	let ((k, n), (new_k, new_n)) = (difference.before, difference.after);
	sentences.push(match (k, n) == (new_k, new_n) {
		true => format!("The rule stays: {k} of {n} approve."),
		false => format!("The rule changes: {k} of {n} approved, {new_k} of {new_n} will."),
	});
	sentences
}

#[cfg(test)]
mod tests {
	use super::*;

	struct Nobody;

	impl Names for Nobody {
		fn name(&self, account: &AccountId) -> Option<&str> {
			let names = ["Alice", "Bob", "Two"];
			names.get(usize::from(account.0[0])).copied()
		}
	}

	#[test]
	fn what_changes_is_told_by_name() {
		let [alice, bob, two] = [0, 1, 2].map(|number| AccountId([number; 32]));
		let change = Difference {
			leave: vec![alice],
			come: Vec::new(),
			stay: vec![bob, two],
			before: (2, 3),
			after: (2, 2),
		};
		let told = change_in_words(&change, &Nobody);
		assert_eq!(
			told,
			[
				"Alice leaves.",
				"Bob, Two stay.",
				"The rule changes: 2 of 3 approved, 2 of 2 will."
			]
		);
		let same = Difference {
			leave: Vec::new(),
			after: (2, 3),
			..change
		};
		assert_eq!(
			change_in_words(&same, &Nobody).last().map(String::as_str),
			Some("The rule stays: 2 of 3 approve.")
		);
	}
}
