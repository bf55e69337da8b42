//! `request_access`.

use frame_support::{assert_noop, assert_ok};
use parity_scale_codec::Encode;
use sp_runtime::{ArithmeticError, TokenError, traits::BadOrigin};
use threshold_decryption::{RequestKey, auth_message, deal_committee};

use crate::{Call, HoldReason, OpenByRecord, Requesters, Requests, mock::*, types::*};

#[test]
fn request_access_stores_the_request() {
	ExtBuilder::default().build_and_execute(|| {
		let record_id = upload(1).id();
		System::reset_events();
		go_to_block(7);
		let asking = ask(FERDIE, record_id);
		assert_ok!(asking.send());
		let request = Requests::<Test>::get(asking.id()).unwrap();
		assert_eq!(
			(request.record_id, request.requester, request.seq),
			(record_id, FERDIE.id(), 0)
		);
		assert_eq!(
			(request.q, request.epk, request.auth_sig),
			(asking.q, asking.epk, asking.auth_sig.clone())
		);
		assert_eq!(
			(request.key_id, request.epoch, request.mode),
			(1, 1, RequestMode::Outsider)
		);
		assert_eq!(
			(request.purpose, request.created, request.expires),
			(Purpose::Treatment, 7, 7 + TTL)
		);
		assert_eq!(
			(request.yes, request.no, request.status),
			(0, 0, RequestStatus::Open)
		);
		assert_eq!(request.patient, EVE.id());
		assert_eq!((request.votes.len(), request.consent), (0, None));
		let counted = counted(FERDIE);
		assert_eq!((counted.next_seq, counted.open, counted.made.count), (1, 1, 1));
		let place = Place {
			request_id: asking.id(),
			requester: FERDIE.id(),
			until: Some(7 + TTL),
			epoch: Some(1),
		};
		assert_eq!(OpenByRecord::<Test>::get(record_id).to_vec(), [place]);
		assert!(held(FERDIE, HoldReason::Request) > 0);
		let (mode, purpose, expires) = (RequestMode::Outsider, Purpose::Treatment, 7 + TTL);
		let (request_id, requester) = (asking.id(), FERDIE.id());
		assert_eq!(
			events(),
			[Event::AccessRequested {
				request_id,
				record_id,
				requester,
				purpose,
				mode,
				expires,
				payer: FERDIE.id(),
			}]
		);
	});
}

#[test]
fn request_access_has_mode_admin_when_the_requester_is_one() {
	ExtBuilder::default().build_and_execute(|| {
		let asking = request(ALICE, upload(1).id());
		assert_eq!(
			Requests::<Test>::get(asking.id()).unwrap().mode,
			RequestMode::Admin
		);
	});
}

#[test]
fn request_access_fails_when_nobody_signed() {
	ExtBuilder::default().build_and_execute(|| {
		let a = ask(FERDIE, upload(1).id());
		let origin = RuntimeOrigin::root();
		let call = MedicalRecords::request_access(origin, a.record_id, 0, a.q, a.epk, a.auth_sig, a.purpose);
		assert_noop!(call, BadOrigin);
	});
}

#[test]
fn request_access_fails_when_the_role_does_not_request() {
	ExtBuilder::default().build_and_execute(|| {
		let record_id = upload(1).id();
		for person in [GRACE, OFFICER, MALLORY, CHARLIE] {
			assert_noop!(ask(person, record_id).send(), Error::RoleCannotRequest);
		}
	});
}

#[test]
fn request_access_fails_when_there_is_no_such_record() {
	ExtBuilder::default().build_and_execute(|| {
		let record_id = upload(1).id();
		let asking = ask(FERDIE, record_id);
		assert_noop!(
			Asking {
				record_id: [9; 16],
				..asking.clone()
			}
			.send(),
			Error::RecordNotFound
		);
		assert_ok!(erase(EVE, record_id));
		assert_noop!(asking.send(), Error::RecordErased);
	});
}

#[test]
fn request_access_fails_when_the_number_is_not_the_next() {
	ExtBuilder::default().build_and_execute(|| {
		let record_id = upload(1).id();
		assert_ok!(ask_with_seq(FERDIE, record_id, 0).send());
		assert_noop!(ask_with_seq(FERDIE, record_id, 0).send(), Error::WrongSeq);
		assert_noop!(ask_with_seq(FERDIE, record_id, 2).send(), Error::WrongSeq);
		assert_ok!(ask_with_seq(FERDIE, record_id, 1).send());
		// Everybody counts for themselves.
		assert_noop!(ask_with_seq(TWO, record_id, 2).send(), Error::WrongSeq);
		assert_ok!(ask_with_seq(TWO, record_id, 0).send());
	});
}

