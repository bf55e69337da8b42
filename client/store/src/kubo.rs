//! The Kubo store: an IPFS daemon of the hospital's private network, over its HTTP interface. Only this file and those in its
//! folder name `ipfs_api`.
//!
//! * Writing: one `add` with our CID profile. The daemon's CID must be the one derived here. If not, the pin under that name stays:
//!   it may be the name of something else too. What an `add` that was killed has left is completed block by block ([`Store::resume`]).
//! * Reading: block by block, each compared with its CID before a byte of it is passed on. A daemon on this machine streams
//!   (`cat`) instead, and is read block by block only where the stream ends early, because this HTTP client drops the trailers
//!   in which the daemon says why. Its bytes are not compared with the CID: whoever needs that asks for
//!   [`Store::get_verified`].
//! * Removing: unpin, then collect garbage, then look whether the object is really gone. A daemon over another repository than
//!   before, as where a disk is not mounted, is told by its id, and nothing is put there, removed there or missing there.
//!
//! The daemon keeps the blocks of an interrupted `add` unpinned until its next collection, which the client asks for
//! at once, or, where its future was dropped, when it settles.
//! The daemon waits forever for a block that no peer has. Every request therefore has two timeouts, the daemon's and ours;
//! long transfers have a stall timeout instead.

use std::{
	io::Read,
	ops::Range,
	sync::{
		Arc, Mutex,
		atomic::{AtomicBool, Ordering},
	},
	time::{Duration, Instant},
};

use futures::{FutureExt, future::BoxFuture};
use ipfs_api_backend_hyper::{IpfsClient, TryFromUri, request};
use medquorum_envelope::Cid;

use super::{
	Block, ByteChannel, CHANNEL, CidAtEnd, Holder, LEAF, Label, Resumed, Store, StoreError, cut, held,
	hosts::OWN_HOST,
	walk::{Branch, Order, Walk},
};

mod access;
mod api;
mod daemons;
mod hosting;
mod identity;
mod pins;
mod read;
mod write;

use access::Address;
pub use access::{Access, Authorization};
pub use daemons::Daemons;
use daemons::{NOW, RECENT};
pub use hosting::KuboHost;

/// How long to wait for a daemon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patience {
	/// For an answer to a small request, and for a block that the daemon has itself.
	pub answer: Duration,
	/// For a block that the daemon has to ask its peers for.
	pub peers: Duration,
	/// For any progress of an upload.
	pub progress: Duration,
	/// For a garbage collection.
	pub collection: Duration,
}

impl Default for Patience {
	fn default() -> Self {
		let seconds = Duration::from_secs;
		Self {
			answer: seconds(10),
			peers: seconds(15),
			progress: seconds(60),
			collection: seconds(600),
		}
	}
}

/// A store in an IPFS daemon.
#[derive(Clone)]
pub struct KuboStore {
	url: String,
	patience: Patience,
	/// One for all clones, because it holds a copy of the password.
	api: Arc<IpfsClient>,
	/// Whether it is the daemon of this machine, without TLS in between.
	near: bool,
	/// Whether an upload was given up in the middle, and its blocks lie in the daemon unpinned.
	unsettled: Arc<AtomicBool>,
	/// Which daemon it was before, where that is noted.
	daemons: Option<Daemons>,
	/// When it was last seen to be that one.
	seen: Arc<Mutex<Option<Instant>>>,
}

impl KuboStore {
	/// The daemon whose HTTP interface is at `url`, such as `http://127.0.0.1:5001`. Connects only when used.
	///
	/// # Errors
	/// When the address is not valid.
	pub fn new(url: &str) -> Result<Self, StoreError> {
		Self::with_patience(url, Patience::default())
	}

	/// Connects to a daemon without a password, with these timeouts.
	///
	/// # Errors
	/// When the address is not valid.
	pub fn with_patience(url: &str, patience: Patience) -> Result<Self, StoreError> {
		Self::connect(Access::open(url), patience)
	}

	/// A daemon that may ask for a password. Over `https://`, its certificate is checked against those that the system trusts,
	/// or those in the file that `SSL_CERT_FILE` names. Connects only when used.
	///
	/// # Errors
	/// When the address is not valid, or a password would leave this machine in clear.
	pub fn connect(access: Access, patience: Patience) -> Result<Self, StoreError> {
		let address = Address::parse(&access.url)?;
		if access.password.is_some() && !address.tls && !address.loopback {
			return Err(StoreError::PasswordInClear(address.url));
		}
		let mut api = IpfsClient::from_str(&address.url).map_err(|_| StoreError::BadAddress(access.url))?;
		if let Some(password) = &access.password {
			api = api.with_credentials(password.user(), password.password());
		}
		Ok(Self {
			near: address.loopback && !address.tls,
			url: address.url,
			patience,
			api: Arc::new(api),
			unsettled: Arc::default(),
			daemons: None,
			seen: Arc::default(),
		})
	}

