//! Account keys (sr25519) and addresses: Polkadot.js exports, development accounts, SS58.

use std::{
	fmt,
	path::{Path, PathBuf},
	str::FromStr,
};

use serde::{Deserialize, Serialize};
use subxt_signer::{SecretUri, polkadot_js_compat, sr25519};

use crate::keystore::Passphrase;
use medquorum_core::{
	advice::{Advice, Blame},
	domain::{AccountId, AddressError},
	kinds,
	ledger::Sign,
};
use medquorum_envelope::AccountSeed;
use medquorum_files::{self as files, FileError};

mod made;

/// Larger files are not account exports.
const MAX_EXPORT: u64 = 1 << 20;
/// An encoded account is 201 bytes, 268 characters of Base64; the decoder we use reads the first 68 bytes unchecked.
const MIN_ENCODED: usize = 200;

/// What can go wrong with an account.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AccountError {
	/// The address cannot be read.
	#[error(transparent)]
	Address(#[from] AddressError),
	/// Development accounts have public secrets.
	#[error("{0} is a development account whose secret everybody knows")]
	DevelopmentOnly(String),
	/// The text is neither a development account nor a file.
	#[error("{0:?} is not a development account")]
	BadUri(String),
	/// The file is no Polkadot.js account export.
	#[error("{} is not a Polkadot.js account export (sr25519, JSON version 3)", .0.display())]
	NotAnExport(PathBuf),
	/// The export was sealed with parameters that are not Polkadot.js's.
	#[error("{} was sealed with parameters Polkadot.js does not use", .0.display())]
	BadParameters(PathBuf),
	/// The password does not open the export.
	#[error("cannot open {}: the password is wrong, or the file is damaged", .0.display())]
	CannotOpen(PathBuf),
	/// The file cannot be read.
	#[error(transparent)]
	File(#[from] FileError),
}

impl Advice for AccountError {
	kinds! {
		DevelopmentOnly, BadUri, NotAnExport, BadParameters, CannotOpen;
		Self::Address(inside) => inside.kind(),
		Self::File(inside) => inside.kind(),
	}

	fn next(&self) -> String {
		let next = match self {
			Self::Address(inside) => return inside.next(),
			Self::DevelopmentOnly(_) => "it works on development chains only",
			Self::BadUri(_) => "those look like //Alice",
			Self::NotAnExport(_) => "in Polkadot.js choose the account's menu, then \"Create a backup file\"",
			Self::BadParameters(_) => "export the account again",
			Self::CannotOpen(_) => "check what --account names, and its password",
			Self::File(inside) => return inside.next(),
		};
		next.to_owned()
	}

	fn blame(&self) -> Blame {
		match self {
			Self::DevelopmentOnly(_) | Self::CannotOpen(_) => Blame::Refused,
			Self::Address(inside) => inside.blame(),
			Self::BadUri(_) | Self::NotAnExport(_) | Self::BadParameters(_) | Self::File(_) => Blame::Yours,
		}
	}
}

/// Where an account's secret comes from. Holds no secret itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AccountSource {
	/// A development account such as `//Alice`.
	Development(String),
	/// A JSON file exported from Polkadot.js.
	PolkadotJs(PathBuf),
}

impl FromStr for AccountSource {
	type Err = AccountError;

	/// `//Name` is a development account, anything else the path of an export.
	fn from_str(text: &str) -> Result<Self, AccountError> {
		if text.starts_with("//") {
			check_development_uri(text)?;
			return Ok(Self::Development(text.to_owned()));
		}
		Ok(Self::PolkadotJs(PathBuf::from(text)))
	}
}

impl fmt::Display for AccountSource {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::Development(uri) => f.write_str(uri),
			Self::PolkadotJs(path) => path.display().fmt(f),
		}
	}
}

impl AccountSource {
	/// Whether opening it takes a passphrase.
	#[must_use]
	pub fn needs_passphrase(&self) -> bool {
		matches!(self, Self::PolkadotJs(_))
	}
}

/// A key that signs for one account. Its secret is wiped when dropped and never printed.
pub struct Signer {
	pair: sr25519::Keypair,
}

