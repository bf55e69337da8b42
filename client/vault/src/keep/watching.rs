//! How far an account was told what happens: `watch/<address>.json` in the home folder.
//!
//! The file holds the last block that was looked at and whatever is still owed to somebody. Both are written together, atomically, so
//! that a killed process loses nothing; what was delivered and not noted yet is told once more, under the same id.

use crate::error::Error;
use medquorum_core::{
	domain::{AccountId, BlockNumber, Bytes32, Moment},
	hex_text::prefixed,
	rules::watch::{Teller, Told},
	views::Notice,
};
use medquorum_files::{self as files, FileError, FileLock};
use serde::{Deserialize, Serialize};
use std::{
	collections::{BTreeSet, VecDeque},
	path::{Path, PathBuf},
	time::Duration,
};

/// More than this file ever holds.
const MAX_FILE: u64 = 64 << 20;
/// Notices that may be owed. With more, no further block is read until some are delivered, so that none is dropped.
const MAX_OWED: usize = 500;

/// Moments after which what waits is read again without an event: a minute.
const REREAD: Moment = 10;

/// The last block that was looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cursor {
	/// The next run looks at the blocks above this one.
	pub number: BlockNumber,
	/// Its hash, by which another branch is noticed.
	#[serde(with = "prefixed")]
	pub hash: Bytes32,
}

/// A notice and whom it was not delivered to yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Owed {
	to: BTreeSet<String>,
	notice: Notice,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WatchingFile {
	#[serde(with = "prefixed")]
	genesis: Bytes32,
	account: AccountId,
	#[serde(default)]
	cursor: Option<Cursor>,
	#[serde(default)]
	told: Told,
	#[serde(default)]
	owed: VecDeque<Owed>,
}

/// One account's state on one chain, held by this process alone.
pub struct Watching {
	path: PathBuf,
	content: WatchingFile,
	/// What the chain's clock said when this process last read what waits.
	waits_read: Option<Moment>,
	_lock: FileLock,
}

impl Watching {
	/// Opens it, for this process alone; a missing file is a beginning.
	///
	/// # Errors
	/// [`FileError::Busy`] when another process watches for the account, or when the file cannot be read.
	pub fn open(folder: &Path, genesis: Bytes32, account: AccountId) -> Result<Self, Error> {
		// One file for each chain: a development chain begins again and again.
		let chain = hex::encode(genesis.first_chunk::<4>().unwrap_or(&[0; 4]));
		let path = folder.join("watch").join(format!("{account}-{chain}.json"));
		files::private_folder(files::folder_of(&path))?;
		let lock = FileLock::exclusive(&path.with_extension("lock"), Duration::ZERO)?;
		let content = load(&path)?.unwrap_or(WatchingFile {
			genesis,
			account,
			cursor: None,
			told: Told::default(),
			owed: VecDeque::new(),
		});
		if content.genesis != genesis || content.account != account {
			return Err(damaged(&path, "it is another account's or another chain's").into());
		}
		Ok(Self {
			path,
			content,
			waits_read: None,
			_lock: lock,
		})
	}

	/// The last block that was looked at; `None` before the first.
	#[must_use]
	pub fn cursor(&self) -> Option<Cursor> {
		self.content.cursor
	}

	/// Whether what waits has to be read again without an event: a request may be about to expire, and a policy may have changed.
	#[must_use]
	pub(crate) fn is_stale(&self, clock: Moment) -> bool {
		self.waits_read
			.is_none_or(|read| clock.saturating_sub(read) >= REREAD)
	}

	/// Notes that what waits was read at this moment.
	pub(crate) fn waits_read(&mut self, clock: Moment) {
		self.waits_read = Some(clock);
	}

	/// Whether no more may be told before some is delivered.
	#[must_use]
	pub fn is_full(&self) -> bool {
		self.content.owed.len() >= MAX_OWED
	}

	/// Tells something: what is new is owed to all of these from now on. Nothing of it counts before [`Self::save`].
	pub fn tell<T>(&mut self, to: &[&str], tell: impl FnOnce(&mut Teller<'_>) -> T) -> T {
		let mut teller = Teller {
			genesis: self.content.genesis,
			account: self.content.account,
			told: &mut self.content.told,
			new: Vec::new(),
		};
		let done = tell(&mut teller);
		teller.tidy();
		let to: BTreeSet<String> = to.iter().map(|name| (*name).to_owned()).collect();
		let new = teller.new.into_iter();
		self.content.owed.extend(new.map(|notice| Owed {
			to: to.clone(),
			notice,
		}));
		done
	}

	/// Whether something was told or noted under this key.
	pub(crate) fn knows(&self, key: &str) -> bool {
		self.content.told.told.contains_key(key)
	}

	/// Notes a key as told without a notice.
	pub(crate) fn mark(&mut self, key: String, block: BlockNumber) {
		self.content.told.told.insert(key, block);
	}

	/// What follows this word in the keys that were noted.
	pub(crate) fn marked(&self, word: &str) -> Vec<String> {
		let keys = self.content.told.told.keys();
		keys.filter_map(|key| key.strip_prefix(word).map(str::to_owned))
			.collect()
	}

	/// Takes a note back.
	pub(crate) fn unmark(&mut self, key: &str) {
		self.content.told.told.remove(key);
	}

	/// Notes the last block that was looked at, together with all that was told.
	///
	/// # Errors
	/// When the disk does not take it.
	pub fn save(&mut self, cursor: Option<Cursor>) -> Result<(), Error> {
		self.content.cursor = cursor.or(self.content.cursor);
		let json = serde_json::to_vec(&self.content).map_err(|error| damaged(&self.path, error))?;
		Ok(files::write_atomic(&self.path, &json)?)
	}

	/// The oldest notice that is owed to this one.
	#[must_use]
	pub fn next_for(&self, name: &str) -> Option<&Notice> {
		let mut owed = self.content.owed.iter();
		owed.find(|owed| owed.to.contains(name)).map(|owed| &owed.notice)
	}

	/// How many are owed to this one.
	#[must_use]
	pub fn owed_to(&self, name: &str) -> usize {
		let owed = self.content.owed.iter();
		owed.filter(|owed| owed.to.contains(name)).count()
	}

	/// Notes that a notice was delivered to this one.
	///
	/// # Errors
	/// When the disk does not take it; it is delivered again then.
	pub fn delivered(&mut self, name: &str, id: &str) -> Result<(), Error> {
		for owed in &mut self.content.owed {
			if owed.notice.id == id {
				owed.to.remove(name);
			}
		}
		self.content.owed.retain(|owed| !owed.to.is_empty());
		self.save(None)
	}
}

fn load(path: &Path) -> Result<Option<WatchingFile>, Error> {
	let json = match files::read_small(path, MAX_FILE) {
		Err(FileError::Missing(_)) => return Ok(None),
		other => other?,
	};
	let content = serde_json::from_slice(&json).map_err(|error| damaged(path, error))?;
	Ok(Some(content))
}

fn damaged(path: &Path, source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> FileError {
	FileError::Io {
		action: "make sense of",
		path: path.to_owned(),
		source: std::io::Error::other(source),
	}
}
