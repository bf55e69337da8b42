//! Which objects a host takes no more: a file in the form of a Kubo denylist, for both kinds of store.
//!
//! An entry is the SHA-256 of `<CID>/`, written `//<64 digits>`: so nobody reads in it which objects were here, and whoever has an
//! object can tell that it is meant. The file only grows, because a Kubo daemon follows what is appended to it.

use crate::StoreError;
use medquorum_envelope::Cid;
use medquorum_files::{self as files, FileError};
use std::{
	collections::BTreeSet,
	fs::{self, OpenOptions},
	io::{self, Read as _, Seek as _, SeekFrom, Write as _},
	os::unix::fs::OpenOptionsExt as _,
	path::{Path, PathBuf},
	sync::{Arc, Mutex, PoisonError},
};

/// What stands at the head of a new file.
const HEAD: &str = "version: 1\nname: medquorum\ndescription: objects of erased records\n---\n";
/// More than one million entries.
const MAX_FILE: u64 = 128 << 20;

type Hash = [u8; 32];

/// A denylist in a file. Clones share what was read of it.
#[derive(Clone)]
pub struct Denylist {
	path: PathBuf,
	read: Arc<Mutex<DeniedHashes>>,
}

#[derive(Default)]
struct DeniedHashes {
	/// Length of the file when it was read: it only grows.
	length: u64,
	hashes: BTreeSet<Hash>,
}

/// The digest in a content id is the SHA-256 of what it names.
fn hash(cid: &Cid) -> Hash {
	Cid::of_raw(format!("{cid}/").as_bytes()).digest()
}

fn entry(line: &str) -> Option<Hash> {
	let mut hash = Hash::default();
	hex::decode_to_slice(line.strip_prefix("//")?, &mut hash).ok()?;
	Some(hash)
}

impl Denylist {
	/// The denylist in this file, which need not exist.
	#[must_use]
	pub fn at(path: &Path) -> Self {
		Self {
			path: path.to_owned(),
			read: Arc::default(),
		}
	}

	/// Its file.
	#[must_use]
	pub fn path(&self) -> &Path {
		&self.path
	}

	/// Makes the file where there is none; says whether it did.
	///
	/// # Errors
	/// When it cannot be made.
	pub fn create(&self) -> Result<bool, StoreError> {
		files::private_folder(files::folder_of(&self.path))?;
		match files::write_new(&self.path, HEAD.as_bytes()) {
			Ok(()) => Ok(true),
			Err(FileError::Exists(_)) => Ok(false),
			Err(error) => Err(error.into()),
		}
	}

	/// Whether an object is denied.
	///
	/// # Errors
	/// When the file cannot be read.
	pub fn denies(&self, cid: &Cid) -> Result<bool, StoreError> {
		let length = match fs::metadata(&self.path) {
			Ok(found) => found.len(),
			Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
			Err(error) => return Err(FileError::from_io("read", &self.path, error).into()),
		};
		let mut content = self.read.lock().unwrap_or_else(PoisonError::into_inner);
		if content.length != length {
			let bytes = files::read_small(&self.path, MAX_FILE)?;
			let text = String::from_utf8_lossy(&bytes);
			content.hashes = text.lines().filter_map(entry).collect();
			content.length = length;
		}
		Ok(content.hashes.contains(&hash(cid)))
	}

	/// Denies objects from now on, and waits until the list is on disk. Objects that are denied already are skipped.
	///
	/// # Errors
	/// When the file cannot be written.
	pub fn add(&self, cids: &[Cid]) -> Result<(), StoreError> {
		let mut new = BTreeSet::new();
		for cid in cids {
			if !self.denies(cid)? {
				new.insert(hash(cid));
			}
		}
		if new.is_empty() {
			return Ok(());
		}
		let mut text: String = new
			.iter()
			.map(|hash| format!("//{}\n", hex::encode(hash)))
			.collect();
		self.create()?;
		let mut append = || -> io::Result<()> {
			let mut file = OpenOptions::new()
				.read(true)
				.append(true)
				.mode(0o600)
				.open(&self.path)?;
			// A process that was killed may have left half a line.
			let mut last = [0];
			file.seek(SeekFrom::End(-1))?;
			file.read_exact(&mut last)?;
			if last != *b"\n" {
				text.insert(0, '\n');
			}
			file.write_all(text.as_bytes())?;
			file.sync_data()
		};
		append().map_err(|error| FileError::from_io("write", &self.path, error).into())
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn what_is_denied_is_denied_for_ever_and_named_by_nothing() {
		let dir = tempfile::tempdir().unwrap();
		let path = dir.path().join("denylists/medquorum.deny");
		let list = Denylist::at(&path);
		let (one, two) = (Cid::of_raw(b"one"), Cid::of_raw(b"two"));
		assert!(!list.denies(&one).unwrap());
		list.add(&[one, one]).unwrap();
		list.add(&[one]).unwrap();
		for list in [&list, &Denylist::at(&path)] {
			assert!(list.denies(&one).unwrap());
			assert!(!list.denies(&two).unwrap());
		}
		let text = fs::read_to_string(&path).unwrap();
		assert!(
			text.starts_with(HEAD) && !text.contains(&one.to_string()),
			"{text}"
		);
		assert_eq!(
			text.lines().filter(|line| line.starts_with("//")).count(),
			1,
			"{text}"
		);
	}

	#[test]
	fn half_a_line_of_a_killed_process_spoils_no_other() {
		let dir = tempfile::tempdir().unwrap();
		let path = dir.path().join("medquorum.deny");
		let (one, two) = (Cid::of_raw(b"one"), Cid::of_raw(b"two"));
		let list = Denylist::at(&path);
		list.add(&[one]).unwrap();
		let mut text = fs::read_to_string(&path).unwrap();
		text.push_str("//abc");
		fs::write(&path, text).unwrap();
		list.add(&[two]).unwrap();
		let again = Denylist::at(&path);
		assert!(again.denies(&one).unwrap() && again.denies(&two).unwrap());
	}

	#[test]
	fn entries_are_what_a_kubo_daemon_reads() {
		// `printf '%s/' CID | sha256sum`: the form for which a daemon of Kubo 0.43 was seen to refuse the object.
		let cid: Cid = "bafybeidncs56ccrdjojj7gsgro5mzlqdieweg4veotogiisfyoptl5ib5m"
			.parse()
			.unwrap();
		let digits = hex::encode(hash(&cid));
		assert_eq!(
			digits,
			"ce8fd89ea8680b85e40ba92e8d84b50b73808512208bc850beb99b6b4115b9a5"
		);
		assert_eq!(entry(&format!("//{digits}")), Some(hash(&cid)));
	}
}
