//! What is noted of archives that are imported: many uploads at once, and by one process at a time.

use super::{MAX_FILE, Notes, Objects};
use crate::{error::Error, file_info::FileInfo};
use medquorum_core::domain::{BlockNumber, RecordId};
use medquorum_files as files;
use std::{
	path::PathBuf,
	sync::{
		Arc,
		atomic::{AtomicBool, Ordering},
	},
	time::Duration,
};

/// What one upload takes of the notes at most, in bytes, with a file name of ordinary length.
const NOTE: u64 = 512;

/// Held while an archive is imported: nobody else takes its uploads for unfinished ones.
pub(crate) struct ImportGuard {
	importing: Arc<AtomicBool>,
	_lock: Option<files::FileLock>,
}

impl Drop for ImportGuard {
	fn drop(&mut self) {
		self.importing.store(false, Ordering::Relaxed);
	}
}

impl Objects {
	/// Of this file, uploaded now.
	pub(crate) fn described(self, info: &FileInfo) -> Self {
		Self {
			own: Self::of_file(info).own,
			..self
		}
	}

	/// Marks the upload as a row of an archive.
	pub(crate) fn of_import(self) -> Self {
		Self {
			imported: true,
			..self
		}
	}

	/// Whether it is a row of an archive.
	pub(crate) fn is_imported(&self) -> bool {
		self.imported
	}
}

impl Notes {
	/// Says to others that an archive is imported from here, until dropped or until this process ends.
	pub(crate) fn guard_import(&self) -> Result<ImportGuard, Error> {
		let lock = self
			.import_lock()
			.map(|path| files::FileLock::exclusive(&path, Duration::ZERO));
		let _lock = lock.transpose()?;
		self.importing.store(true, Ordering::Relaxed);
		Ok(ImportGuard {
			importing: Arc::clone(&self.importing),
			_lock,
		})
	}

	fn import_lock(&self) -> Option<PathBuf> {
		let mut name = self.path.clone()?.into_os_string();
		name.push(".import.lock");
		Some(name.into())
	}

	/// Whether another process imports an archive.
	pub(super) fn is_imported_elsewhere(&self) -> bool {
		!self.importing.load(Ordering::Relaxed)
			&& self
				.import_lock()
				.is_some_and(|path| files::FileLock::exclusive(&path, Duration::ZERO).is_err())
	}

	/// Rows of archives that were noted before their call was sent.
	pub(crate) fn unsent_of_imports(&self) -> Vec<(RecordId, Objects)> {
		self.look_at_uploads(|uploads| {
			let unsent = uploads.iter();
			unsent
				.filter(|(_, objects)| objects.is_imported() && !objects.is_sent())
				.map(|(id, objects)| (*id, objects.clone()))
				.collect()
		})
	}

	/// Marks the calls of these uploads as sent.
	pub(crate) fn sent_all(&self, all: &[RecordId]) -> Result<(), Error> {
		self.change_uploads(|uploads| {
			for record in all {
				uploads.entry(*record).or_default().sent = true;
			}
		})
	}

	/// Notes that finalized blocks show these records.
	pub(crate) fn seen_registered_all(&self, all: &[(RecordId, BlockNumber)]) -> Result<(), Error> {
		self.change_uploads(|uploads| {
			for (record, block) in all {
				if let Some(objects) = uploads.get_mut(record) {
					objects.registered.get_or_insert(*block);
				}
			}
		})
	}

	/// For how many uploads more the file has room.
	pub(crate) fn room(&self) -> u64 {
		let length = |path: &PathBuf| std::fs::metadata(path).map_or(0, |found| found.len());
		let used = self.path.as_ref().map_or(0, length);
		MAX_FILE.saturating_sub(used) / NOTE
	}
}
