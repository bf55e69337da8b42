//! What is noted of archives that are imported: many uploads at once, and by one process at a time.

use super::{Notes, Objects, content::Line};
use crate::{error::Error, file_info::FileInfo};
use medquorum_core::domain::{BlockNumber, RecordId};
use medquorum_files::{self as files, FileError};
use std::{
	sync::{
		Arc,
		atomic::{AtomicBool, Ordering},
	},
	time::Duration,
};

/// Held while an archive is imported: nobody else takes its uploads for unfinished ones.
pub(crate) struct ImportGuard {
	importing: Arc<AtomicBool>,
	_lock: files::FileLock,
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
		let _lock = self.import_lock()?;
		self.importing.store(true, Ordering::Relaxed);
		Ok(ImportGuard {
			importing: Arc::clone(&self.importing),
			_lock,
		})
	}

	fn import_lock(&self) -> Result<files::FileLock, FileError> {
		files::FileLock::exclusive(&self.beside(".import.lock"), Duration::ZERO)
	}

	/// Whether another process imports an archive.
	pub(super) fn is_imported_elsewhere(&self) -> bool {
		!self.importing.load(Ordering::Relaxed) && self.import_lock().is_err()
	}

	/// Rows of archives that were noted before their call was sent.
	pub(crate) fn unsent_of_imports(&self) -> Vec<(RecordId, Objects)> {
		self.look_at_uploads(|uploads| {
			let unsent = uploads.all();
			unsent
				.filter(|(_, objects)| objects.is_imported() && !objects.is_sent())
				.map(|(id, objects)| (id, objects.clone()))
				.collect()
		})
	}

	/// Marks the calls of these uploads as sent.
	pub(crate) fn sent_all(&self, all: &[RecordId]) -> Result<(), Error> {
		self.add(|_| {
			let (chain, records) = (self.chain.clone(), all.to_vec());
			vec![Line::Sent { chain, records }]
		})
	}

	/// Notes that finalized blocks show these records; what was not uploaded from here is not noted.
	pub(crate) fn seen_registered_all(&self, all: &[(RecordId, BlockNumber)]) -> Result<(), Error> {
		self.add(|content| {
			let uploads = content.uploads(&self.chain);
			let open = |record: RecordId| {
				let known = uploads.and_then(|uploads| uploads.get(record));
				known.is_some_and(|objects| objects.registered.is_none())
			};
			let records: Vec<_> = all.iter().filter(|(record, _)| open(*record)).copied().collect();
			let chain = self.chain.clone();
			match records.is_empty() {
				true => Vec::new(),
				false => vec![Line::Registered { chain, records }],
			}
		})
	}
}