#[test]
fn request_access_fails_when_numbers_are_used_up() {
	ExtBuilder::default().build_and_execute(|| {
		let record_id = upload(1).id();
		Requesters::<Test>::insert(
			FERDIE.id(),
			Requester {
				next_seq: u32::MAX - 1,
				..Default::default()
			},
		);
		assert_ok!(ask(FERDIE, record_id).send());
		assert_eq!(counted(FERDIE).next_seq, u32::MAX);
		assert_noop!(ask(FERDIE, record_id).send(), ArithmeticError::Overflow);
	});
}

/// After each of its ends the very same request is refused by its number, and the same with a new number is another
/// request with another context.
fn sent_again(end: impl FnOnce(&Asking)) {
	ExtBuilder::default().build_and_execute(|| {
		let asking = requested();
		assert_ok!(asking.approve(ALICE));
		end(&asking);
		assert_eq!(asking.status(), None);
		assert_noop!(asking.send(), Error::WrongSeq);
		assert_noop!(
			Asking {
				seq: 1,
				..asking.clone()
			}
			.send(),
			Error::BadRequestSignature
		);
		let later = request(FERDIE, asking.record_id);
		assert_ne!((later.id(), later.ctx), (asking.id(), asking.ctx));
		let old_share = asking.share_of(ALICE);
		let call = MedicalRecords::approve(ALICE.origin(), later.id(), old_share);
		assert_noop!(call, Error::BadShareProof);
	});
}

#[test]
fn request_access_fails_when_sent_again_after_rejection() {
	sent_again(|asking| {
		assert_ok!(asking.reject(BOB));
		assert_ok!(asking.reject(CHARLIE));
		assert_noop!(asking.send(), Error::WrongSeq);
		assert_ok!(MedicalRecords::close_request(FERDIE.origin(), asking.id()));
	});
}

#[test]
fn request_access_fails_when_sent_again_after_close() {
	sent_again(|asking| {
		assert_ok!(MedicalRecords::close_request(FERDIE.origin(), asking.id()));
	});
}

#[test]
fn request_access_fails_when_sent_again_after_expiry() {
	sent_again(|asking| {
		go_to_block(2 + TTL);
		assert_noop!(asking.send(), Error::WrongSeq);
		assert_ok!(MedicalRecords::close_request(MALLORY.origin(), asking.id()));
	});
}

#[test]
fn request_access_fails_when_sent_again_after_suspension() {
	sent_again(|asking| {
		assert_ok!(suspend(EVE, asking.record_id));
		assert_noop!(asking.send(), Error::Suspended);
		assert_ok!(MedicalRecords::resume_record(EVE.origin(), asking.record_id));
		assert_noop!(asking.send(), Error::WrongSeq);
	});
}

#[test]
fn request_access_fails_when_the_patient_has_not_acknowledged_but_must() {
	ExtBuilder::default().build_and_execute(|| {
		RequirePatientAck::set(true);
		let record_id = upload(1).id();
		assert_noop!(ask(FERDIE, record_id).send(), Error::RecordNotAcknowledged);
		assert_ok!(acknowledge(EVE, record_id));
		assert_ok!(ask(FERDIE, record_id).send());
		RequirePatientAck::set(false);
	});
}

/// Committee 2 has n administrators, Alice among them, and releases with k of them.
fn committee_of(k: u16, people: &[Person]) -> Point {
	let indices: Vec<u16> = (1..).take(people.len()).collect();
	let (x, secrets) = deal_committee(k, &indices, &mut rng(5)).unwrap();
	assert_ok!(set_committee(2, k, x, certified(2, 1, k, &x, people, &secrets)));
	x
}

/// A record for committee 2.
fn record_for(x: &Point, number: u8) -> RecordId {
	let upload = Upload {
		key_id: 2,
		..seal_to(x, ONE, EVE, number)
	};
	assert_ok!(upload.send());
	upload.id()
}

#[test]
fn request_access_fails_when_too_few_administrators_are_left() {
	ExtBuilder::default().build_and_execute(|| {
		// k of n: an administrator needs n > k, an outsider n >= k.
		let record_id = record_for(&committee_of(3, &[ALICE, BOB, CHARLIE]), 1);
		assert_noop!(ask(ALICE, record_id).send(), Error::NotEnoughEligibleAdmins);
		assert_ok!(ask(FERDIE, record_id).send());
	});
	ExtBuilder::default().build_and_execute(|| {
		let record_id = record_for(&committee_of(2, &[ALICE, BOB, CHARLIE]), 1);
		assert_ok!(ask(ALICE, record_id).send());
	});
}

