//! Calls and stored types of ceremonies on the chain.

use super::{WHO, calls, decode, metadata};
use medquorum_core::{
	domain::*,
	ledger::{Call, CeremonyCall},
};

const PALLET: &str = "CommitteeCeremonies";
const KEY: KeyId = 9;

/// The call that a council schedules.
pub(crate) fn opened() -> Opening {
	let seat = |index| Seat {
		index,
		account: AccountId([3 + u8::try_from(index).unwrap(); 32]),
	};
	Opening {
		key_id: KEY,
		attempt: 2,
		k: 2,
		seats: vec![seat(1), seat(3)],
		dealers: vec![1, 2],
		windows: Windows {
			join: 10,
			deal: 11,
			certify: 12,
		},
		at_once: true,
		author: WHO,
		signature: Signature::Ed25519([7; 64]),
	}
}

/// One of each.
pub(super) fn about_ceremonies() -> Vec<Call> {
	let (key_id, signature) = (KEY, Signature::Sr25519([7; 64]));
	let calls = [
		CeremonyCall::Open(Box::new(opened())),
		CeremonyCall::Join {
			key_id,
			one_time: [1; 32],
			join_sig: Signature::Sr25519([2; 64]),
			signature,
		},
		CeremonyCall::Deal {
			key_id,
			deal: vec![3; 896],
			signature,
		},
		CeremonyCall::Certify {
			key_id,
			cert: Signature::Sr25519([4; 64]),
			signature,
		},
		CeremonyCall::HandOver {
			key_id,
			handover: Signature::Sr25519([5; 64]),
			signature,
		},
		CeremonyCall::Complain {
			key_id,
			dealer: 4,
			signature,
		},
		CeremonyCall::Answer {
			key_id,
			accuser: 4,
			shares: [6; 96],
		},
		CeremonyCall::Activate { key_id },
		CeremonyCall::Leave { key_id },
		CeremonyCall::Expire { key_id },
	];
	calls.map(Call::Ceremony).into()
}

#[test]
fn calls_of_ceremonies_are_the_bytes_of_the_design() {
	let metadata = metadata();
	let encode = |call: &Call| calls::encode(call, &metadata).unwrap();
	let key = KEY.to_le_bytes();
	let (sr, by) = ([1], [7; 64]);
	let expected: Vec<Vec<u8>> = vec![
		[
			&[51, 0][..],
			&key,
			&[2, 0, 2, 0],
			&[2 << 2, 1, 0],
			&[4; 32],
			&[3, 0],
			&[6; 32],
			&[2 << 2, 1, 0, 2, 0],
			&[10, 0, 0, 0, 11, 0, 0, 0, 12, 0, 0, 0, 1],
			&WHO.0,
			&[0],
			&by,
		]
		.concat(),
		[&[51, 1][..], &key, &[1; 32], &sr, &[2; 64], &sr, &by].concat(),
		// 896 is 0x380: its compact form has two bytes.
		[&[51, 2][..], &key, &[0x01, 0x0e], &[3; 896], &sr, &by].concat(),
		[&[51, 3][..], &key, &sr, &[4; 64], &sr, &by].concat(),
		[&[51, 4][..], &key, &sr, &[5; 64], &sr, &by].concat(),
		[&[51, 5][..], &key, &[4, 0], &sr, &by].concat(),
		[&[51, 6][..], &key, &[4, 0], &[6; 96]].concat(),
		[&[51, 7][..], &key].concat(),
		[&[51, 8][..], &key].concat(),
		[&[51, 9][..], &key].concat(),
	];
	for (call, expected) in about_ceremonies().iter().zip(expected) {
		assert_eq!(encode(call), expected, "{:?}", call.name());
	}
}

#[test]
fn what_state_holds_of_ceremonies_decodes() {
	let metadata = metadata();
	let rule = [
		&[2, 0, 1, 0, 0, 0, 0, 2, 0][..],
		&[2 << 2, 1, 0],
		&[4; 32],
		&[3, 0],
		&[6; 32],
		&[2 << 2, 1, 0, 2, 0],
		&[0; 32],
		&[10, 0, 0, 0, 11, 0, 0, 0, 12, 0, 0, 0, 1],
		&WHO.0,
		&[0],
		&[7; 64],
		&[3],
		&[99, 0, 0, 0],
		&[0; 64],
	]
	.concat();
	let state: CeremonyState = decode(&metadata, PALLET, "Ceremonies", &rule);
	let Opening {
		attempt,
		k,
		seats,
		dealers,
		windows,
		at_once,
		author,
		signature,
		..
	} = opened();
	let expected = CeremonyState {
		attempt,
		epoch: 1,
		renewal: false,
		k,
		seats,
		dealers,
		old_committee: [0; 32],
		windows,
		at_once,
		author,
		signature,
		stage: CeremonyStage::HandOver,
		deadline: 99,
	};
	assert_eq!(state, expected);
}

#[test]
fn what_state_holds_of_each_step_decodes() {
	let metadata = metadata();
	let signed = [&[1][..], &[7; 64]].concat();
	let signature = Signature::Sr25519([7; 64]);
	let join = [&[1; 32][..], &[1], &[2; 64], &signed].concat();
	let join: PublicJoin = decode(&metadata, PALLET, "Joins", &join);
	assert_eq!((join.one_time, join.signature), ([1; 32], signature));
	let deal: PublicDeal = decode(
		&metadata,
		PALLET,
		"Deals",
		&[&[3 << 2, 1, 2, 3][..], &signed].concat(),
	);
	assert_eq!((deal.deal, deal.signature), (vec![1, 2, 3], signature));
	let two = [&[1][..], &[4; 64], &signed].concat();
	let certificate: PublicCertificate = decode(&metadata, PALLET, "Certificates", &two);
	assert_eq!(certificate.cert, Signature::Sr25519([4; 64]));
	let handover: PublicHandover = decode(&metadata, PALLET, "Handovers", &two);
	assert_eq!(handover.handover, Signature::Sr25519([4; 64]));
	let answered = [&signed[..], &[9, 0, 0, 0, 1], &[6; 96]].concat();
	let open = [&signed[..], &[9, 0, 0, 0, 0]].concat();
	for (bytes, answer) in [(answered, Some([6; 96])), (open, None)] {
		let complaint: PublicComplaint = decode(&metadata, PALLET, "Complaints", &bytes);
		assert_eq!((complaint.until, complaint.answer), (9, answer));
		assert_eq!(complaint.signature, signature);
	}
}
