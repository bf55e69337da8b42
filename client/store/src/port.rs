//! What a store does.

use super::{
	error::StoreError,
	holders::{Held, Holder},
	label::Label,
};
use futures::{FutureExt as _, future::BoxFuture};
use medquorum_envelope::Cid;
use std::{io::Read, ops::Range};
use tokio::sync::mpsc;

/// Bytes per leaf: one segment of the ciphertext.
pub const LEAF: usize = 1 << 20;
/// Leaves that may wait in a [`ByteChannel`].
pub(crate) const CHANNEL: usize = 2;

/// The content of an object, in order, in chunks of one leaf where the store can.
///
/// The object is complete only when the channel ends after an `Ok`: an error is the last item, and everything before it must
/// then be thrown away. Dropping the receiver stops the store.
pub type ByteChannel = mpsc::Receiver<Result<Vec<u8>, StoreError>>;

/// Gives the CID of content once it has been read to its end; `None` if it could not be read.
pub type CidAtEnd = Box<dyn FnOnce() -> Option<Cid> + Send>;

/// Where envelopes are kept.
pub trait Store: Send + Sync {
	/// Stores the whole of `content` and gives its CID once it is safely kept. The content is read on a thread of its own.
	///
	/// If it fails, nothing is left behind under its content id. If the future is dropped, [`Store::settle`] removes what is.
	fn put(&self, content: Box<dyn Read + Send>) -> BoxFuture<'_, Result<Cid, StoreError>>;

	/// Like [`Store::put`], for a caller that computes the CID and checks the answer itself: the store need not compute it again.
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

	/// Notes whose an object is, on every host that keeps it. A store without hosts of its own notes nothing.
	fn label(&self, label: Label) -> BoxFuture<'_, Result<(), StoreError>> {
		let _ = label;
		async { Ok(()) }.boxed()
	}

	/// Takes such a note back; one that is not there is no error.
	fn unlabel(&self, label: Label) -> BoxFuture<'_, Result<(), StoreError>> {
		let _ = label;
		async { Ok(()) }.boxed()
	}

	/// The labels of an object on all hosts. A host that cannot be asked is an error: it may have one.
	fn labels(&self, cid: &Cid) -> BoxFuture<'_, Result<Vec<Label>, StoreError>> {
		let _ = cid;
		async { Ok(Vec::new()) }.boxed()
	}

	/// Has every host of the store keep an object that was put, also those that a put does not wait for. Gives the names of those that do
	/// not keep it. A store without further hosts has nothing to do.
	fn keep_everywhere(&self, cid: &Cid) -> BoxFuture<'_, Result<Vec<String>, StoreError>> {
		let _ = cid;
		async { Ok(Vec::new()) }.boxed()
	}

	/// Takes an object no more, once it was erased, where this store can say so itself; hosts of daemons are told on their own machine
	/// ([`crate::Hosting::deny`]).
	fn bar(&self, cid: &Cid) -> BoxFuture<'_, Result<(), StoreError>> {
		let _ = cid;
		async { Ok(()) }.boxed()
	}

	/// Removes what a dropped [`Store::put`] left, and returns when it is gone.
	fn settle(&self) -> BoxFuture<'_, Result<(), StoreError>>;

	/// Whether the store holds the object, without looking at every block.
	fn contains(&self, cid: &Cid) -> BoxFuture<'_, Result<bool, StoreError>>;

	/// What each host of the store has of an object, our own first. A host that cannot be asked is among them, with the reason.
	fn holders(&self, cid: &Cid) -> BoxFuture<'_, Result<Vec<Holder>, StoreError>>;

	/// Sees to it that an object is kept by our own host and by as many as the settings ask for. Gives the hosts that did not
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

	/// Whether the store is on this machine and keeps what it has fetched from elsewhere. Reading again is then as fast as reading a
	/// file, so an unfinished download is not kept.
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

/// A store that can be told to keep an object which it fetches from its peers.
pub trait Pinning: Store {
	/// Fetches what is missing of the object, and keeps it.
	fn pin(&self, cid: &Cid) -> BoxFuture<'_, Result<(), StoreError>>;

	/// Whether it keeps the object.
	fn pinned(&self, cid: &Cid) -> BoxFuture<'_, Result<bool, StoreError>>;
}

/// Asks a host what it has of an object.
pub(crate) async fn held<H: Pinning>(host: &H, cid: &Cid) -> Held {
	let look = async { Ok((host.pinned(cid).await?, host.contains(cid).await?)) };
	match look.await {
		Ok((true, true)) => Held::Pinned,
		Ok((true, false)) => Held::Lost,
		Ok((false, true)) => Held::Unpinned,
		Ok((false, false)) => Held::Missing,
		Err(error) => Held::Unreachable(error),
	}
}
