//! Which chain: the built-in `dev` and `local`, or a file; and what is refused of files.
//!
//! A chain of type `Live` must not begin with the development committee. That committee is dealt from a seed printed in the
//! source, so everything encrypted to it is open to anyone. Nor with any other key that everybody has. And its code must be
//! compressed: the relay chain may refuse other code, and takes more deposit for it. Of no chain may spec and genesis name two numbers.

use medquorum_runtime::{RuntimeGenesisConfig, WASM_BINARY, constants, genesis_config_presets};
use polkadot_omni_node_lib::chain_spec::{ChainSpec, Extensions, GenericChainSpec, LoadSpec};
use sc_chain_spec::json_patch;
use sc_service::{ChainType, Properties};
use serde_json::Value;
use sp_core::{Pair as _, crypto::DEV_PHRASE, sr25519};
use sp_keyring::{Ed25519Keyring, Sr25519Keyring};
use sp_runtime::BuildStorage as _;
use std::{borrow::Cow, collections::BTreeMap};

/// The relay chain that the built-in specs name. Its spec is part of the library, so the name always resolves; another
/// one is given after `--`, as in `-- --chain relay.json`.
const RELAY_CHAIN: &str = "paseo";

/// The `id` of each built-in chain.
pub const BUILT_IN: [&str; 2] = ["medquorum_dev", "medquorum_local"];

/// Where a genesis keeps the runtime's code.
const CODE_KEY: &[u8] = b":code";

/// The same as raw specs write it.
const CODE_KEY_HEX: &str = "0x3a636f6465";

/// Where a genesis keeps the parachain's number: twox-128 of `ParachainInfo` and of `ParachainId`.
const PARA_ID_KEY: &str = "0x0d715f2646c8f85767b5d2764bb2782604a74d81251e398fd8a0a4d55023bb3f";

/// What to type when no chain was named.
const HELP: &str = "no chain was named. For a development chain that runs alone type: medquorum-node --dev. \
	For another one: medquorum-node --chain <local or a chain spec file>. All options: medquorum-node --help";

/// How compressed code begins (`sp-maybe-compressed-blob`). Relay chains limit the size of code and ask a deposit for each byte.
const COMPRESSED: [u8; 8] = [0x52, 0xbc, 0x53, 0x76, 0x46, 0xdb, 0x8e, 0x05];

/// Answers `--chain`.
pub struct Loader {
	/// Whether a node is about to run, so that nobody reads the spec.
	pub runs: bool,
	/// Whether the chain's code is about to be exported, for a relay chain.
	pub exports: bool,
}

impl LoadSpec for Loader {
	fn load_spec(&self, id: &str) -> Result<Box<dyn ChainSpec>, String> {
		let spec = match id {
			"" => return Err(HELP.into()),
			"dev" => {
				let spec = built_in(
					"Medquorum Development",
					BUILT_IN[0],
					ChainType::Development,
					"development",
				)?;
				match self.runs {
					true => computed(spec, preset("development")?, code()?)?,
					false => spec,
				}
			}
			"local" => built_in(
				"Medquorum Local Testnet",
				BUILT_IN[1],
				ChainType::Local,
				"local_testnet",
			)?,
			path => from_file(path)?,
		};
		check_live(&spec)?;
		if let Some(warning) = self.exports.then(|| code_warning(&spec)).flatten() {
			eprintln!("medquorum-node: warning: {warning}");
		}
		Ok(Box::new(spec))
	}
}

/// The embedded runtime.
pub fn code() -> Result<&'static [u8], String> {
	let built = WASM_BINARY.ok_or(
		"this binary was built without its runtime (SKIP_MEDQUORUM_RUNTIME_WASM_BUILD was set): build it again without that",
	);
	Ok(built?)
}

