//! Nothing that differs from what was made, by one bit, is accepted; and every value has one encoding.

use crate::common::{self, World};
use threshold_decryption::*;

const IDENTITY: Bytes32 = [0; 32];

/// The group order, little-endian: the smallest scalar that is not canonical.
fn order() -> Bytes32 {
	hex::decode("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010")
		.unwrap()
		.try_into()
		.unwrap()
}

/// Encodings that RFC 9496, A.2 lists as invalid.
fn invalid_points() -> Vec<Bytes32> {
	let vectors: serde_json::Value = serde_json::from_str(include_str!("vectors/rfc9496.json")).unwrap();
	let invalid = vectors["invalid"].as_array().unwrap();
	invalid
		.iter()
		.map(|hex| hex::decode(hex.as_str().unwrap()).unwrap().try_into().unwrap())
		.collect()
}

/// Every copy of the message with one bit flipped.
fn flips<const N: usize>(message: &[u8; N]) -> impl Iterator<Item = [u8; N]> + '_ {
	(0..N * 8).map(|bit| {
		let mut flipped = *message;
		flipped[bit / 8] ^= 1 << (bit % 8);
		flipped
	})
}

fn replaced<const N: usize>(message: &[u8; N], field: usize, value: &Bytes32) -> [u8; N] {
	let mut out = *message;
	out[field * 32..field * 32 + 32].copy_from_slice(value);
	out
}

/// value + order, where that fits in 32 bytes: the other encoding of the same scalar.
fn plus_order(value: &[u8]) -> Bytes32 {
	let mut carry = 0u16;
	let mut out = [0; 32];
	for ((out, a), b) in out.iter_mut().zip(value).zip(order()) {
		carry += u16::from(*a) + u16::from(b);
		[*out, _] = carry.to_le_bytes();
		carry >>= 8;
	}
	out
}

#[test]
fn capsule_bit_flips() {
	let world = World::paper();
	for flipped in flips(&world.capsule) {
		assert!(verify_capsule(&flipped, &world.ad).is_err());
	}
	for flipped in flips(&world.ad) {
		assert_eq!(
			verify_capsule(&world.capsule, &flipped),
			Err(Error::BadCapsuleProof)
		);
	}
}

#[test]
fn share_bit_flips() {
	for mode in [Mode::Outsider, Mode::Admin] {
		let mut world = World::paper();
		let request = world.request(mode, 1);
		let share = world.share(0, &request);
		let points = world.secrets[0].public();
		let good = world.statement(&points, &request);
		assert_eq!(verify_share(&share, &good), Ok(()));
		for flipped in flips(&share) {
			assert!(verify_share(&flipped, &good).is_err());
		}
		for bit in 0..16 {
			assert!(
				verify_share(
					&share,
					&ShareStatement {
						index: good.index ^ (1 << bit),
						..good
					}
				)
				.is_err()
			);
		}
		for field in flips(good.ctx) {
			assert!(verify_share(&share, &ShareStatement { ctx: &field, ..good }).is_err());
		}
		for field in flips(good.r) {
			assert!(verify_share(&share, &ShareStatement { r: &field, ..good }).is_err());
		}
		for field in flips(good.q) {
			assert!(verify_share(&share, &ShareStatement { q: &field, ..good }).is_err());
		}
		for field in flips(good.x_j) {
			assert!(verify_share(&share, &ShareStatement { x_j: &field, ..good }).is_err());
		}
		for field in flips(good.z_j) {
			assert!(verify_share(&share, &ShareStatement { z_j: &field, ..good }).is_err());
		}
	}
}

#[test]
fn points_are_decoded_strictly_everywhere() {
	let mut world = World::paper();
	let request = world.request(Mode::Outsider, 1);
	let share = world.share(0, &request);
	let ab = share_ciphertext(&share);
	let points = world.secrets[0].public();
	let good = world.statement(&points, &request);
	let (secret, ctx) = (&world.secrets[0], &request.ctx);
	let rng = &mut common::rng(2);
	for bad in invalid_points().iter().chain([&IDENTITY]) {
		let expected = Err(Error::BadPoint);
		for field in 0..6 {
			assert_eq!(verify_share(&replaced(&share, field, bad), &good), expected);
		}
		for field in 0..2 {
			assert_eq!(
				verify_capsule(&replaced(&world.capsule, field, bad), &world.ad),
				expected
			);
			assert_eq!(
				open_share(&request.key, 1, &replaced(&ab, field, bad)).err(),
				Some(Error::BadPoint)
			);
		}
		assert_eq!(verify_share(&share, &ShareStatement { r: bad, ..good }), expected);
		assert_eq!(verify_share(&share, &ShareStatement { q: bad, ..good }), expected);
		assert_eq!(
			verify_share(&share, &ShareStatement { x_j: bad, ..good }),
			expected
		);
		assert_eq!(
			verify_share(&share, &ShareStatement { z_j: bad, ..good }),
			expected
		);
		let mode = Mode::Outsider;
		assert_eq!(
			encapsulate(bad, &world.ad, &[6; 32], &[7; 32], rng).err(),
			Some(Error::BadPoint)
		);
		assert_eq!(
			create_share(secret, mode, ctx, bad, &request.q, rng).err(),
			Some(Error::BadPoint)
		);
		assert_eq!(
			create_share(secret, mode, ctx, &world.r, bad, rng).err(),
			Some(Error::BadPoint)
		);
		assert_eq!(own_partial(secret, mode, ctx, bad).err(), Some(Error::BadPoint));
	}
}

