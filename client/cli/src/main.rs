//! The command line of Medquorum: parses, runs one command, reports, and turns the outcome into an exit code.
#![forbid(unsafe_code)]

mod cli;
mod commands;
mod context;
mod interrupt;
mod output;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Parser;
use clap::error::ErrorKind;
use medquorum_client::advice::Blame;

use crate::cli::Cli;
use crate::context::App;
use crate::output::{CommandError, Failure, Outcome};

fn main() -> ExitCode {
	no_core_dumps();
	// Only panics and internal errors get there; everything else is said in a line of its own.
	if color_eyre::config::HookBuilder::default()
		.display_env_section(false)
		.install()
		.is_err()
	{
		return ExitCode::from(Blame::Bug.exit_code());
	}
	let cli = match Cli::try_parse() {
		Ok(cli) => cli,
		Err(error) => return usage(&error),
	};
	let as_json = cli.global.json;
	match run(cli) {
		Ok(()) => ExitCode::SUCCESS,
		Err(failure) => {
			// Nobody listening is no reason to fail differently.
			let _: io::Result<()> = failure.report(as_json, &mut io::stderr().lock());
			ExitCode::from(failure.exit())
		}
	}
}

fn run(cli: Cli) -> Outcome {
	let runtime = tokio::runtime::Builder::new_multi_thread()
		.enable_all()
		.build()
		.map_err(CommandError::Threads)?;
	let mut out = io::stdout().lock();
	let app = App::new(cli.global)?;
	let done = runtime.block_on(commands::run(&cli.command, &app, &mut out));
	// Threads that still read for work that was given up end with the process, not the process with them.
	runtime.shutdown_background();
	done?;
	out.flush()?;
	Ok(())
}

/// Help and version go to standard output; wrong usage is said like every other error.
fn usage(error: &clap::Error) -> ExitCode {
	if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
		// A closed pipe is the reader's choice.
		let _: io::Result<()> = error.print();
		return ExitCode::SUCCESS;
	}
	let as_json = std::env::args_os()
		.skip(1)
		.take_while(|word| word != "--")
		.any(|word| word == "--json");
	let failure = Failure::usage(error);
	if as_json {
		let _: io::Result<()> = failure.report(true, &mut io::stderr().lock());
	} else {
		let _: io::Result<()> = error.print();
		if error.kind() != ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
			let _: io::Result<()> = writeln!(io::stderr(), "next: {}", CommandError::USAGE_NEXT);
		}
	}
	ExitCode::from(failure.exit())
}

/// Memory holds keys: it must not end up in a core file.
fn no_core_dumps() {
	use rustix::process::{Resource, Rlimit, setrlimit};
	let none = Rlimit {
		current: Some(0),
		maximum: Some(0),
	};
	// If the system refuses, there is nothing better to do than to go on.
	let _: rustix::io::Result<()> = setrlimit(Resource::Core, none);
}
