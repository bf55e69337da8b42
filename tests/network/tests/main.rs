//! The parachain under a relay chain: the journey of a record with every event final on both chains, a collator that dies and comes back,
//! and a hospital that joins while the network runs.
//!
//! One network for all of it: to start one takes two minutes.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, reason = "a test ends where something fails")]

use medquorum_e2e::{Stage, ct_small, sha256_file};
use medquorum_network::{
	Network, ParaNode,
	journey::{account, approved, erase, together},
};
use serde_json::json;
use std::time::Instant;

/// A relay chain takes no more for one block.
const LARGEST_POV: u64 = 5 * 1024 * 1024;

#[test]
fn under_a_relay_chain_hospitals_share_a_record() {
	let began = Instant::now();
	let told = |what: &str| println!("{:4} s  {what}", began.elapsed().as_secs());
	let mut network = Network::start();
	told("the parachain's first block is final");
	let stage = Stage::unregistered(&network.full.url(), None);
	let request = approved(&stage, &told);
	let out = stage.path("out.dcm");
	stage.person("Ferdie").run(&[
		"download",
		&request,
		"-o",
		out.to_str().unwrap(),
		"--keep-request",
	]);
	assert_eq!(sha256_file(&out), sha256_file(&ct_small()));
	told("downloaded and compared");
	let newest = network.full.finalized().unwrap();
	network.await_relayed(newest);
	told("the relay chain has finalized all of it");

	network.collators[1].kill();
	let at = network.full.finalized().unwrap();
	// Each of these is waited for until it is final, with one collator alone.
	let mut third = joins(&mut network, &stage, &told);
	assert!(network.full.finalized().unwrap() > at);
	network.collators[1].start();
	erase(&stage, &told);
	third.wait_for("block made by the collator that joined", |_| {
		network
			.authors()
			.iter()
			.any(|who| *who == account("//Two"))
			.then_some(())
	});
	told("the collator that joined has made a block, which is final");
	let newest = network.full.finalized().unwrap();
	for node in &mut network.collators {
		node.wait_for("block that all have", |node| {
			node.finalized().filter(|&number| number >= newest)
		});
	}
	told("the collator that was killed has caught up");
	let largest = network.largest_pov();
	println!("largest proof of validity: {largest} B");
	assert!(largest > 0 && largest < LARGEST_POV, "{largest}");
}

/// A hospital's collator comes in by the steps of docs/operators.md; the council lets it make blocks.
fn joins(network: &mut Network, stage: &Stage, told: &impl Fn(&str)) -> ParaNode {
	let mut third = network.another("third", 6, &["--collator", "--name=third"]);
	third.start();
	third.wait_for("final block", |third| {
		third.finalized().filter(|&number| number > 0)
	});
	told("a third collator follows");
	let owner = format!("0x{}", account("//Two"));
	let made = third.ask("author_rotateKeysWithOwner", &json!([owner])).unwrap();
	let [keys, proof] = ["keys", "proof"].map(|name| made[name].as_str().unwrap().to_owned());
	let two = stage.person("Two");
	stage.person("Ferdie").refused(
		&["collator", "set-keys", &keys, &proof],
		1,
		"author_rotateKeysWithOwner",
	);
	two.run(&["collator", "set-keys", &keys, &proof]);
	told("its keys are set");
	let alice = stage.person("Alice");
	let motion = alice
		.run(&["council", "propose-collator", "//Two", "--json"])
		.field("motion");
	together(
		stage,
		&["Alice", "Bob", "Charlie"]
			.map(|who| (who, ["council", "vote", motion.as_str(), "yes"]))
			.each_ref()
			.map(|(who, words)| (*who, words.as_slice())),
	);
	alice.run(&["council", "close", &motion]);
	told("the council lets it make blocks");
	third
}
