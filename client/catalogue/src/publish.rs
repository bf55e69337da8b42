//! What a facility publishes: from its entries to tails and compacted blocks.
//!
//! New entries go to tails; the last tail is written again until it is full. All blocks are written again, sorted and dense, when 16
//! tails are full, when an entry is gone (erased, corrected, no longer searchable), and for a new key. An entry that is gone is in no
//! block of the next publication; the store then deletes the old blocks.
//!
//! A category with fewer than five entries at the facility is listed by its chapter alone. Between compactions this holds for what the
//! blocks show: the fifth entry does not stand alone under a category whose first four are listed by chapter.

use crate::{
	block::{Size, open_block, seal_block},
	catalogue::Catalogue,
	codes::Category,
	entry::{Entry, Reference, ReferenceKind},
	error::CatalogueError,
	keys::{CatalogueKey, Scope},
	manifest::{MAX_BLOCKS, Manifest, Row},
	ports::{Held, Sink, read},
};
use medquorum_core::domain::Moment;
use medquorum_envelope::{Cid, Entropy};
use std::collections::BTreeMap;
use zeroize::Zeroizing;

/// A category with fewer entries than this at a facility is listed by its chapter.
pub const RARE: usize = 5;
/// So many tails before all is compacted.
pub const MAX_TAILS: usize = 16;

/// A block of the last publication, open.
pub struct Published {
	/// Where it is, and what is in it.
	pub row: Row,
	/// Compacted or tail.
	pub size: Size,
	/// Its entries, in order.
	pub entries: Vec<Entry>,
}

/// Opens all blocks of the facility's own catalogue.
///
/// # Errors
/// When one is missing, or is not what was published.
pub fn read_published(own: &Catalogue, held: &dyn Held) -> Result<Vec<Published>, CatalogueError> {
	let mut buffer = Zeroizing::new(Vec::with_capacity(Size::Full.sealed() + 1));
	let mut published = Vec::with_capacity(own.manifest.rows.len());
	for row in &own.manifest.rows {
		read(held, &row.cid, &mut buffer)?;
		let opened = open_block(&own.key, &own.manifest.scope, &row.contents, &mut buffer)?;
		let entries = opened.iter().collect();
		let size = Size::of(buffer.len()).unwrap_or(Size::Full);
		published.push(Published {
			row: *row,
			size,
			entries,
		});
	}
	Ok(published)
}

/// What the next publication consists of.
pub struct Plan {
	/// Blocks that stay as they are.
	pub keep: Vec<Row>,
	/// Blocks to seal, each with its entries in order.
	pub write: Vec<(Size, Vec<Entry>)>,
	/// Blocks of the last publication that are in it no more: unpin and deny them once this one is on the chain.
	pub drop: Vec<Cid>,
	/// Whether all is written again.
	pub compacts: bool,
}

/// Compares what is published with what is to be listed: all entries of the facility, with the categories as diagnosed.
///
/// Entries that differ in [`Entry::newest`] alone are the same; the flag is set right at the next compaction. `reseal` writes all again,
/// as a new epoch needs; `published` is then that of the last one, and everything in it is dropped.
#[must_use]
pub fn plan(published: &[Published], listed: &[Entry], reseal: bool) -> Plan {
	let listed = by_reference(listed);
	// The last tail, unless it is full, is written again when something new comes.
	let open_tail = published
		.iter()
		.rposition(|block| block.size == Size::Tail && block.entries.len() < Size::Tail.entries());
	let mut covered = vec![Covered::No; listed.len()];
	let mut gone = false;
	for (at, block) in published.iter().enumerate() {
		let by = if Some(at) == open_tail {
			Covered::ByOpenTail
		} else {
			Covered::Yes
		};
		gone |= block
			.entries
			.iter()
			.any(|entry| !cover(&listed, &mut covered, entry, by));
	}
	if reseal || gone {
		return compacted(published, &listed);
	}
	if !covered.contains(&Covered::No) {
		return Plan {
			keep: published.iter().map(|block| block.row).collect(),
			write: Vec::new(),
			drop: Vec::new(),
			compacts: false,
		};
	}
	let kept = || {
		published
			.iter()
			.enumerate()
			.filter(|(at, _)| Some(*at) != open_tail)
			.map(|(_, block)| block)
	};
	let pool: Vec<Entry> = listed
		.iter()
		.zip(&covered)
		.filter(|(_, covered)| **covered != Covered::Yes)
		.map(|(entry, _)| *entry)
		.collect();
	let shown = kept().flat_map(|block| &block.entries).chain(&pool);
	let tails = blocks_of(&pool, &counted(shown), Size::Tail);
	let before = kept().filter(|block| block.size == Size::Tail).count();
	let all_full = tails
		.last()
		.is_some_and(|(size, entries)| entries.len() == size.entries());
	let count = before + tails.len();
	if count > MAX_TAILS || (count == MAX_TAILS && all_full) {
		return compacted(published, &listed);
	}
	Plan {
		keep: kept().map(|block| block.row).collect(),
		write: tails,
		drop: open_tail.map(|at| published[at].row.cid).into_iter().collect(),
		compacts: false,
	}
}

