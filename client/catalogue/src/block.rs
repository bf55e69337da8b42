//! Blocks: entries in order, sealed as one IPFS leaf.
//!
//! ```text
//! block plain  = 47,660 entries, ascending, filled up with zeros         1,048,520 bytes, sealed 1,048,576
//! tail plain   =  2,976 entries, likewise                                   65,472 bytes, sealed    65,528
//! sealed       = 0x28 ‖ salt[32] ‖ nonce prefix[7] ‖ AES-256-GCM(plain) ‖ tag[16]
//! ```
//!
//! It is segment 0, the only one, of a file's stream (docs/cryptography.md 3.3) under the key of this block. All blocks have
//! one of two lengths, whatever is in them.

use crate::{
	entry::{ENTRY, Entry, Key, key_of},
	error::{CatalogueError, Part},
	keys::{BlockId, CatalogueKey, Scope},
};
use medquorum_envelope::{
	Entropy, PREAMBLE, TAG,
	engine::{Aes256Gcm, Engine as _},
};
use std::ops::Range;
use zeroize::Zeroizing;

/// The two sizes of blocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Size {
	/// A compacted block: one leaf of 1 MiB.
	Full,
	/// What came since the last compaction: 64 KiB less 8 bytes.
	Tail,
}

impl Size {
	/// How many entries it holds.
	#[must_use]
	pub const fn entries(self) -> usize {
		match self {
			Self::Full => 47_660,
			Self::Tail => 2_976,
		}
	}

	/// Bytes when sealed.
	#[must_use]
	pub const fn sealed(self) -> usize {
		PREAMBLE + self.entries() * ENTRY + TAG
	}

	/// From the number of sealed bytes.
	#[must_use]
	pub fn of(sealed: usize) -> Option<Self> {
		[Self::Full, Self::Tail]
			.into_iter()
			.find(|size| size.sealed() == sealed)
	}
}

/// Bytes of the first byte of a stream: the length of what stands before the ciphertext.
const PREAMBLE_LEN_BYTE: u8 = 0x28;
/// Behind the nonce prefix: segment 0, and that it is the last.
const NONCE_END: [u8; 5] = [0, 0, 0, 0, 1];

/// What a manifest says of a block, and what the block must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Contents {
	/// Names the block inside its catalogue.
	pub id: BlockId,
	/// Entries in it, fillers not counted; at least 1.
	pub count: u32,
	/// Category and quarter of the first entry.
	pub first: Key,
	/// Category and quarter of the last one.
	pub last: Key,
}

/// Seals entries, which are in ascending order and none twice.
///
/// Salt and nonce prefix are drawn inside, on every run: no nonce repeats.
///
/// # Errors
/// [`CatalogueError::TooMany`] for more than fit, [`CatalogueError::Malformed`] for none, or out of order.
pub fn seal_block(
	key: &CatalogueKey,
	scope: &Scope,
	size: Size,
	entries: &[Entry],
	entropy: &mut dyn Entropy,
) -> Result<(Contents, Vec<u8>), CatalogueError> {
	if entries.len() > size.entries() {
		return Err(CatalogueError::TooMany {
			what: "entries of a block",
			found: entries.len(),
			most: size.entries(),
		});
	}
	let (Some(first), Some(last)) = (entries.first(), entries.last()) else {
		return Err(malformed("it is empty"));
	};
	if entries.windows(2).any(|pair| pair[0] >= pair[1]) {
		return Err(malformed("its entries are out of order"));
	}
	let mut contents = Contents {
		id: [0; 16],
		count: u32::try_from(entries.len()).map_err(|_| malformed("it is too long"))?,
		first: first.key(),
		last: last.key(),
	};
	entropy.fill(&mut contents.id);
	let mut sealed = vec![0; size.sealed()];
	let (head, body, tail) = split(&mut sealed).ok_or(malformed("it is too short"))?;
	head[0] = PREAMBLE_LEN_BYTE;
	entropy.fill(&mut head[1..]);
	for (room, entry) in body.chunks_exact_mut(ENTRY).zip(entries) {
		room.copy_from_slice(&entry.encode());
	}
	let (engine, nonce) = engine(key, scope, &contents.id, head);
	*tail = engine
		.seal_in_place(&nonce, b"", body)
		.map_err(|_| CatalogueError::Closed(Part::Block))?;
	Ok((contents, sealed))
}

