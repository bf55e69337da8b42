//! `make try-runtime`: prints what an upgrade to this release would do with a state. Exit code 0: it may be voted on; 1: it would fail;
//! 2: nothing could be tried.
#![forbid(unsafe_code)]

use clap::Parser;
use medquorum_try_runtime::{check, read};
use std::{path::PathBuf, process::ExitCode};

/// Tries this release's migrations, and what must hold of its state, on the state of a real chain.
#[derive(Parser)]
struct Arguments {
	/// Raw chain spec with the state of a block, as `medquorum-node export-state` writes it.
	snapshot: PathBuf,
}

fn main() -> ExitCode {
	let arguments = Arguments::parse();
	let report = match read(&arguments.snapshot).and_then(check) {
		Ok(report) => report,
		Err(unusable) => {
			eprintln!("error: {unusable}\nnext: {}", unusable.next());
			return ExitCode::from(2);
		}
	};
	print!("{report}");
	if report.failures.is_empty() {
		println!("Nothing fails: every pallet's invariants hold.");
		return ExitCode::SUCCESS;
	}
	for failure in &report.failures {
		eprintln!("error: {failure}");
	}
	eprintln!(
		"next: do not vote for this upgrade; send these lines and the snapshot's block to the maintainers"
	);
	ExitCode::FAILURE
}
