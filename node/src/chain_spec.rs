//! Which chain: the built-in `dev` and `local`, or a file; and two rules for those in earnest.
//!
//! A chain of type `Live` must not begin with the development committee. That committee is dealt from a seed printed in the
//! source, so everything encrypted to it is open to anyone. And its code must be compressed, as a release build makes it:
//! the relay chain may refuse other code, and takes more deposit for it.

use medquorum_runtime::{RuntimeGenesisConfig, WASM_BINARY, constants, genesis_config_presets};
use polkadot_omni_node_lib::chain_spec::{ChainSpec, Extensions, GenericChainSpec, LoadSpec};
use sc_chain_spec::json_patch;
use sc_service::{ChainType, Properties};
use serde_json::{Value, json};
use sp_runtime::BuildStorage as _;

/// The relay chain that the built-in specs name. Its spec is part of the library, so the name always resolves; another
/// one is given after `--`, as in `-- --chain relay.json`.
const RELAY_CHAIN: &str = "paseo";

/// Where a genesis keeps the runtime's code.
const CODE_KEY: &[u8] = b":code";

/// What to type when no chain was named.
const HELP: &str = "no chain was named. For a development chain that runs alone type: medquorum-node --dev. \
	For another one: medquorum-node --chain <local or a chain spec file>. All options: medquorum-node --help";

/// How compressed code begins (`sp-maybe-compressed-blob`). Relay chains limit the size of code and ask a deposit for each byte.
const COMPRESSED: [u8; 8] = [0x52, 0xbc, 0x53, 0x76, 0x46, 0xdb, 0x8e, 0x05];

/// Answers `--chain`.
pub struct Loader {
	/// Whether a node is about to run, so that nobody reads the spec.
	pub runs: bool,
}

impl LoadSpec for Loader {
	fn load_spec(&self, id: &str) -> Result<Box<dyn ChainSpec>, String> {
		let spec = match id {
			"" => return Err(HELP.into()),
			"dev" => {
				let spec = built_in(
					"Medquorum Development",
					"medquorum_dev",
					ChainType::Development,
					"development",
				)?;
				match self.runs {
					true => computed(&spec, preset("development")?, code()?)?,
					false => spec,
				}
			}
			"local" => built_in(
				"Medquorum Local Testnet",
				"medquorum_local",
				ChainType::Local,
				"local_testnet",
			)?,
			path => from_file(path)?,
		};
		check_live(&spec)?;
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
fn computed(spec: &GenericChainSpec, patch: Value, code: &[u8]) -> Result<GenericChainSpec, String> {
	let failed = |error: serde_json::Error| format!("the development genesis: {error}");
	let mut genesis = serde_json::to_value(RuntimeGenesisConfig::default()).map_err(failed)?;
	json_patch::merge(&mut genesis, patch);
	let genesis: RuntimeGenesisConfig = serde_json::from_value(genesis).map_err(failed)?;
	let mut storage = genesis.build_storage()?;
	storage.top.insert(CODE_KEY.to_vec(), code.to_vec());
	let hex = |bytes: &[u8]| format!("0x{}", hex::encode(bytes));
	let entries = storage.top.iter();
	let top: serde_json::Map<String, Value> = entries
		.map(|(key, value)| (hex(key), Value::from(hex(value))))
		.collect();
	let mut json: Value = serde_json::from_str(&spec.as_json(false)?).map_err(failed)?;
	if let Some(genesis) = json.get_mut("genesis") {
		*genesis = json!({ "raw": { "top": top, "childrenDefault": {} } });
	}
	GenericChainSpec::from_json_bytes(json.to_string().into_bytes())
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
			"there is no built-in chain and no file named {path:?}. Built in are: dev, local"
		));
	}
	GenericChainSpec::from_json_file(path.into()).map_err(|error| format!("{path}: {error}"))
}

/// The rules of this module. The genesis state is built as the node would build it, so a patch, a full configuration, a
/// preset's name and raw storage are all seen the same way.
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

	#[test]
	fn what_a_development_node_starts_from_is_what_the_wasm_computes() {
		let spec = |runs| Loader { runs }.load_spec("dev").expect("it is built in");
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
}
