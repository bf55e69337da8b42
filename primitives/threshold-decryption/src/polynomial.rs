//! Polynomials over the scalars and their commitments: Horner, and Lagrange in barycentric form.

use alloc::vec::Vec;

use curve25519_dalek::{ristretto::RistrettoPoint, scalar::Scalar};
use rand_core::{CryptoRng, RngCore};
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::group::random_scalar;

/// A secret polynomial, coefficients from the lowest power up.
#[derive(Zeroize, ZeroizeOnDrop)]
pub(crate) struct Polynomial(Vec<Scalar>);

impl Polynomial {
	/// A random polynomial of *exactly* this degree (no coefficient drawn is zero) with the given constant.
	pub(crate) fn random(
		constant: &Scalar,
		degree: u16,
		rng: &mut (impl RngCore + CryptoRng + ?Sized),
	) -> Polynomial {
		let mut coefficients = Vec::with_capacity(usize::from(degree) + 1); // never grows: no copies left behind
		coefficients.push(*constant);
		for _ in 0..degree {
			coefficients.push(*random_scalar(rng));
		}
		Polynomial(coefficients)
	}

	/// f(index), by Horner's rule; constant time in the coefficients.
	pub(crate) fn evaluate(&self, index: u16) -> Scalar {
		let at = Scalar::from(index);
		self.0
			.iter()
			.rev()
			.fold(Scalar::ZERO, |sum, coefficient| sum * at + coefficient)
	}

	/// The constant f(0).
	pub(crate) fn constant(&self) -> &Scalar {
		self.0.first().unwrap_or(&Scalar::ZERO)
	}

	/// Feldman commitments: every coefficient times G.
	pub(crate) fn commitments(&self) -> impl Iterator<Item = RistrettoPoint> + '_ {
		self.0.iter().map(RistrettoPoint::mul_base)
	}
}

/// Commitments to x, z and z', from the lowest power up; those to the constants of z and z', which are zero,
/// are left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Commitments {
	pub(crate) x: Vec<RistrettoPoint>,
	pub(crate) z: Vec<RistrettoPoint>,
	pub(crate) zp: Vec<RistrettoPoint>,
}

impl Commitments {
	/// `x(t) G, z(t) G, z'(t) G`.
	pub(crate) fn at(&self, t: u16) -> [RistrettoPoint; 3] {
		[
			horner(&self.x, t),
			small_multiple(t, horner(&self.z, t)),
			small_multiple(t, horner(&self.zp, t)),
		]
	}
}

/// `Σ t^i C_i`. The powers of t are numbers of 253 bits, t itself one of 16: a step costs 15 doublings at
/// most, and no more than five for an index up to 32.
fn horner(commitments: &[RistrettoPoint], t: u16) -> RistrettoPoint {
	commitments
		.iter()
		.rev()
		.copied()
		.reduce(|sum, commitment| small_multiple(t, sum) + commitment)
		.unwrap_or_default()
}

/// `t P` by doubling and adding; variable time in t, which is public.
fn small_multiple(t: u16, point: RistrettoPoint) -> RistrettoPoint {
	let Some(highest) = t.checked_ilog2() else {
		return RistrettoPoint::default();
	};
	(0..highest).rev().fold(point, |sum, bit| {
		let doubled = sum + sum;
		if t >> bit & 1 == 1 {
			doubled + point
		} else {
			doubled
		}
	})
}

/// The Lagrange basis over distinct nodes. Nodes are public.
pub(crate) struct Basis {
	nodes: Vec<Scalar>,
	/// `w_j = 1 / Π_{m≠j} (j - m)`: also the weights of the leading coefficient.
	weights: Vec<Scalar>,
	/// Whether 0 is a further node, at which the polynomial is zero.
	through_zero: bool,
}

impl Basis {
	/// Over these indices, which must be distinct (equal ones make weights of zero).
	pub(crate) fn new(indices: impl IntoIterator<Item = u16>) -> Basis {
		let nodes: Vec<Scalar> = indices.into_iter().map(Scalar::from).collect();
		let mut weights: Vec<Scalar> = nodes
			.iter()
			.map(|j| nodes.iter().filter(|m| *m != j).map(|m| j - m).product())
			.collect();
		Scalar::batch_invert(&mut weights);
		Basis {
			nodes,
			weights,
			through_zero: false,
		}
	}

	/// The same nodes and 0, for polynomials whose value at 0 is zero: the term of 0 drops out everywhere.
	pub(crate) fn and_zero(&self) -> Basis {
		let mut inverse = self.nodes.clone();
		Scalar::batch_invert(&mut inverse);
		let weights = self
			.weights
			.iter()
			.zip(&inverse)
			.map(|(weight, inverse)| weight * inverse)
			.collect();
		Basis {
			nodes: self.nodes.clone(),
			weights,
			through_zero: true,
		}
	}

	/// `w_j` for each node: `Σ w_j f(j)` is the coefficient of the highest power.
	pub(crate) fn leading(&self) -> &[Scalar] {
		&self.weights
	}

	/// `L_j(t)` for each node.
	pub(crate) fn at(&self, t: u16) -> Vec<Scalar> {
		let t = Scalar::from(t);
		let differences: Vec<Scalar> = self.nodes.iter().map(|node| t - node).collect();
		let mut out = self.weights.clone();
		// Π_{m≠j} (t - m) = (product of those before j) * (product of those behind j)
		let mut before = if self.through_zero { t } else { Scalar::ONE };
		for (value, difference) in out.iter_mut().zip(&differences) {
			*value *= before;
			before *= difference;
		}
		let mut behind = Scalar::ONE;
		for (value, difference) in out.iter_mut().zip(&differences).rev() {
			*value *= behind;
			behind *= difference;
		}
		out
	}
}
