//! What the use cases ask of the chain, answered by a node.

use super::{
	calls,
	connection::{Chain, block_number},
	events, failure, reads,
	submit::{Account, after_handing},
};
use futures::future::try_join_all;
use medquorum_core::{
	domain::*,
	error::LedgerError,
	ledger::{
		BatchReceipt, Call, Event, Head, Ledger, LedgerFuture, Now, OpenMotion, Receipt, RecordLine,
		Scheduled, Share, Sign, SignedCall,
	},
	ports::SeenBlock,
};
use std::{
	collections::BTreeSet,
	time::{Duration, Instant},
};
use subxt::{config::polkadot::PolkadotExtrinsicParamsBuilder, rpcs::rpc_params, utils::H256};

/// Blocks whose events are asked for at the same moment: one after the other, a thousand take a minute on a busy machine.
const AT_ONCE: BlockNumber = 16;
/// How long a node's word that it is not catching up stands.
const SAME_MOMENT: Duration = Duration::from_millis(300);

impl Chain {
	async fn deliver_batch(&self, signer: &dyn Sign, calls: &[Call]) -> Result<BatchReceipt, LedgerError> {
		let calls = calls.to_vec();
		let count = calls.len();
		let held = self.finalize(signer, &Call::Batch { calls }).await?;
		let outcome = events::batch_outcome(&held.at, &held.events, count).map_err(after_handing)?;
		let number = block_number(&held.at).map_err(after_handing)?;
		self.catch_up(number).await.map_err(after_handing)?;
		Ok(BatchReceipt {
			block: number,
			extrinsic: format!("0x{}", hex::encode(held.events.extrinsic_hash().0)),
			fee: outcome.fee,
			outcomes: outcome.outcomes,
		})
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

	/// Whether the node says that it is catching up. It is not asked again at the same moment of the same block.
	/// A node that keeps its health to itself is taken as it is: its blocks are compared all the same.
	async fn is_syncing(&self, at: H256) -> bool {
		let mut healthy = self.healthy.lock().await;
		if healthy.is_some_and(|(block, since)| block == at && since.elapsed() < SAME_MOMENT) {
			return false;
		}
		let health: Result<serde_json::Value, _> = self.rpc.request("system_health", rpc_params![]).await;
		let syncing = health.is_ok_and(|health| health["isSyncing"] == true);
		*healthy = (!syncing).then(|| (at, Instant::now()));
		syncing
	}

	async fn events_between(
		&self,
		from: BlockNumber,
		to: BlockNumber,
	) -> Result<Vec<(BlockNumber, Event)>, LedgerError> {
		let mut found = Vec::new();
		let mut next = from;
		while next <= to {
			let last = to.min(next.saturating_add(AT_ONCE - 1));
			let blocks = (next..=last).map(|number| self.events_of(number));
			found.extend(try_join_all(blocks).await?.into_iter().flatten());
			next = last.saturating_add(1);
		}
		Ok(found)
	}

	async fn events_of(&self, number: BlockNumber) -> Result<Vec<(BlockNumber, Event)>, LedgerError> {
		let at = self.at_block(number).await?;
		let events = at
			.events()
			.fetch()
			.await
			.map_err(|error| LedgerError::Connection(error.into()))?;
		let told = events::told(&at, &events)?;
		Ok(told.into_iter().map(|event| (number, event)).collect())
	}
}

/// What follows the request's id in an extrinsic, wherever the call lies in it: alone, in a list, or inside another call.
pub(super) fn shares_in<'a>(extrinsic: &'a [u8], id: &'a RequestId) -> impl Iterator<Item = Share> + 'a {
	let places = extrinsic.windows(id.0.len() + size_of::<Share>());
	places
		.filter(|place| place.starts_with(&id.0))
		.filter_map(|place| place.last_chunk().copied())
}

impl Chain {
	async fn proofs_in_bodies(&self, id: RequestId) -> Result<Vec<Share>, LedgerError> {
		let answers = reads::answers(&self.at().await?, id).await?;
		let votes = answers.map_or_else(Vec::new, |answers| answers.votes);
		let blocks: BTreeSet<BlockNumber> = votes.iter().map(|answer| answer.at).collect();
		let mut found = Vec::new();
		for number in blocks {
			for extrinsic in self.bodies(number).await?.unwrap_or_default() {
				found.extend(shares_in(&extrinsic, &id));
			}
		}
		Ok(found)
	}
}

impl Ledger for Chain {
	fn genesis(&self) -> Bytes32 {
		self.genesis
	}

	fn is_development(&self) -> bool {
		self.development
	}

