//! The connection to a node, and the blocks it is asked about.

mod head;
mod once;
mod reasons;
mod socket;

use super::{failure::incompatible, submit::Turns};
use head::Head;
use medquorum_core::{
	domain::*,
	error::{LedgerError, LightError, Source},
};
use once::Once;
use reasons::Reasons;
use std::{
	sync::Arc,
	time::{Duration, Instant},
};
use subxt::{
	OnlineClient, OnlineClientAtBlock, PolkadotConfig,
	backend::{LegacyBackend, LegacyBackendBuilder},
	config::polkadot::PolkadotConfigBuilder,
	error::OnlineClientAtBlockError,
	rpcs::{RpcClient, rpc_params},
	utils::H256,
};
use tokio::sync::Mutex;

pub(super) type Client = OnlineClient<PolkadotConfig>;
pub(super) type AtBlock = OnlineClientAtBlock<PolkadotConfig>;

/// How long a node may take to answer the first question.
const CONNECT_PATIENCE: Duration = Duration::from_secs(20);

/// How long a node may name a finalized block without giving its header: one that makes large blocks does so for a second or two.
const NAMED_PATIENCE: Duration = Duration::from_secs(20);
/// Pause between two questions for that header.
const NAMED_PAUSE: Duration = Duration::from_millis(50);

/// Entries of a list in one question. A node gives at most 1,000 keys, and answers of at most 15 MiB.
const ENTRIES: u32 = 256;

/// How to reach a node.
#[derive(Debug, Clone)]
pub struct ChainOptions {
	/// WebSocket address; several are separated by commas: the first that answers is asked.
	pub url: String,
	/// Allow an unencrypted connection to another machine.
	pub allow_insecure: bool,
	/// Genesis hash the node must have; `None` only when a client is set up.
	pub pinned_genesis: Option<Bytes32>,
	/// How long to wait for a call to be finalized.
	pub finality_timeout: Duration,
}

impl ChainOptions {
	/// Encrypted or local connection, two minutes of patience.
	pub fn new(url: impl Into<String>, pinned_genesis: Option<Bytes32>) -> Self {
		let finality_timeout = Duration::from_secs(120);
		Self {
			url: url.into(),
			allow_insecure: false,
			pinned_genesis,
			finality_timeout,
		}
	}
}

/// Reads by plain requests that name a block, which [`Once`] can put together. The newer methods of nodes (`archive_v1_storage`) open a
/// subscription for each read, and `chainHead_v1_follow` is told of every block for as long as a connection lasts.
pub(super) fn by_request(entries: u32) -> LegacyBackendBuilder<PolkadotConfig> {
	LegacyBackend::builder().storage_page_size(entries)
}

/// How blocks and calls of the chain are read.
pub(super) fn config() -> PolkadotConfig {
	PolkadotConfigBuilder::new().use_historic_types(false).build()
}

/// A connection that has answered.
pub(super) struct Opened {
	rpc: RpcClient,
	client: Client,
	development: bool,
	at: AtBlock,
}

impl Opened {
	/// Asks what is asked of every connection first.
	pub(super) async fn ask(rpc: RpcClient, client: Client) -> Result<Self, Source> {
		let chain_type: Result<serde_json::Value, _> = rpc.request("system_chainType", rpc_params![]).await;
		let at = client.at_current_block().await?;
		let development = matches!(
			chain_type
				.ok()
				.and_then(|t| t.as_str().map(str::to_owned))
				.as_deref(),
			Some("Development" | "Local")
		);
		Ok(Self {
			rpc,
			client,
			development,
			at,
		})
	}
}

/// A connection to a node of the records chain, or a light client that takes its place.
pub struct Chain {
	client: Client,
	pub(super) rpc: RpcClient,
	pub(super) genesis: Bytes32,
	pub(super) development: bool,
	/// Whether no node is asked. What peers give is proven then, and what cannot be is not given.
	pub(super) light: bool,
	pub(super) metadata: subxt::metadata::ArcMetadata,
	pub(super) options: ChainOptions,
	/// Whose turn it is to hand a transaction over.
	pub(super) turns: Turns,
	/// Names the newest finalized block.
	head: Head,
	/// The block at which the node last said that it is not catching up, and when.
	pub(super) healthy: Mutex<Option<(H256, Instant)>>,
	/// The newest finalized block that was read. Its header and its runtime's version are asked for once, not for each read.
	newest: Mutex<Option<AtBlock>>,
}

