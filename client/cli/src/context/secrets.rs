//! Passphrases and passwords: which option, variable or question gives them, and what they open.

use super::app::App;
use crate::output::{CommandError, Failure};
use medquorum_client::{
	accounts::{AccountSource, Signer},
	config::Config,
	keep::journal::Journal,
	keystore::{Keystore, KeystoreError, Passphrase},
	roles::forget_ended_epochs,
};
use medquorum_session::new_passphrase;
use std::{
	io::{self, BufRead, IsTerminal as _, Read as _},
	path::Path,
};
use zeroize::Zeroizing;

/// The environment variable with the account's password.
const ACCOUNT_PASSWORD_VARIABLE: &str = "MEDQUORUM_ACCOUNT_PASSWORD";
/// How the keystore's passphrase is given where nobody can be asked.
const PASSPHRASE_HINT: &str = "--passphrase-file or MEDQUORUM_PASSPHRASE";
/// Bytes of standard input that 24 words may take; the memory for them is taken at once, so that no copy is left behind.
const MAX_WORDS: usize = 4096;

impl App {
	/// Opens the keystore, and asks for its passphrase if nothing names it.
	pub fn keystore(&self) -> Result<Keystore, Failure> {
		// A wrong folder is reported before a passphrase is asked for.
		let path = self.home.keystore();
		if path.symlink_metadata().is_err() {
			return Err(KeystoreError::Missing(path).into());
		}
		let passphrase = match Passphrase::from_sources(self.global.passphrase_file.as_deref())? {
			Some(passphrase) => passphrase,
			None => ask("Passphrase of the keystore: ", PASSPHRASE_HINT)?,
		};
		let keystore = Keystore::open_with(&path, passphrase, self.global.allow_weak)?;
		let journal = self.home.journal();
		if journal.exists() {
			forget_ended_epochs(&keystore, &Journal::at(&journal))?;
		}
		Ok(keystore)
	}

	/// The passphrase of a keystore that is to be made.
	pub fn new_passphrase(&self) -> Result<Passphrase, Failure> {
		if let Some(passphrase) = Passphrase::from_sources(self.global.passphrase_file.as_deref())? {
			return Ok(passphrase);
		}
		self.ask_new_passphrase()
	}

	/// Asks for a new passphrase, twice.
	pub fn ask_new_passphrase(&self) -> Result<Passphrase, Failure> {
		let first = prompt("New passphrase for the keystore: ", PASSPHRASE_HINT)?;
		let second = prompt("The same again: ", PASSPHRASE_HINT)?;
		let passphrase = new_passphrase(&first, &second)?;
		if let Some(remark) = passphrase.remark() {
			self.say(remark);
		}
		Ok(passphrase)
	}

	/// The passphrase of a backup for a safe: one of its own, so never the keystore's by another way. `new`: it is asked for twice.
	pub fn safe_passphrase(&self, file: Option<&Path>, new: bool) -> Result<Passphrase, Failure> {
		const HINT: &str = "--safe-passphrase-file";
		if let Some(file) = file {
			return Ok(Passphrase::from_file(file)?);
		}
		if !new {
			return ask("Passphrase of the backup: ", HINT);
		}
		let first = prompt("Passphrase for the backup, of its own: ", HINT)?;
		let second = prompt("The same again: ", HINT)?;
		let passphrase = new_passphrase(&first, &second)?;
		if let Some(remark) = passphrase.remark() {
			self.say(remark);
		}
		Ok(passphrase)
	}

	/// The 24 words that are typed, or come from standard input.
	pub fn typed_words(&self) -> Result<Zeroizing<String>, CommandError> {
		if io::stdin().is_terminal() {
			self.say("Type the 24 words, then end the input (Ctrl-D on a line of its own):");
		}
		let mut typed = Zeroizing::new(String::with_capacity(MAX_WORDS));
		let read = io::stdin()
			.lock()
			.take(MAX_WORDS as u64)
			.read_to_string(&mut typed);
		read.map_err(CommandError::Words)?;
		Ok(typed)
	}

	/// The account that acts: named on the command line or in the environment, else that of the settings.
	pub fn account_source(&self, config: &Config) -> Result<AccountSource, Failure> {
		match &self.global.account {
			Some(text) => Ok(text.parse()?),
			None => Ok(config.account.clone().ok_or(CommandError::NoAccount)?),
		}
	}

	/// Unlocks the account.
	pub fn signer(&self, config: &Config, development: bool) -> Result<Signer, Failure> {
		let source = self.account_source(config)?;
		Signer::open(&source, development, || self.account_password(&source))
	}

	fn account_password(&self, source: &AccountSource) -> Result<Passphrase, Failure> {
		if let Some(file) = &self.global.account_password_file {
			return Ok(Passphrase::from_file(file)?);
		}
		match std::env::var(ACCOUNT_PASSWORD_VARIABLE) {
			Ok(text) => Ok(Passphrase::new(text)?),
			Err(_) => {
				let question = format!("Password of the account {source}: ");
				ask(&question, "--account-password-file or MEDQUORUM_ACCOUNT_PASSWORD")
			}
		}
	}
}

fn prompt(question: &str, ways: &'static str) -> Result<Zeroizing<String>, CommandError> {
	let typed = rpassword::prompt_password(question).map(Zeroizing::new);
	typed.map_err(|_| CommandError::NoPassphrase { ways })
}

fn ask(question: &str, ways: &'static str) -> Result<Passphrase, Failure> {
	let typed = prompt(question, ways)?;
	Ok(Passphrase::new(typed.to_string())?)
}

/// Reads one line of standard input, without its end.
pub fn read_line() -> Result<Zeroizing<String>, CommandError> {
	let mut line = Zeroizing::new(String::with_capacity(512));
	let read = io::stdin().lock().read_line(&mut line);
	read.map_err(CommandError::Input)?;
	let end = line.trim_end().len();
	line.truncate(end);
	Ok(line)
}
