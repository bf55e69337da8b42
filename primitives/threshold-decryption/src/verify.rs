//! Verifying shares, one or many, by one multiscalar multiplication.
//!
//! A share claims four equations (docs/cryptography.md 5.2):
//!
//! ```text
//! E0: s_x G = T0 + e X_j    E1: s_z G = T1 + e Z_j    E2: s_r G = T2 + e A    E3: s_x R + s_z S + s_r Q = T3 + e B
//! ```
//!
//! They are checked as one sum with weights of 128 bits that nobody knows before every response of every
//! share is fixed: should one equation be false, the sum is zero for one in 2^128 choices of the weights at
//! most (the small exponents test of Bellare, Garay and Rabin, "Fast batch verification for modular
//! exponentiation and digital signatures", 1998). The weights come from a hash, as the chain has no
//! randomness and every node must find the same.

use alloc::{collections::BTreeMap, vec::Vec};

use curve25519_dalek::{
	constants::RISTRETTO_BASEPOINT_POINT, ristretto::RistrettoPoint, scalar::Scalar,
	traits::VartimeMultiscalarMul,
};

use crate::{
	Bytes32, Error,
	encoding::{decode_point, decode_scalar, field},
	group::{HBAT, HBWT, expand_message_xmd, short_scalars},
	share::{SHARE_LENGTH, ShareStatement, challenge, mask_base, transcript},
};

/// Verifies a share against its statement (docs/cryptography.md 5.2): a batch of one. Public data only,
/// variable time.
///
/// The sum has 11 terms:
///
/// ```text
/// (s_x + w1 s_z + w2 s_r) G + w3 s_x R + w3 s_z S + w3 s_r Q
///     - e X_j - e w1 Z_j - e w2 A - e w3 B - w1 T1 - w2 T2 - w3 T3 ?= T0
/// ```
pub fn verify_share(share: &[u8; SHARE_LENGTH], statement: &ShareStatement) -> Result<(), Error> {
	verify_shares(&[(share, *statement)])
}

/// Verifies all these shares at once (docs/cryptography.md 5.2): `Ok` says that every one holds for its
/// statement, an error not which one does not. Public data only, variable time.
///
/// The shares may be of any administrators and requests, in either mode. Points that occur in several
/// statements are decoded and multiplied once. An empty batch is an error, as it would say yes to nothing.
pub fn verify_shares(shares: &[(&[u8; SHARE_LENGTH], ShareStatement)]) -> Result<(), Error> {
	if shares.is_empty() {
		return Err(Error::TooFewShares);
	}
	let claims = shares
		.iter()
		.map(|(share, statement)| Claim::read(share, statement))
		.collect::<Result<Vec<_>, Error>>()?;
	let weights = weights(&claims)?;
	if weighted_sum_holds(&claims, &weights)? {
		Ok(())
	} else {
		Err(Error::BadShareProof)
	}
}

/// A share, decoded, with what it claims.
pub(crate) struct Claim<'a> {
	statement: &'a ShareStatement<'a>,
	a: RistrettoPoint,
	b: RistrettoPoint,
	t: [RistrettoPoint; 4],
	/// s_x, s_z, s_r.
	s: [Scalar; 3],
	e: Scalar,
	/// What the weights depend on: the 64 bytes of the challenge, and the responses as they came.
	fixed: ([u8; 64], [Bytes32; 3]),
}

impl<'a> Claim<'a> {
	/// Decodes strictly and computes the challenge.
	pub(crate) fn read(
		share: &[u8; SHARE_LENGTH],
		statement: &'a ShareStatement,
	) -> Result<Claim<'a>, Error> {
		if statement.index == 0 {
			return Err(Error::BadParameters);
		}
		let points: [Bytes32; 6] = core::array::from_fn(|position| field(share, position));
		let responses: [Bytes32; 3] = core::array::from_fn(|position| field(share, 6 + position));
		let [a, b, t0, t1, t2, t3] = &points;
		let [s_x, s_z, s_r] = &responses;
		let wide = transcript(statement, &points);
		Ok(Claim {
			statement,
			a: decode_point(a)?,
			b: decode_point(b)?,
			t: [
				decode_point(t0)?,
				decode_point(t1)?,
				decode_point(t2)?,
				decode_point(t3)?,
			],
			s: [decode_scalar(s_x)?, decode_scalar(s_z)?, decode_scalar(s_r)?],
			e: challenge(&wide),
			fixed: (wide, responses),
		})
	}
}

