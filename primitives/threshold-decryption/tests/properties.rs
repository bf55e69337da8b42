//! For any committee up to 16 administrators and any subset of them: k open, k-1 do not, in both modes.

use crate::common::World;
use proptest::{prelude::*, sample::SizeRange};
use threshold_decryption::*;

/// n of 2..=16 ascending indices anywhere in 1..=65535, k of 2..=n, and an order of the administrators.
fn committees() -> impl Strategy<Value = (u16, Vec<u16>, Vec<usize>, u64)> {
	let indices = proptest::collection::btree_set(1u16.., SizeRange::from(2..=16usize));
	(indices, any::<prop::sample::Index>(), any::<u64>()).prop_flat_map(|(indices, k, seed)| {
		let indices: Vec<u16> = indices.into_iter().collect();
		let k = u16::try_from(2 + k.index(indices.len() - 1)).unwrap();
		let order: Vec<usize> = (0..indices.len()).collect();
		(Just(k), Just(indices), Just(order).prop_shuffle(), Just(seed))
	})
}

proptest! {
	#![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

	#[test]
	fn any_k_open_and_any_fewer_do_not((k, indices, order, seed) in committees()) {
		let mut world = World::new(k, &indices, seed);
		prop_assert_eq!(check_committee(k, &world.x, &world.points()), Ok(()));
		let k = usize::from(k);
		let request = world.request(Mode::Outsider, 1);
		let partials = world.approvals(&order[..k], &request);
		prop_assert!(world.opens(&partials));
		prop_assert!(!world.opens(&partials[..k - 1]));
		prop_assert!(!world.opens(&partials[1..]));

		// All of them also open: any set of k or more lies on the polynomial.
		let all = world.approvals(&order, &request);
		prop_assert!(world.opens(&all));

		// One of them from another request.
		let other = world.request(Mode::Outsider, 2);
		let mut mixed = world.approvals(&order[..k - 1], &request);
		mixed.push(world.approve(order[k - 1], &other));
		prop_assert!(!world.opens(&mixed));
	}

	#[test]
	fn an_administrator_needs_k_others((k, indices, order, seed) in committees()) {
		prop_assume!(usize::from(k) < indices.len());
		let mut world = World::new(k, &indices, seed);
		let k = usize::from(k);
		let request = world.request(Mode::Admin, 1);
		let mut partials = world.approvals(&order[1..=k], &request);
		prop_assert!(!world.opens(&partials), "k others without the own share");
		let last = partials.pop().unwrap();
		partials.push(world.own(order[0], &request));
		prop_assert!(!world.opens(&partials), "the own share and k-1 others");
		partials.push(last);
		prop_assert!(world.opens(&partials), "the own share and k others");
	}

	/// Decoders and verifiers take any bytes without panicking, and accept none of them.
	#[test]
	fn noise_is_refused(bytes in proptest::collection::vec(any::<u8>(), SHARE_LENGTH), ctx in any::<Bytes32>()) {
		let share: [u8; SHARE_LENGTH] = bytes.clone().try_into().unwrap();
		let capsule: [u8; 128] = bytes[..128].try_into().unwrap();
		let world = World::paper();
		let request = world.request(Mode::Outsider, 1);
		let points = world.secrets[0].public();
		prop_assert!(verify_capsule(&capsule, &ctx).is_err());
		prop_assert!(verify_share(&share, &world.statement(&points, &request)).is_err());
		prop_assert!(dealing::DealCommitments::from_bytes(2, &bytes[..160]).is_err());
	}
}
