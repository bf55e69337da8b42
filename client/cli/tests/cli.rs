//! The command line without a node: help, usage errors, missing and damaged files, what is said and how it ends.

use std::path::Path;

use crate::common::*;
use medquorum_client::keystore::{Keystore, Passphrase, Secret};
use serde_json::Value;

/// One invocation per file in `tests/cmd`; `TRYCMD=overwrite cargo test --workspace --test cli commands_say` writes what is said now.
#[test]
fn commands_say_what_they_said() {
	trycmd::TestCases::new()
		.env("COLUMNS", "100")
		.env("MEDQUORUM_HOME", "/nonexistent/medquorum")
		.env("NO_COLOR", "1")
		.case("tests/cmd/*.toml");
}

#[test]
fn node_that_is_down_is_one_clear_line() {
	let place = Place::new();
	for arguments in [
		&["status"][..],
		&["records"],
		&["inbox"],
		&["events"],
		&["approve", "abcd"],
	] {
		let answer = place.run(arguments);
		answer.fails(2, "cannot reach the node at ws://127.0.0.1:1");
		assert_eq!(answer.stderr.lines().count(), 2, "{}", answer.stderr);
	}
}

#[test]
fn errors_are_documents_where_json_is_asked_for() {
	let place = Place::new();
	let answer = place.run(&["--json", "status"]);
	let error: Value = serde_json::from_str(&answer.stderr).unwrap();
	assert_eq!(error["error"]["kind"], "Unreachable");
	assert!(
		error["error"]["message"]
			.as_str()
			.unwrap()
			.contains("cannot reach the node")
	);
	assert!(error["error"]["next"].as_str().unwrap().contains("--node"));
	assert_eq!((answer.code, answer.stdout.as_str()), (2, ""));

	let answer = place.run(&["--json", "show", "xyz"]);
	let error: Value = serde_json::from_str(&answer.stderr).unwrap();
	assert_eq!(error["error"]["kind"], "Usage");
	assert_eq!(answer.code, 2);
}

#[test]
fn unencrypted_and_impossible_nodes_are_refused() {
	let place = Place::new();
	place
		.run(&["--node", "ws://node.example.org:9944", "status"])
		.fails(2, "not encrypted");
	place
		.run(&["--node", "node.example.org", "status"])
		.fails(2, "not a valid address of a node");
}

#[test]
fn folder_that_was_never_set_up_is_named() {
	let folder = tempfile::tempdir().unwrap();
	let home = folder.path().join("none");
	let run = |arguments: &[&str]| Answer::of(medquorum().arg("--home").arg(&home).args(arguments));
	run(&["records"]).fails(2, "medquorum init");
	run(&["key", "show"]).fails(2, "no keystore at");
	run(&["contact", "add", "Eve", "//Eve"]).fails(2, "medquorum init");
	assert!(!home.exists(), "a refused command makes no folder");
}

#[test]
fn wrong_passphrase_is_refused() {
	let place = Place::new();
	place
		.run_with("wrong", "", &["key", "show"])
		.fails(1, "the passphrase is wrong");
	place
		.run_with("", "", &["key", "show"])
		.fails(2, "the passphrase is empty");
	let file = place.path("passphrase");
	std::fs::write(&file, "wrong\n").unwrap();
	let file = file.to_str().unwrap();
	place
		.run(&["key", "show", "--passphrase-file", file])
		.fails(1, "the passphrase is wrong");
	std::fs::write(file, "two\nlines\n").unwrap();
	place
		.run(&["key", "show", "--passphrase-file", file])
		.fails(2, "more than one line");
	place
		.run(&["key", "show", "--passphrase-file", "/nonexistent/file"])
		.fails(2, "does not exist");
}

#[test]
fn passphrase_is_never_waited_for_where_nobody_can_type_it() {
	let place = Place::new();
	let mut command = medquorum();
	command
		.arg("--home")
		.arg(place.folder.path())
		.args(["key", "show"])
		.write_stdin("");
	// Where the tests run on a terminal of their own, the prompt would wait: only the setsid case is sure.
	if Path::new("/dev/tty").exists() && std::fs::File::open("/dev/tty").is_ok() {
		return;
	}
	Answer::of(&mut command).fails(2, "MEDQUORUM_PASSPHRASE");
}

