//! From a facility's entries to blocks: tails, compaction, rare diseases, what is gone.

use crate::common::{self, Facility, diseases, entry, find, many, reader};
use medquorum_catalogue::{
	CatalogueError,
	block::Size,
	codes::Category,
	entry::Entry,
	manifest::MAX_BLOCKS,
	publish::{MAX_TAILS, Plan, Published, RARE, Title, plan, read_published},
	search::Query,
};
use medquorum_envelope::Cid;
use std::collections::BTreeSet;

fn published(facility: &Facility) -> Vec<Published> {
	read_published(facility.own.as_ref().unwrap(), &facility.store).unwrap()
}

fn shown(facility: &Facility) -> Vec<Entry> {
	let mut all: Vec<Entry> = published(facility)
		.iter()
		.flat_map(|block| block.entries.clone())
		.collect();
	all.sort_unstable();
	all
}

fn sizes(facility: &Facility) -> Vec<(Size, usize)> {
	published(facility)
		.iter()
		.map(|block| (block.size, block.entries.len()))
		.collect()
}

fn codes(entries: &[Entry]) -> Vec<String> {
	entries.iter().map(|entry| entry.category.to_string()).collect()
}

/// Five of one disease, so that it is not rare.
fn five(from: u32, code: &str) -> Vec<Entry> {
	(from..from + RARE as u32)
		.map(|number| entry(number, code, "2024", "CT"))
		.collect()
}

#[test]
fn an_empty_catalogue_has_a_manifest_and_no_block() {
	let mut facility = Facility::new("One");
	facility.publish(&[]);
	assert_eq!(sizes(&facility), []);
	facility.publish(&[]);
	assert_eq!(facility.own.unwrap().manifest.number, 2);
}

#[test]
fn new_entries_go_to_the_last_tail_until_it_is_full() {
	let mut facility = Facility::new("One");
	let all = many(2 * 2_976 + 10);
	facility.publish(&all[..100]);
	assert_eq!(sizes(&facility), [(Size::Tail, 100)]);
	facility.publish(&all[..2_980]);
	assert_eq!(sizes(&facility), [(Size::Tail, 2_976), (Size::Tail, 4)]);
	let full = published(&facility)[0].row;
	facility.publish(&all);
	assert_eq!(
		sizes(&facility),
		[(Size::Tail, 2_976), (Size::Tail, 2_976), (Size::Tail, 10)]
	);
	assert_eq!(published(&facility)[0].row, full, "a full tail stays as it is");
}

#[test]
fn nothing_new_changes_no_block() {
	let mut facility = Facility::new("One");
	let all = many(5_000);
	facility.publish(&all);
	let before = facility.own.as_ref().unwrap().manifest.rows.clone();
	facility.publish(&all);
	assert_eq!(facility.own.as_ref().unwrap().manifest.rows, before);
}

#[test]
fn compacts_when_16_tails_are_full() {
	let mut facility = Facility::new("One");
	let full = (MAX_TAILS * 2_976) as u32;
	let all = many(full);
	facility.publish(&all[..all.len() - 1]);
	assert_eq!(sizes(&facility).len(), MAX_TAILS);
	assert!(sizes(&facility).iter().all(|(size, _)| *size == Size::Tail));
	facility.publish(&all);
	assert_eq!(sizes(&facility), [(Size::Full, all.len())]);
	assert_eq!(shown(&facility).len(), all.len());
}

#[test]
fn compacted_blocks_are_dense_and_follow_each_other() {
	let mut facility = Facility::new("One");
	facility.publish(&many(100_000));
	assert_eq!(
		sizes(&facility),
		[(Size::Full, 47_660), (Size::Full, 47_660), (Size::Full, 4_680)]
	);
	let rows = &facility.own.as_ref().unwrap().manifest.rows;
	assert!(
		rows.windows(2)
			.all(|pair| pair[0].contents.last <= pair[1].contents.first)
	);
}

#[test]
fn what_is_erased_is_in_no_block_after_publication() {
	let mut facility = Facility::new("One");
	let all = many(6_000);
	facility.publish(&all);
	let before: BTreeSet<Cid> = facility.store.blocks.keys().copied().collect();
	let erased = all[17].reference;
	let left: Vec<Entry> = all
		.iter()
		.filter(|entry| entry.reference != erased)
		.copied()
		.collect();
	facility.publish(&left);
	assert_eq!(shown(&facility).len(), 5_999);
	assert!(shown(&facility).iter().all(|entry| entry.reference != erased));
	let rows = &facility.own.as_ref().unwrap().manifest.rows;
	assert!(
		rows.iter().all(|row| !before.contains(&row.cid)),
		"every block is new"
	);
	assert_eq!(sizes(&facility), [(Size::Full, 5_999)]);
}

#[test]
fn a_corrected_date_or_disease_is_listed_once() {
	let mut facility = Facility::new("One");
	let mut all = five(0, "E11");
	facility.publish(&all);
	all[0] = entry(0, "E11", "2025", "CT");
	facility.publish(&all);
	assert_eq!(shown(&facility), {
		all.sort_unstable();
		all
	});
}

#[test]
fn a_changed_version_flag_alone_writes_nothing() {
	let mut facility = Facility::new("One");
	let mut all = five(0, "E11");
	facility.publish(&all);
	all[0].newest = false;
	facility.publish(&all);
	assert!(shown(&facility).iter().all(|entry| entry.newest));
	// The same record listed twice with both flags is one entry.
	all.push(Entry {
		newest: true,
		..all[0]
	});
	facility.rotate();
	facility.publish(&all);
	assert_eq!(shown(&facility).len(), 5);
}

