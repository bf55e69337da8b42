//! Committees: who holds the shares of a key.

use alloc::vec::Vec;

use frame_support::{BoundedVec, ensure, traits::Defensive};
use sp_runtime::{AccountId32, ArithmeticError, DispatchResult, traits::Get};

use crate::{Administrators, Committees, Config, Error, Event, Pallet, lookups::is_signed_by, types::*};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_set_committee(
		key_id: KeyId,
		k: u16,
		x: Point,
		admins: BoundedVec<Admin, T::MaxAdmins>,
	) -> DispatchResult {
		let epoch = match Committees::<T>::get(key_id) {
			Some(old) => {
				ensure!(!old.retired, Error::<T>::CommitteeRetired);
				ensure!(old.x == x, Error::<T>::CommitteeKeyChanged);
				old.epoch.checked_add(1).ok_or(ArithmeticError::Overflow)?
			}
			None => 1,
		};
		let committee = Committee::new(epoch, k, x, &admins);
		ensure!(committee.is_consistent(&admins), Error::<T>::BadCommittee);
		let message = committee.certificate_message(&admins, &Self::genesis(), key_id);
		for admin in &admins {
			ensure!(
				is_signed_by(&admin.account, &admin.cert, &message),
				Error::<T>::BadCertificate
			);
		}

		let members: Vec<AccountId32> = admins.iter().map(|admin| admin.account.clone()).collect();
		let old_members = Administrators::<T>::iter_key_prefix(key_id).collect();
		Self::seat(key_id, committee, admins);
		Self::deposit_event(Event::CommitteeSet {
			key_id,
			epoch,
			k,
			members,
			old_members,
		});
		Ok(())
	}

	pub(crate) fn do_retire_committee(key_id: KeyId) -> DispatchResult {
		let mut committee = Committees::<T>::get(key_id).ok_or(Error::<T>::CommitteeNotFound)?;
		ensure!(!committee.retired, Error::<T>::CommitteeRetired);
		committee.retired = true;
		Committees::<T>::insert(key_id, committee);
		Self::deposit_event(Event::CommitteeRetired { key_id });
		Ok(())
	}

	/// Puts these administrators in the place of those who were there before.
	pub(crate) fn seat(key_id: KeyId, committee: Committee, admins: BoundedVec<Admin, T::MaxAdmins>) {
		let before = Administrators::<T>::clear_prefix(key_id, T::MaxAdmins::get(), None);
		if before.maybe_cursor.is_some() {
			let _: Option<()> = None.defensive_proof("a committee has no more than MaxAdmins administrators");
		}
		for admin in admins {
			Administrators::<T>::insert(key_id, admin.account.clone(), admin);
		}
		Committees::<T>::insert(key_id, committee);
	}
}
