//! What a storage host has seen: which objects belong to which record, which to which facility's catalogue, and what it has attested.
//!
//! It is noted before anything is removed, so that a host that is killed in between still knows what to deny and to attest. Once an erasure
//! is attested, the objects of its record are forgotten here too; those of catalogues, once they are denied.

use crate::error::Error;
use medquorum_core::{
	domain::{AccountId, Bytes32, RecordId},
	hex_text::plain,
};
use medquorum_envelope::Cid;
use medquorum_files::{self as files, FileError, FileLock};
use serde::{Deserialize, Serialize};
use std::{
	collections::{BTreeMap, BTreeSet},
	path::{Path, PathBuf},
	sync::{Mutex, PoisonError},
	time::Duration,
};

/// More than this file ever holds.
const MAX_FILE: u64 = 256 << 20;

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RegisterFile {
	/// The chain, by the hash of block 0.
	#[serde(with = "plain")]
	genesis: Bytes32,
	/// Objects by record, of records that are not attested.
	#[serde(default)]
	records: BTreeMap<RecordId, BTreeSet<String>>,
	/// Records whose erasure this host has attested.
	#[serde(default)]
	attested: BTreeSet<RecordId>,
	/// Objects of catalogues by facility, each with the number of the newest publication that listed it.
	#[serde(default)]
	catalogues: BTreeMap<AccountId, BTreeMap<String, u32>>,
	/// Objects of catalogues that were read once and are no keyrings.
	#[serde(default)]
	no_keyrings: BTreeSet<String>,
}

/// Objects of catalogues by facility, each with the number of the newest publication that listed it.
pub(crate) type Listed = BTreeMap<AccountId, BTreeMap<Cid, u32>>;

/// The register of one host for one chain, in a file for its owner only. One process has it at a time.
pub struct Register {
	path: PathBuf,
	content: Mutex<RegisterFile>,
	_lock: FileLock,
}

impl Register {
	/// The register in this folder for the chain with this genesis hash; a missing file is an empty register.
	///
	/// # Errors
	/// When another process has it, or it cannot be read.
	pub fn open(folder: &Path, genesis: &Bytes32) -> Result<Self, Error> {
		let path = folder.join(format!("host-{}.json", hex::encode(&genesis[..8])));
		let lock = FileLock::exclusive(&path.with_extension("lock"), Duration::ZERO)?;
		let content = match files::read_small(&path, MAX_FILE) {
			Err(FileError::Missing(_)) => RegisterFile {
				genesis: *genesis,
				records: BTreeMap::new(),
				attested: BTreeSet::new(),
				catalogues: BTreeMap::new(),
				no_keyrings: BTreeSet::new(),
			},
			other => serde_json::from_slice::<RegisterFile>(&other?)
				.map_err(std::io::Error::from)
				.and_then(|content| match content.genesis == *genesis {
					true => Ok(content),
					false => Err(std::io::Error::other("it is of another chain")),
				})
				.map_err(|source| FileError::Io {
					action: "make sense of",
					path: path.clone(),
					source,
				})?,
		};
		Ok(Self {
			path,
			content: Mutex::new(content),
			_lock: lock,
		})
	}

	fn look<T>(&self, look: impl FnOnce(&RegisterFile) -> T) -> T {
		look(&self.content.lock().unwrap_or_else(PoisonError::into_inner))
	}

	/// Writes the file only where `change` says that something is new.
	fn change(&self, change: impl FnOnce(&mut RegisterFile) -> bool) -> Result<(), Error> {
		let mut content = self.content.lock().unwrap_or_else(PoisonError::into_inner);
		let mut changed = content.clone();
		if !change(&mut changed) {
			return Ok(());
		}
		let json = serde_json::to_vec(&changed).map_err(|source| FileError::Io {
			action: "write",
			path: self.path.clone(),
			source: source.into(),
		})?;
		files::write_atomic(&self.path, &json)?;
		*content = changed;
		Ok(())
	}

	/// Notes objects of records.
	pub(crate) fn see(&self, seen: &[(RecordId, Cid)]) -> Result<(), Error> {
		self.change(|content| {
			let mut new = false;
			for (record, cid) in seen {
				new |= content
					.records
					.entry(*record)
					.or_default()
					.insert(cid.to_string());
			}
			new
		})
	}

	/// The objects of a record.
	pub(crate) fn objects(&self, record: RecordId) -> BTreeSet<Cid> {
		self.look(|content| {
			let cids = content.records.get(&record).into_iter().flatten();
			cids.filter_map(|cid| cid.parse().ok()).collect()
		})
	}

	/// Whose each object is.
	pub(crate) fn owners(&self) -> BTreeMap<Cid, BTreeSet<RecordId>> {
		self.look(|content| {
			let mut owners: BTreeMap<Cid, BTreeSet<RecordId>> = BTreeMap::new();
			for (record, cids) in &content.records {
				for cid in cids.iter().filter_map(|cid| cid.parse().ok()) {
					owners.entry(cid).or_default().insert(*record);
				}
			}
			owners
		})
	}

	/// Whether the erasure of a record was attested from here.
	pub(crate) fn has_attested(&self, record: RecordId) -> bool {
		self.look(|content| content.attested.contains(&record))
	}

	/// Notes that it was, and forgets its objects.
	pub(crate) fn attested(&self, record: RecordId) -> Result<(), Error> {
		self.change(|content| {
			let known = content.records.remove(&record).is_some();
			content.attested.insert(record) || known
		})
	}

