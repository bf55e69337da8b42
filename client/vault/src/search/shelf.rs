//! What this home holds of catalogues, in a folder of its own for each chain.
//!
//! ```text
//! catalogue/<genesis, 16 digits>/held/<CID>     blocks, manifests, keyrings: sealed or without patient data
//!                                live/<account>  ids of the records that may be found there, ascending, 16 bytes each
//!                                synced.json     which catalogues these are, replaced in one step
//!                                found.json      the records of the last search
//!                                hits.json       under which disease a record was found that was asked for
//!                                own.json        a facility's own catalogue
//! ```

use super::SearchError;
use crate::error::Error;
use medquorum_catalogue::{codes::Category, ports, search::Hit};
use medquorum_core::{domain::*, hex_text::prefixed, ports::PortError};
use medquorum_envelope::Cid;
use medquorum_files::{self as files, FileError, FileLock};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::{
	collections::{BTreeMap, BTreeSet},
	fs,
	io::{self, Read as _},
	path::{Path, PathBuf},
	time::Duration,
};

/// More than any of the small files holds.
const MAX_FILE: u64 = 64 << 20;
/// Where hits are kept, and how many.
const HITS: &str = "hits.json";
const MAX_HITS: usize = 1_000;
/// More than an object of a catalogue has.
const MAX_OBJECT: u64 = (1 << 20) + 1;

/// A facility's catalogue that is held whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Held {
	/// Counts its keys.
	pub epoch: u16,
	/// Counts its publications.
	pub number: u32,
	/// What the chain commits to.
	#[serde(with = "prefixed")]
	pub commitment: Bytes32,
	/// When it was published, by the chain's clock.
	pub updated: Moment,
	/// CID of the manifest, which lists the blocks.
	pub(crate) manifest: String,
	/// CID of the keyring, which holds the reader's box.
	pub(crate) keyring: String,
}

/// Which catalogues are held, and since when.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Synced {
	/// What the chain's clock said.
	pub(crate) clock: Moment,
	/// What this machine's clock said: milliseconds since 1970.
	pub(crate) time: u64,
	/// The catalogues.
	pub(crate) facilities: BTreeMap<AccountId, Held>,
	/// How far it is known which records may be found; `None` where all are to be read.
	#[serde(default, skip_serializing_if = "Option::is_none")]
	pub(crate) live: Option<LiveCursor>,
}

/// A block up to which it is known which records may be found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LiveCursor {
	/// The next search reads what happened in the blocks above this one.
	pub(crate) number: BlockNumber,
	/// Its hash, by which another branch is noticed.
	#[serde(with = "prefixed")]
	pub(crate) hash: Bytes32,
	/// The facilities whose records are known up to there; for another set, all are read.
	pub(crate) facilities: BTreeSet<AccountId>,
	/// When all records were read, by the chain's clock.
	pub(crate) read: Moment,
	/// How many there were then.
	pub(crate) records: u64,
}

/// What a search found under a number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Numbered {
	facility: AccountId,
	/// `None` where the facility lists handles.
	record: Option<RecordId>,
	/// Under which disease; a former version did not keep it.
	#[serde(default, skip_serializing_if = "Option::is_none")]
	category: Option<String>,
}

/// Records that were asked for by their numbers, each with the disease under which it was found.
type Hits = BTreeMap<RecordId, String>;

/// The folder.
#[derive(Debug, Clone)]
pub struct Shelf {
	folder: PathBuf,
}

impl Shelf {
	/// The shelf of a chain in a home folder. The folder is made when something is first kept.
	#[must_use]
	pub fn of(home: &Path, genesis: &Bytes32) -> Self {
		let chain = hex::encode(genesis);
		let folder = home.join("catalogue").join(chain.get(..16).unwrap_or(&chain));
		Self { folder }
	}

