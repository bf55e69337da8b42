//! Whom an audit is about, and over which blocks.

use medquorum_core::{
	domain::{AccountId, BlockNumber, RecordId},
	ledger::Event,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Whom an audit is about, and over which blocks.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
	/// The accounts; none means everybody.
	pub accounts: BTreeSet<AccountId>,
	/// Records about them, or uploaded by them.
	pub records: BTreeSet<RecordId>,
	/// The first block.
	pub from: BlockNumber,
	/// The last block.
	pub to: BlockNumber,
}

/// Blocks of the period that could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Missing {
	/// The first one.
	pub from: BlockNumber,
	/// The last one.
	pub to: BlockNumber,
}

impl std::fmt::Display for Missing {
	/// `block 7`, or `blocks 7 to 12`.
	fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
		match self.from == self.to {
			true => write!(f, "block {}", self.from),
			false => write!(f, "blocks {} to {}", self.from, self.to),
		}
	}
}

impl Question {
	/// Whether an event names one of the accounts or records.
	#[must_use]
	pub fn concerns(&self, event: &Event) -> bool {
		if self.accounts.is_empty() {
			return true;
		}
		let words = event
			.fields
			.iter()
			.flat_map(|(_, value)| value.split(|c: char| !c.is_ascii_alphanumeric()));
		words.into_iter().any(|word| match word.len() {
			32 => word.parse().is_ok_and(|id: RecordId| self.records.contains(&id)),
			46.. => word
				.parse()
				.is_ok_and(|who: AccountId| self.accounts.contains(&who)),
			_ => false,
		})
	}

	/// Takes in the records that an event says are about one of the accounts, or uploaded by one.
	pub fn learn(&mut self, event: &Event) {
		let named = |name: &str| event.field(name).and_then(|who| who.parse::<AccountId>().ok());
		let own = |who: Option<AccountId>| who.is_some_and(|who| self.accounts.contains(&who));
		if own(named("patient")) || own(named("uploader").filter(|_| event.field("patient").is_some())) {
			let record = event.field("record_id").and_then(|id| id.parse().ok());
			self.records.extend(record.into_iter().collect::<Vec<RecordId>>());
		}
	}
}
