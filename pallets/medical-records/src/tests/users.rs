//! `register_user` and `set_role`.

use frame_support::{assert_noop, assert_ok};
use sp_runtime::{ArithmeticError, traits::BadOrigin};
use threshold_decryption::user_key_message;

use crate::{UserOf, Users, mock::*, types::*};

fn user(who: Person) -> UserOf<Test> {
	Users::<Test>::get(who.id()).unwrap()
}

#[test]
fn register_user_publishes_keys_of_a_patient() {
	ExtBuilder::default().build_and_execute(|| {
		let (csp_pk, enc_pk, key_sig) = user_keys(MALLORY);
		assert_ok!(MedicalRecords::register_user(
			MALLORY.origin(),
			csp_pk,
			enc_pk,
			key_sig.clone()
		));
		let keys = UserKeys {
			csp_version: 1,
			csp_pk,
			enc_pk,
			key_sig,
		};
		assert_eq!(
			user(MALLORY),
			User {
				role: Role::Patient,
				csp_version: 1,
				keys: Some(keys),
				deposit: user(MALLORY).deposit,
			}
		);
		assert_eq!(
			events(),
			[Event::UserRegistered {
				who: MALLORY.id(),
				csp_version: 1,
				by: MALLORY.id(),
			}]
		);
	});
}

#[test]
fn register_user_counts_versions_up() {
	ExtBuilder::default().build_and_execute(|| {
		register_user(EVE);
		register_user(EVE);
		assert_eq!(user(EVE).keys.unwrap().csp_pk, csp_pk(EVE, 3));
		let registered = |csp_version| Event::UserRegistered {
			who: EVE.id(),
			csp_version,
			by: EVE.id(),
		};
		assert_eq!(events(), [registered(2), registered(3)]);
	});
}

#[test]
fn register_user_keeps_the_role_when_it_was_given_before() {
	ExtBuilder::default().build_and_execute(|| {
		assert_eq!(
			user(FERDIE),
			User {
				role: Role::Clinician,
				csp_version: 0,
				keys: None,
				deposit: None,
			}
		);
		register_user(FERDIE);
		assert_eq!(user(FERDIE).role, Role::Clinician);
		assert_eq!(user(FERDIE).keys.unwrap().csp_version, 1);
	});
}

#[test]
fn register_user_keeps_the_account_from_vanishing() {
	ExtBuilder::default().build_and_execute(|| {
		assert_eq!(System::account(MALLORY.id()).sufficients, 0);
		register_user(MALLORY);
		register_user(MALLORY);
		assert_eq!(
			System::account(MALLORY.id()).sufficients,
			1,
			"once, however often keys change"
		);
		// All money may go; the number of transactions stays, or old ones could be sent again.
		System::inc_account_nonce(MALLORY.id());
		assert_ok!(Balances::transfer_all(MALLORY.origin(), EVE.id(), false));
		assert_eq!(System::account_nonce(MALLORY.id()), 1);
	});
}

#[test]
fn register_user_fails_when_the_signature_is_of_another_account() {
	ExtBuilder::default().build_and_execute(|| {
		let (csp_pk, enc_pk, key_sig) = user_keys(EVE);
		let call = MedicalRecords::register_user(MALLORY.origin(), csp_pk, enc_pk, key_sig);
		assert_noop!(call, Error::BadKeySignature);
	});
}

#[test]
fn register_user_fails_when_keys_are_sent_again() {
	ExtBuilder::default().build_and_execute(|| {
		let (csp_pk, enc_pk, key_sig) = user_keys(EVE);
		assert_ok!(MedicalRecords::register_user(
			EVE.origin(),
			csp_pk,
			enc_pk,
			key_sig.clone()
		));
		let call = MedicalRecords::register_user(EVE.origin(), csp_pk, enc_pk, key_sig);
		assert_noop!(call, Error::BadKeySignature);
	});
}

#[test]
fn register_user_fails_when_a_key_is_not_the_signed_one() {
	ExtBuilder::default().build_and_execute(|| {
		let (csp_pk, enc_pk, key_sig) = user_keys(EVE);
		let origin = EVE.origin();
		let call = MedicalRecords::register_user(origin.clone(), [1; 32], enc_pk, key_sig.clone());
		assert_noop!(call, Error::BadKeySignature);
		assert_noop!(
			MedicalRecords::register_user(origin, csp_pk, [1; 32], key_sig),
			Error::BadKeySignature
		);
	});
}

#[test]
fn register_user_fails_when_the_message_was_signed_without_its_wrapping() {
	ExtBuilder::default().build_and_execute(|| {
		let (csp, enc) = ([1; 32], [2; 32]);
		let wrapped = user_key_message(&GENESIS, &EVE.bytes(), 2, &csp, &enc);
		let bare = wrapped
			.strip_prefix(b"<Bytes>")
			.unwrap()
			.strip_suffix(b"</Bytes>")
			.unwrap();
		let call = MedicalRecords::register_user(EVE.origin(), csp, enc, EVE.sign(bare));
		assert_noop!(call, Error::BadKeySignature);
		assert_ok!(MedicalRecords::register_user(
			EVE.origin(),
			csp,
			enc,
			EVE.sign(&wrapped)
		));
	});
}

#[test]
fn register_user_fails_when_versions_are_used_up() {
	ExtBuilder::default().build_and_execute(|| {
		let mut eve = user(EVE);
		eve.csp_version = u16::MAX - 1;
		Users::<Test>::insert(EVE.id(), eve);
		register_user(EVE);
		assert_eq!(user(EVE).keys.unwrap().csp_version, u16::MAX);
		let call = MedicalRecords::register_user(EVE.origin(), [1; 32], [2; 32], no_signature());
		assert_noop!(call, ArithmeticError::Overflow);
	});
}

#[test]
fn register_user_fails_when_nobody_signed() {
	ExtBuilder::default().build_and_execute(|| {
		for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
			assert_noop!(
				MedicalRecords::register_user(origin, [1; 32], [2; 32], no_signature()),
				BadOrigin
			);
		}
	});
}

#[test]
fn set_role_gives_a_role_before_registration() {
	ExtBuilder::default().build_and_execute(|| {
		let role = Role::Clinician;
		assert_ok!(MedicalRecords::set_role(
			RuntimeOrigin::root(),
			MALLORY.id(),
			role
		));
		assert_eq!((user(MALLORY).role, user(MALLORY).keys), (role, None));
		assert_eq!(
			events(),
			[Event::RoleSet {
				who: MALLORY.id(),
				old: None,
				role
			}]
		);
	});
}

#[test]
fn set_role_keeps_keys_when_the_role_changes() {
	ExtBuilder::default().build_and_execute(|| {
		let before = user(EVE);
		assert_ok!(MedicalRecords::set_role(
			RuntimeOrigin::root(),
			EVE.id(),
			Role::Facility
		));
		assert_eq!(
			user(EVE),
			User {
				role: Role::Facility,
				..before
			}
		);
	});
}

#[test]
fn set_role_fails_when_not_by_governance() {
	ExtBuilder::default().build_and_execute(|| {
		for person in [MALLORY, ALICE, ONE] {
			let call = MedicalRecords::set_role(person.origin(), person.id(), Role::DataProtectionOfficer);
			assert_noop!(call, BadOrigin);
		}
	});
}
