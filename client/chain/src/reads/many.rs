//! Entries of many records by one question: a node takes longer to answer a question for each of them than to read them.

use super::{AtBlock, PALLET, Place, failed, fetch};
use crate::failure::incompatible;
use futures::{future::try_join_all, try_join};
use medquorum_core::{domain::*, error::LedgerError, ledger::RecordLine};
use serde::Deserialize;
use std::collections::HashMap;
use subxt::{
	ext::scale_decode::DecodeAsType,
	rpcs::{RpcClient, rpc_params},
	storage::{DynamicAddress, dynamic},
};

/// Entries in one question.
const TOGETHER: usize = 256;
/// Questions at the same moment, where each entry needs one.
const AT_ONCE: usize = 16;

/// What a node says of a block: keys, each with what is stored there.
#[derive(Deserialize)]
struct Told {
	changes: Vec<(String, Option<String>)>,
}

/// Each of these records with the requests for it, its erasure and its hold.
pub(crate) async fn record_lines(
	rpc: &RpcClient,
	at: &AtBlock,
	ids: &[RecordId],
) -> Result<Vec<Option<RecordLine>>, LedgerError> {
	let (records, places, erasures, holds) = try_join!(
		entries::<Record>(rpc, at, "Records", ids),
		entries::<Vec<Place>>(rpc, at, "OpenByRecord", ids),
		entries::<Erasure>(rpc, at, "Erasures", ids),
		entries::<Hold>(rpc, at, "LegalHolds", ids),
	)?;
	let ends = erasures.into_iter().zip(holds);
	let of_each = records.into_iter().zip(places).zip(ends);
	let lines = of_each.map(|((record, places), (erasure, hold))| {
		let places = places.unwrap_or_default().into_iter();
		Some(RecordLine {
			record: record?,
			requests: places.map(|place| place.request_id).collect(),
			ends: Ends { erasure, hold },
		})
	});
	Ok(lines.collect())
}

/// An entry of each of these records, in their order.
pub(super) async fn entries<Stored: DecodeAsType>(
	rpc: &RpcClient,
	at: &AtBlock,
	entry: &str,
	ids: &[RecordId],
) -> Result<Vec<Option<Stored>>, LedgerError> {
	let mut found = Vec::with_capacity(ids.len());
	for ids in ids.chunks(TOGETHER) {
		let keys = keys_of(at, entry, ids)?;
		let asked = rpc.request("state_queryStorageAt", rpc_params![&keys, at.block_hash()]);
		let told: Result<Vec<Told>, _> = asked.await;
		match told {
			Ok(told) => {
				let changes = told.into_iter().flat_map(|told| told.changes);
				let mut values: HashMap<String, Option<String>> = changes.collect();
				for key in &keys {
					let value = values.remove(key).flatten();
					found.push(value.map(|value| decoded(at, entry, &value)).transpose()?);
				}
			}
			// Whoever is asked may not know this question. A connection that broke shows itself once more.
			Err(_) => found.extend(one_by_one(at, entry, ids).await?),
		}
	}
	Ok(found)
}

async fn one_by_one<Stored: DecodeAsType>(
	at: &AtBlock,
	entry: &str,
	ids: &[RecordId],
) -> Result<Vec<Option<Stored>>, LedgerError> {
	let mut found = Vec::with_capacity(ids.len());
	for ids in ids.chunks(AT_ONCE) {
		let read = ids.iter().map(|id| fetch(at, PALLET, entry, (id.0,)));
		found.extend(try_join_all(read).await?);
	}
	Ok(found)
}

fn keys_of(at: &AtBlock, entry: &str, ids: &[RecordId]) -> Result<Vec<String>, LedgerError> {
	let address: DynamicAddress<([u8; 16],), ()> = dynamic(PALLET, entry);
	let place = at
		.storage()
		.entry(address)
		.map_err(|error| failed(entry, error))?;
	let keys = ids.iter().map(|id| {
		let key = place.fetch_key((id.0,));
		key.map(|key| format!("0x{}", hex::encode(key)))
			.map_err(|error| failed(entry, error))
	});
	keys.collect()
}

fn type_of(at: &AtBlock, entry: &str) -> Option<u32> {
	let pallet = at.metadata_ref().pallet_by_name(PALLET)?;
	Some(pallet.storage()?.entry_by_name(entry)?.value_ty())
}

/// What an entry holds, from the digits that a node gives.
fn decoded<Stored: DecodeAsType>(at: &AtBlock, entry: &str, digits: &str) -> Result<Stored, LedgerError> {
	let what = format!("its storage of {entry}");
	let bytes = digits.strip_prefix("0x").unwrap_or(digits);
	let bytes = hex::decode(bytes).map_err(|error| incompatible(&what, error))?;
	let ty = type_of(at, entry).ok_or_else(|| incompatible(&what, "the chain does not describe it"))?;
	let rest = &mut &bytes[..];
	let value = Stored::decode_as_type(rest, ty, at.metadata_ref().types());
	let value = value.map_err(|error| incompatible(&what, error))?;
	match rest.is_empty() {
		true => Ok(value),
		false => Err(incompatible(&what, "it is longer than what is known of it")),
	}
}
