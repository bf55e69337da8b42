//! How the pallets of the SDK are set: system, money, collation, conveniences. What is Medquorum's own is in
//! [`records`], [`governance`], [`motions`], [`pause`], [`reserve`] and [`proxies`]; keys that are shared or lost in [`people`].

pub mod ceremonies;
pub mod governance;
pub mod motions;
pub mod pause;
pub mod people;
pub mod proxies;
pub mod records;
pub mod reserve;

use crate::{
	AccountId, Aura, AuraId, Balance, Balances, Block, BlockNumber, CollatorSelection, Hash, Migrations,
	Nonce, OriginCaller, PalletInfo, ParachainSystem, Runtime, RuntimeCall, RuntimeEvent,
	RuntimeFreezeReason, RuntimeHoldReason, RuntimeOrigin, RuntimeTask, SafeMode, Session, SessionKeys,
	System, VERSION,
	constants::{currency::*, fee, time::*, *},
	weights::{BlockExecutionWeight, ExtrinsicBaseWeight, RocksDbWeight},
};
use cumulus_pallet_parachain_system::RelayNumberMonotonicallyIncreases;
use frame_support::{
	PalletId, derive_impl,
	dispatch::DispatchClass,
	parameter_types,
	traits::{ConstBool, ConstU8, ConstU32, ConstU64, ConstU128, Get, VariantCountOf},
	weights::{ConstantMultiplier, Weight, WeightToFee as _},
};
use frame_system::limits::{BlockLength, BlockWeights};
use governance::CouncilMajority;
use pallet_transaction_payment::{Multiplier, TargetedFeeAdjustment};
pub use proxies::ProxyType;
use sp_runtime::{FixedPointNumber, Perquintill, traits::OpaqueKeys};
use sp_version::RuntimeVersion;

// ---- system ---------------------------------------------------------------------------------------------------------

parameter_types! {
	/// The version of this runtime.
	pub const Version: RuntimeVersion = VERSION;
	/// Hashes of past blocks that are kept; bounds how long a transaction may stay valid.
	pub const BlockHashCount: BlockNumber = 4096;
	/// The address format: 42, the one for chains without an entry in the registry.
	pub const SS58Prefix: u16 = 42;

	/// The longest block.
	pub RuntimeBlockLength: BlockLength = BlockLength::builder()
		.max_length(MAXIMUM_BLOCK_LENGTH)
		.modify_max_length_for_class(DispatchClass::Normal, |max| *max = NORMAL_DISPATCH_RATIO * *max)
		.build();
	/// The heaviest block.
	pub RuntimeBlockWeights: BlockWeights = BlockWeights::builder()
		.base_block(BlockExecutionWeight::get())
		.for_class(DispatchClass::all(), |weights| weights.base_extrinsic = ExtrinsicBaseWeight::get())
		.for_class(DispatchClass::Normal, |weights| {
			weights.max_total = Some(NORMAL_DISPATCH_RATIO * MAXIMUM_BLOCK_WEIGHT);
		})
		.for_class(DispatchClass::Operational, |weights| {
			weights.max_total = Some(MAXIMUM_BLOCK_WEIGHT);
			// Room that normal transactions cannot take, so that operational ones always get in.
			weights.reserved = Some(MAXIMUM_BLOCK_WEIGHT - NORMAL_DISPATCH_RATIO * MAXIMUM_BLOCK_WEIGHT);
		})
		.avg_block_initialization(AVERAGE_ON_INITIALIZE_RATIO)
		.build_or_panic();
}

#[derive_impl(frame_system::config_preludes::ParaChainDefaultConfig)]
impl frame_system::Config for Runtime {
	type AccountId = AccountId;
	type Nonce = Nonce;
	type Hash = Hash;
	type Block = Block;
	type BlockHashCount = BlockHashCount;
	type Version = Version;
	type AccountData = pallet_balances::AccountData<Balance>;
	type DbWeight = RocksDbWeight;
	type BlockWeights = RuntimeBlockWeights;
	type BlockLength = RuntimeBlockLength;
	type SS58Prefix = SS58Prefix;
	type OnSetCode = cumulus_pallet_parachain_system::ParachainSetCode<Self>;
	type MaxConsumers = ConstU32<16>;
	type SystemWeightInfo = frame_system::weights::SubstrateWeight<Runtime>;
	type ExtensionsWeightInfo = frame_system::SubstrateExtensionsWeight<Runtime>;
	type SingleBlockMigrations = crate::migrations::SingleBlockMigrations;
	type MultiBlockMigrator = Migrations;
	// Stops the records pallet's calls while the council has paused them, and nothing else.
	type BaseCallFilter = SafeMode;
}

