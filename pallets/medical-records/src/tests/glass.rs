//! `break_glass`, and who decides about it.

use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchResult;
use threshold_decryption::{Mode, combine, open_share};

use crate::{EmergencyRequests, GlassBreakers, HoldReason, Requests, Reviews, mock::*, types::*};
use EmergencyScope::*;
use Purpose::{BreakTheGlass, EmergencyTreatment, PatientRequest, PatientSafety, Research, Treatment};

fn break_for(reason: Purpose, record_id: RecordId) -> DispatchResult {
	breaking(VICTOR, record_id, reason).send()
}

fn may_read(who: Person, record_id: RecordId) -> ReadAccess<u32> {
	MedicalRecords::may_read(record_id, who.id())
}

/// What the approvals in state give the requester.
fn opened(breaking: &Breaking) -> [u8; 32] {
	let votes = Requests::<Test>::get(breaking.id()).unwrap().votes;
	let partials: Vec<_> = votes
		.iter()
		.filter_map(|answer| match &answer.vote {
			Vote::Share(share) => Some(open_share(&breaking.key(), answer.index, share).unwrap()),
			Vote::Rejection(_) => None,
		})
		.collect();
	*combine(&partials).unwrap()
}

#[test]
fn break_glass_stores_and_tells_the_request() {
	emergencies(|| {
		let prepared = allowed(1);
		let record_id = prepared.record_id;
		System::reset_events();
		go_to_block(5);
		let breaking = asked(record_id);
		let (request_id, requester, expires) = (breaking.id(), VICTOR.id(), 5 + EMERGENCY_TTL);
		let request = Requests::<Test>::get(request_id).unwrap();
		assert_eq!(
			(request.key_id, request.r, request.expires),
			(EMERGENCY_KEY, breaking.r, expires)
		);
		assert_eq!(request.context, breaking.ctx);
		let asked = [
			Event::AccessRequested {
				request_id,
				record_id,
				requester: requester.clone(),
				purpose: EmergencyTreatment,
				mode: RequestMode::Outsider,
				expires,
				payer: requester.clone(),
			},
			Event::EmergencyRequested {
				request_id,
				record_id,
				patient: EVE.id(),
				requester: requester.clone(),
				facility: 10,
				key_id: EMERGENCY_KEY,
				scope: CspKey,
				reason: EmergencyTreatment,
			},
		];
		assert_eq!(events(), asked);
		assert!(held(VICTOR, HoldReason::Request) > 0);
	});
}

#[test]
fn two_houses_break_the_glass_of_a_third() {
	emergencies(|| {
		let prepared = allowed(1);
		let record_id = prepared.record_id;
		go_to_block(5);
		let breaking = asked(record_id);
		let (request_id, requester) = (breaking.id(), VICTOR.id());
		assert_ok!(breaking.approve(OLIVIA));
		System::reset_events();
		assert_ok!(breaking.approve(PETER));
		let due = 5 + REVIEW_TTL;
		let told = events();
		assert!(matches!(
			told[0],
			Event::ApprovalRecorded {
				yes: 2,
				needed: 2,
				..
			}
		));
		let broken = [
			Event::RequestApproved {
				request_id,
				record_id,
				requester: requester.clone(),
			},
			Event::GlassBroken {
				request_id,
				record_id,
				patient: EVE.id(),
				requester: requester.clone(),
				facility: 10,
				scope: CspKey,
				reason: EmergencyTreatment,
				due,
			},
		];
		assert_eq!(told[1..], broken);
		assert_eq!(opened(&breaking), prepared.u);
		// No consent is waited for.
		let request = Requests::<Test>::get(request_id).unwrap();
		assert_eq!(request.expires, 5 + OPENING_TTL);
		let breaker = GlassBreakers::<Test>::get(&requester);
		assert_eq!(breaker.unreviewed.to_vec(), [Unreviewed { request_id, due }]);
		assert!(breaker.open.is_none() && breaker.suspended.is_none());
		let review = Reviews::<Test>::get(request_id).unwrap();
		assert_eq!(
			(review.record_id, review.patient, review.requester, review.key_id),
			(record_id, EVE.id(), requester, 1)
		);
		assert_eq!((review.opened, review.due, review.statement), (5, due, None));
		assert_eq!(review.voters.to_vec(), [OLIVIA.id(), PETER.id()]);
	});
}

