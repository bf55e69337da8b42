//! The page about committees, typed as it stands, and what it leaves behind: signs of life, drills, shares in the safe.

use medquorum_client::keystore::{Keystore, Passphrase};
use medquorum_e2e::{Node, Person, Stage};
use serde_json::Value;
use std::{fs, io::Write as _, process::Stdio};

/// Passphrase of every keystore here.
const WORD: &str = "correct horse battery staple";

fn refused(who: &Person, arguments: &[&str], message: &str) {
	who.refused(arguments, 1, &format!("error: {message}"));
}

/// The machine is gone: a keystore was made again, and it holds no share.
fn lose_machine(who: &Person) {
	for name in ["keys.mqk", "journal.jsonl"] {
		let _ = fs::remove_file(who.home().join(name));
	}
	let word = Passphrase::new(WORD.to_owned()).unwrap();
	Keystore::create(&who.home().join("keys.mqk"), word).unwrap();
	who.refused(
		&["committee", "alive", "1", "--out", "/nonexistent"],
		1,
		"holds no share of committee 1",
	);
}

/// What the page's commands about safe, signs and drill leave behind.
fn safe_and_drill(stage: &Stage, mounted: &str) {
	let (one, dave) = (stage.person("One"), stage.person("Dave"));
	let alive = format!("{mounted}alive");
	let health = ["committee", "health", "1", "--signs", &alive, "--json"];
	let found = one.run(&health).json();
	assert_eq!(
		(&found["confirmed"], &found["survives"]),
		(&4.into(), &1.into()),
		"{found}"
	);
	for admin in found["administrators"].as_array().unwrap() {
		assert!(
			admin["drill_block"].is_u64() && admin["alive_block"].is_u64(),
			"{admin}"
		);
		assert_eq!(
			(&admin["approved_block"], &admin["confirmed"]),
			(&Value::Null, &true.into())
		);
	}
	// Without the signs the drill alone confirms; where nobody has done anything, nothing does.
	let result = one.run(&["committee", "drill", "result", "1", "--json"]).json();
	assert!(
		result["administrators"]
			.as_array()
			.unwrap()
			.iter()
			.all(|admin| admin["passed"] == true)
	);
	refused(
		dave,
		&["committee", "drill", "start", "1"],
		"you are an administrator of committee 1",
	);
	a_backup_is_refused_where_it_does_not_belong(stage, mounted);
	a_forged_sign_is_named(stage, &alive);
}

fn a_backup_is_refused_where_it_does_not_belong(stage: &Stage, mounted: &str) {
	let dave = stage.person("Dave");
	// A backup is never overwritten, and restores nothing where the share is; other files are none.
	let (safe, envelope) = (format!("{mounted}safe/dave.mqk"), format!("{mounted}envelope"));
	let word = ["--safe-passphrase-file", envelope.as_str()];
	let again = ["committee", "backup-share", "1", "--out", &safe];
	refused(
		dave,
		&[&again[..], &word].concat(),
		&format!("{safe} exists already"),
	);
	let restore = ["committee", "restore-share", safe.as_str(), "--json", "--epoch"];
	let there = dave.run(&[&restore[..], &["1"], &word].concat()).json();
	assert_eq!(there["restored"], false);
	refused(
		dave,
		&[&restore[..3], &["--epoch", "2"], &word].concat(),
		"the node shows epoch 1 of committee 1, but the others told you 2",
	);
	let whole = dave.home().join("keys.mqk").display().to_string();
	let own = stage.path("own");
	fs::write(&own, WORD).unwrap();
	let own = own.display().to_string();
	let other = [
		"committee",
		"restore-share",
		&whole,
		"--epoch",
		"1",
		"--safe-passphrase-file",
		&own,
	];
	refused(dave, &other, "this file is a keystore, not a backup of a share");
	let alice = stage.person("Alice");
	let foreign = ["committee", "restore-share", &safe, "--epoch", "1"];
	refused(
		alice,
		&[&foreign[..], &word].concat(),
		"this backup is of Dave's share, not of yours",
	);
}

