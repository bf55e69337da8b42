//! What a pause stops, and what stands still when a migration fails.

use super::governance::{CouncilMajority, CouncilThird};
use crate::{
	Balances, BlockNumber, Runtime, RuntimeCall, RuntimeEvent, RuntimeHoldReason,
	constants::{MAXIMUM_BLOCK_WEIGHT, governance::*},
};
use frame_support::{
	migrations::{FailedMigrationHandler, FailedMigrationHandling},
	parameter_types,
	traits::{ConstU32, Contains, MapSuccess, NeverEnsureOrigin, SafeMode},
	weights::Weight,
};
use pallet_medical_records::Call as RecordsCall;
use sp_runtime::{Perbill, traits::Replace};

/// The calls that go on while the records pallet is paused: all of every other pallet, and some of its own.
pub struct NeverPaused;

impl Contains<RuntimeCall> for NeverPaused {
	fn contains(call: &RuntimeCall) -> bool {
		match call {
			RuntimeCall::MedicalRecords(call) => !stops(call),
			_ => true,
		}
	}
}

/// Names every call, so that a new one without a decision does not compile.
fn stops(call: &RecordsCall<Runtime>) -> bool {
	match call {
		// By these patients protect themselves, and whoever paused the chain may be the one they need it from.
		RecordsCall::suspend_record { .. }
		| RecordsCall::deny_consent { .. }
		| RecordsCall::refuse_record { .. }
		| RecordsCall::erase_record { .. }
		| RecordsCall::stop_erasure { .. }
		| RecordsCall::set_searchable { .. }
		| RecordsCall::set_search_directive { .. }
		| RecordsCall::set_emergency { .. }
		| RecordsCall::remove_emergency { .. } => false,
		// Nobody gets anything by these: what is erased stays so, and a catalogue that is withdrawn is found no more.
		RecordsCall::attest_erasure { .. } | RecordsCall::withdraw_catalogue { .. } => false,
		// By these officers and guardians keep others from doing harm.
		RecordsCall::hold_record { .. }
		| RecordsCall::freeze_account { .. }
		| RecordsCall::unfreeze_account { .. } => false,
		// By these the council sets right why it is paused. Nobody else can make them.
		RecordsCall::set_role { .. }
		| RecordsCall::set_committee { .. }
		| RecordsCall::cancel_request { .. }
		| RecordsCall::retire_committee { .. }
		| RecordsCall::replace_account { .. }
		| RecordsCall::reinstate { .. }
		| RecordsCall::set_facility { .. } => false,
		// By these people answer for what was opened before.
		RecordsCall::file_statement { .. } | RecordsCall::submit_review { .. } => false,
		RecordsCall::register_user { .. }
		| RecordsCall::register_record { .. }
		| RecordsCall::acknowledge_record { .. }
		| RecordsCall::resume_record { .. }
		| RecordsCall::allow_correction { .. }
		| RecordsCall::request_access { .. }
		| RecordsCall::approve { .. }
		| RecordsCall::approve_many { .. }
		| RecordsCall::reject { .. }
		| RecordsCall::grant_consent { .. }
		| RecordsCall::close_request { .. }
		| RecordsCall::finish_erasure { .. }
		| RecordsCall::lift_hold { .. }
		| RecordsCall::enrol { .. }
		| RecordsCall::deregister { .. }
		| RecordsCall::sponsor { .. }
		| RecordsCall::end_sponsorship { .. }
		| RecordsCall::name_guardian { .. }
		| RecordsCall::publish_catalogue { .. }
		| RecordsCall::add_emergency { .. }
		| RecordsCall::break_glass { .. }
		| RecordsCall::enforce_review { .. }
		| RecordsCall::__Ignore(..) => true,
	}
}

parameter_types! {
	/// Nobody buys a pause.
	pub const NoDeposit: Option<crate::Balance> = None;
	/// So there is no deposit to give back.
	pub const NoRelease: Option<BlockNumber> = None;
	/// What migrations may use of a block.
	pub MigrationWeight: Weight = Perbill::from_percent(70) * MAXIMUM_BLOCK_WEIGHT;
}

/// More than half of the council, for a day at a time.
type MajorityForADay = MapSuccess<CouncilMajority, Replace<ConstU32<PAUSE>>>;

impl pallet_safe_mode::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type WhitelistedCalls = NeverPaused;
	type EnterDuration = ConstU32<PAUSE>;
	type ExtendDuration = ConstU32<PAUSE>;
	type EnterDepositAmount = NoDeposit;
	type ExtendDepositAmount = NoDeposit;
	type ForceEnterOrigin = MajorityForADay;
	type ForceExtendOrigin = MajorityForADay;
	type ForceExitOrigin = CouncilMajority;
	type ForceDepositOrigin = NeverEnsureOrigin<()>;
	type Notify = ();
	type ReleaseDelay = NoRelease;
	type WeightInfo = pallet_safe_mode::weights::SubstrateWeight<Runtime>;
}

impl crate::pause::Config for Runtime {
	type PauseOrigin = CouncilThird;
	type Duration = ConstU32<PAUSE>;
	type Interval = ConstU32<PAUSE_INTERVAL>;
}

/// What happens when a migration of several blocks fails: the records pallet is paused until more than half of the council ends that,
/// and the chain goes on.
///
/// The SDK's own handlers keep all transactions out from then on. Here nobody holds the root origin that lets them in again, and so the
/// repair, an upgrade by the council, would be kept out as well. The chain is loud about it: `Migrations::UpgradeFailed`
/// and `SafeMode::Entered` without an end.
pub struct PauseOnFailedMigration;

impl FailedMigrationHandler for PauseOnFailedMigration {
	fn failed(_: Option<u32>) -> FailedMigrationHandling {
		let forever = BlockNumber::MAX;
		let paused = match crate::SafeMode::is_entered() {
			true => <crate::SafeMode as SafeMode>::extend(forever),
			false => <crate::SafeMode as SafeMode>::enter(forever),
		};
		// Neither is refused in the state it is called in. If it were, blocks that take no transactions would be the smaller evil.
		match paused {
			Ok(()) => FailedMigrationHandling::ForceUnstuck,
			Err(_) => FailedMigrationHandling::KeepStuck,
		}
	}
}

impl pallet_migrations::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	#[cfg(not(feature = "runtime-benchmarks"))]
	type Migrations = crate::migrations::MultiBlockMigrations;
	#[cfg(feature = "runtime-benchmarks")]
	type Migrations = pallet_migrations::mock_helpers::MockedMigrations;
	type CursorMaxLen = ConstU32<65_536>;
	type IdentifierMaxLen = ConstU32<256>;
	type MigrationStatusHandler = ();
	type FailedMigrationHandler = PauseOnFailedMigration;
	type MaxServiceWeight = MigrationWeight;
	type WeightInfo = pallet_migrations::weights::SubstrateWeight<Runtime>;
}
