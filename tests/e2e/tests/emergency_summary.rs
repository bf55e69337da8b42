//! What else an emergency committee is for, on the node and with the people of the emergency journey: a summary that it opens alone, for a
//! night without administrators, and the drill.

use medquorum_e2e::{Person, Stage};
use serde_json::Value;
use std::fs;

/// What One uploads for an emergency.
const SUMMARY: &str = "Penicillin: anaphylaxis. Warfarin 5 mg.\n";

/// One uploads it; gives the command, which needs Eve's word.
fn uploads<'a>(file: &'a str, more: &[&'a str]) -> Vec<&'a str> {
	[&["upload", file, "--patient", "//Eve", "--json"], more].concat()
}

/// Ferdie asks, and waits for nobody.
fn asks(ferdie: &Person, breaks: &[&str]) -> Value {
	ferdie.run(&[breaks, &["--no-wait", "--json"]].concat()).json()
}

fn id(asked: &Value, field: &str) -> String {
	let id = asked[field].as_str();
	id.unwrap_or_else(|| panic!("no {field} in {asked}")).to_owned()
}

/// Ferdie fetches the file by the same command, and it is the summary.
fn fetched(stage: &Stage, breaks: &[&str], folder: &str) {
	let folder = stage.path(folder);
	fs::create_dir(&folder).unwrap();
	let out = folder.display().to_string();
	let done = stage.person("Ferdie").run(&[breaks, &["--out", &out]].concat());
	let read = fs::read_to_string(folder.join("summary.txt")).unwrap();
	assert_eq!(read, SUMMARY, "{}", done.stderr);
}

/// With the patient's word for it a facility makes a summary that the emergency committee opens, and no administrator is asked.
pub(super) fn opened_by_officers_alone(stage: &Stage) {
	let [eve, one, ferdie] = ["Eve", "One", "Ferdie"].map(|name| stage.person(name));
	let path = stage.path("summary.txt");
	fs::write(&path, SUMMARY).unwrap();
	let file = path.display().to_string();
	one.run(&["committee", "trust", "9"]);
	let upload = uploads(&file, &["--emergency-summary", "9"]);
	one.refused(&upload, 1, "has not allowed");
	let said = eve.run(&["emergency", "allow", "--committee", "9", "--scope", "both-keys"]);
	assert!(said.stderr.contains("opens ALONE"), "{}", said.stderr);
	let record = one.run(&upload).field("record_id");

	let breaks = ["break-glass", record.as_str(), "--reason", "BTG"];
	let asked = asks(ferdie, &breaks);
	assert_eq!(
		(&asked["scope"], &asked["request_id"]),
		(&"both-keys".into(), &Value::Null)
	);
	let emergency = id(&asked, "emergency_request_id");
	let told = one.run(&["approve", &emergency]).stderr;
	assert!(told.contains("opens the WHOLE record"), "{told}");
	// One alone is not enough, although nobody else is asked.
	let shown = ferdie.run(&["show", &emergency, "--json"]).json();
	assert_eq!(shown["status"], "open", "{shown}");
	stage.person("Two").run(&["approve", &emergency]);
	fetched(stage, &breaks, "opened alone");
	eve.run(&["emergency", "remove", "--directive"]);
	let status = ferdie.run(&["status", "--json"]).json();
	assert_eq!(status["account"]["emergency"]["unreviewed"], 1, "{status}");
}

/// A drill takes the whole way, is told as one to everybody whom it asks, and is reviewed as every access is.
pub(super) fn rehearsed(stage: &Stage) {
	let [eve, one, ferdie] = ["Eve", "One", "Ferdie"].map(|name| stage.person(name));
	let file = stage.path("summary.txt").display().to_string();
	let record = one.run(&uploads(&file, &[])).field("record_id");
	eve.run(&["emergency", "allow", &record, "--committee", "9"]);
	let breaks = ["break-glass", record.as_str(), "--reason", "HTEST"];
	let asked = asks(ferdie, &breaks);
	let emergency = id(&asked, "emergency_request_id");
	let ordinary = id(&asked, "request_id");
	let told = one.run(&["approve", &emergency]).stderr;
	assert!(told.contains("EMERGENCY (a test)"), "{told}");
	stage.person("Two").run(&["approve", &emergency]);
	for name in ["Alice", "Bob", "Charlie"] {
		let told = stage.person(name).run(&["approve", &ordinary]).stderr;
		assert!(told.contains("for: a test."), "{told}");
	}
	fetched(stage, &breaks, "rehearsed");
	let audit = eve.run(&["audit", "--json"]).json().to_string();
	assert!(audit.contains("HTEST"), "{audit}");
	let statement = stage.path("drill.txt");
	fs::write(&statement, "The drill of this quarter.\n").unwrap();
	let statement = statement.display().to_string();
	ferdie.run(&["emergency", "statement", &emergency, "--file", &statement]);
	let shown = stage
		.person("Alice")
		.run(&["review", &emergency, "--json"])
		.json();
	assert_eq!(shown["reason"], "HTEST", "{shown}");
	for name in ["Alice", "Charlie", "Dave"] {
		stage.person(name).run(&["review", &emergency, "justified"]);
	}
	let status = ferdie.run(&["status", "--json"]).json();
	assert_eq!(status["account"]["emergency"]["unreviewed"], 1, "{status}");
}
