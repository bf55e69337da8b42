//! The folder of an embedded store: what lies where, and whether it is there.

use crate::StoreError;
use futures::{FutureExt as _, future::BoxFuture};
use medquorum_envelope::Cid;
use medquorum_files::FileError;
use std::{
	fs, io,
	path::{Path, PathBuf},
};

/// Characters of a CID that are the same for all: multibase, version, codec, hash.
const COMMON: usize = 7;

/// A folder in which a store is, or should be.
#[derive(Clone)]
pub(super) struct Folder(pub(super) PathBuf);

impl Folder {
	/// What to call the store in messages to people.
	pub(super) fn name(&self) -> String {
		format!("the store {}", self.0.display())
	}

	pub(super) fn objects(&self) -> PathBuf {
		self.0.join("objects")
	}

	pub(super) fn staging(&self) -> PathBuf {
		self.0.join("staging")
	}

	pub(super) fn labels(&self) -> PathBuf {
		self.0.join("labels")
	}

	pub(super) fn denied(&self) -> PathBuf {
		self.0.join("denied.deny")
	}

	pub(super) fn object(&self, cid: &Cid) -> PathBuf {
		let name = cid.to_string();
		let fan = |from: usize| name.get(from..from.saturating_add(2)).unwrap_or("__").to_owned();
		self.objects().join(fan(COMMON)).join(fan(COMMON + 2)).join(&name)
	}

	/// Whether the store is there at all: where its disk is gone, no object is missing.
	pub(super) fn check_there(&self) -> Result<(), StoreError> {
		let objects = self.objects();
		match fs::metadata(&objects) {
			Ok(found) if found.is_dir() => Ok(()),
			Err(error) if error.kind() != io::ErrorKind::NotFound => {
				Err(self.fail("look at", &objects, error))
			}
			_ => Err(StoreError::NotThere { store: self.name() }),
		}
	}

	pub(super) fn fail(&self, action: &'static str, path: &Path, error: io::Error) -> StoreError {
		match FileError::from_io(action, path, error) {
			FileError::Full(_) => StoreError::Full { store: self.name() },
			other => other.into(),
		}
	}
}

/// Runs work that waits for the disk on a thread of its own.
pub(super) fn apart<T: Send + 'static>(
	work: impl FnOnce() -> Result<T, StoreError> + Send + 'static,
) -> BoxFuture<'static, Result<T, StoreError>> {
	let work = tokio::task::spawn_blocking(work);
	async move { work.await.unwrap_or(Err(StoreError::Cancelled)) }.boxed()
}
