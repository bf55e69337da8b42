//! A development node: started as users start it, it makes blocks and finalizes each.

#![allow(clippy::expect_used, reason = "a test may panic")]

mod common;

use common::{refusal_of, rpc, stdout_of, Node, PATIENCE};
use serde_json::json;
use std::{
	thread::sleep,
	time::{Duration, Instant},
};

/// The number of the block whose header is `header`.
fn number(header: &serde_json::Value) -> u64 {
	let number = header["number"].as_str().expect("a header");
	u64::from_str_radix(number.trim_start_matches("0x"), 16).expect("a number")
}

#[test]
fn dev_node_finalizes_blocks_and_answers_rpc() {
	let mut node = Node::start(&["--dev", "--dev-block-time", "500"]);
	let port = node.rpc_port();
	assert_eq!(
		rpc(port, "system_chain", json!([])),
		json!("Medquorum Development")
	);
	let version = rpc(port, "state_getRuntimeVersion", json!([]));
	assert_eq!(version["specName"], json!("medquorum"));
	let properties = rpc(port, "system_properties", json!([]));
	assert_eq!(
		properties,
		json!({ "ss58Format": 42, "tokenDecimals": 12, "tokenSymbol": "MQD" })
	);

	let deadline = Instant::now() + PATIENCE;
	loop {
		let finalized = rpc(port, "chain_getFinalizedHead", json!([]));
		if number(&rpc(port, "chain_getHeader", json!([finalized]))) >= 2 {
			break;
		}
		assert!(Instant::now() < deadline, "no finalized block in time");
		sleep(Duration::from_millis(200));
	}

	// Wallets need these two, and they fail only when called.
	let alice = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
	assert_eq!(rpc(port, "system_accountNextIndex", json!([alice])), json!(0));
	let methods = rpc(port, "rpc_methods", json!([]));
	assert!(methods["methods"]
		.as_array()
		.expect("a list")
		.contains(&json!("payment_queryInfo")));
}

#[test]
fn node_says_what_to_type_when_no_chain_is_named() {
	let said = refusal_of::<&str>(&[]);
	assert!(said.contains("medquorum-node --dev"), "{said}");
	let said = refusal_of(&["--dev-block-time", "500"]);
	assert!(said.contains("medquorum-node --dev"), "{said}");
}

#[test]
fn node_names_the_built_in_chains_when_a_file_is_missing() {
	let said = refusal_of(&["--chain", "no-such-file.json"]);
	assert!(
		said.contains("no-such-file.json") && said.contains("dev, local"),
		"{said}"
	);
}

#[test]
fn help_shows_what_users_of_such_nodes_expect() {
	let help = stdout_of(&["--help"]);
	for word in [
		"--dev",
		"--chain",
		"--dev-block-time",
		"--base-path",
		"--rpc-port",
		"--prometheus-port",
		"--collator",
	] {
		assert!(help.contains(word), "{word} is not in the help");
	}
	for word in [
		"export-genesis-head",
		"export-genesis-wasm",
		"export-chain-spec",
		"chain-spec-builder",
		"purge-chain",
	] {
		assert!(help.contains(word), "{word} is not in the help");
	}
}

#[test]
fn version_names_the_program() {
	let version = stdout_of(&["--version"]);
	assert!(version.starts_with("medquorum-node "), "{version}");
}
