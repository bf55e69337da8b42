//! The journey of a record from file to approved download, over a ledger in memory and the embedded store.

use crate::common::*;
use medquorum_client::{
	domain::*,
	error::{CommitteeError, Error, LookupError, OpenError},
	ledger::Call,
};
use sha2::{Digest as _, Sha256};

#[tokio::test]
async fn approved_and_consented_record_downloads_and_the_request_ends() {
	let world = World::new().await;
	let (uploaded, id) = prepared(&world, SCAN, &[ALICE, CHARLIE, DAVE]).await;
	let downloaded = world
		.download(&world.clinician, id, CspSource::Consent)
		.await
		.unwrap();
	assert_eq!(std::fs::read(world.target()).unwrap(), SCAN);
	assert_eq!(downloaded.sha256, <[u8; 32]>::from(Sha256::digest(SCAN)));
	assert_eq!(downloaded.record_id, uploaded.record_id);
	assert_eq!(downloaded.info.name, "scan.dcm");
	assert!(matches!(
		downloaded.closed.delivered,
		Some(Delivered::Finalized(_))
	));
	assert_eq!(world.ledger.with(|state| state.requests.len()), 0);
	let seeds = world
		.clinician
		.keystore
		.read(|secrets| secrets.request_seeds.len())
		.unwrap();
	assert_eq!(seeds, 0, "the one-time key is forgotten");
	// Once more is not possible: the request is gone.
	let again = world.download(&world.clinician, id, CspSource::Consent).await;
	assert!(matches!(again, Err(Error::File(_))));
}

/// Puts a folder in the place of the keystore when the last byte has come.
struct LosesKeystoreAtEnd(std::path::PathBuf);

impl Progress for LosesKeystoreAtEnd {
	fn advance(&self, step: Step, done: u64, total: u64) {
		if step == Step::Download && done == total && self.0.is_file() {
			let gone = std::fs::remove_file(&self.0).and_then(|()| std::fs::create_dir(&self.0));
			assert!(gone.is_ok(), "{gone:?}");
		}
	}
}

#[tokio::test]
async fn a_key_that_cannot_be_forgotten_does_not_undo_a_download() {
	let world = World::new().await;
	let (_, id) = prepared(&world, SCAN, &[ALICE, BOB, CHARLIE]).await;
	let person = &world.clinician;
	let goes = LosesKeystoreAtEnd(person.keystore.path().to_path_buf());
	let place = world.place(person).telling(&goes);
	let downloaded = world
		.download_over(place, person, id, CspSource::Consent)
		.await
		.unwrap();
	assert!(person.keystore.path().is_dir());
	assert_eq!(std::fs::read(world.target()).unwrap(), SCAN);
	assert_eq!(downloaded.closed.delivered, None);
	let why = downloaded.closed.failed.unwrap();
	assert!(
		why.contains("one-time key") && why.contains("medquorum close"),
		"{why}"
	);
}

#[tokio::test]
async fn files_of_every_size_come_back() {
	let world = World::new().await;
	for length in [0, 1, 1024, (1 << 20) - 56, (1 << 20) - 55, 5_000_000] {
		let content: Vec<u8> = (0..length)
			.map(|at: usize| (at.wrapping_mul(31) >> 3).to_le_bytes()[0])
			.collect();
		let (uploaded, id) = prepared(&world, &content, &[ALICE, BOB, CHARLIE]).await;
		assert_eq!(uploaded.plain_len, length as u64);
		world
			.download(&world.clinician, id, CspSource::Consent)
			.await
			.unwrap();
		assert!(
			std::fs::read(world.target()).unwrap() == content,
			"{length} bytes"
		);
		std::fs::remove_file(world.target()).unwrap();
	}
}

