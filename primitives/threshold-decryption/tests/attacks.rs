//! Every attack of docs/cryptography.md 0 and 5.2 is tried, and fails for the reason given there.

use crate::common::{self, Stuck, World};
use curve25519_dalek::{
	ristretto::{CompressedRistretto, RistrettoPoint},
	scalar::Scalar,
};
use threshold_decryption::*;

#[test]
fn any_three_of_four_open_and_two_do_not() {
	let mut world = World::paper();
	let request = world.request(Mode::Outsider, 1);
	for subset in [[0, 1, 2], [0, 1, 3], [0, 2, 3], [1, 2, 3], [3, 0, 2]] {
		let partials = world.approvals(&subset, &request);
		assert!(world.opens(&partials));
		assert!(!world.opens(&partials[..2]));
		assert!(!world.opens(&partials[..1]));
	}
	assert!(!world.opens(&[]));
}

#[test]
fn shares_of_different_requests_do_not_pool() {
	let mut world = World::paper();
	let (first, second) = (world.request(Mode::Outsider, 1), world.request(Mode::Outsider, 2));
	let mut pooled = world.approvals(&[0, 1], &first);
	pooled.extend(world.approvals(&[2], &second));
	assert!(!world.opens(&pooled));

	// One administrator each of three requests.
	let third = world.request(Mode::Outsider, 3);
	let mut pooled = world.approvals(&[0], &first);
	pooled.extend(world.approvals(&[1], &second));
	pooled.extend(world.approvals(&[2], &third));
	assert!(!world.opens(&pooled));
}

#[test]
fn shares_of_requests_with_one_key_do_not_pool_either() {
	let mut world = World::paper();
	let mut second = world.request(Mode::Outsider, 1);
	second.ctx = [42; 32]; // same Q, another context
	let first = world.request(Mode::Outsider, 1);
	let mut pooled = world.approvals(&[0, 1], &first);
	pooled.extend(world.approvals(&[2], &second));
	assert!(!world.opens(&pooled));
}

/// Why the chain keeps `seq` for ever: a context that came twice would be one request to the algebra.
#[test]
fn a_repeated_context_would_pool() {
	let mut world = World::paper();
	let (first, again) = (world.request(Mode::Outsider, 1), world.request(Mode::Outsider, 1));
	assert_eq!(first.ctx, again.ctx);
	let mut pooled = world.approvals(&[0, 1], &first);
	pooled.extend(world.approvals(&[2], &again));
	assert!(world.opens(&pooled));
	assert_ne!(
		first.ctx,
		world.request(Mode::Outsider, 2).ctx,
		"and `seq`, in the request's id, prevents it"
	);
}

#[test]
fn an_administrator_who_requests_needs_three_others() {
	let mut world = World::paper();
	let request = world.request(Mode::Admin, 1);
	let own = world.own(0, &request);
	let mut others = world.approvals(&[1, 2, 3], &request);
	assert!(!world.opens(&others), "the three others without the own share");

	let third = others.pop().unwrap();
	others.push(own);
	assert!(!world.opens(&others), "the own share and two others");

	others.push(third);
	assert!(world.opens(&others), "the own share and the three others");
}

/// The hole that the second zero sharing closes: with z, the requester's own share would be one of the three.
#[test]
fn in_the_outsiders_mode_the_own_share_would_count() {
	let mut world = World::paper();
	let request = world.request(Mode::Outsider, 1);
	let mut partials = world.approvals(&[1, 2], &request);
	partials.push(world.own(0, &request));
	assert!(world.opens(&partials));
}

