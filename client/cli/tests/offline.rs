//! What a patient does without a node: a home, and keys in a file.

use crate::common::*;
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

/// An account for a facility: the same when it is made again, another for another house, and noted before anybody has its keys.
#[test]
fn account_for_a_facility_is_made_without_a_node() {
	let place = Place::new();
	let make = |who: &str, name: &str| {
		let file = place.path(name);
		let made = place.run(&[
			"--json",
			"account",
			"for",
			who,
			"--to-file",
			file.to_str().unwrap(),
		]);
		let made: Value = serde_json::from_str(made.succeeds()).unwrap();
		let keys: Value = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
		assert_eq!(
			(&keys["account"], &keys["csp_version"]),
			(&made["account"], &Value::from(1))
		);
		assert_eq!(keys["genesis"], format!("0x{}", "07".repeat(32)));
		(made["account"].clone(), made["fingerprint"].clone())
	};
	let city = make("//One", "city.json");
	assert_eq!(make("//One", "again.json"), city);
	let coast = make("//Two", "coast.json");
	assert!(city.0 != coast.0 && city.1 != coast.1);
	let file = place.path("city.json").to_str().unwrap().to_owned();
	let refused = place.run(&["account", "for", "//One", "--to-file", &file]);
	refused.fails(1, "exists already");
	place
		.run(&["account", "for", "Nobody", "--to-file", &file])
		.fails(1, "neither an address nor a contact");
	let noted: Value = serde_json::from_slice(&std::fs::read(place.path("accounts.json")).unwrap()).unwrap();
	let noted: Vec<_> = noted
		.as_array()
		.unwrap()
		.iter()
		.map(|one| one["account"].clone())
		.collect();
	assert_eq!(noted, [city.0, coast.0]);
	// A damaged list is named, and is left as it is: nothing is made beside it.
	std::fs::write(place.path("accounts.json"), "[{").unwrap();
	let other = place.path("other.json").to_str().unwrap().to_owned();
	place
		.run(&["account", "for", "//One", "--to-file", &other])
		.fails(2, "make sense of");
	assert!(!place.path("other.json").exists());
	for command in [
		&["account", "list"][..],
		&["account", "find"],
		&["inbox", "--at", "//One"],
	] {
		place.run(command).fails(2, "cannot reach the node");
	}
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