/// Opens a block where it lies and checks that it is what the manifest says, entry by entry.
///
/// After an error `sealed` holds no plaintext. After success it does: wipe it when done.
///
/// # Errors
/// [`CatalogueError::Length`], [`CatalogueError::Closed`] or [`CatalogueError::Malformed`].
pub fn open_block<'a>(
	key: &CatalogueKey,
	scope: &Scope,
	contents: &Contents,
	sealed: &'a mut [u8],
) -> Result<Opened<'a>, CatalogueError> {
	let found = sealed.len();
	let length = || CatalogueError::Length {
		part: Part::Block,
		found,
	};
	let size = Size::of(found).ok_or_else(length)?;
	let (head, body, tail) = split(sealed).ok_or_else(length)?;
	if head[0] != PREAMBLE_LEN_BYTE {
		return Err(CatalogueError::Closed(Part::Block));
	}
	let (engine, nonce) = engine(key, scope, &contents.id, head);
	engine
		.open_in_place(&nonce, b"", body, tail)
		.map_err(|_| CatalogueError::Closed(Part::Block))?;
	let checked = check(contents, size, body);
	if let Err(error) = checked {
		body.fill(0);
		return Err(error);
	}
	let count = usize::try_from(contents.count).map_err(|_| length())?;
	Ok(Opened {
		entries: &body[..count * ENTRY],
	})
}

/// The same for a block that must stay sealed: opens a copy.
///
/// # Errors
/// As [`open_block`].
pub fn check_block(
	key: &CatalogueKey,
	scope: &Scope,
	contents: &Contents,
	sealed: &[u8],
) -> Result<(), CatalogueError> {
	if Size::of(sealed.len()).is_none() {
		return Err(CatalogueError::Length {
			part: Part::Block,
			found: sealed.len(),
		});
	}
	let mut copy = Zeroizing::new(sealed.to_vec());
	open_block(key, scope, contents, &mut copy).map(|_| ())
}

/// An open block: entries in order, read where they lie.
#[derive(Clone, Copy)]
pub struct Opened<'a> {
	entries: &'a [u8],
}

impl<'a> Opened<'a> {
	/// How many entries.
	#[must_use]
	pub fn len(&self) -> usize {
		self.entries.len() / ENTRY
	}

	/// Never: a block has an entry.
	#[must_use]
	pub fn is_empty(&self) -> bool {
		self.entries.is_empty()
	}

	/// All entries, in order.
	pub fn iter(&self) -> impl Iterator<Item = Entry> + 'a {
		decoded(self.entries)
	}

	/// The entries whose categories have these numbers, found by bisection.
	pub fn of_categories(&self, first: u16, last: u16) -> impl Iterator<Item = Entry> + 'a {
		let range = self.range(first, last);
		decoded(&self.entries[range.start * ENTRY..range.end * ENTRY])
	}

	fn range(&self, first: u16, last: u16) -> Range<usize> {
		let (rows, _) = self.entries.as_chunks::<ENTRY>();
		let start = rows.partition_point(|row| key_of(row).0 < first);
		let end = rows.partition_point(|row| key_of(row).0 <= last);
		start..end.max(start)
	}
}

/// Whatever was opened was checked before: each row is an entry.
fn decoded(rows: &[u8]) -> impl Iterator<Item = Entry> + '_ {
	let (rows, _) = rows.as_chunks::<ENTRY>();
	rows.iter().filter_map(Entry::decode)
}

/// The plaintext is what the manifest says: count, ends, order, and zeros behind.
fn check(contents: &Contents, size: Size, plain: &[u8]) -> Result<(), CatalogueError> {
	let count = usize::try_from(contents.count).unwrap_or(usize::MAX);
	if count == 0 || count > size.entries() {
		return Err(malformed("its number of entries is impossible"));
	}
	let (entries, fillers) = plain.split_at(count * ENTRY);
	if fillers.iter().any(|byte| *byte != 0) {
		return Err(malformed("there is something behind its last entry"));
	}
	let mut before = None;
	for row in entries.as_chunks::<ENTRY>().0 {
		let entry = Entry::decode(row).ok_or(malformed("one of its entries is invalid"))?;
		match before {
			None if entry.key() != contents.first => {
				return Err(malformed("it does not begin as its manifest says"));
			}
			Some(before) if before >= entry => return Err(malformed("its entries are out of order")),
			_ => before = Some(entry),
		}
	}
	match before.map(|entry| entry.key()) == Some(contents.last) {
		true => Ok(()),
		false => Err(malformed("it does not end as its manifest says")),
	}
}

fn malformed(why: &'static str) -> CatalogueError {
	CatalogueError::Malformed {
		part: Part::Block,
		why,
	}
}

fn engine(
	key: &CatalogueKey,
	scope: &Scope,
	id: &BlockId,
	preamble: &[u8; PREAMBLE],
) -> (Aes256Gcm, [u8; 12]) {
	let (mut salt, mut nonce) = ([0; 32], [0; 12]);
	salt.copy_from_slice(&preamble[1..33]);
	nonce[..7].copy_from_slice(&preamble[33..]);
	nonce[7..].copy_from_slice(&NONCE_END);
	(Aes256Gcm::from(*key.segment(scope, id, &salt)), nonce)
}

/// Preamble, ciphertext and tag.
type Parts<'a> = (&'a mut [u8; PREAMBLE], &'a mut [u8], &'a mut [u8; TAG]);

fn split(sealed: &mut [u8]) -> Option<Parts<'_>> {
	let (head, rest) = sealed.split_first_chunk_mut()?;
	let (body, tail) = rest.split_last_chunk_mut()?;
	Some((head, body, tail))
}
