//! What things cost. Bounds, not golden values: weights are generated and change.

#![allow(clippy::expect_used, reason = "a test may panic")]

use crate::common::{account, chain, enacted};
use cumulus_pallet_weight_reclaim::StorageWeightReclaim;
use frame_metadata_hash_extension::CheckMetadataHash;
use frame_support::{
	assert_ok,
	dispatch::GetDispatchInfo,
	traits::fungible::{Inspect, InspectHold},
	weights::Weight,
};
use frame_system::{
	AuthorizeCall, CheckGenesis, CheckMortality, CheckNonZeroSender, CheckNonce, CheckSpecVersion,
	CheckTxVersion, CheckWeight,
};
use medquorum_runtime::{
	AccountId, Balances, Runtime, RuntimeCall, RuntimeHoldReason, TransactionPayment, TxExtension,
	UncheckedExtrinsic,
	configs::nominal_fee,
	constants::{
		MAXIMUM_BLOCK_LENGTH, MAXIMUM_BLOCK_WEIGHT, NORMAL_DISPATCH_RATIO, ceremonies::MAX_WINDOW,
		currency::*,
	},
};
use pallet_committee_ceremonies::{Call as Step, HoldReason, Place, Seat, Start, WeightInfo as _, Windows};
use pallet_medical_records::{
	Call, EmergencyDirective, EmergencyScope, EmergencyWrap, Purpose, RejectionReason, Verdict,
	WeightInfo as _, no_signature,
};
use pallet_skip_feeless_payment::SkipCheckIfFeeless;
use pallet_transaction_payment::ChargeTransactionPayment;
use parity_scale_codec::Encode;
use sp_keyring::Sr25519Keyring::*;
use sp_runtime::{MultiSignature, generic::Era, traits::Dispatchable};

type Steps = <Runtime as pallet_committee_ceremonies::Config>::WeightInfo;
type Records = <Runtime as pallet_medical_records::Config>::WeightInfo;

/// A committee that no genesis has.
const KEY: u32 = 7;

/// The fee of `call` in a transaction of `len` bytes.
fn fee(call: RuntimeCall, len: u32) -> u128 {
	chain("development").execute_with(|| TransactionPayment::query_call_info(call, len).partial_fee)
}

#[test]
fn an_approval_costs_between_a_tenth_of_a_milli_and_twenty_milli() {
	let call = RuntimeCall::MedicalRecords(Call::approve {
		request_id: [0; 16],
		share: [0; 288],
	});
	let fee = fee(call, 350);
	assert!((MILLI / 10..20 * MILLI).contains(&fee), "{fee}");
}

#[test]
fn a_rejection_costs_less_than_an_approval() {
	let approve = RuntimeCall::MedicalRecords(Call::approve {
		request_id: [0; 16],
		share: [0; 288],
	});
	let reject = RuntimeCall::MedicalRecords(Call::reject {
		request_id: [0; 16],
		reason: RejectionReason::Other,
	});
	assert!(fee(reject, 160) < fee(approve, 350));
}

/// Whoever carries out a decision of the council needs this much for a moment; the rest comes back.
#[test]
fn carrying_out_a_decision_takes_less_than_a_token_at_hand() {
	let call = RuntimeCall::Enactment(medquorum_runtime::enactment::Call::enact { index: 0 });
	assert!(fee(call, 110) < MQD / 2);
}

#[test]
fn filling_a_block_costs_more_than_a_token() {
	let weight = NORMAL_DISPATCH_RATIO * MAXIMUM_BLOCK_WEIGHT;
	assert!(nominal_fee(weight, 0) > MQD / 2);
	assert!(nominal_fee(weight, NORMAL_DISPATCH_RATIO * MAXIMUM_BLOCK_LENGTH) > MQD);
}

#[test]
fn a_fee_is_never_nothing() {
	assert!(
		fee(
			RuntimeCall::System(frame_system::Call::remark { remark: vec![] }),
			100
		) > 0
	);
}

