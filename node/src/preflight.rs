//! What is looked at before the node starts, because the node itself would not say it, or only in many lines.
//!
//! A node whose RPC port is taken listens on another one, and whoever types `medquorum` speaks to a stranger. A node that finds a database
//! in its folder believes that it is this chain's, whatever the spec says, because folders are named by the chain's `id` alone.

use crate::{Medquorum, chain_spec::Loader};
use polkadot_omni_node_lib::{
	chain_spec::{ChainSpec, LoadSpec},
	cli::Cli,
	extra_subcommand::DefaultExtraSubcommands,
};
use sc_cli::{
	CliConfiguration, SubstrateCli,
	clap::{CommandFactory as _, FromArgMatches as _, Subcommand as _},
};
use sc_service::BasePath;
use sp_core::{
	Blake2Hasher, Hasher,
	storage::{Storage, StorageChild},
};
use std::{
	ffi::OsString,
	fs,
	io::ErrorKind,
	net::{Ipv4Addr, TcpListener},
	path::Path,
};

/// Port of JSON-RPC when none is given.
const RPC_PORT: u16 = 9944;
/// Port for other nodes when none is given.
const NETWORK_PORT: u16 = 30_333;
/// Beside a chain's database: which genesis it was made for, as 64 hexadecimal digits.
const GENESIS_NOTE: &str = "genesis-of-this-database";

/// Refuses a start that would end badly; the error is one line with cause and remedy. Commands of the node other than its start, and
/// arguments that it does not understand, are left to it.
///
/// # Errors
/// When a port is taken, or the folder holds the database of another chain with this `id`.
pub fn check(arguments: &[OsString]) -> Result<(), String> {
	let line = std::iter::once(OsString::from("medquorum-node")).chain(arguments.iter().cloned());
	// As the node reads them, with what it adds to its commands.
	let command = DefaultExtraSubcommands::augment_subcommands(Cli::<Medquorum>::command());
	let Ok(matches) = Cli::<Medquorum>::setup_command(command).try_get_matches_from(line) else {
		return Ok(());
	};
	let Ok(cli) = Cli::<Medquorum>::from_arg_matches(&matches) else {
		return Ok(());
	};
	if matches.subcommand_name().is_some() {
		return Ok(());
	}
	check_ports(&cli)?;
	check_database(&cli)
}

/// Ports that were asked for by their number, and that of JSON-RPC.
fn check_ports(cli: &Cli<Medquorum>) -> Result<(), String> {
	let base = &cli.run.base;
	if base.rpc_params.experimental_rpc_endpoint.is_empty() {
		check_port(
			base.rpc_params.rpc_port.unwrap_or(RPC_PORT),
			"--rpc-port",
			"JSON-RPC",
		)?;
	}
	if let (Some(port), false) = (
		base.prometheus_params.prometheus_port,
		base.prometheus_params.no_prometheus,
	) {
		check_port(port, "--prometheus-port", "its figures")?;
	}
	let runs_alone = base.shared_params.dev || cli.dev_block_time.is_some() || cli.instant_seal;
	match base.network_params.port {
		None if runs_alone || !base.network_params.listen_addr.is_empty() => Ok(()),
		port => check_port(port.unwrap_or(NETWORK_PORT), "--port", "other nodes"),
	}
}

/// 0 is any free one.
fn check_port(port: u16, option: &str, what: &str) -> Result<(), String> {
	match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
		Err(error) if error.kind() == ErrorKind::AddrInUse => Err(format!(
			"the port {port} for {what} is taken by another program. Is this node running already? Otherwise give another \
			port: {option} NUMBER"
		)),
		// Whatever else is wrong with it, the node says.
		_ => Ok(()),
	}
}

/// A development chain made by `--dev` is made again at will, and each build has another genesis.
fn check_database(cli: &Cli<Medquorum>) -> Result<(), String> {
	let shared = &cli.run.base.shared_params;
	let Some(chain) = shared
		.chain
		.as_deref()
		.filter(|chain| !shared.dev && *chain != "dev")
	else {
		return Ok(());
	};
	if cli.run.base.tmp {
		return Ok(());
	}
	let Ok(base) = cli.run.base.base_path() else {
		return Ok(());
	};
	let base = base.unwrap_or_else(|| BasePath::from_project("", "", &Cli::<Medquorum>::executable_name()));
	// What is wrong with the spec, the node says as well.
	let Ok(spec) = Loader.load_spec(chain) else {
		return Ok(());
	};
	let folder = base.config_dir(spec.id());
	check_genesis(&folder, spec.as_ref())
}

/// Compares the genesis with the one noted beside the database; notes it where there is no note yet, or no database any more.
fn check_genesis(folder: &Path, spec: &dyn ChainSpec) -> Result<(), String> {
	let Ok(storage) = spec.as_storage_builder().build_storage() else {
		return Ok(());
	};
	let genesis = digest(&storage);
	let note = folder.join(GENESIS_NOTE);
	let has_database = ["db", "paritydb"]
		.iter()
		.any(|name| folder.join(name).join("full").exists());
	match fs::read_to_string(&note) {
		Ok(_) if !has_database => write_note(folder, &genesis),
		Ok(noted) if noted.trim() == genesis => Ok(()),
		Ok(_) => Err(format!(
			"the database in {} was made for another genesis than the spec of {:?} has: it is another chain's, or the spec was \
			edited. Give the spec that the consortium published, or another folder: --base-path FOLDER. To begin again with this one: \
			medquorum-node purge-chain. Nothing was changed",
			folder.display(),
			spec.id()
		)),
		Err(_) => write_note(folder, &genesis),
	}
}

