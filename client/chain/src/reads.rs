//! Reads of one block's state.

use super::{connection::AtBlock, decided, failure::incompatible};
use medquorum_core::{
	domain::*,
	error::LedgerError,
	ledger::{OpenMotion, Scheduled, pallet},
};
use subxt::{
	error::StorageError,
	ext::{
		frame_decode::helpers::{IntoDecodableValues, IntoEncodableValues},
		scale_decode::DecodeAsType,
		scale_encode::EncodeAsType,
	},
	rpcs::RpcClient,
	storage::{DynamicAddress, PrefixOf, dynamic},
};

pub(super) mod ceremony;
mod committees;
pub(super) mod emergency;
mod many;

#[cfg(test)]
pub(super) use committees::{Ended, PendingRule, Rule};
pub(super) use committees::{committee, committees, lineage};
pub(super) use many::record_lines;

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

/// The bytes of an entry.
async fn bytes_of<Keys>(
	at: &AtBlock,
	pallet: &str,
	entry: &str,
	keys: Keys,
) -> Result<Option<Vec<u8>>, LedgerError>
where
	Keys: IntoEncodableValues + IntoDecodableValues,
{
	let address: DynamicAddress<Keys, Vec<u8>> = dynamic(pallet, entry);
	let value = at
		.storage()
		.try_fetch(address, keys)
		.await
		.map_err(|error| failed(entry, error))?;
	Ok(value.map(|value| value.into_bytes()))
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
	all_of(at, PALLET, entry, prefix).await
}

async fn all_of<Keys, Stored, Prefix>(
	at: &AtBlock,
	pallet: &str,
	entry: &str,
	prefix: Prefix,
) -> Result<Vec<(Keys, Stored)>, LedgerError>
where
	Keys: IntoEncodableValues + IntoDecodableValues,
	Stored: DecodeAsType,
	Prefix: PrefixOf<Keys>,
{
	let mut found = Vec::new();
	each_of(at, pallet, entry, prefix, |key, value| found.push((key, value))).await?;
	Ok(found)
}

/// Gives the entries one by one; the node hands them out page by page.
async fn each_of<Keys, Stored, Prefix>(
	at: &AtBlock,
	pallet: &str,
	entry: &str,
	prefix: Prefix,
	mut take: impl FnMut(Keys, Stored),
) -> Result<(), LedgerError>
where
	Keys: IntoEncodableValues + IntoDecodableValues,
	Stored: DecodeAsType,
	Prefix: PrefixOf<Keys>,
{
	let address: DynamicAddress<Keys, Stored> = dynamic(pallet, entry);
	let mut entries = at
		.storage()
		.iter(address, prefix)
		.await
		.map_err(|error| failed(entry, error))?;
	let what = format!("its storage of {entry}");
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
		take(key, value);
	}
	Ok(())
}

/// The entries under our keys.
fn keyed<K, Key, Stored>(entries: Vec<(K, Stored)>, key: impl Fn(K) -> Key) -> Vec<(Key, Stored)> {
	entries.into_iter().map(|(k, stored)| (key(k), stored)).collect()
}

pub(super) async fn user(at: &AtBlock, who: AccountId) -> Result<Option<User>, LedgerError> {
	fetch(at, PALLET, "Users", (who.0,)).await
}

/// What lies there is who froze the account; `None` in it is the council.
async fn frozen(at: &AtBlock, who: AccountId) -> Result<Option<Frozen>, LedgerError> {
	let by: Option<Option<AccountId>> = fetch(at, PALLET, "Frozen", (who.0,)).await?;
	Ok(by.map(|by| Frozen { by }))
}

pub(super) async fn situation(at: &AtBlock, who: AccountId) -> Result<Situation, LedgerError> {
	let (frozen, replaced_by, guardian, sponsorship) = tokio::try_join!(
		frozen(at, who),
		fetch(at, PALLET, "Replacements", (who.0,)),
		fetch(at, PALLET, "Guardians", (who.0,)),
		fetch(at, PALLET, "Sponsorships", (who.0,)),
	)?;
	Ok(Situation {
		frozen,
		replaced_by,
		guardian,
		sponsorship,
	})
}

