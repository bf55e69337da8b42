//! Archives over nodes and stores that fail or lie: nothing comes in twice, and nothing is lost.

use crate::common::{archive::*, lying::LyingLedger, memory_ledger::BatchFault, *};
use medquorum_client::{
	error::{Error, LedgerError},
	ledger::Head,
	ports::SeenBlock,
	store::{StoreError, faulty::Fault as StoreFault},
};
use std::fs;

#[tokio::test(flavor = "multi_thread")]
async fn whatever_becomes_of_a_batch_each_row_is_registered_once() {
	for fault in [
		BatchFault::Lost,
		BatchFault::Unheard,
		BatchFault::Late,
		BatchFault::Denied(3),
	] {
		let world = World::new().await;
		let archive = Archive::of(250);
		world.ledger.with(|state| state.batch_faults.push_back(fault));
		let done = archive.import(&world).await.unwrap();
		assert_all(&done, 250);
		assert_whole(&world, 250);
		let batches = world.ledger.with(|state| state.batches.clone());
		assert!(batches.iter().all(|calls| *calls <= 100), "{batches:?}");
		let sent: usize = batches.iter().sum();
		let again = batches[0];
		assert_eq!(
			sent,
			250 + if fault == BatchFault::Lost { again } else { 0 },
			"{fault:?}: {batches:?}"
		);
	}
}

#[tokio::test(flavor = "multi_thread")]
async fn a_node_that_is_gone_stops_the_import_which_goes_on_later() {
	let mut world = World::new().await;
	let archive = Archive::of(150);
	world
		.ledger
		.with(|state| state.batch_faults.extend([BatchFault::None, BatchFault::Unsent]));
	let done = archive.import(&world).await.unwrap();
	assert!(matches!(
		done.stopped,
		Some(Error::Ledger(LedgerError::Connection(_)))
	));
	let registered = done.registered.len();
	assert!(registered > 0 && done.left == 150 - registered);
	assert_eq!(done.refused, []);
	restart(&mut world);
	let again = archive.import(&world).await.unwrap();
	assert_all(&again, 150);
	assert_eq!(again.earlier.len(), registered);
	assert_whole(&world, 150);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_that_is_lost_for_good_is_named_and_sent_by_the_next_import() {
	let mut world = World::new().await;
	let archive = Archive::of(4);
	world
		.ledger
		.with(|state| state.batch_faults.extend([BatchFault::Lost; 3]));
	let done = archive.import(&world).await.unwrap();
	assert_eq!((done.registered.len(), done.refused.len()), (0, 4));
	assert!(done.refused.iter().all(|row| row.faults[0].kind == "Unknown"));
	assert_eq!(world.objects(), 8, "the node had the calls");
	restart(&mut world);
	assert_all(&archive.import(&world).await.unwrap(), 4);
	assert_whole(&world, 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_counts_as_registered_that_no_finalized_block_shows() {
	let mut world = World::new().await;
	let archive = Archive::of(3);
	{
		let mut liar = LyingLedger::new(&world.ledger);
		liar.hides_records = true;
		let place = world.place_over(&liar, &world.facility);
		let done = archive.import_over(place, &world).await.unwrap();
		assert_eq!((done.registered.len(), done.refused.len()), (0, 3));
	}
	assert_eq!(records(&world), 3, "they are there");
	restart(&mut world);
	let again = archive.import(&world).await.unwrap();
	assert_eq!(again.earlier.len(), 3);
	assert_whole(&world, 3);
	// And a node that denies what it carried out is not believed either.
	let more = Archive::of(5);
	let mut liar = LyingLedger::new(&world.ledger);
	liar.denies_calls = true;
	let place = world.place_over(&liar, &world.facility);
	assert_all(&more.import_over(place, &world).await.unwrap(), 5);
	assert_whole(&world, 5);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_node_that_is_behind_is_sent_nothing() {
	let world = World::new().await;
	let archive = Archive::of(2);
	// This client has seen the chain further on.
	world.place(&world.facility).desk.check_node().await.unwrap();
	let mut late = LyingLedger::new(&world.ledger);
	late.head = Some(Head {
		block: SeenBlock {
			number: 1,
			hash: [0; 32],
			clock: None,
		},
		syncing: false,
	});
	let place = world.place_over(&late, &world.facility);
	let error = archive.import_over(place, &world).await.unwrap_err();
	assert!(
		matches!(error, Error::Ledger(LedgerError::NodeBehind { .. })),
		"{error}"
	);
	late.assert_silent();
	assert_whole(&world, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_that_is_full_stops_the_import_which_goes_on_later() {
	let mut world = World::new().await;
	let archive = Archive::of(90);
	for fault in [StoreFault::FullAfter(0), StoreFault::Unreachable] {
		world.store.set(fault);
		let done = archive.import(&world).await.unwrap();
		let stopped = done.stopped.unwrap();
		assert!(
			matches!(
				stopped,
				Error::Store(StoreError::Full { .. } | StoreError::Unreachable { .. }) | Error::Upload(_)
			),
			"{stopped}"
		);
		assert_eq!((done.refused.len(), done.left), (0, 90));
		restart(&mut world);
	}
	assert_eq!(records(&world), 0);
	world.store.set(StoreFault::None);
	assert_all(&archive.import(&world).await.unwrap(), 90);
	assert_whole(&world, 90);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_store_lost_after_the_call_was_sent_is_not_registered_again() {
	let mut world = World::new().await;
	let archive = Archive::of(1);
	world
		.ledger
		.with(|state| state.batch_faults.extend([BatchFault::Lost; 3]));
	archive.import(&world).await.unwrap();
	let objects = world.dir.path().join("store/objects");
	fs::remove_dir_all(&objects).unwrap();
	fs::create_dir(&objects).unwrap();
	restart(&mut world);
	let done = archive.import(&world).await.unwrap();
	assert_eq!(kinds(&done.refused), [(2, vec!["ImportGone"])]);
	assert_eq!(records(&world), 0);
	// A person says that it is not to be waited for.
	let next = done.refused[0].faults[0].next.clone();
	let id = next.split("medquorum erase ").nth(1).unwrap()[..32]
		.parse()
		.unwrap();
	world
		.place(&world.facility)
		.keeper()
		.erase_unregistered(id)
		.await
		.unwrap();
	restart(&mut world);
	assert_all(&archive.import(&world).await.unwrap(), 1);
	assert_whole(&world, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_patient_with_new_keys_gets_the_row_under_them() {
	let mut world = World::new().await;
	let archive = Archive::of(2);
	world
		.ledger
		.with(|state| state.batch_faults.extend([BatchFault::Lost; 3]));
	archive.import(&world).await.unwrap();
	let patient = &world.patient;
	let member = world.place(patient).member();
	member
		.renew_keys(&patient.signer, &patient.keystore, None)
		.await
		.unwrap();
	restart(&mut world);
	assert_all(&archive.import(&world).await.unwrap(), 2);
	assert_eq!(records(&world), 2);
	// What was sealed for the old ones stays until a person says otherwise: its call was sent.
	assert_eq!(world.objects(), 8);
}
