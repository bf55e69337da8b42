//! `register_record` of corrections, and `allow_correction`.

use frame_support::{assert_noop, assert_ok, dispatch::GetDispatchInfo};

use crate::{Call, CorrectionAllowed, HoldReason, RecordOf, Records, mock::*, types::*};

fn record(id: RecordId) -> RecordOf<Test> {
	Records::<Test>::get(id).unwrap()
}

/// A correction of `older` by `uploader`.
fn correction(uploader: Person, patient: Person, older: RecordId, number: u8) -> Upload {
	Upload {
		supersedes: Some(older),
		..seal(uploader, patient, number)
	}
}

#[test]
fn register_record_supersedes_a_record_of_the_same_uploader() {
	ExtBuilder::default().build_and_execute(|| {
		let older = upload(1);
		System::reset_events();
		let newer = correction(ONE, EVE, older.id(), 2);
		assert_ok!(newer.send());
		assert_eq!(record(older.id()).status, RecordStatus::Superseded);
		assert_eq!(record(newer.id()).supersedes, Some(older.id()));
		let (record_id, uploader, patient) = (newer.id(), ONE.id(), EVE.id());
		assert_eq!(
			events(),
			[
				Event::RecordRegistered {
					record_id,
					uploader,
					patient,
					key_id: 1,
					supersedes: Some(older.id())
				},
				Event::RecordSuperseded {
					record_id: older.id(),
					by: newer.id()
				},
			]
		);
		assert_noop!(ask(FERDIE, older.id()).send(), Error::Superseded);
		assert_ok!(ask(FERDIE, newer.id()).send());
	});
}

#[test]
fn register_record_ends_requests_for_the_record_it_supersedes() {
	ExtBuilder::default().build_and_execute(|| {
		let (older, bystander) = (upload(1), upload(3));
		let asked = [request(FERDIE, older.id()), request(TWO, older.id())];
		let other = request(FERDIE, bystander.id());
		assert_ok!(asked[0].approve(ALICE));
		System::reset_events();
		assert_ok!(correction(ONE, EVE, older.id(), 2).send());
		let cancelled = events().split_off(2);
		assert_eq!(cancelled.len(), 2);
		for asking in &asked {
			let cause = CancelCause::RecordSuperseded;
			assert!(cancelled.contains(&Event::RequestCancelled {
				request_id: asking.id(),
				cause
			}));
			assert_eq!(asking.status(), None);
		}
		assert_eq!(held(TWO, HoldReason::Request), 0);
		assert_eq!(other.status(), Some(RequestStatus::Open));
	});
}

#[test]
fn register_record_pays_only_for_requests_it_ends() {
	ExtBuilder::default().build_and_execute(|| {
		let older = upload(1);
		request(FERDIE, older.id());
		let newer = correction(ONE, EVE, older.id(), 2);
		let before = Call::<Test>::register_record {
			nonce: newer.nonce,
			key_id: 1,
			patient: EVE.id(),
			commitment: [3; 32],
			capsule: newer.capsule,
			csp_enc: [4; 32],
			csp_check: [5; 32],
			locator: [6; 64],
			supersedes: newer.supersedes,
			tags: Default::default(),
			emg: None,
		}
		.get_dispatch_info()
		.call_weight;
		let after = newer.send().unwrap().actual_weight.unwrap();
		assert!(after.all_lt(before), "{after} is not below {before}");
	});
}

#[test]
fn register_record_fails_when_there_is_nothing_to_supersede() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(correction(ONE, EVE, [9; 16], 2).send(), Error::RecordNotFound);
		let itself = record_id(ONE, &[2; 16]);
		assert_noop!(correction(ONE, EVE, itself, 2).send(), Error::RecordNotFound);
		let erased = upload(1).id();
		assert_ok!(MedicalRecords::erase_record(EVE.origin(), erased));
		assert_noop!(correction(ONE, EVE, erased, 2).send(), Error::RecordErased);
	});
}

#[test]
fn register_record_fails_when_the_record_is_superseded_already() {
	ExtBuilder::default().build_and_execute(|| {
		let older = upload(1);
		assert_ok!(correction(ONE, EVE, older.id(), 2).send());
		assert_noop!(correction(ONE, EVE, older.id(), 3).send(), Error::Superseded);
	});
}

#[test]
fn register_record_fails_when_it_would_undo_a_suspension() {
	ExtBuilder::default().build_and_execute(|| {
		let older = upload(1);
		assert_ok!(MedicalRecords::suspend_record(EVE.origin(), older.id()));
		assert_noop!(correction(ONE, EVE, older.id(), 2).send(), Error::Suspended);
	});
}

#[test]
fn register_record_fails_when_the_correction_is_about_another_patient() {
	ExtBuilder::default().build_and_execute(|| {
		let older = upload(1);
		assert_noop!(
			correction(ONE, GRACE, older.id(), 2).send(),
			Error::PatientMismatch
		);
	});
}

#[test]
fn register_record_fails_when_another_uploader_corrects_unnamed() {
	ExtBuilder::default().build_and_execute(|| {
		let (older, other) = (upload(1), upload(2));
		assert_ok!(MedicalRecords::allow_correction(
			EVE.origin(),
			other.id(),
			TWO.id()
		));
		assert_noop!(
			correction(TWO, EVE, older.id(), 1).send(),
			Error::CorrectionNotAllowed
		);
	});
}

#[test]
fn register_record_supersedes_a_record_of_another_uploader_once_the_patient_has_named_it() {
	ExtBuilder::default().build_and_execute(|| {
		let older = upload(1);
		assert_ok!(MedicalRecords::allow_correction(
			EVE.origin(),
			older.id(),
			TWO.id()
		));
		let newer = correction(TWO, EVE, older.id(), 1);
		assert_ok!(newer.send());
		assert_eq!(record(older.id()).status, RecordStatus::Superseded);
		assert_eq!(CorrectionAllowed::<Test>::get(older.id()), None);
		// Named for that record, not for its successor: that is TWO's own.
		assert_noop!(
			correction(ONE, EVE, newer.id(), 9).send(),
			Error::CorrectionNotAllowed
		);
	});
}

#[test]
fn allow_correction_names_one_uploader_at_a_time() {
	ExtBuilder::default().build_and_execute(|| {
		let record_id = upload(1).id();
		System::reset_events();
		for uploader in [ALICE.id(), TWO.id()] {
			assert_ok!(MedicalRecords::allow_correction(
				EVE.origin(),
				record_id,
				uploader.clone()
			));
			assert_eq!(CorrectionAllowed::<Test>::get(record_id), Some(uploader.clone()));
			assert_eq!(
				events(),
				[Event::CorrectionAllowed {
					record_id,
					patient: EVE.id(),
					uploader
				}]
			);
		}
	});
}

#[test]
fn allow_correction_fails_when_not_by_the_patient() {
	ExtBuilder::default().build_and_execute(|| {
		let record_id = upload(1).id();
		for person in [ONE, GRACE, OFFICER] {
			let call = MedicalRecords::allow_correction(person.origin(), record_id, TWO.id());
			assert_noop!(call, Error::NotPatient);
		}
	});
}

#[test]
fn allow_correction_fails_when_the_record_is_superseded() {
	ExtBuilder::default().build_and_execute(|| {
		let older = upload(1);
		assert_ok!(correction(ONE, EVE, older.id(), 2).send());
		let call = MedicalRecords::allow_correction(EVE.origin(), older.id(), TWO.id());
		assert_noop!(call, Error::Superseded);
	});
}
