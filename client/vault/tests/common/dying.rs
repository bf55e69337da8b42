//! A process that is killed: from some step on, neither store nor node answers it any more, and what it did before stays done.

use super::passing_on::passed_on;
use futures::{FutureExt as _, future::BoxFuture};
use medquorum_client::store::{ByteChannel, CidAtEnd, Resumed, Store, StoreError};
use medquorum_envelope::Cid;
use std::{
	future::pending,
	io::Read,
	ops::Range,
	sync::atomic::{AtomicUsize, Ordering},
};
use tokio::sync::Notify;

/// Counts steps, and dies at one of them.
pub struct Life {
	steps: AtomicUsize,
	last: usize,
	died: Notify,
}

impl Life {
	/// Lives for so many steps.
	pub fn of(last: usize) -> Self {
		Self {
			steps: AtomicUsize::new(0),
			last,
			died: Notify::new(),
		}
	}

	/// Continues, or never returns.
	pub async fn step(&self) {
		if self.steps.fetch_add(1, Ordering::Relaxed) >= self.last {
			self.died.notify_one();
			pending::<()>().await;
		}
	}

	/// Does the work until it ends or the process dies.
	pub async fn live<T>(&self, work: impl Future<Output = T>) -> Option<T> {
		tokio::select! {
			biased;
			() = self.died.notified() => None,
			done = work => Some(done),
		}
	}
}

/// A store whose user may die before or after each change.
pub struct DyingStore<'a> {
	pub inner: &'a dyn Store,
	pub life: &'a Life,
}

impl Store for DyingStore<'_> {
	fn put(&self, content: Box<dyn Read + Send>) -> BoxFuture<'_, Result<Cid, StoreError>> {
		async move {
			self.life.step().await;
			let done = self.inner.put(content).await;
			self.life.step().await;
			done
		}
		.boxed()
	}

	fn put_known(
		&self,
		content: Box<dyn Read + Send>,
		cid: CidAtEnd,
	) -> BoxFuture<'_, Result<Cid, StoreError>> {
		drop(cid);
		self.put(content)
	}

	fn resume(&self, content: Box<dyn Read + Send>) -> BoxFuture<'_, Result<Resumed, StoreError>> {
		self.inner.resume(content)
	}

	fn get(&self, cid: &Cid, range: Option<Range<u64>>) -> BoxFuture<'_, Result<ByteChannel, StoreError>> {
		let cid = *cid;
		async move {
			self.life.step().await;
			self.inner.get(&cid, range).await
		}
		.boxed()
	}

	fn remove(&self, cid: &Cid) -> BoxFuture<'_, Result<(), StoreError>> {
		let cid = *cid;
		async move {
			self.life.step().await;
			self.inner.remove(&cid).await
		}
		.boxed()
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
