//! Names of accounts: people read names, programs get addresses beside them.

use super::words::short;
use crate::domain::AccountId;
use serde::Serialize;

/// Length of the shortest address that is looked for in a text.
const MIN_ADDRESS: usize = 46;

/// Who has the names of accounts: an address book, for one.
pub trait Names: Send + Sync {
	/// The name of an account, if it has one.
	fn name(&self, account: &AccountId) -> Option<&str>;

	/// The name, or the address where there is none.
	fn show(&self, account: &AccountId) -> String {
		self.name(account)
			.map_or_else(|| account.to_string(), str::to_owned)
	}

	/// The account with its name.
	fn party(&self, account: &AccountId) -> Party {
		Party {
			address: *account,
			name: self.name(account).map(str::to_owned),
		}
	}

	/// Puts names for addresses into a text, and short ids for long ones.
	fn rewrite(&self, text: &str) -> String {
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

	/// The same for one word.
	fn rewrite_word(&self, word: &str) -> String {
		let digits = word.strip_prefix("0x").unwrap_or(word);
		if digits.len() == 32 && digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
			return short(&digits);
		}
		let account = (word.len() >= MIN_ADDRESS)
			.then(|| word.parse::<AccountId>().ok())
			.flatten();
		account.map_or_else(|| word.to_owned(), |account| self.show(&account))
	}
}

/// An account as people and programs are shown it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Party {
	/// Written in SS58: to programs always, to people where there is no name.
	pub address: AccountId,
	/// What people call it, if they have a name for it.
	pub name: Option<String>,
}

impl Party {
	/// What people read: the name, or the address where there is none.
	pub fn shown(&self) -> String {
		self.name.clone().unwrap_or_else(|| self.address.to_string())
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	const ALICE: &str = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";

	struct Book;

	impl Names for Book {
		fn name(&self, account: &AccountId) -> Option<&str> {
			(account.to_string() == ALICE).then_some("Dr Weber")
		}
	}

	#[test]
	fn people_read_names_and_short_ids() {
		let text = format!(
			"request {} was made by {ALICE}; only they can use it.",
			"ab".repeat(16)
		);
		assert_eq!(
			Book.rewrite(&text),
			"request abababab was made by Dr Weber; only they can use it."
		);
		let unknown = format!("é {}", ALICE.replace('5', "6"));
		assert_eq!(Book.rewrite(&unknown), unknown);
	}

	#[test]
	fn programs_get_the_address_and_people_the_name() {
		let party = Book.party(&ALICE.parse().unwrap());
		assert_eq!(party.shown(), "Dr Weber");
		let document = serde_json::to_value(&party).unwrap();
		assert_eq!(
			document,
			serde_json::json!({ "address": ALICE, "name": "Dr Weber" })
		);
		assert_eq!(Book.party(&AccountId([1; 32])).name, None);
	}
}
