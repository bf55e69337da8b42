//! Catalogues over a ledger in memory: what is listed, what a lying node or a failing store can do, and what a kill leaves.
#![allow(
	clippy::unwrap_used,
	clippy::expect_used,
	reason = "a test ends where something fails"
)]

use crate::common::{finding::*, standing::Ear, *};
use medquorum_client::{
	domain::*,
	error::Error,
	notice::deliver,
	roles::INTERVAL,
	search::{CatalogueError, SearchError},
	store::{Store as _, StoreError, faulty::Fault},
	views::NoticeKind,
};
use medquorum_envelope::Cid;
use std::{fs, io::Cursor};

#[tokio::test]
async fn only_what_patients_allow_and_the_chain_shows_is_listed() {
	let world = world().await;
	let patient = &world.patient;
	let place = world.place(patient);
	let (kept, suspended, withdrawn) = (
		upload(&world, "E11.9").await,
		upload(&world, "E11.9").await,
		upload(&world, "E11.9").await,
	);
	// Without a disease, or without the flag: not listed.
	world.upload(SCAN).await;
	place.patient().suspend(&patient.signer, suspended).await.unwrap();
	place
		.patient()
		.set_searchable(&patient.signer, withdrawn, false)
		.await
		.unwrap();
	let published = publish(&world).await.unwrap();
	assert_eq!(
		(published.records, published.entries, published.number),
		(1, 1, 1)
	);
	assert_eq!(sync(&world).await.unwrap().entries, 1);
	assert_eq!(found(&world, "E11"), [kept]);
	// Allowed again, it comes with the next publication, and not before.
	place
		.patient()
		.set_searchable(&patient.signer, withdrawn, true)
		.await
		.unwrap();
	sync(&world).await.unwrap();
	assert_eq!(found(&world, "E11"), [kept]);
	assert_eq!(publish(&world).await.unwrap().records, 2);
	sync(&world).await.unwrap();
	assert_eq!(found(&world, "E11").len(), 2);
	// A correction takes the place of what it corrects.
	let mut source = source(b"corrected");
	source.info.listing = Some(listing("E11.9"));
	let facility = &world.facility;
	let options = UploadOptions {
		searchable: true,
		supersedes: Some(kept),
		..world.options()
	};
	let uploader = world.place(facility).uploader();
	let newer = uploader
		.upload(&facility.signer, source, &options)
		.await
		.unwrap()
		.record_id;
	place
		.patient()
		.acknowledge(&patient.signer, &patient.keystore, newer)
		.await
		.unwrap();
	publish(&world).await.unwrap();
	sync(&world).await.unwrap();
	let now = found(&world, "E11");
	assert!(now.contains(&newer) && !now.contains(&kept), "{now:?}");
}

#[tokio::test]
async fn an_upload_is_listed_only_with_a_disease_and_the_patients_word() {
	let world = World::new().await;
	let facility = &world.facility;
	let options = UploadOptions {
		searchable: true,
		..world.options()
	};
	let uploader = world.place(facility).uploader();
	let refused = uploader.upload(&facility.signer, source(SCAN), &options).await;
	assert!(matches!(refused, Err(Error::Search(SearchError::NoDisease))));
	let mut listed = source(SCAN);
	listed.info.listing = Some(listing("E11"));
	let refused = uploader.upload(&facility.signer, listed, &options).await;
	assert!(matches!(refused, Err(Error::Search(SearchError::NoDirective(_)))));
}

