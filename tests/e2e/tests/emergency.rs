//! An emergency at the command line over a real node: a patient allows it beforehand, a clinician breaks the glass, an emergency committee of
//! other houses stands in for the patient, the administrators decide, and the access is explained, reviewed and told.

use crate::emergency_summary::{opened_by_officers_alone, rehearsed};
use medquorum_e2e::{Node, Portal, Stage, ct_small, sha256_file};
use serde_json::Value;
use std::{fs, path::Path, thread::sleep, time::Duration};

/// The emergency committee: One and Two of other houses than the clinician, and Bob.
const OFFICERS: [&str; 3] = ["One", "Two", "Bob"];

fn decide(stage: &Stage, propose: &[&str]) -> Value {
	let motion = stage
		.person("Alice")
		.run(&[propose, &["--json"]].concat())
		.field("motion");
	for member in ["Alice", "Bob", "Charlie"] {
		stage.person(member).run(&["council", "vote", &motion, "yes"]);
	}
	let closed = stage.person("Dave").run(&["council", "close", &motion, "--json"]);
	closed.json()
}

/// The emergency committee is a committee like any other: founded by its own, set by the council, compared by whoever trusts it.
fn found(stage: &Stage) {
	let folder = stage.path("emergency").display().to_string();
	let start = ["committee", "ceremony", "start", "--committee", "9", "--k", "2"];
	let admins = ["--admin", "//One=1", "//Two=2", "//Bob=3", "--out", &folder];
	stage.person("One").run(&[&start[..], &admins].concat());
	for step in ["join", "deal", "certify"] {
		for name in OFFICERS {
			stage.person(name).run(&["committee", "ceremony", step, &folder]);
		}
	}
	let decision = decide(stage, &["council", "propose-committee", &folder])["decision"].to_string();
	let eve = stage.person("Eve");
	loop {
		let list = eve.run(&["council", "list", "--json"]).json();
		if list["waiting"][0]["standing"] == "due" {
			break;
		}
		sleep(Duration::from_millis(500));
	}
	eve.run(&["council", "enact", &decision]);
	for name in ["Eve", "Ferdie"] {
		stage.person(name).run(&["committee", "trust", "9"]);
	}
}

/// Everybody gets a house and a role, and the reviewers publish keys to which the statement is sealed.
fn appoint(stage: &Stage) {
	decide(
		stage,
		&["council", "propose-role", "//Ferdie", "emergency-clinician"],
	);
	for (who, house) in [("//Ferdie", "1"), ("//One", "2"), ("//Two", "3"), ("//Bob", "1")] {
		decide(stage, &["council", "propose-facility", who, house]);
	}
	for name in ["Alice", "Bob", "Charlie", "Dave"] {
		stage.person(name).run(&["register"]);
	}
}

fn upload(stage: &Stage) -> String {
	let file = ct_small().display().to_string();
	stage
		.person("One")
		.run(&["upload", &file, "--patient", "//Eve", "--json"])
		.field("record_id")
}

/// Both requests are approved: by the emergency committee, of other houses, and by the administrators.
fn approve_all(stage: &Stage, emergency: &str, ordinary: &str) {
	// Bob is of the clinician's house.
	stage
		.person("Bob")
		.refused(&["approve", emergency], 1, "which is your own");
	let one = stage.person("One");
	one.run(&["emergency", "facility", "//Ferdie", "7"]);
	one.refused(&["approve", emergency], 1, "noted here is 7");
	one.run(&["emergency", "facility", "//Ferdie", "1"]);
	let told = one.run(&["approve", emergency]).stderr;
	assert!(
		told.contains("EMERGENCY (emergency treatment)") && told.contains("as it is noted here"),
		"{told}"
	);
	stage.person("Two").run(&["approve", emergency]);
	for name in ["Alice", "Bob", "Charlie"] {
		stage.person(name).run(&["approve", ordinary]);
	}
}

