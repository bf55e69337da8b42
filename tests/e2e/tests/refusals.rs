//! Every refusal at the command line over a real node, by its exit code and its words. What only a call made by hand can provoke
//! (a share of another request) is in `tests/polkadot-js`.
//!
//! Starting a node takes seconds, so the tests share one, take turns, and each makes its own records.

use medquorum_e2e::{Node, Person, Stage};
use std::{
	fs,
	path::PathBuf,
	sync::{Arc, Mutex, PoisonError, Weak},
};

/// An id that no record and no request has.
const NOBODYS: &str = "00000000000000000000000000000000";

struct Scene {
	stage: Stage,
	turn: Mutex<()>,
	_node: Node,
}

/// The node of this file. It lives as long as a test uses it or waits for its turn.
fn scene() -> Arc<Scene> {
	static SCENE: Mutex<Weak<Scene>> = Mutex::new(Weak::new());
	let mut shared = SCENE.lock().unwrap_or_else(PoisonError::into_inner);
	if let Some(scene) = shared.upgrade() {
		return scene;
	}
	let node = Node::start();
	let scene = Arc::new(Scene {
		stage: Stage::set(&node, None),
		turn: Mutex::new(()),
		_node: node,
	});
	*shared = Arc::downgrade(&scene);
	scene
}

fn on_stage(test: impl FnOnce(&Stage)) {
	let scene = scene();
	let _turn = scene.turn.lock().unwrap_or_else(PoisonError::into_inner);
	test(&scene.stage);
}

/// Must be refused with exit code 1 and an error that begins with `message`.
fn refused(who: &Person, arguments: &[&str], message: &str) {
	who.refused(arguments, 1, &format!("error: {message}"));
}

/// What the chain itself refuses is said in its own words.
fn refused_by_chain(who: &Person, arguments: &[&str], docs: &str) {
	refused(who, arguments, &format!("the chain refused: {docs}"));
}

fn letter(stage: &Stage) -> PathBuf {
	let path = stage.path("letter.txt");
	fs::write(&path, [7; 3000]).unwrap();
	path
}

fn upload(stage: &Stage) -> String {
	let file = letter(stage).display().to_string();
	stage
		.person("One")
		.run(&["upload", &file, "--patient", "//Eve", "--json"])
		.field("record_id")
}

fn request(who: &Person, record: &str) -> String {
	who.run(&["request", record, "--purpose", "TREAT", "--json"])
		.field("request_id")
}

fn approve(stage: &Stage, id: &str, administrators: &[&str]) {
	for administrator in administrators {
		stage.person(administrator).run(&["approve", id]);
	}
}

/// What people are shown of an id.
fn short(id: &str) -> &str {
	&id[..8]
}

/// A motion of the council, proposed by Alice, voted for and carried out.
fn decide(stage: &Stage, proposal: &[&str]) {
	let motion = stage
		.person("Alice")
		.run(&[proposal, &["--json"]].concat())
		.field("motion");
	for member in ["Alice", "Bob", "Charlie"] {
		stage.person(member).run(&["council", "vote", &motion, "yes"]);
	}
	stage.person("Dave").run(&["council", "close", &motion]);
}

#[test]
fn unknown_record_is_refused() {
	on_stage(|stage| {
		let message = "there is no record 00000000";
		let eve = stage.person("Eve");
		for command in ["acknowledge", "suspend", "resume", "csp-code", "erase"] {
			refused(eve, &[command, NOBODYS], message);
		}
		refused(eve, &["allow-correction", NOBODYS, "//One"], message);
		let ferdie = stage.person("Ferdie");
		refused(ferdie, &["request", NOBODYS, "--purpose", "TREAT"], message);
		let file = letter(stage).display().to_string();
		let one = stage.person("One");
		refused(
			one,
			&["upload", &file, "--patient", "//Eve", "--supersedes", NOBODYS],
			message,
		);
	});
}

#[test]
fn unknown_request_is_refused() {
	on_stage(|stage| {
		let message = "there is no request 00000000";
		let (alice, eve, ferdie) = (stage.person("Alice"), stage.person("Eve"), stage.person("Ferdie"));
		refused(alice, &["approve", NOBODYS], message);
		refused(alice, &["reject", NOBODYS, "--reason", "other"], message);
		refused(eve, &["consent", NOBODYS], message);
		refused(eve, &["deny", NOBODYS], message);
		let out = stage.path("unknown");
		refused(
			ferdie,
			&["download", NOBODYS, "-o", &out.display().to_string()],
			message,
		);
		assert!(!out.exists());
		refused_by_chain(
			ferdie,
			&["close", NOBODYS],
			"There is no such request: it never existed, or was closed or cancelled",
		);
	});
}

