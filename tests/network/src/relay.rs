//! The relay chain: Rococo's runtime with sessions of a minute, and validators of it.

use crate::process::{Peer, Process, run};
use medquorum_e2e::binary;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// The parachain that a relay chain has from its first block.
pub struct Genesis {
	/// The number under which the relay chain registers it.
	pub para_id: u32,
	/// Its first header, as hex.
	pub head: String,
	/// Its code, as hex.
	pub code: String,
}

/// What the runtime's preset `local_testnet` holds, so that no program has to compile the wasm to be asked for it:
/// `medquorum-node chain-spec-builder display-preset -p local_testnet -r WASM`.
const PRESET: &str = include_str!("../relay/preset.json");

/// Where set-up has put the relay chain's runtime.
///
/// # Panics
/// When it is not there, with the command that makes it.
fn runtime() -> String {
	let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scripts/relay.sh");
	let wasm = run(Path::new("bash"), &[&script.display().to_string(), "--where"]);
	wasm.trim().to_owned()
}

/// Writes the relay chain's raw spec into `folder` and gives its path.
///
/// # Panics
/// When a step fails.
pub fn spec(folder: &Path, para: &Genesis) -> PathBuf {
	let wasm = runtime();
	let mut genesis: Value =
		serde_json::from_str(PRESET).unwrap_or_else(|error| panic!("the preset: {error}"));
	genesis["paras"] = json!({ "paras": [[para.para_id, {
		"genesis_head": para.head,
		"validation_code": para.code,
		"parachain": true,
	}]] });
	let patch = folder.join("relay.patch.json");
	let spec = folder.join("relay.json");
	std::fs::write(&patch, genesis.to_string())
		.unwrap_or_else(|error| panic!("{}: {error}", patch.display()));
	let [patch, target] = [&patch, &spec].map(|path| path.display().to_string());
	let mut arguments = vec!["chain-spec-builder", "--chain-spec-path", &target];
	arguments.extend(["create", "--raw-storage", "-t", "local", "--runtime", &wasm]);
	arguments.extend(["--chain-name", "Relay", "--chain-id", "rococo_local_testnet"]);
	arguments.extend(["patch", &patch]);
	run(&binary("medquorum-node"), &arguments);
	spec
}

/// A validator of that chain, not started. `who` is a development account; `boot` is another validator's address.
pub fn validator(folder: &Path, spec: &Path, who: &str, peer: &Peer, boot: Option<&str>) -> Process {
	let mut after = vec![
		format!("--chain={}", spec.display()),
		"--insecure-validator-i-know-what-i-do".to_owned(),
	];
	after.extend(boot.map(|address| format!("--bootnodes={address}")));
	let flag = format!("--{}", who.to_lowercase());
	let name = format!("validator-{}", who.to_lowercase());
	Process::new(
		&name,
		binary("polkadot"),
		folder,
		peer,
		&["--validator", &flag],
		&after,
	)
}
