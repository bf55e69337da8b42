//! How records end: corrected, refused, erased at once, later or not at all, and kept by a legal hold.

use crate::common::{lying::LyingLedger, memory_ledger::ERASURE_DELAY, *};
use medquorum_client::{
	domain::*,
	error::{EraseError, Error, LedgerError, LookupError},
	ledger::{Call, Extent},
	store::Store as _,
	views::RecordDetails,
};

/// A data protection officer.
fn officer(world: &World) -> Person {
	let officer = Person::new("//Officer", 40);
	world.give(&officer, Role::DataProtectionOfficer);
	officer
}

async fn erase_as_patient(world: &World, id: RecordId, older: &[RecordId]) -> Erased {
	let patient = &world.patient;
	let keeper = world.place(patient).keeper();
	keeper
		.erase(&patient.signer, Some(&patient.keystore), id, None, older)
		.await
		.unwrap()
}

fn standing(world: &World, id: RecordId) -> Option<RecordStatus> {
	world
		.ledger
		.with(|state| state.records.get(&id).map(Record::standing))
}

/// The uploader's client removes nothing before a finalized block says that the record is erased, whatever a node says meanwhile.
#[tokio::test]
async fn facility_deletes_nothing_before_the_record_is_erased() {
	let world = World::new().await;
	let facility = &world.facility;
	let uploaded = world.upload(SCAN).await;
	let id = uploaded.record_id;
	let keeper = world.place(facility).keeper();
	let unsaid = keeper.erase(&facility.signer, None, id, None, &[]).await;
	assert!(matches!(unsaid, Err(Error::Erase(EraseError::NoReason(of))) if of == id));
	let erased = keeper
		.erase(&facility.signer, None, id, MISTAKE, &[])
		.await
		.unwrap();
	let due = world.ledger.with(|state| state.clock) + ERASURE_DELAY;
	assert_eq!(
		(erased.ended, erased.removed.len()),
		(Ended::Scheduled { due }, 0)
	);
	assert_eq!(standing(&world, id), Some(RecordStatus::Active));
	// Too early, also by a node that says that it is due.
	let early = keeper.finish_erasure(&facility.signer, None, id).await;
	assert!(matches!(early, Err(Error::Lookup(LookupError::NotDue { .. }))));
	let mut liar = LyingLedger::new(&world.ledger);
	liar.ends = Some(Box::new(|ends| ends.erasure.as_mut().unwrap().due = 1));
	let early = world
		.place_over(&liar, facility)
		.keeper()
		.finish_erasure(&facility.signer, None, id)
		.await;
	assert!(matches!(early, Err(Error::Ledger(LedgerError::Refused { .. }))));
	// And by one that says that the record is gone: repairing believes no node.
	liar.says_erased = Some(3);
	let repaired = world.place_over(&liar, facility).keeper().repair().await.unwrap();
	assert_eq!((repaired.removed.len(), repaired.erased_elsewhere), (0, vec![id]));
	assert_eq!(world.contains(&uploaded).await, [true, true]);
	world.ledger.pass(ERASURE_DELAY);
	let done = keeper.finish_erasure(&facility.signer, None, id).await.unwrap();
	assert_eq!((done.ended, done.removed.len()), (Ended::Erased, 2));
	assert_eq!(standing(&world, id), None);
	assert_eq!(world.contains(&uploaded).await, [false, false]);
}

