//! `--emit-call`: every call is handed out for Polkadot.js, and none is sent.

use crate::common::{lying::LyingLedger, *};
use medquorum_client::{domain::*, ledger::Call};
use std::collections::BTreeSet;

/// What was handed out, by name, and the calls that a test has seen so far.
#[derive(Default)]
struct Seen(BTreeSet<(&'static str, &'static str)>);

impl Seen {
	#[track_caller]
	fn call(&mut self, name: &'static str, delivered: Delivered) {
		let Delivered::Call(call) = delivered else {
			panic!("{name} was sent");
		};
		assert_eq!(call.name, name);
		// The ledger in memory encodes a call as its debug text, which begins with the variant's name.
		let text = String::from_utf8_lossy(&call.bytes).into_owned();
		let variant: String = name
			.split('_')
			.map(|word| word[..1].to_uppercase() + &word[1..])
			.collect();
		assert!(text.starts_with(&variant), "{name}: {text}");
		self.0.insert((call.pallet, call.name));
	}
}

fn emitting<'a>(world: &'a World, ledger: &'a LyingLedger<'a>, person: &'a Person) -> Place<'a> {
	world.place_over(ledger, person).emitting()
}

async fn calls_of_the_patient(
	world: &World,
	ledger: &LyingLedger<'_>,
	seen: &mut Seen,
	(record, request): (RecordId, RequestId),
) {
	let (patient, facility) = (&world.patient, &world.facility);
	let place = emitting(world, ledger, patient);
	let renewed = place
		.member()
		.renew_keys(&patient.signer, &patient.keystore, None)
		.await;
	seen.call("register_user", renewed.unwrap());
	let role = place.patient();
	let done = role.acknowledge(&patient.signer, &patient.keystore, record).await;
	seen.call("acknowledge_record", done.unwrap());
	seen.call(
		"suspend_record",
		role.suspend(&patient.signer, record).await.unwrap(),
	);
	seen.call(
		"resume_record",
		role.resume(&patient.signer, record).await.unwrap(),
	);
	let done = role
		.allow_correction(&patient.signer, record, Some(facility.account()))
		.await;
	seen.call("allow_correction", done.unwrap());
	let refused = role.refuse(&patient.signer, record, RefusalReason::Other).await;
	seen.call("refuse_record", refused.unwrap());
	let done = place.keeper().stop_erasure(&patient.signer, record).await;
	seen.call("stop_erasure", done.unwrap());
	seen.call("deregister", place.member().leave(&patient.signer).await.unwrap());
	let guardian = Some(facility.account());
	let done = place
		.member()
		.name_guardian(&patient.signer, guardian, None)
		.await;
	seen.call("name_guardian", done.unwrap());
	let (member, other) = (place.member(), facility.account());
	let done = member.freeze(&patient.signer, other).await;
	seen.call("freeze_account", done.unwrap());
	let done = member.unfreeze(&patient.signer, other).await;
	seen.call("unfreeze_account", done.unwrap());
	let done = consent_over(place, patient, request).await;
	seen.call("grant_consent", done.unwrap());
	seen.call("deny_consent", role.deny(&patient.signer, request).await.unwrap());
}

async fn calls_of_the_facility(world: &World, ledger: &LyingLedger<'_>, seen: &mut Seen, record: RecordId) {
	let facility = &world.facility;
	let place = emitting(world, ledger, facility);
	let more = place
		.uploader()
		.upload(&facility.signer, source(b"more"), &world.options())
		.await;
	let more = more.unwrap();
	assert_eq!(
		world.contains(&more).await,
		[true, true],
		"whoever sends the call needs what is stored"
	);
	seen.call("register_record", more.delivered.unwrap());
	let erased = place
		.keeper()
		.erase(&facility.signer, None, record, MISTAKE, &[])
		.await
		.unwrap();
	assert_eq!(erased.removed, []);
	seen.call("erase_record", erased.delivered.unwrap());
	let newcomer = Person::new("//Newcomer", 50);
	let file = EnrolmentFile::make(GENESIS, &newcomer.signer, &newcomer.keystore, None).unwrap();
	let role = place.facility();
	seen.call("enrol", role.enrol(&facility.signer, &file).await.unwrap());
	let employee = world.clinician.account();
	let done = role.sponsor(&facility.signer, employee, 1).await;
	seen.call("sponsor", done.unwrap());
	let done = role.end_sponsorship(&facility.signer, employee).await;
	seen.call("end_sponsorship", done.unwrap());
	let officer = Person::new("//Officer", 51);
	world.give(&officer, Role::DataProtectionOfficer);
	let role = emitting(world, ledger, &officer).officer();
	let done = role.hold(&officer.signer, record, HoldReason::Other, 9_000).await;
	seen.call("hold_record", done.unwrap());
	seen.call("lift_hold", role.lift(&officer.signer, record).await.unwrap());
	let finished = place
		.keeper()
		.finish_erasure(&facility.signer, None, record)
		.await;
	seen.call("finish_erasure", finished.unwrap().delivered.unwrap());
}

