//! The folder as a host: labels, removal for good, and what it takes no more.
//!
//! ```text
//! labels/medquorum:CHAIN:OWNER:CID      an empty file: whose an object is
//! denied.deny                           what is taken no more
//! ```

use super::{EmbeddedStore, folder::apart};
use crate::{Hosting, Kept, LEAF, Label, StoreError, get_small};
use futures::{FutureExt as _, future::BoxFuture};
use medquorum_envelope::Cid;
use medquorum_files as files;
use std::{
	collections::BTreeSet,
	ffi::OsStr,
	fs::{self, OpenOptions},
	io,
	os::unix::fs::OpenOptionsExt as _,
	path::{Path, PathBuf},
	str::FromStr,
};

/// Reads the names in a folder as `T`, and skips all others. A folder that is not there is empty.
fn named<T: FromStr>(store: &EmbeddedStore, folder: &Path) -> Result<Vec<T>, StoreError> {
	let entries = match fs::read_dir(folder) {
		Ok(entries) => entries,
		Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
		Err(error) => return Err(store.folder.fail("read", folder, error)),
	};
	let mut found = Vec::new();
	for entry in entries {
		let entry = entry.map_err(|error| store.folder.fail("read", folder, error))?;
		found.extend(entry.file_name().to_str().and_then(|name| name.parse().ok()));
	}
	Ok(found)
}

/// Paths in a folder whose names are text; a folder that is not there is empty.
fn folders(store: &EmbeddedStore, folder: &Path) -> Result<Vec<PathBuf>, StoreError> {
	let names: Vec<String> = named(store, folder)?;
	Ok(names.iter().map(|name| folder.join(OsStr::new(name))).collect())
}

impl EmbeddedStore {
	/// Writes a label without a sync: one that a power failure loses is made again by the next repair.
	pub(super) fn label_blocking(&self, label: &Label) -> Result<(), StoreError> {
		self.folder.check_there()?;
		let folder = self.folder.labels();
		files::private_folder(&folder)?;
		let path = folder.join(label.to_string());
		let mut options = OpenOptions::new();
		let made = options
			.write(true)
			.create(true)
			.truncate(false)
			.mode(0o600)
			.open(&path);
		made.map(drop)
			.map_err(|error| self.folder.fail("create", &path, error))
	}

	pub(super) fn unlabel_blocking(&self, label: &Label) -> Result<(), StoreError> {
		self.folder.check_there()?;
		let folder = self.folder.labels();
		let path = folder.join(label.to_string());
		match fs::remove_file(&path) {
			Ok(()) => Ok(files::sync_folder(&folder)?),
			Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
			Err(error) => Err(self.folder.fail("remove", &path, error)),
		}
	}

	pub(super) fn labels_blocking(&self, cid: &Cid) -> Result<Vec<Label>, StoreError> {
		self.folder.check_there()?;
		let mut labels: Vec<Label> = named(self, &self.folder.labels())?;
		labels.retain(|label| label.cid == *cid);
		Ok(labels)
	}

	pub(super) fn deny_blocking(&self, cids: &[Cid]) -> Result<(), StoreError> {
		self.folder.check_there()?;
		self.denied.add(cids)
	}

	fn kept_blocking(&self) -> Result<Kept, StoreError> {
		self.folder.check_there()?;
		let mut kept = Kept::default();
		for first in folders(self, &self.folder.objects())? {
			for second in folders(self, &first)? {
				kept.objects.extend(named::<Cid>(self, &second)?);
			}
		}
		kept.labels.extend(named::<Label>(self, &self.folder.labels())?);
		Ok(kept)
	}

	fn purge_blocking(
		&self,
		objects: &BTreeSet<Cid>,
		labels: &BTreeSet<Label>,
	) -> Result<Vec<Cid>, StoreError> {
		self.folder.check_there()?;
		let mut removed = Vec::new();
		for cid in objects {
			match self.remove_blocking(cid) {
				Ok(()) => removed.push(*cid),
				Err(StoreError::Missing { .. }) => {}
				Err(error) => return Err(error),
			}
			let object = self.folder.object(cid);
			if object.symlink_metadata().is_ok() {
				let (store, cid) = (self.folder.name(), *cid);
				return Err(StoreError::StillThere { store, cid });
			}
		}
		for label in labels {
			self.unlabel_blocking(label)?;
		}
		// What killed puts and removals left of them.
		self.clear_staging()?;
		Ok(removed)
	}
}

impl Hosting for EmbeddedStore {
	fn host_name(&self) -> String {
		self.folder.name()
	}

	fn kept(&self) -> BoxFuture<'_, Result<Kept, StoreError>> {
		let store = self.clone();
		apart(move || store.kept_blocking())
	}

	fn read<'a>(&'a self, cid: &'a Cid) -> BoxFuture<'a, Result<Vec<u8>, StoreError>> {
		get_small(self, cid, LEAF).boxed()
	}

	fn purge<'a>(
		&'a self,
		objects: &'a BTreeSet<Cid>,
		labels: &'a BTreeSet<Label>,
	) -> BoxFuture<'a, Result<Vec<Cid>, StoreError>> {
		let (store, objects, labels) = (self.clone(), objects.clone(), labels.clone());
		apart(move || store.purge_blocking(&objects, &labels))
	}

	fn deny<'a>(&'a self, objects: &'a BTreeSet<Cid>) -> BoxFuture<'a, Result<(), StoreError>> {
		let (store, cids) = (self.clone(), objects.iter().copied().collect::<Vec<_>>());
		apart(move || store.deny_blocking(&cids))
	}
}
