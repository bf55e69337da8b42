//! `reject`, and the rule of the paper: approvals of k administrators other than the requester, or nothing.

use frame_support::{assert_noop, assert_ok};
use sp_runtime::traits::BadOrigin;

use crate::{HoldReason, Requests, mock::*, types::*};

const REJECTED: RequestStatus = RequestStatus::Rejected(RejectionCause::Administrators);

#[test]
fn reject_stores_the_reason_and_counts() {
	ExtBuilder::default().build_and_execute(|| {
		let asking = requested();
		let reason = RejectionReason::WrongPatient;
		assert_ok!(plain(MedicalRecords::reject(DAVE.origin(), asking.id(), reason)));
		assert_eq!(asking.votes(), [(4, Vote::Rejection(reason))]);
		let request = Requests::<Test>::get(asking.id()).unwrap();
		assert_eq!(
			(request.yes, request.no, request.status),
			(0, 1, RequestStatus::Open)
		);
		let (request_id, record_id, admin) = (asking.id(), asking.record_id, DAVE.id());
		assert_eq!(
			events(),
			[Event::RejectionRecorded {
				request_id,
				record_id,
				admin,
				index: 4,
				key_id: 1,
				epoch: 1,
				reason
			}]
		);
	});
}

/// Four administrators, three needed: two who refuse are too many for an outsider.
#[test]
fn reject_ends_an_outsiders_request_when_it_is_the_second() {
	ExtBuilder::default().build_and_execute(|| {
		let asking = requested();
		assert_ok!(asking.approve(ALICE));
		assert_ok!(asking.approve(BOB));
		assert_ok!(asking.reject(CHARLIE));
		assert_eq!(asking.status(), Some(RequestStatus::Open));
		System::reset_events();
		assert_ok!(asking.reject(DAVE));
		assert_eq!(asking.status(), Some(REJECTED));
		let (request_id, admin, reason) = (asking.id(), DAVE.id(), RejectionReason::NotJustified);
		let record_id = asking.record_id;
		assert_eq!(
			events(),
			[
				Event::RejectionRecorded {
					request_id,
					record_id,
					admin,
					index: 4,
					key_id: 1,
					epoch: 1,
					reason
				},
				Event::RequestRejected {
					request_id,
					record_id,
					cause: RejectionCause::Administrators
				},
			]
		);
		assert!(held(FERDIE, HoldReason::Request) > 0);
		let access = MedicalRecords::may_read(asking.record_id, FERDIE.id());
		assert_eq!(
			access,
			ReadAccess::Rejected {
				request_id,
				cause: RejectionCause::Administrators
			}
		);
	});
}

/// The paper: one of four requests, the other three acknowledge.
#[test]
fn an_administrators_request_is_approved_when_the_other_three_approve() {
	ExtBuilder::default().build_and_execute(|| {
		let asking = request(ALICE, upload(1).id());
		for admin in [BOB, CHARLIE] {
			assert_ok!(asking.approve(admin));
			assert_eq!(asking.status(), Some(RequestStatus::Open));
		}
		assert_ok!(asking.approve(DAVE));
		assert_eq!(asking.status(), Some(RequestStatus::Approved));
	});
}

/// The paper: otherwise it is rejected. Two approve and the third stays silent.
#[test]
fn an_administrators_request_is_rejected_when_the_third_does_not_answer() {
	ExtBuilder::default().build_and_execute(|| {
		let asking = request(ALICE, upload(1).id());
		assert_ok!(asking.approve(BOB));
		assert_ok!(asking.approve(CHARLIE));
		go_to_block(2 + TTL);
		let timeout = RequestStatus::Rejected(RejectionCause::Timeout);
		assert_eq!(MedicalRecords::request_status(asking.id()), Some(timeout));
		assert_noop!(asking.approve(DAVE), Error::Expired);
		System::reset_events();
		assert_ok!(MedicalRecords::close_request(ALICE.origin(), asking.id()));
		let (request_id, record_id) = (asking.id(), asking.record_id);
		assert_eq!(
			events(),
			[
				Event::RequestRejected {
					request_id,
					record_id,
					cause: RejectionCause::Timeout
				},
				Event::RequestClosed {
					request_id,
					record_id,
					requester: ALICE.id(),
					by: ALICE.id(),
					readable: false,
				},
			]
		);
	});
}

/// The paper: one who refuses is enough, at once.
#[test]
fn reject_ends_an_administrators_request_when_it_is_the_first() {
	ExtBuilder::default().build_and_execute(|| {
		let asking = request(ALICE, upload(1).id());
		assert_ok!(asking.approve(BOB));
		assert_ok!(asking.reject(CHARLIE));
		assert_eq!(asking.status(), Some(REJECTED));
		assert_noop!(asking.approve(DAVE), Error::RequestClosed);
	});
}

#[test]
fn reject_fails_when_the_request_is_decided() {
	ExtBuilder::default().build_and_execute(|| {
		let record_id = upload(1).id();
		let (approved, rejected) = (request(FERDIE, record_id), request(FERDIE, record_id));
		for admin in [ALICE, BOB, CHARLIE] {
			assert_ok!(approved.approve(admin));
		}
		assert_ok!(rejected.reject(ALICE));
		assert_ok!(rejected.reject(BOB));
		assert_noop!(approved.reject(DAVE), Error::RequestClosed);
		assert_noop!(rejected.reject(DAVE), Error::RequestClosed);
		assert_noop!(rejected.approve(DAVE), Error::RequestClosed);
	});
}

#[test]
fn reject_works_up_to_the_block_in_which_the_request_expires() {
	ExtBuilder::default().build_and_execute(|| {
		let record_id = upload(1).id();
		let asked = [
			request(FERDIE, record_id),
			request(FERDIE, record_id),
			request(FERDIE, record_id),
		];
		go_to_block(TTL);
		assert_ok!(asked[0].reject(ALICE));
		go_to_block(1 + TTL);
		assert_ok!(asked[1].reject(ALICE));
		go_to_block(2 + TTL);
		assert_noop!(asked[2].reject(ALICE), Error::Expired);
	});
}

#[test]
fn reject_fails_when_not_by_an_administrator() {
	ExtBuilder::default().build_and_execute(|| {
		let asking = requested();
		for person in [EVE, ONE, FERDIE, OFFICER, MALLORY] {
			assert_noop!(asking.reject(person), Error::NotAdministrator);
		}
		let call = MedicalRecords::reject(RuntimeOrigin::none(), asking.id(), RejectionReason::Other);
		assert_noop!(call, BadOrigin);
	});
}

#[test]
fn reject_fails_when_there_is_no_such_request() {
	ExtBuilder::default().build_and_execute(|| {
		let call = MedicalRecords::reject(ALICE.origin(), [9; 16], RejectionReason::Other);
		assert_noop!(call, Error::RequestNotFound);
	});
}
