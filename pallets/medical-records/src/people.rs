//! Users: their keys, roles and departure, who pays for them, and what happens when a key is in wrong hands.

use frame_support::{
	StorageDoubleMap as _, ensure,
	traits::{Consideration, EnsureOrigin, Get},
};
use frame_system::pallet_prelude::*;
use sp_runtime::{
	AccountId32, ArithmeticError, DispatchError, DispatchResult, MultiSignature, Saturating, traits::One,
};
use threshold_decryption::user_key_message;

use crate::{
	Config, EmergencyDirectives, Error, Event, FreeCalls, Frozen, Guardians, Pallet, RecordsByPatient,
	Replacements, Requesters, SearchDirectives, Sponsorships, StorageHosts, UserOf, Users, deposit,
	lookups::is_signed_by, types::*,
};

/// How often one account after another is looked for: no circle can be made, and nobody loses so many keys.
const MAX_REPLACEMENTS: u32 = 32;

/// Keys that a user has signed.
pub(crate) struct Keys {
	pub csp_pk: Point,
	pub enc_pk: Point,
	pub key_sig: MultiSignature,
}

/// Keys and roles.
impl<T: Config> Pallet<T> {
	fn user(who: &AccountId32) -> UserOf<T> {
		Users::<T>::get(who).unwrap_or(User {
			role: Role::Patient,
			csp_version: 0,
			keys: None,
			deposit: None,
		})
	}

	pub(crate) fn register_keys(who: AccountId32, keys: Keys, by: AccountId32) -> DispatchResult {
		ensure!(!Frozen::<T>::contains_key(&who), Error::<T>::AccountFrozen);
		let mut user = Self::user(&who);
		let Keys {
			csp_pk,
			enc_pk,
			key_sig,
		} = keys;
		let csp_version = user.csp_version.checked_add(1).ok_or(ArithmeticError::Overflow)?;
		let message = user_key_message(&Self::genesis(), who.as_ref(), csp_version, &csp_pk, &enc_pk);
		ensure!(
			is_signed_by(&who, &key_sig, &message),
			Error::<T>::BadKeySignature
		);

		// An account that vanished and came back would begin at nonce 0 again, and its old calls could be repeated.
		if user.csp_version == 0 {
			frame_system::Pallet::<T>::inc_sufficients(&who);
		}
		if user.keys.is_none() {
			let ticket = T::UserConsideration::new(&by, deposit::user_footprint::<T>())?;
			let payer = by.clone();
			user.deposit = Some(Payment { payer, ticket });
		}
		user.csp_version = csp_version;
		user.keys = Some(UserKeys {
			csp_version,
			csp_pk,
			enc_pk,
			key_sig,
		});
		Users::<T>::insert(&who, user);
		Self::deposit_event(Event::UserRegistered { who, csp_version, by });
		Ok(())
	}

	pub(crate) fn do_set_role(who: AccountId32, role: Role) {
		let old = Self::role_of(&who);
		let user = Self::user(&who);
		Users::<T>::insert(&who, User { role, ..user });
		StorageHosts::<T>::set(&who, (role == Role::StorageHost).then_some(()));
		Self::deposit_event(Event::RoleSet { who, old, role });
	}

	pub(crate) fn do_deregister(origin: &OriginFor<T>) -> DispatchResult {
		let who = Self::signer(origin.clone())?;
		let mut user = Self::user(&who);
		ensure!(user.keys.is_some(), Error::<T>::NotRegistered);
		let in_use = RecordsByPatient::<T>::contains_prefix(&who) || Requesters::<T>::get(&who).open > 0;
		ensure!(!in_use, Error::<T>::StillInUse);

		user.keys = None;
		if let Some(Payment { payer, ticket }) = user.deposit.take() {
			deposit::release(ticket, &payer);
		}
		Users::<T>::insert(&who, user);
		Guardians::<T>::remove(&who);
		FreeCalls::<T>::remove(&who);
		SearchDirectives::<T>::remove(&who);
		EmergencyDirectives::<T>::remove(&who);
		if let Some(sponsorship) = Sponsorships::<T>::take(&who) {
			Self::deposit_event(Event::SponsorshipEnded {
				facility: sponsorship.facility,
				employee: who.clone(),
				by: who.clone(),
			});
		}
		Self::deposit_event(Event::UserLeft { who });
		Ok(())
	}
}

