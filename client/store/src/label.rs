//! Labels: whose an object is, noted beside it on the host that keeps it, so that the host knows what to erase.
//!
//! A label is no part of the object, and no peer is told of it: docs/erasure-receipt.md says what it tells whom.

use medquorum_core::domain::{Bytes32, RecordId};
use medquorum_envelope::Cid;
use std::{fmt, str::FromStr};

/// What every label begins with.
pub(crate) const MARK: &str = "medquorum";
/// What stands in the place of a record where the object is part of a catalogue.
const CATALOGUE: &str = "catalogue";

/// Whose an object is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Owner {
	/// Part of a record: its header, or its ciphertext.
	Record(RecordId),
	/// Part of what a facility published for those who search.
	Catalogue,
}

/// An object and whose it is, written `medquorum:CHAIN:OWNER:CID` (119 characters at most).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Label {
	/// The first 8 bytes of the hash of block 0, because hosts may serve more than one chain.
	pub chain: [u8; 8],
	/// Whose it is.
	pub owner: Owner,
	/// The object.
	pub cid: Cid,
}

/// Text that is no label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotALabel;

impl Label {
	/// Of an object, on the chain with this genesis hash.
	#[must_use]
	pub fn new(genesis: &Bytes32, owner: Owner, cid: Cid) -> Self {
		Self {
			chain: chain(genesis),
			owner,
			cid,
		}
	}

	/// Whether it is of the chain with this genesis hash.
	#[must_use]
	pub fn is_of(&self, genesis: &Bytes32) -> bool {
		self.chain == chain(genesis)
	}
}

fn chain(genesis: &Bytes32) -> [u8; 8] {
	let mut chain = [0; 8];
	chain.copy_from_slice(&genesis[..8]);
	chain
}

impl fmt::Display for Label {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "{MARK}:{}:", hex::encode(self.chain))?;
		match self.owner {
			Owner::Record(id) => write!(f, "{id}:{}", self.cid),
			Owner::Catalogue => write!(f, "{CATALOGUE}:{}", self.cid),
		}
	}
}

impl FromStr for Label {
	type Err = NotALabel;

	/// Strict: one text for each label.
	fn from_str(text: &str) -> Result<Self, NotALabel> {
		let parts: Vec<&str> = text.split(':').collect();
		let [MARK, digits, owner, cid] = parts.as_slice() else {
			return Err(NotALabel);
		};
		let mut chain = [0; 8];
		hex::decode_to_slice(digits, &mut chain).map_err(|_| NotALabel)?;
		let owner = match *owner {
			CATALOGUE => Owner::Catalogue,
			id => Owner::Record(id.parse().map_err(|_| NotALabel)?),
		};
		let cid = cid.parse().map_err(|_| NotALabel)?;
		let label = Self { chain, owner, cid };
		match label.to_string() == text {
			true => Ok(label),
			false => Err(NotALabel),
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn labels_are_read_as_they_are_written_and_in_no_other_way() {
		let cid = Cid::of_raw(b"an object");
		for owner in [Owner::Record(RecordId([0xab; 16])), Owner::Catalogue] {
			let label = Label::new(&[7; 32], owner, cid);
			let text = label.to_string();
			assert!(text.len() <= 119, "{text}");
			assert_eq!(text.parse(), Ok(label));
			assert!(label.is_of(&[7; 32]) && !label.is_of(&[8; 32]));
			for wrong in [
				text.to_uppercase(),
				format!("{text} "),
				text.replace(MARK, "other"),
				text.replace(':', "/"),
				text.replace("0707", "07"),
				format!("{text}:"),
			] {
				assert_eq!(wrong.parse::<Label>(), Err(NotALabel), "{wrong}");
			}
		}
	}
}