	/// Keeps other processes of this home out until dropped.
	pub(crate) fn lock(&self) -> Result<FileLock, Error> {
		files::private_folder(&self.folder)?;
		Ok(FileLock::exclusive(&self.folder.join("lock"), Duration::ZERO)?)
	}

	pub(crate) fn synced(&self) -> Result<Synced, Error> {
		self.read("synced.json").map(Option::unwrap_or_default)
	}

	pub(crate) fn keep_synced(&self, synced: &Synced) -> Result<(), Error> {
		self.write("synced.json", synced)
	}

	/// The catalogues that are held.
	///
	/// # Errors
	/// When the folder cannot be read.
	pub fn held(&self) -> Result<BTreeMap<AccountId, Held>, Error> {
		Ok(self.synced()?.facilities)
	}

	/// When the last synchronization was: milliseconds since 1970; 0 for never.
	///
	/// # Errors
	/// When the folder cannot be read.
	pub fn synced_at(&self) -> Result<u64, Error> {
		Ok(self.synced()?.time)
	}

	/// Keeps what a search found, so that one can be asked for by its number.
	///
	/// # Errors
	/// When it cannot be written.
	pub fn keep_found(&self, hits: &[Hit]) -> Result<(), Error> {
		let found = hits.iter().map(|hit| Numbered {
			facility: hit.facility,
			record: hit.record(),
			category: Some(hit.category.to_string()),
		});
		self.write("found.json", &found.collect::<Vec<_>>())
	}

	/// The record with this number, from 1, in the last search.
	///
	/// # Errors
	/// [`SearchError::NoSuchHit`]; [`SearchError::Handle`] for what only its facility can turn into a record.
	pub fn found(&self, asked: usize) -> Result<RecordId, Error> {
		let all: Vec<Numbered> = self.read("found.json")?.unwrap_or_default();
		let found = all.len();
		let at = asked.checked_sub(1).and_then(|at| all.get(at));
		let hit = at.ok_or(SearchError::NoSuchHit { asked, found })?;
		let record = hit.record.ok_or(SearchError::Handle(hit.facility))?;
		if let Some(category) = &hit.category {
			self.note_hit(record, category)?;
		}
		Ok(record)
	}

	/// Notes under which disease a record was found that is asked for now, so that its file can be compared.
	///
	/// # Errors
	/// When it cannot be written.
	pub fn note_hit(&self, record: RecordId, category: &str) -> Result<(), Error> {
		let mut hits: Hits = self.read(HITS)?.unwrap_or_default();
		while hits.len() >= MAX_HITS {
			hits.pop_first();
		}
		hits.insert(record, category.to_owned());
		self.write(HITS, &hits)
	}

	/// The disease under which a record was found, if its file names others: then its facility lists what is wrong. Only records that
	/// were asked for out of a search are compared. `told` are the file's ICD-10 codes, with commas between; `None` contradicts nothing.
	///
	/// # Errors
	/// When the folder cannot be read.
	pub fn contradiction(&self, record: RecordId, told: Option<&str>) -> Result<Option<Category>, Error> {
		let hits: Hits = self.read(HITS)?.unwrap_or_default();
		let found = hits
			.get(&record)
			.and_then(|category| category.parse::<Category>().ok());
		let told = told.unwrap_or_default().split(',');
		let mut told = told
			.filter_map(|code| code.trim().parse::<Category>().ok())
			.peekable();
		if told.peek().is_none() {
			return Ok(None);
		}
		Ok(found.filter(|found| {
			!told.any(|told| match found.is_chapter() {
				true => told.chapter() == found.chapter(),
				false => told == *found,
			})
		}))
	}

	pub(crate) fn read<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>, Error> {
		let path = self.folder.join(name);
		let json = match files::read_small(&path, MAX_FILE) {
			Err(FileError::Missing(_)) => return Ok(None),
			other => other?,
		};
		let read = serde_json::from_slice(&json);
		read.map(Some)
			.map_err(|source| FileError::from_io("make sense of", &path, source.into()).into())
	}

