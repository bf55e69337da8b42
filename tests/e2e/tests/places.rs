//! One patient without tokens, with an account at each of two facilities, at the command line and in the portal over a real node.

use medquorum_e2e::{Node, Person, Portal, Stage, ct_small, sha256_file};
use serde_json::Value;
use std::collections::BTreeSet;

/// The raw bytes of an address.
fn raw(address: &Value) -> Vec<u8> {
	let account: medquorum_client::domain::AccountId = address.as_str().unwrap().parse().unwrap();
	account.0.to_vec()
}

/// Makes Ida's account for a facility, which enrols it; gives its address.
fn enrol_at(stage: &Stage, name: &str) -> String {
	let (ida, facility) = (stage.person("Ida"), stage.person(name));
	let file = stage.path(&format!("{name}.json")).display().to_string();
	let who = format!("//{name}");
	let made = ida
		.run(&["account", "for", &who, "--to-file", &file, "--json"])
		.json();
	let enrolled = facility.run(&["enrol", &file, "--json"]);
	assert_eq!(
		enrolled.field("fingerprint"),
		made["fingerprint"].as_str().unwrap()
	);
	made["account"].as_str().unwrap().to_owned()
}

fn upload(facility: &Person, patient: &str) -> String {
	let file = ct_small().display().to_string();
	let arguments = ["upload", &file, "--patient", patient, "--json"];
	facility.run(&arguments).field("record_id")
}

/// Two is a facility from now on.
fn make_two_a_facility(stage: &Stage) {
	let alice = stage.person("Alice");
	let motion = alice
		.run(&["council", "propose-role", "//Two", "facility", "--json"])
		.field("motion");
	for member in ["Alice", "Bob", "Charlie"] {
		stage.person(member).run(&["council", "vote", &motion, "yes"]);
	}
	alice.run(&["council", "close", &motion]);
}

fn ids(list: &Value) -> BTreeSet<String> {
	let list = list.as_array().unwrap().iter();
	list.map(|one| one["record_id"].as_str().unwrap().to_owned())
		.collect()
}

/// One person reads both, and is told where each is.
fn reads_as_one_person(ida: &Person, records: &[String; 2]) {
	let all: BTreeSet<String> = records.iter().cloned().collect();
	assert_eq!(ids(&ida.run(&["records", "--json"]).json()), all);
	let inbox = ida.run(&["inbox", "--json"]).json();
	assert_eq!(ids(&inbox["acknowledge"]), all);
	let shown = ida.run(&["records"]).stdout;
	assert!(
		shown.contains("you at One") && shown.contains("you at Two"),
		"{shown}"
	);
	let only = ida.run(&["records", "--at", "//Two", "--json"]).json();
	assert_eq!(ids(&only), BTreeSet::from([records[1].clone()]));
	ida.refused(
		&["records", "--at", "//Ferdie"],
		1,
		"you have no account at //Ferdie",
	);
	let listed = ida.run(&["account", "list", "--json"]).json();
	let registered = |at: usize| listed[at]["registered"].as_bool().unwrap();
	assert_eq!([registered(0), registered(1), registered(2)], [false, true, true]);
	let status = ida.run(&["status", "--json"]).json();
	assert_eq!(status["facilities"].as_array().unwrap().len(), 2);
}

/// The account that a record is about answers, and nobody names it.
fn answers_for_each(stage: &Stage, records: &[String; 2]) {
	let (ida, ferdie) = (stage.person("Ida"), stage.person("Ferdie"));
	for record in records {
		ida.run(&["acknowledge", record]);
	}
	let request = ferdie
		.run(&["request", &records[1], "--purpose", "TREAT", "--json"])
		.field("request_id");
	for administrator in ["Alice", "Bob", "Charlie"] {
		stage.person(administrator).run(&["approve", &request]);
	}
	let consented = ida.run(&["consent", &request, "--json"]).json();
	assert_eq!(consented["fee"], 0);
	let out = stage.path("ct.dcm");
	ferdie.run(&["download", &request, "-o", &out.display().to_string()]);
	assert_eq!(sha256_file(&out), sha256_file(&ct_small()));
}

/// Nothing in the whole state names two of the person's accounts, or holds the keys of two; the main one is nowhere.
fn state_ties_none_together(node: &Node, stage: &Stage, main: &Value) {
	let mut values: Vec<Vec<Vec<u8>>> = Vec::new();
	for name in ["One.json", "Two.json"] {
		let keys: Value = serde_json::from_slice(&std::fs::read(stage.path(name)).unwrap()).unwrap();
		let public = |key: &str| hex::decode(keys[key].as_str().unwrap().trim_start_matches("0x")).unwrap();
		values.push(vec![raw(&keys["account"]), public("csp_pk"), public("enc_pk")]);
	}
	values.push(vec![raw(main)]);
	let names = |pair: &[u8], own: &[Vec<u8>]| {
		own.iter()
			.any(|value| pair.windows(value.len()).any(|part| part == value))
	};
	let mut seen = [0; 3];
	for (key, value) in node.state() {
		let pair = [key, value].concat();
		let whose: Vec<usize> = (0..3).filter(|who| names(&pair, &values[*who])).collect();
		assert!(
			whose.len() < 2,
			"an entry of the state names the accounts {whose:?}"
		);
		whose.iter().for_each(|who| seen[*who] += 1);
	}
	assert!(seen[0] > 0 && seen[1] > 0 && seen[2] == 0, "{seen:?}");
}

