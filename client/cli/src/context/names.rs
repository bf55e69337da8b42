//! Names of accounts: people read names, programs addresses.

use std::collections::BTreeMap;

use medquorum_client::accounts::Signer;
use medquorum_client::contacts::Contacts;
use medquorum_client::domain::AccountId;
use medquorum_client::ledger::Sign;
use serde_json::{Value, json};

use crate::output;

/// Accounts of every development chain that people know by name.
const DEVELOPMENT_NAMES: [&str; 8] = ["Alice", "Bob", "Charlie", "Dave", "Eve", "Ferdie", "One", "Two"];

fn development_names(development: bool) -> BTreeMap<AccountId, &'static str> {
	let names = DEVELOPMENT_NAMES.iter().filter(|_| development);
	let signers = names.filter_map(|name| {
		let signer = Signer::development(&format!("//{name}"), development).ok()?;
		Some((Sign::account(&signer), *name))
	});
	signers.collect()
}

/// Names of accounts: the address book's, and on development chains those everybody knows.
#[derive(Default)]
pub struct Names {
	/// The address book.
	pub contacts: Contacts,
	development: BTreeMap<AccountId, &'static str>,
}

impl Names {
	/// The names of an address book; on a development chain also the known ones.
	pub fn new(contacts: Contacts, development: bool) -> Self {
		Self {
			contacts,
			development: development_names(development),
		}
	}

	/// The development account of this name.
	pub fn development(&self, name: &str) -> Option<AccountId> {
		let known = self
			.development
			.iter()
			.find(|(_, known)| known.eq_ignore_ascii_case(name));
		known.map(|(account, _)| *account)
	}

	/// The name of an account, if it has one.
	pub fn name(&self, account: &AccountId) -> Option<&str> {
		self.contacts
			.name(&account.0)
			.or_else(|| self.development.get(account).copied())
	}

	/// What people are shown: the name, or the address where there is none.
	pub fn show(&self, account: &AccountId) -> String {
		self.name(account)
			.map_or_else(|| account.to_string(), str::to_owned)
	}

	/// What programs are given.
	pub fn json(&self, account: &AccountId) -> Value {
		json!({ "address": account.to_string(), "name": self.name(account) })
	}

	/// Puts names for addresses and short ids for long ones.
	pub fn rewrite(&self, text: &str) -> String {
		let mut done = String::with_capacity(text.len());
		let mut rest = text;
		while !rest.is_empty() {
			let end = rest
				.find(|c: char| !c.is_ascii_alphanumeric())
				.unwrap_or(rest.len());
			let (word, tail) = rest.split_at(end);
			done.push_str(&self.rewrite_word(word));
			let next = tail.chars().next();
			done.extend(next);
			rest = next.and_then(|c| tail.get(c.len_utf8()..)).unwrap_or_default();
		}
		done
	}

	fn rewrite_word(&self, word: &str) -> String {
		let digits = word.strip_prefix("0x").unwrap_or(word);
		if digits.len() == 32 && digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
			return output::short(&digits);
		}
		let account = (word.len() >= 46)
			.then(|| word.parse::<AccountId>().ok())
			.flatten();
		account.map_or_else(|| word.to_owned(), |account| self.show(&account))
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	const ALICE: &str = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";

	#[test]
	fn people_read_names_and_short_ids() {
		let mut names = Names::default();
		names
			.contacts
			.add("Dr Weber", ALICE.parse::<AccountId>().unwrap().0)
			.unwrap();
		let text = format!(
			"request {} was made by {ALICE}; only they can use it.",
			"ab".repeat(16)
		);
		assert_eq!(
			names.rewrite(&text),
			"request abababab was made by Dr Weber; only they can use it."
		);
		let unknown = format!("é {}", ALICE.replace('5', "6"));
		assert_eq!(names.rewrite(&unknown), unknown);
	}
}
