//! Standing answers and `watch` at the command line, without a node.

use crate::common::*;
use medquorum_client::{accounts::Signer, ledger::Sign as _, policy::ACCOUNT_SYSTEM};
use serde_json::{Value, json};
use std::{fs, os::unix::fs::PermissionsExt as _};

fn account(name: &str) -> String {
	Signer::development(name, true).unwrap().account().to_string()
}

fn coded(system: &str, code: &str) -> Value {
	json!({ "coding": [{ "system": format!("http://terminology.hl7.org/CodeSystem/{system}"), "code": code }] })
}

/// Eve lets Ferdie read her records for treatment.
fn consent() -> Value {
	let to = |name: &str| json!({ "reference": format!("{ACCOUNT_SYSTEM}:{}", account(name)) });
	json!({
		"resourceType": "Consent",
		"status": "active",
		"scope": coded("consentscope", "patient-privacy"),
		"category": [{ "coding": [{ "system": "http://loinc.org", "code": "59284-0" }] }],
		"patient": to("//Eve"),
		"provision": {
			"type": "permit",
			"actor": [{ "role": coded("v3-ParticipationType", "IRCP"), "reference": to("//Ferdie") }],
			"purpose": [{ "system": "http://terminology.hl7.org/CodeSystem/v3-ActReason", "code": "TREAT" }],
		},
	})
}

fn write(place: &Place, document: &Value) -> String {
	let path = place.path("consent.json");
	fs::write(&path, document.to_string()).unwrap();
	path.to_str().unwrap().to_owned()
}

/// An account for a facility has answers of its own: a document about the main account is refused there, and neither shows the other's.
#[test]
fn account_for_a_facility_has_answers_of_its_own() {
	let place = Place::new();
	let keys = place.path("keys.json").to_str().unwrap().to_owned();
	let missing = place.run(&["policy", "list", "--at", "//One"]);
	missing.fails(1, "you have no account at //One");
	let made = place.run(&["--json", "account", "for", "//One", "--to-file", &keys]);
	let made: Value = serde_json::from_str(made.succeeds()).unwrap();
	let file = write(&place, &consent());
	let import = ["--yes", "policy", "--at", "//One", "import", &file];
	let others = place.run(&import);
	assert!(
		others.code == 1 && others.stderr.contains("is the patient"),
		"{}",
		others.stderr
	);
	let mut document = consent();
	let address = made["account"].as_str().unwrap();
	document["patient"] = json!({ "reference": format!("{ACCOUNT_SYSTEM}:{address}") });
	write(&place, &document);
	let imported = place.run(&import);
	imported.succeeds();
	let listed = |arguments: &[&str]| -> usize {
		let listed: Value = serde_json::from_str(place.run(arguments).succeeds()).unwrap();
		listed["policies"].as_array().unwrap().len()
	};
	assert_eq!(listed(&["--json", "policy", "list", "--at", "//One"]), 1);
	assert_eq!(listed(&["--json", "policy", "list"]), 0);
	let shown = place.run(&["policy", "list", "--at", "//One"]);
	assert!(shown.succeeds().contains("permits"), "{}", shown.stdout);
	// A watch of that account has a node to wait for, and keys that open.
	let watched = place.run(&["watch", "--once", "--answer", "--at", "//One"]);
	watched.fails(2, "cannot reach the node");
}

#[test]
fn consent_is_imported_listed_shown_exported_and_removed() {
	let place = Place::new();
	let file = write(&place, &consent());
	let unasked = place.run(&["policy", "import", &file]);
	assert_eq!(unasked.code, 2);
	assert!(
		unasked.stderr.contains("nobody is there to answer"),
		"{}",
		unasked.stderr
	);
	let listed = place.run(&["--json", "policy", "list"]);
	assert_eq!(
		serde_json::from_str::<Value>(listed.succeeds()).unwrap(),
		json!({ "number": 0, "policies": [] })
	);
	let imported = place.run(&["--yes", "policy", "import", &file]);
	imported.succeeds();
	assert!(
		imported
			.stderr
			.contains("permits Ferdie, for treatment, of every record"),
		"{}",
		imported.stderr
	);
	// Twice is once.
	place.run(&["--yes", "policy", "import", &file]).succeeds();
	let listed: Value = serde_json::from_str(place.run(&["--json", "policy", "list"]).succeeds()).unwrap();
	let [policy] = &listed["policies"].as_array().unwrap()[..] else {
		panic!("{listed}")
	};
	assert_eq!(policy["in_force"], true);
	assert_eq!(policy["rules"][0]["actors"][0]["name"], "Ferdie");
	assert_eq!(policy["rules"][0]["purposes"], json!(["TREAT"]));
	let id = policy["policy_id"].as_str().unwrap();
	let shown = place.run(&["policy", "show", &id[..8]]);
	assert!(shown.succeeds().contains("it permits Ferdie"), "{}", shown.stdout);
	// What was imported comes back, byte for byte.
	let copy = place.path("copy.json");
	let out = copy.to_str().unwrap();
	place.run(&["policy", "export", id, "--out", out]).succeeds();
	assert_eq!(fs::read(&copy).unwrap(), fs::read(&file).unwrap());
	place
		.run(&["policy", "export", id, "--out", out])
		.fails(1, "exists already");
	let printed = place.run(&["policy", "export", id]);
	assert_eq!(
		serde_json::from_str::<Value>(printed.succeeds()).unwrap(),
		consent()
	);
	place.run(&["policy", "remove", id]).succeeds();
	place
		.run(&["policy", "remove", id])
		.fails(1, "no standing answer");
	let listed: Value = serde_json::from_str(place.run(&["--json", "policy", "list"]).succeeds()).unwrap();
	assert_eq!(listed["policies"], json!([]));
}

