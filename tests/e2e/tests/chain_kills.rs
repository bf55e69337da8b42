//! Ceremonies over the chain whose people are killed at every moment there is, and type the same command until it is done.

use crate::{
	chain_ceremony::{open, opens, uploaded},
	keystores::epochs,
};
use medquorum_e2e::{Node, Running, Stage};
use std::{
	fs,
	thread::{scope, sleep},
	time::{Duration, Instant},
};

/// For a ceremony that does not end.
const LIMIT: Duration = Duration::from_secs(300);
/// A run of the command lasts about as long: from its start to the block that holds the call.
const RUN_MS: u64 = 2_300;

/// Somebody types the same command until the committee is set in this epoch. Three of four runs are killed, each at another moment:
/// before it has looked, while it writes, after it has sent. Gives how many were.
fn typed_again(stage: &Stage, name: &str, (key, epoch): (&str, u32), nth: u64) -> usize {
	let (began, mut killed) = (Instant::now(), 0);
	let set = format!("Committee {key} is set in epoch {epoch}");
	for turn in 0.. {
		let command = ["committee", "ceremony", "--key", key, "--once"];
		let running = Running::start(stage.person(name).command(&command));
		if turn % 4 != 3 {
			sleep(Duration::from_millis((turn * 370 + nth * 130) % RUN_MS));
			killed += usize::from(running.kill());
			continue;
		}
		let ended = running.answer();
		if ended.stderr.contains(&set) {
			break;
		}
		assert!(began.elapsed() < LIMIT, "{name}: {}", ended.stderr);
	}
	killed
}

/// All of them do, at the same time.
fn all_typed_again(stage: &Stage, people: &[&str], set: (&str, u32)) {
	let killed: usize = scope(|scope| {
		let typing: Vec<_> = people
			.iter()
			.zip(0..)
			.map(|(name, nth)| scope.spawn(move || typed_again(stage, name, set, nth)))
			.collect();
		typing.into_iter().map(|typing| typing.join().unwrap()).sum()
	});
	assert!(killed >= 2 * people.len(), "{killed} were killed while they ran");
}

#[test]
fn founders_who_are_killed_again_and_again_found_a_committee() {
	let node = Node::start();
	let stage = Stage::set(&node, None);
	let founders = ["Alice", "Bob", "Charlie", "Dave"];
	open(
		&stage,
		&["--key", "7", "--k", "3", "--admins", &founders.join(",")],
	);
	all_typed_again(&stage, &founders, ("7", 1));
	for name in founders {
		assert_eq!(epochs(stage.person(name), 7), [1], "{name}");
	}
	let record = uploaded(&stage);
	opens(&stage, &record, ["Alice", "Charlie", "Dave"]);
}

#[test]
fn a_key_is_passed_on_by_people_who_are_killed_again_and_again() {
	let node = Node::start();
	let stage = Stage::set(&node, None);
	let letter = stage.path("letter.txt");
	fs::write(&letter, [7; 3000]).unwrap();
	let file = letter.display().to_string();
	let record = stage
		.person("One")
		.run(&["upload", &file, "--patient", "//Eve", "--json"])
		.field("record_id");
	let new = ["Bob", "Charlie", "Dave", "Two"];
	let admins = new.join(",");
	open(
		&stage,
		&["--key", "1", "--k", "3", "--admins", &admins, "--at-once"],
	);
	all_typed_again(&stage, &new, ("1", 2));
	let approving = ["Bob", "Dave", "Two"];
	opens(&stage, &record, approving);
	for name in approving {
		assert_eq!(epochs(stage.person(name), 1), [2], "{name}");
	}
}
