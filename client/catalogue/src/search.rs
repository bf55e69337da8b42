//! Search over sealed blocks that are held: which blocks matter is read off the manifests, each of these is decrypted in memory,
//! bisected and wiped.
//!
//! Nothing is sent anywhere, and no index in clear is ever kept: the sealed, sorted blocks are the index.

use crate::{
	block::{Size, open_block},
	catalogue::Catalogue,
	codes::{CATEGORIES, Category, CodeRange},
	entry::{Entry, Modality, Quarter, Reference, ReferenceKind},
	error::CatalogueError,
	manifest::Row,
	ports::{Held, Withheld, read},
};
use medquorum_core::domain::{AccountId, Moment, RecordId};
use std::{
	cmp::Reverse,
	collections::{BTreeSet, BinaryHeap},
};
use zeroize::Zeroizing;

/// What is searched. An empty list or set does not restrict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
	/// Ranges of ICD-10 codes; an entry must be in one of them.
	pub diseases: Vec<CodeRange>,
	/// Whether entries that tell no more than a chapter of these diseases are shown too: rare diseases are listed that way.
	pub chapters: bool,
	/// Not before this quarter.
	pub since: Option<Quarter>,
	/// Not after this quarter.
	pub until: Option<Quarter>,
	/// What the records are.
	pub modalities: BTreeSet<Modality>,
	/// Whose records.
	pub facilities: BTreeSet<AccountId>,
	/// Most hits in the answer; the newest are kept. Memory grows with it, not with what matches.
	pub limit: usize,
}

impl Default for Query {
	/// Everything, at most 1,000 hits.
	fn default() -> Self {
		Self {
			diseases: Vec::new(),
			chapters: true,
			since: None,
			until: None,
			modalities: BTreeSet::new(),
			facilities: BTreeSet::new(),
			limit: 1_000,
		}
	}
}

/// A record that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
	/// Whose catalogue lists it.
	pub facility: AccountId,
	/// The disease, or its chapter; [`Category::title`] has the words.
	pub category: Category,
	/// When it was found.
	pub quarter: Quarter,
	/// What it is.
	pub modality: Modality,
	/// The record's id, or a handle to ask the facility with.
	pub reference: Reference,
	/// Which of the two.
	pub references: ReferenceKind,
	/// Whether it was the newest version when it was listed.
	pub newest: bool,
	/// How old the catalogue is, in moments of the chain's clock (six seconds).
	pub age: u32,
}

impl Hit {
	/// The record; `None` where the facility lists handles, which it alone turns into records.
	#[must_use]
	pub fn record(&self) -> Option<RecordId> {
		(self.references == ReferenceKind::RecordId).then_some(RecordId(self.reference))
	}
}

/// What a search found.
#[derive(Debug, Default)]
pub struct Hits {
	/// Newest first.
	pub hits: Vec<Hit>,
	/// How many matched, those beyond the limit included.
	pub matched: u64,
	/// How many blocks were opened.
	pub opened: usize,
	/// Blocks that could not be searched, by facility: the answer lacks what is in them.
	pub troubles: Vec<(AccountId, CatalogueError)>,
}

/// Searches all catalogues for what is asked. `now` is what the clock of the chain says.
#[must_use]
pub fn search(
	catalogues: &[Catalogue],
	held: &dyn Held,
	withheld: &dyn Withheld,
	query: &Query,
	now: Moment,
) -> Hits {
	let intervals = intervals(query);
	let mut found = Best {
		best: BinaryHeap::new(),
		limit: query.limit,
		matched: 0,
	};
	let mut answer = Hits::default();
	let mut buffer = Zeroizing::new(Vec::with_capacity(Size::Full.sealed() + 1));
	for (at, catalogue) in catalogues.iter().enumerate() {
		let facility = catalogue.manifest.scope.facility;
		if !query.facilities.is_empty() && !query.facilities.contains(&facility) {
			continue;
		}
		let by_id = catalogue.manifest.references == ReferenceKind::RecordId;
		let mut take = |entry: &Entry| {
			if query.admits(entry) && !(by_id && withheld.withheld(&facility, &entry.reference)) {
				found.push(at, entry);
			}
		};
		for row in catalogue
			.manifest
			.rows
			.iter()
			.filter(|row| reaches(row, &intervals))
		{
			match each(catalogue, row, held, &mut buffer, &intervals, &mut take) {
				Ok(()) => answer.opened += 1,
				Err(error) => answer.troubles.push((facility, error)),
			}
			// No plaintext of one block lies under the next; the end wipes for good.
			buffer.fill(0);
			buffer.clear();
		}
	}
	answer.matched = found.matched;
	let best = found.best.into_sorted_vec();
	answer.hits = best.iter().map(|ranked| ranked.hit(catalogues, now)).collect();
	answer
}

