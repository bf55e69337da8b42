//! The capsule `R ‖ V ‖ e ‖ s`: EHTDH1's ciphertext, with an empty message.

use curve25519_dalek::{ristretto::RistrettoPoint, scalar::Scalar, traits::VartimeMultiscalarMul};
use rand_core::{CryptoRng, RngCore};
use zeroize::Zeroizing;

use crate::{
	Bytes32, Error,
	encoding::{decode_point, decode_scalar, encode_point, field, join},
	group::{HECD, HEGD, hash_to_group, hash_to_scalar, hedged},
};

/// Length of a capsule.
pub const CAPSULE_LENGTH: usize = 128;

/// Encap(X, ad) of EHTDH1 (docs/cryptography.md 5.2): gives the capsule and `U = rX`, from which the report key is derived.
///
/// `R = rG; Y = Hegd(R, r'G, ad); V = rY; e = Hecd(Y, V, r'Y); s = r' + e r`.
///
/// `ad` is the hash that names the record ([`RecordContext`](crate::RecordContext)) and must contain X. `r` and `r'`
/// are hedged with the record's two other secrets (docs/cryptography.md 5.2a, i = 4 and 5).
pub fn encapsulate(
	x: &Bytes32,
	ad: &Bytes32,
	env_salt: &Bytes32,
	csp_rec: &Bytes32,
	rng: &mut (impl RngCore + CryptoRng + ?Sized),
) -> Result<([u8; CAPSULE_LENGTH], Zeroizing<Bytes32>), Error> {
	let x = decode_point(x)?;
	let r = hedged([env_salt, csp_rec], 4, ad, rng);
	let r1 = hedged([env_salt, csp_rec], 5, ad, rng);
	Ok(encapsulate_with(&x, ad, &r, &r1))
}

/// The same for an emergency (docs/cryptography.md 5.6): a capsule to the emergency committee's key `x`, bound to
/// [`EmergencyContext`](crate::EmergencyContext)'s hash `emg_ctx`.
///
/// Its maker has csp_rec, which is to be wrapped, and need not have the record's salt: r and r' are hedged with csp_rec alone, under
/// numbers of their own (i = 6 and 7).
///
/// # Errors
/// When `x` is no point.
pub fn encapsulate_emergency(
	x: &Bytes32,
	emg_ctx: &Bytes32,
	csp_rec: &Bytes32,
	rng: &mut (impl RngCore + CryptoRng + ?Sized),
) -> Result<([u8; CAPSULE_LENGTH], Zeroizing<Bytes32>), Error> {
	let x = decode_point(x)?;
	let r = hedged([csp_rec, &[0; 32]], 6, emg_ctx, rng);
	let r1 = hedged([csp_rec, &[0; 32]], 7, emg_ctx, rng);
	Ok(encapsulate_with(&x, emg_ctx, &r, &r1))
}

/// Encapsulation with given r and r' (apart, so that vectors can give them).
pub(crate) fn encapsulate_with(
	x: &RistrettoPoint,
	ad: &Bytes32,
	r: &Scalar,
	r1: &Scalar,
) -> ([u8; CAPSULE_LENGTH], Zeroizing<Bytes32>) {
	let big_r = encode_point(&RistrettoPoint::mul_base(r));
	let big_r1 = encode_point(&RistrettoPoint::mul_base(r1));
	let y = hash_to_group(HEGD, &[&big_r, &big_r1, ad]);
	let v = encode_point(&(r * y));
	let v1 = encode_point(&(r1 * y));
	let e = hash_to_scalar(HECD, &[&encode_point(&y), &v, &v1]);
	let s = r1 + e * r;
	let u = Zeroizing::new(r * x);
	(
		join(&[big_r, v, e.to_bytes(), s.to_bytes()]),
		Zeroizing::new(encode_point(&u)),
	)
}

/// Verifies the capsule's proof (docs/cryptography.md 5.2): its maker knew r, and made it for `ad`. Public data only, variable time.
///
/// `R' = sG - eR; Y = Hegd(R, R', ad); V' = sY - eV; e ?= Hecd(Y, V, V')`.
pub fn verify_capsule(capsule: &[u8; CAPSULE_LENGTH], ad: &Bytes32) -> Result<(), Error> {
	let (r, v) = (field(capsule, 0), field(capsule, 1));
	let (big_r, big_v) = (decode_point(&r)?, decode_point(&v)?);
	let (e, s) = (
		decode_scalar(&field(capsule, 2))?,
		decode_scalar(&field(capsule, 3))?,
	);

	let r1 = RistrettoPoint::vartime_double_scalar_mul_basepoint(&-e, &big_r, &s);
	let y = hash_to_group(HEGD, &[&r, &encode_point(&r1), ad]);
	let v1 = RistrettoPoint::vartime_multiscalar_mul([s, -e], [y, big_v]);
	if e == hash_to_scalar(HECD, &[&encode_point(&y), &v, &encode_point(&v1)]) {
		Ok(())
	} else {
		Err(Error::BadCapsuleProof)
	}
}

/// R, the first field of a capsule: what shares are made for.
pub fn capsule_point(capsule: &[u8; CAPSULE_LENGTH]) -> Bytes32 {
	field(capsule, 0)
}
