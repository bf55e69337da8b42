//! What a search finds, what it leaves out, and what it reads.

use crate::common::{self, Facility, Shelf, diseases, entry, find, many, reader, reference};
use medquorum_catalogue::{
	Catalogue, CatalogueError,
	entry::{Entry, Quarter, ReferenceKind},
	ports::{Held, Withheld},
	search::{Hits, Query, search},
};
use medquorum_core::domain::AccountId;
use std::collections::BTreeSet;

/// One facility's catalogue, held by a reader.
fn held(name: &str, listed: &[Entry], shelf: &mut Shelf) -> Catalogue {
	let mut facility = Facility::new(name);
	let pointer = facility.publish(listed);
	reader("Ferdie")
		.sync(&facility, pointer, None, shelf)
		.unwrap()
		.catalogue
}

fn numbers(answer: &Hits) -> Vec<u32> {
	let number = |reference| {
		(0..100_000)
			.find(|number| common::reference(*number) == reference)
			.unwrap()
	};
	answer.hits.iter().map(|hit| number(hit.reference)).collect()
}

fn ward() -> Vec<Entry> {
	let mut all: Vec<Entry> = (0..5)
		.map(|n| entry(n, "E11", &format!("202{n}"), "CT"))
		.collect();
	all.extend((10..15).map(|n| entry(n, "E10", "2024-05", if n % 2 == 0 { "MR" } else { "LAB" })));
	all.extend((20..25).map(|n| entry(n, "I21", "2019", "ECG")));
	all.push(entry(30, "E13", "2024", "CT"));
	all
}

#[test]
fn a_disease_is_found_newest_first() {
	let mut shelf = Shelf::default();
	let catalogues = [held("One", &ward(), &mut shelf)];
	let answer = find(
		&catalogues,
		&shelf,
		&Query {
			chapters: false,
			..diseases("E11.9")
		},
	);
	assert_eq!(numbers(&answer), [4, 3, 2, 1, 0]);
	let hit = answer.hits[0];
	assert_eq!(hit.facility, Facility::new("One").account());
	assert_eq!(hit.category.title(), Some("Type 2 diabetes mellitus"));
	assert_eq!(
		(hit.quarter.to_string().as_str(), hit.modality.code()),
		("2024-Q1", "CT")
	);
	assert_eq!(
		(hit.references, hit.newest, hit.age),
		(ReferenceKind::RecordId, true, 1_000)
	);
}

#[test]
fn a_rare_disease_is_found_by_its_chapter() {
	let mut shelf = Shelf::default();
	let catalogues = [held("One", &ward(), &mut shelf)];
	let answer = find(&catalogues, &shelf, &diseases("E13"));
	assert_eq!(numbers(&answer), [30]);
	assert!(answer.hits[0].category.is_chapter());
	assert!(
		find(
			&catalogues,
			&shelf,
			&Query {
				chapters: false,
				..diseases("E13")
			}
		)
		.hits
		.is_empty()
	);
	assert_eq!(find(&catalogues, &shelf, &diseases("chapter 4")).matched, 11);
	assert_eq!(find(&catalogues, &shelf, &diseases("chapter 9")).matched, 5);
}

#[test]
fn filters_of_time_and_modality_hold_at_their_ends() {
	let mut shelf = Shelf::default();
	let catalogues = [held("One", &ward(), &mut shelf)];
	let between = |since: &str, until: &str| Query {
		since: Some(Quarter::since(since).unwrap()),
		until: Some(Quarter::until(until).unwrap()),
		chapters: false,
		..diseases("E11")
	};
	assert_eq!(
		numbers(&find(&catalogues, &shelf, &between("2021", "2023"))),
		[3, 2, 1]
	);
	assert_eq!(
		numbers(&find(&catalogues, &shelf, &between("2021-Q2", "2022"))),
		[2]
	);
	assert!(
		find(&catalogues, &shelf, &between("2023", "2021"))
			.hits
			.is_empty()
	);
	let modalities = BTreeSet::from(["MR".parse().unwrap()]);
	let answer = find(
		&catalogues,
		&shelf,
		&Query {
			modalities,
			..diseases("E08-E13")
		},
	);
	assert_eq!(answer.matched, 3);
}

#[test]
fn facilities_can_be_chosen() {
	let mut shelf = Shelf::default();
	let catalogues = [held("One", &ward(), &mut shelf), held("Two", &ward(), &mut shelf)];
	assert_eq!(find(&catalogues, &shelf, &diseases("I21")).matched, 10);
	let two = Facility::new("Two").account();
	let answer = find(
		&catalogues,
		&shelf,
		&Query {
			facilities: BTreeSet::from([two]),
			..diseases("I21")
		},
	);
	assert_eq!(answer.matched, 5);
	assert!(answer.hits.iter().all(|hit| hit.facility == two));
}

