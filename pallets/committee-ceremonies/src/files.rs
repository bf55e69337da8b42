//! What the people of a ceremony sign: the same bytes as the files that travel without a chain (docs/cryptography.md 5.4), so that whoever
//! reads the chain can check each signature and need not believe a node.
//!
//! A payload is `type u8 ‖ genesis ‖ key_id u32 ‖ epoch u32 ‖ attempt u16 ‖ kind u8 ‖ author ‖ content`; integers little-endian, counts of
//! u16 first. A signature is written as its kind and its bytes, which is also its SCALE encoding.

use alloc::vec::Vec;

use pallet_medical_records::KeyId;
use parity_scale_codec::Encode;
use sp_io::hashing::sha2_256;
use sp_runtime::{AccountId32, MultiSignature, traits::Verify};
use threshold_decryption::context::{file_message, join_message};

use crate::types::{Founded, Seat};

/// Which ceremony a file is of.
#[derive(Clone, Copy)]
pub struct Place {
	/// Hash of block 0.
	pub genesis: [u8; 32],
	/// Which committee.
	pub key_id: KeyId,
	/// The epoch it begins.
	pub epoch: u32,
	/// Which try.
	pub attempt: u16,
	/// Whether an old key is passed on.
	pub renewal: bool,
}

/// What a ceremony is for.
#[derive(Clone, Copy)]
pub struct Start<'a> {
	/// How many must approve a request.
	pub k: u16,
	/// The new administrators.
	pub seats: &'a [Seat],
	/// Who deals.
	pub dealers: &'a [u16],
	/// Hash of the committee that passes the key on; zeros for a new key.
	pub old_committee: &'a [u8; 32],
}

impl Place {
	fn payload(&self, kind: u8, author: &AccountId32, content: &[u8]) -> Vec<u8> {
		let renewal = u8::from(self.renewal);
		let Self {
			genesis,
			key_id,
			epoch,
			attempt,
			..
		} = self;
		let mut payload = (kind, genesis, key_id, epoch, attempt, renewal, author).encode();
		payload.extend(content);
		payload
	}

	fn start_payload(&self, author: &AccountId32, start: &Start) -> Vec<u8> {
		let mut content = (start.k, count(start.seats.len())).encode();
		for seat in start.seats {
			content.extend((seat.index, &seat.account).encode());
		}
		content.extend(count(start.dealers.len()).encode());
		for dealer in start.dealers {
			content.extend(dealer.encode());
		}
		content.extend(start.old_committee);
		self.payload(1, author, &content)
	}

	/// What its author signs at the beginning.
	pub fn start_message(&self, author: &AccountId32, start: &Start) -> Vec<u8> {
		file_message(&self.start_payload(author, start))
	}

	/// What whoever joins agrees to.
	pub fn start_hash(&self, author: &AccountId32, start: &Start) -> [u8; 32] {
		sha2_256(&self.start_payload(author, start))
	}

	/// What a new administrator signs for a one-time key.
	pub fn one_time_message(&self, index: u16, one_time: &[u8; 32]) -> Vec<u8> {
		join_message(
			&self.genesis,
			self.key_id,
			self.epoch,
			self.attempt,
			index,
			one_time,
		)
	}

	/// What a new administrator signs to join.
	pub fn join_file_message(
		&self,
		who: &AccountId32,
		start: &[u8; 32],
		index: u16,
		one_time: &[u8; 32],
		join_sig: &MultiSignature,
	) -> Vec<u8> {
		let content = (start, index, one_time, join_sig).encode();
		file_message(&self.payload(2, who, &content))
	}

	/// What a dealer signs.
	pub fn deal_file_message(
		&self,
		who: &AccountId32,
		context: &[u8; 32],
		dealer: u16,
		deal: &[u8],
	) -> Vec<u8> {
		let mut content = (context, dealer).encode();
		content.extend(deal);
		file_message(&self.payload(3, who, &content))
	}

	/// What a new administrator signs who has checked everything.
	pub fn certificate_file_message(
		&self,
		who: &AccountId32,
		founded: &Founded,
		index: u16,
		cert: &MultiSignature,
	) -> Vec<u8> {
		let Founded {
			context,
			transcript,
			x,
			hash,
			..
		} = founded;
		let content = (context, transcript, index, x, hash, cert).encode();
		file_message(&self.payload(4, who, &content))
	}

	/// What an old administrator signs who hands the key over.
	pub fn handover_file_message(
		&self,
		who: &AccountId32,
		founded: &Founded,
		index: u16,
		handover: &MultiSignature,
	) -> Vec<u8> {
		let Founded {
			context,
			transcript,
			hash,
			..
		} = founded;
		let content = (context, transcript, index, hash, handover).encode();
		file_message(&self.payload(6, who, &content))
	}
}

impl Place {
	/// What a new administrator signs who cannot use what a dealer sealed.
	pub fn complaint_message(
		&self,
		who: &AccountId32,
		context: &[u8; 32],
		accuser: u16,
		dealer: u16,
	) -> Vec<u8> {
		let content = (context, accuser, dealer).encode();
		file_message(&self.payload(7, who, &content))
	}
}

/// Whether a signature, of whatever key type, is the account's over exactly these bytes.
pub(crate) fn is_signed_by(who: &AccountId32, signature: &MultiSignature, message: &[u8]) -> bool {
	signature.verify(message, who)
}

/// A number of people: 16 at most.
fn count(length: usize) -> u16 {
	u16::try_from(length).unwrap_or(u16::MAX)
}