#[test]
fn denied_consent_ends_a_request_for_good() {
	on_stage(|stage| {
		let (eve, ferdie) = (stage.person("Eve"), stage.person("Ferdie"));
		let record = upload(stage);
		let id = request(ferdie, &record);
		approve(stage, &id, &["Alice"]);
		let not_hers = format!("record {} belongs to Eve", short(&record));
		refused(stage.person("One"), &["deny", &id], &not_hers);
		refused(stage.person("One"), &["consent", &id], &not_hers);
		eve.run(&["deny", &id]);
		let over = format!("request {} was rejected: the patient denied consent", short(&id));
		refused(stage.person("Bob"), &["approve", &id], &over);
		refused(stage.person("Bob"), &["reject", &id, "--reason", "other"], &over);
		refused(eve, &["consent", &id], &over);
		let out = stage.path("denied").display().to_string();
		refused(ferdie, &["download", &id, "-o", &out], &over);
		refused_by_chain(eve, &["deny", &id], "The request is decided already");
	});
}

#[test]
fn no_is_said_by_nobody_who_was_not_asked() {
	on_stage(|stage| {
		let id = request(stage.person("Ferdie"), &upload(stage));
		let (reject, deny) = (
			["reject", id.as_str(), "--reason", "other"],
			["deny", id.as_str()],
		);
		for (name, command, question) in [
			("Bob", &reject[..], "Reject it?"),
			("Eve", &deny[..], "Deny consent?"),
		] {
			let answer = stage.person(name).run_unasked(command);
			let said = &answer.stderr;
			assert!(answer.code == 2 && said.contains(question), "{name}: {said}");
			assert!(said.contains("say --yes if you mean it"), "{said}");
		}
		// Neither answer was given.
		approve(stage, &id, &["Bob"]);
		stage.person("Eve").run(&["consent", &id]);
	});
}

#[test]
fn suspended_record_takes_no_requests_until_it_is_resumed() {
	on_stage(|stage| {
		let (eve, ferdie) = (stage.person("Eve"), stage.person("Ferdie"));
		let record = upload(stage);
		let id = request(ferdie, &record);
		let not_hers = format!("record {} belongs to Eve", short(&record));
		refused(stage.person("One"), &["suspend", &record], &not_hers);
		eve.run(&["suspend", &record]);
		let gone = format!("there is no request {}", short(&id));
		refused(stage.person("Alice"), &["approve", &id], &gone);
		let suspended = format!(
			"record {} cannot be requested: it is suspended by the patient",
			short(&record)
		);
		refused(ferdie, &["request", &record, "--purpose", "TREAT"], &suspended);
		refused_by_chain(eve, &["suspend", &record], "The patient has suspended the record");
		refused(stage.person("One"), &["resume", &record], &not_hers);
		eve.run(&["resume", &record]);
		refused_by_chain(eve, &["resume", &record], "The record is not suspended");
		request(ferdie, &record);
	});
}

#[test]
fn administrator_answers_once() {
	on_stage(|stage| {
		let id = request(stage.person("Ferdie"), &upload(stage));
		approve(stage, &id, &["Alice"]);
		stage.person("Bob").run(&["reject", &id, "--reason", "other"]);
		let again = format!("you have answered request {} already", short(&id));
		for name in ["Alice", "Bob"] {
			refused(stage.person(name), &["approve", &id], &again);
			refused(stage.person(name), &["reject", &id, "--reason", "other"], &again);
		}
		approve(stage, &id, &["Charlie", "Dave"]);
		let done = format!("request {} has all approvals it needs", short(&id));
		refused(stage.person("Alice"), &["approve", &id], &done);
		refused(stage.person("Bob"), &["reject", &id, "--reason", "other"], &done);
	});
}

#[test]
fn only_administrators_answer_and_never_their_own_request() {
	on_stage(|stage| {
		let record = upload(stage);
		let id = request(stage.person("Ferdie"), &record);
		for name in ["Ferdie", "Eve", "One", "Two"] {
			let message = format!("{name} is not an administrator of committee 1");
			refused(stage.person(name), &["approve", &id], &message);
			refused(
				stage.person(name),
				&["reject", &id, "--reason", "other"],
				&message,
			);
		}
		let dave = stage.person("Dave");
		let own = request(dave, &record);
		let message = format!("request {} is your own", short(&own));
		refused(dave, &["approve", &own], &message);
		refused(dave, &["reject", &own, "--reason", "other"], &message);
	});
}

