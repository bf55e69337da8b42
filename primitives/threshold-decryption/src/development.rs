//! The committee of development chains, dealt from a public seed.
//!
//! **Everybody knows its secrets.** A node refuses a chain of type Live whose genesis holds this committee's key.

use alloc::vec::Vec;

use rand_chacha::{ChaCha20Rng, rand_core::SeedableRng};

use crate::{AdminSecret, Bytes32, Error, context::sha256, dealing::deal_committee};

/// Hashed by SHA-256 it is the seed of ChaCha20, from which [`deal_committee`] draws.
pub const SEED: &[u8] = b"medquorum development committee";

/// k of the development committee.
pub const THRESHOLD: u16 = 3;

/// Indices of its administrators: Alice, Bob, Charlie, Dave.
pub const INDICES: [u16; 4] = [1, 2, 3, 4];

/// The administrators' X25519 public keys, in the order of [`INDICES`]: DHKEM(X25519, HKDF-SHA256) `DeriveKeyPair`
/// (RFC 9180, section 7.1.3) of [`enc_secret`] as `ikm`. The runtime has no HPKE, hence a table; a test derives it.
#[rustfmt::skip]
pub const ENC_PUBLIC: [Bytes32; 4] = [
	[
		0x18, 0x20, 0x71, 0x30, 0xa4, 0x80, 0x40, 0xe3, 0x67, 0xae, 0x19, 0x7a, 0xb0, 0x1f, 0xf9, 0xa4,
		0x7b, 0x87, 0x5a, 0xee, 0x7c, 0x1c, 0xe5, 0x71, 0x41, 0x10, 0xcf, 0x70, 0xe6, 0x77, 0x9d, 0x19,
	],
	[
		0x22, 0xea, 0xdb, 0x60, 0x54, 0xf3, 0x24, 0x29, 0xed, 0x56, 0xdf, 0x69, 0x00, 0xc1, 0xa7, 0xa6,
		0xdf, 0xc8, 0x44, 0x4f, 0xf3, 0xb5, 0xca, 0x2b, 0xfb, 0xd6, 0xf8, 0xf6, 0xb5, 0x69, 0xcb, 0x1e,
	],
	[
		0xfa, 0x84, 0xa2, 0xeb, 0x7e, 0x41, 0x78, 0xab, 0xff, 0x19, 0xe0, 0xe6, 0xfe, 0x21, 0x2a, 0x8b,
		0x45, 0xc0, 0x19, 0x45, 0x0f, 0x7a, 0x7e, 0x21, 0xc3, 0x91, 0xd7, 0x33, 0x07, 0x50, 0x3e, 0x17,
	],
	[
		0xd5, 0x47, 0x7e, 0xbe, 0x31, 0x94, 0x0d, 0x78, 0xb2, 0x4e, 0xef, 0x3e, 0xb6, 0xaf, 0x75, 0xfb,
		0x64, 0xcc, 0x78, 0x6b, 0x8f, 0xfd, 0x20, 0x54, 0x9c, 0xf6, 0xfa, 0x53, 0x77, 0x56, 0xfb, 0x3a,
	],
];

/// A committee whose secrets are public.
pub struct DevelopmentCommittee {
	/// The threshold.
	pub k: u16,
	/// The public key X.
	pub x: Bytes32,
	/// The administrators' secrets, by ascending index.
	pub secrets: Vec<AdminSecret>,
	/// Their encryption secrets, in the same order; the public keys are [`ENC_PUBLIC`].
	pub enc_secrets: Vec<Bytes32>,
}

/// Deals it: the same on every machine.
pub fn committee() -> Result<DevelopmentCommittee, Error> {
	let mut rng = ChaCha20Rng::from_seed(sha256(&[SEED]));
	let (x, secrets) = deal_committee(THRESHOLD, &INDICES, &mut rng)?;
	let enc_secrets = INDICES.iter().map(|index| enc_secret(*index)).collect();
	Ok(DevelopmentCommittee {
		k: THRESHOLD,
		x,
		secrets,
		enc_secrets,
	})
}

/// `SHA-256("medquorum development encryption secret" ‖ index)`: input keying material of an administrator's key pair.
pub fn enc_secret(index: u16) -> Bytes32 {
	sha256(&[b"medquorum development encryption secret", &index.to_le_bytes()])
}