#[test]
fn damaged_keystore_is_named_and_kept() {
	let place = Place::new();
	let path = place.path("keys.mqk");
	let whole = std::fs::read(&path).unwrap();
	let damage = |bytes: &[u8], code: i32, words: &str| {
		std::fs::write(&path, bytes).unwrap();
		place.run(&["key", "show"]).fails(code, words);
		assert_eq!(std::fs::read(&path).unwrap(), bytes);
	};
	damage(b"", 2, "keystore");
	damage(&whole[..20], 2, "cut short");
	damage(
		b"not a keystore at all, but long enough to be looked at, with a header and all that",
		2,
		"keystore",
	);
	let mut flipped = whole.clone();
	*flipped.last_mut().unwrap() ^= 1;
	damage(&flipped, 1, "damaged");
	std::fs::write(&path, &whole).unwrap();
	place.run(&["key", "show"]).succeeds();
}

#[test]
fn damaged_settings_and_address_book_are_named() {
	let place = Place::new();
	std::fs::write(place.path("contacts.json"), "{").unwrap();
	place.run(&["contact", "list"]).fails(2, "address book");
	std::fs::write(place.path("config.json"), "{").unwrap();
	place.run(&["status"]).fails(2, "settings");
}

#[test]
fn keys_are_shown_without_secrets() {
	let place = Place::new();
	let shown: Value = serde_json::from_str(place.run(&["key", "show", "--json"]).succeeds()).unwrap();
	assert_eq!(shown["csp_keys"][0]["version"], 1);
	assert!(!shown.to_string().contains(&"01".repeat(32)));
	assert!(place.run(&["key", "show"]).succeeds().contains("CSP key"));
}

#[test]
fn words_bring_the_csp_key_back() {
	let place = Place::new();
	place.run(&["key", "words"]).fails(2, "--yes");
	let words = place.run(&["--yes", "key", "words"]).succeeds().to_owned();
	assert_eq!(words.split_whitespace().count(), 24);
	let before = place.run(&["key", "show", "--json"]).succeeds().to_owned();

	let other = Place::new();
	other.run_with(PASSPHRASE, &words, &["key", "restore"]).succeeds();
	let shown: Value = serde_json::from_str(other.run(&["key", "show", "--json"]).succeeds()).unwrap();
	let before: Value = serde_json::from_str(&before).unwrap();
	assert_eq!(shown["csp_keys"], before["csp_keys"]);

	let swapped = words
		.replacen("zoo", "zone", 1)
		.split_whitespace()
		.rev()
		.collect::<Vec<_>>()
		.join(" ");
	place
		.run_with(PASSPHRASE, &swapped, &["key", "restore"])
		.fails(1, "");
	place
		.run_with(PASSPHRASE, "only three words", &["key", "restore"])
		.fails(1, "");
}

#[test]
fn another_csp_key_is_not_replaced_unasked() {
	let place = Place::new();
	let words = place.run(&["--yes", "key", "words"]).succeeds().to_owned();
	let other = Place::new();
	let passphrase = Passphrase::new(PASSPHRASE.into()).unwrap();
	let keystore = Keystore::open(&other.path("keys.mqk"), passphrase).unwrap();
	keystore
		.update(|secrets| secrets.csp_roots.insert(1, Secret::from_bytes(&[2; 32])))
		.unwrap();
	other
		.run_with(PASSPHRASE, &words, &["key", "restore"])
		.fails(2, "--yes");
	keystore
		.read(|secrets| assert_eq!(secrets.csp_roots[&1].expose(), &[2; 32]))
		.unwrap();
	other
		.run_with(PASSPHRASE, &words, &["--yes", "key", "restore"])
		.succeeds();
}

#[test]
fn passphrase_can_be_changed() {
	let place = Place::new();
	let file = place.path("new");
	std::fs::write(&file, "another passphrase").unwrap();
	place
		.run(&[
			"key",
			"change-passphrase",
			"--new-passphrase-file",
			file.to_str().unwrap(),
		])
		.succeeds();
	place.run(&["key", "show"]).fails(1, "the passphrase is wrong");
	place
		.run_with("another passphrase", "", &["key", "show"])
		.succeeds();
}

