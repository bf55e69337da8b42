//! What can go wrong with a local file.

use std::{
	io,
	path::{Path, PathBuf},
};

use medquorum_core::{
	advice::{Advice, Blame},
	kinds,
};

/// What can go wrong with a local file.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FileError {
	/// The target is there already and the caller did not ask to replace it.
	#[error("{} exists already", .0.display())]
	Exists(PathBuf),
	/// The file is not there.
	#[error("{} does not exist", .0.display())]
	Missing(PathBuf),
	/// The folder the file should go to is not there.
	#[error("the folder {} does not exist", .0.display())]
	NoFolder(PathBuf),
	/// A folder stands where a file is wanted.
	#[error("{} is a folder, not a file", .0.display())]
	IsFolder(PathBuf),
	/// Neither a file nor a folder: a pipe, a device, a socket.
	#[error("{} is not a plain file", .0.display())]
	NotPlain(PathBuf),
	/// The folder's file system knows no files without a name.
	#[error("in {} no file can be kept without a name until it is complete", .0.display())]
	NoUnnamed(PathBuf),
	/// The permissions of the file or folder forbid it.
	#[error("no permission for {}", .0.display())]
	NoPermission(PathBuf),
	/// The disk, or the user's share of it, is full.
	#[error("no space left on the disk that holds {}", .0.display())]
	Full(PathBuf),
	/// Another process holds the lock.
	#[error("{} is in use by another medquorum process", .0.display())]
	Busy(PathBuf),
	/// The file is larger than anything this program writes there.
	#[error("{} is larger than {limit} bytes, so it is not a file of this program", path.display())]
	TooLarge {
		/// The file.
		path: PathBuf,
		/// Most bytes that a file of its kind may have.
		limit: u64,
	},
	/// Anything else the operating system says.
	#[error("cannot {action} {}: {source}", path.display())]
	Io {
		/// What was being done, as a verb.
		action: &'static str,
		/// To which file.
		path: PathBuf,
		/// The operating system's error.
		#[source]
		source: io::Error,
	},
}

impl Advice for FileError {
	kinds! {
		Exists, Missing, NoFolder, IsFolder, NotPlain, NoUnnamed, NoPermission, Full, Busy, TooLarge, Io,
	}

	fn next(&self) -> String {
		let next = match self {
			Self::Exists(_) => "nothing was written. Choose another name, or say --force to replace it",
			Self::Missing(_) | Self::TooLarge { .. } | Self::Io { .. } => "check the path and try again",
			Self::NoFolder(_) => "create it first",
			Self::IsFolder(_) => "name a file",
			Self::NotPlain(_) => "copy its content to one first",
			Self::NoUnnamed(_) => {
				"choose a folder on a local disk, or say --allow-named-temporary if a killed download may \
					leave its plaintext there"
			}
			Self::NoPermission(_) => "check who owns it",
			Self::Full(_) => "free some and try again. Nothing was left behind",
			Self::Busy(_) => "wait for it to end and try again",
		};
		next.to_owned()
	}

	fn blame(&self) -> Blame {
		match self {
			Self::Exists(_) => Blame::Refused,
			Self::Missing(_)
			| Self::NoFolder(_)
			| Self::IsFolder(_)
			| Self::NotPlain(_)
			| Self::NoUnnamed(_)
			| Self::NoPermission(_)
			| Self::Full(_)
			| Self::Busy(_)
			| Self::TooLarge { .. }
			| Self::Io { .. } => Blame::Yours,
		}
	}
}

impl FileError {
	/// Sorts an operating system error into the variants that have a remedy of their own.
	pub fn from_io(action: &'static str, path: &Path, source: io::Error) -> Self {
		let path = path.to_path_buf();
		match source.kind() {
			io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full(path),
			io::ErrorKind::NotFound => Self::Missing(path),
			io::ErrorKind::PermissionDenied => Self::NoPermission(path),
			io::ErrorKind::IsADirectory => Self::IsFolder(path),
			_ => Self::Io { action, path, source },
		}
	}
}

/// Attaches an action and a path to an `io::Result` or a rustix result.
pub(crate) fn at<T, E: Into<io::Error>>(
	action: &'static str,
	path: &Path,
	result: Result<T, E>,
) -> Result<T, FileError> {
	result.map_err(|e| FileError::from_io(action, path, e.into()))
}
