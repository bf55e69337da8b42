//! Erasure with a receipt over the real node and the embedded store: hosts erase by themselves, deny and attest; the receipt tells who has
//! and who has not; and nothing that is left leads to the file.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, reason = "a test ends where something fails")]

use medquorum_e2e::{Node, Person, Stage, ct_small, signal, wait_for};
use medquorum_envelope::Cid;
use serde_json::Value;
use std::{
	collections::BTreeSet,
	fs,
	path::Path,
	process::{Command, Stdio},
	time::Duration,
};

const HOST: &[&str] = &["storage-host", "--own-node", "--once", "--json"];

/// The council gives a role.
fn give(stage: &Stage, who: &str, role: &str) {
	let motion = stage
		.person("Alice")
		.run(&["council", "propose-role", who, role, "--json"])
		.field("motion");
	for member in ["Alice", "Bob", "Charlie"] {
		stage.person(member).run(&["council", "vote", &motion, "yes"]);
	}
	stage.person("Dave").run(&["council", "close", &motion]);
}

fn upload(one: &Person, more: &[&str]) -> Value {
	let file = ct_small().display().to_string();
	let arguments = [&["upload", &file, "--patient", "//Eve", "--json"], more].concat();
	one.run(&arguments).json()
}

fn text(document: &Value, field: &str) -> String {
	document[field].as_str().unwrap().to_owned()
}

/// Stretches of bytes that are nobody's by chance.
const STRETCH: usize = 20;

fn stretches(bytes: &[u8]) -> BTreeSet<Vec<u8>> {
	bytes.windows(STRETCH).map(<[u8]>::to_vec).collect()
}

/// All files at or below a path.
fn files(path: &Path, found: &mut Vec<std::path::PathBuf>) {
	if path.is_dir() {
		for entry in fs::read_dir(path).unwrap() {
			files(&entry.unwrap().path(), found);
		}
	} else {
		found.push(path.to_owned());
	}
}

/// The files below a path whose names or contents hold one of these texts.
fn holding(path: &Path, texts: &[String]) -> Vec<String> {
	let mut all = Vec::new();
	files(path, &mut all);
	let mut found = Vec::new();
	for file in all {
		let name = file.display().to_string();
		let content = fs::read(&file).unwrap_or_default();
		let content = String::from_utf8_lossy(&content);
		let held = texts
			.iter()
			.filter(|text| name.contains(*text) || content.contains(*text));
		found.extend(held.map(|text| format!("{text} in {name}")));
	}
	found
}

#[test]
fn hosts_erase_attest_and_the_receipt_tells_it() {
	let node = Node::start();
	let stage = Stage::set(&node, None);
	let (eve, one, two) = (stage.person("Eve"), stage.person("One"), stage.person("Two"));
	give(&stage, "//Two", "storage-host");
	give(&stage, "//Charlie", "storage-host");
	let record = upload(one, &[]);
	let id = text(&record, "record_id");
	// Nobody's lone word is enough.
	two.refused(
		&["storage-host", "--once"],
		2,
		"required arguments were not provided",
	);
	let before = two.run(HOST).json();
	assert_eq!(
		(&before["kept"], &before["unlabelled"]),
		(&Value::from(2), &Value::from(Vec::<Value>::new()))
	);
	eve.refused(&["receipt", &id], 1, "is not erased");
	// Eve's own store is elsewhere, so that it is the host who removes.
	let mut elsewhere = eve.command(&["erase", &id]);
	let away = stage.path("away");
	fs::rename(stage.store(), &away).unwrap();
	two.refused(HOST, 2, "is not there");
	fs::create_dir_all(stage.store().join("objects")).unwrap();
	assert!(elsewhere.status().unwrap().success());
	fs::remove_dir_all(stage.store()).unwrap();
	fs::rename(&away, stage.store()).unwrap();
	// One more node that must agree; here it is the same.
	let url = node.url();
	let done = two
		.run(&["storage-host", "--witness", &url, "--once", "--json"])
		.json();
	assert_eq!(done["removed"].as_array().unwrap().len(), 2, "{done}");
	assert_eq!(done["attested"][0]["record_id"], Value::from(id.as_str()));
	let receipt = eve.run(&["receipt", &id[..8], "--json"]).json();
	assert_eq!(receipt["complete"], false);
	assert_eq!(receipt["attested"][0]["host"]["name"], "Two");
	assert_eq!(receipt["missing"][0]["name"], "Charlie");
	assert_eq!(
		(&receipt["by"]["name"], &receipt["reason"]),
		(&Value::from("Eve"), &Value::from("patient wish"))
	);
	let (page, export) = (stage.path("receipt.html"), stage.path("receipt.json"));
	let (page, export) = (page.display().to_string(), export.display().to_string());
	let told = eve
		.run(&["receipt", &id, "--html", &page, "--export", &export])
		.stdout;
	assert!(
		told.contains("1 of 2 storage hosts") && told.contains("Copies elsewhere"),
		"{told}"
	);
	eve.refused(&["receipt", &id, "--html", &page], 2, "exists already");
	assert!(fs::read_to_string(&page).unwrap().contains("not yet"));
	// Checked by somebody without a node.
	let checked = Command::new(medquorum_e2e::binary("medquorum"))
		.args([
			"--home",
			"/nonexistent/medquorum",
			"receipt",
			"--verify",
			&export,
			"--json",
		])
		.output()
		.unwrap();
	let checked: Value = serde_json::from_slice(&checked.stdout).unwrap();
	assert_eq!(
		checked["verified"]["signed"].as_array().unwrap().len(),
		1,
		"{checked}"
	);
	assert!(checked["verified"]["top"]["number"].is_u64(), "{checked}");
	let forged = fs::read_to_string(&export).unwrap().replace(&id, &"0".repeat(32));
	fs::write(&export, forged).unwrap();
	eve.refused(
		&["receipt", "--verify", &export],
		1,
		"is not an attestation of this erasure",
	);
	eve.refused(&["show", &id], 1, &format!("medquorum receipt {}", &id[..8]));
	// Again it does nothing, and a dismissed host is told so.
	assert_eq!(two.run(HOST).json()["attested"], Value::from(Vec::<Value>::new()));
	give(&stage, "//Two", "clinician");
	let other = text(&upload(one, &[]), "record_id");
	eve.run(&["erase", &other]);
	two.refused(
		&["storage-host", "--own-node", "--once"],
		1,
		"cannot be attested yet",
	);
	let receipt = eve.run(&["receipt", &id, "--json"]).json();
	assert_eq!(receipt["attested"][0]["is_host"], false);
}

