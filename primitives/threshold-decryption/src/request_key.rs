//! The one-time key of a request: `q = H2S("q", seed)`, `Q = qG`, and the proof that the requester has it.

use curve25519_dalek::{ristretto::RistrettoPoint, scalar::Scalar};
use rand_core::{CryptoRng, RngCore};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::{
	Bytes32, Error,
	encoding::{decode_point, decode_scalar, encode_point, field, join},
	group::{POSSESSION, REQUEST_KEY, hash_to_scalar, hedged},
};

/// The secret key q of one request. Derived from the request's seed, never used for another.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct RequestKey {
	q: Scalar,
}

impl RequestKey {
	/// `q = H2S("q", seed)` (docs/cryptography.md 5.2).
	pub fn from_seed(seed: &Bytes32) -> RequestKey {
		RequestKey {
			q: hash_to_scalar(REQUEST_KEY, &[seed]),
		}
	}

	/// `Q = qG`.
	pub fn public(&self) -> Bytes32 {
		encode_point(&RistrettoPoint::mul_base(&self.q))
	}

	/// q itself, for opening shares.
	pub(crate) fn secret(&self) -> &Scalar {
		&self.q
	}
}

/// Schnorr proof of possession `pok = e ‖ s` of the key of `seed`, for one request (docs/cryptography.md 5.2).
///
/// `e = H2S("pok", request_ctx ‖ Q ‖ tG); s = t + e q`; t is hedged with the seed (docs/cryptography.md 5.2a, i = 8).
pub fn prove_possession(
	seed: &Bytes32,
	ctx: &Bytes32,
	rng: &mut (impl RngCore + CryptoRng + ?Sized),
) -> [u8; 64] {
	let t = hedged([seed, &[0; 32]], 8, ctx, rng);
	prove_possession_with(&RequestKey::from_seed(seed), ctx, &t)
}

/// The proof with a given nonce (apart, so that vectors can give it).
pub(crate) fn prove_possession_with(key: &RequestKey, ctx: &Bytes32, t: &Scalar) -> [u8; 64] {
	prove_knowledge(POSSESSION, &[ctx], &[], key.secret(), t)
}

/// Verifies `pok` (docs/cryptography.md 5.2): `e ?= H2S("pok", request_ctx ‖ Q ‖ sG - eQ)`.
pub fn verify_possession(q: &Bytes32, ctx: &Bytes32, pok: &[u8; 64]) -> Result<(), Error> {
	verify_knowledge(POSSESSION, &[ctx], &[], q, pok)
}

/// Schnorr proof `e ‖ s` of the logarithm of `C = secret * G`: `e = H2S(dst, head ‖ C ‖ tail ‖ tG); s = t + e secret`.
pub(crate) fn prove_knowledge(
	dst: &[u8],
	head: &[&[u8]],
	tail: &[&[u8]],
	secret: &Scalar,
	t: &Scalar,
) -> [u8; 64] {
	let public = encode_point(&RistrettoPoint::mul_base(secret));
	let commitment = encode_point(&RistrettoPoint::mul_base(t));
	let e = knowledge_challenge(dst, head, &public, tail, &commitment);
	let s = Zeroizing::new(t + e * secret);
	join(&[e.to_bytes(), s.to_bytes()])
}

/// Verifies [`prove_knowledge`]: `e ?= H2S(dst, head ‖ C ‖ tail ‖ sG - eC)`.
pub(crate) fn verify_knowledge(
	dst: &[u8],
	head: &[&[u8]],
	tail: &[&[u8]],
	public: &Bytes32,
	proof: &[u8; 64],
) -> Result<(), Error> {
	let point = decode_point(public)?;
	let (e, s) = (decode_scalar(&field(proof, 0))?, decode_scalar(&field(proof, 1))?);
	let commitment = RistrettoPoint::vartime_double_scalar_mul_basepoint(&-e, &point, &s);
	if e == knowledge_challenge(dst, head, public, tail, &encode_point(&commitment)) {
		Ok(())
	} else {
		Err(Error::BadKeyProof)
	}
}

fn knowledge_challenge(
	dst: &[u8],
	head: &[&[u8]],
	public: &Bytes32,
	tail: &[&[u8]],
	commitment: &Bytes32,
) -> Scalar {
	let parts: alloc::vec::Vec<&[u8]> = head
		.iter()
		.copied()
		.chain([&public[..]])
		.chain(tail.iter().copied())
		.chain([&commitment[..]])
		.collect();
	hash_to_scalar(dst, &parts)
}
