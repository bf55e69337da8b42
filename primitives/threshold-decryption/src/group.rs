//! Hashing to the group and to scalars, and the nonces.
//!
//! The arithmetic of the group is curve25519-dalek's; `expand_message_xmd` is written here.

use curve25519_dalek::{ristretto::RistrettoPoint, scalar::Scalar};
use rand_core::{CryptoRng, RngCore};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use crate::{Bytes32, sha512::Sha512};

/// Y of the capsule: R, R', ad.
pub(crate) const HEGD: &[u8] = b"MQ1-EHTDH1-v1-Hegd";
/// Challenge of the capsule: Y, V, V'.
pub(crate) const HECD: &[u8] = b"MQ1-EHTDH1-v1-Hecd";
/// S of a request: request_ctx, R.
pub(crate) const HDGD: &[u8] = b"MQ1-EHTDH1-v1-Hdgd";
/// Challenge of a share: request_ctx, j, R, Q, X_j, Z_j, A, B, T0..T3.
pub(crate) const HDCD: &[u8] = b"MQ2-EHTDH1-Hdcd";
/// Seed of the weights of a batch: for each share the 64 bytes of its challenge, and its responses.
pub(crate) const HBAT: &[u8] = b"MQ2-EHTDH1-Hbat";
/// Weights of a share's four equations: seed, position in the batch.
pub(crate) const HBWT: &[u8] = b"MQ2-EHTDH1-Hbwt";
/// Secret request key: seed.
pub(crate) const REQUEST_KEY: &[u8] = b"MQ1-EHTDH1-v1-q";
/// Challenge of a dealer's proof: ceremony_ctx, dealer, C_0, hash of the commitments, T.
pub(crate) const DEAL: &[u8] = b"MQ1-EHTDH1-v1-deal";
/// Hedged values: secret_1, secret_2, fresh, i, ctx.
pub(crate) const NONCE: &[u8] = b"MQ1-EHTDH1-v1-nonce";

/// `expand_message_xmd` with SHA-512 (RFC 9380, section 5.3.1). The message is the concatenation of `parts`.
///
/// `dst` must be at most 255 bytes long (RFC 9380, section 5.3.3, is not implemented), `N` at most 255 blocks.
pub(crate) fn expand_message_xmd<const N: usize>(parts: &[&[u8]], dst: &[u8]) -> [u8; N] {
	let mut out = [0; N];
	expand_into(&mut out, parts, dst);
	out
}

/// The same into memory that the caller wipes.
fn expand_into<const N: usize>(out: &mut [u8; N], parts: &[&[u8]], dst: &[u8]) {
	const { assert!(N <= 255 * 64) };
	debug_assert!(dst.len() <= 255);
	let [dst_length, ..] = dst.len().to_le_bytes();
	let [length_low, length_high, ..] = N.to_le_bytes();
	let mut hash = Sha512::new();
	let (mut first, mut block) = (Zeroizing::new([0; 64]), Zeroizing::new([0; 64]));

	// b_0 = H(Z_pad ‖ msg ‖ l_i_b_str ‖ 0 ‖ DST_prime)
	hash.update(&[0; 128]);
	for part in parts {
		hash.update(part);
	}
	for part in [&[length_high, length_low, 0], dst, &[dst_length]] {
		hash.update(part);
	}
	hash.finish(&mut first);

	// b_1 = H(b_0 ‖ 1 ‖ DST_prime), b_i = H((b_0 xor b_(i-1)) ‖ i ‖ DST_prime)
	for (chunk, i) in out.chunks_mut(64).zip(1u8..) {
		for (byte, other) in block.iter_mut().zip(first.iter()) {
			*byte ^= other;
		}
		for part in [&block[..], &[i], dst, &[dst_length]] {
			hash.update(part);
		}
		hash.finish(&mut block);
		chunk.copy_from_slice(&block[..chunk.len()]);
	}
}

/// `H2S(dst, parts)`: 64 bytes, little-endian, modulo the group order (RFC 9497, ristretto255-SHA512).
pub(crate) fn hash_to_scalar(dst: &[u8], parts: &[&[u8]]) -> Scalar {
	let mut uniform = Zeroizing::new([0; 64]);
	expand_into(&mut uniform, parts, dst);
	Scalar::from_bytes_mod_order_wide(&uniform)
}

/// The 64 bytes as four integers of 128 bits, little-endian: short challenges, and weights.
pub(crate) fn short_scalars(uniform: &[u8; 64]) -> [Scalar; 4] {
	let mut out = [Scalar::ZERO; 4];
	for (to, bytes) in out.iter_mut().zip(uniform.as_chunks::<16>().0) {
		*to = Scalar::from(u128::from_le_bytes(*bytes));
	}
	out
}

/// `H2G(dst, parts)`: 64 bytes through the one-way map (RFC 9496, section 4.3.4).
pub(crate) fn hash_to_group(dst: &[u8], parts: &[&[u8]]) -> RistrettoPoint {
	RistrettoPoint::from_uniform_bytes(&expand_message_xmd(parts, dst))
}

/// Hedged value (docs/cryptography.md 5.2a): `H2S("nonce", secret_1 ‖ secret_2 ‖ fresh ‖ i ‖ ctx)`, never zero.
///
/// A generator that repeats itself does not repeat the value, as the secrets and the context go in; a secret that
/// leaks does not give it away, as 32 fresh bytes go in. `i` keeps the values of one proof apart.
pub(crate) fn hedged(
	secrets: [&Bytes32; 2],
	i: u8,
	ctx: &Bytes32,
	rng: &mut (impl RngCore + CryptoRng + ?Sized),
) -> Zeroizing<Scalar> {
	loop {
		let mut fresh = Zeroizing::new([0; 32]);
		rng.fill_bytes(&mut *fresh);
		let value = hash_to_scalar(NONCE, &[secrets[0], secrets[1], &*fresh, &[i], ctx]);
		if !bool::from(value.ct_eq(&Scalar::ZERO)) {
			return Zeroizing::new(value);
		}
	}
}

/// A uniformly random scalar other than zero.
pub(crate) fn random_scalar(rng: &mut (impl RngCore + CryptoRng + ?Sized)) -> Zeroizing<Scalar> {
	loop {
		let mut wide = Zeroizing::new([0; 64]);
		rng.fill_bytes(&mut *wide);
		let value = Scalar::from_bytes_mod_order_wide(&wide);
		if !bool::from(value.ct_eq(&Scalar::ZERO)) {
			return Zeroizing::new(value);
		}
	}
}
