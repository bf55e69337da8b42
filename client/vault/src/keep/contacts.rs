//! The address book: people see names, the chain sees accounts.

use std::{
	collections::BTreeMap,
	path::{Path, PathBuf},
	time::Duration,
};

use unicode_normalization::UnicodeNormalization;

use crate::accounts::AccountError;
use medquorum_core::{
	advice::{Advice, Blame, in_one_line},
	domain::{AddressError, address},
	kinds,
	views::text::is_invisible,
};
use medquorum_files::{self as files, FileError, FileLock};

const MAX_FILE: u64 = 16 << 20;
const MAX_NAME: usize = 64;
const PATIENCE: Duration = Duration::from_secs(10);

/// What can go wrong with the address book.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ContactError {
	/// The name cannot be used.
	#[error("{0:?} cannot be a contact's name")]
	BadName(String),
	/// The name belongs to another account.
	#[error("{name} is already the name of {account}")]
	NameTaken {
		/// The name that was to be given.
		name: String,
		/// Whose it is.
		account: String,
	},
	/// The account has another name.
	#[error("{account} is already in the address book as {name}")]
	AccountTaken {
		/// The address that was to be added.
		account: String,
		/// The name it is saved under.
		name: String,
	},
	/// Nobody has this name.
	#[error("{0:?} is neither an address nor a contact")]
	Unknown(String),
	/// The text looks like an address and is not a valid one.
	#[error(transparent)]
	Account(#[from] AccountError),
	/// The file is no address book.
	#[error("the address book {} is damaged: {reason}", path.display())]
	Damaged {
		/// The file.
		path: PathBuf,
		/// What is wrong with it.
		reason: String,
	},
	/// The file cannot be read or written.
	#[error(transparent)]
	File(#[from] FileError),
}

impl Advice for ContactError {
	kinds! {
		BadName, NameTaken, AccountTaken, Unknown, Damaged;
		Self::Account(inside) => inside.kind(),
		Self::File(inside) => inside.kind(),
	}

	fn next(&self) -> String {
		let next = match self {
			Self::BadName(_) => {
				return format!("use 1 to {MAX_NAME} printable characters, and nothing that is an address");
			}
			Self::NameTaken { .. } => "remove that contact first, or choose another name",
			Self::AccountTaken { .. } => "remove that contact first",
			Self::Unknown(_) => "add it with `medquorum contact add`",
			Self::Account(inside) => return inside.next(),
			Self::Damaged { .. } => "correct it or restore it from your backup",
			Self::File(inside) => return inside.next(),
		};
		next.to_owned()
	}

	fn blame(&self) -> Blame {
		match self {
			Self::BadName(_) | Self::NameTaken { .. } | Self::AccountTaken { .. } | Self::Unknown(_) => {
				Blame::Refused
			}
			Self::Account(_) | Self::Damaged { .. } | Self::File(_) => Blame::Yours,
		}
	}
}

/// An address book, as read from its file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Contacts {
	by_name: BTreeMap<String, [u8; 32]>,
}

impl Contacts {
	/// Reads an address book; a missing file is an empty one.
	///
	/// # Errors
	/// When the file cannot be read or understood.
	pub fn load(path: &Path) -> Result<Self, ContactError> {
		let bytes = match files::read_small(path, MAX_FILE) {
			Err(FileError::Missing(_)) => return Ok(Self::default()),
			other => other?,
		};
		let damaged = |reason: String| ContactError::Damaged {
			path: path.to_path_buf(),
			reason,
		};
		let entries: BTreeMap<String, String> =
			serde_json::from_slice(&bytes).map_err(|e| damaged(e.to_string()))?;
		let mut contacts = Self::default();
		for (name, address) in entries {
			let account = address::parse(&address).map_err(|e| damaged(in_one_line(&e)))?;
			contacts
				.add(&name, account)
				.map_err(|e| damaged(in_one_line(&e)))?;
		}
		Ok(contacts)
	}

