//! How decisions that change who holds power take effect: a day after the vote, unless a third of the council stops them.
//!
//! A stolen majority of keys could otherwise replace the council, a committee or the code in one block, before anybody had read
//! what was proposed. So the council schedules such a call; when it is due anybody carries it out, with an origin that
//! nothing else has. What nobody carries out within a week lapses.

pub use pallet::*;

/// See the module's documentation.
#[frame_support::pallet]
#[allow(
	clippy::cast_possible_truncation,
	clippy::expect_used,
	reason = "what the macros write"
)]
pub mod pallet {
	use crate::constants::governance::MAX_SCHEDULED_BYTES;
	use alloc::boxed::Box;
	use frame_support::{
		MAX_EXTRINSIC_DEPTH,
		dispatch::{GetDispatchInfo, PostDispatchInfo},
		pallet_prelude::*,
		traits::Contains,
	};
	use frame_system::pallet_prelude::*;
	use parity_scale_codec::DecodeLimit;
	use sp_runtime::{
		Saturating,
		traits::{Dispatchable, Hash},
	};

	/// Holds decisions until they are due.
	#[pallet::pallet]
	pub struct Pallet<T>(_);

	/// What the runtime sets.
	#[pallet::config]
	pub trait Config:
		frame_system::Config<
			RuntimeCall: Dispatchable<PostInfo = PostDispatchInfo>,
			RuntimeOrigin: From<Origin>,
		>
	{
		/// Who may schedule a call.
		type ScheduleOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Who may stop one.
		type StopOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// The calls that can be scheduled.
		type Schedulable: Contains<Self::RuntimeCall>;

		/// The heaviest call that can be scheduled.
		#[pallet::constant]
		type MaxWeight: Get<Weight>;

		/// Blocks until a scheduled call is due, where the genesis says nothing else.
		#[pallet::constant]
		type DefaultDelay: Get<BlockNumberFor<Self>>;

		/// Blocks from then on in which it can be carried out.
		#[pallet::constant]
		type Lifetime: Get<BlockNumberFor<Self>>;
	}

	/// The origin of a call that was scheduled and is due.
	#[pallet::origin]
	#[derive(Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo)]
	pub enum Origin {
		/// The council decided it, and nobody stopped it while it waited.
		#[codec(index = 0)]
		Enacted,
	}

	/// A call that waits.
	#[derive(Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo)]
	pub struct Waiting<BlockNumber> {
		/// The first block in which it can be carried out.
		pub due: BlockNumber,
		/// The last one.
		pub until: BlockNumber,
		/// The call, encoded.
		pub call: BoundedVec<u8, ConstU32<MAX_SCHEDULED_BYTES>>,
	}

	/// Blocks until a scheduled call is due.
	#[pallet::storage]
	pub type Delay<T: Config> = StorageValue<_, BlockNumberFor<T>, ValueQuery, T::DefaultDelay>;

	/// Calls scheduled so far, and so the number of the next.
	#[pallet::storage]
	pub type Count<T: Config> = StorageValue<_, u32, ValueQuery>;

	/// The scheduled calls by number.
	// The runtime counts the numbers: nobody chooses where they lie.
	#[pallet::storage]
	pub type Queue<T: Config> = StorageMap<_, Twox64Concat, u32, Waiting<BlockNumberFor<T>>, OptionQuery>;

	/// Calls with a smaller number are void: a council that was replaced by notice had scheduled them.
	#[pallet::storage]
	pub type FirstValid<T: Config> = StorageValue<_, u32, ValueQuery>;

	/// How a chain begins.
	#[pallet::genesis_config]
	pub struct GenesisConfig<T: Config> {
		/// Blocks until a scheduled call is due.
		pub delay: BlockNumberFor<T>,
	}

