//! What is looked at before the node starts, because the node itself would not say it, or only in many lines.
//!
//! A node whose RPC port is taken listens on another one, and whoever types `medquorum` speaks to a stranger. A node that finds a database
//! in its folder believes that it is this chain's, whatever the spec says, because folders are named by the chain's `id` alone. And it
//! follows whichever relay chain it is given.

use crate::{
	Medquorum, chain_spec,
	genesis::{self, Unconfirmed},
	watch::Watch,
};
use polkadot_omni_node_lib::{cli::Cli, extra_subcommand::DefaultExtraSubcommands};
use sc_cli::{
	CliConfiguration as _, SubstrateCli as _,
	clap::{CommandFactory as _, FromArgMatches as _, Subcommand as _},
};
use sc_service::BasePath;
use serde::Deserialize;
use serde_json::Value;
use std::{
	ffi::OsString,
	fs,
	io::ErrorKind,
	net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener},
	path::PathBuf,
};

/// Port of JSON-RPC when none is given.
const RPC_PORT: u16 = 9944;
/// Port for other nodes when none is given.
const NETWORK_PORT: u16 = 30_333;
/// The same of the relay node inside.
const RELAY_NETWORK_PORT: u16 = 30_334;
/// Relay chains whose specs are part of the node, by the names under which it has them.
const RELAY_CHAINS: [&str; 5] = ["kusama", "paseo", "polkadot", "rococo", "westend"];

/// Refuses a start that would end badly; the error is one line with cause and remedy. Commands of the node other than its start, and
/// arguments that it does not understand, are left to it. What can be seen only while the node runs is for the answer to watch.
///
/// # Errors
/// When a port is taken, the relay chain is another than the spec's, or the folder holds the database of another chain with this `id`.
pub fn check(arguments: &[OsString]) -> Result<Option<Watch>, String> {
	let line = std::iter::once(OsString::from("medquorum-node")).chain(arguments.iter().cloned());
	// As the node reads them, with what it adds to its commands.
	let command = DefaultExtraSubcommands::augment_subcommands(Cli::<Medquorum>::command());
	let Ok(matches) = Cli::<Medquorum>::setup_command(command).try_get_matches_from(line) else {
		return Ok(None);
	};
	let Ok(cli) = Cli::<Medquorum>::from_arg_matches(&matches) else {
		return Ok(None);
	};
	if matches.subcommand_name().is_some() {
		return Ok(None);
	}
	check_ports(&cli)?;
	let shared = &cli.run.base.shared_params;
	let chain = shared.chain.as_deref().filter(|_| !shared.dev);
	// What is wrong with the file, the node says. The built-in chains are no files.
	let spec: Option<Value> = chain
		.and_then(|chain| fs::read(chain).ok())
		.and_then(|bytes| serde_json::from_slice(&bytes).ok());
	let Some(spec) = spec else {
		return Ok(None);
	};
	check_relay_chain(&spec, &cli.relay_chain_args)?;
	let unconfirmed = check_database(&cli, &spec)?;
	Ok(watch(&cli, &spec, unconfirmed))
}

/// Whether it makes blocks for itself, without a relay chain.
fn runs_alone(cli: &Cli<Medquorum>) -> bool {
	cli.run.base.shared_params.dev || cli.dev_block_time.is_some() || cli.instant_seal
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
	match base.network_params.port {
		None if runs_alone(cli) || !base.network_params.listen_addr.is_empty() => {}
		port => check_port(port.unwrap_or(NETWORK_PORT), "--port", "other nodes")?,
	}
	match runs_alone(cli) {
		true => Ok(()),
		false => check_relay_ports(&cli.relay_chain_args, cli.run.relay_chain_rpc_urls.is_empty()),
	}
}

/// The same for what stands after `--`. Where the relay node is elsewhere, what runs inside serves nobody but its peers.
fn check_relay_ports(arguments: &[String], inside: bool) -> Result<(), String> {
	let port = |name: &str| -> Option<u16> { option(arguments, name)?.parse().ok() };
	if let Some(port) = port("--rpc-port").filter(|_| inside) {
		check_port(port, "-- --rpc-port", "JSON-RPC of the relay node inside")?;
	}
	let figures = inside && !arguments.iter().any(|argument| argument == "--no-prometheus");
	if let Some(port) = port("--prometheus-port").filter(|_| figures) {
		check_port(port, "-- --prometheus-port", "figures of the relay node inside")?;
	}
	match port("--port") {
		None if option(arguments, "--listen-addr").is_some() => Ok(()),
		port => check_port(
			port.unwrap_or(RELAY_NETWORK_PORT),
			"-- --port",
			"other nodes of the relay chain",
		),
	}
}

/// What follows an option in arguments that nobody has read yet: `--name value` or `--name=value`.
fn option<'a>(arguments: &'a [String], name: &str) -> Option<&'a str> {
	let mut arguments = arguments.iter();
	while let Some(argument) = arguments.next() {
		match argument.strip_prefix(name) {
			Some("") => return arguments.next().map(String::as_str),
			Some(rest) if rest.starts_with('=') => return rest.get(1..),
			_ => {}
		}
	}
	None
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

/// What people call a chain.
#[derive(Deserialize)]
struct Named {
	id: String,
	name: String,
}

