//! What is refused before the node starts, and what is left to it.

#![allow(clippy::unwrap_used, reason = "a test ends where something fails")]

use super::*;
use serde_json::json;
use std::path::Path;

#[test]
fn commands_and_help_are_left_to_the_node() {
	let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
	let port = listener.local_addr().unwrap().port().to_string();
	let check = |line: &str| {
		let arguments: Vec<OsString> = line.split(' ').map(OsString::from).collect();
		check(&arguments)
	};
	for line in [
		"--help",
		"--no-such-option",
		"key generate",
		"export-chain-spec --chain dev --raw",
		"purge-chain --chain dev -y",
		"--dev --rpc-port 0 --port 0",
	] {
		check(line).unwrap();
	}
	let taken = check(&format!("--dev --rpc-port {port}")).unwrap_err();
	assert!(taken.contains("--rpc-port"), "{taken}");
}

#[test]
fn a_port_that_is_taken_is_named_with_its_option() {
	let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
	let port = listener.local_addr().unwrap().port();
	let error = check_port(port, "--rpc-port", "JSON-RPC").unwrap_err();
	assert!(
		error.contains(&port.to_string()) && error.contains("--rpc-port"),
		"{error}"
	);
	drop(listener);
	check_port(port, "--rpc-port", "JSON-RPC").unwrap();
}

#[test]
fn ports_after_the_dashes_are_looked_at() {
	let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
	let port = listener.local_addr().unwrap().port();
	let check = |line: String, inside| {
		let arguments: Vec<String> = line.split(' ').map(str::to_owned).collect();
		check_relay_ports(&arguments, inside)
	};
	for name in ["--port", "--rpc-port", "--prometheus-port"] {
		let line = format!("--listen-addr /ip4/127.0.0.1/tcp/0 {name} {port}");
		let refused = check(line.clone(), true).unwrap_err();
		assert!(refused.contains(&format!("-- {name}")), "{refused}");
		// Elsewhere, only peers come in here.
		assert_eq!(check(line, false).is_err(), name == "--port");
	}
	check(format!("--port 0 --no-prometheus --prometheus-port={port}"), true).unwrap();
}

#[test]
fn options_are_found_in_both_forms() {
	let arguments = ["--chain=a", "--port", "7", "--portable=9", "--rpc-port"].map(str::to_owned);
	assert_eq!(option(&arguments, "--chain"), Some("a"));
	assert_eq!(option(&arguments, "--port"), Some("7"));
	assert_eq!(option(&arguments, "--rpc-port"), None);
	assert_eq!(option(&arguments, "--sync"), None);
}

#[test]
fn another_relay_chain_than_the_specs_is_refused() {
	let dir = tempfile::tempdir().unwrap();
	let file = dir.path().join("relay.json");
	fs::write(
		&file,
		json!({ "id": "ksmcc3", "name": "Kusama", "genesis": {} }).to_string(),
	)
	.unwrap();
	let file = file.display().to_string();
	let file = file.as_str();
	let check = |id: &str, wanted: &str, given: &str| {
		let spec = json!({ "id": id, "relay_chain": wanted });
		check_relay_chain(&spec, &["--sync=warp".to_owned(), format!("--chain={given}")])
	};
	for (wanted, given) in [
		("ksmcc3", file),
		("kusama", file),
		("paseo", "paseo"),
		// Whether there is such a one, the node says.
		("paseo", "nosuchrelay"),
		("ours", "paseo"),
	] {
		check("north", wanted, given).unwrap();
	}
	for (wanted, given) in [("paseo", file), ("paseo", "kusama"), ("ours", file)] {
		let refused = check("north", wanted, given).unwrap_err();
		assert!(
			refused.contains("-- --chain FILE") && refused.lines().count() == 1,
			"{refused}"
		);
		// The built-in ones are for any.
		check("medquorum_local", wanted, given).unwrap();
	}
	check_relay_chain(&json!({ "id": "north", "relay_chain": "paseo" }), &[]).unwrap();
}

/// What is watched of a node with these arguments, on a spec of this id.
fn watched(line: &str) -> Option<Watch> {
	let arguments: Vec<OsString> = ["medquorum-node"]
		.into_iter()
		.chain(line.split(' '))
		.map(OsString::from)
		.collect();
	let matches = Cli::<Medquorum>::setup_command(Cli::<Medquorum>::command())
		.try_get_matches_from(arguments)
		.unwrap();
	let cli = Cli::<Medquorum>::from_arg_matches(&matches).unwrap();
	watch(&cli, &json!({ "id": "north" }), None)
}

#[test]
fn a_node_is_watched_where_it_can_be_asked() {
	assert!(watched("--dev").is_none() && watched("--rpc-port 0").is_none());
	let full = watched("--base-path /x --rpc-port 7").unwrap();
	assert_eq!(full.rpc, "127.0.0.1:7");
	assert_eq!(full.relay, None);
	assert!(!full.collates && full.keystore.is_none());
	let endpoint = "--experimental-rpc-endpoint listen-addr=0.0.0.0:8,methods=safe";
	let collator = watched(&format!(
		"--collator --base-path /x {endpoint} -- --experimental-rpc-endpoint listen-addr=127.0.0.1:6,methods=safe"
	))
	.unwrap();
	assert_eq!(
		(collator.rpc.as_str(), collator.relay.as_deref()),
		("127.0.0.1:8", Some("127.0.0.1:6"))
	);
	assert_eq!(
		collator.keystore.as_deref(),
		Some(Path::new("/x/chains/north/keystore"))
	);
	// Her keys are in memory.
	let alice = watched("--alice --collator --base-path /x").unwrap();
	assert!(alice.collates && alice.keystore.is_none());
	let elsewhere = |url: &str| watched(&format!("--relay-chain-rpc-urls {url}")).unwrap().relay;
	assert_eq!(
		elsewhere("ws://relay.example:99").as_deref(),
		Some("relay.example:99")
	);
	assert_eq!(elsewhere("wss://relay.example"), None);
}
