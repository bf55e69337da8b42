//! `completions` and `man`: what shells and the manual need.

use std::io::Write;

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use crate::cli::Cli;
use crate::output::Outcome;

/// Options of `completions`.
#[derive(Debug, Args)]
pub struct CompletionsOpts {
	/// Which shell
	pub shell: Shell,
}

/// Options of `man`.
#[derive(Debug, Args)]
pub struct ManOpts {}

/// Prints completions; source them, or put them where the shell looks.
pub fn completions(opts: &CompletionsOpts, out: &mut impl Write) -> Outcome {
	// Generated into memory: the generator panics on a closed pipe.
	let mut script = Vec::new();
	clap_complete::generate(opts.shell, &mut Cli::command(), "medquorum", &mut script);
	Ok(out.write_all(&script)?)
}

/// Prints the manual page, its commands after the overview.
pub fn man(_: &ManOpts, out: &mut impl Write) -> Outcome {
	let mut command = Cli::command();
	command.build();
	clap_mangen::Man::new(command.clone()).render(out)?;
	for sub in command.get_subcommands().filter(|sub| sub.get_name() != "help") {
		let man = clap_mangen::Man::new(sub.clone());
		let mut section = Vec::new();
		man.render_synopsis_section(&mut section)?;
		man.render_description_section(&mut section)?;
		if sub.has_subcommands() {
			man.render_subcommands_section(&mut section)?;
		}
		writeln!(out, ".SH \"MEDQUORUM {}\"", sub.get_name().to_uppercase())?;
		// One page: the sections of a command are parts of its own section.
		out.write_all(
			String::from_utf8_lossy(&section)
				.replace(".SH ", ".SS ")
				.as_bytes(),
		)?;
	}
	Ok(())
}
