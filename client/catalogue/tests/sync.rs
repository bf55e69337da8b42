//! Synchronization: what is asked for, in which order, and after a kill.

use crate::common::{Facility, GENESIS, Shelf, entropy, many, reader};
use medquorum_catalogue::{
	CatalogueError, Part,
	entry::Entry,
	ports::Sink as _,
	sync::{Reader, Synchronization, shuffle},
};
use medquorum_envelope::Cid;
use std::collections::{BTreeMap, BTreeSet};

#[test]
fn keyring_manifest_and_all_blocks_are_fetched_then_nothing() {
	let mut facility = Facility::new("One");
	let pointer = facility.publish(&many(9_000));
	let (person, nothing) = (reader("Ferdie"), |_: &Cid| false);
	let reader = Reader {
		account: person.account,
		secret: &person.secret,
	};
	let mut sync =
		Synchronization::begin(&GENESIS, facility.account(), pointer, None, &reader, &nothing).unwrap();
	let mut entropy = entropy("order");
	let mut parts = Vec::new();
	assert_eq!(sync.progress(), None);
	while let Some(fetch) = sync.next() {
		parts.push(fetch.part);
		sync = *sync.finish().err().unwrap();
		sync.fetched(&fetch.cid, &facility.store.blocks[&fetch.cid], &mut entropy)
			.unwrap();
	}
	assert_eq!(
		parts,
		[
			Part::Keyring,
			Part::Manifest,
			Part::Block,
			Part::Block,
			Part::Block,
			Part::Block
		]
	);
	assert_eq!(sync.progress(), Some((4, 4)));
	let synced = sync.finish().ok().unwrap();
	assert_eq!(synced.needed(), facility.store.blocks.keys().copied().collect());
	assert_eq!(
		(synced.seen.number, synced.seen.commitment),
		(1, pointer.commitment)
	);
}

/// A kill after any step: a new synchronization asks for what is not held, and for no block twice.
#[test]
fn a_kill_at_any_step_loses_nothing() {
	let mut facility = Facility::new("One");
	let pointer = facility.publish(&many(9_000));
	let person = reader("Ferdie");
	for steps in 0..=6 {
		let mut shelf = Shelf::default();
		let mut fetched = Vec::new();
		{
			let (nothing, reader) = (
				|_: &Cid| false,
				Reader {
					account: person.account,
					secret: &person.secret,
				},
			);
			let mut sync =
				Synchronization::begin(&GENESIS, facility.account(), pointer, None, &reader, &nothing)
					.unwrap();
			for _ in 0..steps {
				let fetch = sync.next().unwrap();
				let bytes = &facility.store.blocks[&fetch.cid];
				sync.fetched(&fetch.cid, bytes, &mut entropy("kill")).unwrap();
				shelf.put(fetch.cid, bytes.clone()).unwrap();
				fetched.push(fetch.cid);
			}
		}
		let before: BTreeSet<Cid> = shelf.blocks.keys().copied().collect();
		let (held, reader) = (
			|cid: &Cid| before.contains(cid),
			Reader {
				account: person.account,
				secret: &person.secret,
			},
		);
		let mut sync =
			Synchronization::begin(&GENESIS, facility.account(), pointer, None, &reader, &held).unwrap();
		let mut blocks = 0;
		while let Some(fetch) = sync.next() {
			if fetch.part == Part::Block {
				assert!(!before.contains(&fetch.cid));
				blocks += 1;
			}
			sync.fetched(
				&fetch.cid,
				&facility.store.blocks[&fetch.cid],
				&mut entropy("again"),
			)
			.unwrap();
		}
		assert_eq!(blocks, 4 - fetched.len().saturating_sub(2));
		assert!(sync.finish().is_ok());
	}
}

#[test]
fn a_wrong_answer_changes_nothing_and_the_right_one_is_taken_after_it() {
	let mut facility = Facility::new("One");
	let pointer = facility.publish(&many(10));
	let (person, nothing) = (reader("Ferdie"), |_: &Cid| false);
	let reader = Reader {
		account: person.account,
		secret: &person.secret,
	};
	let mut sync =
		Synchronization::begin(&GENESIS, facility.account(), pointer, None, &reader, &nothing).unwrap();
	let mut entropy = entropy("wrong");
	while let Some(fetch) = sync.next() {
		let good = &facility.store.blocks[&fetch.cid];
		let mut bad = good.clone();
		bad[good.len() / 2] ^= 1;
		assert!(matches!(
			sync.fetched(&fetch.cid, &bad, &mut entropy),
			Err(CatalogueError::Content(_))
		));
		assert!(matches!(
			sync.fetched(&fetch.cid, &[], &mut entropy),
			Err(CatalogueError::Content(_))
		));
		let long = vec![0; fetch.most + 1];
		assert!(matches!(
			sync.fetched(&fetch.cid, &long, &mut entropy),
			Err(CatalogueError::Length { .. })
		));
		let other = Cid::of_raw(b"other");
		assert!(matches!(
			sync.fetched(&other, b"other", &mut entropy),
			Err(CatalogueError::NotWanted(_))
		));
		assert_eq!(sync.next(), Some(fetch));
		sync.fetched(&fetch.cid, good, &mut entropy).unwrap();
		assert!(matches!(
			sync.fetched(&fetch.cid, good, &mut entropy),
			Err(CatalogueError::NotWanted(_))
		));
	}
	assert!(sync.finish().is_ok());
}

