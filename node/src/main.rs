//! The Medquorum node: `polkadot-omni-node-lib` with this project's runtime embedded.
//!
//! The same binary runs a development chain alone (`--dev`), a full node, and a collator.

#![forbid(unsafe_code)]

mod advice;
mod chain_spec;
mod consortium;
mod genesis;
mod preflight;
mod resolver;
mod watch;

use polkadot_omni_node_lib::{CliConfig, RunConfig, run};
use std::{ffi::OsString, path::Path, process::ExitCode};

/// What `--version` and `--help` say.
struct Medquorum;

impl CliConfig for Medquorum {
	fn impl_version() -> String {
		format!(
			"{}-{}",
			env!("CARGO_PKG_VERSION"),
			env!("SUBSTRATE_CLI_COMMIT_HASH")
		)
	}

	fn author() -> String {
		env!("CARGO_PKG_AUTHORS").into()
	}

	fn support_url() -> String {
		format!("{}/issues", env!("CARGO_PKG_REPOSITORY"))
	}

	fn copyright_start_year() -> u16 {
		2026
	}
}

fn main() -> ExitCode {
	let arguments: Vec<OsString> = std::env::args_os().skip(1).collect();
	if arguments.first().is_some_and(|first| first == "found") {
		return found(&arguments[1..]);
	}
	match preflight::check(&arguments) {
		Ok(watch) => watch.into_iter().for_each(watch::Watch::begin),
		Err(refused) => {
			eprintln!("medquorum-node: {refused}");
			return ExitCode::FAILURE;
		}
	}
	// Subcommands have names; a node that is to run has options alone.
	let first = arguments.first().map(|first| first.to_string_lossy());
	let named = first.as_ref().is_some_and(|first| !first.starts_with('-'));
	let loader = chain_spec::Loader {
		runs: !named,
		exports: first.is_some_and(|first| first == "export-genesis-wasm"),
	};
	let config = RunConfig::new(Box::new(resolver::Fixed), Box::new(loader));
	let Err(error) = run::<Medquorum>(config) else {
		return match watch::has_ended() {
			true => ExitCode::FAILURE,
			false => ExitCode::SUCCESS,
		};
	};
	let told = match error {
		sc_cli::Error::Input(message) => message,
		other => other.to_string(),
	};
	eprintln!("medquorum-node: {}", advice::one_line(&told));
	ExitCode::FAILURE
}

/// `medquorum-node found CONSORTIUM.json FOLDER`: the chain specs of a consortium, checked.
fn found(arguments: &[OsString]) -> ExitCode {
	let [file, folder] = arguments else {
		eprintln!("{}", consortium::USAGE);
		return ExitCode::from(2);
	};
	match consortium::found(Path::new(file), Path::new(folder)) {
		Ok(told) => {
			println!("{told}");
			ExitCode::SUCCESS
		}
		Err(error) => {
			eprintln!("medquorum-node: {error}");
			ExitCode::FAILURE
		}
	}
}