#[test]
fn request_access_fails_when_the_requester_has_too_many() {
	ExtBuilder::default().build_and_execute(|| {
		let records: Vec<RecordId> = (1..=5).map(|number| upload(number).id()).collect();
		let first: Vec<Asking> = records[..4].iter().map(|id| request(FERDIE, *id)).collect();
		assert_eq!(counted(FERDIE).open, MaxOpenRequests::get());
		assert_noop!(ask(FERDIE, records[4]).send(), Error::MaxOpenRequestsExceeded);
		assert_ok!(ask(TWO, records[4]).send());
		assert_ok!(MedicalRecords::close_request(FERDIE.origin(), first[0].id()));
		assert_ok!(ask(FERDIE, records[4]).send());
	});
}

#[test]
fn request_access_fails_when_the_record_has_too_many() {
	ExtBuilder::default().build_and_execute(|| {
		let (record_id, other) = (upload(1).id(), upload(2).id());
		let requesters = [FERDIE, FERDIE, TWO, TWO, ALICE];
		let asked: Vec<Asking> = requesters.map(|person| request(person, record_id)).into();
		assert_eq!(asked.len(), MaxRequestsPerRecord::get() as usize - 1);
		assert_noop!(ask(BOB, record_id).send(), Error::MaxRequestsPerRecordExceeded);
		assert_ok!(ask(BOB, other).send());
		assert_ok!(MedicalRecords::close_request(TWO.origin(), asked[2].id()));
		assert_ok!(ask(BOB, record_id).send());
	});
}

#[test]
fn request_access_fails_when_the_requester_has_too_many_for_the_record() {
	ExtBuilder::default().build_and_execute(|| {
		let (record_id, other) = (upload(1).id(), upload(2).id());
		let asked: Vec<Asking> = (0..MaxOwnRequestsPerRecord::get())
			.map(|_| request(FERDIE, record_id))
			.collect();
		assert_noop!(
			ask(FERDIE, record_id).send(),
			Error::MaxOwnRequestsPerRecordExceeded
		);
		// Neither other requesters nor other records are in the way.
		assert_ok!(ask(TWO, record_id).send());
		let elsewhere = request(FERDIE, other);
		assert_ok!(MedicalRecords::close_request(FERDIE.origin(), elsewhere.id()));
		// A rejected one makes room at once.
		assert_ok!(asked[0].reject(ALICE));
		assert_ok!(asked[0].reject(BOB));
		assert_ok!(ask(FERDIE, record_id).send());
	});
}

#[test]
fn request_access_fails_when_the_signature_is_of_another_account() {
	ExtBuilder::default().build_and_execute(|| {
		let asking = ask(FERDIE, upload(1).id());
		let auth_sig = MALLORY.sign(&auth_message(
			&asking.record_id,
			asking.purpose as u8,
			&asking.ctx,
		));
		assert_noop!(Asking { auth_sig, ..asking }.send(), Error::BadRequestSignature);
	});
}

#[test]
fn request_access_fails_when_the_signature_is_of_the_bare_context() {
	ExtBuilder::default().build_and_execute(|| {
		let asking = ask(FERDIE, upload(1).id());
		let old = [&b"<Bytes>MQ1-auth"[..], &asking.ctx, b"</Bytes>"].concat();
		// A text that says something else than what is asked for.
		let other = auth_message(&asking.record_id, Purpose::Research as u8, &asking.ctx);
		for message in [asking.ctx.to_vec(), old, other] {
			let auth_sig = FERDIE.sign(&message);
			let asking = asking.clone();
			assert_noop!(Asking { auth_sig, ..asking }.send(), Error::BadRequestSignature);
		}
	});
}

#[test]
fn request_access_fails_when_anything_differs_from_what_was_signed() {
	ExtBuilder::default().build_and_execute(|| {
		let asking = ask(FERDIE, upload(1).id());
		let other_record = upload(2).id();
		let other_q = ask_with_seq(FERDIE, other_record, 5).q;
		let changed = [
			Asking {
				q: other_q,
				..asking.clone()
			},
			Asking {
				epk: [8; 32],
				..asking.clone()
			},
			Asking {
				purpose: Purpose::Research,
				..asking.clone()
			},
			Asking {
				record_id: other_record,
				..asking.clone()
			},
			// Somebody else sends Ferdie's request as their own.
			Asking {
				requester: TWO,
				..asking.clone()
			},
		];
		for asking in changed {
			assert_noop!(asking.send(), Error::BadRequestSignature);
		}
	});
}

