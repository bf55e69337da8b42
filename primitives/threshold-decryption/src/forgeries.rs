//! Forged shares that need the inner functions: each satisfies a verifier that checks a little less, and is
//! refused by ours.

use alloc::vec::Vec;

use curve25519_dalek::{ristretto::RistrettoPoint, scalar::Scalar};
use rand_chacha::{ChaCha20Rng, rand_core::SeedableRng};

use crate::{
	capsule::encapsulate_with,
	encoding::{decode_point, decode_scalar, encode_point, field, join},
	group::{hash_to_scalar, random_scalar},
	share::{challenge, mask_base, transcript},
	verify::{Claim, weighted_sum_holds},
	*,
};

const ADMIN: usize = 1;

/// A request to the paper's committee for a capsule whose r the administrator knows, as an uploader has told
/// it.
struct World {
	rng: ChaCha20Rng,
	secret: AdminSecret,
	points: AdminPoints,
	log_r: Scalar,
	r: Bytes32,
	q: Bytes32,
	ctx: Bytes32,
}

impl World {
	fn new() -> World {
		let mut rng = ChaCha20Rng::from_seed([1; 32]);
		let (x, mut secrets) = deal_committee(3, &[1, 2, 3, 4], &mut rng).unwrap();
		let secret = secrets.swap_remove(ADMIN);
		let log_r = *random_scalar(&mut rng);
		let (capsule, _) = encapsulate_with(&decode_point(&x).unwrap(), &[2; 32], &log_r, &Scalar::ONE);
		World {
			rng,
			points: secret.public(),
			secret,
			log_r,
			r: capsule_point(&capsule),
			q: RequestKey::from_seed(&[3; 32]).public(),
			ctx: [4; 32],
		}
	}

	fn statement(&self) -> ShareStatement<'_> {
		ShareStatement {
			ctx: &self.ctx,
			index: self.points.index,
			r: &self.r,
			q: &self.q,
			x_j: &self.points.x,
			z_j: &self.points.z,
		}
	}

	fn share(&mut self) -> [u8; SHARE_LENGTH] {
		let World { rng, secret, .. } = self;
		create_share(secret, Mode::Outsider, &self.ctx, &self.r, &self.q, rng).unwrap()
	}

	/// R, S, Q.
	fn bases(&self) -> [RistrettoPoint; 3] {
		[
			decode_point(&self.r).unwrap(),
			mask_base(&self.ctx, &self.r),
			decode_point(&self.q).unwrap(),
		]
	}

	/// A share of these points, with the responses that `witness` gives: what a forger may choose, and in
	/// which order.
	fn forge(&self, points: &[RistrettoPoint; 6], nonces: &[Scalar; 3], witness: &[Scalar; 3]) -> [u8; 288] {
		let points = points.each_ref().map(encode_point);
		let e = challenge(&transcript(&self.statement(), &points));
		let mut fields = points.to_vec();
		fields.extend(
			nonces
				.iter()
				.zip(witness)
				.map(|(nonce, value)| (nonce + e * value).to_bytes()),
		);
		join(&fields)
	}

	/// The honest A, B and T, with their nonces and the witness x_j, z_j, rho.
	fn honest(&mut self) -> ([RistrettoPoint; 6], [Scalar; 3], [Scalar; 3]) {
		let [n0, n1, n2, rho] = [0; 4].map(|_| *random_scalar(&mut self.rng));
		let [r, s, q] = self.bases();
		let (x, z) = (*self.secret.x(), *self.secret.mask(Mode::Outsider));
		let base = |scalar: Scalar| RistrettoPoint::mul_base(&scalar);
		let points = [
			base(rho),
			x * r + z * s + rho * q,
			base(n0),
			base(n1),
			base(n2),
			n0 * r + n1 * s + n2 * q,
		];
		(points, [n0, n1, n2], [x, z, rho])
	}
}

/// Whether a verifier with these weights would accept.
fn accepted(shares: &[(&[u8; SHARE_LENGTH], ShareStatement)], weights: &[[Scalar; 4]]) -> bool {
	let claims: Vec<Claim> = shares
		.iter()
		.map(|(share, statement)| Claim::read(share, statement).unwrap())
		.collect();
	weighted_sum_holds(&claims, weights).unwrap()
}

