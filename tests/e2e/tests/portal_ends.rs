//! What cannot be undone, in the portal: it is typed first, and what data protection officers do has a page.

use medquorum_e2e::{Node, Page, Portal, Stage, ct_small};
use serde_json::Value;

/// Uploads a file for Eve and returns the record's id.
fn upload(stage: &Stage, more: &[&str]) -> String {
	let file = ct_small().display().to_string();
	let words = ["upload", &file, "--patient", "//Eve", "--json"];
	stage
		.person("One")
		.run(&[&words[..], more].concat())
		.field("record_id")
}

/// The first digits of an id, as they are typed.
fn short(id: &str) -> &str {
	&id[..8]
}

/// Sends a form without its confirmation, then with another one: nothing happens.
fn assert_asked(portal: &Portal, path: &str, page: &Page, fields: &[(&str, &str)]) {
	for typed in [&[][..], &[("typed", "yes")]] {
		let refused = portal.send(path, page, &[fields, typed].concat());
		assert_eq!(refused.status, 403, "{path}: {}", refused.html);
		refused.says("so nothing was done");
	}
}

/// Sends a form of a page that is shown now, and waits for its job.
fn does(portal: &Portal, on: &str, action: &str, fields: &[(&str, &str)]) {
	let sent = portal.send(&format!("{on}/{action}"), &portal.get(on), fields);
	let ended = portal.end(&sent);
	assert!(ended.done, "{on}/{action}: {}", ended.page.html);
}

/// Has the council make Two a data protection officer; ending the vote in the portal is typed.
fn appoint(stage: &Stage) {
	let role = [
		"council",
		"propose-role",
		"//Two",
		"data-protection-officer",
		"--json",
	];
	let motion = stage.person("Alice").run(&role).field("motion");
	for member in ["Alice", "Bob", "Charlie"] {
		stage.person(member).run(&["council", "vote", &motion, "yes"]);
	}
	let alice = Portal::of(stage.person("Alice"));
	let page = alice.get("/council");
	page.says("for good");
	let (_, rest) = page.html.split_once(">Type ").expect("nothing is to be typed");
	let word = rest.split(' ').next().unwrap_or_default().to_owned();
	let motion = page.field("motion");
	assert_asked(&alice, "/council/close", &page, &[("motion", &motion)]);
	let fields = [("motion", motion.as_str()), ("typed", word.as_str())];
	let ended = alice.end(&alice.send("/council/close", &page, &fields));
	assert!(ended.done, "{}", ended.page.html);
}

#[test]
fn officers_stop_hold_lift_and_finish_in_the_portal() {
	let node = Node::start();
	let stage = Stage::set(&node, None);
	appoint(&stage);
	let (eve, one, two) = (stage.person("Eve"), stage.person("One"), stage.person("Two"));
	let shown = |id: &str| two.run(&["show", id, "--json"]).json();
	let record = upload(&stage, &[]);
	let path = format!("/records/{record}");
	one.run(&["erase", &record, "--reason", "upload-error"]);
	let officer = Portal::of(two);
	officer.get("/").says(&path);
	does(&officer, &path, "keep", &[]);
	assert_eq!(shown(&record)["erasure"], Value::Null);

	// What is no day is refused before anything is sent.
	let page = officer.get(&path);
	let wrong = [("reason", "litigation"), ("until", "31.12.2030")];
	officer
		.send(&format!("{path}/hold"), &page, &wrong)
		.says("a day is written as");
	let hold = [("reason", "litigation"), ("until", "2030-12-31")];
	does(&officer, &path, "hold", &hold);
	assert_eq!(shown(&record)["hold"]["reason"], "litigation");
	eve.run(&["erase", &record]);
	let patient = Portal::of(eve);
	assert!(
		!patient.get(&path).html.contains("/finish\""),
		"a hold is passed over"
	);
	assert_asked(&officer, &format!("{path}/lift"), &officer.get(&path), &[]);
	assert_eq!(shown(&record)["hold"]["reason"], "litigation");
	does(&officer, &path, "lift", &[("typed", short(&record))]);
	assert_eq!(shown(&record)["hold"], Value::Null);

	// The control: whoever is no officer holds nothing, whatever form they send.
	let sent = patient.send(&format!("{path}/hold"), &patient.get(&path), &hold);
	assert!(!patient.end(&sent).done);
	assert_asked(&patient, &format!("{path}/finish"), &patient.get(&path), &[]);
	does(&patient, &path, "finish", &[("typed", short(&record))]);
	let receipt = patient.get(&path).leads_to().map(str::to_owned);
	assert_eq!(receipt, Some(format!("/receipts/{record}")));
}

#[test]
fn closing_an_approved_request_and_acknowledging_a_correction_are_typed() {
	let node = Node::start();
	let stage = Stage::set(&node, None);
	let older = upload(&stage, &[]);
	let ask = ["request", &older, "--purpose", "TREAT", "--json"];
	let request = stage.person("Ferdie").run(&ask).field("request_id");
	for name in ["Alice", "Bob", "Charlie"] {
		stage.person(name).run(&["approve", &request]);
	}
	let ferdie = Portal::of(stage.person("Ferdie"));
	let path = format!("/requests/{request}");
	let page = ferdie.get(&path);
	page.says("Closed, it is lost");
	assert_asked(&ferdie, &format!("{path}/close"), &page, &[]);
	does(&ferdie, &path, "close", &[("typed", short(&request))]);
	// The control: what nobody has approved is closed by one click.
	let request = stage.person("Ferdie").run(&ask).field("request_id");
	let path = format!("/requests/{request}");
	assert!(!ferdie.get(&path).html.contains("Closed, it is lost"));
	does(&ferdie, &path, "close", &[]);

	let newer = upload(&stage, &["--supersedes", &older]);
	let eve = Portal::of(stage.person("Eve"));
	let path = format!("/records/{newer}");
	let page = eve.get(&path);
	page.says("for good, and requests for that one end");
	assert_asked(&eve, &format!("{path}/acknowledge"), &page, &[]);
	does(&eve, &path, "acknowledge", &[("typed", short(&newer))]);
	let shown = stage.person("Eve").run(&["show", &older, "--json"]).json();
	assert_eq!(shown["superseded_by"], Value::from(newer.as_str()));
}