#[test]
fn request_access_fails_when_the_committee_has_changed_since_it_was_signed() {
	ExtBuilder::default().build_and_execute(|| {
		let asking = ask(FERDIE, upload(1).id());
		next_epoch();
		assert_noop!(asking.send(), Error::BadRequestSignature);
		assert_ok!(ask(FERDIE, asking.record_id).send());
	});
}

#[test]
fn request_under_a_key_that_everybody_holds_gets_no_approval() {
	ExtBuilder::default().build_and_execute(|| {
		let record_id = upload(1).id();
		let asking = ask(FERDIE, record_id);
		// The identity: a share sealed to it would be in clear. And an encoding of no point.
		for (seq, q) in [(0, [0; 32]), (1, [0xff; 32])] {
			let ctx = context_of(FERDIE, record_id, seq, &q, &asking.epk);
			let asking = Asking {
				seq,
				q,
				auth_sig: FERDIE.sign(&auth_message(&record_id, Purpose::Treatment as u8, &ctx)),
				ctx,
				..asking.clone()
			};
			assert_ok!(asking.send());
			let of_another_key = Asking {
				q: RequestKey::from_seed(&[1; 32]).public(),
				..asking.clone()
			};
			assert_noop!(
				MedicalRecords::approve(ALICE.origin(), asking.id(), of_another_key.share_of(ALICE)),
				Error::BadShareProof
			);
		}
	});
}

#[test]
fn request_access_fails_when_it_was_signed_for_other_words_of_the_record() {
	ExtBuilder::default().build_and_execute(|| {
		let record_id = upload(1).id();
		let change: [fn(&mut crate::RecordOf<Test>); 4] = [
			|record| record.commitment[0] ^= 1,
			|record| record.csp_enc[0] ^= 1,
			|record| record.csp_check[0] ^= 1,
			|record| record.locator[0] ^= 1,
		];
		for change in change {
			let honest = crate::Records::<Test>::get(record_id).unwrap();
			let mut shown = honest.clone();
			change(&mut shown);
			crate::Records::<Test>::insert(record_id, shown);
			let asking = ask(FERDIE, record_id);
			crate::Records::<Test>::insert(record_id, honest);
			assert_noop!(asking.send(), Error::BadRequestSignature);
		}
		assert_ok!(ask(FERDIE, record_id).send());
	});
}

#[test]
fn request_access_fails_when_the_deposit_cannot_be_paid() {
	ExtBuilder::default().build_and_execute(|| {
		let asking = ask(FERDIE, upload(1).id());
		let rest = Balances::free_balance(FERDIE.id()) - 500;
		assert_ok!(Balances::transfer_allow_death(FERDIE.origin(), EVE.id(), rest));
		assert_noop!(asking.send(), TokenError::FundsUnavailable);
	});
}

#[test]
fn request_access_fails_when_it_would_expire_after_the_last_block() {
	ExtBuilder::default().build_and_execute(|| {
		let record_id = upload(1).id();
		go_to_block(u32::MAX - TTL + 1);
		assert_noop!(ask(FERDIE, record_id).send(), ArithmeticError::Overflow);
		go_to_block(u32::MAX - TTL);
		assert_ok!(ask(FERDIE, record_id).send());
	});
}

#[test]
fn one_whole_access_takes_961_bytes_of_call_data() {
	ExtBuilder::default().build_and_execute(|| {
		let a = requested();
		let request_id = a.id();
		let mut calls = vec![Call::<Test>::request_access {
			record_id: a.record_id,
			seq: a.seq,
			q: a.q,
			epk: a.epk,
			auth_sig: a.auth_sig.clone(),
			purpose: a.purpose,
		}];
		for admin in [ALICE, BOB, CHARLIE] {
			calls.push(Call::approve {
				request_id,
				share: a.share_of(admin),
			});
		}
		calls.push(Call::grant_consent {
			request_id,
			sealed: [0; 80],
		});
		calls.push(Call::close_request { request_id });
		let bytes: usize = calls
			.into_iter()
			.map(|call| RuntimeCall::from(call).encoded_size())
			.sum();
		println!("one access by three approvals takes {bytes} B of call data");
		assert_eq!(bytes, 961 - 64 + 3 * 96 + 1);
	});
}