/// A folder that cannot be written to is for the node to name.
fn write_note(folder: &Path, genesis: &str) -> Result<(), String> {
	let note = folder.join(GENESIS_NOTE);
	let _: std::io::Result<()> =
		fs::create_dir_all(folder).and_then(|()| fs::write(note, format!("{genesis}\n")));
	Ok(())
}

/// Of everything that a genesis puts into the state. Length prefixes keep keys and values apart.
fn digest(storage: &Storage) -> String {
	let mut bytes = Vec::new();
	let mut put = |part: &[u8]| {
		bytes.extend_from_slice(&(part.len() as u64).to_le_bytes());
		bytes.extend_from_slice(part);
	};
	for (key, value) in &storage.top {
		put(key);
		put(value);
	}
	for (name, StorageChild { data, .. }) in &storage.children_default {
		put(name);
		for (key, value) in data {
			put(key);
			put(value);
		}
	}
	format!("{:x}", Blake2Hasher::hash(&bytes))
}

/// An error of the node in one line: some of its errors are a page of advice with empty lines between.
#[must_use]
pub fn one_line(error: &str) -> String {
	if error.contains("without network key") {
		return "a collator without network key would be another node at each start: other nodes could not find it again. Make the key \
			once with: medquorum-node key generate-node-key --base-path FOLDER --chain SPEC"
			.to_owned();
	}
	error.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn commands_and_help_are_left_to_the_node() {
		let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
		let port = listener.local_addr().unwrap().port().to_string();
		let check = |line: &str| {
			let arguments: Vec<OsString> = line.split(' ').map(OsString::from).collect();
			check(&arguments)
		};
		for line in [
			"--help",
			"--no-such-option",
			"key generate",
			"export-chain-spec --chain dev --raw",
			"purge-chain --chain dev -y",
			"--dev --rpc-port 0 --port 0",
		] {
			check(line).unwrap();
		}
		let taken = check(&format!("--dev --rpc-port {port}")).unwrap_err();
		assert!(taken.contains("--rpc-port"), "{taken}");
	}

	#[test]
	fn a_port_that_is_taken_is_named_with_its_option() {
		let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
		let port = listener.local_addr().unwrap().port();
		let error = check_port(port, "--rpc-port", "JSON-RPC").unwrap_err();
		assert!(
			error.contains(&port.to_string()) && error.contains("--rpc-port"),
			"{error}"
		);
		drop(listener);
		check_port(port, "--rpc-port", "JSON-RPC").unwrap();
	}

	#[test]
	fn a_database_of_another_genesis_is_refused_and_left_alone() {
		let dir = tempfile::tempdir().unwrap();
		let spec = Loader.load_spec("local").unwrap();
		let raw = dir.path().join("raw.json");
		fs::write(&raw, spec.as_json(true).unwrap()).unwrap();
		let load = |path: &Path| Loader.load_spec(path.to_str().unwrap()).unwrap();
		let base = dir.path().join("chains").join(spec.id());
		fs::create_dir_all(base.join("db/full")).unwrap();
		// Plain and raw are the same chain.
		check_genesis(&base, spec.as_ref()).unwrap();
		check_genesis(&base, load(&raw).as_ref()).unwrap();
		let mut edited: serde_json::Value = serde_json::from_slice(&fs::read(&raw).unwrap()).unwrap();
		let top = edited["genesis"]["raw"]["top"].as_object_mut().unwrap();
		let key = top.keys().find(|key| key.len() == 66).unwrap().clone();
		top.insert(key, "0x11".into());
		let other = dir.path().join("edited.json");
		fs::write(&other, edited.to_string()).unwrap();
		let before = fs::read(base.join(GENESIS_NOTE)).unwrap();
		let error = check_genesis(&base, load(&other).as_ref()).unwrap_err();
		assert!(
			error.contains("--base-path") && error.lines().count() == 1,
			"{error}"
		);
		assert_eq!(fs::read(base.join(GENESIS_NOTE)).unwrap(), before);
		// And the right one is still right.
		check_genesis(&base, load(&raw).as_ref()).unwrap();
		// After purge-chain, the folder may have another.
		fs::remove_dir_all(base.join("db/full")).unwrap();
		check_genesis(&base, load(&other).as_ref()).unwrap();
	}

	#[test]
	fn a_page_of_advice_becomes_a_line() {
		let page = "Starting an authorithy without network key in /x.\n\n 1. [Preferred] ...";
		assert_eq!(one_line(page).lines().count(), 1);
		assert!(one_line(page).contains("generate-node-key"));
		assert_eq!(one_line("two\n\t lines"), "two lines");
	}
}
