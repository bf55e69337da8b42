//! Calls and stored types of emergencies.

use super::{RECORD, REQUEST, WHO, calls, decode, metadata};
use medquorum_core::{
	domain::*,
	ledger::{Call, EmergencyCall},
};

fn entry(wrap: EmergencyWrap) -> Call {
	let entry = EmergencyEntry {
		key_id: 9,
		maker: WHO,
		nonce: [1; 16],
		capsule: [2; 128],
		wrap,
	};
	Call::Emergency(EmergencyCall::AddEmergency {
		record_id: RECORD,
		entry: Box::new(entry),
	})
}

/// One of each.
pub(super) fn about_emergencies() -> Vec<Call> {
	let (record_id, request_id, who) = (RECORD, REQUEST, WHO);
	let directive = EmergencyDirective {
		key_id: 9,
		scope: EmergencyScope::BothKeys,
	};
	vec![
		Call::Emergency(EmergencyCall::SetEmergency {
			directive: Some(directive),
		}),
		Call::Emergency(EmergencyCall::SetEmergency { directive: None }),
		entry(EmergencyWrap::CspKey([3; 60])),
		entry(EmergencyWrap::BothKeys([3; 92])),
		Call::Emergency(EmergencyCall::RemoveEmergency {
			record_id,
			requests: 16,
		}),
		Call::Emergency(EmergencyCall::BreakGlass {
			record_id,
			seq: 7,
			q: [1; 32],
			epk: [2; 32],
			auth_sig: Signature::Sr25519([4; 64]),
			reason: Purpose::BreakTheGlass,
		}),
		Call::Emergency(EmergencyCall::FileStatement {
			request_id,
			statement: [5; 32],
		}),
		Call::Emergency(EmergencyCall::SubmitReview {
			request_id,
			verdict: Finding::Unjustified,
		}),
		Call::Emergency(EmergencyCall::EnforceReview { request_id }),
		Call::Emergency(EmergencyCall::Reinstate { who }),
		Call::Emergency(EmergencyCall::SetFacility {
			who,
			facility: Some(7),
		}),
	]
}

#[test]
fn calls_of_emergencies_are_the_bytes_of_the_design() {
	let metadata = metadata();
	let encode = |call: &Call| calls::encode(call, &metadata).unwrap();
	let calls = about_emergencies();
	let expected: Vec<Vec<u8>> = vec![
		[&[50, 36, 1][..], &9u32.to_le_bytes(), &[1]].concat(),
		vec![50, 36, 0],
		[
			&[50, 37][..],
			&[1; 16],
			&9u32.to_le_bytes(),
			&[1; 16],
			&[2; 128],
			&[1],
			&[3; 60],
		]
		.concat(),
	];
	for (call, expected) in calls.iter().zip(expected) {
		let bytes = encode(call);
		// The index of the scope stands as the pallet numbers it.
		assert_eq!(bytes.len(), expected.len(), "{:?}", call.name());
		assert_eq!(bytes[..2], expected[..2], "{:?}", call.name());
	}
	let glass = encode(&calls[5]);
	let expected = [
		&[50, 39][..],
		&[1; 16],
		&7u32.to_le_bytes(),
		&[1; 32],
		&[2; 32],
		&[1],
		&[4; 64],
		&[Purpose::BreakTheGlass.as_u8()],
	];
	assert_eq!(glass, expected.concat());
	for (call, length) in calls.iter().zip([8, 3, 227, 259, 22, 152, 50, 19, 18, 34, 39]) {
		assert_eq!(encode(call).len(), length, "{:?}", call.name());
	}
}

#[test]
fn what_state_holds_of_emergencies_decodes() {
	let metadata = metadata();
	let pallet = "MedicalRecords";
	let ones = [1; 1024];
	let directive: EmergencyDirective = decode(&metadata, pallet, "EmergencyDirectives", &ones);
	assert_eq!(directive.scope, EmergencyScope::CspKey);
	let entry: EmergencyEntry = decode(&metadata, pallet, "Emergencies", &ones);
	assert_eq!(
		(entry.scope(), entry.maker),
		(EmergencyScope::CspKey, AccountId([1; 32]))
	);
	let house: FacilityNumber = decode(&metadata, pallet, "Facilities", &ones);
	assert_eq!(house, 0x0101_0101);
	// One voter: who, of which house, with a yes.
	let stored = [
		&[2, 0, 0, 0, 1, 9, 0, 0, 0, 1 << 2][..],
		&[3; 32],
		&[4, 0, 0, 0, 1],
	]
	.concat();
	let request: EmergencyRequest = decode(&metadata, pallet, "EmergencyRequests", &stored);
	let voter = EmergencyVoter {
		account: AccountId([3; 32]),
		facility: 4,
		approved: true,
	};
	assert_eq!((request.facility, request.voters), (2, vec![voter]));
	// Nothing open, one access that waits, suspended for another.
	let waits = [&[1 << 2][..], &[5; 16], &[9, 0, 0, 0]].concat();
	let suspended = [&[1][..], &[6; 16], &[1, 7, 0, 0, 0]].concat();
	let stored = [&[0][..], &waits, &suspended].concat();
	let breaker: GlassBreaker = decode(&metadata, pallet, "GlassBreakers", &stored);
	assert_eq!((breaker.open, breaker.unreviewed[0].due), (None, 9));
	let cause = breaker.suspended.unwrap().cause;
	assert_eq!(cause, SuspensionCause::Overdue);
	let head = [&[1; 16][..], &[4; 32], &[5; 32], &[7, 0, 0, 0], &[2, 1]].concat();
	let times = [&[8, 0, 0, 0, 9, 0, 0, 0][..], &[1], &[6; 32]].concat();
	let said = [&[1 << 2][..], &[7; 32], &[1 << 2, 3, 0, 1]].concat();
	let stored = [head, times, said].concat();
	let review: Review = decode(&metadata, pallet, "Reviews", &stored);
	assert_eq!(
		(review.key_id, review.opened, review.due, review.statement),
		(7, 8, 9, Some([6; 32]))
	);
	assert_eq!(review.verdicts, [(3, Finding::Unjustified)]);
	assert_eq!(
		(review.reason, review.scope),
		(Purpose::EmergencyTreatment, EmergencyScope::CspKey)
	);
}

#[test]
fn times_and_numbers_are_those_of_the_runtime() {
	let metadata = metadata();
	let pallet = metadata.pallet_by_name("MedicalRecords").unwrap();
	let constant = |name| pallet.constant_by_name(name).unwrap().value().to_vec();
	assert_eq!(constant("EmergencyTtl"), EMERGENCY_TTL.to_le_bytes());
	let unreviewed = u32::try_from(MAX_UNREVIEWED).unwrap();
	assert_eq!(constant("MaxUnreviewed"), unreviewed.to_le_bytes());
}
