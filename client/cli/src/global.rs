//! Options of every command.

use crate::args::LightArg;
use clap::{Args, ValueHint};
use std::{ffi::OsString, path::PathBuf};

/// Options of every command that take one value. Typed before and after the command, the parser would silently take the second:
/// another account, home or node than the one read in the first place.
const SINGLE: [&str; 6] = [
	"--home",
	"--node",
	"--light",
	"--account",
	"--passphrase-file",
	"--account-password-file",
];

/// The first of these options that stands twice on the command line.
pub fn named_twice(words: impl Iterator<Item = OsString>) -> Option<&'static str> {
	let mut seen = Vec::new();
	for word in words.take_while(|word| word != "--") {
		let word = word.to_string_lossy().into_owned();
		let name = word.split_once('=').map_or(word.as_str(), |(name, _)| name);
		if let Some(option) = SINGLE.into_iter().find(|option| *option == name) {
			if seen.contains(&option) {
				return Some(option);
			}
			seen.push(option);
		}
	}
	None
}

/// Options that stand before or after any command.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Options of every command")]
pub struct Global {
	/// Folder with configuration, contacts and keystore [default: ~/.config/medquorum]
	#[arg(
		long,
		global = true,
		value_name = "DIR",
		env = "MEDQUORUM_HOME",
		hide_env_values = true
	)]
	#[arg(value_hint = ValueHint::DirPath)]
	pub home: Option<PathBuf>,
	/// Node to talk to, like ws://127.0.0.1:9944; of several with commas between, the first that answers [default: the one of `medquorum init`]
	#[arg(
		long,
		global = true,
		value_name = "URL",
		env = "MEDQUORUM_NODE",
		hide_env_values = true
	)]
	#[arg(value_hint = ValueHint::Url)]
	pub node: Option<String>,
	/// Ask no node: follow the chain by a light client, from the files of two raw chain specs
	#[arg(
		long,
		global = true,
		value_name = "RELAY,PARACHAIN",
		env = "MEDQUORUM_LIGHT",
		hide_env_values = true,
		hide = cfg!(not(feature = "light-client"))
	)]
	pub light: Option<LightArg>,
	/// Account that acts: a Polkadot.js export (JSON file), or //Alice on a development chain
	#[arg(
		long,
		global = true,
		value_name = "WHO",
		env = "MEDQUORUM_ACCOUNT",
		hide_env_values = true
	)]
	#[arg(value_hint = ValueHint::AnyPath)]
	pub account: Option<String>,
	/// Answer in JSON: one document on standard output, errors too (on standard error)
	#[arg(long, global = true)]
	pub json: bool,
	/// Never ask; take yes for an answer
	#[arg(long, short = 'y', global = true)]
	pub yes: bool,
	/// File with the keystore's passphrase (or set MEDQUORUM_PASSPHRASE) [default: ask]
	#[arg(long, global = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
	pub passphrase_file: Option<PathBuf>,
	/// File with the account's password (or set MEDQUORUM_ACCOUNT_PASSWORD) [default: ask]
	#[arg(long, global = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
	pub account_password_file: Option<PathBuf>,
	/// Print the call (0x-hex SCALE, for Polkadot.js) instead of sending it; all else happens as in a real run
	#[arg(long, global = true)]
	pub emit_call: bool,
	/// Talk to a node on another machine without encryption
	#[arg(long, global = true)]
	pub allow_insecure: bool,
	/// Open a keystore whose passphrase is weakly protected
	#[arg(long, global = true)]
	pub allow_weak: bool,
}

#[cfg(test)]
mod tests {
	use super::*;

	fn twice(line: &str) -> Option<&'static str> {
		named_twice(line.split(' ').map(OsString::from))
	}

	#[test]
	fn an_option_before_and_after_its_command_is_noticed() {
		assert_eq!(
			twice("--account //One register --account //Eve"),
			Some("--account")
		);
		assert_eq!(twice("--home=/a status --home /b"), Some("--home"));
		assert_eq!(twice("--account //One --home /a register"), None);
		assert_eq!(twice("--account //One contact add -- --account"), None);
	}
}
