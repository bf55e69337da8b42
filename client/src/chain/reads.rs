//! Reads of one block's state.

use super::{AtBlock, failure::incompatible, wire};
use crate::{domain::*, error::LedgerError};
use subxt::{
	error::StorageError,
	ext::{
		frame_decode::helpers::{IntoDecodableValues, IntoEncodableValues},
		scale_decode::DecodeAsType,
	},
	storage::{DynamicAddress, PrefixOf, dynamic},
};

const PALLET: &str = "MedicalRecords";

fn failed(entry: &str, error: StorageError) -> LedgerError {
	match error {
		StorageError::CannotFetchValue(_)
		| StorageError::CannotIterateValues(_)
		| StorageError::StreamFailure(_) => LedgerError::Connection(error.into()),
		_ => incompatible(&format!("its storage of {entry}"), error),
	}
}

async fn fetch<Keys, Wire>(
	at: &AtBlock,
	pallet: &str,
	entry: &str,
	keys: Keys,
) -> Result<Option<Wire>, LedgerError>
where
	Keys: IntoEncodableValues + IntoDecodableValues,
	Wire: DecodeAsType,
{
	let address: DynamicAddress<Keys, Wire> = dynamic(pallet, entry);
	let value = at
		.storage()
		.try_fetch(address, keys)
		.await
		.map_err(|error| failed(entry, error))?;
	let decoded = value.map(|value| value.decode()).transpose();
	decoded.map_err(|error| incompatible(&format!("its storage of {entry}"), error))
}

async fn all<Keys, Wire, Prefix>(
	at: &AtBlock,
	entry: &str,
	prefix: Prefix,
) -> Result<Vec<(Keys, Wire)>, LedgerError>
where
	Keys: IntoEncodableValues + IntoDecodableValues,
	Wire: DecodeAsType,
	Prefix: PrefixOf<Keys>,
{
	let address: DynamicAddress<Keys, Wire> = dynamic(PALLET, entry);
	let mut entries = at
		.storage()
		.iter(address, prefix)
		.await
		.map_err(|error| failed(entry, error))?;
	let what = format!("its storage of {entry}");
	let mut found = Vec::new();
	while let Some(pair) = entries.next().await {
		let pair = pair.map_err(|error| failed(entry, error))?;
		let key = pair
			.key()
			.and_then(|key| key.decode())
			.map_err(|error| incompatible(&what, error))?;
		let value = pair
			.value()
			.decode()
			.map_err(|error| incompatible(&what, error))?;
		found.push((key, value));
	}
	Ok(found)
}

pub(super) async fn user(at: &AtBlock, who: AccountId) -> Result<Option<User>, LedgerError> {
	Ok(fetch::<_, wire::User>(at, PALLET, "Users", (who.0,))
		.await?
		.map(Into::into))
}

pub(super) async fn users(at: &AtBlock) -> Result<Vec<(AccountId, User)>, LedgerError> {
	let users = all::<([u8; 32],), wire::User, _>(at, "Users", ()).await?;
	Ok(users
		.into_iter()
		.map(|((who,), user)| (AccountId(who), user.into()))
		.collect())
}

pub(super) async fn committee(at: &AtBlock, key_id: KeyId) -> Result<Option<Committee>, LedgerError> {
	Ok(fetch::<_, wire::Committee>(at, PALLET, "Committees", (key_id,))
		.await?
		.map(Into::into))
}

pub(super) async fn committees(at: &AtBlock) -> Result<Vec<(KeyId, Committee)>, LedgerError> {
	let committees = all::<(u32,), wire::Committee, _>(at, "Committees", ()).await?;
	Ok(committees
		.into_iter()
		.map(|((key_id,), committee)| (key_id, committee.into()))
		.collect())
}

pub(super) async fn record(at: &AtBlock, id: RecordId) -> Result<Option<Record>, LedgerError> {
	Ok(fetch::<_, wire::Record>(at, PALLET, "Records", (id.0,))
		.await?
		.map(Into::into))
}

pub(super) async fn records(at: &AtBlock) -> Result<Vec<(RecordId, Record)>, LedgerError> {
	let records = all::<([u8; 16],), wire::Record, _>(at, "Records", ()).await?;
	Ok(records
		.into_iter()
		.map(|((id,), record)| (RecordId(id), record.into()))
		.collect())
}

pub(super) async fn request(at: &AtBlock, id: RequestId) -> Result<Option<Request>, LedgerError> {
	Ok(fetch::<_, wire::Request>(at, PALLET, "Requests", (id.0,))
		.await?
		.map(Into::into))
}

pub(super) async fn requests(at: &AtBlock) -> Result<Vec<(RequestId, Request)>, LedgerError> {
	let requests = all::<([u8; 16],), wire::Request, _>(at, "Requests", ()).await?;
	Ok(requests
		.into_iter()
		.map(|((id,), request)| (RequestId(id), request.into()))
		.collect())
}

pub(super) async fn votes(at: &AtBlock, id: RequestId) -> Result<Vec<(u16, Vote)>, LedgerError> {
	let votes = all::<([u8; 16], u16), wire::Vote, _>(at, "Approvals", (id.0,)).await?;
	let mut votes: Vec<_> = votes
		.into_iter()
		.map(|((_, index), vote)| (index, vote.into()))
		.collect();
	votes.sort_by_key(|(index, _)| *index);
	Ok(votes)
}

pub(super) async fn consent(at: &AtBlock, id: RequestId) -> Result<Option<[u8; 80]>, LedgerError> {
	fetch(at, PALLET, "Consents", (id.0,)).await
}

pub(super) async fn next_seq(at: &AtBlock, who: AccountId) -> Result<u32, LedgerError> {
	Ok(fetch(at, PALLET, "RequestSeq", (who.0,))
		.await?
		.unwrap_or_default())
}

pub(super) async fn tombstone(at: &AtBlock, id: RecordId) -> Result<Option<BlockNumber>, LedgerError> {
	fetch(at, PALLET, "Tombstones", (id.0,)).await
}

pub(super) async fn balance(at: &AtBlock, who: AccountId) -> Result<Balance, LedgerError> {
	let account = fetch::<_, wire::Account>(at, "System", "Account", (who.0,)).await?;
	Ok(Balance(account.map_or(0, |account| account.data.free)))
}

/// Milliseconds since 1970; the first block carries none.
pub(super) async fn time(at: &AtBlock) -> Result<Option<u64>, LedgerError> {
	let now = fetch::<(), u64>(at, "Timestamp", "Now", ()).await?;
	Ok(now.filter(|time| *time > 0))
}