#[tokio::test]
async fn ranges_equal_the_file() {
	let world = World::new().await;
	let content: Vec<u8> = (0..3_500_000).map(|at: u32| (at >> 7).to_le_bytes()[0]).collect();
	let (_, id) = prepared(&world, &content, &[ALICE, BOB, CHARLIE]).await;
	let person = &world.clinician;
	let place = world.place(person);
	let opened = place
		.requester()
		.open(person.account(), &person.keystore, id, CspSource::Consent)
		.await
		.unwrap();
	assert_eq!(opened.length(), 3_500_000);
	for range in [
		0..0,
		0..1,
		5..1_048_520,
		1_048_519..1_048_521,
		2_000_000..3_500_000,
		3_499_999..3_500_000,
	] {
		let mut out = Vec::new();
		place
			.requester()
			.read(&opened, Some(range.clone()), &mut out)
			.await
			.unwrap();
		assert!(out == content[index(range.start)..index(range.end)], "{range:?}");
	}
	let beyond = place
		.requester()
		.read(&opened, Some(0..3_500_001), &mut Vec::new())
		.await;
	assert!(matches!(
		beyond,
		Err(Error::Open(OpenError::Range {
			length: 3_500_000,
			..
		}))
	));
}

#[tokio::test]
async fn csp_code_opens_in_place_of_consent() {
	let world = World::new().await;
	let uploaded = world.upload(SCAN).await;
	let id = world.request(&world.clinician, uploaded.record_id).await;
	for admin in 1..4 {
		world.approve(admin, id).await.unwrap();
	}
	let patient = &world.patient;
	let code = world
		.place(patient)
		.patient()
		.csp_code(patient.account(), &patient.keystore, uploaded.record_id)
		.await
		.unwrap();
	assert_eq!(code.len(), 69);
	world
		.download(&world.clinician, id, CspSource::Code(&code))
		.await
		.unwrap();
	assert_eq!(std::fs::read(world.target()).unwrap(), SCAN);
}

#[tokio::test]
async fn administrator_who_requests_needs_the_three_others() {
	let world = World::new().await;
	let alice = &world.admins[ALICE];
	world.give(alice, Role::Clinician);
	let uploaded = world.upload(SCAN).await;
	let id = world.request(alice, uploaded.record_id).await;
	assert_eq!(
		world.ledger.with(|state| state.requests[&id].mode),
		RequestMode::Admin
	);
	world.consent(id).await.unwrap();
	assert!(matches!(
		world.approve(ALICE, id).await,
		Err(Error::Lookup(LookupError::OwnRequest(_)))
	));
	assert!(matches!(
		world.reject(ALICE, id).await,
		Err(Error::Lookup(LookupError::OwnRequest(_)))
	));
	for admin in 1..4 {
		let error = world
			.refused_without_fetch(world.download(alice, id, CspSource::Consent))
			.await;
		assert!(matches!(
			error,
			Error::Open(OpenError::ReportKeyMissing { need: 3, .. })
		));
		world.approve(admin, id).await.unwrap();
	}
	world.download(alice, id, CspSource::Consent).await.unwrap();
	assert_eq!(std::fs::read(world.target()).unwrap(), SCAN);
}

#[tokio::test]
async fn correction_supersedes_once_the_patient_acknowledges_it() {
	let world = World::new().await;
	let older = world.upload(SCAN).await;
	let open = world.request(&world.clinician, older.record_id).await;
	let newer = world.correct(older.record_id, b"corrected").await;
	// Until then nothing has changed for the older one.
	assert!(world.ledger.with(|state| state.requests.contains_key(&open)));
	let also = world.request(&world.clinician, older.record_id).await;
	let place = world.place(&world.patient);
	assert_eq!(
		place.patient().versions_before(newer.record_id).await.unwrap(),
		[older.record_id]
	);
	world.acknowledge(newer.record_id).await.unwrap();
	for id in [open, also] {
		assert!(!world.ledger.with(|state| state.requests.contains_key(&id)));
	}
	let person = &world.clinician;
	let refused = world
		.place(person)
		.requester()
		.request(&person.signer, &person.keystore, older.record_id, Purpose::Legal)
		.await;
	let superseded = RecordStatus::Superseded;
	assert!(
		matches!(refused, Err(Error::Lookup(LookupError::NotActive { status, .. })) if status == superseded)
	);
	world.request(person, newer.record_id).await;
}

