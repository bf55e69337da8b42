//! What happens when people and organisations go wrong, at the command line over a real node: patients without tokens, erasures that
//! are stopped, legal holds, accounts in wrong hands.

use medquorum_e2e::{Node, Stage, ct_small, sha256_file};
use serde_json::Value;
use std::fs;

/// Uploads a file for somebody and returns the record's id.
fn upload(stage: &Stage, patient: &str) -> String {
	let file = ct_small().display().to_string();
	stage
		.person("One")
		.run(&["upload", &file, "--patient", patient, "--json"])
		.field("record_id")
}

/// The fee of a call.
fn fee(receipt: &Value) -> u64 {
	receipt["fee"].as_u64().unwrap()
}

/// Ida puts her keys into a file, and One enrols them; they compare a fingerprint.
fn enrol_ida(stage: &Stage) {
	let file = stage.path("ida.json").display().to_string();
	let ida = stage.person("Ida");
	let shown = ida.run(&["register", "--to-file", &file]);
	let folder = stage.path("stick");
	fs::create_dir(&folder).unwrap();
	let stick = folder.display().to_string();
	let enrolled = stage
		.person("One")
		.run(&["enrol", &file, "--cards", &stick, "--json"]);
	assert_eq!(enrolled.field("fingerprint"), shown.stdout.trim());
	// What One has compared comes with it, and Ida need not believe her node.
	let card = folder.join("committee-1.json").display().to_string();
	assert_eq!(enrolled.json()["cards"], serde_json::json!([card]));
	ida.run(&["committee", "trust", "1", "--card", &card]);
}

fn council_decides(stage: &Stage, proposal: &[&str]) {
	let motion = stage
		.person("Alice")
		.run(&[proposal, &["--json"]].concat())
		.field("motion");
	for member in ["Alice", "Bob", "Charlie"] {
		stage.person(member).run(&["council", "vote", &motion, "yes"]);
	}
	stage.person("Dave").run(&["council", "close", &motion]);
}

#[test]
fn patient_without_tokens_takes_part_from_end_to_end() {
	let node = Node::start();
	let stage = Stage::set(&node, None);
	let (ida, ferdie) = (stage.person("Ida"), stage.person("Ferdie"));
	ida.refused(&["register"], 1, "has not enough tokens");
	enrol_ida(&stage);
	let record = upload(&stage, "//Ida");
	let status = ida.run(&["status", "--json"]).json();
	assert_eq!(status["account"]["balance"], 0);
	assert_eq!(fee(&ida.run(&["acknowledge", &record, "--json"]).json()), 0);
	let request = ferdie
		.run(&["request", &record, "--purpose", "TREAT", "--json"])
		.field("request_id");
	for administrator in ["Alice", "Bob", "Charlie"] {
		stage.person(administrator).run(&["approve", &request]);
	}
	assert_eq!(fee(&ida.run(&["consent", &request, "--json"]).json()), 0);
	let out = stage.path("ct.dcm");
	ferdie.run(&["download", &request, "-o", &out.display().to_string()]);
	assert_eq!(sha256_file(&out), sha256_file(&ct_small()));
	let erased = ida.run(&["erase", &record, "--json"]).json();
	assert_eq!((fee(&erased), &erased["state"]), (0, &Value::from("erased")));
	ida.run(&["leave"]);
	let status = ida.run(&["status", "--json"]).json();
	assert_eq!(status["account"]["registered"], false);
}

#[test]
fn correction_waits_for_the_patient() {
	let node = Node::start();
	let stage = Stage::set(&node, None);
	let (eve, ferdie, one) = (stage.person("Eve"), stage.person("Ferdie"), stage.person("One"));
	let file = ct_small().display().to_string();
	let older = upload(&stage, "//Eve");
	let newer = one
		.run(&[
			"upload",
			&file,
			"--patient",
			"//Eve",
			"--supersedes",
			&older,
			"--json",
		])
		.field("record_id");
	let shown = |id: &str| eve.run(&["show", id, "--json"]).json();
	assert_eq!(shown(&older)["status"], "active");
	ferdie.run(&["request", &older, "--purpose", "TREAT"]);
	let told = eve.run(&["acknowledge", &newer]).stderr;
	assert!(told.contains("it takes the place of record"), "{told}");
	assert_eq!(shown(&older)["status"], "superseded");
	assert_eq!(shown(&older)["superseded_by"], Value::from(newer.as_str()));
	assert_eq!(shown(&newer)["version"], 2);
	ferdie.refused(
		&["request", &older, "--purpose", "TREAT"],
		1,
		"superseded by a corrected record",
	);
	// The patient erases both, from the chain and from the store.
	let erased = eve.run(&["erase", &newer, "--json"]).json();
	assert_eq!(erased["older"], Value::from(vec![older.as_str()]));
	assert_eq!(erased["removed"].as_array().unwrap().len(), 4);
	assert_eq!(
		eve.run(&["records", "--json"]).json(),
		Value::from(Vec::<Value>::new())
	);
}