#[test]
fn service_attests_by_itself_and_ends_when_it_is_told_to() {
	let node = Node::start();
	let stage = Stage::set(&node, None);
	let (eve, one, two) = (stage.person("Eve"), stage.person("One"), stage.person("Two"));
	give(&stage, "//Two", "storage-host");
	let id = text(&upload(one, &[]), "record_id");
	let log = stage.path("host.log");
	let output = fs::File::create(&log).unwrap();
	let mut service = two
		.command(&["storage-host", "--own-node", "--every", "1s"])
		.stdout(Stdio::null())
		.stderr(output)
		.spawn()
		.unwrap();
	eve.run(&["erase", &id]);
	wait_for("attestation", Duration::from_secs(120), &log, || {
		let receipt = eve.run(&["receipt", &id, "--json"]).json();
		(receipt["complete"] == true).then_some(())
	});
	signal(service.id(), "TERM");
	let ended = service.wait().unwrap();
	assert!(ended.success(), "{ended}: {}", fs::read_to_string(&log).unwrap());
}

#[test]
fn nothing_that_is_left_leads_to_the_file() {
	let node = Node::start();
	let stage = Stage::set(&node, None);
	let (eve, one, two, ferdie) = (
		stage.person("Eve"),
		stage.person("One"),
		stage.person("Two"),
		stage.person("Ferdie"),
	);
	give(&stage, "//Two", "storage-host");
	eve.run(&["searchable", "future", "yes"]);
	let baseline: BTreeSet<Vec<u8>> = node
		.state()
		.iter()
		.flat_map(|(_, value)| stretches(value))
		.collect();
	let record = upload(one, &["--icd10", "E11.9", "--searchable"]);
	let id = text(&record, "record_id");
	one.run(&["catalogue", "publish"]);
	ferdie.run(&["catalogue", "sync"]);
	let found = ferdie.run(&["search", "E11", "--json"]).json();
	assert!(found.to_string().contains(&id), "{found}");
	let request = ferdie
		.run(&["request", &id, "--purpose", "TREAT", "--json"])
		.field("request_id");
	let raw: Vec<u8> = hex::decode(&id).unwrap();
	let of_record = |state: &[(Vec<u8>, Vec<u8>)]| -> Vec<Vec<u8>> {
		let held = state
			.iter()
			.filter(|(key, value)| key.len() < 200 && (holds(key, &raw) || holds(value, &raw)));
		held.map(|(key, value)| [key.as_slice(), value].concat())
			.collect()
	};
	let before = of_record(&node.state());
	// The record, the patient's index, the request and what belongs to it.
	assert!(before.len() >= 4, "{}", before.len());
	let mut secret: BTreeSet<Vec<u8>> = before.iter().flat_map(|value| stretches(value)).collect();
	secret.retain(|stretch| !baseline.contains(stretch) && !holds(stretch, &raw[..8]));
	eve.run(&["erase", &id]);
	one.run(&["erase", &id]);
	one.run(&["catalogue", "publish"]);
	ferdie.run(&["catalogue", "sync"]);
	let attested = two.run(HOST).json();
	assert_eq!(attested["attested"].as_array().unwrap().len(), 1, "{attested}");
	// The state: a tombstone and an attestation have the id. Nothing has what stood in the record.
	let state = node.state();
	assert_eq!(of_record(&state).len(), 2);
	let objects: Vec<Cid> = ["cid", "header_cid"]
		.map(|field| text(&record, field).parse().unwrap())
		.to_vec();
	for (key, value) in &state {
		if value.len() > 100_000 {
			continue;
		}
		for bytes in [key, value] {
			assert!(!objects.iter().any(|cid| holds(bytes, &cid.digest())));
		}
		// What events and the system tell of accounts is not of the record.
		let led = stretches(value).intersection(&secret).count();
		assert_eq!(led, 0, "{}", hex::encode(key));
	}
	// Catalogue, search, request.
	let found = ferdie.run(&["search", "E11", "--json"]).json();
	assert!(!found.to_string().contains(&id), "{found}");
	ferdie.refused(&["request", &id, "--purpose", "TREAT"], 1, "was erased");
	ferdie.refused(
		&["download", &request, "-o", "/nonexistent/out"],
		1,
		"there is no request",
	);
	// The store, and every home: no address of an object, whole or as a name.
	let texts: Vec<String> = objects.iter().map(ToString::to_string).collect();
	assert_eq!(holding(&stage.store(), &texts), Vec::<String>::new());
	for name in ["Eve", "One", "Two", "Ferdie"] {
		assert_eq!(holding(stage.person(name).home(), &texts), Vec::<String>::new());
	}
	// The denylist has entries, and they are no addresses.
	let denied = fs::read_to_string(stage.store().join("denied.deny")).unwrap();
	assert_eq!(denied.lines().filter(|line| line.starts_with("//")).count(), 2);
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
	bytes.windows(part.len()).any(|window| window == part)
}
