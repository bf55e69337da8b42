//! How far imports have come: `imports.jsonl` beside the notes.
//!
//! Lines are added at its end and synced, several at once, before what they tell of is done. So a line that a kill left incomplete can
//! be cut off. On opening, the file is compacted atomically. It holds hashes, what will be public on the chain, and addresses in the
//! store, but no key and no name.

use super::error::ImportError;
use crate::{
	error::Error,
	keep::lines::{self, LineFault},
};
use medquorum_core::{domain::*, hex_text::plain, ledger::NewRecord};
use medquorum_envelope::Cid;
use medquorum_files::{self as files, FileError};
use serde::{Deserialize, Serialize};
use std::{
	collections::{HashMap, HashSet},
	path::{Path, PathBuf},
};

/// A hash as a key of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Key(#[serde(with = "plain")] pub(super) Bytes32);

/// What is known of a row from the moment it is sealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Known {
	/// Hash over chain, uploader, patient, day and content: the same file is one row, wherever it stands.
	pub(super) row: Key,
	/// State of its files when they were hashed, and that hash.
	pub(super) files: Key,
	/// What is in them.
	pub(super) content: Key,
	/// The keys that it was sealed for.
	pub(super) keys: Key,
	/// The description that was sealed with it.
	pub(super) told: Key,
	/// The id that it was sealed for; a later run registers it under the same.
	pub(super) record: RecordId,
	/// Its registration and its objects; gone when it is registered.
	#[serde(default, skip_serializing_if = "Option::is_none")]
	pub(super) sealed: Option<SealedCall>,
	/// How far it has come.
	pub(super) stage: RowState,
}

/// What registering a stored row takes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct SealedCall {
	cid: String,
	header: String,
	pub(super) call: Box<NewRecord>,
}

impl SealedCall {
	pub(super) fn new(cid: &Cid, header: &Cid, call: NewRecord) -> Self {
		Self {
			cid: cid.to_string(),
			header: header.to_string(),
			call: Box::new(call),
		}
	}

	/// Its objects in the store.
	pub(super) fn cids(&self) -> Vec<Cid> {
		let both = [&self.header, &self.cid].into_iter();
		both.filter_map(|cid| cid.parse().ok()).collect()
	}
}

/// How far a row has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum RowState {
	/// Sealed; the store may have a part of it.
	Sealed,
	/// The store confirmed file and header; the call may be sent.
	Stored,
	/// A node may have its call.
	Sent,
	/// A finalized block showed it.
	Registered(BlockNumber),
}

/// A line of the file.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum StateLine {
	Row(Box<Known>),
	Stored(Vec<Key>),
	Sent(Vec<Key>),
	Registered(Vec<(Key, BlockNumber)>),
	Forgotten(Vec<Key>),
}

/// All rows that were ever imported from this home.
pub(super) struct State {
	/// Where they are kept, and how long that file is; `None` where they are only looked at.
	file: Option<(PathBuf, u64)>,
	rows: HashMap<Key, Known>,
	/// Contents of files by their state.
	contents: HashMap<Key, Key>,
}

impl State {
	/// Reads the state in the folder of the notes; their import guard is held.
	pub(super) fn open(folder: &Path) -> Result<Self, Error> {
		let path = folder.join("imports.jsonl");
		let mut state = Self::empty();
		if state.read(&path)?.unwrap_or(true) {
			let rows = state
				.rows
				.values()
				.map(|known| StateLine::Row(Box::new(known.clone())));
			files::write_atomic_with(&path, |file| lines::encode(rows, file))?;
		}
		let (_, length) = files::open_plain(&path)?;
		state.file = Some((path, length));
		Ok(state)
	}

	/// Reads what is there, for a look: nothing is written.
	pub(super) fn look(folder: &Path) -> Result<Self, Error> {
		let mut state = Self::empty();
		state.read(&folder.join("imports.jsonl"))?;
		Ok(state)
	}

	fn empty() -> Self {
		Self {
			file: None,
			rows: HashMap::new(),
			contents: HashMap::new(),
		}
	}

	/// Whether the file could be shorter; `None` where there is none.
	fn read(&mut self, path: &Path) -> Result<Option<bool>, Error> {
		let file = match files::open_plain(path) {
			Err(FileError::Missing(_)) => return Ok(None),
			other => other?.0,
		};
		let mut longer = false;
		let read = lines::read(&file, 0, &mut |line| {
			// A former version left some.
			if line.is_empty() {
				return true;
			}
			let Ok(line) = serde_json::from_slice(line) else {
				return false;
			};
			longer |= !matches!(line, StateLine::Row(_));
			self.apply(line);
			true
		});
		match read {
			Ok(whole) => Ok(Some(longer || whole.torn)),
			Err(LineFault::Line(line)) => {
				let path = path.to_owned();
				Err(ImportError::StateDamaged { path, line }.into())
			}
			Err(LineFault::Read(error)) => Err(FileError::from_io("read", path, error).into()),
		}
	}

	fn apply(&mut self, line: StateLine) {
		let mut advance = |key: Key, stage: RowState| {
			if let Some(known) = self.rows.get_mut(&key) {
				known.stage = known.stage.max(stage);
				if matches!(stage, RowState::Registered(_)) {
					known.sealed = None;
				}
			}
		};
		match line {
			StateLine::Row(known) => {
				self.contents.insert(known.files, known.content);
				self.rows.insert(known.row, *known);
			}
			StateLine::Stored(keys) => keys.into_iter().for_each(|key| advance(key, RowState::Stored)),
			StateLine::Sent(keys) => keys.into_iter().for_each(|key| advance(key, RowState::Sent)),
			StateLine::Registered(keys) => keys
				.into_iter()
				.for_each(|(key, block)| advance(key, RowState::Registered(block))),
			StateLine::Forgotten(keys) => keys.iter().for_each(|key| {
				self.rows.remove(key);
			}),
		}
	}