#[test]
fn consents_that_cannot_be_followed_are_refused_with_the_element() {
	let place = Place::new();
	let changed = |change: &dyn Fn(&mut Value)| {
		let mut document = consent();
		change(&mut document);
		place.run(&["--yes", "policy", "import", &write(&place, &document)])
	};
	for (words, change) in [
		(
			"Consent.provision.securityLabel is not understood",
			&(|consent: &mut Value| consent["provision"]["securityLabel"] = json!([{ "code": "R" }]))
				as &dyn Fn(&mut Value),
		),
		("the consent is draft, not active", &|consent| {
			consent["status"] = json!("draft")
		}),
		("the consent ended at 2026-01-01", &|consent| {
			consent["provision"]["period"] = json!({ "end": "2025" });
		}),
		("does not name an account", &|consent| {
			consent["patient"] = json!({ "display": "Eve" })
		}),
		("the consent names One", &|consent| {
			consent["patient"]["reference"] = json!(format!("{ACCOUNT_SYSTEM}:{}", account("//One")));
		}),
		("denies all that", &|consent| {
			consent["provision"]["provision"] = json!([{ "type": "deny" }])
		}),
	] {
		let answer = changed(change);
		let said = answer.stderr.replace(&account("//One"), "One");
		assert_eq!(answer.code, 1, "{said}");
		assert!(said.contains(words), "{words:?} is not in {said}");
	}
	place
		.run(&["--yes", "policy", "import", "/nonexistent/consent.json"])
		.fails(2, "does not exist");
	assert!(!place.path("policies").exists(), "nothing was written");
}

#[test]
fn policies_that_were_changed_or_set_back_are_named() {
	let place = Place::new();
	let file = write(&place, &consent());
	place.run(&["--yes", "policy", "import", &file]).succeeds();
	let kept = place.path("policies").join(format!("{}.json", account("//Eve")));
	let first = fs::read_to_string(&kept).unwrap();
	fs::write(&kept, first.replace("TREAT", "HRESCH")).unwrap();
	let answer = place.run(&["policy", "list"]);
	answer.fails(1, "are not signed by");
	fs::write(&kept, &first).unwrap();
	let id = place.run(&["--json", "policy", "show", ""]).stdout;
	let id = serde_json::from_str::<Value>(&id).unwrap()["policy_id"].clone();
	place.run(&["policy", "remove", id.as_str().unwrap()]).succeeds();
	fs::write(&kept, &first).unwrap();
	let older = place.run(&["--yes", "policy", "import", &file]);
	assert_eq!(older.code, 1);
	assert!(older.stderr.contains("an older copy"), "{}", older.stderr);
}

#[test]
fn watch_refuses_what_leaks_and_names_a_node_that_is_down() {
	let place = Place::new();
	let answer = place.run(&["watch", "--once"]);
	answer.fails(2, "cannot reach the node");
	let secret = place.path("secret");
	fs::write(&secret, "a secret of more than sixteen\n").unwrap();
	fs::set_permissions(&secret, fs::Permissions::from_mode(0o644)).unwrap();
	let webhook = |url: &str| {
		let secret = secret.to_str().unwrap();
		place.run(&["watch", "--once", "--webhook", url, "--webhook-secret", secret])
	};
	webhook("https://host.example/hook").fails(2, "others than its owner can read");
	fs::set_permissions(&secret, fs::Permissions::from_mode(0o600)).unwrap();
	webhook("http://host.example/half-a-secret").fails(2, "is not encrypted and not on this machine");
	webhook("host.example").fails(2, "not a valid address");
	fs::write(&secret, "short\n").unwrap();
	webhook("https://host.example/hook").fails(2, "fewer than 16 characters");
	fs::write(&secret, "two\nlines\n").unwrap();
	webhook("https://host.example/hook").fails(2, "does not hold one line");
	place
		.run_with("wrong", "", &["watch", "--once", "--answer"])
		.fails(1, "the passphrase is wrong");
}

#[test]
fn desktop_that_is_not_there_is_said_before_anything_is_told() {
	let place = Place::new();
	let mut command = medquorum();
	command
		.arg("--home")
		.arg(place.folder.path())
		.args(["watch", "--desktop"])
		.env("PATH", place.folder.path());
	Answer::of(&mut command).fails(2, "there is no `notify-send`");
}

#[test]
fn example_of_the_documentation_is_imported() {
	let docs = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/standing-answers.md");
	let text = fs::read_to_string(docs).unwrap();
	let example = text
		.split("```json\n")
		.nth(1)
		.unwrap()
		.split("```")
		.next()
		.unwrap();
	let place = Place::new();
	let path = place.path("example.json");
	fs::write(&path, example).unwrap();
	let imported = place.run(&["--yes", "policy", "import", path.to_str().unwrap()]);
	imported.succeeds();
	let said = imported.stderr;
	assert!(
		said.contains("permits Ferdie, for treatment, of every record until 2028-01-01 00:00 UTC"),
		"{said}"
	);
	assert!(
		said.contains("except that it denies Ferdie, for treatment, of record 20a61ad2"),
		"{said}"
	);
}
