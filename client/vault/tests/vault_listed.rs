//! What a facility lists from several homes and after losses, what its readers believe, and kills of both.
#![allow(
	clippy::unwrap_used,
	clippy::expect_used,
	reason = "a test ends where something fails"
)]

use crate::common::{
	dying::{DyingStore, Life},
	finding::*,
	lying::LyingLedger,
	*,
};
use medquorum_client::{
	domain::*,
	error::Error,
	notes::Notes,
	search::{SearchError, Shelf},
	store::Store as _,
};
use std::{fs, path::Path};

/// Publishes from another home of the facility, with the same keys.
async fn publish_at(world: &World, home: &Path, notes: &Notes, shrink: Shrink) -> Result<Publication, Error> {
	let facility = &world.facility;
	let shelf = Shelf::of(home, &GENESIS);
	let mut cataloguer = world.place(facility).cataloguer(&shelf);
	cataloguer.notes = notes;
	cataloguer
		.publish(&facility.signer, &facility.keystore, shrink)
		.await
}

#[tokio::test]
async fn two_homes_of_a_facility_list_what_either_uploaded() {
	let mut world = world().await;
	let first = upload(&world, "E11").await;
	publish(&world).await.unwrap();
	let other = tempfile::tempdir().unwrap();
	let second_home = || Notes::open(&other.path().join("notes.json"), &GENESIS).unwrap();
	let notes = std::mem::replace(&mut world.facility.notes, second_home());
	let second = upload(&world, "I10").await;
	let published = publish_at(&world, other.path(), &second_home(), Shrink::Refuse)
		.await
		.unwrap();
	assert_eq!((published.number, published.records), (2, 2));
	let chapter = |world: &World, code: &str| found(world, code);
	sync(&world).await.unwrap();
	assert_eq!(
		(chapter(&world, "E11"), chapter(&world, "I10")),
		(vec![first], vec![second])
	);
	// And the first home again, which compacts for a reader who is gone.
	world.give(&world.clinician, Role::Patient);
	world.facility.notes = notes;
	let published = publish(&world).await.unwrap();
	assert_eq!((published.epoch, published.records), (2, 2));
	// What may be found no longer goes, whichever home uploaded it.
	let patient = &world.patient;
	let place = world.place(patient);
	place
		.patient()
		.set_searchable(&patient.signer, second, false)
		.await
		.unwrap();
	assert_eq!(publish(&world).await.unwrap().records, 1);
}

#[tokio::test]
async fn a_home_that_lost_its_notes_lists_what_was_published() {
	let world = world().await;
	upload(&world, "E11").await;
	publish(&world).await.unwrap();
	let lost = tempfile::tempdir().unwrap();
	let notes = Notes::open(&lost.path().join("notes.json"), &GENESIS).unwrap();
	let published = publish_at(&world, lost.path(), &notes, Shrink::Refuse)
		.await
		.unwrap();
	assert_eq!(
		(published.number, published.records, published.resealed),
		(2, 1, None)
	);
	// Neither the notes nor the catalogue is there any more: nothing is emptied unasked.
	for entry in fs::read_dir(
		lost.path()
			.join("catalogue")
			.join(&hex::encode(GENESIS)[..16])
			.join("held"),
	)
	.unwrap()
	{
		let cid = entry.unwrap().file_name().to_str().unwrap().parse().unwrap();
		world.store.remove(&cid).await.unwrap();
	}
	fs::remove_dir_all(lost.path().join("catalogue")).unwrap();
	let refused = publish_at(&world, lost.path(), &notes, Shrink::Refuse).await;
	assert!(
		matches!(refused, Err(Error::Search(SearchError::Empties))),
		"{refused:?}"
	);
	let emptied = publish_at(&world, lost.path(), &notes, Shrink::Allow)
		.await
		.unwrap();
	assert_eq!((emptied.number, emptied.records), (3, 0));
}

#[tokio::test]
async fn a_node_that_hides_records_does_not_empty_the_catalogue() {
	let world = world().await;
	for _ in 0..10 {
		upload(&world, "E11").await;
	}
	assert_eq!(publish(&world).await.unwrap().records, 10);
	let mut liar = LyingLedger::new(&world.ledger);
	liar.hides_records = true;
	let place = world.place_over(&liar, &world.facility);
	let refused = publish_from(place, Shrink::Refuse).await;
	assert!(
		matches!(
			refused,
			Err(Error::Search(SearchError::Shrinks { before: 10, now: 0 }))
		),
		"{refused:?}"
	);
	liar.assert_silent();
	assert_eq!(publish(&world).await.unwrap().records, 10);
	assert_eq!(publish_from(place, Shrink::Allow).await.unwrap().records, 0);
}

