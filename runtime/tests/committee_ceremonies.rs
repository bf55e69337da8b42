//! Ceremonies of committees in this runtime: who opens them, when, and that every step fits a block.

#![allow(clippy::expect_used, reason = "a test may panic")]

use crate::common::{account, at, chain, council, enacted, signed};
use frame_support::{
	assert_noop, assert_ok,
	dispatch::{DispatchClass, GetDispatchInfo},
	traits::{GetCallIndex, GetCallName, fungible::InspectHold},
};
use medquorum_runtime::{configs::RuntimeBlockWeights, constants::ceremonies::*, *};
use pallet_committee_ceremonies::{Call, HoldReason, Place, Seat, Start, Windows};
use parity_scale_codec::Encode;
use sp_core::bytes::from_hex;
use sp_keyring::Sr25519Keyring::{self, *};
use sp_runtime::{DispatchError, MultiSignature};

const KEY: u32 = 7;
const FOUNDERS: [Sr25519Keyring; 4] = [Alice, Bob, Charlie, Dave];

/// Four people found committee 7 under three of four; One has signed that.
fn opening() -> Call<Runtime> {
	let seats: Vec<Seat> = (1..)
		.zip(FOUNDERS)
		.map(|(index, person)| Seat {
			index,
			account: account(person),
		})
		.collect();
	let place = Place {
		genesis: pallet_medical_records::Pallet::<Runtime>::genesis(),
		key_id: KEY,
		epoch: 1,
		attempt: 1,
		renewal: false,
	};
	let start = Start {
		k: 3,
		seats: &seats,
		dealers: &[1, 2, 3, 4],
		old_committee: &[0; 32],
	};
	let message = place.start_message(&account(One), &start);
	let (join, deal, certify) = (MIN_WINDOW, MAX_WINDOW, MAX_WINDOW);
	Call::open_ceremony {
		key_id: KEY,
		attempt: 1,
		k: 3,
		seats: seats.try_into().expect("four"),
		dealers: vec![1, 2, 3, 4].try_into().expect("four"),
		windows: Windows { join, deal, certify },
		at_once: false,
		author: account(One),
		signature: MultiSignature::Sr25519(One.sign(&message)),
	}
}

#[test]
fn calls_have_their_indices_and_the_deposit_its_byte() {
	let expected = [
		"open_ceremony",
		"join_ceremony",
		"submit_deal",
		"certify",
		"hand_over",
		"complain",
		"answer",
		"activate",
		"leave_ceremony",
		"expire_ceremony",
	];
	assert_eq!(Call::<Runtime>::get_call_names(), expected);
	assert_eq!(Call::<Runtime>::get_call_indices(), (0..10).collect::<Vec<u8>>());
	let reason = RuntimeHoldReason::CommitteeCeremonies(HoldReason::Ceremony);
	assert_eq!(reason.encode(), [51, 0]);
}

#[test]
fn council_opens_a_ceremony_as_it_sets_a_committee() {
	chain("development").execute_with(|| {
		let call = RuntimeCall::CommitteeCeremonies(opening());
		for origin in [council(5, 5), signed(Alice)] {
			let refused = sp_runtime::traits::Dispatchable::dispatch(call.clone(), origin);
			assert_eq!(
				refused.map_err(|error| error.error),
				Err(DispatchError::BadOrigin)
			);
		}
		assert_noop!(
			Enactment::schedule(council(3, 5), Box::new(call.clone())),
			DispatchError::BadOrigin
		);
		assert_ok!(Enactment::schedule(council(2, 3), Box::new(call)));
		at(11);
		assert_ok!(Enactment::enact(signed(Two), 0));
		let ceremony = pallet_committee_ceremonies::Ceremonies::<Runtime>::get(KEY).expect("it is open");
		assert_eq!((ceremony.epoch, ceremony.attempt), (1, 1));
		let reason = RuntimeHoldReason::CommitteeCeremonies(HoldReason::Ceremony);
		assert!(Balances::balance_on_hold(&reason, &account(One)) > 0);
		assert_ok!(CommitteeCeremonies::leave_ceremony(signed(Dave), KEY));
		assert_eq!(Balances::balance_on_hold(&reason, &account(One)), 0);
	});
}

