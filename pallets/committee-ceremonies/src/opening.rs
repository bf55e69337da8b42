//! How a ceremony begins: what the council decided is checked against what the author signed and what the chain has.

use alloc::{collections::BTreeSet, vec::Vec};

use frame_support::{
	ensure,
	traits::{Consideration, Footprint},
};
use frame_system::pallet_prelude::BlockNumberFor;
use pallet_medical_records::{Admin, Committee, KeyId, NextIndex, Pallet as Records, Pending};
use sp_runtime::{AccountId32, ArithmeticError, DispatchResult, MultiSignature, traits::Get};
use threshold_decryption::MAX_ADMINS;

use crate::{
	Attempts, Ceremonies, CeremonyOf, Config, Error, Event, Pallet,
	files::{Place, Start, is_signed_by},
	types::*,
};

/// What the council opens.
pub(crate) struct Opening<Moment> {
	pub key_id: KeyId,
	pub attempt: u16,
	pub k: u16,
	pub seats: Seats,
	pub dealers: Indices,
	pub windows: Windows<Moment>,
	pub at_once: bool,
	pub author: AccountId32,
	pub signature: MultiSignature,
}

/// The committee that passes its key on.
struct Present {
	committee: Committee,
	admins: Vec<Admin>,
}

impl<Moment> Opening<Moment> {
	/// Whether the rule and the list of people can be.
	fn seats_fit(&self) -> bool {
		let n = self.seats.len();
		let accounts: BTreeSet<&AccountId32> = self.seats.iter().map(|seat| &seat.account).collect();
		self.k >= 2
			&& usize::from(self.k) <= n
			&& n <= MAX_ADMINS
			&& self.seats.is_sorted_by(|a, b| a.index < b.index)
			&& self.seats.first().is_some_and(|seat| seat.index > 0)
			&& accounts.len() == n
	}

	/// Whether those deal who can: all of the new ones, or exactly k of the old ones.
	fn dealers_fit(&self, present: Option<&Present>) -> bool {
		let Some(Present { committee, admins }) = present else {
			return self.dealers.iter().eq(self.seats.iter().map(|seat| &seat.index));
		};
		self.dealers.len() == usize::from(committee.k)
			&& self.dealers.is_sorted_by(|a, b| a < b)
			&& (self.dealers.iter()).all(|dealer| admins.iter().any(|admin| admin.index == *dealer))
	}

	/// Whether whoever stays keeps the index, and the others get numbers that nobody has had.
	fn indices_fit(&self, present: &Present, next: u32) -> bool {
		self.seats.iter().all(|seat| {
			let had = present.admins.iter().find(|admin| admin.account == seat.account);
			match had {
				Some(admin) => admin.index == seat.index,
				None => u32::from(seat.index) >= next,
			}
		})
	}
}

impl<T: Config> Pallet<T> {
	/// State that a ceremony takes when all have done everything: it is the same for all of one size, whoever is late.
	fn footprint(n: usize, d: usize) -> Footprint {
		use parity_scale_codec::MaxEncodedLen;
		let ceremony = CeremonyOf::<T>::max_encoded_len().saturating_add(Founded::max_encoded_len());
		let person = Join::max_encoded_len().saturating_add(Certified::max_encoded_len());
		let dealer = Dealt::max_encoded_len().saturating_add(HandedOver::max_encoded_len());
		let people = person.saturating_mul(n).saturating_add(dealer.saturating_mul(d));
		// As one item: the price of several is that of one for each.
		Footprint::from_parts(1, ceremony.saturating_add(people))
	}

	fn window_fits(window: BlockNumberFor<T>) -> bool {
		window >= T::MinWindow::get().into() && window <= T::MaxWindow::get().into()
	}

	/// The committee whose key is passed on; none for a new key.
	fn present(key_id: KeyId) -> Result<Option<Present>, Error<T>> {
		let Some(committee) = Records::<T>::committee_in_force(key_id) else {
			return Ok(None);
		};
		ensure!(!committee.retired, Error::<T>::CommitteeRetired);
		let waits = Pending::<T>::get(key_id).is_some_and(|pending| pending.switch_at > Records::<T>::now());
		ensure!(!waits, Error::<T>::HandoverPending);
		let admins = Records::<T>::administrators(key_id, committee.epoch);
		Ok(Some(Present { committee, admins }))
	}

	pub(crate) fn do_open(opening: Opening<BlockNumberFor<T>>) -> DispatchResult {
		let key_id = opening.key_id;
		ensure!(
			!Ceremonies::<T>::contains_key(key_id),
			Error::<T>::CeremonyUnderWay
		);
		ensure!(
			opening.attempt > Attempts::<T>::get(key_id),
			Error::<T>::AttemptUsed
		);
		ensure!(opening.seats_fit(), Error::<T>::BadSeats);
		let Windows { join, deal, certify } = opening.windows;
		ensure!(
			[join, deal, certify].into_iter().all(Self::window_fits),
			Error::<T>::BadWindow
		);
		let present = Self::present(key_id)?;
		ensure!(opening.dealers_fit(present.as_ref()), Error::<T>::BadDealers);
		let (epoch, old_committee) = match &present {
			None => (1, [0; 32]),
			Some(present) => {
				// One that has become the present one may not have been put in its place yet: its next index waits with it.
				let pending = Pending::<T>::get(key_id).map(|pending| pending.next_index);
				let next = pending.unwrap_or_else(|| NextIndex::<T>::get(key_id));
				ensure!(opening.indices_fit(present, next), Error::<T>::BadIndex);
				let epoch = present.committee.epoch.checked_add(1);
				let epoch = epoch.ok_or(ArithmeticError::Overflow)?;
				(epoch, Committee::list_hash(&present.admins))
			}
		};
		Self::begin(opening, epoch, present.is_some(), old_committee)
	}

	fn begin(
		opening: Opening<BlockNumberFor<T>>,
		epoch: u32,
		renewal: bool,
		old_committee: [u8; 32],
	) -> DispatchResult {
		let place = Place {
			genesis: Records::<T>::genesis(),
			key_id: opening.key_id,
			epoch,
			attempt: opening.attempt,
			renewal,
		};
		let start = Start {
			k: opening.k,
			seats: &opening.seats,
			dealers: &opening.dealers,
			old_committee: &old_committee,
		};
		let message = place.start_message(&opening.author, &start);
		ensure!(
			is_signed_by(&opening.author, &opening.signature, &message),
			Error::<T>::BadFileSignature
		);
		let deadline = Self::after(opening.windows.join)?;
		let footprint = Self::footprint(opening.seats.len(), opening.dealers.len());
		let ticket = T::Consideration::new(&opening.author, footprint)?;
		Self::deposit_event(Event::CeremonyOpened {
			key_id: opening.key_id,
			epoch,
			attempt: opening.attempt,
			k: opening.k,
			seats: opening.seats.clone(),
			dealers: opening.dealers.clone(),
			author: opening.author.clone(),
			until: deadline,
		});
		Attempts::<T>::insert(opening.key_id, opening.attempt);
		let ceremony = Ceremony {
			attempt: opening.attempt,
			epoch,
			renewal,
			k: opening.k,
			seats: opening.seats,
			dealers: opening.dealers,
			old_committee,
			windows: opening.windows,
			at_once: opening.at_once,
			author: opening.author,
			signature: opening.signature,
			stage: Stage::Join,
			deadline,
			ticket,
		};
		Ceremonies::<T>::insert(opening.key_id, ceremony);
		Ok(())
	}
}
