//! `hold_record`, `lift_hold`, and what a legal hold keeps.

use frame_support::{assert_noop, assert_ok, dispatch::DispatchResult};
use sp_runtime::traits::BadOrigin;

use crate::{Erasures, LegalHolds, Records, mock::*, types::*};

fn hold(by: Person, record_id: RecordId, until: u32) -> DispatchResult {
	MedicalRecords::hold_record(by.origin(), record_id, LegalHoldReason::Litigation, until)
}

#[test]
fn hold_record_keeps_a_record_from_an_erasure_that_is_due() {
	ExtBuilder::default().build_and_execute(|| {
		let record_id = upload(1).id();
		let until = 1 + ERASURE_DELAY + 5;
		assert_ok!(erase(ONE, record_id));
		System::reset_events();
		assert_ok!(hold(OFFICER, record_id, until));
		assert_eq!(
			events(),
			[Event::HoldPlaced {
				record_id,
				by: OFFICER.id(),
				reason: LegalHoldReason::Litigation,
				until
			}]
		);
		assert_ok!(ask(FERDIE, record_id).send());
		go_to_block(until);
		assert_noop!(finish(record_id), Error::OnHold);
		go_to_block(until + 1);
		assert_ok!(finish(record_id));
		assert_eq!(LegalHolds::<Test>::get(record_id), None);
	});
}

#[test]
fn a_patients_erasure_of_a_held_record_suspends_it_and_takes_place_afterwards() {
	ExtBuilder::default().build_and_execute(|| {
		let record_id = upload(1).id();
		let asking = request(FERDIE, record_id);
		assert_ok!(hold(OFFICER, record_id, 50));
		System::reset_events();
		assert_ok!(erase(EVE, record_id));
		assert_eq!(
			events(),
			[
				Event::ErasureAwaitsHold {
					record_id,
					patient: EVE.id(),
					reason: ErasureReason::Other,
					until: 50
				},
				Event::RequestCancelled {
					request_id: asking.id(),
					record_id,
					requester: FERDIE.id(),
					cause: CancelCause::RecordSuspended,
					readable: false,
				}
			]
		);
		assert_noop!(ask(FERDIE, record_id).send(), Error::Suspended);
		assert_noop!(
			MedicalRecords::resume_record(EVE.origin(), record_id),
			Error::ErasureScheduled
		);
		assert_noop!(finish(record_id), Error::OnHold);
		go_to_block(51);
		assert_ok!(finish(record_id));
		assert!(!Records::<Test>::contains_key(record_id));
	});
}

#[test]
fn a_patients_wish_is_stopped_by_nobody_but_the_patient() {
	ExtBuilder::default().build_and_execute(|| {
		let record_id = upload(1).id();
		assert_ok!(hold(OFFICER, record_id, 50));
		assert_ok!(erase(EVE, record_id));
		for origin in [OFFICER.origin(), ONE.origin(), RuntimeOrigin::root()] {
			assert_noop!(
				MedicalRecords::stop_erasure(origin, record_id),
				Error::NotAuthorized
			);
		}
		assert_ok!(MedicalRecords::stop_erasure(EVE.origin(), record_id));
		assert_ok!(MedicalRecords::resume_record(EVE.origin(), record_id));
		assert_ok!(ask(FERDIE, record_id).send());
	});
}

#[test]
fn an_older_version_that_is_held_can_come_back() {
	ExtBuilder::default().build_and_execute(|| {
		let older = upload(1);
		let newer = correction(ONE, EVE, older.id(), 2);
		assert_ok!(newer.send());
		assert_ok!(acknowledge(EVE, newer.id()));
		assert_ok!(hold(OFFICER, older.id(), 50));
		assert_ok!(erase(EVE, newer.id()));
		assert!(!Records::<Test>::contains_key(newer.id()));
		assert!(Erasures::<Test>::contains_key(older.id()));
		assert_ok!(MedicalRecords::stop_erasure(EVE.origin(), older.id()));
		assert_ok!(MedicalRecords::resume_record(EVE.origin(), older.id()));
		assert_ok!(ask(FERDIE, older.id()).send());
	});
}

#[test]
fn lift_hold_works_for_an_officer_and_governance() {
	ExtBuilder::default().build_and_execute(|| {
		let record_id = upload(1).id();
		let lifts = [
			(OFFICER.origin(), Some(OFFICER.id())),
			(RuntimeOrigin::root(), None),
		];
		for (origin, by) in lifts {
			assert_ok!(hold(OFFICER, record_id, 50));
			System::reset_events();
			assert_ok!(MedicalRecords::lift_hold(origin.clone(), record_id));
			assert_eq!(events(), [Event::HoldLifted { record_id, by }]);
			assert_noop!(MedicalRecords::lift_hold(origin, record_id), Error::NotOnHold);
		}
		assert_ok!(erase(EVE, record_id));
	});
}

#[test]
fn holds_are_for_officers_alone() {
	ExtBuilder::default().build_and_execute(|| {
		let record_id = upload(1).id();
		assert_ok!(hold(OFFICER, record_id, 50));
		for person in [EVE, ONE, FERDIE, MALLORY] {
			assert_noop!(hold(person, record_id, 60), Error::NotOfficer);
			assert_noop!(
				MedicalRecords::lift_hold(person.origin(), record_id),
				Error::NotOfficer
			);
		}
		let reason = LegalHoldReason::Other;
		assert_noop!(
			MedicalRecords::hold_record(RuntimeOrigin::root(), record_id, reason, 60),
			BadOrigin
		);
		assert_noop!(hold(OFFICER, [9; 16], 50), Error::RecordNotFound);
	});
}

#[test]
fn a_hold_ends_in_the_time_that_is_allowed() {
	ExtBuilder::default().build_and_execute(|| {
		let record_id = upload(1).id();
		let now = System::block_number();
		for until in [0, now, now + MAX_HOLD + 1] {
			assert_noop!(hold(OFFICER, record_id, until), Error::BadHoldEnd);
		}
		assert_ok!(hold(OFFICER, record_id, now + 1));
		assert_ok!(hold(OFFICER, record_id, now + MAX_HOLD));
	});
}

#[test]
fn refuse_record_fails_when_the_record_is_held() {
	ExtBuilder::default().build_and_execute(|| {
		let record_id = upload(1).id();
		assert_ok!(hold(OFFICER, record_id, 50));
		let refused = MedicalRecords::refuse_record(EVE.origin(), record_id, RefusalReason::NotMine, 0);
		assert_noop!(plain(refused), Error::OnHold);
	});
}
