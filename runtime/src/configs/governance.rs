//! Who decides.
//!
//! - **The council.** More than half of its members give roles and choose collators; two thirds retire committees, and set committees,
//!   replace accounts, authorise upgrades and renew the council: these four take effect a day later, and a third of it can stop them until then.
//! - **The recovery body**, other people. By two thirds and a week's notice it gives the council other members, and can do nothing
//!   else. The council renews it in the same way.
//!
//! There is no sudo and nobody holds the root origin.

use super::motions::{MotionTicket, MotionWeight};
use crate::{
	AccountId, BlockNumber, Runtime, RuntimeCall, RuntimeEvent, RuntimeHoldReason, RuntimeOrigin,
	constants::{MAXIMUM_BLOCK_WEIGHT, governance::*},
	council_seats,
	enactment::{self, EnsureEnacted},
	succession, upgrades,
};
use frame_support::{
	parameter_types,
	traits::{ConstU32, Contains, EitherOf, NeverEnsureOrigin},
	weights::Weight,
};
use pallet_collective::{
	EnsureProportionAtLeast, EnsureProportionMoreThan, Instance1, Instance2, MemberCount,
};
use sp_runtime::Perbill;

/// The instance of the collective pallet that is the council.
pub type CouncilCollective = Instance1;

/// The instance of the collective pallet that is the recovery body.
pub type RecoveryCollective = Instance2;

/// More than half of the council.
pub type CouncilMajority = EnsureProportionMoreThan<AccountId, CouncilCollective, 1, 2>;

/// Two thirds of the council or more.
pub type CouncilTwoThirds = EnsureProportionAtLeast<AccountId, CouncilCollective, 2, 3>;

/// A third of the council or more: enough to stop what takes two thirds, since those are no more without it.
pub type CouncilThird = EnsureProportionAtLeast<AccountId, CouncilCollective, 1, 3>;

/// More than half of the recovery body.
pub type RecoveryMajority = EnsureProportionMoreThan<AccountId, RecoveryCollective, 1, 2>;

/// Two thirds of the recovery body or more.
pub type RecoveryTwoThirds = EnsureProportionAtLeast<AccountId, RecoveryCollective, 2, 3>;

/// A third of the recovery body or more.
pub type RecoveryThird = EnsureProportionAtLeast<AccountId, RecoveryCollective, 1, 3>;

/// Who has not voted when a motion ends counts as a no, whatever the prime said: a majority is of those who spoke.
pub struct SilenceIsNo;

impl pallet_collective::DefaultVote for SilenceIsNo {
	fn default_vote(_: Option<bool>, _: MemberCount, _: MemberCount, _: MemberCount) -> bool {
		false
	}
}

parameter_types! {
	/// How long a motion stays open.
	pub const MotionDuration: BlockNumber = MOTION_DURATION;
	/// The heaviest call that a body can make: half of a block.
	pub MaxProposalWeight: Weight = Perbill::from_percent(50) * MAXIMUM_BLOCK_WEIGHT;
	/// The heaviest call that can be scheduled, a tenth of a block: whoever carries it out puts down the fee for that.
	pub MaxScheduledWeight: Weight = Perbill::from_percent(10) * MAXIMUM_BLOCK_WEIGHT;
	/// Why the deposit for a motion of the council is held.
	pub const CouncilHoldReason: RuntimeHoldReason =
		RuntimeHoldReason::Council(pallet_collective::HoldReason::ProposalSubmission);
	/// Why the deposit for a motion of the recovery body is held.
	pub const RecoveryHoldReason: RuntimeHoldReason =
		RuntimeHoldReason::Recovery(pallet_collective::HoldReason::ProposalSubmission);
}

impl pallet_collective::Config<CouncilCollective> for Runtime {
	type RuntimeOrigin = RuntimeOrigin;
	type Proposal = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	type MotionDuration = MotionDuration;
	type MaxProposals = ConstU32<MAX_MOTIONS>;
	type MaxMembers = ConstU32<MAX_MEMBERS>;
	type DefaultVote = SilenceIsNo;
	type WeightInfo = MotionWeight;
	// Closed: it takes lists with which nobody could decide any more. `CouncilSeats` and `Succession` have calls that check.
	type SetMembersOrigin = NeverEnsureOrigin<()>;
	type MaxProposalWeight = MaxProposalWeight;
	type DisapproveOrigin = CouncilMajority;
	type KillOrigin = CouncilMajority;
	type Consideration = MotionTicket<CouncilCollective, CouncilHoldReason>;
}

impl pallet_collective::Config<RecoveryCollective> for Runtime {
	type RuntimeOrigin = RuntimeOrigin;
	type Proposal = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	type MotionDuration = MotionDuration;
	type MaxProposals = ConstU32<MAX_MOTIONS>;
	type MaxMembers = ConstU32<MAX_MEMBERS>;
	type DefaultVote = SilenceIsNo;
	type WeightInfo = MotionWeight;
	type SetMembersOrigin = NeverEnsureOrigin<()>;
	type MaxProposalWeight = MaxProposalWeight;
	type DisapproveOrigin = RecoveryMajority;
	type KillOrigin = RecoveryMajority;
	type Consideration = MotionTicket<RecoveryCollective, RecoveryHoldReason>;
}

/// The calls that change who holds power. They are scheduled, and can be made in no other way.
pub struct TakesEffectLater;

impl Contains<RuntimeCall> for TakesEffectLater {
	fn contains(call: &RuntimeCall) -> bool {
		matches!(
			call,
			RuntimeCall::MedicalRecords(
				pallet_medical_records::Call::set_committee { .. }
					| pallet_medical_records::Call::replace_account { .. }
			) | RuntimeCall::CommitteeCeremonies(pallet_committee_ceremonies::Call::open_ceremony { .. })
				| RuntimeCall::Upgrades(upgrades::Call::authorize_upgrade { .. })
				| RuntimeCall::CouncilSeats(council_seats::Call::set_members { .. })
		)
	}
}

impl enactment::Config for Runtime {
	type ScheduleOrigin = CouncilTwoThirds;
	type StopOrigin = CouncilThird;
	type Schedulable = TakesEffectLater;
	type MaxWeight = MaxScheduledWeight;
	type DefaultDelay = ConstU32<ENACTMENT_DELAY>;
	type Lifetime = ConstU32<ENACTMENT_LIFETIME>;
}

impl upgrades::Config for Runtime {
	type UpgradeOrigin = EnsureEnacted;
}

impl council_seats::Config for Runtime {
	type MembersOrigin = EnsureEnacted;
}

impl succession::Config for Runtime {
	type CouncilNoticeOrigin = RecoveryTwoThirds;
	// A council that works has more than half of its keys; one that has lost them cannot be in the way.
	type CouncilStopOrigin = EitherOf<CouncilMajority, RecoveryThird>;
	type RecoveryNoticeOrigin = CouncilTwoThirds;
	type RecoveryStopOrigin = EitherOf<CouncilThird, RecoveryThird>;
	type DefaultPeriod = ConstU32<NOTICE_PERIOD>;
	type NoticeLifetime = ConstU32<NOTICE_LIFETIME>;
}
