//! Names of accounts on this machine: the address book's, and on development chains those everybody knows.

use medquorum_client::{
	accounts::{AccountError, Signer},
	contacts::{ContactError, Contacts},
	domain::{AccountId, address},
	ledger::Sign,
	person::FacilityAccount,
	views::Names,
};
use std::collections::BTreeMap;

/// Accounts of every development chain that people know by name. Ida has no tokens.
const DEVELOPMENT_NAMES: [&str; 9] = [
	"Alice", "Bob", "Charlie", "Dave", "Eve", "Ferdie", "One", "Two", "Ida",
];

fn development_names(development: bool) -> BTreeMap<AccountId, &'static str> {
	let names = DEVELOPMENT_NAMES.iter().filter(|_| development);
	let signers = names.filter_map(|name| {
		let signer = Signer::development(&format!("//{name}"), development).ok()?;
		Some((Sign::account(&signer), *name))
	});
	signers.collect()
}

/// The account of an address; on development chains also of //Name. A name of the address book is not an account.
///
/// # Errors
/// When it is neither.
pub fn account_of(text: &str, development: bool) -> Result<AccountId, ContactError> {
	if text.starts_with("//") {
		return Ok(Sign::account(&Signer::development(text, development)?));
	}
	Ok(AccountId(address::parse(text).map_err(AccountError::from)?))
}

/// Names of accounts; the address book's own come first.
#[derive(Default)]
pub struct AddressBook {
	/// What the person has saved under names; read and changed by the contact commands.
	pub contacts: Contacts,
	/// The person's own accounts at facilities.
	own: BTreeMap<AccountId, String>,
	development: BTreeMap<AccountId, &'static str>,
}

impl AddressBook {
	/// The names of the contacts; on a development chain also the known ones.
	pub fn new(contacts: Contacts, development: bool) -> Self {
		Self {
			contacts,
			own: BTreeMap::new(),
			development: development_names(development),
		}
	}

	/// From now on the person's accounts at facilities are called so: a reader sees one person, and where.
	pub fn know_own(&mut self, places: &[FacilityAccount]) {
		for place in places {
			let name = format!("you at {}", self.show(&place.facility));
			self.own.insert(place.account, name);
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

	/// The account that a name means: a contact, an address, or on development chains //Name.
	///
	/// # Errors
	/// When nobody has this name.
	pub fn person(&self, who: &str, development: bool) -> Result<AccountId, ContactError> {
		if who.starts_with("//") {
			return Ok(Sign::account(&Signer::development(who, development)?));
		}
		match self.contacts.resolve(who) {
			Err(unknown @ ContactError::Unknown(_)) => self.development(who).ok_or(unknown),
			other => Ok(AccountId(other?)),
		}
	}

	/// Everybody who has a name here, by name: contacts first, then those everybody knows.
	pub fn everybody(&self) -> Vec<(String, AccountId)> {
		let mut all: Vec<(String, AccountId)> = self
			.contacts
			.iter()
			.map(|(name, account)| (name.to_owned(), AccountId(*account)))
			.collect();
		for (account, name) in &self.development {
			if !all.iter().any(|(_, known)| known == account) {
				all.push(((*name).to_owned(), *account));
			}
		}
		all
	}
}

impl Names for AddressBook {
	fn name(&self, account: &AccountId) -> Option<&str> {
		self.contacts
			.name(&account.0)
			.or_else(|| self.own.get(account).map(String::as_str))
			.or_else(|| self.development.get(account).copied())
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	const ALICE: &str = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";

	#[test]
	fn contacts_have_precedence_over_names_that_everybody_knows() {
		let alice: AccountId = ALICE.parse().unwrap();
		let mut names = AddressBook::new(Contacts::default(), true);
		assert_eq!(names.name(&alice), Some("Alice"));
		assert_eq!(names.development("alice"), Some(alice));
		names.contacts.add("Dr Weber", alice.0).unwrap();
		assert_eq!(names.name(&alice), Some("Dr Weber"));
		assert_eq!(AddressBook::default().name(&alice), None);
	}

	#[test]
	fn own_accounts_are_called_by_their_facility() {
		let (facility, account) = (ALICE.parse().unwrap(), AccountId([3; 32]));
		let mut names = AddressBook::new(Contacts::default(), true);
		names.know_own(&[FacilityAccount { facility, account }]);
		assert_eq!(names.name(&account), Some("you at Alice"));
		names.contacts.add("Eve, for the city", account.0).unwrap();
		assert_eq!(names.name(&account), Some("Eve, for the city"));
	}
}
