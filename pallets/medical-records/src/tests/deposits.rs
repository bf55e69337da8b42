//! Deposits: who pays, how much, and that it comes back to who paid.

use frame_support::{assert_noop, assert_ok, traits::fungible::Inspect};
use parity_scale_codec::MaxEncodedLen;
use sp_runtime::TokenError;

use crate::{HoldReason, RecordOf, RequestOf, mock::*, types::*};

fn record_deposit() -> u128 {
	Base::get() + PerByte::get() * RecordOf::<Test>::max_encoded_len() as u128
}

fn request_deposit() -> u128 {
	Base::get() + PerByte::get() * RequestOf::<Test>::max_encoded_len() as u128
}

#[test]
fn a_record_is_paid_by_its_uploader_until_it_is_erased() {
	ExtBuilder::default().build_and_execute(|| {
		let total = <Balances as Inspect<_>>::total_balance(&ONE.id());
		let first = upload(1).id();
		upload(2);
		assert_eq!(held(ONE, HoldReason::Record), 2 * record_deposit());
		assert_eq!(held(EVE, HoldReason::Record), 0);
		assert_ok!(erase(EVE, first));
		assert_eq!(held(ONE, HoldReason::Record), record_deposit());
		assert_eq!(<Balances as Inspect<_>>::total_balance(&ONE.id()), total);
	});
}

#[test]
fn a_request_is_paid_by_the_requester_until_it_is_closed() {
	ExtBuilder::default().build_and_execute(|| {
		let record_id = upload(1).id();
		let asked = [request(FERDIE, record_id), request(FERDIE, record_id)];
		assert_eq!(held(FERDIE, HoldReason::Request), 2 * request_deposit());
		// Answers cost the requester nothing more.
		assert_ok!(asked[0].approve(ALICE));
		assert_ok!(MedicalRecords::grant_consent(
			EVE.origin(),
			asked[0].id(),
			[1; 80]
		));
		assert_eq!(held(FERDIE, HoldReason::Request), 2 * request_deposit());
		assert_ok!(MedicalRecords::close_request(FERDIE.origin(), asked[0].id()));
		assert_eq!(held(FERDIE, HoldReason::Request), request_deposit());
		go_to_block(2 + TTL);
		assert_ok!(MedicalRecords::close_request(MALLORY.origin(), asked[1].id()));
		assert_eq!(held(FERDIE, HoldReason::Request), 0);
	});
}

#[test]
fn deposits_of_cancelled_requests_return_to_each_requester() {
	ExtBuilder::default().build_and_execute(|| {
		let record_id = upload(1).id();
		for person in [FERDIE, TWO, ALICE] {
			request(person, record_id);
			assert_eq!(held(person, HoldReason::Request), request_deposit());
		}
		assert_ok!(erase(EVE, record_id));
		for person in [FERDIE, TWO, ALICE] {
			assert_eq!(held(person, HoldReason::Request), 0);
		}
		assert_eq!(held(ONE, HoldReason::Record), 0);
	});
}

#[test]
fn a_superseded_record_stays_paid_until_it_is_erased() {
	ExtBuilder::default().build_and_execute(|| {
		let older = upload(1).id();
		let newer = Upload {
			supersedes: Some(older),
			..seal(ONE, EVE, 2)
		};
		assert_ok!(newer.send());
		assert_eq!(held(ONE, HoldReason::Record), 2 * record_deposit());
		assert_ok!(acknowledge(EVE, newer.id()));
		assert_eq!(held(ONE, HoldReason::Record), 2 * record_deposit());
		assert_ok!(erase(EVE, older));
		assert_eq!(held(ONE, HoldReason::Record), record_deposit());
	});
}

/// All writes of a call that fails at its last step, here the deposit of a correction, are undone.
#[test]
fn nothing_is_written_when_a_call_fails_late() {
	ExtBuilder::default().build_and_execute(|| {
		let older = upload(1).id();
		let asking = request(FERDIE, older);
		let newer = Upload {
			supersedes: Some(older),
			..seal(ONE, EVE, 2)
		};
		let rest = Balances::free_balance(ONE.id()) - record_deposit();
		assert_ok!(Balances::transfer_allow_death(ONE.origin(), EVE.id(), rest));
		// The existential deposit is missing.
		assert_noop!(newer.send(), TokenError::FundsUnavailable);
		assert_eq!(asking.status(), Some(RequestStatus::Open));
		assert_ok!(Balances::transfer_allow_death(EVE.origin(), ONE.id(), 1));
		assert_ok!(newer.send());
	});
}

#[test]
fn hold_reasons_keep_their_bytes() {
	use parity_scale_codec::Encode;
	assert_eq!(HoldReason::Record.encode(), [0]);
	assert_eq!(HoldReason::Request.encode(), [1]);
	assert_eq!(HoldReason::User.encode(), [2]);
	assert_eq!(RecordHold::get().encode(), [50, 0]);
	assert_eq!(RequestHold::get().encode(), [50, 1]);
}
