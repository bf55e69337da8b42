//! Several hosts of one store, each a folder, which fetch from one another what they are to keep.

use super::passing_on::passed_on;
use futures::{FutureExt as _, future::BoxFuture};
use medquorum_client::store::{
	ByteChannel, Pinning, Resumed, Store, StoreError, embedded::EmbeddedStore, get_small,
	replicated::ReplicatedStore,
};
use medquorum_envelope::Cid;
use std::{
	io::{Cursor, Read},
	ops::Range,
	path::Path,
	sync::{
		Arc,
		atomic::{AtomicBool, AtomicUsize, Ordering},
	},
};

/// A host that fetches from the first one.
#[derive(Clone)]
pub struct Host {
	pub inner: EmbeddedStore,
	first: EmbeddedStore,
	pub is_down: Arc<AtomicBool>,
	/// How many more questions about pins it answers before it is down.
	pub answers: Arc<AtomicUsize>,
}

impl Host {
	fn up(&self) -> Result<(), StoreError> {
		let count = |left: usize| left.checked_sub(1);
		let spent = self
			.answers
			.fetch_update(Ordering::Relaxed, Ordering::Relaxed, count)
			.is_err();
		match spent || self.is_down.load(Ordering::Relaxed) {
			true => Err(StoreError::Missing {
				store: self.name(),
				cid: Cid::of_raw(b"down"),
			}),
			false => Ok(()),
		}
	}
}

/// As many hosts in this folder, and the store over them that waits for `replicas`.
pub fn hosts(folder: &Path, count: usize, replicas: u16) -> (Vec<Host>, ReplicatedStore<Host>) {
	let folders = (0..count).map(|at| EmbeddedStore::create(&folder.join(format!("host-{at}"))).unwrap());
	let stores: Vec<EmbeddedStore> = folders.collect();
	let hosts: Vec<Host> = stores
		.iter()
		.map(|inner| Host {
			inner: inner.clone(),
			first: stores[0].clone(),
			is_down: Arc::default(),
			answers: Arc::new(AtomicUsize::new(usize::MAX)),
		})
		.collect();
	let named = |at: usize| (format!("host-{at}"), hosts[at].clone());
	let store = ReplicatedStore::new(named(0), (1..count).map(named).collect(), replicas);
	(hosts, store)
}

impl Store for Host {
	fn put(&self, content: Box<dyn Read + Send>) -> BoxFuture<'_, Result<Cid, StoreError>> {
		self.inner.put(content)
	}

	fn resume(&self, content: Box<dyn Read + Send>) -> BoxFuture<'_, Result<Resumed, StoreError>> {
		self.inner.resume(content)
	}

	fn get(&self, cid: &Cid, range: Option<Range<u64>>) -> BoxFuture<'_, Result<ByteChannel, StoreError>> {
		self.inner.get(cid, range)
	}

	fn remove(&self, cid: &Cid) -> BoxFuture<'_, Result<(), StoreError>> {
		self.inner.remove(cid)
	}

	passed_on!();

	fn name(&self) -> String {
		self.inner.name()
	}

	fn verifies(&self) -> bool {
		self.inner.verifies()
	}

	fn is_near(&self) -> bool {
		self.inner.is_near()
	}
}

impl Pinning for Host {
	fn pin(&self, cid: &Cid) -> BoxFuture<'_, Result<(), StoreError>> {
		let cid = *cid;
		async move {
			self.up()?;
			let bytes = get_small(&self.first, &cid, 32 << 20).await?;
			self.inner.put(Box::new(Cursor::new(bytes))).await.map(|_| ())
		}
		.boxed()
	}

	fn pinned(&self, cid: &Cid) -> BoxFuture<'_, Result<bool, StoreError>> {
		let cid = *cid;
		async move {
			self.up()?;
			self.inner.contains(&cid).await
		}
		.boxed()
	}
}
