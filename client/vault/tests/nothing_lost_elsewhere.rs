//! Whatever a node says: seeds of open requests, what is published or held of catalogues, and rows of an archive stay.
//!
//! Beside `nothing_lost.rs`, which holds the deletes of a facility's records, and `nothing_believed.rs`, which holds those of shares.

#![allow(
	clippy::unwrap_used,
	clippy::expect_used,
	reason = "a test ends where something fails"
)]

use crate::common::{
	archive::{Archive, records},
	finding::{find, found, publish, publish_from, sync, sync_over, upload, world},
	liars::{WAYS, fresh, liar},
	*,
};
use medquorum_client::{domain::Purpose, error::Error};
use std::collections::BTreeSet;

/// As `medquorum config forget-blocks` does, when a node has claimed blocks that the chain does not have.
fn asks_an_honest_node(person: &Person) {
	person.blocks.forget(&GENESIS).unwrap();
}

/// A seed that goes cannot be made again: whoever lost it asks all administrators once more.
#[tokio::test]
async fn no_node_makes_the_seed_of_an_open_request_go() {
	for way in WAYS {
		let world = World::new().await;
		let uploaded = world.upload(SCAN).await;
		let person = &world.clinician;
		let id = world.request(person, uploaded.record_id).await;
		let fresh = fresh(&world).await;
		let mut liar = liar(way, &world.ledger, &fresh);
		liar.hides_requests = true;
		let place = world.place_over(&liar, person);
		let _: Result<_, Error> = place.requester().forget_old_seeds(&person.keystore).await;
		// Asking again and closing forget old seeds as well.
		let _: Result<_, Error> = place
			.requester()
			.request(
				&person.signer,
				&person.keystore,
				uploaded.record_id,
				Purpose::Treatment,
			)
			.await;
		asks_an_honest_node(person);
		for admin in [ALICE, BOB, CHARLIE] {
			world.approve(admin, id).await.unwrap();
		}
		world.consent(id).await.unwrap();
		world
			.download(person, id, CspSource::Consent)
			.await
			.unwrap_or_else(|error| panic!("{way}: {error}"));
	}
}

/// What readers fetch stays in the store: only a publication that the chain took over replaces another.
#[tokio::test]
async fn no_node_makes_a_published_catalogue_go() {
	for way in WAYS {
		let world = world().await;
		let record = upload(&world, "E11").await;
		publish(&world).await.unwrap();
		let fresh = fresh(&world).await;
		let liar = liar(way, &world.ledger, &fresh);
		let place = world.place_over(&liar, &world.facility);
		// Only what the lie leaves out may go, and of a catalogue as small as this one that is all of it.
		let _: Result<_, Error> = publish_from(place, Shrink::Refuse).await;
		asks_an_honest_node(&world.facility);
		let holdings = world.place(&world.facility).keeper().holdings().await.unwrap();
		let sound = holdings
			.iter()
			.filter(|holding| holding.object.record == record && holding.is_sound(1));
		assert_eq!(sound.count(), 2, "{way}: an object of the record is gone");
		// Which the honest node lists again.
		publish(&world)
			.await
			.unwrap_or_else(|error| panic!("{way}: {error}"));
		sync(&world)
			.await
			.unwrap_or_else(|error| panic!("{way}: {error}"));
		assert_eq!(found(&world, "E11"), [record], "{way}");
	}
}

/// A reader whose node hides what is published finds what was held before.
#[tokio::test]
async fn no_node_makes_go_what_a_reader_holds() {
	for way in WAYS {
		let world = world().await;
		let record = upload(&world, "E11").await;
		publish(&world).await.unwrap();
		sync(&world).await.unwrap();
		assert_eq!(found(&world, "E11"), [record]);
		let fresh = fresh(&world).await;
		let liar = liar(way, &world.ledger, &fresh);
		let person = &world.clinician;
		let objects = || {
			let there = std::fs::read_dir(finding::held(person)).unwrap();
			there
				.map(|entry| entry.unwrap().file_name())
				.collect::<BTreeSet<_>>()
		};
		let before = objects();
		let place = world.place_over(&liar, person);
		let shelf = shelf(person);
		let _: Result<_, Error> = place
			.searcher(&shelf)
			.sync(person.account(), &person.keystore)
			.await;
		// It may say that a record cannot be found any more; the blocks stay, and are searched.
		find(person, "E11").unwrap_or_else(|error| panic!("{way}: {error}"));
		assert!(!before.is_empty() && before.is_subset(&objects()), "{way}");
		asks_an_honest_node(person);
		sync_over(&world, &world.ledger, person).await.unwrap();
		assert_eq!(found(&world, "E11"), [record], "{way}");
	}
}

/// A row that came in is not sealed again, and nothing of it leaves the store.
#[tokio::test(flavor = "multi_thread")]
async fn no_node_makes_a_row_of_an_archive_go() {
	for way in WAYS {
		let world = World::new().await;
		let archive = Archive::of(3);
		assert_eq!(archive.import(&world).await.unwrap().registered.len(), 3);
		let kept = world.objects();
		let fresh = fresh(&world).await;
		let liar = liar(way, &world.ledger, &fresh);
		let place = world.place_over(&liar, &world.facility);
		let _: Result<_, Error> = archive.import_over(place, &world).await;
		assert_eq!((world.objects(), records(&world)), (kept, 3), "{way}");
		asks_an_honest_node(&world.facility);
		let again = archive.import(&world).await.unwrap();
		assert_eq!((again.earlier.len(), again.registered.len()), (3, 0), "{way}");
	}
}