/// The embedded runtime as a relay chain is to get it: compressed, whichever profile built this program. A release build compacts it
/// as well (wasm-opt).
pub fn compressed_code() -> Result<Vec<u8>, String> {
	let code = code()?;
	if code.starts_with(&COMPRESSED) {
		return Ok(code.to_vec());
	}
	sp_maybe_compressed_blob::compress_strongly(code, sp_maybe_compressed_blob::CODE_BLOB_BOMB_LIMIT)
		.ok_or_else(|| "the runtime is too large to be compressed".to_owned())
}

/// A preset by value, not by name: the node would have to compile the wasm once more to ask it, seconds at each start.
fn preset(name: &str) -> Result<Value, String> {
	let json = genesis_config_presets::get_preset(&name.into()).ok_or("the runtime lacks this preset")?;
	serde_json::from_slice(&json).map_err(|error| format!("the preset {name}: {error}"))
}

/// The same spec with its genesis state, computed by the native code of the embedded runtime: the wasm, which computes the same, would be
/// compiled for this alone, which is half of the time in which a node starts.
fn computed(mut spec: GenericChainSpec, patch: Value, code: &[u8]) -> Result<GenericChainSpec, String> {
	let failed = |error: serde_json::Error| format!("the development genesis: {error}");
	let mut genesis = serde_json::to_value(RuntimeGenesisConfig::default()).map_err(failed)?;
	json_patch::merge(&mut genesis, patch);
	let genesis: RuntimeGenesisConfig = serde_json::from_value(genesis).map_err(failed)?;
	let mut storage = genesis.build_storage()?;
	storage.top.insert(CODE_KEY.to_vec(), code.to_vec());
	spec.set_storage(storage);
	Ok(spec)
}

/// A spec from the embedded runtime and one of its presets.
fn built_in(name: &str, id: &str, chain_type: ChainType, preset: &str) -> Result<GenericChainSpec, String> {
	// A chain that runs alone starts at once: nobody is shown its code.
	let code = match chain_type {
		ChainType::Development => code()?.to_vec(),
		_ => compressed_code()?,
	};
	Ok(
		GenericChainSpec::builder(&code, Extensions::new(RELAY_CHAIN.into(), constants::PARA_ID))
			.with_name(name)
			.with_id(id)
			.with_protocol_id(id)
			.with_chain_type(chain_type)
			.with_properties(properties())
			.with_genesis_config_patch(self::preset(preset)?)
			.build(),
	)
}

/// What wallets show.
pub fn properties() -> Properties {
	let entries = [
		("tokenSymbol", constants::currency::SYMBOL.into()),
		("tokenDecimals", constants::currency::DECIMALS.into()),
		("ss58Format", medquorum_runtime::configs::SS58Prefix::get().into()),
	];
	entries
		.into_iter()
		.map(|(key, value)| (key.to_string(), value))
		.collect()
}

/// A spec from a file, plain or raw.
fn from_file(path: &str) -> Result<GenericChainSpec, String> {
	if !std::path::Path::new(path).is_file() {
		return Err(format!(
			"there is no built-in chain and no file named {path:?}. Built in are: dev, local. Copy the spec there, readable by \
			whoever runs the node, or name another file: --chain FILE"
		));
	}
	let spec = GenericChainSpec::from_json_file(path.into()).map_err(|error| format!("{path}: {error}"))?;
	check_para_id(path, &spec)?;
	Ok(spec)
}

/// Spec and genesis name the same parachain. The node would take the genesis' number and say nothing, while people register the other one.
fn check_para_id(path: &str, spec: &GenericChainSpec) -> Result<(), String> {
	let Some(said) = spec.extensions().para_id() else {
		return Ok(());
	};
	let json: Value =
		serde_json::from_str(&spec.as_json(false)?).map_err(|error| format!("{path}: {error}"))?;
	match para_id_of(&json["genesis"]) {
		Some(inside) if inside != said => Err(format!(
			"{path}: two numbers for one parachain: its para_id is {said}, and its genesis says {inside}. Take the spec that the \
			consortium published; before the chain has begun, make it again: medquorum-node found"
		)),
		_ => Ok(()),
	}
}

