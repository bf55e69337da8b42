//! An emergency at the command line over a real node: a patient allows it beforehand, a clinician breaks the glass, an emergency committee of
//! other houses stands in for the patient, the administrators decide, and the access is explained, reviewed and told.

use medquorum_e2e::{Node, Stage, ct_small, sha256_file};
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
	for name in ["Alice", "Charlie", "Dave"] {
		stage.person(name).run(&["review", emergency, "justified"]);
	}
	alice.refused(&["review", emergency], 1, "there is no emergency access");
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
	assert!(
		fhir.contains("110127") && fhir.contains("Emergency Override Started"),
		"{fhir}"
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
	let said = eve
		.run(&["emergency", "allow", &record, "--committee", "9"])
		.stderr;
	assert!(
		said.contains("stands in for you") && said.contains("must still approve"),
		"{said}"
	);
	let status = eve.run(&["emergency", "status", "--json"]).json();
	let records = status["records"].as_array().unwrap();
	let allowed = |id: &str| {
		let mut records = records.iter();
		let found = records.find(|entry| entry["record_id"] == id).unwrap();
		found["scope"].clone()
	};
	assert_eq!(
		(allowed(&record), allowed(&other)),
		(Value::from("csp-key"), Value::Null)
	);
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
	eve.run(&["emergency", "remove", &record]);
	ferdie.refused(&breaks, 1, "has not allowed record");
}
