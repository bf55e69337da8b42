//! # Medical Records Pallet
//!
//! The [`pallet`] module has the API: calls, storage, events, errors and the configuration of a runtime.
//!
#![doc = include_str!("overview.md")]
//!
//! ### Examples
//!
//! From a file to an approved request, as in the tests:
#![doc = docify::embed!("src/tests/journeys.rs", a_clinician_reads_a_record)]
//!
//! And an administrator needs the other three:
#![doc = docify::embed!("src/tests/journeys.rs", an_administrator_needs_the_other_three)]
#![cfg_attr(not(feature = "std"), no_std)]
#![forbid(unsafe_code)]
#![cfg_attr(
	not(any(test, feature = "runtime-benchmarks")),
	deny(clippy::indexing_slicing, clippy::arithmetic_side_effects)
)]

extern crate alloc;

pub use committees::Proposed;
pub use deposit::ChargeRequest;
pub use pallet::*;
pub use types::*;
pub use weights::WeightInfo;

mod asking;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod calls;
mod committees;
mod config;
mod constants;
mod deposit;
mod derived;
mod dispatch;
mod emergency;
mod erasure;
mod errors;
mod events;
mod free;
mod genesis;
mod lookups;
pub mod migrations;
#[cfg(test)]
mod mock;
mod people;
mod places;
mod reviews;
mod search;
mod storage;
#[cfg(test)]
mod tests;
#[cfg(any(test, feature = "try-runtime"))]
mod try_state;
pub mod types;
pub mod weights;

const LOG_TARGET: &str = "runtime::medical-records";

use frame_support::pallet_macros::import_section;

#[import_section(config::config)]
#[import_section(dispatch::dispatch)]
#[import_section(errors::errors)]
#[import_section(events::events)]
#[import_section(genesis::genesis)]
#[import_section(storage::storage)]
#[frame_support::pallet]
#[allow(
	clippy::large_enum_variant,
	clippy::too_many_arguments,
	reason = "a call's arguments are the wire format; the macro repeats them"
)]
#[allow(
	clippy::cast_possible_truncation,
	clippy::expect_used,
	reason = "the macros make them"
)]
pub mod pallet {
	use alloc::vec::Vec;

	use frame_support::{
		pallet_prelude::*,
		traits::{Consideration, Footprint},
	};
	use frame_system::pallet_prelude::*;
	use sp_runtime::{AccountId32, MultiSignature, traits::BlockNumberProvider};

	use crate::{
		WeightInfo, asking::OneTimeKeys, calls::Sealed, committees::Proposed, deposit::ChargeRequest,
		derived::Weights, erasure::Extent, free::twice, people::Keys, types::*,
	};

	/// Version of what lies in storage.
	const STORAGE_VERSION: StorageVersion = StorageVersion::new(3);

	/// A [`Catalogue`] of this runtime.
	pub type CatalogueOf<T> = Catalogue<BlockNumberFor<T>, <T as Config>::CatalogueConsideration>;
	/// An [`EmergencyRequest`] of this runtime.
	pub type EmergencyRequestOf<T> = EmergencyRequest<BoundedVec<Voter, <T as Config>::MaxAdmins>>;
	/// A [`GlassBreaker`] of this runtime.
	pub type GlassBreakerOf<T> = GlassBreaker<
		BlockNumberFor<T>,
		BoundedVec<Unreviewed<BlockNumberFor<T>>, <T as Config>::MaxUnreviewed>,
	>;
	/// Who hands a committee over: an administrator's index, and the signature.
	pub type HandoverOf<T> = BoundedVec<(u16, MultiSignature), <T as Config>::MaxAdmins>;
	/// A [`Record`] of this runtime.
	pub type RecordOf<T> = Record<BlockNumberFor<T>, <T as Config>::RecordConsideration>;
	/// The places of one record that are taken.
	pub type Places<T> = BoundedVec<Place<BlockNumberFor<T>>, <T as Config>::MaxRequestsPerRecord>;
	/// A [`Request`] of this runtime.
	pub type RequestOf<T> = Request<BlockNumberFor<T>, <T as Config>::RequestConsideration, VotesOf<T>>;
	/// A [`Review`] of this runtime.
	pub type ReviewOf<T> = Review<
		BlockNumberFor<T>,
		BoundedVec<AccountId32, <T as Config>::MaxAdmins>,
		BoundedVec<(u16, Verdict), <T as Config>::MaxAdmins>,
	>;
	/// A [`User`] of this runtime.
	pub type UserOf<T> = User<<T as Config>::UserConsideration>;
	/// Answers to a request.
	pub type VotesOf<T> = BoundedVec<Answer<BlockNumberFor<T>>, <T as Config>::MaxAdmins>;

	/// The medical records pallet.
	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			Self::check_constants();
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_n: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// May `who` read the record now, and if not, what is missing?
		pub fn may_read(record_id: RecordId, who: AccountId32) -> ReadAccess<BlockNumberFor<T>> {
			Self::read_access(record_id, &who)
		}

		/// How far a request has come; an open one whose time is over counts as rejected. `None` if it is not in state.
		/// An open one whose committee has changed stays open here, although nobody can decide it:
		/// [`Pallet::may_read`] tells that apart.
		pub fn request_status(request_id: RequestId) -> Option<RequestStatus> {
			Requests::<T>::get(request_id).map(|request| request.status_at(Self::now()))
		}
	}
}
