//! A committee of the hospitals' own at the command line: dealt, certified, set by the council, trusted, used.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, reason = "a test ends where something fails")]

use medquorum_e2e::{Answer, Node, Person, Stage};
use serde_json::Value;
use std::{fs, path::PathBuf, thread::sleep, time::Duration};

/// Committee 7: Alice, Bob and Dave, of whom two must approve. Charlie is of committee 1 only.
struct Deal {
	folder: PathBuf,
}

impl Deal {
	fn path(&self, name: &str) -> String {
		self.folder.join(name).display().to_string()
	}

	/// Deals, with `third` as the third administrator.
	fn deal(&self, dealer: &Person, third: &str) -> Answer {
		let folder = self.folder.display().to_string();
		let numbers = ["committee", "deal", "--committee", "7", "--k", "2"];
		let admins = ["--admin", "//Alice=1", "//Bob=2", third, "--out", &folder];
		dealer.try_run(&[numbers, admins].concat())
	}
}

fn refused(who: &Person, arguments: &[&str], message: &str) {
	who.refused(arguments, 1, &format!("error: {message}"));
}

/// Everybody certifies; until then the committee cannot be proposed.
fn certify(stage: &Stage, deal: &Deal) {
	let (alice, bob) = (stage.person("Alice"), stage.person("Bob"));
	refused(
		bob,
		&["committee", "certify", &deal.path("share-1.json")],
		"this share file is sealed to Alice, not to you",
	);
	for (index, name) in [(1, "Alice"), (2, "Bob"), (3, "Dave")] {
		refused(
			alice,
			&["council", "propose-committee", &deal.path("committee.json")],
			&format!("the certificate of {name} is missing"),
		);
		let share = deal.path(&format!("share-{index}.json"));
		let certificate = deal.path(&format!("certificate-{index}.json"));
		stage
			.person(name)
			.run(&["committee", "certify", &share, "--out", &certificate]);
	}
}

/// A motion of the council, with these votes, closed: what closing it said.
fn decide(stage: &Stage, proposer: &str, propose: &[&str], votes: &[&str]) -> Answer {
	let motion = stage
		.person(proposer)
		.run(&[propose, &["--json"]].concat())
		.field("motion");
	for member in votes {
		stage.person(member).run(&["council", "vote", &motion, "yes"]);
	}
	stage.person("Dave").run(&["council", "close", &motion, "--json"])
}

/// The decisions that wait, as `council list` shows them.
fn waiting(stage: &Stage) -> Vec<Value> {
	let list = stage.person("Eve").run(&["council", "list", "--json"]).json();
	list["waiting"].as_array().unwrap().clone()
}

/// The council decides on it, a third of the council stops that, and what is decided again is carried out when it is due.
fn set(stage: &Stage, deal: &Deal) {
	let file = deal.path("committee.json");
	let propose = ["council", "propose-committee", file.as_str()];
	let closed = decide(stage, "Alice", &propose, &["Alice", "Bob", "Charlie"]).json();
	assert_eq!(closed["decision"], 0, "{closed}");
	refused(
		stage.person("Eve"),
		&["council", "enact", "0"],
		"the chain refused: The council may still stop this call",
	);
	decide(stage, "Charlie", &["council", "stop", "0"], &["Charlie", "Dave"]);
	assert_eq!(waiting(stage), Vec::<Value>::new());
	refused(
		stage.person("Eve"),
		&["council", "enact", "0"],
		"the chain refused: Nothing with this number is waiting",
	);

	let closed = decide(stage, "Alice", &propose, &["Alice", "Bob", "Charlie"]).json();
	assert_eq!(closed["decision"], 1, "{closed}");
	let due = loop {
		let decisions = waiting(stage);
		assert_eq!(decisions.len(), 1, "{decisions:?}");
		assert_eq!(
			(&decisions[0]["index"], &decisions[0]["due"]),
			(&closed["decision"], &closed["due"])
		);
		let what = "committee 7: 2 of 3 administrators: Alice, Bob, Dave";
		assert_eq!(decisions[0]["what"], what);
		if decisions[0]["standing"] == "due" {
			break stage.person("Eve").run(&["council", "list"]);
		}
		assert_eq!(decisions[0]["standing"], "waiting");
		sleep(Duration::from_millis(500));
	};
	assert!(due.stdout.contains("now, for another"), "{}", due.stdout);
	// Anybody may: Two has no role at all.
	stage.person("Two").run(&["council", "enact", "1"]);
	assert_eq!(waiting(stage), Vec::<Value>::new());
}

/// The facility trusts it after having compared the fingerprint, and not before.
fn trust(one: &Person, file: &str) {
	let show = ["committee", "show", "7", "--json"];
	let shown = one.run(&show).json();
	assert_eq!((shown["k"].as_u64(), shown["n"].as_u64()), (Some(2), Some(3)));
	assert_eq!(shown["trusted"], false, "{shown}");
	let upload = ["upload", file, "--patient", "//Eve", "--committee", "7"];
	refused(one, &upload, "committee 7 is not trusted here yet");
	one.run(&["committee", "trust", "7"]);
	assert_eq!(one.run(&show).json()["trusted"], true);
}

#[test]
fn dealt_committee_is_certified_set_trusted_and_used() {
	let node = Node::start();
	let stage = Stage::set(&node, None);
	let one = stage.person("One");
	for name in ["Alice", "Bob", "Dave"] {
		stage.person(name).run(&["register"]);
	}
	let deal = Deal {
		folder: stage.path("deal"),
	};
	let refusal = deal.deal(one, "//Charlie=3");
	assert_eq!(refusal.code, 1);
	let words = "error: Charlie has not registered a key";
	assert!(refusal.stderr.contains(words), "{}", refusal.stderr);
	let dealt = deal.deal(one, "//Dave=3");
	assert_eq!(dealt.code, 0, "{}", dealt.stderr);
	let again = deal.deal(one, "//Dave=3");
	let words = format!("error: {} exists already", deal.path("committee.json"));
	assert!(
		again.code == 1 && again.stderr.contains(&words),
		"{}",
		again.stderr
	);

	certify(&stage, &deal);
	refused(one, &["committee", "show", "7"], "the chain has no committee 7");
	set(&stage, &deal);
	let letter = stage.path("letter.txt");
	fs::write(&letter, [7; 3000]).unwrap();
	let file = letter.display().to_string();
	trust(one, &file);

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
	let ferdie = stage.person("Ferdie");
	let id = ferdie
		.run(&["request", &record, "--purpose", "TREAT", "--json"])
		.field("request_id");
	refused(
		stage.person("Charlie"),
		&["approve", &id],
		"Charlie is not an administrator of committee 7",
	);
	stage.person("Eve").run(&["consent", &id]);
	for administrator in ["Alice", "Dave"] {
		stage.person(administrator).run(&["approve", &id]);
	}
	let target = stage.path("out");
	ferdie.run(&["download", &id, "-o", &target.display().to_string()]);
	assert_eq!(fs::read(target).unwrap(), [7; 3000]);
}
