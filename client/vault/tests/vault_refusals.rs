//! What must be refused is refused, before anything is fetched.

use crate::common::*;
use medquorum_client::{
	domain::*,
	error::{Error, KeyError, LedgerError, LookupError, OpenError, TrustError},
	store::Store as _,
};

#[tokio::test]
async fn wrong_csp_codes_are_refused_before_anything_is_fetched() {
	let world = World::new().await;
	let uploaded = world.upload(SCAN).await;
	let other = world.upload(b"another").await;
	let id = world.request(&world.clinician, uploaded.record_id).await;
	let patient = &world.patient;
	let place = world.place(patient);
	let code = place
		.patient()
		.csp_code(patient.account(), &patient.keystore, uploaded.record_id)
		.await
		.unwrap();
	let of_other = place
		.patient()
		.csp_code(patient.account(), &patient.keystore, other.record_id)
		.await
		.unwrap();
	let typo = format!("{}{}", &code[..68], if code.ends_with('q') { 'p' } else { 'q' });
	let wrong = medquorum_envelope::CspRec::from_bytes(&[1; 32]);
	let wrong = medquorum_envelope::codes::encode_csp(&wrong, &uploaded.record_id.0);
	let root = medquorum_envelope::codes::encode_root(&medquorum_envelope::CspRoot::from_bytes(&[20; 32]));
	let refuse = async |code: &str| {
		let error = world.download(&world.clinician, id, CspSource::Code(code));
		world.refused_without_fetch(error).await
	};
	assert!(matches!(refuse(&typo).await, Error::Open(OpenError::CspTypo)));
	assert!(matches!(
		refuse(&of_other).await,
		Error::Open(OpenError::CspOtherRecord)
	));
	assert!(matches!(refuse(&wrong).await, Error::Open(OpenError::CspWrong)));
	assert!(matches!(
		refuse(&root).await,
		Error::Open(OpenError::CspRootGiven)
	));
	world.assert_no_output();
}

#[tokio::test]
async fn fewer_than_k_approvals_open_nothing() {
	let world = World::new().await;
	let (_, id) = prepared(&world, SCAN, &[]).await;
	for have in 0..3 {
		let refused = world.download(&world.clinician, id, CspSource::Consent);
		let error = world.refused_without_fetch(refused).await;
		let told = matches!(error, Error::Open(OpenError::ReportKeyMissing { have: found, need: 3, consent: true }) if found == have);
		assert!(told, "{error}");
		world.approve(have, id).await.unwrap();
	}
	world
		.download(&world.clinician, id, CspSource::Consent)
		.await
		.unwrap();
}

#[tokio::test]
async fn nobody_but_the_requester_downloads() {
	let world = World::new().await;
	let (_, id) = prepared(&world, SCAN, &[ALICE, BOB, CHARLIE]).await;
	for person in [&world.facility, &world.patient, &world.admins[ALICE]] {
		let error = world
			.refused_without_fetch(world.download(person, id, CspSource::Consent))
			.await;
		assert!(matches!(error, Error::Lookup(LookupError::NotYourRequest { .. })));
	}
	// The requester's account without the one-time key: another machine, or a thief of the account.
	let thief = Person::new("//Ferdie", 99);
	let error = world
		.refused_without_fetch(world.download(&thief, id, CspSource::Consent))
		.await;
	assert!(matches!(error, Error::Key(KeyError::NoSeed(_))));
}

#[tokio::test]
async fn missing_consent_is_named() {
	let world = World::new().await;
	let uploaded = world.upload(SCAN).await;
	let id = world.request(&world.clinician, uploaded.record_id).await;
	let error = world
		.refused_without_fetch(world.download(&world.clinician, id, CspSource::Consent))
		.await;
	assert!(matches!(
		error,
		Error::Open(OpenError::ReportKeyMissing {
			have: 0,
			need: 3,
			consent: false
		})
	));
	for admin in [ALICE, BOB, CHARLIE] {
		world.approve(admin, id).await.unwrap();
	}
	let error = world
		.refused_without_fetch(world.download(&world.clinician, id, CspSource::Consent))
		.await;
	assert!(matches!(error, Error::Open(OpenError::ConsentMissing(_))));
}

#[tokio::test]
async fn second_rejection_ends_an_outsiders_request() {
	let world = World::new().await;
	let (_, id) = prepared(&world, SCAN, &[]).await;
	world.reject(ALICE, id).await.unwrap();
	world.approve(BOB, id).await.unwrap();
	world.reject(CHARLIE, id).await.unwrap();
	let error = world
		.refused_without_fetch(world.download(&world.clinician, id, CspSource::Consent))
		.await;
	let cause = RejectionCause::Administrators;
	assert!(matches!(error, Error::Lookup(LookupError::Rejected { cause: found, .. }) if found == cause));
	assert!(matches!(
		world.approve(DAVE, id).await,
		Err(Error::Lookup(LookupError::Rejected { .. }))
	));
}