/// The patient's key alone opens no file: the record's own administrators must approve as ever, and no consent is waited for.
#[test]
fn the_smaller_scope_takes_the_ordinary_approvals_as_well() {
	emergencies(|| {
		let record_id = allowed(1).record_id;
		let breaking = asked(record_id);
		assert_eq!(may_read(VICTOR, record_id), ReadAccess::NotRequested);
		let ordinary = ask_for(VICTOR, record_id, EmergencyTreatment);
		assert_ok!(ordinary.send());
		assert_ok!(breaking.approve(OLIVIA));
		assert_ok!(breaking.approve(PETER));
		let request_id = ordinary.id();
		let waits = ReadAccess::AwaitingApprovals {
			request_id,
			yes: 0,
			needed: 3,
			consented: true,
		};
		assert_eq!(may_read(VICTOR, record_id), waits);
		for admin in [ALICE, BOB, CHARLIE] {
			// Nobody of the emergency committee decides about that one by it.
			assert_noop!(
				MedicalRecords::approve(OLIVIA.origin(), request_id, ordinary.share_of(admin)),
				Error::NotAdministrator
			);
			assert_ok!(ordinary.approve(admin));
		}
		let read = may_read(VICTOR, record_id);
		assert!(matches!(read, ReadAccess::Granted { request_id: granted, .. } if granted == request_id));
		// Control: without the broken glass it waits for the consent.
		assert_ok!(MedicalRecords::close_request(VICTOR.origin(), breaking.id()));
		assert!(matches!(
			may_read(VICTOR, record_id),
			ReadAccess::AwaitingConsent { .. }
		));
	});
}

#[test]
fn the_larger_scope_opens_the_record_alone() {
	emergencies(|| {
		let directive = EmergencyDirective {
			key_id: EMERGENCY_KEY,
			scope: BothKeys,
		};
		assert_ok!(MedicalRecords::set_emergency(EVE.origin(), Some(directive)));
		let prepared = prepare(ONE, upload(1).id(), BothKeys);
		assert_ok!(prepared.send());
		let breaking = broken(prepared.record_id);
		assert_eq!(opened(&breaking), prepared.u);
		let (request_id, record_id) = (breaking.id(), prepared.record_id);
		let read = may_read(VICTOR, record_id);
		assert!(matches!(read, ReadAccess::Granted { request_id: granted, .. } if granted == request_id));
		System::reset_events();
		assert_ok!(MedicalRecords::close_request(VICTOR.origin(), request_id));
		let closed = Event::RequestClosed {
			request_id,
			record_id,
			requester: VICTOR.id(),
			by: VICTOR.id(),
			readable: true,
		};
		assert_eq!(events(), [closed]);
		assert!(!EmergencyRequests::<Test>::contains_key(request_id));
	});
}

/// Untouched by mathematics as well: `threshold-decryption/tests/emergencies.rs` shows that no shares open it.
#[test]
fn a_record_that_nothing_is_kept_of_is_closed_to_emergencies() {
	emergencies(|| {
		let prepared = allowed(1);
		let other = upload(2).id();
		let keys = breaking(VICTOR, prepared.record_id, EmergencyTreatment);
		let elsewhere = Breaking {
			record_id: other,
			..keys.clone()
		};
		assert_noop!(elsewhere.send(), Error::NoEmergencyCapsule);
		// Control.
		assert_ok!(keys.send());
		// Nor do shares for the one become shares for the other.
		let ordinary = request(FERDIE, other);
		assert_noop!(
			MedicalRecords::approve(DAVE.origin(), ordinary.id(), keys.share_of(DAVE)),
			Error::BadShareProof
		);
	});
}