#[tokio::test]
async fn erasure_is_shown_to_those_who_can_stop_it_and_is_stopped() {
	let world = World::new().await;
	let (facility, patient) = (&world.facility, &world.patient);
	let officer = officer(&world);
	let uploaded = world.upload(SCAN).await;
	let id = uploaded.record_id;
	for stopper in [patient, &officer, facility] {
		let keeper = world.place(facility).keeper();
		keeper
			.erase(&facility.signer, None, id, MISTAKE, &[])
			.await
			.unwrap();
		for person in [patient, &officer, facility] {
			let observer = world.place(person).observer();
			let inbox = observer.inbox(person.account(), &[], &NoNames).await.unwrap();
			let erasure = inbox.erasures[0].erasure.as_ref().unwrap();
			assert_eq!(erasure.by.address, facility.account());
		}
		let stranger = &world.clinician;
		let observer = world.place(stranger).observer();
		let inbox = observer.inbox(stranger.account(), &[], &NoNames).await.unwrap();
		assert_eq!(inbox.erasures, []);
		let refused = world
			.place(stranger)
			.keeper()
			.stop_erasure(&stranger.signer, id)
			.await;
		assert!(matches!(refused, Err(Error::Ledger(LedgerError::Refused { .. }))));
		world
			.place(stopper)
			.keeper()
			.stop_erasure(&stopper.signer, id)
			.await
			.unwrap();
		world.ledger.pass(ERASURE_DELAY);
		let late = world
			.place(facility)
			.keeper()
			.finish_erasure(&facility.signer, None, id)
			.await;
		assert!(matches!(late, Err(Error::Lookup(LookupError::NotScheduled(_)))));
	}
	assert_eq!(world.contains(&uploaded).await, [true, true]);
	assert_eq!(standing(&world, id), Some(RecordStatus::Active));
}

/// An erasure that nobody carried out in its time is shown to nobody as due, and the client does not send it.
#[tokio::test]
async fn an_erasure_that_lapsed_waits_for_nobody() {
	let world = World::new().await;
	let id = world.upload(SCAN).await.record_id;
	world.schedule(id).await;
	let (facility, patient) = (&world.facility, &world.patient);
	let shown = async || {
		let mut shown = Vec::new();
		for person in [facility, patient] {
			let observer = world.place(person).observer();
			let inbox = observer.inbox(person.account(), &[], &NoNames).await.unwrap();
			shown.push(inbox.erasures.len());
		}
		shown
	};
	assert_eq!(shown().await, [1, 1]);
	world.ledger.pass(medquorum_client::domain::ERASURE_DELAY + 1);
	assert_eq!(shown().await, [0, 0]);
	let observer = world.place(patient).observer();
	let view = observer.record_view(id).await.unwrap();
	assert_eq!(RecordDetails::of(&view, &NoNames).erasure, None);
	let keeper = world.place(facility).keeper();
	let late = keeper.finish_erasure(&facility.signer, None, id).await;
	assert!(matches!(late, Err(Error::Lookup(LookupError::Lapsed { .. }))));
	assert_eq!(standing(&world, id), Some(RecordStatus::Active));
	// A node whose clock runs ahead keeps nobody from stopping one.
	let keeper = world.place(patient).keeper();
	keeper.stop_erasure(&patient.signer, id).await.unwrap();
}

struct NoNames;

impl medquorum_client::views::Names for NoNames {
	fn name(&self, _: &AccountId) -> Option<&str> {
		None
	}
}

#[tokio::test]
async fn correction_that_was_erased_by_its_uploader_gives_the_older_record_back() {
	let world = World::new().await;
	let facility = &world.facility;
	let older = world.upload(SCAN).await.record_id;
	let newer = world.correct(older, b"garbage").await.record_id;
	world.acknowledge(newer).await.unwrap();
	assert_eq!(standing(&world, older), Some(RecordStatus::Superseded));
	world.schedule(newer).await;
	let keeper = world.place(facility).keeper();
	keeper
		.finish_erasure(&facility.signer, None, newer)
		.await
		.unwrap();
	assert_eq!(standing(&world, older), Some(RecordStatus::Active));
	world.request(&world.clinician, older).await;
}

