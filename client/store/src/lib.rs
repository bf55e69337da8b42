//! Stores: where ciphertext and headers lie, outside the chain.
//!
//! A [`Store`] keeps whole objects under their CID and gives them back as a bounded stream of verified chunks. Two real ones:
//! [`embedded::EmbeddedStore`], a folder, and [`kubo::KuboStore`], an IPFS daemon. Both yield the same CID for the same bytes.
//! The feature `testing` adds `discard::DiscardStore`, which keeps nothing, and `faulty::FaultyStore`, which misbehaves.

#![forbid(unsafe_code)]

use std::io::{self, Read};
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use futures::FutureExt;
use futures::future::BoxFuture;
use medquorum_envelope::{Cid, DagBuilder};
use tokio::sync::mpsc;

#[cfg(feature = "testing")]
pub mod discard;
pub mod embedded;
mod error;
#[cfg(feature = "testing")]
pub mod faulty;
mod holders;
pub mod hosts;
pub mod kubo;
pub mod replicated;
mod walk;

pub use error::{Outcome, StoreError};
pub use holders::{Held, Holder, HostFailure, HostFailures, Pinning};
pub(crate) use holders::{one_holder, one_replica};

/// Bytes per leaf: one segment of the ciphertext.
pub const LEAF: usize = 1 << 20;
/// Leaves that may wait in a [`ByteChannel`].
const CHANNEL: usize = 2;

/// The content of an object, in order, in chunks of one leaf where the store can.
///
/// The object is complete only when the channel ends after an `Ok`: an error is the last item, and everything before it must
/// then be thrown away. Dropping the receiver stops the store.
pub type ByteChannel = mpsc::Receiver<Result<Vec<u8>, StoreError>>;

/// Tells the CID of content once it has been read to its end; nothing when it could not be.
pub type CidAtEnd = Box<dyn FnOnce() -> Option<Cid> + Send>;

/// Where envelopes are kept.
pub trait Store: Send + Sync {
	/// Stores the whole of `content` and gives its CID once it is safely kept. The content is read on a thread of its own.
	///
	/// If it fails, nothing is left behind. If the future is dropped, [`Store::settle`] removes what is.
	fn put(&self, content: Box<dyn Read + Send>) -> BoxFuture<'_, Result<Cid, StoreError>>;

	/// [`Store::put`] for content whose CID its maker derives while it is read, and compares with the one that comes back: a store
	/// that would derive it for nothing but that comparison is spared to.
	fn put_known(
		&self,
		content: Box<dyn Read + Send>,
		cid: CidAtEnd,
	) -> BoxFuture<'_, Result<Cid, StoreError>> {
		drop(cid);
		self.put(content)
	}

	/// [`Store::put`] for content of which an earlier put, whose process was killed, may have left parts: what the store has
	/// already is not sent again. If it fails, what is there stays, for the next try.
	fn resume(&self, content: Box<dyn Read + Send>) -> BoxFuture<'_, Result<Resumed, StoreError>>;

	/// Streams an object, or the bytes `range` of it. What arrives has been compared with the CID if [`Store::verifies`].
	fn get(&self, cid: &Cid, range: Option<Range<u64>>) -> BoxFuture<'_, Result<ByteChannel, StoreError>>;

	/// [`Store::get`] with every block compared with its CID, also by a store that does not do so otherwise: a damaged block is
	/// named. Stores that always [verify](Store::verifies) have no need of their own.
	fn get_verified(
		&self,
		cid: &Cid,
		range: Option<Range<u64>>,
	) -> BoxFuture<'_, Result<ByteChannel, StoreError>> {
		self.get(cid, range)
	}

	/// Removes an object for good, blocks and all. Puts are not counted: it is gone for everybody who put the same bytes,
	/// which for ciphertext does not happen, because no two sealings are alike.
	fn remove(&self, cid: &Cid) -> BoxFuture<'_, Result<(), StoreError>>;

	/// Removes what a dropped [`Store::put`] left, and returns when it is gone.
	fn settle(&self) -> BoxFuture<'_, Result<(), StoreError>>;

	/// Whether the store holds the object, without looking at every block.
	fn contains(&self, cid: &Cid) -> BoxFuture<'_, Result<bool, StoreError>>;

	/// What each host of the store has of an object, the own first. A host that cannot be asked is among them, with the reason.
	fn holders(&self, cid: &Cid) -> BoxFuture<'_, Result<Vec<Holder>, StoreError>>;

	/// Sees to it that an object is kept by the own host and by as many as the settings ask for. Gives the hosts that did not
	/// keep it before. What could be done stays done if it fails.
	fn replicate(&self, cid: &Cid) -> BoxFuture<'_, Result<Vec<String>, StoreError>>;

	/// By how many hosts an object is kept before a put has succeeded.
	fn replicas(&self) -> usize {
		1
	}

	/// What to call the store in messages to people.
	fn name(&self) -> String;

	/// Whether everything that [`Store::get`] gives has been compared with the CID already.
	fn verifies(&self) -> bool;

	/// Whether a put that is killed leaves parts here that [`Store::resume`] need not be sent again.
	fn can_resume(&self) -> bool {
		false
	}

	/// Whether the store is on this machine, and keeps what it has fetched from elsewhere: reading again costs no more than
	/// reading a file, so there is no point in keeping a second copy of a download that did not end.
	fn is_near(&self) -> bool;
}

