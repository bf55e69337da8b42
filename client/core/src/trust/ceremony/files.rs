//! The files of a ceremony: what is in them, and what their authors sign.

pub use crate::domain::Seat;
use crate::{
	domain::{AccountId, Bytes32, Epoch, KeyId, Signature},
	hex_text::{any_length, prefixed},
	ledger::Sign,
	signature::verify,
};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use threshold_decryption::context::{CeremonyKind, file_message};

/// What a ceremony makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
	/// A committee key that did not exist before; its first epoch is 1.
	NewKey,
	/// A new epoch of an old key.
	NewEpoch,
}

impl Kind {
	/// The byte in contexts and payloads.
	#[must_use]
	pub fn as_u8(self) -> u8 {
		self.scheme() as u8
	}

	/// The same for the scheme.
	#[must_use]
	pub fn scheme(self) -> CeremonyKind {
		match self {
			Self::NewKey => CeremonyKind::Random,
			Self::NewEpoch => CeremonyKind::Reshare,
		}
	}
}

/// What a file belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
	/// The chain.
	#[serde(with = "prefixed")]
	pub genesis: Bytes32,
	/// The committee key.
	pub key_id: KeyId,
	/// The epoch that begins.
	pub epoch: Epoch,
	/// Which try this is, from 1.
	pub attempt: u16,
	/// New key or new epoch.
	pub kind: Kind,
}

/// A file with its author's signature over everything else in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signed<T> {
	/// What it belongs to.
	pub place: Place,
	/// Who made it.
	pub author: AccountId,
	/// What it says.
	pub content: T,
	/// The author's signature, see [`file_message`].
	pub signature: Signature,
}

/// What a kind of file says.
pub trait Content {
	/// The first byte of the payload.
	const TYPE: u8;
	/// Appends its fields: integers little-endian, fixed lengths, counts first.
	fn encode(&self, out: &mut Vec<u8>);
}

impl<T: Content> Signed<T> {
	/// `type u8 ‖ genesis ‖ key_id u32 ‖ epoch u32 ‖ attempt u16 ‖ kind u8 ‖ author ‖ content`.
	fn payload(place: &Place, author: &AccountId, content: &T) -> Vec<u8> {
		let mut out = vec![T::TYPE];
		out.extend(place.genesis);
		out.extend(place.key_id.to_le_bytes());
		out.extend(place.epoch.to_le_bytes());
		out.extend(place.attempt.to_le_bytes());
		out.push(place.kind.as_u8());
		out.extend(author.0);
		content.encode(&mut out);
		out
	}

	/// Signs content as the account's.
	pub(super) fn new(place: Place, content: T, signer: &dyn Sign) -> Self {
		let author = signer.account();
		let message = file_message(&Self::payload(&place, &author, &content));
		Self {
			signature: Signature::Sr25519(signer.sign(&message)),
			place,
			author,
			content,
		}
	}

	/// Whether its author signed it as it is.
	pub(super) fn is_signed(&self) -> bool {
		let payload = Self::payload(&self.place, &self.author, &self.content);
		verify(&self.author, &file_message(&payload), &self.signature)
	}

	#[cfg(test)]
	pub(super) fn payload_bytes(&self) -> Vec<u8> {
		Self::payload(&self.place, &self.author, &self.content)
	}

	/// SHA-256 of the payload: two files of one author with different hashes say different things.
	#[must_use]
	pub fn hash(&self) -> Bytes32 {
		Sha256::digest(Self::payload(&self.place, &self.author, &self.content)).into()
	}
}

/// What the ceremony is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Start {
	/// Approvals that requests will need.
	pub k: u16,
	/// The new administrators, by ascending index.
	pub admins: Vec<Seat>,
	/// Indices of the dealers: all of them for a new key, k old ones for a new epoch.
	pub dealers: Vec<u16>,
	/// The hash of the committee whose epoch ends; zeros for a new key.
	#[serde(with = "prefixed")]
	pub old_committee: Bytes32,
}

/// An administrator takes part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Join {
	/// Hash of the start file that the administrator agreed to.
	#[serde(with = "prefixed")]
	pub start: Bytes32,
	/// The administrator's index.
	pub index: u16,
	/// A public X25519 key made for this ceremony, which deals are sealed to.
	#[serde(with = "prefixed")]
	pub one_time: Bytes32,
	/// The account's signature that says so, see `join_message`: what the chain would be shown.
	pub signature: Signature,
}

