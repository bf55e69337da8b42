//! Uploading a record, erasing it, and where it lies.

use super::Error;
use medquorum_core::advice::{Advice, Blame, in_one_line};
use medquorum_core::domain::RecordId;
use medquorum_core::kinds;
use medquorum_files::FileError;

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
	/// The call failed, but the record may be there.
	#[error(
		"registering record {id} failed ({}), but the chain shows it or could not be asked, so its file was kept",
		in_one_line(upload.as_ref())
	)]
	Kept {
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
		Self::Staging(inside) => inside.kind(),
		Self::Header(source) => header_kind(source),
	}

	fn next(&self) -> String {
		let next = match self {
			Self::Read(_) => "nothing was registered",
			Self::Changed { .. } => "nothing was registered. Upload it again when it is complete",
			Self::OtherCid { .. } => "for Kubo, set Import.UnixFSFileMaxLinks to 174. Nothing was registered",
			Self::Note(_) => "nothing was registered. Check the folder that --home names",
			Self::Description { .. } => "shorten it. Nothing was read",
			Self::Kept { id, .. } => {
				return format!(
					"look with `medquorum show {id}`. If it is not there, `medquorum erase --unfinished` removes \
				the file"
				);
			}
			Self::Stopped { upload } => {
				let first = upload.next();
				let first = first.trim_end_matches('.');
				return format!("{first}. Then run the same upload again: it goes on where it stopped");
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
			Self::Kept { upload, .. } | Self::Stopped { upload } | Self::Leftover { upload, .. } => {
				upload.blame()
			}
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
}

impl Advice for EraseError {
	kinds! { StillStored }

	fn next(&self) -> String {
		let next = match self {
			Self::StillStored { .. } => "run the same command again to remove it",
		};
		next.to_owned()
	}

	fn blame(&self) -> Blame {
		Blame::Yours
	}
}

/// Where records lie.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReplicaError {
	/// The notes of this client name no object of the record.
	#[error("record {0} was not uploaded from here, so nobody here knows which objects in the store are its")]
	ObjectsUnknown(RecordId),
}

impl Advice for ReplicaError {
	kinds! { ObjectsUnknown }

	fn next(&self) -> String {
		let next = match self {
			Self::ObjectsUnknown(_) => {
				"ask where it was uploaded; or look as its patient, with the keystore that opens it"
			}
		};
		next.to_owned()
	}

	fn blame(&self) -> Blame {
		Blame::Refused
	}
}

/// What programs call a description that the envelope does not take.
fn header_kind(error: &medquorum_envelope::Error) -> &'static str {
	match error {
		medquorum_envelope::Error::MetadataTooLong { .. } => "MetadataTooLong",
		medquorum_envelope::Error::BadCid => "BadCid",
		// The envelope keeps its list open, and has no other fault for a header that is made.
		_ => "Header",
	}
}