#[tokio::test]
async fn patient_acknowledges_only_what_checks() {
	let world = World::new().await;
	let uploaded = world.upload(SCAN).await;
	let patient = &world.patient;
	let place = world.place(patient);
	let checked = place
		.patient()
		.check_record(patient.account(), &patient.keystore, uploaded.record_id)
		.await
		.unwrap();
	assert_eq!(
		(checked.cid, checked.header_cid),
		(uploaded.cid, uploaded.header_cid)
	);
	place
		.patient()
		.acknowledge(&patient.signer, &patient.keystore, uploaded.record_id)
		.await
		.unwrap();
	assert!(
		world
			.ledger
			.with(|state| state.records[&uploaded.record_id].acknowledged)
	);
	// A commitment to another header.
	let other = world.upload(b"another").await;
	world
		.ledger
		.with(|state| state.records.get_mut(&other.record_id).unwrap().commitment[0] ^= 1);
	let refused = place
		.patient()
		.acknowledge(&patient.signer, &patient.keystore, other.record_id)
		.await;
	assert!(matches!(refused, Err(Error::Open(OpenError::CommitmentMismatch))));
	let stranger = &world.clinician;
	let refused = world
		.place(stranger)
		.patient()
		.acknowledge(&stranger.signer, &stranger.keystore, uploaded.record_id)
		.await;
	assert!(matches!(
		refused,
		Err(Error::Lookup(LookupError::NotYourRecord { .. }))
	));
}

#[tokio::test]
async fn keys_are_registered_once_and_renewed_on_request() {
	let world = World::new().await;
	let patient = &world.patient;
	let place = world.place(patient);
	let again = place
		.member()
		.register(&patient.signer, &patient.keystore, None)
		.await;
	assert!(matches!(
		again,
		Err(Error::Lookup(LookupError::AlreadyRegistered(_)))
	));
	let before = world.upload(SCAN).await;
	place
		.member()
		.renew_keys(&patient.signer, &patient.keystore, None)
		.await
		.unwrap();
	assert_eq!(
		place.verified_keys(patient.account()).await.unwrap().csp_version,
		2
	);
	let after = world.upload(SCAN).await;
	for uploaded in [before, after] {
		place
			.patient()
			.check_record(patient.account(), &patient.keystore, uploaded.record_id)
			.await
			.unwrap();
	}
}

#[tokio::test]
async fn inboxes_show_what_waits_for_whom() {
	let world = World::new().await;
	let (uploaded, id) = prepared(&world, SCAN, &[ALICE]).await;
	let place = world.place(&world.clinician);
	let ids = |views: Vec<RequestView>| views.into_iter().map(|view| view.id).collect::<Vec<_>>();
	assert_eq!(
		ids(place
			.observer()
			.inbox_admin(world.admins[ALICE].account())
			.await
			.unwrap()),
		[]
	);
	assert_eq!(
		ids(place
			.observer()
			.inbox_admin(world.admins[BOB].account())
			.await
			.unwrap()),
		[id]
	);
	assert_eq!(
		ids(place
			.observer()
			.inbox_patient(world.patient.account())
			.await
			.unwrap()),
		[id]
	);
	assert_eq!(
		ids(place
			.observer()
			.outbox(world.clinician.account(), &[])
			.await
			.unwrap()),
		[id]
	);
	let view = place.observer().request_view(id).await.unwrap();
	assert_eq!(
		(view.needed, view.eligible, view.consented, view.votes.len()),
		(Some(3), Some(4), true, 1)
	);
	let records = place
		.observer()
		.records_of(world.patient.account())
		.await
		.unwrap();
	assert_eq!(
		(records[0].id, records[0].requests.clone()),
		(uploaded.record_id, vec![id])
	);
	assert!(
		place
			.observer()
			.records_of(world.clinician.account())
			.await
			.unwrap()
			.is_empty()
	);
}

/// Every administrator accepts their own share and no other.
async fn accept_all(world: &World, deal: &Deal) -> Vec<CertificateFile> {
	let mut certificates = Vec::new();
	for (admin, share) in world.admins.iter().zip(&deal.shares) {
		let place = world.place(admin);
		let other = place
			.committee_maker()
			.accept_share(&world.admins[DAVE].signer, &admin.keystore, share)
			.await;
		assert!(other.is_err(), "another's share");
		certificates.push(
			place
				.committee_maker()
				.accept_share(&admin.signer, &admin.keystore, share)
				.await
				.unwrap(),
		);
	}
	certificates
}