	/// Changes the address book in its file, under a lock.
	///
	/// # Errors
	/// The error of `change`, in which case nothing is written, or of the file.
	pub fn update<T>(
		path: &Path,
		change: impl FnOnce(&mut Self) -> Result<T, ContactError>,
	) -> Result<T, ContactError> {
		let _lock = FileLock::exclusive(&path.with_extension("lock"), PATIENCE)?;
		let mut contacts = Self::load(path)?;
		let result = change(&mut contacts)?;
		let entries: BTreeMap<_, _> = contacts
			.by_name
			.iter()
			.map(|(name, account)| (name, address::of(account)))
			.collect();
		let text = serde_json::to_string_pretty(&entries).map_err(|e| ContactError::Damaged {
			path: path.to_path_buf(),
			reason: e.to_string(),
		})?;
		files::write_atomic(path, (text + "\n").as_bytes())?;
		Ok(result)
	}

	/// Adds a contact; adding the same one again changes nothing.
	///
	/// # Errors
	/// When the name cannot be used, or name or account belong to another entry: two names for one account, or a name that
	/// moves to another account, are how people approve the wrong thing.
	pub fn add(&mut self, name: &str, account: [u8; 32]) -> Result<(), ContactError> {
		let name = clean(name)?;
		match self.by_name.get(&name) {
			Some(known) if *known == account => return Ok(()),
			Some(known) => {
				return Err(ContactError::NameTaken {
					name,
					account: address::of(known),
				});
			}
			None => {}
		}
		if let Some(known) = self.name(&account) {
			let name = known.to_owned();
			return Err(ContactError::AccountTaken {
				account: address::of(&account),
				name,
			});
		}
		self.by_name.insert(name, account);
		Ok(())
	}

	/// Removes a contact by name or address.
	///
	/// # Errors
	/// When there is none.
	pub fn remove(&mut self, who: &str) -> Result<[u8; 32], ContactError> {
		let account = self.resolve(who)?;
		let name = self
			.name(&account)
			.ok_or_else(|| ContactError::Unknown(who.to_owned()))?
			.to_owned();
		self.by_name.remove(&name);
		Ok(account)
	}

	/// Gives an account that has a name another one.
	///
	/// # Errors
	/// When nobody has that name, or the new one cannot be used; the old one stays then.
	pub fn rename(&mut self, who: &str, name: &str) -> Result<[u8; 32], ContactError> {
		let before = self.clone();
		let account = self.remove(who)?;
		match self.add(name, account) {
			Ok(()) => Ok(account),
			Err(error) => {
				*self = before;
				Err(error)
			}
		}
	}

	/// The account that a name or an address stands for.
	///
	/// # Errors
	/// When it is neither.
	pub fn resolve(&self, who: &str) -> Result<[u8; 32], ContactError> {
		if let Some(account) = clean(who).ok().and_then(|name| self.by_name.get(&name)) {
			return Ok(*account);
		}
		match address::parse(who) {
			Ok(account) => Ok(account),
			// Addresses are 47 or 48 characters: say that it is mistyped rather than that nobody has that name.
			Err(error @ AddressError::OtherNetwork { .. }) => Err(AccountError::from(error).into()),
			Err(error) if who.trim().len() >= 46 => Err(AccountError::from(error).into()),
			Err(_) => Err(ContactError::Unknown(who.to_owned())),
		}
	}

	/// The name of an account.
	#[must_use]
	pub fn name(&self, account: &[u8; 32]) -> Option<&str> {
		self.by_name
			.iter()
			.find(|(_, known)| *known == account)
			.map(|(name, _)| name.as_str())
	}

	/// The account as a person should see it: `name (address)`, or the address alone.
	#[must_use]
	pub fn show(&self, account: &[u8; 32]) -> String {
		let address = address::of(account);
		match self.name(account) {
			Some(name) => format!("{name} ({address})"),
			None => address,
		}
	}

	/// All contacts, by name.
	pub fn iter(&self) -> impl Iterator<Item = (&str, &[u8; 32])> {
		self.by_name
			.iter()
			.map(|(name, account)| (name.as_str(), account))
	}
}

