//! What people and programs get to see: failures with a next step, tables, JSON documents, plain words.

mod error;
mod holdings;
mod plain;
mod requests;
mod table;
mod words;

pub use error::{CareError, CommandError};
pub use holdings::*;
pub use plain::{Plain, plain_document};
pub use requests::*;
pub use table::*;
pub use words::*;

use std::{
	fmt::{self, Display},
	io::{self, Write},
};

use medquorum_client::{
	accounts::AccountError,
	advice::{Advice, Blame, flat},
	config::{ConfigError, HostError},
	contacts::ContactError,
	domain::{AddressError, IdError},
	entropy::EntropyError,
	error::{Error, LedgerError, PolicyError},
	files::FileError,
	import::Fault,
	journal::JournalError,
	keystore::{KeystoreError, PassphraseError},
	measure::BenchError,
	notify::NotifyError,
	search::{CodeError, SearchError},
	store::StoreError,
};
use medquorum_portal::PortalError;
use medquorum_session::SetUpError;
use serde_json::json;

/// Why a command did not do what it was asked to.
#[derive(Debug)]
pub enum Failure {
	/// The reader of our output stopped reading: nothing to report.
	BrokenPipe,
	/// A reason and what to do about it.
	Said(Said),
	/// A fault of this program.
	Internal(color_eyre::Report),
}

/// An error as it is shown, in which names may have taken the place of addresses.
#[derive(Debug)]
pub struct Said {
	kind: String,
	cause: String,
	next: String,
	blame: Blame,
}

impl Display for Said {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(&self.cause)
	}
}

impl Advice for Said {
	fn kind(&self) -> &str {
		&self.kind
	}

	fn kinds() -> &'static [&'static str] {
		&[]
	}

	fn next(&self) -> String {
		self.next.clone()
	}

	fn blame(&self) -> Blame {
		self.blame
	}
}

/// What a command gives.
pub type Outcome = Result<(), Failure>;

impl Failure {
	/// From a command line that cannot be understood.
	pub fn usage(error: &clap::Error) -> Self {
		let text = error.to_string();
		let message = text.lines().next().unwrap_or_default();
		let message = message.strip_prefix("error: ").unwrap_or(message);
		CommandError::Usage(message.to_owned()).into()
	}

	/// The exit code.
	pub fn exit(&self) -> u8 {
		match self {
			Self::BrokenPipe => 0,
			Self::Said(said) => said.blame().exit_code(),
			Self::Internal(_) => Blame::Bug.exit_code(),
		}
	}

	/// What programs call it.
	pub fn kind(&self) -> &str {
		match self {
			Self::BrokenPipe => "BrokenPipe",
			Self::Said(said) => said.kind(),
			Self::Internal(_) => "Internal",
		}
	}

	/// Writes the failure for a person or, as one JSON document, for a program.
	pub fn report(&self, as_json: bool, to: &mut impl Write) -> io::Result<()> {
		match self {
			Self::BrokenPipe => Ok(()),
			Self::Said(said) if as_json => {
				let (kind, next) = (said.kind(), said.next());
				let error = json!({ "error": { "kind": kind, "message": said.to_string(), "next": next } });
				writeln!(to, "{error}")
			}
			Self::Said(said) => writeln!(to, "error: {said}\nnext: {}", said.next()),
			Self::Internal(report) if as_json => {
				let error =
					json!({ "error": { "kind": "Internal", "message": report.to_string(), "next": BUG } });
				writeln!(to, "{error}")
			}
			Self::Internal(report) => writeln!(to, "error: {report:?}\nnext: {BUG}"),
		}
	}

	/// What a row of an archive is refused for.
	pub fn fault(&self) -> Fault {
		match self {
			Self::Said(said) => Fault::of(said),
			Self::BrokenPipe | Self::Internal(_) => Fault {
				kind: "Internal".to_owned(),
				message: "this program failed".to_owned(),
				next: BUG.to_owned(),
			},
		}
	}

	/// The same with more to do afterwards.
	pub fn and_then_next(self, more: &str) -> Self {
		match self {
			Self::Said(said) => Self::Said(Said {
				next: format!("{}. {more}", said.next.trim_end_matches('.')),
				..said
			}),
			other => other,
		}
	}

	/// The same with names for addresses.
	pub fn map_text(self, change: impl Fn(&str) -> String) -> Self {
		match self {
			Self::Said(said) => Self::Said(Said {
				cause: change(&said.cause),
				next: change(&said.next),
				..said
			}),
			other => other,
		}
	}
}

const BUG: &str = "this is a fault of medquorum; please report it with what you did";

macro_rules! from_advice {
	($($error:ty),* $(,)?) => {
		$(impl From<$error> for Failure {
			fn from(error: $error) -> Self {
				Self::Said(Said {
					kind: error.kind().to_owned(),
					cause: flat(&error),
					next: flat(&error.next()),
					blame: error.blame(),
				})
			}
		})*
	};
}

from_advice!(
	AccountError,
	AddressError,
	BenchError,
	CodeError,
	CommandError,
	ConfigError,
	ContactError,
	EntropyError,
	Error,
	FileError,
	HostError,
	IdError,
	JournalError,
	KeystoreError,
	LedgerError,
	NotifyError,
	PassphraseError,
	PolicyError,
	PortalError,
	SearchError,
	SetUpError,
	StoreError,
);

impl From<io::Error> for Failure {
	fn from(error: io::Error) -> Self {
		match error.kind() {
			io::ErrorKind::BrokenPipe => Self::BrokenPipe,
			_ => CommandError::Output(error).into(),
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
	use medquorum_client::{
		domain::RecordId,
		error::{LookupError, OpenError},
	};
	use serde_json::Value;

	fn text(failure: &Failure) -> String {
		let mut out = Vec::new();
		failure.report(false, &mut out).unwrap();
		String::from_utf8(out).unwrap()
	}

	#[test]
	fn errors_are_shown_with_cause_and_next_step() {
		let failure = Failure::from(Error::from(OpenError::CspWrong));
		assert_eq!(
			text(&failure),
			"error: the CSP key is wrong\nnext: ask the patient for the one of this record. Nothing was fetched\n"
		);
		assert_eq!(failure.exit(), 1);
		let url = "ws://127.0.0.1:1".to_owned();
		let failure = Failure::from(LedgerError::Unreachable {
			url,
			source: "refused".into(),
		});
		assert_eq!(
			text(&failure),
			"error: cannot reach the node at ws://127.0.0.1:1\nnext: start it, or name another one with --node\n"
		);
		assert_eq!(failure.exit(), 2);
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
