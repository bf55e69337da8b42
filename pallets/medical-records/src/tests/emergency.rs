//! What is kept of records for an emergency: `set_emergency`, `add_emergency`, `remove_emergency`, `set_facility`.

use frame_support::{assert_noop, assert_ok};
use parity_scale_codec::{Encode, MaxEncodedLen};
use sp_runtime::traits::BadOrigin;
use threshold_decryption::encapsulate_emergency;

use crate::{
	Call, Emergencies, EmergencyDirectives, Facilities, FreeCalls, HoldReason, Requests, mock::*, types::*,
};
use EmergencyScope::*;

fn directive(scope: EmergencyScope) -> EmergencyDirective {
	EmergencyDirective {
		key_id: EMERGENCY_KEY,
		scope,
	}
}

fn set(who: Person, directive: Option<EmergencyDirective>) -> frame_support::dispatch::DispatchResult {
	MedicalRecords::set_emergency(who.origin(), directive)
}

#[test]
fn a_patient_keeps_the_own_key_of_a_record_for_emergencies() {
	emergencies(|| {
		let record_id = upload(1).id();
		System::reset_events();
		let prepared = prepare(EVE, record_id, CspKey);
		assert_ok!(prepared.send());
		let event = Event::EmergencyAdded {
			record_id,
			patient: EVE.id(),
			maker: EVE.id(),
			key_id: EMERGENCY_KEY,
			scope: CspKey,
		};
		assert_eq!(events(), [event]);
		let kept = Emergencies::<Test>::get(record_id).unwrap();
		assert_eq!((kept.maker, kept.nonce), (EVE.id(), prepared.nonce));
		assert_eq!((kept.capsule, kept.wrap), (prepared.capsule, prepared.wrap));
		assert_eq!(FreeCalls::<Test>::get(EVE.id()).count, 1);
		// Nobody pays a deposit for it: there is one for each record at most.
		assert_eq!(held(EVE, HoldReason::Record), 0);
	});
}

#[test]
fn an_emergency_takes_241_or_273_bytes_of_state() {
	emergencies(|| {
		let patients = prepare(EVE, upload(1).id(), CspKey);
		assert_ok!(patients.send());
		let size = |id| Emergencies::<Test>::get(id).unwrap().encoded_size();
		let call = |prepared: &Prepared| {
			let call = Call::<Test>::add_emergency {
				record_id: prepared.record_id,
				key_id: prepared.key_id,
				nonce: prepared.nonce,
				capsule: prepared.capsule,
				wrap: prepared.wrap.clone(),
			};
			// One byte more names the pallet.
			call.encoded_size() + 1
		};
		assert_eq!((size(patients.record_id), call(&patients)), (241, 227));
		assert_ok!(set(EVE, Some(directive(BothKeys))));
		let uploaders = prepare(ONE, upload(2).id(), BothKeys);
		assert_ok!(uploaders.send());
		assert_eq!((size(uploaders.record_id), call(&uploaders)), (273, 259));
		assert_eq!(Emergency::max_encoded_len(), 273);
		let asks = Call::<Test>::break_glass {
			record_id: [0; 16],
			seq: 0,
			q: [0; 32],
			epk: [0; 32],
			auth_sig: no_signature(),
			reason: Purpose::BreakTheGlass,
		};
		assert_eq!(asks.encoded_size() + 1, 152);
		println!("an emergency takes 241 or 273 B of state, its call 227 or 259 B, asking 152 B");
	});
}

#[test]
fn an_uploader_keeps_both_keys_only_where_the_directive_says_so() {
	emergencies(|| {
		let prepared = prepare(ONE, upload(1).id(), BothKeys);
		assert_noop!(prepared.send(), Error::NoEmergencyDirective);
		assert_ok!(set(EVE, Some(directive(CspKey))));
		assert_noop!(prepared.send(), Error::NoEmergencyDirective);
		let other = EmergencyDirective {
			key_id: 1,
			scope: BothKeys,
		};
		assert_ok!(set(EVE, Some(other)));
		assert_noop!(prepared.send(), Error::NoEmergencyDirective);
		assert_ok!(set(EVE, Some(directive(BothKeys))));
		System::reset_events();
		assert_ok!(prepared.send());
		let event = Event::EmergencyAdded {
			record_id: prepared.record_id,
			patient: EVE.id(),
			maker: ONE.id(),
			key_id: EMERGENCY_KEY,
			scope: BothKeys,
		};
		assert_eq!(events(), [event]);
		// Taken back, it holds for what comes; what is there, the patient removes.
		assert_ok!(set(EVE, None));
		let later = prepare(ONE, upload(2).id(), BothKeys);
		assert_noop!(later.send(), Error::NoEmergencyDirective);
		assert_ok!(remove_emergency(EVE, prepared.record_id));
	});
}

