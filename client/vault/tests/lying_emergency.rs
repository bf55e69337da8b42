//! A node that lies about emergencies, and administrators who work together where they must not: with controls.

use crate::common::{glass::*, lying::LyingLedger, *};
use medquorum_client::{
	domain::*,
	error::{EmergencyError, Error, TrustError},
	rules::{answer::own_share, emergency::Emergency, opening::unlock_with, registration::csp_rec},
	store::get_small,
};
use std::sync::atomic::{AtomicU32, Ordering};
use threshold_decryption::{RequestKey, capsule_point, combine, create_share, open_share, share_ciphertext};

type EntryLie = Box<dyn Fn(&mut EmergencyEntry) + Send + Sync>;

fn lie(change: impl Fn(&mut EmergencyEntry) + Send + Sync + 'static) -> EntryLie {
	Box::new(change)
}

/// What a node can change of an entry.
fn entry_lies(other: EmergencyEntry) -> Vec<(&'static str, EntryLie)> {
	let capsule = other.capsule;
	vec![
		("another record's", lie(move |entry| *entry = other.clone())),
		("capsule", lie(move |entry| entry.capsule = capsule)),
		("maker", lie(|entry| entry.maker = AccountId([3; 32]))),
		("nonce", lie(|entry| entry.nonce[3] ^= 1)),
		(
			"scope",
			lie(|entry| entry.wrap = EmergencyWrap::BothKeys([1; 92])),
		),
		("damaged", lie(|entry| entry.capsule[70] ^= 1)),
	]
}

#[tokio::test]
async fn no_officer_answers_what_a_node_made_of_an_entry() {
	let night = Night::new().await;
	let record = night.allowed(SCAN).await.record_id;
	let other = night.allowed(b"another").await.record_id;
	let (id, _) = night.broken(record).await;
	let other = night
		.world
		.ledger
		.with(|state| state.emergencies.entries[&other].clone());
	let officer = &night.officers[0];
	for (what, lie) in entry_lies(other) {
		let mut liar = LyingLedger::new(&night.world.ledger);
		liar.entry = Some(lie);
		let place = night.world.place_over(&liar, officer);
		let refused = approve_over(place, officer, id).await.unwrap_err();
		assert!(
			matches!(refused, Error::Emergency(EmergencyError::OtherCapsule(_))),
			"{what}: {refused}"
		);
		liar.assert_silent();
		// Nor does the clinician sign anything over it.
		let mut liar = LyingLedger::new(&night.world.ledger);
		liar.entry = Some(Box::new(|entry| entry.capsule[70] ^= 1));
		let place = night.world.place_over(&liar, &night.clinician);
		let refused = night.breaks_over(place, record).await.unwrap_err();
		assert!(matches!(
			refused,
			Error::Emergency(EmergencyError::OtherCapsule(_))
		));
		liar.assert_silent();
	}
	// The control: the honest node's entry is answered.
	night.officer_approves(0, id).await.unwrap();
}

#[tokio::test]
async fn no_officer_answers_an_emergency_that_is_shown_as_something_else() {
	let night = Night::new().await;
	let record = night.allowed(SCAN).await.record_id;
	let (id, ordinary) = night.broken(record).await;
	let officer = &night.officers[0];
	let mut liar = LyingLedger::new(&night.world.ledger);
	liar.hides_emergencies = true;
	let place = night.world.place_over(&liar, officer);
	let refused = approve_over(place, officer, id).await.unwrap_err();
	assert!(matches!(refused, Error::Trust(_)), "{refused}");
	liar.assert_silent();
	for (what, lie) in request_lies() {
		let mut liar = LyingLedger::new(&night.world.ledger);
		liar.request = Some(Box::new(lie));
		let place = night.world.place_over(&liar, officer);
		let refused = approve_over(place, officer, id).await;
		assert!(refused.is_err() || what == "purpose", "{what}");
	}
	for (what, lie) in record_lies().into_iter().filter(|(what, _)| *what != "capsule") {
		let mut liar = LyingLedger::new(&night.world.ledger);
		liar.record = Some(Box::new(lie));
		let place = night.world.place_over(&liar, officer);
		assert!(approve_over(place, officer, id).await.is_err(), "{what}");
		liar.assert_silent();
	}
	// An emergency administrator is asked for nothing by the ordinary request.
	let refused = night.officer_approves(0, ordinary).await;
	assert!(refused.is_err());
}

