//! The part of a block that nobody takes from those who decide.
//!
//! Approvals and rejections are operational, as the calls of council and recovery body are: normal transactions leave the last quarter of a
//! block to them, and stand behind them in the pool. But anybody can send an operational call that fails. So half of that
//! quarter is for those alone who have a seat: the administrators of the request, and the members of both bodies. What others send
//! waits for a block with more room.

use crate::{
	AccountId, Balance, Balances, Council, Recovery, Runtime, RuntimeCall, System,
	constants::{MAXIMUM_BLOCK_LENGTH, MAXIMUM_BLOCK_WEIGHT, NORMAL_DISPATCH_RATIO},
};
use frame_support::{
	dispatch::{DispatchClass, DispatchInfo, PostDispatchInfo},
	ensure,
	traits::{NoDrop, fungible::Credit, tokens::imbalance::ResolveTo},
};
use pallet_collator_selection::StakingPotAccountId;
use pallet_medical_records::{Administrators, Call as RecordsCall, RequestId, Requests};
use pallet_transaction_payment::{FungibleAdapter, OnChargeTransaction, TxCreditHold};
use sp_runtime::transaction_validity::{InvalidTransaction, TransactionValidityError};

/// Takes the fee from the account to the pot of the collators.
type Fees = FungibleAdapter<Balances, ResolveTo<StakingPotAccountId<Runtime>, Balances>>;

/// Takes fees, and puts off calls that would take room of others.
pub struct Charge;

/// Is this account one of those who decide about the request?
fn decides(who: &AccountId, request_id: &RequestId) -> bool {
	let request = Requests::<Runtime>::get(request_id);
	request.is_some_and(|asked| Administrators::<Runtime>::contains_key((asked.key_id, asked.epoch), who))
}

/// May this call take the part of a block that is kept for those who decide?
fn is_seated(who: &AccountId, call: &RuntimeCall) -> bool {
	match call {
		RuntimeCall::MedicalRecords(
			RecordsCall::approve { request_id, .. } | RecordsCall::reject { request_id, .. },
		) => decides(who, request_id),
		RuntimeCall::MedicalRecords(RecordsCall::approve_many { approvals }) => {
			!approvals.is_empty() && approvals.iter().all(|(id, _)| decides(who, id))
		}
		_ => Council::is_member(who) || Recovery::is_member(who),
	}
}

/// Does the block with this call, which is counted already, reach into that part?
fn reaches_into_it() -> bool {
	let open = NORMAL_DISPATCH_RATIO * MAXIMUM_BLOCK_WEIGHT;
	let half = (MAXIMUM_BLOCK_WEIGHT - open).saturating_div(2);
	let used = System::block_weight();
	let operational = used.get(DispatchClass::Operational);
	let length = NORMAL_DISPATCH_RATIO * MAXIMUM_BLOCK_LENGTH;
	let longest = length + (MAXIMUM_BLOCK_LENGTH - length) / 2;
	(used.total().any_gt(open) && operational.any_gt(half)) || System::block_size() > longest
}

impl TxCreditHold<Runtime> for Charge {
	type Credit = NoDrop<Credit<AccountId, Balances>>;
}

impl OnChargeTransaction<Runtime> for Charge {
	type Balance = Balance;
	type LiquidityInfo = Option<Credit<AccountId, Balances>>;

	fn withdraw_fee(
		who: &AccountId,
		call: &RuntimeCall,
		info: &DispatchInfo,
		fee_with_tip: Balance,
		tip: Balance,
	) -> Result<Self::LiquidityInfo, TransactionValidityError> {
		let normal = info.class != DispatchClass::Operational;
		ensure!(
			normal || !reaches_into_it() || is_seated(who, call),
			InvalidTransaction::ExhaustsResources
		);
		<Fees as OnChargeTransaction<Runtime>>::withdraw_fee(who, call, info, fee_with_tip, tip)
	}

	fn can_withdraw_fee(
		who: &AccountId,
		call: &RuntimeCall,
		info: &DispatchInfo,
		fee_with_tip: Balance,
		tip: Balance,
	) -> Result<(), TransactionValidityError> {
		<Fees as OnChargeTransaction<Runtime>>::can_withdraw_fee(who, call, info, fee_with_tip, tip)
	}

	fn correct_and_deposit_fee(
		who: &AccountId,
		info: &DispatchInfo,
		post_info: &PostDispatchInfo,
		corrected_fee_with_tip: Balance,
		tip: Balance,
		held: Self::LiquidityInfo,
	) -> Result<(), TransactionValidityError> {
		<Fees as OnChargeTransaction<Runtime>>::correct_and_deposit_fee(
			who,
			info,
			post_info,
			corrected_fee_with_tip,
			tip,
			held,
		)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn endow_account(who: &AccountId, amount: Balance) {
		<Fees as OnChargeTransaction<Runtime>>::endow_account(who, amount);
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn minimum_balance() -> Balance {
		<Fees as OnChargeTransaction<Runtime>>::minimum_balance()
	}
}
