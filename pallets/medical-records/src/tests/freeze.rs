//! Keys in wrong hands: `name_guardian`, `freeze_account`, `unfreeze_account`, `replace_account`.

use frame_support::{assert_noop, assert_ok, dispatch::DispatchResult};
use sp_runtime::traits::BadOrigin;

use crate::{Frozen, Guardians, mock::*, types::*};

fn name(who: Person, guardian: Option<Person>, until: Option<u32>) -> DispatchResult {
	MedicalRecords::name_guardian(who.origin(), guardian.map(|person| person.id()), until)
}

fn root() -> RuntimeOrigin {
	RuntimeOrigin::root()
}

#[test]
fn name_guardian_names_one_and_takes_it_back() {
	ExtBuilder::default().build_and_execute(|| {
		System::reset_events();
		for (guardian, until) in [(Some(GRACE), Some(9)), (Some(ONE), None), (None, None)] {
			assert_ok!(name(EVE, guardian, until));
			let guardian = guardian.map(|person| person.id());
			let named = Guardians::<Test>::get(EVE.id()).unwrap();
			assert_eq!(named.account, guardian);
			assert_eq!(
				events(),
				[Event::GuardianNamed {
					who: EVE.id(),
					guardian,
					from: named.from,
					until
				}]
			);
		}
		assert_noop!(name(EVE, Some(EVE), None), Error::BadGuardian);
		assert_noop!(name(MALLORY, Some(EVE), None), Error::NotRegistered);
		go_to_block(5);
		assert_noop!(name(EVE, Some(GRACE), Some(4)), Error::BadGuardian);
		assert_ok!(name(EVE, Some(GRACE), Some(5)));
	});
}

#[test]
fn nobody_in_the_place_of_nobody_leaves_nothing_in_state() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(name(EVE, None, None));
		assert_eq!(Guardians::<Test>::get(EVE.id()), None);
		assert_ok!(name(EVE, Some(GRACE), Some(9)));
		go_to_block(10);
		assert_ok!(name(EVE, None, None));
		assert_eq!(Guardians::<Test>::get(EVE.id()), None);
	});
}

#[test]
fn a_thief_does_not_choose_the_guardian() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(name(EVE, Some(GRACE), None));
		for other in [Some(MALLORY), None, Some(MALLORY)] {
			assert_ok!(name(EVE, other, None));
		}
		let freeze = |by: Person| MedicalRecords::freeze_account(by.origin(), EVE.id());
		go_to_block(ERASURE_DELAY);
		assert_noop!(freeze(MALLORY), Error::NotGuardian);
		assert_ok!(freeze(GRACE));
		assert_ok!(MedicalRecords::unfreeze_account(GRACE.origin(), EVE.id()));
		go_to_block(1 + ERASURE_DELAY);
		assert_noop!(freeze(GRACE), Error::NotGuardian);
		assert_ok!(freeze(MALLORY));
		// What a guardian froze, governance takes over.
		assert_ok!(MedicalRecords::freeze_account(root(), EVE.id()));
		assert_eq!(Frozen::<Test>::get(EVE.id()), Some(None));
		assert_noop!(
			MedicalRecords::unfreeze_account(MALLORY.origin(), EVE.id()),
			Error::NotGuardian
		);
	});
}

#[test]
fn nobody_says_yes_to_requests_from_a_frozen_account() {
	ExtBuilder::default().build_and_execute(|| {
		let record_id = upload(1).id();
		let asked = [
			request(FERDIE, record_id),
			ask_for(EVE, record_id, Purpose::PatientRequest),
		];
		assert_ok!(asked[1].send());
		for person in [FERDIE, EVE] {
			assert_ok!(MedicalRecords::freeze_account(root(), person.id()));
		}
		for asking in &asked {
			assert_noop!(asking.approve(ALICE), Error::RequesterDismissed);
			assert_ok!(asking.reject(ALICE));
		}
		// Nor does who takes the place of the patient.
		assert_ok!(MedicalRecords::replace_account(root(), EVE.id(), GRACE.id()));
		assert_noop!(asked[1].approve(BOB), Error::RequesterDismissed);
		let consent = MedicalRecords::grant_consent(GRACE.origin(), asked[0].id(), [1; 80]);
		assert_noop!(consent, Error::RequesterDismissed);
		let own = ask_for(GRACE, record_id, Purpose::PatientRequest);
		assert_ok!(own.send());
		for admin in [ALICE, BOB, CHARLIE] {
			assert_ok!(own.approve(admin));
		}
		assert!(crate::Requests::<Test>::get(own.id()).unwrap().is_readable());
	});
}