/// The parachain's number in a genesis, plain or raw; `None` where it is not written down.
pub fn para_id_of(genesis: &Value) -> Option<u32> {
	if let Some(raw) = genesis["raw"]["top"][PARA_ID_KEY].as_str() {
		let bytes = hex::decode(raw.trim_start_matches("0x")).ok()?;
		return Some(u32::from_le_bytes(bytes.try_into().ok()?));
	}
	let plain = &genesis["runtimeGenesis"];
	let number = ["patch", "config"]
		.iter()
		.find_map(|kind| plain[*kind]["parachainInfo"]["parachainId"].as_u64())?;
	u32::try_from(number).ok()
}

/// What people should know of the code before they give it to a relay chain; `None` when it is as a release build makes it.
fn code_warning(spec: &GenericChainSpec) -> Option<String> {
	let json: Value = serde_json::from_str(&spec.as_json(false).ok()?).ok()?;
	let genesis = &json["genesis"];
	let hex = genesis["raw"]["top"][CODE_KEY_HEX]
		.as_str()
		.or_else(|| genesis["runtimeGenesis"]["code"].as_str())?;
	let exported = hex::decode(hex.trim_start_matches("0x")).ok()?;
	if !exported.starts_with(&COMPRESSED) {
		return Some(
			"this code is not compressed: a relay chain may refuse it, and takes more deposit. Export that of --chain local, or of \
			the raw spec that `medquorum-node found` writes"
				.to_owned(),
		);
	}
	let limit = sp_maybe_compressed_blob::CODE_BLOB_BOMB_LIMIT;
	let plain: Cow<'_, [u8]> = sp_maybe_compressed_blob::decompress(&exported, limit).ok()?;
	// A release build embeds its code compressed, so these are equal in development builds alone.
	(code().ok()? == &*plain).then(|| {
		"this code is compressed, but of a development build, and larger than need be. For a relay chain that takes a deposit, make \
		spec and code with a node built by: cargo build --release"
			.to_owned()
	})
}

/// Keys that everybody has, because the SDK prints their phrases, and what they are called.
fn development_keys() -> BTreeMap<[u8; 32], String> {
	let sr25519 = Sr25519Keyring::iter().map(|key| (key.to_raw_public(), <&str>::from(key), "sr25519"));
	let ed25519 = Ed25519Keyring::iter().map(|key| (key.to_raw_public(), <&str>::from(key), "ed25519"));
	let derived = sr25519
		.chain(ed25519)
		.map(|(key, name, kind)| (key, format!("//{name} ({kind})")));
	let root = sr25519::Pair::from_string(DEV_PHRASE, None).map(|pair| pair.public().0);
	derived
		.chain(root.ok().map(|key| (key, "the development phrase".to_owned())))
		.collect()
}

/// The first of these keys that a state holds, in the name or the content of an entry.
fn development_key_in(state: &BTreeMap<Vec<u8>, Vec<u8>>) -> Option<String> {
	let known = development_keys();
	state
		.iter()
		.filter(|(name, _)| name.as_slice() != CODE_KEY)
		.flat_map(|(name, content)| [name, content])
		.flat_map(|bytes| bytes.windows(32))
		.find_map(|window| known.get(window))
		.cloned()
}

