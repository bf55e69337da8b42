//! `completions` and `man`: what shells and the manual need.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::{Args, Command, CommandFactory, ValueHint};
use clap_complete::Shell;
use medquorum_client::files::FileError;

use crate::cli::Cli;
use crate::context::App;
use crate::output::Outcome;

/// Options of `completions`.
#[derive(Debug, Args)]
pub struct CompletionsOpts {
	/// Which shell
	pub shell: Shell,
}

/// Options of `man`.
#[derive(Debug, Args)]
pub struct ManOpts {
	/// Write one page for each command into this folder instead
	#[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
	dir: Option<PathBuf>,
}

/// Prints completions; source them, or put them where the shell looks.
pub fn completions(opts: &CompletionsOpts, out: &mut impl Write) -> Outcome {
	// Generated into memory: the generator panics on a closed pipe.
	let mut script = Vec::new();
	clap_complete::generate(opts.shell, &mut Cli::command(), "medquorum", &mut script);
	Ok(out.write_all(&script)?)
}

/// Prints one page with everything, or writes one page per command.
pub fn man(opts: &ManOpts, app: &App, out: &mut impl Write) -> Outcome {
	let mut command = Cli::command().disable_help_subcommand(true);
	if let Some(folder) = &opts.dir {
		let written =
			std::fs::create_dir_all(folder).and_then(|()| clap_mangen::generate_to(command, folder));
		written.map_err(|error| FileError::from_io("write manual pages to", folder, error))?;
		app.say(format_args!("The manual pages are in {}.", folder.display()));
		return Ok(());
	}
	command.build();
	// Rendered into memory: a closed pipe is then one error, not many.
	let mut page = Vec::new();
	clap_mangen::Man::new(command.clone()).render(&mut page)?;
	for sub in command.get_subcommands() {
		section(sub, "medquorum", &mut page)?;
	}
	Ok(out.write_all(&page)?)
}

/// A command as a section of the one page: its own options, not those of every command; then its subcommands.
fn section(command: &Command, parent: &str, page: &mut Vec<u8>) -> io::Result<()> {
	let name = format!("{parent} {}", command.get_name());
	let everywhere = |arg: &clap::Arg| arg.is_global_set() || arg.get_id() == "help";
	let own = command
		.clone()
		.mut_args(|arg| if everywhere(&arg) { arg.hide(true) } else { arg });
	let man = clap_mangen::Man::new(own);
	let mut parts = Vec::new();
	man.render_synopsis_section(&mut parts)?;
	man.render_description_section(&mut parts)?;
	if command.get_arguments().any(|arg| !everywhere(arg)) {
		man.render_options_section(&mut parts)?;
	}
	writeln!(page, ".SH \"{}\"", name.to_uppercase())?;
	// One page: the sections of a command are parts of its own section.
	page.extend(
		String::from_utf8_lossy(&parts)
			.replace(".SH ", ".SS ")
			.into_bytes(),
	);
	command
		.get_subcommands()
		.try_for_each(|sub| section(sub, &name, page))
}