	fn add(&mut self, lines: Vec<StateLine>) -> Result<(), Error> {
		if let Some((path, length)) = &mut self.file {
			let failed = |error| FileError::from_io("write", path, error);
			let mut text = Vec::new();
			lines::encode(lines.iter(), &mut text).map_err(failed)?;
			*length = lines::append(path, *length, &text).map_err(failed)?;
		}
		lines.into_iter().for_each(|line| self.apply(line));
		Ok(())
	}

	/// What is known of a row.
	pub(super) fn row(&self, row: Key) -> Option<&Known> {
		self.rows.get(&row)
	}

	/// What is in files of this state, if they were hashed before.
	pub(super) fn content(&self, files: Key) -> Option<Key> {
		self.contents.get(&files).copied()
	}

	/// The records of rows of which the store had all.
	pub(super) fn stored_records(&self) -> HashSet<RecordId> {
		let stored = self.rows.values().filter(|known| known.stage >= RowState::Stored);
		stored.map(|known| known.record).collect()
	}

	/// Notes rows that are sealed.
	pub(super) fn sealed(&mut self, rows: Vec<Known>) -> Result<(), Error> {
		self.add(
			rows.into_iter()
				.map(|known| StateLine::Row(Box::new(known)))
				.collect(),
		)
	}

	/// Notes rows of which the store has all.
	pub(super) fn stored(&mut self, rows: Vec<Key>) -> Result<(), Error> {
		self.add(vec![StateLine::Stored(rows)])
	}

	/// Notes rows whose calls are about to leave this machine.
	pub(super) fn sent(&mut self, rows: Vec<Key>) -> Result<(), Error> {
		self.add(vec![StateLine::Sent(rows)])
	}

	/// Notes rows that finalized blocks show.
	pub(super) fn registered(&mut self, rows: Vec<(Key, BlockNumber)>) -> Result<(), Error> {
		self.add(vec![StateLine::Registered(rows)])
	}

	/// Forgets rows, which then start from the beginning.
	pub(super) fn forget(&mut self, rows: Vec<Key>) -> Result<(), Error> {
		match rows.is_empty() {
			true => Ok(()),
			false => self.add(vec![StateLine::Forgotten(rows)]),
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::fs;

	fn known(number: u8) -> Known {
		let key = Key([number; 32]);
		Known {
			row: key,
			files: key,
			content: Key([number ^ 0xff; 32]),
			keys: key,
			told: key,
			record: RecordId([number; 16]),
			sealed: None,
			stage: RowState::Sealed,
		}
	}

	fn stages(state: &State) -> Vec<Option<RowState>> {
		let stage = |number| state.row(Key([number; 32])).map(|known| known.stage);
		(1..=4).map(stage).collect()
	}

	#[test]
	fn what_was_noted_outlives_the_process_and_never_goes_back() {
		let dir = tempfile::tempdir().unwrap();
		let folder = dir.path();
		let mut state = State::open(folder).unwrap();
		state.sealed((1..=4).map(known).collect()).unwrap();
		let key = |number| Key([number; 32]);
		state.stored(vec![key(1), key(2)]).unwrap();
		state.sent(vec![key(1)]).unwrap();
		state.registered(vec![(key(1), 7)]).unwrap();
		state.stored(vec![key(1)]).unwrap();
		state.forget(vec![key(4)]).unwrap();
		let expected = [
			Some(RowState::Registered(7)),
			Some(RowState::Stored),
			Some(RowState::Sealed),
			None,
		];
		assert_eq!(stages(&state), expected);
		// Twice: from the lines, and from what they became in short.
		for _ in 0..2 {
			let mut again = State::open(folder).unwrap();
			assert_eq!(stages(&again), expected);
			assert_eq!(again.content(key(2)), Some(Key([2 ^ 0xff; 32])));
			let stored = again.stored_records();
			assert!(stored.contains(&RecordId([2; 16])) && !stored.contains(&RecordId([3; 16])));
			again.forget(vec![]).unwrap();
		}
	}

	#[test]
	fn a_line_that_was_not_written_to_its_end_is_cut_off() {
		let dir = tempfile::tempdir().unwrap();
		let path = dir.path().join("imports.jsonl");
		let mut state = State::open(dir.path()).unwrap();
		state.sealed(vec![known(1)]).unwrap();
		let before = fs::read(&path).unwrap();
		state.stored(vec![Key([1; 32])]).unwrap();
		let whole = fs::read(&path).unwrap();
		for length in before.len()..whole.len() {
			fs::write(&path, &whole[..length]).unwrap();
			let mut torn = State::open(dir.path()).unwrap();
			assert_eq!(stages(&torn)[0], Some(RowState::Sealed), "{length}");
			torn.stored(vec![Key([1; 32])]).unwrap();
			let again = State::open(dir.path()).unwrap();
			assert_eq!(stages(&again)[0], Some(RowState::Stored), "{length}");
		}
	}

	#[test]
	fn what_is_damaged_is_named_and_left_as_it_is() {
		let dir = tempfile::tempdir().unwrap();
		let path = dir.path().join("imports.jsonl");
		fs::write(&path, b"{\"stored\":[]}\n{\"what\":1}\n").unwrap();
		let Err(Error::Import(ImportError::StateDamaged { line: 2, .. })) = State::open(dir.path()) else {
			panic!("it was read");
		};
		assert_eq!(fs::read(&path).unwrap(), b"{\"stored\":[]}\n{\"what\":1}\n");
	}
}
