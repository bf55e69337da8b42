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

use medquorum_files::FileError;

#[cfg(feature = "testing")]
pub mod discard;
pub mod embedded;
#[cfg(feature = "testing")]
pub mod faulty;
mod holders;
pub mod hosts;
pub mod kubo;
pub mod replicated;
mod walk;

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

/// What can go wrong with a store.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
	/// The object is not there.
	#[error(
		"{store} does not hold {cid}\nit was erased, or lies in another store than the one that `medquorum status` names"
	)]
	Missing {
		/// Which store.
		store: String,
		/// The object.
		cid: Cid,
	},
	/// A block of the object is not there.
	#[error(
		"{store} has lost part of {cid} (block {block})\nrestore the store from its backup, or have the record uploaded again"
	)]
	Incomplete {
		/// Which store.
		store: String,
		/// The object.
		cid: Cid,
		/// What is gone.
		block: Cid,
	},
	/// The bytes are not those the CID names.
	#[error(
		"{store} gave altered bytes for {cid} (block {block})\nrestore the store from its backup, or have the record uploaded again"
	)]
	Altered {
		/// Which store.
		store: String,
		/// The object.
		cid: Cid,
		/// Where the difference shows.
		block: Cid,
	},
	/// The object, or a block of it, ends too early.
	#[error(
		"{store} gave a truncated {cid} ({have} of {want} bytes)\nrestore the store from its backup, or have the record uploaded again"
	)]
	Truncated {
		/// Which store.
		store: String,
		/// The object.
		cid: Cid,
		/// Bytes there are.
		have: u64,
		/// Bytes there should be.
		want: u64,
	},
	/// Nobody answers at the store's address, or the connection broke.
	#[error("cannot reach {store}\n{hint}")]
	Unreachable {
		/// Which store.
		store: String,
		/// Its address.
		host: String,
		/// What to do.
		hint: &'static str,
		/// What the connection says.
		#[source]
		source: Option<Box<dyn std::error::Error + Send + Sync>>,
	},
	/// The store's address is none.
	#[error(
		"{0:?} is not the address of an IPFS daemon\nwrite it like http://127.0.0.1:5001 or https://ipfs.ward.example:5001"
	)]
	BadAddress(String),
	/// The store's password is none.
	#[error(
		"the password of an IPFS daemon is written USER:PASSWORD, in one line\nit stands behind `basic:` in the daemon's API.Authorizations"
	)]
	BadPassword,
	/// A password would be sent over a network without TLS.
	#[error(
		"{0} is on another machine and without TLS: the password would cross the network in clear\nput the daemon's API behind \
		 TLS, and write its address with https://"
	)]
	PasswordInClear(String),
	/// The store wants another password, or one at all.
	#[error(
		"{store} does not accept the name and password, or wants one\ncompare them with its API.Authorizations: AuthSecret is \
		 `basic:USER:PASSWORD`, and AllowedPaths must hold /api/v0"
	)]
	Denied {
		/// Which store.
		store: String,
	},
	/// The store's certificate is not trusted.
	#[error(
		"the certificate of {store} is not trusted: {reason}\nhave the authority that issued it added to those this machine trusts, \
		 or name a file with its certificate in SSL_CERT_FILE"
	)]
	Untrusted {
		/// Which store.
		store: String,
		/// What is wrong with it.
		reason: String,
	},
	/// Nobody gives the store what it should keep.
	#[error(
		"{store} cannot fetch {cid} from its peers: nothing has arrived for {seconds} s\nsee that it is connected with a host that \
		 has the record (`ipfs swarm peers`), and try again"
	)]
	NotFetched {
		/// Which store.
		store: String,
		/// The object.
		cid: Cid,
		/// How long was waited.
		seconds: u64,
	},
	/// The store's disk is full.
	#[error("the disk of {store} is full\nfree some space and try again. Nothing was left behind")]
	Full {
		/// Which store.
		store: String,
	},
	/// The store did not answer in time.
	#[error(
		"{store} did not answer within {seconds} s while asked to {action}\nsee whether it is busy, and try again"
	)]
	TimedOut {
		/// Which store.
		store: String,
		/// What it was asked.
		action: &'static str,
		/// How long was waited.
		seconds: u64,
	},
	/// The store names the same bytes otherwise.
	#[error(
		"{store} gave {theirs} to what is {ours}, so it cuts files differently\nnothing was kept. Set its option \
		 Import.UnixFSFileMaxLinks to 174 (`ipfs config --json Import.UnixFSFileMaxLinks 174`), restart it, and try again"
	)]
	CidMismatch {
		/// Which store.
		store: String,
		/// The CID derived here.
		ours: Cid,
		/// The CID the store returned.
		theirs: String,
	},
	/// The store answered with a refusal of its own.
	#[error(
		"{store} refuses to {action}: {reason}\ncheck the store that `medquorum status` names, then try again"
	)]
	Refused {
		/// Which store.
		store: String,
		/// What it was asked.
		action: &'static str,
		/// Its words.
		reason: String,
	},
	/// After the removal the object is still there.
	#[error(
		"{store} still holds {cid} after its removal: something else in it keeps the object (a second pin, or the daemon's own files)\nRemove that too"
	)]
	StillThere {
		/// Which store.
		store: String,
		/// The object.
		cid: Cid,
	},
	/// Fewer hosts than wanted keep the object.
	#[error(
		"{cid} lies on {have} of the {want} hosts that should keep it ({reasons}){}\nbring the hosts that failed back, then run this \
		 again; or lower the number with `medquorum store replicas`",
		not_taken_back(left)
	)]
	TooFewReplicas {
		/// The object.
		cid: Cid,
		/// How many hosts keep it, or kept it until it was taken back.
		have: usize,
		/// How many should.
		want: usize,
		/// Every host that failed, and why.
		reasons: HostFailures,
		/// Hosts that may have been left with something of it, because they did not say that it is gone.
		left: HostFailures,
	},
	/// Not every host let go of the object.
	#[error(
		"{cid} was not removed everywhere ({reasons})\nbring these hosts back, then run the same command again"
	)]
	NotLetGo {
		/// The object.
		cid: Cid,
		/// Every host that may still have it, and why.
		reasons: HostFailures,
	},
	/// The content that should be stored could not be read to its end.
	#[error("cannot read what was to be stored: {0}\ncheck the file and try again")]
	Source(#[source] io::Error),
	/// The caller gave up.
	#[error("storing was cancelled\nnothing was left behind")]
	Cancelled,
	/// What the settings say of a host cannot be used.
	#[error(transparent)]
	Host(#[from] hosts::HostError),
	/// The store's folder says no.
	#[error(transparent)]
	File(#[from] FileError),
}

fn not_taken_back(left: &HostFailures) -> String {
	match left.0.is_empty() {
		true => String::new(),
		false => format!(", and not every copy could be taken back ({left})"),
	}
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
