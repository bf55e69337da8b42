//! One line of a catalogue: a record, one disease, when, and of which kind.
//!
//! ```text
//! entry (22 bytes) = reference[16] ‖ category u16 ‖ quarter u16 ‖ modality u8 ‖ flags u8        integers little-endian
//! ```
//!
//! A record with several diagnoses has several entries. An entry of zeros is a filler.

mod modality;
mod quarter;

pub use modality::{Modality, table_hash};
pub use quarter::Quarter;

use crate::codes::Category;
use std::cmp::Ordering;

/// Bytes of an entry.
pub const ENTRY: usize = 22;

/// What stands for the record: its id, or a handle that its facility alone can turn into the id.
pub type Reference = [u8; 16];

/// How references are to be read; the same for all of a catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ReferenceKind {
	/// The id under which the chain has the record: a reader of the entry can request it.
	RecordId = 0,
	/// `HMAC-SHA256(K_ref, record_id)[..16]`, with a key of the facility's own: the facility is asked for the id.
	Handle = 1,
}

impl ReferenceKind {
	pub(crate) fn from_u8(byte: u8) -> Option<Self> {
		match byte {
			0 => Some(Self::RecordId),
			1 => Some(Self::Handle),
			_ => None,
		}
	}
}

/// One line of a catalogue. Entries are ordered as blocks hold them: by category, quarter, reference, then the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Entry {
	/// The record.
	pub reference: Reference,
	/// The disease.
	pub category: Category,
	/// When it was found.
	pub quarter: Quarter,
	/// What the record is.
	pub modality: Modality,
	/// Whether the record was the newest version when this was written. The chain knows better.
	pub newest: bool,
}

/// What orders entries first, and what a manifest tells of a block's ends: numbers of category and quarter.
pub type Key = (u16, u16);

impl Entry {
	/// Category and quarter as numbers.
	#[must_use]
	pub fn key(&self) -> Key {
		(self.category.as_u16(), self.quarter.as_u16())
	}

	/// The 22 bytes.
	#[must_use]
	pub fn encode(&self) -> [u8; ENTRY] {
		let mut out = [0; ENTRY];
		out[..16].copy_from_slice(&self.reference);
		out[16..18].copy_from_slice(&self.category.as_u16().to_le_bytes());
		out[18..20].copy_from_slice(&self.quarter.as_u16().to_le_bytes());
		out[20] = self.modality.as_u8();
		out[21] = u8::from(self.newest);
		out
	}

	/// Strict: `None` for a filler, and for any number that stands for nothing.
	#[must_use]
	pub fn decode(bytes: &[u8; ENTRY]) -> Option<Self> {
		let mut reference = [0; 16];
		reference.copy_from_slice(&bytes[..16]);
		let (category, quarter) = key_of(bytes);
		Some(Self {
			reference,
			category: Category::from_u16(category)?,
			quarter: Quarter::from_u16(quarter),
			modality: Modality::from_u8(bytes[20])?,
			newest: match bytes[21] {
				0 => false,
				1 => true,
				_ => return None,
			},
		})
	}

	fn order(&self) -> (Key, Reference, u8, bool) {
		(self.key(), self.reference, self.modality.as_u8(), self.newest)
	}
}

impl Ord for Entry {
	fn cmp(&self, other: &Self) -> Ordering {
		self.order().cmp(&other.order())
	}
}

impl PartialOrd for Entry {
	fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
		Some(self.cmp(other))
	}
}

/// Category and quarter in the bytes of an entry.
pub(crate) fn key_of(bytes: &[u8; ENTRY]) -> Key {
	(
		u16::from_le_bytes([bytes[16], bytes[17]]),
		u16::from_le_bytes([bytes[18], bytes[19]]),
	)
}
