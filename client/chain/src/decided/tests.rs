//! What is voted on and what waits is read back as it was written.

use super::*;
use crate::{
	calls, reads,
	tests::{WHO, about_people, ceremony::opened, decode, metadata, set_role},
};

/// The calls that the council schedules.
pub fn waiting() -> [Call; 5] {
	let members = vec![WHO, AccountId([4; 32])];
	let code_hash = [9; 32];
	let (old, new) = (WHO, AccountId([4; 32]));
	let committee = about_people()
		.into_iter()
		.find(|call| matches!(call, Call::SetCommittee { .. }));
	[
		committee.unwrap(),
		Call::ReplaceAccount { old, new },
		Call::SetMembers { members },
		Call::AuthorizeUpgrade { code_hash },
		Call::Ceremony(CeremonyCall::Open(Box::new(opened()))),
	]
}

/// The other calls on which bodies vote.
pub fn at_once() -> Vec<Call> {
	let (who, record_id, request_id) = (WHO, RecordId([1; 16]), RequestId([2; 16]));
	let (body, index) = (Body::Recovery, 3);
	vec![
		set_role(),
		Call::FreezeAccount { who },
		Call::UnfreezeAccount { who },
		Call::CancelRequest { request_id },
		Call::RetireCommittee { key_id: 7 },
		Call::StopErasure { record_id },
		Call::LiftHold { record_id },
		Call::Emergency(EmergencyCall::Reinstate { who }),
		Call::Emergency(EmergencyCall::SetFacility {
			who,
			facility: Some(3),
		}),
		Call::Emergency(EmergencyCall::SetFacility { who, facility: None }),
		Call::StopScheduled { index },
		Call::Pause,
		Call::EndPause,
		Call::AddCollator { who },
		Call::RemoveCollator { who },
		Call::GiveNotice {
			body: Body::Council,
			members: vec![WHO],
		},
		Call::StopNotice { body, index },
	]
}

#[test]
fn what_bodies_vote_on_is_read_back() {
	let metadata = metadata();
	let scheduled = waiting().map(|call| Call::Schedule { call: Box::new(call) });
	for known in waiting().into_iter().chain(scheduled).chain(at_once()) {
		let bytes = calls::encode(&known, &metadata).unwrap();
		assert_eq!(call(&bytes, &metadata), Some(known));
		let longer = [&bytes[..], &[0]].concat();
		assert_eq!(call(&longer, &metadata), None);
		assert_eq!(call(&bytes[..bytes.len() - 1], &metadata), None);
	}
	let other = calls::encode(&Call::Deregister, &metadata).unwrap();
	assert_eq!(call(&other, &metadata), None);
	assert_eq!(call(&[], &metadata), None);
	// due, until, and two bytes of a call
	let stored = [&[7, 0, 0, 0, 9, 0, 0, 0][..], &[2 << 2, 1, 2]].concat();
	let waiting: reads::Waiting = decode(&metadata, "Enactment", "Queue", &stored);
	assert_eq!((waiting.due, waiting.until, waiting.call), (7, 9, vec![1, 2]));
}

#[test]
fn call_of_a_motion_is_the_one_that_it_is_named_by() {
	let metadata = metadata();
	let bytes = calls::encode(&set_role(), &metadata).unwrap();
	let hash = call_hash(&bytes);
	assert_eq!(
		voted_on(&hash, Some(&bytes), &metadata).unwrap(),
		Some(set_role())
	);
	// A node that shows another call under this hash, or none.
	let other = calls::encode(&Call::Pause, &metadata).unwrap();
	for told in [Some(&other[..]), Some(&[][..]), None] {
		assert!(voted_on(&hash, told, &metadata).is_err());
	}
	// One that this program does not know is that, and no error.
	let unknown = calls::encode(&Call::Deregister, &metadata).unwrap();
	assert_eq!(
		voted_on(&call_hash(&unknown), Some(&unknown), &metadata).unwrap(),
		None
	);
}
