//! What hosts, copies and parts of objects mean to a store that is one place.

use super::{
	blocks::Counted,
	error::StoreError,
	holders::{Held, Holder},
	port::{Resumed, Store},
};
use futures::{FutureExt, future::BoxFuture};
#[cfg(feature = "testing")]
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

/// [`Store::holders`] of a store that is one place, which has looked at the object.
pub(crate) fn one_holder<'a>(
	store: &'a dyn Store,
	host: &'a str,
	looked: impl Future<Output = Result<(), StoreError>> + Send + 'a,
) -> BoxFuture<'a, Result<Vec<Holder>, StoreError>> {
	async move {
		let state = match looked.await {
			Ok(()) => Held::Pinned,
			Err(StoreError::Missing { .. }) => Held::Missing,
			Err(
				error @ (StoreError::Incomplete { .. }
				| StoreError::Altered { .. }
				| StoreError::Truncated { .. }),
			) => Held::Damaged(error),
			Err(error) => Held::Unreachable(error),
		};
		let (host, at) = (host.to_owned(), store.name());
		Ok(vec![Holder { host, at, state }])
	}
	.boxed()
}

/// A look that sees only whether the object is there.
#[cfg(feature = "testing")]
pub(crate) async fn is_there(store: &dyn Store, cid: Cid) -> Result<(), StoreError> {
	match store.contains(&cid).await? {
		true => Ok(()),
		false => Err(StoreError::Missing {
			store: store.name(),
			cid,
		}),
	}
}

/// [`Store::replicate`] for a store of one place, which has looked at the object: there is nowhere to bring it from.
pub(crate) fn one_replica<'a>(
	looked: impl Future<Output = Result<(), StoreError>> + Send + 'a,
) -> BoxFuture<'a, Result<Vec<String>, StoreError>> {
	async move { looked.await.map(|()| Vec::new()) }.boxed()
}
