//! The Kubo store: an IPFS daemon of the hospital's private network, over its HTTP interface. Only this file names `ipfs_api`.
//!
//! * Writing: one `add` with our CID profile. The daemon's CID must be the one derived here; if not, its pin is taken back.
//! * Reading: block by block, each compared with its CID before a byte of it is passed on. `cat` would be one request less,
//!   but this HTTP client drops the trailers in which the daemon reports errors in mid-stream, and cannot say which block it is.
//! * Removing: unpin, then collect garbage, then look whether the object is really gone.
//!
//! The daemon keeps the blocks of an interrupted `add` unpinned until its next collection, which the client asks for
//! at once, or, where its future was dropped, when it settles.
//! A block that nobody has makes the daemon wait without end, so every request carries a timeout for the daemon and has
//! another one here.

use std::future::Future;
use std::io::{self, Read};
use std::ops::Range;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use futures::future::BoxFuture;
use futures::{AsyncRead, FutureExt, Stream, StreamExt, TryStreamExt, stream};
use ipfs_api_backend_hyper::{
	BackendWithGlobalOptions, Error as ApiError, GlobalOptions, IpfsApi, IpfsClient, TryFromUri, request,
};
use medquorum_envelope::Cid;
use tokio::sync::{mpsc, oneshot};

use super::walk::{Branch, Order, Walk};
use super::{Block, ByteChannel, CHANNEL, LEAF, Resumed, Store, StoreError, cut, put_whole};

/// Leaves fetched at a time.
const AHEAD: usize = 2;
/// More than any block the daemon may answer with.
const MAX_BLOCK: usize = 2 * LEAF;
const CHUNKER: &str = "size-1048576";
const START_IT: &str = "start it with `ipfs daemon`, or name another address with --kubo-url";

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
	api: IpfsClient,
	/// Answers from the daemon's own blocks, at once.
	local: Arc<BackendWithGlobalOptions<IpfsClient>>,
	/// May ask peers.
	peers: Arc<BackendWithGlobalOptions<IpfsClient>>,
	/// Whether an upload was given up in the middle, and its blocks lie in the daemon unpinned.
	unsettled: Arc<AtomicBool>,
}

/// `repo/gc`, which the client library lacks.
#[derive(serde::Serialize)]
struct RepoGc {
	silent: bool,
}

impl request::ApiRequest for RepoGc {
	const PATH: &'static str = "/repo/gc";
}

/// `swarm/peers`, whose empty answer the client library does not understand.
#[derive(serde::Serialize)]
struct SwarmPeers {
	verbose: bool,
}

impl request::ApiRequest for SwarmPeers {
	const PATH: &'static str = "/swarm/peers";
}

#[derive(serde::Deserialize)]
struct SwarmPeersAnswer {
	#[serde(rename = "Peers")]
	peers: Option<Vec<serde::de::IgnoredAny>>,
}

/// Sends a request the library has no method for. Generic, because the trait with `request_raw` is not exported by name.
async fn send<B: IpfsApi, R: request::ApiRequest>(api: &B, request: R) -> Result<(u16, Vec<u8>), B::Error> {
	let (status, body) = api.request_raw(request, None).await?;
	Ok((status.as_u16(), body.to_vec()))
}

impl KuboStore {
	/// The daemon whose HTTP interface is at `url`, such as `http://127.0.0.1:5001`. Connects only when used.
	///
	/// # Errors
	/// When the address is none.
	pub fn new(url: &str) -> Result<Self, StoreError> {
		Self::with_patience(url, Patience::default())
	}

	/// The same with other timeouts.
	///
	/// # Errors
	/// When the address is none.
	pub fn with_patience(url: &str, patience: Patience) -> Result<Self, StoreError> {
		let bad = || StoreError::BadAddress(url.to_owned());
		let url = url.trim().trim_end_matches('/');
		let rest = url.strip_prefix("http://").ok_or_else(bad)?;
		// The library panics on addresses without a host.
		if rest.is_empty() || rest.starts_with(':') || rest.contains(['/', '?', '#', '@', ' ']) {
			return Err(bad());
		}
		let api = IpfsClient::from_str(url).map_err(|_| bad())?;
		let options = |offline, timeout| {
			let options = GlobalOptions {
				offline: Some(offline),
				timeout: Some(timeout),
			};
			Arc::new(BackendWithGlobalOptions::new(api.clone(), options))
		};
		let (local, peers) = (options(true, patience.answer), options(false, patience.peers));
		Ok(Self {
			url: url.to_owned(),
			patience,
			api,
			local,
			peers,
			unsettled: Arc::default(),
		})
	}