impl cumulus_pallet_weight_reclaim::Config for Runtime {
	// Its generated weights are private; `()` is the same with RocksDB's.
	type WeightInfo = ();
}

/// The pace at which this chain follows the relay chain.
pub type ConsensusHook = cumulus_pallet_aura_ext::FixedVelocityConsensusHook<
	Runtime,
	RELAY_CHAIN_SLOT_DURATION_MILLIS,
	BLOCK_PROCESSING_VELOCITY,
	UNINCLUDED_SEGMENT_CAPACITY,
>;

parameter_types! {
	/// No weight is kept for messages: this chain speaks no XCM.
	pub const NoWeight: Weight = Weight::zero();
}

impl cumulus_pallet_parachain_system::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = cumulus_pallet_parachain_system::weights::SubstrateWeight<Runtime>;
	type OnSystemEvent = ();
	type SelfParaId = parachain_info::Pallet<Runtime>;
	type DmpQueue = ();
	type ReservedDmpWeight = NoWeight;
	type OutboundXcmpMessageSource = ();
	type XcmpMessageHandler = ();
	type ReservedXcmpWeight = NoWeight;
	type CheckAssociatedRelayNumber = RelayNumberMonotonicallyIncreases;
	type ConsensusHook = ConsensusHook;
	type RelayParentOffset = ConstU32<RELAY_PARENT_OFFSET>;
	type SchedulingSignatureVerifier = ();
}

impl pallet_timestamp::Config for Runtime {
	type Moment = u64;
	type OnTimestampSet = Aura;
	// Zero: more than one block may fall into a slot.
	type MinimumPeriod = ConstU64<0>;
	type WeightInfo = pallet_timestamp::weights::SubstrateWeight<Runtime>;
}

impl parachain_info::Config for Runtime {}

/// The relay chain's block that the block before this one was built on.
pub struct LastRelayBlock;

impl Get<u32> for LastRelayBlock {
	fn get() -> u32 {
		ParachainSystem::last_relay_block_number()
	}
}

/// Whether the records pallet is paused.
pub struct RecordsPaused;

impl Get<bool> for RecordsPaused {
	fn get() -> bool {
		SafeMode::is_entered()
	}
}

impl crate::service_clock::Config for Runtime {
	type Relay = LastRelayBlock;
	type Paused = RecordsPaused;
}

// ---- money ----------------------------------------------------------------------------------------------------------

impl pallet_balances::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeHoldReason = RuntimeHoldReason;
	type RuntimeFreezeReason = RuntimeFreezeReason;
	type WeightInfo = pallet_balances::weights::SubstrateWeight<Runtime>;
	type Balance = Balance;
	type DustRemoval = ();
	type ExistentialDeposit = ConstU128<EXISTENTIAL_DEPOSIT>;
	type AccountStore = System;
	type ReserveIdentifier = [u8; 8];
	type FreezeIdentifier = RuntimeFreezeReason;
	type MaxLocks = ConstU32<50>;
	type MaxReserves = ConstU32<50>;
	type MaxFreezes = VariantCountOf<RuntimeFreezeReason>;
	type DoneSlashHandler = ();
}

/// Prices weight by whichever is scarcer: computing time or storage proof.
pub struct WeightToFee;

impl frame_support::weights::WeightToFee for WeightToFee {
	type Balance = Balance;

	fn weight_to_fee(weight: &Weight) -> Balance {
		let base = Balance::from(ExtrinsicBaseWeight::get().ref_time());
		let time = fee::PER_BASE_EXTRINSIC.saturating_mul(weight.ref_time().into()) / base;
		let proof = fee::PER_PROOF_KIB.saturating_mul(weight.proof_size().into()) / 1024;
		time.max(proof)
	}
}

parameter_types! {
	/// Blocks a quarter full leave the fee as it is.
	pub const TargetBlockFullness: Perquintill = Perquintill::from_percent(25);
	/// How fast the fee follows the load: at most some percent an hour.
	pub AdjustmentVariable: Multiplier = Multiplier::saturating_from_rational(75, 1_000_000);
	/// The fee never falls below a tenth of its nominal value.
	pub MinimumMultiplier: Multiplier = Multiplier::saturating_from_rational(1, 10);
	/// Nor does it rise above a hundred times: who fills blocks cannot price everybody else out.
	pub MaximumMultiplier: Multiplier = Multiplier::saturating_from_integer(100);
}