#[test]
fn scalars_are_decoded_strictly_everywhere() {
	let mut world = World::paper();
	let request = world.request(Mode::Outsider, 1);
	let share = world.share(0, &request);
	let points = world.secrets[0].public();
	let good = world.statement(&points, &request);
	let expected = Err(Error::BadScalar);
	for field in 6..9 {
		// The same scalar in its other encoding, the order itself, and all ones.
		let other = plus_order(&share[field * 32..field * 32 + 32]);
		for bad in [other, order(), [0xff; 32]] {
			assert_eq!(verify_share(&replaced(&share, field, &bad), &good), expected);
		}
	}
	for field in 2..4 {
		let other = plus_order(&world.capsule[field * 32..field * 32 + 32]);
		for bad in [other, order(), [0xff; 32]] {
			assert_eq!(
				verify_capsule(&replaced(&world.capsule, field, &bad), &world.ad),
				expected
			);
		}
	}
}

#[test]
fn secrets_are_decoded_strictly() {
	let world = World::paper();
	let bytes = world.secrets[0].to_bytes();
	assert!(AdminSecret::from_bytes(1, &bytes).unwrap().public() == world.secrets[0].public());
	assert_eq!(
		AdminSecret::from_bytes(0, &bytes).err(),
		Some(Error::BadParameters)
	);
	for field in 0..3 {
		for bad in [
			plus_order(&bytes[field * 32..field * 32 + 32]),
			order(),
			[0xff; 32],
			[0; 32],
		] {
			let result = AdminSecret::from_bytes(1, &replaced(&bytes, field, &bad));
			assert_eq!(result.err(), Some(Error::BadScalar));
		}
	}
}

#[test]
fn all_zero_proofs_are_refused() {
	let world = World::paper();
	let request = world.request(Mode::Outsider, 1);
	let points = world.secrets[0].public();
	let mut capsule = world.capsule;
	capsule[64..].fill(0);
	assert_eq!(verify_capsule(&capsule, &world.ad), Err(Error::BadCapsuleProof));
	let mut share = [0; SHARE_LENGTH];
	for field in 0..6 {
		share = replaced(&share, field, &world.r);
	}
	assert_eq!(
		verify_share(&share, &world.statement(&points, &request)),
		Err(Error::BadShareProof)
	);
}

#[test]
fn modes_are_two() {
	assert_eq!(Mode::from_u8(0), Some(Mode::Outsider));
	assert_eq!(Mode::from_u8(1), Some(Mode::Admin));
	assert!((2..=255).all(|byte| Mode::from_u8(byte).is_none()));
	assert_eq!([Mode::Outsider, Mode::Admin].map(Mode::as_u8), [0, 1]);
}

#[test]
fn errors_have_words() {
	for error in [
		Error::BadPoint,
		Error::BadScalar,
		Error::BadCapsuleProof,
		Error::BadShareProof,
		Error::BadKeyProof,
		Error::BadParameters,
		Error::TooFewShares,
		Error::DuplicateIndex,
		Error::BadDeal,
		Error::WrongNumberOfDeals,
		Error::BadCommittee(CommitteeFault::Threshold),
		Error::BadCommittee(CommitteeFault::Size),
		Error::BadCommittee(CommitteeFault::Indices),
		Error::BadCommittee(CommitteeFault::PublicKey),
		Error::BadCommittee(CommitteeFault::Point { index: 3 }),
		Error::BadCommittee(CommitteeFault::OffPolynomial(Sharing::Mask)),
		Error::BadCommittee(CommitteeFault::LowDegree(Sharing::AdminMask)),
	] {
		let words = error.to_string();
		assert!(words.len() > 10 && !words.ends_with('.'), "{words}");
	}
}