pub(super) async fn replacements(at: &AtBlock) -> Result<Vec<(AccountId, AccountId)>, LedgerError> {
	let replaced = all::<([u8; 32],), _, _>(at, "Replacements", ()).await?;
	Ok(keyed(replaced, |(old,)| AccountId(old)))
}

/// What the chain's own clock says.
pub(super) async fn clock(at: &AtBlock) -> Result<Moment, LedgerError> {
	let now: Option<Moment> = fetch::<(), _>(at, "ServiceClock", "Now", ()).await?;
	Ok(now.unwrap_or_default())
}

pub(super) async fn users(at: &AtBlock) -> Result<Vec<(AccountId, User)>, LedgerError> {
	let users = all::<([u8; 32],), _, _>(at, "Users", ()).await?;
	Ok(keyed(users, |(who,)| AccountId(who)))
}

pub(super) async fn members(at: &AtBlock, body: Body) -> Result<Vec<AccountId>, LedgerError> {
	let members: Option<Vec<[u8; 32]>> = fetch(at, pallet(body), "Members", ()).await?;
	Ok(members.unwrap_or_default().into_iter().map(AccountId).collect())
}

/// Where a vote stands.
#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub(super) struct Votes {
	pub(super) index: u32,
	pub(super) threshold: u32,
	pub(super) ayes: Vec<AccountId>,
	pub(super) nays: Vec<AccountId>,
	pub(super) end: BlockNumber,
}

pub(super) async fn motions(at: &AtBlock, body: Body) -> Result<Vec<OpenMotion>, LedgerError> {
	let pallet = pallet(body);
	let voting = all_of::<([u8; 32],), Votes, _>(at, pallet, "Voting", ()).await?;
	let metadata = at.metadata();
	let mut motions = Vec::with_capacity(voting.len());
	for ((hash,), votes) in voting {
		let bytes = bytes_of(at, pallet, "ProposalOf", (hash,)).await?;
		let call = decided::voted_on(&hash, bytes.as_deref(), &metadata)?;
		// The payer, and behind it what is held.
		let cost = bytes_of(at, pallet, "CostOf", (hash,)).await?;
		let payer = cost.as_deref().and_then(<[u8]>::first_chunk);
		motions.push(OpenMotion {
			hash,
			index: votes.index,
			proposed_by: payer.copied().map(AccountId),
			threshold: votes.threshold,
			ayes: votes.ayes,
			nays: votes.nays,
			until: votes.end,
			call,
		});
	}
	motions.sort_by_key(|motion| motion.index);
	Ok(motions)
}

pub(super) async fn paused(at: &AtBlock) -> Result<Option<BlockNumber>, LedgerError> {
	fetch(at, "SafeMode", "EnteredUntil", ()).await
}

/// A body as a key of storage.
#[derive(Clone, Copy, DecodeAsType, EncodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
#[encode_as_type(crate_path = "subxt::ext::scale_encode")]
enum BodyKey {
	Council,
	Recovery,
}

pub(super) async fn notice(at: &AtBlock, body: Body) -> Result<Option<Notice>, LedgerError> {
	let key = match body {
		Body::Council => BodyKey::Council,
		Body::Recovery => BodyKey::Recovery,
	};
	fetch(at, "Succession", "Notices", (key,)).await
}

/// A call that waits, as it lies in state.
#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub(super) struct Waiting {
	pub(super) due: BlockNumber,
	pub(super) until: BlockNumber,
	pub(super) call: Vec<u8>,
}

