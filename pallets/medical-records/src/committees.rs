//! Committees: who holds the shares of a key, and how they hand it over to others.
//!
//! The administrators of every epoch stay in state, under the number of the epoch. So a change is one small write when its moment has
//! come, by the first call that needs the new committee; whoever only reads asks [`Pallet::committee`] and need not wait for that.

use alloc::{
	collections::{BTreeMap, BTreeSet},
	vec::Vec,
};

use frame_support::{BoundedVec, ensure};
use frame_system::pallet_prelude::BlockNumberFor;
use sp_runtime::{AccountId32, ArithmeticError, DispatchError, DispatchResult, traits::CheckedAdd};

use crate::{
	Administrators, Committees, Config, Error, Event, Grace, HandoverOf, Handovers, NextIndex, Pallet,
	Pending, lookups::is_signed_by, types::*,
};

/// A committee that governance proposes for a key, or that a ceremony has made.
pub struct Proposed<T: Config> {
	/// Which committee.
	pub key_id: KeyId,
	/// How many must approve a request.
	pub k: u16,
	/// The public key.
	pub x: Point,
	/// The administrators by ascending index, each with a certificate.
	pub admins: BoundedVec<Admin, T::MaxAdmins>,
	/// Signatures of k present administrators; none for a new key.
	pub handover: HandoverOf<T>,
	/// Whether it takes over without the grace period.
	pub at_once: bool,
}

impl<T: Config> Proposed<T> {
	/// Its rule in this epoch, if its points fit it and every administrator has certified it.
	fn certified(&self, epoch: Epoch) -> Result<Committee, Error<T>> {
		let committee = Committee::new(epoch, self.k, self.x, &self.admins);
		ensure!(committee.is_consistent(&self.admins), Error::<T>::BadCommittee);
		let message = committee.certificate_message(&self.admins, &Pallet::<T>::genesis(), self.key_id);
		for admin in &self.admins {
			ensure!(
				is_signed_by(&admin.account, &admin.cert, &message),
				Error::<T>::BadCertificate
			);
		}
		Ok(committee)
	}

	/// Who signed the handover, if they are k or more of these administrators, each once. What they signed comes later: it is dear.
	fn signers(&self, old: &Committee, present: &BTreeMap<u16, AccountId32>) -> Result<Vec<u16>, Error<T>> {
		ensure!(!self.handover.is_empty(), Error::<T>::HandoverMissing);
		let signers: Vec<u16> = self.handover.iter().map(|(index, _)| *index).collect();
		let distinct: BTreeSet<&u16> = signers.iter().collect();
		ensure!(distinct.len() == signers.len(), Error::<T>::HandoverTwice);
		ensure!(
			signers.iter().all(|index| present.contains_key(index)),
			Error::<T>::HandoverOfStranger
		);
		ensure!(signers.len() >= usize::from(old.k), Error::<T>::HandoverTooSmall);
		Ok(signers)
	}

	/// Whoever stays keeps the index; the others get numbers that nobody has had.
	fn ensure_indices(&self, present: &BTreeMap<u16, AccountId32>) -> Result<(), Error<T>> {
		let next = NextIndex::<T>::get(self.key_id);
		for admin in &self.admins {
			let had = present.iter().find(|(_, account)| **account == admin.account);
			let fits = match had {
				Some((index, _)) => *index == admin.index,
				None => u32::from(admin.index) >= next,
			};
			ensure!(fits, Error::<T>::BadIndex);
		}
		Ok(())
	}

	/// Each of the signatures must be over exactly this change.
	fn ensure_handed_over(
		&self,
		old: &Committee,
		new: &Committee,
		present: &BTreeMap<u16, AccountId32>,
	) -> Result<(), Error<T>> {
		let genesis = Pallet::<T>::genesis();
		let message = new.handover_message(&self.admins, &genesis, self.key_id, old.epoch);
		for (index, signature) in &self.handover {
			let account = present.get(index).ok_or(Error::<T>::HandoverOfStranger)?;
			ensure!(
				is_signed_by(account, signature, &message),
				Error::<T>::BadHandover
			);
		}
		Ok(())
	}

	/// The first index that nobody has had once these administrators have theirs.
	fn next_index(&self) -> u32 {
		let before = NextIndex::<T>::get(self.key_id);
		let own = self.admins.iter().map(|admin| u32::from(admin.index)).max();
		before.max(own.unwrap_or_default().saturating_add(1))
	}

	fn members(&self) -> Vec<AccountId32> {
		self.admins.iter().map(|admin| admin.account.clone()).collect()
	}
}

impl<T: Config> Pallet<T> {
	/// The committee in force at this moment.
	pub(crate) fn committee(key_id: KeyId) -> Result<Committee, Error<T>> {
		Self::due(key_id)
			.map(|pending| pending.committee)
			.or_else(|| Committees::<T>::get(key_id))
			.ok_or(Error::<T>::CommitteeNotFound)
	}

	/// What waited for its moment, if that has come.
	fn due(key_id: KeyId) -> Option<PendingCommittee<BlockNumberFor<T>>> {
		Pending::<T>::get(key_id).filter(|pending| pending.switch_at <= Self::now())
	}

