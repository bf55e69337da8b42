//! What can go wrong, one enum per area, and the catch-all [`Error`]. A message is the cause alone, in one line; what to do
//! next, the kind and the exit code are [`Advice`].

mod committee;
mod key;
mod ledger;
mod lookup;
mod open;
mod scheme;
mod trust;
mod upload;

pub use committee::CommitteeError;
pub use key::KeyError;
pub use ledger::{LedgerError, Source};
pub use lookup::LookupError;
pub use open::OpenError;
pub use trust::TrustError;
pub use upload::{EraseError, ReplicaError, UploadError};

use crate::advice::{Advice, Blame};

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
	Account(#[from] crate::accounts::AccountError),
	/// The settings cannot be used, or pin something else.
	#[error(transparent)]
	Config(#[from] crate::config::ConfigError),
	/// The keystore cannot be opened or written.
	#[error(transparent)]
	Keystore(#[from] crate::keystore::KeystoreError),
	/// The administrator's journal forbids the answer, or cannot be read.
	#[error(transparent)]
	Journal(#[from] crate::journal::JournalError),
	/// The store failed.
	#[error(transparent)]
	Store(#[from] crate::store::StoreError),
	/// A study cannot be made or read.
	#[error(transparent)]
	Study(#[from] crate::study::StudyError),
	/// A local file cannot be read or written.
	#[error(transparent)]
	File(#[from] crate::files::FileError),
	/// The operating system gives no random numbers.
	#[error(transparent)]
	Entropy(#[from] crate::entropy::EntropyError),
	/// A text is not a valid id.
	#[error(transparent)]
	Id(#[from] crate::domain::IdError),
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
