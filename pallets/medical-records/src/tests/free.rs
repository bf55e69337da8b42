//! Which calls are free, for whom, and how often.

use frame_support::{assert_ok, dispatch::CheckIfFeeless, dispatch::Pays};

use crate::{Call, FreeCalls, mock::*, types::*};

fn is_free(by: Person, call: &Call<Test>) -> bool {
	let before = sp_io::storage::root(sp_core::storage::StateVersion::V1);
	let free = call.is_feeless(&by.origin());
	// Asking changes nothing.
	assert_eq!(sp_io::storage::root(sp_core::storage::StateVersion::V1), before);
	free
}

/// Each call by which a patient answers, where it would succeed.
fn answers(record_id: RecordId, request_id: RequestId) -> Vec<Call<Test>> {
	let (versions, requests) = (MAX_VERSIONS, 16);
	vec![
		Call::acknowledge_record {
			record_id,
			versions,
			requests,
		},
		Call::refuse_record {
			record_id,
			reason: RefusalReason::NotMine,
			requests,
		},
		Call::suspend_record { record_id, requests },
		Call::erase_record {
			record_id,
			reason: ErasureReason::PatientWish,
			versions,
			requests,
		},
		Call::grant_consent {
			request_id,
			sealed: [1; 80],
		},
		Call::deny_consent { request_id },
		Call::stop_erasure { record_id },
		Call::allow_correction {
			record_id,
			uploader: None,
		},
	]
}

#[test]
fn what_a_patient_answers_is_free_for_the_patient_alone() {
	ExtBuilder::default().build_and_execute(|| {
		let asking = requested();
		assert_ok!(erase(ONE, asking.record_id));
		for call in answers(asking.record_id, asking.id()) {
			assert!(is_free(EVE, &call), "{call:?}");
			for other in [GRACE, MALLORY, ONE, FERDIE, ALICE, OFFICER] {
				assert!(!is_free(other, &call), "{call:?} by {other:?}");
			}
		}
		assert_ok!(suspend(EVE, asking.record_id));
		let resume = Call::resume_record {
			record_id: asking.record_id,
		};
		assert!(is_free(EVE, &resume) && !is_free(ONE, &resume));
	});
}

#[test]
fn what_would_fail_is_not_free() {
	ExtBuilder::default().build_and_execute(|| {
		let asking = requested();
		let record_id = asking.record_id;
		let (versions, requests) = (1, 0);
		// Too small an extent, another's request, nothing to resume or to stop.
		for call in [
			Call::suspend_record { record_id, requests },
			Call::erase_record {
				record_id,
				reason: ErasureReason::Other,
				versions,
				requests,
			},
			Call::grant_consent {
				request_id: [9; 16],
				sealed: [1; 80],
			},
			Call::resume_record { record_id },
			Call::stop_erasure { record_id },
			Call::acknowledge_record {
				record_id: [9; 16],
				versions,
				requests,
			},
		] {
			assert!(!is_free(EVE, &call), "{call:?}");
		}
		go_to_block(2 + TTL);
		let late = Call::deny_consent {
			request_id: asking.id(),
		};
		assert!(!is_free(EVE, &late));
	});
}

#[test]
fn a_patient_answers_so_often_for_nothing_in_a_day() {
	ExtBuilder::default().build_and_execute(|| {
		let record_id = upload(1).id();
		let requests = 0;
		let suspend_call = Call::suspend_record { record_id, requests };
		// To and fro, which changes nothing in the end: that must not fill blocks.
		for _ in 0..2 {
			assert!(is_free(EVE, &suspend_call));
			assert_ok!(suspend(EVE, record_id));
			assert_ok!(MedicalRecords::resume_record(EVE.origin(), record_id));
		}
		assert!(is_free(EVE, &suspend_call));
		assert_ok!(suspend(EVE, record_id));
		assert_eq!(FreeCalls::<Test>::get(EVE.id()).count, FREE_CALLS);
		let resume = Call::resume_record { record_id };
		assert!(!is_free(EVE, &resume));
		// Whoever pays can continue.
		assert_ok!(MedicalRecords::resume_record(EVE.origin(), record_id));
		go_to_block(DAY);
		assert!(is_free(EVE, &suspend_call));
	});
}

#[test]
fn a_sponsored_request_is_free_where_it_would_succeed() {
	ExtBuilder::default().build_and_execute(|| {
		let record_id = upload(1).id();
		let call = |asking: &Asking| Call::request_access {
			record_id,
			seq: asking.seq,
			q: asking.q,
			epk: asking.epk,
			auth_sig: asking.auth_sig.clone(),
			purpose: asking.purpose,
		};
		assert!(!is_free(FERDIE, &call(&ask(FERDIE, record_id))));
		assert_ok!(MedicalRecords::sponsor(ONE.origin(), FERDIE.id(), 1));
		let asking = ask(FERDIE, record_id);
		assert!(is_free(FERDIE, &call(&asking)));
		// A replay, a wrong number, a false signature.
		let false_one = Asking {
			auth_sig: MALLORY.sign(b"no"),
			..asking.clone()
		};
		assert!(!is_free(FERDIE, &call(&false_one)));
		assert!(!is_free(FERDIE, &call(&ask_with_seq(FERDIE, record_id, 7))));
		assert_ok!(asking.send());
		assert!(!is_free(FERDIE, &call(&asking)));
		// The facility's limit of the day.
		assert!(!is_free(FERDIE, &call(&ask(FERDIE, record_id))));
		let close = Call::close_request {
			request_id: asking.id(),
		};
		assert!(is_free(FERDIE, &close) && !is_free(MALLORY, &close));
	});
}

