//! The embedded store: a folder of blocks, named by content, with the same CIDs as an IPFS daemon gives.
//!
//! ```text
//! objects/7k/q2/<root CID>/<block CID>     every block of one object, whole and on disk before the folder gets this name
//! staging/<random>/                        a put or a removal under way
//! labels/<label>                           whose an object is
//! denied.deny                              what is taken no more
//! ```
//! An object appears and vanishes by one rename. What a killed process leaves in `staging` is removed by the next one that
//! opens the store. Folders are private (0700), files too (0600).

mod folder;
mod hosting;
mod stage;

use std::{
	fs::{self, File},
	io::{self, Read},
	ops::Range,
	path::{Path, PathBuf},
	sync::{
		Arc, Mutex, PoisonError, Weak,
		atomic::{AtomicBool, Ordering},
	},
	time::Duration,
};

use futures::{FutureExt, future::BoxFuture};
use medquorum_envelope::Cid;
use rustix::fs::FlockOperation;
use tokio::sync::{mpsc, oneshot};

use super::{
	Block, ByteChannel, CHANNEL, Denylist, Holder, LEAF, Label, Resumed, Store, StoreError, cut, one_holder,
	one_replica, put_whole,
	walk::{Order, Walk},
};
use folder::{Folder, apart};
use medquorum_files::{self as files, FileError};
use stage::{Stage, random_name};

/// More than any block; larger files are not ours.
const MAX_BLOCK: u64 = 2 * LEAF as u64;

/// A store in a folder of this machine.
#[derive(Clone)]
pub struct EmbeddedStore {
	folder: Folder,
	/// Objects that this store refuses, because their records were erased.
	denied: Denylist,
	/// Threads of puts whose futures are gone; each holds its token until it has cleaned up.
	dropped: Arc<Mutex<Vec<Weak<()>>>>,
}

impl EmbeddedStore {
	/// Makes a store in this folder and opens it. A store that is there already is only opened.
	///
	/// # Errors
	/// When the folder cannot be made or read.
	pub fn create(folder: &Path) -> Result<Self, StoreError> {
		files::private_folder(&Self::at(folder).folder.objects())?;
		Self::open(folder)
	}

	/// Opens the store in this folder, and clears away what killed processes left. It is never made here: where the disk is not
	/// mounted, a new and empty store would take its place, and everything in the old one would seem lost.
	///
	/// # Errors
	/// [`StoreError::NotThere`] when there is no store, and others when the folder cannot be read.
	pub fn open(folder: &Path) -> Result<Self, StoreError> {
		let store = Self::at(folder);
		store.folder.check_there()?;
		files::private_folder(&store.folder.staging())?;
		store.clear_staging()?;
		Ok(store)
	}

	fn at(folder: &Path) -> Self {
		Self {
			denied: Denylist::at(&Folder(folder.to_path_buf()).denied()),
			folder: Folder(folder.to_path_buf()),
			dropped: Arc::default(),
		}
	}

	/// The folder that holds objects, labels and the denylist.
	#[must_use]
	pub fn folder(&self) -> &Path {
		&self.folder.0
	}

	/// The files that hold an object's blocks, in no particular order; for tests and repair tools.
	///
	/// # Errors
	/// When the object is missing or its folder cannot be read.
	pub fn blocks(&self, cid: &Cid) -> Result<Vec<PathBuf>, StoreError> {
		let folder = self.folder.object(cid);
		let entries = fs::read_dir(&folder).map_err(|e| match e.kind() {
			io::ErrorKind::NotFound => self.order(cid, None).missing(cid),
			_ => FileError::from_io("read", &folder, e).into(),
		})?;
		entries
			.map(|entry| Ok(entry.map_err(|e| FileError::from_io("read", &folder, e))?.path()))
			.collect()
	}

	fn order(&self, cid: &Cid, range: Option<Range<u64>>) -> Order {
		Order {
			store: self.name(),
			root: *cid,
			range,
		}
	}

