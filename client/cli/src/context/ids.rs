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
	/// The record whose id starts with these digits. The person's own come first: nobody else's record gets in by an id that was made to
	/// begin alike, and the chain's whole list is looked through only for those of others.
	pub async fn record_id(&self, typed: &IdArg) -> Result<RecordId, Failure> {
		if let Ok(whole) = typed.digits().parse() {
			return Ok(whole);
		}
		if let Some(id) = self.own_record_named(typed).await? {
			return Ok(id);
		}
		let known = self.chain.records().await?.into_iter().map(|(id, _)| id);
		Ok(unique(known, typed, "record", CommandError::NoRecord)?)
	}

	/// Records about the person's accounts, and uploads from here: also those that the chain does not show, or does not show any more.
	async fn own_records(&self) -> Result<BTreeSet<RecordId>, Failure> {
		let mut own: BTreeSet<RecordId> = self.keeper().noted().into_iter().collect();
		for account in self.all_accounts(self.account().ok()) {
			let records = self.chain.records_of(account).await?;
			own.extend(records.into_iter().map(|(id, _)| id));
		}
		Ok(own)
	}

	/// The person's own record whose id starts with these digits, if there is one.
	pub async fn own_record_named(&self, typed: &IdArg) -> Result<Option<RecordId>, Failure> {
		let own = self.own_records().await?.into_iter();
		Ok(unique_of(own, typed, "record", CommandError::NoRecord)?)
	}

	/// The person's own request whose id starts with these digits, or the one for a record of the person's, if there is one.
	pub async fn own_request_named(&self, typed: &IdArg) -> Result<Option<RequestId>, Failure> {
		let mut own = self.asked_by_all();
		for account in self.all_accounts(self.account().ok()) {
			for (record, _) in self.chain.records_of(account).await? {
				own.extend(self.chain.requests_for(record).await?);
			}
		}
		let own = own.into_iter();
		Ok(unique_of(own, typed, "request", CommandError::NoRequest)?)
	}

	/// The request that a patient means: those for the person's records come first, so that not all are looked through.
	pub async fn patients_request(&self, typed: &IdArg) -> Result<RequestId, Failure> {
		if let Ok(whole) = typed.digits().parse() {
			return Ok(whole);
		}
		match self.own_request_named(typed).await? {
			Some(id) => Ok(id),
			None => self.request_id(typed).await,
		}
	}

	/// Requests that were made from here, by whichever account of the person's.
	fn asked_by_all(&self) -> BTreeSet<RequestId> {
		let accounts = self.all_accounts(self.account().ok()).into_iter();
		accounts.flat_map(|account| self.asked(account)).collect()
	}

	/// The one of these requests whose id starts with these digits.
	pub fn unique_request(
		&self,
		known: impl Iterator<Item = RequestId>,
		typed: &IdArg,
	) -> Result<RequestId, Failure> {
		Ok(unique(known, typed, "request", CommandError::NoRequest)?)
	}

	/// The request whose id starts with these digits. Those that were made from here come first; of all others it must be the only one:
	/// administrators are not led to one that was made to begin alike.
	pub async fn request_id(&self, typed: &IdArg) -> Result<RequestId, Failure> {
		if let Ok(whole) = typed.digits().parse() {
			return Ok(whole);
		}
		let own = self.asked_by_all().into_iter();
		if let Some(id) = unique_of(own, typed, "request", CommandError::NoRequest)? {
			return Ok(id);
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

/// The same where there need not be one.
fn unique_of<T: Display + Copy>(
	known: impl Iterator<Item = T>,
	typed: &IdArg,
	what: &str,
	missing: fn(String) -> CommandError,
) -> Result<Option<T>, CommandError> {
	match unique(known, typed, what, missing) {
		Ok(id) => Ok(Some(id)),
		Err(error @ CommandError::Ambiguous { .. }) => Err(error),
		Err(_) => Ok(None),
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
		let typed = "ffff".parse().unwrap();
		let own = unique_of(known.into_iter(), &typed, "record", CommandError::NoRecord);
		assert!(matches!(own, Ok(None)));
		let same = [RecordId([0xab; 16]); 2];
		assert!(matches!(find(same, "abab"), Err(CommandError::Ambiguous { .. })));
	}
}