#[tokio::test]
async fn patient_erases_the_versions_that_were_shown_and_no_others() {
	let world = World::new().await;
	let patient = &world.patient;
	let first = world.upload(SCAN).await;
	let second = world.correct(first.record_id, b"second").await;
	world.acknowledge(second.record_id).await.unwrap();
	let other = world.upload(b"another record").await;
	let keeper = world.place(patient).keeper();
	let goes = keeper
		.goes_with(patient.account(), second.record_id)
		.await
		.unwrap();
	assert_eq!(goes, Some(vec![first.record_id]));
	let others = keeper
		.goes_with(world.facility.account(), second.record_id)
		.await
		.unwrap();
	assert_eq!(others, None);
	// A node that names another record as an older version gets nothing of it removed.
	let mut liar = LyingLedger::new(&world.ledger);
	let (newest, bait) = (second.record_id, other.record_id);
	liar.record = Some(Box::new(move |record| {
		if record.version == 2 {
			record.supersedes = Some(bait);
		} else {
			record.superseded_by = Some(newest);
		}
	}));
	let lied = world.place_over(&liar, patient).keeper();
	assert_eq!(
		lied.goes_with(patient.account(), newest).await.unwrap(),
		Some(vec![bait])
	);
	let done = lied
		.erase(
			&patient.signer,
			Some(&patient.keystore),
			newest,
			None,
			&[first.record_id],
		)
		.await
		.unwrap();
	assert_eq!(done.removed, [second.header_cid, second.cid]);
	assert_eq!(world.contains(&other).await, [true, true]);
	assert_eq!(standing(&world, bait), Some(RecordStatus::Active));
	// The chain erased the first version too; its objects are there until somebody removes them.
	assert_eq!(standing(&world, first.record_id), None);
	assert_eq!(world.contains(&first).await, [true, true]);
}

#[tokio::test]
async fn versions_go_together_from_chain_and_store() {
	let world = World::new().await;
	let first = world.upload(SCAN).await;
	let second = world.correct(first.record_id, b"second").await;
	world.acknowledge(second.record_id).await.unwrap();
	let done = erase_as_patient(&world, second.record_id, &[first.record_id]).await;
	assert_eq!((done.ended, done.removed.len()), (Ended::Erased, 4));
	assert_eq!(world.objects(), 0);
}

#[tokio::test]
async fn legal_hold_keeps_a_record_and_its_objects_until_it_ends() {
	let world = World::new().await;
	let patient = &world.patient;
	let officer = officer(&world);
	let uploaded = world.upload(SCAN).await;
	let id = uploaded.record_id;
	let request = world.request(&world.clinician, id).await;
	let holder = world.place(&officer).officer();
	let until = world.ledger.with(|state| state.clock) + 500;
	let reason = HoldReason::Litigation;
	holder.hold(&officer.signer, id, reason, until).await.unwrap();
	let stranger = world.place(patient).officer();
	let refused = stranger.hold(&patient.signer, id, reason, until).await;
	assert!(matches!(
		refused,
		Err(Error::Lookup(LookupError::WrongRole { .. }))
	));
	let done = erase_as_patient(&world, id, &[]).await;
	assert_eq!((done.ended, done.removed.len()), (Ended::AwaitsHold { until }, 0));
	assert_eq!(standing(&world, id), Some(RecordStatus::Suspended));
	assert!(!world.ledger.with(|state| state.requests.contains_key(&request)));
	assert_eq!(world.contains(&uploaded).await, [true, true]);
	let keeper = world.place(patient).keeper();
	let held = keeper
		.finish_erasure(&patient.signer, Some(&patient.keystore), id)
		.await;
	assert!(matches!(held, Err(Error::Lookup(LookupError::OnHold { .. }))));
	// What the patient wants erased, only the patient keeps.
	let kept = world
		.place(&officer)
		.keeper()
		.stop_erasure(&officer.signer, id)
		.await;
	assert!(matches!(kept, Err(Error::Ledger(LedgerError::Refused { .. }))));
	holder.lift(&officer.signer, id).await.unwrap();
	let done = keeper
		.finish_erasure(&patient.signer, Some(&patient.keystore), id)
		.await
		.unwrap();
	assert_eq!((done.ended, done.removed.len()), (Ended::Erased, 2));
	assert_eq!(world.objects(), 0);
}

#[tokio::test]
async fn patient_refuses_what_was_not_acknowledged() {
	let world = World::new().await;
	let patient = &world.patient;
	let [false_record, good] =
		[world.upload(SCAN).await, world.upload(SCAN).await].map(|done| done.record_id);
	let role = world.place(patient).patient();
	world.request(&world.clinician, false_record).await;
	let reason = RefusalReason::NotMine;
	role.refuse(&patient.signer, false_record, reason).await.unwrap();
	assert_eq!(standing(&world, false_record), None);
	world.acknowledge(good).await.unwrap();
	let late = role.refuse(&patient.signer, good, reason).await;
	assert!(matches!(
		late,
		Err(Error::Lookup(LookupError::AlreadyAcknowledged(_)))
	));
	let stranger = &world.facility;
	let refused = world
		.place(stranger)
		.patient()
		.refuse(&stranger.signer, good, reason)
		.await;
	assert!(matches!(
		refused,
		Err(Error::Lookup(LookupError::NotYourRecord { .. }))
	));
}