#[tokio::test]
async fn no_node_moves_anybody_into_another_house() {
	let mut night = Night::new().await;
	let record = night.allowed(SCAN).await.record_id;
	let (id, _) = night.broken(record).await;
	let colleague = night.officers[2].account();
	let clinician = night.clinician.account();
	night.world.trust.houses.insert(clinician, HOUSE);
	night.world.trust.houses.insert(colleague, HOUSE);
	let officer = &night.officers[2];
	// The node says that the clinician and the colleague are of other houses than they are.
	let mut liar = LyingLedger::new(&night.world.ledger);
	let next = AtomicU32::new(40);
	liar.house = Some(Box::new(move |told| *told = next.fetch_add(1, Ordering::Relaxed)));
	let refused = approve_over(night.world.place_over(&liar, officer), officer, id).await;
	assert!(matches!(
		refused,
		Err(Error::Emergency(EmergencyError::OtherFacility {
			shown: 40,
			noted: HOUSE,
			..
		}))
	));
	liar.assert_silent();
	// The control: the honest node is believed, and the house is the same.
	assert!(matches!(
		night.officer_approves(2, id).await,
		Err(Error::Emergency(EmergencyError::SameFacility { .. }))
	));
}

#[tokio::test]
async fn no_pinned_committee_is_replaced_under_a_patient() {
	let night = Night::new().await;
	let record = night.world.upload(SCAN).await.record_id;
	let patient = &night.world.patient;
	let other = night.world.ledger.with(|state| state.committees[&KEY].x);
	let mut liar = LyingLedger::new(&night.world.ledger);
	liar.committee = Some(Box::new(move |committee| committee.x = other));
	let role = night.world.place_over(&liar, patient).patient();
	let refused = role
		.allow_emergency(&patient.signer, &patient.keystore, record, EMERGENCY)
		.await;
	assert!(matches!(
		refused,
		Err(Error::Trust(TrustError::OtherCommittee { .. }))
	));
	liar.assert_silent();
}

/// All emergency administrators work together for a record, over any capsule and any context they like.
fn collude(night: &Night, capsule: &[u8; 128], ctx: &Bytes32) -> [u8; 32] {
	let committee = night
		.world
		.ledger
		.with(|state| state.committees[&EMERGENCY].clone());
	let key = RequestKey::from_seed(&[7; 32]);
	let (r, q) = (capsule_point(capsule), key.public());
	let mut entropy = medquorum_client::entropy::OsEntropy::new().unwrap();
	let mode = threshold_decryption::Mode::Outsider;
	let partials: Vec<_> = night
		.officers
		.iter()
		.map(|officer| {
			let own = committee.admin(&officer.account()).unwrap();
			let secret = officer
				.keystore
				.read(|secrets| own_share(secrets, EMERGENCY, 1, own))
				.unwrap()
				.unwrap();
			let share = create_share(&secret, mode, ctx, &r, &q, &mut entropy).unwrap();
			open_share(&key, own.index, &share_ciphertext(&share)).unwrap()
		})
		.collect();
	*combine(&partials[..2]).unwrap()
}