async fn calls_about_a_request(
	world: &World,
	ledger: &LyingLedger<'_>,
	seen: &mut Seen,
	(record, request): (RecordId, RequestId),
) {
	let (clinician, alice, bob) = (&world.clinician, &world.admins[ALICE], &world.admins[BOB]);
	let requester = emitting(world, ledger, clinician).requester();
	let asked = requester
		.request(&clinician.signer, &clinician.keystore, record, Purpose::Research)
		.await;
	seen.call("request_access", asked.unwrap().delivered);
	let done = approve_over(emitting(world, ledger, alice), alice, request).await;
	seen.call("approve", done.unwrap());
	let done = emitting(world, ledger, bob)
		.administrator()
		.reject(&bob.signer, None, request, RejectionReason::Duplicate)
		.await;
	seen.call("reject", done.unwrap());
	let done = requester
		.close(&clinician.signer, &clinician.keystore, request)
		.await;
	seen.call("close_request", done.unwrap());
}

async fn calls_of_the_council(world: &World, ledger: &LyingLedger<'_>, seen: &mut Seen) {
	let (bob, who) = (&world.admins[BOB], world.clinician.account());
	let councillor = emitting(world, ledger, bob).councillor();
	let role = Role::Clinician;
	let done = councillor.set_role(&bob.signer, who, role).await;
	seen.call("set_role", done.unwrap());
	let proposed = councillor
		.propose(&bob.signer, Call::SetRole { who, role }, 3)
		.await;
	seen.call("propose", proposed.unwrap().1);
	let proposal = Proposal {
		hash: [1; 32],
		index: 0,
		length: 10,
	};
	let done = councillor.vote(&bob.signer, &proposal, true).await;
	seen.call("vote", done.unwrap());
	seen.call("close", councillor.close(&bob.signer, &proposal).await.unwrap());
	seen.call("enact", councillor.enact(&bob.signer, 0).await.unwrap());
	let done = councillor.carry_out(&bob.signer, Body::Council, 0).await;
	seen.call("carry_out", done.unwrap());
	let done = councillor.apply_upgrade(&bob.signer, vec![0; 8]).await;
	seen.call("apply_authorized_upgrade", done.unwrap());
}

#[tokio::test]
async fn every_call_is_handed_out_and_none_is_sent() {
	let world = World::new().await;
	let uploaded = world.upload(SCAN).await;
	let record = uploaded.record_id;
	let request = world.request(&world.clinician, record).await;
	let ledger = LyingLedger::new(&world.ledger);
	// One that is due, so that it can be stopped and finished.
	let due = Erasure {
		by: world.facility.account(),
		reason: ErasureReason::UploadError,
		due: 1,
	};
	world.ledger.with(|state| state.erasures.insert(record, due));
	let mut seen = Seen::default();
	calls_of_the_patient(&world, &ledger, &mut seen, (record, request)).await;
	calls_of_the_facility(&world, &ledger, &mut seen, record).await;
	calls_about_a_request(&world, &ledger, &mut seen, (record, request)).await;
	calls_of_the_council(&world, &ledger, &mut seen).await;
	let transfer = Call::Transfer {
		to: world.patient.account(),
		amount: Balance(1),
	};
	let bob = &world.admins[BOB];
	let desk = emitting(&world, &ledger, bob).desk;
	let Delivered::Call(done) = desk.deliver(&bob.signer, &transfer).await.unwrap() else {
		panic!("it was sent");
	};
	assert_eq!((done.pallet, done.name), ("Balances", "transfer_keep_alive"));

	ledger.assert_silent();
	assert_eq!(seen.0.len(), 32);
	assert_eq!(world.contains(&uploaded).await, [true, true]);
}

#[tokio::test]
async fn calls_are_handed_out_instead_of_sent() {
	let world = World::new().await;
	let uploaded = world.upload(SCAN).await;
	let person = &world.clinician;
	let place = world.place(person).emitting();
	let requested = place
		.requester()
		.request(
			&person.signer,
			&person.keystore,
			uploaded.record_id,
			Purpose::Research,
		)
		.await
		.unwrap();
	assert!(matches!(requested.delivered, Delivered::Call(_)));
	assert_eq!(world.ledger.with(|state| state.requests.len()), 0);
	let kept = person
		.keystore
		.read(|secrets| secrets.seeds_of(&requested.request_id.0).count() == 1)
		.unwrap();
	assert!(kept, "whoever sends the call later needs the seed");
}
