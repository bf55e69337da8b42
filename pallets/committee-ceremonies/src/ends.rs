//! How an attempt ends: with a committee, or with a name. Nothing of it stays in state but its number.

use alloc::vec::Vec;

use frame_support::{
	BoundedVec, ensure,
	traits::{Consideration, Defensive, Footprint},
	weights::Weight,
};
use pallet_medical_records::{KeyId, Pallet as Records, Proposed, WeightInfo as _};
use sp_runtime::{AccountId32, DispatchError};

use crate::{
	Ceremonies, CeremonyOf, Certificates, Complaints, Config, Deals, Error, Event, Foundations, Handovers,
	Joins, Pallet, WeightInfo, types::*,
};

impl<T: Config> Pallet<T> {
	/// What setting the committee takes, and clearing away what it was made of.
	pub(crate) fn activation_weight(n: u32) -> Weight {
		<T as pallet_medical_records::Config>::WeightInfo::set_committee(n)
			.saturating_add(<T as Config>::WeightInfo::activate(n))
			.saturating_add(<T as Config>::WeightInfo::end_ceremony(n))
	}

	/// Clears an attempt away. Gives the number of its administrators.
	pub(crate) fn end(key_id: KeyId, ceremony: CeremonyOf<T>, outcome: Outcome) -> u32 {
		Ceremonies::<T>::remove(key_id);
		Foundations::<T>::remove(key_id);
		let _ = Joins::<T>::clear_prefix(key_id, MAX_PEOPLE, None);
		let _ = Deals::<T>::clear_prefix(key_id, MAX_PEOPLE, None);
		let _ = Certificates::<T>::clear_prefix(key_id, MAX_PEOPLE, None);
		let _ = Handovers::<T>::clear_prefix(key_id, MAX_PEOPLE, None);
		let _ = Complaints::<T>::clear_prefix(key_id, MAX_COMPLAINTS, None);
		let n = u32::from(ceremony.n());
		Self::deposit_event(Event::CeremonyEnded {
			key_id,
			epoch: ceremony.epoch,
			attempt: ceremony.attempt,
			outcome,
		});
		Self::release(ceremony.ticket, &ceremony.author);
		n
	}

	/// A deposit that cannot be given back must not keep a ceremony alive: that is loud in tests, and the call continues.
	fn release<C: Consideration<AccountId32, Footprint>>(ticket: C, payer: &AccountId32) {
		let _: Result<(), DispatchError> = ticket.drop(payer).defensive();
	}

	pub(crate) fn do_activate(key_id: KeyId) -> Result<u32, DispatchError> {
		let ceremony = Self::in_stage(key_id, Stage::Ready)?;
		let founded = Foundations::<T>::get(key_id).ok_or(Error::<T>::BadAggregate)?;
		let admins = Self::listed(key_id, &ceremony, &founded);
		let handover: Vec<_> = (ceremony.dealers.iter())
			.filter_map(|dealer| Some((*dealer, Handovers::<T>::get(key_id, dealer)?.handover)))
			.collect();
		Records::<T>::do_set_committee(Proposed {
			key_id,
			k: ceremony.k,
			x: founded.x,
			admins: BoundedVec::try_from(admins).map_err(|_| Error::<T>::BadAggregate)?,
			handover: BoundedVec::try_from(handover).map_err(|_| Error::<T>::BadAggregate)?,
			at_once: ceremony.at_once,
		})?;
		Ok(Self::end(key_id, ceremony, Outcome::Activated))
	}

	pub(crate) fn do_leave(who: &AccountId32, key_id: KeyId) -> Result<u32, DispatchError> {
		let ceremony = Ceremonies::<T>::get(key_id).ok_or(Error::<T>::CeremonyNotFound)?;
		let dealer = || Self::dealer_of(key_id, &ceremony, who);
		let index = ceremony.seat_of(who).or_else(dealer);
		let index = index.ok_or(Error::<T>::NotYourStep)?;
		ensure!(ceremony.stage != Stage::Ready, Error::<T>::CeremonyReady);
		Ok(Self::end(key_id, ceremony, Outcome::Left { index }))
	}

	pub(crate) fn do_expire(key_id: KeyId) -> Result<u32, DispatchError> {
		let ceremony = Ceremonies::<T>::get(key_id).ok_or(Error::<T>::CeremonyNotFound)?;
		let now = Records::<T>::now();
		let unanswered = Complaints::<T>::iter_prefix(key_id)
			.filter(|(_, complaint)| complaint.answer.is_none() && complaint.until < now)
			.map(|(who, _)| who)
			.min();
		if let Some((dealer, accuser)) = unanswered {
			let outcome = Outcome::Refused { dealer, accuser };
			return Ok(Self::end(key_id, ceremony, outcome));
		}
		ensure!(ceremony.deadline < now, Error::<T>::NotExpired);
		let outcome = Outcome::Silent {
			stage: ceremony.stage,
			indices: Self::missing(key_id, &ceremony),
		};
		Ok(Self::end(key_id, ceremony, outcome))
	}

	/// Who has not done what the ceremony waits for.
	fn missing(key_id: KeyId, ceremony: &CeremonyOf<T>) -> Indices {
		let seats = || ceremony.seats.iter().map(|seat| seat.index);
		let dealers = || ceremony.dealers.iter().copied();
		let missing: Vec<u16> = match ceremony.stage {
			Stage::Join => seats()
				.filter(|index| !Joins::<T>::contains_key(key_id, index))
				.collect(),
			Stage::Deal => dealers()
				.filter(|index| !Deals::<T>::contains_key(key_id, index))
				.collect(),
			Stage::Certify => seats()
				.filter(|index| !Certificates::<T>::contains_key(key_id, index))
				.collect(),
			Stage::HandOver => dealers()
				.filter(|index| !Handovers::<T>::contains_key(key_id, index))
				.collect(),
			Stage::Ready => Vec::new(),
		};
		BoundedVec::truncate_from(missing)
	}
}