/// Facilities that pay for whom they employ.
impl<T: Config> Pallet<T> {
	pub(crate) fn do_sponsor(facility: AccountId32, employee: AccountId32, per_day: u32) -> DispatchResult {
		ensure!(per_day > 0 && employee != facility, Error::<T>::BadSponsorship);
		let before = Sponsorships::<T>::get(&employee);
		let paid = match before {
			Some(before) if before.facility == facility => before.paid,
			// A facility that is one no longer keeps nobody from another.
			Some(before) if Self::role_of(&before.facility).is_some_and(|role| role.can_upload()) => {
				return Err(Error::<T>::SponsoredByAnother.into());
			}
			_ => Daily::default(),
		};
		let sponsorship = Sponsorship {
			facility: facility.clone(),
			per_day,
			paid,
		};
		Sponsorships::<T>::insert(&employee, sponsorship);
		Self::deposit_event(Event::SponsorshipSet {
			facility,
			employee,
			per_day,
		});
		Ok(())
	}

	pub(crate) fn do_end_sponsorship(origin: &OriginFor<T>, employee: AccountId32) -> DispatchResult {
		let by = Self::signer(origin.clone())?;
		let sponsorship = Sponsorships::<T>::get(&employee).ok_or(Error::<T>::NotSponsored)?;
		let facility = sponsorship.facility;
		ensure!(by == facility || by == employee, Error::<T>::NotSponsored);
		Sponsorships::<T>::remove(&employee);
		Self::count_call(&by);
		Self::deposit_event(Event::SponsorshipEnded {
			facility,
			employee,
			by,
		});
		Ok(())
	}

	/// Who pays for this requester's next request, if not they.
	pub(crate) fn sponsor_of(requester: &AccountId32) -> Option<AccountId32> {
		let sponsorship = Sponsorships::<T>::get(requester)?;
		let left = sponsorship.paid.on(Self::day()) < sponsorship.per_day;
		let facility = sponsorship.facility;
		let stands = Self::role_of(&facility).is_some_and(|role| role.can_upload())
			&& !Frozen::<T>::contains_key(&facility);
		(left && stands).then_some(facility)
	}

	/// Counts a request that a facility pays for.
	pub(crate) fn count_sponsored(requester: &AccountId32) {
		let day = Self::day();
		Sponsorships::<T>::mutate(requester, |sponsorship| {
			if let Some(sponsorship) = sponsorship {
				sponsorship.paid = sponsorship.paid.with_one_more(day);
			}
		});
	}
}

/// Keys in wrong hands, and lost ones.
impl<T: Config> Pallet<T> {
	pub(crate) fn not_frozen(who: AccountId32) -> Result<AccountId32, Error<T>> {
		ensure!(!Frozen::<T>::contains_key(&who), Error::<T>::AccountFrozen);
		Ok(who)
	}

	pub(crate) fn do_name_guardian(
		origin: &OriginFor<T>,
		guardian: Option<AccountId32>,
		until: Option<BlockNumberFor<T>>,
	) -> DispatchResult {
		let who = Self::signer(origin.clone())?;
		ensure!(Self::user(&who).keys.is_some(), Error::<T>::NotRegistered);
		let now = Self::now();
		ensure!(
			guardian.as_ref() != Some(&who) && until.is_none_or(|until| until >= now),
			Error::<T>::BadGuardian
		);
		let before = Self::guardian_of(&who);
		let from = match &before {
			Some(_) => {
				let delayed = now.saturating_add(T::ErasureDelay::get().into());
				let ended = Guardians::<T>::get(&who).and_then(|named| named.ends(now));
				ended.map_or(delayed, |end| delayed.min(end.saturating_add(One::one())))
			}
			None => now,
		};
		// Nobody after nobody is nothing to keep.
		let named = (guardian.is_some() || before.is_some()).then(|| Guardian {
			account: guardian.clone(),
			until,
			from,
			before,
		});
		Guardians::<T>::set(&who, named);
		Self::count_call(&who);
		Self::deposit_event(Event::GuardianNamed {
			who,
			guardian,
			from,
			until,
		});
		Ok(())
	}

