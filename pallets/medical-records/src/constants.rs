//! What must hold between the constants of a runtime.

use crate::{Config, Pallet};
use frame_support::traits::Get;
use threshold_decryption::MAX_ADMINS;

impl<T: Config> Pallet<T> {
	pub(crate) fn check_constants() {
		assert!(
			T::MaxAdmins::get() >= 2,
			"a committee has two administrators or more"
		);
		assert!(
			T::MaxAdmins::get() as usize <= MAX_ADMINS,
			"more administrators than the threshold layer takes"
		);
		assert!(
			T::DecisionTtl::get() > 0 && T::ConsentTtl::get() > 0 && T::OpeningTtl::get() > 0,
			"each window must be a block or more"
		);
		assert!(
			T::Day::get() > 0 && T::MaxRequestsPerDay::get() > 0,
			"nobody could request"
		);
		assert!(
			T::ErasureDelay::get() > 0 && T::MaxHold::get() > 0,
			"an erasure could not be stopped, or no record held"
		);
		assert!(
			T::MaxVersions::get() > 1 && T::MaxFreeCallsPerDay::get() > 0,
			"no record could be corrected, or no patient answer"
		);
		assert!(
			T::EmergencyPlaces::get() < T::MaxRequestsPerRecord::get(),
			"there are no places but for emergencies"
		);
		assert!(
			T::MaxOpenRequests::get() > 0 && T::MaxOwnRequestsPerRecord::get() > 0,
			"nobody could request"
		);
		assert!(
			T::MaxOwnRequestsPerRecord::get() < T::MaxRequestsPerRecord::get(),
			"one requester could fill a record's places"
		);
		assert!(
			T::EmergencyTtl::get() > 0 && T::ReviewTtl::get() > 0 && T::MaxUnreviewed::get() > 0,
			"nobody could break the glass, or answer for it"
		);
		assert_eq!(
			core::mem::size_of::<T::Hash>(),
			32,
			"contexts contain 32 bytes of the genesis hash"
		);
	}
}