#[test]
fn freeze_account_is_for_governance_and_the_guardian_while_that_lasts() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(name(EVE, Some(GRACE), Some(9)));
		for (origin, by) in [(root(), None), (GRACE.origin(), Some(GRACE.id()))] {
			System::reset_events();
			assert_ok!(MedicalRecords::freeze_account(origin.clone(), EVE.id()));
			let who = EVE.id();
			assert_eq!(
				events(),
				[Event::AccountFrozen {
					who: who.clone(),
					by: by.clone()
				}]
			);
			assert_eq!(Frozen::<Test>::get(&who), Some(by.clone()));
			assert_noop!(
				MedicalRecords::freeze_account(origin.clone(), who.clone()),
				Error::AccountFrozen
			);
			System::reset_events();
			assert_ok!(MedicalRecords::unfreeze_account(origin, who.clone()));
			assert_eq!(events(), [Event::AccountUnfrozen { who, by }]);
			assert_ok!(name(EVE, Some(GRACE), Some(9)));
		}
		go_to_block(10);
		for person in [GRACE, ONE, MALLORY, EVE] {
			assert_noop!(
				MedicalRecords::freeze_account(person.origin(), EVE.id()),
				Error::NotGuardian
			);
		}
	});
}

#[test]
fn a_thief_can_only_deny_suspend_and_close() {
	ExtBuilder::default().build_and_execute(|| {
		let (one, two) = (upload(1).id(), upload(2).id());
		let asking = request(FERDIE, one);
		assert_ok!(MedicalRecords::freeze_account(root(), EVE.id()));
		let (csp, enc, key_sig) = user_keys(EVE);
		let origin = || EVE.origin();
		assert_noop!(
			MedicalRecords::register_user(origin(), csp, enc, key_sig.clone()),
			Error::AccountFrozen
		);
		assert_noop!(
			MedicalRecords::enrol(ONE.origin(), EVE.id(), csp, enc, key_sig),
			Error::AccountFrozen
		);
		assert_noop!(
			MedicalRecords::grant_consent(origin(), asking.id(), [1; 80]),
			Error::AccountFrozen
		);
		assert_noop!(acknowledge(EVE, one), Error::AccountFrozen);
		assert_noop!(erase(EVE, one), Error::AccountFrozen);
		assert_noop!(name(EVE, None, None), Error::AccountFrozen);
		assert_noop!(MedicalRecords::deregister(origin()), Error::AccountFrozen);
		assert_noop!(
			MedicalRecords::allow_correction(origin(), one, Some(TWO.id())),
			Error::AccountFrozen
		);
		let refused = MedicalRecords::refuse_record(origin(), one, RefusalReason::Other, 9);
		assert_noop!(plain(refused), Error::AccountFrozen);
		assert_ok!(MedicalRecords::deny_consent(origin(), asking.id()));
		assert_ok!(suspend(EVE, two));
		assert_noop!(MedicalRecords::resume_record(origin(), two), Error::AccountFrozen);
	});
}

#[test]
fn frozen_facilities_clinicians_administrators_and_officers_do_nothing() {
	ExtBuilder::default().build_and_execute(|| {
		let record_id = upload(1).id();
		let asking = request(FERDIE, record_id);
		for person in [ONE, FERDIE, ALICE, OFFICER] {
			assert_ok!(MedicalRecords::freeze_account(root(), person.id()));
		}
		assert_noop!(seal(ONE, EVE, 2).send(), Error::AccountFrozen);
		assert_noop!(erase(ONE, record_id), Error::AccountFrozen);
		assert_noop!(
			MedicalRecords::sponsor(ONE.origin(), FERDIE.id(), 1),
			Error::AccountFrozen
		);
		assert_noop!(ask(FERDIE, record_id).send(), Error::AccountFrozen);
		assert_noop!(asking.approve(ALICE), Error::AccountFrozen);
		assert_noop!(asking.reject(ALICE), Error::AccountFrozen);
		assert_noop!(erase(OFFICER, record_id), Error::AccountFrozen);
		assert_ok!(MedicalRecords::close_request(FERDIE.origin(), asking.id()));
	});
}

