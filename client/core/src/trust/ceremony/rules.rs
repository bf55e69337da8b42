//! What makes a ceremony possible at all, and a file one of it.

use super::{
	file::CeremonyFile,
	files::{Kind, Place, Seat, Start},
};
use crate::{domain::*, error::CeremonyError, trust::list_hash};
use threshold_decryption::MAX_ADMINS;

impl Place {
	/// A file must be of this ceremony.
	pub(super) fn check(&self, file: &CeremonyFile) -> Result<(), CeremonyError> {
		let (found, what, who) = (file.place(), file.what(), file.author());
		if found.genesis != self.genesis {
			return Err(CeremonyError::OtherChain { what, who });
		}
		if (found.key_id, found.epoch, found.kind) != (self.key_id, self.epoch, self.kind) {
			let (key_id, epoch) = (found.key_id, found.epoch);
			return Err(CeremonyError::OtherPlace {
				what,
				who,
				key_id,
				epoch,
			});
		}
		match found.attempt == self.attempt {
			true => Ok(()),
			false => Err(CeremonyError::OtherAttempt {
				what,
				who,
				found: found.attempt,
				expected: self.attempt,
			}),
		}
	}
}

impl Start {
	/// The numbers must be those of a ceremony; `old` is the committee that passes its key on.
	///
	/// # Errors
	/// [`CeremonyError::BadStart`], [`CeremonyError::OtherOld`].
	pub fn check(&self, place: &Place, old: Option<&Committee>) -> Result<(), CeremonyError> {
		let bad = |why| Err(CeremonyError::BadStart(why));
		let n = self.admins.len();
		if self.k < 2 || usize::from(self.k) > n || n > MAX_ADMINS {
			return bad("it takes 2 <= k <= n <= 16");
		}
		let ascending = self.admins.is_sorted_by(|a, b| a.index < b.index);
		if !ascending || self.admins.first().is_some_and(|seat| seat.index == 0) {
			return bad("the indices do not ascend from 1 or more");
		}
		let mut accounts: Vec<AccountId> = self.admins.iter().map(|seat| seat.account).collect();
		accounts.sort_unstable();
		accounts.dedup();
		if accounts.len() != n {
			return bad("an account is named twice");
		}
		match place.kind {
			Kind::NewKey => self.check_new(place),
			Kind::NewEpoch => self.check_next(place, old.ok_or(CeremonyError::OtherOld)?),
		}
	}

	fn check_new(&self, place: &Place) -> Result<(), CeremonyError> {
		let bad = |why| Err(CeremonyError::BadStart(why));
		if !self.dealers.iter().eq(self.admins.iter().map(|seat| &seat.index)) {
			return bad("each of the administrators deals, and nobody else");
		}
		match place.epoch == 1 && place.attempt > 0 && self.old_committee == [0; 32] {
			true => Ok(()),
			false => bad("a new key begins with epoch 1, attempt 1 and no old committee"),
		}
	}

	fn check_next(&self, place: &Place, old: &Committee) -> Result<(), CeremonyError> {
		let bad = |why| Err(CeremonyError::BadStart(why));
		if self.old_committee != list_hash(old) {
			return Err(CeremonyError::OtherOld);
		}
		if old.epoch.checked_add(1) != Some(place.epoch) || place.attempt == 0 {
			return bad("a key is passed on to the next epoch, in attempt 1 or more");
		}
		let of_old = |index: &u16| old.admins.iter().any(|admin| admin.index == *index);
		let dealers = &self.dealers;
		if dealers.len() != usize::from(old.k) || !dealers.is_sorted_by(|a, b| a < b) {
			return bad("exactly as many old administrators deal as must approve a request, each once");
		}
		if !dealers.iter().all(of_old) {
			return bad("a dealer is no administrator of the epoch that ends");
		}
		let keeps = |seat: &Seat| match old.admin(&seat.account) {
			Some(admin) => admin.index == seat.index,
			None => !of_old(&seat.index),
		};
		match self.admins.iter().all(keeps) {
			true => Ok(()),
			false => bad("who stays keeps the index, and nobody gets another's"),
		}
	}
}
