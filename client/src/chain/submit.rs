//! From a call to the finalized block that holds it: signed here, handed over, followed, and looked for.

use super::{AtBlock, Chain, block_number, calls, failure, failure::Stage, failure::incompatible};
use crate::{
	domain::*,
	error::LedgerError,
	ledger::{Call, Sign},
};
use std::time::Duration;
use subxt::{
	PolkadotConfig,
	client::OnlineClientAtBlockImpl,
	config::polkadot::PolkadotExtrinsicParamsBuilder,
	extrinsics::ExtrinsicEvents,
	rpcs::rpc_params,
	transactions::{Signer, TransactionProgress, TransactionStatus},
	utils::{AccountId32, H256, MultiSignature},
};

type Sent = TransactionProgress<PolkadotConfig, OnlineClientAtBlockImpl<PolkadotConfig>>;

/// How often a call is signed and sent again that lost the race for its nonce.
const ATTEMPTS: usize = 8;
/// Pause before another try, and between two looks at the chain.
const PAUSE: Duration = Duration::from_millis(300);

/// Signs extrinsics with an account of ours.
pub(super) struct Account<'a>(pub(super) &'a dyn Sign);

impl Signer<PolkadotConfig> for Account<'_> {
	fn account_id(&self) -> AccountId32 {
		AccountId32(self.0.account().0)
	}

	fn sign(&self, payload: &[u8]) -> MultiSignature {
		MultiSignature::Sr25519(self.0.sign(payload))
	}
}

/// A finalized block and what the call in it led to.
pub(super) struct Held {
	pub(super) at: AtBlock,
	pub(super) events: ExtrinsicEvents<PolkadotConfig>,
}

/// A signed call: what to look for when the node's report cannot be relied on.
struct Trace {
	hash: H256,
	account: AccountId,
	nonce: u64,
	/// Finalized block at the time of signing: the call is in a later one, if in any.
	signed_at: BlockNumber,
}

impl Chain {
	/// Sends until a finalized block holds the call; again when another transaction of the account took the nonce.
	pub(super) async fn finalize(&self, signer: &dyn Sign, call: &Call) -> Result<Held, LedgerError> {
		for attempt in 1.. {
			match self.finalize_once(signer, call).await {
				Err(LedgerError::NotAccepted { reason })
					if attempt < ATTEMPTS && failure::says_lost_nonce(&reason) =>
				{
					tokio::time::sleep(PAUSE).await;
				}
				outcome => return outcome,
			}
		}
		unreachable!("the last attempt returns")
	}

	async fn finalize_once(&self, signer: &dyn Sign, call: &Call) -> Result<Held, LedgerError> {
		let account = signer.account();
		let nonce = self.nonce(account).await?;
		let at = self.at().await?;
		let signed_at = block_number(&at)?;
		let params = PolkadotExtrinsicParamsBuilder::new().nonce(nonce).build();
		let payload = calls::payload(call);
		let mut transactions = at.transactions();
		let signed = transactions
			.create_signed(&payload, &Account(signer), params)
			.await;
		let signed = signed.map_err(|error| failure::extrinsic(error, account, Stage::Before))?;
		let trace = Trace {
			hash: signed.hash(),
			account,
			nonce,
			signed_at,
		};
		let sent = signed.submit_and_watch().await;
		let sent = sent.map_err(|error| failure::extrinsic(error, account, Stage::Handing))?;
		match self.patiently(self.follow(sent, account)).await {
			Ok(at) => {
				let held = held_in(at, trace.hash).await.map_err(after_handing)?;
				held.ok_or_else(|| {
					LedgerError::Unknown("the block named by the node does not hold it".into())
				})
			}
			// The pool calls a transaction outdated also when a block holds it already. Sending the call a second time
			// would then carry it out twice, so the chain itself is asked first.
			Err(LedgerError::NotAccepted { reason }) if failure::says_lost_nonce(&reason) => {
				let found = self
					.patiently(self.look_for(&trace))
					.await
					.map_err(after_handing)?;
				found.ok_or(LedgerError::NotAccepted { reason })
			}
			Err(error) => Err(error),
		}
	}

	/// The next nonce, transactions in the pool counted.
	async fn nonce(&self, account: AccountId) -> Result<u64, LedgerError> {
		let params = rpc_params![account.to_string()];
		let nonce = self.rpc.request("system_accountNextIndex", params).await;
		nonce.map_err(|error| LedgerError::Connection(error.into()))
	}

	async fn patiently<T>(
		&self,
		work: impl Future<Output = Result<T, LedgerError>>,
	) -> Result<T, LedgerError> {
		let patience = self.options.finality_timeout;
		let done = tokio::time::timeout(patience, work).await;
		done.map_err(|_| LedgerError::Timeout {
			seconds: patience.as_secs(),
		})?
	}

	/// What the node reports, until it names a finalized block.
	async fn follow(&self, mut sent: Sent, account: AccountId) -> Result<AtBlock, LedgerError> {
		while let Some(status) = sent.next().await {
			match status.map_err(|error| LedgerError::Unknown(error.into()))? {
				TransactionStatus::InFinalizedBlock(block) => {
					let at = block.at().await;
					return at.map_err(|error| LedgerError::Unknown(error.into()));
				}
				TransactionStatus::Invalid { message } => return Err(failure::invalid(&message, account)),
				TransactionStatus::Dropped { message } if failure::says_lost_nonce(&message) => {
					return Err(failure::invalid(&message, account));
				}
				// Dropped by this node; another one may still put it into a block.
				TransactionStatus::Dropped { message } | TransactionStatus::Error { message } => {
					return Err(LedgerError::Unknown(message.into()));
				}
				_ => {}
			}
		}
		Err(LedgerError::Unknown("the node stopped reporting".into()))
	}

	/// Waits until the nonce is spent, and returns the block that holds the call, if it was this call that spent it.
	async fn look_for(&self, trace: &Trace) -> Result<Option<Held>, LedgerError> {
		let account = AccountId32(trace.account.0);
		let spent_by = loop {
			let at = self.at().await?;
			let nonce = at.transactions().account_nonce(&account).await;
			if nonce.map_err(|error| LedgerError::Connection(error.into()))? > trace.nonce {
				break block_number(&at)?;
			}
			tokio::time::sleep(PAUSE).await;
		};
		for number in trace.signed_at..=spent_by {
			let held = held_in(self.at_block(number).await?, trace.hash).await?;
			if held.is_some() {
				return Ok(held);
			}
		}
		Ok(None)
	}
}

/// Once a call is handed over, trouble no longer means that nothing happened.
pub(super) fn after_handing(error: LedgerError) -> LedgerError {
	match error {
		LedgerError::Connection(source) => LedgerError::Unknown(source),
		LedgerError::Incompatible { .. } => LedgerError::Unknown(error.into()),
		other => other,
	}
}

/// The events of the extrinsic with this hash, if the block holds it.
async fn held_in(at: AtBlock, hash: H256) -> Result<Option<Held>, LedgerError> {
	let extrinsics = at.extrinsics().fetch().await;
	let extrinsics = extrinsics
		.map_err(|error| LedgerError::Connection(error.into()))?
		.into_owned();
	for extrinsic in extrinsics.iter() {
		let extrinsic = extrinsic.map_err(|error| incompatible("its blocks", error))?;
		if extrinsic.hash() == hash {
			let events = extrinsic.events().await;
			let events = events.map_err(|error| LedgerError::Connection(error.into()))?;
			return Ok(Some(Held { at, events }));
		}
	}
	Ok(None)
}
