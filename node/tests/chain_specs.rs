//! Chain specs: that they can be made and used, and that no live chain begins with the development committee.
//!
//! Most runs compile the runtime, which takes seconds: the tests are few and each checks more than one thing.

#![allow(clippy::expect_used, reason = "a test may panic")]

mod common;

use common::{refusal_of, stdout_of};
use serde_json::{Value, json};
use std::sync::LazyLock;
use tempfile::TempDir;

/// The spec of a built-in chain.
fn exported(arguments: &[&str]) -> String {
	stdout_of(&[&["export-chain-spec", "--chain"], arguments].concat())
}

static DEV_PLAIN: LazyLock<String> = LazyLock::new(|| exported(&["dev"]));

/// Writes `spec`, changed by `edit`, into a folder of its own.
fn file(spec: &str, edit: impl FnOnce(&mut Value)) -> (TempDir, String) {
	let folder = TempDir::new().expect("a folder");
	let path = folder.path().join("spec.json");
	let mut spec: Value = serde_json::from_str(spec).expect("a spec is JSON");
	edit(&mut spec);
	std::fs::write(&path, spec.to_string()).expect("it can be written");
	(folder, path.to_str().expect("a path").to_owned())
}

/// Makes a spec claim to be live.
fn live(spec: &mut Value) {
	assert_ne!(spec["chainType"], json!("Live"));
	spec["chainType"] = json!("Live");
}

/// What a plain spec says about its genesis, beside the code.
fn genesis_of(spec: &mut Value) -> &mut Value {
	let genesis = spec["genesis"]["runtimeGenesis"]
		.as_object_mut()
		.expect("a plain spec");
	genesis
		.iter_mut()
		.find(|(key, _)| *key != "code")
		.expect("a configuration")
		.1
}

/// A node does not start on the chain in `path`, and says why.
fn assert_refused(path: &str) {
	let said = refusal_of(&["--chain", path]);
	assert!(said.contains("development committee"), "{said}");
}

/// The last word of a run's output: the log may come before it.
fn export(what: &str, chain: &str) -> String {
	stdout_of(&[what, "--chain", chain])
		.split_whitespace()
		.last()
		.expect("an output")
		.to_owned()
}

#[test]
fn plain_live_spec_with_the_development_committee_is_refused() {
	let (_folder, path) = file(&DEV_PLAIN, live);
	assert_refused(&path);
}

#[test]
fn raw_live_spec_with_the_development_committee_is_refused() {
	let (_folder, path) = file(&exported(&["dev", "--raw"]), live);
	assert_refused(&path);
}

#[test]
fn spec_without_a_chain_type_counts_as_live() {
	let (_folder, path) = file(&DEV_PLAIN, |spec| {
		spec.as_object_mut().expect("an object").remove("chainType");
	});
	assert_refused(&path);
}

#[test]
fn live_spec_that_only_names_the_preset_is_refused() {
	let folder = TempDir::new().expect("a folder");
	let (code, spec) = (folder.path().join("code.wasm"), folder.path().join("named.json"));
	let plain: Value = serde_json::from_str(&DEV_PLAIN).expect("a spec is JSON");
	let hex = plain["genesis"]["runtimeGenesis"]["code"]
		.as_str()
		.expect("the code");
	std::fs::write(&code, hex::decode(hex.trim_start_matches("0x")).expect("hex"))
		.expect("it can be written");
	let (code, spec) = (code.to_str().expect("a path"), spec.to_str().expect("a path"));
	let create = [
		"create",
		"-c",
		"paseo",
		"-t",
		"live",
		"-r",
		code,
		"named-preset",
		"development",
	];
	stdout_of(&[&["chain-spec-builder", "-c", spec], &create[..]].concat());
	assert_refused(spec);
}

