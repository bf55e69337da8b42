//! Administrators' points and secrets, and the check that a committee is one.

use alloc::vec::Vec;

use curve25519_dalek::{
	ristretto::RistrettoPoint,
	scalar::Scalar,
	traits::{IsIdentity, VartimeMultiscalarMul},
};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::{
	Bytes32, Error,
	encoding::{decode_point, decode_scalar, encode_point, field},
	error::{CommitteeFault, Sharing},
	polynomial::Basis,
};

/// The largest committee.
pub const MAX_ADMINS: usize = 16;

/// Whether the requester is one of the committee, which decides the zero sharing in use (docs/cryptography.md 5.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
	/// The requester is not an administrator of this committee: z, any k shares.
	Outsider = 0,
	/// The requester is one: z', their own share and k others.
	Admin = 1,
}

impl Mode {
	/// The byte in the request's context.
	pub const fn as_u8(self) -> u8 {
		match self {
			Mode::Outsider => 0,
			Mode::Admin => 1,
		}
	}

	/// The mode of a byte. There are no others.
	pub const fn from_u8(byte: u8) -> Option<Mode> {
		match byte {
			0 => Some(Mode::Outsider),
			1 => Some(Mode::Admin),
			_ => None,
		}
	}
}

/// The public points of administrator j.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AdminPoints {
	/// j, 1..=65535.
	pub index: u16,
	/// `X_j = x(j) G`.
	pub x: Bytes32,
	/// `Z_j = z(j) G`.
	pub z: Bytes32,
	/// `Z'_j = z'(j) G`.
	pub zp: Bytes32,
}

impl AdminPoints {
	/// `Z_j` or `Z'_j`: the mask point of the mode.
	pub fn mask(&self, mode: Mode) -> &Bytes32 {
		match mode {
			Mode::Outsider => &self.z,
			Mode::Admin => &self.zp,
		}
	}
}

/// The secrets `x(j), z(j), z'(j)` of administrator j. Overwritten on drop; has no `Debug`.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct AdminSecret {
	index: u16,
	x: Scalar,
	z: Scalar,
	zp: Scalar,
}

impl AdminSecret {
	pub(crate) fn new(index: u16, x: Scalar, z: Scalar, zp: Scalar) -> AdminSecret {
		AdminSecret { index, x, z, zp }
	}

	/// j.
	pub fn index(&self) -> u16 {
		self.index
	}

	/// `x ‖ z ‖ z'`.
	pub fn to_bytes(&self) -> Zeroizing<[u8; 96]> {
		let mut out = Zeroizing::new([0; 96]);
		for (to, scalar) in out
			.as_chunks_mut::<32>()
			.0
			.iter_mut()
			.zip([&self.x, &self.z, &self.zp])
		{
			to.copy_from_slice(scalar.as_bytes());
		}
		out
	}

	/// Decodes `x ‖ z ‖ z'` strictly: canonical, none of them zero.
	pub fn from_bytes(index: u16, bytes: &[u8; 96]) -> Result<AdminSecret, Error> {
		if index == 0 {
			return Err(Error::BadParameters);
		}
		let scalar = |position| {
			let bytes = Zeroizing::new(field(bytes, position));
			decode_scalar(&bytes)
		};
		let secret = AdminSecret::new(index, scalar(0)?, scalar(1)?, scalar(2)?);
		if [&secret.x, &secret.z, &secret.zp].contains(&&Scalar::ZERO) {
			return Err(Error::BadScalar);
		}
		Ok(secret)
	}

	/// `X_j, Z_j, Z'_j`.
	pub fn public(&self) -> AdminPoints {
		let point = |scalar| encode_point(&RistrettoPoint::mul_base(scalar));
		AdminPoints {
			index: self.index,
			x: point(&self.x),
			z: point(&self.z),
			zp: point(&self.zp),
		}
	}

	/// x_j.
	pub(crate) fn x(&self) -> &Scalar {
		&self.x
	}

	/// z_j, or z'_j in mode 1.
	pub(crate) fn mask(&self, mode: Mode) -> &Scalar {
		match mode {
			Mode::Outsider => &self.z,
			Mode::Admin => &self.zp,
		}
	}
}

/// The points of one sharing, in the order of the indices, with the basis over the first k of them.
struct Points<'a> {
	sharing: Sharing,
	basis: &'a Basis,
	indices: &'a [u16],
	points: Vec<RistrettoPoint>,
}