#[tokio::test]
async fn denied_and_expired_requests_open_nothing() {
	let world = World::new().await;
	let (uploaded, id) = prepared(&world, SCAN, &[ALICE, BOB, CHARLIE]).await;
	world
		.place(&world.patient)
		.patient()
		.deny(&world.patient.signer, id)
		.await
		.unwrap();
	let error = world
		.refused_without_fetch(world.download(&world.clinician, id, CspSource::Consent))
		.await;
	assert!(matches!(
		error,
		Error::Lookup(LookupError::Rejected {
			cause: RejectionCause::ConsentDenied,
			..
		})
	));

	let late = world.request(&world.clinician, uploaded.record_id).await;
	world.ledger.pass(memory_ledger::TTL + 1);
	let timeout = |error| {
		matches!(
			error,
			Error::Lookup(LookupError::Rejected {
				cause: RejectionCause::Timeout,
				..
			})
		)
	};
	assert!(timeout(world.approve(ALICE, late).await.unwrap_err()));
	assert!(timeout(world.consent(late).await.unwrap_err()));
	assert!(timeout(
		world
			.download(&world.clinician, late, CspSource::Consent)
			.await
			.unwrap_err()
	));
}

#[tokio::test]
async fn first_rejection_ends_an_administrators_request() {
	let world = World::new().await;
	world.give(&world.admins[ALICE], Role::Clinician);
	let uploaded = world.upload(SCAN).await;
	let id = world.request(&world.admins[ALICE], uploaded.record_id).await;
	world.reject(BOB, id).await.unwrap();
	assert!(matches!(
		world.approve(CHARLIE, id).await,
		Err(Error::Lookup(LookupError::Rejected { .. }))
	));
}

#[tokio::test]
async fn shares_of_two_requests_do_not_add_up() {
	let world = World::new().await;
	let uploaded = world.upload(SCAN).await;
	let first = world.request(&world.clinician, uploaded.record_id).await;
	world.approve(ALICE, first).await.unwrap();
	world.approve(BOB, first).await.unwrap();
	let second = world.request(&world.clinician, uploaded.record_id).await;
	world.approve(CHARLIE, second).await.unwrap();
	world.consent(second).await.unwrap();
	// A node that mixes them, so that the client counts three.
	let mut liar = lying::LyingLedger::new(&world.ledger);
	let mixed = world.ledger.with(|state| state.votes.clone());
	liar.votes = Some(Box::new(move |votes| {
		*votes = mixed.iter().map(|((_, index), vote)| (*index, *vote)).collect();
	}));
	liar.request = Some(Box::new(|request| request.status = RequestStatus::Approved));
	let person = &world.clinician;
	let opened = world
		.place_over(&liar, person)
		.requester()
		.open(person.account(), &person.keystore, second, CspSource::Consent)
		.await;
	assert!(matches!(
		opened,
		Err(Error::Open(OpenError::ApprovalUnproven { .. }))
	));
}

#[tokio::test]
async fn an_answer_is_final() {
	let world = World::new().await;
	let (_, id) = prepared(&world, SCAN, &[ALICE]).await;
	assert!(matches!(
		world.approve(ALICE, id).await,
		Err(Error::Lookup(LookupError::AlreadyAnswered(_)))
	));
	world.reject(BOB, id).await.unwrap();
	assert!(matches!(
		world.approve(BOB, id).await,
		Err(Error::Lookup(LookupError::AlreadyAnswered(_)))
	));
	// A node that hides the rejection meets the journal.
	world.ledger.with(|state| state.votes.remove(&(id, 2)));
	assert!(matches!(
		world.approve(BOB, id).await,
		Err(Error::Trust(TrustError::RejectedBefore(_)))
	));
}

#[tokio::test]
async fn approval_that_was_lost_is_sent_again() {
	let world = World::new().await;
	let (_, id) = prepared(&world, SCAN, &[]).await;
	world.ledger.with(|state| state.break_next = true);
	assert!(matches!(
		world.approve(ALICE, id).await,
		Err(Error::Ledger(LedgerError::Unknown(_)))
	));
	world.approve(ALICE, id).await.unwrap();
}

#[tokio::test]
async fn unknown_things_are_named() {
	let world = World::new().await;
	let person = &world.clinician;
	let place = world.place(person);
	let record = RecordId([9; 16]);
	let unknown = place
		.requester()
		.request(&person.signer, &person.keystore, record, Purpose::Legal)
		.await;
	assert!(matches!(unknown, Err(Error::Lookup(LookupError::NoRecord(_)))));
	assert!(matches!(
		place.observer().request_view(RequestId([9; 16])).await,
		Err(Error::Lookup(LookupError::NoRequest(_)))
	));
	assert!(matches!(
		place.observer().committee_view(99).await,
		Err(Error::Lookup(LookupError::NoCommittee(99)))
	));
	let nobody = Person::new("//Nobody", 50);
	let options = UploadOptions {
		patient: nobody.account(),
		..world.options()
	};
	let facility = &world.facility;
	let refused = world
		.place(facility)
		.uploader()
		.upload(&facility.signer, source(SCAN), &options)
		.await;
	assert!(matches!(
		refused,
		Err(Error::Lookup(LookupError::NotRegistered(_)))
	));
}

