//! Who decides: the council. More than half of its members give roles and choose collators; two thirds set committees, authorise
//! upgrades, and renew the council. There is no sudo and nobody holds the root origin.

use crate::{
	AccountId, Balances, BlockNumber, Runtime, RuntimeCall, RuntimeEvent, RuntimeHoldReason, RuntimeOrigin,
	constants::{MAXIMUM_BLOCK_WEIGHT, currency::deposit, time::DAYS},
};
use frame_support::{
	parameter_types,
	traits::{ConstU32, NeverEnsureOrigin, fungible::HoldConsideration},
	weights::Weight,
};
use pallet_collective::{EnsureProportionAtLeast, EnsureProportionMoreThan, Instance1, MemberCount};
use sp_runtime::{Perbill, traits::ConvertToValue};

/// The instance of the collective pallet that is the council.
pub type CouncilCollective = Instance1;

/// More than half of the council.
pub type CouncilMajority = EnsureProportionMoreThan<AccountId, CouncilCollective, 1, 2>;

/// Two thirds of the council or more.
pub type CouncilTwoThirds = EnsureProportionAtLeast<AccountId, CouncilCollective, 2, 3>;

/// Who has not voted when a motion ends counts as a no, whatever the prime said: a majority is of those who spoke.
pub struct SilenceIsNo;

impl pallet_collective::DefaultVote for SilenceIsNo {
	fn default_vote(_: Option<bool>, _: MemberCount, _: MemberCount, _: MemberCount) -> bool {
		false
	}
}

parameter_types! {
	/// How long a motion stays open.
	pub const MotionDuration: BlockNumber = 5 * DAYS;
	/// The heaviest call that the council can make: half of a block.
	pub MaxProposalWeight: Weight = Perbill::from_percent(50) * MAXIMUM_BLOCK_WEIGHT;
	/// Held from the proposer of a motion until it ends: the price of the largest usual motion.
	pub const ProposalDeposit: crate::Balance = deposit(2, 1024);
	/// Why it is held.
	pub const ProposalHoldReason: RuntimeHoldReason =
		RuntimeHoldReason::Council(pallet_collective::HoldReason::ProposalSubmission);
}

impl pallet_collective::Config<CouncilCollective> for Runtime {
	type RuntimeOrigin = RuntimeOrigin;
	type Proposal = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	type MotionDuration = MotionDuration;
	type MaxProposals = ConstU32<32>;
	type MaxMembers = ConstU32<16>;
	type DefaultVote = SilenceIsNo;
	type WeightInfo = pallet_collective::weights::SubstrateWeight<Runtime>;
	// Closed: it takes lists with which nobody could decide any more. `CouncilSeats` has the call that checks.
	type SetMembersOrigin = NeverEnsureOrigin<()>;
	type MaxProposalWeight = MaxProposalWeight;
	type DisapproveOrigin = CouncilMajority;
	type KillOrigin = CouncilMajority;
	type Consideration =
		HoldConsideration<AccountId, Balances, ProposalHoldReason, ConvertToValue<ProposalDeposit>, u32>;
}

impl crate::upgrades::Config for Runtime {
	type UpgradeOrigin = CouncilTwoThirds;
}

impl crate::council_seats::Config for Runtime {
	type MembersOrigin = CouncilTwoThirds;
}
