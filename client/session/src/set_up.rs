//! A home that is made: keys, account, settings, the store's folder. All of it, or nothing.

use crate::{error::SetUpError, names::AddressBook, session::Session};
use medquorum_client::{
	accounts::{AccountSource, Signer},
	chain::Chain,
	config::{Config, ConfigError, Home},
	contacts::Contacts,
	domain::KeyId,
	entropy::OsEntropy,
	error::{Error, KeyError},
	files,
	keystore::{Keystore, Passphrase, Secret},
	ledger::Ledger as _,
};
use medquorum_envelope::{CspRoot, EncSecret, Entropy as _, codes};
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// The committee of a development chain, whose secrets are public.
const DEVELOPMENT_COMMITTEE: KeyId = 1;
/// Larger files are no keystores.
const MAX_KEYSTORE: u64 = 16 << 20;

/// Where the keys of a new home come from.
pub enum NewKeys {
	/// All secrets come from the operating system's randomness.
	Drawn,
	/// The CSP key is that of these 24 words, under this version; the encryption key is drawn.
	Words(CspRoot, u16),
	/// All of them are in a keystore that somebody saved, which the same passphrase opens.
	Backup(PathBuf),
}

/// Which account a new home acts as.
pub enum NewAccount {
	/// That of the settings, if they name one.
	Named,
	/// One that is drawn, sealed under the keystore's passphrase, and lies in the home.
	Made,
}

/// Where the account lies that was made with its home.
pub fn made_account(home: &Home) -> PathBuf {
	home.folder().join("account.json")
}

/// A new passphrase as it was typed twice.
///
/// # Errors
/// When the two differ, or it cannot be one.
pub fn new_passphrase(first: &str, second: &str) -> Result<Passphrase, SetUpError> {
	if first != second {
		return Err(SetUpError::PassphrasesDiffer);
	}
	Ok(Passphrase::new(first.to_owned())?)
}

/// The root key that 24 typed words stand for.
///
/// # Errors
/// When they are not such words.
pub fn root_of_words(typed: &str) -> Result<CspRoot, SetUpError> {
	codes::decode_phrase(typed).map_err(SetUpError::BadWords)
}

/// A passphrase that is drawn, for a file in a safe, and the 24 words that it is.
///
/// # Errors
/// When the operating system gives no randomness.
pub fn drawn_words() -> Result<(Passphrase, Zeroizing<String>), SetUpError> {
	let mut bytes = Zeroizing::new([0; 32]);
	OsEntropy::new()?.fill(bytes.as_mut_slice());
	let words = codes::encode_words(&bytes);
	Ok((Passphrase::new(words.to_string())?, words))
}

/// The same passphrase from the words, in whatever case and spacing they are typed.
///
/// # Errors
/// When they are not such words.
pub fn passphrase_of_words(typed: &str) -> Result<Passphrase, SetUpError> {
	let bytes = codes::decode_words(typed).map_err(SetUpError::BadWords)?;
	Ok(Passphrase::new(codes::encode_words(&bytes).to_string())?)
}

/// The 24 words of the newest CSP key, and its version.
///
/// # Errors
/// When the keystore cannot be read, or has no such key.
pub fn words_of(keystore: &Keystore) -> Result<(u16, Zeroizing<String>), Error> {
	let newest = keystore.read(|secrets| {
		secrets
			.newest_csp_root()
			.map(|(version, root)| (version, CspRoot::from_bytes(root.expose())))
	})?;
	let (version, root) = newest.ok_or(KeyError::NoCspKey)?;
	Ok((version, codes::encode_phrase(&root)))
}

/// A home in the making.
pub struct SetUp<'a> {
	/// The folder.
	pub home: &'a Home,
	/// Its settings; the chain is pinned here.
	pub config: Config,
	/// Where the secrets of the new keystore come from.
	pub keys: NewKeys,
	/// Which account the home will act as.
	pub account: NewAccount,
}

