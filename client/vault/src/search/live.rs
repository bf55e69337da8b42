//! Whether a record may still be found: looked up in the sorted file of its facility's ids, without holding all files in memory.

use super::Shelf;
use crate::error::Error;
use medquorum_catalogue::{entry::Reference, ports::Withheld};
use medquorum_core::domain::AccountId;
use medquorum_files::FileError;
use std::{cell::RefCell, collections::BTreeMap, fs::File, io, os::unix::fs::FileExt as _, path::PathBuf};

/// Bytes of an id.
const ID: u64 = 16;
/// Lookups that read single ids from disk. After that many the file is read into memory, if there is room.
const SINGLE: u32 = 64;
/// Bytes of files in memory, all facilities together.
const ROOM: usize = 16 << 20;

/// One facility's ids.
struct Ids {
	path: PathBuf,
	/// `None` where none were kept.
	file: Option<File>,
	count: u64,
	asked: u32,
	whole: Option<Vec<Reference>>,
	/// The first error of the disk. What could not be looked up is not shown.
	failed: Option<io::Error>,
}

impl Ids {
	fn open(path: PathBuf) -> Self {
		let opened = File::open(&path).and_then(|file| Ok((file.metadata()?.len(), file)));
		let (file, count, failed) = match opened {
			Ok((length, file)) => (Some(file), length / ID, None),
			Err(error) if error.kind() == io::ErrorKind::NotFound => (None, 0, None),
			Err(error) => (None, 0, Some(error)),
		};
		Self {
			path,
			file,
			count,
			asked: 0,
			whole: None,
			failed,
		}
	}

	fn contains(&mut self, id: &Reference, room: &mut usize) -> bool {
		self.asked = self.asked.saturating_add(1);
		if self.asked > SINGLE && self.whole.is_none() {
			self.load(room);
		}
		match &self.whole {
			Some(ids) => ids.binary_search(id).is_ok(),
			None => self.bisect(id).unwrap_or_else(|error| {
				self.failed.get_or_insert(error);
				false
			}),
		}
	}

	fn bisect(&self, id: &Reference) -> io::Result<bool> {
		let Some(file) = &self.file else { return Ok(false) };
		let (mut low, mut high) = (0, self.count);
		while low < high {
			let middle = low.midpoint(high);
			let mut found = Reference::default();
			file.read_exact_at(&mut found, middle.saturating_mul(ID))?;
			match found.cmp(id) {
				std::cmp::Ordering::Equal => return Ok(true),
				std::cmp::Ordering::Less => low = middle.saturating_add(1),
				std::cmp::Ordering::Greater => high = middle,
			}
		}
		Ok(false)
	}

	fn load(&mut self, room: &mut usize) {
		let length = usize::try_from(self.count.saturating_mul(ID)).unwrap_or(usize::MAX);
		let (Some(file), true) = (&self.file, length <= *room) else {
			return;
		};
		let mut bytes = vec![0; length];
		if file.read_exact_at(&mut bytes, 0).is_ok() {
			*room = room.saturating_sub(length);
			self.whole = Some(bytes.as_chunks::<16>().0.to_vec());
		}
	}
}

/// Lookups of one search.
pub(super) struct Lookups {
	facilities: RefCell<(BTreeMap<AccountId, Ids>, usize)>,
}

impl Lookups {
	/// In the files of these facilities.
	pub(super) fn of<'a>(shelf: &Shelf, facilities: impl Iterator<Item = &'a AccountId>) -> Self {
		let ids = facilities.map(|facility| (*facility, Ids::open(shelf.live_file(facility))));
		Self {
			facilities: RefCell::new((ids.collect(), ROOM)),
		}
	}

	/// What could not be looked up for errors of the disk.
	pub(super) fn failed(self) -> impl Iterator<Item = (AccountId, Error)> {
		let all = self.facilities.into_inner().0.into_iter();
		all.filter_map(|(facility, ids)| {
			let error = FileError::from_io("read", &ids.path, ids.failed?);
			Some((facility, error.into()))
		})
	}
}

impl Withheld for Lookups {
	fn withheld(&self, facility: &AccountId, record: &Reference) -> bool {
		let (facilities, room) = &mut *self.facilities.borrow_mut();
		let known = facilities.get_mut(facility);
		!known.is_some_and(|ids| ids.contains(record, room))
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	const FACILITY: AccountId = AccountId([7; 32]);

	fn id(number: u32) -> Reference {
		let mut id = Reference::default();
		id[..4].copy_from_slice(&number.wrapping_mul(2_654_435_761).to_be_bytes());
		id
	}

	#[test]
	fn ids_are_found_by_single_reads_and_in_memory_alike() {
		let home = tempfile::tempdir().unwrap();
		let shelf = Shelf::of(home.path(), &[1; 32]);
		for count in [0, 1, 2, 3, 1_000] {
			shelf.keep_live(&FACILITY, (0..count).map(id).collect()).unwrap();
			for room in [0, ROOM] {
				let lookups = Lookups::of(&shelf, [FACILITY].iter());
				lookups.facilities.borrow_mut().1 = room;
				for number in 0..2 * count.max(1) {
					assert_eq!(
						!lookups.withheld(&FACILITY, &id(number)),
						number < count,
						"{number} of {count}"
					);
				}
				let in_memory = lookups.facilities.borrow().0[&FACILITY].whole.is_some();
				assert_eq!(in_memory, room > 0 && count > SINGLE);
				assert!(lookups.withheld(&AccountId([8; 32]), &id(0)));
				assert_eq!(lookups.failed().count(), 0);
			}
		}
	}

	#[test]
	fn a_file_that_cannot_be_read_withholds_and_is_named() {
		let home = tempfile::tempdir().unwrap();
		let shelf = Shelf::of(home.path(), &[1; 32]);
		shelf.keep_live(&FACILITY, vec![id(1)]).unwrap();
		let lookups = Lookups::of(&shelf, [FACILITY].iter());
		std::fs::write(shelf.live_file(&FACILITY), b"").unwrap();
		let cut = std::fs::OpenOptions::new()
			.write(true)
			.open(shelf.live_file(&FACILITY))
			.unwrap();
		cut.set_len(0).unwrap();
		assert!(lookups.withheld(&FACILITY, &id(1)));
		assert!(matches!(
			lookups.failed().next(),
			Some((FACILITY, Error::File(_)))
		));
	}
}
