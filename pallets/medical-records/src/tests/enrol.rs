//! `enrol` and `deregister`: people without tokens come, and people go.

use frame_support::{
	assert_noop, assert_ok,
	traits::{Currency, ExistenceRequirement::AllowDeath},
};
use sp_runtime::traits::BadOrigin;

use crate::{HoldReason, Users, mock::*, types::*};

#[test]
fn enrol_registers_a_patient_who_holds_nothing_and_the_facility_pays() {
	ExtBuilder::default().build_and_execute(|| {
		System::reset_events();
		assert_ok!(enrol(ONE, HEIDI));
		assert_eq!(
			events(),
			[Event::UserRegistered {
				who: HEIDI.id(),
				csp_version: 1,
				by: ONE.id()
			}]
		);
		assert_eq!(Balances::free_balance(HEIDI.id()), 0);
		assert!(held(ONE, HoldReason::User) > 0);
		// Exists, so that it can sign transactions.
		assert_eq!(System::account(HEIDI.id()).sufficients, 1);
		assert_ok!(seal(ONE, HEIDI, 1).send());
		assert_ok!(acknowledge(HEIDI, record_id(ONE, &[1; 16])));
	});
}

#[test]
fn enrol_takes_newer_keys_for_no_further_deposit() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(enrol(ONE, HEIDI));
		let deposit = held(ONE, HoldReason::User);
		assert_ok!(enrol(TWO, HEIDI));
		let user = Users::<Test>::get(HEIDI.id()).unwrap();
		assert_eq!(user.csp_version, 2);
		assert_eq!(user.deposit.map(|deposit| deposit.payer), Some(ONE.id()));
		assert_eq!(
			(held(ONE, HoldReason::User), held(TWO, HoldReason::User)),
			(deposit, 0)
		);
	});
}

#[test]
fn enrol_fails_when_the_keys_are_not_the_patients_or_were_used_before() {
	ExtBuilder::default().build_and_execute(|| {
		let (csp, enc, key_sig) = user_keys(HEIDI);
		let call = |who: Person, sig| MedicalRecords::enrol(ONE.origin(), who.id(), csp, enc, sig);
		assert_noop!(call(MALLORY, key_sig.clone()), Error::BadKeySignature);
		assert_noop!(call(HEIDI, user_keys(MALLORY).2), Error::BadKeySignature);
		assert_ok!(call(HEIDI, key_sig.clone()));
		assert_noop!(call(HEIDI, key_sig.clone()), Error::BadKeySignature);
		// Not after leaving, either.
		assert_ok!(MedicalRecords::deregister(HEIDI.origin()));
		assert_noop!(call(HEIDI, key_sig), Error::BadKeySignature);
		assert_ok!(enrol(TWO, HEIDI));
	});
}

#[test]
fn enrol_fails_when_by_anybody_but_a_facility() {
	ExtBuilder::default().build_and_execute(|| {
		for person in [FERDIE, EVE, OFFICER, MALLORY] {
			assert_noop!(enrol(person, HEIDI), Error::NotFacility);
		}
		let (csp, enc, key_sig) = user_keys(HEIDI);
		assert_noop!(
			MedicalRecords::enrol(RuntimeOrigin::root(), HEIDI.id(), csp, enc, key_sig),
			BadOrigin
		);
	});
}

#[test]
fn keys_are_signed_by_any_type_of_account() {
	use sp_core::{Pair, ecdsa, ed25519};
	use sp_runtime::{MultiSigner, traits::IdentifyAccount};
	use threshold_decryption::user_key_message;
	ExtBuilder::default().build_and_execute(|| {
		let (csp, enc) = ([1; 32], [2; 32]);
		let ed = ed25519::Pair::from_seed(&[1; 32]);
		let ec = ecdsa::Pair::from_seed(&[2; 32]);
		let accounts = [
			MultiSigner::Ed25519(ed.public()).into_account(),
			MultiSigner::Ecdsa(ec.public()).into_account(),
		];
		let message = |who: &sp_runtime::AccountId32| user_key_message(&GENESIS, who.as_ref(), 1, &csp, &enc);
		let signatures: [sp_runtime::MultiSignature; 2] = [
			ed.sign(&message(&accounts[0])).into(),
			ec.sign(&message(&accounts[1])).into(),
		];
		let enrol = |i: usize, j: usize| {
			MedicalRecords::enrol(ONE.origin(), accounts[i].clone(), csp, enc, signatures[j].clone())
		};
		assert_noop!(enrol(0, 1), Error::BadKeySignature);
		assert_noop!(enrol(1, 0), Error::BadKeySignature);
		assert_ok!(enrol(0, 0));
		assert_ok!(enrol(1, 1));
	});
}

#[test]
fn deregister_gives_everything_back_but_what_guards_against_replays() {
	ExtBuilder::default().build_and_execute(|| {
		register_user(MALLORY);
		let deposit = held(MALLORY, HoldReason::User);
		assert!(deposit > 0);
		System::inc_account_nonce(MALLORY.id());
		System::reset_events();
		assert_ok!(MedicalRecords::deregister(MALLORY.origin()));
		assert_eq!(events(), [Event::UserLeft { who: MALLORY.id() }]);
		assert_eq!(held(MALLORY, HoldReason::User), 0);
		let user = Users::<Test>::get(MALLORY.id()).unwrap();
		assert_eq!((user.keys, user.deposit, user.csp_version), (None, None, 1));
		// All of the money can go, the existential deposit too; the number of transactions stays.
		let all = Balances::free_balance(MALLORY.id());
		assert_ok!(<Balances as Currency<_>>::transfer(
			&MALLORY.id(),
			&EVE.id(),
			all,
			AllowDeath
		));
		assert_eq!(System::account_nonce(MALLORY.id()), 1);
		assert_noop!(MedicalRecords::deregister(MALLORY.origin()), Error::NotRegistered);
	});
}

#[test]
fn deregister_returns_the_deposit_to_the_facility_that_enrolled() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(enrol(ONE, HEIDI));
		assert_ok!(MedicalRecords::deregister(HEIDI.origin()));
		assert_eq!(held(ONE, HoldReason::User), 0);
	});
}

#[test]
fn deregister_fails_while_records_or_requests_are_there() {
	ExtBuilder::default().build_and_execute(|| {
		let record_id = upload(1).id();
		assert_noop!(MedicalRecords::deregister(EVE.origin()), Error::StillInUse);
		register_user(FERDIE);
		let asking = request(FERDIE, record_id);
		assert_noop!(MedicalRecords::deregister(FERDIE.origin()), Error::StillInUse);
		assert_ok!(MedicalRecords::close_request(FERDIE.origin(), asking.id()));
		assert_ok!(MedicalRecords::deregister(FERDIE.origin()));
		// Governance gave the role, and takes it.
		assert_eq!(Users::<Test>::get(FERDIE.id()).unwrap().role, Role::Clinician);
		assert_ok!(erase(EVE, record_id));
		assert_ok!(MedicalRecords::deregister(EVE.origin()));
	});
}
