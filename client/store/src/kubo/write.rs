//! Writing: one `add` for a new object, single blocks for one of which the daemon has parts.

use std::{
	io::{self, Read},
	sync::{
		Arc,
		atomic::{AtomicBool, AtomicU64, Ordering},
	},
	time::{Duration, Instant},
};

use bytes::Bytes;
use futures::{StreamExt, TryStreamExt, stream};
use ipfs_api_backend_hyper::request::{Add, ApiRequest};
use medquorum_envelope::{Cid, cid::Codec};
use serde::de::DeserializeOwned;
use tokio::sync::mpsc;

use super::{
	Block, CHANNEL, CidAtEnd, KuboStore, LEAF, Resumed, Store, StoreError,
	api::{self, BlockPut, Content},
	cut,
};
use crate::read_leaf;

const CHUNKER: &str = "size-1048576";
const STORE: &str = "store an object";
/// Blocks that are looked for, or sent, at a time.
const IN_FLIGHT: usize = 4;

/// The answer to `add`.
#[derive(serde::Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Added {
	hash: String,
}

/// The answer to [`BlockPut`].
#[derive(serde::Deserialize)]
#[serde(rename_all = "PascalCase")]
struct BlockAdded {
	key: String,
}

impl KuboStore {
	/// [`Store::put`].
	pub(super) async fn put_new(
		&self,
		content: Box<dyn Read + Send>,
		known: Option<CidAtEnd>,
	) -> Result<Cid, StoreError> {
		let mut guard = UnsettledUpload(Some(Arc::clone(&self.unsettled)));
		let result = self.add(content, known).await;
		let error = match result {
			Ok((ours, theirs)) if theirs == ours.to_string() => {
				guard.0 = None;
				return Ok(ours);
			}
			// What it names stays pinned: an object of a record may have that name, by a fault or by a lie.
			Ok((ours, theirs)) => StoreError::CidMismatch {
				store: self.name_of(),
				ours,
				theirs,
			},
			Err(error) => self.denial_behind(error).await,
		};
		drop(guard);
		// A daemon that does not answer cannot be asked to clean up; its own next collection does it.
		let silent = matches!(
			error,
			StoreError::Unreachable { .. } | StoreError::TimedOut { .. }
		);
		if !silent {
			let _: Result<(), StoreError> = self.settle().await;
		}
		Err(error)
	}

	/// A daemon that refuses the password may hang up on a large request before its answer is read. Then a small one tells.
	async fn denial_behind(&self, error: StoreError) -> StoreError {
		if !matches!(error, StoreError::Unreachable { .. }) {
			return error;
		}
		match self.version().await {
			Err(denied @ StoreError::Denied { .. }) => denied,
			_ => error,
		}
	}

	/// Sends the content and returns our CID and the daemon's.
	async fn add(
		&self,
		mut content: Box<dyn Read + Send>,
		known: Option<CidAtEnd>,
	) -> Result<(Cid, String), StoreError> {
		let progress = Arc::new(AtomicU64::new(0));
		let (to, leaves) = mpsc::channel(CHANNEL);
		let read = Arc::clone(&progress);
		let reading = tokio::task::spawn_blocking(move || {
			let send = |leaf| {
				read.fetch_add(1, Ordering::Relaxed);
				to.blocking_send(Ok(leaf)).map_err(|_| StoreError::Cancelled)
			};
			let result = match known {
				Some(cid) => pass_on(&mut *content, send).and_then(|()| {
					let unknown = || StoreError::Source(io::Error::other("it has no content address"));
					cid().ok_or_else(unknown)
				}),
				None => cut(&mut *content, |block| match block {
					Block::Leaf(_, leaf) => send(leaf),
					Block::Node(..) => Ok(()),
				}),
			};
			if result.is_err() {
				// Breaks the request off, so that the daemon does not take half a file for a whole one.
				let _: Result<(), _> = to.blocking_send(Err(io::ErrorKind::BrokenPipe.into()));
			}
			result
		});
		let options = Add {
			chunker: Some(CHUNKER),
			raw_leaves: Some(true),
			cid_version: Some(1),
			pin: Some(true),
			..Add::default()
		};
		let sending = self.send::<Added>(STORE, options, leaves_as_content(leaves, Arc::clone(&progress)));
		let answer = tokio::select! {
			answer = sending => answer,
			() = stalled(&progress, self.patience.progress) => {
				return Err(self.timed_out(STORE, self.patience.progress));
			},
		};
		match (reading.await.unwrap_or(Err(StoreError::Cancelled)), answer) {
			(Ok(ours), Ok(answer)) => Ok((ours, answer.hash)),
			// The daemon hung up first: its reason is the real one.
			(Err(StoreError::Cancelled) | Ok(_), Err(error)) => Err(error),
			(Err(error), _) => Err(error),
		}
	}

