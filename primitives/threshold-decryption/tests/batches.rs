//! Shares verified together: what holds for one holds for many, and one false share among many is found.

use crate::common::{Request, World};
use proptest::prelude::*;
use threshold_decryption::*;

/// A share with what it takes to state it.
struct Made {
	share: [u8; SHARE_LENGTH],
	points: AdminPoints,
	request: usize,
}

/// The shares of these administrators for these requests.
fn made(world: &mut World, requests: &[Request], who: &[(usize, usize)]) -> Vec<Made> {
	let points = world.points();
	who.iter()
		.map(|&(position, request)| Made {
			share: world.share(position, &requests[request]),
			points: points[position],
			request,
		})
		.collect()
}

fn batch<'a>(
	world: &'a World,
	requests: &'a [Request],
	made: &'a [Made],
) -> Vec<(&'a [u8; SHARE_LENGTH], ShareStatement<'a>)> {
	made.iter()
		.map(|one| (&one.share, world.statement(&one.points, &requests[one.request])))
		.collect()
}

/// Two requests of outsiders and one of an administrator.
fn requests(world: &World) -> Vec<Request> {
	[(Mode::Outsider, 1), (Mode::Admin, 2), (Mode::Outsider, 3)]
		.map(|(mode, seq)| world.request(mode, seq))
		.into()
}

#[test]
fn an_empty_batch_is_refused() {
	assert_eq!(verify_shares(&[]), Err(Error::TooFewShares));
}

#[test]
fn shares_of_one_request_and_of_one_administrator() {
	let mut world = World::paper();
	let requests = requests(&world);
	for who in [
		&[(0, 0), (1, 0), (2, 0), (3, 0)][..], // R, S and Q in common
		&[(0, 0), (0, 1), (0, 2)],             // X_0 and R in common, Z_0 twice and Z'_0 once
		&[(1, 1), (2, 1), (0, 0), (1, 0)],     // X_1 in common, Z_1 and Z'_1
		&[(1, 0), (1, 0)],                     // everything but the nonces in common
	] {
		let made = made(&mut world, &requests, who);
		assert_eq!(verify_shares(&batch(&world, &requests, &made)), Ok(()));
	}
}

/// The same share twice is true twice. That it counts once is for the pallet to see to, and for [`combine`].
#[test]
fn a_share_may_be_verified_twice() {
	let mut world = World::paper();
	let requests = requests(&world);
	let made = made(&mut world, &requests, &[(1, 0)]);
	let one = batch(&world, &requests, &made)[0];
	assert_eq!(verify_shares(&[one, one]), Ok(()));
}

#[test]
fn the_largest_batch_of_the_chain() {
	let mut world = World::paper();
	let requests: Vec<Request> = (1..=16).map(|seq| world.request(Mode::Outsider, seq)).collect();
	let who: Vec<(usize, usize)> = (0..16).map(|request| (2, request)).collect();
	let mut made = made(&mut world, &requests, &who);
	assert_eq!(verify_shares(&batch(&world, &requests, &made)), Ok(()));
	for position in 0..made.len() {
		made[position].share[256] ^= 1;
		assert_eq!(
			verify_shares(&batch(&world, &requests, &made)),
			Err(Error::BadShareProof),
			"share {position}"
		);
		made[position].share[256] ^= 1;
	}
}

#[test]
fn two_exchanged_shares_are_found() {
	let mut world = World::paper();
	let requests = requests(&world);
	let made = made(&mut world, &requests, &[(0, 0), (0, 2), (1, 0), (0, 1)]);
	let good = batch(&world, &requests, &made);
	assert_eq!(verify_shares(&good), Ok(()));
	for first in 0..good.len() {
		for second in 0..first {
			let mut bad = good.clone();
			(bad[first].0, bad[second].0) = (good[second].0, good[first].0);
			assert_eq!(verify_shares(&bad), Err(Error::BadShareProof));
		}
	}
}