/// What a call ends is counted from state. Where more has come meanwhile it is sent once more, weighed for the most.
#[tokio::test]
async fn call_that_was_weighed_too_low_is_sent_again() {
	let world = World::new().await;
	let patient = &world.patient;
	let older = world.upload(SCAN).await.record_id;
	let newer = world.correct(older, b"newer").await.record_id;
	world.request(&world.clinician, older).await;
	let mut liar = LyingLedger::new(&world.ledger);
	liar.hides_requests = true;
	let acknowledged = world
		.place_over(&liar, patient)
		.patient()
		.acknowledge(&patient.signer, &patient.keystore, newer)
		.await;
	acknowledged.unwrap();
	let extents: Vec<Extent> = liar
		.sent
		.lock()
		.unwrap()
		.iter()
		.map(|call| match call {
			Call::AcknowledgeRecord { extent, .. } => *extent,
			other => panic!("{other:?}"),
		})
		.collect();
	let counted = Extent {
		versions: 2,
		requests: 0,
	};
	assert_eq!(extents, [counted, Extent::MOST]);
	assert_eq!(standing(&world, older), Some(RecordStatus::Superseded));
}

/// By the word of a node that a newer record is there, nobody is led to another one unnoticed.
#[tokio::test]
async fn node_that_lies_about_a_newer_record_stops_a_request_and_no_more() {
	let world = World::new().await;
	let uploaded = world.upload(SCAN).await;
	let bait = world.upload(b"bait").await.record_id;
	let mut liar = LyingLedger::new(&world.ledger);
	liar.record = Some(Box::new(move |record| record.superseded_by = Some(bait)));
	let person = &world.clinician;
	let refused = world
		.place_over(&liar, person)
		.requester()
		.request(
			&person.signer,
			&person.keystore,
			uploaded.record_id,
			Purpose::Treatment,
		)
		.await;
	assert!(
		matches!(refused, Err(Error::Lookup(LookupError::NotActive { status, .. })) if status == RecordStatus::Superseded)
	);
	liar.assert_silent();
	for cid in [&uploaded.cid, &uploaded.header_cid] {
		assert!(world.store.contains(cid).await.unwrap());
	}
}

/// The chain's clock decides what has expired and what is due, so it is compared with what was seen.
#[tokio::test]
async fn node_that_sets_the_clock_back_or_forward_gets_nothing() {
	let world = World::new().await;
	let (_, id) = prepared(&world, SCAN, &[ALICE]).await;
	let (bob, person) = (&world.admins[BOB], &world.clinician);
	for person in [bob, person] {
		world.place(person).desk.check_node().await.unwrap();
	}
	let now = world.ledger.with(|state| state.clock);
	person.age_seeds();
	let seeds = || {
		person
			.keystore
			.read(|secrets| secrets.request_seeds.len())
			.unwrap()
	};
	for lie in [now - 1, now + 1, now + memory_ledger::TTL + 1, u32::MAX, 0] {
		let mut liar = LyingLedger::new(&world.ledger);
		liar.clock = Some(lie);
		let approved = approve_over(world.place_over(&liar, bob), bob, id).await;
		assert!(
			matches!(approved, Err(Error::Ledger(LedgerError::WrongClock { .. }))),
			"{lie}: {approved:?}"
		);
		// A one-time key is not forgotten by the word that its request has expired.
		let forgotten = world
			.place_over(&liar, person)
			.requester()
			.forget_old_seeds(&person.keystore)
			.await;
		assert!(
			matches!(forgotten, Err(Error::Ledger(LedgerError::WrongClock { .. }))),
			"{lie}: {forgotten:?}"
		);
		assert_eq!(seeds(), 1);
		liar.assert_silent();
	}
	world.approve(BOB, id).await.unwrap();
}
