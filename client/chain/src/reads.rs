//! Reads of one block's state.

use super::{connection::AtBlock, failure::incompatible};
use medquorum_core::{domain::*, error::LedgerError};
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

async fn fetch<Keys, Stored>(
	at: &AtBlock,
	pallet: &str,
	entry: &str,
	keys: Keys,
) -> Result<Option<Stored>, LedgerError>
where
	Keys: IntoEncodableValues + IntoDecodableValues,
	Stored: DecodeAsType,
{
	let address: DynamicAddress<Keys, Stored> = dynamic(pallet, entry);
	let value = at
		.storage()
		.try_fetch(address, keys)
		.await
		.map_err(|error| failed(entry, error))?;
	let decoded = value.map(|value| value.decode()).transpose();
	decoded.map_err(|error| incompatible(&format!("its storage of {entry}"), error))
}

async fn all<Keys, Stored, Prefix>(
	at: &AtBlock,
	entry: &str,
	prefix: Prefix,
) -> Result<Vec<(Keys, Stored)>, LedgerError>
where
	Keys: IntoEncodableValues + IntoDecodableValues,
	Stored: DecodeAsType,
	Prefix: PrefixOf<Keys>,
{
	let address: DynamicAddress<Keys, Stored> = dynamic(PALLET, entry);
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

/// The entries under our keys.
fn keyed<K, Key, Stored>(entries: Vec<(K, Stored)>, key: impl Fn(K) -> Key) -> Vec<(Key, Stored)> {
	entries.into_iter().map(|(k, stored)| (key(k), stored)).collect()
}

pub(super) async fn user(at: &AtBlock, who: AccountId) -> Result<Option<User>, LedgerError> {
	fetch(at, PALLET, "Users", (who.0,)).await
}

pub(super) async fn users(at: &AtBlock) -> Result<Vec<(AccountId, User)>, LedgerError> {
	let users = all::<([u8; 32],), _, _>(at, "Users", ()).await?;
	Ok(keyed(users, |(who,)| AccountId(who)))
}

pub(super) async fn committee(at: &AtBlock, key_id: KeyId) -> Result<Option<Committee>, LedgerError> {
	fetch(at, PALLET, "Committees", (key_id,)).await
}

pub(super) async fn committees(at: &AtBlock) -> Result<Vec<(KeyId, Committee)>, LedgerError> {
	let committees = all::<(u32,), _, _>(at, "Committees", ()).await?;
	Ok(keyed(committees, |(key_id,)| key_id))
}

pub(super) async fn council(at: &AtBlock) -> Result<Vec<AccountId>, LedgerError> {
	let members: Option<Vec<[u8; 32]>> = fetch(at, "Council", "Members", ()).await?;
	Ok(members.unwrap_or_default().into_iter().map(AccountId).collect())
}

pub(super) async fn record(at: &AtBlock, id: RecordId) -> Result<Option<Record>, LedgerError> {
	fetch(at, PALLET, "Records", (id.0,)).await
}

pub(super) async fn records(at: &AtBlock) -> Result<Vec<(RecordId, Record)>, LedgerError> {
	let records = all::<([u8; 16],), _, _>(at, "Records", ()).await?;
	Ok(keyed(records, |(id,)| RecordId(id)))
}

pub(super) async fn request(at: &AtBlock, id: RequestId) -> Result<Option<Request>, LedgerError> {
	fetch(at, PALLET, "Requests", (id.0,)).await
}

pub(super) async fn requests(at: &AtBlock) -> Result<Vec<(RequestId, Request)>, LedgerError> {
	let requests = all::<([u8; 16],), _, _>(at, "Requests", ()).await?;
	Ok(keyed(requests, |(id,)| RequestId(id)))
}

pub(super) async fn votes(at: &AtBlock, id: RequestId) -> Result<Vec<(u16, Vote)>, LedgerError> {
	let votes = all::<([u8; 16], u16), _, _>(at, "Approvals", (id.0,)).await?;
	let mut votes = keyed(votes, |(_, index)| index);
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

/// What a balances account has of interest.
#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub(super) struct Account {
	pub(super) data: AccountData,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub(super) struct AccountData {
	pub(super) free: u128,
}

pub(super) async fn balance(at: &AtBlock, who: AccountId) -> Result<Balance, LedgerError> {
	let account = fetch::<_, Account>(at, "System", "Account", (who.0,)).await?;
	Ok(Balance(account.map_or(0, |account| account.data.free)))
}

/// Milliseconds since 1970; the first block carries none.
pub(super) async fn time(at: &AtBlock) -> Result<Option<u64>, LedgerError> {
	let now = fetch::<(), u64>(at, "Timestamp", "Now", ()).await?;
	Ok(now.filter(|time| *time > 0))
}
