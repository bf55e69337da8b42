//! How the council renews itself: a pallet with one call.
//!
//! `pallet_collective` takes any list of members: an empty one, one with duplicates or one that is too long would end governance for
//! ever, since nobody is above the council. So its own call is closed to everybody, and this one takes its place.

pub use pallet::*;

/// See the module's documentation.
#[frame_support::pallet]
#[allow(
	clippy::cast_possible_truncation,
	clippy::expect_used,
	reason = "what the macros write"
)]
pub mod pallet {
	use crate::configs::governance::CouncilCollective;
	use alloc::vec::Vec;
	use frame_support::{pallet_prelude::*, traits::ChangeMembers};
	use frame_system::pallet_prelude::*;
	use pallet_collective::WeightInfo as _;

	/// Fewer cannot outvote one who is mistaken, or go on without one who is absent.
	pub const MIN_MEMBERS: u32 = 3;

	/// Names the members of the council.
	#[pallet::pallet]
	pub struct Pallet<T>(_);

	/// What the runtime sets.
	#[pallet::config]
	pub trait Config: frame_system::Config + pallet_collective::Config<CouncilCollective> {
		/// Who may name its members.
		type MembersOrigin: EnsureOrigin<<Self as frame_system::Config>::RuntimeOrigin>;
	}

	/// Why a call was refused.
	#[pallet::error]
	pub enum Error<T> {
		/// The council would have too few members to decide. Name three or more.
		TooFewMembers,
		/// The council would have more members than its weights allow for. Name sixteen or fewer.
		TooManyMembers,
		/// A member is named twice: the second vote could never be given, and a majority might be out of reach. Name each once.
		DuplicateMember,
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Names the members of the council, in place of those it has. Votes of members who leave count no more.
		///
		/// - **Origin**: two thirds of the council.
		/// - **Emits**: nothing; the members are in `Council::Members`.
		#[pallet::call_index(0)]
		#[pallet::weight((members_weight::<T>(), DispatchClass::Operational))]
		pub fn set_members(origin: OriginFor<T>, members: Vec<T::AccountId>) -> DispatchResult {
			T::MembersOrigin::ensure_origin(origin)?;
			let count = u32::try_from(members.len()).unwrap_or(u32::MAX);
			ensure!(count >= MIN_MEMBERS, Error::<T>::TooFewMembers);
			ensure!(
				count <= <T as pallet_collective::Config<CouncilCollective>>::MaxMembers::get(),
				Error::<T>::TooManyMembers
			);
			let mut sorted = members;
			sorted.sort();
			ensure!(
				sorted.windows(2).all(|pair| pair.first() != pair.last()),
				Error::<T>::DuplicateMember
			);
			let before = pallet_collective::Members::<T, CouncilCollective>::get();
			<pallet_collective::Pallet<T, CouncilCollective> as ChangeMembers<T::AccountId>>::set_members_sorted(
				&sorted, &before,
			);
			Ok(())
		}
	}

	fn members_weight<T: Config>() -> Weight {
		let members = <T as pallet_collective::Config<CouncilCollective>>::MaxMembers::get();
		let proposals = <T as pallet_collective::Config<CouncilCollective>>::MaxProposals::get();
		<T as pallet_collective::Config<CouncilCollective>>::WeightInfo::set_members(
			members, members, proposals,
		)
	}
}