#[tokio::test]
async fn a_listed_record_that_ended_is_noticed_before_it_is_time_to_publish() {
	let world = world().await;
	let (record, other) = (upload(&world, "E11").await, upload(&world, "E11").await);
	publish(&world).await.unwrap();
	let facility = &world.facility;
	let shelf = shelf(facility);
	let cataloguer = world.place(facility).cataloguer(&shelf);
	let ended = async |since| cataloguer.ended_since(facility.account(), since).await.unwrap();
	let (nothing, seen) = ended(None).await;
	assert!(!nothing);
	let patient = &world.patient;
	let place = world.place(patient);
	// What happens to others, or opens a record, is nothing to publish for.
	world.upload(b"not listed").await;
	place.patient().suspend(&patient.signer, other).await.unwrap();
	place.patient().resume(&patient.signer, other).await.unwrap();
	let (nothing, later) = ended(Some(seen)).await;
	assert!(!nothing && later > seen);
	place
		.patient()
		.set_searchable(&patient.signer, record, false)
		.await
		.unwrap();
	let (withdrawn, last) = ended(Some(later)).await;
	assert!(withdrawn);
	assert_eq!(ended(Some(last)).await, (false, last));
	world.erase(other).await;
	assert!(ended(Some(last)).await.0);
}

#[tokio::test]
async fn a_catalogue_lies_on_all_hosts_and_one_that_was_away_gets_it_later() {
	let world = world().await;
	upload(&world, "E11").await;
	let dir = tempfile::tempdir().unwrap();
	// A put waits for two of the three.
	let (hosts, store) = hosts::hosts(dir.path(), 3, 2);
	let place = world.place(&world.facility).storing(&store);
	let count = async |host: usize| {
		let mut there = 0;
		for entry in fs::read_dir(held(&world.facility)).unwrap() {
			let cid = entry.unwrap().file_name().to_str().unwrap().parse().unwrap();
			there += usize::from(hosts[host].inner.contains(&cid).await.unwrap());
		}
		there
	};
	let down = &hosts[2].is_down;
	down.store(true, std::sync::atomic::Ordering::Relaxed);
	let first = publish_from(place, Shrink::Refuse).await.unwrap();
	assert_eq!(first.lacking.into_iter().collect::<Vec<_>>(), ["host-2"]);
	assert_eq!((count(0).await, count(1).await, count(2).await), (3, 3, 0));
	down.store(false, std::sync::atomic::Ordering::Relaxed);
	let second = publish_from(place, Shrink::Refuse).await.unwrap();
	assert_eq!((second.lacking.len(), second.left), (0, 0));
	// The tail of the first publication is still part of it.
	assert_eq!((count(0).await, count(1).await, count(2).await), (3, 3, 3));
}

#[tokio::test]
async fn another_facilitys_record_in_a_catalogue_is_not_found_there() {
	let world = world().await;
	let record = upload(&world, "E11").await;
	publish(&world).await.unwrap();
	let mut two = Person::new("//Two", 23);
	world.give(&two, Role::Facility);
	let place = world.place(&two);
	place
		.member()
		.register(&two.signer, &two.keystore, None)
		.await
		.unwrap();
	// It lists the record as its own under another disease, whatever its own checks say.
	let line = format!(
		r#"{{"version":1}}
{{"upload":{{"chain":"{}","record":"{record}","objects":{{"sent":true,"own":{{"name":"x","time":1,"listing":{{"diseases":["C34"],"quarter":"2024-Q2","modality":"CT"}}}}}}}}}}
"#,
		hex::encode(GENESIS)
	);
	fs::write(two.home().join("notes.jsonl"), line).unwrap();
	two.notes = Notes::open(&two.home().join("notes.json"), &GENESIS).unwrap();
	let (me, mut liar) = (two.account(), LyingLedger::new(&world.ledger));
	liar.record = Some(Box::new(move |record| record.uploader = me));
	let published = publish_from(world.place_over(&liar, &two), Shrink::Refuse)
		.await
		.unwrap();
	assert_eq!(published.records, 1);
	let synced = sync_from(world.place(&world.clinician)).await.unwrap();
	assert!(synced.iter().all(|one| one.outcome.is_ok()) && synced.len() == 2);
	assert_eq!(
		(found(&world, "E11"), found(&world, "C34")),
		(vec![record], vec![])
	);
}

#[tokio::test]
async fn a_second_synchronization_reads_only_what_happened_since() {
	let world = world().await;
	let (kept, closed) = (upload(&world, "E11").await, upload(&world, "E11").await);
	publish(&world).await.unwrap();
	sync(&world).await.unwrap();
	assert_eq!(found(&world, "E11").len(), 2);
	// A node that shows no record any more is not asked for those of which nothing happened.
	let mut liar = LyingLedger::new(&world.ledger);
	liar.hides_records = true;
	sync_over(&world, &liar, &world.clinician).await.unwrap();
	assert_eq!(found(&world, "E11").len(), 2);
	// What happened is read, and nothing else.
	let patient = &world.patient;
	let place = world.place(patient);
	place.patient().suspend(&patient.signer, closed).await.unwrap();
	sync_over(&world, &liar, &world.clinician).await.unwrap();
	assert_eq!(found(&world, "E11"), [kept]);
	place.patient().resume(&patient.signer, closed).await.unwrap();
	sync(&world).await.unwrap();
	assert_eq!(found(&world, "E11").len(), 2);
	world.erase(closed).await;
	sync(&world).await.unwrap();
	assert_eq!(found(&world, "E11"), [kept]);
}

