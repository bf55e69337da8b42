//! The page about committees, typed as it stands, and what it leaves behind: committees in force, an emergency that was explained, signs of
//! life, drills, shares in the safe.

use crate::keystores::epochs;
use medquorum_client::keystore::{Keystore, Passphrase};
use medquorum_e2e::{Node, PASSPHRASE, Person, Stage};
use serde_json::Value;
use std::{
	fs,
	io::Write as _,
	process::Stdio,
	thread::{scope, sleep},
	time::Duration,
};

fn refused(who: &Person, arguments: &[&str], message: &str) {
	who.refused(arguments, 1, &format!("error: {message}"));
}

/// The machine is gone: a keystore was made again, and it holds no share of the committee.
fn lose_machine(who: &Person, committee: &str) {
	for name in ["keys.mqk", "journal.jsonl"] {
		let _ = fs::remove_file(who.home().join(name));
	}
	let word = Passphrase::new(PASSPHRASE.to_owned()).unwrap();
	Keystore::create(&who.home().join("keys.mqk"), word).unwrap();
	who.refused(
		&["committee", "alive", committee, "--out", "/nonexistent"],
		1,
		&format!("holds no share of committee {committee}"),
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
	// A backup is never overwritten, and restores nothing where the share is; other files are refused.
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
	fs::write(&own, PASSPHRASE).unwrap();
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
	lose_machine(dave, "1");
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

/// Waits until what the council has decided can be carried out.
fn due(stage: &Stage) {
	let list = || stage.person("Eve").run(&["council", "list", "--json"]).json();
	while list()["waiting"][0]["standing"] != "due" {
		sleep(Duration::from_millis(500));
	}
}

fn committee_7(stage: &Stage) -> Value {
	let show = ["committee", "show", "7", "--json"];
	stage.person("One").run(&show).json()
}

/// Waits until what was set is in force.
fn in_force(stage: &Stage) {
	while !committee_7(stage)["to_come"].is_null() {
		sleep(Duration::from_millis(500));
	}
}

/// Types the page.
struct Walk<'a> {
	stage: &'a Stage,
	/// What `/mnt/` is here.
	mounted: &'a str,
	/// How many motions there were.
	motions: usize,
	/// The emergency request, and the one to the record's own administrators.
	requests: Option<[String; 2]>,
}

impl Walk<'_> {
	/// What a word of the page stands for.
	fn word(&mut self, word: &str) -> String {
		let [emergency, ordinary] = match word {
			"RECORD" => return self.record(),
			"EMERGENCY" | "REQUEST" => self.asked(),
			_ => return word.replace("/mnt/", self.mounted),
		};
		if word == "EMERGENCY" { emergency } else { ordinary }
	}

	fn record(&self) -> String {
		let listed = self.stage.person("Eve").run(&["records", "--json"]).json();
		listed[0]["record_id"].as_str().unwrap().to_owned()
	}

	/// Typed again, Ferdie's command asks nothing twice.
	fn asked(&mut self) -> [String; 2] {
		if self.requests.is_none() {
			let record = self.record();
			let breaks = [
				"break-glass",
				&record,
				"--reason",
				"ETREAT",
				"--no-wait",
				"--json",
			];
			let asked = self.stage.person("Ferdie").run(&breaks);
			let ids = ["emergency_request_id", "request_id"].map(|field| asked.field(field));
			self.requests = Some(ids);
		}
		self.requests.clone().unwrap()
	}

	/// All of them type it, at the same time.
	fn typed(&mut self, people: &[&str], command: &str) {
		let stage = self.stage;
		if command.starts_with("council enact") {
			due(stage);
		}
		if command.contains("restore-share") {
			lose_machine(stage.person("Dave"), "1");
		}
		if command.contains("join /mnt/lost") {
			lose_machine(stage.person("Two"), "7");
		}
		let arguments: Vec<String> = command.split_whitespace().map(|word| self.word(word)).collect();
		let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
		scope(|scope| {
			for name in people {
				let (person, arguments) = (stage.person(name), &arguments);
				scope.spawn(move || person.run(arguments));
			}
		});
		if command.starts_with("council propose") {
			self.motions += 1;
		}
		if command.starts_with("council enact") || command.starts_with("committee ceremony --key") {
			in_force(stage);
		}
	}

	/// Where the page says that a motion is voted on and closed as the others are.
	fn voted(&mut self) {
		let motion = self.motions - 1;
		let vote = format!("council vote {motion} yes");
		self.typed(&["Alice", "Bob", "Charlie"], &vote);
		self.typed(&["Dave"], &format!("council close {motion}"));
	}

	/// From the first line to the last; gives their number. What several do in the same words they do at the same time.
	fn through(&mut self, page: &str) -> usize {
		let lines = page.lines().filter_map(|line| line.split_once(" $ medquorum "));
		let typed: Vec<(&str, &str)> = lines.map(|(who, command)| (who.trim(), command)).collect();
		let mut rest = typed.as_slice();
		while let Some((_, command)) = rest.first() {
			let same = rest.iter().take_while(|(_, other)| other == command).count();
			// What is left to answer of a drill depends on who has answered before.
			let together = if command.starts_with("committee drill") {
				1
			} else {
				same
			};
			let (now, later) = rest.split_at(together);
			let people: Vec<&str> = now.iter().map(|(who, _)| *who).collect();
			self.typed(&people, command);
			let votes = later
				.first()
				.is_some_and(|(_, next)| next.starts_with("council vote"));
			if command.starts_with("council propose") && !votes {
				self.voted();
			}
			rest = later;
		}
		typed.len()
	}
}

