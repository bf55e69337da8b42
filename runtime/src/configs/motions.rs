//! What a motion costs its proposer, and that nobody has more than two open.

use crate::{
	AccountId, Balance, Balances, Runtime,
	constants::{currency::deposit, governance::*},
	council_seats::Error,
};
use core::marker::PhantomData;
use frame_support::{
	CloneNoBound, DebugNoBound, EqNoBound, PartialEqNoBound, ensure, parameter_types,
	traits::{Consideration, MaybeConsideration, fungible::HoldConsideration},
	weights::Weight,
};
use pallet_collective::{CostOf, Proposals, WeightInfo, weights::SubstrateWeight};
use parity_scale_codec::{Decode, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_core::Get;
use sp_runtime::{DispatchError, traits::ConvertToValue};

parameter_types! {
	/// Held from the proposer of a motion until it ends: the price of the largest usual motion.
	pub const ProposalDeposit: Balance = deposit(2, 1024);
}

/// The deposit alone. `Reason` is why it is held.
type Held<Reason> = HoldConsideration<AccountId, Balances, Reason, ConvertToValue<ProposalDeposit>, u32>;

/// What is held for a motion of the collective `I`. Refuses to be made for a member who has two open motions: without that one
/// member could fill all places, and no other motion would get in until those have ended.
#[derive(
	CloneNoBound, DebugNoBound, Decode, Encode, EqNoBound, MaxEncodedLen, PartialEqNoBound, TypeInfo,
)]
#[codec(mel_bound())]
#[scale_info(skip_type_params(I, Reason))]
pub struct MotionTicket<I, Reason>(Held<Reason>, PhantomData<fn() -> I>);

impl<I, Reason> Consideration<AccountId, u32> for MotionTicket<I, Reason>
where
	Runtime: pallet_collective::Config<I, Consideration = Self>,
	I: 'static,
	Reason: Get<crate::RuntimeHoldReason> + 'static,
{
	fn new(who: &AccountId, open: u32) -> Result<Self, DispatchError> {
		let motions = Proposals::<Runtime, I>::get();
		// The hash of the new motion is the last in the list already. The same call may have been a motion before whose deposit nobody
		// has fetched: its ticket would be overwritten, and the deposit held for ever.
		if let Some((payer, older)) = motions.last().and_then(CostOf::<Runtime, I>::take) {
			older.drop(&payer)?;
		}
		let others = motions.into_iter().take(open as usize);
		let own =
			others.filter(|hash| CostOf::<Runtime, I>::get(hash).is_some_and(|(payer, _)| payer == *who));
		// The SDK's benchmarks fill all places from one account.
		let allowed = cfg!(feature = "runtime-benchmarks") || own.count() < MOTIONS_PER_MEMBER;
		ensure!(allowed, Error::<Runtime>::TooManyMotions);
		Held::new(who, open).map(|held| Self(held, PhantomData))
	}

	fn update(self, who: &AccountId, open: u32) -> Result<Self, DispatchError> {
		self.0.update(who, open).map(|held| Self(held, PhantomData))
	}

	fn drop(self, who: &AccountId) -> Result<(), DispatchError> {
		self.0.drop(who)
	}

	fn burn(self, who: &AccountId) {
		self.0.burn(who);
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn ensure_successful(who: &AccountId, open: u32) {
		Held::<Reason>::ensure_successful(who, open);
	}
}

impl<I, Reason> MaybeConsideration<AccountId, u32> for MotionTicket<I, Reason>
where
	Runtime: pallet_collective::Config<I, Consideration = Self>,
	I: 'static,
	Reason: Get<crate::RuntimeHoldReason> + 'static,
{
	fn is_none(&self) -> bool {
		self.0.is_none()
	}
}

/// The SDK's weights of a collective, and for a new motion those of counting its proposer's others.
pub struct MotionWeight;

type Measured = SubstrateWeight<Runtime>;

impl WeightInfo for MotionWeight {
	fn propose_proposed(b: u32, m: u32, p: u32) -> Weight {
		// One ticket a motion: hash, account and amount, and what proves them.
		let read = <Runtime as frame_system::Config>::DbWeight::get()
			.reads(1)
			.saturating_add(Weight::from_parts(1_000_000, 2_600));
		// And returning the deposit of an older motion of the same call.
		Measured::propose_proposed(b, m, p)
			.saturating_add(read.saturating_mul(p.into()))
			.saturating_add(Measured::release_proposal_cost())
	}

	fn set_members(m: u32, n: u32, p: u32) -> Weight {
		Measured::set_members(m, n, p)
	}

	fn execute(b: u32, m: u32) -> Weight {
		Measured::execute(b, m)
	}

	fn propose_execute(b: u32, m: u32) -> Weight {
		Measured::propose_execute(b, m)
	}

	fn vote(m: u32) -> Weight {
		Measured::vote(m)
	}

	fn close_early_disapproved(m: u32, p: u32) -> Weight {
		Measured::close_early_disapproved(m, p)
	}

	fn close_early_approved(b: u32, m: u32, p: u32) -> Weight {
		Measured::close_early_approved(b, m, p)
	}

	fn close_disapproved(m: u32, p: u32) -> Weight {
		Measured::close_disapproved(m, p)
	}

	fn close_approved(b: u32, m: u32, p: u32) -> Weight {
		Measured::close_approved(b, m, p)
	}

	fn disapprove_proposal(p: u32) -> Weight {
		Measured::disapprove_proposal(p)
	}

	fn kill(d: u32, p: u32) -> Weight {
		Measured::kill(d, p)
	}

	fn release_proposal_cost() -> Weight {
		Measured::release_proposal_cost()
	}
}
