//! A sign of life: an administrator's proof, off the chain, that the share is there and right (docs/adr/0014-a-sign-of-life.md).
//!
//! It is a capsule to the committee's key that nobody ever opens, and two shares for it, one of each mode, sealed to a one-time key that
//! is forgotten: the scheme's own proofs and nothing else. They are bound to a context that no request has, and to a block of the chain,
//! before which nobody could have made it.

use super::certificates::{list_hash, points};
use crate::{domain::*, error::ShareError, hex_text::prefixed, secrets::Secret, signature::verify};
use rand_core::{CryptoRng, RngCore};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use threshold_decryption::{
	AdminSecret, CAPSULE_LENGTH, Mode, RequestKey, SHARE_LENGTH, ShareStatement, capsule_point, create_share,
	encapsulate, verify_capsule, verify_shares,
};

/// What every hash of it begins with, and what stands before the last one in the text that is signed.
const LABEL: &str = "MQ2-alive";
/// A larger file is no sign of life.
pub const MAX_SIGN: usize = 64 << 10;

/// The block that a sign of life names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SignedBlock {
	/// How far from the genesis.
	pub number: BlockNumber,
	/// By which others find whether it is on their chain.
	pub hash: Bytes32,
}

/// An administrator's sign of life.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignOfLife {
	/// The chain.
	#[serde(with = "prefixed")]
	pub genesis: Bytes32,
	/// The committee key.
	pub key_id: KeyId,
	/// Which committee of this key its maker sits on.
	pub epoch: Epoch,
	/// Whose share it is.
	pub index: u16,
	/// Whose account it is.
	pub account: AccountId,
	/// The newest finalized block when it was made.
	pub block: BlockNumber,
	/// That block on the maker's chain: it dates the sign, which cannot be made before it.
	#[serde(with = "prefixed")]
	pub block_hash: Bytes32,
	/// A capsule to the committee's key, bound to all of the above.
	#[serde(with = "prefixed")]
	capsule: [u8; CAPSULE_LENGTH],
	/// The key that the shares are sealed to; nobody has its secret.
	#[serde(with = "prefixed")]
	sealed_to: Bytes32,
	/// The share as for anybody's request.
	#[serde(with = "prefixed")]
	share: [u8; SHARE_LENGTH],
	/// The share as for an administrator's request, by the other mask.
	#[serde(with = "prefixed")]
	admin_share: [u8; SHARE_LENGTH],
	/// The account's signature over all of it.
	signature: Signature,
}

/// What it is made for.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
	/// Hash of block 0.
	pub genesis: &'a Bytes32,
	/// The committee key.
	pub key_id: KeyId,
	/// The committee in force.
	pub committee: &'a Committee,
}

impl Place<'_> {
	/// `SHA-256("MQ2-alive" ‖ 0 ‖ genesis ‖ key_id ‖ epoch ‖ k ‖ X ‖ committee_hash ‖ index ‖ account ‖ block ‖ its hash)`: what
	/// the capsule is bound to. Integers are little-endian, as everywhere.
	fn context(&self, own: &Admin, block: SignedBlock) -> Bytes32 {
		let Committee { epoch, k, x, .. } = self.committee;
		Sha256::new()
			.chain_update(LABEL)
			.chain_update([0])
			.chain_update(self.genesis)
			.chain_update(self.key_id.to_le_bytes())
			.chain_update(epoch.to_le_bytes())
			.chain_update(k.to_le_bytes())
			.chain_update(x)
			.chain_update(list_hash(self.committee))
			.chain_update(own.index.to_le_bytes())
			.chain_update(own.account.0)
			.chain_update(block.number.to_le_bytes())
			.chain_update(block.hash)
			.finalize()
			.into()
	}
}

/// `SHA-256("MQ2-alive" ‖ 1 ‖ context ‖ capsule ‖ Q ‖ mode)`: what a share is bound to. No request's context is made like this.
fn share_context(context: &Bytes32, capsule: &[u8], q: &Bytes32, mode: Mode) -> Bytes32 {
	Sha256::new()
		.chain_update(LABEL)
		.chain_update([1])
		.chain_update(context)
		.chain_update(capsule)
		.chain_update(q)
		.chain_update([mode.as_u8()])
		.finalize()
		.into()
}

/// The text that the account signs, over `SHA-256("MQ2-alive" ‖ 2 ‖ context ‖ capsule ‖ Q ‖ both shares)`.
fn message(place: &Place<'_>, context: &Bytes32, parts: [&[u8]; 4]) -> Vec<u8> {
	let mut hash = Sha256::new()
		.chain_update(LABEL)
		.chain_update([2])
		.chain_update(context);
	for part in parts {
		hash.update(part);
	}
	let hash = hex::encode(hash.finalize());
	let (key_id, epoch) = (place.key_id, place.committee.epoch);
	format!(
		"<Bytes>Medquorum: I have my share of committee key {key_id}, epoch {epoch} ({LABEL} {hash})</Bytes>"
	)
	.into_bytes()
}

