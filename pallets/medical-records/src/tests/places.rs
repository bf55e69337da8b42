//! The places of a record: only what may still be answered or used holds one.

use frame_support::{assert_noop, assert_ok};

use crate::{Call, HoldReason, OpenByRecord, mock::*, types::*};

/// All places but the one for emergencies are taken.
fn full(record_id: RecordId) -> Vec<Asking> {
	[FERDIE, FERDIE, TWO, TWO, ALICE]
		.map(|person| request(person, record_id))
		.into()
}

#[test]
fn what_is_rejected_or_denied_frees_its_place_at_once() {
	ExtBuilder::default().build_and_execute(|| {
		let record_id = upload(1).id();
		let asked = full(record_id);
		assert_noop!(ask(BOB, record_id).send(), Error::MaxRequestsPerRecordExceeded);
		assert_ok!(asked[0].reject(ALICE));
		assert_ok!(asked[0].reject(BOB));
		assert_eq!(counted(FERDIE).open, 1);
		assert_ok!(ask(BOB, record_id).send());
		assert_noop!(ask(BOB, record_id).send(), Error::MaxRequestsPerRecordExceeded);
		assert_ok!(MedicalRecords::deny_consent(EVE.origin(), asked[2].id()));
		assert_eq!(counted(TWO).open, 1);
		// The list is full now: the first that holds no place is closed, and its deposit returns.
		assert_eq!(OpenByRecord::<Test>::get(record_id).len(), 6);
		let before = held(FERDIE, HoldReason::Request);
		System::reset_events();
		let asking = ask(BOB, record_id);
		assert_ok!(asking.send());
		assert_eq!(asked[0].status(), None);
		assert_eq!(held(FERDIE, HoldReason::Request), before / 2);
		assert_eq!(
			events()[0],
			Event::RequestClosed {
				request_id: asked[0].id(),
				record_id,
				requester: asked[0].requester.id(),
				by: BOB.id(),
				readable: false,
			}
		);
		assert_eq!((counted(FERDIE).open, counted(BOB).open), (1, 2));
	});
}

#[test]
fn what_has_expired_frees_its_place_at_once() {
	ExtBuilder::default().build_and_execute(|| {
		let record_id = upload(1).id();
		let asked = full(record_id);
		for admin in [ALICE, BOB, CHARLIE] {
			assert_ok!(asked[1].approve(admin));
		}
		go_to_block(1 + TTL);
		assert_noop!(ask(BOB, record_id).send(), Error::MaxRequestsPerRecordExceeded);
		go_to_block(2 + TTL);
		// An approved one waits for consent, and four have expired.
		assert_ok!(ask(BOB, record_id).send());
		System::reset_events();
		let asking = ask(BOB, record_id);
		assert_ok!(asking.send());
		let request_id = asked[0].id();
		let cause = RejectionCause::Timeout;
		assert_eq!(
			events()[..2],
			[
				Event::RequestRejected {
					request_id,
					record_id,
					cause
				},
				Event::RequestClosed {
					request_id,
					record_id,
					requester: asked[0].requester.id(),
					by: BOB.id(),
					readable: false,
				},
			]
		);
		assert_eq!(asked[1].status(), Some(RequestStatus::Approved));
		assert_eq!(counted(FERDIE).open, 1);
	});
}

#[test]
fn a_place_is_kept_for_emergency_treatment() {
	ExtBuilder::default().build_and_execute(|| {
		let record_id = upload(1).id();
		full(record_id);
		assert_noop!(ask(BOB, record_id).send(), Error::MaxRequestsPerRecordExceeded);
		assert_ok!(ask_for(BOB, record_id, Purpose::EmergencyTreatment).send());
		let another = ask_for(BOB, record_id, Purpose::EmergencyTreatment);
		assert_noop!(another.send(), Error::MaxRequestsPerRecordExceeded);
	});
}

#[test]
fn request_access_fails_when_the_requester_has_made_too_many_in_a_day() {
	ExtBuilder::default().build_and_execute(|| {
		MaxRequestsPerDay::set(2);
		let record_id = upload(1).id();
		for _ in 0..2 {
			let asking = request(FERDIE, record_id);
			assert_ok!(MedicalRecords::close_request(FERDIE.origin(), asking.id()));
		}
		assert_noop!(ask(FERDIE, record_id).send(), Error::MaxRequestsPerDayExceeded);
		assert_ok!(ask(TWO, record_id).send());
		go_to_block(DAY - 1);
		assert_noop!(ask(FERDIE, record_id).send(), Error::MaxRequestsPerDayExceeded);
		go_to_block(DAY);
		assert_ok!(ask(FERDIE, record_id).send());
		assert_eq!(counted(FERDIE).made.count, 1);
	});
}

#[test]
fn request_access_pays_for_making_room_only_where_it_does() {
	ExtBuilder::default().build_and_execute(|| {
		use frame_support::dispatch::GetDispatchInfo;
		let a = ask(FERDIE, upload(1).id());
		let call = Call::<Test>::request_access {
			record_id: a.record_id,
			seq: a.seq,
			q: a.q,
			epk: a.epk,
			auth_sig: a.auth_sig.clone(),
			purpose: a.purpose,
		};
		assert_eq!(
			call.get_dispatch_info().call_weight,
			crate::free::twice(crate::derived::Weights::<Test>::request_access(1))
		);
		let paid = MedicalRecords::request_access(
			FERDIE.origin(),
			a.record_id,
			a.seq,
			a.q,
			a.epk,
			a.auth_sig,
			a.purpose,
		);
		assert_eq!(
			paid.unwrap().actual_weight,
			Some(crate::free::twice(
				crate::derived::Weights::<Test>::request_access(0)
			))
		);
	});
}
