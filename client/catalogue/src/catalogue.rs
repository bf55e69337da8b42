//! A catalogue that can be searched, and what the chain says of one.

use crate::{
	keys::{CatalogueKey, Scope},
	locator::LOCATOR,
	manifest::Manifest,
};
use medquorum_core::domain::{AccountId, BlockNumber, Bytes32};

/// A facility's catalogue with its key: what a reader keeps. The blocks lie sealed in the reader's store.
#[derive(Clone)]
pub struct Catalogue {
	/// Which blocks it consists of.
	pub manifest: Manifest,
	/// What opens them.
	pub key: CatalogueKey,
}

/// What the chain holds of a facility's catalogue, replaced at each publication: 138 bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pointer {
	/// Counts the keys.
	pub epoch: u16,
	/// Counts the publications, from 1.
	pub number: u32,
	/// Binds the manifest.
	pub commitment: Bytes32,
	/// Where the manifest is, encrypted.
	pub locator: [u8; LOCATOR],
	/// SHA-256 of the keyring: its identifier in the store.
	pub keyring: Bytes32,
	/// The block of the last publication.
	pub updated: BlockNumber,
}

impl Pointer {
	/// Which catalogue and epoch it points to.
	#[must_use]
	pub fn scope(&self, genesis: &Bytes32, facility: AccountId) -> Scope {
		Scope {
			genesis: *genesis,
			facility,
			epoch: self.epoch,
		}
	}

	/// By how many blocks the next publication is overdue, if two intervals have passed without one. Such a catalogue can be
	/// searched, but newer records are missing: the facility or the node may be down, or the node may hide it.
	#[must_use]
	pub fn overdue(&self, now: BlockNumber, interval: u32) -> Option<u32> {
		let due = self.updated.saturating_add(interval.saturating_mul(2));
		now.checked_sub(due).filter(|late| *late > 0)
	}
}