#[test]
fn nobody_else_opens_one_that_is_not_signed_as_it_is() {
	chain("development").execute_with(|| {
		let mut call = opening();
		if let Call::open_ceremony { k, .. } = &mut call {
			*k = 2;
		}
		let call = RuntimeCall::CommitteeCeremonies(call);
		let refused = sp_runtime::traits::Dispatchable::dispatch(call, enacted());
		let expected = pallet_committee_ceremonies::Error::<Runtime>::BadFileSignature;
		assert_eq!(refused.map_err(|error| error.error), Err(expected.into()));
	});
}

/// Every call of the pallet, in the order of their indices.
fn steps() -> Vec<Call<Runtime>> {
	let (key_id, signature) = (KEY, pallet_medical_records::no_signature);
	vec![
		chain("development").execute_with(opening),
		Call::join_ceremony {
			key_id,
			one_time: [0; 32],
			join_sig: signature(),
			signature: signature(),
		},
		Call::submit_deal {
			key_id,
			deal: vec![0; 3872].try_into().expect("the largest"),
			signature: signature(),
		},
		Call::certify {
			key_id,
			cert: signature(),
			signature: signature(),
		},
		Call::hand_over {
			key_id,
			handover: signature(),
			signature: signature(),
		},
		Call::complain {
			key_id,
			dealer: 16,
			signature: signature(),
		},
		Call::answer {
			key_id,
			accuser: 16,
			shares: [0; 96],
		},
		Call::activate { key_id },
		Call::leave_ceremony { key_id },
		Call::expire_ceremony { key_id },
	]
}

/// What a call declares is for sixteen, whatever is in it.
#[test]
fn every_step_of_sixteen_fits_a_block() {
	let steps = steps();
	let names: Vec<&str> = steps.iter().map(GetCallName::get_call_name).collect();
	assert_eq!(names, Call::<Runtime>::get_call_names());
	let most = RuntimeBlockWeights::get()
		.get(DispatchClass::Normal)
		.max_extrinsic;
	for call in steps {
		let weight = call.get_dispatch_info().call_weight;
		assert!(
			weight.all_lt(most.expect("there is a limit")),
			"{call:?}: {weight:?}"
		);
	}
}

/// Whom a dealer answers is what the accuser signed: the client signs it by the same frozen bytes.
#[test]
fn a_complaint_is_signed_as_the_second_implementation_says() {
	let text = include_str!("../../primitives/threshold-decryption/tests/vectors/ceremony.json");
	let vectors: serde_json::Value = serde_json::from_str(text).expect("a committed file");
	let cases = vectors["ceremonies"].as_array().expect("a list");
	assert_eq!(cases.len(), 3);
	for case in cases {
		let hex = |name: &str| from_hex(case[name].as_str().expect("hex")).expect("hex");
		let number =
			|value: &serde_json::Value| u16::try_from(value.as_u64().expect("a number")).expect("small");
		let place = Place {
			genesis: hex("genesis").try_into().expect("32 bytes"),
			key_id: number(&case["key_id"]).into(),
			epoch: number(&case["epoch"]).into(),
			attempt: number(&case["attempt"]),
			renewal: false,
		};
		let indices = case["indices"].as_array().expect("a list");
		let (accuser, dealer) = (number(&indices[0]), number(&indices[indices.len() - 1]));
		let account = [u8::try_from(accuser % 251).expect("small"); 32].into();
		let context = hex("ceremony_ctx").try_into().expect("32 bytes");
		let message = place.complaint_message(&account, &context, accuser, dealer);
		assert_eq!(message, hex("complaint_file_message"));
	}
}
