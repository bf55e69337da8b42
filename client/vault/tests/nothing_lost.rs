//! Whatever a node says and a disk does: no delete of the client reaches what is registered.
//!
//! Every delete is tried here behind a node that hides records, says they were erased, or lies about how far it is. Other nodes stand
//! on another branch, are a fresh chain of the same genesis, or carry calls out and deny it. It is also tried with the notes of
//! another chain, and with the store's disk gone.

use crate::common::{
	liars::{WAYS, fresh, head, liar},
	lying::LyingLedger,
	memory_ledger::MemoryLedger,
	remote::{Fault, RemoteStore},
	*,
};
use medquorum_client::{
	domain::*,
	error::{EraseError, Error, LedgerError, ReplicaError, UploadError},
	ports::{SeenBlock, SeenBlocks as _},
	store::{StoreError, embedded::EmbeddedStore},
};

/// Everything that removes something, one after another; what each says does not matter here.
async fn remove_what_you_can(place: Place<'_>, uploaded: &Uploaded) {
	let (keeper, signer) = (place.keeper(), &place.person.signer);
	let _: Result<_, Error> = keeper.tidy().await;
	let _: Result<_, Error> = keeper.repair().await;
	let _: Result<_, Error> = keeper.abandon().await;
	let _: Result<_, Error> = keeper.erase_unregistered(uploaded.record_id).await;
	for cid in [&uploaded.cid, &uploaded.header_cid] {
		let removed = keeper.remove_object(cid).await;
		assert!(matches!(removed, Err(Error::Erase(EraseError::Belongs { .. }))));
	}
	let _: Result<_, Error> = place
		.uploader()
		.upload(signer, source(b"meanwhile"), &place_options(place, uploaded))
		.await;
}

fn place_options(place: Place<'_>, _: &Uploaded) -> UploadOptions {
	UploadOptions {
		patient: place.person.account(),
		key_id: KEY,
		supersedes: None,
		searchable: false,
	}
}

#[tokio::test]
async fn no_node_makes_a_registered_record_unfinished() {
	for way in WAYS {
		let world = World::new().await;
		let facility = &world.facility;
		let uploaded = world.upload(SCAN).await;
		let fresh = fresh(&world).await;
		let liar = liar(way, &world.ledger, &fresh);
		remove_what_you_can(world.place_over(&liar, facility), &uploaded).await;
		assert_eq!(world.contains(&uploaded).await, [true, true], "{way}");
		// The honest node finds everything as it was.
		let holdings = world.place(facility).keeper().holdings().await.unwrap();
		let kept = holdings
			.iter()
			.filter(|holding| holding.object.record == uploaded.record_id);
		assert_eq!(
			kept.filter(|holding| holding.standing == Standing::Registered)
				.count(),
			2,
			"{way}"
		);
	}
}

#[tokio::test]
async fn fresh_chain_of_the_same_genesis_is_named_and_registers_nothing() {
	let world = World::new().await;
	let facility = &world.facility;
	let uploaded = world.upload(SCAN).await;
	let fresh = fresh(&world).await;
	let place = world.place_over(&fresh, facility);
	let error = place.desk.check_node().await.unwrap_err();
	assert!(
		matches!(error, Error::Ledger(LedgerError::NodeBehind { .. })),
		"{error}"
	);
	let tidied = place.keeper().tidy().await.unwrap();
	assert_eq!(
		(tidied.removed.len(), tidied.open.len()),
		(0, 0),
		"it was seen registered"
	);
	let erased = place
		.keeper()
		.erase(&facility.signer, None, uploaded.record_id, MISTAKE, &[])
		.await;
	assert!(matches!(
		erased,
		Err(Error::Ledger(LedgerError::NodeBehind { .. }))
	));
	// Grown past the height that was seen, it is another branch.
	fresh.with(|state| (state.now, state.branch) = (500, 7));
	let refused = place
		.uploader()
		.upload(&facility.signer, source(b"new"), &world.options())
		.await;
	assert!(matches!(
		refused,
		Err(Error::Ledger(LedgerError::OtherBranch { .. }))
	));
	assert!(fresh.with(|state| state.records.is_empty()));
	assert_eq!(world.objects(), 2, "nothing was stored by its word either");
	// A person who knows that the chain was made again says so, and is believed.
	facility.blocks.forget(&GENESIS).unwrap();
	place
		.uploader()
		.upload(&facility.signer, source(b"new"), &world.options())
		.await
		.unwrap();
	assert_eq!(world.contains(&uploaded).await, [true, true]);
}

