//! A runtime of four pallets, in which people in different houses make committees.

use frame_support::{
	derive_impl, parameter_types,
	traits::{
		ConstU32, LinearStoragePrice,
		fungible::{HoldConsideration, InspectHold, Mutate},
	},
};
use frame_system::EnsureRoot;
use sp_runtime::{AccountId32, BuildStorage, traits::IdentityLookup};

use crate::{HoldReason, people::*, types::*};

/// The pallet's errors.
pub type Error = crate::Error<Test>;
/// What the pallet tells on the chain of the tests.
pub type Event = crate::Event<Test>;

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(
		RuntimeCall,
		RuntimeEvent,
		RuntimeError,
		RuntimeOrigin,
		RuntimeFreezeReason,
		RuntimeHoldReason,
		RuntimeSlashReason,
		RuntimeLockId,
		RuntimeTask,
		RuntimeViewFunction
	)]
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system::Pallet<Test>;
	#[runtime::pallet_index(1)]
	pub type Balances = pallet_balances::Pallet<Test>;
	#[runtime::pallet_index(50)]
	pub type MedicalRecords = pallet_medical_records::Pallet<Test>;
	#[runtime::pallet_index(51)]
	pub type Ceremonies = crate::Pallet<Test>;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = frame_system::mocking::MockBlockU32<Test>;
	type AccountId = AccountId32;
	type Lookup = IdentityLookup<AccountId32>;
	type AccountData = pallet_balances::AccountData<u128>;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type Balance = u128;
	type ExistentialDeposit = ExistentialDeposit;
	type AccountStore = System;
}

parameter_types! {
	pub const ExistentialDeposit: u128 = 1;
	pub const Base: u128 = 1_000;
	pub const PerByte: u128 = 10;
	pub const CeremonyHold: RuntimeHoldReason = RuntimeHoldReason::Ceremonies(HoldReason::Ceremony);
}

impl pallet_medical_records::Config for Test {
	type RecordConsideration = ();
	type RequestConsideration = ();
	type UserConsideration = ();
	type CatalogueConsideration = ();
	type RequestFee = ();
	type GovernanceOrigin = EnsureRoot<AccountId32>;
	type CommitteeOrigin = EnsureRoot<AccountId32>;
	type RetireOrigin = EnsureRoot<AccountId32>;
	type Clock = System;
	type WeightInfo = ();
	type MaxAdmins = ConstU32<16>;
	type HandoverGrace = ConstU32<4>;
	type DecisionTtl = ConstU32<10>;
	type ConsentTtl = ConstU32<70>;
	type OpeningTtl = ConstU32<30>;
	type ErasureDelay = ConstU32<84>;
	type MaxHold = ConstU32<500>;
	type MaxVersions = ConstU32<4>;
	type Day = ConstU32<12>;
	type MaxFreeCallsPerDay = ConstU32<5>;
	type MaxRequestsPerDay = ConstU32<100>;
	type EmergencyPlaces = ConstU32<1>;
	type MaxOpenRequests = ConstU32<4>;
	type MaxRequestsPerRecord = ConstU32<6>;
	type MaxOwnRequestsPerRecord = ConstU32<3>;
	type EmergencyTtl = ConstU32<3>;
	type ReviewTtl = ConstU32<50>;
	type MaxUnreviewed = ConstU32<3>;
	type RequirePatientAck = frame_support::traits::ConstBool<false>;
}

impl crate::Config for Test {
	type Consideration =
		HoldConsideration<AccountId32, Balances, CeremonyHold, LinearStoragePrice<Base, PerByte, u128>>;
	type OpenOrigin = EnsureRoot<AccountId32>;
	type WeightInfo = ();
	type MinWindow = ConstU32<MIN_WINDOW>;
	type MaxWindow = ConstU32<MAX_WINDOW>;
}

/// The shortest window, in blocks.
pub const MIN_WINDOW: u32 = 2;
/// The longest.
pub const MAX_WINDOW: u32 = 100;
/// The windows of the tests.
pub const WINDOWS: Windows<u32> = Windows {
	join: 10,
	deal: 20,
	certify: 30,
};

/// The chain at its first block, with a keystore.
pub fn new_test_ext() -> sp_io::TestExternalities {
	let mut ext = sp_io::TestExternalities::new(RuntimeGenesisConfig::default().build_storage().unwrap());
	ext.register_extension(sp_keystore::KeystoreExt::new(
		sp_keystore::testing::MemoryKeystore::new(),
	));
	ext.execute_with(|| {
		System::set_block_number(1);
	});
	ext
}

/// Runs a test, and checks every invariant after it.
pub fn run(test: impl FnOnce()) {
	new_test_ext().execute_with(|| {
		test();
		Ceremonies::do_try_state().unwrap();
		#[cfg(feature = "try-runtime")]
		<MedicalRecords as frame_support::traits::Hooks<u32>>::try_state(System::block_number()).unwrap();
	});
}

/// So many blocks later.
pub fn wait(blocks: u32) {
	System::set_block_number(System::block_number() + blocks);
}

/// The pallet's events since the last call, and forgets them.
pub fn events() -> Vec<Event> {
	let events = System::read_events_for_pallet::<Event>();
	System::reset_events();
	events
}

/// What somebody has on hold for a ceremony.
pub fn held(who: &AccountId32) -> u128 {
	Balances::balance_on_hold(&CeremonyHold::get(), who)
}

/// The author can pay.
pub fn endow(cast: &Cast) {
	Balances::set_balance(&cast.author, 10_000_000);
}

/// The council opens the ceremony as it stands.
pub fn open(cast: &Cast) -> frame_support::dispatch::DispatchResult {
	open_as(RuntimeOrigin::root(), cast)
}

pub fn open_as(origin: RuntimeOrigin, cast: &Cast) -> frame_support::dispatch::DispatchResult {
	let opening = cast.opening::<Test>(WINDOWS);
	Ceremonies::open_ceremony(
		origin,
		opening.key_id,
		opening.attempt,
		opening.k,
		opening.seats,
		opening.dealers,
		opening.windows,
		opening.at_once,
		opening.author,
		opening.signature,
	)
}

/// A ceremony for a new key, open.
pub fn opened(k: u16, n: u16) -> Cast {
	let cast = Cast::new(k, n);
	endow(&cast);
	open(&cast).unwrap();
	cast
}

/// A ceremony for the next epoch of a key of three of four: the first `stay` of them stay, of four.
pub fn renewing(stay: usize) -> (Old, Cast) {
	let old = Old::seat::<Test>(3, 4);
	let cast = Cast::renewing(&old, 3, 4, stay);
	endow(&cast);
	open(&cast).unwrap();
	(old, cast)
}

/// What the ceremony waits for.
pub fn stage() -> Stage {
	crate::Ceremonies::<Test>::get(KEY).unwrap().stage
}
