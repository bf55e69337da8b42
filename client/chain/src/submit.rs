//! From a call to the finalized block that holds it: signed here, handed over, followed, and looked for.

mod turns;

use super::{
	calls,
	connection::{AtBlock, Chain, block_number},
	failure,
	failure::incompatible,
};
use medquorum_core::{
	advice::with_causes,
	domain::*,
	error::LedgerError,
	ledger::{Call, Sign},
};
use std::time::{Duration, Instant};
use subxt::{
	PolkadotConfig,
	client::OnlineClientAtBlockImpl,
	config::polkadot::PolkadotExtrinsicParamsBuilder,
	extrinsics::ExtrinsicEvents,
	rpcs::rpc_params,
	transactions::{Signer, SubmittableTransaction, TransactionProgress, TransactionStatus},
	utils::{AccountId32, H256, MultiSignature},
};

pub(super) use turns::Turns;
use turns::{Turn, UnderWay};

type Signed = SubmittableTransaction<PolkadotConfig, OnlineClientAtBlockImpl<PolkadotConfig>>;
type Sent = TransactionProgress<PolkadotConfig, OnlineClientAtBlockImpl<PolkadotConfig>>;

/// How often a call is signed and sent again that lost the race for its nonce.
const ATTEMPTS: usize = 8;
/// Pause before another try, and between two looks at the chain.
const PAUSE: Duration = Duration::from_millis(300);
/// Longest pause before another try: the pool of a node that is flooded may be two blocks late, which is twelve seconds.
const LONGEST_PAUSE: Duration = Duration::from_secs(4);
/// By how many blocks a pool may be late, so that a call which it does not take yet is signed as of so many before.
const LATE_BY: BlockNumber = 4;
/// For how many blocks such a call may enter one: what subxt sets for others.
const LIFETIME: u64 = 32;
/// How long the chain is watched after the pool called a call invalid: a few blocks and their finality.
const INVALID_PATIENCE: Duration = Duration::from_secs(30);
/// How long the chain may take to answer on top of that.
const ANSWER: Duration = Duration::from_secs(10);

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

/// A signed call: what to look for when the node's report does not end with a finalized block.
struct Trace {
	/// One for each time that it was signed: any of them may be in a block, and only one can be, for all have the same nonce.
	hashes: Vec<H256>,
	account: AccountId,
	nonce: u64,
	/// Finalized block at the time of the first signing: the call is in a later one, if in any.
	signed_at: BlockNumber,
	/// Held until a pool has the call, or will never have it, so that no other call of this process takes its nonce meanwhile.
	turn: Option<Turn>,
}

/// How the node's report of a call ended, if not with a finalized block. All but the first say nothing for certain: a
/// block may hold the call all the same, or one still to come.
#[derive(Debug, Clone, PartialEq, Eq)]
enum End {
	/// The very first check turned it away: the pool never had it.
	TurnedAway(String),
	/// The pool gave it up.
	Invalid(String),
	/// Dropped by this node, broken off, or silent: another node may still have it.
	Lost(String),
	/// No end in this many seconds.
	TooLate(u64),
}

/// What the finalized chain shows of a call.
enum Found<T> {
	/// A block holds it.
	Held(T),
	/// Another transaction of the account has its nonce, so no block can ever hold it.
	Displaced,
	/// Its nonce is still free.
	Nothing,
	/// The chain could not be asked.
	Unseen(LedgerError),
}

/// What follows for the caller.
#[derive(Debug)]
enum Attempt<T> {
	Held(T),
	/// It was certainly not carried out and may be signed and sent again, under another nonce.
	Again(LedgerError),
	/// Signed at a moment that the pool did not know. A part of the pool may have kept it: to be signed again under the same nonce.
	SignAnew(LedgerError),
	Failed(LedgerError),
}

impl End {
	/// The meaning of an error of the hand-over itself, or of the status "invalid" (`first` when no other came before).
	fn of_refusal(words: String, first: bool) -> Self {
		if first && failure::says_turned_away(&words) {
			return Self::TurnedAway(words);
		}
		Self::Invalid(words)
	}

	/// What a refusal means when `earlier` signings of the call may be in the pool, or when this was the `last` of them: nothing for certain.
	fn doubted(self, earlier: bool, last: bool) -> Self {
		match self {
			Self::TurnedAway(words) if failure::says_for_now(&words) && !last => Self::TurnedAway(words),
			Self::TurnedAway(words) if failure::says_for_now(&words) || earlier => Self::Invalid(words),
			other => other,
		}
	}

	/// How long the chain is watched for an answer; `None` where it need not be asked.
	fn patience(&self, whole: Duration) -> Option<Duration> {
		match self {
			Self::TurnedAway(_) => None,
			// The account's nonce has passed in the best block, or its call waits in the pool: a finalized block will show which.
			Self::Invalid(words) if failure::says_outdated(words) || failure::says_priority(words) => {
				Some(whole)
			}
			Self::Invalid(_) => Some(whole.min(INVALID_PATIENCE)),
			Self::Lost(_) => Some(whole),
			Self::TooLate(_) => Some(Duration::ZERO),
		}
	}
}

