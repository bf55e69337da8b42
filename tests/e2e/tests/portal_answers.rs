//! The portal over the real node while somebody looks on: a page says by itself that something new waits; a standing answer that is
//! chosen in a form is the FHIR Consent that it was shown as.

use crate::portal::registered;
use medquorum_client::{
	accounts::Signer,
	ledger::Sign as _,
	policy::{Kind, Policy},
};
use medquorum_e2e::{Node, Page, Portal, Stage, ct_small};
use serde_json::Value;
use std::{
	thread::sleep,
	time::{Duration, Instant},
};

/// Where a page asks whether something new waits.
fn asks_at(page: &Page) -> String {
	let (_, rest) = page
		.html
		.split_once("hx-get=\"/waiting")
		.expect("it asks nothing");
	let query = rest.split('"').next().unwrap_or_default();
	format!("/waiting{}", query.replace("&amp;", "&"))
}

/// Asks until the page is told; the chain is asked every ten seconds at most.
fn is_told(portal: &Portal, at: &str) -> Page {
	let began = Instant::now();
	loop {
		let answer = portal.get(at);
		if answer.status == 200 {
			return answer;
		}
		assert_eq!(answer.status, 204, "{}", answer.html);
		assert!(
			began.elapsed() < Duration::from_secs(120),
			"nothing is told at {at}"
		);
		sleep(Duration::from_millis(500));
	}
}

#[test]
fn a_page_says_by_itself_that_something_new_waits() {
	let node = Node::start();
	let stage = Stage::set(&node, None);
	let file = ct_small().display().to_string();
	let record = registered(&stage, &file);
	let eve = Portal::of(stage.person("Eve"));
	let (start, requests) = (asks_at(&eve.get("/")), asks_at(&eve.get("/requests")));
	assert_eq!(eve.get(&start).status, 204, "what is shown already is told");

	registered(&stage, &file);
	is_told(&eve, &start).says("Something new waits for you: <a href=\"/\">show it</a>");
	// The other page lists requests alone, and would not show it.
	assert_eq!(eve.get(&requests).status, 204);
	let ask = ["request", &record, "--purpose", "TREAT", "--json"];
	stage.person("Ferdie").run(&ask);
	is_told(&eve, &requests).says("<a href=\"/requests\">");

	// Whoever follows the link sees it, and is told no more.
	let shown = eve.get("/requests");
	shown.says("Ferdie");
	assert_eq!(eve.get(&asks_at(&shown)).status, 204);
	eve.send("/lock", &eve.get("/jobs"), &[]);
	assert_eq!(eve.get(&requests).leads_to(), Some("/unlock"));
}

/// What stands in a field of a page, as a browser reads it.
fn read(page: &Page, field: &str) -> String {
	page.field(field).replace("&#34;", "\"").replace("&#38;", "&")
}

#[test]
fn a_standing_answer_is_chosen_shown_and_signed() {
	let node = Node::start();
	let stage = Stage::set(&node, None);
	let person = stage.person("Eve");
	let portal = Portal::of(person);
	let ferdie = Signer::development("//Ferdie", true).unwrap().account();
	let listed = || {
		let mut list = person.run(&["policy", "list", "--json"]).json();
		match list["policies"].take() {
			Value::Array(policies) => policies,
			other => panic!("{other}"),
		}
	};

	let page = portal.get("/policies");
	let who = ferdie.to_string();
	page.says(&format!("name=\"who\" type=\"checkbox\" value=\"{who}\""));
	let chosen = [
		("kind", "permit"),
		("who", who.as_str()),
		("purpose", "TREAT"),
		("until", "2999-12-31"),
	];
	let refused = portal.send("/policies/write", &page, &chosen[1..]);
	assert_eq!(refused.status, 422, "{}", refused.html);
	refused.says("choose whether it is a yes or a no");
	let over = [chosen[0], chosen[1], chosen[2], ("until", "2020-01-31")];
	let over = portal.send("/policies/write", &page, &over);
	over.says("the consent ended at 2020-02-01 00:00 UTC");
	over.says("write a new one");
	let shown = portal.send("/policies/write", &page, &chosen);
	assert_eq!(shown.status, 200, "{}", shown.html);
	shown.says("permits Ferdie, for treatment, of every record until 3000-01-01 00:00 UTC");
	assert!(listed().is_empty(), "it counts before anybody has agreed");

	let (document, id) = (read(&shown, "document"), shown.field("policy"));
	let other = document.replace("TREAT", "HRESCH");
	let sent = portal.send(
		"/policies/import",
		&shown,
		&[("document", &other), ("policy", &id)],
	);
	let ended = portal.end(&sent);
	assert!(!ended.done, "{}", ended.page.html);
	ended.page.says("another one than you were shown");
	let agreed = [("document", document.as_str()), ("policy", id.as_str())];
	let ended = portal.end(&portal.send("/policies/import", &shown, &agreed));
	assert!(ended.done, "{}", ended.page.html);

	let [policy] = &listed()[..] else {
		panic!("there is not one standing answer")
	};
	assert_eq!(policy["policy_id"], id.as_str());
	let saved = stage.path("consent.json").display().to_string();
	person.run(&["policy", "export", &id, "--out", &saved]);
	let saved = std::fs::read_to_string(saved).unwrap();
	assert_eq!(saved, document);
	let rule = Policy::read(&saved).unwrap().base;
	assert_eq!((rule.kind, rule.scope.actors), (Kind::Permit, [ferdie].into()));
}
