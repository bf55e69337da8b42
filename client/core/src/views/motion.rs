//! Motions on which a body votes, as they are shown.

use super::{effect::effect, names::Names};
use crate::{
	domain::{BlockNumber, Bytes32},
	hex_text,
	ledger::OpenMotion,
};
use serde::Serialize;

/// A motion that is open; serialized, the document that programs get.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Motion {
	/// All that the chain asks for to vote on it: `0x<hash>:<number>`.
	pub motion: String,
	/// Its number.
	pub index: u32,
	/// Hash of the proposed call; with the number it names the motion in a vote.
	#[serde(skip)]
	pub hash: Bytes32,
	/// The address that proposed it.
	pub proposed_by: String,
	/// Votes that it needs.
	pub threshold: String,
	/// Votes in favour.
	pub yes: String,
	/// Votes against.
	pub no: String,
	/// What it does, in words.
	pub what: String,
	/// Whether this program knows what it does.
	pub known: bool,
	/// The last block of the vote.
	pub until: BlockNumber,
}

impl Motion {
	/// As it is shown with these names.
	#[must_use]
	pub fn of(open: &OpenMotion, names: &dyn Names) -> Self {
		let proposed_by = open.proposed_by.map(|account| account.to_string());
		Self {
			motion: Self::token(&open.hash, open.index),
			index: open.index,
			hash: open.hash,
			proposed_by: proposed_by.unwrap_or_else(|| "unknown".to_owned()),
			threshold: open.threshold.to_string(),
			yes: open.ayes.len().to_string(),
			no: open.nays.len().to_string(),
			what: effect(open.call.as_ref(), names),
			known: open.call.is_some(),
			until: open.until,
		}
	}

	/// The words by which a motion is named to `vote` and `close`.
	pub fn token(hash: &Bytes32, index: u32) -> String {
		format!("0x{}:{index}", hex::encode(hash))
	}

	/// Reads what [`Motion::token`] writes.
	pub fn read_token(text: &str) -> Option<(Bytes32, u32)> {
		let (hash, index) = text.trim().trim_start_matches("0x").split_once(':')?;
		Some((hex_text::read(hash).ok()?, index.parse().ok()?))
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{
		ledger::Call,
		views::fixtures::{Cast, DAVE, EVE},
	};

	#[test]
	fn motions_are_read_as_they_are_printed() {
		assert_eq!(
			Motion::read_token(&Motion::token(&[7; 32], 3)),
			Some(([7; 32], 3))
		);
		let hash = format!("0x{}", hex::encode([7; 32]));
		for other in ["", "3", "0x07", "0707:3", &hash] {
			assert!(Motion::read_token(other).is_none(), "{other}");
		}
	}

	#[test]
	fn who_votes_reads_what_for() {
		let mut open = OpenMotion {
			hash: [7; 32],
			index: 0,
			proposed_by: Some(DAVE),
			threshold: 2,
			ayes: vec![DAVE],
			nays: Vec::new(),
			until: 90,
			call: Some(Call::FreezeAccount { who: EVE }),
		};
		let expected = serde_json::json!({
			"motion": Motion::token(&[7; 32], 0),
			"index": 0,
			"proposed_by": DAVE.to_string(),
			"threshold": "2",
			"yes": "1",
			"no": "0",
			"what": "the account of Eve is frozen",
			"known": true,
			"until": 90,
		});
		assert_eq!(serde_json::to_value(Motion::of(&open, &Cast)).unwrap(), expected);
		(open.call, open.proposed_by) = (None, None);
		let unknown = Motion::of(&open, &Cast);
		assert!(!unknown.known && unknown.proposed_by == "unknown");
	}
}
