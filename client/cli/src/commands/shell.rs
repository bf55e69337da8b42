//! `completions` and `man`: what shells and the manual need.

use crate::{context::App, output::Outcome};
use clap::{Args, Command, ValueHint};
use clap_complete::Shell;
use medquorum_client::files::FileError;
use std::{
	io::{self, Write},
	path::PathBuf,
};

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

/// Prints the completions of a command, to be sourced or put where the shell looks.
pub fn completions(opts: &CompletionsOpts, mut command: Command, out: &mut impl Write) -> Outcome {
	// Generated into memory: the generator panics on a closed pipe.
	let mut script = Vec::new();
	clap_complete::generate(opts.shell, &mut command, "medquorum", &mut script);
	Ok(out.write_all(&script)?)
}

/// Prints one page with everything about a command, or writes one page for each of its own.
pub fn man(opts: &ManOpts, command: Command, app: &App, out: &mut impl Write) -> Outcome {
	let mut command = command.disable_help_subcommand(true);
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

/// Writes a command as a section of the one page: its own options, not those of every command; then its subcommands.
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
	// The sections of a command become parts of its own section of the one page.
	page.extend(
		String::from_utf8_lossy(&parts)
			.replace(".SH ", ".SS ")
			.into_bytes(),
	);
	command
		.get_subcommands()
		.try_for_each(|sub| section(sub, &name, page))
}