#[test]
fn one_patient_has_an_account_at_each_of_two_facilities() {
	let node = Node::start();
	let stage = Stage::set(&node, None);
	make_two_a_facility(&stage);
	let (ida, one, two) = (stage.person("Ida"), stage.person("One"), stage.person("Two"));
	let accounts = ["One", "Two"].map(|name| enrol_at(&stage, name));
	let records = [upload(one, &accounts[0]), upload(two, &accounts[1])];
	reads_as_one_person(ida, &records);
	answers_for_each(&stage, &records);
	let main = ida.run(&["account", "list", "--json"]).json()[0]["account"].clone();
	state_ties_none_together(&node, &stage, &main);

	// The list is lost: the keystore and the chain bring it back.
	std::fs::remove_file(ida.home().join("accounts.json")).unwrap();
	ida.refused(&["suspend", &records[0]], 1, "belongs to");
	let found = ida.run(&["account", "find", "--json"]).json();
	let found = found.as_array().unwrap();
	assert_eq!(found.len(), 2);
	assert!(found.iter().all(|one| one["own_keys"] == true));
	ida.run(&["suspend", &records[0]]);
	ida.run(&["erase", &records[1]]);
	assert_eq!(
		ids(&ida.run(&["records", "--json"]).json()),
		BTreeSet::from([records[0].clone()])
	);
}

/// Makes Ida's account for One in her portal; One enrols it. Gives its address.
fn made_in_the_portal(stage: &Stage, ida: &Portal) -> String {
	let folder = stage.path("for-one");
	std::fs::create_dir(&folder).unwrap();
	let into = folder.display().to_string();
	let fields = [("facility", "//One"), ("folder", into.as_str())];
	let made = ida.end(&ida.send("/accounts/make", &ida.get("/accounts"), &fields));
	assert!(made.done, "{}", made.page.html);
	ida.get("/accounts").says("not enrolled");
	let file = folder.join("medquorum-keys.json");
	let enrolled = stage
		.person("One")
		.run(&["enrol", &file.display().to_string(), "--json"]);
	made.page.says(&enrolled.field("fingerprint"));
	let keys: Value = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
	keys["account"].as_str().unwrap().to_owned()
}

/// Sends the form of a page for this record or request, and waits for its job.
fn does(portal: &Portal, path: &str, action: &str) {
	let ended = portal.end(&portal.send(&format!("{path}/{action}"), &portal.get(path), &[]));
	assert!(ended.done, "{action}: {}", ended.page.html);
}

#[test]
fn portal_shows_one_person_and_the_account_of_the_record_answers() {
	let node = Node::start();
	let stage = Stage::set(&node, None);
	let (one, ferdie) = (stage.person("One"), stage.person("Ferdie"));
	let ida = Portal::of(stage.person("Ida"));
	let account = made_in_the_portal(&stage, &ida);
	let record = upload(one, &account);
	for page in ["/", "/records", "/emergencies"] {
		let page = ida.get(page);
		page.says(&record[..8]);
		let is_start = !page.html.contains("<table>");
		page.says(if is_start { ">One</span>" } else { ">For</th>" });
	}
	// Its key is in no wallet: the page offers none, and a form that asks for one is refused.
	let path = format!("/records/{record}");
	let page = ida.get(&path);
	assert!(!page.html.contains("name=\"elsewhere\""), "{}", page.html);
	let asked = ida.send(&format!("{path}/acknowledge"), &page, &[("elsewhere", "yes")]);
	let refused = ida.end(&asked);
	assert!(!refused.done);
	refused.page.says("signs here alone");
	does(&ida, &path, "acknowledge");
	let request = ferdie
		.run(&["request", &record, "--purpose", "TREAT", "--json"])
		.field("request_id");
	for administrator in ["Alice", "Bob", "Charlie"] {
		stage.person(administrator).run(&["approve", &request]);
	}
	ida.get("/requests").says(&request[..8]);
	does(&ida, &format!("/requests/{request}"), "consent");
	let out = stage.path("portal.dcm");
	ferdie.run(&["download", &request, "-o", &out.display().to_string()]);
	assert_eq!(sha256_file(&out), sha256_file(&ct_small()));

	// The list is lost: without it the record is nobody's here; the keystore and the chain bring it back.
	drop(ida);
	std::fs::remove_file(stage.person("Ida").home().join("accounts.json")).unwrap();
	let ida = Portal::of(stage.person("Ida"));
	assert!(!ida.get(&path).html.contains("/suspend\""));
	let found = ida.end(&ida.send("/accounts/find", &ida.get("/accounts"), &[]));
	assert!(found.done, "{}", found.page.html);
	found.page.says("Found 1 account");
	ida.get("/accounts").says("registered, CSP key version 1");
	does(&ida, &path, "suspend");
}
