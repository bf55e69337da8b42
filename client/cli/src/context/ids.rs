//! Records and requests by the first digits of their ids.

use super::session::Session;
use crate::{
	args::IdArg,
	output::{CommandError, Failure},
};
use medquorum_client::{
	domain::{RecordId, RequestId},
	ledger::Ledger,
	views::words,
};
use std::{collections::BTreeSet, fmt::Display};

impl Session<'_> {
	/// The record whose id starts with these digits.
	pub async fn record_id(&self, typed: &IdArg) -> Result<RecordId, Failure> {
		if let Ok(whole) = typed.digits().parse() {
			return Ok(whole);
		}
		let known = self.chain.records().await?.into_iter().map(|(id, _)| id);
		// Uploads from here that the chain does not show, or does not show any more, have names too.
		let known: BTreeSet<RecordId> = known.chain(self.keeper().noted()).collect();
		Ok(unique(
			known.into_iter(),
			typed,
			"record",
			CommandError::NoRecord,
		)?)
	}

	/// The request whose id starts with these digits.
	pub async fn request_id(&self, typed: &IdArg) -> Result<RequestId, Failure> {
		if let Ok(whole) = typed.digits().parse() {
			return Ok(whole);
		}
		let known = self.chain.requests().await?;
		Ok(unique(
			known.into_iter().map(|(id, _)| id),
			typed,
			"request",
			CommandError::NoRequest,
		)?)
	}
}

/// The one id that starts with what was typed.
fn unique<T: Display + Copy>(
	known: impl Iterator<Item = T>,
	typed: &IdArg,
	what: &str,
	missing: fn(String) -> CommandError,
) -> Result<T, CommandError> {
	let digits = typed.digits();
	let fitting: Vec<T> = known.filter(|id| id.to_string().starts_with(digits)).collect();
	match fitting.as_slice() {
		[one] => Ok(*one),
		[] => Err(missing(digits.to_owned())),
		several => Err(CommandError::Ambiguous {
			what: words::count(several.len(), what),
			digits: digits.to_owned(),
		}),
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
			unique(known.into_iter(), &typed, "record", CommandError::NoRecord)
		};
		assert_eq!(find(known, "abab").unwrap(), known[0]);
		assert!(matches!(find(known, "ffff"), Err(CommandError::NoRecord(_))));
		let same = [RecordId([0xab; 16]); 2];
		assert!(matches!(find(same, "abab"), Err(CommandError::Ambiguous { .. })));
	}
}