#[test]
fn nothing_asked_finds_everything_up_to_the_limit() {
	let mut shelf = Shelf::default();
	let catalogues = [held("One", &many(5_000), &mut shelf)];
	let answer = find(
		&catalogues,
		&shelf,
		&Query {
			limit: 10,
			..Query::default()
		},
	);
	assert_eq!((answer.matched, answer.hits.len()), (5_000, 10));
	let newest = many(5_000).iter().map(|entry| entry.quarter).max().unwrap();
	assert!(answer.hits.iter().all(|hit| hit.quarter == newest));
	assert_eq!(
		find(
			&catalogues,
			&shelf,
			&Query {
				limit: 0,
				..Query::default()
			}
		)
		.matched,
		5_000
	);
}

#[test]
fn fillers_are_never_found() {
	let mut shelf = Shelf::default();
	let catalogues = [held("One", &ward(), &mut shelf)];
	let answer = find(&catalogues, &shelf, &Query::default());
	assert_eq!(answer.matched, 16);
	assert!(answer.hits.iter().all(|hit| hit.reference != [0; 16]));
}

/// Erased, superseded, not searchable, unknown, or of another uploader than the facility: the caller knows from the chain.
#[test]
fn records_that_the_chain_withholds_are_left_out() {
	let mut shelf = Shelf::default();
	let catalogues = [held("One", &ward(), &mut shelf), held("Two", &ward(), &mut shelf)];
	let one = Facility::new("One").account();
	let erased: BTreeSet<[u8; 16]> = [reference(20), reference(21)].into();
	let withheld = |facility: &AccountId, id: &[u8; 16]| *facility == one && erased.contains(id);
	let answer = search(&catalogues, &shelf, &withheld, &diseases("I21"), 2_000);
	assert_eq!(answer.matched, 8);
	assert!(
		!answer
			.hits
			.iter()
			.any(|hit| withheld.withheld(&hit.facility, &hit.reference))
	);
}

#[test]
fn handles_are_not_looked_up_as_ids() {
	let mut facility = Facility::new("One");
	facility.references = ReferenceKind::Handle;
	let pointer = facility.publish(&ward());
	let mut shelf = Shelf::default();
	let catalogue = reader("Ferdie")
		.sync(&facility, pointer, None, &mut shelf)
		.unwrap()
		.catalogue;
	let answer = search(
		&[catalogue],
		&shelf,
		&|_: &AccountId, _: &[u8; 16]| true,
		&diseases("I21"),
		2_000,
	);
	assert_eq!(answer.matched, 5);
	assert!(
		answer
			.hits
			.iter()
			.all(|hit| hit.references == ReferenceKind::Handle)
	);
}

#[test]
fn a_search_of_one_disease_opens_few_blocks() {
	let mut shelf = Shelf::default();
	let catalogues = [held("One", &many(200_000), &mut shelf)];
	assert_eq!(catalogues[0].manifest.rows.len(), 5);
	let answer = find(
		&catalogues,
		&shelf,
		&Query {
			chapters: false,
			..diseases("A00")
		},
	);
	assert!(answer.opened == 1 && answer.matched > 100, "{}", answer.opened);
	assert_eq!(find(&catalogues, &shelf, &Query::default()).opened, 5);
}

/// A store that has nothing to do with a network sees what a search reads: only blocks that were held before.
#[test]
fn a_search_reads_only_what_is_held() {
	let mut shelf = Shelf::default();
	let catalogues = [held("One", &ward(), &mut shelf)];
	for query in [diseases("E11"), diseases("Z99"), Query::default()] {
		shelf.reads.borrow_mut().clear();
		find(&catalogues, &shelf, &query);
		assert!(
			shelf
				.reads
				.borrow()
				.iter()
				.all(|cid| shelf.blocks.contains_key(cid))
		);
	}
}

#[test]
fn a_damaged_or_missing_block_is_named_and_the_rest_is_found() {
	let mut shelf = Shelf::default();
	let catalogues = [held("One", &ward(), &mut shelf), held("Two", &ward(), &mut shelf)];
	let cid = catalogues[0].manifest.rows[0].cid;
	let good = shelf.blocks.remove(&cid).unwrap();
	let trouble = |shelf: &Shelf| {
		let mut answer = find(&catalogues, shelf, &diseases("I21"));
		assert_eq!((answer.matched, answer.troubles.len()), (5, 1));
		let (facility, error) = answer.troubles.remove(0);
		assert_eq!(facility, Facility::new("One").account());
		error
	};
	assert!(matches!(trouble(&shelf), CatalogueError::Missing(missing) if missing == cid));
	for (damage, long) in [
		(good[..100].to_vec(), true),
		([&good[..], &[0]].concat(), true),
		(vec![0; good.len()], false),
	] {
		shelf.blocks.insert(cid, damage);
		let error = trouble(&shelf);
		assert!(if long {
			matches!(error, CatalogueError::Length { .. })
		} else {
			matches!(error, CatalogueError::Closed(_))
		});
	}
	let mut into = Vec::new();
	assert!(!Shelf::default().read(&cid, &mut into).unwrap());
}
