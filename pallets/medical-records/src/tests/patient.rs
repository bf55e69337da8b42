//! What patients do with a record: `acknowledge_record`, `suspend_record`, `resume_record`.

use frame_support::{assert_noop, assert_ok};
use sp_runtime::{DispatchError, traits::BadOrigin};

use crate::{HoldReason, RecordOf, Records, mock::*, types::*};

fn record(id: RecordId) -> RecordOf<Test> {
	Records::<Test>::get(id).unwrap()
}

#[test]
fn acknowledge_record_works_once() {
	ExtBuilder::default().build_and_execute(|| {
		let record_id = upload(1).id();
		System::reset_events();
		assert_ok!(acknowledge(EVE, record_id));
		assert!(record(record_id).acknowledged);
		assert_eq!(
			events(),
			[Event::RecordAcknowledged {
				record_id,
				patient: EVE.id()
			}]
		);
		assert_noop!(acknowledge(EVE, record_id), Error::AlreadyAcknowledged);
	});
}

#[test]
fn suspend_record_ends_its_requests_and_refuses_new_ones() {
	ExtBuilder::default().build_and_execute(|| {
		let record_id = upload(1).id();
		let asking = request(FERDIE, record_id);
		assert_ok!(asking.approve(ALICE));
		assert_ok!(MedicalRecords::grant_consent(EVE.origin(), asking.id(), [1; 80]));
		System::reset_events();
		assert_ok!(suspend(EVE, record_id));
		assert_eq!(record(record_id).status, RecordStatus::Suspended);
		let cause = CancelCause::RecordSuspended;
		assert_eq!(
			events(),
			[
				Event::RecordSuspended {
					record_id,
					patient: EVE.id()
				},
				Event::RequestCancelled {
					request_id: asking.id(),
					record_id,
					requester: FERDIE.id(),
					cause,
					readable: false,
				},
			]
		);
		assert_eq!(asking.status(), None);
		assert_eq!(held(FERDIE, HoldReason::Request), 0);
		assert_noop!(ask(FERDIE, record_id).send(), Error::Suspended);
		assert_noop!(suspend(EVE, record_id), Error::Suspended);
	});
}

#[test]
fn resume_record_allows_requests_again() {
	ExtBuilder::default().build_and_execute(|| {
		let record_id = upload(1).id();
		assert_ok!(suspend(EVE, record_id));
		System::reset_events();
		assert_ok!(MedicalRecords::resume_record(EVE.origin(), record_id));
		assert_eq!(
			events(),
			[Event::RecordResumed {
				record_id,
				patient: EVE.id()
			}]
		);
		assert_ok!(ask(FERDIE, record_id).send());
		assert_noop!(
			MedicalRecords::resume_record(EVE.origin(), record_id),
			Error::NotSuspended
		);
	});
}

#[test]
fn suspend_and_resume_fail_when_the_record_is_superseded() {
	ExtBuilder::default().build_and_execute(|| {
		let older = upload(1).id();
		let newer = correction(ONE, EVE, older, 2);
		assert_ok!(newer.send());
		assert_ok!(acknowledge(EVE, newer.id()));
		assert_noop!(suspend(EVE, older), Error::Superseded);
		assert_noop!(
			MedicalRecords::resume_record(EVE.origin(), older),
			Error::Superseded
		);
	});
}

#[test]
fn patients_calls_fail_when_by_anybody_else() {
	ExtBuilder::default().build_and_execute(|| {
		let record_id = upload(1).id();
		for person in [ONE, FERDIE, GRACE, ALICE, OFFICER, MALLORY] {
			let origin = person.origin();
			assert_noop!(
				plain(MedicalRecords::acknowledge_record(
					origin.clone(),
					record_id,
					9,
					9
				)),
				Error::NotPatient
			);
			assert_noop!(
				plain(MedicalRecords::suspend_record(origin.clone(), record_id, 9)),
				Error::NotPatient
			);
			assert_noop!(
				MedicalRecords::resume_record(origin, record_id),
				Error::NotPatient
			);
		}
		assert_noop!(
			plain(MedicalRecords::suspend_record(
				RuntimeOrigin::root(),
				record_id,
				9
			)),
			BadOrigin
		);
	});
}

#[test]
fn patients_calls_fail_when_the_record_is_unknown_or_erased() {
	ExtBuilder::default().build_and_execute(|| {
		let erased = upload(1).id();
		assert_ok!(erase(EVE, erased));
		let cases = [
			([9; 16], DispatchError::from(Error::RecordNotFound)),
			(erased, Error::RecordErased.into()),
		];
		for (record_id, error) in cases {
			let origin = EVE.origin();
			assert_noop!(
				plain(MedicalRecords::acknowledge_record(
					origin.clone(),
					record_id,
					9,
					9
				)),
				error
			);
			assert_noop!(
				plain(MedicalRecords::suspend_record(origin.clone(), record_id, 9)),
				error
			);
			assert_noop!(MedicalRecords::resume_record(origin.clone(), record_id), error);
			assert_noop!(
				MedicalRecords::allow_correction(origin, record_id, Some(ONE.id())),
				error
			);
		}
	});
}
