//! A store that keeps nothing but counts: for measuring, and for inputs larger than the disk.

use std::{
	io::Read,
	ops::Range,
	sync::{
		Arc,
		atomic::{AtomicU64, Ordering},
	},
};

use futures::{FutureExt, future::BoxFuture};
use medquorum_envelope::Cid;

use super::{
	Block, ByteChannel, Holder, Resumed, Store, StoreError, cut, is_there, one_holder, one_replica, put_whole,
};

/// Computes CIDs, counts bytes and blocks, and forgets the content. Everything that is asked back is missing.
#[derive(Clone, Default)]
pub struct DiscardStore {
	counts: Arc<Counts>,
}

#[derive(Default)]
struct Counts {
	bytes: AtomicU64,
	blocks: AtomicU64,
	objects: AtomicU64,
}

impl DiscardStore {
	/// A store that has counted nothing yet.
	#[must_use]
	pub fn new() -> Self {
		Self::default()
	}

	/// Bytes of content seen.
	#[must_use]
	pub fn bytes(&self) -> u64 {
		self.counts.bytes.load(Ordering::Relaxed)
	}

	/// Blocks seen, leaves and nodes.
	#[must_use]
	pub fn blocks(&self) -> u64 {
		self.counts.blocks.load(Ordering::Relaxed)
	}

	/// Objects put to their end.
	#[must_use]
	pub fn objects(&self) -> u64 {
		self.counts.objects.load(Ordering::Relaxed)
	}

	fn missing(&self, cid: &Cid) -> StoreError {
		StoreError::Missing {
			store: self.name(),
			cid: *cid,
		}
	}
}

impl Store for DiscardStore {
	fn put(&self, mut content: Box<dyn Read + Send>) -> BoxFuture<'_, Result<Cid, StoreError>> {
		let counts = Arc::clone(&self.counts);
		async move {
			let work = tokio::task::spawn_blocking(move || {
				let cid = cut(&mut *content, |block| {
					if let Block::Leaf(_, leaf) = &block {
						counts.bytes.fetch_add(leaf.len() as u64, Ordering::Relaxed);
					}
					counts.blocks.fetch_add(1, Ordering::Relaxed);
					Ok(())
				})?;
				counts.objects.fetch_add(1, Ordering::Relaxed);
				Ok(cid)
			});
			work.await.unwrap_or(Err(StoreError::Cancelled))
		}
		.boxed()
	}

	fn resume(&self, content: Box<dyn Read + Send>) -> BoxFuture<'_, Result<Resumed, StoreError>> {
		put_whole(self, content)
	}

	fn get(&self, cid: &Cid, _: Option<Range<u64>>) -> BoxFuture<'_, Result<ByteChannel, StoreError>> {
		let missing = self.missing(cid);
		async move { Err(missing) }.boxed()
	}

	fn remove(&self, cid: &Cid) -> BoxFuture<'_, Result<(), StoreError>> {
		let missing = self.missing(cid);
		async move { Err(missing) }.boxed()
	}

	fn settle(&self) -> BoxFuture<'_, Result<(), StoreError>> {
		async { Ok(()) }.boxed()
	}

	fn contains(&self, _: &Cid) -> BoxFuture<'_, Result<bool, StoreError>> {
		async { Ok(false) }.boxed()
	}

	fn holders(&self, cid: &Cid) -> BoxFuture<'_, Result<Vec<Holder>, StoreError>> {
		one_holder(self, "nowhere", is_there(self, *cid))
	}

	fn replicate(&self, cid: &Cid) -> BoxFuture<'_, Result<Vec<String>, StoreError>> {
		one_replica(is_there(self, *cid))
	}

	fn name(&self) -> String {
		"the store that keeps nothing".to_owned()
	}

	fn verifies(&self) -> bool {
		true
	}

	fn is_near(&self) -> bool {
		true
	}
}
