//! `approve`.

use frame_support::{assert_noop, assert_ok};
use sp_runtime::traits::BadOrigin;
use threshold_decryption::{
	Mode, PartialDecryption, capsule_point, combine, create_share, open_share, share_ciphertext,
};

use crate::{Requests, mock::*, types::*};

#[test]
fn approve_stores_the_share_and_counts() {
	ExtBuilder::default().build_and_execute(|| {
		let asking = requested();
		let share = asking.share_of(ALICE);
		go_to_block(4);
		assert_ok!(MedicalRecords::approve(ALICE.origin(), asking.id(), share));
		let request = Requests::<Test>::get(asking.id()).unwrap();
		let vote = Vote::Share(share_ciphertext(&share));
		let (index, at) = (1, 4);
		assert_eq!(request.votes.to_vec(), [Answer { index, at, vote }]);
		assert_eq!(
			(request.yes, request.no, request.status),
			(1, 0, RequestStatus::Open)
		);
		let (request_id, record_id, admin) = (asking.id(), asking.record_id, ALICE.id());
		assert_eq!(
			events(),
			[Event::ApprovalRecorded {
				request_id,
				record_id,
				admin,
				index: 1,
				key_id: 1,
				epoch: 1,
				yes: 1,
				needed: 3
			}]
		);
	});
}

#[test]
fn approve_approves_the_request_when_it_is_the_third() {
	ExtBuilder::default().build_and_execute(|| {
		let asking = requested();
		assert_ok!(asking.approve(DAVE));
		assert_ok!(asking.approve(BOB));
		assert_eq!(asking.status(), Some(RequestStatus::Open));
		System::reset_events();
		assert_ok!(asking.approve(ALICE));
		assert_eq!(asking.status(), Some(RequestStatus::Approved));
		let (request_id, admin, record_id) = (asking.id(), ALICE.id(), asking.record_id);
		assert_eq!(
			events(),
			[
				Event::ApprovalRecorded {
					request_id,
					record_id,
					admin,
					index: 1,
					key_id: 1,
					epoch: 1,
					yes: 3,
					needed: 3
				},
				Event::RequestApproved {
					request_id,
					record_id,
					requester: FERDIE.id(),
				},
			]
		);
		// The fourth is not needed any more.
		assert_noop!(asking.approve(CHARLIE), Error::RequestClosed);
	});
}

#[test]
fn approve_goes_on_after_one_rejection_of_an_outsiders_request() {
	ExtBuilder::default().build_and_execute(|| {
		let asking = requested();
		assert_ok!(asking.reject(ALICE));
		for admin in [BOB, CHARLIE, DAVE] {
			assert_ok!(asking.approve(admin));
		}
		assert_eq!(asking.status(), Some(RequestStatus::Approved));
	});
}

#[test]
fn approve_fails_when_the_administrator_has_answered() {
	ExtBuilder::default().build_and_execute(|| {
		let asking = requested();
		assert_ok!(asking.approve(ALICE));
		assert_noop!(asking.approve(ALICE), Error::AlreadyVoted);
		assert_noop!(asking.reject(ALICE), Error::AlreadyVoted);
		assert_ok!(asking.reject(BOB));
		assert_noop!(asking.approve(BOB), Error::AlreadyVoted);
		assert_noop!(asking.reject(BOB), Error::AlreadyVoted);
	});
}

#[test]
fn approve_fails_when_it_is_ones_own_request() {
	ExtBuilder::default().build_and_execute(|| {
		let asking = request(ALICE, upload(1).id());
		assert_noop!(asking.approve(ALICE), Error::RequesterCannotApprove);
		assert_noop!(asking.reject(ALICE), Error::RequesterCannotApprove);
	});
}

#[test]
fn approve_fails_when_not_by_an_administrator() {
	ExtBuilder::default().build_and_execute(|| {
		let asking = requested();
		let share = asking.share_of(ALICE);
		for person in [EVE, ONE, FERDIE, OFFICER, MALLORY] {
			assert_noop!(
				MedicalRecords::approve(person.origin(), asking.id(), share),
				Error::NotAdministrator
			);
		}
		let call = MedicalRecords::approve(RuntimeOrigin::root(), asking.id(), share);
		assert_noop!(call, BadOrigin);
	});
}