/// Everybody's status tells their part.
fn status_tells(stage: &Stage) {
	let part = |name: &str| {
		let status = stage.person(name).run(&["status", "--json"]).json();
		status["account"]["emergency"].clone()
	};
	let ferdie = part("Ferdie");
	let owed = [
		"breaks_glass",
		"facility",
		"unreviewed",
		"unreviewed_most",
		"unexplained",
		"suspended",
	];
	assert_eq!(
		owed.map(|field| ferdie[field].clone()),
		[true.into(), 1.into(), 1.into(), 3.into(), 1.into(), Value::Null]
	);
	let said = stage.person("Ferdie").run(&["status"]).stdout;
	assert!(
		said.contains("you can break the glass, as one of facility 1"),
		"{said}"
	);
	assert_eq!(part("Two")["committees"], Value::from(vec![9]));
	let alice = part("Alice");
	assert_eq!(
		(&alice["to_review"], &alice["committees"]),
		(&1.into(), &Value::Array(Vec::new()))
	);
	let eve = stage.person("Eve");
	eve.run(&["emergency", "allow", "--committee", "9", "--scope", "both-keys"]);
	assert_eq!(part("Eve")["directive"]["scope"], "both-keys");
	eve.run(&["emergency", "remove", "--directive"]);
	assert_eq!(part("Eve")["directive"], Value::Null);
}

/// The access is explained to the reviewers alone, and found justified by more than half of them.
fn review(stage: &Stage, emergency: &str) {
	status_tells(stage);
	let alice = stage.person("Alice");
	alice.refused(
		&["review", emergency, "justified"],
		1,
		"has not explained the emergency access",
	);
	let words = stage.path("statement.txt");
	fs::write(&words, "No pulse.\u{1b}[2J\nNobody could be asked.\n").unwrap();
	let file = words.display().to_string();
	stage
		.person("Ferdie")
		.run(&["emergency", "statement", emergency, "--file", &file]);
	let shown = alice.run(&["review", emergency]).stdout;
	assert!(
		shown.contains("Nobody could be asked.") && !shown.contains('\u{1b}'),
		"{shown}"
	);
	for name in ["Alice", "Charlie"] {
		stage.person(name).run(&["review", emergency, "justified"]);
	}
	review_in_the_portal(stage, emergency);
	alice.refused(&["review", emergency], 1, "there is no emergency access");
}

/// The last of the reviewers does it in the portal, which reads the same statement and asks before it says so.
fn review_in_the_portal(stage: &Stage, emergency: &str) {
	let dave = Portal::of(stage.person("Dave"));
	let path = format!("/emergencies/{emergency}");
	dave.get("/emergencies").says(&path);
	let page = dave.get(&path);
	page.says("Nobody could be asked.");
	let say = |typed: &str| {
		let found = [("finding", "justified"), ("typed", typed)];
		dave.send(&format!("{path}/review"), &page, &found)
	};
	assert_eq!(say("yes").status, 403);
	let ended = dave.end(&say(&emergency[..8]));
	assert!(ended.done, "{}", ended.page.html);
}

/// What the command has begun, the portal finishes: the file is shown, and nothing is asked twice.
fn opened_in_the_portal(stage: &Stage, record: &str) {
	let ferdie = Portal::of(stage.person("Ferdie"));
	let path = format!("/records/{record}/emergency");
	let page = ferdie.get(&path);
	page.says("asks nobody twice");
	let breaks = |sure: &str| {
		let fields = [("reason", "ETREAT"), ("statement", ""), ("sure", sure)];
		ferdie.send(&format!("{path}/break"), &page, &fields)
	};
	assert_eq!(breaks("").status, 422);
	let ended = ferdie.end(&breaks("yes"));
	assert!(ended.done, "{}", ended.page.html);
	ended.page.says("The glass is broken");
	ended.page.says("href=\"/look/1\"");
	assert_eq!(ferdie.get("/look/1").status, 200);
}

/// Nobody breaks the glass for a record that its patient takes back.
fn taken_back(stage: &Stage, breaks: &[&str], other: &str) {
	stage.person("Eve").run(&["emergency", "remove", breaks[1]]);
	stage
		.person("Ferdie")
		.refused(breaks, 1, "has not allowed record");
	allowed_in_the_portal(stage, other);
}