#[test]
fn masks_of_the_two_modes_do_not_mix() {
	let mut world = World::paper();
	let (outsider, mut admin) = (world.request(Mode::Outsider, 1), world.request(Mode::Admin, 1));
	let mut mixed = world.approvals(&[1, 2], &outsider);
	mixed.push(world.own(0, &admin));
	assert!(!world.opens(&mixed));

	// Even were the contexts equal, as they never are (the mode is in them).
	assert_ne!(outsider.ctx, admin.ctx);
	admin.ctx = outsider.ctx;
	let mut mixed = world.approvals(&[1, 2], &outsider);
	mixed.push(world.own(0, &admin));
	assert!(!world.opens(&mixed));
	let mut mixed = world.approvals(&[1, 2], &outsider);
	mixed.extend(world.approvals(&[3], &admin));
	mixed.push(world.own(0, &admin));
	assert!(!world.opens(&mixed));
}

#[test]
fn a_share_in_the_wrong_mode_is_refused() {
	let mut world = World::paper();
	let request = world.request(Mode::Outsider, 1);
	let share = {
		let World { rng, secrets, r, .. } = &mut world;
		create_share(&secrets[0], Mode::Admin, &request.ctx, r, &request.q, rng).unwrap()
	};
	let points = world.secrets[0].public();
	assert_eq!(
		verify_share(&share, &world.statement(&points, &request)),
		Err(Error::BadShareProof)
	);
}

#[test]
fn a_capsule_cannot_be_copied_to_another_record() {
	let world = World::paper();
	assert_eq!(verify_capsule(&world.capsule, &world.ad), Ok(()));
	let copied = RecordContext {
		genesis: &common::GENESIS,
		record_id: &common::RECORD_ID,
		uploader: &[66; 32], // the attacker's account; every field matters, see `tests/contexts.rs`
		patient: &[4; 32],
		csp_pk: &[5; 32],
		x: &world.x,
	};
	assert_eq!(
		verify_capsule(&world.capsule, &copied.hash()),
		Err(Error::BadCapsuleProof)
	);
}

#[test]
fn a_capsule_with_the_point_of_another_is_refused() {
	let mut world = World::paper();
	let (mut forged, _) = encapsulate(&world.x, &[66; 32], &[6; 32], &[7; 32], &mut world.rng).unwrap();
	forged[..32].copy_from_slice(&world.r);
	assert_eq!(verify_capsule(&forged, &[66; 32]), Err(Error::BadCapsuleProof));
	forged[32..64].copy_from_slice(&world.capsule[32..64]);
	assert_eq!(verify_capsule(&forged, &[66; 32]), Err(Error::BadCapsuleProof));
}

/// R + δG: whoever shifts a capsule's point can shift the response with it, so that R' stays what it was. Y, which hashes
/// R, does not.
#[test]
fn a_capsule_with_a_shifted_point_is_refused() {
	let world = World::paper();
	let scalar = |bytes: &[u8]| Scalar::from_canonical_bytes(bytes.try_into().unwrap()).unwrap();
	let (e, s) = (scalar(&world.capsule[64..96]), scalar(&world.capsule[96..]));
	let r = CompressedRistretto(world.r).decompress().unwrap();
	for delta in [Scalar::ONE, Scalar::from(1_000_003u64), -Scalar::ONE] {
		let shifted = r + RistrettoPoint::mul_base(&delta);
		let response = s + e * delta;
		let of = |r: &RistrettoPoint, s: &Scalar| RistrettoPoint::mul_base(s) - e * r;
		assert_eq!(of(&shifted, &response), of(&r, &s), "R' is unchanged");
		let mut forged = world.capsule;
		forged[..32].copy_from_slice(shifted.compress().as_bytes());
		forged[96..].copy_from_slice(response.as_bytes());
		for ad in [world.ad, [66; 32]] {
			assert_eq!(verify_capsule(&forged, &ad), Err(Error::BadCapsuleProof));
		}
	}
}

