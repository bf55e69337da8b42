//! Small things remembered between runs: key versions seen, and which objects in the store belong to own uploads.

mod imports;
mod objects;

pub(crate) use objects::Objects;
pub use objects::OwnFile;

use crate::{error::Error, search::Listing};
use medquorum_core::{
	domain::*,
	ports::{PortError, SeenKeys},
};
use medquorum_envelope::Cid;
use medquorum_files::{self as files, FileError};
use serde::{Deserialize, Serialize};
use std::{
	collections::{BTreeMap, BTreeSet},
	path::{Path, PathBuf},
	sync::{Arc, Mutex, PoisonError, atomic::AtomicBool},
};

/// More than this file ever holds.
const MAX_FILE: u64 = 64 << 20;

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Content {
	/// Newest CSP key version seen, by chain and account: an older one is a node's lie.
	#[serde(default)]
	csp_versions: BTreeMap<String, u16>,
	/// Objects of own uploads, by chain and record, so that the uploader can erase them.
	#[serde(default)]
	chains: BTreeMap<String, Uploads>,
	/// Requests made from here, by chain and account, so that nobody has to look through all.
	#[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
	asked: BTreeMap<String, BTreeSet<RequestId>>,
	/// Those of a version that did not tell chains apart.
	#[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
	uploads: Uploads,
}

type Uploads = BTreeMap<RecordId, Objects>;

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
	/// The chain whose uploads these are, by its genesis hash.
	chain: String,
	content: Arc<Mutex<Content>>,
	/// Whether an archive is imported by this process, whose uploads under way are then its own.
	importing: Arc<AtomicBool>,
}

