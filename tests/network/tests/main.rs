//! The parachain under a relay chain: the journey of a record with every event final on both chains, a collator that dies and comes back,
//! and a hospital that joins while the network runs.
//!
//! One network for all of it: to start one takes two minutes.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, reason = "a test ends where something fails")]

use medquorum_e2e::{Stage, ct_small, sha256_file};
use medquorum_network::{
	Figures, Network, ParaNode, Weight,
	journey::{account, approved, decided, erase, session_keys},
};
use std::time::{Duration, Instant};

/// Half of what this relay chain takes for one block (`max_pov_size`): a few people fill none.
const LARGEST_POV: u64 = 5 * 1024 * 1024;

/// What a block may take: `MAXIMUM_BLOCK_WEIGHT` of the runtime, two seconds and what the relay chain takes.
const BLOCK: Weight = Weight {
	time: 2_000_000_000_000,
	proof: 10 * 1024 * 1024,
};

/// What ordinary calls may take of it: three quarters.
const CALLS: Weight = Weight {
	time: 1_500_000_000_000,
	proof: 7 * 1024 * 1024 + 512 * 1024,
};

/// A slot. The relay chain takes no more than one block for each of its own, which are as long.
const FASTEST: Duration = Duration::from_secs(6);

/// A block comes in every slot with both collators, in every second one with one alone; at each change of the relay chain's sessions
/// some slots have none. More than this says that collators are not heard.
const SLOWEST: Duration = Duration::from_secs(30);

/// What was approved is final, so that opening it waits for no block. Other tests may run on this machine meanwhile.
const OPENING: Duration = Duration::from_secs(120);

#[test]
fn under_a_relay_chain_hospitals_share_a_record() {
	let began = Instant::now();
	let told = |what: &str| println!("{:4} s  {what}", began.elapsed().as_secs());
	let mut network = Network::start();
	told("the parachain's first block is final");
	let stage = Stage::unregistered(&network.full.url(), None);
	let request = approved(&stage, &told);
	let third_approval = Instant::now();
	let out = stage.path("out.dcm");
	stage.person("Ferdie").run(&[
		"download",
		&request,
		"-o",
		out.to_str().unwrap(),
		"--keep-request",
	]);
	let opening = third_approval.elapsed();
	assert_eq!(sha256_file(&out), sha256_file(&ct_small()));
	told("downloaded and compared");
	let newest = network.full.finalized().unwrap();
	network.await_relayed(newest);
	told("the relay chain has finalized all of it");

	network.collators[1].kill();
	let at = network.full.finalized().unwrap();
	// Each of these is waited for until it is final, with one collator alone.
	let mut joined = joins(&mut network, &stage, &told);
	assert!(network.full.finalized().unwrap() > at);
	network.collators[1].start();
	erase(&stage, &told);
	let two = account("//Two");
	joined.wait_for("block made by the collator that joined", |_| {
		network.full.last_authored(&two)
	});
	told("the collator that joined has made a block, which is final");
	let newest = network.full.finalized().unwrap();
	for node in &mut network.collators {
		node.wait_for("block that all have", |node| {
			node.finalized().filter(|&number| number >= newest)
		});
	}
	told("the collator that was killed has caught up");
	tell_figures(&network, opening);
}

/// Tells what all of this has taken, which is far from every limit.
fn tell_figures(network: &Network, opening: Duration) {
	println!(
		"from the third approval to the plaintext: {} ms",
		opening.as_millis()
	);
	assert!(opening < OPENING, "{opening:?}");
	let largest = network.largest_pov();
	println!("largest proof of validity: {largest} B");
	assert!(largest > 0 && largest < LARGEST_POV, "{largest}");
	let figures = Figures::of(&network.full);
	println!(
		"mean time from block to block: {} ms, in {} blocks",
		figures.block_time.as_millis(),
		figures.blocks
	);
	assert!(
		(FASTEST..=SLOWEST).contains(&figures.block_time),
		"{:?}",
		figures.block_time
	);
	let words = |weight: Weight| format!("{} us and {} B of proof", weight.time / 1_000_000, weight.proof);
	println!(
		"largest weight of a block: {}, of calls alone {}",
		words(figures.whole),
		words(figures.calls)
	);
	assert!(figures.calls.time > 0, "no call was seen");
	assert!(
		figures.calls.fits(CALLS) && figures.whole.fits(BLOCK),
		"{figures:?}"
	);
}

/// A hospital's collator comes in by the steps of docs/operators.md; the council lets it make blocks.
fn joins(network: &mut Network, stage: &Stage, told: &impl Fn(&str)) -> ParaNode {
	let mut third = network.another("third", 6, &["--collator", "--name=third"]);
	third.start();
	third.wait_for("final block", |third| {
		third.finalized().filter(|&number| number > 0)
	});
	told("a third collator follows");
	let [keys, proof] = session_keys(&third, "//Two");
	let two = stage.person("Two");
	stage.person("Ferdie").refused(
		&["collator", "set-keys", &keys, &proof],
		1,
		"author_rotateKeysWithOwner",
	);
	two.run(&["collator", "set-keys", &keys, &proof]);
	told("its keys are set");
	decided(stage, &["propose-collator", "//Two"]);
	told("the council lets it make blocks");
	third
}