/// What the ceremonies over files have come to.
fn folders(stage: &Stage, mounted: &str) {
	let status = |folder: &str| {
		let folder = format!("{mounted}{folder}");
		let status = ["committee", "ceremony", "status", &folder, "--json"];
		stage.person("One").run(&status).json()
	};
	for folder in ["ceremony", "change", "lost", "theft", "emergency"] {
		let found = status(folder);
		assert_eq!(found["phase"], "complete", "{found}");
	}
	let change = status("change");
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
		(&2.into(), &"over".into())
	);
}

/// Every change was in force, and who left or forgot a share has none.
fn shares_after_the_changes(stage: &Stage) {
	let now = committee_7(stage);
	assert_eq!(
		(&now["epoch"], &now["k"], &now["trusted"]),
		(&5.into(), &3.into(), &true.into()),
		"{now}"
	);
	for name in ["Bob", "Charlie", "Two"] {
		assert_eq!(epochs(stage.person(name), 7), [5], "{name}");
	}
	for committee in [7, 8] {
		assert_eq!(epochs(stage.person("Alice"), committee), [0_u32; 0]);
	}
}

/// The page about it, typed as it stands, by new users in homes of their own.
#[test]
fn the_page_about_committees_works_as_it_stands() {
	let node = Node::start();
	let stage = Stage::set(&node, None);
	let page = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/committee.md")).unwrap();
	let mounted = stage.path("mnt");
	for folder in ["safe", "night"] {
		fs::create_dir_all(mounted.join(folder)).unwrap();
	}
	let mounted = format!("{}/", mounted.display());
	for (file, text) in [
		("envelope", "for the envelope in another safe"),
		("letter.txt", "Penicillin: anaphylaxis.\n"),
		("statement.txt", "No pulse. Nobody could be asked.\n"),
	] {
		fs::write(format!("{mounted}{file}"), text).unwrap();
	}
	let mut walk = Walk {
		stage: &stage,
		mounted: &mounted,
		motions: 0,
		requests: None,
	};
	assert_eq!(walk.through(&page), 170);
	folders(&stage, &mounted);
	shares_after_the_changes(&stage);
	let night = fs::read_to_string(format!("{mounted}night/letter.txt")).unwrap();
	assert_eq!(night, "Penicillin: anaphylaxis.\n");
	let status = stage.person("Ferdie").run(&["status", "--json"]).json();
	let owed = &status["account"]["emergency"];
	assert_eq!(
		(&owed["unreviewed"], &owed["suspended"]),
		(&0.into(), &Value::Null),
		"{status}"
	);
	safe_and_drill(&stage, &mounted);
	words_for_a_share(&stage);
}
