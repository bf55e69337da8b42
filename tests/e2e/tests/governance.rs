//! The bodies that govern, at the command line: what is voted on is told in words; pauses, members, collators and notices.

use medquorum_e2e::{Answer, Node, Person, Stage, free_port};
use serde_json::Value;
use std::{
	io::{Read as _, Write as _},
	net::TcpStream,
	process::Stdio,
	thread::sleep,
	time::Duration,
};

/// What `council list` or `recovery list` shows.
fn list(who: &Person, body: &str) -> Value {
	who.run(&[body, "list", "--json"]).json()
}

/// Proposes, and gives the motion after checking what the others are told of it.
fn propose(who: &Person, body: &str, propose: &[&str], what: &str) -> String {
	let motion = who.run(&[propose, &["--json"]].concat()).field("motion");
	let open = list(who, body);
	let motions = open["motions"].as_array().unwrap();
	let told = motions.iter().find(|told| told["motion"] == motion.as_str());
	assert_eq!(told.unwrap()["what"], what, "{open}");
	motion
}

/// Votes yes, and ends the vote.
fn decide(stage: &Stage, body: &str, motion: &str, voters: &[&str]) -> Answer {
	for voter in voters {
		let voted = stage.person(voter).run(&[body, "vote", motion, "yes"]);
		assert!(voted.stderr.contains("Motion "), "{}", voted.stderr);
	}
	stage.person(voters[0]).run(&[body, "close", motion, "--json"])
}

/// Waits until a command that anybody may give is no longer too early.
fn when_due(who: &Person, arguments: &[&str], early: &str) {
	for _ in 0..120 {
		let answer = who.try_run(arguments);
		match answer.code {
			0 => return,
			_ => assert!(answer.stderr.contains(early), "{}", answer.stderr),
		}
		sleep(Duration::from_millis(500));
	}
	panic!("never due: {arguments:?}");
}

#[test]
fn bodies_pause_name_collators_and_change_their_members() {
	let node = Node::start();
	let stage = Stage::set(&node, None);
	let alice = stage.person("Alice");
	// A third pauses; more than half ends that.
	let what = "a day in which only what protects patients is possible";
	let motion = propose(alice, "council", &["council", "propose-pause"], what);
	decide(&stage, "council", &motion, &["Alice", "Bob"]);
	stage.person("Two").refused(
		&["guardian", "//Alice"],
		1,
		"error: the chain refused: The council has paused the records",
	);
	assert!(figures(alice).contains("\nmedquorum_paused 1\n"));
	let motion = propose(
		alice,
		"council",
		&["council", "propose-end-pause"],
		"the pause ends",
	);
	decide(&stage, "council", &motion, &["Alice", "Bob", "Charlie"]);

	others_sit_on_the_council(&stage);
	the_recovery_body_puts_them_back(&stage);
}

/// What is voted on is told by name, and nobody twice.
fn others_sit_on_the_council(stage: &Stage) {
	let (alice, eve) = (stage.person("Alice"), stage.person("Eve"));
	let twice = ["council", "propose-members", "//Alice", "//Bob", "//Alice"];
	alice.refused(&twice, 2, "error: //Alice is named twice");
	let members = ["council", "propose-members", "//Alice", "//Bob", "//Two"];
	let motion = propose(alice, "council", &members, "later: the council: Alice, Bob, Two");
	let closed = decide(stage, "council", &motion, &["Alice", "Bob", "Charlie"]).json();
	let decision = closed["decision"].to_string();
	when_due(eve, &["council", "enact", &decision], "may still stop");
	let shown = list(eve, "recovery")["council"].to_string();
	assert!(shown.contains("Two") && !shown.contains("Charlie"), "{shown}");
	stage
		.person("Charlie")
		.refused(&["council", "propose-pause"], 1, "error: the chain refused");
}

