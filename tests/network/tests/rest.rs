//! Faults of the network that take their time: a relay chain that stands, nodes that are cut off or die while they are needed, and nodes
//! that are not of this network or not fit for it, which say so; and meanwhile a collator gets another key, and one leaves. `make network-test` runs
//! all of it; nothing may be lost.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, reason = "a test ends where something fails")]

use medquorum_e2e::{Moves, Running, Stage, pattern_file, sha256_file};
use medquorum_network::{
	Network, ParaNode,
	journey::{account, decided, session_keys},
	last_as_before,
};
use std::{path::Path, thread::sleep, time::Duration};

/// Large enough to be killed in the middle.
const SIZE: u64 = 64 << 20;

#[test]
fn under_a_relay_chain_nothing_is_lost_by_faults() {
	let mut network = Network::start();
	let mut spare = network.another("spare", 7, &[]);
	spare.start();
	spare.wait_for("final block", |spare| {
		spare.finalized().filter(|&number| number > 0)
	});
	let mut stage = Stage::unregistered(&network.full.url(), None);
	let both = format!("{},{}", network.full.url(), spare.url());
	for person in stage.people_mut() {
		person.set_node(&both);
	}
	for who in ["Eve", "One", "Ferdie"] {
		stage.person(who).run(&["register"]);
	}
	let source = stage.path("source.bin");
	pattern_file(&source, SIZE);

	let rotated = rotates_its_key(&mut network, &stage);
	let record = upload_while_the_node_dies(&mut network, &stage, &source);
	let request = stage
		.person("Ferdie")
		.run(&["request", &record, "--purpose", "TREAT", "--json"])
		.field("request_id");
	cut_off_and_back(&mut network);
	signs_with_the_new_key(&mut network, &rotated);
	let last = leaves(&stage);
	relay_stands(&mut network);
	stage.person("Eve").run(&["consent", &request]);
	for who in ["Alice", "Bob", "Charlie"] {
		stage.person(who).run(&["approve", &request]);
	}
	validator_dies(&mut network);
	makes_no_more_blocks(&mut network, last);
	// With the collator that stays alone, records can be read as before.
	download_while_the_node_dies(&mut network, &stage, &request, &source);
	faults_are_told(&network);
	stage.erase(&record);
	let left = stage.person("Eve").run(&["records", "--json"]).json();
	assert_eq!(left.as_array().map(Vec::len), Some(0));
}

/// Another session key of the first collator.
struct Rotated {
	old: String,
	new: String,
	/// The last block that the old one may sign.
	last: u64,
}

/// The first collator gets another session key while it makes blocks, by the steps of docs/operators.md.
fn rotates_its_key(network: &mut Network, stage: &Stage) -> Rotated {
	let owner = account("//Alice");
	let old = network.full.next_key(&owner).unwrap();
	let signing = network.full.authorities().unwrap();
	assert!(signing.contains(&old), "{signing:?}");
	let [keys, proof] = session_keys(&network.collators[0], "//Alice");
	let set = stage
		.person("Alice")
		.run(&["collator", "set-keys", &keys, &proof, "--json"])
		.json();
	let new = keys.trim_start_matches("0x").to_owned();
	assert_ne!(new, old);
	network.full.wait_for("key that was set", |full| {
		full.next_key(&owner).filter(|key| *key == new)
	});
	let last = last_as_before(set["block"].as_u64().unwrap());
	Rotated { old, new, last }
}

/// It still makes blocks in the session after the next, where the old key signs nothing.
fn signs_with_the_new_key(network: &mut Network, rotated: &Rotated) {
	let owner = account("//Alice");
	network.full.wait_for("block signed with the new key", |full| {
		full.last_authored(&owner).filter(|&number| number > rotated.last)
	});
	let signing = network.full.authorities().unwrap();
	assert!(signing.contains(&rotated.new), "{signing:?}");
	assert!(!signing.contains(&rotated.old), "{signing:?}");
}

/// The council takes the second collator out, which runs on; gives the last block that it may make, two sessions away at most.
fn leaves(stage: &Stage) -> u64 {
	let removed = decided(stage, &["propose-collator", "//Bob", "--remove"]);
	last_as_before(removed["block"].as_u64().unwrap())
}

/// It has made none after that, while the other one does; it follows like every full node.
fn makes_no_more_blocks(network: &mut Network, last: u64) {
	let [stays, left] = ["//Alice", "//Bob"].map(account);
	let newest = network
		.full
		.wait_for("blocks of the collator that stays", |full| {
			full.last_authored(&stays).filter(|&number| number > last + 3)
		});
	let made = network.full.last_authored(&left).unwrap();
	assert!(
		made <= last,
		"block {made} is made by a collator that was gone after {last}"
	);
	assert_eq!(network.full.authorities().map(|keys| keys.len()), Some(1));
	network.collators[1].wait_for("blocks that it has not made", |node| {
		node.finalized().filter(|&number| number >= newest)
	});
}

