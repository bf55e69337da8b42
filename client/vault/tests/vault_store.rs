//! Erasure, failed uploads and a store that misbehaves: nothing is left, nothing is lost.

use crate::common::*;
use medquorum_client::{
	advice::Advice as _,
	domain::*,
	error::{EraseError, Error, LedgerError, LookupError, OpenError, UploadError},
	files::{Overwrite, Temporary},
	store::{StoreError, faulty::Fault},
};

#[tokio::test]
async fn erased_record_is_gone_from_chain_and_store() {
	let world = World::new().await;
	let (uploaded, id) = prepared(&world, SCAN, &[ALICE, BOB, CHARLIE]).await;
	assert_eq!(world.contains(&uploaded).await, [true, true]);
	let patient = &world.patient;
	let place = world.place(patient);
	let erased = place
		.keeper()
		.erase(
			&patient.signer,
			Some(&patient.keystore),
			uploaded.record_id,
			None,
			&[],
		)
		.await
		.unwrap();
	assert_eq!(erased.removed, [uploaded.header_cid, uploaded.cid]);
	assert_eq!(world.contains(&uploaded).await, [false, false]);
	assert_eq!(world.objects(), 0);
	let gone = world
		.refused_without_fetch(world.download(&world.clinician, id, CspSource::Consent))
		.await;
	assert!(matches!(gone, Error::Lookup(LookupError::NoRequest(_))));
	let person = &world.clinician;
	let again = world
		.place(person)
		.requester()
		.request(
			&person.signer,
			&person.keystore,
			uploaded.record_id,
			Purpose::Treatment,
		)
		.await;
	assert!(matches!(again, Err(Error::Lookup(LookupError::Erased { .. }))));
}

#[tokio::test]
async fn uploader_erases_by_its_notes_and_finishes_what_was_left() {
	let world = World::new().await;
	let uploaded = world.upload(SCAN).await;
	let facility = &world.facility;
	let place = world.place(facility);
	let scheduled = world.schedule(uploaded.record_id).await;
	assert!(matches!(scheduled.ended, Ended::Scheduled { .. }));
	assert_eq!(scheduled.removed, []);
	assert_eq!(world.contains(&uploaded).await, [true, true]);
	world.store.set(Fault::Unreachable);
	let half = place
		.keeper()
		.finish_erasure(&facility.signer, None, uploaded.record_id)
		.await;
	assert!(matches!(half, Err(Error::Erase(EraseError::StillStored { .. }))));
	world.store.set(Fault::None);
	assert_eq!(world.contains(&uploaded).await, [true, true]);
	let rest = place
		.keeper()
		.erase(&facility.signer, None, uploaded.record_id, MISTAKE, &[])
		.await
		.unwrap();
	assert_eq!(rest.delivered, None);
	assert_eq!(world.objects(), 0);
	let twice = place
		.keeper()
		.erase(&facility.signer, None, uploaded.record_id, MISTAKE, &[])
		.await;
	assert!(matches!(twice, Err(Error::Lookup(LookupError::Erased { .. }))));
}

#[tokio::test]
async fn others_erase_nothing() {
	let world = World::new().await;
	let uploaded = world.upload(SCAN).await;
	let person = &world.clinician;
	let refused = world
		.place(person)
		.keeper()
		.erase(
			&person.signer,
			Some(&person.keystore),
			uploaded.record_id,
			None,
			&[],
		)
		.await;
	assert!(matches!(
		refused,
		Err(Error::Lookup(LookupError::WrongRole { .. }))
	));
	assert_eq!(world.contains(&uploaded).await, [true, true]);
}

#[tokio::test]
async fn failed_uploads_leave_nothing() {
	let world = World::new().await;
	let facility = &world.facility;
	let place = world.place(facility);
	let big = vec![7; 9 << 20];
	world.store.set(Fault::FullAfter(3 << 20));
	let full = place
		.uploader()
		.upload(&facility.signer, source(&big), &world.options())
		.await;
	assert!(matches!(full, Err(Error::Store(StoreError::Full { .. }))));
	world.store.set(Fault::None);
	assert_eq!(world.objects(), 0);
	// The file grew and shrank while it was read.
	for len in [big.len() as u64 - 1, big.len() as u64 + 1] {
		let source = UploadSource { len, ..source(&big) };
		let changed = place
			.uploader()
			.upload(&facility.signer, source, &world.options())
			.await;
		assert!(matches!(changed, Err(Error::Upload(UploadError::Changed { .. }))));
		assert_eq!(world.objects(), 0);
	}
	// The chain refuses: the role was taken away after the check, here by a patient unknown to it.
	let key = world.patient.account();
	let mut liar = lying::LyingLedger::new(&world.ledger);
	let honest = world.ledger.with(|state| state.users[&key].clone());
	world
		.ledger
		.with(|state| state.users.get_mut(&key).unwrap().keys = None);
	let keys = honest.keys.clone();
	liar.user = Some(Box::new(move |user| {
		if user.role == Role::Patient {
			user.keys = keys.clone();
		}
	}));
	let refused = world
		.place_over(&liar, facility)
		.uploader()
		.upload(&facility.signer, source(&big), &world.options())
		.await;
	// The node had the call, and alone says what became of it: what was stored goes when a person says so.
	let Err(error @ Error::Upload(UploadError::NotRegistered { id, .. })) = &refused else {
		panic!("{refused:?}");
	};
	assert_eq!(error.kind(), "PatientNotRegistered");
	assert_eq!(world.objects(), 2);
	let erased = place
		.keeper()
		.erase(&facility.signer, None, *id, MISTAKE, &[])
		.await;
	assert!(matches!(erased, Err(Error::Erase(EraseError::Unregistered(of))) if of == *id));
	assert_eq!(world.objects(), 2);
	place.keeper().erase_unregistered(*id).await.unwrap();
	assert_eq!(world.objects(), 0);
}

