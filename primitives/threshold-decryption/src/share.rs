//! A share: an administrator's partial decryption for one request, sealed to the requester, with its proof.

use curve25519_dalek::{
	ristretto::RistrettoPoint,
	scalar::Scalar,
	traits::{MultiscalarMul, VartimeMultiscalarMul},
};
use rand_core::{CryptoRng, RngCore};
use zeroize::Zeroizing;

use crate::{
	Bytes32, Error,
	committee::{AdminSecret, Mode},
	encoding::{decode_point, decode_scalar, encode_point, field, join},
	group::{HDCD, HDGD, hash_to_group, hash_to_scalar, hedged},
};

/// Length of a share `A ‖ B ‖ e ‖ s_x ‖ s_z ‖ s_rho`.
pub const SHARE_LENGTH: usize = 192;

/// What a share claims, all public: whose it is, for which request, for which capsule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShareStatement<'a> {
	/// `request_ctx`, see [`RequestContext`](crate::RequestContext).
	pub ctx: &'a Bytes32,
	/// j, the administrator's index.
	pub index: u16,
	/// R of the capsule.
	pub r: &'a Bytes32,
	/// Q of the request.
	pub q: &'a Bytes32,
	/// X_j.
	pub x_j: &'a Bytes32,
	/// Z_j, or Z'_j in [`Mode::Admin`].
	pub z_j: &'a Bytes32,
}

/// `S = Hdgd(request_ctx, R)`: the base of the masks, another for every request.
pub(crate) fn mask_base(ctx: &Bytes32, r: &Bytes32) -> RistrettoPoint {
	hash_to_group(HDGD, &[ctx, r])
}

/// `e = Hdcd(request_ctx, j, S, R, Q, X_j, Z_j, A, B, T0, T1, T2, T3)` (docs/cryptography.md 5.2): 386 bytes.
fn challenge(statement: &ShareStatement, s: &Bytes32, a: &Bytes32, b: &Bytes32, t: &[Bytes32; 4]) -> Scalar {
	hash_to_scalar(
		HDCD,
		&[
			statement.ctx,
			&statement.index.to_le_bytes(),
			s,
			statement.r,
			statement.q,
			statement.x_j,
			statement.z_j,
			a,
			b,
			t.as_flattened(),
		],
	)
}

/// The four values a share is blinded with: `n_0, n_1, n_2` of the proof, and rho of the sealing.
pub(crate) struct ShareNonces {
	pub(crate) n: [Zeroizing<Scalar>; 3],
	pub(crate) rho: Zeroizing<Scalar>,
}

/// Approve (docs/cryptography.md 5.2): administrator j's share for the request `ctx` of the capsule with point `r`, sealed to `q`.
///
/// `D = x_j R + z_j S` is EHTDH1's decryption share. Ours: it leaves as the ElGamal pair `A = rho G; B = D + rho Q`,
/// and the proof is of `(x_j, z_j, rho)` with `X_j = x_j G, Z_j = z_j G, A = rho G, B = x_j R + z_j S + rho Q`. In
/// [`Mode::Admin`], also ours, `z'_j` takes the place of `z_j`.
///
/// The three nonces and rho are four different hedged values (docs/cryptography.md 5.2a, i = 0, 1, 2, 3): equal nonces would publish
/// `x_j - z_j`, a repeated one the share itself. Constant time in the secrets.
pub fn create_share(
	secret: &AdminSecret,
	mode: Mode,
	ctx: &Bytes32,
	r: &Bytes32,
	q: &Bytes32,
	rng: &mut (impl RngCore + CryptoRng + ?Sized),
) -> Result<[u8; SHARE_LENGTH], Error> {
	let x = Zeroizing::new(secret.x().to_bytes());
	let z = Zeroizing::new(secret.mask(mode).to_bytes());
	let mut next = |i| hedged([&x, &z], i, ctx, rng);
	let nonces = ShareNonces {
		n: [next(0), next(1), next(2)],
		rho: next(3),
	};
	create_share_with(secret, mode, ctx, r, q, &nonces)
}

