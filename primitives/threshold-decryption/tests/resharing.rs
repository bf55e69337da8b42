//! Ceremonies: a new epoch keeps X, old and new shares do not mix, and bad deals are found.

use crate::common::{self, World};
use curve25519_dalek::{
	ristretto::{CompressedRistretto, RistrettoPoint},
	scalar::Scalar,
};
use threshold_decryption::{
	ceremony::*,
	context::CeremonyKind::{self, Random},
	dealing::*,
	internals::*,
	*,
};
use zeroize::Zeroizing;

/// Runs a ceremony: all deals, every share checked, everything combined.
fn ceremony(kind: CeremonyKind, deals: &[(u16, Deal)], indices: &[u16]) -> (Bytes32, Vec<AdminSecret>) {
	let commitments: Vec<(u16, DealCommitments)> = deals
		.iter()
		.map(|(dealer, deal)| (*dealer, deal.commitments()))
		.collect();
	let secrets: Vec<AdminSecret> = indices
		.iter()
		.map(|index| {
			let shares: Vec<(u16, Zeroizing<[u8; 96]>)> = deals
				.iter()
				.map(|(dealer, deal)| (*dealer, deal.shares(*index).unwrap()))
				.collect();
			for ((_, commitments), (_, share)) in commitments.iter().zip(&shares) {
				assert_eq!(commitments.verify_shares(*index, share), Ok(()));
			}
			combine_shares(kind, *index, &shares).unwrap()
		})
		.collect();
	let borrowed: Vec<(u16, &DealCommitments)> = commitments
		.iter()
		.map(|(dealer, commitments)| (*dealer, commitments))
		.collect();
	let (x, points) = combine_commitments(kind, &borrowed, indices).unwrap();
	assert_eq!(
		secrets.iter().map(AdminSecret::public).collect::<Vec<_>>(),
		points
	);
	(x, secrets)
}

/// A new epoch dealt by the administrators at these positions.
fn next_epoch(world: &mut World, dealers: &[usize], k: u16, indices: &[u16]) -> Vec<AdminSecret> {
	let points = world.points();
	let World { rng, secrets, x, .. } = world;
	let old = OldCommittee {
		k: world.k,
		x,
		points: &points,
	};
	let mut reshare = Reshare::new(old, k, indices).unwrap();
	let mut deals = Vec::new();
	for position in dealers {
		let secret = &secrets[*position];
		let deal = Deal::reshare(secret, k, rng).unwrap();
		reshare.accept(secret.index(), deal.commitments()).unwrap();
		deals.push((secret.index(), deal));
	}
	let reshared = reshare.finish().unwrap();
	assert_eq!(reshared.x(), x, "X is kept");
	world.k = k;
	let new = |index: &u16| {
		let shares: Vec<(u16, Zeroizing<[u8; 96]>)> = deals
			.iter()
			.map(|(dealer, deal)| (*dealer, deal.shares(*index).unwrap()))
			.collect();
		reshared.secret(*index, &shares).unwrap()
	};
	indices.iter().map(new).collect()
}

#[test]
fn three_of_four_to_three_of_five_to_two_of_three() {
	let mut world = World::paper();
	let request = world.request(Mode::Outsider, 1);
	let mut old = world.approvals(&[0, 1, 2], &request);
	assert!(world.opens(&old));

	let fresh = next_epoch(&mut world, &[3, 0, 1], 3, &[5, 6, 7, 8, 9]);
	let old_secrets = core::mem::replace(&mut world.secrets, fresh);
	for subset in [[0, 1, 2], [2, 3, 4], [0, 2, 4]] {
		let partials = world.approvals(&subset, &request);
		assert!(world.opens(&partials), "new shares open the old capsule");
		assert!(!world.opens(&partials[..2]));
	}
	// The rule for administrators holds in the new epoch too.
	let admin = world.request(Mode::Admin, 2);
	let mut partials = world.approvals(&[1, 2, 3], &admin);
	assert!(!world.opens(&partials));
	partials.push(world.own(0, &admin));
	assert!(world.opens(&partials));

	// Old and new shares do not mix.
	old.pop();
	old.extend(world.approvals(&[0], &request));
	assert!(!world.opens(&old));
	old.remove(0);
	old.extend(world.approvals(&[1], &request));
	assert!(!world.opens(&old));

	// And on, with an old administrator among the new; exactly k dealers of the previous epoch.
	let third = next_epoch(&mut world, &[4, 2, 1], 2, &[1, 9, 300]);
	world.secrets = third;
	let partials = world.approvals(&[0, 2], &request);
	assert!(world.opens(&partials));
	assert_eq!(check_committee(2, &world.x, &world.points()), Ok(()));
	assert_eq!(old_secrets.len(), 4);
}