impl SetUp<'_> {
	/// Refuses a home that has settings.
	///
	/// # Errors
	/// Then.
	pub fn check_new(home: &Home) -> Result<(), ConfigError> {
		match home.config().symlink_metadata() {
			Ok(_) => Err(ConfigError::SetUpAlready(home.config())),
			Err(_) => Ok(()),
		}
	}

	/// Makes it. With a `chain`, that chain is pinned and the store's folder made; without, the settings must pin one.
	///
	/// # Errors
	/// When it is there already, or something cannot be made; nothing is left then.
	pub async fn make(
		mut self,
		passphrase: Passphrase,
		chain: Option<Chain>,
	) -> Result<(Config, Keystore), SetUpError> {
		Self::check_new(self.home)?;
		if let Some(chain) = &chain {
			self.config.genesis = Some(chain.genesis());
			if self.config.development && !chain.is_development() {
				return Err(SetUpError::NoDevelopmentNode);
			}
		}
		self.home.create()?;
		let made = self.make_keys(passphrase)?;
		match self.fill(&made, chain).await {
			Ok(()) => Ok((self.config, made.keystore)),
			Err(error) => {
				// Nothing is sealed to these keys yet, so the next try makes others.
				let account = made.account.then(|| made_account(self.home));
				for left in [Some(self.home.keystore()), account].into_iter().flatten() {
					let _: std::io::Result<()> = std::fs::remove_file(left);
				}
				Err(error)
			}
		}
	}

	fn make_keys(&mut self, passphrase: Passphrase) -> Result<Made, SetUpError> {
		let path = self.home.keystore();
		let word = passphrase.clone();
		let keystore = match &self.keys {
			NewKeys::Backup(from) => restored(from, &path, passphrase)?,
			NewKeys::Drawn | NewKeys::Words(..) => Keystore::create(&path, passphrase)?,
		};
		let mut made = Made {
			keystore,
			account: false,
		};
		if let NewAccount::Made = self.account {
			let file = made_account(self.home);
			if let Err(error) = Signer::make(&file, &word, "Medquorum", OsEntropy::new()?) {
				let _: std::io::Result<()> = std::fs::remove_file(path);
				return Err(error.into());
			}
			made.account = true;
			self.config.account = Some(AccountSource::PolkadotJs(file));
		}
		Ok(made)
	}

	/// Does everything after the keystore exists.
	async fn fill(&mut self, made: &Made, chain: Option<Chain>) -> Result<(), SetUpError> {
		match &self.keys {
			NewKeys::Drawn => draw(&made.keystore, None)?,
			NewKeys::Words(root, version) => draw(&made.keystore, Some((root, *version)))?,
			NewKeys::Backup(_) => {}
		}
		if let Some(chain) = chain {
			let trust = self.config.trust()?;
			let contacts = Contacts::load(&self.home.contacts()).unwrap_or_default();
			let names = |development| AddressBook::new(contacts, development);
			let session = Session::over(self.home, self.config.clone(), trust, chain, names)?;
			// The folder of an embedded store is made now, so that a wrong place is noticed at once.
			session.store.create()?;
			session.store.open()?;
			if self.config.development {
				development(&mut self.config, &made.keystore, &session).await?;
			}
		}
		Ok(self.config.create(self.home)?)
	}
}

/// What was made, and goes again should the rest fail.
struct Made {
	keystore: Keystore,
	account: bool,
}

/// A saved keystore in its new place. The one that was saved stays as it is.
fn restored(from: &Path, to: &Path, passphrase: Passphrase) -> Result<Keystore, SetUpError> {
	// Opened where it lies, so that nothing is copied that the passphrase does not open.
	drop(Keystore::open(from, passphrase.clone())?);
	let bytes = Zeroizing::new(files::read_small(from, MAX_KEYSTORE)?);
	files::write_new(to, &bytes)?;
	Ok(Keystore::open(to, passphrase)?)
}

/// Draws a CSP key, unless there is one, and an encryption key.
fn draw(keystore: &Keystore, csp: Option<(&CspRoot, u16)>) -> Result<(), SetUpError> {
	let mut entropy = OsEntropy::new()?;
	let (root, enc) = (CspRoot::generate(&mut entropy), EncSecret::generate(&mut entropy));
	let (root, version) = csp.unwrap_or((&root, 1));
	keystore.update(|secrets| {
		secrets
			.csp_roots
			.insert(version, Secret::from_bytes(root.expose()));
		secrets.enc_secret = Some(Secret::from_bytes(enc.expose()));
	})?;
	Ok(())
}

/// Trusts the development committee, and keeps the account's share if it is one of the administrators.
async fn development(config: &mut Config, keystore: &Keystore, session: &Session) -> Result<(), SetUpError> {
	let view = session.observer().committee_view(DEVELOPMENT_COMMITTEE).await?;
	if !view.development {
		return Err(SetUpError::NoDevelopmentCommittee(DEVELOPMENT_COMMITTEE));
	}
	if let Some(source) = &config.account {
		let account = crate::address_of(source, session.development)?;
		if view.committee.admin(&account).is_some() {
			session
				.committee_maker()
				.development_share(account, keystore, DEVELOPMENT_COMMITTEE)
				.await?;
		}
	}
	config.pin_committee(DEVELOPMENT_COMMITTEE, view.pin);
	Ok(())
}

#[cfg(test)]
mod tests;