#[tokio::test]
async fn all_emergency_shares_open_nothing_of_a_record_without_the_patients_word() {
	let night = Night::new().await;
	let unflagged = night.world.upload(SCAN).await.record_id;
	let flagged = night.allowed(SCAN).await.record_id;
	let (record, flagged_record, entry, x) = night.world.ledger.with(|state| {
		(
			state.records[&unflagged].clone(),
			state.records[&flagged].clone(),
			state.emergencies.entries[&flagged].clone(),
			state.committees[&KEY].x,
		)
	});
	let x_e = night.world.ledger.with(|state| state.committees[&EMERGENCY].x);
	let emergency = Emergency { entry, x };
	// The record's own capsule is not sealed to them: what their shares give is not its key.
	let ad = medquorum_core::context::record_context(&GENESIS, unflagged, &record, &x);
	let u = collude(&night, &record.capsule, &ad);
	let report_key = medquorum_envelope::report_key(&capsule_point(&record.capsule), &u, &ad);
	assert!(!opens(&night, unflagged, report_key).await);
	// The control: what the record's own administrators release opens it.
	assert!(opens(&night, unflagged, own_key(&night, unflagged)).await);
	// Another record's capsule, for this one: its wrap does not open.
	let ctx = emergency.context(&GENESIS, flagged, &flagged_record, &x_e);
	let u = collude(&night, &emergency.entry.capsule, &ctx);
	let key = medquorum_envelope::EmergencyKey::derive(
		&capsule_point(&emergency.entry.capsule),
		&u,
		&ctx,
		&unflagged.0,
	);
	let EmergencyWrap::CspKey(wrap) = emergency.entry.wrap else {
		panic!("the patient gives the own key alone");
	};
	assert!(key.open_csp(&wrap).is_err());
	// The control: where the patient said so, the same shares give the patient's key, and nothing else.
	let key = medquorum_envelope::EmergencyKey::derive(
		&capsule_point(&emergency.entry.capsule),
		&u,
		&ctx,
		&flagged.0,
	);
	let csp_rec = key.open_csp(&wrap).unwrap();
	assert!(medquorum_envelope::verify_csp(&csp_rec, &flagged.0, &flagged_record.csp_check).is_ok());
	assert!(medquorum_envelope::verify_csp(&csp_rec, &unflagged.0, &record.csp_check).is_err());
}

/// Whether a report key opens the record, for somebody who has the patient's key as well.
async fn opens(night: &Night, id: RecordId, report_key: medquorum_envelope::ReportKey) -> bool {
	let (world, patient) = (&night.world, &night.world.patient);
	let (record, x) = world
		.ledger
		.with(|state| (state.records[&id].clone(), state.committees[&KEY].x));
	let csp = patient
		.keystore
		.read(|secrets| csp_rec(secrets, patient.account(), id, &record))
		.unwrap()
		.unwrap();
	let unlocked = unlock_with(&GENESIS, &x, id, record, (csp, report_key)).unwrap();
	let header = medquorum_envelope::header::HEADER;
	let object = get_small(&world.store, &unlocked.header_cid, header)
		.await
		.unwrap();
	unlocked.open(&object).is_ok()
}

/// The report key of a record as its own administrators release it.
fn own_key(night: &Night, record: RecordId) -> medquorum_envelope::ReportKey {
	let world = &night.world;
	let (record_state, committee) = world
		.ledger
		.with(|state| (state.records[&record].clone(), state.committees[&KEY].clone()));
	let key = RequestKey::from_seed(&[8; 32]);
	let (r, q) = (capsule_point(&record_state.capsule), key.public());
	let ad = medquorum_core::context::record_context(&GENESIS, record, &record_state, &committee.x);
	let mut entropy = medquorum_client::entropy::OsEntropy::new().unwrap();
	let mode = threshold_decryption::Mode::Outsider;
	let partials: Vec<_> = world.admins[..3]
		.iter()
		.map(|admin| {
			let own = committee.admin(&admin.account()).unwrap();
			let secret = admin
				.keystore
				.read(|secrets| own_share(secrets, KEY, 1, own))
				.unwrap()
				.unwrap();
			let share = create_share(&secret, mode, &ad, &r, &q, &mut entropy).unwrap();
			open_share(&key, own.index, &share_ciphertext(&share)).unwrap()
		})
		.collect();
	let u = combine(&partials).unwrap();
	medquorum_envelope::report_key(&r, &u, &ad)
}