/// After its notice, and not before.
fn the_recovery_body_puts_them_back(stage: &Stage) {
	let (alice, eve) = (stage.person("Alice"), stage.person("Eve"));
	let notice = [
		"recovery",
		"propose-notice",
		"//Alice",
		"//Bob",
		"//Charlie",
		"//Dave",
	];
	let what = "after a week's notice, the council: Alice, Bob, Charlie, Dave";
	let motion = propose(eve, "recovery", &notice, what);
	decide(stage, "recovery", &motion, &["Eve", "Ferdie"]);
	let given = list(alice, "recovery");
	assert_eq!(given["notices"].as_array().unwrap().len(), 1, "{given}");
	stage.person("Two").refused(
		&["recovery", "carry-out", "recovery"],
		1,
		"error: the recovery body has been given no notice",
	);
	when_due(
		stage.person("Two"),
		&["recovery", "carry-out", "council", "--yes"],
		"the chain refused",
	);
	let shown = list(eve, "recovery");
	assert!(shown["council"].to_string().contains("Dave"), "{shown}");
	assert_eq!(shown["notices"], serde_json::json!([]));
}

fn figures(who: &Person) -> String {
	who.run(&["metrics", "--once"]).stdout
}

/// What an operator's Prometheus gets, over the socket.
#[test]
fn figures_are_served_and_the_node_that_goes_away_is_told() {
	let node = Node::start();
	let stage = Stage::set(&node, None);
	let alice = stage.person("Alice");
	let port = free_port();
	let listen = format!("127.0.0.1:{port}");
	let mut serving = alice
		.command(&["metrics", "--listen", &listen, "--every", "1"])
		.stdout(Stdio::null())
		.stderr(Stdio::null())
		.spawn()
		.unwrap();
	let told = |line: &str| {
		let found = (0..240).any(|_| {
			sleep(Duration::from_millis(250));
			fetch(&listen).is_ok_and(|text| text.lines().any(|found| found == line))
		});
		assert!(found, "{line}: {:?}", fetch(&listen));
	};
	told("medquorum_up 1");
	let text = fetch(&listen).unwrap();
	for name in [
		"finalized_block",
		"requests{stage=\"open\"}",
		"committee_approvals{committee=\"1\"}",
		"records{",
	] {
		assert!(text.contains(&format!("\nmedquorum_{name}")), "{name}: {text}");
	}
	assert!(
		text.contains("application/openmetrics-text") && text.ends_with("# EOF\n"),
		"{text}"
	);
	// Somebody else listens there already.
	stage.person("Bob").refused(
		&["metrics", "--listen", &listen],
		2,
		"error: cannot listen on 127.0.0.1",
	);
	drop(node);
	told("medquorum_up 0");
	serving.kill().unwrap();
	serving.wait().unwrap();
}

/// Head and body of what is served.
fn fetch(address: &str) -> std::io::Result<String> {
	let mut stream = TcpStream::connect(address)?;
	stream.write_all(b"GET /metrics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")?;
	let mut text = String::new();
	stream.read_to_string(&mut text)?;
	Ok(text)
}

#[test]
fn upgrade_is_voted_on_by_the_hash_of_its_code() {
	let node = Node::start();
	let stage = Stage::set(&node, None);
	let alice = stage.person("Alice");
	let code = stage.path("code.wasm");
	std::fs::write(&code, b"no runtime at all").unwrap();
	let code = code.display().to_string();
	let proposed = alice.run(&["council", "propose-upgrade", &code]);
	let open = list(stage.person("Bob"), "council");
	let what = open["motions"][0]["what"].as_str().unwrap();
	let hash = what.rsplit("0x").next().unwrap();
	assert!(
		what.starts_with("later: an upgrade to the code with hash 0x"),
		"{what}"
	);
	assert!(proposed.stderr.contains(hash), "{}", proposed.stderr);
	// Nothing is authorised yet, so nobody can supply anything.
	alice.refused(
		&["council", "apply-upgrade", &code, "--yes"],
		1,
		"error: the chain refused",
	);
	// A motion is named by its hash or its number, and another one is not known.
	let none = format!("0x{}:0", "11".repeat(32));
	alice.refused(
		&["council", "vote", &none, "yes"],
		1,
		"error: there is no open motion",
	);
	// A call that this program does not know is said to be that, and voting for it asks first.
	assert_eq!(open["motions"][0]["known"], true);
}
