//! What a resharing must refuse, so that a key stays what it is; and that the sums of commitments are those
//! of the formula.

use crate::common::{self, World};
use curve25519_dalek::{
	ristretto::{CompressedRistretto, RistrettoPoint},
	scalar::Scalar,
};
use proptest::prelude::*;
use threshold_decryption::{
	ceremony::*,
	context::CeremonyKind::{self, Random},
	dealing::*,
	internals::*,
	*,
};
use zeroize::Zeroizing;

const NEW: [u16; 5] = [5, 6, 7, 8, 9];

fn old<'a>(world: &'a World, points: &'a [AdminPoints]) -> OldCommittee<'a> {
	OldCommittee {
		k: world.k,
		x: &world.x,
		points,
	}
}

/// The deal of the administrator at `position` for a new threshold.
fn deal(world: &mut World, position: usize, k: u16) -> Deal {
	let World { rng, secrets, .. } = world;
	Deal::reshare(&secrets[position], k, rng).unwrap()
}

#[test]
fn exactly_k_deals_finish() {
	let mut world = World::paper();
	let points = world.points();
	let deals: Vec<DealCommitments> = (0..4).map(|at| deal(&mut world, at, 2).commitments()).collect();
	let mut reshare = Reshare::new(old(&world, &points), 2, &NEW).unwrap();
	for (at, index) in [(3, 4), (0, 1), (2, 3)] {
		assert_eq!(reshare.clone().finish().err(), Some(Error::WrongNumberOfDeals));
		assert_eq!(reshare.accept(index, deals[at].clone()), Ok(()));
	}
	let one_more = reshare.accept(2, deals[1].clone());
	assert_eq!(one_more, Err(Error::WrongNumberOfDeals));
	let reshared = reshare.finish().unwrap();
	assert_eq!(*reshared.x(), world.x);
	assert_eq!(check_committee(2, &world.x, reshared.points()), Ok(()));
	assert_eq!(
		reshared
			.points()
			.iter()
			.map(|admin| admin.index)
			.collect::<Vec<_>>(),
		NEW
	);
}

#[test]
fn a_deal_must_be_of_ones_own_share_and_for_the_new_threshold() {
	let mut world = World::paper();
	let points = world.points();
	let [first, second, lower] =
		[(0, 3), (1, 3), (0, 2)].map(|(at, k)| deal(&mut world, at, k).commitments());
	let foreign = Deal::new(&Constant::Random, 3, &mut world.rng)
		.unwrap()
		.commitments();
	let mut reshare = Reshare::new(old(&world, &points), 3, &NEW).unwrap();
	for (index, bad, error) in [
		(1, &foreign, Error::BadDeal), // a value of the dealer's choice
		(1, &second, Error::BadDeal),  // another's share
		(1, &lower, Error::BadDeal),   // another threshold
		(5, &first, Error::BadDeal),   // no administrator of the old committee
		(0, &first, Error::BadDeal),
	] {
		assert_eq!(reshare.accept(index, bad.clone()), Err(error));
	}
	assert_eq!(
		reshare.accept(1, first.clone()),
		Ok(()),
		"nothing refused is kept"
	);
	assert_eq!(reshare.accept(1, first), Err(Error::DuplicateIndex));
	assert_eq!(reshare.accept(2, second), Ok(()));
}

#[test]
fn the_result_must_have_the_old_key() {
	let mut world = World::paper();
	let (points, other) = (world.points(), World::new(3, &[1, 2, 3, 4], 9).x);
	let deals: Vec<DealCommitments> = (0..3).map(|at| deal(&mut world, at, 3).commitments()).collect();
	let finish = |x| {
		let old = OldCommittee {
			x,
			..old(&world, &points)
		};
		let mut reshare = Reshare::new(old, 3, &NEW).unwrap();
		for (index, deal) in (1..).zip(&deals) {
			reshare.accept(index, deal.clone()).unwrap();
		}
		reshare.finish().err()
	};
	assert_eq!(finish(&world.x), None);
	assert_eq!(finish(&other), Some(Error::BadDeal));
}

#[test]
fn committees_must_have_a_possible_shape() {
	let world = World::paper();
	let points = world.points();
	let good = old(&world, &points);
	let new = |old, k, indices: &[u16]| match Reshare::new(old, k, indices).err() {
		Some(Error::BadCommittee(fault)) => Some(fault),
		other => {
			assert_eq!(other, None);
			None
		}
	};
	assert_eq!(new(good, 3, &NEW), None);
	assert_eq!(new(good, 1, &NEW), Some(CommitteeFault::Threshold));
	assert_eq!(new(good, 6, &NEW), Some(CommitteeFault::Threshold));
	assert_eq!(new(good, 2, &[0, 1]), Some(CommitteeFault::Indices));
	assert_eq!(new(good, 2, &[2, 1]), Some(CommitteeFault::Indices));
	let many: Vec<u16> = (1..=17).collect();
	assert_eq!(new(good, 2, &many), Some(CommitteeFault::Size));
	assert_eq!(
		new(OldCommittee { k: 1, ..good }, 3, &NEW),
		Some(CommitteeFault::Threshold)
	);
	assert_eq!(
		new(OldCommittee { k: 5, ..good }, 3, &NEW),
		Some(CommitteeFault::Threshold)
	);
	let doubled = [points[0], points[0], points[1]];
	let old = OldCommittee {
		points: &doubled,
		..good
	};
	assert_eq!(new(old, 3, &NEW), Some(CommitteeFault::Indices));
}

