//! `grant_consent` and `deny_consent`.

use frame_support::{assert_noop, assert_ok};
use sp_runtime::traits::BadOrigin;

use crate::{mock::*, types::*};

const DENIED: RequestStatus = RequestStatus::Rejected(RejectionCause::ConsentDenied);

fn grant(asking: &Asking) -> frame_support::dispatch::DispatchResult {
	MedicalRecords::grant_consent(EVE.origin(), asking.id(), [1; 80])
}

fn deny(asking: &Asking) -> frame_support::dispatch::DispatchResult {
	MedicalRecords::deny_consent(EVE.origin(), asking.id())
}

fn approve_by_three(asking: &Asking) {
	for admin in [ALICE, BOB, CHARLIE] {
		assert_ok!(asking.approve(admin));
	}
}

#[test]
fn grant_consent_works_before_approval() {
	ExtBuilder::default().build_and_execute(|| {
		let asking = requested();
		assert_ok!(grant(&asking));
		assert_eq!(asking.consent(), Some([1; 80]));
		assert_eq!(asking.status(), Some(RequestStatus::Open));
		assert_eq!(
			events(),
			[Event::ConsentGranted {
				request_id: asking.id(),
				record_id: asking.record_id,
				patient: EVE.id()
			}]
		);
	});
}

#[test]
fn grant_consent_works_after_approval() {
	ExtBuilder::default().build_and_execute(|| {
		let asking = requested();
		approve_by_three(&asking);
		assert_ok!(grant(&asking));
		assert_eq!(asking.status(), Some(RequestStatus::Approved));
	});
}

#[test]
fn grant_consent_replaces_a_wrong_one() {
	ExtBuilder::default().build_and_execute(|| {
		let asking = requested();
		assert_ok!(grant(&asking));
		assert_ok!(MedicalRecords::grant_consent(EVE.origin(), asking.id(), [2; 80]));
		assert_eq!(asking.consent(), Some([2; 80]));
		approve_by_three(&asking);
		assert_ok!(grant(&asking));
		assert_eq!(asking.consent(), Some([1; 80]));
		assert_eq!(asking.status(), Some(RequestStatus::Approved));
	});
}

#[test]
fn consent_fails_when_not_by_the_patient() {
	ExtBuilder::default().build_and_execute(|| {
		let asking = requested();
		for person in [FERDIE, ONE, GRACE, ALICE, OFFICER, MALLORY] {
			let call = MedicalRecords::grant_consent(person.origin(), asking.id(), [1; 80]);
			assert_noop!(call, Error::NotPatient);
			assert_noop!(
				MedicalRecords::deny_consent(person.origin(), asking.id()),
				Error::NotPatient
			);
		}
		let root = RuntimeOrigin::root();
		assert_noop!(
			MedicalRecords::grant_consent(root.clone(), asking.id(), [1; 80]),
			BadOrigin
		);
		assert_noop!(MedicalRecords::deny_consent(root, asking.id()), BadOrigin);
	});
}

#[test]
fn consent_fails_when_there_is_no_such_request() {
	ExtBuilder::default().build_and_execute(|| {
		let call = MedicalRecords::grant_consent(EVE.origin(), [9; 16], [1; 80]);
		assert_noop!(call, Error::RequestNotFound);
		assert_noop!(
			MedicalRecords::deny_consent(EVE.origin(), [9; 16]),
			Error::RequestNotFound
		);
	});
}

#[test]
fn consent_works_up_to_the_block_in_which_the_request_expires() {
	ExtBuilder::default().build_and_execute(|| {
		let record_id = upload(1).id();
		let asked = [FERDIE, FERDIE, TWO, FERDIE].map(|person| request(person, record_id));
		approve_by_three(&asked[3]);
		go_to_block(TTL);
		assert_ok!(grant(&asked[0]));
		go_to_block(1 + TTL);
		assert_ok!(grant(&asked[1]));
		assert_ok!(deny(&asked[1]));
		go_to_block(2 + TTL);
		for asking in [&asked[0], &asked[2]] {
			assert_noop!(grant(asking), Error::Expired);
			assert_noop!(deny(asking), Error::Expired);
		}
		assert_ok!(grant(&asked[3]));
	});
}

#[test]
fn grant_consent_fails_when_the_epoch_is_over_before_approval() {
	ExtBuilder::default().build_and_execute(|| {
		let asking = requested();
		next_epoch();
		assert_noop!(grant(&asking), Error::WrongEpoch);
		// To refuse is never too late.
		assert_ok!(deny(&asking));
	});
}

#[test]
fn grant_consent_fails_when_the_request_was_rejected() {
	ExtBuilder::default().build_and_execute(|| {
		let asking = requested();
		assert_ok!(asking.reject(ALICE));
		assert_ok!(asking.reject(BOB));
		assert_noop!(grant(&asking), Error::RequestClosed);
		assert_noop!(deny(&asking), Error::RequestClosed);
	});
}

#[test]
fn deny_consent_rejects_an_open_request() {
	ExtBuilder::default().build_and_execute(|| {
		let asking = requested();
		assert_ok!(asking.approve(ALICE));
		System::reset_events();
		assert_ok!(deny(&asking));
		assert_eq!(asking.status(), Some(DENIED));
		let (request_id, record_id) = (asking.id(), asking.record_id);
		assert_eq!(
			events(),
			[
				Event::ConsentDenied {
					request_id,
					record_id,
					patient: EVE.id()
				},
				Event::RequestRejected {
					request_id,
					record_id,
					cause: RejectionCause::ConsentDenied
				},
			]
		);
		assert_noop!(asking.approve(BOB), Error::RequestClosed);
		assert_noop!(deny(&asking), Error::RequestClosed);
		assert_noop!(grant(&asking), Error::RequestClosed);
	});
}

#[test]
fn deny_consent_takes_a_consent_back_from_an_approved_request() {
	ExtBuilder::default().build_and_execute(|| {
		let asking = requested();
		approve_by_three(&asking);
		assert_ok!(grant(&asking));
		assert_ok!(deny(&asking));
		assert_eq!(asking.status(), Some(DENIED));
		// Nothing that was sealed to the requester stays.
		assert_eq!((asking.consent(), asking.votes()), (None, vec![]));
		let access = MedicalRecords::may_read(asking.record_id, FERDIE.id());
		let cause = RejectionCause::ConsentDenied;
		assert_eq!(
			access,
			ReadAccess::Rejected {
				request_id: asking.id(),
				cause
			}
		);
	});
}
