//! `erase_record` and what follows: `finish_erasure`, `stop_erasure`.

use frame_support::{assert_noop, assert_ok};
use sp_runtime::traits::BadOrigin;

use crate::{
	CorrectionAllowed, Erasures, HoldReason, OpenByRecord, Records, Requests, Tombstones, mock::*, types::*,
};

#[test]
fn erase_record_by_the_patient_leaves_nothing_but_a_tombstone() {
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
			Some(TWO.id())
		));
		go_to_block(9);
		System::reset_events();
		assert_ok!(erase(EVE, record_id));
		assert_eq!(
			events(),
			[
				Event::RecordErased {
					record_id,
					patient: EVE.id(),
					uploader: ONE.id(),
					by: EVE.id(),
					reason: ErasureReason::Other,
				},
				Event::RequestCancelled {
					request_id: asking.id(),
					record_id,
					requester: FERDIE.id(),
					cause: CancelCause::RecordErased,
					readable: true,
				},
			]
		);
		let (at, supersedes) = (9, None);
		assert_eq!(
			Tombstones::<Test>::get(record_id),
			Some(Tombstone { at, supersedes })
		);
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
fn erase_record_by_the_patient_takes_the_versions_with_it_whose_place_it_took() {
	ExtBuilder::default().build_and_execute(|| {
		let first = upload(1);
		let second = correction(ONE, EVE, first.id(), 2);
		assert_ok!(second.send());
		assert_ok!(acknowledge(EVE, second.id()));
		// Not acknowledged: what it corrects is not older than what counts.
		let third = correction(ONE, EVE, second.id(), 3);
		assert_ok!(third.send());
		assert_ok!(erase(EVE, third.id()));
		assert!(Records::<Test>::contains_key(second.id()));
		System::reset_events();
		assert_ok!(erase(EVE, second.id()));
		assert_eq!(events().len(), 2);
		assert_eq!(Records::<Test>::iter().count(), 0);
		assert_eq!(held(ONE, HoldReason::Record), 0);
	});
}

#[test]
fn erase_record_by_others_is_scheduled_and_takes_place_when_it_is_due() {
	ExtBuilder::default().build_and_execute(|| {
		for (number, person) in (1u8..).zip([ONE, OFFICER]) {
			let record_id = upload(number).id();
			let asking = request(FERDIE, record_id);
			let now = System::block_number();
			let due = now + ERASURE_DELAY;
			System::reset_events();
			assert_ok!(plain(MedicalRecords::erase_record(
				person.origin(),
				record_id,
				ErasureReason::WrongPatient,
				0,
				0
			)));
			assert_eq!(
				events(),
				[Event::ErasureScheduled {
					record_id,
					patient: EVE.id(),
					uploader: ONE.id(),
					by: person.id(),
					reason: ErasureReason::WrongPatient,
					due,
				}]
			);
			assert_eq!(asking.status(), Some(RequestStatus::Open));
			assert_noop!(erase(person, record_id), Error::ErasureScheduled);
			go_to_block(due - 1);
			assert_noop!(finish(record_id), Error::ErasureNotDue);
			go_to_block(due);
			System::reset_events();
			assert_ok!(finish(record_id));
			assert_eq!(
				events()[0],
				Event::RecordErased {
					record_id,
					patient: EVE.id(),
					uploader: ONE.id(),
					by: person.id(),
					reason: ErasureReason::WrongPatient,
				}
			);
			assert_noop!(finish(record_id), Error::RecordErased);
		}
	});
}

#[test]
fn erase_record_by_the_patient_waits_for_nobodys_schedule() {
	ExtBuilder::default().build_and_execute(|| {
		let record_id = upload(1).id();
		assert_ok!(erase(ONE, record_id));
		assert_ok!(erase(EVE, record_id));
		assert_eq!(Erasures::<Test>::get(record_id), None);
		assert!(!Records::<Test>::contains_key(record_id));
	});
}

#[test]
fn finish_erasure_fails_when_who_wanted_it_may_do_so_no_longer() {
	ExtBuilder::default().build_and_execute(|| {
		let (one, other) = (upload(1).id(), upload(2).id());
		assert_ok!(erase(ONE, one));
		assert_ok!(erase(OFFICER, other));
		assert_ok!(MedicalRecords::set_role(
			RuntimeOrigin::root(),
			ONE.id(),
			Role::Patient
		));
		assert_ok!(MedicalRecords::freeze_account(
			RuntimeOrigin::root(),
			OFFICER.id()
		));
		go_to_block(1 + ERASURE_DELAY);
		assert_noop!(finish(one), Error::ErasureVoid);
		assert_noop!(finish(other), Error::ErasureVoid);
		// And it keeps nobody from scheduling another.
		assert_noop!(erase(OFFICER, one), Error::AccountFrozen);
		assert_ok!(MedicalRecords::unfreeze_account(
			RuntimeOrigin::root(),
			OFFICER.id()
		));
		assert_ok!(erase(OFFICER, one));
	});
}

