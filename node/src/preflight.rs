//! What is looked at before the node starts, because the node itself would not say it, or only in many lines.
//!
//! A node whose RPC port is taken listens on another one, and whoever types `medquorum` speaks to a stranger. A node that finds a database
//! in its folder believes that it is this chain's, whatever the spec says, because folders are named by the chain's `id` alone.

use crate::Medquorum;
use polkadot_omni_node_lib::{cli::Cli, extra_subcommand::DefaultExtraSubcommands};
use sc_cli::{
	CliConfiguration as _, SubstrateCli as _,
	clap::{CommandFactory as _, FromArgMatches as _, Subcommand as _},
};
use sc_service::BasePath;
use serde_json::{Map, Value};
use sp_core::{Blake2Hasher, Hasher as _};
use std::{
	collections::BTreeMap,
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

/// Of a raw spec in a file, as all nodes of a network share it. A plain one and the built-in ones would have to run the runtime first,
/// which takes seconds at each start; and a development chain is made again at will.
fn check_database(cli: &Cli<Medquorum>) -> Result<(), String> {
	let shared = &cli.run.base.shared_params;
	let Some(chain) = shared
		.chain
		.as_deref()
		.filter(|_| !shared.dev && !cli.run.base.tmp)
	else {
		return Ok(());
	};
	let Ok(base) = cli.run.base.base_path() else {
		return Ok(());
	};
	let base = base.unwrap_or_else(|| BasePath::from_project("", "", &Cli::<Medquorum>::executable_name()));
	// What is wrong with the file, the node says.
	let spec = fs::read(chain)
		.ok()
		.and_then(|bytes| serde_json::from_slice(&bytes).ok());
	let Some((id, genesis)) = spec.as_ref().and_then(raw_genesis) else {
		return Ok(());
	};
	check_genesis(&base.config_dir(id), id, &genesis)
}

/// The `id` of a raw spec, and a digest of everything that its genesis puts into the state; `None` for any other spec.
fn raw_genesis(spec: &Value) -> Option<(&str, String)> {
	let id = spec["id"].as_str()?;
	let raw = spec["genesis"]["raw"].as_object()?;
	let mut bytes = Vec::new();
	put(&mut bytes, raw);
	Some((id, format!("{:x}", Blake2Hasher::hash(&bytes))))
}

/// Names and texts in order, each with its length before it, so that no two states look alike.
fn put(bytes: &mut Vec<u8>, fields: &Map<String, Value>) {
	let mut text = |text: &str| {
		bytes.extend_from_slice(&(text.len() as u64).to_le_bytes());
		bytes.extend_from_slice(text.to_ascii_lowercase().as_bytes());
	};
	let sorted: BTreeMap<_, _> = fields.iter().collect();
	let mut below = Vec::new();
	for (name, value) in sorted {
		text(name);
		match value {
			Value::String(value) => text(value),
			Value::Object(fields) => below.push(fields),
			_ => text(""),
		}
	}
	below.into_iter().for_each(|fields| put(bytes, fields));
}

/// Compares the genesis with the one noted beside the database; notes it where there is no note yet, or no database any more.
fn check_genesis(folder: &Path, id: &str, genesis: &str) -> Result<(), String> {
	let has_database = ["db", "paritydb"]
		.iter()
		.any(|name| folder.join(name).join("full").exists());
	match fs::read_to_string(folder.join(GENESIS_NOTE)) {
		Ok(noted) if has_database && noted.trim() != genesis => Err(format!(
			"the database in {} was made for another genesis than the spec of {id:?} has: it is another chain's, or the spec was \
			edited. Give the spec that the consortium published, or another folder: --base-path FOLDER. To begin again with this one: \
			medquorum-node purge-chain. Nothing was changed",
			folder.display(),
		)),
		Ok(noted) if noted.trim() == genesis => Ok(()),
		_ => {
			// A folder that cannot be written to is for the node to name.
			let note = format!("{genesis}\n");
			let _: std::io::Result<()> =
				fs::create_dir_all(folder).and_then(|()| fs::write(folder.join(GENESIS_NOTE), note));
			Ok(())
		}
	}
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
	use serde_json::json;

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
		let base = dir.path().join("chains/one");
		let top = |value: &str| {
			json!({ "id": "one", "name": "any", "genesis": { "raw": {
				"top": { "0x02": value, "0x01": "0xaa" }, "childrenDefault": {}
			} } })
		};
		let check = |spec: &Value| {
			let (id, genesis) = raw_genesis(spec).unwrap();
			check_genesis(&base, id, &genesis)
		};
		let (right, edited) = (top("0x11"), top("0x12"));
		check(&right).unwrap();
		fs::create_dir_all(base.join("db/full")).unwrap();
		// What is not of the genesis may change, like boot nodes and names.
		let mut renamed = top("0X11");
		renamed["bootNodes"] = json!(["/dns/elsewhere"]);
		check(&renamed).unwrap();
		let before = fs::read(base.join(GENESIS_NOTE)).unwrap();
		let error = check(&edited).unwrap_err();
		assert!(
			error.contains("--base-path") && error.lines().count() == 1,
			"{error}"
		);
		assert_eq!(fs::read(base.join(GENESIS_NOTE)).unwrap(), before);
		// And the right one is still right.
		check(&right).unwrap();
		// After purge-chain, the folder may have another.
		fs::remove_dir_all(base.join("db/full")).unwrap();
		check(&edited).unwrap();
		assert_eq!(
			raw_genesis(&json!({ "id": "one", "genesis": { "runtimeGenesis": {} } })),
			None
		);
	}

	#[test]
	fn a_page_of_advice_becomes_a_line() {
		let page = "Starting an authorithy without network key in /x.\n\n 1. [Preferred] ...";
		assert_eq!(one_line(page).lines().count(), 1);
		assert!(one_line(page).contains("generate-node-key"));
		assert_eq!(one_line("two\n\t lines"), "two lines");
	}
}