#[test]
fn a_share_is_worth_nothing_under_another_index() {
	let mut world = World::paper();
	let request = world.request(Mode::Outsider, 1);
	let share = world.share(0, &request);
	let points = world.points();
	for other in &points[1..] {
		assert_eq!(
			verify_share(&share, &world.statement(other, &request)),
			Err(Error::BadShareProof)
		);
	}
	let mut renamed = points[0];
	renamed.index = 2; // right points, wrong index
	assert_eq!(
		verify_share(&share, &world.statement(&renamed, &request)),
		Err(Error::BadShareProof)
	);
	renamed.index = 0;
	assert_eq!(
		verify_share(&share, &world.statement(&renamed, &request)),
		Err(Error::BadParameters)
	);

	// And combining under a wrong index does not open.
	let mut partials = world.approvals(&[1, 2], &request);
	partials.push(open_share(&request.key, 4, &share_ciphertext(&share)).unwrap());
	assert!(!world.opens(&partials));
}

#[test]
fn a_share_counts_once() {
	let mut world = World::paper();
	let request = world.request(Mode::Outsider, 1);
	let partials = world.approvals(&[0, 1, 0], &request);
	assert_eq!(combine(&partials).err(), Some(Error::DuplicateIndex));
}

#[test]
fn only_the_request_key_opens_a_share() {
	let mut world = World::paper();
	let request = world.request(Mode::Outsider, 1);
	let thief = RequestKey::from_seed(&[99; 32]);
	let partials: Vec<_> = [0, 1, 2]
		.into_iter()
		.map(|position| {
			let share = world.share(position, &request);
			let index = world.secrets[position].index();
			open_share(&thief, index, &share_ciphertext(&share)).unwrap()
		})
		.collect();
	assert!(!world.opens(&partials));
}

#[test]
fn a_share_for_another_capsule_or_key_is_refused() {
	let mut world = World::paper();
	let request = world.request(Mode::Outsider, 1);
	let share = world.share(0, &request);
	let points = world.secrets[0].public();
	let good = world.statement(&points, &request);
	assert_eq!(verify_share(&share, &good), Ok(()));
	let (other, _) = encapsulate(&world.x, &world.ad, &[6; 32], &[7; 32], &mut common::rng(5)).unwrap();
	let (other_r, other_q) = (capsule_point(&other), RequestKey::from_seed(&[99; 32]).public());
	let bad = Err(Error::BadShareProof);
	assert_eq!(verify_share(&share, &ShareStatement { r: &other_r, ..good }), bad);
	assert_eq!(verify_share(&share, &ShareStatement { q: &other_q, ..good }), bad);
	assert_eq!(
		verify_share(
			&share,
			&ShareStatement {
				ctx: &[0; 32],
				..good
			}
		),
		bad
	);
	assert_eq!(
		verify_share(
			&share,
			&ShareStatement {
				x_j: &points.z,
				..good
			}
		),
		bad
	);
	assert_eq!(
		verify_share(
			&share,
			&ShareStatement {
				z_j: &points.zp,
				..good
			}
		),
		bad
	);
}

/// A generator that always says the same still gives no nonce twice: neither over requests, nor capsules, nor
/// within one share.
#[test]
fn a_stuck_generator_repeats_no_nonce() {
	let world = World::paper();
	let (first, second) = (world.request(Mode::Outsider, 1), world.request(Mode::Outsider, 2));
	let share = |position: usize, request: &common::Request| {
		create_share(
			&world.secrets[position],
			request.mode,
			&request.ctx,
			&world.r,
			&request.q,
			&mut Stuck,
		)
		.unwrap()
	};
	let (one, other, third) = (share(0, &first), share(0, &second), share(1, &first));
	assert_ne!(one[..32], other[..32], "rho of another request");
	assert_ne!(one[..32], third[..32], "rho of another administrator");
	let capsule = |ad: &Bytes32, salt: &Bytes32| {
		capsule_point(&encapsulate(&world.x, ad, salt, &[7; 32], &mut Stuck).unwrap().0)
	};
	assert_ne!(
		capsule(&[1; 32], &[6; 32]),
		capsule(&[2; 32], &[6; 32]),
		"r of another record"
	);
	assert_ne!(
		capsule(&[1; 32], &[6; 32]),
		capsule(&[1; 32], &[5; 32]),
		"r of another upload"
	);
}
