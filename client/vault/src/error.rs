//! What can go wrong with files, keys and stores, and the catch-all [`Error`]. A message is the cause alone, in one line; what
//! to do next, the kind and the exit code are [`Advice`].

mod header;
mod refusal;
mod replica;

pub use medquorum_core::error::*;
pub use replica::ReplicaError;

use crate::{
	accounts::AccountError,
	config::ConfigError,
	entropy::EntropyError,
	import::ImportError,
	journal::JournalError,
	keep::notes::error::NotesError,
	keystore::KeystoreError,
	receipt::{DutyError, ReceiptError},
	search::SearchError,
	study::StudyError,
};
use medquorum_audit::AuditError;
use medquorum_catalogue::{CatalogueError, CodeError};
use medquorum_core::{
	advice::{Advice, Blame, in_one_line},
	domain::{AddressError, IdError, RecordId},
	kinds,
	ports::{AnswerError, PortError},
	trust::PinError,
};
use medquorum_files::FileError;
use medquorum_manifest::{ManifestError, RowError};
use medquorum_notify::NotifyError;
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
	/// There is no access in an emergency.
	#[error(transparent)]
	Emergency(#[from] EmergencyError),
	/// The record was not uploaded.
	#[error(transparent)]
	Upload(#[from] UploadError),
	/// An archive, or a row of it, was not brought in.
	#[error(transparent)]
	Import(#[from] ImportError),
	/// The table of an archive cannot be read.
	#[error(transparent)]
	Manifest(#[from] ManifestError),
	/// A row of that table has a fault.
	#[error(transparent)]
	Row(#[from] RowError),
	/// The record was not erased everywhere.
	#[error(transparent)]
	Erase(#[from] EraseError),
	/// Where the record lies is not known.
	#[error(transparent)]
	Replica(#[from] ReplicaError),
	/// A patient's keys cannot be enrolled.
	#[error(transparent)]
	Enrol(#[from] EnrolError),
	/// An audit is not whole, or an export of one is not believed.
	#[error(transparent)]
	Audit(#[from] AuditError),
	/// A backup of a share is not restored, or a sign of life not believed.
	#[error(transparent)]
	Share(#[from] ShareError),
	/// A ceremony cannot proceed like this.
	#[error(transparent)]
	Ceremony(#[from] CeremonyError),
	/// A step of a ceremony over the chain cannot be done.
	#[error(transparent)]
	OnChain(#[from] OnChainError),
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
	/// What was noted of uploads cannot be used.
	#[error(transparent)]
	Notes(#[from] NotesError),
	/// The store failed.
	#[error(transparent)]
	Store(#[from] StoreError),
	/// A catalogue is not believed, or cannot be opened or made.
	#[error(transparent)]
	Catalogue(#[from] CatalogueError),
	/// A text is no disease, date or kind of record.
	#[error(transparent)]
	Code(#[from] CodeError),
	/// A search or a publication of a catalogue fails.
	#[error(transparent)]
	Search(#[from] SearchError),
	/// A host cannot erase, or must not attest.
	#[error(transparent)]
	Duty(#[from] DutyError),
	/// A receipt cannot be made, or is not believed.
	#[error(transparent)]
	Receipt(#[from] ReceiptError),
	/// A study cannot be made or read.
	#[error(transparent)]
	Study(#[from] StudyError),
	/// A patient's standing answers cannot be used.
	#[error(transparent)]
	Policy(#[from] PolicyError),
	/// Somebody could not be told what happened.
	#[error(transparent)]
	Notify(#[from] NotifyError),
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
			.or_else(|error| error.downcast::<NotifyError>().map(Self::from))
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
	/// Whether it is certain that no call left this machine.
	pub fn is_unsent(&self) -> bool {
		match self {
			Self::Ledger(inside) => inside.is_unsent(),
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
			Error::Import(inside) => inside.$question(),
			Error::Manifest(inside) => inside.$question(),
			Error::Row(inside) => inside.$question(),
			Error::Erase(inside) => inside.$question(),
			Error::Replica(inside) => inside.$question(),
			Error::Enrol(inside) => inside.$question(),
			Error::Audit(inside) => inside.$question(),
			Error::Share(inside) => inside.$question(),
			Error::Ceremony(inside) => inside.$question(),
			Error::OnChain(inside) => inside.$question(),
			Error::Committee(inside) => inside.$question(),
			Error::Account(inside) => inside.$question(),
			Error::Config(inside) => inside.$question(),
			Error::Keystore(inside) => inside.$question(),
			Error::Journal(inside) => inside.$question(),
			Error::Notes(inside) => inside.$question(),
			Error::Store(inside) => inside.$question(),
			Error::Catalogue(inside) => inside.$question(),
			Error::Code(inside) => inside.$question(),
			Error::Search(inside) => inside.$question(),
			Error::Duty(inside) => inside.$question(),
			Error::Receipt(inside) => inside.$question(),
			Error::Study(inside) => inside.$question(),
			Error::Policy(inside) => inside.$question(),
			Error::Emergency(inside) => inside.$question(),
			Error::Notify(inside) => inside.$question(),
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

/// Uploading a record.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum UploadError {
	/// The operating system cannot read the source.
	#[error("the file cannot be read")]
	Read(#[source] std::io::Error),
	/// The file is longer or shorter than announced.
	#[error("the file changed while it was read ({expected} bytes expected)")]
	Changed {
		/// Length when it was opened.
		expected: u64,
	},
	/// The store named another CID.
	#[error("the store answers with another content id than the one computed here ({found}, not {expected})")]
	OtherCid {
		/// Computed here.
		expected: String,
		/// What the store says.
		found: String,
	},
	/// The note of what is stored cannot be written.
	#[error("cannot note what is being stored")]
	Note(#[source] std::io::Error),
	/// The description does not fit into the header.
	#[error("the {what} is too long ({length} bytes; with the rest of the description {limit} would fit)")]
	Description {
		/// The longest part.
		what: &'static str,
		/// Its length in bytes.
		length: usize,
		/// How long it may be beside the other parts.
		limit: usize,
	},
	/// The call failed, but the chain shows the record.
	#[error(
		"registering record {id} failed ({}), but the chain shows it, so its file was kept",
		in_one_line(upload.as_ref())
	)]
	Kept {
		/// The record.
		id: RecordId,
		/// What the call ended with.
		#[source]
		upload: Box<Error>,
	},
	/// The call failed, or its outcome is unknown. The node had it, so what was stored stays until a person removes it.
	#[error("{upload}")]
	NotRegistered {
		/// The record.
		id: RecordId,
		/// What the call ended with.
		#[source]
		upload: Box<Error>,
	},
	/// Storing was broken off, and can be resumed.
	#[error("{upload}")]
	Stopped {
		/// What broke it off.
		#[source]
		upload: Box<Error>,
	},
	/// The copy with which an upload should resume is not what was written.
	#[error("the encrypted copy kept for resuming this upload was damaged and has been removed")]
	StageDamaged,
	/// The copy with which an upload could resume cannot be written.
	#[error(transparent)]
	Staging(FileError),
	/// The header cannot be made.
	#[error("the file's description cannot be put into its header")]
	Header(#[source] medquorum_envelope::Error),
	/// The file is longer than the format can number.
	#[error("the file is too long for one record ({0} bytes)")]
	TooLong(u64),
	/// Removing what an aborted upload left failed too.
	#[error(
		"the upload failed ({}), and {cid} could not be removed from the store",
		in_one_line(upload.as_ref())
	)]
	Leftover {
		/// Why the upload failed.
		upload: Box<Error>,
		/// What is left.
		cid: String,
		/// Why it could not be removed.
		#[source]
		source: Box<Error>,
	},
}

impl Advice for UploadError {
	kinds! {
		Read, Changed, OtherCid, Note, Description, Kept, Stopped, StageDamaged, TooLong, Leftover;
		Self::NotRegistered { upload, .. } => upload.kind(),
		Self::Staging(inside) => inside.kind(),
		Self::Header(source) => header::kind(source),
	}

	fn next(&self) -> String {
		let next = match self {
			Self::Read(_) => "nothing was registered",
			Self::Changed { .. } => "nothing was registered. Upload it again when it is complete",
			Self::OtherCid { .. } => "for Kubo, set Import.UnixFSFileMaxLinks to 174. Nothing was registered",
			Self::Note(_) => "nothing was registered. Check the folder that --home names",
			Self::Description { .. } => "shorten it. Nothing was read",
			Self::Kept { id, .. } => {
				return format!("look with `medquorum show {id}`");
			}
			Self::NotRegistered { id, upload } => {
				let first = upload.next();
				let first = first.trim_end_matches('.');
				return format!(
					"{first}. What was stored is kept, because the node had the call; `medquorum erase {id}` removes it"
				);
			}
			Self::Stopped { upload } => {
				let first = upload.next();
				let first = first.trim_end_matches('.');
				return format!("{first}. Then run the same upload again: it resumes where it stopped");
			}
			Self::StageDamaged => "run the same upload again; it starts from the beginning",
			Self::Staging(inside) => return inside.next(),
			Self::Header(_) => "shorten it. Nothing was registered",
			Self::TooLong(_) => "upload it in parts",
			Self::Leftover { cid, .. } => return format!("remove it with `medquorum erase --object {cid}`"),
		};
		next.to_owned()
	}

	fn blame(&self) -> Blame {
		match self {
			Self::Kept { upload, .. }
			| Self::NotRegistered { upload, .. }
			| Self::Stopped { upload }
			| Self::Leftover { upload, .. } => upload.blame(),
			Self::Read(_)
			| Self::Changed { .. }
			| Self::OtherCid { .. }
			| Self::Note(_)
			| Self::Description { .. }
			| Self::StageDamaged
			| Self::Staging(_)
			| Self::Header(_)
			| Self::TooLong(_) => Blame::Yours,
		}
	}
}

/// Erasing a record.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EraseError {
	/// The chain has erased the record, and the store has not.
	#[error("the record is erased on chain, but {cid} is still stored: {source}")]
	StillStored {
		/// The object.
		cid: String,
		/// Why it could not be removed.
		#[source]
		source: Box<Error>,
	},
	/// The node does not show a record whose call was sent or printed here.
	#[error("the chain does not show record {0}, whose call was sent or printed here")]
	Unregistered(RecordId),
	/// Somebody else than the patient wants the record erased and named no reason.
	#[error("somebody else than its patient needs a reason to have record {0} erased")]
	NoReason(RecordId),
	/// The object belongs to a record.
	#[error("{cid} belongs to record {id}, which was uploaded from here")]
	Belongs {
		/// The object.
		cid: String,
		/// The record.
		id: RecordId,
	},
}

impl Advice for EraseError {
	kinds! { StillStored, Unregistered, NoReason, Belongs }

	fn next(&self) -> String {
		match self {
			Self::StillStored { .. } => "run the same command again to remove it".to_owned(),
			Self::Unregistered(_) => {
				"nothing was removed. If the call will not be carried out any more, confirm the question or say --yes"
					.to_owned()
			}
			Self::NoReason(_) => "say it with --reason: patient, facility and officers read it".to_owned(),
			Self::Belongs { id, .. } => {
				format!("nothing was removed. `medquorum erase {id}` erases the record with all that belongs to it")
			}
		}
	}

	fn blame(&self) -> Blame {
		match self {
			Self::StillStored { .. } | Self::NoReason(_) => Blame::Yours,
			Self::Unregistered(_) | Self::Belongs { .. } => Blame::Refused,
		}
	}
}