	impl<T: Config> Default for GenesisConfig<T> {
		fn default() -> Self {
			let delay = T::DefaultDelay::get();
			Self { delay }
		}
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			Delay::<T>::put(self.delay);
		}
	}

	/// What happened.
	#[pallet::event]
	#[pallet::generate_deposit(fn deposit_event)]
	pub enum Event<T: Config> {
		/// The council decided on a call, which takes effect later.
		Scheduled {
			/// Its number, by which it is stopped or carried out.
			index: u32,
			/// The hash of the encoded call.
			call_hash: T::Hash,
			/// The first block in which it can be carried out.
			due: BlockNumberFor<T>,
		},
		/// A third of the council stopped a call. It will not take effect.
		Stopped {
			/// Its number.
			index: u32,
		},
		/// A call was carried out.
		Enacted {
			/// Its number.
			index: u32,
		},
		/// A call that nobody had carried out in time was removed.
		Lapsed {
			/// Its number.
			index: u32,
		},
	}

	/// Why a call was refused.
	#[pallet::error]
	pub enum Error<T> {
		/// This call takes effect at once, or is none of the council's. Propose it to the council as it is.
		NotSchedulable,
		/// The call is longer than what is kept. Split it up.
		CallTooLong,
		/// The call is heavier than what one block is to carry out. Split it up.
		CallTooHeavy,
		/// Nothing with this number is waiting: it was carried out, stopped or removed. Look at `Queue`.
		NotWaiting,
		/// The council may still stop this call. Wait until the block in which it is due.
		NotDue,
		/// Nobody carried this call out in time, or the council that wanted it was replaced. Let the council decide again.
		TooLate,
		/// This call can still be carried out. It can be removed only after its last block.
		NotLapsed,
		/// The runtime has changed and no longer understands this call. Let the council decide again.
		Undecodable,
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Schedules a call that changes who holds power: the council's members, a committee, or the code. It can be carried out
		/// from the block on that the event names, and until then and later, as long as it waits, a third of the council can stop it.
		///
		/// - **Origin**: two thirds of the council.
		/// - **Emits**: [`Event::Scheduled`].
		#[pallet::call_index(0)]
		#[pallet::weight((entry_weight::<T>(), DispatchClass::Operational))]
		pub fn schedule(
			origin: OriginFor<T>,
			call: Box<<T as frame_system::Config>::RuntimeCall>,
		) -> DispatchResult {
			T::ScheduleOrigin::ensure_origin(origin)?;
			Self::check(&call)?;
			let call_hash = T::Hashing::hash_of(&call);
			let encoded = call.encode().try_into().map_err(|_| Error::<T>::CallTooLong)?;
			let due = frame_system::Pallet::<T>::block_number().saturating_add(Delay::<T>::get());
			let index = Count::<T>::get();
			Count::<T>::put(index.saturating_add(1));
			let waiting = Waiting {
				due,
				until: due.saturating_add(T::Lifetime::get()),
				call: encoded,
			};
			Queue::<T>::insert(index, waiting);
			Self::deposit_event(Event::Scheduled {
				index,
				call_hash,
				due,
			});
			Ok(())
		}

		/// Stops a scheduled call for good.
		///
		/// - **Origin**: a third of the council.
		/// - **Emits**: [`Event::Stopped`].
		#[pallet::call_index(1)]
		#[pallet::weight((entry_weight::<T>(), DispatchClass::Operational))]
		pub fn stop(origin: OriginFor<T>, index: u32) -> DispatchResult {
			T::StopOrigin::ensure_origin(origin)?;
			ensure!(Queue::<T>::take(index).is_some(), Error::<T>::NotWaiting);
			Self::deposit_event(Event::Stopped { index });
			Ok(())
		}

		/// Carries out a scheduled call that is due. When the call itself is refused, that error is this call's error, and the call
		/// still waits.
		///
		/// - **Origin**: signed by anybody. Of the fee, what the call does not need is returned.
		/// - **Emits**: what the call emits, and [`Event::Enacted`].
		#[pallet::call_index(2)]
		#[pallet::weight((entry_weight::<T>().saturating_add(T::MaxWeight::get()), DispatchClass::Operational))]
		pub fn enact(origin: OriginFor<T>, index: u32) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			let waiting = Queue::<T>::take(index).ok_or(Error::<T>::NotWaiting)?;
			let now = frame_system::Pallet::<T>::block_number();
			ensure!(now >= waiting.due, Error::<T>::NotDue);
			ensure!(!Self::is_over(index, &waiting), Error::<T>::TooLate);
			let call = <T as frame_system::Config>::RuntimeCall::decode_all_with_depth_limit(
				MAX_EXTRINSIC_DEPTH,
				&mut &waiting.call[..],
			)
			.map_err(|_| Error::<T>::Undecodable)?;
			// Again: the runtime may be another one than when it was scheduled.
			Self::check(&call)?;
			let weight = call.get_dispatch_info().call_weight;
			let done = call
				.dispatch(Origin::Enacted.into())
				.map_err(|error| error.error)?;
			Self::deposit_event(Event::Enacted { index });
			let weight = done.actual_weight.unwrap_or(weight);
			Ok(Some(entry_weight::<T>().saturating_add(weight)).into())
		}

		/// Removes a scheduled call that nobody has carried out in time.
		///
		/// - **Origin**: signed by anybody.
		/// - **Emits**: [`Event::Lapsed`].
		#[pallet::call_index(3)]
		#[pallet::weight(entry_weight::<T>())]
		pub fn remove_lapsed(origin: OriginFor<T>, index: u32) -> DispatchResult {
			ensure_signed(origin)?;
			let waiting = Queue::<T>::take(index).ok_or(Error::<T>::NotWaiting)?;
			ensure!(Self::is_over(index, &waiting), Error::<T>::NotLapsed);
			Self::deposit_event(Event::Lapsed { index });
			Ok(())
		}
	}

	impl<T: Config> Pallet<T> {
		fn check(call: &<T as frame_system::Config>::RuntimeCall) -> Result<(), Error<T>> {
			ensure!(T::Schedulable::contains(call), Error::<T>::NotSchedulable);
			let weight = call.get_dispatch_info().call_weight;
			ensure!(weight.all_lte(T::MaxWeight::get()), Error::<T>::CallTooHeavy);
			Ok(())
		}

		fn is_over(index: u32, waiting: &Waiting<BlockNumberFor<T>>) -> bool {
			let now = frame_system::Pallet::<T>::block_number();
			now > waiting.until || index < FirstValid::<T>::get()
		}

		/// Makes void all that is scheduled: for when the council that decided it has been replaced.
		pub fn void_all() {
			FirstValid::<T>::put(Count::<T>::get());
		}
	}

	/// The weight of a call on the queue, that of what it carries out left aside: its few items, one of which is as long as a
	/// call can be. The constants are those of calls of the same kind in the SDK's own pallets, rounded up.
	fn entry_weight<T: Config>() -> Weight {
		let call = u64::from(MAX_SCHEDULED_BYTES);
		Weight::from_parts(100_000_000, call.saturating_add(3 * 3_500))
			.saturating_add(T::DbWeight::get().reads_writes(3, 2))
	}

	/// Accepts what was scheduled and is due, and nothing else.
	pub struct EnsureEnacted;

	impl<O: Into<Result<Origin, O>> + From<Origin>> EnsureOrigin<O> for EnsureEnacted {
		type Success = ();

		fn try_origin(origin: O) -> Result<(), O> {
			origin.into().map(|Origin::Enacted| ())
		}

		#[cfg(feature = "runtime-benchmarks")]
		fn try_successful_origin() -> Result<O, ()> {
			Ok(Origin::Enacted.into())
		}
	}
}
