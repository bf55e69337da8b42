//! Which chain: the built-in `dev` and `local`, or a file; and two rules for those in earnest.
//!
//! A chain of type `Live` must not begin with the development committee. That committee is dealt from a seed printed in the
//! source, so everything encrypted to it is open to anyone. And its code must be compressed, as a release build makes it:
//! the relay chain may refuse other code, and takes more deposit for it.

use medquorum_runtime::{WASM_BINARY, constants, genesis_config_presets};
use polkadot_omni_node_lib::chain_spec::{ChainSpec, Extensions, GenericChainSpec, LoadSpec};
use sc_service::{ChainType, Properties};

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
pub struct Loader;

impl LoadSpec for Loader {
	fn load_spec(&self, id: &str) -> Result<Box<dyn ChainSpec>, String> {
		let spec = match id {
			"" => return Err(HELP.into()),
			"dev" => built_in(
				"Medquorum Development",
				"medquorum_dev",
				ChainType::Development,
				"development",
			)?,
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

/// A spec from the embedded runtime and one of its presets.
fn built_in(name: &str, id: &str, chain_type: ChainType, preset: &str) -> Result<GenericChainSpec, String> {
	// A chain that runs alone starts at once: nobody is shown its code.
	let code = match chain_type {
		ChainType::Development => code()?.to_vec(),
		_ => compressed_code()?,
	};
	// By value, not by name: the node would have to compile the wasm once more to ask it, seconds at each start.
	let json = genesis_config_presets::get_preset(&preset.into()).ok_or("the runtime lacks this preset")?;
	let patch = serde_json::from_slice(&json).map_err(|error| format!("the preset {preset}: {error}"))?;
	Ok(
		GenericChainSpec::builder(&code, Extensions::new(RELAY_CHAIN.into(), constants::PARA_ID))
			.with_name(name)
			.with_id(id)
			.with_protocol_id(id)
			.with_chain_type(chain_type)
			.with_properties(properties())
			.with_genesis_config_patch(patch)
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
