//! A store on another machine, which can fall silent.

use super::passing_on::passed_on;
use futures::{FutureExt as _, future::BoxFuture};
use medquorum_client::store::{ByteChannel, LEAF, Resumed, Store, StoreError};
use medquorum_envelope::Cid;
use std::{
	collections::HashSet,
	io::{self, Read},
	ops::Range,
	sync::{
		Arc, Mutex,
		atomic::{AtomicBool, AtomicU64, Ordering},
	},
};

/// What a store far away does with a transfer.
#[derive(Clone, Copy, PartialEq)]
pub enum Fault {
	None,
	/// Takes or gives so many bytes, then says nothing more: as if this process ended there.
	StallsAfter(u64),
	/// Takes so many bytes, then breaks off.
	BreaksAfter(u64),
	/// Takes everything, and gives it this name.
	Renames(Cid),
}

/// A store on another machine that keeps the blocks of a put that was killed, as an IPFS daemon does.
pub struct RemoteStore<'a> {
	pub inner: &'a dyn Store,
	pub blocks: Arc<Mutex<HashSet<[u8; 32]>>>,
	pub fault: Mutex<Fault>,
	pub silent: Arc<AtomicBool>,
	/// Bytes of content given out.
	pub given: Arc<AtomicU64>,
}

impl<'a> RemoteStore<'a> {
	pub fn over(inner: &'a dyn Store) -> Self {
		Self {
			inner,
			blocks: Arc::default(),
			fault: Mutex::new(Fault::None),
			silent: Arc::default(),
			given: Arc::default(),
		}
	}

	pub fn set(&self, fault: Fault) {
		*self.fault.lock().unwrap() = fault;
		self.silent.store(false, Ordering::Relaxed);
	}

	fn fault(&self) -> Fault {
		*self.fault.lock().unwrap()
	}

	fn unreachable(&self) -> StoreError {
		StoreError::Unreachable {
			store: self.name(),
			host: "remote".into(),
			hint: "start it",
			source: None,
		}
	}
}

/// Reads the leaves of content, up to a number of bytes.
fn leaves(content: &mut dyn Read, limit: u64) -> io::Result<(Vec<Vec<u8>>, u64)> {
	let mut found = Vec::new();
	let mut total = 0;
	while total < limit {
		let mut leaf = Vec::new();
		let room = (limit - total).min(LEAF as u64);
		content.take(room).read_to_end(&mut leaf)?;
		if leaf.is_empty() {
			break;
		}
		total += leaf.len() as u64;
		found.push(leaf);
	}
	Ok((found, total))
}

impl Store for RemoteStore<'_> {
	fn put(&self, content: Box<dyn Read + Send>) -> BoxFuture<'_, Result<Cid, StoreError>> {
		async move {
			let limit = match self.fault() {
				Fault::None => return self.inner.put(content).await,
				Fault::Renames(name) => return self.inner.put(content).await.map(|_| name),
				Fault::StallsAfter(limit) | Fault::BreaksAfter(limit) => limit,
			};
			let blocks = Arc::clone(&self.blocks);
			// The reader stays open while it is silent: nobody hears of the end.
			let held = tokio::task::spawn_blocking(move || {
				let mut content = content;
				let (found, _) = leaves(&mut *content, limit)?;
				let whole = found.iter().filter(|leaf| leaf.len() == LEAF);
				blocks
					.lock()
					.unwrap()
					.extend(whole.map(|leaf| Cid::of_raw(leaf).digest()));
				Ok::<_, io::Error>(content)
			});
			let held = held.await.unwrap().map_err(StoreError::Source)?;
			if self.fault() == Fault::BreaksAfter(limit) {
				return Err(self.unreachable());
			}
			self.silent.store(true, Ordering::Relaxed);
			std::future::pending::<()>().await;
			drop(held);
			Err(self.unreachable())
		}
		.boxed()
	}

	fn resume(&self, content: Box<dyn Read + Send>) -> BoxFuture<'_, Result<Resumed, StoreError>> {
		async move {
			if self.fault() != Fault::None {
				return Err(self.unreachable());
			}
			let mut content = content;
			let (found, total) = leaves(&mut *content, u64::MAX).map_err(StoreError::Source)?;
			let there = self.blocks.lock().unwrap().clone();
			let known = found
				.iter()
				.filter(|leaf| there.contains(&Cid::of_raw(leaf).digest()));
			let known: u64 = known.map(|leaf| leaf.len() as u64).sum();
			let content = Box::new(io::Cursor::new(found.concat()));
			let Resumed { cid, .. } = self.inner.resume(content).await?;
			Ok(Resumed {
				cid,
				sent: total - known,
			})
		}
		.boxed()
	}

	fn get(&self, cid: &Cid, range: Option<Range<u64>>) -> BoxFuture<'_, Result<ByteChannel, StoreError>> {
		let cid = *cid;
		async move {
			let mut from = self.inner.get(&cid, range).await?;
			let (to, out) = tokio::sync::mpsc::channel(1);
			let (fault, silent, given) = (self.fault(), Arc::clone(&self.silent), Arc::clone(&self.given));
			tokio::spawn(async move {
				let mut left = match fault {
					Fault::StallsAfter(limit) => limit,
					_ => u64::MAX,
				};
				while let Some(item) = from.recv().await {
					let length = item.as_ref().map_or(0, |chunk| chunk.len() as u64);
					if length > left && length > 4096 {
						silent.store(true, Ordering::Relaxed);
						to.closed().await;
						return;
					}
					left = left.saturating_sub(length);
					given.fetch_add(length, Ordering::Relaxed);
					if to.send(item).await.is_err() {
						return;
					}
				}
			});
			Ok(out)
		}
		.boxed()
	}

	fn remove(&self, cid: &Cid) -> BoxFuture<'_, Result<(), StoreError>> {
		self.inner.remove(cid)
	}

	passed_on!();

	fn name(&self) -> String {
		"the store far away".into()
	}

	fn verifies(&self) -> bool {
		true
	}

	fn can_resume(&self) -> bool {
		true
	}

	fn is_near(&self) -> bool {
		false
	}
}
