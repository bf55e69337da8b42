//! The portal as it runs, over the real node: two tabs, the back button, a double click; a chain that is exchanged while somebody
//! sets up; kills, a lock in the middle, a node and a store that are away. Each says what is, and nothing is done twice.

use medquorum_e2e::{Node, NodeOptions, Page, Portal, Relay, Stage, ct_small, pattern_file, sha256_file};
use std::{
	fs,
	path::Path,
	thread,
	time::{Duration, Instant},
};

/// Long enough that a job shows how far it is.
const SIZE: u64 = 48 << 20;

fn registered(stage: &Stage, file: &str) -> String {
	let upload = ["upload", file, "--patient", "//Eve", "--json"];
	stage.person("One").run(&upload).field("record_id")
}

fn asked(stage: &Stage, record: &str) -> String {
	let ask = ["request", record, "--purpose", "TREAT", "--json"];
	stage.person("Ferdie").run(&ask).field("request_id")
}

/// How many have approved, as the chain has it.
fn approvals(stage: &Stage, request: &str) -> u64 {
	let shown = stage.person("Ferdie").run(&["show", request, "--json"]).json();
	shown["yes"].as_u64().unwrap_or_else(|| panic!("{shown}"))
}

#[test]
fn two_tabs_the_back_button_and_a_double_click_decide_once() {
	let node = Node::start();
	let stage = Stage::set(&node, None);
	let record = registered(&stage, &ct_small().display().to_string());
	let request = asked(&stage, &record);
	let look = format!("/decide/look?request={request}");

	let alice = Portal::of(stage.person("Alice"));
	let (first, second) = (alice.get(&look), alice.get(&look));
	// A double click sends one form twice at the same moment.
	let sent: Vec<Page> = thread::scope(|scope| {
		let clicks: Vec<_> = (0..2)
			.map(|_| scope.spawn(|| alice.send("/decide/approve", &first, &[])))
			.collect();
		clicks.into_iter().map(|click| click.join().unwrap()).collect()
	});
	assert_eq!(
		sent[0].leads_to(),
		sent[1].leads_to(),
		"two jobs for one double click"
	);
	assert!(alice.end(&sent[0]).done);
	assert_eq!(approvals(&stage, &request), 1);
	// The other tab still shows the question, and the back button does again.
	let other = alice.end(&alice.send("/decide/approve", &second, &[]));
	assert!(!other.done, "{}", other.page.html);
	other.page.says("already");
	let back = [("request", request.as_str()), ("reason", "other")];
	let back = alice.end(&alice.send("/decide/reject", &first, &back));
	assert!(!back.done, "{}", back.page.html);
	back.page.says("Next:");
	alice.get(&look).says("already");
	assert_eq!(approvals(&stage, &request), 1);

	// Two tabs at the same moment: one of them is carried out.
	let bob = Portal::of(stage.person("Bob"));
	let tabs = [bob.get(&look), bob.get(&look)];
	let ended: Vec<bool> = thread::scope(|scope| {
		let sends = tabs.iter().map(|tab| {
			let bob = &bob;
			scope.spawn(move || bob.end(&bob.send("/decide/approve", tab, &[])).done)
		});
		let sends: Vec<_> = sends.collect();
		sends.into_iter().map(|send| send.join().unwrap()).collect()
	});
	assert_eq!(ended.iter().filter(|done| **done).count(), 1, "{ended:?}");
	assert_eq!(approvals(&stage, &request), 2);
	the_patient_answers_once(&stage, &request);
}

fn the_patient_answers_once(stage: &Stage, request: &str) {
	let eve = Portal::of(stage.person("Eve"));
	let path = format!("/requests/{request}");
	let (first, second) = (eve.get(&path), eve.get(&path));
	let consent = format!("{path}/consent");
	assert!(eve.end(&eve.send(&consent, &first, &[])).done);
	let again = eve.end(&eve.send(&consent, &second, &[]));
	assert!(!again.done, "{}", again.page.html);
	again.page.says("Next:");
	let shown = eve.get(&path);
	assert!(
		!shown.html.contains(&consent),
		"the question is asked again: {}",
		shown.html
	);
	let told = stage.person("Ferdie").run(&["show", request, "--json"]).json();
	assert_eq!(told["consented"], true, "{told}");
	// What another portal never showed is not decided there.
	let alice = Portal::of(stage.person("Alice"));
	let unseen = alice.send("/decide/approve", &alice.get("/decide"), &[]);
	assert_eq!(unseen.status, 403);
	unseen.says("shown too long ago");
}

