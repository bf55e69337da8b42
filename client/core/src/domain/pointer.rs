//! What the chain holds of a facility's catalogue.

use super::{Bytes32, Moment};
use crate::hex_text::prefixed;
use scale_decode::DecodeAsType;
use serde::Serialize;

/// Bytes of a locator: `nonce[12] ‖ AES-256-GCM(the manifest's identifier[36]) ‖ tag[16]`.
pub const LOCATOR: usize = 64;

/// What the chain holds of a facility's catalogue, replaced at each publication: 138 bytes without the deposit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, DecodeAsType)]
pub struct Pointer {
	/// Counts the keys, from 1.
	pub epoch: u16,
	/// Counts the publications, from 1.
	pub number: u32,
	/// Binds the manifest.
	#[serde(serialize_with = "prefixed::serialize")]
	pub commitment: Bytes32,
	/// Where the manifest is, encrypted.
	#[serde(serialize_with = "prefixed::serialize")]
	pub locator: [u8; LOCATOR],
	/// SHA-256 of the keyring: its identifier in the store.
	#[serde(serialize_with = "prefixed::serialize")]
	pub keyring: Bytes32,
	/// When it was published, by the chain's clock.
	pub updated: Moment,
}

impl Pointer {
	/// By how many moments the next publication is overdue, if two intervals have passed without one. Such a catalogue can be
	/// searched, but newer records are missing: the facility or the node may be down, or the node may hide it.
	#[must_use]
	pub fn overdue(&self, now: Moment, interval: u32) -> Option<u32> {
		let due = self.updated.saturating_add(interval.saturating_mul(2));
		now.checked_sub(due).filter(|late| *late > 0)
	}
}
