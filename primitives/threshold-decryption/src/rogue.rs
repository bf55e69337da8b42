//! The last dealer of a ceremony has seen what all others published, and publishes D minus their sum, so that all together make D, which
//! that dealer knows (docs/cryptography.md 5.4). A constant made so lacks its proof. A mask made so has one, and no box that fits.

use alloc::vec::Vec;

use curve25519_dalek::{ristretto::RistrettoPoint, scalar::Scalar};
use rand_chacha::{ChaCha20Rng, rand_core::SeedableRng};
use zeroize::Zeroizing;

use crate::{
	ceremony::{Founding, combine_commitments},
	context::{CeremonyKind, sha256},
	dealing::*,
	encoding::{decode_scalar, encode_point, field, join},
	group::{DEAL, hash_to_scalar},
	polynomial::Commitments,
	*,
};

const CTX: Bytes32 = [8; 32];
const SIZES: [(u16, u16); 2] = [(3, 4), (9, 16)];
/// Which of x, z and z' the last dealer computes of what the others have dealt.
type Parts = [bool; 3];

struct World {
	k: u16,
	indices: Vec<u16>,
	rng: ChaCha20Rng,
	/// Deals of all but the last.
	others: Vec<Deal>,
	/// What the others have published.
	published: Vec<DealCommitments>,
	/// What all are to make together, and its constant.
	own: Deal,
	constant: Scalar,
}

impl World {
	fn new(k: u16, n: u16) -> World {
		let mut rng = ChaCha20Rng::from_seed([6; 32]);
		let others: Vec<Deal> = (1..n)
			.map(|_| Deal::new(&Constant::Random, k, &mut rng).unwrap())
			.collect();
		let constant = Scalar::from(1_000_003u64);
		let known = Constant::Reshare(Zeroizing::new(constant.to_bytes()));
		World {
			k,
			indices: (1..=n).collect(),
			published: others.iter().map(Deal::commitments).collect(),
			others,
			own: Deal::new(&known, k, &mut rng).unwrap(),
			constant,
			rng,
		}
	}

	fn last(&self) -> u16 {
		self.indices[self.indices.len() - 1]
	}

	/// D minus what the others have published in these parts, and D in the others.
	fn rogue(&self, parts: Parts) -> DealCommitments {
		let own = self.own.commitments();
		let column = |of: fn(&Commitments) -> &Vec<RistrettoPoint>, undone: bool| -> Vec<Bytes32> {
			let points = of(&own.points).iter().enumerate();
			let left = points.map(|(at, point)| {
				let others: RistrettoPoint = self.published.iter().map(|other| of(&other.points)[at]).sum();
				encode_point(&if undone { point - others } else { *point })
			});
			left.collect()
		};
		let bytes = [
			column(|points| &points.x, parts[0]),
			column(|points| &points.z, parts[1]),
			column(|points| &points.zp, parts[2]),
		];
		DealCommitments::from_bytes(self.k, bytes.concat().as_flattened()).unwrap()
	}

	/// The proof for these commitments, as whoever knows the constant of D makes it.
	fn prove(&self, commitments: &DealCommitments) -> [u8; 64] {
		let t = Scalar::from(7_919u64);
		let e = hash_to_scalar(
			DEAL,
			&[
				&CTX,
				&self.last().to_le_bytes(),
				&commitments.constant(),
				&sha256(&[&commitments.to_bytes()[..]]),
				&encode_point(&RistrettoPoint::mul_base(&t)),
			],
		);
		join(&[e.to_bytes(), (t + e * self.constant).to_bytes()])
	}

