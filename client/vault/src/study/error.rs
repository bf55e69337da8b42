//! What can go wrong while a study is made or read.

use medquorum_core::{
	advice::{Advice, Blame},
	kinds,
};
use medquorum_files::FileError;
use std::path::PathBuf;

/// Making a study, or reading one.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StudyError {
	/// Links, devices and the like have no content of their own.
	#[error("{} is neither a file nor a folder", path.display())]
	Special {
		/// What it is called.
		path: PathBuf,
	},
	/// A name that cannot be written in an archive.
	#[error("the name {} cannot be kept in a study", path.display())]
	BadName {
		/// The name.
		path: PathBuf,
	},
	/// Two files would have one name in the archive.
	#[error("two files of the study are called {0:?}")]
	SameName(String),
	/// The folder holds no file to upload.
	#[error("there is no file in {}", path.display())]
	Empty {
		/// The folder.
		path: PathBuf,
	},
	/// The table of contents would be too long.
	#[error("the study has so many files that its table of contents does not fit")]
	TooMany,
	/// The record holds one file and no table of contents.
	#[error("this record is one file, not a study")]
	NotAStudy,
	/// The table of contents cannot be read, or does not fit the archive.
	#[error("the study's table of contents is damaged ({0})")]
	BadContents(&'static str),
	/// The study has no series under this number or name.
	#[error("the study has no series {wanted:?}")]
	NoSeries {
		/// What was asked for.
		wanted: String,
	},
	/// More files than this process may hold open.
	#[error("{files} files are more than can be written at once here")]
	TooManyOpen {
		/// How many.
		files: usize,
	},
	/// Local files.
	#[error(transparent)]
	File(#[from] FileError),
}

impl Advice for StudyError {
	kinds! {
		Special, BadName, SameName, Empty, TooMany, NotAStudy, BadContents, NoSeries, TooManyOpen;
		Self::File(inside) => inside.kind(),
	}

	fn next(&self) -> String {
		let next = match self {
			Self::Special { .. } => "leave it out of the study",
			Self::BadName { .. } => "give it another one",
			Self::SameName(_) => "rename one of them",
			Self::Empty { .. } => "name another folder",
			Self::TooMany => "upload it in parts",
			Self::NotAStudy => "download it without --series, --list and --extract",
			Self::BadContents(_) => "download the record whole, and tell the facility that uploaded it",
			Self::NoSeries { .. } => "look at `medquorum download REQUEST --list`",
			Self::TooManyOpen { .. } => "raise `ulimit -n`, take one --series, or download the archive",
			Self::File(inside) => return inside.next(),
		};
		next.to_owned()
	}

	fn blame(&self) -> Blame {
		match self {
			Self::NotAStudy | Self::BadContents(_) | Self::NoSeries { .. } => Blame::Refused,
			Self::Special { .. }
			| Self::BadName { .. }
			| Self::SameName(_)
			| Self::Empty { .. }
			| Self::TooMany
			| Self::TooManyOpen { .. }
			| Self::File(_) => Blame::Yours,
		}
	}
}
