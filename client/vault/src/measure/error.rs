//! What can go wrong while measuring.

use crate::entropy::EntropyError;
use medquorum_core::{
	advice::{Advice, Blame},
	kinds,
};
use medquorum_files::FileError;
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
	#[error("{} is too long to be sealed", .0.display())]
	TooLong(PathBuf),
	/// What should be opened was not made by [`seal`](super::seal), or was altered.
	#[error("{} is not what `medquorum bench seal` made, or it was altered", path.display())]
	Corrupt {
		/// The file.
		path: PathBuf,
		/// What the envelope says.
		#[source]
		source: medquorum_envelope::Error,
	},
	/// A computation that cannot fail did.
	#[error("the {what} failed on values of its own making")]
	Broken {
		/// Which one.
		what: &'static str,
	},
	/// A thread ended early.
	#[error("a thread of the measurement ended early")]
	Thread,
}

impl Advice for BenchError {
	kinds! {
		TooLong, Corrupt, Broken, Thread;
		Self::File(inside) => inside.kind(),
		Self::Entropy(inside) => inside.kind(),
	}

	fn next(&self) -> String {
		let next = match self {
			Self::File(inside) => return inside.next(),
			Self::Entropy(inside) => return inside.next(),
			Self::TooLong(_) => "take a smaller file",
			Self::Corrupt { .. } => "nothing was written. Seal the file again",
			Self::Broken { .. } => "do not use this build: its cryptography does not work here",
			Self::Thread => "try again with fewer threads",
		};
		next.to_owned()
	}

	fn blame(&self) -> Blame {
		match self {
			Self::File(inside) => inside.blame(),
			Self::Entropy(inside) => inside.blame(),
			Self::Corrupt { .. } => Blame::Refused,
			Self::TooLong(_) | Self::Thread => Blame::Yours,
			Self::Broken { .. } => Blame::Bug,
		}
	}
}
