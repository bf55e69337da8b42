//! A ceremony over the chain at the command line: four people answer prompts, each in a home of their own, and a committee is founded; its
//! key is passed on with a member replaced; a record uploaded before is opened under it.

use medquorum_e2e::{Node, Stage};
use serde_json::Value;
use std::{
	fs,
	thread::{scope, sleep},
	time::Duration,
};

/// The council opens a ceremony, as soon as it may.
fn open(stage: &Stage, options: &[&str]) {
	let propose = [&["council", "propose-ceremony", "--json"], options].concat();
	let motion = stage.person("Alice").run(&propose).field("motion");
	for member in ["Alice", "Bob", "Charlie"] {
		stage.person(member).run(&["council", "vote", &motion, "yes"]);
	}
	let closed = stage
		.person("Dave")
		.run(&["council", "close", &motion, "--json"])
		.json();
	let decision = closed["decision"].to_string();
	loop {
		let list = stage.person("Eve").run(&["council", "list", "--json"]).json();
		let waiting = &list["waiting"][0];
		assert!(
			waiting["what"]
				.as_str()
				.unwrap()
				.contains("a ceremony on the chain"),
			"{waiting}"
		);
		if waiting["standing"] == "due" {
			break;
		}
		sleep(Duration::from_millis(500));
	}
	stage.person("Eve").run(&["council", "enact", &decision]);
}

/// Each of them types the one command, at the same time, and says yes to everything.
fn all_take_part(stage: &Stage, people: &[&str], key: &str) {
	scope(|scope| {
		for name in people {
			let person = stage.person(name);
			scope.spawn(move || {
				let done = person.run(&["committee", "ceremony", "--key", key]);
				assert!(done.stderr.contains("is set in epoch"), "{}", done.stderr);
			});
		}
	});
}

fn shown(stage: &Stage, key: &str) -> Value {
	stage
		.person("One")
		.run(&["committee", "show", key, "--json"])
		.json()
}

/// What waits for somebody is told where people look.
fn told(stage: &Stage) {
	let alice = stage.person("Alice");
	let inbox = alice.run(&["inbox", "--json"]).json();
	assert_eq!(inbox["ceremonies"][0]["due"], "join", "{inbox}");
	assert_eq!(inbox["ceremonies"][0]["key_id"], 7);
	let status = alice.run(&["committee", "ceremony", "status", "--json"]).json();
	assert_eq!(
		(&status["phase"], &status["stage"], &status["attempt"]),
		(&"join".into(), &"join".into(), &1.into())
	);
	stage.person("Ferdie").refused(
		&["committee", "ceremony"],
		1,
		"no ceremony under way on the chain lists you",
	);
	// One step at a time, and what is there is not done twice.
	for _ in 0..2 {
		let once = alice.run(&["committee", "ceremony", "--once", "--json"]).json();
		assert_eq!(once["waiting_for"].as_array().unwrap().len(), 3, "{once}");
	}
}

#[test]
fn a_committee_is_founded_passed_on_and_used_over_the_chain() {
	let node = Node::start();
	let stage = Stage::set(&node, None);
	let founders = ["Alice", "Bob", "Charlie", "Dave"];
	let names = founders.join(",");
	open(&stage, &["--key", "7", "--k", "3", "--admins", &names]);
	told(&stage);
	all_take_part(&stage, &founders, "7");
	let first = shown(&stage, "7");
	assert_eq!(
		(&first["epoch"], &first["k"], &first["certificates"]),
		(&1.into(), &3.into(), &4.into())
	);
	let one = stage.person("One");
	one.run(&["committee", "trust", "7"]);
	let letter = stage.path("letter.txt");
	fs::write(&letter, [7; 3000]).unwrap();
	let file = letter.display().to_string();
	let upload = [
		"upload",
		&file,
		"--patient",
		"//Eve",
		"--committee",
		"7",
		"--json",
	];
	let record = one.run(&upload).field("record_id");

	// Alice leaves and Two comes; those who stay deal.
	open(
		&stage,
		&[
			"--key",
			"7",
			"--k",
			"3",
			"--admins",
			"Bob,Charlie,Dave,Two",
			"--at-once",
		],
	);
	all_take_part(&stage, &["Bob", "Charlie", "Dave", "Two"], "7");
	let second = shown(&stage, "7");
	assert_eq!((&second["epoch"], &second["x"]), (&2.into(), &first["x"]));
	assert_eq!(second["trusted"], true, "the pin follows the handover: {second}");

	opens(&stage, &record);
}

/// Three of those who have the key now approve, and the record of before is opened.
fn opens(stage: &Stage, record: &str) {
	let (one, ferdie) = (stage.person("One"), stage.person("Ferdie"));
	let id = ferdie
		.run(&["request", record, "--purpose", "TREAT", "--json"])
		.field("request_id");
	stage.person("Eve").run(&["consent", &id]);
	for administrator in ["Bob", "Dave", "Two"] {
		stage.person(administrator).run(&["approve", &id]);
	}
	let target = stage.path("out");
	ferdie.run(&["download", &id, "-o", &target.display().to_string()]);
	assert_eq!(fs::read(target).unwrap(), [7; 3000]);
	let events = one.run(&["events"]);
	assert!(
		events.stdout.contains("ended: the committee is set"),
		"{}",
		events.stdout
	);
}

#[test]
fn who_leaves_ends_the_attempt_by_name_and_the_next_one_begins() {
	let node = Node::start();
	let stage = Stage::set(&node, None);
	let admins = ["--key", "8", "--k", "2", "--admins", "Alice,Bob,Dave"];
	open(&stage, &admins);
	let (alice, dave) = (stage.person("Alice"), stage.person("Dave"));
	let once = ["committee", "ceremony", "--once", "--json"];
	assert_eq!(alice.run(&once).json()["done"][0], "join");
	scope(|scope| {
		let waits = scope.spawn(|| alice.try_run(&["committee", "ceremony", "--key", "8"]));
		sleep(Duration::from_secs(3));
		dave.run(&["committee", "ceremony", "--key", "8", "--leave"]);
		let ended = waits.join().unwrap();
		assert_eq!(ended.code, 1, "{}", ended.stderr);
		assert!(ended.stderr.contains("ended: Dave left"), "{}", ended.stderr);
	});
	dave.refused(
		&["committee", "ceremony"],
		1,
		"no ceremony under way on the chain lists you",
	);
	open(&stage, &admins);
	let shown = alice.run(&once).json();
	assert_eq!(
		(&shown["attempt"], &shown["done"][0]),
		(&2.into(), &"join".into()),
		"{shown}"
	);
}
