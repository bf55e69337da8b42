//! How each of the two bodies can replace the other: by notice.
//!
//! Nobody is above the council, so when it has lost half of its keys nothing could be decided any more. A recovery body of other
//! people can therefore give it new members, and can do nothing else. It says so a week ahead; in that week more than half of the
//! council, which it has as long as it works, or a third of the recovery body can stop it. The council in turn gives
//! the recovery body new members in the same way, which a third of either stops. As long as one of the two
//! works, neither is beyond help.

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
		constants::governance::MAX_MEMBERS,
		council_seats::{self, checked, members_weight, seat},
		enactment,
	};
	use alloc::vec::Vec;
	use frame_support::pallet_prelude::*;
	use frame_system::pallet_prelude::*;
	use sp_runtime::Saturating;

	/// Replaces one body by notice of the other.
	#[pallet::pallet]
	pub struct Pallet<T>(_);

	/// What the runtime sets.
	#[pallet::config]
	pub trait Config: frame_system::Config + council_seats::Config + enactment::Config {
		/// Who may give notice to the council.
		type CouncilNoticeOrigin: EnsureOrigin<<Self as frame_system::Config>::RuntimeOrigin>;

		/// Who may stop it.
		type CouncilStopOrigin: EnsureOrigin<<Self as frame_system::Config>::RuntimeOrigin>;

		/// Who may give notice to the recovery body.
		type RecoveryNoticeOrigin: EnsureOrigin<<Self as frame_system::Config>::RuntimeOrigin>;

		/// Who may stop it.
		type RecoveryStopOrigin: EnsureOrigin<<Self as frame_system::Config>::RuntimeOrigin>;

		/// Blocks until a notice is due, where the genesis says nothing else.
		#[pallet::constant]
		type DefaultPeriod: Get<BlockNumberFor<Self>>;

		/// Blocks from then on in which it can be carried out.
		#[pallet::constant]
		type NoticeLifetime: Get<BlockNumberFor<Self>>;
	}

	/// One of the two bodies.
	#[derive(
		Clone, Copy, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo,
	)]
	pub enum Body {
		/// Governs the chain: roles, committees and upgrades.
		#[codec(index = 0)]
		Council,
		/// The recovery body.
		#[codec(index = 1)]
		Recovery,
	}

	impl Body {
		fn other(self) -> Self {
			match self {
				Self::Council => Self::Recovery,
				Self::Recovery => Self::Council,
			}
		}
	}

	/// That a body is to have other members.
	#[derive(Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo)]
	pub struct Notice<AccountId, BlockNumber> {
		/// Its number, by which it is stopped or carried out.
		pub index: u32,
		/// The first block in which it can be carried out.
		pub due: BlockNumber,
		/// The last one.
		pub until: BlockNumber,
		/// Who the members will be.
		pub members: BoundedVec<AccountId, ConstU32<MAX_MEMBERS>>,
	}

	/// A notice of this chain.
	pub type NoticeOf<T> = Notice<<T as frame_system::Config>::AccountId, BlockNumberFor<T>>;

	/// Blocks until a notice is due.
	#[pallet::storage]
	pub type Period<T: Config> = StorageValue<_, BlockNumberFor<T>, ValueQuery, T::DefaultPeriod>;

	/// Notices so far, and so the number of the next.
	#[pallet::storage]
	pub type Count<T: Config> = StorageValue<_, u32, ValueQuery>;

	/// The notice that a body has been given.
	// There are two keys.
	#[pallet::storage]
	pub type Notices<T: Config> = StorageMap<_, Twox64Concat, Body, NoticeOf<T>, OptionQuery>;

	/// How a chain begins.
	#[pallet::genesis_config]
	pub struct GenesisConfig<T: Config> {
		/// Blocks until a notice is due.
		pub period: BlockNumberFor<T>,
	}

	impl<T: Config> Default for GenesisConfig<T> {
		fn default() -> Self {
			let period = T::DefaultPeriod::get();
			Self { period }
		}
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			Period::<T>::put(self.period);
		}
	}

	/// What happened.
	#[pallet::event]
	#[pallet::generate_deposit(fn deposit_event)]
	pub enum Event<T: Config> {
		/// A body was given notice: it is to have other members.
		NoticeGiven {
			/// Which of the two is to have other members.
			body: Body,
			/// The number of the notice.
			index: u32,
			/// The first block in which it can be carried out.
			due: BlockNumberFor<T>,
			/// Who the members will be.
			members: Vec<T::AccountId>,
		},
		/// A notice was stopped: the body keeps its members.
		NoticeStopped {
			/// Which of the two keeps its members.
			body: Body,
			/// The number of the notice.
			index: u32,
		},
		/// A body has other members. What it had scheduled, and the notice that it had given itself, are void.
		Replaced {
			/// Which of the two has other members.
			body: Body,
			/// The number of the notice.
			index: u32,
		},
	}

	/// Why a call was refused.
	#[pallet::error]
	pub enum Error<T> {
		/// The body has been given notice already. Carry that out or have it stopped first.
		AlreadyGiven,
		/// There is no such notice: it was carried out, stopped or replaced. Look at `Notices`.
		NoNotice,
		/// The notice may still be stopped. Wait until the block in which it is due.
		NotDue,
		/// Nobody carried this notice out in time. Let the body that gave it decide again.
		TooLate,
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Gives a body notice that it is to have other members. A notice that lapsed is replaced.
		///
		/// - **Origin**: two thirds of the other body.
		/// - **Emits**: [`Event::NoticeGiven`].
		#[pallet::call_index(0)]
		#[pallet::weight((notice_weight::<T>(), DispatchClass::Operational))]
		pub fn give_notice(origin: OriginFor<T>, body: Body, members: Vec<T::AccountId>) -> DispatchResult {
			let members = match body {
				Body::Council => {
					T::CouncilNoticeOrigin::ensure_origin(origin)?;
					checked::<T, RecoveryCollective>(members)?
				}
				Body::Recovery => {
					T::RecoveryNoticeOrigin::ensure_origin(origin)?;
					checked::<T, CouncilCollective>(members)?
				}
			};
			let now = frame_system::Pallet::<T>::block_number();
			let open = Notices::<T>::get(body).is_some_and(|notice| now <= notice.until);
			ensure!(!open, Error::<T>::AlreadyGiven);
			let due = now.saturating_add(Period::<T>::get());
			let index = Count::<T>::get();
			Count::<T>::put(index.saturating_add(1));
			let notice = Notice {
				index,
				due,
				until: due.saturating_add(T::NoticeLifetime::get()),
				members: members
					.clone()
					.try_into()
					.map_err(|_| council_seats::Error::<T>::TooManyMembers)?,
			};
			Notices::<T>::insert(body, notice);
			Self::deposit_event(Event::NoticeGiven {
				body,
				index,
				due,
				members,
			});
			Ok(())
		}

		/// Stops a notice for good.
		///
		/// - **Origin**: of a notice to the council more than half of the council, or a third of the recovery body; of one to the
		///   recovery body a third of either.
		/// - **Emits**: [`Event::NoticeStopped`].
		#[pallet::call_index(1)]
		#[pallet::weight((notice_weight::<T>(), DispatchClass::Operational))]
		pub fn stop_notice(origin: OriginFor<T>, body: Body, index: u32) -> DispatchResult {
			match body {
				Body::Council => T::CouncilStopOrigin::ensure_origin(origin).map(|_| ())?,
				Body::Recovery => T::RecoveryStopOrigin::ensure_origin(origin).map(|_| ())?,
			}
			Self::take(body, index)?;
			Self::deposit_event(Event::NoticeStopped { body, index });
			Ok(())
		}

		/// Carries out a notice that is due: the body has other members from now on. What it had scheduled, and a notice that it had
		/// given itself, are void.
		///
		/// - **Origin**: signed by anybody.
		/// - **Emits**: [`Event::Replaced`].
		#[pallet::call_index(2)]
		#[pallet::weight((notice_weight::<T>().saturating_add(members_weight::<T>()), DispatchClass::Operational))]
		pub fn carry_out(origin: OriginFor<T>, body: Body, index: u32) -> DispatchResult {
			ensure_signed(origin)?;
			let notice = Self::take(body, index)?;
			let now = frame_system::Pallet::<T>::block_number();
			ensure!(now >= notice.due, Error::<T>::NotDue);
			ensure!(now <= notice.until, Error::<T>::TooLate);
			let members = notice.members.into_inner();
			match body {
				Body::Council => {
					seat::<T, CouncilCollective, RecoveryCollective>(members)?;
					enactment::Pallet::<T>::void_all();
				}
				Body::Recovery => seat::<T, RecoveryCollective, CouncilCollective>(members)?,
			}
			Notices::<T>::remove(body.other());
			Self::deposit_event(Event::Replaced { body, index });
			Ok(())
		}
	}

	impl<T: Config> Pallet<T> {
		fn take(body: Body, index: u32) -> Result<NoticeOf<T>, Error<T>> {
			let notice = Notices::<T>::take(body).filter(|notice| notice.index == index);
			notice.ok_or(Error::<T>::NoNotice)
		}
	}

	/// The weight of a call on the notices: their few items. The constants are those of calls of the same kind in the
	/// SDK's own pallets, rounded up.
	fn notice_weight<T: Config>() -> Weight {
		Weight::from_parts(50_000_000, 5 * 3_500).saturating_add(T::DbWeight::get().reads_writes(5, 4))
	}
}