	/// Asks the daemon for its version, to see whether it is there.
	///
	/// # Errors
	/// When it does not answer.
	pub async fn version(&self) -> Result<String, StoreError> {
		let answer = self
			.within("say its version", self.patience.answer, self.api.version())
			.await?;
		Ok(answer.version)
	}

	fn order(&self, cid: &Cid, range: Option<Range<u64>>) -> Order {
		Order {
			store: self.name(),
			root: *cid,
			range,
		}
	}

	fn timed_out(&self, action: &'static str, waited: Duration) -> StoreError {
		StoreError::TimedOut {
			store: self.name(),
			action,
			seconds: waited.as_secs(),
		}
	}

	/// Runs a request against the clock. A little longer than the daemon's own limit, so that its answer comes first.
	async fn within<T>(
		&self,
		action: &'static str,
		limit: Duration,
		request: impl Future<Output = Result<T, ApiError>>,
	) -> Result<T, StoreError> {
		match tokio::time::timeout(limit.saturating_add(limit / 5), request).await {
			Ok(Ok(answer)) => Ok(answer),
			Ok(Err(error)) => Err(self.sort(action, error)),
			Err(_) => Err(self.timed_out(action, limit)),
		}
	}

	fn unreachable(&self, hint: &'static str, source: ApiError) -> StoreError {
		let source = Some(source.into());
		StoreError::Unreachable {
			store: self.name(),
			host: self.url.clone(),
			hint,
			source,
		}
	}

	/// Finds the variant for an error of the HTTP client or the daemon.
	fn sort(&self, action: &'static str, error: ApiError) -> StoreError {
		let reason = match error {
			ApiError::Client(ref e) if e.is_connect() => return self.unreachable(START_IT, error),
			ApiError::Client(_) => {
				return self.unreachable(
					"the connection broke; see whether the daemon still runs, and try again",
					error,
				);
			}
			ApiError::Api(e) => e.message,
			other => other.to_string(),
		};
		let lower = reason.to_lowercase();
		if lower.contains("no space left") || lower.contains("disk quota") {
			return StoreError::Full { store: self.name() };
		}
		StoreError::Refused {
			store: self.name(),
			action,
			reason,
		}
	}

	/// One block: from the daemon itself, else from its peers.
	async fn block(&self, order: &Order, cid: &Cid) -> Result<Vec<u8>, StoreError> {
		let name = cid.to_string();
		let local = self
			.block_from(order, cid, self.local.block_get(&name), self.patience.answer)
			.await;
		match local {
			Err(StoreError::Refused { reason, .. }) if is_absence(&reason) => {}
			other => return other,
		}
		if !self.has_peers().await? {
			// Nobody to wait for.
			return Err(order.missing(cid));
		}
		match self
			.block_from(order, cid, self.peers.block_get(&name), self.patience.peers)
			.await
		{
			Err(StoreError::Refused { reason, .. }) if is_absence(&reason) => Err(order.missing(cid)),
			other => other,
		}
	}

	/// Whether the daemon is connected to any other.
	async fn has_peers(&self) -> Result<bool, StoreError> {
		let (action, limit) = ("list its peers", self.patience.answer);
		let (_, body) = self
			.within(action, limit, send(&self.api, SwarmPeers { verbose: false }))
			.await?;
		let answer = serde_json::from_slice::<SwarmPeersAnswer>(&body);
		// An answer of another form says nothing: then ask, and wait.
		Ok(answer.map_or(true, |answer| answer.peers.is_some_and(|peers| !peers.is_empty())))
	}

	async fn block_from<B: AsRef<[u8]>>(
		&self,
		order: &Order,
		cid: &Cid,
		answer: impl Stream<Item = Result<B, ApiError>>,
		limit: Duration,
	) -> Result<Vec<u8>, StoreError> {
		let collect = async {
			let mut answer = std::pin::pin!(answer);
			let mut block = Vec::new();
			while let Some(chunk) = answer.try_next().await? {
				if block.len().saturating_add(chunk.as_ref().len()) > MAX_BLOCK {
					return Ok(None);
				}
				block.extend_from_slice(chunk.as_ref());
			}
			Ok(Some(block))
		};
		let block = self.within("give a block", limit, collect).await?;
		block.ok_or_else(|| StoreError::Altered {
			store: self.name(),
			cid: order.root,
			block: *cid,
		})
	}

