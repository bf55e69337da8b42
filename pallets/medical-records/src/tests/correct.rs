//! Corrections: `register_record` that supersedes, `acknowledge_record` that lets it take the older one's place, and
//! `allow_correction`.

use frame_support::{assert_noop, assert_ok};

use crate::{CorrectionAllowed, HoldReason, RecordOf, Records, mock::*, types::*};

fn record(id: RecordId) -> RecordOf<Test> {
	Records::<Test>::get(id).unwrap()
}

fn allow(record_id: RecordId, uploader: Option<Person>) -> frame_support::dispatch::DispatchResult {
	MedicalRecords::allow_correction(EVE.origin(), record_id, uploader.map(|person| person.id()))
}

#[test]
fn a_correction_takes_no_place_before_the_patient_acknowledges_it() {
	ExtBuilder::default().build_and_execute(|| {
		let older = upload(1);
		let asked = request(FERDIE, older.id());
		System::reset_events();
		let newer = correction(ONE, EVE, older.id(), 2);
		assert_ok!(newer.send());
		let (record_id, uploader, patient) = (newer.id(), ONE.id(), EVE.id());
		assert_eq!(
			events(),
			[Event::RecordRegistered {
				record_id,
				uploader,
				patient,
				key_id: 1,
				supersedes: Some(older.id()),
				searchable: false
			}]
		);
		assert_eq!(
			(record(newer.id()).supersedes, record(newer.id()).version),
			(Some(older.id()), 2)
		);
		// A facility that uploads garbage in the place of a record ends no treatment.
		assert_eq!(record(older.id()).superseded_by, None);
		assert_eq!(asked.status(), Some(RequestStatus::Open));
		assert_ok!(ask(TWO, older.id()).send());
		assert_ok!(ask(FERDIE, newer.id()).send());
	});
}

#[test]
fn acknowledge_record_puts_a_correction_in_the_place_of_the_older_record() {
	ExtBuilder::default().build_and_execute(|| {
		let older = upload(1);
		let newer = correction(ONE, EVE, older.id(), 2);
		assert_ok!(newer.send());
		let (asked, other) = (request(FERDIE, older.id()), request(FERDIE, newer.id()));
		for admin in [ALICE, BOB, CHARLIE] {
			assert_ok!(asked.approve(admin));
		}
		assert_ok!(MedicalRecords::grant_consent(EVE.origin(), asked.id(), [1; 80]));
		System::reset_events();
		assert_ok!(acknowledge(EVE, newer.id()));
		assert_eq!(
			events(),
			[
				Event::RecordAcknowledged {
					record_id: newer.id(),
					patient: EVE.id()
				},
				Event::RecordSuperseded {
					record_id: older.id(),
					by: newer.id()
				},
				Event::RequestCancelled {
					request_id: asked.id(),
					record_id: older.id(),
					requester: FERDIE.id(),
					cause: CancelCause::RecordSuperseded,
					readable: true,
				},
			]
		);
		assert_eq!(record(older.id()).superseded_by, Some(newer.id()));
		assert_noop!(ask(FERDIE, older.id()).send(), Error::Superseded);
		assert_eq!(other.status(), Some(RequestStatus::Open));
		assert_eq!(held(FERDIE, HoldReason::Request), held_for_one_request());
	});
}

fn held_for_one_request() -> u128 {
	let one = request(TWO, upload(77).id());
	let held = held(TWO, HoldReason::Request);
	assert_ok!(MedicalRecords::close_request(TWO.origin(), one.id()));
	held
}

#[test]
fn acknowledge_record_replaces_every_version_before_it() {
	ExtBuilder::default().build_and_execute(|| {
		let first = upload(1);
		let second = correction(ONE, EVE, first.id(), 2);
		assert_ok!(second.send());
		let third = correction(ONE, EVE, second.id(), 3);
		assert_ok!(third.send());
		assert_ok!(acknowledge(EVE, third.id()));
		for id in [first.id(), second.id()] {
			assert_eq!(record(id).superseded_by, Some(third.id()));
		}
		assert_noop!(acknowledge(EVE, second.id()), Error::Superseded);
	});
}

