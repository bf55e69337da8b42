//! What can go wrong while measuring.

use crate::{entropy::EntropyError, files::FileError};
use std::path::PathBuf;

/// What can go wrong while measuring.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BenchError {
	/// A local file.
	#[error(transparent)]
	File(#[from] FileError),
	/// The random generator.
	#[error(transparent)]
	Entropy(#[from] EntropyError),
	/// The file is too long for the format.
	#[error("{} is too long to be sealed\ntake a smaller file", .0.display())]
	TooLong(PathBuf),
	/// What should be opened was not made by [`seal`], or was altered.
	#[error(
		"{} is not what `medquorum bench seal` made, or it was altered\nnothing was written. Seal the file again", path.display()
	)]
	Corrupt {
		/// The file.
		path: PathBuf,
		/// What the envelope says.
		#[source]
		source: medquorum_envelope::Error,
	},
	/// A computation that cannot fail did.
	#[error(
		"the {what} failed on values of its own making\ndo not use this build: its cryptography does not work here"
	)]
	Broken {
		/// Which one.
		what: &'static str,
	},
	/// A thread ended early.
	#[error("a thread of the measurement ended early\ntry again with fewer threads")]
	Thread,
}