	/// Removes the staging folders that no living process holds.
	fn clear_staging(&self) -> Result<(), StoreError> {
		let staging = self.folder.staging();
		let entries = fs::read_dir(&staging).map_err(|e| self.folder.fail("read", &staging, e))?;
		for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
			let Ok(handle) = File::open(&path) else { continue };
			if rustix::fs::flock(&handle, FlockOperation::NonBlockingLockExclusive).is_ok() {
				// Another process may be clearing the same folder.
				let _: io::Result<()> = fs::remove_dir_all(&path);
			}
		}
		Ok(())
	}

	/// An object of an erased record is neither taken nor given.
	fn check_taken(&self, cid: &Cid) -> Result<(), StoreError> {
		match self.denied.denies(cid)? {
			false => Ok(()),
			true => Err(StoreError::Barred {
				store: self.name(),
				cid: *cid,
			}),
		}
	}

	/// Writes all blocks to a staging folder and gives the folder its name.
	fn put_blocking(
		&self,
		content: &mut dyn Read,
		cancelled: &AtomicBool,
	) -> Result<(Cid, bool), StoreError> {
		let stage = Stage::new(&self.folder)?;
		let cid = cut(content, |block| {
			if cancelled.load(Ordering::Relaxed) {
				return Err(StoreError::Cancelled);
			}
			let (cid, bytes) = match &block {
				Block::Leaf(cid, leaf) => (*cid, leaf.as_slice()),
				Block::Node(cid, node) => (*cid, *node),
			};
			stage.write(cid, bytes)
		})?;
		self.check_taken(&cid)?;
		stage.sync(cancelled)?;
		let fresh = stage.commit(&cid)?;
		Ok((cid, fresh))
	}

	fn remove_blocking(&self, cid: &Cid) -> Result<(), StoreError> {
		let object = self.folder.object(cid);
		let parent = object.parent().unwrap_or(&object);
		// The object vanishes by this rename. Its blocks are removed after it, after a kill by the next process.
		let grave = self.folder.staging().join(random_name()?);
		match fs::rename(&object, &grave) {
			Ok(()) => {}
			Err(e) if e.kind() == io::ErrorKind::NotFound => {
				self.folder.check_there()?;
				return Err(self.order(cid, None).missing(cid));
			}
			Err(e) => return Err(self.folder.fail("remove", &object, e)),
		}
		files::sync_folder(parent)?;
		fs::remove_dir_all(&grave).or_else(|e| match e.kind() {
			io::ErrorKind::NotFound => Ok(()),
			_ => Err(self.folder.fail("remove", &grave, e)),
		})?;
		Ok(files::sync_folder(&self.folder.staging())?)
	}

	fn read_block(&self, order: &Order, block: &Cid) -> Result<Vec<u8>, StoreError> {
		let path = self.folder.object(&order.root).join(block.to_string());
		match files::read_small(&path, MAX_BLOCK) {
			Ok(bytes) => Ok(bytes),
			Err(FileError::Missing(_)) => {
				self.folder.check_there()?;
				Err(order.missing(block))
			}
			Err(FileError::TooLarge { .. }) => Err(StoreError::Altered {
				store: self.name(),
				cid: order.root,
				block: *block,
			}),
			Err(error) => Err(error.into()),
		}
	}

	/// Whether every block of an object is there and of the length that the block above it names. Leaves are not read.
	fn look_blocking(&self, order: &Order) -> Result<(), StoreError> {
		let mut walk = Walk::new(order.clone());
		while let Some(branch) = walk.next() {
			if !branch.is_leaf() {
				let block = self.read_block(order, &branch.cid)?;
				walk.expand(&branch, &block)?;
				continue;
			}
			let path = self.folder.object(&order.root).join(branch.cid.to_string());
			match fs::metadata(&path) {
				Ok(found) => order.check_length(&branch, found.len())?,
				Err(error) if error.kind() == io::ErrorKind::NotFound => {
					self.folder.check_there()?;
					return Err(order.missing(&branch.cid));
				}
				Err(error) => return Err(self.folder.fail("look at", &path, error)),
			}
		}
		Ok(())
	}

	/// Sends the wanted bytes; `started` hears about the root, the channel about everything else.
	fn get_blocking(&self, order: Order, started: oneshot::Sender<Result<ByteChannel, StoreError>>) {
		let (to, channel) = mpsc::channel(CHANNEL);
		if let Err(error) = self.check_taken(&order.root) {
			let _: Result<(), _> = started.send(Err(error));
			return;
		}
		let mut walk = Walk::new(order.clone());
		let mut step = || -> Option<Result<Vec<u8>, StoreError>> {
			loop {
				let branch = walk.next()?;
				let block = match self.read_block(&order, &branch.cid) {
					Ok(block) => block,
					Err(error) => return Some(Err(error)),
				};
				if branch.is_leaf() {
					return Some(order.take(&branch, block));
				}
				if let Err(error) = walk.expand(&branch, &block) {
					return Some(Err(error));
				}
			}
		};
		let mut item = match step() {
			Some(Err(error)) => {
				let _: Result<(), _> = started.send(Err(error));
				return;
			}
			other => other,
		};
		if started.send(Ok(channel)).is_err() {
			return;
		}
		while let Some(now) = item {
			let failed = now.is_err();
			let empty = now.as_ref().is_ok_and(Vec::is_empty);
			if (!empty && to.blocking_send(now).is_err()) || failed {
				return;
			}
			item = step();
		}
	}
}

async fn look(store: EmbeddedStore, order: Order) -> Result<(), StoreError> {
	let looked = tokio::task::spawn_blocking(move || store.look_blocking(&order));
	looked.await.unwrap_or(Err(StoreError::Cancelled))
}

/// Sets the flag when dropped, so that a thread hears that nobody waits for it any more, and notes the thread.
struct CancelOnDrop {
	flag: Arc<AtomicBool>,
	thread: Weak<()>,
	dropped: Arc<Mutex<Vec<Weak<()>>>>,
}