#[test]
fn a_new_secret_needs_every_share_and_only_these() {
	let mut world = World::paper();
	let points = world.points();
	let deals: Vec<Deal> = (0..4).map(|at| deal(&mut world, at, 3)).collect();
	let mut reshare = Reshare::new(old(&world, &points), 3, &NEW).unwrap();
	for index in 1..=3 {
		let commitments = deals[usize::from(index) - 1].commitments();
		reshare.accept(index, commitments).unwrap();
	}
	let reshared = reshare.finish().unwrap();
	let shares = |to: u16, dealers: &[u16]| -> Vec<(u16, Zeroizing<[u8; 96]>)> {
		dealers
			.iter()
			.map(|&dealer| (dealer, deals[usize::from(dealer) - 1].shares(to).unwrap()))
			.collect()
	};
	let secret = |index, shares: &[_]| reshared.secret(index, shares).map(|secret| secret.public());
	for (position, index) in NEW.into_iter().enumerate() {
		let expected = Ok(reshared.points()[position]);
		assert_eq!(secret(index, &shares(index, &[1, 2, 3])), expected);
		assert_eq!(
			secret(index, &shares(index, &[3, 1, 2])),
			expected,
			"in any order"
		);
	}
	for (index, bad, error) in [
		(5, shares(5, &[1, 2]), Error::WrongNumberOfDeals),
		(5, shares(5, &[1, 2, 3, 4]), Error::WrongNumberOfDeals),
		(5, shares(5, &[1, 2, 4]), Error::BadDeal), // of one whose deal does not count
		(5, shares(5, &[1, 1, 2]), Error::DuplicateIndex),
		(5, shares(6, &[1, 2, 3]), Error::BadDeal), // for another administrator
		(4, shares(4, &[1, 2, 3]), Error::BadParameters), // none of the new committee
		(0, shares(5, &[1, 2, 3]), Error::BadParameters),
	] {
		assert_eq!(secret(index, &bad), Err(error));
	}
	let mut swapped = shares(5, &[1, 2, 3]);
	(swapped[0].0, swapped[1].0) = (2, 1);
	assert_eq!(secret(5, &swapped), Err(Error::BadDeal));
}

/// The formula as it is written: at each index, for each dealer, every commitment times a power of the index,
/// by multiplications of 253 bits.
fn by_the_formula(
	kind: CeremonyKind,
	deals: &[(u16, DealCommitments)],
	indices: &[u16],
) -> (Bytes32, Vec<AdminPoints>) {
	let lambda = |dealer: u16| -> Scalar {
		let others = deals
			.iter()
			.map(|(other, _)| *other)
			.filter(|other| *other != dealer);
		let factor = |other| Scalar::from(other) * (Scalar::from(other) - Scalar::from(dealer)).invert();
		match kind {
			Random => Scalar::ONE,
			CeremonyKind::Reshare => others.map(factor).product(),
		}
	};
	let at = |part: usize, t: u16| -> RistrettoPoint {
		let mut sum = RistrettoPoint::default();
		for (dealer, commitments) in deals {
			let k = usize::from(commitments.threshold());
			let range = [0..k, k..2 * k - 1, 2 * k - 1..3 * k - 1][part].clone();
			let weight = if part == 0 { lambda(*dealer) } else { Scalar::ONE };
			let mut power = if part == 0 { Scalar::ONE } else { Scalar::from(t) };
			for bytes in &commitments.to_bytes().as_chunks::<32>().0[range] {
				sum += weight * power * CompressedRistretto(*bytes).decompress().unwrap();
				power *= Scalar::from(t);
			}
		}
		sum
	};
	let encoded = |part, t| at(part, t).compress().to_bytes();
	let admins = indices.iter().map(|&index| AdminPoints {
		index,
		x: encoded(0, index),
		z: encoded(1, index),
		zp: encoded(2, index),
	});
	(encoded(0, 0), admins.collect())
}

fn ascending(length: core::ops::Range<usize>) -> impl Strategy<Value = Vec<u16>> {
	// Small ones and large ones: the index is the multiplier.
	let one = prop_oneof![1..20u16, 1..=u16::MAX];
	proptest::collection::btree_set(one, length).prop_map(|set| set.into_iter().collect())
}

proptest! {
	#![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

	#[test]
	fn combining_gives_what_the_formula_gives(
		dealers in ascending(1..6).prop_shuffle(),
		indices in ascending(2..8),
		threshold in any::<prop::sample::Index>(),
		seed in any::<u64>(),
	) {
		let rng = &mut common::rng(seed);
		let k = u16::try_from(2 + threshold.index(indices.len() - 1)).unwrap();
		let deals: Vec<(u16, DealCommitments)> = dealers
			.iter()
			.map(|dealer| (*dealer, Deal::new(&Constant::Random, k, rng).unwrap().commitments()))
			.collect();
		let borrowed: Vec<(u16, &DealCommitments)> = deals.iter().map(|(dealer, deal)| (*dealer, deal)).collect();
		for kind in [Random, CeremonyKind::Reshare] {
			prop_assert_eq!(
				combine_commitments(kind, &borrowed, &indices),
				Ok(by_the_formula(kind, &deals, &indices))
			);
		}
	}
}
