//! What can go wrong, one enum per area, and the catch-all [`Error`].

mod content;

pub use content::{EraseError, ReplicaError, UploadError};
pub use medquorum_core::error::*;

use crate::{
	accounts::AccountError, config::ConfigError, journal::JournalError, keystore::KeystoreError,
	study::StudyError,
};
use medquorum_core::{
	domain::{AddressError, IdError},
	ports::{AnswerError, PortError},
	trust::PinError,
};

/// Anything that can go wrong in this library.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
	/// The chain.
	#[error(transparent)]
	Ledger(#[from] LedgerError),
	/// Not there.
	#[error(transparent)]
	Lookup(#[from] LookupError),
	/// Not to be believed.
	#[error(transparent)]
	Trust(#[from] TrustError),
	/// Missing keys.
	#[error(transparent)]
	Key(#[from] KeyError),
	/// Opening.
	#[error(transparent)]
	Open(#[from] OpenError),
	/// Uploading.
	#[error(transparent)]
	Upload(#[from] UploadError),
	/// Erasing.
	#[error(transparent)]
	Erase(#[from] EraseError),
	/// Where records lie.
	#[error(transparent)]
	Replica(#[from] ReplicaError),
	/// Committees.
	#[error(transparent)]
	Committee(#[from] CommitteeError),
	/// Accounts.
	#[error(transparent)]
	Account(#[from] crate::accounts::AccountError),
	/// The settings.
	#[error(transparent)]
	Config(#[from] crate::config::ConfigError),
	/// The keystore.
	#[error(transparent)]
	Keystore(#[from] crate::keystore::KeystoreError),
	/// The administrator's journal.
	#[error(transparent)]
	Journal(#[from] crate::journal::JournalError),
	/// Where envelopes are kept.
	#[error(transparent)]
	Store(#[from] crate::store::StoreError),
	/// Studies.
	#[error(transparent)]
	Study(#[from] crate::study::StudyError),
	/// Local files.
	#[error(transparent)]
	File(#[from] crate::files::FileError),
	/// The random generator.
	#[error(transparent)]
	Entropy(#[from] crate::entropy::EntropyError),
	/// Ids.
	#[error(transparent)]
	Id(#[from] IdError),
	/// A port that is not one of ours.
	#[error(transparent)]
	Port(PortError),
	/// Something from outside that the formats cannot hold.
	#[error("the {what} cannot be used\nuse another node and tell your operator")]
	Envelope {
		/// Which value.
		what: &'static str,
		/// Why.
		#[source]
		source: medquorum_envelope::Error,
	},
	/// A threshold computation on a value from outside failed.
	#[error("the {what} cannot be used\nuse another node and tell your operator")]
	Threshold {
		/// Which value.
		what: &'static str,
		/// Why.
		#[source]
		source: threshold_decryption::Error,
	},
	/// A worker thread or task ended early.
	#[error(
		"the work was interrupted\ntry again. Should an upload have left anything, `medquorum erase --unfinished` removes it"
	)]
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
	/// Whether it is certain that no call was carried out.
	pub fn is_definite(&self) -> bool {
		!matches!(self, Self::Ledger(error) if !error.is_definite())
	}

	/// Exit code of the command line: 1 refused or not found, 2 usage, files, store or node.
	pub fn exit_code(&self) -> u8 {
		match self {
			Self::Open(OpenError::Write(_)) => 2,
			Self::Journal(crate::journal::JournalError::File(_)) => 2,
			Self::Journal(_) => 1,
			Self::Store(crate::store::StoreError::Missing { .. }) => 1,
			Self::Store(
				crate::store::StoreError::Altered { .. }
				| crate::store::StoreError::Incomplete { .. }
				| crate::store::StoreError::Truncated { .. },
			) => 1,
			Self::Ledger(
				LedgerError::Refused { .. } | LedgerError::CannotPay { .. } | LedgerError::WrongChain { .. },
			) => 1,
			Self::Study(StudyError::NotAStudy | StudyError::NoSeries { .. } | StudyError::BadContents(_)) => {
				1
			}
			Self::Replica(_) => 1,
			Self::Lookup(_) | Self::Trust(_) | Self::Key(_) | Self::Open(_) | Self::Committee(_) => 1,
			Self::Upload(
				UploadError::Leftover { upload, .. }
				| UploadError::Kept { upload, .. }
				| UploadError::Stopped { upload },
			) => upload.exit_code(),
			_ => 2,
		}
	}
}
