//! The programs that this one starts. None of them gets what stands in the environment for Medquorum alone, such as a passphrase.

use std::{ffi::OsStr, path::Path, process::Stdio};
use tokio::process::Command;

/// How the names of all variables begin that are for Medquorum.
const OURS: &str = "MEDQUORUM_";
/// The program of the freedesktop project that opens a file with what the person has chosen for it.
const OPENER: &str = "xdg-open";

fn is_ours(name: &OsStr) -> bool {
	name.as_encoded_bytes().starts_with(OURS.as_bytes())
}

/// A program to be started, with this one's environment but for the variables that begin with `MEDQUORUM_`.
pub fn child(program: impl AsRef<OsStr>) -> Command {
	let mut command = Command::new(program);
	for (name, _) in std::env::vars_os().filter(|(name, _)| is_ours(name)) {
		command.env_remove(name);
	}
	command
}

/// Opens a page in the person's browser, if there is one, and does not wait for it. Whether one opened is not known: the caller has shown
/// the link as well.
pub fn browse(page: &Path) {
	let quiet = child(OPENER)
		.arg(page)
		.stdin(Stdio::null())
		.stdout(Stdio::null())
		.stderr(Stdio::null())
		.spawn();
	drop(quiet);
}