#[test]
fn a_guardian_undoes_only_what_a_guardian_did() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(name(EVE, Some(GRACE), None));
		assert_ok!(MedicalRecords::freeze_account(root(), EVE.id()));
		let by_guardian = || MedicalRecords::unfreeze_account(GRACE.origin(), EVE.id());
		assert_noop!(by_guardian(), Error::NotGuardian);
		assert_ok!(MedicalRecords::unfreeze_account(root(), EVE.id()));
		// Whom governance frees is not frozen again by the same guardian.
		assert_noop!(
			MedicalRecords::freeze_account(GRACE.origin(), EVE.id()),
			Error::NotGuardian
		);
		assert_noop!(
			MedicalRecords::unfreeze_account(root(), EVE.id()),
			Error::NotFrozen
		);
	});
}

#[test]
fn replace_account_puts_a_new_one_in_the_place_of_a_patient() {
	ExtBuilder::default().build_and_execute(|| {
		let record_id = upload(1).id();
		let asking = request(FERDIE, record_id);
		let replace = |old: Person, new: Person| MedicalRecords::replace_account(root(), old.id(), new.id());
		assert_noop!(replace(EVE, GRACE), Error::NotFrozen);
		assert_ok!(MedicalRecords::freeze_account(root(), EVE.id()));
		assert_noop!(replace(EVE, MALLORY), Error::PatientNotRegistered);
		assert_noop!(replace(EVE, EVE), Error::BadReplacement);
		System::reset_events();
		assert_ok!(replace(EVE, GRACE));
		assert_eq!(
			events(),
			[Event::AccountReplaced {
				old: EVE.id(),
				new: GRACE.id()
			}]
		);
		assert_noop!(replace(EVE, GRACE), Error::AlreadyReplaced);
		assert_noop!(
			MedicalRecords::unfreeze_account(root(), EVE.id()),
			Error::AlreadyReplaced
		);
		// The old key is good for nothing any more, the new one answers.
		assert_noop!(
			MedicalRecords::deny_consent(EVE.origin(), asking.id()),
			Error::NotPatient
		);
		assert_noop!(suspend(EVE, record_id), Error::NotPatient);
		assert_ok!(acknowledge(GRACE, record_id));
		assert_ok!(MedicalRecords::grant_consent(
			GRACE.origin(),
			asking.id(),
			[1; 80]
		));
		// New records are about the new account; they may correct those of the old one.
		assert_noop!(seal(ONE, EVE, 2).send(), Error::AlreadyReplaced);
		let newer = correction(ONE, GRACE, record_id, 3);
		assert_ok!(newer.send());
		assert_ok!(acknowledge(GRACE, newer.id()));
		assert_ok!(erase(GRACE, newer.id()));
		assert!(!crate::Records::<Test>::contains_key(record_id));
	});
}

#[test]
fn replace_account_fails_when_the_new_one_is_frozen_or_replaced_itself() {
	ExtBuilder::default().build_and_execute(|| {
		register_user(MALLORY);
		let replace = |old: Person, new: Person| MedicalRecords::replace_account(root(), old.id(), new.id());
		for person in [EVE, GRACE] {
			assert_ok!(MedicalRecords::freeze_account(root(), person.id()));
		}
		assert_noop!(replace(EVE, GRACE), Error::AccountFrozen);
		assert_ok!(replace(EVE, MALLORY));
		assert_noop!(replace(GRACE, EVE), Error::AlreadyReplaced);
		// And on: who acts for the first is found through the second.
		assert_ok!(MedicalRecords::freeze_account(root(), MALLORY.id()));
		register_user(FERDIE);
		assert_ok!(replace(MALLORY, FERDIE));
		assert!(MedicalRecords::is_patient(&FERDIE.id(), &EVE.id()));
	});
}

#[test]
fn replace_account_fails_when_not_by_governance() {
	ExtBuilder::default().build_and_execute(|| {
		let call = MedicalRecords::replace_account(EVE.origin(), EVE.id(), GRACE.id());
		assert_noop!(call, BadOrigin);
	});
}