	/// Notes which publication of a facility listed an object.
	pub(crate) fn list(&self, seen: &[(AccountId, u32, Cid)]) -> Result<(), Error> {
		self.change(|content| {
			let mut new = false;
			for (facility, number, cid) in seen {
				let objects = content.catalogues.entry(*facility).or_default();
				let newest = objects.entry(cid.to_string()).or_default();
				new |= *newest < *number;
				*newest = (*newest).max(*number);
			}
			new
		})
	}

	/// What publications listed.
	pub(crate) fn listed(&self) -> Listed {
		self.look(|content| {
			let parsed = |(cid, number): (&String, &u32)| Some((cid.parse::<Cid>().ok()?, *number));
			let facilities = content.catalogues.iter();
			facilities
				.map(|(facility, objects)| (*facility, objects.iter().filter_map(parsed).collect()))
				.collect()
		})
	}

	/// Forgets objects of catalogues that are gone and denied.
	pub(crate) fn unlist(&self, gone: &BTreeSet<Cid>) -> Result<(), Error> {
		let gone: BTreeSet<String> = gone.iter().map(Cid::to_string).collect();
		self.change(|content| {
			for objects in content.catalogues.values_mut() {
				objects.retain(|cid, _| !gone.contains(cid));
			}
			content.catalogues.retain(|_, objects| !objects.is_empty());
			content.no_keyrings.retain(|cid| !gone.contains(cid));
			!gone.is_empty()
		})
	}

	/// Whether an object was read before, and is no keyring.
	pub(crate) fn is_no_keyring(&self, cid: &Cid) -> bool {
		self.look(|content| content.no_keyrings.contains(&cid.to_string()))
	}

	/// Notes objects that are no keyrings, and forgets those that are not kept any more.
	pub(crate) fn no_keyrings(&self, read: &[Cid], kept: &BTreeSet<Cid>) -> Result<(), Error> {
		let kept: BTreeSet<String> = kept.iter().map(Cid::to_string).collect();
		self.change(|content| {
			let before = content.no_keyrings.len();
			content.no_keyrings.retain(|cid| kept.contains(cid));
			let forgot = content.no_keyrings.len() < before;
			content.no_keyrings.extend(read.iter().map(Cid::to_string));
			forgot || !read.is_empty()
		})
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	const RECORD: RecordId = RecordId([1; 16]);

	#[test]
	fn what_was_seen_outlives_the_process_and_is_forgotten_once_attested() {
		let dir = tempfile::tempdir().unwrap();
		let cid = Cid::of_raw(b"file");
		let register = Register::open(dir.path(), &[7; 32]).unwrap();
		register.see(&[(RECORD, cid)]).unwrap();
		assert!(
			Register::open(dir.path(), &[7; 32]).is_err(),
			"one process at a time"
		);
		drop(register);
		let register = Register::open(dir.path(), &[7; 32]).unwrap();
		assert_eq!(register.objects(RECORD), BTreeSet::from([cid]));
		assert_eq!(register.owners()[&cid], BTreeSet::from([RECORD]));
		register.attested(RECORD).unwrap();
		drop(register);
		let register = Register::open(dir.path(), &[7; 32]).unwrap();
		assert!(register.has_attested(RECORD) && register.objects(RECORD).is_empty());
		let file = dir.path().join("host-0707070707070707.json");
		let text = std::fs::read_to_string(file).unwrap();
		assert!(!text.contains(&cid.to_string()), "{text}");
	}

	#[test]
	fn what_catalogues_list_is_kept_by_the_newest_that_lists_it_until_it_is_gone() {
		let dir = tempfile::tempdir().unwrap();
		let (one, two) = (AccountId([1; 32]), AccountId([2; 32]));
		let (block, other) = (Cid::of_raw(b"block"), Cid::of_raw(b"other"));
		let register = Register::open(dir.path(), &[7; 32]).unwrap();
		for number in [4, 5, 3] {
			register.list(&[(one, number, block), (two, 1, block)]).unwrap();
		}
		register
			.no_keyrings(&[block, other], &BTreeSet::from([block, other]))
			.unwrap();
		drop(register);
		let register = Register::open(dir.path(), &[7; 32]).unwrap();
		let listed = register.listed();
		assert_eq!((listed[&one][&block], listed[&two][&block]), (5, 1));
		assert!(register.is_no_keyring(&block) && register.is_no_keyring(&other));
		register.no_keyrings(&[], &BTreeSet::from([block])).unwrap();
		assert!(!register.is_no_keyring(&other));
		register.unlist(&BTreeSet::from([block])).unwrap();
		assert!(register.listed().is_empty() && !register.is_no_keyring(&block));
		let text = std::fs::read_to_string(dir.path().join("host-0707070707070707.json")).unwrap();
		assert!(!text.contains(&block.to_string()), "{text}");
	}

	#[test]
	fn chains_are_apart_and_damage_is_named() {
		let dir = tempfile::tempdir().unwrap();
		let register = Register::open(dir.path(), &[7; 32]).unwrap();
		register.see(&[(RECORD, Cid::of_raw(b"file"))]).unwrap();
		let other = Register::open(dir.path(), &[8; 32]).unwrap();
		assert!(other.objects(RECORD).is_empty());
		drop(register);
		let mut genesis = [7; 32];
		genesis[31] = 9;
		assert!(Register::open(dir.path(), &genesis).is_err(), "of another chain");
		std::fs::write(dir.path().join("host-0707070707070707.json"), "{").unwrap();
		assert!(Register::open(dir.path(), &[7; 32]).is_err());
	}
}
