//! `erase_record`.

use frame_support::{assert_noop, assert_ok};
use sp_runtime::traits::BadOrigin;

use crate::{CorrectionAllowed, HoldReason, OpenByRecord, Records, Requests, Tombstones, mock::*, types::*};

#[test]
fn erase_record_leaves_nothing_but_a_tombstone() {
	ExtBuilder::default().build_and_execute(|| {
		let record_id = upload(1).id();
		let asking = request(FERDIE, record_id);
		for admin in [ALICE, BOB, CHARLIE] {
			assert_ok!(asking.approve(admin));
		}
		assert_ok!(MedicalRecords::grant_consent(EVE.origin(), asking.id(), [1; 80]));
		assert_ok!(MedicalRecords::allow_correction(
			EVE.origin(),
			record_id,
			TWO.id()
		));
		go_to_block(9);
		System::reset_events();
		assert_ok!(MedicalRecords::erase_record(EVE.origin(), record_id));
		let cause = CancelCause::RecordErased;
		assert_eq!(
			events(),
			[
				Event::RecordErased {
					record_id,
					by: EVE.id()
				},
				Event::RequestCancelled {
					request_id: asking.id(),
					cause
				},
			]
		);
		assert_eq!(Tombstones::<Test>::get(record_id), Some(9));
		assert!(!Records::<Test>::contains_key(record_id));
		assert!(!CorrectionAllowed::<Test>::contains_key(record_id));
		assert!(!OpenByRecord::<Test>::contains_key(record_id));
		assert_eq!(asking.status(), None);
		assert_eq!(Requests::<Test>::iter().count(), 0);
		assert_eq!(
			(held(ONE, HoldReason::Record), held(FERDIE, HoldReason::Request)),
			(0, 0)
		);
		assert!(keys_that_mention(&record_id).len() == 1);
	});
}

/// Keys in state that contain these bytes.
fn keys_that_mention(bytes: &[u8]) -> Vec<Vec<u8>> {
	let mut key = Vec::new();
	let mut found = Vec::new();
	while let Some(next) = sp_io::storage::next_key(&key) {
		if next.windows(bytes.len()).any(|window| window == bytes) {
			found.push(next.clone());
		}
		key = next;
	}
	found
}

#[test]
fn erase_record_works_for_patient_uploader_and_officer() {
	ExtBuilder::default().build_and_execute(|| {
		for (number, person) in (1u8..).zip([EVE, ONE, OFFICER]) {
			let record_id = upload(number).id();
			System::reset_events();
			assert_ok!(MedicalRecords::erase_record(person.origin(), record_id));
			assert_eq!(
				events(),
				[Event::RecordErased {
					record_id,
					by: person.id()
				}]
			);
		}
	});
}

#[test]
fn erase_record_fails_when_by_anybody_else() {
	ExtBuilder::default().build_and_execute(|| {
		let record_id = upload(1).id();
		for person in [GRACE, TWO, FERDIE, ALICE, MALLORY] {
			assert_noop!(
				MedicalRecords::erase_record(person.origin(), record_id),
				Error::NotAuthorized
			);
		}
		assert_noop!(
			MedicalRecords::erase_record(RuntimeOrigin::root(), record_id),
			BadOrigin
		);
	});
}

#[test]
fn erase_record_fails_when_there_is_nothing_to_erase() {
	ExtBuilder::default().build_and_execute(|| {
		let record_id = upload(1).id();
		assert_ok!(MedicalRecords::erase_record(EVE.origin(), record_id));
		assert_noop!(
			MedicalRecords::erase_record(EVE.origin(), record_id),
			Error::RecordErased
		);
		assert_noop!(
			MedicalRecords::erase_record(EVE.origin(), [9; 16]),
			Error::RecordNotFound
		);
	});
}

#[test]
fn erase_record_works_when_it_is_suspended_or_superseded() {
	ExtBuilder::default().build_and_execute(|| {
		let (suspended, older) = (upload(1).id(), upload(2).id());
		assert_ok!(MedicalRecords::suspend_record(EVE.origin(), suspended));
		let newer = Upload {
			supersedes: Some(older),
			..seal(ONE, EVE, 3)
		};
		assert_ok!(newer.send());
		assert_ok!(MedicalRecords::erase_record(EVE.origin(), suspended));
		assert_ok!(MedicalRecords::erase_record(EVE.origin(), older));
		assert_ok!(ask(FERDIE, newer.id()).send());
	});
}

#[test]
fn erase_record_ends_every_request_and_counts_them() {
	ExtBuilder::default().build_and_execute(|| {
		let (record_id, other) = (upload(1).id(), upload(2).id());
		let people = [FERDIE, FERDIE, TWO, ALICE, BOB];
		let asked = people.map(|person| request(person, record_id));
		let spared = request(FERDIE, other);
		assert_ok!(asked[0].reject(ALICE));
		assert_ok!(asked[0].reject(BOB));
		System::reset_events();
		let info = MedicalRecords::erase_record(ONE.origin(), record_id).unwrap();
		assert_eq!(
			info.actual_weight,
			Some(<() as crate::WeightInfo>::erase_record(5))
		);
		let ended: Vec<Event> = events();
		assert_eq!(ended.len(), 6);
		for asking in asked {
			let cause = CancelCause::RecordErased;
			assert!(ended.contains(&Event::RequestCancelled {
				request_id: asking.id(),
				cause
			}));
		}
		assert_eq!(spared.status(), Some(RequestStatus::Open));
	});
}