#[test]
fn approve_fails_when_there_is_no_such_request() {
	ExtBuilder::default().build_and_execute(|| {
		let call = MedicalRecords::approve(ALICE.origin(), [9; 16], [0; 288]);
		assert_noop!(call, Error::RequestNotFound);
	});
}

#[test]
fn approve_works_up_to_the_block_in_which_the_request_expires() {
	ExtBuilder::default().build_and_execute(|| {
		let asking = requested();
		go_to_block(TTL);
		assert_ok!(asking.approve(ALICE));
		go_to_block(1 + TTL);
		assert_ok!(asking.approve(BOB));
		go_to_block(2 + TTL);
		assert_noop!(asking.approve(CHARLIE), Error::Expired);
		assert_noop!(asking.reject(CHARLIE), Error::Expired);
	});
}

#[test]
fn approve_fails_when_the_epoch_is_over() {
	ExtBuilder::default().build_and_execute(|| {
		let record_id = upload(1).id();
		let (open, approved) = (request(FERDIE, record_id), request(FERDIE, record_id));
		assert_ok!(open.approve(ALICE));
		for admin in [ALICE, BOB, CHARLIE] {
			assert_ok!(approved.approve(admin));
		}
		next_epoch();
		assert_noop!(open.approve(BOB), Error::WrongEpoch);
		assert_noop!(open.reject(BOB), Error::WrongEpoch);
		// What was approved before stays approved, and can be consented to.
		assert_eq!(approved.status(), Some(RequestStatus::Approved));
		assert_ok!(MedicalRecords::grant_consent(
			EVE.origin(),
			approved.id(),
			[1; 80]
		));
		let access = MedicalRecords::may_read(record_id, FERDIE.id());
		assert_eq!(
			access,
			ReadAccess::Granted {
				request_id: approved.id(),
				until: 1 + OPENING_TTL,
				acknowledged: false,
			}
		);
	});
}

#[test]
fn approve_fails_when_the_share_is_for_another_request() {
	ExtBuilder::default().build_and_execute(|| {
		let (first, second) = (upload(1).id(), upload(2).id());
		let asking = request(FERDIE, first);
		let others = [
			request(FERDIE, first),
			request(FERDIE, second),
			request(TWO, first),
			request(BOB, first),
		];
		for other in others {
			let call = MedicalRecords::approve(ALICE.origin(), asking.id(), other.share_of(ALICE));
			assert_noop!(call, Error::BadShareProof);
		}
	});
}

#[test]
fn approve_fails_when_the_share_is_of_another_administrator() {
	ExtBuilder::default().build_and_execute(|| {
		let asking = requested();
		let call = MedicalRecords::approve(BOB.origin(), asking.id(), asking.share_of(ALICE));
		assert_noop!(call, Error::BadShareProof);
	});
}

#[test]
fn approve_fails_when_the_share_has_the_mask_of_the_other_mode() {
	ExtBuilder::default().build_and_execute(|| {
		let record = upload(1);
		let r = capsule_point(&record.capsule);
		let cases = [
			(request(FERDIE, record.id()), Mode::Admin),
			(request(ALICE, record.id()), Mode::Outsider),
		];
		for (asking, wrong) in cases {
			let share = create_share(BOB.secret(), wrong, &asking.ctx, &r, &asking.q, &mut rng(3)).unwrap();
			let call = MedicalRecords::approve(BOB.origin(), asking.id(), share);
			assert_noop!(call, Error::BadShareProof);
			assert_ok!(asking.approve(BOB));
		}
	});
}

