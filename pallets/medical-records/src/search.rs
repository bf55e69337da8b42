//! Search by disease, as far as the chain knows of it: which records may be listed, and where each facility's list lies.
//! What is erased ends here as well: hosts attest that nothing is left of it.

use frame_support::{ensure, traits::Consideration};
use frame_system::{ensure_signed, pallet_prelude::OriginFor};
use sp_runtime::{AccountId32, DispatchResult};

use crate::{
	Attestations, CatalogueOf, Catalogues, Config, Error, Event, Pallet, Records, SearchDirectives,
	StorageHosts, Tombstones, Users, deposit, types::*,
};

/// Catalogues.
impl<T: Config> Pallet<T> {
	/// Numbers go up by one: two publications of a facility in one number would be two truths. After a withdrawal they continue where the
	/// facility left off, which its readers remember.
	pub(crate) fn do_publish_catalogue(
		facility: AccountId32,
		catalogue: Catalogue<frame_system::pallet_prelude::BlockNumberFor<T>, ()>,
	) -> DispatchResult {
		let before: Option<CatalogueOf<T>> = Catalogues::<T>::get(&facility);
		let in_order = match &before {
			Some(before) => {
				before.number.checked_add(1) == Some(catalogue.number)
					&& (catalogue.epoch == before.epoch
						|| before.epoch.checked_add(1) == Some(catalogue.epoch))
			}
			None => catalogue.number > 0 && catalogue.epoch > 0,
		};
		ensure!(in_order, Error::<T>::CatalogueOutOfOrder);
		let ticket = match before {
			Some(before) => before.ticket,
			None => T::CatalogueConsideration::new(&facility, deposit::catalogue_footprint::<T>())?,
		};
		let (epoch, number) = (catalogue.epoch, catalogue.number);
		Catalogues::<T>::insert(&facility, catalogue.with_ticket(ticket));
		Self::deposit_event(Event::CataloguePublished {
			facility,
			epoch,
			number,
		});
		Ok(())
	}

	pub(crate) fn do_withdraw_catalogue(by: AccountId32, facility: AccountId32) -> DispatchResult {
		let stands = Self::role_of(&facility).is_some_and(|role| role.can_upload());
		ensure!(by == facility || !stands, Error::<T>::NotAuthorized);
		let catalogue = Catalogues::<T>::take(&facility).ok_or(Error::<T>::CatalogueNotFound)?;
		deposit::release(catalogue.ticket, &facility);
		Self::deposit_event(Event::CatalogueWithdrawn { facility, by });
		Ok(())
	}
}

/// What patients allow to be found.
impl<T: Config> Pallet<T> {
	/// An uploader lists a record by itself only where the patient has said so: for all uploads, or for the version before.
	pub(crate) fn ensure_may_list(
		patient: &AccountId32,
		supersedes: Option<RecordId>,
	) -> Result<(), Error<T>> {
		let allowed = SearchDirectives::<T>::contains_key(patient)
			|| supersedes
				.and_then(Records::<T>::get)
				.is_some_and(|older| older.searchable);
		ensure!(allowed, Error::<T>::NoSearchDirective);
		Ok(())
	}

	/// To be found no longer is a patient's protection: a frozen account keeps it.
	fn unless_frozen(
		origin: &OriginFor<T>,
		searchable: bool,
	) -> Result<AccountId32, sp_runtime::DispatchError> {
		match searchable {
			true => Self::signer(origin.clone()),
			false => Ok(ensure_signed(origin.clone())?),
		}
	}

	pub(crate) fn do_set_searchable(
		origin: &OriginFor<T>,
		record_id: RecordId,
		searchable: bool,
	) -> DispatchResult {
		let (patient, mut record) =
			Self::record_of_patient(Self::unless_frozen(origin, searchable)?, record_id)?;
		ensure!(record.searchable != searchable, Error::<T>::NothingToChange);
		record.searchable = searchable;
		Records::<T>::insert(record_id, record);
		Self::count_call(&patient);
		Self::deposit_event(Event::SearchableSet {
			record_id,
			patient,
			searchable,
		});
		Ok(())
	}

	pub(crate) fn do_set_search_directive(origin: &OriginFor<T>, searchable: bool) -> DispatchResult {
		let patient = Self::unless_frozen(origin, searchable)?;
		let has_keys = Users::<T>::get(&patient).is_some_and(|user| user.keys.is_some());
		ensure!(has_keys, Error::<T>::NotRegistered);
		ensure!(
			SearchDirectives::<T>::contains_key(&patient) != searchable,
			Error::<T>::NothingToChange
		);
		SearchDirectives::<T>::set(&patient, searchable.then_some(()));
		Self::count_call(&patient);
		Self::deposit_event(Event::SearchDirectiveSet { patient, searchable });
		Ok(())
	}
}

/// What hosts attest.
impl<T: Config> Pallet<T> {
	pub(crate) fn do_attest_erasure(host: AccountId32, record_id: RecordId) -> DispatchResult {
		ensure!(StorageHosts::<T>::contains_key(&host), Error::<T>::NotStorageHost);
		ensure!(
			Tombstones::<T>::contains_key(record_id),
			Error::<T>::RecordNotErased
		);
		ensure!(
			!Attestations::<T>::contains_key(record_id, &host),
			Error::<T>::AlreadyAttested
		);
		Attestations::<T>::insert(record_id, &host, Self::block());
		Self::deposit_event(Event::ErasureAttested { record_id, host });
		Ok(())
	}
}