/// Everything in a folder but what holds a portal's place.
fn made(home: &Path) -> Vec<String> {
	let entries = fs::read_dir(home).unwrap();
	let names = entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
	names.filter(|name| !name.starts_with("portal.")).collect()
}

/// Has the portal look for its chain until it has found it. While the newest finalized block is still the first, whose name is exchanged
/// on the way, the node knows no block of that name.
fn find_again(portal: &Portal, page: &Page, place: &[(&str, &str)]) {
	let began = Instant::now();
	loop {
		let answered = portal.send("/welcome/place", page, place);
		if answered.leads_to() == Some("/welcome") {
			return;
		}
		assert!(began.elapsed() < Duration::from_secs(60), "{}", answered.html);
		thread::sleep(Duration::from_millis(200));
	}
}

#[test]
fn a_chain_that_is_exchanged_while_somebody_sets_up_is_refused() {
	let node = Node::start();
	let relay = Relay::to(&node);
	let home = tempfile::tempdir().unwrap();
	let portal = Portal::new(home.path());
	let url = relay.url();
	let place = [("node", url.as_str()), ("folder", ""), ("kubo", "")];
	portal.send("/welcome/place", &portal.get("/welcome"), &place);
	let chain = portal.get("/welcome");
	let genesis = chain.field("genesis");
	let other = genesis.chars().rev().collect::<String>();

	// Another tab has found another chain there: what the first one compared is not what would be pinned.
	relay.exchange(&genesis, &other);
	find_again(&portal, &chain, &place);
	assert_eq!(portal.get("/welcome").field("genesis"), other);
	let agreed = [
		("genesis", genesis.as_str()),
		("same", "yes"),
		("development", "yes"),
	];
	let refused = portal.send("/welcome/chain", &chain, &agreed);
	assert_eq!(refused.status, 403);
	assert_eq!(portal.get("/welcome").field("genesis"), other, "it went on");

	// The right one is agreed to, and exchanged before the keys are made.
	relay.exchange(&"0".repeat(64), &"0".repeat(64));
	find_again(&portal, &chain, &place);
	portal.send("/welcome/chain", &portal.get("/welcome"), &agreed);
	let keys = portal.get("/welcome");
	keys.says("name=\"passphrase\"");
	relay.exchange(&genesis, &other);
	let chosen = [
		("passphrase", "several plain words"),
		("again", "several plain words"),
		("account", "made"),
	];
	let refused = portal.send("/welcome/keys", &keys, &chosen);
	assert!(refused.status >= 400, "{}", refused.html);
	refused.says("serves another chain");
	assert_eq!(made(home.path()), Vec::<String>::new(), "something was made");

	// The control: by the chain that was compared the same form makes the home; and what comes later is compared as well.
	relay.exchange(&"0".repeat(64), &"0".repeat(64));
	let done = portal.send("/welcome/keys", &portal.get("/welcome"), &chosen);
	assert_eq!(done.leads_to(), Some("/welcome"), "{}", done.html);
	assert!(made(home.path()).contains(&"config.json".to_owned()));
	portal.get("/welcome").says("class=\"words\"");
	relay.exchange(&genesis, &other);
	portal.get("/records").says("serves another chain");
}