impl Signer {
	/// A development account. `development` is what the chain says of itself.
	///
	/// # Errors
	/// When the chain is not a development chain, or the text is no such account.
	pub fn development(uri: &str, development: bool) -> Result<Self, AccountError> {
		check_development_uri(uri)?;
		if !development {
			return Err(AccountError::DevelopmentOnly(uri.to_owned()));
		}
		let bad = || AccountError::BadUri(uri.to_owned());
		let parsed = SecretUri::from_str(uri).map_err(|_| bad())?;
		let pair = sr25519::Keypair::from_uri(&parsed).map_err(|_| bad())?;
		Ok(Self { pair })
	}

	/// An account exported from Polkadot.js.
	///
	/// # Errors
	/// When the file is not an export or the password does not open it.
	pub fn polkadot_js(path: &Path, password: &Passphrase) -> Result<Self, AccountError> {
		let bytes = files::read_small(path, MAX_EXPORT)?;
		let not_an_export = || AccountError::NotAnExport(path.to_path_buf());
		let json = std::str::from_utf8(&bytes).map_err(|_| not_an_export())?;
		if export_encoding(json).is_none_or(|encoded| encoded.len() < MIN_ENCODED) {
			return Err(not_an_export());
		}
		use polkadot_js_compat::Error;
		let pair = polkadot_js_compat::decrypt_json(json, password.raw()).map_err(|error| match error {
			Error::Json(_) | Error::UnsupportedEncoding | Error::Base64(_) => not_an_export(),
			Error::UnsupportedScryptParameters { .. } => AccountError::BadParameters(path.to_path_buf()),
			_ => AccountError::CannotOpen(path.to_path_buf()),
		})?;
		Ok(Self { pair })
	}

	/// The account of a patient at a facility, from its seed: what sr25519 calls a mini secret.
	///
	/// # Errors
	/// Never for 32 bytes; the type of the library says so.
	pub fn of_seed(seed: &AccountSeed) -> Result<Self, AccountError> {
		let bad = |_| AccountError::BadUri("an account at a facility".to_owned());
		let pair = sr25519::Keypair::from_secret_key(*seed.expose()).map_err(bad)?;
		Ok(Self { pair })
	}

	/// Opens the account of a source; `passphrase` is asked only if the source needs one.
	///
	/// # Errors
	/// Those of the source, or of asking.
	pub fn open<E: From<AccountError>>(
		source: &AccountSource,
		development: bool,
		passphrase: impl FnOnce() -> Result<Passphrase, E>,
	) -> Result<Self, E> {
		match source {
			AccountSource::Development(uri) => Ok(Self::development(uri, development)?),
			AccountSource::PolkadotJs(path) => Ok(Self::polkadot_js(path, &passphrase()?)?),
		}
	}
}

impl Sign for Signer {
	fn account(&self) -> AccountId {
		AccountId(self.pair.public_key().0)
	}

	fn sign(&self, message: &[u8]) -> [u8; 64] {
		self.pair.sign(message).0
	}
}

/// The Base64 text inside an export.
fn export_encoding(json: &str) -> Option<String> {
	#[derive(Deserialize)]
	struct WalletExport {
		encoded: String,
	}
	serde_json::from_str::<WalletExport>(json)
		.ok()
		.map(|export| export.encoded)
}