	/// Puts a committee whose moment has come in the place of the one before.
	pub(crate) fn switch_if_due(key_id: KeyId) {
		if let Some(pending) = Self::due(key_id) {
			Pending::<T>::remove(key_id);
			NextIndex::<T>::insert(key_id, pending.next_index);
			Committees::<T>::insert(key_id, pending.committee);
		}
	}

	/// The committee in force at this moment, if the key has one.
	#[must_use]
	pub fn committee_in_force(key_id: KeyId) -> Option<Committee> {
		Self::committee(key_id).ok()
	}

	/// The administrators of an epoch, past, present or set for later, by ascending index.
	#[must_use]
	pub fn administrators(key_id: KeyId, epoch: Epoch) -> Vec<Admin> {
		let mut admins: Vec<Admin> = Administrators::<T>::iter_prefix_values((key_id, epoch)).collect();
		admins.sort_unstable_by_key(|admin| admin.index);
		admins
	}

	/// Sets a committee. Whoever calls has made sure that governance decided it.
	///
	/// # Errors
	/// What is wrong with it; nothing has changed then.
	pub fn do_set_committee(proposed: Proposed<T>) -> DispatchResult {
		Self::switch_if_due(proposed.key_id);
		match Committees::<T>::get(proposed.key_id) {
			Some(old) => Self::hand_over(old, proposed),
			None => Self::found(proposed),
		}
	}

	/// The first committee of a key.
	fn found(proposed: Proposed<T>) -> DispatchResult {
		ensure!(proposed.handover.is_empty(), Error::<T>::HandoverOfNewKey);
		let committee = proposed.certified(1)?;
		Self::tell_set(&proposed, &committee, Vec::new(), Self::now());
		Self::seat(proposed.key_id, committee, proposed.admins);
		Ok(())
	}

	/// The next committee of a key, with the consent of k administrators of the present one.
	fn hand_over(old: Committee, proposed: Proposed<T>) -> DispatchResult {
		let key_id = proposed.key_id;
		ensure!(!old.retired, Error::<T>::CommitteeRetired);
		ensure!(old.x == proposed.x, Error::<T>::CommitteeKeyChanged);
		ensure!(!Pending::<T>::contains_key(key_id), Error::<T>::HandoverPending);
		let epoch = old.epoch.checked_add(1).ok_or(ArithmeticError::Overflow)?;
		let present: BTreeMap<u16, AccountId32> =
			Administrators::<T>::iter_prefix_values((key_id, old.epoch))
				.map(|admin| (admin.index, admin.account))
				.collect();
		proposed.signers(&old, &present)?;
		proposed.ensure_indices(&present)?;
		let new = proposed.certified(epoch)?;
		proposed.ensure_handed_over(&old, &new, &present)?;
		let switch_at = Self::switch_moment(proposed.at_once)?;

		Self::tell_set(&proposed, &new, present.into_values().collect(), switch_at);
		let next_index = proposed.next_index();
		Self::enlist(key_id, epoch, proposed.admins);
		let handover = Handover {
			k: old.k,
			signatures: proposed.handover,
		};
		Handovers::<T>::insert(key_id, old.epoch, handover);
		let pending = PendingCommittee {
			committee: new,
			next_index,
			switch_at,
		};
		Pending::<T>::insert(key_id, pending);
		Self::switch_if_due(key_id);
		Ok(())
	}

	/// When a committee set now takes over.
	fn switch_moment(at_once: bool) -> Result<BlockNumberFor<T>, DispatchError> {
		let grace = match at_once {
			true => Default::default(),
			false => Grace::<T>::get(),
		};
		Ok(Self::now().checked_add(&grace).ok_or(ArithmeticError::Overflow)?)
	}

	fn tell_set(
		proposed: &Proposed<T>,
		committee: &Committee,
		old_members: Vec<AccountId32>,
		switch_at: BlockNumberFor<T>,
	) {
		Self::deposit_event(Event::CommitteeSet {
			key_id: proposed.key_id,
			epoch: committee.epoch,
			k: committee.k,
			members: proposed.members(),
			old_members,
			switch_at,
		});
	}

	pub(crate) fn do_retire_committee(key_id: KeyId) -> DispatchResult {
		Self::switch_if_due(key_id);
		let mut committee = Committees::<T>::get(key_id).ok_or(Error::<T>::CommitteeNotFound)?;
		ensure!(!committee.retired, Error::<T>::CommitteeRetired);
		committee.retired = true;
		Committees::<T>::insert(key_id, committee);
		// A change that is under way takes place all the same, and must not undo this.
		Pending::<T>::mutate_extant(key_id, |pending| pending.committee.retired = true);
		Self::deposit_event(Event::CommitteeRetired { key_id });
		Ok(())
	}

	/// Puts the first committee of a key in its place.
	pub(crate) fn seat(key_id: KeyId, committee: Committee, admins: BoundedVec<Admin, T::MaxAdmins>) {
		let newest = admins.iter().map(|admin| u32::from(admin.index)).max();
		NextIndex::<T>::insert(key_id, newest.unwrap_or_default().saturating_add(1));
		Self::enlist(key_id, committee.epoch, admins);
		Committees::<T>::insert(key_id, committee);
	}

	/// Keeps the administrators of an epoch.
	fn enlist(key_id: KeyId, epoch: Epoch, admins: BoundedVec<Admin, T::MaxAdmins>) {
		for admin in admins {
			Administrators::<T>::insert((key_id, epoch), admin.account.clone(), admin);
		}
	}
}
