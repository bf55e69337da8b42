//! # Committee Ceremonies Pallet
//!
//! The [`pallet`] module has the API: calls, storage, events, errors and the configuration of a runtime.
//!
//! A committee key is made, or passed on, by its administrators, and nobody ever knows it (docs/cryptography.md 5.4). This pallet is the table
//! that they sit at when they are in different houses: what each publishes lies here until the attempt has ended, in order and in time, and
//! everything that can be checked without a secret is checked before it is taken. What lies here are the very files that also travel without
//! a chain, with their authors' signatures: who reads them believes no node.
//!
//! 1. The council *opens* a ceremony, as it would set a committee: the decision waits, and can be stopped.
//! 2. The new administrators *join*, the dealers *deal*, the new administrators *certify*; for an old key the dealers *hand it over*.
//! 3. Whom a dealer sealed something useless *complains*, and the dealer *answers* in clear, or is to blame.
//! 4. Anybody *activates* what is complete. Whatever is not done in time can be *expired* by anybody; each of the people can *leave*.
//!
//! One attempt at a time for each key. All of an attempt leaves the state when it ends: what stays is its number and an event with the outcome.
#![cfg_attr(not(feature = "std"), no_std)]
#![forbid(unsafe_code)]
#![cfg_attr(
	not(any(test, feature = "runtime-benchmarks")),
	deny(clippy::indexing_slicing, clippy::arithmetic_side_effects)
)]

extern crate alloc;

pub use files::{Place, Start};
pub use pallet::*;
pub use types::*;
pub use weights::WeightInfo;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod complaints;
mod ends;
mod errors;
mod files;
#[cfg(test)]
mod mock;
mod opening;
#[cfg(any(test, feature = "runtime-benchmarks"))]
mod people;
mod stages;
#[cfg(test)]
mod tests;
#[cfg(any(test, feature = "try-runtime"))]
mod try_state;
mod types;
pub mod weights;

use frame_support::pallet_macros::import_section;

/// See the crate's documentation.
#[import_section(errors::errors)]
#[frame_support::pallet]
#[allow(
	clippy::too_many_arguments,
	reason = "a call's arguments are the wire format; the macro repeats them"
)]
#[allow(
	clippy::cast_possible_truncation,
	clippy::expect_used,
	reason = "the macros make them"
)]
pub mod pallet {
	use frame_support::{
		pallet_prelude::*,
		traits::{Consideration, Footprint},
	};
	use frame_system::pallet_prelude::*;
	use pallet_medical_records::{Epoch, KeyId};
	use sp_runtime::{AccountId32, MultiSignature};

	use crate::{opening::Opening, types::*, weights::WeightInfo};

	/// The first form of what is stored.
	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	/// A [`Ceremony`] of this runtime.
	pub type CeremonyOf<T> = Ceremony<BlockNumberFor<T>, <T as Config>::Consideration>;

	/// What a runtime decides. Moments, administrators and committees are those of the records pallet.
	#[pallet::config]
	pub trait Config: frame_system::Config + pallet_medical_records::Config {
		/// Deposit for all that a ceremony puts in state, paid by who signs its beginning, until it ends.
		type Consideration: Consideration<AccountId32, Footprint>;

		/// Opens ceremonies: what could set a committee, and waits as long.
		type OpenOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Weights of the calls.
		type WeightInfo: WeightInfo;

		/// Moments of the shortest window: shorter ones would end before people in different houses can act.
		#[pallet::constant]
		type MinWindow: Get<u32>;

		/// Moments of the longest window.
		#[pallet::constant]
		type MaxWindow: Get<u32>;
	}

