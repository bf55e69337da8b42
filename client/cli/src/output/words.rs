//! Calls and what became of them, for people and for programs.

use super::{Outcome, document};
use medquorum_client::{
	roles::{Delivered, EncodedCall},
	views::ReceiptDetails,
};
use serde_json::{Value, json};
use std::io::Write;

/// What became of a call, for programs.
pub fn delivered(delivered: &Delivered) -> Value {
	match delivered {
		Delivered::Finalized(done) => json!(ReceiptDetails::of(done)),
		Delivered::Call(call) => call_document(call),
	}
}

/// Writes a call that was not sent: for programs as a document, else in the hex digits that Polkadot.js takes.
pub fn call(call: &EncodedCall, as_json: bool, to: &mut impl Write) -> Outcome {
	match as_json {
		true => document(&call_document(call), to),
		false => Ok(writeln!(to, "{}", call_hex(&call.bytes))?),
	}
}

/// A call that was not sent, for programs.
pub fn call_document(call: &EncodedCall) -> Value {
	json!({ "call": call_hex(&call.bytes), "pallet": call.pallet, "name": call.name })
}

fn call_hex(call: &[u8]) -> String {
	format!("0x{}", hex::encode(call))
}

/// A length in bytes, in words.
pub fn bytes(length: u64) -> String {
	indicatif::HumanBytes(length).to_string()
}
