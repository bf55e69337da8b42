//! Blocks that lie back, and proofs of their states.

use super::{
	connection::{AtBlock, Chain},
	events, reads,
};
use medquorum_audit::{
	proof::{Block, Rung, Told},
	runtime,
};
use medquorum_core::{
	domain::{AccountId, BlockNumber, RecordId},
	error::LedgerError,
	ledger::{Archive, Event, Evidence, LedgerFuture, PastBlock},
};
use serde::Deserialize;
use std::{collections::BTreeSet, future::Future};
use subxt::{config::substrate::SubstrateHeader, ext::codec::Encode as _, rpcs::rpc_params, utils::H256};

/// Nodes of a state's trie, in hex.
#[derive(Deserialize)]
struct ReadProof {
	proof: Vec<String>,
}

fn lost(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> LedgerError {
	LedgerError::Connection(error.into())
}

fn prefixed(bytes: &[u8]) -> String {
	format!("0x{}", hex::encode(bytes))
}

impl Chain {
	/// `None` where the node cannot say it of this block, but still answers for its newest one: then it has forgotten this one.
	async fn unless_forgotten<T: Send>(
		&self,
		asked: impl Future<Output = Result<Option<T>, LedgerError>> + Send,
	) -> Result<Option<T>, LedgerError> {
		match asked.await {
			Err(LedgerError::Connection(_) | LedgerError::Light(_)) => self.at().await.map(|_| None),
			told => told,
		}
	}

	async fn block_as_it_was(&self, block: BlockNumber) -> Result<Option<PastBlock>, LedgerError> {
		let Some(hash) = self.hash_of(block).await? else {
			return Ok(None);
		};
		// What every block is asked for: in one go, by this program's own knowledge of the runtime.
		let keys = Rung::telling(block).keys();
		let keys: Vec<String> = keys.iter().map(|key| prefixed(key)).collect();
		let value = async |key: Option<&String>| -> Result<Option<Vec<u8>>, LedgerError> {
			let value = self.rpc.request("state_getStorage", rpc_params![key, hash]).await;
			let value: Option<String> = value.map_err(lost)?;
			Ok(value.and_then(|value| hex::decode(value.strip_prefix("0x")?).ok()))
		};
		let (events, time, runtime) =
			tokio::try_join!(value(keys.first()), value(keys.get(1)), value(keys.get(2)))?;
		let number = block;
		let of = Block { number, hash: hash.0 };
		let told = Told::read(of, &[events, time, runtime]);
		let placed = told.as_ref().and_then(|told| runtime::events(told).ok());
		let events = match placed {
			Some(all) => (0..)
				.zip(all)
				.filter(|(_, event)| events::is_told(&event.pallet))
				.collect(),
			None => self.events_by_the_nodes_metadata(block).await?,
		};
		Ok(Some(PastBlock {
			number,
			hash: hash.0,
			time: told.map(|told| told.time).filter(|time| *time > 0),
			events,
		}))
	}

	/// For runtimes that this program does not know.
	async fn events_by_the_nodes_metadata(
		&self,
		block: BlockNumber,
	) -> Result<Vec<(u32, Event)>, LedgerError> {
		let at: AtBlock = self.at_block(block).await?;
		let all = at.events().fetch().await.map_err(lost)?;
		events::placed(&at, &all)
	}

	async fn records_as_they_were(
		&self,
		block: BlockNumber,
		patients: Vec<AccountId>,
		uploaders: Vec<AccountId>,
	) -> Result<Option<Vec<RecordId>>, LedgerError> {
		let at = self.at_block(block).await?;
		let mut found = BTreeSet::new();
		for patient in patients {
			found.extend(
				reads::records_of(&self.rpc, &at, patient)
					.await?
					.into_iter()
					.map(|(id, _)| id),
			);
		}
		// The chain keeps no list of a facility's uploads, so all records are looked through.
		if !uploaders.is_empty() {
			let records = reads::records(&at).await?;
			let own = records
				.into_iter()
				.filter(|(_, record)| uploaders.contains(&record.uploader));
			found.extend(own.map(|(id, _)| id));
		}
		Ok(Some(found.into_iter().collect()))
	}

	async fn proven(&self, block: BlockNumber, keys: Vec<Vec<u8>>) -> Result<Option<Evidence>, LedgerError> {
		let Some(hash) = self.hash_of(block).await? else {
			return Ok(None);
		};
		let header = self.rpc.request("chain_getHeader", rpc_params![hash]).await;
		let header: Option<SubstrateHeader<H256>> = header.map_err(lost)?;
		let keys: Vec<String> = keys.iter().map(|key| prefixed(key)).collect();
		let proof = self
			.rpc
			.request("state_getReadProof", rpc_params![keys, hash])
			.await;
		let proof: ReadProof = proof.map_err(lost)?;
		let nodes: Option<Vec<_>> = proof
			.proof
			.iter()
			.map(|node| hex::decode(node.strip_prefix("0x")?).ok())
			.collect();
		// Bytes that are no proof show nothing, and their checker says so.
		let nodes = nodes.unwrap_or_default();
		Ok(header.map(|header| Evidence {
			header: header.encode(),
			nodes,
		}))
	}
}

impl Archive for Chain {
	fn past(&self, block: BlockNumber) -> LedgerFuture<'_, Option<PastBlock>> {
		Box::pin(self.unless_forgotten(self.block_as_it_was(block)))
	}

	fn records_then(
		&self,
		block: BlockNumber,
		patients: Vec<AccountId>,
		uploaders: Vec<AccountId>,
	) -> LedgerFuture<'_, Option<Vec<RecordId>>> {
		Box::pin(self.unless_forgotten(self.records_as_they_were(block, patients, uploaders)))
	}

	fn evidence(&self, block: BlockNumber, keys: Vec<Vec<u8>>) -> LedgerFuture<'_, Option<Evidence>> {
		Box::pin(self.unless_forgotten(self.proven(block, keys)))
	}
}