impl Points<'_> {
	/// `Σ_{j in B} c_j P_j`: one multiplication of k scalars.
	fn sum(&self, coefficients: &[Scalar]) -> RistrettoPoint {
		RistrettoPoint::vartime_multiscalar_mul(coefficients, &self.points[..coefficients.len()])
	}

	/// Steps 1 and 2 for the indices behind B, and step 3.
	fn check(&self, k: usize) -> Result<(), Error> {
		for (t, point) in self.indices.iter().zip(&self.points).skip(k) {
			self.check_value(*t, point)?;
		}
		if self.sum(self.basis.leading()).is_identity() {
			return Err(Error::BadCommittee(CommitteeFault::LowDegree(self.sharing)));
		}
		Ok(())
	}

	/// `Σ_{j in B} L_j(t) P_j ?= P_t`.
	fn check_value(&self, t: u16, point: &RistrettoPoint) -> Result<(), Error> {
		if self.sum(&self.basis.at(t)) == *point {
			Ok(())
		} else {
			Err(Error::BadCommittee(CommitteeFault::OffPolynomial(self.sharing)))
		}
	}
}

/// `2 <= k <= n <= MAX_ADMINS`, and ascending indices without 0.
pub(crate) fn check_shape(k: u16, indices: &[u16]) -> Result<(), Error> {
	Err(Error::BadCommittee(if k < 2 || usize::from(k) > indices.len() {
		CommitteeFault::Threshold
	} else if indices.len() > MAX_ADMINS {
		CommitteeFault::Size
	} else if indices.first() == Some(&0) || indices.windows(2).any(|pair| pair[0] >= pair[1]) {
		CommitteeFault::Indices
	} else {
		return Ok(());
	}))
}

/// The consistency check of a committee (docs/cryptography.md 5.4a, steps 1 to 3; step 4 needs the chain).
///
/// `Ok` says that the points of x, z and z' lie on polynomials of exactly the degrees k-1, k-1 and k, with the values
/// X, O and O at 0: hence every admissible set of administrators opens the same U, and no smaller one does. With
/// B = the first k indices and `L_j` its Lagrange basis:
///
/// 1. `Σ L_j(t) X_j = X_t` for t = 0 and every index behind B, where `X_0 = X`; the same for Z with `Z_0 = O`;
/// 2. the same for Z' with the basis over B and 0, for every index behind B;
/// 3. the leading coefficients `Σ w_j X_j`, `Σ w_j Z_j`, `Σ (w_j / j) Z'_j` are not O.
///
/// Deterministic; at n = 16 about 240 scalar multiplications, one multiscalar multiplication per equation.
pub fn check_committee(k: u16, x: &Bytes32, admins: &[AdminPoints]) -> Result<(), Error> {
	let fault = |fault| Err(Error::BadCommittee(fault));
	let indices: Vec<u16> = admins.iter().map(|admin| admin.index).collect();
	check_shape(k, &indices)?;
	let k = usize::from(k);
	let Ok(public_key) = decode_point(x) else {
		return fault(CommitteeFault::PublicKey);
	};
	let decode = |part: fn(&AdminPoints) -> &Bytes32| {
		let decode_one = |admin: &AdminPoints| {
			decode_point(part(admin))
				.map_err(|_| Error::BadCommittee(CommitteeFault::Point { index: admin.index }))
		};
		admins.iter().map(decode_one).collect::<Result<Vec<_>, Error>>()
	};

	let basis = Basis::new(indices[..k].iter().copied());
	let basis0 = basis.and_zero();
	let points = |sharing, basis, points| Points {
		sharing,
		basis,
		indices: &indices,
		points,
	};
	let xs = points(Sharing::Decryption, &basis, decode(|admin| &admin.x)?);
	let zs = points(Sharing::Mask, &basis, decode(|admin| &admin.z)?);
	let zps = points(Sharing::AdminMask, &basis0, decode(|admin| &admin.zp)?);

	let at_zero = basis.at(0);
	if xs.sum(&at_zero) != public_key {
		return fault(CommitteeFault::OffPolynomial(Sharing::Decryption));
	}
	if !zs.sum(&at_zero).is_identity() {
		return fault(CommitteeFault::OffPolynomial(Sharing::Mask));
	}
	xs.check(k)?;
	zs.check(k)?;
	zps.check(k)
}
