//! What can be wrong with a value from outside.

use core::fmt;

/// Why a value was refused. Never carries a secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
	/// Not the canonical encoding of a ristretto255 element, or the identity.
	BadPoint,
	/// Not the canonical encoding of a scalar, or zero where a secret is expected.
	BadScalar,
	/// The capsule's proof does not hold for this context.
	BadCapsuleProof,
	/// The share's proof does not hold for this administrator, request and record; or that of one share of a
	/// batch.
	BadShareProof,
	/// A dealer's proof that it knows the constant of its deal does not hold.
	BadKeyProof,
	/// The public part of a committee is inconsistent.
	BadCommittee(CommitteeFault),
	/// A threshold, index or length outside of its range.
	BadParameters,
	/// No share to verify, or fewer to combine than any committee asks for.
	TooFewShares,
	/// Two shares of one administrator.
	DuplicateIndex,
	/// A dealt share that does not fit its commitments, or a deal that does not fit the old committee.
	BadDeal,
	/// Not exactly as many deals as the threshold of the old committee asks for.
	WrongNumberOfDeals,
}

/// What [`check_committee`](crate::check_committee) found. The numbers are those of docs/cryptography.md 5.4a.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum CommitteeFault {
	/// Not `2 <= k <= n`.
	Threshold,
	/// More than [`MAX_ADMINS`](crate::MAX_ADMINS) administrators.
	Size,
	/// The indices are not ascending, distinct and different from zero.
	Indices,
	/// The public key X is not canonical, or the identity.
	PublicKey,
	/// A point of this administrator is not canonical, or the identity.
	Point {
		/// The administrator's index.
		index: u16,
	},
	/// The points do not lie on one polynomial of the degree (steps 1 and 2).
	OffPolynomial(Sharing),
	/// The polynomial has a lower degree than it must (step 3).
	LowDegree(Sharing),
}

/// One of the three polynomials of a committee.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sharing {
	/// x: degree k-1, x(0) = x.
	Decryption,
	/// z: degree k-1, z(0) = 0.
	Mask,
	/// z': degree k, z'(0) = 0.
	AdminMask,
}

impl fmt::Display for Sharing {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(match self {
			Sharing::Decryption => "x",
			Sharing::Mask => "z",
			Sharing::AdminMask => "z'",
		})
	}
}

impl fmt::Display for CommitteeFault {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			CommitteeFault::Threshold => f.write_str("the threshold is not within 2..=n"),
			CommitteeFault::Size => f.write_str("there are too many administrators"),
			CommitteeFault::Indices => f.write_str("the indices are not ascending, distinct and non-zero"),
			CommitteeFault::PublicKey => f.write_str("the public key is not a valid point"),
			CommitteeFault::Point { index } => {
				write!(f, "a point of administrator {index} is not a valid point")
			}
			CommitteeFault::OffPolynomial(sharing) => {
				write!(
					f,
					"the points of {sharing} do not lie on one polynomial of its degree"
				)
			}
			CommitteeFault::LowDegree(sharing) => {
				write!(f, "the polynomial {sharing} has too low a degree")
			}
		}
	}
}

impl fmt::Display for Error {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Error::BadPoint => f.write_str("not a valid point"),
			Error::BadScalar => f.write_str("not a valid scalar"),
			Error::BadCapsuleProof => f.write_str("the capsule's proof does not hold for this record"),
			Error::BadShareProof => f.write_str("the share's proof does not hold for this request"),
			Error::BadKeyProof => f.write_str("the dealer's proof of its key does not hold"),
			Error::BadCommittee(fault) => write!(f, "inconsistent committee: {fault}"),
			Error::BadParameters => f.write_str("a threshold, index or length is out of range"),
			Error::TooFewShares => f.write_str("too few shares"),
			Error::DuplicateIndex => f.write_str("two shares of one administrator"),
			Error::BadDeal => f.write_str("a deal does not fit its commitments or the old committee"),
			Error::WrongNumberOfDeals => f.write_str("not as many deals as the old threshold asks for"),
		}
	}
}

impl core::error::Error for Error {}