/// One spelling for each name: NFC, no space around, single spaces within.
fn clean(name: &str) -> Result<String, ContactError> {
	let bad = || ContactError::BadName(name.to_owned());
	if name.chars().any(|c| is_invisible(c) && !matches!(c, '\n' | '\t')) {
		return Err(bad());
	}
	let nfc: String = name.nfc().collect();
	let tidy = nfc.split_whitespace().collect::<Vec<_>>().join(" ");
	let length = tidy.chars().count();
	if length == 0 || length > MAX_NAME || address::parse(&tidy).is_ok() {
		return Err(bad());
	}
	Ok(tidy)
}

#[cfg(test)]
mod tests {
	use super::*;

	const A: [u8; 32] = [1; 32];
	const B: [u8; 32] = [2; 32];

	#[test]
	fn contacts_survive_their_file() {
		let dir = tempfile::tempdir().unwrap();
		let path = dir.path().join("contacts.json");
		assert_eq!(Contacts::load(&path).unwrap(), Contacts::default());
		Contacts::update(&path, |c| c.add("  Ève  Müller ", A)).unwrap();
		Contacts::update(&path, |c| c.add("Bob", B)).unwrap();
		let book = Contacts::load(&path).unwrap();
		assert_eq!(book.name(&A), Some("Ève Müller"));
		// The decomposed spelling is the same name.
		assert_eq!(book.resolve("E\u{300}ve Mu\u{308}ller").unwrap(), A);
		assert_eq!(book.resolve(&address::of(&B)).unwrap(), B);
		assert_eq!(book.show(&A), format!("Ève Müller ({})", address::of(&A)));
		assert_eq!(book.show(&[3; 32]), address::of(&[3; 32]));
		Contacts::update(&path, |c| c.remove("Bob")).unwrap();
		assert_eq!(Contacts::load(&path).unwrap().iter().count(), 1);
	}

	#[test]
	fn one_account_has_one_name_and_back() {
		let mut book = Contacts::default();
		book.add("Bob", A).unwrap();
		book.add("Bob", A).unwrap();
		assert!(matches!(book.add("Bob", B), Err(ContactError::NameTaken { .. })));
		assert!(matches!(
			book.add("Robert", A),
			Err(ContactError::AccountTaken { .. })
		));
	}

	#[test]
	fn a_name_that_cannot_be_changed_stays() {
		let mut book = Contacts::default();
		book.add("Bob", A).unwrap();
		book.add("Eve", B).unwrap();
		assert!(matches!(
			book.rename("Bob", "Eve"),
			Err(ContactError::NameTaken { .. })
		));
		assert!(matches!(book.rename("Bob", " "), Err(ContactError::BadName(_))));
		assert!(matches!(book.rename("Ida", "Bob"), Err(ContactError::Unknown(_))));
		assert_eq!(book.name(&A), Some("Bob"));
		assert_eq!(book.rename("Bob", "Robert").unwrap(), A);
		assert_eq!(
			(book.name(&A), book.resolve("Bob").is_err()),
			(Some("Robert"), true)
		);
	}

	#[test]
	fn names_that_deceive_are_refused() {
		let mut book = Contacts::default();
		let long = "x".repeat(65);
		let address = address::of(&B);
		for bad in [
			"",
			"  ",
			"Bo\u{200b}b",
			"\u{202e}boB",
			"a\u{7}",
			long.as_str(),
			address.as_str(),
		] {
			assert!(
				matches!(book.add(bad, A), Err(ContactError::BadName(_))),
				"{bad:?}"
			);
		}
	}

	#[test]
	fn unknown_names_and_mistyped_addresses_are_told_apart() {
		let book = Contacts::default();
		assert!(matches!(book.resolve("Nobody"), Err(ContactError::Unknown(_))));
		let typo = address::of(&A).replacen('5', "6", 1);
		assert!(matches!(book.resolve(&typo), Err(ContactError::Account(_))));
	}

	#[test]
	fn damaged_book_is_named_and_kept() {
		let dir = tempfile::tempdir().unwrap();
		let path = dir.path().join("contacts.json");
		for damage in ["{", "[]", r#"{"Bob":"5Nonsense"}"#] {
			std::fs::write(&path, damage).unwrap();
			let refused = Contacts::update(&path, |c| c.add("Bob", A));
			assert!(matches!(refused, Err(ContactError::Damaged { .. })));
			assert_eq!(std::fs::read_to_string(&path).unwrap(), damage);
		}
	}
}