/// The rules of this module for chains in earnest. The genesis state is built as the node would build it, so a patch, a full
/// configuration, a preset's name and raw storage are all seen the same way.
pub fn check_live(spec: &GenericChainSpec) -> Result<(), String> {
	if spec.chain_type() != ChainType::Live {
		return Ok(());
	}
	let key = genesis_config_presets::development_committee_key();
	let storage = spec.as_storage_builder().build_storage().map_err(|error| {
		format!(
			"cannot check the genesis of the live chain {:?}: {error}",
			spec.id()
		)
	})?;
	let found = storage
		.top
		.iter()
		.filter(|(storage_key, _)| storage_key.as_slice() != CODE_KEY)
		.any(|(_, value)| value.windows(key.len()).any(|window| window == key.as_slice()));
	if found {
		return Err(format!(
			"refusing the live chain {:?}: its genesis holds the development committee, whose secrets are public. \
			Give the chain a committee of its own, or set its chainType to \"Development\" or \"Local\"",
			spec.id()
		));
	}
	if let Some(name) = development_key_in(&storage.top) {
		return Err(format!(
			"refusing the live chain {:?}: its genesis holds {name}, a key for development that everybody has. Put keys of your \
			own in its place, or set its chainType to \"Development\" or \"Local\"",
			spec.id()
		));
	}
	let code = storage.top.get(CODE_KEY);
	match code.is_some_and(|code| code.starts_with(&COMPRESSED)) {
		true => Ok(()),
		false => Err(format!(
			"refusing the live chain {:?}: its runtime's code is not compressed, as that of a development build. \
			Make the spec with a node built by: cargo build --release",
			spec.id()
		)),
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use serde_json::json;

	#[test]
	fn what_a_development_node_starts_from_is_what_the_wasm_computes() {
		let spec = |runs| {
			let loader = Loader { runs, exports: false };
			loader.load_spec("dev").expect("it is built in")
		};
		let storage = |runs| {
			spec(runs)
				.as_storage_builder()
				.build_storage()
				.expect("it has a state")
		};
		let (native, wasm) = (storage(true), storage(false));
		assert!(native.top.len() > 50 && native.top == wasm.top);
		assert!(native.children_default.is_empty() && wasm.children_default.is_empty());
		let about = |runs| {
			let json = spec(runs).as_json(true).expect("it is JSON");
			let mut json: Value = serde_json::from_str(&json).expect("it is JSON");
			json.as_object_mut().expect("an object").remove("genesis");
			json
		};
		assert_eq!(about(true), about(false));
	}

	#[test]
	fn keys_that_everybody_has_are_found_in_names_and_in_contents() {
		let state = |name: &[u8], content: &[u8]| {
			let other = (vec![9; 40], vec![8; 70]);
			BTreeMap::from([(name.to_vec(), content.to_vec()), other])
		};
		let around = |key: [u8; 32]| [&[1, 2, 3], &key[..], &[4]].concat();
		let (bob, dave) = (
			around(Sr25519Keyring::Bob.to_raw_public()),
			around(Ed25519Keyring::Dave.to_raw_public()),
		);
		assert_eq!(
			development_key_in(&state(&bob, b"")),
			Some("//Bob (sr25519)".to_owned())
		);
		assert_eq!(
			development_key_in(&state(b"any", &dave)),
			Some("//Dave (ed25519)".to_owned())
		);
		let root = sr25519::Pair::from_string(DEV_PHRASE, None).expect("it is a phrase");
		assert!(development_key_in(&state(b"any", &root.public().0)).is_some());
		assert_eq!(development_key_in(&state(&bob[..30], &dave[..34])), None);
		// The code is not looked at: it holds the presets.
		assert_eq!(development_key_in(&state(CODE_KEY, &bob)), None);
		assert_eq!(development_keys().len(), 14 + 14 + 1);
	}

	#[test]
	fn a_parachains_number_is_read_from_every_kind_of_genesis() {
		assert_eq!(
			para_id_of(&json!({ "raw": { "top": { PARA_ID_KEY: "0xd0070000" } } })),
			Some(2000)
		);
		for kind in ["patch", "config"] {
			let genesis = json!({ "runtimeGenesis": { kind: { "parachainInfo": { "parachainId": 2001 } } } });
			assert_eq!(para_id_of(&genesis), Some(2001));
		}
		assert_eq!(
			para_id_of(&json!({ "raw": { "top": { PARA_ID_KEY: "0xd0" } } })),
			None
		);
		assert_eq!(para_id_of(&json!({})), None);
	}
}
