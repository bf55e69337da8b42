//! Downloads that can resume after their process was killed: the ciphertext as it was fetched, kept until the file is complete.
//!
//! Only for stores that are far ([`Store::is_near`](medquorum_store::Store::is_near)): a near one has what it fetched itself. What is
//! kept is ciphertext, without the header nobody can open it, and each segment's tag is checked again before it is used.

use medquorum_envelope::{Cid, FileKeys, Layout, Opener, SEGMENT};
use medquorum_files::{self as files, FileError, FileLock};
use std::{
	fs::{self, File, OpenOptions},
	io,
	os::unix::fs::{FileExt as _, OpenOptionsExt as _},
	path::{Path, PathBuf},
	time::{Duration, SystemTime},
};
use zeroize::Zeroizing;

/// Smaller files are fetched again from the beginning.
pub(super) const MIN_RESUMABLE: u64 = 16 << 20;
/// The next download deletes partial files older than this.
const STALE: Duration = Duration::from_secs(7 * 24 * 3600);

/// The first segments of one file, in a file of this machine.
pub(super) struct Partial {
	file: File,
	path: PathBuf,
	/// Segments that are there.
	count: u32,
	_lock: FileLock,
}

impl Partial {
	/// Opens or creates the partial download of this object. `None` if another process holds its lock.
	pub(super) fn open(folder: &Path, cid: &Cid) -> Result<Option<Self>, FileError> {
		files::private_folder(folder)?;
		remove_stale(folder);
		let path = folder.join(format!("{cid}.part"));
		let lock = match FileLock::exclusive(&path.with_extension("lock"), Duration::ZERO) {
			Err(FileError::Busy(_)) => return Ok(None),
			other => other?,
		};
		let file = OpenOptions::new()
			.read(true)
			.write(true)
			.create(true)
			.truncate(false)
			.mode(0o600)
			.open(&path)
			.map_err(|error| FileError::from_io("open", &path, error))?;
		let length = file
			.metadata()
			.map_err(|error| FileError::from_io("look at", &path, error))?
			.len();
		Ok(Some(Self {
			file,
			path,
			count: u32::try_from(length / SEGMENT as u64).unwrap_or(u32::MAX),
			_lock: lock,
		}))
	}

	/// Counts the segments that are sound, and forgets everything behind them.
	pub(super) fn check(&mut self, keys: &FileKeys, layout: &Layout) -> Result<u32, FileError> {
		let mut sound = 0;
		let segments = u32::try_from(layout.segments()).unwrap_or(u32::MAX);
		let mut opener: Option<Opener> = None;
		// The last segment is never kept: a download that has it is complete.
		while sound < self.count.min(segments.saturating_sub(1)) {
			let mut segment = Zeroizing::new(self.read(sound)?);
			if opener.is_none() {
				opener = segment
					.first_chunk()
					.and_then(|start| Opener::new(keys, start).ok());
			}
			let opened = opener
				.as_ref()
				.is_some_and(|opener| opener.open(sound, false, &mut segment).is_ok());
			if !opened {
				break;
			}
			sound = sound.saturating_add(1);
		}
		self.count = sound;
		self.file
			.set_len(u64::from(sound) * SEGMENT as u64)
			.map_err(|error| FileError::from_io("write", &self.path, error))?;
		Ok(sound)
	}

	/// Segments that are there.
	pub(super) fn count(&self) -> u32 {
		self.count
	}

	/// One of them.
	pub(super) fn read(&self, index: u32) -> Result<Vec<u8>, FileError> {
		let mut segment = vec![0; SEGMENT];
		self.file
			.read_exact_at(&mut segment, u64::from(index) * SEGMENT as u64)
			.map_err(|error| FileError::from_io("read", &self.path, error))?;
		Ok(segment)
	}

	/// Keeps the next one. If the disk does not take it, the download continues without it.
	pub(super) fn append(&mut self, index: u32, segment: &[u8]) {
		if index != self.count || segment.len() != SEGMENT {
			return;
		}
		let written = self.file.write_all_at(segment, u64::from(index) * SEGMENT as u64);
		if written.is_ok() {
			self.count = self.count.saturating_add(1);
		}
	}

	/// Deletes it: the file is complete. What cannot be deleted now is deleted when it is stale.
	pub(super) fn remove(self) {
		for path in [self.path.clone(), self.path.with_extension("lock")] {
			let _: io::Result<()> = fs::remove_file(&path);
		}
	}
}

/// Deletes stale partial downloads. Errors are ignored.
fn remove_stale(folder: &Path) {
	let Ok(entries) = fs::read_dir(folder) else {
		return;
	};
	for entry in entries.flatten() {
		let changed = entry.metadata().and_then(|found| found.modified());
		let age = changed
			.ok()
			.and_then(|changed| SystemTime::now().duration_since(changed).ok());
		if age.is_some_and(|age| age > STALE) {
			let _: io::Result<()> = fs::remove_file(entry.path());
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn only_what_nobody_has_touched_for_a_week_goes() {
		let folder = tempfile::tempdir().unwrap();
		let (now, day) = (SystemTime::now(), Duration::from_secs(24 * 3600));
		let names = ["stale.part", "young.part", "ahead.part"];
		for (name, changed) in names.into_iter().zip([now - 8 * day, now - 6 * day, now + day]) {
			let file = File::create(folder.path().join(name)).unwrap();
			file.set_modified(changed).unwrap();
		}
		remove_stale(folder.path());
		let there = names.map(|name| folder.path().join(name).exists());
		assert_eq!(there, [false, true, true]);
	}
}
