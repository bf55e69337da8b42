//! A store that misbehaves on purpose: for tests of what comes after a store.

use std::{
	io::{self, Read},
	ops::Range,
	sync::{
		Mutex, PoisonError,
		atomic::{AtomicU64, Ordering},
	},
};

use futures::{FutureExt, future::BoxFuture};
use medquorum_envelope::Cid;
use tokio::sync::mpsc;

use super::{
	ByteChannel, CHANNEL, Holder, Label, Resumed, Store, StoreError, is_there, one_holder, one_replica,
};

/// What a [`FaultyStore`] does wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
	/// Nothing.
	None,
	/// Objects are not there.
	Missing,
	/// Nobody answers.
	Unreachable,
	/// The stream ends, without a word, after so many bytes.
	TruncatedAt(u64),
	/// One bit of the byte at this offset is wrong.
	AlteredAt(u64),
	/// The block that holds this offset is gone.
	BlockMissingAt(u64),
	/// Bytes follow after the end.
	Trailing,
	/// The disk is full after so many bytes were put.
	FullAfter(u64),
	/// Nothing ever arrives.
	Silent,
}

/// Another store with a fault, which can be changed at any time. It does not verify, so what it alters arrives.
pub struct FaultyStore<S> {
	inner: S,
	fault: Mutex<Fault>,
	gets: AtomicU64,
}

impl<S: Store> FaultyStore<S> {
	/// A store without fault, for now.
	pub fn new(inner: S) -> Self {
		Self {
			inner,
			fault: Mutex::new(Fault::None),
			gets: AtomicU64::new(0),
		}
	}

	/// Sets the fault of everything that follows.
	pub fn set(&self, fault: Fault) {
		*self.fault.lock().unwrap_or_else(PoisonError::into_inner) = fault;
	}

	/// How often something was asked for: a refusal that comes before any fetch leaves it unchanged.
	pub fn gets(&self) -> u64 {
		self.gets.load(Ordering::Relaxed)
	}

	/// The store underneath.
	pub fn inner(&self) -> &S {
		&self.inner
	}

	fn fault(&self) -> Fault {
		*self.fault.lock().unwrap_or_else(PoisonError::into_inner)
	}

	fn unreachable(&self) -> StoreError {
		StoreError::Unreachable {
			store: self.name(),
			host: "nowhere".into(),
			hint: "it was told not to answer",
			source: None,
		}
	}

	/// The fault that hits every operation alike.
	fn down(&self) -> Result<(), StoreError> {
		if self.fault() == Fault::Unreachable {
			Err(self.unreachable())
		} else {
			Ok(())
		}
	}
}

/// Applies a fault to a stream that begins at `start` of its object.
fn distort(fault: Fault, start: u64, mut from: ByteChannel, gone: StoreError) -> ByteChannel {
	let (to, out) = mpsc::channel(CHANNEL);
	tokio::spawn(async move {
		if fault == Fault::Silent {
			to.closed().await;
			return;
		}
		let mut at = start;
		while let Some(item) = from.recv().await {
			let item = item.map(|mut chunk| {
				let here = at..at.saturating_add(chunk.len() as u64);
				at = here.end;
				let offset =
					|byte: u64| usize::try_from(byte.saturating_sub(here.start)).unwrap_or(usize::MAX);
				match fault {
					Fault::TruncatedAt(end) => chunk.truncate(offset(end)),
					Fault::AlteredAt(byte) if here.contains(&byte) => {
						if let Some(byte) = chunk.get_mut(offset(byte)) {
							*byte ^= 1;
						}
					}
					Fault::BlockMissingAt(byte) if here.contains(&byte) => return None,
					_ => {}
				}
				Some(chunk)
			});
			let (item, last) = match item {
				Ok(None) => {
					let _: Result<(), _> = to.send(Err(gone)).await;
					return;
				}
				Ok(Some(chunk)) if chunk.is_empty() => continue,
				Ok(Some(chunk)) => (Ok(chunk), false),
				Err(error) => (Err(error), true),
			};
			if to.send(item).await.is_err() || last {
				return;
			}
		}
		if fault == Fault::Trailing {
			let _: Result<(), _> = to.send(Ok(vec![0; 17])).await;
		}
	});
	out
}

/// Fails like a full disk after so many bytes.
struct FullAfter {
	content: Box<dyn Read + Send>,
	left: u64,
}

impl Read for FullAfter {
	fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
		if self.left == 0 {
			return Err(io::ErrorKind::StorageFull.into());
		}
		let read = self.content.by_ref().take(self.left).read(buf)?;
		self.left = self.left.saturating_sub(read as u64);
		Ok(read)
	}
}