#[test]
fn erasure_by_the_uploader_is_shown_and_stopped() {
	let node = Node::start();
	let stage = Stage::set(&node, None);
	let (eve, one) = (stage.person("Eve"), stage.person("One"));
	let record = upload(&stage, "//Eve");
	one.refused(&["erase", &record], 2, "needs a reason");
	let asked = one.run(&["erase", &record, "--reason", "upload-error"]);
	// Whole days are told, of which the first ends with the next block.
	assert!(
		["in 7 days", "in 6 days"]
			.iter()
			.any(|left| asked.stderr.contains(&format!("is to be erased {left}"))),
		"{}",
		asked.stderr
	);
	let stored = one.run(&["store", "status", &record, "--json"]).json();
	assert_eq!(stored["lacking"], 0, "nothing was removed: {stored}");
	for person in [eve, one] {
		let inbox = person.run(&["inbox", "--json"]).json();
		let erasure = &inbox["erasures"][0];
		assert_eq!(erasure["record_id"], Value::from(record.as_str()));
		assert_eq!(erasure["erasure"]["reason"], "upload-error");
		let table = person.run(&["inbox"]).stdout;
		assert!(
			table.contains("in 6 days; One says: it was uploaded by mistake")
				|| table.contains("in 7 days; One says: it was uploaded by mistake"),
			"{table}"
		);
	}
	one.refused(&["erase", &record, "--finish"], 1, "is not due");
	stage
		.person("Ferdie")
		.refused(&["erase", &record, "--stop"], 1, "the chain refused");
	eve.run(&["erase", &record, "--stop"]);
	one.refused(&["erase", &record, "--finish"], 1, "is not to be erased");
	let repaired = one.run(&["store", "repair", "--json"]).json();
	assert_eq!(repaired["checked"], 2);
}

#[test]
fn legal_hold_turns_an_erasure_into_a_suspension() {
	let node = Node::start();
	let stage = Stage::set(&node, None);
	let (eve, two) = (stage.person("Eve"), stage.person("Two"));
	council_decides(
		&stage,
		&["council", "propose-role", "//Two", "data-protection-officer"],
	);
	let record = upload(&stage, "//Eve");
	let place = [
		"hold",
		"place",
		&record,
		"--reason",
		"litigation",
		"--until",
		"2030-12-31",
	];
	stage
		.person("One")
		.refused(&place, 1, "may not place or lift legal holds");
	two.run(&place);
	let asked = eve.run(&["erase", &record, "--json"]).json();
	assert_eq!(asked["state"], "awaits-hold");
	assert_eq!(asked["removed"].as_array().unwrap().len(), 0);
	let shown = eve.run(&["show", &record, "--json"]).json();
	assert_eq!(
		(&shown["status"], &shown["hold"]["reason"]),
		(&Value::from("suspended"), &Value::from("litigation"))
	);
	eve.refused(&["erase", &record, "--finish"], 1, "is kept by a legal hold");
	two.run(&["hold", "lift", &record]);
	let done = eve.run(&["erase", &record, "--finish", "--json"]).json();
	assert_eq!(done["state"], "erased");
	assert_eq!(done["removed"].as_array().unwrap().len(), 2);
}

#[test]
fn stolen_account_is_frozen_by_its_guardian_and_facility_pays_for_its_clinician() {
	let node = Node::start();
	let stage = Stage::set(&node, None);
	let (eve, two, one, ferdie) = (
		stage.person("Eve"),
		stage.person("Two"),
		stage.person("One"),
		stage.person("Ferdie"),
	);
	let record = upload(&stage, "//Eve");
	one.run(&["sponsor", "//Ferdie", "--per-day", "2"]);
	let asked = ferdie
		.run(&["request", &record, "--purpose", "TREAT", "--json"])
		.json();
	assert_eq!(asked["payer"]["name"], "One");
	let request = asked["request_id"].as_str().unwrap();
	eve.run(&["guardian", "//Two"]);
	two.run(&["freeze", "//Eve"]);
	let status = eve.run(&["status"]).stdout;
	assert!(status.contains("Frozen:"), "{status}");
	eve.refused(&["consent", request], 1, "The account is frozen");
	// A no goes through.
	eve.run(&["deny", request]);
	two.run(&["unfreeze", "//Eve"]);
	eve.run(&["suspend", &record]);
}
