//! Cutting content into the leaves and nodes of its CID, and putting streams of them together again.

use super::{
	error::StoreError,
	port::{ByteChannel, CHANNEL, LEAF, Store},
};
use medquorum_envelope::{Cid, DagBuilder};
use std::{
	io::{self, Read},
	sync::{
		Arc,
		atomic::{AtomicU64, Ordering},
	},
};
use tokio::sync::mpsc;

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
