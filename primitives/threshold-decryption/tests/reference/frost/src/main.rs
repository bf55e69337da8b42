//! Runs FROST's distributed key generation with the polynomials x that our dealers drew, and writes what it makes of them: x_j, X_j and
//! X. `tests/frost.rs` compares with what this crate makes of the same deals.
//!
//!     cargo run --locked --manifest-path primitives/threshold-decryption/tests/reference/frost/Cargo.toml > …/tests/vectors/frost.json

use curve25519_dalek::Scalar;
use frost_core::keys::{CoefficientCommitment, dkg::compute_proof_of_knowledge};
use frost_ristretto255::{
	Identifier,
	keys::{
		VerifiableSecretSharingCommitment,
		dkg::{self, round1, round2},
	},
};
use rand_chacha::{
	ChaCha20Rng,
	rand_core::{RngCore, SeedableRng},
};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use threshold_decryption::dealing::{Constant, Deal};

/// The coefficients of the polynomial of degree k-1 through the values at 1..=k.
fn coefficients(values: &[Scalar]) -> Vec<Scalar> {
	let nodes: Vec<Scalar> = (1..=values.len() as u64).map(Scalar::from).collect();
	let mut sum = vec![Scalar::ZERO; values.len()];
	for (j, value) in values.iter().enumerate() {
		// The basis polynomial of this node, multiplied out.
		let (mut basis, mut below) = (vec![Scalar::ONE], Scalar::ONE);
		for m in (0..nodes.len()).filter(|m| *m != j) {
			let mut next = vec![Scalar::ZERO; basis.len() + 1];
			for (at, c) in basis.iter().enumerate() {
				next[at + 1] += c;
				next[at] -= c * nodes[m];
			}
			basis = next;
			below *= nodes[j] - nodes[m];
		}
		let factor = value * below.invert();
		for (to, c) in sum.iter_mut().zip(&basis) {
			*to += factor * c;
		}
	}
	sum
}

fn x_of(deal: &Deal, index: u16) -> Scalar {
	let share = deal.shares(index).unwrap();
	Scalar::from_canonical_bytes(share[..32].try_into().unwrap()).unwrap()
}

/// FROST's key generation among 1..=n with these polynomials.
fn generate(k: u16, polynomials: &[Vec<Scalar>], rng: &mut ChaCha20Rng) -> (Vec<[String; 2]>, String) {
	let n = polynomials.len() as u16;
	let mut secrets = BTreeMap::new();
	let mut published: BTreeMap<Identifier, round1::Package> = BTreeMap::new();
	for (index, coefficients) in (1..=n).zip(polynomials) {
		let who = Identifier::try_from(index).unwrap();
		let commitment = VerifiableSecretSharingCommitment::new(
			coefficients
				.iter()
				.map(|c| CoefficientCommitment::new(curve25519_dalek::RistrettoPoint::mul_base(c)))
				.collect(),
		);
		let proof = compute_proof_of_knowledge(who, coefficients, &commitment, &mut *rng).unwrap();
		published.insert(who, round1::Package::new(commitment.clone(), proof));
		secrets.insert(
			who,
			round1::SecretPackage::new(who, coefficients.clone(), commitment, k, n),
		);
	}
	let others = |who: &Identifier| -> BTreeMap<Identifier, round1::Package> {
		let packages = published.iter().filter(|(other, _)| *other != who);
		packages
			.map(|(other, package)| (*other, package.clone()))
			.collect()
	};
	let mut received: BTreeMap<Identifier, BTreeMap<Identifier, round2::Package>> = BTreeMap::new();
	let mut kept = BTreeMap::new();
	for (who, secret) in secrets {
		let (secret, packages) = dkg::part2(secret, &others(&who)).unwrap();
		for (to, package) in packages {
			received.entry(to).or_default().insert(who, package);
		}
		kept.insert(who, secret);
	}
	let (mut shares, mut x) = (Vec::new(), String::new());
	for (who, secret) in &kept {
		let (key, all) = dkg::part3(secret, &others(who), &received[who]).unwrap();
		let verifying = key.verifying_share().serialize().unwrap();
		shares.push([
			hex::encode(key.signing_share().serialize()),
			hex::encode(verifying),
		]);
		x = hex::encode(all.verifying_key().serialize().unwrap());
	}
	(shares, x)
}

fn case(seed: u64) -> Value {
	let mut rng = ChaCha20Rng::seed_from_u64(seed);
	let n = 2 + (rng.next_u32() % 15) as u16;
	let k = 2 + (rng.next_u32() % u32::from(n - 1)) as u16;
	let deals: Vec<Deal> = (0..n)
		.map(|_| Deal::new(&Constant::Random, k, &mut rng).unwrap())
		.collect();
	let polynomials: Vec<Vec<Scalar>> = deals
		.iter()
		.map(|deal| coefficients(&(1..=k).map(|index| x_of(deal, index)).collect::<Vec<_>>()))
		.collect();
	let (shares, x) = generate(k, &polynomials, &mut rng);
	json!({ "seed": seed, "n": n, "k": k, "x": x, "shares": shares })
}

fn main() {
	let value = json!({
		"about": "FROST's key generation (frost-ristretto255 3.0.0) with the polynomials of our deals: x_j and X_j by ascending j, X. \
			Made by tests/reference/frost.",
		"cases": (1..=40).map(case).collect::<Vec<_>>(),
	});
	println!("{}", serde_json::to_string_pretty(&value).unwrap());
}
