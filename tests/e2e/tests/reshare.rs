//! A committee changes its members three times at the command line, and no record is touched.

use medquorum_e2e::{Node, Person, Stage};
use serde_json::Value;
use std::{
	fs,
	thread::{scope, sleep},
	time::Duration,
};

/// A change: who deals, who has the key from then on, and how many of them approve.
pub(super) struct Change<'a> {
	pub(super) name: &'a str,
	pub(super) dealers: &'a [&'a str],
	pub(super) new: &'a [&'a str],
	pub(super) k: &'a str,
}

/// Alice leaves and Two comes; One comes as a fifth, and four must approve; Dave leaves, and three of four approve again.
const CHANGES: [Change<'static>; 3] = [
	Change {
		name: "first",
		dealers: &["Alice", "Bob", "Charlie"],
		new: &["Bob", "Charlie", "Dave", "Two"],
		k: "3",
	},
	Change {
		name: "second",
		dealers: &["Bob", "Dave", "Two"],
		new: &["Bob", "Charlie", "Dave", "Two", "One"],
		k: "4",
	},
	Change {
		name: "third",
		dealers: &["Bob", "Charlie", "Two", "One"],
		new: &["Bob", "Charlie", "Two", "One"],
		k: "4",
	},
];

/// How many records there are.
const RECORDS: usize = 4;

impl Change<'_> {
	/// One starts this attempt; gives its folder.
	pub(super) fn start(&self, stage: &Stage, attempt: &str) -> String {
		let folder = stage.path(&format!("{}-{attempt}", self.name));
		let folder = folder.display().to_string();
		let numbers = [
			"committee",
			"ceremony",
			"reshare",
			"--committee",
			"1",
			"--k",
			self.k,
		];
		let out = ["--attempt", attempt, "--out", folder.as_str()];
		let admins = [&["--admin"], self.new, &["--dealer"], self.dealers].concat();
		stage.person("One").run(&[&numbers[..], &admins, &out].concat());
		folder
	}

	/// Everybody whom a step concerns does it.
	pub(super) fn step(&self, stage: &Stage, folder: &str, step: &str) {
		let people = match step {
			"deal" | "handover" => self.dealers,
			_ => self.new,
		};
		let step = ["committee", "ceremony", step, folder];
		scope(|scope| {
			for name in people {
				let person = stage.person(name);
				scope.spawn(move || person.run(&step));
			}
		});
	}

	/// The whole attempt; gives its folder.
	pub(super) fn made(&self, stage: &Stage, attempt: &str) -> String {
		let folder = self.start(stage, attempt);
		for step in ["join", "deal", "certify", "handover"] {
			self.step(stage, &folder, step);
		}
		let status = stage
			.person("Eve")
			.run(&["committee", "ceremony", "status", &folder, "--json"])
			.json();
		assert_eq!(status["phase"], "complete", "{status}");
		folder
	}
}

/// The council decides on it; gives the decision.
pub(super) fn decided(stage: &Stage, folder: &str, more: &[&str]) -> String {
	let propose = ["council", "propose-committee", folder, "--json"];
	let alice = stage.person("Alice");
	let motion = alice.run(&[&propose[..], more].concat()).field("motion");
	for member in ["Alice", "Bob", "Charlie"] {
		stage.person(member).run(&["council", "vote", &motion, "yes"]);
	}
	let closed = stage
		.person("Dave")
		.run(&["council", "close", &motion, "--json"])
		.json();
	closed["decision"].to_string()
}

/// It is carried out when it is due.
pub(super) fn enacted(stage: &Stage, decision: &str) {
	loop {
		let list = stage.person("Eve").run(&["council", "list", "--json"]).json();
		if list["waiting"][0]["standing"] == "due" {
			break;
		}
		sleep(Duration::from_millis(500));
	}
	stage.person("Eve").run(&["council", "enact", decision]);
}

/// The council decides on it, and it is carried out when it is due.
fn set(stage: &Stage, folder: &str, more: &[&str]) {
	enacted(stage, &decided(stage, folder, more));
}

pub(super) fn shown(who: &Person) -> Value {
	who.run(&["committee", "show", "1", "--json"]).json()
}

