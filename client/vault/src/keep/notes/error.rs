//! Why the notes of this home cannot be used.

use medquorum_core::{
	advice::{Advice, Blame},
	kinds,
};
use std::path::PathBuf;

/// Why the notes of this home cannot be used. They are left as they are.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum NotesError {
	/// A line is not one of ours.
	#[error("{} is damaged at line {line}", path.display())]
	Damaged {
		/// The file.
		path: PathBuf,
		/// Its first line that cannot be read, from 1.
		line: usize,
	},
	/// A later version of this program wrote them.
	#[error("{} was written by a later version of medquorum", .0.display())]
	Later(PathBuf),
}

impl Advice for NotesError {
	kinds! { Damaged = "NotesDamaged", Later = "NotesLater" }

	fn next(&self) -> String {
		let next = match self {
			Self::Damaged { .. } => {
				"bring it back from a backup. Without it this home does not know what it uploaded, and can neither repair nor list it"
			}
			Self::Later(_) => "use that version",
		};
		next.to_owned()
	}

	fn blame(&self) -> Blame {
		match self {
			Self::Damaged { .. } | Self::Later(_) => Blame::Yours,
		}
	}
}