impl Chain {
	/// Connects to a node and makes sure that it serves the pinned chain. Of several nodes the first that can be reached is taken: one
	/// that serves another chain is an error, not a reason to ask the next.
	///
	/// # Errors
	/// When nobody answers, the connection would be readable on the way, or the chain is another one.
	pub async fn connect(options: ChainOptions) -> Result<Self, LedgerError> {
		let mut connected = Err(LedgerError::BadUrl {
			url: options.url.clone(),
		});
		for url in options.url.split(',').map(str::trim) {
			let options = ChainOptions {
				url: url.to_owned(),
				..options.clone()
			};
			connected = Self::connect_to(options).await;
			if !matches!(connected, Err(LedgerError::Unreachable { .. })) {
				break;
			}
		}
		connected
	}

	/// The same for one node.
	async fn connect_to(options: ChainOptions) -> Result<Self, LedgerError> {
		let url = options.url.clone();
		let known = url.starts_with("ws://") || url.starts_with("wss://");
		let secure = subxt::rpcs::utils::url_is_secure(&url);
		let secure = secure
			.ok()
			.filter(|_| known)
			.ok_or_else(|| LedgerError::BadUrl { url: url.clone() })?;
		if !secure && !options.allow_insecure {
			return Err(LedgerError::Insecure { url });
		}
		let unreachable = |source| LedgerError::Unreachable {
			url: url.clone(),
			source,
		};
		let connecting = async {
			let rpc = socket::connect(&url).await.map_err(unreachable)?;
			let rpc = RpcClient::new(Reasons(rpc));
			let rpc = RpcClient::new(Once::new(rpc));
			let backend = by_request(ENTRIES).build(rpc.clone());
			let client = Client::from_backend_with_config(config(), Arc::new(backend)).await;
			let client = client.map_err(|error| unreachable(error.into()))?;
			Opened::ask(rpc, client).await.map_err(unreachable)
		};
		let timed_out = |_| unreachable("it does not answer".into());
		let opened = tokio::time::timeout(CONNECT_PATIENCE, connecting)
			.await
			.map_err(timed_out)?;
		Self::of(opened?, options, false)
	}

	/// The chain behind a connection, if it is the pinned one.
	pub(super) fn of(opened: Opened, options: ChainOptions, light: bool) -> Result<Self, LedgerError> {
		let Opened {
			rpc,
			client,
			development,
			at,
		} = opened;
		let genesis = client.genesis_hash().0;
		check_genesis(options.pinned_genesis, genesis)?;
		Ok(Self {
			client,
			head: Head::new(rpc.clone()),
			rpc,
			genesis,
			development,
			light,
			metadata: at.metadata(),
			options,
			turns: Turns::default(),
			healthy: Mutex::default(),
			newest: Mutex::new(Some(at)),
		})
	}

	/// The address of the node that is asked.
	pub fn node(&self) -> &str {
		&self.options.url
	}

	/// The latest finalized block, never an older one than an earlier read has seen.
	pub(super) async fn at(&self) -> Result<AtBlock, LedgerError> {
		let named = self.head.ask().await;
		let named = named.map_err(|error| LedgerError::Connection(error.into()))?;
		// Reads at the same moment wait for the first of them.
		let mut newest = self.newest.lock().await;
		if let Some(known) = newest.as_ref().filter(|known| known.block_hash() == named) {
			return Ok(known.clone());
		}
		let at = self.look_at(named).await?;
		Ok(newest.insert(at).clone())
	}

	/// A block that the node has named.
	async fn look_at(&self, named: H256) -> Result<AtBlock, LedgerError> {
		let begun = Instant::now();
		loop {
			match self.client.at_block(named).await {
				Err(OnlineClientAtBlockError::BlockHeaderNotFound { .. })
					if begun.elapsed() < NAMED_PATIENCE =>
				{
					tokio::time::sleep(NAMED_PAUSE).await;
				}
				found => return found.map_err(|error| LedgerError::Connection(error.into())),
			}
		}
	}

	/// The block of this number.
	pub(super) async fn at_block(&self, number: BlockNumber) -> Result<AtBlock, LedgerError> {
		let at = match self.light {
			// No peer could prove that a block has this number.
			true => {
				let hash = self.hash_of(number).await?;
				let hash = hash.ok_or(LightError::NotYet { block: number })?;
				self.client.at_block(hash).await
			}
			false => self.client.at_block(u64::from(number)).await,
		};
		at.map_err(|error| LedgerError::Connection(error.into()))
	}
}

/// The chain must be the one that this client was set up for, if it was.
pub(super) fn check_genesis(pinned: Option<Bytes32>, found: Bytes32) -> Result<(), LedgerError> {
	let text = |hash: Bytes32| format!("0x{}", hex::encode(hash));
	match pinned {
		Some(pinned) if pinned != found => Err(LedgerError::WrongChain {
			pinned: text(pinned),
			found: text(found),
		}),
		_ => Ok(()),
	}
}

pub(super) fn block_number(at: &AtBlock) -> Result<BlockNumber, LedgerError> {
	BlockNumber::try_from(at.block_number()).map_err(|error| incompatible("block numbers", error))
}
