//! `close_request`.

use frame_support::{assert_noop, assert_ok};
use sp_runtime::traits::BadOrigin;

use crate::{HoldReason, OpenByRecord, mock::*, types::*};

fn close(by: Person, asking: &Asking) -> frame_support::dispatch::DispatchResult {
	MedicalRecords::close_request(by.origin(), asking.id())
}

fn closed(by: Person, asking: &Asking) -> Event {
	closed_when(by, asking, false)
}

fn closed_when(by: Person, asking: &Asking, readable: bool) -> Event {
	Event::RequestClosed {
		request_id: asking.id(),
		record_id: asking.record_id,
		requester: asking.requester.id(),
		by: by.id(),
		readable,
	}
}

#[test]
fn close_request_removes_everything_but_the_number() {
	ExtBuilder::default().build_and_execute(|| {
		let asking = requested();
		for admin in [ALICE, BOB, CHARLIE] {
			assert_ok!(asking.approve(admin));
		}
		assert_ok!(MedicalRecords::grant_consent(EVE.origin(), asking.id(), [1; 80]));
		System::reset_events();
		assert_ok!(close(FERDIE, &asking));
		assert_eq!(asking.status(), None);
		assert!(!OpenByRecord::<Test>::contains_key(asking.record_id));
		assert_eq!((counted(FERDIE).next_seq, counted(FERDIE).open), (1, 0));
		assert_eq!(held(FERDIE, HoldReason::Request), 0);
		assert_eq!(events(), [closed_when(FERDIE, &asking, true)]);
		assert_noop!(close(FERDIE, &asking), Error::RequestNotFound);
	});
}

#[test]
fn close_request_works_for_the_requester_at_any_time() {
	ExtBuilder::default().build_and_execute(|| {
		let record_id = upload(1).id();
		let asked = [
			request(FERDIE, record_id),
			request(FERDIE, record_id),
			request(FERDIE, record_id),
		];
		assert_ok!(asked[1].reject(ALICE));
		assert_ok!(asked[1].reject(BOB));
		assert_ok!(MedicalRecords::deny_consent(EVE.origin(), asked[2].id()));
		System::reset_events();
		for asking in &asked {
			assert_ok!(close(FERDIE, asking));
			assert_eq!(events(), [closed(FERDIE, asking)]);
		}
	});
}

#[test]
fn close_request_fails_for_others_when_it_can_still_be_used() {
	ExtBuilder::default().build_and_execute(|| {
		let asking = requested();
		go_to_block(1 + TTL);
		for person in [EVE, ONE, ALICE, OFFICER, MALLORY] {
			assert_noop!(close(person, &asking), Error::NotRequester);
		}
		assert_noop!(
			MedicalRecords::close_request(RuntimeOrigin::root(), asking.id()),
			BadOrigin
		);
	});
}

#[test]
fn close_request_works_for_anyone_when_it_is_rejected() {
	ExtBuilder::default().build_and_execute(|| {
		let record_id = upload(1).id();
		let (rejected, denied) = (request(FERDIE, record_id), request(FERDIE, record_id));
		assert_ok!(rejected.reject(ALICE));
		assert_noop!(close(MALLORY, &rejected), Error::NotRequester);
		assert_ok!(rejected.reject(BOB));
		assert_ok!(MedicalRecords::deny_consent(EVE.origin(), denied.id()));
		System::reset_events();
		for asking in [rejected, denied] {
			assert_ok!(close(MALLORY, &asking));
			assert_eq!(events(), [closed(MALLORY, &asking)]);
		}
		assert_eq!(held(FERDIE, HoldReason::Request), 0);
	});
}

#[test]
fn close_request_works_for_anyone_when_it_has_expired() {
	ExtBuilder::default().build_and_execute(|| {
		let asking = requested();
		let paid = held(FERDIE, HoldReason::Request);
		let (before, free) = (
			Balances::free_balance(MALLORY.id()),
			Balances::free_balance(FERDIE.id()),
		);
		for block in [TTL, 1 + TTL] {
			go_to_block(block);
			assert_noop!(close(MALLORY, &asking), Error::NotRequester);
		}
		go_to_block(2 + TTL);
		assert_ok!(close(MALLORY, &asking));
		let cause = RejectionCause::Timeout;
		let rejected = Event::RequestRejected {
			request_id: asking.id(),
			record_id: asking.record_id,
			cause,
		};
		assert_eq!(events(), [rejected, closed(MALLORY, &asking)]);
		assert_eq!(Balances::free_balance(MALLORY.id()), before);
		assert_eq!(Balances::free_balance(FERDIE.id()), free + paid);
	});
}

#[test]
fn close_request_tells_no_timeout_when_it_was_decided_before() {
	ExtBuilder::default().build_and_execute(|| {
		let record_id = upload(1).id();
		let (approved, rejected) = (request(FERDIE, record_id), request(FERDIE, record_id));
		for admin in [ALICE, BOB, CHARLIE] {
			assert_ok!(approved.approve(admin));
		}
		assert_ok!(rejected.reject(ALICE));
		assert_ok!(rejected.reject(BOB));
		go_to_block(2 + CONSENT_TTL);
		System::reset_events();
		for asking in [approved, rejected] {
			assert_ok!(close(MALLORY, &asking));
			assert_eq!(events(), [closed(MALLORY, &asking)]);
		}
	});
}

#[test]
fn close_request_works_for_anyone_when_its_epoch_is_over() {
	ExtBuilder::default().build_and_execute(|| {
		let asking = requested();
		assert_ok!(asking.approve(ALICE));
		next_epoch();
		System::reset_events();
		assert_ok!(close(MALLORY, &asking));
		let cancelled = Event::RequestCancelled {
			request_id: asking.id(),
			record_id: asking.record_id,
			requester: FERDIE.id(),
			cause: CancelCause::EpochOver,
			readable: false,
		};
		assert_eq!(events(), [cancelled, closed(MALLORY, &asking)]);
		assert_eq!(held(FERDIE, HoldReason::Request), 0);
	});
}

#[test]
fn close_request_fails_for_others_when_it_was_approved_before_its_epoch_was_over() {
	ExtBuilder::default().build_and_execute(|| {
		let asking = requested();
		for admin in [ALICE, BOB, CHARLIE] {
			assert_ok!(asking.approve(admin));
		}
		next_epoch();
		assert_noop!(close(MALLORY, &asking), Error::NotRequester);
		System::reset_events();
		assert_ok!(close(FERDIE, &asking));
		assert_eq!(events(), [closed(FERDIE, &asking)]);
	});
}

#[test]
fn close_request_leaves_other_requests_alone() {
	ExtBuilder::default().build_and_execute(|| {
		let record_id = upload(1).id();
		let (first, second) = (request(FERDIE, record_id), request(FERDIE, record_id));
		assert_ok!(second.approve(ALICE));
		assert_ok!(close(FERDIE, &first));
		assert_eq!(second.status(), Some(RequestStatus::Open));
		assert_eq!((counted(FERDIE).next_seq, counted(FERDIE).open), (2, 1));
		assert_ok!(second.approve(BOB));
	});
}