#[test]
fn old_and_new_shares_of_one_index_do_not_mix() {
	let mut world = World::paper();
	let request = world.request(Mode::Outsider, 1);
	let old = world.approvals(&[0, 1], &request);
	world.secrets = next_epoch(&mut world, &[0, 1, 2], 3, &[1, 2, 3, 4]);
	let mut mixed = old;
	mixed.extend(world.approvals(&[2], &request));
	assert!(!world.opens(&mixed));
}

/// Why [`Reshare`] counts.
#[test]
fn too_few_dealers_make_another_key() {
	let mut world = World::paper();
	let World { rng, secrets, .. } = &mut world;
	let deals: Vec<(u16, Deal)> = secrets[..2]
		.iter()
		.map(|old| (old.index(), Deal::reshare(old, 3, rng).unwrap()))
		.collect();
	let (x, _) = ceremony(CeremonyKind::Reshare, &deals, &[1, 2, 3, 4]);
	assert_ne!(x, world.x);
}

#[test]
fn a_new_key_by_several_dealers() {
	let rng = &mut common::rng(3);
	let (ctx, enc_sk) = ([1; 32], [2; 32]);
	let deals: Vec<(u16, Deal)> = (1..=4)
		.map(|dealer| (dealer, Deal::new(&Constant::Random, 3, rng).unwrap()))
		.collect();
	for (dealer, deal) in &deals {
		let proof = deal.prove(&ctx, *dealer, &enc_sk, rng);
		let commitments = deal.commitments();
		assert_eq!(commitments.verify_proof(&ctx, *dealer, &proof), Ok(()));
		assert_eq!(
			commitments.verify_proof(&ctx, dealer + 1, &proof),
			Err(Error::BadKeyProof)
		);
		assert_eq!(
			commitments.verify_proof(&[9; 32], *dealer, &proof),
			Err(Error::BadKeyProof)
		);
		let other = deals[usize::from(*dealer) % 4].1.commitments();
		assert_eq!(other.verify_proof(&ctx, *dealer, &proof), Err(Error::BadKeyProof));
	}
	let (x, secrets) = ceremony(Random, &deals, &[1, 2, 3, 4]);
	let (capsule, u) = encapsulate(&x, &[3; 32], &[4; 32], &[5; 32], rng).unwrap();
	let r = capsule_point(&capsule);
	let partials: Vec<_> = secrets[1..]
		.iter()
		.map(|s| own_partial(s, Mode::Outsider, &ctx, &r).unwrap())
		.collect();
	assert_eq!(combine(&partials).unwrap(), u);
}

/// A dealer who starts over with a generator that repeats itself: with one t under two challenges the
/// constants would follow.
#[test]
fn a_stuck_generator_gives_no_nonce_to_two_deals() {
	let rng = &mut common::rng(8);
	let [first, second] = [0; 2].map(|_| {
		let deal = Deal::new(&Constant::Random, 3, rng).unwrap();
		let proof = deal.prove(&[1; 32], 1, &[2; 32], &mut common::Stuck);
		assert_eq!(deal.commitments().verify_proof(&[1; 32], 1, &proof), Ok(()));
		let [e, s] = [0, 32].map(|at| {
			let bytes: Bytes32 = proof[at..at + 32].try_into().unwrap();
			Scalar::from_canonical_bytes(bytes).unwrap()
		});
		let constant = CompressedRistretto(deal.commitments().constant());
		RistrettoPoint::mul_base(&s) - e * constant.decompress().unwrap()
	});
	assert_ne!(first, second);
}

#[test]
fn a_share_that_does_not_fit_its_commitments_is_found() {
	let rng = &mut common::rng(4);
	let deal = Deal::new(&Constant::Random, 3, rng).unwrap();
	let commitments = deal.commitments();
	let shares = deal.shares(2).unwrap();
	assert_eq!(commitments.verify_shares(2, &shares), Ok(()));
	assert_eq!(commitments.verify_shares(3, &shares), Err(Error::BadDeal));
	assert_eq!(commitments.verify_shares(0, &shares), Err(Error::BadParameters));
	for field in 0..3 {
		let mut changed = *shares;
		changed[field * 32] ^= 1;
		assert_eq!(commitments.verify_shares(2, &changed), Err(Error::BadDeal));
		changed[field * 32 + 31] = 0xff;
		assert_eq!(commitments.verify_shares(2, &changed), Err(Error::BadScalar));
	}
}

