//! Signs of life, frozen in `vectors/alive.json`: a second implementation, which has none of this code, prints the file
//! (`reference/alive.py`). The account's signature is left out, since sr25519's are never twice the same.
//!
//! Everything random comes from a counter: each 32 bytes that are asked for are SHA-256 of the next number, as 8 bytes little-endian.

use crate::counted::Counted;
use medquorum_client::{
	domain::*,
	trust::{
		alive::{Place, SignOfLife, SignedBlock},
		list_hash,
	},
};
use serde_json::Value;
use std::{path::Path, process::Command};
use threshold_decryption::{
	AdminSecret, Mode, ShareStatement, capsule_point, deal_committee, verify_capsule, verify_shares,
};

const VECTORS: &str = include_str!("vectors/alive.json");
/// What stands for the account's signature.
const SIGNATURE: [u8; 64] = [0x77; 64];

fn cases() -> Vec<Value> {
	serde_json::from_str(VECTORS).unwrap()
}

fn bytes<const N: usize>(value: &Value) -> [u8; N] {
	hex::decode(value.as_str().unwrap()).unwrap().try_into().unwrap()
}

fn number(value: &Value) -> u32 {
	value.as_u64().unwrap().try_into().unwrap()
}

fn short(value: &Value) -> u16 {
	number(value).try_into().unwrap()
}

/// The committee of a case, and its secrets.
fn committee(case: &Value, rng: &mut Counted) -> (Committee, Vec<AdminSecret>) {
	let indices: Vec<u16> = case["indices"].as_array().unwrap().iter().map(short).collect();
	let k = short(&case["k"]);
	let (x, secrets) = deal_committee(k, &indices, rng).unwrap();
	let admins = secrets.iter().map(|secret| {
		let points = secret.public();
		Admin {
			account: AccountId([u8::try_from(points.index % 251).unwrap(); 32]),
			index: points.index,
			enc_pk: [9; 32],
			x_j: points.x,
			z_j: points.z,
			zp_j: points.zp,
			cert: Signature::NONE,
		}
	});
	let committee = Committee {
		epoch: number(&case["epoch"]),
		k,
		x,
		admins: admins.collect(),
	};
	(committee, secrets)
}

/// The sign as it is written, and what its account signs.
fn made(case: &Value, committee: &Committee, secret: &AdminSecret, rng: &mut Counted) -> (Value, Vec<u8>) {
	let (genesis, mut signed) = (bytes(&case["genesis"]), Vec::new());
	let place = Place {
		genesis: &genesis,
		key_id: number(&case["key_id"]),
		committee,
	};
	let account = AccountId(bytes(&case["account"]));
	let block = SignedBlock {
		number: number(&case["block"]),
		hash: bytes(&case["block_hash"]),
	};
	let sign = |message: &[u8]| {
		signed = message.to_vec();
		SIGNATURE
	};
	let own = committee.admin(&account).unwrap();
	let sign = SignOfLife::make(&place, own, secret, block, sign, rng).unwrap();
	(serde_json::from_slice(&sign.write()).unwrap(), signed)
}

fn check(case: &Value) {
	let mut rng = Counted(case["seed"].as_u64().unwrap());
	let (committee, secrets) = committee(case, &mut rng);
	assert_eq!(committee.x, bytes::<32>(&case["x"]));
	assert_eq!(list_hash(&committee), bytes::<32>(&case["committee_hash"]));
	let index = short(&case["index"]);
	let secret = secrets.iter().find(|secret| secret.index() == index).unwrap();
	assert!(*secret.to_bytes() == bytes::<96>(&case["secret"]));

	let (sign, signed) = made(case, &committee, secret, &mut rng);
	let written = |name: &str, expected: &Value| {
		assert_eq!(sign[name], format!("0x{}", expected.as_str().unwrap()), "{name}");
	};
	for name in ["genesis", "block_hash", "capsule", "sealed_to"] {
		written(name, &case[name]);
	}
	written("share", &case["shares"][0]);
	written("admin_share", &case["shares"][1]);
	for name in ["key_id", "epoch", "index", "block"] {
		assert_eq!(sign[name], case[name], "{name}");
	}
	assert_eq!(hex::encode(signed), case["message"]);
}

/// Capsule and shares are proven for the contexts that the file tells, and for no other.
fn check_contexts(case: &Value) {
	let (capsule, base) = (bytes(&case["capsule"]), bytes(&case["base"]));
	assert_eq!(verify_capsule(&capsule, &base), Ok(()));
	let (r, q) = (capsule_point(&capsule), bytes(&case["sealed_to"]));
	let own = AdminSecret::from_bytes(short(&case["index"]), &bytes(&case["secret"])).unwrap();
	let points = own.public();
	let contexts: [[u8; 32]; 2] = [0usize, 1].map(|at| bytes(&case["contexts"][at]));
	let shares: [[u8; 288]; 2] = [0usize, 1].map(|at| bytes(&case["shares"][at]));
	for (ctxs, right) in [([0usize, 1], true), ([1, 0], false)] {
		let [outsider, admin] = ctxs.map(|at| &contexts[at]);
		let statement = |ctx, mode| ShareStatement {
			ctx,
			index: points.index,
			r: &r,
			q: &q,
			x_j: &points.x,
			z_j: points.mask(mode),
		};
		let verified = verify_shares(&[
			(&shares[0], statement(outsider, Mode::Outsider)),
			(&shares[1], statement(admin, Mode::Admin)),
		]);
		assert_eq!(verified.is_ok(), right);
	}
}

#[test]
fn signs_of_life_are_made_as_they_were() {
	assert_eq!(cases().len(), 3);
	for case in cases() {
		check(&case);
		check_contexts(&case);
	}
}

#[test]
fn the_vectors_are_what_the_second_implementation_prints() {
	let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reference/alive.py");
	let Ok(run) = Command::new("python3").arg(script).output() else {
		panic!("python3 is missing: tests/reference/alive.py, the second implementation, needs it")
	};
	assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
	assert_eq!(String::from_utf8(run.stdout).unwrap(), VECTORS);
}