#[test]
fn contacts_are_kept() {
	let place = Place::new();
	place
		.run(&[
			"contact",
			"add",
			"Dr Weber",
			"5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY",
		])
		.succeeds();
	place.run(&["contact", "add", "Eve", "//Eve"]).succeeds();
	place
		.run(&["contact", "add", "Eve", "//Bob"])
		.fails(1, "already the name of");
	place
		.run(&[
			"contact",
			"add",
			"Bob",
			"5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQZ",
		])
		.fails(2, "mistyped");
	place
		.run(&["contact", "remove", "Nobody"])
		.fails(1, "neither an address nor a contact");
	let list = place.run(&["contact", "list"]);
	assert!(
		list.succeeds().starts_with("Name      Address\nDr Weber  5Grw"),
		"{}",
		list.stdout
	);
	let entries: Value = serde_json::from_str(place.run(&["contact", "list", "--json"]).succeeds()).unwrap();
	assert_eq!(entries[1]["name"], "Eve");
	place.run(&["contact", "remove", "Eve"]).succeeds();
}

#[test]
fn setting_up_twice_is_refused_and_changes_nothing() {
	let place = Place::new();
	let before = std::fs::read(place.path("keys.mqk")).unwrap();
	place.run(&["init", "--node", NOBODY]).fails(1, "exists already");
	assert_eq!(std::fs::read(place.path("keys.mqk")).unwrap(), before);
}

#[test]
fn setting_up_without_a_node_leaves_nothing() {
	let folder = tempfile::tempdir().unwrap();
	let home = folder.path().join("new");
	let mut command = medquorum();
	command
		.arg("--home")
		.arg(&home)
		.args(["init", "--node", NOBODY])
		.env("MEDQUORUM_PASSPHRASE", PASSPHRASE);
	Answer::of(&mut command).fails(2, "cannot reach the node");
	assert!(!home.exists());
	Answer::of(command.arg("--genesis").arg("xyz")).fails(2, "64 hex digits");
}

#[test]
fn completions_and_manual_are_printed() {
	for (shell, word) in [
		("bash", "complete"),
		("zsh", "#compdef"),
		("fish", "complete -c medquorum"),
	] {
		let script = Answer::of(medquorum().args(["completions", shell]));
		assert!(script.succeeds().contains(word), "{shell}");
	}
	let manual = Answer::of(medquorum().arg("man"));
	for word in [
		".TH medquorum",
		"MEDQUORUM UPLOAD",
		"MEDQUORUM COMMITTEE",
		"unaudited",
	] {
		assert!(manual.succeeds().contains(word), "{word}");
	}
}

#[test]
fn manual_has_the_options_of_every_command() {
	let manual = Answer::of(medquorum().arg("man"));
	let page = manual.succeeds();
	for (section, option) in [
		("MEDQUORUM DOWNLOAD", "\\-\\-keep\\-request"),
		("MEDQUORUM ERASE", "\\-\\-unfinished"),
		("MEDQUORUM COMMITTEE DEAL", "\\-\\-admin"),
		("MEDQUORUM KEY CHANGE-PASSPHRASE", "\\-\\-new\\-passphrase\\-file"),
	] {
		let (_, rest) = page.split_once(&format!(".SH \"{section}\"")).expect(section);
		let end = rest.find("\n.SH \"MEDQUORUM").unwrap_or(rest.len());
		assert!(rest[..end].contains(option), "{section}: {option}");
	}
	// Those of every command stand once, at the beginning.
	assert_eq!(
		page.matches("\\-\\-allow\\-weak").count(),
		2,
		"synopsis and description"
	);

	let folder = tempfile::tempdir().unwrap();
	let pages = folder.path().join("man");
	Answer::of(medquorum().arg("man").arg("--dir").arg(&pages)).succeeds();
	for (page, option) in [
		("medquorum.1", "emit\\-call"),
		("medquorum-download.1", "keep\\-request"),
		("medquorum-committee-deal.1", "admin"),
	] {
		let text = std::fs::read_to_string(pages.join(page)).expect(page);
		assert!(text.contains(option), "{page}");
	}
	Answer::of(medquorum().arg("man").arg("--dir").arg("/proc/none")).fails(2, "/proc/none");
}

