//! Our sums against FROST's key generation, where both have the same thing: the polynomial x.
//!
//! `tests/vectors/frost.json` holds what `frost-ristretto255` makes of deals of 40 random sizes: every x_j, X_j and X. It is no
//! dependency of this crate, as it would switch a feature of curve25519-dalek on for the node and the runtime:
//! `tests/reference/frost` is a workspace of its own and wrote the file.

use crate::common;
use rand_chacha::rand_core::RngCore as _;
use serde_json::Value;
use threshold_decryption::{Bytes32, ceremony::Founding, dealing::*};

fn bytes(value: &Value) -> Bytes32 {
	hex::decode(value.as_str().unwrap()).unwrap().try_into().unwrap()
}

fn check(case: &Value) {
	let rng = &mut common::rng(case["seed"].as_u64().unwrap());
	let n = 2 + u16::try_from(rng.next_u32() % 15).unwrap();
	let k = 2 + u16::try_from(rng.next_u32() % u32::from(n - 1)).unwrap();
	assert_eq!(
		(case["n"].as_u64(), case["k"].as_u64()),
		(Some(n.into()), Some(k.into()))
	);
	let indices: Vec<u16> = (1..=n).collect();
	let deals: Vec<Deal> = indices
		.iter()
		.map(|_| Deal::new(&Constant::Random, k, rng).unwrap())
		.collect();
	let ctx = [1; 32];
	let mut founding = Founding::new(&ctx, k, &indices).unwrap();
	for (dealer, deal) in indices.iter().zip(&deals) {
		let proof = deal.prove(&ctx, *dealer, &[2; 32], rng);
		founding.accept(*dealer, deal.commitments(), &proof).unwrap();
	}
	let combined = founding.finish().unwrap();
	assert_eq!(*combined.x(), bytes(&case["x"]));
	let expected = case["shares"].as_array().unwrap();
	assert_eq!(expected.len(), indices.len());
	for (points, expected) in combined.points().iter().zip(expected) {
		let shares: Vec<_> = indices
			.iter()
			.zip(&deals)
			.map(|(dealer, deal)| (*dealer, deal.shares(points.index).unwrap()))
			.collect();
		let secret = combined.secret(points.index, &shares).unwrap();
		assert_eq!(secret.to_bytes()[..32], bytes(&expected[0]));
		assert_eq!(points.x, bytes(&expected[1]));
	}
}

#[test]
fn frost_makes_the_same_of_the_same_polynomials() {
	let vectors: Value = serde_json::from_str(include_str!("vectors/frost.json")).unwrap();
	let cases = vectors["cases"].as_array().unwrap();
	assert_eq!(cases.len(), 40);
	cases.iter().for_each(check);
}
