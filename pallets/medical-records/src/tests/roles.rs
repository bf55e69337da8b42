//! A role that is taken away is gone at once; a patient reads his own records whatever the role.

use frame_support::{assert_noop, assert_ok};
use sp_runtime::traits::BadOrigin;

use crate::{HoldReason, mock::*, types::*};

fn set_role(who: Person, role: Role) {
	assert_ok!(MedicalRecords::set_role(RuntimeOrigin::root(), who.id(), role));
}

fn ask_for_own(patient: Person, record_id: RecordId) -> Asking {
	ask_for(patient, record_id, Purpose::PatientRequest)
}

#[test]
fn a_dismissed_requester_gets_no_approval_and_no_consent() {
	ExtBuilder::default().build_and_execute(|| {
		let asking = requested();
		assert_ok!(asking.approve(ALICE));
		set_role(FERDIE, Role::Patient);
		assert_noop!(asking.approve(BOB), Error::RequesterDismissed);
		let consent = MedicalRecords::grant_consent(EVE.origin(), asking.id(), [1; 80]);
		assert_noop!(consent, Error::RequesterDismissed);
		let approvals = vec![(asking.id(), asking.share_of(BOB))];
		assert_noop!(
			plain(MedicalRecords::approve_many(
				BOB.origin(),
				approvals.try_into().unwrap()
			)),
			Error::RequesterDismissed
		);
		// A no is never too much, and a role that is given back counts again.
		assert_ok!(asking.reject(CHARLIE));
		set_role(FERDIE, Role::Facility);
		assert_ok!(asking.approve(BOB));
		assert_ok!(MedicalRecords::deny_consent(EVE.origin(), asking.id()));
	});
}

#[test]
fn a_facility_that_lost_its_role_erases_nothing() {
	ExtBuilder::default().build_and_execute(|| {
		let record_id = upload(1).id();
		for role in [Role::Patient, Role::Clinician] {
			set_role(ONE, role);
			assert_noop!(erase(ONE, record_id), Error::NotAuthorized);
		}
		set_role(ONE, Role::Facility);
		assert_ok!(erase(ONE, record_id));
	});
}

#[test]
fn cancel_request_ends_also_what_was_approved() {
	ExtBuilder::default().build_and_execute(|| {
		let asking = requested();
		for admin in [ALICE, BOB, CHARLIE] {
			assert_ok!(asking.approve(admin));
		}
		System::reset_events();
		assert_ok!(MedicalRecords::cancel_request(RuntimeOrigin::root(), asking.id()));
		assert_eq!(asking.status(), None);
		assert_eq!(held(FERDIE, HoldReason::Request), 0);
		assert_eq!(
			events(),
			[Event::RequestCancelled {
				request_id: asking.id(),
				record_id: asking.record_id,
				requester: FERDIE.id(),
				cause: CancelCause::Governance,
				readable: false,
			}]
		);
	});
}

#[test]
fn cancel_request_fails_when_not_by_governance_or_for_no_request() {
	ExtBuilder::default().build_and_execute(|| {
		let asking = requested();
		for person in [FERDIE, ALICE, EVE, OFFICER] {
			assert_noop!(
				MedicalRecords::cancel_request(person.origin(), asking.id()),
				BadOrigin
			);
		}
		assert_noop!(
			MedicalRecords::cancel_request(RuntimeOrigin::root(), [9; 16]),
			Error::RequestNotFound
		);
	});
}

#[test]
fn a_patient_reads_an_own_record_with_k_approvals_and_no_consent() {
	ExtBuilder::default().build_and_execute(|| {
		let record = upload(1);
		let asking = ask_for_own(EVE, record.id());
		assert_ok!(asking.send());
		let request_id = asking.id();
		for (admin, yes) in [(ALICE, 1), (BOB, 2)] {
			assert_ok!(asking.approve(admin));
			assert_eq!(
				MedicalRecords::may_read(record.id(), EVE.id()),
				ReadAccess::AwaitingApprovals {
					request_id,
					yes,
					needed: 3,
					consented: true
				}
			);
		}
		assert_ok!(asking.approve(DAVE));
		let until = 1 + OPENING_TTL;
		assert_eq!(
			MedicalRecords::may_read(record.id(), EVE.id()),
			ReadAccess::Granted {
				request_id,
				until,
				acknowledged: false
			}
		);
	});
}

#[test]
fn a_patient_asks_for_no_other_record_and_for_no_other_purpose() {
	ExtBuilder::default().build_and_execute(|| {
		let record_id = upload(1).id();
		assert_noop!(ask_for_own(GRACE, record_id).send(), Error::RoleCannotRequest);
		assert_noop!(ask(EVE, record_id).send(), Error::PatientRequestOnly);
		// Whatever the role: who is the patient asks as the patient.
		set_role(EVE, Role::Clinician);
		assert_noop!(ask(EVE, record_id).send(), Error::PatientRequestOnly);
		assert_ok!(ask_for_own(EVE, record_id).send());
	});
}