/// The relay chain that is given after `--` is the one that the spec names, by name or id. The built-in chains name one only because a spec
/// must: any will do for them.
fn check_relay_chain(spec: &Value, arguments: &[String]) -> Result<(), String> {
	let wanted = ["relay_chain", "relayChain", "RelayChain"]
		.iter()
		.find_map(|field| spec[*field].as_str());
	let built_in = spec["id"]
		.as_str()
		.is_some_and(|id| chain_spec::BUILT_IN.contains(&id));
	let (Some(wanted), Some(given), false) = (wanted, option(arguments, "--chain"), built_in) else {
		return Ok(());
	};
	let file: Option<Named> = fs::read(given)
		.ok()
		.and_then(|bytes| serde_json::from_slice(&bytes).ok());
	let same = |name: &str| name.eq_ignore_ascii_case(wanted);
	let known = |name: &str| RELAY_CHAINS.contains(&name.to_ascii_lowercase().as_str());
	let (fits, shown) = match file {
		Some(file) => (same(&file.id) || same(&file.name), file.id),
		// A name that is no file is one of the node's own; what else it may be, the node says.
		None => (same(given) || !known(given) || !known(wanted), given.to_owned()),
	};
	match fits {
		true => Ok(()),
		false => Err(format!(
			"the spec's relay chain is {wanted:?}, and the one given after -- is {shown:?}: no block of this chain would ever be taken \
			there. Give the relay chain that the consortium agreed on: -- --chain FILE"
		)),
	}
}

/// Of a raw spec in a file, as all nodes of a network share it. A plain one would have to run the runtime first, which takes seconds at
/// each start; and a development chain is made again at will.
fn check_database(cli: &Cli<Medquorum>, spec: &Value) -> Result<Option<Unconfirmed>, String> {
	let (Some(base), Some((id, genesis))) = (folder(cli), genesis::of_raw(spec)) else {
		return Ok(None);
	};
	let folder = base.join("chains").join(id);
	match genesis::check(&folder, id, &genesis)? {
		true => Ok(None),
		false => Ok(Some(Unconfirmed {
			folder,
			genesis,
			top: spec["genesis"]["raw"]["top"].clone(),
			children: spec["genesis"]["raw"]["childrenDefault"].clone(),
		})),
	}
}

/// Where the node keeps everything; `None` where that is made for one run.
fn folder(cli: &Cli<Medquorum>) -> Option<PathBuf> {
	if cli.run.base.tmp {
		return None;
	}
	let base = cli.run.base.base_path().ok()?;
	let base = base.unwrap_or_else(|| BasePath::from_project("", "", &Cli::<Medquorum>::executable_name()));
	Some(base.path().to_owned())
}

/// What is to be watched of a node that runs on this spec; `None` where nothing is, or where it cannot be asked.
fn watch(cli: &Cli<Medquorum>, spec: &Value, unconfirmed: Option<Unconfirmed>) -> Option<Watch> {
	let alone = runs_alone(cli);
	if alone && unconfirmed.is_none() {
		return None;
	}
	let base = &cli.run.base;
	let rpc = match base.rpc_params.experimental_rpc_endpoint.first() {
		Some(endpoint) => endpoint.listen_addr,
		None => SocketAddr::from((Ipv4Addr::LOCALHOST, base.rpc_params.rpc_port.unwrap_or(RPC_PORT))),
	};
	if rpc.port() == 0 {
		return None;
	}
	// Keys of development accounts lie in no file.
	let makes_blocks = (cli.run.collator || base.validator) && base.get_keyring().is_none();
	let keystore = base.keystore_params.keystore_path.clone();
	let keystore = keystore.or_else(|| {
		let id = spec["id"].as_str()?;
		Some(folder(cli)?.join("chains").join(id).join("keystore"))
	});
	Some(Watch {
		rpc: reachable(rpc).to_string(),
		relay: relay_node(cli),
		id: spec["id"].as_str().unwrap_or_default().to_owned(),
		para_id: chain_spec::para_id_of(&spec["genesis"]),
		collates: cli.run.collator || base.validator,
		keystore: keystore.filter(|_| makes_blocks),
		unconfirmed,
		alone,
	})
}

/// Where a relay node can be asked without encryption: the one inside, or one elsewhere at a `ws:` address.
fn relay_node(cli: &Cli<Medquorum>) -> Option<String> {
	if let Some(url) = cli.run.relay_chain_rpc_urls.first() {
		return match (url.scheme(), url.host_str(), url.port_or_known_default()) {
			("ws", Some(host), Some(port)) => Some(format!("{host}:{port}")),
			_ => None,
		};
	}
	let arguments = &cli.relay_chain_args;
	let endpoint = option(arguments, "--experimental-rpc-endpoint").and_then(|endpoint| {
		endpoint
			.split(',')
			.find_map(|part| part.strip_prefix("listen-addr="))?
			.parse()
			.ok()
	});
	// Its usual port may be that of a stranger: then the node takes another one.
	let address = endpoint.or_else(|| {
		let port: u16 = option(arguments, "--rpc-port")?.parse().ok()?;
		Some(SocketAddr::from((Ipv4Addr::LOCALHOST, port)))
	});
	address.map(|address| reachable(address).to_string())
}

/// A server on every address of the machine is asked on loopback.
fn reachable(mut address: SocketAddr) -> SocketAddr {
	if address.ip().is_unspecified() {
		address.set_ip(IpAddr::V4(Ipv4Addr::LOCALHOST));
	}
	address
}

#[cfg(test)]
mod tests;