/// Words on paper and a file bring a share back, and neither does alone.
fn words_for_a_share(stage: &Stage) {
	let dave = stage.person("Dave");
	let safe = stage.path("by-words.mqk").display().to_string();
	let backup = ["committee", "backup-share", "1", "--out", &safe, "--words"];
	dave.refused(
		&[&backup[..], &["--json"]].concat(),
		2,
		"words for paper stand in no document",
	);
	assert!(!stage.path("by-words.mqk").exists());
	let shown = dave.run(&backup);
	let words = shown.stdout.trim();
	assert_eq!(words.split(' ').count(), 24, "{}", shown.stderr);
	assert!(shown.stderr.contains("Put it into a safe, and the paper") && !shown.stderr.contains(words));
	let restore = |typed: &str| {
		let arguments = [
			"committee",
			"restore-share",
			&safe,
			"--epoch",
			"1",
			"--words",
			"--json",
		];
		let mut command = dave.command(&arguments);
		command
			.stdin(Stdio::piped())
			.stdout(Stdio::piped())
			.stderr(Stdio::piped());
		let mut child = command.spawn().unwrap();
		child.stdin.take().unwrap().write_all(typed.as_bytes()).unwrap();
		let ended = child.wait_with_output().unwrap();
		let [out, said] = [ended.stdout, ended.stderr].map(|said| String::from_utf8(said).unwrap());
		assert!(!out.contains(words) && !said.contains(words));
		let restored: Option<Value> = serde_json::from_str(&out).ok();
		let restored = restored.map(|document| document["restored"].to_string());
		(ended.status.code(), restored.unwrap_or(said))
	};
	let (code, said) = restore(words);
	assert!(code == Some(0) && said == "false", "{said}");
	lose_machine(dave);
	let (code, said) = restore(&"abandon ".repeat(24));
	assert!(code == Some(1) && said.contains("BadWords"), "{said}");
	let (code, said) = restore(&words.to_uppercase().replace(' ', "\n"));
	assert!(code == Some(0) && said == "true", "{said}");
}

fn a_forged_sign_is_named(stage: &Stage, alive: &str) {
	let one = stage.person("One");
	// A forged sign is named, and a committee that nobody confirms ends with 1.
	let sign = fs::read_dir(alive).unwrap().next().unwrap().unwrap().path();
	let text = fs::read_to_string(&sign)
		.unwrap()
		.replace("\"block\": ", "\"block\": 9");
	let forged = stage.path("forged");
	fs::create_dir(&forged).unwrap();
	fs::write(forged.join("alive-1-1-1.json"), text).unwrap();
	let forged = forged.display().to_string();
	let from = [
		"committee",
		"health",
		"1",
		"--days",
		"0",
		"--signs",
		&forged,
		"--json",
	];
	let doubted = one.try_run(&from);
	assert_eq!(doubted.code, 1, "{}", doubted.stderr);
	assert!(doubted.stderr.contains("CommitteesAtRisk"), "{}", doubted.stderr);
	let sign = &doubted.json()["doubted_signs"][0];
	assert_eq!(sign["kind"], "SignNotSigned", "{sign}");
}

/// The page about it, typed as it stands, by new users in homes of their own.
#[test]
fn the_page_about_committees_works_as_it_stands() {
	let node = Node::start();
	let stage = Stage::set(&node, None);
	let page = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/committee.md")).unwrap();
	let mounted = stage.path("mnt");
	fs::create_dir_all(&mounted).unwrap();
	let mounted = format!("{}/", mounted.display());
	fs::create_dir_all(format!("{mounted}safe")).unwrap();
	fs::write(format!("{mounted}envelope"), "for the envelope in another safe").unwrap();
	let typed: Vec<(&str, &str)> = page
		.lines()
		.filter_map(|line| line.split_once(" $ medquorum "))
		.collect();
	for (who, command) in &typed {
		if command.contains("restore-share") {
			lose_machine(stage.person(who.trim()));
		}
		let arguments: Vec<String> = command
			.split_whitespace()
			.map(|word| word.replace("/mnt/", &mounted))
			.collect();
		let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
		stage.person(who.trim()).run(&arguments);
	}
	assert_eq!(typed.len(), 55);
	safe_and_drill(&stage, &mounted);
	words_for_a_share(&stage);
	let one = stage.person("One");
	let status = |folder: &str| {
		let folder = format!("{mounted}{folder}");
		one.run(&["committee", "ceremony", "status", &folder, "--json"])
			.json()
	};
	assert_eq!(status("ceremony")["phase"], "complete");
	let change = status("change");
	assert_eq!(change["phase"], "complete", "{change}");
	assert_eq!(change["change"]["leave"][0]["name"], "Alice");
	assert_eq!(change["change"]["come"][0]["name"], "Two");
	let over = status("first");
	assert_eq!((&over["phase"], &over["culprit"]), (&"over".into(), &Value::Null));
	let complaint = &over["complaints"][0];
	assert_eq!(
		(&complaint["charge"], &complaint["verdict"]),
		(&"silent".into(), &"open".into())
	);
	assert_eq!(complaint["about"]["name"], "Dave");
	let second = status("second");
	assert_eq!(
		(&second["attempt"], &second["phase"]),
		(&2.into(), &"join".into())
	);
}
