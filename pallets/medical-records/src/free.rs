//! Calls without a fee: those by which patients answer, and requests that a facility pays for.
//!
//! Whether a call is free is asked before it runs, by running it and undoing all of it: it is free exactly where it would succeed,
//! so nobody can send calls that fail for nothing. What a patient changes for nothing is counted by the day.

use frame_support::{
	ensure,
	storage::{TransactionOutcome, with_transaction},
	weights::Weight,
};
use frame_system::{ensure_signed, pallet_prelude::OriginFor};
use sp_runtime::{AccountId32, DispatchError, DispatchResult, traits::Get};

use crate::{Config, Error, FreeCalls, Pallet, Records, Requests, types::*};

/// The weight of a call that runs twice, once to learn whether it is free: what it reads is in the proof once.
pub(crate) fn twice(weight: Weight) -> Weight {
	Weight::from_parts(weight.ref_time().saturating_mul(2), weight.proof_size())
}

impl<T: Config> Pallet<T> {
	/// Would this succeed now? Whatever it writes is undone.
	fn would_succeed(run: impl FnOnce() -> DispatchResult) -> bool {
		with_transaction(|| TransactionOutcome::Rollback(run())).is_ok()
	}

	/// Is this call of a patient free?
	pub(crate) fn is_free(origin: &OriginFor<T>, run: impl FnOnce() -> DispatchResult) -> bool {
		ensure_signed(origin.clone()).is_ok_and(|who| Self::has_free_calls(&who)) && Self::would_succeed(run)
	}

	/// The same for calls that others than the patient may make as well, who pay.
	pub(crate) fn is_free_of_patient(
		origin: &OriginFor<T>,
		record_id: RecordId,
		run: impl FnOnce() -> DispatchResult,
	) -> bool {
		let Ok(who) = ensure_signed(origin.clone()) else {
			return false;
		};
		let record = Records::<T>::get(record_id);
		record.is_some_and(|record| Self::is_patient(&who, &record.patient)) && Self::is_free(origin, run)
	}

	/// Is this request paid for by a facility?
	pub(crate) fn is_sponsored(
		origin: &OriginFor<T>,
		run: impl FnOnce(AccountId32) -> DispatchResult,
	) -> bool {
		ensure_signed(origin.clone()).is_ok_and(|who| {
			Self::sponsor_of(&who).is_some() && Self::would_succeed(|| run(Self::not_frozen(who)?))
		})
	}

	/// Does this requester close a request that somebody else has paid for? Each is closed once.
	pub(crate) fn is_paid_by_another(origin: &OriginFor<T>, request_id: RequestId) -> bool {
		let Ok(who) = ensure_signed(origin.clone()) else {
			return false;
		};
		let request = Requests::<T>::get(request_id);
		request.is_some_and(|request| request.requester == who && request.payer != who)
	}

	fn has_free_calls(who: &AccountId32) -> bool {
		FreeCalls::<T>::get(who).on(Self::day()) < T::MaxFreeCallsPerDay::get()
	}

	/// Counts a patient's call, free or not.
	pub(crate) fn count_call(who: &AccountId32) {
		let day = Self::day();
		FreeCalls::<T>::mutate(who, |calls| *calls = calls.with_one_more(day));
	}

	/// The caller, if the account is not frozen.
	///
	/// # Errors
	/// Where the origin is not signed, or the account is frozen.
	pub fn signer(origin: OriginFor<T>) -> Result<AccountId32, DispatchError> {
		Ok(Self::not_frozen(ensure_signed(origin)?)?)
	}

	/// The caller, if it is a facility.
	pub(crate) fn facility(origin: OriginFor<T>) -> Result<AccountId32, DispatchError> {
		let who = Self::signer(origin)?;
		let role = Self::role_of(&who);
		ensure!(
			role.is_some_and(|role| role.can_upload()),
			Error::<T>::NotFacility
		);
		Ok(who)
	}
}