#[test]
fn request_is_closed_by_its_requester_alone_and_opens_nothing_after_that() {
	on_stage(|stage| {
		let ferdie = stage.person("Ferdie");
		let id = request(ferdie, &upload(stage));
		refused_by_chain(
			stage.person("One"),
			&["close", &id],
			"Only the requester may close a request that can still be used",
		);
		ferdie.run(&["close", &id]);
		refused_by_chain(ferdie, &["close", &id], "There is no such request");
		let gone = format!("there is no request {}", short(&id));
		refused(stage.person("Alice"), &["approve", &id], &gone);
	});
}

#[test]
fn requester_has_four_requests_for_a_record_until_a_rejected_one_is_closed_by_anybody() {
	on_stage(|stage| {
		let ferdie = stage.person("Ferdie");
		let record = upload(stage);
		let requests: Vec<String> = (0..4).map(|_| request(ferdie, &record)).collect();
		let again = ["request", record.as_str(), "--purpose", "TREAT"];
		refused_by_chain(
			ferdie,
			&again,
			"This requester has as many requests for this record as are allowed",
		);
		for administrator in ["Alice", "Bob"] {
			let reject = ["reject", requests[0].as_str(), "--reason", "duplicate"];
			stage.person(administrator).run(&reject);
		}
		stage.person("Charlie").run(&["close", &requests[0]]);
		request(ferdie, &record);
	});
}

#[test]
fn approved_request_opens_nothing_once_the_record_is_erased() {
	on_stage(|stage| {
		let (eve, ferdie, one) = (stage.person("Eve"), stage.person("Ferdie"), stage.person("One"));
		let record = upload(stage);
		let id = request(ferdie, &record);
		approve(stage, &id, &["Alice", "Bob", "Charlie"]);
		eve.run(&["consent", &id]);
		refused(
			ferdie,
			&["erase", &record],
			"Ferdie is a clinician and may not erase records of others",
		);
		// By anybody else than the patient it is only scheduled, and the approvals stay good.
		one.run(&["erase", &record, "--reason", "upload-error"]);
		let early = format!("the erasure of record {} is not due", short(&record));
		refused(one, &["erase", &record, "--finish"], &early);
		eve.run(&["erase", &record]);
		let out = stage.path("erased");
		refused(
			ferdie,
			&["download", &id, "-o", &out.display().to_string()],
			&format!("there is no request {}", short(&id)),
		);
		assert!(!out.exists());
		let erased = format!("record {} was erased in block ", short(&record));
		refused(ferdie, &["request", &record, "--purpose", "TREAT"], &erased);
		refused(eve, &["csp-code", &record], &erased);
		refused(eve, &["erase", &record], &erased);
	});
}

#[test]
fn role_decides_who_uploads_and_who_requests() {
	on_stage(|stage| {
		let record = upload(stage);
		let file = letter(stage).display().to_string();
		let ask = ["request", record.as_str(), "--purpose", "TREAT"];
		let send = ["upload", file.as_str(), "--patient", "//Eve"];
		let (two, charlie, one) = (stage.person("Two"), stage.person("Charlie"), stage.person("One"));
		refused(two, &ask, "Two is a patient and may not request records");
		refused(two, &send, "Two is a patient and may not upload records");
		// Has never registered.
		refused(
			charlie,
			&ask,
			"Charlie is not a user of this chain and may not request records",
		);
		refused(
			stage.person("Ferdie"),
			&send,
			"Ferdie is a clinician and may not upload records",
		);
		refused(
			one,
			&["upload", &file, "--patient", "//Charlie"],
			"Charlie has not registered a key",
		);
		refused(one, &["register"], "One has registered these keys already");
	});
}

#[test]
fn council_decides_by_the_votes_of_its_members() {
	on_stage(|stage| {
		let propose = ["council", "propose-role", "//Two", "clinician", "--json"];
		refused_by_chain_json(stage.person("Eve"), &propose, "Account is not a member");
		let motion = stage.person("Alice").run(&propose).field("motion");
		let vote = ["council", "vote", motion.as_str(), "yes"];
		stage.person("Alice").run(&vote);
		refused_by_chain(stage.person("Alice"), &vote, "Duplicate vote ignored");
		refused_by_chain(stage.person("Two"), &vote, "Account is not a member");
		let close = ["council", "close", motion.as_str()];
		refused_by_chain(stage.person("Dave"), &close, "The close call was made too early");
		// Two votes against of four: it cannot pass any more, and Two stays without the role.
		for name in ["Bob", "Charlie"] {
			stage.person(name).run(&["council", "vote", &motion, "no"]);
		}
		let done = stage.person("Dave").run(&close);
		assert!(done.stderr.contains("it did not pass"), "{}", done.stderr);
		refused(
			stage.person("Alice"),
			&["council", "vote", "999", "yes"],
			"there is no open motion 999",
		);
	});
}

