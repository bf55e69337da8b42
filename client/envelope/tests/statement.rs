//! The statement about an emergency access, as a second implementation seals it.

use medquorum_envelope::{
	Cid, EncSecret, Entropy, enc_public,
	statement::{Subject, open_statement, seal_statement},
};
use serde_json::Value;
use std::{path::Path, process::Command};

const VECTORS: &str = include_str!("vectors/statement.json");

fn bytes(case: &Value, name: &str) -> Vec<u8> {
	hex::decode(case[name].as_str().unwrap()).unwrap()
}

fn exact<const N: usize>(case: &Value, name: &str) -> [u8; N] {
	bytes(case, name).try_into().unwrap()
}

/// Says what it is told to, in this order: the key of a vector, what each box is made of, the nonce.
struct Told(Vec<u8>);

impl Entropy for Told {
	fn fill(&mut self, out: &mut [u8]) {
		let rest = self.0.split_off(out.len());
		out.copy_from_slice(&self.0);
		self.0 = rest;
	}
}

#[test]
fn statements_are_those_of_the_vectors() {
	let cases: Vec<Value> = serde_json::from_str(VECTORS).unwrap();
	assert_eq!(cases.len(), 5);
	for case in &cases {
		let (genesis, request_id) = (exact(case, "genesis"), exact(case, "request_id"));
		let subject = Subject {
			genesis: &genesis,
			request_id: &request_id,
		};
		let (text, object) = (bytes(case, "text"), bytes(case, "sealed"));
		let mut readers = Vec::new();
		let mut told = bytes(case, "key");
		for reader in case["readers"].as_array().unwrap() {
			let secret = EncSecret::from_bytes(&exact(reader, "enc_secret"));
			assert_eq!(enc_public(&secret), exact(reader, "enc_pk"));
			let account = exact(reader, "account");
			let opened = open_statement(&subject, &account, &secret, &object).unwrap();
			assert_eq!(*opened, text);
			readers.push((account, enc_public(&secret)));
			told.extend(bytes(reader, "ikm"));
		}
		told.extend(bytes(case, "iv"));
		let mut told = Told(told);
		let sealed = seal_statement(&subject, &readers, &text, &mut told).unwrap();
		assert_eq!(sealed, object);
		assert!(told.0.is_empty(), "nothing else is drawn");
		assert_eq!(Cid::of_raw(&object).digest(), exact(case, "sha256"));
	}
}

#[test]
fn vectors_are_what_the_second_implementation_prints() {
	let reference = "../../primitives/threshold-decryption/tests/reference/statement.py";
	let script = Path::new(env!("CARGO_MANIFEST_DIR")).join(reference);
	let Ok(run) = Command::new("python3").arg(script).output() else {
		panic!("python3 is missing: statement.py, the second implementation, needs it")
	};
	assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
	assert_eq!(String::from_utf8(run.stdout).unwrap(), VECTORS);
}
