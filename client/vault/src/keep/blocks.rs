//! How far each chain had come when this home last saw it: `chains.json` in the home folder.

use crate::error::Error;
use medquorum_core::{
	domain::{BlockNumber, Bytes32, Moment},
	hex_text::prefixed,
	ports::{PortError, SeenBlock, SeenBlocks},
};
use medquorum_files::{self as files, FileError};
use serde::{Deserialize, Serialize};
use std::{
	collections::BTreeMap,
	path::{Path, PathBuf},
	sync::{Mutex, PoisonError},
	time::Duration,
};

/// More than this file ever holds.
const MAX_FILE: u64 = 1 << 20;
/// How long another process may hold the file.
const PATIENCE: Duration = Duration::from_secs(30);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct NotedBlock {
	number: BlockNumber,
	#[serde(with = "prefixed")]
	hash: Bytes32,
	/// What the chain's own clock said; older versions of this program did not note it.
	#[serde(default, skip_serializing_if = "Option::is_none")]
	clock: Option<Moment>,
}

type ByChain = BTreeMap<String, NotedBlock>;

/// The highest finalized block seen of each chain, by its genesis hash.
pub struct Blocks {
	path: Option<PathBuf>,
	content: Mutex<ByChain>,
}

impl Blocks {
	/// Those of this file; a missing file counts as none.
	///
	/// # Errors
	/// When the file cannot be read or is damaged.
	pub fn open(path: &Path) -> Result<Self, Error> {
		Ok(Self {
			content: Mutex::new(load(path)?),
			path: Some(path.to_owned()),
		})
	}

	/// Those of this process alone.
	#[must_use]
	pub fn in_memory() -> Self {
		Self {
			path: None,
			content: Mutex::default(),
		}
	}

	/// Forgets how far a chain had come: its next node is believed as if it were the first. Gives what was known.
	///
	/// # Errors
	/// When the file cannot be written.
	pub fn forget(&self, genesis: &Bytes32) -> Result<Option<SeenBlock>, Error> {
		self.change(|content| content.remove(&hex::encode(genesis)).map(SeenBlock::from))
	}

	/// Reads the file again before a change, because another process may have written to it.
	fn change<T>(&self, change: impl FnOnce(&mut ByChain) -> T) -> Result<T, Error> {
		let mut content = self.content.lock().unwrap_or_else(PoisonError::into_inner);
		let Some(path) = &self.path else {
			return Ok(change(&mut content));
		};
		let _lock = files::FileLock::exclusive(&path.with_extension("lock"), PATIENCE)?;
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

	fn known(&self, genesis: &Bytes32) -> Option<SeenBlock> {
		let content = self.content.lock().unwrap_or_else(PoisonError::into_inner);
		content.get(&hex::encode(genesis)).copied().map(SeenBlock::from)
	}
}

impl From<NotedBlock> for SeenBlock {
	fn from(NotedBlock { number, hash, clock }: NotedBlock) -> Self {
		Self { number, hash, clock }
	}
}

impl SeenBlocks for Blocks {
	fn highest_seen(&self, genesis: &Bytes32) -> Result<Option<SeenBlock>, PortError> {
		Ok(self.known(genesis))
	}

	fn block_seen(&self, genesis: &Bytes32, block: SeenBlock) -> Result<(), PortError> {
		if self
			.known(genesis)
			.is_some_and(|known| known.number >= block.number)
		{
			return Ok(());
		}
		let SeenBlock { number, hash, clock } = block;
		let seen = NotedBlock { number, hash, clock };
		let noted = self.change(|content| {
			let entry = content.entry(hex::encode(genesis)).or_insert(seen);
			if entry.number < number {
				*entry = seen;
			}
		});
		noted.map_err(PortError::new)
	}
}

fn load(path: &Path) -> Result<ByChain, Error> {
	let json = match files::read_small(path, MAX_FILE) {
		Err(FileError::Missing(_)) => return Ok(ByChain::default()),
		other => other?,
	};
	serde_json::from_slice(&json).map_err(|source| {
		let path = path.to_owned();
		let source = source.into();
		let action = "make sense of";
		FileError::Io { action, path, source }.into()
	})
}

#[cfg(test)]
mod tests {
	use super::*;

	fn block(number: BlockNumber) -> SeenBlock {
		let hash = [u8::try_from(number).unwrap(); 32];
		let clock = Some(number * 10);
		SeenBlock { number, hash, clock }
	}

	#[test]
	fn highest_block_outlives_the_process_and_never_falls() {
		let dir = tempfile::tempdir().unwrap();
		let path = dir.path().join("chains.json");
		let blocks = Blocks::open(&path).unwrap();
		assert_eq!(blocks.highest_seen(&[7; 32]).unwrap(), None);
		for number in [5, 9, 8] {
			blocks.block_seen(&[7; 32], block(number)).unwrap();
		}
		let again = Blocks::open(&path).unwrap();
		assert_eq!(again.highest_seen(&[7; 32]).unwrap(), Some(block(9)));
		assert_eq!(again.highest_seen(&[8; 32]).unwrap(), None);
	}

	#[test]
	fn process_that_is_behind_does_not_set_another_back() {
		let dir = tempfile::tempdir().unwrap();
		let path = dir.path().join("chains.json");
		let (first, second) = (Blocks::open(&path).unwrap(), Blocks::open(&path).unwrap());
		first.block_seen(&[7; 32], block(9)).unwrap();
		second.block_seen(&[7; 32], block(3)).unwrap();
		assert_eq!(second.highest_seen(&[7; 32]).unwrap(), Some(block(9)));
	}

	#[test]
	fn forgotten_chain_is_new_and_damage_is_named() {
		let dir = tempfile::tempdir().unwrap();
		let path = dir.path().join("chains.json");
		let blocks = Blocks::open(&path).unwrap();
		blocks.block_seen(&[7; 32], block(9)).unwrap();
		assert_eq!(blocks.forget(&[7; 32]).unwrap(), Some(block(9)));
		assert_eq!(Blocks::open(&path).unwrap().highest_seen(&[7; 32]).unwrap(), None);
		std::fs::write(&path, "{").unwrap();
		assert!(Blocks::open(&path).is_err());
	}
}