#[test]
fn deals_on_the_wire() {
	let rng = &mut common::rng(5);
	let deal = Deal::new(&Constant::Random, 3, rng).unwrap();
	let proof = deal.prove(&[1; 32], 1, &[2; 32], rng);
	let reshare = PublishedDeal {
		commitments: deal.commitments(),
		boxes: vec![[7; 144]; 4],
		proof: None,
	};
	let random = PublishedDeal {
		proof: Some(proof),
		..reshare.clone()
	};
	let (reshare_bytes, random_bytes) = (reshare.to_bytes(), random.to_bytes());
	assert_eq!((reshare_bytes.len(), random_bytes.len()), (832, 832 + 64));
	assert_eq!(
		PublishedDeal::from_bytes(CeremonyKind::Reshare, 3, 4, &reshare_bytes),
		Ok(reshare)
	);
	assert_eq!(PublishedDeal::from_bytes(Random, 3, 4, &random_bytes), Ok(random));
	let bad = Err(Error::BadParameters);
	assert_eq!(PublishedDeal::from_bytes(Random, 3, 4, &reshare_bytes), bad);
	assert_eq!(
		PublishedDeal::from_bytes(CeremonyKind::Reshare, 3, 4, &random_bytes),
		bad
	);
	assert_eq!(
		PublishedDeal::from_bytes(CeremonyKind::Reshare, 3, 4, &reshare_bytes[1..]),
		bad
	);
	assert_eq!(
		PublishedDeal::from_bytes(CeremonyKind::Reshare, 4, 3, &reshare_bytes),
		bad
	);
	assert_eq!(
		PublishedDeal::from_bytes(CeremonyKind::Reshare, 1, 4, &reshare_bytes),
		bad
	);
	let mut identity = reshare_bytes.clone();
	identity[96..128].fill(0);
	assert_eq!(
		PublishedDeal::from_bytes(CeremonyKind::Reshare, 3, 4, &identity),
		Err(Error::BadPoint)
	);
}

#[test]
fn ceremonies_refuse_bad_sets_of_dealers() {
	let rng = &mut common::rng(6);
	let (two, three) = (
		Deal::new(&Constant::Random, 2, rng),
		Deal::new(&Constant::Random, 3, rng),
	);
	let (two, three) = (two.unwrap().commitments(), three.unwrap().commitments());
	let combine = |deals: &[(u16, &DealCommitments)]| combine_commitments(Random, deals, &[1, 2, 3]).err();
	assert_eq!(combine(&[]), Some(Error::BadParameters));
	assert_eq!(combine(&[(0, &two)]), Some(Error::BadParameters));
	assert_eq!(combine(&[(1, &two), (1, &two)]), Some(Error::DuplicateIndex));
	assert_eq!(combine(&[(1, &two), (2, &three)]), Some(Error::BadDeal));
	assert_eq!(
		Deal::new(&Constant::Zero, 3, rng).err(),
		Some(Error::BadParameters)
	);
	let zero = Constant::Reshare(Zeroizing::new([0; 32]));
	assert_eq!(Deal::new(&zero, 3, rng).err(), Some(Error::BadScalar));
	assert_eq!(
		Dealing::new(&Constant::Random, 0, rng).err(),
		Some(Error::BadParameters)
	);
}

#[test]
fn one_dealing_of_any_kind_and_degree() {
	let rng = &mut common::rng(7);
	for degree in [1, 2, 7, 16] {
		let count = usize::from(degree);
		assert_eq!(
			Dealing::new(&Constant::Random, degree, rng)
				.unwrap()
				.commitments()
				.len(),
			count + 1
		);
		assert_eq!(
			Dealing::new(&Constant::Zero, degree, rng)
				.unwrap()
				.commitments()
				.len(),
			count
		);
		let secret = Zeroizing::new([1; 32].map(|byte: u8| byte & 0x0f));
		let dealing = Dealing::new(&Constant::Reshare(secret), degree, rng).unwrap();
		assert_eq!(dealing.commitments().len(), count + 1);
		assert_eq!(dealing.share(0).err(), Some(Error::BadParameters));
		assert_ne!(dealing.share(1).unwrap(), dealing.share(2).unwrap());
	}
}
