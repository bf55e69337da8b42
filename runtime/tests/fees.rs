//! What things cost. Bounds, not golden values: weights are generated and change.

mod common;

use common::chain;
use frame_support::traits::fungible::Inspect;
use medquorum_runtime::{
	AccountId, Balances, RuntimeCall, TransactionPayment,
	configs::nominal_fee,
	constants::{MAXIMUM_BLOCK_LENGTH, MAXIMUM_BLOCK_WEIGHT, NORMAL_DISPATCH_RATIO, currency::*},
};
use pallet_medical_records::{Call, RejectionReason};

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
