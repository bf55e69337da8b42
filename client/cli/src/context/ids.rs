//! Records and requests by the first digits of their ids.

use super::session::Session;
use crate::{args::IdArg, output::Failure};
use medquorum_client::{
	domain::{RecordId, RequestId},
	ledger::Ledger,
};
use std::fmt::Display;

impl Session<'_> {
	/// The record whose id starts with these digits.
	pub async fn record_id(&self, typed: &IdArg) -> Result<RecordId, Failure> {
		if let Ok(whole) = typed.digits().parse() {
			return Ok(whole);
		}
		let known = self.chain.records().await?;
		unique(known.into_iter().map(|(id, _)| id), typed, "record")
	}

	/// The request whose id starts with these digits.
	pub async fn request_id(&self, typed: &IdArg) -> Result<RequestId, Failure> {
		if let Ok(whole) = typed.digits().parse() {
			return Ok(whole);
		}
		let known = self.chain.requests().await?;
		unique(known.into_iter().map(|(id, _)| id), typed, "request")
	}
}

/// The one id that starts with what was typed.
fn unique<T: Display + Copy>(
	known: impl Iterator<Item = T>,
	typed: &IdArg,
	what: &str,
) -> Result<T, Failure> {
	let digits = typed.digits();
	let fitting: Vec<T> = known.filter(|id| id.to_string().starts_with(digits)).collect();
	match fitting.as_slice() {
		[one] => Ok(*one),
		[] => {
			let (kind, list) = match what {
				"record" => ("NoRecord", "records"),
				_ => ("NoRequest", "inbox"),
			};
			Err(Failure::refused(
				kind,
				format_args!("there is no {what} whose id starts with {digits}"),
				format_args!("check the id; `medquorum {list}` lists those you can see"),
			))
		}
		several => Err(Failure::refused(
			"Ambiguous",
			format_args!("the ids of {} {what}s start with {digits}", several.len()),
			"type more of its digits",
		)),
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn prefixes_name_one_id_or_none() {
		let known = [RecordId([0xab; 16]), RecordId([0xac; 16])];
		let find = |known: [RecordId; 2], text: &str| {
			let typed = text.parse().unwrap();
			unique(known.into_iter(), &typed, "record")
		};
		assert_eq!(find(known, "abab").unwrap(), known[0]);
		assert!(find(known, "ffff").is_err());
		let same = [RecordId([0xab; 16]); 2];
		assert!(matches!(find(same, "abab"), Err(Failure::Said { kind, .. }) if kind == "Ambiguous"));
	}
}