#[tokio::test]
async fn a_node_that_lies_about_catalogues_is_named_and_what_is_held_stays_usable() {
	let world = world().await;
	let record = upload(&world, "E11").await;
	publish(&world).await.unwrap();
	publish(&world).await.unwrap();
	sync(&world).await.unwrap();
	type Lie = fn(&mut Pointer);
	let lies: [(&str, Lie); 7] = [
		("RolledBack", |pointer| pointer.number -= 1),
		("RolledBack", |pointer| pointer.epoch -= 1),
		("Changed", |pointer| pointer.commitment[0] ^= 1),
		("Closed", |pointer| pointer.locator[20] ^= 1),
		("Changed", |pointer| pointer.epoch += 1),
		("Closed", |pointer| pointer.number += 1),
		("Store", |pointer| pointer.keyring[0] ^= 1),
	];
	for (what, lie) in lies {
		let mut liar = lying::LyingLedger::new(&world.ledger);
		liar.pointer = Some(Box::new(lie));
		let told = sync_over(&world, &liar, &world.clinician).await;
		let named = match told {
			Err(Error::Catalogue(CatalogueError::RolledBack { .. })) => "RolledBack",
			Err(Error::Catalogue(CatalogueError::Changed { .. })) => "Changed",
			Err(Error::Catalogue(CatalogueError::Closed(_))) => "Closed",
			Err(Error::Store(_)) => "Store",
			other => panic!("{what}: {:?}", other.map(|fresh| fresh.number)),
		};
		assert_eq!(named, what);
		assert_eq!(found(&world, "E11"), [record], "{what}");
	}
	// An account that is no facility.
	let mut liar = lying::LyingLedger::new(&world.ledger);
	liar.user = Some(Box::new(|user| user.role = Role::Patient));
	let told = sync_over(&world, &liar, &world.clinician).await;
	assert!(matches!(told, Err(Error::Search(SearchError::NotFacility(_)))));
	assert_eq!(found(&world, "E11"), [record]);
}

#[tokio::test]
async fn a_publication_that_nobody_knows_the_end_of_is_settled_by_the_next() {
	let world = world().await;
	let first = upload(&world, "E11").await;
	publish(&world).await.unwrap();
	// Lost on its way: the chain never has it.
	let second = upload(&world, "E11").await;
	world.ledger.with(|state| state.break_next = true);
	assert!(publish(&world).await.is_err());
	let third = publish(&world).await.unwrap();
	assert_eq!((third.number, third.records), (2, 2));
	sync(&world).await.unwrap();
	assert_eq!(found(&world, "E11").len(), 2);
	// Carried out, although the node said that it was not.
	let fourth = upload(&world, "E11").await;
	world.ledger.with(|state| state.deny_next = true);
	assert!(publish(&world).await.is_err());
	assert_eq!(sync(&world).await.unwrap().number, 3);
	assert_eq!(found(&world, "E11").len(), 3);
	let last = publish(&world).await.unwrap();
	assert_eq!((last.number, last.left), (4, 0));
	sync(&world).await.unwrap();
	let mut all = found(&world, "E11");
	all.sort();
	let mut expected = [first, second, fourth];
	expected.sort();
	assert_eq!(all, expected);
}

#[tokio::test]
async fn a_store_that_fails_loses_nothing_and_leaves_nothing_for_ever() {
	let world = world().await;
	upload(&world, "E11").await;
	for fault in [Fault::Unreachable, Fault::FullAfter(10)] {
		world.store.set(fault);
		assert!(publish(&world).await.is_err(), "{fault:?}");
		assert_eq!(world.ledger.with(|state| state.catalogues.len()), 0);
		world.store.set(Fault::None);
	}
	let published = publish(&world).await.unwrap();
	assert_eq!((published.number, published.left), (1, 0));
	for fault in [
		Fault::Missing,
		Fault::Unreachable,
		Fault::TruncatedAt(100),
		Fault::AlteredAt(7),
	] {
		world.store.set(fault);
		assert!(sync(&world).await.is_err(), "{fault:?}");
		world.store.set(Fault::None);
	}
	assert!(matches!(
		find(&world.clinician, "E11"),
		Err(Error::Search(SearchError::NothingHeld))
	));
	let fresh = sync(&world).await.unwrap();
	assert_eq!(fresh.fetched.0, fresh.fetched.1);
	// Nothing is fetched twice.
	assert_eq!(sync(&world).await.unwrap().fetched.0, 0);
	assert_eq!(found(&world, "E11").len(), 1);
}

