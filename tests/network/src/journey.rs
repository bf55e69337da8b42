//! The way of one record on the network, for the test that compares and for the demo that tells.

use crate::process::Process;
use medquorum_e2e::{Stage, binary, ct_small};
use serde_json::{Value, json};
use std::{process::Command, thread};

/// Runs commands of several people at once, as they would: each waits for its block.
///
/// # Panics
/// When a command fails.
pub fn together(stage: &Stage, commands: &[(&str, &[&str])]) {
	thread::scope(|scope| {
		for (who, arguments) in commands {
			scope.spawn(|| stage.person(who).run(arguments));
		}
	});
}

/// From nothing to a request that can be opened; gives its id. `told` hears of each step that is final.
///
/// # Panics
/// When a command fails, or the file is given out before three administrators agree.
pub fn approved(stage: &Stage, told: &impl Fn(&str)) -> String {
	together(
		stage,
		&["Eve", "One", "Ferdie"].map(|who| (who, ["register"].as_slice())),
	);
	told("registered");
	let file = ct_small().display().to_string();
	let record = stage
		.person("One")
		.run(&["upload", &file, "--patient", "//Eve", "--json"])
		.field("record_id");
	told("uploaded");
	let request = stage
		.person("Ferdie")
		.run(&["request", &record, "--purpose", "TREAT", "--json"])
		.field("request_id");
	told("requested");
	stage
		.person("Ferdie")
		.refused(&["download", &request, "-o", "/dev/null"], 1, "");
	together(
		stage,
		&[
			("Eve", &["consent", &request]),
			("Alice", &["approve", &request]),
			("Bob", &["approve", &request]),
			("Charlie", &["approve", &request]),
		],
	);
	told("approved by three, and consented to");
	request
}

/// The patient erases what there is.
///
/// # Panics
/// When a command fails, or something is left.
pub fn erase(stage: &Stage, told: &impl Fn(&str)) {
	let listed = || stage.person("Eve").run(&["records", "--json"]).json();
	let records = listed();
	let record = records[0]["record_id"].as_str();
	stage.erase(record.unwrap_or_else(|| panic!("no record: {records}")));
	assert_eq!(listed().as_array().map(Vec::len), Some(0));
	told("erased");
}

/// The council decides: Alice proposes, three vote for it, and Alice ends the vote. Gives what she is told of that.
///
/// # Panics
/// When a command fails.
pub fn decided(stage: &Stage, proposal: &[&str]) -> Value {
	let alice = stage.person("Alice");
	let propose = [&["council"][..], proposal, &["--json"]].concat();
	let motion = alice.run(&propose).field("motion");
	let vote = ["council", "vote", motion.as_str(), "yes"];
	together(
		stage,
		&["Alice", "Bob", "Charlie"].map(|who| (who, vote.as_slice())),
	);
	alice.run(&["council", "close", &motion, "--json"]).json()
}

/// Session keys that a node makes for the account of a development name, and the proof of it: what the account has to set.
///
/// # Panics
/// When the node makes none.
pub fn session_keys(node: &Process, name: &str) -> [String; 2] {
	let owner = format!("0x{}", account(name));
	let made = node.ask("author_rotateKeysWithOwner", &json!([owner]));
	let made = made.unwrap_or_else(|error| panic!("{name} gets no keys: {error}"));
	["keys", "proof"].map(|field| {
		let found = made[field].as_str().map(str::to_owned);
		found.unwrap_or_else(|| panic!("no {field} in {made}"))
	})
}

/// The account of a development name, as hex.
///
/// # Panics
/// When the node's program does not say.
pub fn account(name: &str) -> String {
	let output = Command::new(binary("medquorum-node"))
		.args(["key", "inspect", "--output-type", "json", name])
		.output();
	let output = output.unwrap_or_else(|error| panic!("medquorum-node does not start: {error}"));
	let key: Value = serde_json::from_slice(&output.stdout).unwrap_or_default();
	let hex = key["publicKey"]
		.as_str()
		.unwrap_or_else(|| panic!("no key of {name}"));
	hex.trim_start_matches("0x").to_owned()
}
