//! The clock by which windows and days are counted: a pallet without calls.
//!
//! A block number says little about time: a parachain may author slower or faster than planned. The relay chain's number is time, but it goes
//! on while this chain stands, and a request would expire that nobody could have answered. This clock follows the relay chain in
//! moments of six seconds, and stands while this chain does: between two blocks it advances by [`MAX_STEP`] at most. It stands while
//! the records pallet is paused, too.

pub use pallet::*;

/// See the module's documentation.
#[frame_support::pallet]
#[allow(
	clippy::cast_possible_truncation,
	clippy::expect_used,
	reason = "what the macros write"
)]
pub mod pallet {
	use cumulus_primitives_core::relay_chain;
	use frame_support::pallet_prelude::*;
	use frame_system::pallet_prelude::*;
	use sp_runtime::traits::BlockNumberProvider;

	/// Moments by which the clock advances at most between two blocks, ten minutes: for longer than that the chain stood.
	pub const MAX_STEP: u32 = 100;

	/// Counts time.
	#[pallet::pallet]
	pub struct Pallet<T>(_);

	/// What the runtime sets.
	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// The newest block of the relay chain that this chain has seen.
		type Relay: Get<relay_chain::BlockNumber>;

		/// Is the records pallet paused? Then this clock stands as well: nobody can answer.
		type Paused: Get<bool>;
	}

	/// The present moment.
	#[pallet::storage]
	pub type Now<T: Config> = StorageValue<_, u32, ValueQuery>;

	/// The relay chain's block at that moment.
	#[pallet::storage]
	pub type Seen<T: Config> = StorageValue<_, u32, OptionQuery>;

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn on_initialize(_: BlockNumberFor<T>) -> Weight {
			let relay = T::Relay::get();
			// Before the first block nothing was seen of the relay chain, and the first number only sets the clock.
			if relay > 0 {
				let before = Seen::<T>::get().unwrap_or(relay);
				let step = match T::Paused::get() {
					true => 0,
					false => relay.saturating_sub(before).min(MAX_STEP),
				};
				Seen::<T>::put(relay.max(before));
				Now::<T>::mutate(|now| *now = now.saturating_add(step));
			}
			T::DbWeight::get().reads_writes(4, 2)
		}
	}

	impl<T: Config> BlockNumberProvider for Pallet<T> {
		type BlockNumber = u32;

		fn current_block_number() -> u32 {
			Now::<T>::get()
		}

		#[cfg(any(feature = "std", feature = "runtime-benchmarks"))]
		fn set_block_number(moment: u32) {
			Now::<T>::put(moment);
		}
	}
}