	pub(crate) fn write(&self, name: &str, value: &impl Serialize) -> Result<(), Error> {
		files::private_folder(&self.folder)?;
		let path = self.folder.join(name);
		let json = serde_json::to_vec_pretty(value)
			.map_err(|source| FileError::from_io("write", &path, source.into()))?;
		Ok(files::write_atomic(&path, &json)?)
	}

	fn object(&self, cid: &Cid) -> PathBuf {
		self.folder.join("held").join(cid.to_string())
	}

	/// Whether an object is held, and is what its identifier names: what a disk has damaged is fetched again.
	pub(crate) fn has(&self, cid: &Cid) -> bool {
		matches!(self.get(cid), Ok(Some(bytes)) if cid.matches(&bytes))
	}

	pub(crate) fn get(&self, cid: &Cid) -> Result<Option<Vec<u8>>, Error> {
		match files::read_small(&self.object(cid), MAX_OBJECT) {
			Err(FileError::Missing(_)) => Ok(None),
			other => Ok(Some(other?)),
		}
	}

	pub(crate) fn put(&self, cid: &Cid, bytes: &[u8]) -> Result<(), Error> {
		files::private_folder(&self.folder.join("held"))?;
		Ok(files::write_atomic(&self.object(cid), bytes)?)
	}

	/// Drops one object. Errors are ignored: an object that stays only takes room.
	pub(crate) fn drop_object(&self, cid: &Cid) {
		let _: io::Result<()> = fs::remove_file(self.object(cid));
	}

	/// Drops every object but these. Errors are ignored: an object that stays only takes room.
	pub(crate) fn keep_only(&self, needed: &BTreeSet<Cid>) {
		let needed: BTreeSet<String> = needed.iter().map(Cid::to_string).collect();
		let Ok(entries) = fs::read_dir(self.folder.join("held")) else {
			return;
		};
		for entry in entries.flatten() {
			let kept = entry
				.file_name()
				.to_str()
				.is_some_and(|name| needed.contains(name));
			if !kept {
				let _: io::Result<()> = fs::remove_file(entry.path());
			}
		}
	}

	pub(super) fn live_file(&self, facility: &AccountId) -> PathBuf {
		self.folder.join("live").join(facility.to_string())
	}

	/// Keeps the ids of a facility's records that may be found.
	pub(crate) fn keep_live(&self, facility: &AccountId, mut ids: Vec<[u8; 16]>) -> Result<(), Error> {
		files::private_folder(&self.folder.join("live"))?;
		ids.sort_unstable();
		Ok(files::write_atomic(
			&self.live_file(facility),
			ids.as_flattened(),
		)?)
	}

	/// Whether they were kept, whole.
	pub(crate) fn has_live(&self, facility: &AccountId) -> bool {
		fs::metadata(self.live_file(facility)).is_ok_and(|found| found.len().is_multiple_of(16))
	}

	/// Them again, ascending; none where none were kept.
	pub(crate) fn live(&self, facility: &AccountId) -> Result<Vec<[u8; 16]>, Error> {
		let path = self.live_file(facility);
		let bytes = match fs::read(&path) {
			Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
			other => other.map_err(|source| FileError::from_io("read", &path, source))?,
		};
		let (ids, _) = bytes.as_chunks::<16>();
		Ok(ids.to_vec())
	}
}

impl ports::Held for Shelf {
	fn read(&self, cid: &Cid, into: &mut Vec<u8>) -> Result<bool, PortError> {
		into.clear();
		let path = self.object(cid);
		match fs::File::open(&path) {
			Ok(file) => file
				.take(MAX_OBJECT)
				.read_to_end(into)
				.map(|_| true)
				.map_err(|source| PortError::new(FileError::from_io("read", &path, source))),
			Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
			Err(source) => Err(PortError::new(FileError::from_io("open", &path, source))),
		}
	}
}