#[tokio::test]
async fn record_that_a_node_hides_is_named_with_the_block_in_which_it_was_registered() {
	let world = World::new().await;
	let facility = &world.facility;
	let uploaded = world.upload(SCAN).await;
	let mut liar = LyingLedger::new(&world.ledger);
	liar.hides_records = true;
	let place = world.place_over(&liar, facility);
	for refused in [
		place
			.keeper()
			.erase(&facility.signer, None, uploaded.record_id, MISTAKE, &[])
			.await,
		place.keeper().erase_unregistered(uploaded.record_id).await,
	] {
		assert!(
			matches!(refused, Err(Error::Replica(ReplicaError::NotShown { id, .. })) if id == uploaded.record_id)
		);
	}
	let holdings = place.keeper().holdings().await.unwrap();
	assert!(
		holdings
			.iter()
			.all(|holding| holding.standing == Standing::NotShown)
	);
	assert!(holdings.iter().all(|holding| holding.is_sound(1)));
	liar.assert_silent();
}

#[tokio::test]
async fn what_others_erased_goes_only_when_a_person_names_it() {
	let world = World::new().await;
	let (facility, patient) = (&world.facility, &world.patient);
	let uploaded = world.upload(SCAN).await;
	// The patient's store is another one: the facility's copy stays.
	let other = EmbeddedStore::create(&facility.home().join("other")).unwrap();
	let erase = world
		.place(patient)
		.storing(&other)
		.keeper()
		.erase(
			&patient.signer,
			Some(&patient.keystore),
			uploaded.record_id,
			None,
			&[],
		)
		.await;
	erase.unwrap();
	let keeper = world.place(facility).keeper();
	let repaired = keeper.repair().await.unwrap();
	assert_eq!(
		(repaired.removed.len(), repaired.erased_elsewhere),
		(0, vec![uploaded.record_id])
	);
	assert_eq!(world.contains(&uploaded).await, [true, true]);
	let erased = keeper
		.erase(&facility.signer, None, uploaded.record_id, MISTAKE, &[])
		.await
		.unwrap();
	assert_eq!((erased.removed.len(), erased.delivered), (2, None));
	assert_eq!(world.contains(&uploaded).await, [false, false]);
}

#[tokio::test]
async fn call_that_a_node_denies_after_passing_it_on_costs_nothing() {
	let world = World::new().await;
	let facility = &world.facility;
	let mut liar = LyingLedger::new(&world.ledger);
	liar.denies_calls = true;
	liar.hides_records = true;
	let place = world.place_over(&liar, facility);
	let failed = place
		.uploader()
		.upload(&facility.signer, source(SCAN), &world.options())
		.await;
	let Err(Error::Upload(UploadError::NotRegistered { id, .. })) = failed else {
		panic!("{failed:?}");
	};
	assert!(
		world.ledger.with(|state| state.records.contains_key(&id)),
		"it was carried out"
	);
	assert_eq!(world.objects(), 2);
	let tidied = place.keeper().tidy().await.unwrap();
	assert_eq!((tidied.removed.len(), tidied.open), (0, vec![id]));
	let repaired = place.keeper().repair().await.unwrap();
	assert_eq!((repaired.removed.len(), repaired.waiting), (0, vec![id]));
	assert_eq!(world.objects(), 2);
	// The first honest word is kept for good.
	world.place(facility).keeper().holdings().await.unwrap();
	let refused = place.keeper().erase_unregistered(id).await;
	assert!(matches!(
		refused,
		Err(Error::Replica(ReplicaError::NotShown { .. }))
	));
	assert_eq!(world.objects(), 2);
}

#[tokio::test]
async fn refused_erasure_leaves_no_mark_by_which_a_lie_could_finish_it() {
	let world = World::new().await;
	let facility = &world.facility;
	let uploaded = world.upload(SCAN).await;
	let mut liar = LyingLedger::new(&world.ledger);
	let reader = |record: &mut Record| record.uploader = AccountId([9; 32]);
	world
		.ledger
		.with(|state| state.records.get_mut(&uploaded.record_id).map(reader));
	let own = facility.account();
	liar.record = Some(Box::new(move |record| record.uploader = own));
	let place = world.place_over(&liar, facility);
	let refused = place
		.keeper()
		.erase(&facility.signer, None, uploaded.record_id, MISTAKE, &[])
		.await;
	assert!(
		matches!(refused, Err(Error::Ledger(LedgerError::Refused { .. }))),
		"{refused:?}"
	);
	liar.says_erased = Some(3);
	let place = world.place_over(&liar, facility);
	assert_eq!(place.keeper().repair().await.unwrap().removed, []);
	assert_eq!(world.contains(&uploaded).await, [true, true]);
}

