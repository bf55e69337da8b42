//! A committee of the hospitals' own at the command line: founded without a dealer, set by the council, trusted, used.

use medquorum_client::keystore::{Keystore, Passphrase};
use medquorum_e2e::{Answer, Node, Person, Stage};
use serde_json::Value;
use std::{fs, path::PathBuf, thread::sleep, time::Duration};

/// Committee 7: Alice, Bob and Dave, of whom two must approve. Charlie is of committee 1 only.
const MEMBERS: [&str; 3] = ["Alice", "Bob", "Dave"];

/// Passphrase of every keystore here.
const WORD: &str = "correct horse battery staple";

/// The folder that they share.
struct Ceremony {
	folder: PathBuf,
}

impl Ceremony {
	fn path(&self, name: &str) -> String {
		self.folder.join(name).display().to_string()
	}

	fn folder(&self) -> String {
		self.folder.display().to_string()
	}

	fn start(&self, who: &Person) -> Answer {
		let numbers = ["committee", "ceremony", "start", "--committee", "7", "--k", "2"];
		let folder = self.folder();
		let admins = ["--admin", "//Alice=1", "//Bob=2", "//Dave=3", "--out", &folder];
		who.try_run(&[&numbers[..], &admins].concat())
	}

	/// What the folder says of itself, whoever looks.
	fn status(&self, who: &Person) -> Value {
		let folder = self.folder();
		who.run(&["committee", "ceremony", "status", &folder, "--json"])
			.json()
	}
}

fn refused(who: &Person, arguments: &[&str], message: &str) {
	who.refused(arguments, 1, &format!("error: {message}"));
}

/// Nobody who is not of it, nothing before its time, and nothing twice.
fn found(stage: &Stage, ceremony: &Ceremony) {
	let (alice, one) = (stage.person("Alice"), stage.person("One"));
	let folder = ceremony.folder();
	let step = |step| ["committee", "ceremony", step, folder.as_str()];
	refused(
		stage.person("Charlie"),
		&step("join"),
		"you, Charlie, are not an administrator of this ceremony",
	);
	alice.run(&step("join"));
	refused(
		alice,
		&step("deal"),
		"not everything is here yet: no join of Bob, Dave",
	);
	for name in &MEMBERS[1..] {
		stage.person(name).run(&step("join"));
	}
	let status = ceremony.status(one);
	assert_eq!(
		(&status["phase"], &status["faults"]),
		(&"deal".into(), &Value::Array(vec![]))
	);
	assert_eq!(status["waiting_for"].as_array().unwrap().len(), 3, "{status}");
	for name in MEMBERS {
		stage.person(name).run(&step("deal"));
	}
	refused(
		alice,
		&step("deal"),
		"you dealt in attempt 1 already, and nobody deals twice",
	);
	for name in MEMBERS {
		let missing = format!("not everything is here yet: no certificate of {}", rest(name));
		refused(alice, &["council", "propose-committee", &folder], &missing);
		stage.person(name).run(&step("certify"));
	}
	let status = ceremony.status(one);
	assert_eq!(status["phase"], "complete", "{status}");
	let told = alice.run(&["committee", "ceremony", "status", &folder]);
	let fingerprint = status["fingerprint"].as_str().unwrap();
	assert!(
		told.stdout.contains(fingerprint) && told.stdout.contains("Complete"),
		"{}",
		told.stdout
	);
	refused(
		alice,
		&step("abort"),
		"this ceremony is complete: every administrator has certified it",
	);
}

/// This member and those behind it.
fn rest(name: &str) -> String {
	let at = MEMBERS.iter().position(|member| *member == name).unwrap();
	MEMBERS[at..].join(", ")
}

/// The dealer's way is for development: it has to be asked for by name, and those to whom is dealt have registered keys.
fn a_dealer_has_to_say_so(stage: &Stage) {
	let one = stage.person("One");
	let out = stage.path("deal").display().to_string();
	let deal = ["committee", "deal", "--committee", "8", "--k", "2", "--out", &out];
	let admins = ["--admin", "//Alice=1", "//Charlie=2"];
	one.refused(
		&[&deal[..], &admins].concat(),
		2,
		"--i-am-the-dealer-and-know-the-key",
	);
	let said = ["--i-am-the-dealer-and-know-the-key"];
	refused(
		one,
		&[&deal[..], &admins, &said].concat(),
		"Alice has not registered a key",
	);
}

/// A motion of the council, with these votes, closed: what closing it said.
fn decide(stage: &Stage, proposer: &str, propose: &[&str], votes: &[&str]) -> Answer {
	let motion = stage
		.person(proposer)
		.run(&[propose, &["--json"]].concat())
		.field("motion");
	for member in votes {
		stage.person(member).run(&["council", "vote", &motion, "yes"]);
	}
	stage.person("Dave").run(&["council", "close", &motion, "--json"])
}

