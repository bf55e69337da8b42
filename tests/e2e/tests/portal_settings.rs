//! What a page of the portal changes in its own home, over the real node: the committees that are trusted, the node, a key from its
//! words; and what the council proposes by pages.

use medquorum_e2e::{Node, PASSPHRASE, Page, Portal, Relay, Stage};
use serde_json::Value;
use std::{fs, path::Path};

fn settings(home: &Path) -> Value {
	serde_json::from_slice(&fs::read(home.join("config.json")).unwrap()).unwrap()
}

fn is_pinned(home: &Path) -> bool {
	settings(home)["committees"].get("1").is_some()
}

/// Sets a home up by pages alone, as on a chain in earnest: no committee is trusted by that.
fn newcomer(home: &Path, node: &str) -> Portal {
	let portal = Portal::new(home);
	let place = [("node", node), ("folder", ""), ("kubo", "")];
	portal.send("/welcome/place", &portal.get("/welcome"), &place);
	let chain = portal.get("/welcome");
	let genesis = chain.field("genesis");
	let agreed = [("genesis", genesis.as_str()), ("same", "yes")];
	portal.send("/welcome/chain", &chain, &agreed);
	let chosen = [
		("passphrase", PASSPHRASE),
		("again", PASSPHRASE),
		("account", "made"),
	];
	let done = portal.send("/welcome/keys", &portal.get("/welcome"), &chosen);
	assert_eq!(done.leads_to(), Some("/welcome"), "{}", done.html);
	portal
}

/// Sends the form that trusts committee 1, as the page shows it but for this.
fn trust(portal: &Portal, page: &Page, other: &[(&str, &str)]) -> Page {
	let shown = ["key", "mark", "replaces", "card"].map(|name| (name, page.field(name)));
	let shown = shown.iter().map(|(name, value)| (*name, value.as_str()));
	let mut fields: Vec<(&str, &str)> = shown.collect();
	for (name, value) in other {
		fields.retain(|(known, _)| known != name);
		fields.push((name, value));
	}
	portal.send("/trust", page, &fields)
}

#[test]
fn a_newcomer_compares_a_committee_and_trusts_it_by_pages_alone() {
	let node = Node::start();
	let folder = tempfile::tempdir().unwrap();
	let home = folder.path();
	let portal = newcomer(home, &node.url());
	let page = portal.get("/trust");
	page.says("not trusted here yet");
	assert!(!is_pinned(home));

	// Nobody compared it, or it is another one by now.
	trust(&portal, &page, &[]).says("say that you compared it");
	let refused = trust(&portal, &page, &[("same", "yes"), ("mark", "0000 3")]);
	assert_eq!(refused.status, 403);
	refused.says("not as you were shown it");
	trust(&portal, &page, &[("same", "yes"), ("replaces", "0000 3")]).says("not as you were shown it");
	assert!(!is_pinned(home));

	let agreed = [("same", "yes")];
	let done = trust(&portal, &page, &agreed);
	assert_eq!(done.leads_to(), Some("/trust"), "{}", done.html);
	assert!(is_pinned(home));
	// A double click finds it done.
	assert_eq!(trust(&portal, &page, &agreed).leads_to(), Some("/trust"));
	let page = portal.get("/trust");
	assert!(!page.html.contains("name=\"same\""), "{}", page.html);

	// Another committee was trusted under this number: it is given up by typing alone.
	drop(portal);
	let mut config = settings(home);
	config["committees"]["1"]["x"] = Value::from("ab".repeat(32));
	fs::write(home.join("config.json"), config.to_string()).unwrap();
	let portal = Portal::new(home);
	portal.unlock();
	let page = portal.get("/trust");
	page.says("NOT to be trusted");
	page.says("Another committee is trusted here under this number until now");
	for typed in ["", "yes"] {
		trust(&portal, &page, &[("same", "yes"), ("typed", typed)]).says("so nothing was done");
	}
	assert_eq!(settings(home), config);
	let mark = page.field("mark");
	let word = mark.split(' ').nth(7).unwrap();
	let done = trust(&portal, &page, &[("same", "yes"), ("typed", word)]);
	assert_eq!(done.leads_to(), Some("/trust"), "{}", done.html);
	assert_ne!(settings(home), config);
}

#[test]
fn a_card_is_held_beside_what_the_node_shows() {
	let node = Node::start();
	let stage = Stage::set(&node, None);
	let card = stage.path("card.json");
	let path = card.display().to_string();
	let one = stage.person("One");
	one.run(&["committee", "card", "1", "--out", &path]);
	let folder = tempfile::tempdir().unwrap();
	let portal = newcomer(folder.path(), &node.url());
	let look = || portal.send("/trust/card", &portal.get("/trust"), &[("path", path.as_str())]);

	let right = fs::read(&card).unwrap();
	let mut wrong: Value = serde_json::from_slice(&right).unwrap();
	wrong["pin"]["x"] = Value::from("ab".repeat(32));
	fs::write(&card, wrong.to_string()).unwrap();
	look().says("the node shows another key");
	fs::write(&card, "{}").unwrap();
	look().says("committee&#39;s card");
	fs::write(&card, &right).unwrap();
	let page = look();
	page.says("is the one on the card");

	// The card that is pinned is the one that was shown.
	let mut looser: Value = serde_json::from_slice(&right).unwrap();
	looser["pin"]["min_k"] = Value::from(1);
	fs::write(&card, looser.to_string()).unwrap();
	trust(&portal, &page, &[("same", "yes")]).says("not as you were shown it");
	look().says("may let 1 approvals suffice");
	assert!(!is_pinned(folder.path()));
	fs::write(&card, &right).unwrap();
	let done = trust(&portal, &page, &[("same", "yes")]);
	assert_eq!(done.leads_to(), Some("/trust"), "{}", done.html);
	assert!(is_pinned(folder.path()));
}