fn refused_by_chain_json(who: &Person, arguments: &[&str], docs: &str) {
	let answer = who.try_run(arguments);
	let error: serde_json::Value = serde_json::from_str(&answer.stderr).unwrap();
	let message = error["error"]["message"].as_str().unwrap();
	assert_eq!(answer.code, 1, "{error}");
	assert!(
		message.starts_with(&format!("the chain refused: {docs}")),
		"{error}"
	);
}

#[test]
fn facility_corrects_a_record_of_another_only_if_the_patient_allows_it() {
	on_stage(|stage| {
		let (eve, bob) = (stage.person("Eve"), stage.person("Bob"));
		decide(stage, &["council", "propose-role", "//Bob", "facility"]);
		let record = upload(stage);
		let file = letter(stage).display().to_string();
		let correct = [
			"upload",
			file.as_str(),
			"--patient",
			"//Eve",
			"--supersedes",
			record.as_str(),
		];
		refused_by_chain(
			bob,
			&correct,
			"Neither is this account the uploader of the record to be corrected, nor has the patient named it",
		);
		let not_hers = format!("record {} belongs to Eve", short(&record));
		refused(bob, &["allow-correction", &record, "//Bob"], &not_hers);
		eve.run(&["allow-correction", &record, "//Bob"]);
		let newer = bob.run(&[&correct[..], &["--json"]].concat()).field("record_id");
		eve.run(&["acknowledge", &newer]);
		let message = format!(
			"record {} cannot be requested: it is superseded by a corrected record",
			short(&record)
		);
		refused(
			stage.person("Ferdie"),
			&["request", &record, "--purpose", "TREAT"],
			&message,
		);
	});
}

#[test]
fn range_is_read_and_one_outside_the_file_is_refused() {
	on_stage(|stage| {
		let (eve, ferdie) = (stage.person("Eve"), stage.person("Ferdie"));
		let file = stage.path("counting.bin");
		let content: Vec<u8> = (0..3000_u16).flat_map(u16::to_le_bytes).collect();
		fs::write(&file, &content).unwrap();
		let file = file.display().to_string();
		let record = stage
			.person("One")
			.run(&["upload", &file, "--patient", "//Eve", "--json"])
			.field("record_id");
		let id = request(ferdie, &record);
		eve.run(&["consent", &id]);
		approve(stage, &id, &["Alice", "Bob", "Charlie"]);
		let out = stage.path("range.bin");
		let target = out.display().to_string();
		let download = |range: &str| -> Vec<String> {
			["download", id.as_str(), "-o", &target, "--range", range]
				.map(str::to_owned)
				.into()
		};
		let outside = download("5990..6001");
		let outside: Vec<&str> = outside.iter().map(String::as_str).collect();
		refused(
			ferdie,
			&outside,
			"bytes 5990..6001 do not lie in the file, which has 6000 bytes",
		);
		assert!(!out.exists());
		let inside = download("1001..1020");
		let inside: Vec<&str> = inside.iter().map(String::as_str).collect();
		ferdie.run(&inside);
		assert_eq!(fs::read(&out).unwrap(), content[1001..1020]);
		// A file that is there is not replaced unless that is asked for, and a range leaves the request open.
		refused(ferdie, &inside, &format!("{target} exists already"));
		ferdie.run(&[inside.as_slice(), &["--force"]].concat());
	});
}

#[test]
fn records_of_an_older_csp_key_stay_open_to_consent_after_a_new_one() {
	on_stage(|stage| {
		let (eve, ferdie) = (stage.person("Eve"), stage.person("Ferdie"));
		let older = upload(stage);
		eve.run(&["key", "rotate-csp"]);
		let newer = upload(stage);
		let keys = eve.run(&["key", "show", "--json"]).json();
		assert!(keys["csp_keys"].as_array().unwrap().len() >= 2, "{keys}");
		for record in [older, newer] {
			let id = request(ferdie, &record);
			eve.run(&["consent", &id]);
			approve(stage, &id, &["Alice", "Bob", "Charlie"]);
			let out = stage.path(&record);
			ferdie.run(&["download", &id, "-o", &out.display().to_string()]);
			assert_eq!(fs::read(out).unwrap(), [7; 3000]);
		}
	});
}
