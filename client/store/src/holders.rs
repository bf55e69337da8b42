//! Which hosts hold an object.

use std::fmt;

use futures::FutureExt;
use futures::future::BoxFuture;
use medquorum_envelope::Cid;

use super::{Store, StoreError};
use medquorum_core::error::{first_line, in_one_line};

/// A host of a store, and what it has of one object.
#[derive(Debug)]
pub struct Holder {
	/// What people call the host.
	pub host: String,
	/// Where it is.
	pub at: String,
	/// What it has.
	pub state: Held,
}

/// What a host has of an object.
#[derive(Debug)]
pub enum Held {
	/// It keeps the object.
	Pinned,
	/// It was told to keep the object, but the block everything hangs from is gone.
	Lost,
	/// It has the object, or a part of it, until its next garbage collection.
	Unpinned,
	/// It has nothing of the object.
	Missing,
	/// It does not say.
	Unreachable(StoreError),
}

impl Held {
	/// Whether the host keeps the object.
	#[must_use]
	pub fn is_pinned(&self) -> bool {
		matches!(self, Self::Pinned)
	}
}

/// A store that can be told to keep an object which it fetches from its peers.
pub trait Pinning: Store {
	/// Fetches what is missing of the object, and keeps it.
	fn pin(&self, cid: &Cid) -> BoxFuture<'_, Result<(), StoreError>>;

	/// Whether it keeps the object.
	fn pinned(&self, cid: &Cid) -> BoxFuture<'_, Result<bool, StoreError>>;
}

/// Asks a host what it has of an object.
pub(super) async fn held<H: Pinning>(host: &H, cid: &Cid) -> Held {
	let look = async { Ok((host.pinned(cid).await?, host.contains(cid).await?)) };
	match look.await {
		Ok((true, true)) => Held::Pinned,
		Ok((true, false)) => Held::Lost,
		Ok((false, true)) => Held::Unpinned,
		Ok((false, false)) => Held::Missing,
		Err(error) => Held::Unreachable(error),
	}
}

/// A host that did not do what was asked, and why.
#[derive(Debug)]
pub struct HostFailure {
	/// What people call the host.
	pub host: String,
	/// What went wrong.
	pub error: Box<StoreError>,
}

/// Hosts that failed, as they stand in a message.
#[derive(Debug, Default)]
pub struct HostFailures(pub Vec<HostFailure>);

impl fmt::Display for HostFailures {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		for (at, HostFailure { host, error }) in self.0.iter().enumerate() {
			let cause = first_line(error);
			let gap = if at == 0 { "" } else { "; " };
			write!(f, "{gap}host {host}: {cause}")?;
			if let Some(source) = std::error::Error::source(error.as_ref()) {
				let source = in_one_line(&source);
				if !cause.contains(&source) {
					write!(f, " ({source})")?;
				}
			}
		}
		Ok(())
	}
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

/// [`Store::replicate`] of a store that is one place: there is nothing to do, or nothing to be done.
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
