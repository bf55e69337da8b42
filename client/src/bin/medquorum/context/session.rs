//! What commands share: the folder, secrets and how they are asked for, the connection.

mod names;
mod progress;
mod store;

pub use names::Names;
pub use store::{LazyStore, connect_host};

use std::io::{self, BufRead, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use medquorum_client::accounts::{self, AccountSource, Signer};
use medquorum_client::chain::{Chain, ChainOptions};
use medquorum_client::config::{Config, Home};
use medquorum_client::contacts::{ContactError, Contacts};
use medquorum_client::domain::{AccountId, RecordId, RequestId};
use medquorum_client::journal::Journal;
use medquorum_client::keystore::{Keystore, Passphrase};
use medquorum_client::ledger::{Ledger, Sign};
use medquorum_client::vault::{Delivered, Notes, Trust, Vault};
use serde_json::Value;

use crate::cli::{Global, IdArg};
use crate::output::{self, Failure, Outcome};
use progress::Bars;

/// The environment variable that is read for the account's password.
pub const ACCOUNT_PASSWORD_VARIABLE: &str = "MEDQUORUM_ACCOUNT_PASSWORD";
/// How long a call may take to be in a finalized block.
const FINALITY: Duration = Duration::from_secs(120);

/// One run of the program.
pub struct App {
	/// What was typed beside the command.
	pub global: Global,
	/// The client's folder.
	pub home: Home,
	/// Whether somebody sits at a terminal and can answer.
	terminal: bool,
}

impl App {
	/// Finds the folder; it need not exist.
	pub fn new(global: Global) -> Result<Self, Failure> {
		let home = Home::resolve(global.home.as_deref())?;
		Ok(Self {
			global,
			home,
			terminal: io::stdin().is_terminal(),
		})
	}

	/// A run that nobody watches.
	#[cfg(test)]
	pub fn unattended(global: Global) -> Self {
		Self {
			global,
			home: Home::at(Path::new("/nonexistent/medquorum")),
			terminal: false,
		}
	}

	/// Says something to the person at the terminal; programs do not want to hear it.
	pub fn say(&self, text: impl std::fmt::Display) {
		if !self.global.json {
			// Nobody listening is no reason to fail.
			let _: io::Result<()> = writeln!(io::stderr(), "{text}");
		}
	}

	/// Asks before something that cannot be taken back, or that a person has to have compared.
	pub fn confirm(&self, question: impl std::fmt::Display) -> Outcome {
		if self.global.yes {
			return Ok(());
		}
		if !self.terminal {
			return Err(Failure::trouble(
				"NotConfirmed",
				format_args!("nobody is there to answer: {question}"),
				"say --yes if you mean it",
			));
		}
		write!(io::stderr(), "{question} [y/N] ")?;
		let mut answer = String::new();
		io::stdin().lock().read_line(&mut answer)?;
		match answer.trim().to_lowercase().as_str() {
			"y" | "yes" => Ok(()),
			_ => Err(Failure::refused(
				"NotConfirmed",
				"nothing was done: you said no",
				"run it again when you are sure",
			)),
		}
	}

	/// Asks where somebody can answer; elsewhere the command line was the answer. Only for what follows from the words of the
	/// command alone: whatever a person has to look at or to compare first takes [`App::confirm`].
	pub fn confirm_if_asked(&self, question: impl std::fmt::Display) -> Outcome {
		match self.terminal && !self.global.json {
			true => self.confirm(question),
			false => Ok(()),
		}
	}

	/// The settings.
	pub fn config(&self) -> Result<Config, Failure> {
		Ok(Config::load(&self.home)?)
	}

	/// The address book.
	pub fn contacts(&self) -> Result<Contacts, Failure> {
		Ok(Contacts::load(&self.home.contacts())?)
	}

	/// The administrator's journal.
	pub fn journal(&self) -> Journal {
		Journal::at(&self.home.journal())
	}

	/// Opens the keystore; asks for its passphrase if nothing names it.
	pub fn keystore(&self) -> Result<Keystore, Failure> {
		// A wrong folder is said before a passphrase is asked for.
		let path = self.home.keystore();
		if path.symlink_metadata().is_err() {
			return Err(medquorum_client::keystore::KeystoreError::Missing(path).into());
		}
		let passphrase = match Passphrase::from_sources(self.global.passphrase_file.as_deref())? {
			Some(passphrase) => passphrase,
			None => ask(
				"Passphrase of the keystore: ",
				"--passphrase-file or MEDQUORUM_PASSPHRASE",
			)?,
		};
		Ok(Keystore::open_with(&path, passphrase, self.global.allow_weak)?)
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
		let hint = "--passphrase-file or MEDQUORUM_PASSPHRASE";
		let first = prompt("New passphrase for the keystore: ", hint)?;
		let second = prompt("The same again: ", hint)?;
		if *first != *second {
			return Err(Failure::refused(
				"PassphrasesDiffer",
				"the two passphrases differ",
				"try again",
			));
		}
		Ok(Passphrase::new(first.to_string())?)
	}

	/// The account that acts: named on the command line or in the environment, else that of the settings.
	pub fn account_source(&self, config: &Config) -> Result<AccountSource, Failure> {
		match &self.global.account {
			Some(text) => Ok(text.parse()?),
			None => config.account.clone().ok_or_else(|| {
				Failure::trouble(
					"NoAccount",
					"no account is named",
					"say --account with the JSON file that Polkadot.js exports (or //Alice on a development chain)",
				)
			}),
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

	/// Connects to the pinned chain.
	pub async fn session(&self) -> Result<Session<'_>, Failure> {
		let config = self.config()?;
		let trust = Trust::of_config(&config)?;
		let url = self.global.node.clone().unwrap_or_else(|| config.node.clone());
		let chain = connect(url, self.global.allow_insecure, Some(trust.genesis)).await?;
		self.session_with(config, trust, chain)
	}

	/// The same over a connection that is there.
	pub fn session_with(&self, config: Config, trust: Trust, chain: Chain) -> Result<Session<'_>, Failure> {
		let development = trust.is_development(&chain);
		Ok(Session {
			app: self,
			store: LazyStore::new(config.store.clone(), self.home.clone()),
			notes: Notes::open(&self.home.folder().join("notes.json"))?,
			names: Names::new(self.contacts()?, development),
			bars: Bars::new(self.global.json),
			development,
			trust,
			chain,
			config,
		})
	}

	/// Reports what became of a call: the call itself if it was only encoded, a document for programs, a line for people.
	pub fn report(
		&self,
		done: &Delivered,
		talk: impl std::fmt::Display,
		mut document: Value,
		out: &mut impl Write,
	) -> Outcome {
		match done {
			Delivered::Call(call) => {
				self.say(format_args!(
					"Not sent: this is the call for Polkadot.js. Once it is carried out: {talk}"
				));
				output::call(call, self.global.json, out)
			}
			Delivered::Finalized(receipt) if self.global.json => {
				if let (Some(own), Value::Object(more)) = (document.as_object_mut(), output::receipt(receipt))
				{
					own.extend(more);
				}
				output::document(&document, out)
			}
			Delivered::Finalized(receipt) => {
				self.say(format_args!(
					"{talk} (block {}, fee {})",
					receipt.block, receipt.fee
				));
				Ok(())
			}
		}
	}
}

/// Connects to a node; a pinned genesis must be its chain's.
pub async fn connect(url: String, allow_insecure: bool, genesis: Option<[u8; 32]>) -> Result<Chain, Failure> {
	let options = ChainOptions {
		url,
		allow_insecure,
		pinned_genesis: genesis,
		finality_timeout: FINALITY,
	};
	Ok(Chain::connect(options).await?)
}

fn prompt(question: &str, hint: &str) -> Result<zeroize::Zeroizing<String>, Failure> {
	rpassword::prompt_password(question)
		.map(zeroize::Zeroizing::new)
		.map_err(|_| {
			Failure::trouble(
				"NoPassphrase",
				"there is no terminal to ask for the passphrase",
				format_args!("give it by {hint}"),
			)
		})
}

fn ask(question: &str, hint: &str) -> Result<Passphrase, Failure> {
	let typed = prompt(question, hint)?;
	Ok(Passphrase::new(typed.to_string())?)
}

/// One line of standard input, without its end.
pub fn read_line() -> Result<zeroize::Zeroizing<String>, Failure> {
	let mut line = zeroize::Zeroizing::new(String::with_capacity(512));
	io::stdin().lock().read_line(&mut line).map_err(|error| {
		Failure::trouble(
			"Input",
			format_args!("cannot read standard input: {error}"),
			"give it as one line",
		)
	})?;
	let end = line.trim_end().len();
	line.truncate(end);
	Ok(line)
}

/// A connection, and everything a use case needs with it.
pub struct Session<'a> {
	/// The run.
	pub app: &'a App,
	/// The settings.
	pub config: Config,
	/// The node.
	pub chain: Chain,
	/// Whether it is a development chain, by the settings and the node.
	pub development: bool,
	/// Where envelopes are.
	pub store: LazyStore,
	/// What is believed without asking.
	pub trust: Trust,
	/// Notes of former runs.
	pub notes: Notes,
	/// Names of accounts.
	pub names: Names,
	bars: Bars,
}

