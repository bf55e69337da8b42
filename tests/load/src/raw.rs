//! The raw spec of a chain with many records in state: written as it is made, for a million of them do not fit into memory as JSON.

use crate::{
	failure::Failure,
	records::{self, Entry},
};
use serde_json::{Map, Value};
use std::io::Write;

/// Where the state goes.
const EMPTY: &str = "\"top\":{}";

fn hex_of(bytes: &[u8]) -> String {
	format!("0x{}", hex::encode(bytes))
}

/// Writes a raw spec again, with so many records in its state.
///
/// # Errors
/// When the spec is not raw, or its uploader has no tokens: it is not of `medquorum-load spec` with as many.
pub fn write(mut spec: Value, records: u32, out: &mut impl Write) -> Result<(), Failure> {
	let top = spec
		.pointer_mut("/genesis/raw/top")
		.and_then(Value::as_object_mut);
	let top = top.ok_or("this spec is not raw: medquorum-node export-chain-spec --raw")?;
	let mut state = std::mem::take(top);
	let own = records::of_uploader(records);
	let [(account, _), _] = &own;
	if records > 0 && state.remove(&hex_of(account)).is_none() {
		return Err("the uploader has no tokens: medquorum-load spec --records with the same number".into());
	}
	let frame = spec.to_string();
	let (head, tail) = frame
		.split_once(EMPTY)
		.ok_or("the spec has no place for its state")?;
	write!(out, "{head}\"top\":{{")?;
	let mut first = true;
	write_known(&state, &mut first, out)?;
	if records > 0 {
		for entry in own.into_iter().map(Ok).chain(records::entries(records)) {
			write_entry(&entry?, &mut first, out)?;
		}
	}
	write!(out, "}}{tail}")?;
	out.flush()?;
	Ok(())
}

fn write_known(state: &Map<String, Value>, first: &mut bool, out: &mut impl Write) -> Result<(), Failure> {
	for (key, value) in state {
		separate(first, out)?;
		write!(out, "{}:{value}", Value::from(key.as_str()))?;
	}
	Ok(())
}

fn write_entry((key, value): &Entry, first: &mut bool, out: &mut impl Write) -> Result<(), Failure> {
	separate(first, out)?;
	write!(out, "\"{}\":\"{}\"", hex_of(key), hex_of(value))?;
	Ok(())
}

fn separate(first: &mut bool, out: &mut impl Write) -> Result<(), Failure> {
	if !std::mem::take(first) {
		out.write_all(b",")?;
	}
	Ok(())
}
