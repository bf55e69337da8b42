//! The chain behind a node. This crate is the only place that names subxt.
//!
//! Reads are of the latest finalized block. Calls are encoded by the node's own metadata, signed here, and waited for
//! until a finalized block holds them. What may be believed of an answer is the business of the use cases.

#![forbid(unsafe_code)]

mod calls;
mod events;
mod failure;
mod reads;
mod submit;
#[cfg(test)]
mod tests;

use failure::incompatible;
use medquorum_core::{
	domain::*,
	error::LedgerError,
	ledger::{Call, Event, Ledger, LedgerFuture, Receipt, Sign},
};
use std::time::Duration;
use submit::{Account, after_handing};
use subxt::{
	OnlineClient, OnlineClientAtBlock, PolkadotConfig,
	config::polkadot::{PolkadotConfigBuilder, PolkadotExtrinsicParamsBuilder},
	rpcs::{RpcClient, rpc_params},
};

type Client = OnlineClient<PolkadotConfig>;
type AtBlock = OnlineClientAtBlock<PolkadotConfig>;

/// How long a node may take to answer the first question.
const CONNECT_PATIENCE: Duration = Duration::from_secs(20);

/// How to reach a node.
#[derive(Debug, Clone)]
pub struct ChainOptions {
	/// WebSocket address.
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

/// A connection to a node of the records chain.
pub struct Chain {
	client: Client,
	rpc: RpcClient,
	genesis: Bytes32,
	development: bool,
	metadata: subxt::metadata::ArcMetadata,
	options: ChainOptions,
}

impl Chain {
	/// Connects to a node and makes sure that it serves the pinned chain.
	///
	/// # Errors
	/// When nobody answers, the connection would be readable on the way, or the chain is another one.
	pub async fn connect(options: ChainOptions) -> Result<Self, LedgerError> {
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
			let rpc = RpcClient::from_insecure_url(&url)
				.await
				.map_err(|error| unreachable(error.into()))?;
			let config = PolkadotConfigBuilder::new().use_historic_types(false).build();
			let client = Client::from_rpc_client_with_config(config, rpc.clone()).await;
			let client = client.map_err(|error| unreachable(error.into()))?;
			let chain_type: Result<serde_json::Value, _> =
				rpc.request("system_chainType", rpc_params![]).await;
			let at = client
				.at_current_block()
				.await
				.map_err(|error| unreachable(error.into()))?;
			let development = matches!(
				chain_type
					.ok()
					.and_then(|t| t.as_str().map(str::to_owned))
					.as_deref(),
				Some("Development" | "Local")
			);
			Ok::<_, LedgerError>((rpc, client, development, at.metadata()))
		};
		let timed_out = |_| unreachable("it does not answer".into());
		let connected = tokio::time::timeout(CONNECT_PATIENCE, connecting)
			.await
			.map_err(timed_out)?;
		let (rpc, client, development, metadata) = connected?;
		let genesis = client.genesis_hash().0;
		check_genesis(options.pinned_genesis, genesis)?;
		Ok(Self {
			client,
			rpc,
			genesis,
			development,
			metadata,
			options,
		})
	}

	async fn at(&self) -> Result<AtBlock, LedgerError> {
		let at = self.client.at_current_block().await;
		at.map_err(|error| LedgerError::Connection(error.into()))
	}

	async fn at_block(&self, number: BlockNumber) -> Result<AtBlock, LedgerError> {
		let at = self.client.at_block(u64::from(number)).await;
		at.map_err(|error| LedgerError::Connection(error.into()))
	}

	async fn deliver(&self, signer: &dyn Sign, call: &Call) -> Result<Receipt, LedgerError> {
		let call_bytes = self.encode_call(call)?.len();
		let held = self.finalize(signer, call).await?;
		let outcome = events::outcome(&held.at, &held.events).map_err(after_handing)?;
		let number = block_number(&held.at).map_err(after_handing)?;
		self.catch_up(number).await.map_err(after_handing)?;
		Ok(Receipt {
			block: number,
			extrinsic: format!("0x{}", hex::encode(held.events.extrinsic_hash().0)),
			events: outcome.events,
			fee: outcome.fee,
			call_bytes,
		})
	}

	/// Waits until reads see this block: what the node reports of a transaction and what it follows are two streams.
	async fn catch_up(&self, block: BlockNumber) -> Result<(), LedgerError> {
		for _ in 0..100 {
			if block_number(&self.at().await?)? >= block {
				break;
			}
			tokio::time::sleep(Duration::from_millis(50)).await;
		}
		Ok(())
	}

	async fn events_between(
		&self,
		from: BlockNumber,
		to: BlockNumber,
	) -> Result<Vec<(BlockNumber, Event)>, LedgerError> {
		let mut found = Vec::new();
		for number in from..=to {
			let at = self.at_block(number).await?;
			let events = at
				.events()
				.fetch()
				.await
				.map_err(|error| LedgerError::Connection(error.into()))?;
			let told = events::told(&at, &events)?;
			found.extend(told.into_iter().map(|event| (number, event)));
		}
		Ok(found)
	}
}

