//! What people and programs get to see: failures with a next step, tables, JSON documents, plain words.

mod holdings;
mod requests;
mod table;
mod words;

pub use holdings::*;
pub use requests::*;
pub use table::*;
pub use words::*;

use std::fmt::{Debug, Display};
use std::io::{self, Write};

use medquorum_client::accounts::AccountError;
use medquorum_client::config::{ConfigError, HostError};
use medquorum_client::contacts::ContactError;
use medquorum_client::domain::{AddressError, IdError};
use medquorum_client::entropy::EntropyError;
use medquorum_client::error::{Error, LedgerError, LookupError};
use medquorum_client::files::FileError;
use medquorum_client::journal::JournalError;
use medquorum_client::keystore::{KeystoreError, PassphraseError};
use medquorum_client::measure::BenchError;
use medquorum_client::store::StoreError;
use serde_json::json;

/// Exit code for what was refused or not found.
pub const REFUSED: u8 = 1;
/// Exit code for usage, files, store and node.
pub const TROUBLE: u8 = 2;

/// Why a command did not do what it was asked to.
#[derive(Debug)]
pub enum Failure {
	/// Whoever read our output stopped reading: nothing to report.
	BrokenPipe,
	/// A reason and what to do about it.
	Said {
		/// Exit code.
		exit: u8,
		/// Names the kind of failure in JSON.
		kind: String,
		/// The cause.
		message: String,
		/// What to do next.
		next: String,
	},
	/// A fault of this program.
	Internal(color_eyre::Report),
}

/// What a command gives.
pub type Outcome = Result<(), Failure>;

impl Failure {
	/// Something was refused or not found.
	pub fn refused(kind: &str, message: impl Display, next: impl Display) -> Self {
		Self::said(REFUSED, kind, message, next)
	}

	/// Something is wrong with how the command was called, or with files, store or node.
	pub fn trouble(kind: &str, message: impl Display, next: impl Display) -> Self {
		Self::said(TROUBLE, kind, message, next)
	}

	fn said(exit: u8, kind: &str, message: impl Display, next: impl Display) -> Self {
		Self::Said {
			exit,
			kind: kind.to_owned(),
			message: message.to_string(),
			next: next.to_string(),
		}
	}

	/// What to do after wrong usage.
	pub const USAGE_NEXT: &str =
		"`medquorum help` lists the commands, `medquorum COMMAND --help` explains one";

	/// From a command line that cannot be understood.
	pub fn usage(error: &clap::Error) -> Self {
		let text = error.to_string();
		let message = text.lines().next().unwrap_or_default();
		let message = message.strip_prefix("error: ").unwrap_or(message);
		Self::trouble("Usage", message, Self::USAGE_NEXT)
	}

	/// From an error of the library, whose text holds the cause and the next step.
	fn of<E: std::error::Error>(error: &E, exit: u8, otherwise: &str) -> Self {
		let text = error.to_string();
		// The last line is the next step, as the library's errors promise.
		let (message, next) = match text.rsplit_once('\n') {
			Some((message, next)) => (message.replace('\n', "; "), next.to_owned()),
			None => (with_sources(error), otherwise.to_owned()),
		};
		Self::Said {
			exit,
			kind: variant(error),
			message,
			next,
		}
	}

	/// The exit code.
	pub fn exit(&self) -> u8 {
		match self {
			Self::BrokenPipe => 0,
			Self::Said { exit, .. } => *exit,
			Self::Internal(_) => TROUBLE,
		}
	}

	/// Writes the failure for a person or, as one JSON document, for a program.
	pub fn report(&self, as_json: bool, to: &mut impl Write) -> io::Result<()> {
		match self {
			Self::BrokenPipe => Ok(()),
			Self::Said {
				kind, message, next, ..
			} if as_json => {
				let error = json!({ "error": { "kind": kind, "message": message, "next": next } });
				writeln!(to, "{error}")
			}
			Self::Said { message, next, .. } => writeln!(to, "error: {message}\nnext: {next}"),
			Self::Internal(report) if as_json => {
				let error =
					json!({ "error": { "kind": "Internal", "message": report.to_string(), "next": BUG } });
				writeln!(to, "{error}")
			}
			Self::Internal(report) => writeln!(to, "error: {report:?}\nnext: {BUG}"),
		}
	}

	/// The same with names for addresses.
	pub fn map_text(self, change: impl Fn(&str) -> String) -> Self {
		match self {
			Self::Said {
				exit,
				kind,
				message,
				next,
			} => Self::Said {
				exit,
				kind,
				message: change(&message),
				next: change(&next),
			},
			other => other,
		}
	}
}

const BUG: &str = "this is a fault of medquorum; please report it with what you did";