#[test]
fn another_node_is_used_once_it_serves_the_same_chain() {
	let node = Node::start();
	let relay = Relay::to(&node);
	let folder = tempfile::tempdir().unwrap();
	let portal = newcomer(folder.path(), &node.url());
	let genesis = settings(folder.path())["genesis"].as_str().unwrap().to_owned();
	let genesis = genesis.trim_start_matches("0x");
	let other = genesis.chars().rev().collect::<String>();
	let url = relay.url();
	let name = || {
		portal.send(
			"/settings/node",
			&portal.get("/settings/node"),
			&[("node", url.as_str())],
		)
	};

	relay.exchange(genesis, &other);
	let refused = name();
	assert!(refused.status >= 400, "{}", refused.html);
	assert_eq!(settings(folder.path())["node"], node.url().as_str());
	portal.get("/records").says("id=\"content\"");

	// The control: the same chain by another way.
	relay.exchange(&"0".repeat(64), &"0".repeat(64));
	let done = name();
	assert_eq!(done.leads_to(), Some("/settings"), "{}", done.html);
	assert_eq!(settings(folder.path())["node"], url.as_str());
	portal.get("/settings").says(&url);
	// With the node away the page is shown all the same, and leads back.
	relay.lead(None);
	portal.get("/records").says("href=\"/settings/node\"");
	let back = node.url();
	let page = portal.get("/settings/node");
	let done = portal.send("/settings/node", &page, &[("node", back.as_str())]);
	assert_eq!(done.leads_to(), Some("/settings"), "{}", done.html);
	assert_eq!(portal.get("/records").status, 200);
}

#[test]
fn another_account_is_unlocked_before_it_is_taken() {
	let node = Node::start();
	let (first, second) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
	drop(newcomer(second.path(), &node.url()));
	let portal = newcomer(first.path(), &node.url());
	let before = settings(first.path());
	let file = second.path().join("account.json").display().to_string();
	let name = |account: &str, password: &str| {
		let fields = [("account", account), ("password", password)];
		portal.send("/settings/account", &portal.get("/settings"), &fields)
	};
	for (account, password) in [
		(file.as_str(), "wrong"),
		(file.as_str(), ""),
		("account.json", PASSPHRASE),
		// This home was set up as on a chain in earnest.
		("//Alice", ""),
	] {
		let refused = name(account, password);
		assert!(refused.status >= 400, "{account}: {}", refused.html);
		assert_eq!(settings(first.path()), before, "{account}");
	}
	let taken = name(&file, PASSPHRASE);
	assert_eq!(taken.status, 200, "{}", taken.html);
	taken.says(&file);
	assert_eq!(portal.get("/records").leads_to(), Some("/unlock"));
	portal.unlock();
	assert_eq!(portal.get("/records").status, 200);
	assert_eq!(settings(first.path())["account"]["polkadot-js"], file.as_str());
}

#[test]
fn a_key_comes_back_by_its_words_and_takes_no_others_place_unasked() {
	let node = Node::start();
	let stage = Stage::set(&node, None);
	let words = |who: &str| {
		stage
			.person(who)
			.run(&["key", "words", "--yes", "--json"])
			.field("words")
	};
	let (own, foreign) = (words("Ferdie"), words("Eve"));
	let portal = Portal::of(stage.person("Ferdie"));
	let restore = |fields: &[(&str, &str)]| {
		let sent = portal.send("/keys/restore", &portal.get("/keys"), fields);
		portal.end(&sent)
	};
	let ended = restore(&[("words", own.as_str()), ("version", "1")]);
	assert!(ended.done, "{}", ended.page.html);
	ended.page.says("restored as version 1");
	let refused = restore(&[("words", foreign.as_str()), ("version", "1")]);
	assert!(!refused.done);
	refused.page.says("another CSP key as version 1");
	assert_eq!(words("Ferdie"), own);
	let ended = restore(&[("words", foreign.as_str()), ("former", "yes")]);
	assert!(ended.done, "{}", ended.page.html);
	portal.get("/keys").says("1 key of accounts");
	// The control.
	let ended = restore(&[
		("words", foreign.as_str()),
		("version", "1"),
		("typed", "replace"),
	]);
	assert!(ended.done, "{}", ended.page.html);
	assert_eq!(words("Ferdie"), foreign);
}

#[test]
fn the_council_proposes_a_role_by_its_page_and_enacts_what_is_typed() {
	let node = Node::start();
	let stage = Stage::set(&node, None);
	let portal = Portal::of(stage.person("Alice"));
	let page = portal.get("/council");
	let role = [("who", "//Eve"), ("role", "clinician")];
	let ended = portal.end(&portal.send("/council/role", &page, &role));
	assert!(ended.done, "{}", ended.page.html);
	portal.get("/council").says("becomes a clinician");
	let page = portal.get("/council");
	portal
		.send("/council/role", &page, &[("who", "//Eve"), ("role", "queen")])
		.says("choose a role");
	for action in ["enact", "stop"] {
		let path = format!("/council/{action}");
		let untyped = portal.send(&path, &page, &[("decision", "3"), ("typed", "4")]);
		untyped.says("so nothing was done");
	}
	// What nobody decided is refused by the chain, and told.
	let sent = portal.send("/council/enact", &page, &[("decision", "3"), ("typed", "3")]);
	let ended = portal.end(&sent);
	assert!(!ended.done, "{}", ended.page.html);
	ended.page.says("Next:");
}
