//! What became of a call that was carried out, for programs.

use super::{event, words};
use crate::{
	domain::{Balance, BlockNumber},
	ledger::{Event, Receipt},
};
use serde::Serialize;

/// A receipt; serialized, the document that programs get.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReceiptDetails<'a> {
	/// The finalized block that holds the call.
	pub block: BlockNumber,
	/// The call's hash on the chain.
	pub extrinsic: &'a str,
	/// What it cost, deposits not counted.
	#[serde(serialize_with = "words::amount")]
	pub fee: Balance,
	/// Length of the call in bytes.
	pub call_bytes: usize,
	/// What it emitted.
	pub events: Vec<Emitted<'a>>,
}

/// An event of a receipt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Emitted<'a> {
	/// The pallet that emitted it.
	pub pallet: &'a str,
	/// The event's variant in the metadata, such as `RecordRegistered`.
	pub name: &'a str,
	/// Its fields, as the chain names them.
	#[serde(serialize_with = "event::fields")]
	pub fields: &'a [(String, String)],
}

impl<'a> ReceiptDetails<'a> {
	/// What became of the call.
	pub fn of(receipt: &'a Receipt) -> Self {
		let emitted = |event: &'a Event| Emitted {
			pallet: &event.pallet,
			name: &event.name,
			fields: &event.fields,
		};
		Self {
			block: receipt.block,
			extrinsic: &receipt.extrinsic,
			fee: receipt.fee,
			call_bytes: receipt.call_bytes,
			events: receipt.events.iter().map(emitted).collect(),
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn programs_get_block_fee_and_events() {
		let receipt = Receipt {
			block: 7,
			extrinsic: "0x01".to_owned(),
			events: vec![Event {
				pallet: "Council".to_owned(),
				name: "Executed".to_owned(),
				fields: vec![("result".to_owned(), "Ok".to_owned())],
			}],
			fee: Balance(12),
			call_bytes: 3,
		};
		let expected = serde_json::json!({
			"block": 7,
			"extrinsic": "0x01",
			"fee": 12,
			"call_bytes": 3,
			"events": [{ "pallet": "Council", "name": "Executed", "fields": { "result": "Ok" } }],
		});
		assert_eq!(
			serde_json::to_value(ReceiptDetails::of(&receipt)).unwrap(),
			expected
		);
	}
}
