//! The one-time key of a request: `q = H2S("q", seed)`, `Q = qG`.
//!
//! The requester signs Q (`auth_sig`) and proves nothing else: every share is sealed under its own rho, so a
//! Q that nobody has the key of helps nobody.

use curve25519_dalek::{ristretto::RistrettoPoint, scalar::Scalar};
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::{
	Bytes32,
	encoding::encode_point,
	group::{REQUEST_KEY, hash_to_scalar},
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
