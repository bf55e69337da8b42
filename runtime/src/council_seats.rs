//! How the members of a body are checked, and how the council renews itself: a pallet with one call.
//!
//! `pallet_collective` takes any list of members: an empty one, one with duplicates or one that is too long would end governance for
//! ever, since nobody is above the council. So its own call is closed to everybody, and this one takes its place. The other
//! way to a seat, notice by the other body, is [`crate::succession`]; it makes the same checks.

pub use pallet::*;

/// See the module's documentation.
#[frame_support::pallet]
#[allow(
	clippy::cast_possible_truncation,
	clippy::expect_used,
	reason = "what the macros write"
)]
pub mod pallet {
	use crate::{
		configs::governance::{CouncilCollective, RecoveryCollective},
		constants::governance::{MAX_MEMBERS, MAX_MOTIONS, MIN_MEMBERS},
	};
	use alloc::vec::Vec;
	use frame_support::{pallet_prelude::*, traits::ChangeMembers};
	use frame_system::pallet_prelude::*;
	use pallet_collective::{Members, WeightInfo as _};

	/// Names the members of the council.
	#[pallet::pallet]
	pub struct Pallet<T>(_);

	/// What the runtime sets.
	#[pallet::config]
	pub trait Config:
		frame_system::Config
		+ pallet_collective::Config<CouncilCollective>
		+ pallet_collective::Config<RecoveryCollective>
	{
		/// Who may name the council's members.
		type MembersOrigin: EnsureOrigin<<Self as frame_system::Config>::RuntimeOrigin>;
	}

	/// Why a call was refused.
	#[pallet::error]
	pub enum Error<T> {
		/// The body would have too few members to decide. Name three or more.
		TooFewMembers,
		/// The body would have more members than its weights allow for. Name sixteen or fewer.
		TooManyMembers,
		/// A member is named twice: the second vote could never be given, and a majority might be out of reach. Name each once.
		DuplicateMember,
		/// Somebody would sit in the council and in the recovery body, which is there for when the other's keys are lost. Name
		/// somebody else.
		MemberOfOtherBody,
		/// You have two open motions already. Wait until one of them has been closed; after two days anybody can close it.
		TooManyMotions,
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Names the members of the council, in place of those it has. Votes of members who leave count no more.
		///
		/// - **Origin**: a decision of two thirds of the council that was scheduled with `Enactment::schedule` and is due.
		/// - **Emits**: nothing; the members are in `Council::Members`.
		#[pallet::call_index(0)]
		#[pallet::weight((members_weight::<T>(), DispatchClass::Operational))]
		pub fn set_members(origin: OriginFor<T>, members: Vec<T::AccountId>) -> DispatchResult {
			T::MembersOrigin::ensure_origin(origin)?;
			seat::<T, CouncilCollective, RecoveryCollective>(members)?;
			Ok(())
		}
	}

	/// Refuses members with whom the body could not decide, and those who sit in the `Other` one. Gives them sorted.
	pub fn checked<T, Other>(mut members: Vec<T::AccountId>) -> Result<Vec<T::AccountId>, Error<T>>
	where
		T: Config + pallet_collective::Config<Other>,
		Other: 'static,
	{
		let count = u32::try_from(members.len()).unwrap_or(u32::MAX);
		ensure!(count >= MIN_MEMBERS, Error::<T>::TooFewMembers);
		ensure!(count <= MAX_MEMBERS, Error::<T>::TooManyMembers);
		members.sort();
		ensure!(
			members.windows(2).all(|pair| pair.first() != pair.last()),
			Error::<T>::DuplicateMember
		);
		let elsewhere = Members::<T, Other>::get();
		ensure!(
			members.iter().all(|member| !elsewhere.contains(member)),
			Error::<T>::MemberOfOtherBody
		);
		Ok(members)
	}

	/// Puts `members` into the place of those whom `Body` has.
	pub fn seat<T, Body, Other>(members: Vec<T::AccountId>) -> Result<(), Error<T>>
	where
		T: Config + pallet_collective::Config<Body> + pallet_collective::Config<Other>,
		Body: 'static,
		Other: 'static,
	{
		let members = checked::<T, Other>(members)?;
		let before = Members::<T, Body>::get();
		<pallet_collective::Pallet<T, Body> as ChangeMembers<T::AccountId>>::set_members_sorted(
			&members, &before,
		);
		Ok(())
	}

	/// The weight of putting other members into a body's seats, and of reading who sits in the other one.
	pub fn members_weight<T: Config>() -> Weight {
		<T as pallet_collective::Config<CouncilCollective>>::WeightInfo::set_members(
			MAX_MEMBERS,
			MAX_MEMBERS,
			MAX_MOTIONS,
		)
		.saturating_add(T::DbWeight::get().reads(1))
		.saturating_add(Weight::from_parts(0, 3_500))
	}
}