/// Waits until a committee of this epoch is in force.
pub(super) fn begun(who: &Person, epoch: u64) {
	while shown(who)["epoch"].as_u64() != Some(epoch) {
		sleep(Duration::from_millis(500));
	}
}

fn request(stage: &Stage, record: &str) -> String {
	let asked = ["request", record, "--purpose", "TREAT", "--json"];
	stage.person("Ferdie").run(&asked).field("request_id")
}

fn opened(stage: &Stage, id: &str, number: usize) {
	let target = stage.path(&format!("out {number}"));
	stage
		.person("Ferdie")
		.run(&["download", id, "-o", &target.display().to_string()]);
	assert_eq!(fs::read(target).unwrap(), content(number));
}

fn content(number: usize) -> Vec<u8> {
	vec![u8::try_from(number).unwrap(); 2000]
}

fn uploaded(stage: &Stage) -> Vec<String> {
	let one = stage.person("One");
	let upload = |number: usize| {
		let path = stage.path(&format!("letter {number}"));
		fs::write(&path, content(number)).unwrap();
		let file = path.display().to_string();
		one.run(&["upload", &file, "--patient", "//Eve", "--json"])
			.field("record_id")
	};
	(0..RECORDS).map(upload).collect()
}

/// One request is open and one approved when the first change takes place.
fn the_first_change(stage: &Stage, records: &[String]) {
	let (open, approved) = (request(stage, &records[0]), request(stage, &records[1]));
	stage.person("Alice").run(&["approve", &open]);
	for name in ["Alice", "Bob", "Charlie"] {
		stage.person(name).run(&["approve", &approved]);
	}
	let folder = CHANGES[0].made(stage, "1");
	// Nothing has changed before the council decides.
	stage.person("Bob").run(&["approve", &open]);
	set(stage, &folder, &[]);
	let one = stage.person("One");
	begun(one, 2);
	let now = shown(one);
	assert_eq!(
		(&now["to_come"], &now["trusted"]),
		(&Value::Null, &true.into()),
		"{now}"
	);
	let indices: Vec<u64> = now["administrators"]
		.as_array()
		.unwrap()
		.iter()
		.map(|admin| admin["index"].as_u64().unwrap())
		.collect();
	assert_eq!(indices, [2, 3, 4, 5]);

	let charlie = stage.person("Charlie");
	charlie.refused(&["approve", &open], 1, "was made to an earlier committee");
	// What was approved before is consented to, and opens.
	stage.person("Eve").run(&["consent", &approved]);
	opened(stage, &approved, 1);
	// The same again, by one signature: the deposit of the other one is back, and the new ones decide.
	let again = request(stage, &records[0]);
	stage
		.person("Alice")
		.refused(&["approve", &again], 1, "is not an administrator of committee 1");
	for name in ["Dave", "Two", "Bob"] {
		stage.person(name).run(&["approve", &again]);
	}
	stage.person("Eve").run(&["consent", &again]);
	opened(stage, &again, 0);
}

#[test]
fn records_open_after_their_committee_has_changed_three_times() {
	let node = Node::start();
	let stage = Stage::set(&node, None);
	let records = uploaded(&stage);
	the_first_change(&stage, &records);
	for (epoch, change) in (3..).zip(&CHANGES[1..]) {
		let folder = change.made(&stage, "1");
		set(&stage, &folder, &["--at-once"]);
		begun(stage.person("One"), epoch);
	}
	// Nobody said a word to the uploader, the patient or the requester: they continue.
	let ids: Vec<String> = records.iter().map(|record| request(&stage, record)).collect();
	for name in ["Bob", "Charlie", "Two", "One"] {
		let ids = ids.iter().map(String::as_str);
		let approve: Vec<&str> = ["approve"].into_iter().chain(ids).collect();
		stage.person(name).run(&approve);
	}
	for (number, id) in ids.iter().enumerate() {
		stage.person("Eve").run(&["consent", id]);
		let _ = fs::remove_file(stage.path(&format!("out {number}")));
		opened(&stage, id, number);
	}
	let after = stage.path("after");
	fs::write(&after, b"uploaded to the fourth committee of this key").unwrap();
	let upload = ["upload", &after.display().to_string(), "--patient", "//Eve"];
	stage.person("One").run(&upload);
}
