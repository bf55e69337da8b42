//! Small things remembered between runs: key versions seen, and which objects in the store belong to own uploads.

use crate::error::Error;
use medquorum_core::{
	domain::*,
	ports::{PortError, SeenKeys},
};
use medquorum_envelope::Cid;
use medquorum_files::{self as files, FileError};
use serde::{Deserialize, Serialize};
use std::{
	collections::BTreeMap,
	path::{Path, PathBuf},
	sync::{Arc, Mutex, PoisonError},
};

/// More than this file ever holds.
const MAX_FILE: u64 = 64 << 20;

/// The objects of one record, each noted before the store has it, so that none is ever lost sight of.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Objects {
	#[serde(default, skip_serializing_if = "Option::is_none")]
	header: Option<String>,
	#[serde(default, skip_serializing_if = "Option::is_none")]
	file: Option<String>,
	/// Whether the call that registers the record may have left this machine.
	#[serde(default)]
	sent: bool,
}

impl Objects {
	pub(crate) fn new(header: &Cid, file: &Cid) -> Self {
		Self {
			header: Some(header.to_string()),
			file: Some(file.to_string()),
			sent: false,
		}
	}

	/// Marks the call as sent: the chain may register the record from now on.
	pub(crate) fn sent(self) -> Self {
		Self { sent: true, ..self }
	}

	/// Whether the call that registers the record may have left this machine.
	pub(crate) fn is_sent(&self) -> bool {
		self.sent
	}

	/// Whether the header was made.
	pub(crate) fn has_header(&self) -> bool {
		self.header.is_some()
	}

	/// The CIDs, the header's first: it is the one whose loss makes the record unreadable.
	pub(crate) fn cids(&self) -> Vec<Cid> {
		[&self.header, &self.file]
			.into_iter()
			.filter_map(|cid| cid.as_ref()?.parse().ok())
			.collect()
	}
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Content {
	/// Newest CSP key version seen, by chain and account: an older one is a node's lie.
	#[serde(default)]
	csp_versions: BTreeMap<String, u16>,
	/// Objects of own uploads, by record, so that the uploader can erase them.
	#[serde(default)]
	uploads: BTreeMap<RecordId, Objects>,
}

/// Held while an upload is under way.
pub(crate) struct Guard {
	path: PathBuf,
	_lock: files::FileLock,
}

impl Drop for Guard {
	fn drop(&mut self) {
		// Left behind it is only an empty file.
		let _: std::io::Result<()> = std::fs::remove_file(&self.path);
	}
}

/// Notes in a JSON file. They hold no secret, but CIDs, so the file is for its owner only. Clones share them.
#[derive(Clone)]
pub struct Notes {
	path: Option<PathBuf>,
	content: Arc<Mutex<Content>>,
}

impl Notes {
	/// Reads the notes of this path; a missing file is empty notes.
	///
	/// # Errors
	/// When the file cannot be read or is damaged.
	pub fn open(path: &Path) -> Result<Self, Error> {
		Ok(Self {
			path: Some(path.to_owned()),
			content: Arc::new(Mutex::new(load(path)?)),
		})
	}

	/// Notes that end with the process.
	pub fn in_memory() -> Self {
		Self {
			path: None,
			content: Arc::default(),
		}
	}

	/// The folder they are in.
	pub(crate) fn folder(&self) -> Option<&Path> {
		Some(files::folder_of(self.path.as_deref()?))
	}

	/// Reads the file again before a change, because another process may have written to it.
	fn change<T>(&self, change: impl FnOnce(&mut Content) -> T) -> Result<T, Error> {
		let mut content = self.content.lock().unwrap_or_else(PoisonError::into_inner);
		let Some(path) = &self.path else {
			return Ok(change(&mut content));
		};
		let mut lock = path.clone().into_os_string();
		lock.push(".lock");
		let _lock = files::FileLock::exclusive(Path::new(&lock), std::time::Duration::from_secs(30))?;
		*content = load(path)?;
		let result = change(&mut content);
		let json = serde_json::to_vec_pretty(&*content).map_err(|source| FileError::Io {
			action: "write",
			path: path.clone(),
			source: source.into(),
		})?;
		files::write_atomic(path, &json)?;
		Ok(result)
	}

	fn look<T>(&self, look: impl FnOnce(&Content) -> T) -> T {
		look(&self.content.lock().unwrap_or_else(PoisonError::into_inner))
	}

	/// Notes a key version; gives the newest one seen, this one included.
	pub(crate) fn csp_version_seen(
		&self,
		genesis: &Bytes32,
		who: AccountId,
		found: u16,
	) -> Result<u16, Error> {
		let key = format!("{}/{who}", hex::encode(&genesis[..8]));
		let seen = self.look(|content| content.csp_versions.get(&key).copied());
		match seen {
			Some(seen) if seen >= found => Ok(seen),
			_ => self.change(|content| {
				let seen = content.csp_versions.entry(key).or_default();
				*seen = found.max(*seen);
				*seen
			}),
		}
	}