#[tokio::test]
async fn where_the_past_cannot_be_read_all_records_are() {
	let world = world().await;
	let (kept, erased) = (upload(&world, "E11").await, upload(&world, "E11").await);
	publish(&world).await.unwrap();
	sync(&world).await.unwrap();
	world.erase(erased).await;
	// Forgotten by the node.
	let mut liar = LyingLedger::new(&world.ledger);
	liar.forgotten = u32::MAX;
	sync_over(&world, &liar, &world.clinician).await.unwrap();
	assert_eq!(found(&world, "E11"), [kept]);
	// No cursor, one of another branch, and one of other facilities.
	let path = held(&world.clinician).parent().unwrap().join("synced.json");
	let whole: serde_json::Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
	let mut hides = LyingLedger::new(&world.ledger);
	hides.hides_records = true;
	let mut cursors = [const { serde_json::Value::Null }; 3].map(|_| whole.clone());
	cursors[0].as_object_mut().unwrap().remove("live");
	cursors[1]["live"]["hash"] = format!("0x{}", "77".repeat(32)).into();
	cursors[2]["live"]["facilities"] = serde_json::json!([]);
	for cursor in cursors {
		for (ledger, expected) in [(&hides, &[][..]), (&liar, &[kept][..])] {
			fs::write(&path, cursor.to_string()).unwrap();
			sync_over(&world, ledger, &world.clinician).await.unwrap();
			assert_eq!(found(&world, "E11"), expected, "{}", cursor["live"]);
		}
	}
	// A file that is gone is made again.
	fs::remove_dir_all(path.parent().unwrap().join("live")).unwrap();
	sync_over(&world, &liar, &world.clinician).await.unwrap();
	assert_eq!(found(&world, "E11"), [kept]);
	// Once a week all are read, whatever the events say.
	world.ledger.pass(7 * INTERVAL);
	sync_over(&world, &hides, &world.clinician).await.unwrap();
	assert_eq!(found(&world, "E11"), []);
}

#[tokio::test]
async fn a_publication_killed_at_any_step_loses_nothing_and_leaves_nothing_for_ever() {
	let mut steps = 0;
	loop {
		let world = world().await;
		upload(&world, "E11").await;
		publish(&world).await.unwrap();
		sync(&world).await.unwrap();
		upload(&world, "E11").await;
		let life = Life::of(steps);
		let mut ledger = LyingLedger::new(&world.ledger);
		ledger.life = Some(&life);
		let store = DyingStore {
			inner: &world.store,
			life: &life,
		};
		let place = world.place_over(&ledger, &world.facility).storing(&store);
		let ended = life.live(publish_from(place, Shrink::Refuse)).await.is_some();
		// Readers have the former one or the new one, whole.
		sync(&world).await.unwrap();
		assert!(!found(&world, "E11").is_empty(), "{steps}");
		let mut last = publish(&world).await.unwrap();
		assert_eq!(last.records, 2, "{steps}");
		last = match last.left {
			0 => last,
			_ => publish(&world).await.unwrap(),
		};
		assert_eq!(last.left, 0, "{steps}");
		// Two records of two objects each; blocks, manifest and keyring.
		assert_eq!(world.objects(), 4 + last.blocks.1 + 2, "{steps}");
		sync(&world).await.unwrap();
		assert_eq!(found(&world, "E11").len(), 2, "{steps}");
		if ended {
			assert!(steps >= 10, "there are steps to die at: {steps}");
			return;
		}
		steps += 1;
	}
}

#[tokio::test]
async fn a_synchronization_killed_at_any_step_keeps_the_former_catalogue_and_goes_on() {
	let mut steps = 0;
	loop {
		let world = world().await;
		upload(&world, "E11").await;
		publish(&world).await.unwrap();
		let killed = async |steps| {
			let life = Life::of(steps);
			let store = DyingStore {
				inner: &world.store,
				life: &life,
			};
			let place = world.place(&world.clinician).storing(&store);
			life.live(sync_from(place)).await.is_some()
		};
		if !killed(steps).await {
			assert!(matches!(
				find(&world.clinician, "E11"),
				Err(Error::Search(SearchError::NothingHeld))
			));
		}
		sync(&world).await.unwrap();
		assert_eq!(found(&world, "E11").len(), 1, "{steps}");
		upload(&world, "E11").await;
		publish(&world).await.unwrap();
		let ended = killed(steps).await;
		let now = found(&world, "E11").len();
		assert_eq!(now, if ended { 2 } else { 1 }, "{steps}");
		sync(&world).await.unwrap();
		assert_eq!(found(&world, "E11").len(), 2, "{steps}");
		if ended {
			assert!(steps > 2, "there are steps to die at: {steps}");
			return;
		}
		steps += 1;
	}
}
