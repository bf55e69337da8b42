//! How often and for how long the glass can be broken, and what that takes.

use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchResult;

use crate::{GlassBreakers, HoldReason, OpenByRecord, mock::*, types::*};
use Purpose::{BreakTheGlass, EmergencyTreatment};

fn break_for(reason: Purpose, record_id: RecordId) -> DispatchResult {
	breaking(VICTOR, record_id, reason).send()
}

#[test]
fn an_emergency_is_decided_within_its_own_time() {
	emergencies(|| {
		let record_id = allowed(1).record_id;
		let breaking = asked(record_id);
		go_to_block(1 + EMERGENCY_TTL);
		assert_ok!(breaking.approve(OLIVIA));
		go_to_block(2 + EMERGENCY_TTL);
		assert_noop!(breaking.approve(PETER), Error::Expired);
		assert!(GlassBreakers::<Test>::get(VICTOR.id()).unreviewed.is_empty());
		// It is over, so the next one can be asked.
		assert_ok!(break_for(BreakTheGlass, record_id));
	});
}

#[test]
fn there_is_one_open_emergency_request_at_a_time() {
	emergencies(|| {
		let (one, two) = (allowed(1).record_id, allowed(2).record_id);
		let first = asked(one);
		for record_id in [one, two] {
			assert_noop!(break_for(EmergencyTreatment, record_id), Error::EmergencyOpen);
		}
		assert_ok!(first.reject(PETER));
		assert_noop!(break_for(EmergencyTreatment, two), Error::EmergencyOpen);
		assert_ok!(first.reject(OLIVIA));
		let second = asked(two);
		assert_ok!(MedicalRecords::close_request(VICTOR.origin(), second.id()));
		assert_ok!(break_for(EmergencyTreatment, two));
	});
}

#[test]
fn the_fourth_opening_without_a_verdict_is_refused() {
	emergencies(|| {
		MaxOpenRequests::set(9);
		let records: Vec<_> = (1..=4).map(|number| allowed(number).record_id).collect();
		let broken: Vec<_> = records[..3].iter().map(|id| broken(*id)).collect();
		assert_noop!(
			break_for(EmergencyTreatment, records[3]),
			Error::TooManyUnreviewed
		);
		// Another doctor is not held up, nor is an ordinary request.
		assert_ok!(ask_for(VICTOR, records[3], EmergencyTreatment).send());
		let first = broken[0].id();
		assert_ok!(MedicalRecords::file_statement(VICTOR.origin(), first, [1; 32]));
		for admin in [ALICE, BOB, CHARLIE] {
			let verdict = Verdict::Justified;
			assert_ok!(MedicalRecords::submit_review(admin.origin(), first, verdict));
		}
		assert_ok!(break_for(EmergencyTreatment, records[3]));
	});
}

#[test]
fn an_emergency_has_the_places_that_are_kept_for_it() {
	emergencies(|| {
		let record_id = allowed(1).record_id;
		MaxOwnRequestsPerRecord::set(5);
		MaxOpenRequests::set(9);
		for _ in 0..5 {
			request(FERDIE, record_id);
		}
		let test = breaking(VICTOR, record_id, Purpose::Test);
		assert_noop!(test.send(), Error::MaxRequestsPerRecordExceeded);
		assert_ok!(break_for(BreakTheGlass, record_id));
		assert_eq!(OpenByRecord::<Test>::get(record_id).len(), 6);
	});
}

/// The record's committee changes: an emergency request, which is of another one, stays.
#[test]
fn another_epoch_of_the_records_committee_ends_no_emergency() {
	emergencies(|| {
		let breaking = asked(allowed(1).record_id);
		next_epoch();
		assert_ok!(breaking.approve(OLIVIA));
		assert_ok!(breaking.approve(PETER));
		assert_eq!(breaking.status(), Some(RequestStatus::Approved));
	});
}

#[test]
fn a_facility_pays_in_an_emergency_as_for_other_requests() {
	emergencies(|| {
		let record_id = allowed(1).record_id;
		assert_ok!(MedicalRecords::sponsor(TWO.origin(), VICTOR.id(), 1));
		asked(record_id);
		assert_eq!(held(VICTOR, HoldReason::Request), 0);
		assert!(held(TWO, HoldReason::Request) > 0);
	});
}