	/// The leaves of a walk in order, each still to be fetched. Tree nodes are fetched on the way.
	fn leaves(
		&self,
		walk: Walk,
		order: &Order,
	) -> impl Stream<Item = Result<Branch, StoreError>> + Send + use<> {
		let (store, order) = (self.clone(), order.clone());
		stream::try_unfold(walk, move |mut walk| {
			let (store, order) = (store.clone(), order.clone());
			async move {
				loop {
					match walk.next() {
						None => return Ok(None),
						Some(branch) if branch.is_leaf() => return Ok(Some((branch, walk))),
						Some(branch) => walk.expand(&branch, &store.block(&order, &branch.cid).await?)?,
					}
				}
			}
		})
	}

	/// Fetches the wanted bytes; `started` hears about the first of them, the channel about everything else.
	async fn run_get(self, order: Order, started: oneshot::Sender<Result<ByteChannel, StoreError>>) {
		let (to, channel) = mpsc::channel(CHANNEL);
		let chunks = self
			.leaves(Walk::new(order.clone()), &order)
			.map_ok(|branch| {
				let (store, order) = (self.clone(), order.clone());
				async move { order.take(&branch, store.block(&order, &branch.cid).await?) }
			})
			.try_buffered(AHEAD);
		let mut chunks = std::pin::pin!(chunks);
		let mut item = match chunks.next().await {
			Some(Err(error)) => {
				let _: Result<(), _> = started.send(Err(error));
				return;
			}
			other => other,
		};
		if started.send(Ok(channel)).is_err() {
			return;
		}
		while let Some(now) = item {
			let failed = now.is_err();
			let empty = now.as_ref().is_ok_and(Vec::is_empty);
			if (!empty && to.send(now).await.is_err()) || failed {
				return;
			}
			item = tokio::select! {
				next = chunks.next() => next,
				() = to.closed() => return,
			};
		}
	}

	/// Sends the content and returns our CID and the daemon's.
	async fn add(&self, mut content: Box<dyn Read + Send>) -> Result<(Cid, String), StoreError> {
		let progress = Arc::new(AtomicU64::new(0));
		let (to, leaves) = mpsc::channel(CHANNEL);
		let sent = Arc::clone(&progress);
		let reading = tokio::task::spawn_blocking(move || {
			let result = cut(&mut *content, |block| {
				let Block::Leaf(_, leaf) = block else {
					return Ok(());
				};
				sent.fetch_add(1, Ordering::Relaxed);
				to.blocking_send(Ok(leaf)).map_err(|_| StoreError::Cancelled)
			});
			if result.is_err() {
				// Breaks the request off, so that the daemon does not take half a file for a whole one.
				let _: Result<(), _> = to.blocking_send(Err(io::ErrorKind::BrokenPipe.into()));
			}
			result
		});
		let body = Body {
			leaves,
			current: Vec::new(),
			at: 0,
			progress: Arc::clone(&progress),
		};
		let options = request::Add {
			chunker: Some(CHUNKER),
			raw_leaves: Some(true),
			cid_version: Some(1),
			pin: Some(true),
			..request::Add::default()
		};
		let answer = tokio::select! {
			answer = self.api.add_async_with_options(body, options) => answer,
			() = stalled(&progress, self.patience.progress) => {
				return Err(self.timed_out("store an object", self.patience.progress));
			},
		};
		match (reading.await.unwrap_or(Err(StoreError::Cancelled)), answer) {
			(Ok(ours), Ok(answer)) => Ok((ours, answer.hash)),
			// The daemon hung up first: its reason is the real one.
			(Err(StoreError::Cancelled) | Ok(_), Err(error)) => Err(self.sort("store an object", error)),
			(Err(error), _) => Err(error),
		}
	}

	/// Takes a pin away; says whether there was one.
	async fn unpin(&self, cid: &str) -> Result<bool, StoreError> {
		match self
			.within(
				"unpin an object",
				self.patience.answer,
				self.api.pin_rm(cid, true),
			)
			.await
		{
			Ok(_) => Ok(true),
			Err(StoreError::Refused { reason, .. }) if reason.contains("not pinned") => Ok(false),
			Err(error) => Err(error),
		}
	}

	/// Makes the daemon forget everything that is not pinned.
	async fn collect(&self) -> Result<(), StoreError> {
		let (action, limit) = ("collect garbage", self.patience.collection);
		let (status, body) = self
			.within(action, limit, send(&self.api, RepoGc { silent: true }))
			.await?;
		if status != 200 {
			let reason = String::from_utf8_lossy(&body).trim().to_owned();
			return Err(StoreError::Refused {
				store: self.name(),
				action,
				reason,
			});
		}
		Ok(())
	}