pub(super) async fn scheduled(at: &AtBlock) -> Result<Vec<Scheduled>, LedgerError> {
	const PALLET: &str = "Enactment";
	// What an earlier council had decided is void.
	let first: u32 = fetch(at, PALLET, "FirstValid", ()).await?.unwrap_or_default();
	let mut waiting = all_of::<(u32,), Waiting, _>(at, PALLET, "Queue", ()).await?;
	waiting.retain(|((index,), _)| *index >= first);
	waiting.sort_by_key(|((index,), _)| *index);
	let metadata = at.metadata();
	let scheduled = waiting.into_iter().map(|((index,), waiting)| Scheduled {
		index,
		due: waiting.due,
		until: waiting.until,
		call: decided::call(&waiting.call, &metadata),
	});
	Ok(scheduled.collect())
}

pub(super) async fn record(at: &AtBlock, id: RecordId) -> Result<Option<Record>, LedgerError> {
	fetch(at, PALLET, "Records", (id.0,)).await
}

pub(super) async fn records(at: &AtBlock) -> Result<Vec<(RecordId, Record)>, LedgerError> {
	let records = all::<([u8; 16],), _, _>(at, "Records", ()).await?;
	Ok(keyed(records, |(id,)| RecordId(id)))
}

/// All of them, one by one.
pub(super) async fn each_record(
	at: &AtBlock,
	take: &mut (dyn FnMut(RecordId, Record) + Send),
) -> Result<(), LedgerError> {
	each_of(at, PALLET, "Records", (), |(id,): ([u8; 16],), record| {
		take(RecordId(id), record);
	})
	.await
}

/// The index has the ids alone; the node gives it page by page.
pub(super) async fn records_of(
	rpc: &RpcClient,
	at: &AtBlock,
	patient: AccountId,
) -> Result<Vec<(RecordId, Record)>, LedgerError> {
	let index = all::<([u8; 32], [u8; 16]), (), _>(at, "RecordsByPatient", (patient.0,)).await?;
	let ids: Vec<RecordId> = index.into_iter().map(|((_, id), ())| RecordId(id)).collect();
	let records = many::entries(rpc, at, "Records", &ids).await?;
	let records = ids.into_iter().zip(records);
	Ok(records.filter_map(|(id, record)| Some((id, record?))).collect())
}

/// A place of a record, taken by one request.
#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub(super) struct Place {
	pub(super) request_id: RequestId,
}

pub(super) async fn requests_for(at: &AtBlock, record: RecordId) -> Result<Vec<RequestId>, LedgerError> {
	let places: Option<Vec<Place>> = fetch(at, PALLET, "OpenByRecord", (record.0,)).await?;
	let places = places.unwrap_or_default().into_iter();
	Ok(places.map(|place| place.request_id).collect())
}

pub(super) async fn ends(at: &AtBlock, id: RecordId) -> Result<Ends, LedgerError> {
	Ok(Ends {
		erasure: fetch(at, PALLET, "Erasures", (id.0,)).await?,
		hold: fetch(at, PALLET, "LegalHolds", (id.0,)).await?,
	})
}

pub(super) async fn erasures(at: &AtBlock) -> Result<Vec<(RecordId, Erasure)>, LedgerError> {
	let erasures = all::<([u8; 16],), _, _>(at, "Erasures", ()).await?;
	Ok(keyed(erasures, |(id,)| RecordId(id)))
}

pub(super) async fn holds(at: &AtBlock) -> Result<Vec<(RecordId, Hold)>, LedgerError> {
	let holds = all::<([u8; 16],), _, _>(at, "LegalHolds", ()).await?;
	Ok(keyed(holds, |(id,)| RecordId(id)))
}

pub(super) async fn catalogue(at: &AtBlock, facility: AccountId) -> Result<Option<Pointer>, LedgerError> {
	fetch(at, PALLET, "Catalogues", (facility.0,)).await
}

pub(super) async fn catalogues(at: &AtBlock) -> Result<Vec<(AccountId, Pointer)>, LedgerError> {
	let catalogues = all::<([u8; 32],), _, _>(at, "Catalogues", ()).await?;
	Ok(keyed(catalogues, |(facility,)| AccountId(facility)))
}

pub(super) async fn search_directive(at: &AtBlock, patient: AccountId) -> Result<bool, LedgerError> {
	let directive: Option<()> = fetch(at, PALLET, "SearchDirectives", (patient.0,)).await?;
	Ok(directive.is_some())
}