	fn head(&self) -> LedgerFuture<'_, Head> {
		Box::pin(async {
			let at = self.at().await?;
			let block = SeenBlock {
				number: block_number(&at)?,
				hash: at.block_hash().0,
				clock: Some(reads::clock(&at).await?),
			};
			let syncing = self.is_syncing(at.block_hash()).await;
			Ok(Head { block, syncing })
		})
	}

	fn block_hash(&self, number: BlockNumber) -> LedgerFuture<'_, Option<Bytes32>> {
		Box::pin(async move { Ok(self.hash_of(number).await?.map(|hash| hash.0)) })
	}

	fn block_number(&self) -> LedgerFuture<'_, BlockNumber> {
		Box::pin(async { block_number(&self.at().await?) })
	}

	fn now(&self) -> LedgerFuture<'_, Now> {
		Box::pin(async {
			let at = self.at().await?;
			let (block, clock) = (block_number(&at)?, reads::clock(&at).await?);
			Ok(Now { block, clock })
		})
	}

	fn situation(&self, who: AccountId) -> LedgerFuture<'_, Situation> {
		Box::pin(async move { reads::situation(&self.at().await?, who).await })
	}

	fn replacements(&self) -> LedgerFuture<'_, Vec<(AccountId, AccountId)>> {
		Box::pin(async { reads::replacements(&self.at().await?).await })
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

	fn lineage(&self, key_id: KeyId) -> LedgerFuture<'_, Lineage> {
		Box::pin(async move { reads::lineage(&self.at().await?, key_id).await })
	}

	fn committees(&self) -> LedgerFuture<'_, Vec<(KeyId, Committee)>> {
		Box::pin(async { reads::committees(&self.at().await?).await })
	}

	fn ceremony(&self, key_id: KeyId) -> LedgerFuture<'_, Option<PublicCeremony>> {
		Box::pin(async move { reads::ceremony::one(&self.at().await?, key_id).await })
	}

	fn ceremonies(&self) -> LedgerFuture<'_, Vec<PublicCeremony>> {
		Box::pin(async { reads::ceremony::all(&self.at().await?).await })
	}

	fn ceremony_attempts(&self, key_id: KeyId) -> LedgerFuture<'_, u16> {
		Box::pin(async move { reads::ceremony::attempts(&self.at().await?, key_id).await })
	}

	fn members(&self, body: Body) -> LedgerFuture<'_, Vec<AccountId>> {
		Box::pin(async move { reads::members(&self.at().await?, body).await })
	}

	fn motions(&self, body: Body) -> LedgerFuture<'_, Vec<OpenMotion>> {
		Box::pin(async move { reads::motions(&self.at().await?, body).await })
	}

	fn notice(&self, body: Body) -> LedgerFuture<'_, Option<Notice>> {
		Box::pin(async move { reads::notice(&self.at().await?, body).await })
	}

	fn paused(&self) -> LedgerFuture<'_, Option<BlockNumber>> {
		Box::pin(async { reads::paused(&self.at().await?).await })
	}

	fn scheduled(&self) -> LedgerFuture<'_, Vec<Scheduled>> {
		Box::pin(async { reads::scheduled(&self.at().await?).await })
	}

	fn record(&self, id: RecordId) -> LedgerFuture<'_, Option<Record>> {
		Box::pin(async move { reads::record(&self.at().await?, id).await })
	}

	fn records(&self) -> LedgerFuture<'_, Vec<(RecordId, Record)>> {
		Box::pin(async { reads::records(&self.at().await?).await })
	}

	fn each_record<'a>(&'a self, take: &'a mut (dyn FnMut(RecordId, Record) + Send)) -> LedgerFuture<'a, ()> {
		Box::pin(async move { reads::each_record(&self.at().await?, take).await })
	}

	fn records_of(&self, patient: AccountId) -> LedgerFuture<'_, Vec<(RecordId, Record)>> {
		Box::pin(async move { reads::records_of(&self.rpc, &self.at().await?, patient).await })
	}

	fn record_lines<'a>(&'a self, ids: &'a [RecordId]) -> LedgerFuture<'a, Vec<Option<RecordLine>>> {
		Box::pin(async move { reads::record_lines(&self.rpc, &self.at().await?, ids).await })
	}

	fn requests_for(&self, record: RecordId) -> LedgerFuture<'_, Vec<RequestId>> {
		Box::pin(async move { reads::requests_for(&self.at().await?, record).await })
	}

	fn ends(&self, record: RecordId) -> LedgerFuture<'_, Ends> {
		Box::pin(async move { reads::ends(&self.at().await?, record).await })
	}

	fn erasures(&self) -> LedgerFuture<'_, Vec<(RecordId, Erasure)>> {
		Box::pin(async { reads::erasures(&self.at().await?).await })
	}

	fn holds(&self) -> LedgerFuture<'_, Vec<(RecordId, Hold)>> {
		Box::pin(async { reads::holds(&self.at().await?).await })
	}

	fn catalogue(&self, facility: AccountId) -> LedgerFuture<'_, Option<Pointer>> {
		Box::pin(async move { reads::catalogue(&self.at().await?, facility).await })
	}

	fn catalogues(&self) -> LedgerFuture<'_, Vec<(AccountId, Pointer)>> {
		Box::pin(async { reads::catalogues(&self.at().await?).await })
	}

	fn search_directive(&self, patient: AccountId) -> LedgerFuture<'_, bool> {
		Box::pin(async move { reads::search_directive(&self.at().await?, patient).await })
	}

	fn emergency_directive(&self, patient: AccountId) -> LedgerFuture<'_, Option<EmergencyDirective>> {
		Box::pin(async move { reads::emergency::directive(&self.at().await?, patient).await })
	}

	fn emergency_entry(&self, record: RecordId) -> LedgerFuture<'_, Option<EmergencyEntry>> {
		Box::pin(async move { reads::emergency::entry(&self.at().await?, record).await })
	}

	fn emergency_request(&self, id: RequestId) -> LedgerFuture<'_, Option<EmergencyRequest>> {
		Box::pin(async move { reads::emergency::request(&self.at().await?, id).await })
	}

	fn facility_number(&self, who: AccountId) -> LedgerFuture<'_, Option<FacilityNumber>> {
		Box::pin(async move { reads::emergency::facility_number(&self.at().await?, who).await })
	}

	fn facility_numbers(&self) -> LedgerFuture<'_, Vec<(AccountId, FacilityNumber)>> {
		Box::pin(async { reads::emergency::facility_numbers(&self.at().await?).await })
	}

	fn glass_breaker(&self, who: AccountId) -> LedgerFuture<'_, GlassBreaker> {
		Box::pin(async move { reads::emergency::glass_breaker(&self.at().await?, who).await })
	}

	fn review(&self, id: RequestId) -> LedgerFuture<'_, Option<Review>> {
		Box::pin(async move { reads::emergency::review(&self.at().await?, id).await })
	}

	fn reviews(&self) -> LedgerFuture<'_, Vec<(RequestId, Review)>> {
		Box::pin(async { reads::emergency::reviews(&self.at().await?).await })
	}

	fn storage_hosts(&self) -> LedgerFuture<'_, Vec<AccountId>> {
		Box::pin(async { reads::storage_hosts(&self.at().await?).await })
	}

	fn attestations(&self, record: RecordId) -> LedgerFuture<'_, Vec<(AccountId, BlockNumber)>> {
		Box::pin(async move { reads::attestations(&self.at().await?, record).await })
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

	fn proofs(&self, id: RequestId) -> LedgerFuture<'_, Vec<Share>> {
		Box::pin(self.proofs_in_bodies(id))
	}

	fn consent(&self, id: RequestId) -> LedgerFuture<'_, Option<[u8; 80]>> {
		Box::pin(async move { reads::consent(&self.at().await?, id).await })
	}

	fn next_seq(&self, who: AccountId) -> LedgerFuture<'_, u32> {
		Box::pin(async move {
			let requester = reads::requester(&self.at().await?, who).await?;
			Ok(requester.map_or(0, |requester| requester.next_seq))
		})
	}

	fn open_requests(&self, who: AccountId) -> LedgerFuture<'_, u32> {
		Box::pin(async move {
			let requester = reads::requester(&self.at().await?, who).await?;
			Ok(requester.map_or(0, |requester| requester.open))
		})
	}

	fn tombstone(&self, id: RecordId) -> LedgerFuture<'_, Option<Tombstone>> {
		Box::pin(async move { reads::tombstone(&self.at().await?, id).await })
	}

	fn tombstones(&self) -> LedgerFuture<'_, Vec<(RecordId, Tombstone)>> {
		Box::pin(async { reads::tombstones(&self.at().await?).await })
	}

	fn signed_attestation(
		&self,
		record: RecordId,
		host: AccountId,
		block: BlockNumber,
	) -> LedgerFuture<'_, Option<SignedCall>> {
		Box::pin(self.attestation_in_bodies(record, host, block))
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
				Err(LedgerError::Connection(_) | LedgerError::Light(_)) => self.at().await.map(|_| None),
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

	fn submit_batch<'a>(&'a self, signer: &'a dyn Sign, calls: &'a [Call]) -> LedgerFuture<'a, BatchReceipt> {
		Box::pin(self.deliver_batch(signer, calls))
	}
}
