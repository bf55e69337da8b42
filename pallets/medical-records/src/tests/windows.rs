//! Three windows: to decide, to consent, to open. Whoever comes late in one loses nothing of the next.

use frame_support::{assert_noop, assert_ok};

use crate::{OpenByRecord, Requests, mock::*, types::*};

fn grant(asking: &Asking) -> frame_support::dispatch::DispatchResult {
	MedicalRecords::grant_consent(EVE.origin(), asking.id(), [1; 80])
}

fn approve(asking: &Asking) {
	for admin in [ALICE, BOB, CHARLIE] {
		assert_ok!(asking.approve(admin));
	}
}

/// The end of the request's window, which its place has too.
fn expires(asking: &Asking) -> u32 {
	let expires = Requests::<Test>::get(asking.id()).unwrap().expires;
	let places = OpenByRecord::<Test>::get(asking.record_id);
	let place = places.iter().find(|place| place.request_id == asking.id());
	assert_eq!(place.unwrap().until, Some(expires));
	expires
}

#[test]
fn an_approval_in_the_last_block_leaves_the_patient_a_week() {
	ExtBuilder::default().build_and_execute(|| {
		let asking = requested();
		assert_eq!(expires(&asking), 1 + TTL);
		go_to_block(1 + TTL);
		approve(&asking);
		let until = 1 + TTL + CONSENT_TTL;
		assert_eq!(expires(&asking), until);
		go_to_block(until);
		assert_noop!(
			MedicalRecords::close_request(MALLORY.origin(), asking.id()),
			Error::NotRequester
		);
		assert_ok!(grant(&asking));
		assert_eq!(expires(&asking), until + OPENING_TTL);
		go_to_block(until + OPENING_TTL);
		assert_noop!(
			MedicalRecords::close_request(MALLORY.origin(), asking.id()),
			Error::NotRequester
		);
		go_to_block(until + OPENING_TTL + 1);
		assert_ok!(MedicalRecords::close_request(MALLORY.origin(), asking.id()));
	});
}

#[test]
fn consent_is_too_late_after_its_own_window() {
	ExtBuilder::default().build_and_execute(|| {
		let asking = requested();
		approve(&asking);
		go_to_block(1 + CONSENT_TTL + 1);
		assert_noop!(grant(&asking), Error::Expired);
		assert_eq!(
			MedicalRecords::may_read(asking.record_id, FERDIE.id()),
			ReadAccess::Expired {
				request_id: asking.id()
			}
		);
	});
}

#[test]
fn a_consent_before_the_approvals_opens_the_last_window_with_the_third() {
	ExtBuilder::default().build_and_execute(|| {
		let asking = requested();
		assert_ok!(grant(&asking));
		assert_eq!(expires(&asking), 1 + TTL);
		go_to_block(4);
		approve(&asking);
		assert_eq!(expires(&asking), 4 + OPENING_TTL);
	});
}

#[test]
fn a_consent_that_is_replaced_opens_no_window_anew() {
	ExtBuilder::default().build_and_execute(|| {
		let asking = requested();
		approve(&asking);
		go_to_block(3);
		assert_ok!(grant(&asking));
		go_to_block(9);
		assert_ok!(grant(&asking));
		assert_eq!(expires(&asking), 3 + OPENING_TTL);
	});
}