#[test]
fn nobody_else_keeps_anything() {
	emergencies(|| {
		let record_id = upload(1).id();
		assert_ok!(set(EVE, Some(directive(BothKeys))));
		for other in [ONE, GRACE, MALLORY, OLIVIA] {
			assert_noop!(prepare(other, record_id, CspKey).send(), Error::NotPatient);
		}
		for other in [EVE, TWO, MALLORY, OLIVIA] {
			assert_noop!(prepare(other, record_id, BothKeys).send(), Error::NotUploader);
		}
		MedicalRecords::do_set_role(ONE.id(), Role::Clinician);
		assert_noop!(prepare(ONE, record_id, BothKeys).send(), Error::NotUploader);
	});
}

/// A capsule is for one record, committee, scope and maker: no copy of it is for another.
#[test]
fn a_capsule_of_another_record_maker_scope_or_nonce_is_refused() {
	emergencies(|| {
		let (one, two) = (upload(1).id(), upload(2).id());
		assert_ok!(set(EVE, Some(directive(BothKeys))));
		let good = prepare(EVE, one, CspKey);
		let of = |record_id, maker, scope| prepare(maker, record_id, scope).capsule;
		let capsules = [
			of(two, EVE, CspKey),
			of(one, ONE, CspKey),
			of(one, EVE, BothKeys),
			// The record's own.
			crate::Records::<Test>::get(one).unwrap().capsule,
		];
		for capsule in capsules {
			let changed = Prepared {
				capsule,
				..good.clone()
			};
			assert_noop!(changed.send(), Error::BadCapsuleProof);
		}
		let changed = Prepared {
			nonce: [8; 16],
			..good.clone()
		};
		assert_noop!(changed.send(), Error::BadCapsuleProof);
		// Made for the record's committee, which must never open both.
		let ctx = emergency_ctx(EVE, one, CspKey, &good.nonce);
		let (capsule, _) = encapsulate_emergency(&dealt().0, &ctx, &[2; 32], &mut rng(1)).unwrap();
		let (valid, changed) = (
			Prepared {
				capsule,
				..good.clone()
			},
			Prepared {
				wrap: wrap(BothKeys),
				maker: ONE,
				..good.clone()
			},
		);
		assert_ok!(valid.send());
		assert_ok!(remove_emergency(EVE, one));
		assert_noop!(changed.send(), Error::BadCapsuleProof);
		assert_ok!(good.send());
	});
}

#[test]
fn add_emergency_fails_where_it_makes_no_sense() {
	emergencies(|| {
		let upload = upload(1);
		let good = prepare(EVE, upload.id(), CspKey);
		let missing = Prepared {
			record_id: [7; 16],
			..good.clone()
		};
		assert_noop!(missing.send(), Error::RecordNotFound);
		let same = Prepared {
			key_id: 1,
			..good.clone()
		};
		assert_noop!(same.send(), Error::SameCommittee);
		let unknown = Prepared {
			key_id: 3,
			..good.clone()
		};
		assert_noop!(unknown.send(), Error::CommitteeNotFound);
		assert_ok!(MedicalRecords::freeze_account(RuntimeOrigin::root(), EVE.id()));
		assert_noop!(good.send(), Error::AccountFrozen);
		assert_ok!(MedicalRecords::unfreeze_account(RuntimeOrigin::root(), EVE.id()));
		assert_ok!(good.send());
		assert_noop!(good.send(), Error::EmergencyExists);
		assert_ok!(remove_emergency(EVE, upload.id()));
		assert_ok!(MedicalRecords::retire_committee(
			RuntimeOrigin::root(),
			EMERGENCY_KEY
		));
		assert_noop!(good.send(), Error::CommitteeRetired);
		assert_noop!(set(EVE, Some(directive(CspKey))), Error::CommitteeRetired);
		let newer = correction(ONE, EVE, upload.id(), 2);
		assert_ok!(newer.send());
		assert_ok!(acknowledge(EVE, newer.id()));
		assert_noop!(good.send(), Error::Superseded);
		assert_ok!(erase(EVE, newer.id()));
		assert_noop!(good.send(), Error::RecordErased);
	});
}

#[test]
fn a_directive_is_a_users_own_and_can_always_be_taken_back() {
	emergencies(|| {
		assert_noop!(set(MALLORY, Some(directive(CspKey))), Error::NotRegistered);
		assert_noop!(set(EVE, None), Error::NothingToChange);
		let unknown = EmergencyDirective {
			key_id: 9,
			scope: CspKey,
		};
		assert_noop!(set(EVE, Some(unknown)), Error::CommitteeNotFound);
		assert_ok!(set(EVE, Some(directive(CspKey))));
		assert_noop!(set(EVE, Some(directive(CspKey))), Error::NothingToChange);
		assert_ok!(set(EVE, Some(directive(BothKeys))));
		assert_ok!(MedicalRecords::freeze_account(RuntimeOrigin::root(), EVE.id()));
		assert_noop!(set(EVE, Some(directive(CspKey))), Error::AccountFrozen);
		assert_ok!(set(EVE, None));
		let said = |directive| Event::EmergencyDirectiveSet {
			patient: EVE.id(),
			directive,
		};
		let mut told = events();
		told.retain(|event| matches!(event, Event::EmergencyDirectiveSet { .. }));
		let expected = [Some(directive(CspKey)), Some(directive(BothKeys)), None];
		assert_eq!(told, expected.map(said));
		assert_eq!(EmergencyDirective::max_encoded_len(), 5);
	});
}