#[test]
fn blocks_may_come_in_any_order() {
	let mut facility = Facility::new("One");
	let pointer = facility.publish(&many(9_000));
	let (person, nothing) = (reader("Ferdie"), |_: &Cid| false);
	let reader = Reader {
		account: person.account,
		secret: &person.secret,
	};
	let mut sync =
		Synchronization::begin(&GENESIS, facility.account(), pointer, None, &reader, &nothing).unwrap();
	let mut entropy = entropy("any");
	for _ in 0..2 {
		let cid = sync.next().unwrap().cid;
		sync.fetched(&cid, &facility.store.blocks[&cid], &mut entropy)
			.unwrap();
	}
	let mut all: Vec<Cid> = sync.waiting().map(|fetch| fetch.cid).collect();
	all.reverse();
	for cid in all {
		sync.fetched(&cid, &facility.store.blocks[&cid], &mut entropy)
			.unwrap();
	}
	assert!(sync.finish().is_ok());
}

#[test]
fn the_next_publication_needs_only_what_is_new() {
	let mut facility = Facility::new("One");
	let all: Vec<Entry> = many(6_000);
	let pointer = facility.publish(&all[..5_000]);
	let mut shelf = Shelf::default();
	let person = reader("Ferdie");
	let first = person.sync(&facility, pointer, None, &mut shelf).unwrap();
	let before = shelf.blocks.len();
	let pointer = facility.publish(&all);
	let second = person
		.sync(&facility, pointer, Some(&first.seen), &mut shelf)
		.unwrap();
	// The tail that was written again, and one more; manifest and keyring.
	assert_eq!(shelf.blocks.len() - before, 4);
	let dropped: Vec<Cid> = shelf
		.blocks
		.keys()
		.filter(|cid| !second.needed().contains(cid))
		.copied()
		.collect();
	assert_eq!(dropped.len(), 3);
	assert_eq!(second.catalogue.manifest.entries(), 6_000);
}

/// The order of blocks is drawn, and depends on nothing in them.
#[test]
fn every_order_of_blocks_is_as_likely() {
	let mut counts = BTreeMap::new();
	let mut entropy = entropy("shuffle");
	for _ in 0..6_000 {
		let mut things = [1, 2, 3];
		shuffle(&mut things, &mut entropy);
		*counts.entry(things).or_insert(0) += 1;
	}
	assert_eq!(counts.len(), 6);
	assert!(
		counts.values().all(|count| (800..1_200).contains(count)),
		"{counts:?}"
	);
	shuffle::<u8>(&mut [], &mut entropy);
}

/// A synchronization fetches in the order that is drawn, not in that of the manifest.
#[test]
fn blocks_are_fetched_in_an_order_that_is_drawn() {
	let mut facility = Facility::new("One");
	let pointer = facility.publish(&many(30_000));
	let (person, nothing) = (reader("Ferdie"), |_: &Cid| false);
	let reader = Reader {
		account: person.account,
		secret: &person.secret,
	};
	let order = |label: &str| {
		let mut sync =
			Synchronization::begin(&GENESIS, facility.account(), pointer, None, &reader, &nothing).unwrap();
		for _ in 0..2 {
			let cid = sync.next().unwrap().cid;
			sync.fetched(&cid, &facility.store.blocks[&cid], &mut entropy(label))
				.unwrap();
		}
		sync.waiting().map(|fetch| fetch.cid).collect::<Vec<_>>()
	};
	let listed: Vec<Cid> = facility
		.own
		.as_ref()
		.unwrap()
		.manifest
		.rows
		.iter()
		.map(|row| row.cid)
		.collect();
	let (one, two) = (order("one"), order("two"));
	assert_eq!(one.len(), 11);
	assert!(one != two && one != listed && two != listed);
	assert_eq!(one.iter().collect::<BTreeSet<_>>(), two.iter().collect());
}

#[test]
fn an_overdue_catalogue_is_named() {
	let mut facility = Facility::new("One");
	let pointer = facility.publish(&[]);
	assert_eq!(pointer.updated, 1_001);
	let day = 14_400;
	for (now, late) in [
		(0, None),
		(1_001, None),
		(1_001 + 2 * day, None),
		(1_002 + 2 * day, Some(1)),
		(u32::MAX, Some(u32::MAX - 29_801)),
	] {
		assert_eq!(pointer.overdue(now, day), late);
	}
}