#[test]
fn acknowledge_record_fails_when_another_correction_was_acknowledged() {
	ExtBuilder::default().build_and_execute(|| {
		let older = upload(1);
		let (one, other) = (
			correction(ONE, EVE, older.id(), 2),
			correction(ONE, EVE, older.id(), 3),
		);
		assert_ok!(one.send());
		assert_ok!(other.send());
		assert_ok!(acknowledge(EVE, one.id()));
		assert_noop!(acknowledge(EVE, other.id()), Error::AlreadyCorrected);
		let refused = MedicalRecords::refuse_record(EVE.origin(), other.id(), RefusalReason::Incorrect, 0);
		assert_ok!(plain(refused));
		assert_eq!(record(older.id()).superseded_by, Some(one.id()));
	});
}

#[test]
fn acknowledge_record_fails_when_it_would_remove_more_than_it_says() {
	ExtBuilder::default().build_and_execute(|| {
		let older = upload(1);
		let newer = correction(ONE, EVE, older.id(), 2);
		assert_ok!(newer.send());
		request(FERDIE, older.id());
		let call = |versions, requests| {
			MedicalRecords::acknowledge_record(EVE.origin(), newer.id(), versions, requests)
				.map_err(|error| error.error)
		};
		assert_noop!(call(1, 1), Error::ExtentTooSmall);
		assert_noop!(call(2, 0), Error::ExtentTooSmall);
		let paid = call(2, 1).unwrap().actual_weight.unwrap();
		assert_eq!(
			paid,
			crate::free::twice(crate::derived::Weights::<Test>::acknowledge_record(2, 1))
		);
	});
}

#[test]
fn erasing_a_correction_by_others_restores_what_it_had_replaced() {
	ExtBuilder::default().build_and_execute(|| {
		let first = upload(1);
		let second = correction(ONE, EVE, first.id(), 2);
		assert_ok!(second.send());
		let third = correction(ONE, EVE, second.id(), 3);
		assert_ok!(third.send());
		assert_ok!(acknowledge(EVE, third.id()));
		assert_ok!(erase(ONE, third.id()));
		go_to_block(1 + ERASURE_DELAY);
		System::reset_events();
		assert_ok!(finish(third.id()));
		let restored = |id| Event::RecordRestored {
			record_id: id,
			was: third.id(),
		};
		assert_eq!(events()[..2], [restored(second.id()), restored(first.id())]);
		assert_ok!(ask(FERDIE, first.id()).send());
		assert_ok!(ask(FERDIE, second.id()).send());
	});
}

#[test]
fn erasing_a_version_in_between_leaves_the_older_one_replaced_by_the_newer() {
	ExtBuilder::default().build_and_execute(|| {
		let first = upload(1);
		let second = correction(ONE, EVE, first.id(), 2);
		assert_ok!(second.send());
		assert_ok!(acknowledge(EVE, second.id()));
		let third = correction(ONE, EVE, second.id(), 3);
		assert_ok!(third.send());
		assert_ok!(acknowledge(EVE, third.id()));
		assert_ok!(erase(OFFICER, second.id()));
		go_to_block(1 + ERASURE_DELAY);
		assert_ok!(finish(second.id()));
		assert_eq!(record(first.id()).superseded_by, Some(third.id()));
		// The patient's erasure finds its way past the one that is gone.
		assert_ok!(erase(EVE, third.id()));
		assert_eq!(Records::<Test>::iter().count(), 0);
	});
}

#[test]
fn register_record_fails_when_there_is_nothing_to_supersede() {
	ExtBuilder::default().build_and_execute(|| {
		assert_noop!(correction(ONE, EVE, [9; 16], 2).send(), Error::RecordNotFound);
		let itself = record_id(ONE, &[2; 16]);
		assert_noop!(correction(ONE, EVE, itself, 2).send(), Error::RecordNotFound);
		let erased = upload(1).id();
		assert_ok!(erase(EVE, erased));
		assert_noop!(correction(ONE, EVE, erased, 2).send(), Error::RecordErased);
	});
}