#[tokio::test]
async fn old_blocks_leave_the_store_once_the_new_ones_are_on_the_chain() {
	let world = world().await;
	let record = upload(&world, "E11").await;
	publish(&world).await.unwrap();
	let objects = || -> Vec<(Cid, Vec<u8>)> {
		let entries = fs::read_dir(held(&world.facility)).unwrap();
		let paths = entries.map(|entry| entry.unwrap().path());
		let read = paths.map(|path| {
			let name = path.file_name().unwrap().to_str().unwrap();
			(name.parse().unwrap(), fs::read(&path).unwrap())
		});
		read.collect()
	};
	let before = objects();
	assert_eq!(before.len(), 3, "a tail, a manifest, a keyring");
	world
		.place(&world.patient)
		.patient()
		.set_searchable(&world.patient.signer, record, false)
		.await
		.unwrap();
	let published = publish(&world).await.unwrap();
	assert_eq!((published.entries, published.left), (0, 0));
	for (cid, bytes) in before {
		assert!(!world.store.contains(&cid).await.unwrap(), "{cid}");
		// Whoever kept a copy does not bring it back.
		let again = world.store.put(Box::new(Cursor::new(bytes))).await;
		assert!(matches!(again, Err(StoreError::Barred { .. })), "{again:?}");
	}
}

#[tokio::test]
async fn a_home_that_was_lost_is_no_reason_to_stop() {
	let world = world().await;
	upload(&world, "E11").await;
	publish(&world).await.unwrap();
	// The folder is gone: the catalogue comes from the store again, with its key from the keyring.
	fs::remove_dir_all(world.facility.home().join("catalogue")).unwrap();
	let second = publish(&world).await.unwrap();
	assert_eq!((second.number, second.epoch, second.resealed), (2, 1, None));
	// Folder and store are gone: everything is sealed again under a new key.
	for entry in fs::read_dir(held(&world.facility)).unwrap() {
		let cid: Cid = entry.unwrap().file_name().to_str().unwrap().parse().unwrap();
		world.store.remove(&cid).await.unwrap();
	}
	fs::remove_dir_all(world.facility.home().join("catalogue")).unwrap();
	let third = publish(&world).await.unwrap();
	assert_eq!((third.number, third.epoch, third.records), (3, 2, 1));
	assert!(third.resealed.is_some());
	sync(&world).await.unwrap();
	assert_eq!(found(&world, "E11").len(), 1);
}

#[tokio::test]
async fn a_damaged_block_is_named_and_fetched_again() {
	let world = world().await;
	upload(&world, "E11").await;
	publish(&world).await.unwrap();
	sync(&world).await.unwrap();
	for entry in fs::read_dir(held(&world.clinician)).unwrap() {
		let path = entry.unwrap().path();
		let mut bytes = fs::read(&path).unwrap();
		bytes[40] ^= 1;
		fs::write(&path, bytes).unwrap();
	}
	let damaged = find(&world.clinician, "E11").unwrap();
	assert!(damaged.answer.hits.is_empty() && damaged.closed.len() == 1);
	sync(&world).await.unwrap();
	assert_eq!(found(&world, "E11").len(), 1);
}

#[tokio::test]
async fn who_is_frozen_or_dismissed_gets_no_key_of_the_next_epoch() {
	let world = world().await;
	upload(&world, "E11").await;
	publish(&world).await.unwrap();
	let clinician = &world.clinician;
	world
		.ledger
		.with(|state| state.frozen.insert(clinician.account(), None));
	let published = publish(&world).await.unwrap();
	assert_eq!(
		(published.epoch, published.went.as_slice()),
		(2, &[clinician.account()][..])
	);
	assert!(matches!(
		sync(&world).await,
		Err(Error::Catalogue(CatalogueError::NotAdmitted { .. }))
	));
	world.ledger.with(|state| state.frozen.clear());
	let published = publish(&world).await.unwrap();
	assert_eq!(
		(published.epoch, published.came.as_slice()),
		(2, &[clinician.account()][..])
	);
	sync(&world).await.unwrap();
	world.give(clinician, Role::Patient);
	assert_eq!(publish(&world).await.unwrap().epoch, 3);
}

