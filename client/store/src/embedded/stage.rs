//! An object on its way into the embedded store: a folder that is filled, and gets the object's name when it is whole.

use super::folder::Folder;
use crate::StoreError;
use medquorum_envelope::Cid;
use medquorum_files::{self as files, FileError};
use rustix::fs::{CWD, FlockOperation, RenameFlags};
use std::{
	fs::{self, File, OpenOptions},
	io::{self, Write},
	os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt},
	path::{Path, PathBuf},
	sync::atomic::{AtomicBool, Ordering},
};

/// A folder that is being filled; removed when dropped before [`Stage::commit`].
pub(super) struct Stage<'a> {
	store: &'a Folder,
	path: PathBuf,
	/// Keeps others from clearing it away.
	handle: File,
	done: bool,
}

impl<'a> Stage<'a> {
	pub(super) fn new(store: &'a Folder) -> Result<Self, StoreError> {
		// A process that runs for long outlives the mount of the disk that the store is on.
		store.check_there()?;
		loop {
			let path = store.staging().join(random_name()?);
			fs::DirBuilder::new()
				.mode(0o700)
				.create(&path)
				.map_err(|e| store.fail("create", &path, e))?;
			let handle = match File::open(&path) {
				Ok(handle) => handle,
				// Cleared away before it was locked.
				Err(e) if e.kind() == io::ErrorKind::NotFound => continue,
				Err(e) => return Err(store.fail("open", &path, e)),
			};
			let locked = rustix::fs::flock(&handle, FlockOperation::NonBlockingLockExclusive).is_ok();
			let stage = Self {
				store,
				path,
				handle,
				done: false,
			};
			let same = match (stage.handle.metadata(), fs::metadata(&stage.path)) {
				(Ok(held), Ok(named)) => held.ino() == named.ino() && held.dev() == named.dev(),
				_ => false,
			};
			if locked && same {
				return Ok(stage);
			}
		}
	}

	pub(super) fn write(&self, cid: &Cid, bytes: &[u8]) -> Result<(), StoreError> {
		let path = self.path.join(cid.to_string());
		let opened = OpenOptions::new()
			.write(true)
			.create_new(true)
			.mode(0o600)
			.open(&path);
		let mut file = match opened {
			Ok(file) => file,
			// The same bytes occurred before in this object.
			Err(e) if e.kind() == io::ErrorKind::AlreadyExists => return Ok(()),
			Err(e) => return Err(self.store.fail("create", &path, e)),
		};
		file.write_all(bytes)
			.map_err(|e| self.store.fail("write", &path, e))
	}

	/// Waits until every block is on disk. Done once at the end: by then the system has written most of them by itself.
	pub(super) fn sync(&self, cancelled: &AtomicBool) -> Result<(), StoreError> {
		let fail = |path: &Path, e| self.store.fail("write", path, e);
		for entry in fs::read_dir(&self.path).map_err(|e| fail(&self.path, e))? {
			if cancelled.load(Ordering::Relaxed) {
				return Err(StoreError::Cancelled);
			}
			let path = entry.map_err(|e| fail(&self.path, e))?.path();
			File::open(&path)
				.and_then(|file| file.sync_data())
				.map_err(|e| fail(&path, e))?;
		}
		self.handle.sync_all().map_err(|e| fail(&self.path, e))
	}

	/// Gives the folder the object's name; says whether the object is new. If it was there already, this fresh copy takes
	/// its place: the old one may be damaged.
	pub(super) fn commit(mut self, cid: &Cid) -> Result<bool, StoreError> {
		let object = self.store.object(cid);
		let fail = |e: io::Error| self.store.fail("name", &object, e);
		let parent = object.parent().unwrap_or(&object);
		if !parent.is_dir() {
			files::private_folder(parent).map_err(|e| match e {
				FileError::Full(_) => StoreError::Full {
					store: self.store.name(),
				},
				other => other.into(),
			})?;
			for folder in parent.ancestors().skip(1).take(2) {
				files::sync_folder(folder)?;
			}
		}
		let fresh = match fs::rename(&self.path, &object) {
			Ok(()) => true,
			Err(e)
				if matches!(
					e.kind(),
					io::ErrorKind::DirectoryNotEmpty | io::ErrorKind::AlreadyExists
				) =>
			{
				rustix::fs::renameat_with(CWD, &self.path, CWD, &object, RenameFlags::EXCHANGE)
					.map_err(|e| fail(e.into()))?;
				false
			}
			Err(e) => return Err(fail(e)),
		};
		files::sync_folder(parent)?;
		// After an exchange the old copy lies in staging, and dropping this removes it.
		self.done = fresh;
		Ok(fresh)
	}
}

impl Drop for Stage<'_> {
	fn drop(&mut self) {
		if !self.done {
			// What cannot be removed now is removed when the store is opened next.
			let _: io::Result<()> = fs::remove_dir_all(&self.path);
		}
	}
}

pub(super) fn random_name() -> Result<String, StoreError> {
	let mut bytes = [0u8; 12];
	getrandom::fill(&mut bytes).map_err(|e| StoreError::Source(io::Error::other(e)))?;
	Ok(hex::encode(bytes))
}
