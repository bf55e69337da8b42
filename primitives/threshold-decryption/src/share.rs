//! A share: an administrator's partial decryption for one request, sealed to the requester, with its proof.

use curve25519_dalek::{ristretto::RistrettoPoint, scalar::Scalar, traits::MultiscalarMul};
use rand_core::{CryptoRng, RngCore};
use zeroize::Zeroizing;

use crate::{
	Bytes32, Error,
	committee::{AdminSecret, Mode},
	encoding::{decode_point, encode_point, field, join},
	group::{HDCD, HDGD, expand_message_xmd, hash_to_group, hedged, short_scalars},
};

/// Length of a share `A ‖ B ‖ T0 ‖ T1 ‖ T2 ‖ T3 ‖ s_x ‖ s_z ‖ s_r`.
pub const SHARE_LENGTH: usize = 288;

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
	/// `X_j = x_j G`, which the committee lists for this index.
	pub x_j: &'a Bytes32,
	/// `Z_j = z_j G`, or `Z'_j` in [`Mode::Admin`], listed beside it.
	pub z_j: &'a Bytes32,
}

/// `S = Hdgd(request_ctx, R)`: the base of the masks, another for every request.
pub(crate) fn mask_base(ctx: &Bytes32, r: &Bytes32) -> RistrettoPoint {
	hash_to_group(HDGD, &[ctx, r])
}

/// The 64 bytes `xmd("Hdcd", request_ctx ‖ j ‖ R ‖ Q ‖ X_j ‖ Z_j ‖ A ‖ B ‖ T0 ‖ T1 ‖ T2 ‖ T3)`
/// (docs/cryptography.md 5.2).
///
/// `points` are A, B and the four T. S is left out, as a function of what is hashed.
pub(crate) fn transcript(statement: &ShareStatement, points: &[Bytes32; 6]) -> [u8; 64] {
	expand_message_xmd(
		&[
			statement.ctx,
			&statement.index.to_le_bytes(),
			statement.r,
			statement.q,
			statement.x_j,
			statement.z_j,
			points.as_flattened(),
		],
		HDCD,
	)
}

/// e: the first 16 bytes of the transcript's hash, little-endian. 128 bits are enough for a challenge
/// (Neven, Smart and Warinschi, "Hash function requirements for Schnorr signatures", 2009).
pub(crate) fn challenge(wide: &[u8; 64]) -> Scalar {
	let [e, ..] = short_scalars(wide);
	e
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
/// `T0 = n_0 G; T1 = n_1 G; T2 = n_2 G; T3 = n_0 R + n_1 S + n_2 Q; e = Hdcd(..); s_x = n_0 + e x_j; s_z =
/// n_1 + e z_j; s_r = n_2 + e rho`. The share carries the T, not e, so that shares can be verified together
/// ([`verify_shares`](crate::verify_shares)): the batchable form of draft-irtf-cfrg-sigma-protocols.
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
	let bases = [decode_point(r)?, mask_base(ctx, r), decode_point(q)?];
	let (x, z, rho) = (secret.x(), secret.mask(mode), &*nonces.rho);
	let [n0, n1, n2] = &nonces.n;
	let base = |scalar: &Scalar| encode_point(&RistrettoPoint::mul_base(scalar));
	let combined = |scalars: [&Scalar; 3]| encode_point(&RistrettoPoint::multiscalar_mul(scalars, bases));

	let (x_j, z_j) = (base(x), base(z));
	let statement = ShareStatement {
		ctx,
		index: secret.index(),
		r,
		q,
		x_j: &x_j,
		z_j: &z_j,
	};
	let points = [
		base(rho),
		combined([x, z, rho]),
		base(n0),
		base(n1),
		base(n2),
		combined([n0, n1, n2]),
	];
	let e = challenge(&transcript(&statement, &points));
	let [a, b, t0, t1, t2, t3] = points;
	Ok(join(&[
		a,
		b,
		t0,
		t1,
		t2,
		t3,
		(**n0 + e * x).to_bytes(),
		(**n1 + e * z).to_bytes(),
		(**n2 + e * rho).to_bytes(),
	]))
}

/// `A ‖ B`, the first two fields of a share: what the requester needs, and all that the chain keeps.
pub fn share_ciphertext(share: &[u8; SHARE_LENGTH]) -> [u8; 64] {
	join(&[field(share, 0), field(share, 1)])
}