#[tokio::test]
async fn keys_that_their_account_did_not_sign_are_not_sealed_to() {
	let world = world().await;
	upload(&world, "E11").await;
	let facility = &world.facility;
	let clinician = world.clinician.account();
	let mut liar = lying::LyingLedger::new(&world.ledger);
	liar.user = Some(Box::new(move |user| {
		// Only the clinician's: with its own keys changed the facility stops.
		if user.role == Role::Clinician
			&& let Some(keys) = &mut user.keys
		{
			keys.enc_pk = [9; 32];
		}
	}));
	let shelf = shelf(facility);
	let place = world.place_over(&liar, facility);
	let published = place
		.cataloguer(&shelf)
		.publish(&facility.signer, &facility.keystore, Shrink::Refuse)
		.await
		.unwrap();
	assert!(!published.came.contains(&clinician));
	let readers = world
		.place(facility)
		.cataloguer(&shelf)
		.readers(facility.account())
		.await
		.unwrap();
	assert_eq!(readers.coming(), [clinician]);
}

#[tokio::test]
async fn a_node_that_is_behind_publishes_and_synchronizes_nothing() {
	let world = world().await;
	upload(&world, "E11").await;
	publish(&world).await.unwrap();
	sync(&world).await.unwrap();
	let mut liar = lying::LyingLedger::new(&world.ledger);
	liar.head = Some(medquorum_client::ledger::Head {
		block: medquorum_client::ports::SeenBlock {
			number: 1,
			hash: [1; 32],
			clock: None,
		},
		syncing: false,
	});
	assert!(sync_over(&world, &liar, &world.clinician).await.is_err());
	let facility = &world.facility;
	let shelf = shelf(facility);
	let place = world.place_over(&liar, facility);
	let refused = place
		.cataloguer(&shelf)
		.publish(&facility.signer, &facility.keystore, Shrink::Refuse)
		.await;
	assert!(refused.is_err());
	liar.assert_silent();
	assert!(matches!(
		place
			.emitting()
			.cataloguer(&shelf)
			.publish(&facility.signer, &facility.keystore, Shrink::Refuse)
			.await,
		Err(Error::Search(SearchError::CannotSign))
	));
}

/// One round of `watch` for this person.
async fn told(world: &World, person: &Person, ear: &mut Ear) {
	let mut watching = person.watching();
	world
		.place(person)
		.look(&mut watching, &[ear.name])
		.await
		.unwrap();
	deliver(&mut watching, ear).await.unwrap();
}

#[tokio::test]
async fn old_catalogue_is_told_to_its_facility_and_to_who_holds_it_once() {
	let world = world().await;
	upload(&world, "E11").await;
	publish(&world).await.unwrap();
	sync(&world).await.unwrap();
	let mut ears =
		[&world.facility, &world.clinician, &world.patient].map(|person| (person, Ear::new("ear")));
	for (person, ear) in &mut ears {
		told(&world, person, ear).await;
		assert!(!ear.kinds().contains(&NoticeKind::CatalogueStale), "it is new");
		ear.heard.clear();
	}
	world.ledger.pass(3 * INTERVAL);
	for _ in 0..2 {
		for (person, ear) in &mut ears {
			told(&world, person, ear).await;
		}
	}
	let [(_, facility), (_, clinician), (_, patient)] = ears;
	assert_eq!(facility.kinds(), [NoticeKind::CatalogueStale]);
	assert_eq!(clinician.kinds(), [NoticeKind::CatalogueStale]);
	assert!(!patient.kinds().contains(&NoticeKind::CatalogueStale));
}
