//! What state holds of ceremonies. Nothing of it is believed: the core makes the signed files of it again.

use super::{AtBlock, all_of, fetch};
use medquorum_core::{domain::*, error::LedgerError};

const PALLET: &str = "CommitteeCeremonies";

/// Chains of earlier runtimes have no such pallet, and no ceremony.
fn is_there(at: &AtBlock) -> bool {
	at.metadata().pallet_by_name(PALLET).is_some()
}

pub(crate) async fn one(at: &AtBlock, key_id: KeyId) -> Result<Option<PublicCeremony>, LedgerError> {
	if !is_there(at) {
		return Ok(None);
	}
	match fetch(at, PALLET, "Ceremonies", (key_id,)).await? {
		Some(state) => Ok(Some(whole(at, key_id, state).await?)),
		None => Ok(None),
	}
}

pub(crate) async fn all(at: &AtBlock) -> Result<Vec<PublicCeremony>, LedgerError> {
	if !is_there(at) {
		return Ok(Vec::new());
	}
	let mut found = Vec::new();
	for ((key_id,), state) in all_of::<(u32,), CeremonyState, _>(at, PALLET, "Ceremonies", ()).await? {
		found.push(whole(at, key_id, state).await?);
	}
	found.sort_by_key(|ceremony| ceremony.key_id);
	Ok(found)
}

pub(crate) async fn attempts(at: &AtBlock, key_id: KeyId) -> Result<u16, LedgerError> {
	if !is_there(at) {
		return Ok(0);
	}
	let newest: Option<u16> = fetch(at, PALLET, "Attempts", (key_id,)).await?;
	Ok(newest.unwrap_or_default())
}

/// Everything that is kept of one ceremony, each part by index.
async fn whole(at: &AtBlock, key_id: KeyId, state: CeremonyState) -> Result<PublicCeremony, LedgerError> {
	type Complaints = Vec<((u32, (u16, u16)), PublicComplaint)>;
	let complaints: Complaints = all_of(at, PALLET, "Complaints", (key_id,)).await?;
	let complaints = complaints.into_iter();
	let mut complaints: Vec<_> = complaints
		.map(|((_, (dealer, accuser)), complaint)| ([dealer, accuser], complaint))
		.collect();
	complaints.sort_by_key(|(places, _)| *places);
	Ok(PublicCeremony {
		key_id,
		state,
		joins: parts(at, "Joins", key_id).await?,
		deals: parts(at, "Deals", key_id).await?,
		certificates: parts(at, "Certificates", key_id).await?,
		handovers: parts(at, "Handovers", key_id).await?,
		complaints,
	})
}

async fn parts<T>(at: &AtBlock, entry: &str, key_id: KeyId) -> Result<Vec<(u16, T)>, LedgerError>
where
	T: subxt::ext::scale_decode::DecodeAsType,
{
	let parts: Vec<((u32, u16), T)> = all_of(at, PALLET, entry, (key_id,)).await?;
	let mut parts: Vec<(u16, T)> = parts
		.into_iter()
		.map(|((_, index), part)| (index, part))
		.collect();
	parts.sort_by_key(|(index, _)| *index);
	Ok(parts)
}
