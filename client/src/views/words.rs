//! Values in words for people, and in plain JSON for programs.

use std::fmt::Display;
use std::io::Write;

use medquorum_client::domain::{
	Balance, BlockNumber, RecordStatus, RejectionCause, RejectionReason, RequestStatus,
};
use medquorum_client::ledger::{Event, Receipt};
use medquorum_client::vault::{Delivered, EncodedCall};
use serde_json::{Map, Value, json};

use super::Outcome;

/// The first digits of an id: enough for people, and for commands.
pub fn short(id: &impl Display) -> String {
	id.to_string().chars().take(8).collect()
}

/// An amount for JSON: a number where every reader can hold it.
pub fn amount(balance: Balance) -> Value {
	u64::try_from(balance.0).map_or_else(|_| Value::from(balance.0.to_string()), Value::from)
}

/// A receipt for JSON.
pub fn receipt(receipt: &Receipt) -> Value {
	json!({
		"block": receipt.block,
		"extrinsic": receipt.extrinsic,
		"fee": amount(receipt.fee),
		"call_bytes": receipt.call_bytes,
		"events": receipt.events.iter().map(event).collect::<Vec<_>>(),
	})
}

/// An event for JSON.
pub fn event(event: &Event) -> Value {
	let fields: Map<String, Value> = event
		.fields
		.iter()
		.map(|(name, value)| (name.clone(), json!(value)))
		.collect();
	json!({ "pallet": event.pallet, "name": event.name, "fields": fields })
}

/// What became of a call, for JSON.
pub fn delivered(delivered: &Delivered) -> Value {
	match delivered {
		Delivered::Finalized(done) => receipt(done),
		Delivered::Call(call) => call_document(call),
	}
}

/// Writes a call that was not sent: for programs as a document, else in the hex digits that Polkadot.js takes.
pub fn call(call: &EncodedCall, as_json: bool, to: &mut impl Write) -> Outcome {
	match as_json {
		true => super::document(&call_document(call), to),
		false => Ok(writeln!(to, "{}", call_hex(&call.bytes))?),
	}
}

fn call_document(call: &EncodedCall) -> Value {
	json!({ "call": call_hex(&call.bytes), "pallet": call.pallet, "name": call.name })
}

fn call_hex(call: &[u8]) -> String {
	format!("0x{}", hex::encode(call))
}

/// Time until a block, in words; six seconds a block is what collators make.
pub fn in_blocks(left: BlockNumber) -> String {
	let seconds = u64::from(left) * 6;
	let span = match seconds {
		0..120 => return format!("{left} blocks"),
		120..7_200 => format!("{} minutes", seconds / 60),
		7_200..172_800 => format!("{} hours", seconds / 3_600),
		_ => format!("{} days", seconds / 86_400),
	};
	format!("{left} blocks (about {span})")
}

/// A length in bytes, in words.
pub fn bytes(length: u64) -> String {
	indicatif::HumanBytes(length).to_string()
}

/// Where a request stands, in words.
pub fn request_status(status: RequestStatus) -> &'static str {
	match status {
		RequestStatus::Open => "open",
		RequestStatus::Approved => "approved",
		RequestStatus::Rejected(RejectionCause::Administrators) => "rejected by the administrators",
		RequestStatus::Rejected(RejectionCause::Timeout) => "rejected: out of time",
		RequestStatus::Rejected(RejectionCause::ConsentDenied) => "rejected: the patient denied consent",
	}
}

/// Where a record stands, in words.
pub fn record_status(status: RecordStatus, acknowledged: bool) -> &'static str {
	match (status, acknowledged) {
		(RecordStatus::Active, true) => "active",
		(RecordStatus::Active, false) => "active, not acknowledged",
		(RecordStatus::Suspended, _) => "suspended by the patient",
		(RecordStatus::Superseded, _) => "superseded by a correction",
	}
}

/// `1 request`, `2 requests`.
pub fn count(number: usize, one: &str) -> String {
	format!("{number} {one}{}", if number == 1 { "" } else { "s" })
}

/// Why an administrator rejected, in words.
pub fn reason(reason: RejectionReason) -> &'static str {
	match reason {
		RejectionReason::NotJustified => "the purpose does not justify the access",
		RejectionReason::WrongPatient => "wrong patient",
		RejectionReason::UnknownRequester => "unknown requester",
		RejectionReason::Duplicate => "asked before",
		RejectionReason::Other => "another reason",
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn time_is_told_in_words() {
		assert_eq!(in_blocks(5), "5 blocks");
		assert_eq!(in_blocks(600), "600 blocks (about 60 minutes)");
		assert_eq!(in_blocks(14_400), "14400 blocks (about 24 hours)");
	}
}