/// Only derivations of the public development phrase: a phrase of one's own does not belong on a command line.
fn check_development_uri(uri: &str) -> Result<(), AccountError> {
	let plain = |part: &str| {
		!part.is_empty()
			&& part
				.chars()
				.all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
	};
	match uri.strip_prefix("//") {
		Some(rest) if rest.split("//").flat_map(|hard| hard.split('/')).all(plain) => Ok(()),
		_ => Err(AccountError::BadUri(uri.to_owned())),
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use medquorum_core::{domain::Signature, signature::verify};

	const ALICE: &str = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
	// Made by Polkadot.js, password "whoisalice"; from the tests of subxt-signer.
	const ALICE_JSON: &str = r#"{"encoded":"DumgApKCTqoCty1OZW/8WS+sgo6RdpHhCwAkA2IoDBMAgAAAAQAAAAgAAAB6IG/q24EeVf0JqWqcBd5m2tKq5BlyY84IQ8oamLn9DZe9Ouhgunr7i36J1XxUnTI801axqL/ym1gil0U8440Qvj0lFVKwGuxq38zuifgoj0B3Yru0CI6QKEvQPU5xxj4MpyxdSxP+2PnTzYao0HDH0fulaGvlAYXfqtU89xrx2/z9z7IjSwS3oDFPXRQ9kAdDebtyCVreZ9Otw9v3","encoding":{"content":["pkcs8","sr25519"],"type":["scrypt","xsalsa20-poly1305"],"version":"3"},"address":"5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY","meta":{"genesisHash":"","name":"Alice","whenCreated":1718265838755}}"#;

	fn word(text: &str) -> Passphrase {
		Passphrase::new(text.into()).unwrap()
	}

	fn export(json: &str) -> (tempfile::TempDir, PathBuf) {
		let dir = tempfile::tempdir().unwrap();
		let path = dir.path().join("alice.json");
		std::fs::write(&path, json).unwrap();
		(dir, path)
	}

	#[test]
	fn development_accounts_are_those_of_substrate() {
		let alice = Signer::development("//Alice", true).unwrap();
		assert_eq!(alice.account().to_string(), ALICE);
		assert_eq!(ALICE.parse::<AccountId>().unwrap(), alice.account());
		assert!(Signer::development("//One", true).is_ok());
		assert!(Signer::development("//Alice//stash", true).is_ok());
	}

	#[test]
	fn development_accounts_are_refused_elsewhere() {
		assert!(matches!(
			Signer::development("//Alice", false),
			Err(AccountError::DevelopmentOnly(_))
		));
		for bad in [
			"",
			"/",
			"//",
			"Alice",
			"/Alice",
			"bottom drive//Alice",
			"//Alice///password",
			"//A b",
		] {
			let refused = Signer::development(bad, true);
			assert!(matches!(refused, Err(AccountError::BadUri(_))), "{bad}");
		}
	}

	#[test]
	fn signature_verifies_for_its_account_and_message_only() {
		let alice = Signer::development("//Alice", true).unwrap();
		let bob = Signer::development("//Bob", true).unwrap();
		let signature = Signature::Sr25519(alice.sign(b"m"));
		assert!(verify(&alice.account(), b"m", &signature));
		assert!(!verify(&alice.account(), b"n", &signature));
		assert!(!verify(&bob.account(), b"m", &signature));
		assert!(!verify(&AccountId([0xff; 32]), b"m", &signature));
	}

	#[test]
	fn polkadot_js_export_opens_with_its_password() {
		let (_dir, path) = export(ALICE_JSON);
		let signer = Signer::polkadot_js(&path, &word("whoisalice")).unwrap();
		assert_eq!(signer.account().to_string(), ALICE);
		let wrong = Signer::polkadot_js(&path, &word("whoisbob"));
		assert!(matches!(wrong, Err(AccountError::CannotOpen(_))));
	}

	#[test]
	fn other_files_are_not_exports() {
		let short = r#"{"encoded":"AAAA","encoding":{"content":["pkcs8","sr25519"],"type":["scrypt","xsalsa20-poly1305"],"version":"3"},"address":"5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY"}"#;
		let version = ALICE_JSON.replace(r#""version":"3""#, r#""version":"2""#);
		for json in ["", "{}", "null", short, version.as_str()] {
			let (_dir, path) = export(json);
			let refused = Signer::polkadot_js(&path, &word("x"));
			assert!(matches!(refused, Err(AccountError::NotAnExport(_))), "{json}");
		}
		// N = 2^31: refused before any work is done.
		let (_dir, path) = export(&ALICE_JSON.replace("DBMAgAAAAQ", "DBMAAACAAQ"));
		assert!(matches!(
			Signer::polkadot_js(&path, &word("x")),
			Err(AccountError::BadParameters(_))
		));
		let missing = Signer::polkadot_js(Path::new("/nonexistent/a.json"), &word("x"));
		assert!(matches!(missing, Err(AccountError::File(FileError::Missing(_)))));
	}

	#[test]
	fn source_reads_back_as_written() {
		for text in ["//Alice", "/home/a/alice.json"] {
			let source: AccountSource = text.parse().unwrap();
			assert_eq!(source.to_string(), text);
			let json = serde_json::to_string(&source).unwrap();
			assert_eq!(serde_json::from_str::<AccountSource>(&json).unwrap(), source);
		}
		assert!("//".parse::<AccountSource>().is_err());
	}
}