	async fn holds(&self, cid: &Cid) -> Result<bool, StoreError> {
		let name = cid.to_string();
		match self
			.within(
				"look for an object",
				self.patience.answer,
				self.local.block_stat(&name),
			)
			.await
		{
			Ok(_) => Ok(true),
			Err(StoreError::Refused { reason, .. }) if is_absence(&reason) => Ok(false),
			Err(error) => Err(error),
		}
	}
}

/// How the daemon says that it does not have a block, by itself or after asking its peers in vain.
fn is_absence(reason: &str) -> bool {
	["not found", "could not find", "deadline exceeded"]
		.iter()
		.any(|words| reason.contains(words))
}

/// Ends when nothing has moved for `limit`.
async fn stalled(progress: &AtomicU64, limit: Duration) {
	let mut seen = progress.load(Ordering::Relaxed);
	loop {
		tokio::time::sleep(limit).await;
		let now = progress.load(Ordering::Relaxed);
		if now == seen {
			return;
		}
		seen = now;
	}
}

/// The leaves from the reading thread, as the library wants to read them.
struct Body {
	leaves: mpsc::Receiver<io::Result<Vec<u8>>>,
	current: Vec<u8>,
	at: usize,
	progress: Arc<AtomicU64>,
}

impl AsyncRead for Body {
	fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut [u8]) -> Poll<io::Result<usize>> {
		while self.at >= self.current.len() {
			match ready!(self.leaves.poll_recv(cx)) {
				// The empty leaf of an empty file.
				Some(Ok(leaf)) => (self.current, self.at) = (leaf, 0),
				Some(Err(error)) => return Poll::Ready(Err(error)),
				None => return Poll::Ready(Ok(0)),
			}
		}
		let rest = self.current.get(self.at..).unwrap_or_default();
		let length = rest.len().min(buf.len());
		if let (Some(to), Some(from)) = (buf.get_mut(..length), rest.get(..length)) {
			to.copy_from_slice(from);
		}
		self.at = self.at.saturating_add(length);
		self.progress.fetch_add(1, Ordering::Relaxed);
		Poll::Ready(Ok(length))
	}
}

/// Remembers, when dropped armed, that an upload was given up in the middle.
struct Unsettled(Option<Arc<AtomicBool>>);

impl Drop for Unsettled {
	fn drop(&mut self) {
		if let Some(flag) = self.0.take() {
			flag.store(true, Ordering::Relaxed);
		}
	}
}

impl Store for KuboStore {
	fn put(&self, content: Box<dyn Read + Send>) -> BoxFuture<'_, Result<Cid, StoreError>> {
		async move {
			let mut guard = Unsettled(Some(Arc::clone(&self.unsettled)));
			let result = self.add(content).await;
			let error = match result {
				Ok((ours, theirs)) if theirs == ours.to_string() => {
					guard.0 = None;
					return Ok(ours);
				}
				Ok((ours, theirs)) => {
					// Failing to clean up does not change what has to be said.
					let _: Result<bool, StoreError> = self.unpin(&theirs).await;
					StoreError::CidMismatch {
						store: self.name(),
						ours,
						theirs,
					}
				}
				Err(error) => error,
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
		.boxed()
	}

	fn resume(&self, content: Box<dyn Read + Send>) -> BoxFuture<'_, Result<Resumed, StoreError>> {
		put_whole(self, content)
	}

	fn get(&self, cid: &Cid, range: Option<Range<u64>>) -> BoxFuture<'_, Result<ByteChannel, StoreError>> {
		let order = self.order(cid, range);
		async move {
			let (tell, told) = oneshot::channel();
			tokio::spawn(self.clone().run_get(order, tell));
			told.await.unwrap_or(Err(StoreError::Cancelled))
		}
		.boxed()
	}

	fn remove(&self, cid: &Cid) -> BoxFuture<'_, Result<(), StoreError>> {
		let cid = *cid;
		async move {
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
		async move { self.holds(&cid).await }.boxed()
	}

	fn name(&self) -> String {
		format!("the IPFS daemon at {}", self.url)
	}

	fn verifies(&self) -> bool {
		true
	}

	fn keeps_parts(&self) -> bool {
		true
	}

	fn is_near(&self) -> bool {
		true
	}
}