/// The full node is killed in the middle of an upload; typed again, the command resumes by the other node.
fn upload_while_the_node_dies(network: &mut Network, stage: &Stage, source: &Path) -> String {
	let file = source.display().to_string();
	let words = ["upload", &file, "--patient", "//Eve", "--json"];
	let mut upload = Running::start(stage.person("One").command(&words));
	assert!(upload.has_moved(Moves::Reads, SIZE / 4));
	network.full.kill();
	let first = upload.answer();
	let done = match first.code {
		// It had all of its questions answered before.
		0 => first,
		_ => stage.person("One").run(&words),
	};
	network.full.start();
	let listed = stage.person("Eve").run(&["records", "--json"]).json();
	assert_eq!(
		listed.as_array().map(Vec::len),
		Some(1),
		"registered once: {listed}"
	);
	done.field("record_id")
}

/// The same in the middle of a download, whose result is compared.
fn download_while_the_node_dies(network: &mut Network, stage: &Stage, request: &str, source: &Path) {
	let out = stage.path("out.bin");
	let target = out.display().to_string();
	let words = ["download", request, "-o", &target, "--keep-request"];
	let mut download = Running::start(stage.person("Ferdie").command(&words));
	assert!(download.has_moved(Moves::Writes, SIZE / 4));
	network.full.kill();
	if download.answer().code != 0 {
		stage.person("Ferdie").run(&words);
	}
	network.full.start();
	assert_eq!(sha256_file(&out), sha256_file(source));
}

/// One collator hears and says nothing for a minute, as behind a broken line; the others continue, and it catches up.
fn cut_off_and_back(network: &mut Network) {
	network.collators[0].signal("STOP");
	let at = network.collators[1].finalized().unwrap();
	network.collators[1].wait_for("blocks without the other", |node| {
		node.finalized().filter(|&number| number >= at + 3)
	});
	network.collators[0].signal("CONT");
	let newest = network.collators[1].finalized().unwrap();
	network.collators[0].wait_for("blocks it has missed", |node| {
		node.finalized().filter(|&number| number >= newest)
	});
}

/// Both validators stand for a minute: no block of the parachain is backed. It resumes where it was.
fn relay_stands(network: &mut Network) {
	for validator in &network.validators {
		validator.signal("STOP");
	}
	sleep(Duration::from_secs(20));
	let at = network.collators[0].finalized();
	sleep(Duration::from_secs(40));
	assert_eq!(
		network.collators[0].finalized(),
		at,
		"nothing is final without the relay chain"
	);
	for validator in &network.validators {
		validator.signal("CONT");
	}
	let at = at.unwrap();
	network.full.wait_for("blocks after the stall", |full| {
		full.finalized().filter(|&number| number > at)
	});
}

/// A validator is killed and started again: of two, both are needed for a final block.
fn validator_dies(network: &mut Network) {
	network.validators[1].kill();
	sleep(Duration::from_secs(10));
	network.validators[1].start();
	let at = network.full.finalized().unwrap();
	network.full.wait_for("blocks with the validator", |full| {
		full.finalized().filter(|&number| number > at + 1)
	});
}

/// What is wrong with a node is told, by the node itself, in one line each. Only what never mends itself ends it. All at once, since
/// each looks for minutes before it says something.
fn faults_are_told(network: &Network) {
	let mut late = network.another("late", 9, &["--collator", "--name=late"]);
	late.set_clock(Some("+2m"));
	let mut foreign = network.another("foreign", 10, &["--collator", "--name=foreign"]);
	let mut unregistered = network.unregistered("unregistered", 11);
	let mut stranger = network.with_other_genesis("stranger", 8);
	for node in [&mut late, &mut foreign, &mut unregistered, &mut stranger] {
		node.start();
	}
	tells(&mut foreign, "has no session key", "docs/operators.md, step 6");
	foreign.wait_for("answer", |foreign| foreign.finalized());
	// Made, and sent by nobody.
	session_keys(&foreign, "//Two");

	tells(&mut late, "the clock of this machine is 1", "timedatectl");
	assert_eq!(late.ended(), Some(1));
	tells(
		&mut foreign,
		"names none of this collator's session keys",
		"set-keys",
	);
	tells(
		&mut unregistered,
		"the relay chain has no parachain 2001",
		"step 2",
	);
	tells(
		&mut stranger,
		"no other node of this chain is heard",
		"--base-path FOLDER",
	);
	assert_eq!(stranger.finalized().unwrap_or_default(), 0);
	for node in [&foreign, &unregistered, &stranger] {
		assert!(node.finalized().is_some(), "{:?}", node.told());
	}

	// Nothing is damaged: with the right clock it follows.
	late.set_clock(None);
	late.start();
	let newest = network.full.finalized().unwrap();
	late.wait_for("blocks of the others", |late| {
		late.finalized().filter(|&number| number >= newest)
	});
}

/// Waits until a node has told this cause and remedy, in one line and once.
fn tells(node: &mut ParaNode, cause: &str, remedy: &str) {
	let told = node.wait_for(cause, |node| {
		let told = node.told().into_iter();
		let told: Vec<String> = told.filter(|line| line.contains(cause)).collect();
		(!told.is_empty()).then_some(told)
	});
	assert_eq!(told.len(), 1, "{told:?}");
	assert!(told[0].contains(remedy), "{told:?}");
}
