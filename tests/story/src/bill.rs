//! What the calls of the story have cost.

use crate::{printer::Printer, told::Told};
use serde_json::Value;
use std::sync::{Mutex, PoisonError};

struct Line {
	call: String,
	bytes: u64,
	/// In the smallest unit.
	fee: u128,
}

/// Every call, in the order in which the chain took them.
#[derive(Default)]
pub struct Bill(Mutex<Vec<Line>>);

fn number(value: &Value) -> Option<u128> {
	let text = value.as_str().map(str::to_owned);
	text.unwrap_or_else(|| value.to_string()).parse().ok()
}

fn mqd(fee: u128) -> String {
	let millionths = (fee + 500_000) / 1_000_000;
	format!("{}.{:06} MQD", millionths / 1_000_000, millionths % 1_000_000)
}

impl Bill {
	/// Notes a call by its receipt.
	pub fn note(&self, call: &str, receipt: &Value) -> Told<()> {
		let receipt = receipt.get("receipt").unwrap_or(receipt);
		let field = |name: &str| receipt.get(name).and_then(number);
		let (Some(bytes), Some(fee)) = (field("call_bytes"), field("fee")) else {
			return Err(format!("the receipt of {call} names no size and fee: {receipt}"));
		};
		let bytes = u64::try_from(bytes).map_err(|error| error.to_string())?;
		let mut lines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
		lines.push(Line {
			call: call.to_owned(),
			bytes,
			fee,
		});
		Ok(())
	}

	pub fn print(&self, printer: &Printer) {
		let lines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
		let row =
			|call: &str, bytes: u64, fee| printer.say(&format!("{call:<28} {bytes:>5} bytes  {}", mqd(fee)));
		for line in lines.iter() {
			row(&line.call, line.bytes, line.fee);
		}
		let bytes = lines.iter().map(|line| line.bytes).sum();
		row(
			&format!("{} calls", lines.len()),
			bytes,
			lines.iter().map(|line| line.fee).sum(),
		);
	}
}