impl Query {
	fn admits(&self, entry: &Entry) -> bool {
		self.since.is_none_or(|since| entry.quarter >= since)
			&& self.until.is_none_or(|until| entry.quarter <= until)
			&& (self.modalities.is_empty() || self.modalities.contains(&entry.modality))
	}
}

/// First and last number of categories.
type Interval = (u16, u16);

/// What is searched as numbers: ascending, and no two overlap.
fn intervals(query: &Query) -> Vec<Interval> {
	let chapter = |chapter| Category::of_chapter(chapter).as_u16();
	let one = |chapter| (chapter, chapter);
	let mut all: Vec<Interval> = query.diseases.iter().map(CodeRange::numbers).collect();
	match query.diseases.is_empty() {
		true => {
			all.push((1, CATEGORIES));
			if query.chapters {
				all.extend(crate::codes::Chapter::all().map(chapter).map(one));
			}
		}
		false if query.chapters => {
			let chapters = query.diseases.iter().flat_map(CodeRange::chapters);
			all.extend(chapters.map(chapter).map(one));
		}
		false => {}
	}
	all.sort_unstable();
	let mut merged: Vec<Interval> = Vec::with_capacity(all.len());
	for (first, last) in all {
		match merged.last_mut() {
			Some(before) if first <= before.1.saturating_add(1) => before.1 = before.1.max(last),
			_ => merged.push((first, last)),
		}
	}
	merged
}

/// Whether a block may hold what is searched.
fn reaches(row: &Row, intervals: &[Interval]) -> bool {
	let (from, to) = (row.contents.first.0, row.contents.last.0);
	intervals
		.iter()
		.any(|(first, last)| *first <= to && from <= *last)
}

/// Shows each entry of the block that is in an interval.
fn each(
	catalogue: &Catalogue,
	row: &Row,
	held: &dyn Held,
	buffer: &mut Vec<u8>,
	intervals: &[Interval],
	take: &mut dyn FnMut(&Entry),
) -> Result<(), CatalogueError> {
	read(held, &row.cid, buffer)?;
	let opened = open_block(&catalogue.key, &catalogue.manifest.scope, &row.contents, buffer)?;
	for (first, last) in intervals {
		opened.of_categories(*first, *last).for_each(|entry| take(&entry));
	}
	Ok(())
}

/// The best hits so far.
struct Best {
	best: BinaryHeap<Ranked>,
	limit: usize,
	matched: u64,
}

impl Best {
	fn push(&mut self, catalogue: usize, entry: &Entry) {
		self.matched += 1;
		let ranked = Ranked {
			quarter: Reverse(entry.quarter),
			catalogue,
			entry: *entry,
		};
		if self.best.len() < self.limit {
			self.best.push(ranked);
		} else if let Some(mut worst) = self.best.peek_mut()
			&& ranked < *worst
		{
			*worst = ranked;
		}
	}
}

/// A hit with its place in the answer: newest first, then as catalogues and blocks hold them.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Ranked {
	quarter: Reverse<Quarter>,
	catalogue: usize,
	entry: Entry,
}

impl Ranked {
	fn hit(&self, catalogues: &[Catalogue], now: Moment) -> Hit {
		let manifest = &catalogues[self.catalogue].manifest;
		Hit {
			facility: manifest.scope.facility,
			category: self.entry.category,
			quarter: self.entry.quarter,
			modality: self.entry.modality,
			reference: self.entry.reference,
			references: manifest.references,
			newest: self.entry.newest,
			age: now.saturating_sub(manifest.made_at),
		}
	}
}
