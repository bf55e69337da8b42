//! Uploading and erasing the content of a record.

use super::{Error, first_line, in_one_line};
use crate::domain::RecordId;

/// Uploading a record.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum UploadError {
	/// Reading the source failed.
	#[error("the file cannot be read\nnothing was registered")]
	Read(#[source] std::io::Error),
	/// The file is longer or shorter than announced.
	#[error(
		"the file changed while it was read ({expected} bytes expected)\nnothing was registered. Upload it again when it is complete"
	)]
	Changed {
		/// Length when it was opened.
		expected: u64,
	},
	/// The store named another CID.
	#[error(
		"the store answers with another content id than the one computed here ({found}, not {expected})\nfor Kubo, set \
		 Import.UnixFSFileMaxLinks to 174. Nothing was registered"
	)]
	OtherCid {
		/// Computed here.
		expected: String,
		/// What the store says.
		found: String,
	},
	/// The note of what is stored cannot be written.
	#[error("cannot note what is being stored\nnothing was registered. Check the folder that --home names")]
	Note(#[source] std::io::Error),
	/// The description does not fit into the header.
	#[error(
		"the {what} is too long ({length} bytes; with the rest of the description {limit} would fit)\nshorten it. \
		 Nothing was read"
	)]
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
		"registering record {id} failed ({}), but the chain shows it or could not be asked, so its file was kept\n\
		 look with `medquorum show {id}`. If it is not there, `medquorum erase --unfinished` removes the file",
		in_one_line(upload)
	)]
	Kept {
		/// The record.
		id: RecordId,
		/// What the call ended with.
		#[source]
		upload: Box<Error>,
	},
	/// Storing was broken off, and can go on.
	#[error(
		"{}. Then run the same upload again: it goes on where it stopped",
		without_end(upload)
	)]
	Stopped {
		/// What broke it off.
		#[source]
		upload: Box<Error>,
	},
	/// The copy with which an upload should go on is not what was written.
	#[error(
		"the copy of the encrypted file, kept so that the upload could go on, is damaged
it was removed. Run the same \
		 upload again: it starts anew"
	)]
	StageDamaged,
	/// The copy with which an upload could go on cannot be written.
	#[error(transparent)]
	Staging(crate::files::FileError),
	/// The header cannot be made.
	#[error("the file's description cannot be put into its header\nshorten it. Nothing was registered")]
	Header(#[source] medquorum_envelope::Error),
	/// Too long for the format.
	#[error("the file is too long for one record ({0} bytes)\nupload it in parts")]
	TooLong(u64),
	/// Removing what an aborted upload left failed too.
	#[error(
		"the upload failed ({}), and {cid} could not be removed from the store\nremove it with `medquorum erase --object {cid}`",
		in_one_line(upload)
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

/// Erasing a record.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EraseError {
	/// Erased on chain, still stored.
	#[error(
		"the record is erased on chain, but {cid} is still stored: {}\nrun the same command again to remove it",
		first_line(source)
	)]
	StillStored {
		/// The object.
		cid: String,
		/// Why it could not be removed.
		#[source]
		source: Box<Error>,
	},
}

/// Where records lie.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReplicaError {
	/// The objects of the record are not known here.
	#[error(
		"record {0} was not uploaded from here, so nobody here knows which objects in the store are its\nask where it was uploaded; \
		 or look as its patient, with the keystore that opens it"
	)]
	ObjectsUnknown(RecordId),
}

/// A message without its full stop, to be followed by another one.
fn without_end(error: &Error) -> String {
	error.to_string().trim_end_matches('.').to_owned()
}