#[tokio::test]
async fn notes_of_another_chain_name_nothing_here() {
	let world = World::new().await;
	let facility = &world.facility;
	let uploaded = world.upload(SCAN).await;
	let notes = Notes::open(&facility.home().join("notes.json"), &[9; 32]).unwrap();
	let other = MemoryLedger::new([9; 32]);
	let trust = Trust {
		genesis: [9; 32],
		..world.trust.clone()
	};
	let keeper = Keeper {
		desk: Desk::new(&other, &trust, &facility.blocks),
		store: &world.store,
		notes: &notes,
	};
	assert_eq!(keeper.tidy().await.unwrap(), Tidied::default());
	assert_eq!(keeper.repair().await.unwrap().removed, []);
	assert_eq!(keeper.abandon().await.unwrap(), []);
	// Not even by name: the object belongs to a record, on whichever chain.
	let removed = keeper.remove_object(&uploaded.cid).await;
	assert!(matches!(removed, Err(Error::Erase(EraseError::Belongs { .. }))));
	assert_eq!(world.contains(&uploaded).await, [true, true]);
}

#[tokio::test]
async fn store_whose_disk_is_gone_forgets_nothing() {
	let world = World::new().await;
	let facility = &world.facility;
	let uploaded = world.upload(SCAN).await;
	world.schedule(uploaded.record_id).await;
	let (disk, aside) = (world.dir.path().join("store"), world.dir.path().join("aside"));
	std::fs::rename(&disk, &aside).unwrap();
	std::fs::create_dir(&disk).unwrap();
	let keeper = world.place(facility).keeper();
	let gone = |error: &StoreError| matches!(error, StoreError::NotThere { .. });
	let erased = keeper
		.finish_erasure(&facility.signer, None, uploaded.record_id)
		.await;
	let Err(Error::Erase(EraseError::StillStored { source, .. })) = erased else {
		panic!("{erased:?}");
	};
	assert!(matches!(&*source, Error::Store(error) if gone(error)), "{source}");
	let repaired = keeper.repair().await.unwrap();
	assert!(repaired.failed.iter().all(|failed| gone(&failed.error)) && repaired.failed.len() == 2);
	assert_eq!(
		std::fs::read_dir(&disk).unwrap().count(),
		0,
		"no store was made there"
	);
	// Mounted again, the erasure ends.
	std::fs::remove_dir(&disk).unwrap();
	std::fs::rename(&aside, &disk).unwrap();
	let erased = keeper
		.finish_erasure(&facility.signer, None, uploaded.record_id)
		.await
		.unwrap();
	assert_eq!((erased.removed.len(), world.objects()), (2, 0));
}

#[tokio::test]
async fn file_that_changes_while_it_is_read_is_not_registered() {
	let world = World::new().await;
	let facility = &world.facility;
	let path = world.facility.home().join("scan");
	std::fs::write(&path, vec![1; 3 << 20]).unwrap();
	let mut changing = UploadSource::open(&path).unwrap();
	/// Another program writes to the file, of the same length, after the first bytes were read.
	struct Touched<R>(R, Option<std::path::PathBuf>);
	impl<R: std::io::Read> std::io::Read for Touched<R> {
		fn read(&mut self, buf: &mut [u8]) -> std::io::Result<usize> {
			let read = self.0.read(buf)?;
			if let Some(path) = self.1.take() {
				std::fs::write(path, vec![2; 3 << 20])?;
			}
			Ok(read)
		}
	}
	changing.reader = Box::new(Touched(changing.reader, Some(path.clone())));
	let failed = world
		.place(facility)
		.uploader()
		.upload(&facility.signer, changing, &world.options())
		.await;
	assert!(
		matches!(failed, Err(Error::Upload(UploadError::Changed { .. }))),
		"{failed:?}"
	);
	assert!(world.ledger.with(|state| state.records.is_empty()));
	assert_eq!(world.objects(), 0);
	let whole = UploadSource::open(&path).unwrap();
	let uploader = world.place(facility).uploader();
	uploader
		.upload(&facility.signer, whole, &world.options())
		.await
		.unwrap();
}

