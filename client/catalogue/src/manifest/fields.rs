//! The fields of a manifest, read one after another.

use crate::{
	block::{Contents, Size},
	entry::Key,
	error::{CatalogueError, Part},
};
use medquorum_envelope::{Cid, cid::Codec};
use std::collections::BTreeSet;

/// Bytes before the rows.
pub(super) const HEAD: usize = 64 + 4 + 4 + 32 + 32 + 2 + 4 + 4 + 32 + 4;
/// Bytes of a row.
pub(super) const ROW: usize = 16 + 32 + 1 + 4 + 4 + 4;

/// Most blocks of one catalogue, tails included: the manifest stays one leaf of the store. Room for 780 million entries.
pub const MAX_BLOCKS: usize = 16_384;

/// The codec of a leaf, as in its identifier.
const RAW: u8 = 0x55;

/// A block of a catalogue: where it is, and what is in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
	/// The identifier of the sealed block, always a leaf's.
	pub cid: Cid,
	/// What is in it.
	pub contents: Contents,
}

impl Row {
	pub(super) fn encode(&self) -> [u8; ROW] {
		let Contents {
			id,
			count,
			first,
			last,
		} = self.contents;
		let mut out = [0; ROW];
		out[..16].copy_from_slice(&id);
		out[16..48].copy_from_slice(&self.cid.digest());
		out[48] = RAW;
		out[49..53].copy_from_slice(&count.to_le_bytes());
		for (room, value) in out[53..]
			.chunks_exact_mut(2)
			.zip([first.0, first.1, last.0, last.1])
		{
			room.copy_from_slice(&value.to_le_bytes());
		}
		out
	}

	fn decode(bytes: [u8; ROW]) -> Result<Self, CatalogueError> {
		let mut fields = Fields(&bytes);
		let (id, digest) = (fields.take()?, fields.take()?);
		if fields.take()? != [RAW] {
			return Err(malformed("one of its blocks is no leaf"));
		}
		let count = u32::from_le_bytes(fields.take()?);
		let (first, last) = (fields.key()?, fields.key()?);
		let most = u32::try_from(Size::Full.entries()).unwrap_or(u32::MAX);
		if count == 0 || count > most {
			return Err(malformed("the number of entries of a block is impossible"));
		}
		if first > last || (count == 1 && first != last) || first.0 == 0 {
			return Err(malformed("the ends of a block are impossible"));
		}
		Ok(Self {
			cid: Cid::new(Codec::Raw, digest),
			contents: Contents {
				id,
				count,
				first,
				last,
			},
		})
	}
}

/// What is left to read.
pub(super) struct Fields<'a>(pub &'a [u8]);

impl Fields<'_> {
	/// The next `N` bytes.
	pub fn take<const N: usize>(&mut self) -> Result<[u8; N], CatalogueError> {
		let (taken, rest) = self.0.split_first_chunk().ok_or(malformed("it ends too early"))?;
		self.0 = rest;
		Ok(*taken)
	}

	fn key(&mut self) -> Result<Key, CatalogueError> {
		Ok((u16::from_le_bytes(self.take()?), u16::from_le_bytes(self.take()?)))
	}

	/// So many rows. Memory is taken only for rows that are there.
	pub fn rows(&mut self, count: u32) -> Result<Vec<Row>, CatalogueError> {
		let count = usize::try_from(count).unwrap_or(usize::MAX);
		if count > MAX_BLOCKS || count.saturating_mul(ROW) > self.0.len() {
			return Err(malformed("it has too many blocks"));
		}
		let rows = (0..count)
			.map(|_| Row::decode(self.take()?))
			.collect::<Result<Vec<_>, _>>()?;
		let ids: BTreeSet<_> = rows.iter().map(|row| row.contents.id).collect();
		let cids: BTreeSet<_> = rows.iter().map(|row| row.cid).collect();
		match ids.len() == count && cids.len() == count {
			true => Ok(rows),
			false => Err(malformed("a block is in it twice")),
		}
	}

	/// Nothing but padding is left.
	pub fn only_zeros(&self) -> Result<(), CatalogueError> {
		match self.0.iter().all(|byte| *byte == 0) {
			true => Ok(()),
			false => Err(malformed("there is something behind its last block")),
		}
	}
}

pub(super) fn malformed(why: &'static str) -> CatalogueError {
	CatalogueError::Malformed {
		part: Part::Manifest,
		why,
	}
}