/// The decisions that wait, as `council list` shows them.
fn waiting(stage: &Stage) -> Vec<Value> {
	let list = stage.person("Eve").run(&["council", "list", "--json"]).json();
	list["waiting"].as_array().unwrap().clone()
}

/// The council decides on it, a third of the council stops that, and what is decided again is carried out when it is due.
fn set(stage: &Stage, ceremony: &Ceremony) {
	let folder = ceremony.folder();
	let propose = ["council", "propose-committee", folder.as_str()];
	let closed = decide(stage, "Alice", &propose, &["Alice", "Bob", "Charlie"]).json();
	assert_eq!(closed["decision"], 0, "{closed}");
	refused(
		stage.person("Eve"),
		&["council", "enact", "0"],
		"the chain refused: The council may still stop this call",
	);
	decide(stage, "Charlie", &["council", "stop", "0"], &["Charlie", "Dave"]);
	assert_eq!(waiting(stage), Vec::<Value>::new());
	refused(
		stage.person("Eve"),
		&["council", "enact", "0"],
		"the chain refused: Nothing with this number is waiting",
	);

	let closed = decide(stage, "Alice", &propose, &["Alice", "Bob", "Charlie"]).json();
	assert_eq!(closed["decision"], 1, "{closed}");
	let due = loop {
		let decisions = waiting(stage);
		assert_eq!(decisions.len(), 1, "{decisions:?}");
		assert_eq!(
			(&decisions[0]["index"], &decisions[0]["due"]),
			(&closed["decision"], &closed["due"])
		);
		let what = "committee 7: 2 of 3 administrators: Alice, Bob, Dave";
		assert_eq!(decisions[0]["what"], what);
		if decisions[0]["standing"] == "due" {
			break stage.person("Eve").run(&["council", "list"]);
		}
		assert_eq!(decisions[0]["standing"], "waiting");
		sleep(Duration::from_millis(500));
	};
	assert!(due.stdout.contains("now, for another"), "{}", due.stdout);
	// Anybody may: Two has no role at all.
	stage.person("Two").run(&["council", "enact", "1"]);
	assert_eq!(waiting(stage), Vec::<Value>::new());
}

/// The facility trusts it after having compared the fingerprint, and not before.
fn trust(one: &Person, file: &str) {
	let show = ["committee", "show", "7", "--json"];
	let shown = one.run(&show).json();
	assert_eq!((shown["k"].as_u64(), shown["n"].as_u64()), (Some(2), Some(3)));
	assert_eq!(shown["trusted"], false, "{shown}");
	let upload = ["upload", file, "--patient", "//Eve", "--committee", "7"];
	refused(one, &upload, "committee 7 is not trusted here yet");
	one.run(&["committee", "trust", "7"]);
	assert_eq!(one.run(&show).json()["trusted"], true);
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
	assert_eq!(typed.len(), 54);
	safe_and_drill(&stage, &mounted);
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

#[test]
fn committee_is_founded_set_trusted_and_used() {
	let node = Node::start();
	let stage = Stage::set(&node, None);
	let one = stage.person("One");
	a_dealer_has_to_say_so(&stage);
	let ceremony = Ceremony {
		folder: stage.path("ceremony"),
	};
	let started = ceremony.start(one);
	assert_eq!(started.code, 0, "{}", started.stderr);
	let again = ceremony.start(one);
	let words = format!("error: {} exists already", ceremony.path("ceremony.json"));
	assert!(
		again.code == 1 && again.stderr.contains(&words),
		"{}",
		again.stderr
	);

	found(&stage, &ceremony);
	refused(one, &["committee", "show", "7"], "the chain has no committee 7");
	set(&stage, &ceremony);
	let letter = stage.path("letter.txt");
	fs::write(&letter, [7; 3000]).unwrap();
	let file = letter.display().to_string();
	trust(one, &file);

	let upload = [
		"upload",
		&file,
		"--patient",
		"//Eve",
		"--committee",
		"7",
		"--json",
	];
	let record = one.run(&upload).field("record_id");
	let ferdie = stage.person("Ferdie");
	let id = ferdie
		.run(&["request", &record, "--purpose", "TREAT", "--json"])
		.field("request_id");
	refused(
		stage.person("Charlie"),
		&["approve", &id],
		"Charlie is not an administrator of committee 7",
	);
	stage.person("Eve").run(&["consent", &id]);
	for administrator in ["Alice", "Dave"] {
		stage.person(administrator).run(&["approve", &id]);
	}
	let target = stage.path("out");
	ferdie.run(&["download", &id, "-o", &target.display().to_string()]);
	assert_eq!(fs::read(target).unwrap(), [7; 3000]);
}