	/// Says to others that an upload is under way, until dropped or until this process ends.
	pub(crate) fn guard(&self, record: RecordId) -> Result<Option<Guard>, Error> {
		let Some(path) = self.guard_path(record) else {
			return Ok(None);
		};
		let lock = files::FileLock::exclusive(&path, std::time::Duration::ZERO)?;
		Ok(Some(Guard { path, _lock: lock }))
	}

	fn guard_path(&self, record: RecordId) -> Option<PathBuf> {
		let mut name = self.path.clone()?.into_os_string();
		name.push(format!(".{record}.lock"));
		Some(name.into())
	}

	/// Uploads that are noted; those under way elsewhere are left out.
	pub(crate) fn uploads(&self) -> Vec<(RecordId, Objects)> {
		let all: Vec<_> = self.look(|content| content.uploads.clone().into_iter().collect());
		all.into_iter()
			.filter(|(record, _)| self.guard(*record).is_ok())
			.collect()
	}

	/// Uploads of earlier runs that ended before their call was sent: nobody needs what they left.
	pub(crate) fn abandoned(&self) -> Vec<(RecordId, Objects)> {
		let mut all = self.uploads();
		all.retain(|(_, objects)| !objects.sent);
		all
	}

	/// Notes the objects of an upload.
	pub(crate) fn uploaded(&self, record: RecordId, objects: Objects) -> Result<(), Error> {
		self.change(|content| {
			content.uploads.insert(record, objects);
		})
	}

	/// The objects of an upload made here.
	pub(crate) fn objects(&self, record: RecordId) -> Option<Objects> {
		self.look(|content| content.uploads.get(&record).cloned())
	}

	/// Forgets an upload.
	pub(crate) fn forget(&self, record: RecordId) -> Result<(), Error> {
		match self.objects(record) {
			Some(_) => self.change(|content| {
				content.uploads.remove(&record);
			}),
			None => Ok(()),
		}
	}
}

impl SeenKeys for Notes {
	fn newest_seen(&self, genesis: &Bytes32, who: AccountId, found: u16) -> Result<u16, PortError> {
		self.csp_version_seen(genesis, who, found).map_err(PortError::new)
	}
}

fn load(path: &Path) -> Result<Content, Error> {
	let json = match files::read_small(path, MAX_FILE) {
		Err(FileError::Missing(_)) => return Ok(Content::default()),
		other => other?,
	};
	serde_json::from_slice(&json).map_err(|source| {
		FileError::Io {
			action: "make sense of",
			path: path.to_owned(),
			source: source.into(),
		}
		.into()
	})
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn notes_outlive_the_process_and_versions_never_fall() {
		let dir = tempfile::tempdir().unwrap();
		let path = dir.path().join("notes.json");
		let who = AccountId([1; 32]);
		let notes = Notes::open(&path).unwrap();
		assert_eq!(notes.csp_version_seen(&[0; 32], who, 2).unwrap(), 2);
		let again = Notes::open(&path).unwrap();
		assert_eq!(again.csp_version_seen(&[0; 32], who, 1).unwrap(), 2);
		assert_eq!(again.csp_version_seen(&[9; 32], who, 1).unwrap(), 1);
	}

	#[test]
	fn notes_of_two_processes_are_both_kept() {
		let dir = tempfile::tempdir().unwrap();
		let path = dir.path().join("notes.json");
		let (a, b) = (Notes::open(&path).unwrap(), Notes::open(&path).unwrap());
		let objects = |c: u8| Objects::new(&Cid::of_raw(&[c]), &Cid::of_raw(&[c, c]));
		a.uploaded(RecordId([1; 16]), objects(1)).unwrap();
		b.uploaded(RecordId([2; 16]), objects(2)).unwrap();
		let both = Notes::open(&path).unwrap();
		assert_eq!(both.objects(RecordId([1; 16])), Some(objects(1)));
		assert_eq!(both.objects(RecordId([2; 16])).unwrap().cids().len(), 2);
		both.forget(RecordId([1; 16])).unwrap();
		assert_eq!(Notes::open(&path).unwrap().objects(RecordId([1; 16])), None);
	}

	#[test]
	fn damaged_notes_are_not_overwritten() {
		let dir = tempfile::tempdir().unwrap();
		let path = dir.path().join("notes.json");
		std::fs::write(&path, b"{").unwrap();
		assert!(Notes::open(&path).is_err());
		assert_eq!(std::fs::read(&path).unwrap(), b"{");
	}
}