#[test]
fn a_killed_portal_goes_on_with_an_upload_and_a_download() {
	let node = Node::start();
	let stage = Stage::set(&node, None);
	let file = stage.path("scan.bin");
	pattern_file(&file, SIZE);
	let path = file.display().to_string();
	let one = stage.person("One");
	let fields = [
		("paths", path.as_str()),
		("patient", "//Eve"),
		("disease", ""),
		("date", ""),
	];
	let killed = (0..8).any(|_| {
		let portal = Portal::of(one);
		let sent = portal.send("/upload", &portal.get("/upload"), &fields);
		portal.is_under_way(&sent, "Encrypting and storing")
	});
	assert!(killed, "every upload ended before it was killed");
	let portal = Portal::of(one);
	let ended = portal.end(&portal.send("/upload", &portal.get("/upload"), &fields));
	assert!(ended.done, "{}", ended.page.html);
	let (_, rest) = ended.page.html.split_once("href=\"/records/").unwrap();
	let record = rest.split('"').next().unwrap().to_owned();
	assert!(portal.get("/upload").html.contains("name=\"paths\""));

	let request = asked(&stage, &record);
	for name in ["Alice", "Bob", "Charlie"] {
		stage.person(name).run(&["approve", &request]);
	}
	stage.person("Eve").run(&["consent", &request]);
	let folder = stage.path("downloads");
	fs::create_dir(&folder).unwrap();
	let into = folder.display().to_string();
	let download = format!("/requests/{request}/download");
	let page = format!("/requests/{request}");
	let ferdie = stage.person("Ferdie");
	let portal = Portal::of(ferdie);
	let sent = portal.send(&download, &portal.get(&page), &[("folder", &into)]);
	let killed = portal.is_under_way(&sent, "Fetching and decrypting");
	drop(portal);
	if killed {
		assert_eq!(
			fs::read_dir(&folder).unwrap().count(),
			0,
			"a killed download left something"
		);
		let portal = Portal::of(ferdie);
		let ended = portal.end(&portal.send(&download, &portal.get(&page), &[("folder", &into)]));
		assert!(ended.done, "{}", ended.page.html);
	}
	let saved: Vec<_> = fs::read_dir(&folder)
		.unwrap()
		.map(|entry| entry.unwrap().path())
		.collect();
	assert_eq!(saved.len(), 1, "{saved:?}");
	assert_eq!(sha256_file(&saved[0]), sha256_file(&file));
}

#[test]
fn a_lock_in_the_middle_a_store_and_a_node_that_are_away_are_told() {
	let base = tempfile::tempdir().unwrap();
	let options = NodeOptions {
		base_path: Some(base.path().to_owned()),
		..NodeOptions::default()
	};
	let node = Node::start_with(&options);
	let relay = Relay::to(&node);
	let mut stage = Stage::set(&node, None);
	for person in stage.people_mut() {
		person.set_node(&relay.url());
	}
	let file = stage.path("scan.bin");
	pattern_file(&file, SIZE);
	let path = file.display().to_string();
	let fields = [
		("paths", path.as_str()),
		("patient", "//Eve"),
		("disease", ""),
		("date", ""),
	];
	let portal = Portal::of(stage.person("One"));
	let upload = || portal.send("/upload", &portal.get("/upload"), &fields);

	let sent = upload();
	portal.is_under_way(&sent, "Encrypting and storing");
	portal.send("/lock", &portal.get("/jobs"), &[]);
	assert_eq!(portal.get("/upload").leads_to(), Some("/unlock"));
	portal.unlock();
	let ended = portal.end(&sent);
	assert!(!ended.done, "{}", ended.page.html);
	ended.page.says("you stopped it");

	let aside = stage.path("aside");
	fs::rename(stage.store(), &aside).unwrap();
	let ended = portal.end(&upload());
	assert!(!ended.done, "{}", ended.page.html);
	ended.page.says("is its disk mounted?");
	assert!(!stage.store().exists(), "an empty store took its place");
	fs::rename(&aside, stage.store()).unwrap();
	assert!(portal.end(&upload()).done);

	relay.lead(None);
	drop(node);
	let away = portal.get("/records");
	assert_eq!(away.status, 503);
	away.says("Next: ");
	// What needs no node is shown all the same.
	assert_eq!(portal.get("/jobs").status, 200);
	let node = Node::start_with(&options);
	relay.lead(Some(&node));
	let back = portal.get("/records");
	assert_eq!(back.status, 200, "{}", back.html);
}
