//! What somebody does whose box is useless, and what its dealer does about it (docs/cryptography.md 5.4).
//!
//! An answer publishes one person's share of one deal. The accuser signs the complaint, so that no node invents one. An honest dealer is accused by corrupt people alone, who know it already. So at most
//! k - 1 of one dealer are published, and whoever lets two of their own be published without need has the ceremony end.

use frame_support::{ensure, weights::Weight};
use pallet_medical_records::{KeyId, Pallet as Records};
use sp_runtime::{AccountId32, DispatchError, MultiSignature};

use crate::{
	Ceremonies, Certificates, Complaints, Config, Error, Event, Foundations, Pallet, WeightInfo,
	files::is_signed_by, types::*,
};

/// Complaints of one person that are answered rightly: with so many the ceremony ends.
const MAX_ANSWERED: usize = 2;

impl<T: Config> Pallet<T> {
	/// The weight of a call, and of the end of a ceremony of so many if it ended.
	pub(crate) fn with_end(weight: Weight, ended: Option<u32>) -> Weight {
		match ended {
			Some(n) => weight.saturating_add(<T as Config>::WeightInfo::end_ceremony(n)),
			None => weight,
		}
	}

	/// Gives the number of administrators if this ended the ceremony.
	pub(crate) fn do_complain(
		who: &AccountId32,
		key_id: KeyId,
		dealer: u16,
		signature: MultiSignature,
	) -> Result<Option<u32>, DispatchError> {
		let mut ceremony = Self::in_stage(key_id, Stage::Certify)?;
		let accuser = ceremony.seat_of(who).ok_or(Error::<T>::NotYourStep)?;
		// A renewal's dealer may be a stranger to the new ones, or one of them: nobody complains about their own box.
		let own = Self::dealer_of(key_id, &ceremony, who) == Some(dealer);
		ensure!(
			ceremony.dealers.contains(&dealer) && !own,
			Error::<T>::NotYourStep
		);
		ensure!(
			!Certificates::<T>::contains_key(key_id, accuser)
				&& !Complaints::<T>::contains_key(key_id, (dealer, accuser)),
			Error::<T>::DoneAlready
		);
		ensure!(!Self::has_complaint(key_id, accuser), Error::<T>::ComplaintOpen);
		let founded = Foundations::<T>::get(key_id).ok_or(Error::<T>::BadAggregate)?;
		let message = (ceremony.place(Records::<T>::genesis(), key_id)).complaint_message(
			who,
			&founded.context,
			accuser,
			dealer,
		);
		ensure!(
			is_signed_by(who, &signature, &message),
			Error::<T>::BadFileSignature
		);
		let before = Complaints::<T>::iter_key_prefix(key_id).filter(|(about, _)| *about == dealer);
		if before.count() >= usize::from(ceremony.k.saturating_sub(1)) {
			let outcome = Outcome::TooManyComplaints { dealer };
			return Ok(Some(Self::end(key_id, ceremony, outcome)));
		}
		let until = Self::after(ceremony.windows.certify)?;
		Self::prolong(&mut ceremony);
		Ceremonies::<T>::insert(key_id, ceremony);
		let complaint = Complaint {
			signature,
			until,
			answer: None,
		};
		Complaints::<T>::insert(key_id, (dealer, accuser), complaint);
		Self::deposit_event(Event::Complained {
			key_id,
			dealer,
			accuser,
			until,
		});
		Ok(None)
	}

	/// Gives the number of administrators if this ended the ceremony.
	pub(crate) fn do_answer(
		who: &AccountId32,
		key_id: KeyId,
		accuser: u16,
		shares: [u8; 96],
	) -> Result<Option<u32>, DispatchError> {
		let mut ceremony = Self::in_stage(key_id, Stage::Certify)?;
		let dealer = Self::dealer_of(key_id, &ceremony, who).ok_or(Error::<T>::NotYourStep)?;
		let complaint = Complaints::<T>::get(key_id, (dealer, accuser))
			.filter(|complaint| complaint.answer.is_none())
			.ok_or(Error::<T>::ComplaintNotFound)?;
		ensure!(complaint.until >= Records::<T>::now(), Error::<T>::TooLate);
		let deal = Self::dealt(key_id, &ceremony, dealer)?;
		ensure!(
			deal.commitments.verify_shares(accuser, &shares).is_ok(),
			Error::<T>::BadAnswer
		);
		let answered = Complaint {
			answer: Some(shares),
			..complaint
		};
		Complaints::<T>::insert(key_id, (dealer, accuser), answered);
		Self::deposit_event(Event::Answered {
			key_id,
			dealer,
			accuser,
		});
		let own = Complaints::<T>::iter_prefix(key_id)
			.filter(|((_, by), complaint)| *by == accuser && complaint.answer.is_some());
		if own.count() >= MAX_ANSWERED {
			let outcome = Outcome::FalseComplaints { accuser };
			return Ok(Some(Self::end(key_id, ceremony, outcome)));
		}
		Self::prolong(&mut ceremony);
		Ceremonies::<T>::insert(key_id, ceremony);
		Ok(None)
	}
}