	/// Sends a request with content, and gives the last message of the answer.
	async fn send<T: DeserializeOwned + Send + 'static>(
		&self,
		action: &'static str,
		request: impl ApiRequest,
		content: Content,
	) -> Result<T, StoreError> {
		let boundary = api::boundary()?;
		let not_understood = || StoreError::Refused {
			store: self.name_of(),
			action,
			reason: "its answer is empty".to_owned(),
		};
		let mut request = api::bare(&*self.api, request).map_err(|error| self.sort(action, error))?;
		let kind = format!("multipart/form-data; boundary={boundary}");
		// The boundary is of letters and digits.
		let kind = kind.parse().map_err(|_| not_understood())?;
		request.headers_mut().insert("content-type", kind);
		*request.body_mut() = api::form(&boundary, content).into();
		let mut answers = api::answers::<_, T>(&*self.api, request);
		let mut last = None;
		while let Some(answer) = answers
			.try_next()
			.await
			.map_err(|error| self.sort(action, error))?
		{
			last = Some(answer);
		}
		last.ok_or_else(not_understood)
	}

	/// [`Store::resume`].
	pub(super) async fn put_missing(&self, mut content: Box<dyn Read + Send>) -> Result<Resumed, StoreError> {
		let (to, mut blocks) = mpsc::channel(CHANNEL);
		let reading = tokio::task::spawn_blocking(move || {
			cut(&mut *content, |block| {
				let block = match block {
					Block::Leaf(cid, leaf) => (*cid, leaf),
					Block::Node(cid, node) => (*cid, node.to_vec()),
				};
				to.blocking_send(block).map_err(|_| StoreError::Cancelled)
			})
		});
		let sending = stream::poll_fn(move |cx| blocks.poll_recv(cx))
			.map(|(cid, block)| self.complete(cid, block))
			.buffer_unordered(IN_FLIGHT)
			.try_fold(0_u64, async |sent, now| Ok(sent.saturating_add(now)));
		let sent = match sending.await {
			Ok(sent) => sent,
			Err(error) => return Err(self.denial_behind(error).await),
		};
		let cid = reading.await.unwrap_or(Err(StoreError::Cancelled))?;
		// A collection of garbage in the meantime has taken blocks: they are sent again next time.
		if !self.pin_local(&cid).await? {
			return Err(StoreError::Refused {
				store: self.name_of(),
				action: "pin an object",
				reason: "it has lost blocks that it had a moment ago, as it does when garbage is collected meanwhile"
					.to_owned(),
			});
		}
		Ok(Resumed { cid, sent })
	}

	/// Sends a block if the daemon does not have it. Returns how many bytes of content were sent.
	pub(super) async fn complete(&self, cid: Cid, block: Vec<u8>) -> Result<u64, StoreError> {
		if self.holds(&cid).await? {
			return Ok(0);
		}
		let (codec, length) = match cid.codec() {
			Codec::Raw => ("raw", block.len() as u64),
			Codec::DagPb => ("dag-pb", 0),
		};
		let request = BlockPut {
			cid_codec: codec,
			mhtype: "sha2-256",
			pin: false,
		};
		let content: Content = Box::new(stream::iter([Ok(Bytes::from(block))]));
		let sending = self.send::<BlockAdded>("store a block", request, content);
		let Ok(answer) = tokio::time::timeout(self.patience.progress, sending).await else {
			return Err(self.timed_out("store a block", self.patience.progress));
		};
		let theirs = answer?.key;
		if theirs != cid.to_string() {
			return Err(StoreError::CidMismatch {
				store: self.name_of(),
				ours: cid,
				theirs,
			});
		}
		Ok(length)
	}
}

/// Reads content leaf by leaf, to its end.
fn pass_on(
	content: &mut dyn Read,
	send: impl Fn(Vec<u8>) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
	loop {
		let leaf = read_leaf(content)?;
		let last = leaf.len() < LEAF;
		if !leaf.is_empty() {
			send(leaf)?;
		}
		if last {
			return Ok(());
		}
	}
}

/// The leaves from the reading thread as the content of a request, without copying them.
fn leaves_as_content(mut leaves: mpsc::Receiver<io::Result<Vec<u8>>>, progress: Arc<AtomicU64>) -> Content {
	let pieces = stream::poll_fn(move |cx| leaves.poll_recv(cx)).map_ok(move |leaf| {
		progress.fetch_add(1, Ordering::Relaxed);
		Bytes::from(leaf)
	});
	// The empty leaf of an empty file would end the request.
	let pieces = pieces.try_filter(|leaf| std::future::ready(!leaf.is_empty()));
	Box::new(pieces.map_err(Into::into))
}

/// Ends when nothing has moved for `limit`; at most a tenth of it later.
async fn stalled(progress: &AtomicU64, limit: Duration) {
	let mut seen = (progress.load(Ordering::Relaxed), Instant::now());
	while seen.1.elapsed() < limit {
		tokio::time::sleep(limit / 10).await;
		let now = progress.load(Ordering::Relaxed);
		if now != seen.0 {
			seen = (now, Instant::now());
		}
	}
}

/// Remembers, when dropped armed, that an upload was given up in the middle.
struct UnsettledUpload(Option<Arc<AtomicBool>>);

impl Drop for UnsettledUpload {
	fn drop(&mut self) {
		if let Some(flag) = self.0.take() {
			flag.store(true, Ordering::Relaxed);
		}
	}
}