#[tokio::test]
async fn seed_is_kept_of_every_call_that_the_node_had() {
	let world = World::new().await;
	let uploaded = world.upload(SCAN).await;
	let dave = &world.admins[DAVE];
	let refused = world
		.place(dave)
		.requester()
		.request(&dave.signer, &dave.keystore, uploaded.record_id, Purpose::Legal)
		.await;
	assert!(matches!(
		refused,
		Err(Error::Lookup(LookupError::WrongRole { .. }))
	));
	let person = &world.clinician;
	let mut liar = lying::LyingLedger::new(&world.ledger);
	liar.record = Some(Box::new(|record| record.csp_pk[0] ^= 1));
	let refused = world
		.place_over(&liar, person)
		.requester()
		.request(
			&person.signer,
			&person.keystore,
			uploaded.record_id,
			Purpose::Legal,
		)
		.await;
	assert!(
		matches!(refused, Err(Error::Ledger(LedgerError::Refused { name, .. })) if name == "BadRequestSignature")
	);
	let seeds = person
		.keystore
		.read(|secrets| secrets.request_seeds.len())
		.unwrap();
	assert_eq!(seeds, 1, "only the node says that it was refused");
	world.ledger.with(|state| state.break_next = true);
	let unknown = world
		.place(person)
		.requester()
		.request(
			&person.signer,
			&person.keystore,
			uploaded.record_id,
			Purpose::Legal,
		)
		.await;
	assert!(unknown.is_err());
	let seeds = person
		.keystore
		.read(|secrets| secrets.request_seeds.len())
		.unwrap();
	assert_eq!(seeds, 2, "the call may have been carried out");
}

/// Patients ask for their own records as patients, need k approvals as everybody does, and consent to nothing.
#[tokio::test]
async fn a_patient_opens_an_own_record_with_three_approvals_and_no_consent() {
	let world = World::new().await;
	let uploaded = world.upload(SCAN).await;
	let patient = &world.patient;
	let requester = world.place(patient).requester();
	let ask = async |purpose| {
		requester
			.request(&patient.signer, &patient.keystore, uploaded.record_id, purpose)
			.await
	};
	let refused = ask(Purpose::Treatment).await.err().unwrap();
	assert!(
		matches!(&refused, Error::Ledger(LedgerError::Refused { name, .. }) if name == "PatientRequestOnly"),
		"{refused}"
	);
	let id = ask(Purpose::PatientRequest).await.unwrap().request_id;
	let view = world.place(patient).observer().request_view(id).await.unwrap();
	assert!(view.consented);
	for admin in [ALICE, BOB] {
		world.approve(admin, id).await.unwrap();
	}
	assert!(matches!(
		world.download(patient, id, CspSource::Consent).await,
		Err(Error::Open(OpenError::ReportKeyMissing { have: 2, need: 3, .. }))
	));
	world.approve(CHARLIE, id).await.unwrap();
	world.download(patient, id, CspSource::Consent).await.unwrap();
	assert_eq!(std::fs::read(world.target()).unwrap(), SCAN);
}

/// A share or a consent in a call that is refused could be read by whoever was dismissed: none is made.
#[tokio::test]
async fn nothing_is_made_for_a_requester_who_was_dismissed() {
	let world = World::new().await;
	let (_, id) = prepared(&world, SCAN, &[ALICE]).await;
	world.give(&world.clinician, Role::Patient);
	let watched = lying::LyingLedger::new(&world.ledger);
	let bob = &world.admins[BOB];
	let dismissed = |error: Option<Error>| {
		let error = error.unwrap();
		assert!(
			matches!(error, Error::Lookup(LookupError::WrongRole { who, .. }) if who == world.clinician.account()),
			"{error}"
		);
	};
	dismissed(approve_over(world.place_over(&watched, bob), bob, id).await.err());
	let patient = &world.patient;
	dismissed(
		consent_over(world.place_over(&watched, patient), patient, id)
			.await
			.err(),
	);
	watched.assert_silent();
	// A no goes through.
	world.reject(BOB, id).await.unwrap();
}

#[tokio::test]
async fn a_facility_that_lost_its_role_erases_neither_record_nor_objects() {
	let world = World::new().await;
	let uploaded = world.upload(SCAN).await;
	world.give(&world.facility, Role::Patient);
	let facility = &world.facility;
	let watched = lying::LyingLedger::new(&world.ledger);
	let erased = world
		.place_over(&watched, facility)
		.keeper()
		.erase(
			&facility.signer,
			Some(&facility.keystore),
			uploaded.record_id,
			MISTAKE,
			&[],
		)
		.await;
	assert!(
		matches!(&erased, Err(Error::Lookup(LookupError::WrongRole { .. }))),
		"{:?}",
		erased.err()
	);
	watched.assert_silent();
	for cid in [&uploaded.cid, &uploaded.header_cid] {
		assert!(world.store.contains(cid).await.unwrap());
	}
}