	/// What a deposit is held for.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// A ceremony in state.
		#[codec(index = 0)]
		Ceremony,
	}

	/// The committee ceremonies pallet.
	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// The ceremony of each key that is under way. Keys are chosen by the council.
	#[pallet::storage]
	pub type Ceremonies<T: Config> = StorageMap<_, Blake2_128Concat, KeyId, CeremonyOf<T>>;

	/// Who has joined, by index.
	#[pallet::storage]
	pub type Joins<T: Config> = StorageDoubleMap<_, Blake2_128Concat, KeyId, Twox64Concat, u16, Join>;

	/// Who has dealt, by index.
	#[pallet::storage]
	pub type Deals<T: Config> = StorageDoubleMap<_, Blake2_128Concat, KeyId, Twox64Concat, u16, Dealt>;

	/// The committee that the deals make, once all have dealt.
	#[pallet::storage]
	pub type Foundations<T: Config> = StorageMap<_, Blake2_128Concat, KeyId, Founded>;

	/// Who has certified it, by index.
	#[pallet::storage]
	pub type Certificates<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, KeyId, Twox64Concat, u16, Certified>;

	/// Who has handed the key over, by old index.
	#[pallet::storage]
	pub type Handovers<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, KeyId, Twox64Concat, u16, HandedOver>;

	/// Complaints, by dealer and accuser.
	#[pallet::storage]
	pub type Complaints<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, KeyId, Twox64Concat, (u16, u16), Complaint<BlockNumberFor<T>>>;

	/// The newest attempt of each key. Never removed: no attempt's number is used for two.
	#[pallet::storage]
	pub type Attempts<T: Config> = StorageMap<_, Blake2_128Concat, KeyId, u16, ValueQuery>;

	/// What happened.
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// The council opened a ceremony. Its new administrators join until the deadline.
		CeremonyOpened {
			/// Which committee.
			key_id: KeyId,
			/// The epoch it is to begin.
			epoch: Epoch,
			/// Which try this is.
			attempt: u16,
			/// How many will have to approve a request.
			k: u16,
			/// The new administrators.
			seats: Seats,
			/// Indices of those who deal.
			dealers: Indices,
			/// Who signed the beginning.
			author: AccountId32,
			/// The last moment to join.
			until: BlockNumberFor<T>,
		},
		/// A new administrator joined.
		Joined {
			/// Which committee.
			key_id: KeyId,
			/// Who.
			index: u16,
		},
		/// Somebody dealt.
		DealSubmitted {
			/// Which committee.
			key_id: KeyId,
			/// Who.
			dealer: u16,
		},
		/// A new administrator checked everything and certified the committee.
		CommitteeCertified {
			/// Which committee.
			key_id: KeyId,
			/// Who.
			index: u16,
		},
		/// An old administrator handed the key over.
		KeyHandedOver {
			/// Which committee.
			key_id: KeyId,
			/// Who.
			dealer: u16,
		},
		/// All have done their part: the next one begins.
		StageBegun {
			/// Which committee.
			key_id: KeyId,
			/// What it waits for now.
			stage: Stage,
			/// The last moment for that.
			until: BlockNumberFor<T>,
		},
		/// A new administrator cannot use what a dealer sealed.
		Complained {
			/// Which committee.
			key_id: KeyId,
			/// Who has to answer.
			dealer: u16,
			/// Who complains.
			accuser: u16,
			/// The last moment for the answer.
			until: BlockNumberFor<T>,
		},
		/// A dealer showed what it had dealt, which fits.
		Answered {
			/// Which committee.
			key_id: KeyId,
			/// Who answered.
			dealer: u16,
			/// Whose complaint.
			accuser: u16,
		},
		/// An attempt ended. Everything of it has left the state, and its deposit is free.
		CeremonyEnded {
			/// Which committee.
			key_id: KeyId,
			/// The epoch that was to begin.
			epoch: Epoch,
			/// Which try it was.
			attempt: u16,
			/// How.
			outcome: Outcome,
		},
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			assert!(
				T::MinWindow::get() > 0 && T::MinWindow::get() <= T::MaxWindow::get(),
				"a window can be chosen"
			);
			assert!(
				<T as pallet_medical_records::Config>::MaxAdmins::get() == MAX_PEOPLE,
				"a ceremony seats as many as a committee"
			);
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_n: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call(weight = <T as Config>::WeightInfo)]
	impl<T: Config> Pallet<T> {
		/// Opens a ceremony: of a new key in epoch 1, or of an old one for its next epoch. In it nobody but the seats and the dealers can do
		/// anything, and what it sets in the end is exactly this.
		///
		/// **Origin**: governance of committees, a day after its decision. `signature` is the author's over the file that says the same.
		///
		/// **Deposit**: from the author, until the ceremony ends.
		///
		/// **Emits** [`Event::CeremonyOpened`].
		#[pallet::call_index(0)]
		#[pallet::weight(<T as Config>::WeightInfo::open_ceremony())]
		pub fn open_ceremony(
			origin: OriginFor<T>,
			key_id: KeyId,
			attempt: u16,
			k: u16,
			seats: Seats,
			dealers: Indices,
			windows: Windows<BlockNumberFor<T>>,
			at_once: bool,
			author: AccountId32,
			signature: MultiSignature,
		) -> DispatchResult {
			T::OpenOrigin::ensure_origin(origin)?;
			Self::do_open(Opening {
				key_id,
				attempt,
				k,
				seats,
				dealers,
				windows,
				at_once,
				author,
				signature,
			})
		}

		/// Takes part, with a key made for this attempt alone. The last one who joins begins the dealing.
		///
		/// **Origin**: signed by a new administrator. `join_sig` is the account's signature over the key, `signature` that over the file.
		///
		/// **Deposit**: none.
		///
		/// **Emits** [`Event::Joined`], and with the last one [`Event::StageBegun`].
		#[pallet::call_index(1)]
		pub fn join_ceremony(
			origin: OriginFor<T>,
			key_id: KeyId,
			one_time: [u8; 32],
			join_sig: MultiSignature,
			signature: MultiSignature,
		) -> DispatchResult {
			let who = pallet_medical_records::Pallet::<T>::signer(origin)?;
			let join = Join {
				one_time,
				join_sig,
				signature,
			};
			Self::do_join(&who, key_id, join)
		}

		/// Deals to all new administrators. With the last deal the committee is computed and kept, and certified from then on.
		///
		/// **Origin**: signed by a dealer; `signature` is over the file that has the deal.
		///
		/// **Deposit**: none.
		///
		/// **Emits** [`Event::DealSubmitted`], and with the last one [`Event::StageBegun`].
		#[pallet::call_index(2)]
		#[pallet::weight(<T as Config>::WeightInfo::submit_last_deal(MAX_PEOPLE))]
		pub fn submit_deal(
			origin: OriginFor<T>,
			key_id: KeyId,
			deal: DealBytes,
			signature: MultiSignature,
		) -> DispatchResultWithPostInfo {
			let who = pallet_medical_records::Pallet::<T>::signer(origin)?;
			let founded = Self::do_deal(&who, key_id, Dealt { deal, signature })?;
			Ok(Some(match founded {
				Some(n) => <T as Config>::WeightInfo::submit_last_deal(n),
				None => <T as Config>::WeightInfo::submit_deal(),
			})
			.into())
		}

		/// Certifies the committee, after opening the own boxes and checking all of it. The last certificate makes a new key ready; an old one
		/// is handed over next.
		///
		/// **Origin**: signed by a new administrator without an open complaint. `cert` is over the committee, `signature` over the file.
		///
		/// **Deposit**: none.
		///
		/// **Emits** [`Event::CommitteeCertified`], and with the last one [`Event::StageBegun`].
		#[pallet::call_index(3)]
		pub fn certify(
			origin: OriginFor<T>,
			key_id: KeyId,
			cert: MultiSignature,
			signature: MultiSignature,
		) -> DispatchResult {
			let who = pallet_medical_records::Pallet::<T>::signer(origin)?;
			Self::do_certify(&who, key_id, Certified { cert, signature })
		}

		/// Hands an old key over to those who have certified. With the last one the ceremony is ready.
		///
		/// **Origin**: signed by a dealer. `handover` is over both epochs and the committee, `signature` over the file.
		///
		/// **Deposit**: none.
		///
		/// **Emits** [`Event::KeyHandedOver`], and with the last one [`Event::StageBegun`].
		#[pallet::call_index(4)]
		pub fn hand_over(
			origin: OriginFor<T>,
			key_id: KeyId,
			handover: MultiSignature,
			signature: MultiSignature,
		) -> DispatchResult {
			let who = pallet_medical_records::Pallet::<T>::signer(origin)?;
			Self::do_hand_over(&who, key_id, HandedOver { handover, signature })
		}

		/// Says that what a dealer sealed for the caller does not open or does not fit. The dealer has to show it, which is safe: an honest
		/// dealer is accused by people alone who know it already. One complaint too many ends the ceremony without blame.
		///
		/// **Origin**: signed by a new administrator who has not certified and has no open complaint. `signature` is over the complaint, for the
		/// dealer to check.
		///
		/// **Deposit**: none.
		///
		/// **Emits** [`Event::Complained`], or [`Event::CeremonyEnded`].
		#[pallet::call_index(5)]
		#[pallet::weight(<T as Config>::WeightInfo::complain().saturating_add(<T as Config>::WeightInfo::end_ceremony(MAX_PEOPLE)))]
		pub fn complain(
			origin: OriginFor<T>,
			key_id: KeyId,
			dealer: u16,
			signature: MultiSignature,
		) -> DispatchResultWithPostInfo {
			let who = pallet_medical_records::Pallet::<T>::signer(origin)?;
			let ended = Self::do_complain(&who, key_id, dealer, signature)?;
			Ok(Some(Self::with_end(<T as Config>::WeightInfo::complain(), ended)).into())
		}

		/// Shows what the caller dealt to who complained: `x ‖ z ‖ z'`, which must fit the commitments. The accuser uses it. With the second
		/// complaint of one person that is answered so, the ceremony ends with that person's name.
		///
		/// **Origin**: signed by the dealer whom the complaint is about.
		///
		/// **Deposit**: none.
		///
		/// **Emits** [`Event::Answered`], and [`Event::CeremonyEnded`] if it ends.
		#[pallet::call_index(6)]
		#[pallet::weight(<T as Config>::WeightInfo::answer().saturating_add(<T as Config>::WeightInfo::end_ceremony(MAX_PEOPLE)))]
		pub fn answer(
			origin: OriginFor<T>,
			key_id: KeyId,
			accuser: u16,
			shares: [u8; 96],
		) -> DispatchResultWithPostInfo {
			let who = pallet_medical_records::Pallet::<T>::signer(origin)?;
			let ended = Self::do_answer(&who, key_id, accuser, shares)?;
			Ok(Some(Self::with_end(<T as Config>::WeightInfo::answer(), ended)).into())
		}

		/// Sets the committee that everybody has certified, as the council's decision to open the ceremony said.
		///
		/// **Origin**: signed, by anybody.
		///
		/// **Deposit**: the author's returns.
		///
		/// **Emits** `CommitteeSet` of the records pallet, and [`Event::CeremonyEnded`].
		#[pallet::call_index(7)]
		#[pallet::weight(Pallet::<T>::activation_weight(MAX_PEOPLE))]
		pub fn activate(origin: OriginFor<T>, key_id: KeyId) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			let n = Self::do_activate(key_id)?;
			Ok(Some(Self::activation_weight(n)).into())
		}

		/// Ends the attempt, in the caller's name: what is under way is not what the caller agreed to, or cannot be finished.
		///
		/// **Origin**: signed by a new administrator or a dealer, before everybody has done their part. An account that is frozen may, too.
		///
		/// **Deposit**: the author's returns.
		///
		/// **Emits** [`Event::CeremonyEnded`].
		#[pallet::call_index(8)]
		#[pallet::weight(<T as Config>::WeightInfo::end_ceremony(MAX_PEOPLE))]
		pub fn leave_ceremony(origin: OriginFor<T>, key_id: KeyId) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			let n = Self::do_leave(&who, key_id)?;
			Ok(Some(<T as Config>::WeightInfo::end_ceremony(n)).into())
		}

		/// Ends an attempt in which something was not done in time, with the names of those who were to do it.
		///
		/// **Origin**: signed, by anybody.
		///
		/// **Deposit**: the author's returns.
		///
		/// **Emits** [`Event::CeremonyEnded`].
		#[pallet::call_index(9)]
		#[pallet::weight(<T as Config>::WeightInfo::end_ceremony(MAX_PEOPLE))]
		pub fn expire_ceremony(origin: OriginFor<T>, key_id: KeyId) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			let n = Self::do_expire(key_id)?;
			Ok(Some(<T as Config>::WeightInfo::end_ceremony(n)).into())
		}
	}
}