impl Session<'_> {
	/// The use cases.
	pub fn vault(&self) -> Vault<'_> {
		let mut vault = Vault::new(&self.chain, &self.store, &self.trust, &self.notes);
		vault.emit_calls = self.app.global.emit_call;
		vault.progress = Some(&self.bars);
		vault
	}

	/// Unlocks the account.
	pub fn signer(&self) -> Result<Signer, Failure> {
		self.app.signer(&self.config, self.development)
	}

	/// The acting account, unlocked only where its address is inside.
	pub fn account(&self) -> Result<AccountId, Failure> {
		match self.app.account_source(&self.config)? {
			AccountSource::PolkadotJs(path) => export_address(&path),
			AccountSource::Development(_) => Ok(Sign::account(&self.signer()?)),
		}
	}

	/// The account somebody means: a contact, an address, or on development chains //Name.
	pub fn person(&self, who: &str) -> Result<AccountId, Failure> {
		if who.starts_with("//") {
			return Ok(Sign::account(&Signer::development(who, self.development)?));
		}
		match self.names.contacts.resolve(who) {
			Err(unknown @ ContactError::Unknown(_)) => {
				self.names.development(who).ok_or_else(|| unknown.into())
			}
			other => Ok(AccountId(other?)),
		}
	}

	/// The record whose id starts with these digits.
	pub async fn record_id(&self, typed: &IdArg) -> Result<RecordId, Failure> {
		if let Ok(whole) = typed.digits().parse() {
			return Ok(whole);
		}
		let known = self
			.chain
			.records()
			.await?
			.into_iter()
			.map(|(id, _)| id)
			.collect();
		unique(known, typed, "record")
	}

	/// The request whose id starts with these digits.
	pub async fn request_id(&self, typed: &IdArg) -> Result<RequestId, Failure> {
		if let Ok(whole) = typed.digits().parse() {
			return Ok(whole);
		}
		let known = self
			.chain
			.requests()
			.await?
			.into_iter()
			.map(|(id, _)| id)
			.collect();
		unique(known, typed, "request")
	}

	/// Takes the bars away, so that other text can follow.
	pub fn clear(&self) {
		self.bars.clear();
	}

	/// Reports what became of a call, after the bars are gone.
	pub fn report(
		&self,
		done: &Delivered,
		talk: impl std::fmt::Display,
		document: Value,
		out: &mut impl Write,
	) -> Outcome {
		self.bars.clear();
		self.app.report(done, talk, document, out)
	}

	/// A failure with names for addresses, after the bars are gone.
	pub fn explain(&self, failure: Failure) -> Failure {
		self.bars.clear();
		if self.app.global.json {
			failure
		} else {
			failure.map_text(|text| self.names.rewrite(text))
		}
	}
}