	/// All but the last have dealt.
	fn before_the_last(&mut self) -> Founding<'_> {
		let mut founding = Founding::new(&CTX, self.k, &self.indices).unwrap();
		for ((index, deal), commitments) in self.indices.iter().zip(&self.others).zip(&self.published) {
			let proof = deal.prove(&CTX, *index, &[2; 32], &mut self.rng);
			founding.accept(*index, commitments.clone(), &proof).unwrap();
		}
		founding
	}

	/// What a ceremony without rules makes of it.
	fn sum(&self, rogue: &DealCommitments) -> (Bytes32, Vec<AdminPoints>) {
		let dealt = self.indices.iter().copied();
		let deals: Vec<_> = dealt.zip(self.published.iter().chain([rogue])).collect();
		combine_commitments(CeremonyKind::Random, &deals, &self.indices).unwrap()
	}

	/// What D deals to somebody, minus what the others deal there in these parts.
	fn left(&self, index: u16, parts: Parts) -> Zeroizing<[u8; 96]> {
		let value = |deal: &Deal, at: usize| {
			let share = deal.shares(index).unwrap();
			decode_scalar(&field(&share[..], at)).unwrap()
		};
		let fields: [Bytes32; 3] = core::array::from_fn(|at| {
			let others: Scalar = self.others.iter().map(|deal| value(deal, at)).sum();
			let own = value(&self.own, at);
			let left = if parts[at] { own - others } else { own };
			left.to_bytes()
		});
		Zeroizing::new(join(&fields))
	}
}

#[test]
fn a_constant_that_undoes_all_others_lacks_its_proof() {
	for (k, n) in SIZES {
		let mut world = World::new(k, n);
		let rogue = world.rogue([true, false, false]);
		let own = world.own.commitments();
		assert_eq!(
			world.sum(&rogue).0,
			own.constant(),
			"or there would be nothing to refuse"
		);
		let last = world.last();
		let honest = world.prove(&own);
		assert_eq!(
			own.verify_proof(&CTX, last, &honest),
			Ok(()),
			"or no proof would hold"
		);
		let another = world.others[0].prove(&CTX, last, &[2; 32], &mut world.rng);
		// That for D, one for these commitments by who knows the constant of D alone, and another's.
		let proofs = [honest, world.prove(&rogue), another];
		let mut founding = world.before_the_last();
		for proof in proofs {
			let refused = founding.accept(last, rogue.clone(), &proof);
			assert_eq!(refused, Err(Error::BadKeyProof));
		}
		assert_eq!(founding.finish().err(), Some(Error::WrongNumberOfDeals));
	}
}

#[test]
fn masks_that_undo_all_others_have_no_box_that_fits() {
	for (k, n) in SIZES {
		for parts in [[false, true, false], [false, false, true], [false, true, true]] {
			let mut world = World::new(k, n);
			let (rogue, last) = (world.rogue(parts), world.last());
			let proof = world.prove(&rogue);
			let mut founding = world.before_the_last();
			// Whatever is public is right.
			assert_eq!(founding.accept(last, rogue.clone(), &proof), Ok(()));
			let combined = founding.finish().unwrap();
			for (at, points) in combined.points().iter().enumerate() {
				let share = world.own.shares(world.indices[at]).unwrap();
				let known = AdminSecret::from_bytes(points.index, &share).unwrap().public();
				assert_eq!((points.z == known.z, points.zp == known.zp), (parts[1], parts[2]));
			}
			// What is dealt to others is theirs alone: the dealer can compute its own box, and no other.
			let own = world.left(last, parts);
			assert_eq!(rogue.verify_shares(last, &own), Ok(()));
			for index in 1..last {
				let [nothing, all] = [[false; 3], parts].map(|parts| world.left(index, parts));
				assert_eq!(
					rogue.verify_shares(index, &all),
					Ok(()),
					"who knew all others could"
				);
				let mut zeros = nothing.clone();
				zeros[32..].fill(0);
				for guess in [nothing, own.clone(), zeros] {
					assert_eq!(rogue.verify_shares(index, &guess), Err(Error::BadDeal));
					let dealt = world.indices.iter().zip(&world.others);
					let mut shares: Vec<_> = dealt
						.map(|(dealer, deal)| (*dealer, deal.shares(index).unwrap()))
						.collect();
					shares.push((last, guess));
					assert_eq!(combined.secret(index, &shares).err(), Some(Error::BadDeal));
				}
			}
		}
	}
}