impl Drop for CancelOnDrop {
	fn drop(&mut self) {
		self.flag.store(true, Ordering::Relaxed);
		let mut dropped = self.dropped.lock().unwrap_or_else(PoisonError::into_inner);
		dropped.retain(|thread| thread.strong_count() > 0);
		dropped.push(self.thread.clone());
	}
}

impl Store for EmbeddedStore {
	fn put(&self, mut content: Box<dyn Read + Send>) -> BoxFuture<'_, Result<Cid, StoreError>> {
		let store = self.clone();
		async move {
			let token = Arc::new(());
			let cancel = CancelOnDrop {
				flag: Arc::default(),
				thread: Arc::downgrade(&token),
				dropped: Arc::clone(&store.dropped),
			};
			let cancelled = Arc::clone(&cancel.flag);
			let (tell, told) = oneshot::channel();
			tokio::task::spawn_blocking(move || {
				let _token = token;
				let result = store.put_blocking(&mut *content, &cancelled);
				let new = result
					.as_ref()
					.ok()
					.filter(|(_, fresh)| *fresh)
					.map(|(cid, _)| *cid);
				if let (Err(_), Some(cid)) = (tell.send(result.map(|(cid, _)| cid)), new) {
					// The caller is gone and will never learn this CID, so the object is removed.
					let _: Result<(), StoreError> = store.remove_blocking(&cid);
				}
			});
			told.await.unwrap_or(Err(StoreError::Cancelled))
		}
		.boxed()
	}

	fn resume(&self, content: Box<dyn Read + Send>) -> BoxFuture<'_, Result<Resumed, StoreError>> {
		put_whole(self, content)
	}

	fn get(&self, cid: &Cid, range: Option<Range<u64>>) -> BoxFuture<'_, Result<ByteChannel, StoreError>> {
		let (store, order) = (self.clone(), self.order(cid, range));
		async move {
			let (tell, told) = oneshot::channel();
			tokio::task::spawn_blocking(move || store.get_blocking(order, tell));
			told.await.unwrap_or(Err(StoreError::Cancelled))
		}
		.boxed()
	}

	fn remove(&self, cid: &Cid) -> BoxFuture<'_, Result<(), StoreError>> {
		let (store, cid) = (self.clone(), *cid);
		async move {
			let removal = tokio::task::spawn_blocking(move || store.remove_blocking(&cid));
			removal.await.unwrap_or(Err(StoreError::Cancelled))
		}
		.boxed()
	}

	fn label(&self, label: Label) -> BoxFuture<'_, Result<(), StoreError>> {
		let store = self.clone();
		apart(move || store.label_blocking(&label))
	}

	fn unlabel(&self, label: Label) -> BoxFuture<'_, Result<(), StoreError>> {
		let store = self.clone();
		apart(move || store.unlabel_blocking(&label))
	}

	fn labels(&self, cid: &Cid) -> BoxFuture<'_, Result<Vec<Label>, StoreError>> {
		let (store, cid) = (self.clone(), *cid);
		apart(move || store.labels_blocking(&cid))
	}

	fn bar(&self, cid: &Cid) -> BoxFuture<'_, Result<(), StoreError>> {
		let (store, cid) = (self.clone(), *cid);
		apart(move || store.deny_blocking(&[cid]))
	}

	fn settle(&self) -> BoxFuture<'_, Result<(), StoreError>> {
		async move {
			let busy = || {
				let dropped = self.dropped.lock().unwrap_or_else(PoisonError::into_inner);
				dropped.iter().any(|thread| thread.strong_count() > 0)
			};
			while busy() {
				tokio::time::sleep(Duration::from_millis(10)).await;
			}
			Ok(())
		}
		.boxed()
	}

	fn contains(&self, cid: &Cid) -> BoxFuture<'_, Result<bool, StoreError>> {
		let root = self.folder.object(cid).join(cid.to_string());
		async move {
			match tokio::fs::metadata(&root).await {
				Ok(_) => Ok(true),
				Err(e) if e.kind() == io::ErrorKind::NotFound => self.folder.check_there().map(|()| false),
				Err(e) => Err(self.folder.fail("read", &root, e)),
			}
		}
		.boxed()
	}

	fn holders(&self, cid: &Cid) -> BoxFuture<'_, Result<Vec<Holder>, StoreError>> {
		let (store, order) = (self.clone(), self.order(cid, None));
		one_holder(self, "folder", look(store, order))
	}

	fn replicate(&self, cid: &Cid) -> BoxFuture<'_, Result<Vec<String>, StoreError>> {
		one_replica(look(self.clone(), self.order(cid, None)))
	}

	fn name(&self) -> String {
		self.folder.name()
	}

	fn verifies(&self) -> bool {
		true
	}

	fn is_near(&self) -> bool {
		true
	}
}