#[test]
fn live_spec_without_that_committee_is_accepted() {
	let (_folder, path) = file(&DEV_PLAIN, |spec| {
		live(spec);
		genesis_of(spec)["medicalRecords"]["committees"] = json!([]);
		let code = &mut spec["genesis"]["runtimeGenesis"]["code"];
		let plain = hex::decode(code.as_str().expect("the code").trim_start_matches("0x")).expect("hex");
		let compressed = sp_maybe_compressed_blob::compress_weakly(&plain, 50 << 20).expect("it compresses");
		*code = json!(format!("0x{}", hex::encode(compressed)));
	});
	assert!(export("export-genesis-head", &path).starts_with("0x"));
}

#[test]
fn live_spec_with_the_code_of_a_development_build_is_refused() {
	let (_folder, path) = file(&DEV_PLAIN, |spec| {
		live(spec);
		genesis_of(spec)["medicalRecords"]["committees"] = json!([]);
	});
	let said = refusal_of(&["--chain", &path]);
	assert!(said.contains("not compressed"), "{said}");
}

#[test]
fn genesis_of_local_can_be_exported_by_name_and_from_a_file() {
	let (head, code) = (
		export("export-genesis-head", "local"),
		export("export-genesis-wasm", "local"),
	);
	// Parent (32), number, state root (32), extrinsics root (32), digest: at least 98 bytes.
	assert!(
		hex::decode(head.trim_start_matches("0x")).expect("hex").len() >= 98,
		"{head}"
	);
	assert!(
		code.starts_with("0x") && code.len() > 200_000,
		"{} characters",
		code.len()
	);

	let (_folder, path) = file(&exported(&["local", "--raw"]), |_| ());
	assert_eq!(export("export-genesis-head", &path), head);
	assert_eq!(export("export-genesis-wasm", &path), code);
}

/// The example of the documents is founded; what is wrong with a file is told, and nothing is written or replaced.
#[test]
fn consortium_is_founded_from_a_file() {
	let example = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/examples/consortium.json");
	let folder = TempDir::new().expect("a folder");
	let specs = folder.path().join("specs");
	let specs = specs.to_str().expect("a path");
	let told = stdout_of(&["found", example, specs]);
	assert!(told.contains("raw.json"), "{told}");
	// It begins a chain: the node builds its first block from it.
	let head = export("export-genesis-head", &format!("{specs}/raw.json"));
	assert!(head.starts_with("0x") && head.len() > 64, "{head}");
	assert_eq!(
		head,
		export("export-genesis-head", &format!("{specs}/plain.json"))
	);
	// A collator's key goes where the node of this chain looks for it.
	let (phrase, base) = (folder.path().join("phrase"), folder.path().join("base"));
	std::fs::write(&phrase, "//Alice").expect("it can be written");
	let (phrase, base) = (phrase.to_str().expect("a path"), base.to_str().expect("a path"));
	let chain = format!("{specs}/raw.json");
	let place = ["key", "insert", "--chain", &chain, "--base-path", base];
	let key = ["--scheme", "sr25519", "--key-type", "aura", "--suri", phrase];
	stdout_of(&[&place[..], &key].concat());
	let keys = std::fs::read_dir(format!("{base}/chains/medquorum_example/keystore")).expect("a keystore");
	assert_eq!(keys.count(), 1);
	let again = refusal_of(&["found", example, specs]);
	assert!(again.contains("is there already"), "{again}");
	let text = std::fs::read_to_string(example).expect("the example");
	for (from, to, words) in [
		("\"local\"", "\"live\"", "is an account for development"),
		("\"council\"", "\"counsel\"", "unknown field `counsel`"),
	] {
		let path = folder.path().join("wrong.json");
		std::fs::write(&path, text.replacen(from, to, 1)).expect("it can be written");
		let other = folder.path().join("other");
		let (path, other) = (path.to_str().expect("a path"), other.to_str().expect("a path"));
		let said = refusal_of(&["found", path, other]);
		assert!(said.contains(words), "{said}");
		assert!(!std::path::Path::new(other).exists());
	}
}
