//! A development node: started as users start it, it makes blocks and finalizes each.

use crate::common::{Node, PATIENCE, metrics, refusal_of, rpc, stdout_of};
use serde_json::json;
use std::{
	net::TcpListener,
	thread::sleep,
	time::{Duration, Instant},
};

/// The number of the block whose header is `header`.
fn number(header: &serde_json::Value) -> u64 {
	let number = header["number"].as_str().expect("a header");
	u64::from_str_radix(number.trim_start_matches("0x"), 16).expect("a number")
}

/// `System.remark` as a wallet asks for its price: from Alice, with a signature of the right form, which is not checked for that.
fn signed_remark() -> String {
	let mut transaction = vec![0x84]; // version 4, signed
	transaction.push(0); // an account id follows: Alice's
	let alice = "d43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d";
	transaction.extend(hex::decode(alice).expect("it is hex"));
	transaction.push(1); // an sr25519 signature follows
	transaction.extend([1; 64]);
	// Of the extensions four take a byte here: immortal, nonce 0, no tip, no metadata hash.
	transaction.extend([0, 0, 0, 0]);
	transaction.extend([0, 0, 5 << 2]); // System, remark, five bytes
	transaction.extend(b"hello");
	let length = u16::try_from(transaction.len()).expect("it is short");
	let prefix = ((length << 2) | 1).to_le_bytes(); // a compact number of two bytes
	format!("0x{}{}", hex::encode(prefix), hex::encode(transaction))
}

/// Serves metrics, and finalizes blocks while this looks for them.
fn check_metrics(port: u16) {
	let deadline = Instant::now() + PATIENCE;
	loop {
		let told = metrics(port);
		let finalized = told.lines().find(|line| {
			line.starts_with("substrate_block_height{") && line.contains("status=\"finalized\"")
		});
		let height = finalized.and_then(|line| line.rsplit(' ').next()?.parse::<u64>().ok());
		if height.is_some_and(|height| height >= 2) {
			return;
		}
		assert!(
			Instant::now() < deadline,
			"no height of finalized blocks in\n{told}"
		);
		sleep(Duration::from_millis(200));
	}
}

#[test]
fn dev_node_finalizes_blocks_and_answers_rpc() {
	// A port that was free a moment ago.
	let free = TcpListener::bind("127.0.0.1:0").expect("a port");
	let metrics_port = free.local_addr().expect("an address").port();
	drop(free);
	let mut node = Node::start(&[
		"--dev",
		"--dev-block-time",
		"500",
		"--prometheus-port",
		&metrics_port.to_string(),
	]);
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
	let price = rpc(port, "payment_queryInfo", json!([signed_remark()]));
	assert_eq!(price["class"], json!("normal"), "{price}");
	let fee: u128 = price["partialFee"]
		.as_str()
		.and_then(|fee| fee.parse().ok())
		.expect("a fee");
	assert!(fee > 0, "{price}");
	assert!(price["weight"]["ref_time"].as_u64() > Some(0), "{price}");

	check_metrics(metrics_port);
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