#[test]
fn break_glass_needs_role_house_and_a_reason() {
	emergencies(|| {
		let record_id = allowed(1).record_id;
		let by = |who| breaking(who, record_id, EmergencyTreatment);
		for other in [FERDIE, ONE, OLIVIA, MALLORY] {
			assert_noop!(by(other).send(), Error::RoleCannotBreakGlass);
		}
		for reason in [Treatment, Research, PatientRequest, PatientSafety] {
			assert_noop!(break_for(reason, record_id), Error::BadEmergencyReason);
		}
		MedicalRecords::do_set_role(EVE.id(), Role::EmergencyClinician);
		assert_noop!(by(EVE).send(), Error::PatientRequestOnly);
		set_house(VICTOR, None);
		assert_noop!(by(VICTOR).send(), Error::NoFacility);
		set_house(VICTOR, Some(10));
		assert_ok!(MedicalRecords::freeze_account(RuntimeOrigin::root(), VICTOR.id()));
		assert_noop!(by(VICTOR).send(), Error::AccountFrozen);
		assert_ok!(MedicalRecords::unfreeze_account(
			RuntimeOrigin::root(),
			VICTOR.id()
		));
		let mut late = by(VICTOR);
		late.seq += 1;
		assert_noop!(late.send(), Error::WrongSeq);
		let mut forged = by(VICTOR);
		forged.auth_sig = by(MALLORY).auth_sig;
		assert_noop!(forged.send(), Error::BadRequestSignature);
		assert_ok!(suspend(EVE, record_id));
		assert_noop!(by(VICTOR).send(), Error::Suspended);
		assert_ok!(MedicalRecords::resume_record(EVE.origin(), record_id));
		for reason in [EmergencyTreatment, BreakTheGlass, Purpose::Test] {
			let asked = breaking(VICTOR, record_id, reason);
			assert_ok!(asked.send());
			assert_ok!(MedicalRecords::close_request(VICTOR.origin(), asked.id()));
		}
	});
}

/// A signature over what a lying node shows: another capsule, maker or scope than the chain keeps.
#[test]
fn a_context_of_another_capsule_is_not_the_chains() {
	emergencies(|| {
		let record_id = allowed(1).record_id;
		let shown = breaking(VICTOR, record_id, EmergencyTreatment);
		assert_ok!(remove_emergency(EVE, record_id));
		let mut other = prepare(EVE, record_id, CspKey);
		other.nonce = [10; 16];
		let ctx = emergency_ctx(EVE, record_id, CspKey, &other.nonce);
		let x = &dealt_for_emergencies().0;
		other.capsule = threshold_decryption::encapsulate_emergency(x, &ctx, &[2; 32], &mut rng(5))
			.unwrap()
			.0;
		assert_ok!(other.send());
		assert_noop!(shown.send(), Error::BadRequestSignature);
		assert_ok!(break_for(EmergencyTreatment, record_id));
	});
}

#[test]
fn nobody_of_the_requesters_house_decides() {
	emergencies(|| {
		let breaking = asked(allowed(1).record_id);
		set_house(PETER, Some(10));
		assert_noop!(breaking.approve(PETER), Error::SameFacility);
		assert_noop!(breaking.reject(PETER), Error::SameFacility);
		set_house(PETER, None);
		assert_noop!(breaking.approve(PETER), Error::NoFacility);
		assert_noop!(breaking.reject(PETER), Error::NoFacility);
		set_house(PETER, Some(30));
		assert_ok!(breaking.approve(PETER));
		// The house is the one of the moment when it was asked: a later move makes nobody a stranger.
		set_house(OLIVIA, Some(10));
		set_house(VICTOR, Some(11));
		assert_noop!(breaking.approve(OLIVIA), Error::SameFacility);
		assert_ok!(breaking.approve(DAVE));
	});
}

#[test]
fn approvals_of_one_house_alone_break_nothing() {
	emergencies(|| {
		let breaking = asked(allowed(1).record_id);
		assert_ok!(breaking.approve(OLIVIA));
		assert_noop!(breaking.approve(DAVE), Error::SingleFacility);
		assert_eq!(breaking.status(), Some(RequestStatus::Open));
		assert_ok!(breaking.approve(PETER));
		assert_eq!(breaking.status(), Some(RequestStatus::Approved));
	});
}