	fn guardian_of(who: &AccountId32) -> Option<AccountId32> {
		let named = Guardians::<T>::get(who)?;
		named.at(Self::now()).cloned()
	}

	/// Governance (`None`), or the guardian of this account.
	fn governance_or_guardian(
		origin: OriginFor<T>,
		who: &AccountId32,
	) -> Result<Option<AccountId32>, DispatchError> {
		if T::GovernanceOrigin::ensure_origin(origin.clone()).is_ok() {
			return Ok(None);
		}
		let by = Self::signer(origin)?;
		ensure!(
			Self::guardian_of(who).as_ref() == Some(&by),
			Error::<T>::NotGuardian
		);
		Ok(Some(by))
	}

	pub(crate) fn do_freeze(origin: OriginFor<T>, who: AccountId32) -> DispatchResult {
		let by = Self::governance_or_guardian(origin, &who)?;
		// Governance takes over what a guardian froze; the guardian undoes it no longer.
		let takes_over = by.is_none() && Frozen::<T>::get(&who).flatten().is_some();
		ensure!(
			takes_over || !Frozen::<T>::contains_key(&who),
			Error::<T>::AccountFrozen
		);
		Frozen::<T>::insert(&who, by.clone());
		Self::deposit_event(Event::AccountFrozen { who, by });
		Ok(())
	}

	pub(crate) fn do_unfreeze(origin: OriginFor<T>, who: AccountId32) -> DispatchResult {
		let by = Self::governance_or_guardian(origin, &who)?;
		let frozen_by = Frozen::<T>::get(&who).ok_or(Error::<T>::NotFrozen)?;
		ensure!(
			!Replacements::<T>::contains_key(&who),
			Error::<T>::AlreadyReplaced
		);
		// What governance froze, no guardian undoes; whom governance frees, is not frozen again by the same guardian.
		match &by {
			Some(_) => ensure!(frozen_by == by, Error::<T>::NotGuardian),
			None => Guardians::<T>::remove(&who),
		}
		Frozen::<T>::remove(&who);
		Self::deposit_event(Event::AccountUnfrozen { who, by });
		Ok(())
	}

	pub(crate) fn do_replace_account(old: AccountId32, new: AccountId32) -> DispatchResult {
		ensure!(Frozen::<T>::contains_key(&old), Error::<T>::NotFrozen);
		ensure!(
			!Replacements::<T>::contains_key(&old) && !Replacements::<T>::contains_key(&new),
			Error::<T>::AlreadyReplaced
		);
		ensure!(old != new, Error::<T>::BadReplacement);
		ensure!(Self::user(&new).keys.is_some(), Error::<T>::PatientNotRegistered);
		ensure!(!Frozen::<T>::contains_key(&new), Error::<T>::AccountFrozen);
		Replacements::<T>::insert(&old, &new);
		Self::deposit_event(Event::AccountReplaced { old, new });
		Ok(())
	}

	/// The account that answers for this patient: the patient's own, or what has taken its place.
	pub(crate) fn acting_for(patient: &AccountId32) -> AccountId32 {
		let mut acting = patient.clone();
		for _ in 0..MAX_REPLACEMENTS {
			match Replacements::<T>::get(&acting) {
				Some(next) => acting = next,
				None => break,
			}
		}
		acting
	}

	pub(crate) fn is_patient(who: &AccountId32, patient: &AccountId32) -> bool {
		*who == Self::acting_for(patient)
	}
}
