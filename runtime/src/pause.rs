//! How a minority of the council gains time: a pallet with one call.
//!
//! When something is wrong with the records pallet, waiting for a majority may be too long. A third of the council pauses it for a
//! day, once a week; to extend that, to end it or to pause at any other time takes more than half, by the
//! calls of `pallet_safe_mode`. What is never paused says [`crate::configs::pause`].

pub use pallet::*;

/// See the module's documentation.
#[frame_support::pallet]
#[allow(
	clippy::cast_possible_truncation,
	clippy::expect_used,
	reason = "what the macros write"
)]
pub mod pallet {
	use frame_support::{pallet_prelude::*, traits::SafeMode};
	use frame_system::pallet_prelude::*;
	use pallet_safe_mode::WeightInfo as _;
	use sp_runtime::Saturating;

	/// Pauses the records pallet on behalf of a third of the council.
	#[pallet::pallet]
	pub struct Pallet<T>(_);

	/// What the runtime sets.
	#[pallet::config]
	pub trait Config: frame_system::Config + pallet_safe_mode::Config {
		/// Who may pause.
		type PauseOrigin: EnsureOrigin<<Self as frame_system::Config>::RuntimeOrigin>;

		/// For how many blocks.
		#[pallet::constant]
		type Duration: Get<BlockNumberFor<Self>>;

		/// Blocks from one pause to the next.
		#[pallet::constant]
		type Interval: Get<BlockNumberFor<Self>>;
	}

	/// The block of the last pause by a third of the council.
	#[pallet::storage]
	pub type LastPause<T: Config> = StorageValue<_, BlockNumberFor<T>, OptionQuery>;

	/// Why a call was refused.
	#[pallet::error]
	pub enum Error<T> {
		/// A third of the council has paused the chain within a week. More than half can do so again, by `SafeMode::force_enter`.
		PausedRecently,
		/// The records pallet is paused already. More than half of the council extends that, by `SafeMode::force_extend`.
		AlreadyPaused,
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Pauses the calls of the records pallet for a day, except for those by which patients protect themselves and those of the
		/// council. Works once a week.
		///
		/// - **Origin**: a third of the council.
		/// - **Emits**: `SafeMode::Entered`.
		#[pallet::call_index(0)]
		#[pallet::weight((
			<T as pallet_safe_mode::Config>::WeightInfo::force_enter()
				.saturating_add(T::DbWeight::get().reads_writes(1, 1))
				.saturating_add(Weight::from_parts(0, 3_500)),
			DispatchClass::Operational,
		))]
		pub fn pause(origin: OriginFor<T>) -> DispatchResult {
			T::PauseOrigin::ensure_origin(origin)?;
			let now = frame_system::Pallet::<T>::block_number();
			let rested =
				LastPause::<T>::get().is_none_or(|last| now >= last.saturating_add(T::Interval::get()));
			ensure!(rested, Error::<T>::PausedRecently);
			<pallet_safe_mode::Pallet<T> as SafeMode>::enter(T::Duration::get())
				.map_err(|_| Error::<T>::AlreadyPaused)?;
			LastPause::<T>::put(now);
			Ok(())
		}
	}
}