/// What may be said for certain, and what not.
fn conclude<T>(end: End, found: Found<T>, account: AccountId) -> Attempt<T> {
	match (end, found) {
		(_, Found::Held(held)) => Attempt::Held(held),
		(End::TurnedAway(words), _) => {
			let error = failure::invalid(&words, account);
			if failure::says_for_now(&words) {
				Attempt::SignAnew(error)
			} else if failure::says_priority(&words) {
				Attempt::Again(error)
			} else {
				Attempt::Failed(error)
			}
		}
		(End::Invalid(reason) | End::Lost(reason), Found::Displaced) => {
			Attempt::Again(LedgerError::NotAccepted { reason })
		}
		(End::TooLate(_), Found::Displaced) => {
			let reason = "another transaction of the account took its place".to_owned();
			Attempt::Again(LedgerError::NotAccepted { reason })
		}
		(End::TooLate(seconds), _) => Attempt::Failed(LedgerError::Timeout { seconds }),
		(_, Found::Unseen(error)) => Attempt::Failed(after_handing(error)),
		(End::Invalid(words) | End::Lost(words), Found::Nothing) => {
			Attempt::Failed(LedgerError::Unknown(words.into()))
		}
	}
}

impl Chain {
	/// Sends until a finalized block holds the call; again when another transaction of the account took the nonce.
	pub(super) async fn finalize(&self, signer: &dyn Sign, call: &Call) -> Result<Held, LedgerError> {
		let mut trace = None;
		let mut pause = PAUSE;
		for attempt in 1.. {
			let last = attempt == ATTEMPTS;
			let tried = self.finalize_once(signer, call, &mut trace, last).await;
			// From the second try on a call has left this machine, whatever the node said of it.
			let tried = match attempt {
				1 => tried?,
				_ => tried.map_err(after_handing)?,
			};
			match tried {
				Attempt::Held(held) => return Ok(held),
				Attempt::Again(_) if !last => trace = None,
				Attempt::SignAnew(_) if !last => {}
				Attempt::Again(error) | Attempt::SignAnew(error) | Attempt::Failed(error) => {
					return Err(error);
				}
			}
			tokio::time::sleep(pause).await;
			pause = pause.saturating_mul(2).min(LONGEST_PAUSE);
		}
		unreachable!("the last attempt returns")
	}

	/// An error says that nothing was handed over. `trace` holds the signings before this one, whose nonce it takes.
	async fn finalize_once(
		&self,
		signer: &dyn Sign,
		call: &Call,
		trace: &mut Option<Trace>,
		last: bool,
	) -> Result<Attempt<Held>, LedgerError> {
		let account = signer.account();
		let earlier = trace.is_some();
		let trace = match trace {
			Some(trace) => trace,
			None => trace.insert(self.begin(account).await?),
		};
		let at = self.at().await?;
		let params = self.params(trace.nonce, &at, earlier).await?.build();
		let payload = calls::payload(call);
		// All that it is bound to is known: told to look for itself, subxt would ask for the nonce a second time.
		let signed = at
			.transactions()
			.create_signable_offline(&payload, params)
			.and_then(|mut call| call.sign(&Account(signer)));
		let signed = signed.map_err(|error| failure::before(error, account))?;
		trace.hashes.push(signed.hash());
		let whole = self.options.finality_timeout;
		let mut turn = trace.turn.take();
		let too_late = |_| (Err(End::TooLate(whole.as_secs())), None);
		let handed = tokio::time::timeout(whole, self.hand_over(&signed, trace.nonce, &mut turn));
		let (end, _under_way) = handed.await.unwrap_or_else(too_late);
		let end = match end {
			Ok(held) => return Ok(Attempt::Held(held)),
			Err(end) => end.doubted(earlier, last),
		};
		let found = match end.patience(whole) {
			// It may be signed again, under the same nonce.
			None => {
				trace.turn = turn;
				Found::Nothing
			}
			Some(patience) => {
				drop(turn);
				self.found(trace, patience).await
			}
		};
		Ok(conclude(end, found, account))
	}

	/// Hands a signed call over, which ends the account's turn, and follows it. Beside the end: that a pool has it still.
	async fn hand_over(
		&self,
		signed: &Signed,
		nonce: u64,
		turn: &mut Option<Turn>,
	) -> (Result<Held, End>, Option<UnderWay>) {
		let hash = signed.hash();
		let mut under_way = None;
		let end = match signed.submit_and_watch().await {
			Ok(sent) => {
				under_way = turn.take().map(|turn| turn.taken(nonce));
				self.follow(sent, hash, true).await
			}
			Err(error) => Err(End::of_refusal(with_causes(&error), true)),
		};
		let Err(End::Lost(_)) = end else {
			return (end, None);
		};
		// The same bytes once more: a block takes them once, and until one does, whatever the account sent after them waits.
		match signed.submit_and_watch().await {
			Ok(sent) => (self.follow(sent, hash, false).await, None),
			Err(error) if failure::says_imported(&with_causes(&error)) => (end, under_way),
			Err(_) => (end, None),
		}
	}