#[tokio::test]
async fn store_that_names_anothers_object_does_not_make_us_remove_it() {
	let world = World::new().await;
	let facility = &world.facility;
	let uploaded = world.upload(SCAN).await;
	let remote = RemoteStore::over(&world.store);
	remote.set(Fault::Renames(uploaded.cid));
	let failed = world
		.place(facility)
		.storing(&remote)
		.uploader()
		.upload(&facility.signer, source(b"another"), &world.options())
		.await;
	assert!(
		matches!(failed, Err(Error::Upload(UploadError::OtherCid { .. }))),
		"{failed:?}"
	);
	assert_eq!(world.contains(&uploaded).await, [true, true]);
}

#[tokio::test]
async fn node_that_is_behind_gets_nothing_signed_and_no_share() {
	let world = World::new().await;
	let (uploaded, id) = prepared(&world, SCAN, &[ALICE]).await;
	let (bob, patient) = (&world.admins[BOB], &world.patient);
	world.place(bob).desk.check_node().await.unwrap();
	let mut liar = LyingLedger::new(&world.ledger);
	liar.head = Some(head(2, 0, false));
	let behind = |error: &Error| matches!(error, Error::Ledger(LedgerError::NodeBehind { .. }));
	let refused = [
		approve_over(world.place_over(&liar, bob), bob, id).await.err(),
		world
			.place_over(&liar, bob)
			.administrator()
			.reject(&bob.signer, Some(&bob.keystore), id, RejectionReason::Other)
			.await
			.err(),
		consent_over(world.place_over(&liar, patient), patient, id)
			.await
			.err(),
		world
			.place_over(&liar, patient)
			.keeper()
			.erase(
				&patient.signer,
				Some(&patient.keystore),
				uploaded.record_id,
				None,
				&[],
			)
			.await
			.err(),
		world
			.place_over(&liar, patient)
			.member()
			.renew_keys(&patient.signer, &patient.keystore, None)
			.await
			.err(),
	];
	for error in refused {
		assert!(error.as_ref().is_some_and(behind), "{error:?}");
	}
	liar.assert_silent();
	// Calls that are only handed out are made by its word too.
	let emitted = world
		.place_over(&liar, patient)
		.emitting()
		.keeper()
		.erase(
			&patient.signer,
			Some(&patient.keystore),
			uploaded.record_id,
			None,
			&[],
		)
		.await;
	assert!(emitted.as_ref().err().is_some_and(behind), "{emitted:?}");
	world.approve(BOB, id).await.unwrap();
}

#[tokio::test]
async fn highest_block_is_noted_with_every_call() {
	let world = World::new().await;
	let facility = &world.facility;
	world.upload(SCAN).await;
	let seen = facility.blocks.highest_seen(&GENESIS).unwrap().unwrap();
	assert_eq!(seen.number, world.ledger.with(|state| state.now));
}

/// Its answer is older than what another task of this home saw while it was on its way, and still not behind what was seen before.
#[tokio::test]
async fn a_node_is_not_behind_because_somebody_else_sees_a_newer_block_meanwhile() {
	let world = World::new().await;
	let patient = &world.patient;
	world.place(patient).desk.check_node().await.unwrap();
	let seen = patient.blocks.highest_seen(&GENESIS).unwrap().unwrap();
	let newer = SeenBlock {
		number: seen.number + 1,
		hash: [9; 32],
		..seen
	};
	let meanwhile = || patient.blocks.block_seen(&GENESIS, newer).unwrap();
	let mut slow = LyingLedger::new(&world.ledger);
	slow.meanwhile = Some(&meanwhile);
	world.place_over(&slow, patient).desk.check_node().await.unwrap();
	// What was seen stays seen: the same answer a second time is behind it.
	assert_eq!(patient.blocks.highest_seen(&GENESIS).unwrap(), Some(newer));
	let second = world.place_over(&slow, patient).desk.check_node().await;
	assert!(
		matches!(second, Err(Error::Ledger(LedgerError::NodeBehind { found, seen })) if (found, seen) == (newer.number - 1, newer.number)),
		"{second:?}"
	);
}