/// The error and what caused it, in one line.
fn with_sources(error: &dyn std::error::Error) -> String {
	let mut text = error.to_string();
	let mut source = error.source();
	while let Some(cause) = source {
		let cause_text = cause.to_string();
		if !text.contains(&cause_text) {
			text = format!("{text}: {cause_text}");
		}
		source = cause.source();
	}
	text.replace('\n', " ")
}

/// The name of the innermost variant of an error: `CspWrong` for `Open(CspWrong)`.
fn variant(error: &impl Debug) -> String {
	let text = format!("{error:?}");
	let mut name = "Error";
	let mut rest = text.as_str();
	loop {
		let end = rest
			.find(|c: char| !c.is_ascii_alphanumeric())
			.unwrap_or(rest.len());
		let (ident, tail) = rest.split_at(end);
		if !ident.starts_with(|c: char| c.is_ascii_uppercase()) {
			return name.to_owned();
		}
		// `NoRecord(RecordId(…))`: the id is not the kind.
		if matches!(ident, "RecordId" | "RequestId" | "AccountId" | "Os" | "Custom") {
			return name.to_owned();
		}
		name = ident;
		match tail.strip_prefix('(') {
			Some(inner) => rest = inner,
			None => return name.to_owned(),
		}
	}
}

/// Exit code of a library error: what the person can only accept is 1, what can be set right on this machine 2.
fn exit_of(error: &Error) -> u8 {
	match error {
		Error::Keystore(
			KeystoreError::CannotOpen(_) | KeystoreError::Weak { .. } | KeystoreError::Exists(_),
		)
		| Error::Account(AccountError::CannotOpen(_) | AccountError::DevelopmentOnly(_))
		| Error::Journal(JournalError::History(_))
		| Error::Config(
			ConfigError::OtherGenesis { .. }
			| ConfigError::CommitteeUnknown(_)
			| ConfigError::CommitteeChanged { .. }
			| ConfigError::SetUpAlready(_)
			| ConfigError::BadPin(_)
			| ConfigError::Host(
				HostError::KnownName(_)
				| HostError::KnownAddress { .. }
				| HostError::UnknownHost(_)
				| HostError::OwnHost(_)
				| HostError::StillNeeded { .. }
				| HostError::Replicas { .. }
				| HostError::NotKubo,
			),
		)
		| Error::File(FileError::Exists(_)) => REFUSED,
		other => other.exit_code(),
	}
}

/// The next step where the error's text has none.
fn otherwise(error: &Error) -> &'static str {
	match error {
		Error::Keystore(_) => "restore the file from your backup",
		Error::Account(_) => "check what --account names, and its password",
		Error::Config(ConfigError::SetUpAlready(_)) => {
			"name another folder with --home, or move this one away"
		}
		Error::Config(_) => "check the folder that --home names",
		Error::Journal(_) => "look at the request with `medquorum show`",
		Error::File(_) | Error::Upload(_) => "check the path and try again",
		Error::Store(_) => "check the store that `medquorum status` names, then try again",
		Error::Lookup(LookupError::NotActive { .. }) => {
			"talk to the patient, or to the facility that uploaded it"
		}
		Error::Ledger(_) => "check the node, then try again",
		_ => LOOK,
	}
}

const LOOK: &str = "look at `medquorum status` and `medquorum inbox`";

impl From<Error> for Failure {
	fn from(error: Error) -> Self {
		if let Error::Ledger(LedgerError::Refused { name, docs, .. }) = &error {
			// The chain's own documentation of the error: the cause, then the remedy.
			let docs = docs.replace('\n', " ");
			let (cause, next) = docs.split_once(". ").unwrap_or((docs.as_str(), LOOK));
			let cause = if cause.is_empty() { name.as_str() } else { cause };
			return Self::refused(
				name,
				format_args!("the chain refused: {}", cause.trim_end_matches('.')),
				next,
			);
		}
		Self::of(&error, exit_of(&error), otherwise(&error))
	}
}

macro_rules! through_error {
	($($area:ty),*) => {
		$(impl From<$area> for Failure {
			fn from(error: $area) -> Self {
				Error::from(error).into()
			}
		})*
	};
}

through_error!(
	AccountError,
	AddressError,
	ConfigError,
	EntropyError,
	FileError,
	IdError,
	JournalError,
	KeystoreError,
	LedgerError,
	StoreError
);

impl From<HostError> for Failure {
	fn from(error: HostError) -> Self {
		ConfigError::from(error).into()
	}
}

impl From<PassphraseError> for Failure {
	fn from(error: PassphraseError) -> Self {
		Self::of(
			&error,
			TROUBLE,
			"write the passphrase alone into the file, and nothing else",
		)
	}
}

impl From<BenchError> for Failure {
	fn from(error: BenchError) -> Self {
		match error {
			BenchError::File(error) => error.into(),
			BenchError::Entropy(error) => error.into(),
			BenchError::Corrupt { .. } => Self::of(&error, REFUSED, "seal the file again"),
			_ => Self::of(&error, TROUBLE, "try again"),
		}
	}
}

