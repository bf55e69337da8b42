//! A committee of the hospitals' own at the command line: founded without a dealer, set by the council, trusted, used.

use medquorum_e2e::{Answer, Node, Person, Stage};
use serde_json::Value;
use std::{fs, path::PathBuf, thread::sleep, time::Duration};

/// Committee 7: Alice, Bob and Dave, of whom two must approve. Charlie is of committee 1 only.
const MEMBERS: [&str; 3] = ["Alice", "Bob", "Dave"];

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

/// A card counts against the node: where the two differ, nothing is trusted.
fn trust_by_card(stage: &Stage) {
	let (one, ferdie) = (stage.person("One"), stage.person("Ferdie"));
	let path = |name: &str| stage.path(name).display().to_string();
	let card = path("card.json");
	one.run(&["committee", "card", "7", "--out", &card]);
	let known: Value = serde_json::from_str(&fs::read_to_string(&card).unwrap()).unwrap();
	let trusted = || ferdie.run(&["committee", "show", "7", "--json"]).json()["trusted"] == true;
	let lies: [(&str, Value, &str); 2] = [
		("/pin/k", 3.into(), "another number of approvals for committee 7"),
		("/pin/x", "11".repeat(32).into(), "another key for committee 7"),
	];
	for (field, lie, what) in lies {
		let mut other = known.clone();
		*other.pointer_mut(field).unwrap() = lie;
		let forged = path("forged.json");
		fs::write(&forged, other.to_string()).unwrap();
		let trust = ["committee", "trust", "7", "--card", &forged, "--json"];
		let said = ferdie.refused(&trust, 1, what).stderr;
		assert!(said.contains("\"OtherCommittee\""), "{said}");
		assert!(!trusted());
	}
	ferdie.run(&["committee", "trust", "7", "--card", &card]);
	assert!(trusted());
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
	trust_by_card(&stage);

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
	let asked = ferdie.run(&["request", &record, "--purpose", "TREAT"]);
	let untrusted = "Committee 7 is not trusted here, so only the node says who its administrators are";
	assert!(!asked.stderr.contains(untrusted), "{}", asked.stderr);
	let id = asked.stdout.lines().last().unwrap().to_owned();
	refused(
		stage.person("Charlie"),
		&["approve", &id],
		"Charlie is not an administrator of committee 7",
	);
	// Ferdie trusts it by the card, and Eve has compared nothing.
	let said = stage.person("Eve").run(&["consent", &id]).stderr;
	assert!(said.contains(untrusted), "{said}");
	for administrator in ["Alice", "Dave"] {
		stage.person(administrator).run(&["approve", &id]);
	}
	let target = stage.path("out");
	ferdie.run(&["download", &id, "-o", &target.display().to_string()]);
	assert_eq!(fs::read(target).unwrap(), [7; 3000]);
}