/// A rejection from elsewhere is no approval from elsewhere.
#[test]
fn a_rejection_makes_no_second_house() {
	emergencies(|| {
		let breaking = asked(allowed(1).record_id);
		assert_ok!(breaking.reject(PETER));
		assert_ok!(breaking.approve(OLIVIA));
		assert_noop!(breaking.approve(DAVE), Error::SingleFacility);
		let voters = breaking.beside().unwrap().voters;
		let noted: Vec<_> = voters
			.iter()
			.map(|voter| (voter.facility, voter.approved))
			.collect();
		assert_eq!(noted, [(30, false), (20, true)]);
		assert_ok!(breaking.reject(DAVE));
		let rejected = RequestStatus::Rejected(RejectionCause::Administrators);
		assert_eq!(breaking.status(), Some(rejected));
	});
}

#[test]
fn an_emergency_administrator_who_asks_needs_the_others() {
	emergencies(|| {
		let prepared = allowed(1);
		MedicalRecords::do_set_role(OLIVIA.id(), Role::EmergencyClinician);
		let breaking = breaking(OLIVIA, prepared.record_id, EmergencyTreatment);
		assert_ok!(breaking.send());
		assert_eq!(breaking.mode, Mode::Admin);
		assert_noop!(breaking.approve(OLIVIA), Error::RequesterCannotApprove);
		// Dave is of Olivia's house.
		assert_noop!(breaking.approve(DAVE), Error::SameFacility);
		assert_ok!(breaking.approve(PETER));
		assert_eq!(breaking.status(), Some(RequestStatus::Open));
	});
}

#[test]
fn many_are_approved_at_once_by_the_same_rules() {
	emergencies(|| {
		let record_id = allowed(1).record_id;
		let breaking = asked(record_id);
		assert_ok!(breaking.approve(OLIVIA));
		let ordinary = request(FERDIE, record_id);
		let both = |first: Share| {
			let approvals = vec![(breaking.id(), first), (ordinary.id(), ordinary.share_of(DAVE))];
			plain(MedicalRecords::approve_many(
				DAVE.origin(),
				approvals.try_into().unwrap(),
			))
		};
		assert_noop!(both(breaking.share_of(DAVE)), Error::SingleFacility);
		set_house(DAVE, Some(40));
		assert_noop!(both(breaking.share_of(PETER)), Error::BadShareProof);
		assert_ok!(both(breaking.share_of(DAVE)));
		assert_eq!(breaking.status(), Some(RequestStatus::Approved));
	});
}

#[test]
fn who_has_lost_the_role_breaks_no_glass() {
	emergencies(|| {
		let record_id = allowed(1).record_id;
		let breaking = asked(record_id);
		assert_ok!(breaking.approve(OLIVIA));
		for role in [Role::Clinician, Role::Patient] {
			MedicalRecords::do_set_role(VICTOR.id(), role);
			assert_noop!(breaking.approve(PETER), Error::RequesterDismissed);
		}
		MedicalRecords::do_set_role(VICTOR.id(), Role::EmergencyClinician);
		assert_ok!(MedicalRecords::freeze_account(RuntimeOrigin::root(), VICTOR.id()));
		assert_noop!(breaking.approve(PETER), Error::RequesterDismissed);
	});
}

/// A patient who can answer after all says no; and needs not say yes.
#[test]
fn the_patient_denies_and_does_not_consent() {
	emergencies(|| {
		let record_id = allowed(1).record_id;
		let breaking = asked(record_id);
		assert_noop!(
			MedicalRecords::grant_consent(EVE.origin(), breaking.id(), [1; 80]),
			Error::NotForEmergency
		);
		assert_ok!(breaking.approve(OLIVIA));
		assert_ok!(MedicalRecords::deny_consent(EVE.origin(), breaking.id()));
		assert_noop!(breaking.approve(PETER), Error::RequestClosed);
		assert!(Reviews::<Test>::iter_keys().next().is_none());
		assert_ok!(MedicalRecords::close_request(MALLORY.origin(), breaking.id()));
		assert!(breaking.beside().is_none());
	});
}

#[test]
fn an_ordinary_request_is_never_for_breaking_the_glass() {
	emergencies(|| {
		let record_id = allowed(1).record_id;
		assert_noop!(
			ask_for(VICTOR, record_id, BreakTheGlass).send(),
			Error::BadEmergencyReason
		);
		// A drill asks both committees.
		assert_ok!(ask_for(VICTOR, record_id, Purpose::Test).send());
	});
}