/// s_x, s_z or s_r of a share, shifted.
fn shifted(share: &[u8; SHARE_LENGTH], position: usize, by: &Scalar) -> [u8; SHARE_LENGTH] {
	let mut fields: [Bytes32; 9] = core::array::from_fn(|position| field(share, position));
	fields[position] = (decode_scalar(&fields[position]).unwrap() + by).to_bytes();
	join(&fields)
}

#[test]
fn the_honest_forger_is_accepted() {
	let mut world = World::new();
	let (points, nonces, witness) = world.honest();
	let share = world.forge(&points, &nonces, &witness);
	assert_eq!(verify_share(&share, &world.statement()), Ok(()));
	assert!(accepted(&[(&share, world.statement())], &[[Scalar::ONE; 4]]));
}

/// The four statements folded into one, with weights that are known before the responses: an administrator
/// who knows r has the logarithm of `w0 G + w3 R`, and with it a witness for a B that is not its share.
#[test]
fn a_false_share_of_one_who_knows_r_is_refused() {
	let mut world = World::new();
	let (mut points, nonces, [x, z, rho]) = world.honest();
	let lie = Scalar::from(1_000_003u64);
	points[1] += RistrettoPoint::mul_base(&lie);
	let mut weights = [Scalar::ONE; 4];
	for (weight, i) in weights.iter_mut().zip(0u8..).skip(1) {
		*weight = hash_to_scalar(b"one equation", &[&world.ctx, &encode_point(&points[1]), &[i]]);
	}
	let [_, _, _, w3] = weights;
	let false_x = x + w3 * lie * (Scalar::ONE + w3 * world.log_r).invert();
	let share = world.forge(&points, &nonces, &[false_x, z, rho]);
	let statement = world.statement();
	assert!(
		accepted(&[(&share, statement)], &[weights]),
		"the variant accepts it"
	);
	assert_eq!(verify_share(&share, &statement), Err(Error::BadShareProof));
}

/// Errors of two equations of one share: T0 + D and T1 - D, before the challenge.
#[test]
fn errors_that_cancel_within_a_share_are_found() {
	let mut world = World::new();
	let (mut points, nonces, witness) = world.honest();
	let error = RistrettoPoint::mul_base(&Scalar::from(7u64));
	points[2] += error;
	points[3] -= error;
	let share = world.forge(&points, &nonces, &witness);
	let statement = world.statement();
	assert!(accepted(&[(&share, statement)], &[[Scalar::ONE; 4]]));
	assert_eq!(verify_share(&share, &statement), Err(Error::BadShareProof));
}

/// Errors of two shares: s + δ in one, s - δ in the other, behind the challenges.
#[test]
fn errors_that_cancel_between_two_shares_are_found() {
	let mut world = World::new();
	let (first, second) = (world.share(), world.share());
	let statement = world.statement();
	let delta = Scalar::from(7u64);
	for position in 6..9 {
		let (plus, minus) = (
			shifted(&first, position, &delta),
			shifted(&second, position, &-delta),
		);
		let batch = [(&plus, statement), (&minus, statement)];
		assert!(
			accepted(&batch, &[[Scalar::ONE; 4]; 2]),
			"equal weights accept it"
		);
		assert_eq!(verify_shares(&batch), Err(Error::BadShareProof));
		for one in batch {
			assert_eq!(verify_shares(&[one]), Err(Error::BadShareProof));
		}
	}
}

/// `A + τG, B + τQ` encrypts the same share. With `s_r + e τ` the equations would hold for the old challenge,
/// which is another one, as it contains A and B.
#[test]
fn a_share_cannot_be_randomised_again() {
	let mut world = World::new();
	let share = world.share();
	let statement = world.statement();
	let tau = Scalar::from(11u64);
	let e = {
		let points: [Bytes32; 6] = core::array::from_fn(|position| field(&share, position));
		challenge(&transcript(&statement, &points))
	};
	let moved =
		|position, by: RistrettoPoint| encode_point(&(decode_point(&field(&share, position)).unwrap() + by));
	let [_, _, q] = world.bases();
	for s_r in [Scalar::ZERO, e * tau] {
		let mut forged = shifted(&share, 8, &s_r);
		forged[..32].copy_from_slice(&moved(0, RistrettoPoint::mul_base(&tau)));
		forged[32..64].copy_from_slice(&moved(1, tau * q));
		assert_eq!(verify_share(&forged, &statement), Err(Error::BadShareProof));
	}
}