/// What a manifest says beside its blocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Title {
	/// Which catalogue and epoch.
	pub scope: Scope,
	/// One more than that of the last publication.
	pub number: u32,
	/// When it is made, by the clock of the chain.
	pub made_at: Moment,
	/// How references are to be read.
	pub references: ReferenceKind,
}

impl Title {
	/// That of the publication after the one with this number on the chain; the first if there is none.
	///
	/// # Errors
	/// [`CatalogueError::LastNumber`].
	pub fn next_number(last: Option<u32>) -> Result<u32, CatalogueError> {
		let last = last.unwrap_or(0);
		last.checked_add(1).ok_or(CatalogueError::LastNumber(last))
	}
}

impl Plan {
	/// Seals the new blocks into `sink`, one after another, and gives the manifest over all.
	///
	/// # Errors
	/// [`CatalogueError::TooMany`] blocks, before any is sealed; or when the sink fails.
	pub fn seal(
		&self,
		key: &CatalogueKey,
		title: &Title,
		sink: &mut dyn Sink,
		entropy: &mut dyn Entropy,
	) -> Result<Manifest, CatalogueError> {
		let found = self.keep.len() + self.write.len();
		if found > MAX_BLOCKS {
			return Err(CatalogueError::TooMany {
				what: "blocks",
				found,
				most: MAX_BLOCKS,
			});
		}
		let mut rows = self.keep.clone();
		for (size, entries) in &self.write {
			let (contents, sealed) = seal_block(key, &title.scope, *size, entries, entropy)?;
			let cid = Cid::of_raw(&sealed);
			sink.put(cid, sealed)?;
			rows.push(Row { cid, contents });
		}
		Ok(Manifest {
			scope: title.scope,
			number: title.number,
			made_at: title.made_at,
			references: title.references,
			rows,
		})
	}
}

/// Whether an entry to be listed is published already.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Covered {
	No,
	Yes,
	ByOpenTail,
}

/// What tells two entries to be listed apart.
fn identity(entry: &Entry) -> (Reference, Category, u16, u8) {
	(
		entry.reference,
		entry.category,
		entry.quarter.as_u16(),
		entry.modality.as_u8(),
	)
}

/// Sorted by reference, each once; of two that differ in the flag the newer one.
fn by_reference(listed: &[Entry]) -> Vec<Entry> {
	let mut listed = listed.to_vec();
	listed.sort_unstable_by_key(|entry| (identity(entry), !entry.newest));
	listed.dedup_by_key(|entry| identity(entry));
	listed
}

/// Notes which entries a published one stands for; `false` if for none.
fn cover(listed: &[Entry], covered: &mut [Covered], published: &Entry, by: Covered) -> bool {
	let start = listed.partition_point(|entry| entry.reference < published.reference);
	let mut found = false;
	for (entry, covered) in listed.iter().zip(covered).skip(start) {
		if entry.reference != published.reference {
			break;
		}
		let same_time = (entry.quarter, entry.modality) == (published.quarter, published.modality);
		let same_disease = published.category == entry.category || published.category == chapter_of(entry);
		if same_time && same_disease {
			found = true;
			*covered = by;
		}
	}
	found
}

fn chapter_of(entry: &Entry) -> Category {
	Category::of_chapter(entry.category.chapter())
}

/// How many entries each category has.
fn counted<'a>(entries: impl Iterator<Item = &'a Entry>) -> BTreeMap<Category, usize> {
	let mut counts = BTreeMap::new();
	entries.for_each(|entry| *counts.entry(entry.category).or_default() += 1);
	counts
}

/// Sorted blocks of a size, rare categories by their chapters.
fn blocks_of(entries: &[Entry], counts: &BTreeMap<Category, usize>, size: Size) -> Vec<(Size, Vec<Entry>)> {
	let told = |entry: &Entry| match counts.get(&entry.category) {
		Some(count) if *count >= RARE => *entry,
		_ => Entry {
			category: chapter_of(entry),
			..*entry
		},
	};
	let mut told: Vec<Entry> = entries.iter().map(told).collect();
	told.sort_unstable_by_key(|entry| (entry.key(), entry.reference, entry.modality, !entry.newest));
	told.dedup_by_key(|entry| identity(entry));
	told.chunks(size.entries())
		.map(|chunk| (size, chunk.to_vec()))
		.collect()
}

fn compacted(published: &[Published], listed: &[Entry]) -> Plan {
	Plan {
		keep: Vec::new(),
		write: blocks_of(listed, &counted(listed.iter()), Size::Full),
		drop: published.iter().map(|block| block.row.cid).collect(),
		compacts: true,
	}
}
