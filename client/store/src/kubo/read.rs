//! Reading: as a stream from a daemon on this machine, else, and wherever the stream ends early, block by block.

use std::{ops::Range, time::Duration};

use futures::{Stream, StreamExt, TryStreamExt, stream};
use ipfs_api_backend_hyper::Error as ApiError;
use medquorum_envelope::Cid;
use tokio::sync::{mpsc, oneshot};

use super::{
	Branch, ByteChannel, CHANNEL, KuboStore, LEAF, Order, StoreError, Walk,
	api::{self, BlockGet, BlockStat, Cat, Done, Limits, Peers, SwarmPeers, is_absence},
};

/// Leaves fetched at a time.
const AHEAD: usize = 4;
/// More than any block the daemon may answer with.
const MAX_BLOCK: usize = 2 * LEAF;
const GIVE: &str = "give a block";

/// Where the wanted bytes go: `started` hears about the first of them, the channel about everything else.
struct Reader {
	started: Option<oneshot::Sender<Result<ByteChannel, StoreError>>>,
	to: mpsc::Sender<Result<Vec<u8>, StoreError>>,
	channel: Option<ByteChannel>,
}

/// The reader was dropped, or has been given the error that ends the stream.
struct Gone;

impl Reader {
	fn new(started: oneshot::Sender<Result<ByteChannel, StoreError>>) -> Self {
		let (to, channel) = mpsc::channel(CHANNEL);
		Self {
			started: Some(started),
			to,
			channel: Some(channel),
		}
	}

	/// Says that there is such an object.
	fn start(&mut self) -> Result<(), Gone> {
		match (self.started.take(), self.channel.take()) {
			(Some(started), Some(channel)) => started.send(Ok(channel)).map_err(|_| Gone),
			_ => Ok(()),
		}
	}

	async fn give(&mut self, item: Result<Vec<u8>, StoreError>) -> Result<(), Gone> {
		if let Err(error) = item {
			if let Some(started) = self.started.take() {
				let _: Result<(), _> = started.send(Err(error));
			} else {
				let _: Result<(), _> = self.to.send(Err(error)).await;
			}
			return Err(Gone);
		}
		self.start()?;
		if item.as_ref().is_ok_and(Vec::is_empty) {
			return Ok(());
		}
		self.to.send(item).await.map_err(|_| Gone)
	}

	/// The next of `items`, unless the reader goes away first.
	async fn next<T>(&self, items: &mut (impl Stream<Item = T> + Unpin)) -> Result<Option<T>, Gone> {
		tokio::select! {
			next = items.next() => Ok(next),
			() = self.to.closed() => Err(Gone),
		}
	}
}

impl KuboStore {
	/// Starts to fetch; returns when it is clear whether there is such an object.
	pub(super) async fn start_get(&self, order: Order, stream: bool) -> Result<ByteChannel, StoreError> {
		let (tell, told) = oneshot::channel();
		let (store, mut reader) = (self.clone(), Reader::new(tell));
		if stream {
			// A thread and reactor of its own: a stream comes in pieces of some KiB, each of which would otherwise wake another
			// thread, which took more time than everything else.
			// Not one of the runtime's, which would have to wait for it when the program ends.
			let run = move || {
				let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
				runtime.map(|runtime| runtime.block_on(store.run_stream(order, &mut reader)))
			};
			// If the thread or its reactor cannot start, the channel closes, which the receiver takes for a cancellation.
			drop(std::thread::Builder::new().name("kubo stream".into()).spawn(run));
		} else {
			// Here the threads share the work: leaves arrive, and are compared with their CIDs, several at a time.
			tokio::spawn(async move {
				let walk = Walk::new(order.clone());
				store.run_blocks(walk, &order, &mut reader).await
			});
		}
		told.await.unwrap_or(Err(StoreError::Cancelled))
	}

	/// Fetches the wanted bytes block by block.
	async fn run_blocks(&self, walk: Walk, order: &Order, reader: &mut Reader) -> Result<(), Gone> {
		let chunks = self
			.leaves(walk, order)
			.map_ok(|branch| {
				let (store, order) = (self.clone(), order.clone());
				async move { order.take(&branch, store.block(&order, &branch.cid).await?) }
			})
			.try_buffered(AHEAD);
		let mut chunks = std::pin::pin!(chunks);
		while let Some(item) = reader.next(&mut chunks).await? {
			reader.give(item).await?;
		}
		reader.start()
	}

	/// Fetches the root block by block, for its size, and what lies below it in one go. Where that ends early, the daemon's
	/// peers are asked, and then block by block what is left: this finds the block that is wrong.
	async fn run_stream(&self, order: Order, reader: &mut Reader) -> Result<(), Gone> {
		let mut walk = Walk::new(order.clone());
		let size = match self.expand_root(&mut walk, &order).await {
			Ok(Some(size)) => size,
			Ok(None) => return self.run_blocks(Walk::new(order.clone()), &order, reader).await,
			Err(error) => return reader.give(Err(error)).await,
		};
		reader.start()?;
		let mut left = order.range.clone().unwrap_or(0..size);
		self.run_cat(&order.root, &mut left, true, self.patience.answer, reader)
			.await?;
		if !left.is_empty() && self.has_peers().await.unwrap_or(false) {
			self.run_cat(&order.root, &mut left, false, self.patience.peers, reader)
				.await?;
		}
		if left.is_empty() {
			return Ok(());
		}
		let rest = Order {
			range: Some(left),
			..order
		};
		self.run_blocks(Walk::new(rest.clone()), &rest, reader).await
	}