/// A patient allows a record and takes it back in the portal, and is asked before each.
fn allowed_in_the_portal(stage: &Stage, record: &str) {
	let eve = Portal::of(stage.person("Eve"));
	let path = format!("/records/{record}/emergency");
	eve.get(&path).says("nobody opens it");
	let question = eve.get(&format!("/emergencies/allow?committee=9&what={record}"));
	question.says("stands in for you");
	let fields = [("committee", "9"), ("what", ""), ("record", record)];
	let ended = eve.end(&eve.send("/emergencies/allow", &question, &fields));
	assert!(ended.done, "{}", ended.page.html);
	let page = eve.get(&path);
	page.says("Emergency committee 9");
	let remove = |typed: &str| eve.send(&format!("{path}/remove"), &page, &[("typed", typed)]);
	assert_eq!(remove("").status, 403);
	assert!(eve.end(&remove(&record[..8])).done);
	eve.get(&path).says("nobody opens it");
}

/// What the patient, an auditor and the events tell.
fn told(stage: &Stage, record: &str) {
	let eve = stage.person("Eve");
	let events = eve.run(&["events"]).stdout;
	for words in ["EMERGENCY: Ferdie of facility 1 asked", "was found justified"] {
		assert!(events.contains(words), "{words}: {events}");
	}
	let audit = eve.run(&["audit", "--json"]).json().to_string();
	assert!(audit.contains("broke-glass") && audit.contains(record), "{audit}");
	let file = stage.path("audit.json");
	eve.run(&["audit", "--fhir", &file.display().to_string()]);
	let fhir = fs::read_to_string(file).unwrap();
	// DICOM's security alert, and what kind of one.
	for words in ["110113", "110127", "Emergency Override Started"] {
		assert!(fhir.contains(words), "{words}: {fhir}");
	}
}

/// The patient lets the emergency committee stand in for one of two records.
fn allowed(stage: &Stage, record: &str, other: &str) {
	let eve = stage.person("Eve");
	let said = eve
		.run(&["emergency", "allow", record, "--committee", "9"])
		.stderr;
	assert!(
		said.contains("stands in for you") && said.contains("must still approve"),
		"{said}"
	);
	let status = eve.run(&["emergency", "status", "--json"]).json();
	let records = status["records"].as_array().unwrap();
	let scope = |id: &str| {
		let mut records = records.iter();
		let found = records.find(|entry| entry["record_id"] == id).unwrap();
		found["scope"].clone()
	};
	assert_eq!(
		(scope(record), scope(other)),
		(Value::from("csp-key"), Value::Null)
	);
}

#[test]
fn glass_is_broken_over_a_real_node_and_everybody_hears_of_it() {
	let node = Node::start();
	let stage = Stage::set(&node, None);
	found(&stage);
	appoint(&stage);
	let (record, other) = (upload(&stage), upload(&stage));
	let (eve, ferdie) = (stage.person("Eve"), stage.person("Ferdie"));
	allowed(&stage, &record, &other);
	let breaks = ["break-glass", record.as_str(), "--reason", "ETREAT"];
	ferdie.refused(
		&["break-glass", &other, "--reason", "ETREAT"],
		1,
		"has not allowed record",
	);
	let asked = ferdie.run(&[&breaks[..], &["--no-wait", "--json"]].concat());
	let emergency = asked.field("emergency_request_id");
	let ordinary = asked.field("request_id");
	// Typed again it asks nothing twice.
	let again = ferdie.run(&[&breaks[..], &["--no-wait", "--json"]].concat());
	assert_eq!(again.field("emergency_request_id"), emergency);
	let noticed = eve.run(&["watch", "--once"]).stdout;
	assert!(noticed.contains("EMERGENCY: Ferdie asks for record"), "{noticed}");
	approve_all(&stage, &emergency, &ordinary);
	let noticed = eve.run(&["watch", "--once"]).stdout;
	assert!(noticed.contains("was opened to Ferdie"), "{noticed}");
	let noticed = stage.person("Alice").run(&["watch", "--once"]).stdout;
	assert!(noticed.contains("review request"), "{noticed}");

	opened_in_the_portal(&stage, &record);
	let folder = stage.path("out");
	fs::create_dir(&folder).unwrap();
	let out = folder.display().to_string();
	ferdie.run(&[&breaks[..], &["--out", &out]].concat());
	let file = folder.join(
		ct_small()
			.file_name()
			.unwrap_or_else(|| Path::new("x").as_os_str()),
	);
	assert_eq!(sha256_file(&file), sha256_file(&ct_small()));
	review(&stage, &emergency);
	told(&stage, &record);
	taken_back(&stage, &breaks, &other);
	opened_by_officers_alone(&stage);
	rehearsed(&stage);
}
