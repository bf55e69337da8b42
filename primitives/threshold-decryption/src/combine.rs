//! The requester's side: opening shares and combining them.

use alloc::vec::Vec;

use curve25519_dalek::{
	ristretto::RistrettoPoint,
	traits::{IsIdentity, MultiscalarMul},
};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::{
	Bytes32, Error,
	committee::{AdminSecret, Mode},
	encoding::{decode_point, encode_point, field},
	polynomial::Basis,
	request_key::RequestKey,
	share::mask_base,
};

/// `D_j`, an opened share. Together with enough others it opens the capsule: kept secret, overwritten on drop.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct PartialDecryption {
	index: u16,
	d: RistrettoPoint,
}

impl PartialDecryption {
	/// j, whose share it was.
	pub fn index(&self) -> u16 {
		self.index
	}

	/// `index u16 LE ‖ D_j`, 34 bytes: as secret as `D_j`, for a requester who keeps their own until the others are there.
	pub fn to_bytes(&self) -> Zeroizing<[u8; 34]> {
		let mut bytes = Zeroizing::new([0; 34]);
		bytes[..2].copy_from_slice(&self.index.to_le_bytes());
		bytes[2..].copy_from_slice(&encode_point(&self.d));
		bytes
	}

	/// Reads what [`PartialDecryption::to_bytes`] wrote.
	///
	/// # Errors
	/// When it holds no point, the identity, or index 0.
	pub fn from_bytes(bytes: &[u8; 34]) -> Result<Self, Error> {
		let index = u16::from_le_bytes([bytes[0], bytes[1]]);
		let mut point = Zeroizing::new([0; 32]);
		point.copy_from_slice(&bytes[2..]);
		partial(index, decode_point(&point)?)
	}
}

/// `D_j = B_j - q A_j` (docs/cryptography.md 5.2, Combine): opens `A ‖ B` of administrator `index`.
///
/// Verifies nothing: the chain did, and a client that does not trust its node calls
/// [`verify_share`](crate::verify_share) on the whole share first.
pub fn open_share(key: &RequestKey, index: u16, ab: &[u8; 64]) -> Result<PartialDecryption, Error> {
	let (a, b) = (decode_point(&field(ab, 0))?, decode_point(&field(ab, 1))?);
	partial(index, b - key.secret() * a)
}

/// `D_i = x_i R + z'_i S` of an administrator who is the requester (docs/cryptography.md 5.2, mode 1): computed, never sent.
pub fn own_partial(
	secret: &AdminSecret,
	mode: Mode,
	ctx: &Bytes32,
	r: &Bytes32,
) -> Result<PartialDecryption, Error> {
	let bases = [decode_point(r)?, mask_base(ctx, r)];
	partial(
		secret.index(),
		RistrettoPoint::multiscalar_mul([secret.x(), secret.mask(mode)], bases),
	)
}

fn partial(index: u16, d: RistrettoPoint) -> Result<PartialDecryption, Error> {
	let partial = PartialDecryption { index, d };
	if index == 0 {
		return Err(Error::BadParameters);
	}
	if partial.d.is_identity() {
		return Err(Error::BadPoint);
	}
	Ok(partial)
}

/// `U = Σ λ_j D_j` with the Lagrange coefficients at 0 over exactly the given indices (docs/cryptography.md 5.2, Combine).
///
/// Give it exactly k partial decryptions in [`Mode::Outsider`]; the requester's own and k others in [`Mode::Admin`]. With
/// fewer, or with one of another request among them, the result is a point that has nothing to do with U: whether it
/// is the right one shows when the report key opens the record.
pub fn combine(partials: &[PartialDecryption]) -> Result<Zeroizing<Bytes32>, Error> {
	if partials.len() < 2 {
		return Err(Error::TooFewShares);
	}
	let mut indices: Vec<u16> = partials.iter().map(|partial| partial.index).collect();
	indices.sort_unstable();
	if indices.windows(2).any(|pair| pair[0] == pair[1]) {
		return Err(Error::DuplicateIndex);
	}
	let lambda = Basis::new(partials.iter().map(|partial| partial.index)).at(0);
	let u = Zeroizing::new(RistrettoPoint::multiscalar_mul(
		&lambda,
		partials.iter().map(|partial| &partial.d),
	));
	if u.is_identity() {
		return Err(Error::BadPoint);
	}
	Ok(Zeroizing::new(encode_point(&u)))
}