#[tokio::test]
async fn upload_whose_fate_is_unknown_is_kept_until_a_person_names_it() {
	let world = World::new().await;
	let facility = &world.facility;
	let place = world.place(facility);
	world.ledger.with(|state| state.break_next = true);
	let unknown = place
		.uploader()
		.upload(&facility.signer, source(SCAN), &world.options())
		.await;
	let Err(Error::Upload(UploadError::NotRegistered { id, upload })) = unknown else {
		panic!("{unknown:?}");
	};
	assert!(matches!(*upload, Error::Ledger(LedgerError::Unknown(_))));
	assert_eq!(world.objects(), 2);
	let registered = world.upload(b"another").await;
	let tidied = place.keeper().tidy().await.unwrap();
	assert_eq!((tidied.removed.len(), tidied.open), (0, vec![id]));
	assert_eq!(world.objects(), 4);
	let erased = place.keeper().erase_unregistered(id).await.unwrap();
	assert_eq!((erased.removed.len(), world.objects()), (2, 2));
	assert_eq!(world.contains(&registered).await, [true, true]);
}

#[tokio::test]
async fn store_that_alters_cuts_or_adds_is_found_out_and_nothing_is_written() {
	let world = World::new().await;
	let content = vec![5; 3 << 20];
	let (uploaded, id) = prepared(&world, &content, &[ALICE, BOB, CHARLIE]).await;
	let header = 4096;
	for (fault, open) in [
		(Fault::AlteredAt(100), OpenError::HeaderCorrupt),
		(
			Fault::AlteredAt(header + 5),
			OpenError::SegmentCorrupt { index: 0 },
		),
		(
			Fault::AlteredAt((2 << 20) + 9),
			OpenError::SegmentCorrupt { index: 2 },
		),
		(Fault::TruncatedAt(2 << 20), OpenError::Truncated),
		(Fault::TruncatedAt((2 << 20) + 77), OpenError::Truncated),
	] {
		world.store.set(fault);
		let error = world
			.download(&world.clinician, id, CspSource::Consent)
			.await
			.unwrap_err();
		let same = matches!(&error, Error::Open(found) if found.to_string() == open.to_string());
		assert!(
			same || matches!(error, Error::Store(StoreError::Altered { .. })),
			"{fault:?}: {error}"
		);
		world.assert_no_output();
	}
	for fault in [
		Fault::Missing,
		Fault::Unreachable,
		Fault::BlockMissingAt(2 << 20),
		Fault::Trailing,
	] {
		world.store.set(fault);
		let error = world
			.download(&world.clinician, id, CspSource::Consent)
			.await
			.unwrap_err();
		assert!(
			matches!(error, Error::Store(_) | Error::Open(OpenError::TrailingData)),
			"{fault:?}: {error}"
		);
		world.assert_no_output();
	}
	world.store.set(Fault::None);
	world
		.download(&world.clinician, id, CspSource::Consent)
		.await
		.unwrap();
	assert!(std::fs::read(world.target()).unwrap() == content);
	assert_eq!(world.contains(&uploaded).await, [true, true]);
}

#[tokio::test]
async fn output_that_exists_is_refused_before_anything_is_asked() {
	let world = World::new().await;
	let (_, id) = prepared(&world, SCAN, &[ALICE, BOB, CHARLIE]).await;
	std::fs::write(world.target(), b"mine").unwrap();
	let error = world
		.refused_without_fetch(world.download(&world.clinician, id, CspSource::Consent))
		.await;
	assert!(matches!(error, Error::File(_)));
	assert_eq!(std::fs::read(world.target()).unwrap(), b"mine");
	let person = &world.clinician;
	let options = DownloadOptions {
		overwrite: Overwrite::Replace,
		range: Some(0..4),
		keep_request: false,
		temporary: Temporary::Unnamed,
	};
	let place = world.place(person);
	let source = CspSource::Consent;
	let part = place
		.requester()
		.download(
			&person.signer,
			&person.keystore,
			id,
			source,
			&world.target(),
			&options,
		)
		.await
		.unwrap();
	assert_eq!((part.length, part.closed), (4, Closed::default()));
	assert_eq!(std::fs::read(world.target()).unwrap(), &SCAN[..4]);
}