impl ports::Sink for &Shelf {
	fn put(&mut self, cid: Cid, bytes: Vec<u8>) -> Result<(), PortError> {
		Shelf::put(self, &cid, &bytes).map_err(PortError::new)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use medquorum_catalogue::entry::{Quarter, ReferenceKind};

	fn hit(reference: u8, references: ReferenceKind) -> Hit {
		Hit {
			facility: AccountId([7; 32]),
			category: Category::listed("E11").unwrap(),
			quarter: Quarter::since("2024").unwrap(),
			modality: "CT".parse().unwrap(),
			reference: [reference; 16],
			references,
			newest: true,
			age: 0,
		}
	}

	#[test]
	fn a_number_is_a_record_of_the_last_search_and_never_a_handle() {
		let home = tempfile::tempdir().unwrap();
		let shelf = Shelf::of(home.path(), &[1; 32]);
		assert!(matches!(
			shelf.found(1),
			Err(Error::Search(SearchError::NoSuchHit { asked: 1, found: 0 }))
		));
		let hits = [hit(1, ReferenceKind::RecordId), hit(2, ReferenceKind::Handle)];
		shelf.keep_found(&hits).unwrap();
		assert_eq!(shelf.found(1).unwrap(), RecordId([1; 16]));
		assert!(
			matches!(shelf.found(2), Err(Error::Search(SearchError::Handle(who))) if who == AccountId([7; 32]))
		);
		for asked in [0, 3, usize::MAX] {
			assert!(matches!(
				shelf.found(asked),
				Err(Error::Search(SearchError::NoSuchHit { .. }))
			));
		}
	}

	#[test]
	fn a_file_that_tells_another_disease_than_its_hit_is_noticed() {
		let home = tempfile::tempdir().unwrap();
		let shelf = Shelf::of(home.path(), &[1; 32]);
		let chapter = Hit {
			category: Category::of_chapter(Category::listed("E11").unwrap().chapter()),
			..hit(2, ReferenceKind::RecordId)
		};
		shelf
			.keep_found(&[hit(1, ReferenceKind::RecordId), chapter])
			.unwrap();
		let (one, two) = (RecordId([1; 16]), RecordId([2; 16]));
		let told = |id, codes: &str| shelf.contradiction(id, Some(codes)).unwrap().is_some();
		assert!(!told(one, "I10"), "it was not asked for by its number");
		assert_eq!((shelf.found(1).unwrap(), shelf.found(2).unwrap()), (one, two));
		// The next search leaves those numbers as they are.
		shelf.keep_found(&[]).unwrap();
		for (codes, of_one, of_two) in [
			("E11.9", false, false),
			("I10, E11.2", false, false),
			("E10", true, false),
			("I10", true, true),
			("I10, C34.1", true, true),
			("no code", false, false),
			("", false, false),
		] {
			assert_eq!((told(one, codes), told(two, codes)), (of_one, of_two), "{codes}");
		}
		assert_eq!(shelf.contradiction(one, None).unwrap(), None);
		let three = RecordId([3; 16]);
		assert!(!told(three, "I10"));
		shelf.note_hit(three, "E11").unwrap();
		assert!(told(three, "I10") && !told(three, "E11.9"));
	}

	#[test]
	fn one_process_at_a_time_and_a_folder_that_cannot_be_made_is_named() {
		let home = tempfile::tempdir().unwrap();
		let shelf = Shelf::of(home.path(), &[1; 32]);
		let held = shelf.lock().unwrap();
		assert!(matches!(shelf.lock(), Err(Error::File(FileError::Busy(_)))));
		drop(held);
		shelf.lock().unwrap();
		fs::write(home.path().join("file"), "").unwrap();
		let nowhere = Shelf::of(&home.path().join("file"), &[1; 32]);
		assert!(matches!(nowhere.lock(), Err(Error::File(error)) if !matches!(error, FileError::Busy(_))));
	}
}