#[test]
fn register_record_fails_when_the_record_is_superseded_already() {
	ExtBuilder::default().build_and_execute(|| {
		let older = upload(1);
		let newer = correction(ONE, EVE, older.id(), 2);
		assert_ok!(newer.send());
		assert_ok!(acknowledge(EVE, newer.id()));
		assert_noop!(correction(ONE, EVE, older.id(), 3).send(), Error::Superseded);
	});
}

#[test]
fn register_record_fails_when_there_are_too_many_versions() {
	ExtBuilder::default().build_and_execute(|| {
		let mut newest = upload(1);
		for number in 2..=u8::try_from(MAX_VERSIONS).unwrap() {
			newest = correction(ONE, EVE, newest.id(), number);
			assert_ok!(newest.send());
		}
		assert_eq!(record(newest.id()).version, MAX_VERSIONS);
		assert_noop!(
			correction(ONE, EVE, newest.id(), 9).send(),
			Error::TooManyVersions
		);
	});
}

#[test]
fn register_record_fails_when_it_would_undo_a_suspension() {
	ExtBuilder::default().build_and_execute(|| {
		let older = upload(1);
		assert_ok!(suspend(EVE, older.id()));
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
		assert_ok!(allow(other.id(), Some(TWO)));
		assert_noop!(
			correction(TWO, EVE, older.id(), 1).send(),
			Error::CorrectionNotAllowed
		);
	});
}

#[test]
fn another_uploader_corrects_once_when_the_patient_has_named_it() {
	ExtBuilder::default().build_and_execute(|| {
		let older = upload(1);
		assert_ok!(allow(older.id(), Some(TWO)));
		let newer = correction(TWO, EVE, older.id(), 1);
		assert_ok!(newer.send());
		assert_eq!(CorrectionAllowed::<Test>::get(older.id()), None);
		assert_noop!(
			correction(TWO, EVE, older.id(), 2).send(),
			Error::CorrectionNotAllowed
		);
		// Named for that record, not for its successor: that is TWO's own.
		assert_noop!(
			correction(ONE, EVE, newer.id(), 9).send(),
			Error::CorrectionNotAllowed
		);
	});
}

#[test]
fn the_uploaders_own_correction_leaves_the_other_facility_named() {
	ExtBuilder::default().build_and_execute(|| {
		let older = upload(1);
		assert_ok!(allow(older.id(), Some(TWO)));
		assert_ok!(correction(ONE, EVE, older.id(), 2).send());
		assert_eq!(CorrectionAllowed::<Test>::get(older.id()), Some(TWO.id()));
	});
}

#[test]
fn allow_correction_names_one_facility_at_a_time_and_takes_it_back() {
	ExtBuilder::default().build_and_execute(|| {
		let record_id = upload(1).id();
		System::reset_events();
		for named in [Some(ONE), Some(TWO), None, None] {
			assert_ok!(allow(record_id, named));
			let uploader = named.map(|person| person.id());
			assert_eq!(CorrectionAllowed::<Test>::get(record_id), uploader);
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
fn allow_correction_fails_when_the_named_one_is_no_facility() {
	ExtBuilder::default().build_and_execute(|| {
		let record_id = upload(1).id();
		for person in [FERDIE, OFFICER, MALLORY] {
			assert_noop!(allow(record_id, Some(person)), Error::RoleCannotUpload);
		}
	});
}

#[test]
fn allow_correction_fails_when_not_by_the_patient() {
	ExtBuilder::default().build_and_execute(|| {
		let record_id = upload(1).id();
		for person in [ONE, GRACE, OFFICER] {
			let call = MedicalRecords::allow_correction(person.origin(), record_id, Some(TWO.id()));
			assert_noop!(call, Error::NotPatient);
		}
	});
}

#[test]
fn allow_correction_fails_when_the_record_is_superseded() {
	ExtBuilder::default().build_and_execute(|| {
		let older = upload(1);
		let newer = correction(ONE, EVE, older.id(), 2);
		assert_ok!(newer.send());
		assert_ok!(acknowledge(EVE, newer.id()));
		assert_noop!(allow(older.id(), Some(TWO)), Error::Superseded);
	});
}
