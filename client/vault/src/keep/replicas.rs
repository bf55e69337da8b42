//! The result of the last look at the hosts of the store: `replicas-<chain>.json` in the home folder, for programs that watch.
//!
//! It holds numbers and the names of hosts, no record and no object. Nothing is decided by it.

use crate::error::Error;
use medquorum_core::domain::Bytes32;
use medquorum_files::{self as files, FileError};
use serde::{Deserialize, Serialize};
use std::{
	collections::BTreeMap,
	path::{Path, PathBuf},
};

/// More than this file ever holds.
const MAX_FILE: u64 = 1 << 20;

/// What one host said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HostSeen {
	/// Whether it answered for every object.
	pub answered: bool,
	/// Objects that records need and that it keeps.
	pub kept: u64,
}

/// What a look at every record uploaded from here found.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReplicasSeen {
	/// When it ended, in milliseconds since 1970 by this machine's clock.
	pub time: u64,
	/// On how many hosts each object should lie.
	pub wanted: u64,
	/// Records uploaded from here whose objects have to be there.
	pub records: u64,
	/// The objects of those records.
	pub objects: u64,
	/// Those among the objects that are not where they should be, or not whole.
	pub lacking: u64,
	/// Every host that was asked.
	pub hosts: BTreeMap<String, HostSeen>,
}

impl ReplicasSeen {
	/// What was noted in this folder about the chain with this genesis hash; `None` where nobody has looked yet.
	///
	/// # Errors
	/// When the file cannot be read or is damaged.
	pub fn load(folder: &Path, genesis: &Bytes32) -> Result<Option<Self>, Error> {
		let path = path(folder, genesis);
		let json = match files::read_small(&path, MAX_FILE) {
			Err(FileError::Missing(_)) => return Ok(None),
			other => other?,
		};
		let seen = serde_json::from_slice(&json).map_err(|source| FileError::Io {
			action: "make sense of",
			path,
			source: source.into(),
		})?;
		Ok(Some(seen))
	}

	/// Takes the place of what was noted before.
	///
	/// # Errors
	/// When the disk does not take it; what was noted before stays then.
	pub(crate) fn save(&self, folder: &Path, genesis: &Bytes32) -> Result<(), Error> {
		let path = path(folder, genesis);
		let json = serde_json::to_vec_pretty(self).map_err(|source| FileError::Io {
			action: "write",
			path: path.clone(),
			source: source.into(),
		})?;
		Ok(files::write_atomic(&path, &json)?)
	}

	/// How many hosts answered for every object.
	#[must_use]
	pub fn answering(&self) -> usize {
		self.hosts.values().filter(|host| host.answered).count()
	}
}

fn path(folder: &Path, genesis: &Bytes32) -> PathBuf {
	folder.join(format!("replicas-{}.json", hex::encode(&genesis[..8])))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn newest_look_of_each_chain_is_what_is_noted() {
		let dir = tempfile::tempdir().unwrap();
		let load = |genesis| ReplicasSeen::load(dir.path(), &[genesis; 32]).unwrap();
		assert_eq!(load(7), None);
		let host = |answered| HostSeen { answered, kept: 2 };
		let mut seen = ReplicasSeen {
			time: 1,
			wanted: 2,
			records: 1,
			objects: 2,
			lacking: 2,
			hosts: [("own".to_owned(), host(true)), ("ward-b".to_owned(), host(false))].into(),
		};
		seen.save(dir.path(), &[7; 32]).unwrap();
		assert_eq!(load(7), Some(seen.clone()));
		assert_eq!((seen.answering(), load(8)), (1, None));
		seen.lacking = 0;
		seen.save(dir.path(), &[7; 32]).unwrap();
		assert_eq!(load(7), Some(seen));
	}

	#[test]
	fn damage_is_named_and_stays() {
		let dir = tempfile::tempdir().unwrap();
		let file = path(dir.path(), &[7; 32]);
		std::fs::write(&file, r#"{"time":1,"lacking":-1}"#).unwrap();
		let error = ReplicasSeen::load(dir.path(), &[7; 32]).unwrap_err();
		assert!(
			error.to_string().contains("replicas-0707070707070707.json"),
			"{error}"
		);
		assert!(file.exists());
	}
}