/// `seed = xmd("Hbat", wide_0 ‖ s_0 ‖ wide_1 ‖ s_1 ..)`, and for each share `xmd("Hbwt", seed ‖ i)` cut in
/// four, where the very first weight is 1.
pub(crate) fn weights(claims: &[Claim]) -> Result<Vec<[Scalar; 4]>, Error> {
	let mut parts: Vec<&[u8]> = Vec::with_capacity(2 * claims.len());
	for Claim {
		fixed: (wide, responses),
		..
	} in claims
	{
		parts.extend([&wide[..], responses.as_flattened()]);
	}
	let seed: [u8; 64] = expand_message_xmd(&parts, HBAT);
	let mut out = Vec::with_capacity(claims.len());
	for position in 0..claims.len() {
		let position = u16::try_from(position).map_err(|_| Error::BadParameters)?;
		out.push(short_scalars(&expand_message_xmd(
			&[&seed, &position.to_le_bytes()],
			HBWT,
		)));
	}
	if let Some([first, ..]) = out.first_mut() {
		*first = Scalar::ONE;
	}
	Ok(out)
}

/// Whether `Σ w_{i,l} E_{i,l}` holds: `Σ (w T + w e P - w s (base)) ?= O`, P being X_j, Z_j, A and B.
///
/// The signs are such that weights and challenges, which are short, stay so. The very first weight must be 1:
/// its T0 stands alone on the other side.
pub(crate) fn weighted_sum_holds(claims: &[Claim], weights: &[[Scalar; 4]]) -> Result<bool, Error> {
	let Some(Claim { t: [alone, ..], .. }) = claims.first() else {
		return Err(Error::TooFewShares);
	};
	let mut sum = Sum::default();
	for (position, (claim, weights)) in claims.iter().zip(weights).enumerate() {
		let [w0, w1, w2, w3] = weights;
		let [s_x, s_z, s_r] = &claim.s;
		let (e, statement) = (&claim.e, claim.statement);
		sum.g -= w0 * s_x + w1 * s_z + w2 * s_r;
		sum.add_public(statement.x_j, w0 * e)?;
		sum.add_public(statement.z_j, w1 * e)?;
		sum.add_public(statement.r, -(w3 * s_x))?;
		sum.add_public(statement.q, -(w3 * s_r))?;
		sum.add_mask_base(statement, -(w3 * s_z));
		sum.add(claim.a, w2 * e);
		sum.add(claim.b, w3 * e);
		for (t, weight) in claim.t.iter().zip(weights).skip(usize::from(position == 0)) {
			sum.add(*t, *weight);
		}
	}
	Ok(sum.total() == -alone)
}

/// A sum of multiples of points, each point that occurs in several statements once.
#[derive(Default)]
struct Sum<'a> {
	/// How many times the generator G is in it.
	g: Scalar,
	coefficients: Vec<Scalar>,
	points: Vec<RistrettoPoint>,
	/// Where X_j, Z_j, R and Q are. A point has one encoding, so whatever its role, equal bytes are equal
	/// points.
	publics: BTreeMap<&'a Bytes32, usize>,
	/// Where the S are, by request_ctx and R.
	mask_bases: BTreeMap<(&'a Bytes32, &'a Bytes32), usize>,
}

impl<'a> Sum<'a> {
	/// A point of its own; gives its place.
	fn add(&mut self, point: RistrettoPoint, coefficient: Scalar) -> usize {
		self.points.push(point);
		self.coefficients.push(coefficient);
		self.points.len() - 1
	}

	/// A point of a statement, decoded where it is new.
	fn add_public(&mut self, bytes: &'a Bytes32, coefficient: Scalar) -> Result<(), Error> {
		match self.publics.get(bytes) {
			Some(place) => self.coefficients[*place] += coefficient,
			None => {
				let place = self.add(decode_point(bytes)?, coefficient);
				self.publics.insert(bytes, place);
			}
		}
		Ok(())
	}

	/// S of a statement, hashed where it is new.
	fn add_mask_base(&mut self, statement: &ShareStatement<'a>, coefficient: Scalar) {
		let key = (statement.ctx, statement.r);
		match self.mask_bases.get(&key) {
			Some(place) => self.coefficients[*place] += coefficient,
			None => {
				let place = self.add(mask_base(statement.ctx, statement.r), coefficient);
				self.mask_bases.insert(key, place);
			}
		}
	}

	/// The sum: one multiplication of all scalars.
	fn total(mut self) -> RistrettoPoint {
		self.add(RISTRETTO_BASEPOINT_POINT, self.g);
		RistrettoPoint::vartime_multiscalar_mul(&self.coefficients, &self.points)
	}
}
