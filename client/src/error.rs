//! What can go wrong, one enum per area, and the catch-all [`Error`]. Every message has two lines: the cause, and what to do
//! next. The last line is the next step whatever the cause names: a path may hold any other mark.

mod committee;
mod key;
mod ledger;
mod lookup;
mod open;
mod trust;
mod upload;

pub use committee::CommitteeError;
pub use key::KeyError;
pub use ledger::{LedgerError, Source};
pub use lookup::LookupError;
pub use open::OpenError;
pub use trust::TrustError;
pub use upload::{EraseError, ReplicaError, UploadError};

use crate::study::StudyError;

/// An error's message where only one line has room.
pub fn in_one_line(error: &impl std::fmt::Display) -> String {
	error.to_string().replace('\n', "; ")
}

/// An error's cause, without what to do about it.
pub(crate) fn first_line(error: &impl std::fmt::Display) -> String {
	error.to_string().lines().next().unwrap_or_default().to_owned()
}

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
	Id(#[from] crate::domain::IdError),
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

impl Error {
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
