//! What makes a ceremony possible at all, and a file one of it.

use super::files::{CeremonyFile, Kind, Place, Start};
use crate::{domain::*, error::CeremonyError};
use medquorum_envelope::{Entropy, seal_deal_box};
use threshold_decryption::MAX_ADMINS;

/// The same bytes for ever: for trying whether a key takes a box at all, and for nothing that is used.
struct Constant;

impl Entropy for Constant {
	fn fill(&mut self, out: &mut [u8]) {
		out.fill(7);
	}
}

/// Whether an X25519 key is written in the one way (RFC 7748, below 2^255 - 19) and no point of small order.
pub(super) fn is_usable(key: &Bytes32) -> bool {
	let p = [&[0xed][..], &[0xff; 30], &[0x7f]].concat();
	let below = key.iter().rev().lt(p.iter().rev());
	below && seal_deal_box(key, &[], &[0; 96], &mut Constant).is_ok()
}

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
	/// The numbers must be those of a ceremony for a new key.
	///
	/// # Errors
	/// [`CeremonyError::BadStart`], [`CeremonyError::NotYet`].
	pub fn check(&self, place: &Place) -> Result<(), CeremonyError> {
		let bad = |why| Err(CeremonyError::BadStart(why));
		if place.kind != Kind::NewKey {
			return Err(CeremonyError::NotYet);
		}
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
		if !self.dealers.iter().eq(self.admins.iter().map(|seat| &seat.index)) {
			return bad("each of the administrators deals, and nobody else");
		}
		match place.epoch == 1 && place.attempt > 0 && self.old_committee == [0; 32] {
			true => Ok(()),
			false => bad("a new key begins with epoch 1, attempt 1 and no old committee"),
		}
	}
}
