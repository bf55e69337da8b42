//! Strict decoding: one byte string per value, and no identity (RFC 9496, section 4.3.1; docs/cryptography.md 5.2a).

use curve25519_dalek::{
	ristretto::{CompressedRistretto, RistrettoPoint},
	scalar::Scalar,
	traits::IsIdentity,
};

use crate::{Bytes32, Error};

/// Decodes a ristretto255 element; refuses non-canonical encodings and the identity.
pub(crate) fn decode_point(bytes: &Bytes32) -> Result<RistrettoPoint, Error> {
	match CompressedRistretto(*bytes).decompress() {
		Some(point) if !point.is_identity() => Ok(point),
		_ => Err(Error::BadPoint),
	}
}

/// Decodes a scalar; refuses values of the group order or more.
pub(crate) fn decode_scalar(bytes: &Bytes32) -> Result<Scalar, Error> {
	Option::from(Scalar::from_canonical_bytes(*bytes)).ok_or(Error::BadScalar)
}

/// The 32-byte encoding of a point.
pub(crate) fn encode_point(point: &RistrettoPoint) -> Bytes32 {
	point.compress().to_bytes()
}

/// Field number `position` of a message made of 32-byte fields; zeros beyond its end, which no caller asks for.
pub(crate) fn field(message: &[u8], position: usize) -> Bytes32 {
	message
		.as_chunks::<32>()
		.0
		.get(position)
		.copied()
		.unwrap_or_default()
}

/// Joins 32-byte fields into a message of exactly `N` bytes.
pub(crate) fn join<const N: usize>(fields: &[Bytes32]) -> [u8; N] {
	debug_assert_eq!(fields.len() * 32, N);
	let mut out = [0; N];
	for (to, from) in out.as_chunks_mut::<32>().0.iter_mut().zip(fields) {
		*to = *from;
	}
	out
}
