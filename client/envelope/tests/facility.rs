//! A patient's keys at a facility, as a second implementation derives them.

use medquorum_envelope::{CspRoot, FacilityKeys};
use serde_json::Value;
use std::{collections::BTreeSet, path::Path, process::Command};

const VECTORS: &str = include_str!("vectors/facility.json");

fn bytes(case: &Value, name: &str) -> [u8; 32] {
	let text = case[name].as_str().unwrap();
	hex::decode(text).unwrap().try_into().unwrap()
}

fn cases() -> Vec<Value> {
	serde_json::from_str(VECTORS).unwrap()
}

#[test]
fn keys_of_a_facility_are_those_of_the_vectors() {
	assert_eq!(cases().len(), 4);
	for case in cases() {
		let root = CspRoot::from_bytes(&bytes(&case, "csp_root"));
		let keys = FacilityKeys::derive(&root, &bytes(&case, "genesis"), &bytes(&case, "facility"));
		assert!(keys.account_seed.expose() == &bytes(&case, "account_seed"));
		assert!(keys.csp_root.expose() == &bytes(&case, "facility_root"));
		assert!(keys.enc_secret.expose() == &bytes(&case, "enc_secret"));
	}
}

/// Another root, chain or facility: nothing in common, and nothing of the root itself.
#[test]
fn no_two_of_all_keys_are_equal() {
	let names = ["account_seed", "facility_root", "enc_secret"];
	let cases = cases();
	let derived = cases.iter().flat_map(|case| names.map(|name| bytes(case, name)));
	let roots: BTreeSet<_> = cases.iter().map(|case| bytes(case, "csp_root")).collect();
	let all: BTreeSet<_> = derived.chain(roots.iter().copied()).collect();
	assert_eq!(all.len(), cases.len() * names.len() + roots.len());
}

#[test]
fn vectors_are_what_the_second_implementation_prints() {
	let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reference/facility.py");
	let Ok(run) = Command::new("python3").arg(script).output() else {
		panic!("python3 is missing: tests/reference/facility.py, the second implementation, needs it")
	};
	assert!(run.status.success());
	assert_eq!(String::from_utf8(run.stdout).unwrap(), VECTORS);
}
