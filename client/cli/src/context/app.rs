//! One run of the program: its options, its folder, and what it says to people.

use super::{names::AddressBook, progress::Bars};
use crate::{
	global::Global,
	output::{self, CommandError, Failure, Outcome, Plain},
};
use medquorum_client::{
	advice::{Advice, flat},
	config::{Config, Home},
	contacts::Contacts,
	roles::Delivered,
	views::{Names as _, ReceiptDetails},
};
use serde_json::{Value, json};
use std::{
	fmt::Display,
	io::{self, BufRead, IsTerminal, Write},
	sync::{Arc, OnceLock},
};

/// One run of the program.
pub struct App {
	/// What was typed beside the command.
	pub global: Global,
	/// The client's folder.
	pub home: Home,
	/// Whether somebody sits at a terminal and can answer.
	terminal: bool,
	pub(super) bars: Bars,
	/// The names for accounts, once a session is open.
	pub(super) names: OnceLock<Arc<AddressBook>>,
}

impl App {
	/// Finds the folder, which need not exist.
	pub fn new(global: Global) -> Result<Self, Failure> {
		let home = Home::resolve(global.home.as_deref())?;
		Ok(Self::over(global, home, io::stdin().is_terminal()))
	}

	/// A run without a terminal.
	#[cfg(test)]
	pub fn unattended(global: Global) -> Self {
		let home = Home::at(std::path::Path::new("/nonexistent/medquorum"));
		Self::over(global, home, false)
	}

	fn over(global: Global, home: Home, terminal: bool) -> Self {
		Self {
			bars: Bars::new(global.json),
			names: OnceLock::new(),
			global,
			home,
			terminal,
		}
	}

	/// Says something to the person at the terminal; programs are not told.
	pub fn say(&self, text: impl Display) {
		if !self.global.json {
			// A closed standard error is no reason to fail.
			let _: io::Result<()> = writeln!(Plain::new(io::stderr()), "{text}");
		}
	}

	/// Names what is wrong with what follows, and marks it: the document of this command carries the same warning.
	pub fn warn(&self, error: &impl Advice) {
		output::mark(error);
		let mut err = Plain::new(io::stderr());
		// A closed standard error is no reason to fail.
		let _: io::Result<()> = match self.global.json {
			true => writeln!(err, "{}", json!({ "warning": output::warning(error) })),
			false => writeln!(err, "warning: {}\nnext: {}", flat(error), flat(&error.next())),
		};
	}

	/// The same for a failure of something that is tried again.
	pub fn warn_of(&self, failure: &Failure) {
		if let Failure::Said(said) = failure {
			self.warn(said);
		}
	}

	/// Asks before something that cannot be taken back, or that a person must have compared.
	pub fn confirm(&self, question: impl Display) -> Outcome {
		if self.global.yes {
			return Ok(());
		}
		if !self.terminal {
			let question = question.to_string();
			return Err(CommandError::Unattended { question }.into());
		}
		write!(Plain::new(io::stderr()), "{question} [y/N] ")?;
		let mut answer = String::new();
		io::stdin().lock().read_line(&mut answer)?;
		match answer.trim().to_lowercase().as_str() {
			"y" | "yes" => Ok(()),
			_ => Err(CommandError::SaidNo.into()),
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

	/// Reports what became of a call: the call itself if it was only encoded, a document for programs, a line for people.
	pub fn report(
		&self,
		done: &Delivered,
		talk: impl Display,
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
				let receipt = serde_json::to_value(ReceiptDetails::of(receipt))?;
				if let (Some(own), Value::Object(more)) = (document.as_object_mut(), receipt) {
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

	/// A failure with names for addresses, after the bars are gone. Without a session there are no names.
	pub fn explain(&self, failure: Failure) -> Failure {
		self.bars.clear();
		match self.names.get() {
			Some(names) if !self.global.json => failure.map_text(|text| names.rewrite(text)),
			_ => failure,
		}
	}
}