/// What a [`Store::resume`] did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Resumed {
	/// The object, now safely kept.
	pub cid: Cid,
	/// Bytes of content that had to be sent; the rest was there.
	pub sent: u64,
}

/// [`Store::resume`] of a store that has no parts of objects: it takes the whole again.
pub(crate) fn put_whole(
	store: &dyn Store,
	content: Box<dyn Read + Send>,
) -> BoxFuture<'_, Result<Resumed, StoreError>> {
	let sent = Arc::new(AtomicU64::new(0));
	let content = Box::new(Counted::new(content, Arc::clone(&sent)));
	async move {
		let cid = store.put(content).await?;
		let sent = sent.load(Ordering::Relaxed);
		Ok(Resumed { cid, sent })
	}
	.boxed()
}

/// Counts what is read.
pub struct Counted<R> {
	content: R,
	count: Arc<AtomicU64>,
}

impl<R> Counted<R> {
	/// Counts into `count`.
	pub fn new(content: R, count: Arc<AtomicU64>) -> Self {
		Self { content, count }
	}
}

impl<R: Read> Read for Counted<R> {
	fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
		let read = self.content.read(buf)?;
		self.count.fetch_add(read as u64, Ordering::Relaxed);
		Ok(read)
	}
}

/// Reads up to one leaf; shorter only at the end of the content.
pub(crate) fn read_leaf(content: &mut dyn Read) -> Result<Vec<u8>, StoreError> {
	let mut leaf = Vec::with_capacity(LEAF);
	match content.take(LEAF as u64).read_to_end(&mut leaf) {
		Ok(_) => Ok(leaf),
		Err(error) => Err(StoreError::Source(error)),
	}
}

/// What [`cut`] hands out, in order.
pub(crate) enum Block<'a> {
	Leaf(&'a Cid, Vec<u8>),
	Node(&'a Cid, &'a [u8]),
}

/// Cuts content into leaves and builds the tree over them. Every block goes to `emit`; its first error ends the work.
pub(crate) fn cut(
	content: &mut dyn Read,
	mut emit: impl FnMut(Block<'_>) -> Result<(), StoreError>,
) -> Result<Cid, StoreError> {
	let mut tree = DagBuilder::new();
	let mut first = true;
	let mut failed = Ok(());
	loop {
		let leaf = read_leaf(content)?;
		let last = leaf.len() < LEAF;
		// An empty file is one empty leaf; after other leaves an empty read is only the end.
		if !leaf.is_empty() || first {
			let cid = Cid::of_raw(&leaf);
			let length = leaf.len() as u64;
			emit(Block::Leaf(&cid, leaf))?;
			tree.push_leaf(cid.digest(), length, &mut |cid: &Cid, node: &[u8]| {
				if failed.is_ok() {
					failed = emit(Block::Node(cid, node));
				}
			});
		}
		if last {
			break;
		}
		first = false;
		std::mem::replace(&mut failed, Ok(()))?;
	}
	let (root, _) = tree.finish(&mut |cid: &Cid, node: &[u8]| {
		if failed.is_ok() {
			failed = emit(Block::Node(cid, node));
		}
	});
	failed?;
	Ok(root)
}

/// Passes a whole object through and compares it with its CID; for stores that do not do so themselves.
///
/// A difference is reported in place of the end, so the caller sees an error as the last item as always.
#[must_use]
pub fn verified(store: String, cid: Cid, mut from: ByteChannel) -> ByteChannel {
	let (to, out) = mpsc::channel(CHANNEL);
	tokio::spawn(async move {
		let mut tree = DagBuilder::new();
		let mut held: Vec<u8> = Vec::new();
		let mut leaf =
			|leaf: &[u8]| tree.push_leaf(Cid::of_raw(leaf).digest(), leaf.len() as u64, &mut |_, _| ());
		while let Some(item) = from.recv().await {
			let Ok(chunk) = item else {
				let _: Result<(), _> = to.send(item).await;
				return;
			};
			let mut rest = chunk.as_slice();
			while !rest.is_empty() {
				let (now, later) = rest.split_at(rest.len().min(LEAF.saturating_sub(held.len())));
				if held.is_empty() && now.len() == LEAF {
					leaf(now);
				} else {
					held.extend_from_slice(now);
				}
				if held.len() == LEAF {
					leaf(&held);
					held.clear();
				}
				rest = later;
			}
			if to.send(Ok(chunk)).await.is_err() {
				return;
			}
		}
		if !held.is_empty() {
			leaf(&held);
		}
		let (found, _) = tree.finish(&mut |_, _| ());
		if found != cid {
			let _: Result<(), _> = to
				.send(Err(StoreError::Altered {
					store,
					cid,
					block: found,
				}))
				.await;
		}
	});
	out
}

/// Collects a small object, such as a header.
///
/// # Errors
/// Those of the store; [`StoreError::Altered`] when the object is larger than `limit`, which no object of that kind is.
pub async fn get_small(store: &dyn Store, cid: &Cid, limit: usize) -> Result<Vec<u8>, StoreError> {
	let mut chunks = store.get(cid, None).await?;
	if !store.verifies() {
		chunks = verified(store.name(), *cid, chunks);
	}
	let mut whole = Vec::new();
	while let Some(chunk) = chunks.recv().await {
		whole.extend_from_slice(&chunk?);
		if whole.len() > limit {
			return Err(StoreError::Altered {
				store: store.name(),
				cid: *cid,
				block: *cid,
			});
		}
	}
	Ok(whole)
}