#[test]
fn an_erasure_that_nobody_carries_out_in_time_is_void() {
	ExtBuilder::default().build_and_execute(|| {
		let record_id = upload(1).id();
		assert_ok!(erase(ONE, record_id));
		go_to_block(1 + 2 * ERASURE_DELAY);
		assert_noop!(erase(OFFICER, record_id), Error::ErasureScheduled);
		go_to_block(2 + 2 * ERASURE_DELAY);
		assert_noop!(finish(record_id), Error::ErasureVoid);
		assert_ok!(erase(OFFICER, record_id));
		assert_noop!(finish(record_id), Error::ErasureNotDue);
	});
}

#[test]
fn stop_erasure_works_for_patient_officer_author_and_governance() {
	ExtBuilder::default().build_and_execute(|| {
		let record_id = upload(1).id();
		let stops = [
			(EVE.origin(), Some(EVE.id())),
			(OFFICER.origin(), Some(OFFICER.id())),
			(ONE.origin(), Some(ONE.id())),
			(RuntimeOrigin::root(), None),
		];
		for (origin, by) in stops {
			assert_ok!(erase(ONE, record_id));
			System::reset_events();
			assert_ok!(MedicalRecords::stop_erasure(origin, record_id));
			assert_eq!(
				events(),
				[Event::ErasureStopped {
					record_id,
					wanted_by: ONE.id(),
					by
				}]
			);
		}
		go_to_block(1 + ERASURE_DELAY);
		assert_noop!(finish(record_id), Error::ErasureNotScheduled);
	});
}

#[test]
fn stop_erasure_fails_when_by_anybody_else_or_when_there_is_none() {
	ExtBuilder::default().build_and_execute(|| {
		let record_id = upload(1).id();
		assert_noop!(
			MedicalRecords::stop_erasure(EVE.origin(), record_id),
			Error::ErasureNotScheduled
		);
		assert_ok!(erase(ONE, record_id));
		for person in [GRACE, TWO, FERDIE, MALLORY] {
			let call = MedicalRecords::stop_erasure(person.origin(), record_id);
			assert_noop!(call, Error::NotAuthorized);
		}
	});
}

#[test]
fn erase_record_fails_when_it_would_remove_more_than_it_says() {
	ExtBuilder::default().build_and_execute(|| {
		let older = upload(1);
		let newer = correction(ONE, EVE, older.id(), 2);
		assert_ok!(newer.send());
		assert_ok!(acknowledge(EVE, newer.id()));
		request(FERDIE, newer.id());
		let call = |versions, requests| {
			let reason = ErasureReason::PatientWish;
			MedicalRecords::erase_record(EVE.origin(), newer.id(), reason, versions, requests)
				.map_err(|error| error.error)
		};
		assert_noop!(call(1, 1), Error::ExtentTooSmall);
		assert_noop!(call(2, 0), Error::ExtentTooSmall);
		let paid = call(2, 1).unwrap().actual_weight.unwrap();
		assert_eq!(
			paid,
			crate::free::twice(crate::derived::Weights::<Test>::erase_record(2, 1))
		);
	});
}

#[test]
fn erase_record_fails_when_by_anybody_else() {
	ExtBuilder::default().build_and_execute(|| {
		let record_id = upload(1).id();
		for person in [GRACE, TWO, FERDIE, ALICE, MALLORY] {
			assert_noop!(erase(person, record_id), Error::NotAuthorized);
		}
		assert_noop!(
			plain(MedicalRecords::erase_record(
				RuntimeOrigin::root(),
				record_id,
				ErasureReason::Other,
				9,
				9
			)),
			BadOrigin
		);
	});
}

#[test]
fn erase_record_fails_when_there_is_nothing_to_erase() {
	ExtBuilder::default().build_and_execute(|| {
		let record_id = upload(1).id();
		assert_ok!(erase(EVE, record_id));
		assert_noop!(erase(EVE, record_id), Error::RecordErased);
		assert_noop!(erase(EVE, [9; 16]), Error::RecordNotFound);
	});
}

#[test]
fn erase_record_works_when_it_is_suspended_or_superseded() {
	ExtBuilder::default().build_and_execute(|| {
		let (suspended, older) = (upload(1).id(), upload(2).id());
		assert_ok!(suspend(EVE, suspended));
		let newer = correction(ONE, EVE, older, 3);
		assert_ok!(newer.send());
		assert_ok!(acknowledge(EVE, newer.id()));
		assert_ok!(erase(EVE, suspended));
		assert_ok!(erase(EVE, older));
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
		let reason = ErasureReason::PatientWish;
		let info = MedicalRecords::erase_record(EVE.origin(), record_id, reason, 1, 16).unwrap();
		assert_eq!(
			info.actual_weight,
			Some(crate::free::twice(crate::derived::Weights::<Test>::erase_record(
				1, 5
			)))
		);
		let ended: Vec<Event> = events();
		assert_eq!(ended.len(), 6);
		for (asking, person) in asked.into_iter().zip(people) {
			assert!(ended.contains(&Event::RequestCancelled {
				request_id: asking.id(),
				record_id,
				requester: person.id(),
				cause: CancelCause::RecordErased,
				readable: false,
			}));
		}
		assert_eq!(spared.status(), Some(RequestStatus::Open));
	});
}