#[test]
fn what_else_people_without_tokens_do_is_free() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(enrol(ONE, HEIDI));
		let guardian = Some(EVE.id());
		let until = None;
		assert!(is_free(HEIDI, &Call::name_guardian { guardian, until }));
		assert!(is_free(HEIDI, &Call::deregister {}));
		assert!(!is_free(MALLORY, &Call::deregister {}));
		let employee = HEIDI.id();
		let end = Call::end_sponsorship { employee };
		assert!(!is_free(HEIDI, &end));
		assert_ok!(MedicalRecords::sponsor(ONE.origin(), HEIDI.id(), 1));
		assert!(is_free(HEIDI, &end));
		// A patient asks for a record of their own, and the facility pays.
		let record = seal(ONE, HEIDI, 1);
		assert_ok!(record.send());
		let asking = ask_for(HEIDI, record.id(), Purpose::PatientRequest);
		assert_ok!(asking.send());
		assert_eq!(Balances::free_balance(HEIDI.id()), 0);
	});
}

#[test]
fn a_valid_decision_costs_an_administrator_nothing() {
	ExtBuilder::default().build_and_execute(|| {
		let asking = requested();
		let share = asking.share_of(ALICE);
		let info = MedicalRecords::approve(ALICE.origin(), asking.id(), share).unwrap();
		assert_eq!(info.pays_fee, Pays::No);
		let info = MedicalRecords::reject(BOB.origin(), asking.id(), RejectionReason::Other).unwrap();
		assert_eq!(info.pays_fee, Pays::No);
		let other = vec![(asking.id(), asking.share_of(CHARLIE))];
		let info = MedicalRecords::approve_many(CHARLIE.origin(), other.try_into().unwrap()).unwrap();
		assert_eq!(info.pays_fee, Pays::No);
		let invalid = MedicalRecords::approve(DAVE.origin(), asking.id(), share).unwrap_err();
		assert_eq!(invalid.post_info.pays_fee, Pays::Yes);
	});
}

#[test]
fn what_a_patient_prepares_for_emergencies_is_free_for_the_patient_alone() {
	emergencies(|| {
		let record_id = upload(1).id();
		let directive = EmergencyDirective {
			key_id: EMERGENCY_KEY,
			scope: EmergencyScope::BothKeys,
		};
		let direct = Call::set_emergency {
			directive: Some(directive),
		};
		let add = |prepared: Prepared| Call::add_emergency {
			record_id,
			key_id: EMERGENCY_KEY,
			nonce: prepared.nonce,
			capsule: prepared.capsule,
			wrap: prepared.wrap,
		};
		let patients = add(prepare(EVE, record_id, EmergencyScope::CspKey));
		assert!(is_free(EVE, &direct) && is_free(EVE, &patients));
		assert!(!is_free(MALLORY, &direct) && !is_free(ONE, &patients));
		assert_ok!(MedicalRecords::set_emergency(EVE.origin(), Some(directive)));
		// A facility pays for what it prepares.
		let uploaders = prepare(ONE, record_id, EmergencyScope::BothKeys);
		assert!(!is_free(ONE, &add(uploaders.clone())));
		assert_ok!(uploaders.send());
		let requests = 16;
		let remove = Call::remove_emergency { record_id, requests };
		assert!(is_free(EVE, &remove) && !is_free(ONE, &remove));
	});
}

#[test]
fn breaking_the_glass_is_free_for_whom_a_facility_pays() {
	emergencies(|| {
		let record_id = allowed(1).record_id;
		let asking = breaking(VICTOR, record_id, Purpose::BreakTheGlass);
		let call = Call::break_glass {
			record_id,
			seq: asking.seq,
			q: asking.key().public(),
			epk: [7; 32],
			auth_sig: asking.auth_sig.clone(),
			reason: asking.reason,
		};
		assert!(!is_free(VICTOR, &call));
		assert_ok!(MedicalRecords::sponsor(TWO.origin(), VICTOR.id(), 1));
		assert!(is_free(VICTOR, &call));
		assert!(!is_free(ALICE, &call));
		assert_ok!(asking.send());
		assert!(!is_free(VICTOR, &call));
	});
}

/// As an approval is: who answers for others pays nothing for it.
#[test]
fn the_fee_of_a_review_returns() {
	emergencies(|| {
		let opening = broken(allowed(1).record_id);
		let reviewed =
			MedicalRecords::submit_review(ALICE.origin(), opening.id(), Verdict::Unjustified).unwrap();
		assert_eq!(reviewed.pays_fee, Pays::No);
	});
}
