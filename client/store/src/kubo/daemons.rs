//! Which daemon answered at which address before: `daemons.json` in the home folder.

use medquorum_files::{self as files, FileError, FileLock};
use std::{
	collections::BTreeMap,
	path::{Path, PathBuf},
	time::Duration,
};

/// More than this file ever holds.
const MAX_FILE: u64 = 1 << 20;
/// How long another process may hold the file.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long an answer holds where nothing is removed.
pub(super) const RECENT: Duration = Duration::from_secs(5);
/// Before every removal the daemon is asked again.
pub(super) const NOW: Duration = Duration::ZERO;

/// A file that holds the id of the daemon at each address.
#[derive(Debug, Clone)]
pub struct Daemons {
	path: PathBuf,
}

impl Daemons {
	/// In this file, which need not exist.
	#[must_use]
	pub fn at(path: &Path) -> Self {
		Self {
			path: path.to_owned(),
		}
	}

	pub(super) fn load(&self) -> Result<BTreeMap<String, String>, FileError> {
		let json = match files::read_small(&self.path, MAX_FILE) {
			Err(FileError::Missing(_)) => return Ok(BTreeMap::new()),
			other => other?,
		};
		serde_json::from_slice(&json).map_err(|source| FileError::Io {
			action: "make sense of",
			path: self.path.clone(),
			source: source.into(),
		})
	}

	/// Notes an id. One that is noted stays unless it is to be replaced. Gives the id that is noted then.
	pub(super) fn note(&self, url: &str, id: &str, replace: bool) -> Result<String, FileError> {
		files::private_folder(files::folder_of(&self.path))?;
		let _lock = FileLock::exclusive(&self.path.with_extension("lock"), PATIENCE)?;
		let mut known = self.load()?;
		if let Some(noted) = known.get(url)
			&& (!replace || noted == id)
		{
			return Ok(noted.clone());
		}
		known.insert(url.to_owned(), id.to_owned());
		let json = serde_json::to_vec_pretty(&known).map_err(|source| FileError::Io {
			action: "write",
			path: self.path.clone(),
			source: source.into(),
		})?;
		files::write_atomic(&self.path, &json)?;
		Ok(id.to_owned())
	}
}

#[cfg(test)]
mod tests {
	#![allow(clippy::unwrap_used, reason = "a test ends where something fails")]

	use super::*;

	#[test]
	fn first_daemon_stays_noted_until_a_person_takes_another() {
		let dir = tempfile::tempdir().unwrap();
		let daemons = Daemons::at(&dir.path().join("home/daemons.json"));
		assert_eq!(daemons.note("http://a", "one", false).unwrap(), "one");
		assert_eq!(daemons.note("http://a", "two", false).unwrap(), "one");
		assert_eq!(daemons.note("http://b", "two", false).unwrap(), "two");
		assert_eq!(daemons.note("http://a", "two", true).unwrap(), "two");
		let again = Daemons::at(&dir.path().join("home/daemons.json"));
		let expected = ["http://a", "http://b"].map(|url| (url.to_owned(), "two".to_owned()));
		assert_eq!(again.load().unwrap(), BTreeMap::from(expected));
		std::fs::write(&daemons.path, "{").unwrap();
		assert!(matches!(
			daemons.note("http://a", "two", false),
			Err(FileError::Io { .. })
		));
	}
}
