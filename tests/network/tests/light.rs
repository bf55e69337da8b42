//! Reading without a node: what `--light` shows of the parachain is what a node shows, and no node is needed for it.
//!
//! `MEDQUORUM_LIGHT_CLIENT` names a `medquorum` with the feature `light-client`: `make light-test` builds it.
#![forbid(unsafe_code)]
#![allow(
	clippy::unwrap_used,
	clippy::expect_used,
	reason = "a test ends where something fails"
)]

use medquorum_e2e::{Person, Stage};
use medquorum_network::{Network, journey};
use serde_json::Value;
use std::{path::PathBuf, time::Instant};

/// What Ferdie reads of the journey: request, record, committee. How much time is left runs down between two looks, and the date at which
/// it ends is reckoned from this machine's clock each time.
fn read(ferdie: &Person, request: &str, record: &str) -> [Value; 3] {
	[
		&["show", request, "--json"][..],
		&["show", record, "--json"],
		&["committee", "show", "--json"],
	]
	.map(|words| {
		let mut shown = ferdie.run(words).json();
		if let Some(document) = shown.as_object_mut() {
			for changing in ["moments_left", "expires_time"] {
				document.remove(changing);
			}
		}
		shown
	})
}

#[test]
fn under_a_relay_chain_a_light_client_reads_what_nodes_say_and_needs_none() {
	let began = Instant::now();
	let told = |what: &str| println!("{:4} s  {what}", began.elapsed().as_secs());
	let program = std::env::var_os("MEDQUORUM_LIGHT_CLIENT").map(PathBuf::from);
	let program = program.expect("MEDQUORUM_LIGHT_CLIENT is not set: run `make light-test`");
	let mut network = Network::start();
	let specs = network.light_specs();
	let node = network.full.url();
	let mut stage = Stage::with_program(&program, &node, None);
	let request = journey::approved(&stage, &told);
	let ferdie = stage.person("Ferdie");
	let shown = ferdie.run(&["show", &request, "--json"]).json();
	let record = shown["record_id"].as_str().unwrap().to_owned();
	let by_node = read(ferdie, &request, &record);
	assert_eq!(by_node[0]["status"], "approved");

	for person in stage.people_mut() {
		person.set_light(&specs);
	}
	let looked = Instant::now();
	assert_eq!(read(stage.person("Ferdie"), &request, &record), by_node);
	println!(
		"three reads by a light client took {} s",
		looked.elapsed().as_secs()
	);

	// Nobody who could lie is asked: the full node is gone, and with it the only RPC that the clients know.
	network.full.kill();
	for person in stage.people_mut() {
		person.set_node(&node);
	}
	stage
		.person("Ferdie")
		.refused(&["show", &request], 2, "cannot reach the node");
	for person in stage.people_mut() {
		person.set_light(&specs);
	}
	assert_eq!(read(stage.person("Ferdie"), &request, &record), by_node);
	told("read without any node");

	// A call goes to peers, and is waited for until its block is proven final.
	journey::erase(&stage, &told);
	stage.person("Ferdie").refused(&["show", &record], 1, "erased");

	// Another first block than the pinned one is refused, whoever proves it.
	let others = network.light_specs_of_another_chain();
	for person in stage.people_mut() {
		person.set_light(&others);
	}
	stage
		.person("Ferdie")
		.refused(&["show", &request], 1, "is pinned here");
}