impl SignOfLife {
	/// Makes one with this administrator's share; `sign` is the account's. What the capsule and the one-time key were made of is gone afterwards.
	///
	/// # Errors
	/// When the scheme refuses the committee's key.
	pub fn make(
		place: &Place<'_>,
		own: &Admin,
		secret: &AdminSecret,
		block: SignedBlock,
		sign: impl FnOnce(&[u8]) -> [u8; 64],
		entropy: &mut (impl CryptoRng + RngCore),
	) -> Result<Self, ShareError> {
		let context = place.context(own, block);
		let mut drawn = || {
			let mut bytes = zeroize::Zeroizing::new([0; 32]);
			entropy.fill_bytes(&mut *bytes);
			Secret::from_bytes(&bytes)
		};
		let [first, second, seed] = [drawn(), drawn(), drawn()];
		let x = &place.committee.x;
		let made = encapsulate(x, &context, first.expose(), second.expose(), entropy);
		let (capsule, _) = made.map_err(|_| ShareError::Failed)?;
		let q = RequestKey::from_seed(seed.expose()).public();
		let r = capsule_point(&capsule);
		let mut share = |mode| {
			let ctx = share_context(&context, &capsule, &q, mode);
			create_share(secret, mode, &ctx, &r, &q, entropy).map_err(|_| ShareError::Failed)
		};
		let (share, admin_share) = (share(Mode::Outsider)?, share(Mode::Admin)?);
		let message = message(place, &context, [&capsule, &q, &share, &admin_share]);
		Ok(Self {
			genesis: *place.genesis,
			key_id: place.key_id,
			epoch: place.committee.epoch,
			index: own.index,
			account: own.account,
			block: block.number,
			block_hash: block.hash,
			capsule,
			sealed_to: q,
			share,
			admin_share,
			signature: Signature::Sr25519(sign(&message)),
		})
	}

	/// Reads a file strictly.
	///
	/// # Errors
	/// When it is too large or nothing of the kind.
	pub fn read(bytes: &[u8]) -> Result<Self, ShareError> {
		if bytes.len() > MAX_SIGN {
			return Err(ShareError::NotASign);
		}
		serde_json::from_slice(bytes).map_err(|_| ShareError::NotASign)
	}

	/// The file.
	#[must_use]
	pub fn write(&self) -> Vec<u8> {
		let mut bytes = serde_json::to_vec_pretty(self).unwrap_or_default();
		bytes.push(b'\n');
		bytes
	}

	/// The name under which it lies beside those of others.
	#[must_use]
	pub fn name(&self) -> String {
		format!("alive-{}-{}-{}.json", self.key_id, self.index, self.block)
	}

	/// Whether its administrator had the share behind the listed points after the named block. Whether the chain has that block is for
	/// the caller to ask.
	///
	/// # Errors
	/// When it is of another chain, committee, epoch or administrator, not signed, or proves nothing.
	pub fn check(&self, place: &Place<'_>) -> Result<(), ShareError> {
		let who = self.account;
		if self.genesis != *place.genesis {
			return Err(ShareError::OtherChain { what: "sign of life" });
		}
		if self.key_id != place.key_id {
			let (found, expected) = (self.key_id, place.key_id);
			return Err(ShareError::OtherCommittee { who, found, expected });
		}
		if self.epoch != place.committee.epoch {
			let (epoch, current) = (self.epoch, place.committee.epoch);
			return Err(ShareError::SignOfOtherEpoch { who, epoch, current });
		}
		let own = place.committee.admin(&who);
		let own = own.filter(|own| own.index == self.index);
		let own = own.ok_or(ShareError::SignOfStranger(who))?;
		let block = SignedBlock {
			number: self.block,
			hash: self.block_hash,
		};
		let context = place.context(own, block);
		let (capsule, q) = (&self.capsule, &self.sealed_to);
		let message = message(place, &context, [capsule, q, &self.share, &self.admin_share]);
		if !verify(&who, &message, &self.signature) {
			return Err(ShareError::SignNotSigned(who));
		}
		self.check_proofs(own, &context)
			.map_err(|_| ShareError::BadSign(who))
	}

	fn check_proofs(&self, own: &Admin, context: &Bytes32) -> Result<(), threshold_decryption::Error> {
		verify_capsule(&self.capsule, context)?;
		let (r, listed) = (capsule_point(&self.capsule), points(own));
		let ctx = |mode| share_context(context, &self.capsule, &self.sealed_to, mode);
		let (outsider, admin) = (ctx(Mode::Outsider), ctx(Mode::Admin));
		let statement = |ctx, mode| ShareStatement {
			ctx,
			index: own.index,
			r: &r,
			q: &self.sealed_to,
			x_j: &listed.x,
			z_j: listed.mask(mode),
		};
		verify_shares(&[
			(&self.share, statement(&outsider, Mode::Outsider)),
			(&self.admin_share, statement(&admin, Mode::Admin)),
		])
	}
}
