//! Reading what the chain shows of an erasure and of the hosts' word on it.

use super::{auditor::Auditor, observer::Observer};
use crate::{
	error::Error,
	receipt::{Export, ReceiptError},
};
use medquorum_audit::{proof::plan, runtime::Runtime};
use medquorum_core::{
	domain::*,
	error::LookupError,
	ledger::{Event, SignedCall},
	rules::attestation,
	views::{ErasureFacts, When},
};
use std::collections::{BTreeMap, BTreeSet};

impl Observer<'_> {
	/// The erased record whose id starts with these digits; `None` where there is no one such record.
	///
	/// # Errors
	/// When the chain cannot be reached.
	pub async fn erased_like(&self, digits: &str) -> Result<Option<RecordId>, Error> {
		if let Ok(whole) = digits.parse() {
			return Ok(Some(whole));
		}
		let stones = self.desk.ledger.tombstones().await?.into_iter();
		let mut fitting = stones.filter(|(id, _)| id.to_string().starts_with(digits));
		match (fitting.next(), fitting.next()) {
			(Some((id, _)), None) => Ok(Some(id)),
			_ => Ok(None),
		}
	}

	/// What there is of the erasure of a record. Times are left out where `clocks` says so: a development chain's clock runs with its
	/// blocks.
	///
	/// # Errors
	/// When the record is not erased, or never was, and when the chain cannot be reached.
	pub async fn erasure(&self, id: RecordId, clocks: bool) -> Result<ErasureFacts, Error> {
		let ledger = self.desk.ledger;
		let Some(stone) = ledger.tombstone(id).await? else {
			return Err(match ledger.record(id).await? {
				Some(_) => ReceiptError::NotErased(id).into(),
				None => LookupError::NoRecord(id).into(),
			});
		};
		let mut attested = Vec::new();
		for (host, block) in ledger.attestations(id).await? {
			attested.push((host, self.when(block, clocks).await?));
		}
		Ok(ErasureFacts {
			genesis: self.desk.genesis(),
			record: id,
			erased: self.when(stone.at, clocks).await?,
			event: self.event_of(id, stone.at).await,
			attested,
			hosts: ledger.storage_hosts().await?,
		})
	}

	async fn when(&self, block: BlockNumber, clocks: bool) -> Result<When, Error> {
		let time = match clocks {
			true => self.desk.ledger.time_of(block).await?,
			false => None,
		};
		Ok(When { block, time })
	}

	/// The event by which the record ended. A node that has forgotten the block says nothing of it.
	async fn event_of(&self, id: RecordId, block: BlockNumber) -> Option<Event> {
		let events = self.desk.ledger.events(block, block).await.ok()?;
		let id = id.to_string();
		let ended = |name: &str| matches!(name, "RecordErased" | "RecordRefused");
		let mut events = events.into_iter().map(|(_, event)| event);
		events.find(|event| ended(&event.name) && event.field("record_id") == Some(&id))
	}
}

impl Auditor<'_> {
	/// An erasure with the hosts' signatures, and with proofs of its blocks where the node still has their states. A signature that does
	/// not hold is left out: the node made it up.
	///
	/// # Errors
	/// When the chain cannot be reached.
	pub async fn export_erasure(&self, facts: &ErasureFacts) -> Result<Export, Error> {
		let ledger = self.desk.ledger;
		let top = ledger.head().await?.block;
		let attested = facts.attested.iter().map(|(_, when)| when.block);
		let wanted: BTreeSet<BlockNumber> = attested.chain([facts.erased.block]).collect();
		let mut hashes = BTreeMap::from([(top.number, top.hash)]);
		for block in &wanted {
			if let Some(hash) = ledger.block_hash(*block).await? {
				hashes.insert(*block, hash);
			}
		}
		let mut signed = BTreeMap::new();
		for (host, when) in &facts.attested {
			let call = ledger.signed_attestation(facts.record, *host, when.block).await?;
			let holds =
				|call: &SignedCall| attestation::check(&facts.genesis, facts.record, *host, call).is_ok();
			signed.extend(call.filter(holds).map(|call| (*host, call)));
		}
		let reach = Runtime::newest()?.reach;
		// What the node has forgotten is told without proof, and the file says so.
		let steps = self.steps(&plan(top.number, &wanted, reach)).await?.ok();
		Ok(Export::of(facts, signed, &hashes, top.number, steps))
	}
}
