//! What hosts, copies and parts of objects mean to a store that is one place.

use super::{
	blocks::Counted,
	error::StoreError,
	holders::{Held, Holder},
	port::{Resumed, Store},
};
use futures::{FutureExt, future::BoxFuture};
use medquorum_envelope::Cid;
use std::{
	io::Read,
	sync::{
		Arc,
		atomic::{AtomicU64, Ordering},
	},
};

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

/// [`Store::holders`] of a store that is one place.
pub(crate) fn one_holder<'a>(
	store: &'a dyn Store,
	host: &'a str,
	cid: &Cid,
) -> BoxFuture<'a, Result<Vec<Holder>, StoreError>> {
	let cid = *cid;
	async move {
		let state = match store.contains(&cid).await {
			Ok(true) => Held::Pinned,
			Ok(false) => Held::Missing,
			Err(error) => Held::Unreachable(error),
		};
		let (host, at) = (host.to_owned(), store.name());
		Ok(vec![Holder { host, at, state }])
	}
	.boxed()
}

/// [`Store::replicate`] for a store of one place: succeeds if the object is there.
pub(crate) fn one_replica<'a>(
	store: &'a dyn Store,
	cid: &Cid,
) -> BoxFuture<'a, Result<Vec<String>, StoreError>> {
	let cid = *cid;
	async move {
		match store.contains(&cid).await? {
			true => Ok(Vec::new()),
			false => Err(StoreError::Missing {
				store: store.name(),
				cid,
			}),
		}
	}
	.boxed()
}