	/// Checks the root and the range; gives the object's size, or `None` for a single block.
	async fn expand_root(&self, walk: &mut Walk, order: &Order) -> Result<Option<u64>, StoreError> {
		match walk.next() {
			Some(root) if !root.is_leaf() => {
				walk.expand(&root, &self.block(order, &root.cid).await?)?;
				Ok(Some(walk.end()))
			}
			_ => Ok(None),
		}
	}

	/// Streams the bytes `left`, in chunks that end where leaves do, and takes from `left` what was passed on. Ends early
	/// without saying why.
	async fn run_cat(
		&self,
		cid: &Cid,
		left: &mut Range<u64>,
		offline: bool,
		limit: Duration,
		reader: &mut Reader,
	) -> Result<(), Gone> {
		let name = cid.to_string();
		let request = Cat {
			arg: &name,
			offset: left.start,
			length: left.end.saturating_sub(left.start),
			limits: Limits::open(offline),
		};
		let Ok(mut pieces) = api::pieces(&*self.api, request) else {
			return Ok(());
		};
		let mut chunk = Vec::new();
		while !left.is_empty() {
			let piece = match tokio::time::timeout(limit, reader.next(&mut pieces)).await {
				Ok(Ok(Some(Ok(piece)))) => piece,
				Ok(Err(Gone)) => return Err(Gone),
				// With its own blocks the daemon does not hesitate.
				Err(_) if offline => return reader.give(Err(self.timed_out(GIVE, limit))).await,
				_ => return Ok(()),
			};
			let mut piece = &piece[..];
			while !piece.is_empty() && !left.is_empty() {
				let want = chunk_len(left);
				chunk.reserve_exact(want.saturating_sub(chunk.len()));
				let (now, later) = piece.split_at(piece.len().min(want.saturating_sub(chunk.len())));
				chunk.extend_from_slice(now);
				piece = later;
				if chunk.len() == want {
					left.start = left.start.saturating_add(want as u64);
					reader.give(Ok(std::mem::take(&mut chunk))).await?;
				}
			}
		}
		Ok(())
	}

	/// One block: from the daemon itself, else from its peers.
	pub(super) async fn block(&self, order: &Order, cid: &Cid) -> Result<Vec<u8>, StoreError> {
		match self.block_within(order, cid, true, self.patience.answer).await {
			Err(StoreError::Refused { reason, .. }) if is_absence(&reason) => {}
			other => return other,
		}
		if !self.has_peers().await? {
			// Without peers there is no block to wait for.
			return Err(order.missing(cid));
		}
		match self.block_within(order, cid, false, self.patience.peers).await {
			Err(StoreError::Refused { reason, .. }) if is_absence(&reason) => Err(order.missing(cid)),
			other => other,
		}
	}

	/// Whether the daemon is connected to any other.
	pub(super) async fn has_peers(&self) -> Result<bool, StoreError> {
		let request = SwarmPeers { verbose: false };
		let body = self
			.command("list its peers", self.patience.answer, request)
			.await?;
		let answer = serde_json::from_slice::<Peers>(&body);
		// An answer of another form counts as peers: the block is asked for, and waited for.
		Ok(answer.map_or(true, |answer| answer.peers.is_some_and(|peers| !peers.is_empty())))
	}

	/// One block, if the daemon has it itself.
	pub(super) async fn local_block(&self, order: &Order, cid: &Cid) -> Result<Vec<u8>, StoreError> {
		self.block_within(order, cid, true, self.patience.answer).await
	}

	async fn block_within(
		&self,
		order: &Order,
		cid: &Cid,
		offline: bool,
		limit: Duration,
	) -> Result<Vec<u8>, StoreError> {
		let name = cid.to_string();
		let request = BlockGet {
			arg: &name,
			limits: Limits::new(offline, limit),
		};
		let mut answer = api::pieces(&*self.api, request).map_err(|error| self.sort(GIVE, error))?;
		let collect = async {
			let mut block = Vec::new();
			while let Some(piece) = answer.try_next().await? {
				if block.len().saturating_add(piece.len()) > MAX_BLOCK {
					return Ok(None);
				}
				if block.is_empty() {
					block.reserve_exact(LEAF);
				}
				block.extend_from_slice(&piece);
			}
			Ok::<_, ApiError>(Some(block))
		};
		let block = self.within(GIVE, limit, collect).await?;
		block.ok_or_else(|| StoreError::Altered {
			store: self.name_of(),
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

	pub(super) async fn holds(&self, cid: &Cid) -> Result<bool, StoreError> {
		let name = cid.to_string();
		let request = BlockStat {
			arg: &name,
			limits: Limits::new(true, self.patience.answer),
		};
		match self
			.ask::<Done>("look for an object", self.patience.answer, request)
			.await
		{
			Ok(Done {}) => Ok(true),
			Err(StoreError::Refused { reason, .. }) if is_absence(&reason) => Ok(false),
			Err(error) => Err(error),
		}
	}
}

/// Bytes of the next chunk: to the end of the leaf that `left` begins in, or of `left`.
fn chunk_len(left: &Range<u64>) -> usize {
	let leaf = LEAF as u64;
	let to_end = left.end.saturating_sub(left.start);
	// No longer than a leaf.
	usize::try_from(to_end.min(leaf - left.start % leaf)).unwrap_or(LEAF)
}
