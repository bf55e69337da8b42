//! How the pallet of committee ceremonies is set: who opens them, what is held, and how long people have.

use crate::{
	AccountId, Balances, Runtime, RuntimeHoldReason,
	configs::records::StoragePrice,
	constants::ceremonies::{MAX_WINDOW, MIN_WINDOW},
	enactment::EnsureEnacted,
};
use frame_support::{
	parameter_types,
	traits::{ConstU32, fungible::HoldConsideration},
};
use pallet_committee_ceremonies::{HoldReason, weights::SubstrateWeight};

parameter_types! {
	/// Why the deposit of a ceremony is held.
	pub const CeremonyHoldReason: RuntimeHoldReason = RuntimeHoldReason::CommitteeCeremonies(HoldReason::Ceremony);
}

impl pallet_committee_ceremonies::Config for Runtime {
	type Consideration = HoldConsideration<AccountId, Balances, CeremonyHoldReason, StoragePrice>;
	// A day after the council's decision, as for a committee that is set: what a ceremony ends with waits for nobody's vote.
	type OpenOrigin = EnsureEnacted;
	type WeightInfo = SubstrateWeight<Runtime>;
	type MinWindow = ConstU32<MIN_WINDOW>;
	type MaxWindow = ConstU32<MAX_WINDOW>;
}