#[test]
fn who_leaves_takes_the_directive_along() {
	emergencies(|| {
		assert_ok!(set(GRACE, Some(directive(CspKey))));
		assert_ok!(MedicalRecords::deregister(GRACE.origin()));
		assert!(!EmergencyDirectives::<Test>::contains_key(GRACE.id()));
	});
}

/// Its shares are dead, and the deposits are back; what has been opened is still to be reviewed.
#[test]
fn removal_ends_emergency_requests_and_leaves_the_others() {
	emergencies(|| {
		let record_id = allowed(1).record_id;
		let ordinary = request(FERDIE, record_id);
		let (first, second) = (broken(record_id), asked(record_id));
		assert!(held(VICTOR, HoldReason::Request) > 0);
		System::reset_events();
		let removal = |n| plain(MedicalRecords::remove_emergency(EVE.origin(), record_id, n));
		assert_noop!(removal(1), Error::ExtentTooSmall);
		assert_noop!(remove_emergency(ONE, record_id), Error::NotPatient);
		// Also from a frozen account: whoever has taken the key can make nothing worse by it.
		assert_ok!(MedicalRecords::freeze_account(RuntimeOrigin::root(), EVE.id()));
		System::reset_events();
		assert_ok!(removal(2));
		let cancelled = |asked: &Breaking| Event::RequestCancelled {
			request_id: asked.id(),
			record_id,
			requester: VICTOR.id(),
			cause: CancelCause::EmergencyRemoved,
			readable: false,
		};
		let removed = Event::EmergencyRemoved {
			record_id,
			patient: EVE.id(),
		};
		assert_eq!(events(), [removed, cancelled(&first), cancelled(&second)]);
		assert_eq!(held(VICTOR, HoldReason::Request), 0);
		assert!(first.beside().is_none() && second.beside().is_none());
		assert!(Requests::<Test>::contains_key(ordinary.id()));
		assert!(crate::Reviews::<Test>::contains_key(first.id()));
		assert_noop!(remove_emergency(EVE, record_id), Error::NoEmergencyCapsule);
		assert_noop!(second.approve(PETER), Error::RequestNotFound);
	});
}

#[test]
fn what_is_kept_goes_with_the_record_and_is_not_of_its_correction() {
	emergencies(|| {
		let (erased, refused) = (allowed(1).record_id, allowed(2).record_id);
		let corrected = allowed(3).record_id;
		assert_ok!(erase(EVE, erased));
		let reason = RefusalReason::NotMine;
		assert_ok!(plain(MedicalRecords::refuse_record(
			EVE.origin(),
			refused,
			reason,
			16
		)));
		assert!(!Emergencies::<Test>::contains_key(erased) && !Emergencies::<Test>::contains_key(refused));
		let newer = correction(ONE, EVE, corrected, 4);
		assert_ok!(newer.send());
		let open = asked(corrected);
		assert_ok!(acknowledge(EVE, newer.id()));
		assert!(open.status().is_none() && open.beside().is_none());
		assert!(!Emergencies::<Test>::contains_key(newer.id()));
		assert_noop!(
			breaking(VICTOR, corrected, Purpose::BreakTheGlass).send(),
			Error::Superseded
		);
	});
}

#[test]
fn who_acts_for_a_patient_removes_and_keeps_in_the_patients_place() {
	emergencies(|| {
		let record_id = allowed(1).record_id;
		assert_ok!(MedicalRecords::freeze_account(RuntimeOrigin::root(), EVE.id()));
		assert_ok!(MedicalRecords::replace_account(
			RuntimeOrigin::root(),
			EVE.id(),
			GRACE.id()
		));
		assert_noop!(remove_emergency(EVE, record_id), Error::NotPatient);
		// What the patient prepared before can still be asked for.
		let open = asked(record_id);
		assert_eq!(Requests::<Test>::get(open.id()).unwrap().patient, GRACE.id());
		assert_ok!(remove_emergency(GRACE, record_id));
		assert_ok!(prepare(GRACE, record_id, CspKey).send());
	});
}

#[test]
fn governance_alone_says_who_is_of_which_house() {
	emergencies(|| {
		assert_noop!(
			MedicalRecords::set_facility(VICTOR.origin(), VICTOR.id(), Some(7)),
			BadOrigin
		);
		for facility in [Some(7), None] {
			set_house(VICTOR, facility);
			assert_eq!(Facilities::<Test>::get(VICTOR.id()), facility);
			let who = VICTOR.id();
			assert_eq!(events(), [Event::FacilitySet { who, facility }]);
		}
	});
}