#[test]
fn a_deposit_grows_with_items_and_bytes() {
	assert_eq!(deposit(0, 0), 0);
	assert_eq!(deposit(1, 0), DEPOSIT_PER_ITEM);
	assert_eq!(deposit(2, 420), 2 * DEPOSIT_PER_ITEM + 420 * DEPOSIT_PER_BYTE);
}

#[test]
fn an_account_needs_the_existential_deposit() {
	assert_eq!(
		<Balances as Inspect<AccountId>>::minimum_balance(),
		EXISTENTIAL_DEPOSIT
	);
}

/// A call by its name, and the weight that is charged in the end where the chain gives some of it back.
type Priced = (&'static str, RuntimeCall, Option<Weight>);

/// Bytes of a call, and the fee of a transaction with it alone.
fn cost((_, call, charged): &Priced) -> (usize, u128) {
	let charge = SkipCheckIfFeeless::from(ChargeTransactionPayment::from(0));
	let extension: TxExtension = StorageWeightReclaim::new((
		AuthorizeCall::new(),
		CheckNonZeroSender::new(),
		CheckSpecVersion::new(),
		CheckTxVersion::new(),
		CheckGenesis::new(),
		CheckMortality::from(Era::mortal(64, 1)),
		CheckNonce::from(0),
		CheckWeight::new(),
		charge,
		CheckMetadataHash::new(false),
	));
	let sent = UncheckedExtrinsic::new_signed(call.clone(), account(One).into(), no_signature(), extension);
	let mut info = sent.get_dispatch_info();
	if let Some(charged) = charged {
		assert!(charged.all_lte(info.call_weight), "{call:?}");
		info.call_weight = *charged;
	}
	let length = u32::try_from(sent.encoded_size()).expect("a short one");
	let fee = TransactionPayment::compute_fee(length, &info, 0);
	assert!((MILLI / 10..MQD).contains(&fee), "{call:?}: {fee}");
	(call.encoded_size(), fee)
}

/// So many people found a committee under this rule; One has signed that.
fn opening(k: u16, n: u16) -> Step<Runtime> {
	let indices: Vec<u16> = (1..=n).collect();
	let person = |index: u16| [u8::try_from(index).expect("16 at most"); 32];
	let seats: Vec<Seat> = indices
		.iter()
		.map(|index| Seat {
			index: *index,
			account: AccountId::new(person(*index)),
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
		k,
		seats: &seats,
		dealers: &indices,
		old_committee: &[0; 32],
	};
	let message = place.start_message(&account(One), &start);
	Step::open_ceremony {
		key_id: KEY,
		attempt: 1,
		k,
		seats: seats.try_into().expect("16 at most"),
		dealers: indices.try_into().expect("16 at most"),
		windows: Windows {
			join: MAX_WINDOW,
			deal: MAX_WINDOW,
			certify: MAX_WINDOW,
		},
		at_once: false,
		author: account(One),
		signature: MultiSignature::Sr25519(One.sign(&message)),
	}
}

/// The calls of a ceremony of so many people under this rule, for a new key; the handover is as long as it is for an old one.
fn ceremony(k: u16, n: u16) -> Vec<Priced> {
	let (key_id, signature, people) = (KEY, no_signature, u32::from(n));
	// Commitments, boxes and a proof.
	let deal = vec![0; (3 * usize::from(k) - 1) * 32 + usize::from(n) * 144 + 64];
	let deal = Step::submit_deal {
		key_id,
		deal: deal.try_into().expect("16 of 16 at most"),
		signature: signature(),
	};
	let join = Step::join_ceremony {
		key_id,
		one_time: [0; 32],
		join_sig: signature(),
		signature: signature(),
	};
	let certify = Step::certify {
		key_id,
		cert: signature(),
		signature: signature(),
	};
	let hand_over = Step::hand_over {
		key_id,
		handover: signature(),
		signature: signature(),
	};
	let complain = Step::complain {
		key_id,
		dealer: n,
		signature: signature(),
	};
	let answer = Step::answer {
		key_id,
		accuser: n,
		shares: [0; 96],
	};
	let activation = Records::set_committee(people)
		.saturating_add(Steps::activate(people))
		.saturating_add(Steps::end_ceremony(people));
	let steps = [
		("open_ceremony", opening(k, n), None),
		("join_ceremony", join, None),
		("submit_deal", deal.clone(), Some(Steps::submit_deal())),
		("last submit_deal", deal, Some(Steps::submit_last_deal(people))),
		("certify", certify, None),
		("hand_over", hand_over, None),
		("complain", complain, Some(Steps::complain())),
		("answer", answer, Some(Steps::answer())),
		("activate", Step::activate { key_id }, Some(activation)),
	];
	let priced = |(name, step, charged)| (name, RuntimeCall::CommitteeCeremonies(step), charged);
	steps.into_iter().map(priced).collect()
}

/// The calls about emergencies. What they cost does not depend on how many administrators there are.
fn emergencies() -> Vec<Priced> {
	let (record_id, request_id, key_id) = ([0; 16], [0; 16], KEY);
	let scope = EmergencyScope::CspKey;
	let asks = Call::break_glass {
		record_id,
		seq: 0,
		q: [0; 32],
		epk: [0; 32],
		auth_sig: no_signature(),
		reason: Purpose::BreakTheGlass,
	};
	let keeps = Call::add_emergency {
		record_id,
		key_id,
		nonce: [0; 16],
		capsule: [0; 128],
		wrap: EmergencyWrap::CspKey([0; 60]),
	};
	let directive = Some(EmergencyDirective { key_id, scope });
	let (statement, verdict, requests) = ([0; 32], Verdict::Justified, 0);
	let calls: [(&str, Call<Runtime>); 8] = [
		("set_emergency", Call::set_emergency { directive }),
		("add_emergency", keeps),
		("remove_emergency", Call::remove_emergency { record_id, requests }),
		("break_glass", asks),
		(
			"file_statement",
			Call::file_statement {
				request_id,
				statement,
			},
		),
		("submit_review", Call::submit_review { request_id, verdict }),
		("enforce_review", Call::enforce_review { request_id }),
		("reinstate", Call::reinstate { who: account(Ferdie) }),
	];
	let priced = |(name, call)| (name, RuntimeCall::MedicalRecords(call), None);
	calls.into_iter().map(priced).collect()
}

/// What an opening of so many takes from its author until the end.
fn ceremony_deposit(k: u16, n: u16) -> u128 {
	let open = RuntimeCall::CommitteeCeremonies(opening(k, n));
	assert_ok!(open.dispatch(enacted()));
	let reason = RuntimeHoldReason::CommitteeCeremonies(HoldReason::Ceremony);
	Balances::balance_on_hold(&reason, &account(One))
}

/// The figures of README and docs/performance.md, from what this prints.
#[test]
fn calls_of_ceremonies_and_emergencies_cost() {
	println!();
	let mut deposits = Vec::new();
	for (k, n) in [(3, 4), (9, 16)] {
		chain("development").execute_with(|| {
			for priced in ceremony(k, n) {
				let (bytes, fee) = cost(&priced);
				println!("call `{}` among {n}: {bytes} B, {} micro", priced.0, fee / MICRO);
			}
			let held = ceremony_deposit(k, n);
			println!("deposit of a ceremony among {n}: {} micro", held / MICRO);
			deposits.push(held);
		});
	}
	chain("development").execute_with(|| {
		for priced in emergencies() {
			let (bytes, fee) = cost(&priced);
			println!("call `{}`: {bytes} B, {} micro", priced.0, fee / MICRO);
		}
	});
	assert!(
		deposits[0] > MQD / 10 && deposits[0] < deposits[1],
		"{deposits:?}"
	);
}
