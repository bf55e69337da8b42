//! Reads of committees: the one in force, those before, the one to come.

use super::{PALLET, all, clock, fetch};
use crate::connection::AtBlock;
use medquorum_core::{domain::*, error::LedgerError};
use subxt::ext::scale_decode::DecodeAsType;

/// A committee's rule, as it lies in state apart from its administrators.
#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub(crate) struct Rule {
	pub(crate) epoch: Epoch,
	pub(crate) k: u16,
	pub(crate) x: Bytes32,
}

impl Rule {
	pub(crate) fn with(self, mut admins: Vec<Admin>) -> Committee {
		admins.sort_by_key(|admin| admin.index);
		let Self { epoch, k, x } = self;
		Committee { epoch, k, x, admins }
	}
}

/// A committee that takes over at a moment that may have come.
#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub(crate) struct PendingRule {
	pub(crate) committee: Rule,
	pub(crate) switch_at: Moment,
}

/// How an epoch ended.
#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub(crate) struct Ended {
	pub(crate) k: u16,
	pub(crate) signatures: Vec<(u16, Signature)>,
}

async fn administrators(at: &AtBlock, key_id: KeyId, epoch: Epoch) -> Result<Vec<Admin>, LedgerError> {
	let seat = (key_id, epoch);
	let admins = all::<((u32, u32), [u8; 32]), Admin, _>(at, "Administrators", (seat,)).await?;
	Ok(admins.into_iter().map(|(_, admin)| admin).collect())
}

async fn pending(at: &AtBlock, key_id: KeyId) -> Result<Option<PendingRule>, LedgerError> {
	fetch(at, PALLET, "Pending", (key_id,)).await
}

/// The committee in force: one whose moment has come counts, although no call has put it in its place yet.
async fn in_force(at: &AtBlock, key_id: KeyId, stored: Rule) -> Result<Committee, LedgerError> {
	let rule = match pending(at, key_id).await? {
		Some(pending) if pending.switch_at <= clock(at).await? => pending.committee,
		_ => stored,
	};
	let admins = administrators(at, key_id, rule.epoch).await?;
	Ok(rule.with(admins))
}

pub(crate) async fn committee(at: &AtBlock, key_id: KeyId) -> Result<Option<Committee>, LedgerError> {
	match fetch::<_, Rule>(at, PALLET, "Committees", (key_id,)).await? {
		Some(rule) => Ok(Some(in_force(at, key_id, rule).await?)),
		None => Ok(None),
	}
}

pub(crate) async fn committees(at: &AtBlock) -> Result<Vec<(KeyId, Committee)>, LedgerError> {
	let mut committees = Vec::new();
	for ((key_id,), rule) in all::<(u32,), Rule, _>(at, "Committees", ()).await? {
		committees.push((key_id, in_force(at, key_id, rule).await?));
	}
	Ok(committees)
}

pub(crate) async fn lineage(at: &AtBlock, key_id: KeyId) -> Result<Lineage, LedgerError> {
	let Some(stored) = fetch::<_, Rule>(at, PALLET, "Committees", (key_id,)).await? else {
		return Ok(Lineage::default());
	};
	let next_index: Option<u32> = fetch(at, PALLET, "NextIndex", (key_id,)).await?;
	let mut lineage = Lineage {
		next_index: next_index.unwrap_or_default(),
		..Lineage::default()
	};
	let x = stored.x;
	for epoch in 1..=stored.epoch {
		let ended: Option<Ended> = fetch(at, PALLET, "Handovers", (key_id, epoch)).await?;
		let k = match (&ended, epoch == stored.epoch) {
			(_, true) => stored.k,
			(Some(ended), false) => ended.k,
			// Before the chain kept who had been there.
			(None, false) => continue,
		};
		let admins = administrators(at, key_id, epoch).await?;
		lineage.committees.push(Rule { epoch, k, x }.with(admins));
		lineage.handovers.extend(ended.map(|ended| Handover {
			epoch,
			signatures: ended.signatures,
		}));
	}
	if let Some(pending) = pending(at, key_id).await? {
		let admins = administrators(at, key_id, pending.committee.epoch).await?;
		lineage.committees.push(pending.committee.with(admins));
		let now = clock(at).await?;
		lineage.switch_at = Some(pending.switch_at).filter(|moment| *moment > now);
	}
	Ok(lineage)
}