/// The share with given nonces (apart, so that vectors can give them).
pub(crate) fn create_share_with(
	secret: &AdminSecret,
	mode: Mode,
	ctx: &Bytes32,
	r: &Bytes32,
	q: &Bytes32,
	nonces: &ShareNonces,
) -> Result<[u8; SHARE_LENGTH], Error> {
	let (big_r, big_q) = (decode_point(r)?, decode_point(q)?);
	let s = mask_base(ctx, r);
	let (x, z, rho) = (secret.x(), secret.mask(mode), &*nonces.rho);
	let [n0, n1, n2] = &nonces.n;
	let bases = [big_r, s, big_q];
	let base = |scalar: &Scalar| encode_point(&RistrettoPoint::mul_base(scalar));

	let a = base(rho);
	let b = encode_point(&RistrettoPoint::multiscalar_mul([x, z, rho], bases));
	let t3 = encode_point(&RistrettoPoint::multiscalar_mul([&**n0, &**n1, &**n2], bases));
	let (x_j, z_j) = (base(x), base(z));
	let statement = ShareStatement {
		ctx,
		index: secret.index(),
		r,
		q,
		x_j: &x_j,
		z_j: &z_j,
	};
	let e = challenge(
		&statement,
		&encode_point(&s),
		&a,
		&b,
		&[base(n0), base(n1), base(n2), t3],
	);
	Ok(join(&[
		a,
		b,
		e.to_bytes(),
		(**n0 + e * x).to_bytes(),
		(**n1 + e * z).to_bytes(),
		(**n2 + e * rho).to_bytes(),
	]))
}

/// Verifies a share against its statement (docs/cryptography.md 5.2). Public data only, variable time.
///
/// `T0 = s_x G - e X_j; T1 = s_z G - e Z_j; T2 = s_rho G - e A; T3 = s_x R + s_z S + s_rho Q - e B; e ?= Hdcd(..)`.
pub fn verify_share(share: &[u8; SHARE_LENGTH], statement: &ShareStatement) -> Result<(), Error> {
	if statement.index == 0 {
		return Err(Error::BadParameters);
	}
	let (a, b) = (field(share, 0), field(share, 1));
	let (big_a, big_b) = (decode_point(&a)?, decode_point(&b)?);
	let e = decode_scalar(&field(share, 2))?;
	let s_x = decode_scalar(&field(share, 3))?;
	let s_z = decode_scalar(&field(share, 4))?;
	let s_rho = decode_scalar(&field(share, 5))?;
	let (x_j, z_j) = (decode_point(statement.x_j)?, decode_point(statement.z_j)?);
	let (r, q) = (decode_point(statement.r)?, decode_point(statement.q)?);
	let s = mask_base(statement.ctx, statement.r);

	let minus_e = -e;
	let commitment = |point: &RistrettoPoint, response: &Scalar| {
		encode_point(&RistrettoPoint::vartime_double_scalar_mul_basepoint(
			&minus_e, point, response,
		))
	};
	let t3 = RistrettoPoint::vartime_multiscalar_mul([s_x, s_z, s_rho, minus_e], [r, s, q, big_b]);
	let t = [
		commitment(&x_j, &s_x),
		commitment(&z_j, &s_z),
		commitment(&big_a, &s_rho),
		encode_point(&t3),
	];
	if e == challenge(statement, &encode_point(&s), &a, &b, &t) {
		Ok(())
	} else {
		Err(Error::BadShareProof)
	}
}

/// `A ‖ B`, the first two fields of a share: what the requester needs, and all that the chain keeps.
pub fn share_ciphertext(share: &[u8; SHARE_LENGTH]) -> [u8; 64] {
	join(&[field(share, 0), field(share, 1)])
}