#[test]
fn approve_fails_when_any_part_of_the_share_is_changed() {
	ExtBuilder::default().build_and_execute(|| {
		let asking = requested();
		let good = asking.share_of(ALICE);
		for field in 0..6 {
			for byte in [32 * field, 32 * field + 31] {
				let mut share = good;
				share[byte] ^= 1;
				let call = MedicalRecords::approve(ALICE.origin(), asking.id(), share);
				assert_noop!(call, Error::BadShareProof);
			}
		}
		let call = MedicalRecords::approve(ALICE.origin(), asking.id(), [0; 288]);
		assert_noop!(call, Error::BadShareProof);
	});
}

#[test]
fn approve_works_when_the_patient_has_changed_keys_since_the_upload() {
	ExtBuilder::default().build_and_execute(|| {
		let record = upload(1);
		register_user(EVE);
		let asking = request(FERDIE, record.id());
		register_user(EVE);
		for admin in [ALICE, BOB, CHARLIE] {
			assert_ok!(asking.approve(admin));
		}
		assert_eq!(opened(&asking), Some(record.u));
	});
}

#[test]
fn approve_fails_when_the_record_was_erased_meanwhile() {
	ExtBuilder::default().build_and_execute(|| {
		let asking = requested();
		assert_ok!(asking.approve(ALICE));
		let share = asking.share_of(BOB);
		assert_ok!(erase(EVE, asking.record_id));
		assert_noop!(
			MedicalRecords::approve(BOB.origin(), asking.id(), share),
			Error::RequestNotFound
		);
	});
}

fn partials(asking: &Asking) -> Vec<PartialDecryption> {
	let open = |(index, vote)| match vote {
		Vote::Share(sealed) => Some(open_share(&asking.key(), index, &sealed).unwrap()),
		Vote::Rejection(_) => None,
	};
	asking.votes().into_iter().filter_map(open).collect()
}

/// What a requester who takes these for the shares of one request would compute.
fn opened(asking: &Asking) -> Option<[u8; 32]> {
	combine(&partials(asking)).ok().map(|u| *u)
}

/// Two rejected requests give three valid shares of three administrators. They do not add up.
#[test]
fn shares_of_two_requests_do_not_pool() {
	ExtBuilder::default().build_and_execute(|| {
		let record = upload(1);
		let (first, second) = (request(FERDIE, record.id()), request(FERDIE, record.id()));
		assert_ok!(first.approve(ALICE));
		assert_ok!(first.approve(BOB));
		assert_ok!(second.approve(CHARLIE));
		let mut pooled = partials(&first);
		pooled.extend(partials(&second));
		assert_eq!(pooled.len(), 3);
		assert_ne!(*combine(&pooled).unwrap(), record.u);

		// The same administrator's share of the right request makes the difference.
		assert_ok!(first.approve(CHARLIE));
		assert_eq!(opened(&first), Some(record.u));
	});
}

/// The same keys in a new request after the first was closed: the number is new, and so is the context.
#[test]
fn shares_of_a_request_made_again_with_the_same_keys_do_not_pool() {
	ExtBuilder::default().build_and_execute(|| {
		let record = upload(1);
		let first = request(FERDIE, record.id());
		assert_ok!(first.approve(ALICE));
		assert_ok!(first.approve(BOB));
		let mut pooled = partials(&first);
		assert_ok!(first.reject(CHARLIE));
		assert_ok!(first.reject(DAVE));
		assert_ok!(MedicalRecords::close_request(FERDIE.origin(), first.id()));

		let second = ask_with_seed(FERDIE, record.id(), 1, first.seed);
		assert_eq!(second.q, first.q);
		assert_ok!(second.send());
		assert_ok!(second.approve(CHARLIE));
		pooled.extend(partials(&second));
		assert_ne!(*combine(&pooled).unwrap(), record.u);
	});
}

#[test]
fn shares_open_to_nobody_but_the_requester() {
	ExtBuilder::default().build_and_execute(|| {
		let record = upload(1);
		let asking = request(FERDIE, record.id());
		for admin in [ALICE, BOB, CHARLIE] {
			assert_ok!(asking.approve(admin));
		}
		assert_eq!(opened(&asking), Some(record.u));
		let thief = Asking {
			seed: [1; 32],
			..asking
		};
		assert_ne!(opened(&thief), Some(record.u));
	});
}
