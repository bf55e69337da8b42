//! Chain specs: that they can be made and used, and that no live chain begins with keys that everybody has.
//!
//! Most runs compile the runtime, which takes seconds: the tests are few and each checks more than one thing.

use crate::common::{self, refusal_of, stdout_of};
use serde_json::{Value, json};
use sp_core::crypto::{AccountId32, Ss58Codec};
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

/// How compressed code begins, as hex.
const COMPRESSED: &str = "0x52bc537646db8e05";

/// The specs of a live chain on which nobody has a key that others have too: plain and raw.
static LIVE: LazyLock<[String; 2]> = LazyLock::new(|| {
	let folder = TempDir::new().expect("a folder");
	let (file, specs) = (folder.path().join("live.json"), folder.path().join("specs"));
	let address = |seed: u8| AccountId32::new([seed; 32]).to_ss58check();
	let people = |seeds: [u8; 3]| seeds.map(address);
	let endowments: serde_json::Map<_, _> = (1..=7).map(|seed| (address(seed), json!(1000))).collect();
	let consortium = json!({
		"name": "Medquorum North", "id": "medquorum_north", "type": "live", "para_id": 2000, "relay_chain": "paseo",
		"collators": [{ "account": address(7), "aura": format!("0x{}", "71".repeat(32)) }],
		"council": people([1, 2, 3]), "recovery": people([4, 5, 6]), "endowments": endowments,
	});
	std::fs::write(&file, consortium.to_string()).expect("it can be written");
	stdout_of(&[
		"found",
		file.to_str().expect("a path"),
		specs.to_str().expect("a path"),
	]);
	["plain.json", "raw.json"].map(|name| std::fs::read_to_string(specs.join(name)).expect("it is there"))
});

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
fn live_spec_with_development_keys_is_refused() {
	let (_folder, path) = file(&DEV_PLAIN, |spec| {
		live(spec);
		genesis_of(spec)["medicalRecords"]["committees"] = json!([]);
	});
	let said = refusal_of(&["--chain", &path]);
	assert!(said.contains("a key for development"), "{said}");
}

#[test]
fn live_spec_with_keys_of_its_own_is_accepted_and_one_of_everybodys_is_not() {
	let [plain, raw] = &*LIVE;
	for spec in [plain, raw] {
		let (_folder, path) = file(spec, |spec| assert_eq!(spec["chainType"], json!("Live")));
		assert!(export("export-genesis-head", &path).starts_with("0x"));
		assert!(export("export-genesis-wasm", &path).starts_with(COMPRESSED));
	}
	// Among the collators' keys, or as one who gets tokens.
	let alice = "d43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d";
	for own in ["71".repeat(32), "01".repeat(32)] {
		let (_folder, path) = file(&raw.replace(&own, alice), |_| ());
		let said = refusal_of(&["--chain", &path]);
		assert!(said.contains("//Alice (sr25519)"), "{said}");
	}
}

#[test]
fn live_spec_with_the_code_of_a_development_build_is_refused() {
	let development: Value = serde_json::from_str(&DEV_PLAIN).expect("a spec is JSON");
	let (_folder, path) = file(&LIVE[0], |spec| {
		spec["genesis"]["runtimeGenesis"]["code"] = development["genesis"]["runtimeGenesis"]["code"].clone();
	});
	let said = refusal_of(&["--chain", &path]);
	assert!(said.contains("not compressed"), "{said}");
}

#[test]
fn spec_whose_genesis_names_another_parachain_is_refused() {
	for spec in &*LIVE {
		let (_folder, path) = file(spec, |spec| {
			assert_eq!(spec["para_id"], json!(2000));
			spec["para_id"] = json!(2001);
		});
		let said = refusal_of(&["--chain", &path]);
		assert!(said.contains("two numbers for one parachain"), "{said}");
	}
}

#[test]
fn relay_chain_that_the_spec_does_not_name_is_refused() {
	let (folder, path) = file(&LIVE[1], |_| ());
	let relay = folder.path().join("relay.json");
	std::fs::write(&relay, "{\"id\":\"other\",\"name\":\"Other\"}").expect("it can be written");
	let relay = relay.to_str().expect("a path");
	let start = ["--chain", &path, "--rpc-port", "0", "--port", "0"];
	let said = refusal_of(&[&start[..], &["--", "--port", "0", "--chain", relay]].concat());
	assert!(said.contains("relay chain is \"paseo\""), "{said}");
}

#[test]
fn code_that_a_relay_chain_would_rather_not_have_is_exported_with_a_warning() {
	let warning = |chain: &str| {
		let output = common::run(&["export-genesis-wasm", "--chain", chain]);
		assert!(output.status.success());
		String::from_utf8_lossy(&output.stderr).into_owned()
	};
	let (dev, local) = (warning("dev"), warning("local"));
	if cfg!(debug_assertions) {
		assert!(
			dev.contains("not compressed") && dev.contains("--chain local"),
			"{dev}"
		);
		assert!(local.contains("of a development build"), "{local}");
	} else {
		assert!(
			!dev.contains("warning:") && !local.contains("warning:"),
			"{dev}{local}"
		);
	}
}

#[test]
fn genesis_of_local_can_be_exported_by_name_and_from_a_file() {
	let (head, code) = (
		export("export-genesis-head", "local"),
		export("export-genesis-wasm", "local"),
	);
	// Parent (32), number, state root (32), extrinsics root (32), digest.
	let bytes = |hex: &str| hex::decode(hex.trim_start_matches("0x")).expect("hex").len();
	assert_eq!(bytes(&head), 98, "{head}");
	assert!(code.starts_with(COMPRESSED) && bytes(&code) > 100_000);
	println!("genesis head {} B, genesis wasm {} B", bytes(&head), bytes(&code));

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
