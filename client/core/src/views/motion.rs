//! Motions of the council, as the chain's events tell of them.

use crate::{
	domain::{BlockNumber, Bytes32},
	hex_text,
	ledger::Event,
};
use serde::Serialize;

/// A motion that is open; serialized, the document that programs get.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Motion {
	/// All that the chain asks for to vote on it: `0x<hash>:<number>`.
	pub motion: String,
	/// Its number.
	pub index: u32,
	/// Its hash.
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
}

impl Motion {
	/// The words by which a motion is named to `vote` and `close`.
	pub fn token(hash: &Bytes32, index: u32) -> String {
		format!("0x{}:{index}", hex::encode(hash))
	}

	/// Reads what [`Motion::token`] writes.
	pub fn read_token(text: &str) -> Option<(Bytes32, u32)> {
		let (hash, index) = text.trim().trim_start_matches("0x").split_once(':')?;
		Some((hex_text::read(hash).ok()?, index.parse().ok()?))
	}

	fn of(event: &Event) -> Option<Self> {
		let hash = hash_of(event)?;
		let index = event.field("proposal_index")?.parse().ok()?;
		Some(Self {
			motion: Self::token(&hash, index),
			index,
			hash,
			proposed_by: event.field("account")?.to_owned(),
			threshold: event.field("threshold")?.to_owned(),
			// The chain does not count the proposer's vote by itself.
			yes: "0".to_owned(),
			no: "0".to_owned(),
		})
	}
}

fn hash_of(event: &Event) -> Option<Bytes32> {
	let hash = event.field("proposal_hash")?;
	hex_text::read(hash.strip_prefix("0x").unwrap_or(hash)).ok()
}

/// The motions that are open after these events, oldest first.
pub fn open_motions(events: &[(BlockNumber, Event)]) -> Vec<Motion> {
	let mut open: Vec<Motion> = Vec::new();
	for (_, event) in events.iter().filter(|(_, event)| event.pallet == "Council") {
		let hash = hash_of(event);
		match event.name.as_str() {
			"Proposed" => open.extend(Motion::of(event)),
			"Voted" => {
				for motion in open.iter_mut().filter(|motion| Some(motion.hash) == hash) {
					motion.yes = event.field("yes").unwrap_or_default().to_owned();
					motion.no = event.field("no").unwrap_or_default().to_owned();
				}
			}
			"Approved" | "Disapproved" | "Executed" | "Killed" => {
				open.retain(|motion| Some(motion.hash) != hash);
			}
			_ => {}
		}
	}
	open
}

#[cfg(test)]
mod tests {
	use super::*;

	fn event(name: &str, hash: u8, fields: &[(&str, &str)]) -> (BlockNumber, Event) {
		let hash = format!("0x{}", hex::encode([hash; 32]));
		let named = ("proposal_hash", hash.as_str());
		let fields = fields.iter().chain([&named]);
		let event = Event {
			pallet: "Council".to_owned(),
			name: name.to_owned(),
			fields: fields
				.map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
				.collect(),
		};
		(1, event)
	}

	fn proposed(hash: u8, index: &str) -> (BlockNumber, Event) {
		let fields = [
			("account", "5Alice"),
			("proposal_index", index),
			("threshold", "2"),
		];
		event("Proposed", hash, &fields)
	}

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
	fn motions_are_open_until_the_council_decides() {
		let mut events = vec![
			proposed(7, "0"),
			proposed(8, "1"),
			event("Voted", 8, &[("yes", "1"), ("no", "0")]),
		];
		let open = open_motions(&events);
		assert_eq!(open.len(), 2);
		assert_eq!((open[0].yes.as_str(), open[1].yes.as_str()), ("0", "1"));
		events.push(event("Approved", 8, &[]));
		assert_eq!(open_motions(&events).len(), 1);
		let expected = serde_json::json!({
			"motion": Motion::token(&[7; 32], 0),
			"index": 0,
			"proposed_by": "5Alice",
			"threshold": "2",
			"yes": "0",
			"no": "0",
		});
		assert_eq!(serde_json::to_value(&open_motions(&events)[0]).unwrap(), expected);
	}
}