impl Notes {
	/// Reads the notes of this path about the chain with this genesis hash; a missing file is empty notes.
	///
	/// # Errors
	/// When the file cannot be read or is damaged.
	pub fn open(path: &Path, genesis: &Bytes32) -> Result<Self, Error> {
		let chain = hex::encode(genesis);
		Ok(Self {
			content: Arc::new(Mutex::new(load(path, &chain)?)),
			importing: Arc::default(),
			path: Some(path.to_owned()),
			chain,
		})
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
		*content = load(path, &self.chain)?;
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

	fn look_at_uploads<T>(&self, look: impl FnOnce(&Uploads) -> T) -> T {
		self.look(|content| look(content.chains.get(&self.chain).unwrap_or(&Uploads::new())))
	}

	fn change_uploads<T>(&self, change: impl FnOnce(&mut Uploads) -> T) -> Result<T, Error> {
		self.change(|content| change(content.chains.entry(self.chain.clone()).or_default()))
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
		let all: Vec<_> = self.look_at_uploads(|uploads| uploads.clone().into_iter().collect());
		let elsewhere = self.is_imported_elsewhere();
		all.into_iter()
			.filter(|(_, objects)| !(elsewhere && objects.is_imported()))
			.filter(|(record, _)| self.guard(*record).is_ok())
			.collect()
	}

	/// Uploads of earlier runs that ended before their call was sent: nobody needs what they left.
	pub(crate) fn abandoned(&self) -> Vec<(RecordId, Objects)> {
		let mut all = self.uploads();
		all.retain(|(_, objects)| !objects.is_sent());
		all
	}

	/// Notes the objects of an upload. What was noted of its way on the chain stays.
	pub(crate) fn uploaded(&self, record: RecordId, objects: Objects) -> Result<(), Error> {
		self.uploaded_all([(record, objects)])
	}

	/// The same for several uploads, of which all are noted or none.
	pub(crate) fn uploaded_all(
		&self,
		all: impl IntoIterator<Item = (RecordId, Objects)>,
	) -> Result<(), Error> {
		self.change_uploads(|uploads| {
			for (record, objects) in all {
				let known = uploads.remove(&record).unwrap_or_default();
				let objects = Objects {
					sent: known.sent || objects.sent,
					registered: known.registered.or(objects.registered),
					erasing: known.erasing || objects.erasing,
					own: known.own.or(objects.own),
					imported: known.imported || objects.imported,
					..objects
				};
				uploads.insert(record, objects);
			}
		})
	}

	/// Notes that a finalized block shows the record of an upload; what was not uploaded from here is not noted.
	pub(crate) fn seen_registered(&self, record: RecordId, block: BlockNumber) -> Result<(), Error> {
		if self
			.objects(record)
			.is_none_or(|objects| objects.registered.is_some())
		{
			return Ok(());
		}
		self.change_uploads(|uploads| {
			if let Some(objects) = uploads.get_mut(&record) {
				objects.registered.get_or_insert(block);
			}
		})
	}

	/// The file of a record that was uploaded from here.
	pub fn own_file(&self, record: RecordId) -> Option<OwnFile> {
		self.look_at_uploads(|uploads| uploads.get(&record).and_then(|objects| objects.own.clone()))
	}

	/// What is listed of the records that were uploaded from here, by id.
	pub(crate) fn listings(&self) -> Vec<(RecordId, Listing)> {
		self.look_at_uploads(|uploads| {
			let own = uploads.iter();
			own.filter_map(|(id, objects)| Some((*id, objects.own.as_ref()?.listing.clone()?)))
				.collect()
		})
	}

	/// The record of an upload made here to which this object belongs.
	pub(crate) fn owner(&self, cid: &Cid) -> Option<RecordId> {
		self.look(|content| {
			let all = content.chains.values().flatten();
			let mut owners = all.filter(|(_, objects)| objects.cids().contains(cid));
			owners.next().map(|(record, _)| *record)
		})
	}

	/// Takes back that the erasure of a record was asked for.
	pub(crate) fn erasure_refused(&self, record: RecordId) -> Result<(), Error> {
		self.change_uploads(|uploads| {
			if let Some(objects) = uploads.get_mut(&record) {
				objects.erasing = false;
			}
		})
	}

	/// The objects of an upload made here.
	pub(crate) fn objects(&self, record: RecordId) -> Option<Objects> {
		self.look_at_uploads(|uploads| uploads.get(&record).cloned())
	}

	/// Requests that this account has made from here.
	#[must_use]
	pub fn asked(&self, who: AccountId) -> Vec<RequestId> {
		let key = self.asker(who);
		self.look(|content| content.asked.get(&key).into_iter().flatten().copied().collect())
	}

	/// Notes a request that this account makes.
	///
	/// # Errors
	/// When the notes cannot be written.
	pub fn note_asked(&self, who: AccountId, request: RequestId) -> Result<(), Error> {
		let key = self.asker(who);
		self.change(|content| {
			content.asked.entry(key).or_default().insert(request);
		})
	}

	/// Forgets requests of this account but these.
	///
	/// # Errors
	/// When the notes cannot be written.
	pub fn keep_asked(&self, who: AccountId, there: &[RequestId]) -> Result<(), Error> {
		if self.asked(who).iter().all(|known| there.contains(known)) {
			return Ok(());
		}
		let key = self.asker(who);
		self.change(|content| {
			if let Some(known) = content.asked.get_mut(&key) {
				known.retain(|known| there.contains(known));
			}
		})
	}

	fn asker(&self, who: AccountId) -> String {
		format!("{}/{who}", self.chain)
	}

	/// Forgets an upload.
	pub(crate) fn forget(&self, record: RecordId) -> Result<(), Error> {
		match self.objects(record) {
			Some(_) => self.change_uploads(|uploads| {
				uploads.remove(&record);
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

fn load(path: &Path, chain: &str) -> Result<Content, Error> {
	let json = match files::read_small(path, MAX_FILE) {
		Err(FileError::Missing(_)) => return Ok(Content::default()),
		other => other?,
	};
	let mut content: Content = serde_json::from_slice(&json).map_err(|source| FileError::Io {
		action: "make sense of",
		path: path.to_owned(),
		source: source.into(),
	})?;
	if !content.uploads.is_empty() {
		// Nobody knows which chain they were for. They count as sent, so that nothing is removed before a person names it.
		let older = std::mem::take(&mut content.uploads).into_iter();
		let known = content.chains.entry(chain.to_owned()).or_default();
		for (record, objects) in older {
			known.entry(record).or_insert(objects.sent());
		}
	}
	Ok(content)
}

#[cfg(test)]
mod tests;
