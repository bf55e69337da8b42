//! Erasure with a receipt over the real node and the embedded store: hosts erase by themselves, deny and attest; the receipt tells who has
//! and who has not; and nothing that is left leads to the file.

use medquorum_e2e::{Killed, Node, Person, Stage, ct_small, ends_when_told, wait_for};
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

fn stretches(bytes: &[u8]) -> Vec<Vec<u8>> {
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
	let id = text(&upload(one, &[]), "record_id");
	let lone = ["storage-host", "--once"];
	two.refused(&lone, 2, "somebody else's, nothing is erased");
	let before = two.run(HOST).json();
	let nothing = Value::from(Vec::<Value>::new());
	assert_eq!(
		(&before["kept"], &before["unlabelled"]),
		(&Value::from(2), &nothing)
	);
	eve.refused(&["receipt", &id], 1, "is not erased");
	erase_from_elsewhere(&stage, &id);
	// One more node that must agree; here it is the same.
	let url = node.url();
	let witness = ["storage-host", "--witness", &url, "--once", "--json"];
	let done = two.run(&witness).json();
	assert_eq!(done["removed"].as_array().unwrap().len(), 2, "{done}");
	assert_eq!(done["attested"][0]["record_id"], Value::from(id.as_str()));
	receipt_is_told_and_checked(&stage, &id);
	// Again it does nothing, and a dismissed host is told so.
	assert_eq!(two.run(HOST).json()["attested"], nothing);
	give(&stage, "//Two", "clinician");
	let other = text(&upload(one, &[]), "record_id");
	eve.run(&["erase", &other]);
	let once = ["storage-host", "--own-node", "--once"];
	two.refused(&once, 1, "cannot be attested yet");
	let receipt = eve.run(&["receipt", &id, "--json"]).json();
	assert_eq!(receipt["attested"][0]["is_host"], false);
}

/// Eve erases from a place that does not reach the store, so that it is the host who removes. Meanwhile the host's disk is away.
fn erase_from_elsewhere(stage: &Stage, id: &str) {
	let away = stage.path("away");
	fs::rename(stage.store(), &away).unwrap();
	stage.person("Two").refused(HOST, 2, "is not there");
	fs::create_dir_all(stage.store().join("objects")).unwrap();
	stage.person("Eve").run(&["erase", id]);
	fs::remove_dir_all(stage.store()).unwrap();
	fs::rename(&away, stage.store()).unwrap();
}

fn receipt_is_told_and_checked(stage: &Stage, id: &str) {
	let eve = stage.person("Eve");
	let receipt = eve.run(&["receipt", &id[..8], "--json"]).json();
	assert_eq!(receipt["complete"], false);
	assert_eq!(receipt["attested"][0]["host"]["name"], "Two");
	assert_eq!(receipt["missing"][0]["name"], "Charlie");
	let by = (&receipt["by"]["name"], &receipt["reason"]);
	assert_eq!(by, (&Value::from("Eve"), &Value::from("patient wish")));
	let path = |name: &str| stage.path(name).display().to_string();
	let (page, export) = (path("receipt.html"), path("receipt.json"));
	let write = ["receipt", id, "--html", &page, "--export", &export];
	let told = eve.run(&write).stdout;
	assert!(told.contains("1 of 2 storage hosts"), "{told}");
	assert!(told.contains("Copies elsewhere"), "{told}");
	eve.refused(&["receipt", id, "--html", &page], 1, "exists already");
	assert!(fs::read_to_string(&page).unwrap().contains("not yet"));
	// Checked by somebody without a node, and without a home.
	let checked = Command::new(medquorum_e2e::binary("medquorum"))
		.args(["--home", "/nonexistent/medquorum", "--json"])
		.args(["receipt", "--verify", &export])
		.output()
		.unwrap();
	let checked: Value = serde_json::from_slice(&checked.stdout).unwrap();
	let verified = &checked["verified"];
	assert_eq!(verified["signed"].as_array().unwrap().len(), 1, "{checked}");
	let top = text(&verified["top"], "hash");
	let pinned = ["receipt", "--verify", &export, "--pin", &top];
	assert!(eve.run(&pinned).stderr.contains("the block that you named"));
	let other = "0".repeat(64);
	let pinned = ["receipt", "--verify", &export, "--pin", &other];
	eve.refused(&pinned, 1, "the block at the top");
	// Words that no proof and no signature bears.
	let honest = fs::read_to_string(&export).unwrap();
	for (before, after, words) in [
		(id, "00".repeat(16).as_str(), "does not hold"),
		("PatientWish", "UploadError", "the proofs do not show"),
		("\"spec_version\": ", "\"spec_version\": 9", "does not hold"),
	] {
		let forged = honest.replace(before, after);
		assert_ne!(forged, honest);
		fs::write(&export, forged).unwrap();
		eve.refused(&["receipt", "--verify", &export], 1, words);
	}
	let next = format!("medquorum receipt {}", &id[..8]);
	eve.refused(&["show", id], 1, &next);
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
	let service = two
		.command(&["storage-host", "--own-node", "--every", "1s"])
		.stdout(Stdio::null())
		.stderr(output)
		.spawn();
	let mut service = Killed(service.unwrap());
	eve.run(&["erase", &id]);
	wait_for("attestation", Duration::from_secs(120), &log, || {
		let receipt = eve.run(&["receipt", &id, "--json"]).json();
		(receipt["complete"] == true).then_some(())
	});
	let ended = ends_when_told(&mut service.0);
	assert!(ended.success(), "{ended}: {}", fs::read_to_string(&log).unwrap());
}