	/// Takes the account's turn, and its next nonce.
	async fn begin(&self, account: AccountId) -> Result<Trace, LedgerError> {
		let turn = self.turns.of(account).await;
		Ok(Trace {
			hashes: Vec::new(),
			account,
			nonce: turn.free_from(self.nonce(account).await?),
			signed_at: block_number(&self.at().await?)?,
			turn: Some(turn),
		})
	}

	/// With what a call is signed. The newest block is its first moment, or an earlier one after a pool that did not know the newest.
	async fn params(
		&self,
		nonce: u64,
		at: &AtBlock,
		late: bool,
	) -> Result<PolkadotExtrinsicParamsBuilder<PolkadotConfig>, LedgerError> {
		let newest = block_number(at)?;
		let earlier = match late {
			true => {
				let born = newest.saturating_sub(LATE_BY);
				self.hash_of(born).await?.map(|hash| (born, hash))
			}
			false => None,
		};
		let (born, hash) = earlier.unwrap_or((newest, at.block_hash()));
		let params = PolkadotExtrinsicParamsBuilder::new().nonce(nonce);
		Ok(params.mortal_from_unchecked(LIFETIME, born.into(), hash))
	}

	/// What the chain shows of a call within this time.
	async fn found(&self, trace: &Trace, patience: Duration) -> Found<Held> {
		let looked = tokio::time::timeout(patience + ANSWER, self.look_for(trace, patience)).await;
		looked.map_or(Found::Nothing, |found| found.unwrap_or_else(Found::Unseen))
	}

	/// The next nonce, transactions in the pool counted.
	async fn nonce(&self, account: AccountId) -> Result<u64, LedgerError> {
		let params = rpc_params![account.to_string()];
		let nonce = self.rpc.request("system_accountNextIndex", params).await;
		nonce.map_err(|error| LedgerError::Connection(error.into()))
	}

	/// What the node reports, until it names a finalized block.
	/// `first` says that no pool had it before.
	async fn follow(&self, mut sent: Sent, hash: H256, mut first: bool) -> Result<Held, End> {
		let lost = |error: &dyn std::error::Error| End::Lost(with_causes(error));
		while let Some(status) = sent.next().await {
			match status.map_err(|error| lost(&error))? {
				TransactionStatus::InFinalizedBlock(block) => {
					let at = block.at().await.map_err(|error| lost(&error))?;
					let held = held_in(at, &[hash]).await.map_err(|error| lost(&error))?;
					let missing = || End::Lost("the block named by the node does not hold it".to_owned());
					return held.ok_or_else(missing);
				}
				TransactionStatus::Invalid { message } => return Err(End::of_refusal(message, first)),
				TransactionStatus::Dropped { message } | TransactionStatus::Error { message } => {
					return Err(End::Lost(message));
				}
				_ => first = false,
			}
		}
		Err(End::Lost("the node stopped reporting".to_owned()))
	}

	/// Waits until the nonce is spent in a finalized block, and looks whether it was one of this call's signings that spent it.
	async fn look_for(&self, trace: &Trace, patience: Duration) -> Result<Found<Held>, LedgerError> {
		let account = AccountId32(trace.account.0);
		let begun = Instant::now();
		let spent_by = loop {
			let at = self.at().await?;
			let nonce = at.transactions().account_nonce(&account).await;
			if nonce.map_err(|error| LedgerError::Connection(error.into()))? > trace.nonce {
				break block_number(&at)?;
			}
			if begun.elapsed() >= patience {
				return Ok(Found::Nothing);
			}
			tokio::time::sleep(PAUSE).await;
		};
		for number in trace.signed_at..=spent_by {
			if let Some(held) = held_in(self.at_block(number).await?, &trace.hashes).await? {
				return Ok(Found::Held(held));
			}
		}
		Ok(Found::Displaced)
	}
}

/// Once a call is handed over, trouble no longer means that nothing happened.
pub(super) fn after_handing(error: LedgerError) -> LedgerError {
	match error {
		LedgerError::Connection(source) => LedgerError::Unknown(source),
		LedgerError::Incompatible { .. } | LedgerError::Light(_) => LedgerError::Unknown(error.into()),
		other => other,
	}
}

/// The events of the extrinsic with one of these hashes, if the block holds it.
async fn held_in(at: AtBlock, hashes: &[H256]) -> Result<Option<Held>, LedgerError> {
	let extrinsics = at.extrinsics().fetch().await;
	let extrinsics = extrinsics
		.map_err(|error| LedgerError::Connection(error.into()))?
		.into_owned();
	for extrinsic in extrinsics.iter() {
		let extrinsic = extrinsic.map_err(|error| incompatible("its blocks", error))?;
		if hashes.contains(&extrinsic.hash()) {
			let events = extrinsic.events().await;
			let events = events.map_err(|error| LedgerError::Connection(error.into()))?;
			return Ok(Some(Held { at, events }));
		}
	}
	Ok(None)
}

#[cfg(test)]
mod handing_over;
#[cfg(test)]
mod tests;