pub(super) async fn storage_hosts(at: &AtBlock) -> Result<Vec<AccountId>, LedgerError> {
	let hosts = all::<([u8; 32],), (), _>(at, "StorageHosts", ()).await?;
	Ok(hosts.into_iter().map(|((host,), ())| AccountId(host)).collect())
}

pub(super) async fn attestations(
	at: &AtBlock,
	record: RecordId,
) -> Result<Vec<(AccountId, BlockNumber)>, LedgerError> {
	let attested = all::<([u8; 16], [u8; 32]), _, _>(at, "Attestations", (record.0,)).await?;
	Ok(keyed(attested, |(_, host)| AccountId(host)))
}

pub(super) async fn request(at: &AtBlock, id: RequestId) -> Result<Option<Request>, LedgerError> {
	fetch(at, PALLET, "Requests", (id.0,)).await
}

pub(super) async fn requests(at: &AtBlock) -> Result<Vec<(RequestId, Request)>, LedgerError> {
	let requests = all::<([u8; 16],), _, _>(at, "Requests", ()).await?;
	Ok(keyed(requests, |(id,)| RequestId(id)))
}

/// What an administrator has answered, and in which block.
#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub(super) struct CastVote {
	pub(super) index: u16,
	pub(super) at: BlockNumber,
	pub(super) vote: Vote,
}

/// What has been answered to a request.
#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub(super) struct Answers {
	pub(super) votes: Vec<CastVote>,
	pub(super) consent: Option<[u8; 80]>,
}

pub(super) async fn answers(at: &AtBlock, id: RequestId) -> Result<Option<Answers>, LedgerError> {
	fetch(at, PALLET, "Requests", (id.0,)).await
}

pub(super) async fn votes(at: &AtBlock, id: RequestId) -> Result<Vec<(u16, Vote)>, LedgerError> {
	let given = answers(at, id)
		.await?
		.map_or_else(Vec::new, |answers| answers.votes);
	let mut votes: Vec<_> = given
		.into_iter()
		.map(|answer| (answer.index, answer.vote))
		.collect();
	votes.sort_by_key(|(index, _)| *index);
	Ok(votes)
}

pub(super) async fn consent(at: &AtBlock, id: RequestId) -> Result<Option<[u8; 80]>, LedgerError> {
	Ok(answers(at, id).await?.and_then(|answers| answers.consent))
}

/// What is counted of a requester.
#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub(super) struct Requester {
	pub(super) next_seq: u32,
	pub(super) open: u32,
}

pub(super) async fn requester(at: &AtBlock, who: AccountId) -> Result<Option<Requester>, LedgerError> {
	fetch(at, PALLET, "Requesters", (who.0,)).await
}

pub(super) async fn tombstone(at: &AtBlock, id: RecordId) -> Result<Option<Tombstone>, LedgerError> {
	fetch(at, PALLET, "Tombstones", (id.0,)).await
}

pub(super) async fn tombstones(at: &AtBlock) -> Result<Vec<(RecordId, Tombstone)>, LedgerError> {
	let stones = all::<([u8; 16],), _, _>(at, "Tombstones", ()).await?;
	Ok(keyed(stones, |(id,)| RecordId(id)))
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

/// The hash of an earlier block; a state holds those of the 4,096 blocks before it.
pub(super) async fn hash_of(at: &AtBlock, number: BlockNumber) -> Result<Option<Bytes32>, LedgerError> {
	let hash = fetch::<_, Bytes32>(at, "System", "BlockHash", (number,)).await?;
	// What is not there reads as zeros.
	Ok(hash.filter(|hash| *hash != [0; 32]))
}

/// Milliseconds since 1970; the first block carries none.
pub(super) async fn time(at: &AtBlock) -> Result<Option<u64>, LedgerError> {
	let now = fetch::<(), u64>(at, "Timestamp", "Now", ()).await?;
	Ok(now.filter(|time| *time > 0))
}