impl pallet_transaction_payment::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	// Fees and tips go to the pot from which collators are paid, unless there is no room left for a call.
	type OnChargeTransaction = reserve::Charge;
	type WeightToFee = WeightToFee;
	type LengthToFee = ConstantMultiplier<Balance, ConstU128<{ fee::PER_BYTE }>>;
	type FeeMultiplierUpdate = TargetedFeeAdjustment<
		Self,
		TargetBlockFullness,
		AdjustmentVariable,
		MinimumMultiplier,
		MaximumMultiplier,
	>;
	type OperationalFeeMultiplier = ConstU8<5>;
	type WeightInfo = pallet_transaction_payment::weights::SubstrateWeight<Runtime>;
}

impl pallet_skip_feeless_payment::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
}

// ---- collation ------------------------------------------------------------------------------------------------------

parameter_types! {
	/// A session, after which the set of collators may change: an hour. Whoever is expelled is gone after two at most. Only the raw
	/// genesis of a network for tests says otherwise: no call writes here.
	pub storage SessionPeriod: BlockNumber = HOURS;
	/// Sessions start at block zero.
	pub const SessionOffset: BlockNumber = 0;
	/// The account that fees flow to until collators are paid.
	pub const PotId: PalletId = PalletId(*b"PotStake");
}

impl pallet_authorship::Config for Runtime {
	type FindAuthor = pallet_session::FindAccountFromAuthorIndex<Self, Aura>;
	type EventHandler = (CollatorSelection,);
}

impl pallet_session::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type ValidatorId = AccountId;
	// A collator's account is its own validator id: there is no stash.
	type ValidatorIdOf = pallet_collator_selection::IdentityCollator;
	type ShouldEndSession = pallet_session::PeriodicSessions<SessionPeriod, SessionOffset>;
	type NextSessionRotation = pallet_session::PeriodicSessions<SessionPeriod, SessionOffset>;
	type SessionManager = CollatorSelection;
	type SessionHandler = <SessionKeys as OpaqueKeys>::KeyTypeIdProviders;
	type Keys = SessionKeys;
	type DisablingStrategy = ();
	type WeightInfo = pallet_session::weights::SubstrateWeight<Runtime>;
	type Currency = Balances;
	type KeyDeposit = ();
}

impl pallet_aura::Config for Runtime {
	type AuthorityId = AuraId;
	type DisabledValidators = ();
	type MaxAuthorities = ConstU32<100>;
	type AllowMultipleBlocksPerSlot = ConstBool<true>;
	type SlotDuration = ConstU64<SLOT_DURATION_MILLIS>;
}

impl cumulus_pallet_aura_ext::Config for Runtime {}

impl pallet_collator_selection::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type Currency = Balances;
	type UpdateOrigin = CouncilMajority;
	type PotId = PotId;
	// Nobody stands for it, whatever number of candidates the council desires: it names collators by `add_invulnerable`. A
	// stranger who collates could leave out patients' refusals until they no longer count.
	type MaxCandidates = ConstU32<0>;
	type MinEligibleCollators = ConstU32<1>;
	type MaxInvulnerables = ConstU32<20>;
	// Counts for candidates alone, of whom there are none.
	type KickThreshold = ConstU32<HOURS>;
	type ValidatorId = AccountId;
	type ValidatorIdOf = pallet_collator_selection::IdentityCollator;
	type ValidatorRegistration = Session;
	type WeightInfo = pallet_collator_selection::weights::SubstrateWeight<Runtime>;
}

// ---- conveniences ---------------------------------------------------------------------------------------------------

impl pallet_utility::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type PalletsOrigin = OriginCaller;
	type WeightInfo = pallet_utility::weights::SubstrateWeight<Runtime>;
}

impl pallet_proxy::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type Currency = Balances;
	type ProxyType = ProxyType;
	// One storage item: a balance and the list of proxies.
	type ProxyDepositBase = ConstU128<{ deposit(1, 16) }>;
	// An account, a proxy type and a delay.
	type ProxyDepositFactor = ConstU128<{ deposit(0, 37) }>;
	type MaxProxies = ConstU32<32>;
	type WeightInfo = pallet_proxy::weights::SubstrateWeight<Runtime>;
	type MaxPending = ConstU32<32>;
	type CallHasher = sp_runtime::traits::BlakeTwo256;
	type AnnouncementDepositBase = ConstU128<{ deposit(1, 16) }>;
	// An account, a hash and a block number.
	type AnnouncementDepositFactor = ConstU128<{ deposit(0, 68) }>;
	type BlockNumberProvider = System;
}

/// The fee of `weight` and `length` bytes at the nominal multiplier, the base fee not counted.
pub fn nominal_fee(weight: Weight, length: u32) -> Balance {
	WeightToFee::weight_to_fee(&weight) + fee::PER_BYTE * Balance::from(length)
}
