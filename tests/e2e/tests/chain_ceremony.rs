//! A ceremony over the chain at the command line: four people answer prompts, each in a home of their own, and a committee is founded; its
//! key is passed on with a member replaced; a record uploaded before is opened under it.

use medquorum_e2e::{Ended, Node, Page, Portal, Stage};
use serde_json::Value;
use std::{
	fs,
	thread::{scope, sleep},
	time::{Duration, Instant},
};

/// The council opens a ceremony, as soon as it may.
pub(super) fn open(stage: &Stage, options: &[&str]) {
	let propose = [&["council", "propose-ceremony", "--json"], options].concat();
	let motion = stage.person("Alice").run(&propose).field("motion");
	open_by(stage, &motion);
}

/// The same by a motion that is there.
pub(super) fn open_by(stage: &Stage, motion: &str) {
	for member in ["Alice", "Bob", "Charlie"] {
		stage.person(member).run(&["council", "vote", motion, "yes"]);
	}
	let closed = stage
		.person("Dave")
		.run(&["council", "close", motion, "--json"])
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
	let record = uploaded(&stage);

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

	opens(&stage, &record, ["Bob", "Dave", "Two"]);
}

/// A record under the key of committee 7.
pub(super) fn uploaded(stage: &Stage) -> String {
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
	one.run(&upload).field("record_id")
}

/// Three of those who have the key now approve, and the record is opened.
pub(super) fn opens(stage: &Stage, record: &str, administrators: [&str; 3]) {
	let (one, ferdie) = (stage.person("One"), stage.person("Ferdie"));
	let id = ferdie
		.run(&["request", record, "--purpose", "TREAT", "--json"])
		.field("request_id");
	stage.person("Eve").run(&["consent", &id]);
	for administrator in administrators {
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

const STEP: &str = "/committee/ceremony/step";

/// Sends the form of the step that a page asks about.
fn send_step(portal: &Portal, page: &Page, sure: &str) -> Ended {
	let [key, start, step, fingerprint] =
		["key", "start", "step", "fingerprint"].map(|name| page.field(name));
	let fields = [
		("key", key.as_str()),
		("start", start.as_str()),
		("step", step.as_str()),
		("fingerprint", fingerprint.as_str()),
		("sure", sure),
	];
	portal.end(&portal.send(STEP, page, &fields))
}

/// Takes in the page whatever step is next, until the committee is set; gives the steps.
fn by_the_page(portal: &Portal, path: &str) -> Vec<String> {
	let (began, mut taken) = (Instant::now(), Vec::new());
	loop {
		let page = portal.get(path);
		if page.html.contains("is set in epoch 1") {
			return taken;
		}
		if page.html.contains(STEP) {
			let step = page.field("step");
			if step == "certify" {
				page.says(&page.field("fingerprint"));
			}
			if send_step(portal, &page, "yes").done {
				taken.push(step);
			}
		}
		assert!(began.elapsed() < Duration::from_secs(300), "{}", page.html);
		sleep(Duration::from_secs(1));
	}
}

#[test]
fn a_committee_is_founded_from_the_page() {
	let node = Node::start();
	let stage = Stage::set(&node, None);
	let portal = Portal::of(stage.person("Ferdie"));
	portal.get("/committee").says("Your account is in no committee");
	let path = "/committee/ceremony?key=7";
	portal.get(path).says("no ceremony for committee 7 is under way");
	open(&stage, &["--key", "7", "--k", "2", "--admins", "Alice,Bob,Dave"]);

	// Who takes no part sees it, and is asked nothing.
	let looked = portal.get(path);
	looked.says("Next: Alice, Bob, Dave to take part");
	assert!(!looked.html.contains(STEP), "{}", looked.html);
	let portal = Portal::of(stage.person("Alice"));
	portal.get("/").says(path);
	portal
		.get("/committee")
		.says("Ceremony for committee 7, epoch 1, attempt 1");
	let page = portal.get(path);
	page.says("Are these the administrators, compared with your directory");
	// Without a yes, and for another step or attempt than the one that is there, nothing is done.
	assert!(!send_step(&portal, &page, "").done);
	let (key, start) = (page.field("key"), page.field("start"));
	for (start, step) in [(start.as_str(), "certify"), ("00", "join")] {
		let other = [
			("key", key.as_str()),
			("start", start),
			("step", step),
			("sure", "yes"),
		];
		let ended = portal.end(&portal.send(STEP, &portal.get(path), &other));
		assert!(!ended.done, "{}", ended.page.html);
		ended.page.says("not as you were shown it");
	}
	assert_eq!(portal.get(path).field("step"), "join");
	assert!(send_step(&portal, &portal.get(path), "yes").done);
	portal.get(path).says("Waiting for Bob, Dave to take part");

	let taken = scope(|scope| {
		for name in ["Bob", "Dave"] {
			let person = stage.person(name);
			scope.spawn(move || person.run(&["committee", "ceremony", "--key", "7"]));
		}
		by_the_page(&portal, path)
	});
	assert_eq!(taken[..2], ["deal", "certify"], "{taken:?}");
	portal.get("/committee").says("you, administrator 1");
	let health = portal.get("/committee");
	let ended = portal.end(&portal.send("/committee/health", &health, &[("key", "7")]));
	assert!(ended.done, "{}", ended.page.html);
	ended.page.says("0 of 3, since block");
}

#[test]
fn who_leaves_in_the_page_ends_the_attempt_by_name() {
	let node = Node::start();
	let stage = Stage::set(&node, None);
	open(&stage, &["--key", "8", "--k", "2", "--admins", "Alice,Bob,Dave"]);
	let portal = Portal::of(stage.person("Dave"));
	let path = "/committee/ceremony?key=8";
	let page = portal.get(path);
	page.says("End attempt 1 for everybody, with your name?");
	let (key, start) = (page.field("key"), page.field("start"));
	let leave = |sure| {
		let fields = [("key", key.as_str()), ("start", start.as_str()), ("sure", sure)];
		portal.end(&portal.send("/committee/ceremony/leave", &portal.get(path), &fields))
	};
	assert!(!leave("").done);
	portal.get(path).says(STEP);
	assert!(leave("yes").done);
	portal
		.get(path)
		.says("attempt 1 of this ceremony ended: administrator 3 left");
	portal.get("/committee").says("No ceremony is under way");
}
