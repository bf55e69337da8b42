//! What can go wrong with an import as a whole, and with a row beside the faults of manifests, files and people.

use medquorum_core::{
	advice::{Advice, Blame},
	domain::RecordId,
	kinds,
};
use std::path::PathBuf;

/// Bringing an archive in.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ImportError {
	/// A path that leads out of the folder whose files may be brought in: a manifest may have been written by somebody else.
	#[error("{} is not in {}", path.display(), folder.display())]
	Outside {
		/// Where the path leads, past links.
		path: PathBuf,
		/// The folder that paths of the manifest must stay in.
		folder: PathBuf,
	},
	/// Another row has the same content for the same patient and day.
	#[error("the file is the same as that of line {0}, for the same patient and day")]
	SameFile(u64),
	/// The store lost what was stored for a record whose call was sent.
	#[error("what was stored of record {0} is not in the store any more, and its call was sent")]
	Gone(RecordId),
	/// The file that says how far imports have come is not what was written.
	#[error("{} is damaged at line {line}", path.display())]
	StateDamaged {
		/// The file.
		path: PathBuf,
		/// Its first line that cannot be read.
		line: usize,
	},
}

impl Advice for ImportError {
	kinds! {
		Outside = "ImportOutside", SameFile = "ImportSameFile", Gone = "ImportGone", StateDamaged = "ImportStateDamaged",
	}

	fn next(&self) -> String {
		let next = match self {
			Self::Outside { .. } => "name the folder of the archive with --files if that is meant",
			Self::SameFile(_) => "leave one of the two out, or write the right day or patient",
			Self::Gone(id) => {
				return format!(
					"bring the store back, or say `medquorum erase {id}` and import the row again as a new record"
				);
			}
			Self::StateDamaged { .. } => {
				"bring it back from a backup. Without it rows that were imported before would be registered again"
			}
		};
		next.to_owned()
	}

	fn blame(&self) -> Blame {
		match self {
			Self::Outside { .. } | Self::SameFile(_) => Blame::Refused,
			Self::Gone(_) | Self::StateDamaged { .. } => Blame::Yours,
		}
	}
}