/// The statement of one share with a part of another's, in a batch where that part also occurs rightly.
#[test]
fn a_statement_with_a_part_of_another_is_refused() {
	let mut world = World::paper();
	let (other_r, requests) = (World::new(3, &[1, 2, 3, 4], 9).r, requests(&world));
	let made = made(&mut world, &requests, &[(0, 0), (1, 1)]);
	let good = batch(&world, &requests, &made);
	let (mine, theirs) = (good[0].1, good[1].1);
	for bad in [
		ShareStatement {
			ctx: theirs.ctx,
			..mine
		},
		ShareStatement {
			index: theirs.index,
			..mine
		},
		ShareStatement { r: &other_r, ..mine },
		ShareStatement { q: theirs.q, ..mine },
		ShareStatement {
			x_j: theirs.x_j,
			..mine
		},
		ShareStatement {
			z_j: theirs.z_j,
			..mine
		},
		ShareStatement {
			z_j: &made[0].points.zp,
			..mine
		},
		ShareStatement {
			x_j: mine.z_j,
			z_j: mine.x_j,
			..mine
		},
	] {
		assert_eq!(verify_share(good[0].0, &bad), Err(Error::BadShareProof));
		assert_eq!(
			verify_shares(&[(good[0].0, bad), good[1]]),
			Err(Error::BadShareProof)
		);
	}
}

/// A, B, T0..T3 and the responses: each replaced by that of another share of the same statement, and by
/// another of the same share.
#[test]
fn every_field_counts() {
	let mut world = World::paper();
	let requests = requests(&world);
	let made = made(&mut world, &requests, &[(0, 0), (0, 0)]);
	let statement = batch(&world, &requests, &made)[0].1;
	let field = |share: &[u8; SHARE_LENGTH], at: usize| -> Bytes32 {
		share[at * 32..at * 32 + 32].try_into().unwrap()
	};
	let with = |at: usize, value: Bytes32| {
		let mut out = made[0].share;
		out[at * 32..at * 32 + 32].copy_from_slice(&value);
		out
	};
	for at in 0..9 {
		let foreign = with(at, field(&made[1].share, at));
		assert_eq!(
			verify_share(&foreign, &statement),
			Err(Error::BadShareProof),
			"field {at}"
		);
		for other in (0..9).filter(|other| *other != at && (*other < 6) == (at < 6)) {
			let mut swapped = with(at, field(&made[0].share, other));
			assert_eq!(
				verify_share(&swapped, &statement),
				Err(Error::BadShareProof),
				"{at} {other}"
			);
			swapped[other * 32..other * 32 + 32].copy_from_slice(&field(&made[0].share, at));
			assert_eq!(
				verify_share(&swapped, &statement),
				Err(Error::BadShareProof),
				"{at} {other}"
			);
		}
	}
	// Half of one share and half of the other.
	let mut mixed = made[0].share;
	mixed[64..].copy_from_slice(&made[1].share[64..]);
	assert_eq!(verify_share(&mixed, &statement), Err(Error::BadShareProof));
}

#[test]
fn one_undecodable_share_refuses_all() {
	let mut world = World::paper();
	let requests = requests(&world);
	let mut made = made(&mut world, &requests, &[(0, 0), (1, 0), (2, 0)]);
	made[2].share[64..96].fill(0);
	assert_eq!(
		verify_shares(&batch(&world, &requests, &made)),
		Err(Error::BadPoint)
	);
	made[2].share[192..224].fill(0xff);
	made[2].share[64..96].copy_from_slice(&world.r);
	assert_eq!(
		verify_shares(&batch(&world, &requests, &made)),
		Err(Error::BadScalar)
	);
	let mut nameless = batch(&world, &requests, &made[..2]);
	nameless[1].1.index = 0;
	assert_eq!(verify_shares(&nameless), Err(Error::BadParameters));
}

proptest! {
	#![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

	/// A batch holds exactly when each of its shares does, whatever they have in common.
	#[test]
	fn a_batch_says_what_its_shares_say(
		who in proptest::collection::vec((0..4usize, 0..3usize), 1..10),
		spoiled in proptest::option::of((any::<prop::sample::Index>(), 0..SHARE_LENGTH, 0..8)),
		seed in any::<u64>(),
	) {
		let mut world = World::new(3, &[1, 2, 3, 400], seed);
		let requests = requests(&world);
		let mut made = made(&mut world, &requests, &who);
		if let Some((which, byte, bit)) = spoiled {
			let which = which.index(made.len());
			made[which].share[byte] ^= 1u8 << bit;
		}
		let batch = batch(&world, &requests, &made);
		let each = batch.iter().all(|(share, statement)| verify_share(share, statement).is_ok());
		prop_assert_eq!(each, spoiled.is_none());
		prop_assert_eq!(verify_shares(&batch).is_ok(), each);
	}
}
