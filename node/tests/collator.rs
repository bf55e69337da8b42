//! The same binary as a collator. A running relay chain is not part of these tests: what can be seen without one is that
//! the collator knows its parachain, and says that it cannot reach the relay chain.

use crate::common::Node;
use std::net::TcpListener;
use tempfile::TempDir;

#[test]
fn collator_names_its_parachain_and_says_that_the_relay_chain_is_out_of_reach() {
	let folder = TempDir::new().unwrap();
	let key = "00000000000000000000000000000000000000000000000000000000000000a1";
	// A port that was free a moment ago, and at which nobody listens any more.
	let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
	let url = format!("ws://{closed}");
	let mut node = Node::start(&[
		"--collator",
		"--chain",
		"local",
		"--node-key",
		key,
		"--base-path",
		folder.path().to_str().unwrap(),
		"--relay-chain-rpc-urls",
		&url,
		"--",
		"--port",
		"0",
	]);
	let line = node.wait_for("Parachain id");
	assert!(line.contains("2000"), "{line}");
	node.wait_for("Retrying to connect to any external relaychain node failed");
}
