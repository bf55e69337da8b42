//! `refuse_record`.

use frame_support::{assert_noop, assert_ok, dispatch::DispatchResult};
use sp_runtime::traits::BadOrigin;

use crate::{HoldReason, Records, RecordsByPatient, Tombstones, mock::*, types::*};

fn refuse(patient: Person, record_id: RecordId, requests: u32) -> DispatchResult {
	plain(MedicalRecords::refuse_record(
		patient.origin(),
		record_id,
		RefusalReason::NotMine,
		requests,
	))
}

#[test]
fn refuse_record_removes_it_and_burns_a_part_of_its_deposit() {
	ExtBuilder::default().build_and_execute(|| {
		let before = Balances::total_issuance();
		let record_id = upload(1).id();
		let deposit = held(ONE, HoldReason::Record);
		let asking = request(FERDIE, record_id);
		System::reset_events();
		assert_noop!(refuse(EVE, record_id, 0), Error::ExtentTooSmall);
		assert_ok!(refuse(EVE, record_id, 1));
		assert_eq!(
			events(),
			[
				Event::RecordRefused {
					record_id,
					patient: EVE.id(),
					uploader: ONE.id(),
					reason: RefusalReason::NotMine
				},
				Event::RequestCancelled {
					request_id: asking.id(),
					record_id,
					requester: FERDIE.id(),
					cause: CancelCause::RecordRefused,
					readable: false,
				}
			]
		);
		assert!(!Records::<Test>::contains_key(record_id) && Tombstones::<Test>::contains_key(record_id));
		assert!(!RecordsByPatient::<Test>::contains_key(EVE.id(), record_id));
		assert_eq!(
			(held(ONE, HoldReason::Record), held(FERDIE, HoldReason::Request)),
			(0, 0)
		);
		let burnt = before - Balances::total_issuance();
		assert!(burnt > Base::get() && burnt < deposit / 2, "{burnt} of {deposit}");
		assert_noop!(upload_again(), Error::RecordErased);
	});
}

fn upload_again() -> DispatchResult {
	seal(ONE, EVE, 1).send()
}

#[test]
fn refuse_record_leaves_what_it_was_to_correct() {
	ExtBuilder::default().build_and_execute(|| {
		let older = upload(1);
		let newer = correction(ONE, EVE, older.id(), 2);
		assert_ok!(newer.send());
		assert_ok!(refuse(EVE, newer.id(), 0));
		assert_ok!(ask(FERDIE, older.id()).send());
		assert_ok!(correction(ONE, EVE, older.id(), 3).send());
	});
}

#[test]
fn refuse_record_fails_when_it_was_acknowledged() {
	ExtBuilder::default().build_and_execute(|| {
		let record_id = upload(1).id();
		assert_ok!(acknowledge(EVE, record_id));
		assert_noop!(refuse(EVE, record_id, 0), Error::AlreadyAcknowledged);
	});
}

#[test]
fn refuse_record_fails_when_by_anybody_else() {
	ExtBuilder::default().build_and_execute(|| {
		let record_id = upload(1).id();
		for person in [ONE, GRACE, OFFICER, MALLORY] {
			assert_noop!(refuse(person, record_id, 0), Error::NotPatient);
		}
		let call = MedicalRecords::refuse_record(RuntimeOrigin::root(), record_id, RefusalReason::Other, 0);
		assert_noop!(plain(call), BadOrigin);
		assert_noop!(refuse(EVE, [9; 16], 0), Error::RecordNotFound);
	});
}