#[tokio::test]
async fn dealt_committee_is_certified_and_works() {
	let world = World::new().await;
	let accounts: Vec<_> = world.admins.iter().map(Person::account).collect();
	let place = world.place(&world.facility);
	let deal = place.committee_maker().deal(8, 2, &accounts[..3]).await.unwrap();
	let json = serde_json::to_string(&deal.shares[0]).unwrap();
	assert_eq!(serde_json::from_str::<ShareFile>(&json).unwrap(), deal.shares[0]);
	let certificates = accept_all(&world, &deal).await;
	assert!(
		place
			.committee_maker()
			.set_committee_call(&deal.public, &certificates[..2])
			.is_err()
	);
	let call = place
		.committee_maker()
		.set_committee_call(&deal.public, &certificates)
		.unwrap();
	world.ledger.govern(&call).unwrap();
	assert!(matches!(call, Call::SetCommittee { k: 2, .. }));
	let view = place.observer().committee_view(8).await.unwrap();
	assert_eq!(
		(view.certificates, view.pinned, view.development),
		(3, false, false)
	);
	assert_eq!(view.pin, deal.public.pin().unwrap());
	let mut trust = world.trust.clone();
	trust.committees.insert(8, view.pin);
	let facility = &world.facility;
	let place = world.place(facility).believing(&trust);
	let options = UploadOptions {
		key_id: 8,
		..world.options()
	};
	let uploaded = place
		.uploader()
		.upload(&facility.signer, source(SCAN), &options)
		.await
		.unwrap();
	let id = world.request(&world.clinician, uploaded.record_id).await;
	world.approve(ALICE, id).await.unwrap();
	world.approve(CHARLIE, id).await.unwrap();
	world.consent(id).await.unwrap();
	world
		.download(&world.clinician, id, CspSource::Consent)
		.await
		.unwrap();
	assert_eq!(std::fs::read(world.target()).unwrap(), SCAN);
}

#[tokio::test]
async fn a_share_in_use_is_never_replaced() {
	let world = World::new().await;
	let accounts: Vec<_> = world.admins.iter().map(Person::account).collect();
	let dealer = world.place(&world.facility);
	let first = dealer.committee_maker().deal(8, 3, &accounts).await.unwrap();
	let second = dealer.committee_maker().deal(8, 3, &accounts).await.unwrap();
	let alice = &world.admins[ALICE];
	let certify = async |person: &Person, share: &ShareFile| {
		world
			.place(person)
			.committee_maker()
			.accept_share(&person.signer, &person.keystore, share)
			.await
	};
	let held = || {
		let held = alice
			.keystore
			.read(|secrets| secrets.admin_share(8, 1).unwrap().clone());
		*held.unwrap().share.expose()
	};
	let mut certificates = Vec::new();
	for (admin, share) in world.admins.iter().zip(&first.shares) {
		certificates.push(certify(admin, share).await.unwrap());
	}
	let before = held();
	// The same deal again gives the certificate again; another deal is refused before it is set, and after.
	certify(alice, &first.shares[0]).await.unwrap();
	assert!(matches!(
		certify(alice, &second.shares[0]).await,
		Err(Error::Committee(CommitteeError::OtherShareHeld {
			key_id: 8,
			epoch: 1
		}))
	));
	let call = dealer
		.committee_maker()
		.set_committee_call(&first.public, &certificates)
		.unwrap();
	world.ledger.govern(&call).unwrap();
	let restored = Person::new("//Alice", 1);
	for (person, share) in [
		(alice, &first.shares[0]),
		(alice, &second.shares[0]),
		(&restored, &second.shares[0]),
	] {
		assert!(matches!(
			certify(person, share).await,
			Err(Error::Committee(CommitteeError::SetAlready {
				key_id: 8,
				epoch: 1
			}))
		));
	}
	assert_eq!(held(), before);
}

fn index(at: u64) -> usize {
	usize::try_from(at).unwrap_or(usize::MAX)
}
