//! The portal as it runs, over the real node: two tabs, the back button, a double click; a chain that is exchanged while somebody
//! sets up; kills. Each says what is, and nothing is done twice. What is locked, away or behind: `portal_states`.

use medquorum_e2e::{
	Ended, Node, NodeOptions, Page, Portal, Relay, Stage, Swarm, Tmpfs, ct_small, pattern_file, sha256_file,
};
use std::{
	fs,
	path::{Path, PathBuf},
	process::Command,
	thread,
	time::{Duration, Instant},
};

/// Long enough that a job shows how far it is.
pub(super) const SIZE: u64 = 48 << 20;
/// Tries at hitting a job while it moves the file.
pub(super) const TRIES: usize = 8;
/// How a page calls the two halves of a journey while they run.
pub(super) const STORING: &str = "Encrypting and storing";
pub(super) const FETCHING: &str = "Fetching and decrypting";

pub(super) fn registered(stage: &Stage, file: &str) -> String {
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

/// Sends the form of an upload for Eve.
pub(super) fn upload(portal: &Portal, file: &Path) -> Page {
	let path = file.display().to_string();
	let fields = [
		("paths", path.as_str()),
		("patient", "//Eve"),
		("disease", ""),
		("date", ""),
	];
	portal.send("/upload", &portal.get("/upload"), &fields)
}

/// The record that an upload came to.
pub(super) fn record_of(ended: &Ended) -> String {
	assert!(ended.done, "{}", ended.page.html);
	let (_, rest) = ended.page.html.split_once("href=\"/records/").unwrap();
	rest.split('"').next().unwrap().to_owned()
}

/// A request of Ferdie's with all approvals and the consent.
pub(super) fn approved(stage: &Stage, record: &str) -> String {
	let request = asked(stage, record);
	for name in ["Alice", "Bob", "Charlie"] {
		stage.person(name).run(&["approve", &request]);
	}
	stage.person("Eve").run(&["consent", &request]);
	request
}

/// Sends the form of a download into this folder.
pub(super) fn download(portal: &Portal, request: &str, folder: &Path) -> Page {
	let page = portal.get(&format!("/requests/{request}"));
	let into = folder.display().to_string();
	portal.send(
		&format!("/requests/{request}/download"),
		&page,
		&[("folder", &into)],
	)
}

/// What lies in a folder.
pub(super) fn lies_in(folder: &Path) -> Vec<PathBuf> {
	let entries = fs::read_dir(folder).unwrap();
	entries.map(|entry| entry.unwrap().path()).collect()
}

/// One file lies in the folder, and it is this one.
pub(super) fn assert_saved(folder: &Path, file: &Path) {
	let saved = lies_in(folder);
	assert_eq!(saved.len(), 1, "{saved:?}");
	assert_eq!(sha256_file(&saved[0]), sha256_file(file));
}

/// Opens a record again and again until `breaks` breaks a download off in the middle; gives the request that is left, and nothing lies
/// in the folder.
pub(super) fn broken_off(
	stage: &Stage,
	record: &str,
	folder: &Path,
	mut breaks: impl FnMut(&str) -> bool,
) -> String {
	for _ in 0..TRIES {
		let request = approved(stage, record);
		if breaks(&request) {
			assert!(lies_in(folder).is_empty(), "a broken download left something");
			return request;
		}
		// It had ended before: the next try is as if it had never been.
		for file in lies_in(folder) {
			fs::remove_file(file).unwrap();
		}
		stage.person("Ferdie").try_run(&["close", &request]);
	}
	panic!("every download ended before it was broken off");
}

/// A job that could not end well says what is, and what to do next.
pub(super) fn assert_told(ended: &Ended, words: &[&str]) {
	assert!(!ended.done, "{}", ended.page.html);
	ended.page.says("Next:");
	for words in words {
		ended.page.says(words);
	}
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
	// Eve has compared no committee, and is told so.
	let settings = stage.path("Eve").join("config.json");
	let mut unpinned: serde_json::Value = serde_json::from_slice(&fs::read(&settings).unwrap()).unwrap();
	unpinned["committees"] = serde_json::json!({});
	fs::write(&settings, unpinned.to_string()).unwrap();
	let eve = Portal::of(stage.person("Eve"));
	let path = format!("/requests/{request}");
	let (first, second) = (eve.get(&path), eve.get(&path));
	first.says("was not compared on this machine");
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
	assert_eq!(portal.get("/welcome").field("genesis"), other, "it continued");

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
	let one = stage.person("One");
	let killed = (0..TRIES).any(|_| {
		let portal = Portal::of(one);
		let sent = upload(&portal, &file);
		portal.is_under_way(&sent, STORING)
	});
	assert!(killed, "every upload ended before it was killed");
	let portal = Portal::of(one);
	let record = record_of(&portal.end(&upload(&portal, &file)));
	assert!(portal.get("/upload").html.contains("name=\"paths\""));

	let folder = stage.path("downloads");
	fs::create_dir(&folder).unwrap();
	let ferdie = stage.person("Ferdie");
	let request = broken_off(&stage, &record, &folder, |request| {
		let portal = Portal::of(ferdie);
		let sent = download(&portal, request, &folder);
		let in_the_middle = portal.is_under_way(&sent, FETCHING);
		drop(portal);
		// It may have ended between the look and the kill.
		in_the_middle && lies_in(&folder).is_empty()
	});
	let portal = Portal::of(ferdie);
	let ended = portal.end(&download(&portal, &request, &folder));
	assert!(ended.done, "{}", ended.page.html);
	assert_saved(&folder, &file);
}

#[test]
fn a_node_that_is_killed_in_the_middle_is_told_and_the_work_goes_on_with_it() {
	let base = tempfile::tempdir().unwrap();
	let options = NodeOptions {
		base_path: Some(base.path().to_owned()),
		..NodeOptions::default()
	};
	let mut node = Node::start_with(&options);
	let relay = Relay::to(&node);
	let mut stage = Stage::set(&node, None);
	for person in stage.people_mut() {
		person.set_node(&relay.url());
	}
	let file = stage.path("scan.bin");
	pattern_file(&file, SIZE);

	let portal = Portal::of(stage.person("One"));
	let sent = upload(&portal, &file);
	assert!(portal.is_under_way(&sent, STORING), "it ended at once");
	relay.lead(None);
	drop(node);
	assert_told(&portal.end(&sent), &[]);
	assert_eq!(portal.get("/records").status, 503);
	node = Node::start_with(&options);
	relay.lead(Some(&node));
	// What was stored is not sent to the store again: nothing is there twice.
	let ended = portal.end(&upload(&portal, &file));
	let record = record_of(&ended);
	let listed = stage.person("Eve").run(&["records", "--json"]).json();
	assert_eq!(listed.as_array().map(Vec::len), Some(1), "{listed}");

	let request = approved(&stage, &record);
	let folder = stage.path("downloads");
	fs::create_dir(&folder).unwrap();
	let portal = Portal::of(stage.person("Ferdie"));
	let sent = download(&portal, &request, &folder);
	assert!(portal.is_under_way(&sent, FETCHING), "it ended at once");
	relay.lead(None);
	drop(node);
	let ended = portal.end(&sent);
	// What is checked whole is kept, with or without a node; what is not leaves nothing.
	if !ended.done {
		assert_told(&ended, &[]);
	}
	node = Node::start_with(&options);
	relay.lead(Some(&node));
	if lies_in(&folder).is_empty() {
		let ended = portal.end(&download(&portal, &request, &folder));
		assert!(ended.done, "{}", ended.page.html);
	}
	assert_saved(&folder, &file);
	assert_eq!(portal.get("/requests").status, 200);
}

#[test]
fn a_daemon_that_is_killed_in_the_middle_is_told_and_the_work_goes_on_with_it() {
	let node = Node::start();
	let mut hosts = Swarm::start(1);
	let stage = Stage::set(&node, Some(&hosts[0]));
	let api = hosts[0].api().to_owned();
	let file = stage.path("scan.bin");
	pattern_file(&file, SIZE);

	let portal = Portal::of(stage.person("One"));
	let broken = (0..TRIES).find_map(|_| {
		let sent = upload(&portal, &file);
		let in_the_middle = portal.is_under_way(&sent, STORING);
		hosts[0].kill();
		let ended = portal.end(&sent);
		let hit = in_the_middle && !ended.done;
		if !hit {
			hosts.restart(0);
			let record = record_of(&ended);
			stage.erase(&record);
		}
		hit.then_some(ended)
	});
	assert_told(
		&broken.expect("every upload ended before the daemon was killed"),
		&[&api],
	);
	// While it is away, the page says so.
	assert_told(&portal.end(&upload(&portal, &file)), &[&api, "ipfs daemon"]);
	hosts.restart(0);
	let record = record_of(&portal.end(&upload(&portal, &file)));

	let folder = stage.path("downloads");
	fs::create_dir(&folder).unwrap();
	let portal = Portal::of(stage.person("Ferdie"));
	let request = broken_off(&stage, &record, &folder, |request| {
		let sent = download(&portal, request, &folder);
		let in_the_middle = portal.is_under_way(&sent, FETCHING);
		hosts[0].kill();
		let ended = portal.end(&sent);
		if ended.done {
			hosts.restart(0);
			return false;
		}
		assert!(in_the_middle, "{}", ended.page.html);
		assert_told(&ended, &[&api]);
		true
	});
	assert_told(
		&portal.end(&download(&portal, &request, &folder)),
		&[&api, "ipfs daemon"],
	);
	hosts.restart(0);
	let ended = portal.end(&download(&portal, &request, &folder));
	assert!(ended.done, "{}", ended.page.html);
	assert_saved(&folder, &file);
}

#[test]
fn a_disk_that_is_full_is_told_and_leaves_nothing() {
	let disk = Tmpfs::mount(24);
	let node = Node::start();
	let stage = Stage::set(&node, None);
	// All keep their files on the small disk from now on.
	let store = disk.path().join("store");
	let before = stage.store();
	let moved = Command::new("mv").arg(&before).arg(&store).status();
	assert!(moved.unwrap().success());
	for name in ["One", "Eve", "Ferdie"] {
		let config = stage.person(name).home().join("config.json");
		let settings = fs::read_to_string(&config).unwrap();
		let before = before.display().to_string();
		assert!(settings.contains(&before), "{settings}");
		fs::write(&config, settings.replace(&before, &store.display().to_string())).unwrap();
	}
	let (large, small) = (stage.path("large.bin"), stage.path("small.bin"));
	pattern_file(&large, SIZE);
	pattern_file(&small, 4 << 20);
	let portal = Portal::of(stage.person("One"));
	assert_told(&portal.end(&upload(&portal, &large)), &["full"]);
	// There is room again: what was stored of it is gone.
	let record = record_of(&portal.end(&upload(&portal, &small)));
	let listed = stage.person("Eve").run(&["records", "--json"]).json();
	assert_eq!(listed.as_array().map(Vec::len), Some(1), "{listed}");
	let request = approved(&stage, &record);

	// The disk that a download is saved to fills up as well.
	let folder = disk.path().join("downloads");
	fs::create_dir(&folder).unwrap();
	pattern_file(&disk.path().join("ballast"), 18 << 20);
	let portal = Portal::of(stage.person("Ferdie"));
	let ended = portal.end(&download(&portal, &request, &folder));
	assert_told(&ended, &["no space left"]);
	assert!(
		lies_in(&folder).is_empty(),
		"a download that failed left something"
	);
	fs::remove_file(disk.path().join("ballast")).unwrap();
	let ended = portal.end(&download(&portal, &request, &folder));
	assert!(ended.done, "{}", ended.page.html);
	assert_saved(&folder, &small);
}
