//! `approve_many`.

use frame_support::{assert_noop, assert_ok, dispatch::DispatchResult};
use parity_scale_codec::{Decode, Encode};
use sp_runtime::traits::BadOrigin;

use crate::{mock::*, types::*};

/// Shares as one call.
fn send(origin: RuntimeOrigin, approvals: Vec<(RequestId, Share)>) -> DispatchResult {
	plain(MedicalRecords::approve_many(
		origin,
		approvals.try_into().unwrap(),
	))
}

/// Requests for records of their own, by the two who may ask.
fn three() -> [Asking; 3] {
	[
		request(FERDIE, upload(1).id()),
		request(FERDIE, upload(2).id()),
		request(ALICE, upload(3).id()),
	]
}

fn shares(asked: &[Asking], admin: Person) -> Vec<(RequestId, Share)> {
	asked
		.iter()
		.map(|asking| (asking.id(), asking.share_of(admin)))
		.collect()
}

#[test]
fn approve_many_does_what_each_approval_would() {
	ExtBuilder::default().build_and_execute(|| {
		let asked = three();
		assert_ok!(asked[0].approve(CHARLIE));
		assert_ok!(asked[0].approve(DAVE));
		System::reset_events();
		assert_ok!(send(BOB.origin(), shares(&asked, BOB)));
		let admin = BOB.id();
		let recorded = |asking: &Asking, yes| Event::ApprovalRecorded {
			request_id: asking.id(),
			record_id: asking.record_id,
			admin: admin.clone(),
			index: 2,
			key_id: 1,
			epoch: 1,
			yes,
			needed: 3,
		};
		assert_eq!(
			events(),
			[
				recorded(&asked[0], 3),
				Event::RequestApproved {
					request_id: asked[0].id(),
					record_id: asked[0].record_id,
					requester: asked[0].requester.id(),
				},
				recorded(&asked[1], 1),
				recorded(&asked[2], 1),
			]
		);
		assert_eq!(asked[0].status(), Some(RequestStatus::Approved));
		assert_eq!(asked[1].status(), Some(RequestStatus::Open));
	});
}

#[test]
fn approve_many_approves_none_when_one_share_is_false() {
	ExtBuilder::default().build_and_execute(|| {
		let asked = three();
		let right = shares(&asked, BOB);
		for wrong in 0..3 {
			for byte in [0, 100, 287] {
				let mut approvals = right.clone();
				approvals[wrong].1[byte] ^= 1;
				assert_noop!(send(BOB.origin(), approvals), Error::BadShareProof);
			}
		}
		// Two shares exchanged.
		let mut approvals = right.clone();
		(approvals[0].1, approvals[1].1) = (right[1].1, right[0].1);
		assert_noop!(send(BOB.origin(), approvals), Error::BadShareProof);
		// Those of another administrator.
		assert_noop!(send(BOB.origin(), shares(&asked, CHARLIE)), Error::BadShareProof);
		assert_ok!(send(BOB.origin(), right));
	});
}

#[test]
fn approve_many_approves_none_when_one_request_cannot_be_answered() {
	ExtBuilder::default().build_and_execute(|| {
		let asked = three();
		let approvals = shares(&asked, BOB);
		assert_ok!(asked[2].approve(BOB));
		assert_noop!(send(BOB.origin(), approvals.clone()), Error::AlreadyVoted);
		let mut unknown = approvals.clone();
		unknown[1].0 = [9; 16];
		assert_noop!(send(BOB.origin(), unknown), Error::RequestNotFound);
		// One's own among them.
		assert_noop!(
			send(ALICE.origin(), shares(&asked, ALICE)),
			Error::RequesterCannotApprove
		);
		assert_noop!(send(FERDIE.origin(), approvals.clone()), Error::NotAdministrator);
		assert_noop!(send(RuntimeOrigin::root(), approvals.clone()), BadOrigin);
		go_to_block(2 + TTL);
		assert_noop!(send(BOB.origin(), approvals), Error::Expired);
		assert_eq!(
			[&asked[0], &asked[1], &asked[2]].map(|asking| asking.votes().len()),
			[0, 0, 1]
		);
	});
}

#[test]
fn approve_many_fails_when_it_names_no_request_or_one_twice() {
	ExtBuilder::default().build_and_execute(|| {
		let asked = three();
		assert_noop!(send(BOB.origin(), vec![]), Error::BadApprovals);
		let mut approvals = shares(&asked, BOB);
		approvals.push(approvals[0]);
		assert_noop!(send(BOB.origin(), approvals), Error::BadApprovals);
	});
}

#[test]
fn approve_many_takes_sixteen_at_most() {
	ExtBuilder::default().build_and_execute(|| {
		let call = |number: usize| {
			let mut bytes = crate::Call::<Test>::approve_many {
				approvals: vec![([9; 16], [0; 288]); 16].try_into().unwrap(),
			}
			.encode();
			// One byte for the length, which SCALE writes as four times itself up to 63.
			bytes[1] = u8::try_from(number * 4).unwrap();
			bytes.resize(2 + number * (16 + 288), 0);
			crate::Call::<Test>::decode(&mut &bytes[..])
		};
		assert!(call(16).is_ok());
		assert!(call(17).is_err(), "no block takes a longer list");
	});
}