impl From<ContactError> for Failure {
	fn from(error: ContactError) -> Self {
		let exit = match &error {
			ContactError::Damaged { .. } | ContactError::File(_) | ContactError::Account(_) => TROUBLE,
			_ => REFUSED,
		};
		Self::of(&error, exit, "`medquorum contact list` shows whom you have")
	}
}

impl From<io::Error> for Failure {
	fn from(error: io::Error) -> Self {
		match error.kind() {
			io::ErrorKind::BrokenPipe => Self::BrokenPipe,
			_ => Self::trouble(
				"Output",
				format_args!("cannot write the answer: {error}"),
				"check where it goes",
			),
		}
	}
}

impl From<serde_json::Error> for Failure {
	fn from(error: serde_json::Error) -> Self {
		match error.io_error_kind() {
			Some(io::ErrorKind::BrokenPipe) => Self::BrokenPipe,
			_ => Self::Internal(error.into()),
		}
	}
}

impl From<color_eyre::Report> for Failure {
	fn from(report: color_eyre::Report) -> Self {
		Self::Internal(report)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use medquorum_client::domain::RecordId;
	use medquorum_client::error::OpenError;
	use serde_json::Value;

	fn text(failure: &Failure) -> String {
		let mut out = Vec::new();
		failure.report(false, &mut out).unwrap();
		String::from_utf8(out).unwrap()
	}

	#[test]
	fn errors_are_split_into_cause_and_next_step() {
		let failure = Failure::from(Error::from(OpenError::CspWrong));
		assert_eq!(
			text(&failure),
			"error: the CSP key is wrong\nnext: ask the patient for the one of this record. Nothing was fetched\n"
		);
		assert_eq!(failure.exit(), REFUSED);
		let url = "ws://127.0.0.1:1".to_owned();
		let failure = Failure::from(LedgerError::Unreachable {
			url,
			source: "refused".into(),
		});
		assert_eq!(
			text(&failure),
			"error: cannot reach the node at ws://127.0.0.1:1\nnext: start it, or name another one with --node\n"
		);
		assert_eq!(failure.exit(), TROUBLE);
	}

	#[test]
	fn marks_in_a_path_do_not_move_the_next_step() {
		for path in ["/home/Dr. Weber; CT/a: use (b.dcm", "/home/two\nlines"] {
			let failure = Failure::from(FileError::Exists(path.into()));
			let path = path.replace('\n', "; ");
			assert_eq!(
				text(&failure),
				format!(
					"error: {path} exists already\nnext: nothing was written. Choose another name, or say --force to replace it\n"
				)
			);
		}
	}

	#[test]
	fn every_error_of_a_command_has_a_next_step_of_its_own() {
		use medquorum_client::domain::{AccountId, RequestId};
		use medquorum_client::error::CommitteeError;
		let who = AccountId([1; 32]);
		let errors: [Error; 6] = [
			LookupError::OwnRequest(RequestId([1; 16])).into(),
			LookupError::NotAdmin { who, key_id: 1 }.into(),
			CommitteeError::OtherChain.into(),
			CommitteeError::NotYours(who).into(),
			CommitteeError::Size { k: 9, n: 2 }.into(),
			Error::Interrupted,
		];
		for error in errors {
			let said = text(&Failure::from(error));
			assert!(!said.contains(LOOK), "{said}");
			assert_eq!(said.lines().count(), 2, "{said}");
		}
	}

	#[test]
	fn chain_errors_are_told_in_the_words_of_the_chain() {
		let refused = |docs: &str| {
			let (pallet, name) = ("MedicalRecords".to_owned(), "AlreadyVoted".to_owned());
			text(&Failure::from(Error::Ledger(LedgerError::Refused {
				pallet,
				name,
				docs: docs.to_owned(),
			})))
		};
		assert_eq!(
			refused("You answered. Wait for the others."),
			"error: the chain refused: You answered\nnext: Wait for the others.\n"
		);
		assert!(refused("").starts_with("error: the chain refused: AlreadyVoted\nnext: look at"));
	}

	#[test]
	fn json_errors_name_the_innermost_kind() {
		let failure = Failure::from(Error::from(LookupError::NoRecord(RecordId([1; 16]))));
		let mut out = Vec::new();
		failure.report(true, &mut out).unwrap();
		let value: Value = serde_json::from_slice(&out).unwrap();
		assert_eq!(value["error"]["kind"], "NoRecord");
		assert!(
			value["error"]["message"]
				.as_str()
				.unwrap()
				.starts_with("there is no record 0101")
		);
		assert_eq!(
			value["error"]["next"],
			"check the id with the patient or the facility"
		);
	}
}
