//! What a facility's home keeps of its own catalogue, between publications and over a kill.

use super::Shelf;
use crate::error::Error;
use medquorum_core::{domain::*, hex_text::prefixed};
use medquorum_envelope::Cid;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A facility's own catalogue.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Own {
	/// The highest number published; the chain forgets it when a catalogue is withdrawn, readers do not.
	pub(crate) number: u32,
	/// The highest epoch.
	pub(crate) epoch: u16,
	/// Accounts that the facility does not admit, whatever their role.
	pub(crate) excluded: BTreeSet<AccountId>,
	/// A publication that was begun.
	pub(crate) pending: Option<Pending>,
	/// Objects that are in no publication any more and could not be removed from the store yet.
	pub(crate) left: BTreeSet<String>,
}

/// A publication that was begun: noted before its first object is stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Pending {
	/// Once the chain shows this number or a higher one, the publication is settled.
	pub(crate) number: u32,
	/// What it commits to.
	#[serde(with = "prefixed")]
	pub(crate) commitment: Bytes32,
	/// Objects it adds to the store.
	pub(crate) put: BTreeSet<String>,
	/// Objects that go once it is on the chain.
	pub(crate) drop: BTreeSet<String>,
}

impl Own {
	pub(crate) fn load(shelf: &Shelf) -> Result<Self, Error> {
		Ok(shelf.read("own.json")?.unwrap_or_default())
	}

	pub(crate) fn keep(&self, shelf: &Shelf) -> Result<(), Error> {
		shelf.write("own.json", self)
	}

	/// Settles a publication that was begun, by what the finalized chain says. If the chain has it, the objects that it replaced are to
	/// be removed; if another one took its number, those that it added. Before that all stay, because a call may be carried out late.
	pub(crate) fn settle(&mut self, pointer: Option<&Pointer>) {
		let (Some(pending), Some(pointer)) = (&self.pending, pointer) else {
			return;
		};
		if pointer.number < pending.number {
			return;
		}
		let published = (pointer.number, pointer.commitment) == (pending.number, pending.commitment);
		if let Some(pending) = self.pending.take() {
			self.left.extend(match published {
				true => pending.drop,
				false => pending.put,
			});
		}
	}

	/// What is still to be removed, but for what is needed.
	pub(crate) fn to_remove(&self, needed: &BTreeSet<Cid>) -> Vec<Cid> {
		let cids = self.left.iter().filter_map(|cid| cid.parse().ok());
		cids.filter(|cid| !needed.contains(cid)).collect()
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn own() -> Own {
		let one = |name: &str| BTreeSet::from([name.to_owned()]);
		Own {
			pending: Some(Pending {
				number: 5,
				commitment: [5; 32],
				put: one("new"),
				drop: one("old"),
			}),
			..Own::default()
		}
	}

	fn pointer(number: u32, commitment: u8) -> Pointer {
		Pointer {
			epoch: 1,
			number,
			commitment: [commitment; 32],
			locator: [0; 64],
			keyring: [0; 32],
			updated: 1,
		}
	}

	#[test]
	fn a_publication_is_settled_by_what_is_finalized_and_by_nothing_less() {
		for undecided in [None, Some(pointer(4, 4))] {
			let mut own = own();
			own.settle(undecided.as_ref());
			assert!(own.pending.is_some() && own.left.is_empty());
		}
		for (found, left) in [
			(pointer(5, 5), "old"),
			(pointer(5, 6), "new"),
			(pointer(6, 7), "new"),
		] {
			let mut own = own();
			own.settle(Some(&found));
			assert!(own.pending.is_none());
			assert_eq!(own.left, BTreeSet::from([left.to_owned()]));
		}
	}
}
