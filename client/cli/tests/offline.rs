//! What a patient does without a node: a home, and keys in a file.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, reason = "helpers of tests may panic")]

mod common;

use common::*;
use medquorum_client::keystore::{Keystore, Passphrase, Secret};
use serde_json::Value;

#[test]
fn keys_are_signed_into_a_file_without_a_node() {
	let place = Place::new();
	let passphrase = Passphrase::new(PASSPHRASE.into()).unwrap();
	let keystore = Keystore::open(&place.path("keys.mqk"), passphrase).unwrap();
	let path = place.path("keys.json");
	let file = path.to_str().unwrap();
	let register = ["register", "--to-file", file];
	place.run(&register).fails(1, "no encryption key");
	keystore
		.update(|secrets| secrets.enc_secret = Some(Secret::from_bytes(&[3; 32])))
		.unwrap();
	let shown = place.run(&register).succeeds().trim().to_owned();
	assert_eq!(shown.split(' ').count(), 8, "{shown}");
	let keys: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
	assert_eq!(keys["csp_version"], 1);
	assert_eq!(keys["genesis"], format!("0x{}", "07".repeat(32)));
	place.run(&register).fails(1, "exists already");
	std::fs::remove_file(&path).unwrap();
	let again = place.run(&["--json", "register", "--to-file", file]);
	let again: Value = serde_json::from_str(again.succeeds()).unwrap();
	assert_eq!(again["fingerprint"], Value::from(shown));
}

#[test]
fn home_is_set_up_without_a_node_where_the_chain_is_named() {
	let folder = tempfile::tempdir().unwrap();
	let home = folder.path().join("new");
	let mut command = medquorum();
	command
		.arg("--home")
		.arg(&home)
		.args([
			"init",
			"--offline",
			"--node",
			NOBODY,
			"--genesis",
			&"ab".repeat(32),
		])
		.env("MEDQUORUM_PASSPHRASE", PASSPHRASE);
	Answer::of(&mut command).succeeds();
	let config: Value = serde_json::from_slice(&std::fs::read(home.join("config.json")).unwrap()).unwrap();
	assert!(config["genesis"].as_str().unwrap().ends_with(&"ab".repeat(32)));
	assert!(home.join("keys.mqk").exists());
}
