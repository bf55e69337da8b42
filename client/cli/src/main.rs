//! The command line of Medquorum: parses, runs one command, reports, and turns the outcome into an exit code.
#![forbid(unsafe_code)]

mod args;
mod commands;
mod context;
mod global;
mod interrupt;
mod output;

use clap::{Parser as _, error::ErrorKind};
use commands::Cli;
use context::App;
use medquorum_client::advice::Blame;
use output::{CommandError, Failure, Outcome, Plain};
use rustix::process::{Resource, Rlimit, setrlimit};
use std::{
	io::{self, Write},
	process::ExitCode,
};

fn main() -> ExitCode {
	no_core_dumps();
	// It reports only panics and internal errors; every other failure is told in lines of its own.
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
	let twice = global::named_twice(std::env::args_os().skip(1));
	match twice.map_or_else(|| run(cli), |option| Err(CommandError::NamedTwice(option).into())) {
		Ok(()) => ExitCode::SUCCESS,
		Err(failure) => {
			// A closed standard error does not change the exit code.
			let _: io::Result<()> = failure.report(as_json, &mut Plain::new(io::stderr().lock()));
			ExitCode::from(failure.exit())
		}
	}
}

fn run(cli: Cli) -> Outcome {
	let runtime = tokio::runtime::Builder::new_multi_thread()
		.enable_all()
		.build()
		.map_err(CommandError::Threads)?;
	let mut out = Plain::new(io::stdout().lock());
	let app = App::new(cli.global)?;
	let done = runtime.block_on(commands::run(&cli.command, &app, &mut out));
	// Do not wait for threads of cancelled work.
	runtime.shutdown_background();
	done?;
	out.flush()?;
	Ok(())
}

/// Prints help and version on standard output, and reports wrong usage like every other error.
fn usage(error: &clap::Error) -> ExitCode {
	if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
		// A reader may close the pipe early.
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

/// Forbids core files: this program's memory holds keys.
fn no_core_dumps() {
	let none = Rlimit {
		current: Some(0),
		maximum: Some(0),
	};
	// The program works without it, so a refusal of the system is ignored.
	let _: rustix::io::Result<()> = setrlimit(Resource::Core, none);
}