/// The chain must be the one that this client was set up for, if it was.
fn check_genesis(pinned: Option<Bytes32>, found: Bytes32) -> Result<(), LedgerError> {
	let text = |hash: Bytes32| format!("0x{}", hex::encode(hash));
	match pinned {
		Some(pinned) if pinned != found => Err(LedgerError::WrongChain {
			pinned: text(pinned),
			found: text(found),
		}),
		_ => Ok(()),
	}
}

fn block_number(at: &AtBlock) -> Result<BlockNumber, LedgerError> {
	BlockNumber::try_from(at.block_number()).map_err(|error| incompatible("block numbers", error))
}

impl Ledger for Chain {
	fn genesis(&self) -> Bytes32 {
		self.genesis
	}

	fn is_development(&self) -> bool {
		self.development
	}

	fn block_number(&self) -> LedgerFuture<'_, BlockNumber> {
		Box::pin(async { block_number(&self.at().await?) })
	}

	fn user(&self, who: AccountId) -> LedgerFuture<'_, Option<User>> {
		Box::pin(async move { reads::user(&self.at().await?, who).await })
	}

	fn users(&self) -> LedgerFuture<'_, Vec<(AccountId, User)>> {
		Box::pin(async { reads::users(&self.at().await?).await })
	}

	fn committee(&self, key_id: KeyId) -> LedgerFuture<'_, Option<Committee>> {
		Box::pin(async move { reads::committee(&self.at().await?, key_id).await })
	}

	fn committees(&self) -> LedgerFuture<'_, Vec<(KeyId, Committee)>> {
		Box::pin(async { reads::committees(&self.at().await?).await })
	}

	fn record(&self, id: RecordId) -> LedgerFuture<'_, Option<Record>> {
		Box::pin(async move { reads::record(&self.at().await?, id).await })
	}

	fn records(&self) -> LedgerFuture<'_, Vec<(RecordId, Record)>> {
		Box::pin(async { reads::records(&self.at().await?).await })
	}

	fn request(&self, id: RequestId) -> LedgerFuture<'_, Option<Request>> {
		Box::pin(async move { reads::request(&self.at().await?, id).await })
	}

	fn requests(&self) -> LedgerFuture<'_, Vec<(RequestId, Request)>> {
		Box::pin(async { reads::requests(&self.at().await?).await })
	}

	fn votes(&self, id: RequestId) -> LedgerFuture<'_, Vec<(u16, Vote)>> {
		Box::pin(async move { reads::votes(&self.at().await?, id).await })
	}

	fn consent(&self, id: RequestId) -> LedgerFuture<'_, Option<[u8; 80]>> {
		Box::pin(async move { reads::consent(&self.at().await?, id).await })
	}

	fn next_seq(&self, who: AccountId) -> LedgerFuture<'_, u32> {
		Box::pin(async move { reads::next_seq(&self.at().await?, who).await })
	}

	fn tombstone(&self, id: RecordId) -> LedgerFuture<'_, Option<BlockNumber>> {
		Box::pin(async move { reads::tombstone(&self.at().await?, id).await })
	}

	fn balance(&self, who: AccountId) -> LedgerFuture<'_, Balance> {
		Box::pin(async move { reads::balance(&self.at().await?, who).await })
	}

	fn events(&self, from: BlockNumber, to: BlockNumber) -> LedgerFuture<'_, Vec<(BlockNumber, Event)>> {
		Box::pin(self.events_between(from, to))
	}

	fn time_of(&self, block: BlockNumber) -> LedgerFuture<'_, Option<u64>> {
		Box::pin(async move {
			let told = async { reads::time(&self.at_block(block).await?).await }.await;
			match told {
				// A node that still answers for its newest block has only forgotten this one.
				Err(LedgerError::Connection(_)) => self.at().await.map(|_| None),
				told => told,
			}
		})
	}

	fn encode_call(&self, call: &Call) -> Result<Vec<u8>, LedgerError> {
		calls::encode(call, &self.metadata)
	}

	fn fee<'a>(&'a self, signer: &'a dyn Sign, call: &'a Call) -> LedgerFuture<'a, Balance> {
		Box::pin(async move {
			let account = signer.account();
			let payload = calls::payload(call);
			let mut transactions = self.at().await?.transactions();
			let params = PolkadotExtrinsicParamsBuilder::new().build();
			let signed = transactions
				.create_signed(&payload, &Account(signer), params)
				.await;
			let signed = signed.map_err(|error| failure::before(error, account))?;
			let fee = signed.partial_fee_estimate().await;
			fee.map(Balance).map_err(|error| failure::before(error, account))
		})
	}

	fn submit<'a>(&'a self, signer: &'a dyn Sign, call: &'a Call) -> LedgerFuture<'a, Receipt> {
		Box::pin(self.deliver(signer, call))
	}
}
