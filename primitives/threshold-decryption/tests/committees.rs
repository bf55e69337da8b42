//! The committee check finds every inconsistency. (The five rejected committees of docs/cryptography.md 13: `src/vectors.rs`.)

use crate::common::{self, World};
use threshold_decryption::{CommitteeFault::*, Sharing::*, *};

fn check(k: u16, x: &Bytes32, points: &[AdminPoints]) -> Option<CommitteeFault> {
	match check_committee(k, x, points) {
		Ok(()) => None,
		Err(Error::BadCommittee(fault)) => Some(fault),
		Err(error) => panic!("{error}"),
	}
}

#[test]
fn good_ones_pass() {
	for (k, n) in [
		(2, 2),
		(2, 3),
		(3, 3),
		(3, 4),
		(2, 16),
		(9, 16),
		(15, 16),
		(16, 16),
	] {
		let indices: Vec<u16> = (1..=n).collect();
		let world = World::new(k, &indices, 0);
		assert_eq!(check(k, &world.x, &world.points()), None, "{k} of {n}");
	}
	let world = World::new(3, &[2, 5, 700, 65534, 65535], 0);
	assert_eq!(check(3, &world.x, &world.points()), None);
}

#[test]
fn threshold_size_and_indices() {
	let world = World::paper();
	let points = world.points();
	assert_eq!(check(0, &world.x, &points), Some(Threshold));
	assert_eq!(check(1, &world.x, &points), Some(Threshold));
	assert_eq!(check(5, &world.x, &points), Some(Threshold));
	assert_eq!(check(3, &world.x, &[]), Some(Threshold));
	assert_eq!(check(3, &world.x, &points[..2]), Some(Threshold));

	let mut changed = points.clone();
	changed.swap(0, 1);
	assert_eq!(check(3, &world.x, &changed), Some(Indices), "descending");
	changed = points.clone();
	changed[1] = changed[0];
	assert_eq!(check(3, &world.x, &changed), Some(Indices), "twice");
	changed = points.clone();
	changed[0].index = 0;
	assert_eq!(check(3, &world.x, &changed), Some(Indices), "zero");

	let many: Vec<AdminPoints> = (1..=17).map(|index| AdminPoints { index, ..points[0] }).collect();
	assert_eq!(check(3, &world.x, &many), Some(Size));
}

#[test]
fn another_threshold_is_refused() {
	let world = World::new(3, &[1, 2, 3, 4, 5], 0);
	assert!(check(2, &world.x, &world.points()).is_some());
	assert!(check(4, &world.x, &world.points()).is_some());
}

#[test]
fn every_point_counts() {
	let world = World::new(3, &[1, 2, 3, 4, 5], 0);
	let strange = World::new(3, &[1, 2, 3, 4, 5], 1);
	for position in 0..5 {
		for part in 0..3 {
			let mut points = world.points();
			let target = [&mut points[position]].map(|admin| match part {
				0 => &mut admin.x,
				1 => &mut admin.z,
				_ => &mut admin.zp,
			});
			let [target] = target;
			let good = *target;
			*target = strange.r;
			let found = check(3, &world.x, &points);
			assert!(
				matches!(found, Some(OffPolynomial(_))),
				"{position} {part} {found:?}"
			);
			for bad in [[0; 32], [0xff; 32]] {
				let mut points = world.points();
				let admin = &mut points[position];
				let index = admin.index;
				*[&mut admin.x, &mut admin.z, &mut admin.zp][part] = bad;
				assert_eq!(check(3, &world.x, &points), Some(Point { index }));
			}
			assert_ne!(good, strange.r);
		}
	}
	assert_eq!(
		check(3, &strange.x, &world.points()),
		Some(OffPolynomial(Decryption))
	);
	assert_eq!(check(3, &[0; 32], &world.points()), Some(PublicKey));
	assert_eq!(check(3, &[0xff; 32], &world.points()), Some(PublicKey));
}

#[test]
fn swapped_masks_are_refused() {
	let world = World::new(3, &[1, 2, 3, 4, 5], 0);
	let mut points = world.points();
	for admin in &mut points {
		(admin.z, admin.zp) = (admin.zp, admin.z);
	}
	assert_eq!(check(3, &world.x, &points), Some(OffPolynomial(Mask)));
	let mut points = world.points();
	for admin in &mut points {
		admin.zp = admin.z; // degree k-1 where it must be k
	}
	assert_eq!(check(3, &world.x, &points), Some(LowDegree(AdminMask)));
	let mut points = world.points();
	for admin in &mut points {
		admin.z = admin.x; // not zero at 0
	}
	assert_eq!(check(3, &world.x, &points), Some(OffPolynomial(Mask)));
}

#[test]
fn dealing_refuses_bad_parameters() {
	let deal = |k, indices: &[u16]| deal_committee(k, indices, &mut common::rng(0)).err().unwrap();
	assert_eq!(deal(1, &[1, 2]), Error::BadParameters);
	assert_eq!(deal(0, &[1, 2]), Error::BadParameters);
	assert_eq!(deal(17, &[1, 2]), Error::BadParameters);
	assert_eq!(deal(3, &[1, 2]), Error::BadCommittee(Threshold));
	assert_eq!(deal(2, &[0, 1, 2]), Error::BadParameters);
	assert_eq!(deal(2, &[1, 1, 2]), Error::BadCommittee(Indices));
	assert_eq!(deal(2, &[2, 1]), Error::BadCommittee(Indices));
	assert_eq!(
		deal(2, &(1..=17).collect::<Vec<u16>>()),
		Error::BadCommittee(Size)
	);
}