/// An administrator's deal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dealt {
	/// The context it is made for.
	#[serde(with = "prefixed")]
	pub ceremony: Bytes32,
	/// The dealer's index.
	pub dealer: u16,
	/// Commitments, boxes and proof, one behind the other.
	#[serde(with = "any_length")]
	pub deal: Vec<u8>,
}

/// An administrator has checked everything.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Certificate {
	/// The context of the deals.
	#[serde(with = "prefixed")]
	pub ceremony: Bytes32,
	/// The deals that this administrator saw.
	#[serde(with = "prefixed")]
	pub transcript: Bytes32,
	/// The administrator's index.
	pub index: u16,
	/// The committee's public key.
	#[serde(with = "prefixed")]
	pub x: Bytes32,
	/// Hash of the list that is certified.
	#[serde(with = "prefixed")]
	pub committee: Bytes32,
	/// The certificate for the chain.
	pub cert: Signature,
}

/// An old administrator hands the key over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HandedOver {
	/// The context of the deals.
	#[serde(with = "prefixed")]
	pub ceremony: Bytes32,
	/// The deals that this administrator saw.
	#[serde(with = "prefixed")]
	pub transcript: Bytes32,
	/// The administrator's index in the epoch that ends.
	pub index: u16,
	/// Hash of the new list.
	#[serde(with = "prefixed")]
	pub committee: Bytes32,
	/// The signature for the chain, see `handover_message`.
	pub handover: Signature,
}

/// What an administrator signs on the chain who cannot use what a dealer sealed. It is no file: over files an attempt ends with that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Accusation {
	/// The context of the deals.
	pub ceremony: Bytes32,
	/// The administrator's index.
	pub accuser: u16,
	/// Index of whom it is about.
	pub dealer: u16,
}

impl Content for Accusation {
	const TYPE: u8 = 7;

	fn encode(&self, out: &mut Vec<u8>) {
		out.extend(self.ceremony);
		out.extend(self.accuser.to_le_bytes());
		out.extend(self.dealer.to_le_bytes());
	}
}

fn put_count(out: &mut Vec<u8>, length: usize) {
	out.extend(u16::try_from(length).unwrap_or(u16::MAX).to_le_bytes());
}

fn put_signature(out: &mut Vec<u8>, signature: &Signature) {
	out.push(match signature {
		Signature::Ed25519(_) => 0,
		Signature::Sr25519(_) => 1,
		Signature::Ecdsa(_) => 2,
		Signature::Eth(_) => 3,
	});
	out.extend(signature.as_bytes());
}

impl Content for Start {
	const TYPE: u8 = 1;

	fn encode(&self, out: &mut Vec<u8>) {
		out.extend(self.k.to_le_bytes());
		put_count(out, self.admins.len());
		for seat in &self.admins {
			out.extend(seat.index.to_le_bytes());
			out.extend(seat.account.0);
		}
		put_count(out, self.dealers.len());
		for dealer in &self.dealers {
			out.extend(dealer.to_le_bytes());
		}
		out.extend(self.old_committee);
	}
}

impl Content for Join {
	const TYPE: u8 = 2;

	fn encode(&self, out: &mut Vec<u8>) {
		out.extend(self.start);
		out.extend(self.index.to_le_bytes());
		out.extend(self.one_time);
		put_signature(out, &self.signature);
	}
}

impl Content for Dealt {
	const TYPE: u8 = 3;

	fn encode(&self, out: &mut Vec<u8>) {
		out.extend(self.ceremony);
		out.extend(self.dealer.to_le_bytes());
		out.extend(&self.deal);
	}
}

impl Content for Certificate {
	const TYPE: u8 = 4;

	fn encode(&self, out: &mut Vec<u8>) {
		out.extend(self.ceremony);
		out.extend(self.transcript);
		out.extend(self.index.to_le_bytes());
		out.extend(self.x);
		out.extend(self.committee);
		put_signature(out, &self.cert);
	}
}

impl Content for HandedOver {
	const TYPE: u8 = 6;

	fn encode(&self, out: &mut Vec<u8>) {
		out.extend(self.ceremony);
		out.extend(self.transcript);
		out.extend(self.index.to_le_bytes());
		out.extend(self.committee);
		put_signature(out, &self.handover);
	}
}