/// Command lines that make no sense, and what is said of them.
const WRONG: &[(&[&str], &str)] = &[
	(&["deny"], "<REQUEST>"),
	(&["deny", "xyz!"], "0-9 and a-f"),
	(&["suspend"], "<RECORD>"),
	(&["suspend", "abc"], "first four digits"),
	(&["resume", "abcd", "ef01"], "unexpected argument"),
	(&["close"], "<REQUEST>"),
	(&["close", "abcd", "--record", "x"], "unexpected argument"),
	(&["allow-correction", "abcd"], "required arguments"),
	(&["key", "rotate-csp", "now"], "unexpected argument"),
	(&["download", "abcd"], "--output"),
	(&["download", "abcd", "-o", "x", "--range", "5"], "FIRST..END"),
	(&["download", "abcd", "-o", "x", "--range", "5..a"], "FIRST..END"),
	(
		&["download", "abcd", "-o", "x", "--csp-code"],
		"a value is required",
	),
	(&["erase"], "required arguments"),
	(&["erase", "abcd", "--unfinished"], "cannot be used with"),
	(&["erase", "--object", "x", "--unfinished"], "cannot be used with"),
	(&["erase", "abcd", "--object", "x"], "cannot be used with"),
	(&["committee", "certify", "share", "--force"], "--out"),
	(&["erase", "abcd", "--finish", "--stop"], "cannot be used with"),
	(
		&["erase", "abcd", "--stop", "--reason", "other"],
		"cannot be used with",
	),
	(&["refuse", "abcd"], "--reason"),
	(&["hold", "place", "abcd", "--reason", "litigation"], "--until"),
	(&["sponsor", "Eve"], "--per-day"),
	(&["sponsor", "Eve", "--per-day", "0"], "0 is not in 1.."),
	(&["guardian"], "required arguments"),
	(&["guardian", "Eve", "--none"], "cannot be used with"),
	(&["guardian", "Eve", "--until", "soon"], "YYYY-MM-DD"),
	(
		&["key", "restore", "--former", "--as-version", "2"],
		"cannot be used with",
	),
	(&["init", "--offline"], "--genesis"),
];

#[test]
fn wrong_usage_is_refused_before_anything_is_asked_of_anybody() {
	let place = Place::new();
	for (arguments, words) in WRONG {
		let answer = place.run(arguments);
		assert_eq!(
			(answer.code, answer.stdout.as_str()),
			(2, ""),
			"{arguments:?}: {}",
			answer.stderr
		);
		assert!(
			answer.stderr.contains(words),
			"{arguments:?}: {words:?} not in {}",
			answer.stderr
		);
		assert!(answer.stderr.contains("\nnext: "), "{arguments:?}");
		let mut as_json = vec!["--json"];
		as_json.extend(*arguments);
		let error: Value = serde_json::from_str(&place.run(&as_json).stderr).unwrap();
		assert_eq!(error["error"]["kind"], "Usage", "{arguments:?}");
	}
}

#[test]
fn commands_of_the_patient_and_requester_need_a_node() {
	let place = Place::new();
	for arguments in [
		&["deny", "abcd"][..],
		&["suspend", "abcd"],
		&["resume", "abcd"],
		&["close", "abcd"],
		&["allow-correction", "abcd", "//One"],
		&["key", "rotate-csp"],
		&["download", "abcd", "-o", "x", "--range", "0..9"],
		&["erase", "--unfinished"],
		&["erase", "abcd", "--stop"],
		&["refuse", "abcd", "--reason", "not-mine"],
		&["hold", "lift", "abcd"],
		&["enrol", "x"],
		&["sponsor", "Eve", "--end"],
		&["guardian", "--none"],
		&["freeze", "Eve"],
		&["leave"],
	] {
		place
			.run(arguments)
			.fails(2, "cannot reach the node at ws://127.0.0.1:1");
	}
}

#[test]
fn closed_pipe_is_no_error() {
	use std::process::{Command as Plain, Stdio};
	let program = assert_cmd::cargo::cargo_bin("medquorum");
	let mut child = Plain::new(program)
		.args(["completions", "bash"])
		.stdout(Stdio::piped())
		.stderr(Stdio::piped())
		.spawn()
		.unwrap();
	drop(child.stdout.take());
	let output = child.wait_with_output().unwrap();
	assert!(
		output.status.success(),
		"{}",
		String::from_utf8_lossy(&output.stderr)
	);
	assert_eq!(output.stderr, b"");
}
