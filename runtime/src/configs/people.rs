//! Accounts of several keys, and accounts whose key is lost.

use crate::{
	AccountId, Balance, Balances, Runtime, RuntimeCall, RuntimeEvent, RuntimeHoldReason, System,
	constants::currency::*,
};
use frame_support::{
	parameter_types,
	traits::{
		ConstU32, ConstU128, LinearStoragePrice, fungible::HoldConsideration, tokens::imbalance::ResolveTo,
	},
};
use pallet_collator_selection::StakingPotAccountId;
use pallet_recovery::HoldReason;

impl pallet_multisig::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type Currency = Balances;
	// One storage item: two accounts, a hash, a block, an amount.
	type DepositBase = ConstU128<{ deposit(1, 128) }>;
	// An account more.
	type DepositFactor = ConstU128<{ deposit(0, 32) }>;
	type MaxSignatories = ConstU32<32>;
	type WeightInfo = pallet_multisig::weights::SubstrateWeight<Runtime>;
	type BlockNumberProvider = System;
}

parameter_types! {
	/// Why the deposit for a list of friends is held.
	pub const FriendsHoldReason: RuntimeHoldReason = RuntimeHoldReason::AccountRecovery(HoldReason::FriendGroupsStorage);
	/// Why the deposit for an attempt to recover an account is held.
	pub const AttemptHoldReason: RuntimeHoldReason = RuntimeHoldReason::AccountRecovery(HoldReason::AttemptStorage);
	/// Why the deposit for an heir is held.
	pub const InheritorHoldReason: RuntimeHoldReason =
		RuntimeHoldReason::AccountRecovery(HoldReason::InheritorStorage);
}

/// The price of what is stored, as everywhere else.
type StoragePrice = LinearStoragePrice<ConstU128<DEPOSIT_PER_ITEM>, ConstU128<DEPOSIT_PER_BYTE>, Balance>;

impl pallet_recovery::Config for Runtime {
	type RuntimeCall = RuntimeCall;
	type RuntimeHoldReason = RuntimeHoldReason;
	type BlockNumberProvider = System;
	type Currency = Balances;
	type FriendGroupsConsideration = HoldConsideration<AccountId, Balances, FriendsHoldReason, StoragePrice>;
	type AttemptConsideration = HoldConsideration<AccountId, Balances, AttemptHoldReason, StoragePrice>;
	type InheritorConsideration = HoldConsideration<AccountId, Balances, InheritorHoldReason, StoragePrice>;
	// What a friend risks who tries to take over an account whose owner is still there.
	type SecurityDeposit = ConstU128<MQD>;
	// It goes where fees go.
	type Slash = ResolveTo<StakingPotAccountId<Runtime>, Balances>;
	type MaxFriendsPerConfig = ConstU32<16>;
	type WeightInfo = pallet_recovery::weights::SubstrateWeight<Runtime>;
}