/// The addresses of what somebody holds of catalogues.
fn held_catalogue(person: &Person) -> Vec<String> {
	let mut all = Vec::new();
	files(&person.home().join("catalogue"), &mut all);
	let held = all
		.iter()
		.filter(|path| path.parent().is_some_and(|parent| parent.ends_with("held")));
	held.map(|path| path.file_name().unwrap().to_str().unwrap().to_owned())
		.collect()
}

type State = Vec<(Vec<u8>, Vec<u8>)>;

/// Where the events of the newest block lie, until there is another one: `System.Events`.
const EVENTS: &str = "26aa394eea5630e07c48ae0c9558cef780d41e5e16056765bc8461851072c9d7";

/// The state, without the runtime's code and without what was told of the newest block.
fn state_of(node: &Node) -> State {
	let mut state = node.state();
	let events = hex::decode(EVENTS).unwrap();
	state.retain(|(key, value)| value.len() < 100_000 && *key != events);
	state
}

/// Keys and values that hold an id.
fn of_record(state: &State, id: &[u8]) -> Vec<Vec<u8>> {
	let held = state
		.iter()
		.filter(|(key, value)| holds(key, id) || holds(value, id));
	held.map(|(key, value)| [key.as_slice(), value].concat())
		.collect()
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
	let baseline = state_of(&node);
	let record = upload(one, &["--icd10", "E11.9", "--searchable"]);
	let id = text(&record, "record_id");
	one.run(&["catalogue", "publish"]);
	ferdie.run(&["catalogue", "sync"]);
	let found = ferdie.run(&["search", "E11", "--json"]).json();
	assert!(found.to_string().contains(&id), "{found}");
	let request = ferdie
		.run(&["request", &id, "--purpose", "TREAT", "--json"])
		.field("request_id");
	let listed = held_catalogue(one);
	assert_eq!(listed.len(), 3, "a tail, a manifest, a keyring");
	let before = of_record(&state_of(&node), &hex::decode(&id).unwrap());
	// The record, the patient's index, the request and what belongs to it.
	assert!(before.len() >= 4, "{}", before.len());
	eve.run(&["erase", &id]);
	one.run(&["erase", &id]);
	one.run(&["catalogue", "publish"]);
	ferdie.run(&["catalogue", "sync"]);
	let attested = two.run(HOST).json();
	assert_eq!(attested["attested"].as_array().unwrap().len(), 1, "{attested}");
	let objects: Vec<Cid> = ["cid", "header_cid"]
		.map(|field| text(&record, field).parse().unwrap())
		.to_vec();
	assert_state_is_clean(&state_of(&node), &baseline, &before, &id, &objects);
	let found = ferdie.run(&["search", "E11", "--json"]).json();
	assert!(!found.to_string().contains(&id), "{found}");
	ferdie.refused(&["request", &id, "--purpose", "TREAT"], 1, "was erased");
	let out = stage.path("out").display().to_string();
	ferdie.refused(&["download", &request, "-o", &out], 1, "there is no request");
	// The store, and every home: no address of an object, whole or as a name; nor of what listed it.
	let texts: Vec<String> = objects.iter().map(ToString::to_string).chain(listed).collect();
	assert_eq!(holding(&stage.store(), &texts), Vec::<String>::new());
	for name in ["Eve", "One", "Two", "Ferdie"] {
		assert_eq!(holding(stage.person(name).home(), &texts), Vec::<String>::new());
	}
	// The denylist has entries, and they are no addresses: two of the record, the others of the catalogue that listed it.
	let denied = fs::read_to_string(stage.store().join("denied.deny")).unwrap();
	let entries = denied.lines().filter(|line| line.starts_with("//"));
	assert_eq!(entries.count(), 5);
}

/// A tombstone and an attestation have the id. Nothing has what stood in the record or in its request, nor an object's address.
fn assert_state_is_clean(state: &State, baseline: &State, before: &[Vec<u8>], id: &str, objects: &[Cid]) {
	let id = hex::decode(id).unwrap();
	assert_eq!(of_record(state, &id).len(), 2);
	let known: BTreeSet<Vec<u8>> = baseline
		.iter()
		.flat_map(|(key, value)| [stretches(key), stretches(value)].concat())
		.collect();
	let mut secret: BTreeSet<Vec<u8>> = before.iter().flat_map(|value| stretches(value)).collect();
	secret.retain(|stretch| {
		!known.contains(stretch) && !holds(stretch, &id[..4]) && !holds(stretch, &id[12..])
	});
	assert!(
		secret.len() > 200,
		"what stood in the record is looked for: {}",
		secret.len()
	);
	for (key, value) in state {
		for bytes in [key, value] {
			assert!(!objects.iter().any(|cid| holds(bytes, &cid.digest())));
			let led = stretches(bytes)
				.into_iter()
				.find(|stretch| secret.contains(stretch));
			assert_eq!(led, None, "{}", hex::encode(key));
		}
	}
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
	bytes.windows(part.len()).any(|window| window == part)
}
