//! `make load NETWORK=1`: accesses of many people over a parachain under a relay chain, where a call is final after half a minute. Prints what
//! `medquorum-load run` prints.
#![forbid(unsafe_code)]

use medquorum_e2e::binary;
use medquorum_network::Network;
use std::process::{Command, ExitCode};

/// The number that an environment variable holds, or this one.
fn number(name: &str, otherwise: u32) -> Result<u32, String> {
	match std::env::var(name) {
		Ok(text) => text.parse().map_err(|_| format!("{name}={text} is not a number")),
		Err(_) => Ok(otherwise),
	}
}

fn main() -> Result<ExitCode, String> {
	let (lanes, seconds) = (number("LANES", 64)?, number("SECONDS_LONG", 60)?);
	eprintln!("starting a relay chain of two validators, two collators and a full node: two minutes");
	let network = Network::loaded(lanes);
	let mut load = Command::new(binary("medquorum-load"));
	load.args(["run", "--node", &network.full.url()])
		.args(["--lanes", &lanes.to_string()])
		.args(["--seconds", &seconds.to_string()]);
	if let Some(pid) = network.full.pid() {
		load.args(["--pid", &pid.to_string()]);
	}
	let status = load
		.status()
		.map_err(|error| format!("medquorum-load: {error}"))?;
	Ok(match status.success() {
		true => ExitCode::SUCCESS,
		false => ExitCode::FAILURE,
	})
}
