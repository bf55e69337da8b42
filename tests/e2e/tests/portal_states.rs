//! The portal while something is locked, away or behind, and what it leaves on the disk: each says what is, nothing is sent on the word
//! of a node that is behind, and plaintext lies where it was saved alone.

use crate::portal::{
	FETCHING, SIZE, STORING, TRIES, approved, assert_saved, assert_told, download, lies_in, record_of,
	registered, upload,
};
use medquorum_e2e::{
	Ended, MARKER, Node, NodeOptions, Page, Portal, Relay, Stage, ct_small, holding_marker, pattern_file,
};
use std::{fs, path::Path, thread, time::Duration};

/// Locks as soon as a job does what these words say, by a form that is there already, and unlocks; gives how the job ended.
fn locked_meanwhile(portal: &Portal, form: &Page, sent: &Page, words: &str) -> Ended {
	portal.is_under_way(sent, words);
	portal.send("/lock", form, &[]);
	assert_eq!(portal.get("/upload").leads_to(), Some("/unlock"));
	portal.unlock();
	portal.end(sent)
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
	let portal = Portal::of(stage.person("One"));
	let upload = || upload(&portal, &file);

	let form = portal.get("/jobs");
	let stopped = (0..TRIES).find_map(|_| {
		let ended = locked_meanwhile(&portal, &form, &upload(), STORING);
		(!ended.done).then_some(ended.page)
	});
	stopped
		.expect("every upload ended before the lock")
		.says("you stopped it");

	let aside = stage.path("aside");
	fs::rename(stage.store(), &aside).unwrap();
	let ended = portal.end(&upload());
	assert!(!ended.done, "{}", ended.page.html);
	ended.page.says("is its disk mounted?");
	assert!(!stage.store().exists(), "an empty store took its place");
	fs::rename(&aside, stage.store()).unwrap();
	let record = record_of(&portal.end(&upload()));
	a_lock_leaves_a_whole_file_or_none(&stage, &record, &file);

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

/// Wherever the lock comes, it is one of two: nothing is there, and the same request opens; or the file is there, whole, and the page
/// says so. A file that came before the lock is no failure, so that it is tried again a few times, and nothing depends on which it was.
fn a_lock_leaves_a_whole_file_or_none(stage: &Stage, record: &str, file: &Path) {
	let folder = stage.path("downloads");
	fs::create_dir(&folder).unwrap();
	let portal = Portal::of(stage.person("Ferdie"));
	let form = portal.get("/jobs");
	for _ in 0..3 {
		let request = approved(stage, record);
		let sent = download(&portal, &request, &folder);
		let ended = locked_meanwhile(&portal, &form, &sent, FETCHING);
		if ended.done {
			assert_saved(&folder, file);
			fs::remove_file(&lies_in(&folder)[0]).unwrap();
			stage.person("Ferdie").try_run(&["close", &request]);
			continue;
		}
		ended.page.says("you stopped it");
		assert!(lies_in(&folder).is_empty(), "a stopped download left something");
		let again = portal.end(&download(&portal, &request, &folder));
		assert!(again.done, "{}", again.page.html);
		assert_saved(&folder, file);
		return;
	}
}

/// Objects in the store of the stage.
fn objects(stage: &Stage) -> usize {
	fn below(folder: &Path, depth: usize) -> usize {
		let entries = fs::read_dir(folder).into_iter().flatten().flatten();
		match depth {
			1 => entries.count(),
			_ => entries.map(|entry| below(&entry.path(), depth - 1)).sum(),
		}
	}
	below(&stage.store().join("objects"), 3)
}

#[test]
fn a_node_that_is_behind_is_told_on_every_page_and_nothing_is_sent() {
	let node = Node::start();
	let relay = Relay::to(&node);
	let mut stage = Stage::set(&node, None);
	for person in stage.people_mut() {
		person.set_node(&relay.url());
	}
	let file = ct_small();
	let record = registered(&stage, &file.display().to_string());
	let (one, eve) = (Portal::of(stage.person("One")), Portal::of(stage.person("Eve")));
	// Long enough that the fresh chain is not there by the time it is asked.
	thread::sleep(Duration::from_secs(4));
	let current = [one.get("/records"), eve.get("/records")];
	for page in &current {
		assert!(!page.html.contains("node is behind"), "{}", page.html);
	}
	assert_eq!(objects(&stage), 2);
	let form = eve.get(&format!("/records/{record}"));
	assert_eq!(form.status, 200, "{}", form.html);

	// The same chain from its first block, and slower.
	let fresh = Node::start_with(&NodeOptions {
		block_ms: 3000,
		..NodeOptions::default()
	});
	relay.lead(Some(&fresh));
	for path in ["/records", "/upload", "/keys", "/requests"] {
		let page = one.get(path);
		page.says("this node is behind");
		page.says("Next:");
	}
	assert_told(&one.end(&upload(&one, &file)), &["this node is behind"]);
	let erase = [("typed", &record[..8]), ("reason", "patient-wish")];
	let erase = eve.send(&format!("/records/{record}/erase"), &form, &erase);
	match erase.leads_to().is_some_and(|path| path.starts_with("/jobs/")) {
		true => assert_told(&eve.end(&erase), &["this node is behind"]),
		false => assert!(erase.status >= 400, "{}", erase.html),
	}
	assert_eq!(objects(&stage), 2, "something was stored or removed");

	// The control: by the node that stands where it stood, both are done.
	relay.lead(Some(&node));
	let page = one.get("/records");
	assert!(!page.html.contains("node is behind"), "{}", page.html);
	record_of(&one.end(&upload(&one, &file)));
	assert_eq!(objects(&stage), 4);
	let shown = eve.get(&format!("/records/{record}"));
	let erase = [("typed", &record[..8]), ("reason", "patient-wish")];
	let ended = eve.end(&eve.send(&format!("/records/{record}/erase"), &shown, &erase));
	assert!(ended.done, "{}", ended.page.html);
}

#[test]
fn a_code_of_another_record_is_refused_before_anything_is_fetched() {
	let node = Node::start();
	let stage = Stage::set(&node, None);
	let file = ct_small();
	let [record, other] = [0, 1].map(|_| registered(&stage, &file.display().to_string()));
	let code = |record: &str| {
		let said = stage.person("Eve").run(&["csp-code", record]).stdout;
		said.trim().to_owned()
	};
	let (right, foreign) = (code(&record), code(&other));
	let ask = ["request", &record, "--purpose", "TREAT", "--json"];
	let request = stage.person("Ferdie").run(&ask).field("request_id");
	let folder = stage.path("downloads");
	fs::create_dir(&folder).unwrap();
	let portal = Portal::of(stage.person("Ferdie"));
	let path = format!("/requests/{request}");
	let open = |code: &str| {
		let into = folder.display().to_string();
		let fields = [("folder", into.as_str()), ("code", code)];
		portal.end(&portal.send(&format!("{path}/download"), &portal.get(&path), &fields))
	};
	for (count, admin) in ["Alice", "Bob", "Charlie"].into_iter().enumerate() {
		let waits = format!("{count} of 3 administrators have approved");
		assert_told(&open(&right), &[&waits]);
		stage.person(admin).run(&["approve", &request]);
	}

	// The store has lost everything: whoever asks it gets nothing.
	let (objects, aside) = (stage.store().join("objects"), stage.path("aside"));
	fs::rename(&objects, &aside).unwrap();
	fs::create_dir(&objects).unwrap();
	assert_told(&open(&foreign), &["this CSP key belongs to another record"]);
	let asked = open(&right);
	assert!(
		!asked.done && !asked.page.html.contains("belongs to another record"),
		"the store was not asked: {}",
		asked.page.html
	);
	fs::remove_dir_all(&objects).unwrap();
	fs::rename(&aside, &objects).unwrap();
	assert_told(&open(&foreign), &["this CSP key belongs to another record"]);
	assert!(lies_in(&folder).is_empty(), "a refused download left something");
	assert!(open(&right).done);
	assert_saved(&folder, &file);
}

/// Opens a record to look at it; gives the address of its page.
fn looked_at(portal: &Portal, request: &str) -> String {
	let path = format!("/requests/{request}");
	let sent = portal.send(&format!("{path}/look"), &portal.get(&path), &[]);
	let ended = portal.end(&sent);
	assert!(ended.done, "{}", ended.page.html);
	let (_, rest) = ended.page.html.split_once("href=\"/look/").unwrap();
	format!("/look/{}", rest.split('"').next().unwrap())
}

/// Homes, temporary folder, store and what a portal may have put into its owner's folder: all of it lies in the stage's.
fn assert_sealed(stage: &Stage, when: &str) {
	let found = holding_marker(&[stage.path("")]);
	assert!(found.is_empty(), "{when}: plaintext in {found}");
}

#[test]
fn plaintext_lies_where_it_was_saved_and_nowhere_else() {
	let node = Node::start();
	let stage = Stage::set(&node, None);
	let owner = stage.path("owner");
	fs::create_dir(&owner).unwrap();
	// What people have themselves, and where they save to.
	let plain = tempfile::tempdir().unwrap();
	let path = |name: &str| plain.path().join(name);
	let text: String = (0..2000).map(|line| format!("{MARKER} {line}\n")).collect();
	let (letter, study) = (path("letter.txt"), path("study"));
	fs::write(&letter, &text).unwrap();
	fs::create_dir(&study).unwrap();
	for name in ["first.txt", "second.txt"] {
		fs::write(study.join(name), &text).unwrap();
	}
	let one = Portal::of_owner(stage.person("One"), &owner);
	let records = [&letter, &study].map(|source| record_of(&one.end(&upload(&one, source))));
	assert_sealed(&stage, "after the uploads");

	let ferdie = Portal::of_owner(stage.person("Ferdie"), &owner);
	for (record, name) in records.iter().zip(["one", "all"]) {
		let request = approved(&stage, record);
		let shown = looked_at(&ferdie, &request);
		let page = ferdie.get(&shown);
		// The control: it is open, so plaintext is in memory at least.
		match name {
			"one" => page.says(MARKER),
			_ => page.says("study"),
		}
		assert_sealed(&stage, "while it is looked at");
		if name == "all" {
			unpacks(&ferdie, &shown, &path("unpacked"));
			assert_sealed(&stage, "after its files were saved");
		}
		for (begin, folder) in [
			(format!("{shown}/save"), path(&format!("{name}-looked"))),
			(
				format!("/requests/{request}/download"),
				path(&format!("{name}-downloaded")),
			),
		] {
			save(&ferdie, &begin, &folder);
			assert_sealed(&stage, &begin);
		}
	}
	ferdie.send("/lock", &ferdie.get("/jobs"), &[]);
	assert_sealed(&stage, "after the lock");
	drop((one, ferdie));
	assert_sealed(&stage, "after its end");

	// The control: the search finds it wherever it was saved to, and in homes too if it lay there.
	for name in ["one-looked", "one-downloaded", "all-looked", "all-downloaded"] {
		assert!(!holding_marker(&[path(name)]).is_empty(), "{name}");
	}
	fs::copy(&letter, owner.join("left.tmp")).unwrap();
	assert!(holding_marker(&[stage.path("")]).contains("left.tmp"));
}

/// Files of a study outside of a series are listed, and all of its files are saved as they were, in a folder of their own.
fn unpacks(portal: &Portal, shown: &str, folder: &Path) {
	fs::create_dir(folder).unwrap();
	let page = portal.get(shown);
	let into = folder.display().to_string();
	let fields = [("folder", into.as_str()), ("what", "files")];
	let ended = portal.end(&portal.send(&format!("{shown}/save"), &page, &fields));
	assert!(ended.done, "{}", ended.page.html);
	let saved = lies_in(folder);
	assert_eq!(saved.len(), 1, "{saved:?}");
	for name in ["first.txt", "second.txt"] {
		page.says(name);
		let text = fs::read_to_string(saved[0].join(name)).unwrap();
		assert_eq!(text.matches(MARKER).count(), 2000, "{name}");
	}
}

/// Sends a form that saves into a folder, which is made here.
fn save(portal: &Portal, form: &str, folder: &Path) {
	fs::create_dir(folder).unwrap();
	let page = portal.get(form.rsplit_once('/').unwrap().0);
	let into = folder.display().to_string();
	let ended = portal.end(&portal.send(form, &page, &[("folder", &into)]));
	assert!(ended.done, "{form}: {}", ended.page.html);
	assert_eq!(lies_in(folder).len(), 1, "{form}");
}