	/// The address of the daemon, as messages name it.
	#[must_use]
	pub fn host(&self) -> &str {
		&self.url
	}

	/// Asks the daemon for its version, to see whether it is there and takes the password.
	///
	/// # Errors
	/// When it does not answer.
	pub async fn version(&self) -> Result<String, StoreError> {
		#[derive(serde::Deserialize)]
		#[serde(rename_all = "PascalCase")]
		struct Version {
			version: String,
		}
		let answer: Version = self
			.ask("say its version", self.patience.answer, request::Version)
			.await?;
		Ok(answer.version)
	}

	fn name_of(&self) -> String {
		format!("the IPFS daemon at {}", self.url)
	}

	fn order(&self, cid: &Cid, range: Option<Range<u64>>) -> Order {
		Order {
			store: self.name_of(),
			root: *cid,
			range,
		}
	}
}

impl Store for KuboStore {
	fn put(&self, content: Box<dyn Read + Send>) -> BoxFuture<'_, Result<Cid, StoreError>> {
		async move {
			self.check_same(RECENT).await?;
			self.put_new(content, None).await
		}
		.boxed()
	}

	fn put_known(
		&self,
		content: Box<dyn Read + Send>,
		cid: CidAtEnd,
	) -> BoxFuture<'_, Result<Cid, StoreError>> {
		async move {
			self.check_same(RECENT).await?;
			self.put_new(content, Some(cid)).await
		}
		.boxed()
	}

	fn resume(&self, content: Box<dyn Read + Send>) -> BoxFuture<'_, Result<Resumed, StoreError>> {
		async move {
			self.check_same(RECENT).await?;
			self.put_missing(content).await
		}
		.boxed()
	}

	fn get(&self, cid: &Cid, range: Option<Range<u64>>) -> BoxFuture<'_, Result<ByteChannel, StoreError>> {
		let order = self.order(cid, range);
		async move { self.missing_here(self.start_get(order, self.near).await).await }.boxed()
	}

	fn get_verified(
		&self,
		cid: &Cid,
		range: Option<Range<u64>>,
	) -> BoxFuture<'_, Result<ByteChannel, StoreError>> {
		let order = self.order(cid, range);
		async move { self.missing_here(self.start_get(order, false).await).await }.boxed()
	}

	fn remove(&self, cid: &Cid) -> BoxFuture<'_, Result<(), StoreError>> {
		let cid = *cid;
		async move {
			self.check_same(NOW).await?;
			let pinned = self.unpin(&cid.to_string()).await?;
			if !pinned && !self.holds(&cid).await? {
				return Err(self.order(&cid, None).missing(&cid));
			}
			self.collect().await?;
			if self.holds(&cid).await? {
				return Err(StoreError::StillThere {
					store: self.name(),
					cid,
				});
			}
			Ok(())
		}
		.boxed()
	}

	fn label(&self, label: Label) -> BoxFuture<'_, Result<(), StoreError>> {
		async move { self.set_label(&label).await }.boxed()
	}

	fn unlabel(&self, label: Label) -> BoxFuture<'_, Result<(), StoreError>> {
		async move {
			self.check_same(NOW).await?;
			self.take_label(&label).await
		}
		.boxed()
	}

	fn labels(&self, cid: &Cid) -> BoxFuture<'_, Result<Vec<Label>, StoreError>> {
		let cid = *cid;
		async move {
			self.check_same(RECENT).await?;
			self.labels_of(&cid).await
		}
		.boxed()
	}

	fn settle(&self) -> BoxFuture<'_, Result<(), StoreError>> {
		async move {
			if self.unsettled.swap(false, Ordering::Relaxed) {
				self.collect().await?;
			}
			Ok(())
		}
		.boxed()
	}

	fn contains(&self, cid: &Cid) -> BoxFuture<'_, Result<bool, StoreError>> {
		let cid = *cid;
		async move {
			self.check_same(RECENT).await?;
			self.holds(&cid).await
		}
		.boxed()
	}

	fn holders(&self, cid: &Cid) -> BoxFuture<'_, Result<Vec<Holder>, StoreError>> {
		let cid = *cid;
		async move {
			let state = held(self, &cid).await;
			let (host, at) = (OWN_HOST.to_owned(), self.name());
			Ok(vec![Holder { host, at, state }])
		}
		.boxed()
	}

	fn replicate(&self, cid: &Cid) -> BoxFuture<'_, Result<Vec<String>, StoreError>> {
		let cid = *cid;
		async move {
			self.check_same(RECENT).await?;
			if self.pinned(&cid).await? {
				return Ok(Vec::new());
			}
			self.pin(&cid).await?;
			Ok(vec![OWN_HOST.to_owned()])
		}
		.boxed()
	}

	fn name(&self) -> String {
		self.name_of()
	}

	fn verifies(&self) -> bool {
		!self.near
	}

	fn can_resume(&self) -> bool {
		true
	}

	fn is_near(&self) -> bool {
		self.near
	}
}