/// The one id that starts with what was typed.
fn unique<T: std::fmt::Display + Copy>(known: Vec<T>, typed: &IdArg, what: &str) -> Result<T, Failure> {
	let digits = typed.digits();
	let fitting: Vec<T> = known
		.into_iter()
		.filter(|id| id.to_string().starts_with(digits))
		.collect();
	match fitting.as_slice() {
		[one] => Ok(*one),
		[] => {
			let next = format!(
				"check the id; `medquorum {}` lists those you can see",
				match what {
					"record" => "records",
					_ => "inbox",
				}
			);
			let kind = if what == "record" { "NoRecord" } else { "NoRequest" };
			Err(Failure::refused(
				kind,
				format_args!("there is no {what} whose id starts with {digits}"),
				next,
			))
		}
		several => Err(Failure::refused(
			"Ambiguous",
			format_args!("the ids of {} {what}s start with {digits}", several.len()),
			"type more of its digits",
		)),
	}
}

/// The address inside a Polkadot.js export: reading it takes no password.
fn export_address(path: &Path) -> Result<AccountId, Failure> {
	let bytes = medquorum_client::files::read_small(path, 1 << 20)?;
	let address = serde_json::from_slice::<Value>(&bytes).ok();
	let address = address
		.as_ref()
		.and_then(|export| export.get("address"))
		.and_then(Value::as_str);
	let not_an_export = || accounts::AccountError::NotAnExport(PathBuf::from(path));
	Ok(address.ok_or_else(not_an_export)?.parse::<AccountId>()?)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn prefixes_name_one_id_or_none() {
		let known = vec![RecordId([0xab; 16]), RecordId([0xac; 16])];
		let typed = |text: &str| text.parse::<IdArg>().unwrap();
		assert_eq!(unique(known.clone(), &typed("abab"), "record").unwrap(), known[0]);
		assert!(unique(known.clone(), &typed("ffff"), "record").is_err());
		let same = vec![RecordId([0xab; 16]), RecordId([0xab; 16])];
		assert!(
			matches!(unique(same, &typed("abab"), "record"), Err(Failure::Said { kind, .. }) if kind == "Ambiguous")
		);
	}
}