impl<S: Store> Store for FaultyStore<S> {
	fn put(&self, content: Box<dyn Read + Send>) -> BoxFuture<'_, Result<Cid, StoreError>> {
		async move {
			self.down()?;
			let Fault::FullAfter(left) = self.fault() else {
				return self.inner.put(content).await;
			};
			match self.inner.put(Box::new(FullAfter { content, left })).await {
				Err(StoreError::Source(e)) if e.kind() == io::ErrorKind::StorageFull => {
					Err(StoreError::Full { store: self.name() })
				}
				other => other,
			}
		}
		.boxed()
	}

	fn resume(&self, content: Box<dyn Read + Send>) -> BoxFuture<'_, Result<Resumed, StoreError>> {
		async move {
			self.down()?;
			self.inner.resume(content).await
		}
		.boxed()
	}

	fn get(&self, cid: &Cid, range: Option<Range<u64>>) -> BoxFuture<'_, Result<ByteChannel, StoreError>> {
		let cid = *cid;
		async move {
			self.gets.fetch_add(1, Ordering::Relaxed);
			self.down()?;
			let fault = self.fault();
			if fault == Fault::Missing {
				return Err(StoreError::Missing {
					store: self.name(),
					cid,
				});
			}
			let start = range.as_ref().map_or(0, |range| range.start);
			let from = self.inner.get(&cid, range).await?;
			if fault == Fault::None {
				return Ok(from);
			}
			let gone = StoreError::Incomplete {
				store: self.name(),
				cid,
				block: cid,
			};
			Ok(distort(fault, start, from, gone))
		}
		.boxed()
	}

	fn get_verified(
		&self,
		cid: &Cid,
		range: Option<Range<u64>>,
	) -> BoxFuture<'_, Result<ByteChannel, StoreError>> {
		if self.fault() == Fault::None {
			self.gets.fetch_add(1, Ordering::Relaxed);
			return self.inner.get_verified(cid, range);
		}
		self.get(cid, range)
	}

	fn remove(&self, cid: &Cid) -> BoxFuture<'_, Result<(), StoreError>> {
		let cid = *cid;
		async move {
			self.down()?;
			self.inner.remove(&cid).await
		}
		.boxed()
	}

	fn label(&self, label: Label) -> BoxFuture<'_, Result<(), StoreError>> {
		async move {
			self.down()?;
			self.inner.label(label).await
		}
		.boxed()
	}

	fn unlabel(&self, label: Label) -> BoxFuture<'_, Result<(), StoreError>> {
		async move {
			self.down()?;
			self.inner.unlabel(label).await
		}
		.boxed()
	}

	fn labels(&self, cid: &Cid) -> BoxFuture<'_, Result<Vec<Label>, StoreError>> {
		let cid = *cid;
		async move {
			self.down()?;
			self.inner.labels(&cid).await
		}
		.boxed()
	}

	fn keep_everywhere(&self, cid: &Cid) -> BoxFuture<'_, Result<Vec<String>, StoreError>> {
		let cid = *cid;
		async move {
			self.down()?;
			self.inner.keep_everywhere(&cid).await
		}
		.boxed()
	}

	fn bar(&self, cid: &Cid) -> BoxFuture<'_, Result<(), StoreError>> {
		self.inner.bar(cid)
	}

	fn settle(&self) -> BoxFuture<'_, Result<(), StoreError>> {
		async move {
			self.down()?;
			self.inner.settle().await
		}
		.boxed()
	}

	fn contains(&self, cid: &Cid) -> BoxFuture<'_, Result<bool, StoreError>> {
		let cid = *cid;
		async move {
			self.down()?;
			Ok(self.fault() != Fault::Missing && self.inner.contains(&cid).await?)
		}
		.boxed()
	}

	fn holders(&self, cid: &Cid) -> BoxFuture<'_, Result<Vec<Holder>, StoreError>> {
		if self.fault() == Fault::None {
			return self.inner.holders(cid);
		}
		one_holder(self, "faulty", is_there(self, *cid))
	}

	fn replicate(&self, cid: &Cid) -> BoxFuture<'_, Result<Vec<String>, StoreError>> {
		if self.fault() == Fault::None {
			return self.inner.replicate(cid);
		}
		one_replica(is_there(self, *cid))
	}

	fn replicas(&self) -> usize {
		self.inner.replicas()
	}

	fn name(&self) -> String {
		format!("the faulty copy of {}", self.inner.name())
	}

	fn verifies(&self) -> bool {
		false
	}

	fn can_resume(&self) -> bool {
		self.inner.can_resume()
	}

	fn is_near(&self) -> bool {
		self.inner.is_near()
	}
}
