//! `medquorum bench` as a program: needs no set-up, says that nothing is secret, leaves nothing when it refuses.

use std::{fs, path::Path};

use assert_cmd::Command;
use serde_json::Value;

/// The program, in a folder of its own, without a home.
fn bench(folder: &Path, words: &[&str]) -> Command {
	let mut command = Command::cargo_bin("medquorum").unwrap();
	command
		.current_dir(folder)
		.env("MEDQUORUM_HOME", "/nonexistent/medquorum")
		.timeout(std::time::Duration::from_secs(300))
		.arg("bench")
		.args(words);
	command
}

#[test]
fn a_file_is_sealed_and_opened_and_said_to_be_no_secret() {
	let folder = tempfile::tempdir().unwrap();
	let path = folder.path();
	let content: Vec<u8> = (0..2_500_000u32).map(|at| (at % 251).to_le_bytes()[0]).collect();
	fs::write(path.join("plain"), &content).unwrap();

	let sealed = bench(path, &["seal", "plain", "-o", "sealed", "--cid"])
		.assert()
		.success();
	let said = String::from_utf8(sealed.get_output().stderr.clone()).unwrap();
	assert!(
		said.contains("under a key that everybody knows: for measuring only, no secret"),
		"{said}"
	);
	let cid = String::from_utf8(sealed.get_output().stdout.clone()).unwrap();
	assert!(cid.starts_with("bafy"), "{cid}");

	let opened = bench(
		path,
		&[
			"open",
			"sealed",
			"-o",
			"opened",
			"--threads",
			"2",
			"--cid",
			"--json",
		],
	)
	.assert()
	.success();
	let told: Value = serde_json::from_slice(&opened.get_output().stdout).unwrap();
	assert_eq!(told["plain"], content.len());
	assert_eq!(told["sealed"], fs::metadata(path.join("sealed")).unwrap().len());
	assert_eq!(
		(told["threads"].as_u64(), told["secret"].as_bool()),
		(Some(2), Some(false))
	);
	assert_eq!(told["cid"], cid.trim());
	assert!(fs::read(path.join("opened")).unwrap() == content);

	// The same again: refused without --force.
	bench(path, &["seal", "plain", "-o", "sealed"]).assert().code(1);
	bench(path, &["seal", "plain", "-o", "sealed", "--force"])
		.assert()
		.success();
}

#[test]
fn what_was_altered_is_refused_and_leaves_nothing() {
	let folder = tempfile::tempdir().unwrap();
	let path = folder.path();
	fs::write(path.join("other"), vec![7; 2 << 20]).unwrap();
	let refused = bench(path, &["open", "other", "-o", "opened"]).assert().code(1);
	let said = String::from_utf8(refused.get_output().stderr.clone()).unwrap();
	assert_eq!(
		said,
		"error: other is not what `medquorum bench seal` made, or it was altered\n\
		 next: nothing was written. Seal the file again\n"
	);
	assert!(!path.join("opened").exists());
	bench(path, &["seal", "absent", "-o", "sealed"]).assert().code(2);
	assert_eq!(fs::read_dir(path).unwrap().count(), 1);
}

#[test]
fn the_machine_is_measured_for_people_and_for_programs() {
	let folder = tempfile::tempdir().unwrap();
	let table = bench(folder.path(), &["--size", "1"]).assert().success();
	let table = String::from_utf8(table.get_output().stdout.clone()).unwrap();
	for words in ["AES-256-GCM of ", "SHA-256", "Memory: copy", "Verify a share"] {
		assert!(table.contains(words), "{table}");
	}
	let told = bench(folder.path(), &["--size", "1", "--json"])
		.assert()
		.success();
	let told: Value = serde_json::from_slice(&told.get_output().stdout).unwrap();
	assert_eq!(told["size"], 1 << 20);
	assert!(told["figures"].as_array().unwrap().len() >= 13);
	assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}