#[test]
fn rare_diseases_are_listed_by_chapter() {
	let mut facility = Facility::new("One");
	let mut all = five(0, "E11");
	all.extend(&five(10, "E10")[..4]);
	facility.publish(&all);
	assert_eq!(
		codes(&shown(&facility)),
		[["E11"; 5].as_slice(), &["chapter 4"; 4]].concat()
	);
	// A fifth makes it a disease of its own, since the last tail is written again.
	all.push(entry(14, "E10", "2024", "CT"));
	facility.publish(&all);
	assert_eq!(codes(&shown(&facility)), [["E10"; 5], ["E11"; 5]].concat());
	// Without one of them it is rare again.
	all.pop();
	facility.publish(&all);
	assert_eq!(
		codes(&shown(&facility)),
		[["E11"; 5].as_slice(), &["chapter 4"; 4]].concat()
	);
}

/// The fifth entry of a disease whose first four lie in a full tail by their chapter does not stand out.
#[test]
fn the_fifth_entry_does_not_stand_alone() {
	let mut facility = Facility::new("One");
	let mut all: Vec<Entry> = (100..100 + 2_972)
		.map(|number| entry(number, "E11", "2024", "CT"))
		.collect();
	all.extend(&five(0, "E10")[..4]);
	facility.publish(&all);
	assert_eq!(sizes(&facility), [(Size::Tail, 2_976)]);
	all.push(entry(4, "E10", "2024", "CT"));
	facility.publish(&all);
	let count = |code: &str| {
		codes(&shown(&facility))
			.iter()
			.filter(|shown| *shown == code)
			.count()
	};
	assert_eq!((count("E10"), count("chapter 4")), (0, 5));
	facility.rotate();
	facility.publish(&all);
	let count = |code: &str| {
		codes(&shown(&facility))
			.iter()
			.filter(|shown| *shown == code)
			.count()
	};
	assert_eq!((count("E10"), count("chapter 4")), (5, 0));
}

#[test]
fn two_rare_diseases_of_one_record_are_one_entry_of_their_chapter() {
	let mut facility = Facility::new("One");
	let all = [entry(1, "E10", "2024", "CT"), entry(1, "E11", "2024", "CT")];
	facility.publish(&all);
	assert_eq!(codes(&shown(&facility)), ["chapter 4"]);
	facility.publish(&all);
	assert_eq!(codes(&shown(&facility)), ["chapter 4"]);
	assert!(plan(&published(&facility), &all, false).write.is_empty());
}

#[test]
fn several_diseases_of_a_record_are_several_entries() {
	let mut facility = Facility::new("One");
	facility.publish(&[five(0, "E11"), five(0, "I10")].concat());
	assert_eq!(shown(&facility).len(), 10);
}

#[test]
fn a_new_epoch_seals_everything_anew() {
	let mut facility = Facility::new("One");
	let all = many(3_000);
	facility.publish(&all);
	let before = shown(&facility);
	facility.rotate();
	facility.publish(&all);
	assert_eq!(sizes(&facility), [(Size::Full, 3_000)]);
	assert_eq!(shown(&facility).len(), before.len());
}

#[test]
fn too_many_blocks_are_refused_before_any_is_sealed() {
	let mut facility = Facility::new("One");
	facility.publish(&five(0, "E11"));
	let row = facility.own.as_ref().unwrap().manifest.rows[0];
	let plan = Plan {
		keep: vec![row; MAX_BLOCKS],
		write: vec![(Size::Tail, five(0, "E11"))],
		drop: Vec::new(),
		compacts: false,
	};
	let title = Title {
		scope: facility.scope(),
		number: 2,
		made_at: 1,
		references: facility.references,
	};
	let (before, key) = (facility.store.blocks.len(), facility.key.clone());
	let refused = plan.seal(&key, &title, &mut facility.store, &mut facility.entropy);
	assert!(matches!(
		refused,
		Err(CatalogueError::TooMany { found: 16_385, .. })
	));
	assert_eq!(facility.store.blocks.len(), before);
	assert!(matches!(
		Title::next_number(Some(u32::MAX)),
		Err(CatalogueError::LastNumber(u32::MAX))
	));
}

/// What a reader finds is what was listed, over many publications.
#[test]
fn after_any_history_the_last_list_is_what_is_found() {
	let mut facility = Facility::new("One");
	let all = many(9_000);
	let steps = [
		0..10,
		0..3_000,
		5..3_000,
		5..9_000,
		5..9_000,
		4_000..9_000,
		0..6_000,
	];
	for step in steps {
		let pointer = facility.publish(&all[step.clone()]);
		let mut shelf = common::Shelf::default();
		let synced = reader("Ferdie")
			.sync(&facility, pointer, None, &mut shelf)
			.unwrap();
		let query = Query {
			limit: usize::MAX >> 8,
			..Query::default()
		};
		let answer = find(&[synced.catalogue], &shelf, &query);
		let found: BTreeSet<_> = answer.hits.iter().map(|hit| hit.reference).collect();
		let listed: BTreeSet<_> = all[step].iter().map(|entry| entry.reference).collect();
		assert_eq!(found, listed);
		assert!(answer.troubles.is_empty());
	}
}

#[test]
fn a_chapter_may_be_all_that_is_known() {
	let mut facility = Facility::new("One");
	let only = Entry {
		category: Category::of_chapter("Q99".parse::<Category>().unwrap().chapter()),
		..entry(1, "A00", "2024", "CT")
	};
	let pointer = facility.publish(&[only]);
	let mut shelf = common::Shelf::default();
	let synced = reader("Ferdie")
		.sync(&facility, pointer, None, &mut shelf)
		.unwrap();
	assert_eq!(
		find(&[synced.catalogue], &shelf, &diseases("Q00-Q07")).hits[0].category,
		only.category
	);
}
