//! What can go wrong with files, keys and stores, and the catch-all [`Error`]. A message is the cause alone, in one line; what
//! to do next, the kind and the exit code are [`Advice`].

mod upload;

pub use medquorum_core::error::*;
pub use upload::{EraseError, ReplicaError, UploadError};

use crate::{
	accounts::AccountError, config::ConfigError, entropy::EntropyError, journal::JournalError,
	keystore::KeystoreError, study::StudyError,
};
use medquorum_core::{
	advice::{Advice, Blame},
	domain::{AddressError, IdError},
	ports::{AnswerError, PortError},
	trust::PinError,
};
use medquorum_files::FileError;
use medquorum_store::StoreError;

/// Anything that can go wrong in this library.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
	/// Talking to the chain failed, or the chain refused.
	#[error(transparent)]
	Ledger(#[from] LedgerError),
	/// What is asked for is not there, or not in a state for it.
	#[error(transparent)]
	Lookup(#[from] LookupError),
	/// What the node shows does not hold when checked.
	#[error(transparent)]
	Trust(#[from] TrustError),
	/// The keystore lacks a key that is needed.
	#[error(transparent)]
	Key(#[from] KeyError),
	/// The record cannot be opened.
	#[error(transparent)]
	Open(#[from] OpenError),
	/// The record was not uploaded.
	#[error(transparent)]
	Upload(#[from] UploadError),
	/// The record was not erased everywhere.
	#[error(transparent)]
	Erase(#[from] EraseError),
	/// Where the record lies is not known.
	#[error(transparent)]
	Replica(#[from] ReplicaError),
	/// A committee or a deal for one is not right.
	#[error(transparent)]
	Committee(#[from] CommitteeError),
	/// The account cannot be read or used.
	#[error(transparent)]
	Account(#[from] AccountError),
	/// The settings cannot be used, or pin something else.
	#[error(transparent)]
	Config(#[from] ConfigError),
	/// The keystore cannot be opened or written.
	#[error(transparent)]
	Keystore(#[from] KeystoreError),
	/// The administrator's journal forbids the answer, or cannot be read.
	#[error(transparent)]
	Journal(#[from] JournalError),
	/// The store failed.
	#[error(transparent)]
	Store(#[from] StoreError),
	/// A study cannot be made or read.
	#[error(transparent)]
	Study(#[from] StudyError),
	/// A local file cannot be read or written.
	#[error(transparent)]
	File(#[from] FileError),
	/// The operating system gives no random numbers.
	#[error(transparent)]
	Entropy(#[from] EntropyError),
	/// A text is not a valid id.
	#[error(transparent)]
	Id(#[from] IdError),
	/// A port that is not one of this crate cannot do its work.
	#[error(transparent)]
	Port(PortError),
	/// Something from outside that the formats cannot hold.
	#[error("the {what} cannot be used")]
	Envelope {
		/// Which value.
		what: &'static str,
		/// Why.
		#[source]
		source: medquorum_envelope::Error,
	},
	/// A threshold computation on a value from outside failed.
	#[error("the {what} cannot be used")]
	Threshold {
		/// Which value.
		what: &'static str,
		/// Why.
		#[source]
		source: threshold_decryption::Error,
	},
	/// A worker thread or task ended early.
	#[error("the work was interrupted")]
	Interrupted,
}

impl From<Refusal> for Error {
	fn from(refusal: Refusal) -> Self {
		match refusal {
			Refusal::Lookup(error) => Self::Lookup(error),
			Refusal::Trust(error) => Self::Trust(error),
			Refusal::Key(error) => Self::Key(error),
			Refusal::Open(error) => Self::Open(error),
			Refusal::Envelope { what, source } => Self::Envelope { what, source },
			Refusal::Threshold { what, source } => Self::Threshold { what, source },
		}
	}
}

impl From<AnswerError> for Error {
	fn from(error: AnswerError) -> Self {
		match error {
			AnswerError::History(error) => JournalError::from(error).into(),
			AnswerError::Port(error) => error.into(),
		}
	}
}

/// Ports answer with errors of their own kind: those of this crate are found again.
impl From<PortError> for Error {
	fn from(error: PortError) -> Self {
		error
			.downcast::<Self>()
			.or_else(|error| error.downcast::<KeystoreError>().map(Self::from))
			.or_else(|error| error.downcast::<JournalError>().map(Self::from))
			.unwrap_or_else(Self::Port)
	}
}

impl From<AddressError> for Error {
	fn from(error: AddressError) -> Self {
		AccountError::from(error).into()
	}
}

impl From<PinError> for Error {
	fn from(error: PinError) -> Self {
		ConfigError::from(error).into()
	}
}

impl Error {
	/// Whether it is certain that the chain changed nothing.
	pub fn is_definite(&self) -> bool {
		match self {
			Self::Ledger(inside) => inside.is_definite(),
			_ => true,
		}
	}
}

/// Asks the error inside. What this enum says itself is answered in the arms behind it.
macro_rules! ask {
	($error:ident, $question:ident, { $($own:pat => $answer:expr),* $(,)? }) => {
		match $error {
			Error::Ledger(inside) => inside.$question(),
			Error::Lookup(inside) => inside.$question(),
			Error::Trust(inside) => inside.$question(),
			Error::Key(inside) => inside.$question(),
			Error::Open(inside) => inside.$question(),
			Error::Upload(inside) => inside.$question(),
			Error::Erase(inside) => inside.$question(),
			Error::Replica(inside) => inside.$question(),
			Error::Committee(inside) => inside.$question(),
			Error::Account(inside) => inside.$question(),
			Error::Config(inside) => inside.$question(),
			Error::Keystore(inside) => inside.$question(),
			Error::Journal(inside) => inside.$question(),
			Error::Store(inside) => inside.$question(),
			Error::Study(inside) => inside.$question(),
			Error::File(inside) => inside.$question(),
			Error::Entropy(inside) => inside.$question(),
			Error::Id(inside) => inside.$question(),
			Error::Port(inside) => inside.$question(),
			$($own => $answer,)*
		}
	};
}

impl Advice for Error {
	fn kind(&self) -> &str {
		ask!(self, kind, {
			Self::Envelope { .. } => "Envelope",
			Self::Threshold { .. } => "Threshold",
			Self::Interrupted => "Interrupted",
		})
	}

	fn kinds() -> &'static [&'static str] {
		&["Envelope", "Threshold", "Interrupted"]
	}

	fn next(&self) -> String {
		ask!(self, next, {
			Self::Envelope { .. } | Self::Threshold { .. } => "use another node and tell your operator".to_owned(),
			Self::Interrupted => {
				"try again. Should an upload have left anything, `medquorum erase --unfinished` removes it".to_owned()
			}
		})
	}

	fn blame(&self) -> Blame {
		ask!(self, blame, {
			Self::Envelope { .. } | Self::Threshold { .. } | Self::Interrupted => Blame::Yours,
		})
	}
}
