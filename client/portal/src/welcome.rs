//! Setting up from the browser: how far it is, and the steps themselves. What is decided is the session crate's, as for `init`.

use crate::{
	error::PortalError,
	locked::Keys,
	state::Portal,
	step::{ASKED, NodePlace, SetUpStep},
};
use medquorum_client::{
	accounts::{AccountSource, Signer},
	config::{Config, DEFAULT_NODE, KuboSetting, StoreSetting},
	error::Error,
	keystore::{Keystore, Passphrase},
	ledger::{Ledger as _, Sign as _},
};
use medquorum_session::{NewAccount, NewKeys, SetUp, connect, made_account, words_of};
use std::{path::PathBuf, sync::Arc};
use zeroize::Zeroizing;

/// Words of a CSP key.
const WORDS: u8 = 24;

/// Which account a person chose.
pub enum Account {
	/// A new one.
	Made,
	/// One from a Polkadot.js export, and its password.
	Export(PathBuf, Passphrase),
	/// One of a development chain.
	Development(String),
}

/// What a person chose of keys and account.
pub struct Chosen {
	/// Drawn, from words, or from a backup.
	pub keys: NewKeys,
	/// Which account the home will act as.
	pub account: Account,
	/// The new passphrase, or that of the backup.
	pub passphrase: Passphrase,
}

/// A store as it was typed: a folder, a Kubo daemon's address, or the folder inside the home.
///
/// # Errors
/// When both are named, or the folder's path is not a whole one.
pub fn store_of(folder: &str, kubo: &str) -> Result<StoreSetting, PortalError> {
	match (folder, kubo) {
		("", "") => Ok(StoreSetting::Embedded { path: None }),
		("", url) => {
			let setting = KuboSetting::alone(url);
			setting
				.check()
				.map_err(|error| Error::from(medquorum_client::config::ConfigError::from(error)))?;
			Ok(StoreSetting::Kubo(setting))
		}
		(folder, "") => match PathBuf::from(folder) {
			path if path.is_absolute() => Ok(StoreSetting::Embedded { path: Some(path) }),
			_ => Err(PortalError::Form(
				"the folder's path must begin at the root, with /",
			)),
		},
		_ => Err(PortalError::Form("name a folder or a Kubo daemon, not both")),
	}
}

/// Places of words to ask back: different ones, in order.
fn drawn_places() -> Result<[u8; ASKED], PortalError> {
	let mut places = Vec::new();
	while places.len() < ASKED {
		let mut byte = [0];
		getrandom::fill(&mut byte).map_err(|_| PortalError::NoEntropy)?;
		// 240 is a multiple of 24, so that each place is as likely as the others.
		let place = byte[0] % WORDS + 1;
		if byte[0] < 240 && !places.contains(&place) {
			places.push(place);
		}
	}
	places.sort_unstable();
	places.try_into().map_err(|_| PortalError::NoEntropy)
}

/// The words of a keystore's newest CSP key, in their order.
///
/// # Errors
/// When it cannot be read.
pub fn words(keystore: &Keystore) -> Result<Vec<Zeroizing<String>>, PortalError> {
	let (_, phrase) = words_of(keystore)?;
	Ok(phrase
		.split(' ')
		.map(|word| Zeroizing::new(word.to_owned()))
		.collect())
}

impl Portal {
	/// Whether this home has settings.
	pub fn is_set_up(&self) -> bool {
		self.options.home.config().symlink_metadata().is_ok()
	}

	/// The node that is offered at first.
	pub fn first_node(&self) -> String {
		self.options
			.node
			.clone()
			.unwrap_or_else(|| DEFAULT_NODE.to_owned())
	}

	/// Asks a node which chain it serves.
	///
	/// # Errors
	/// When it does not answer.
	pub async fn find_chain(&self, node: String, store: StoreSetting) -> Result<NodePlace, PortalError> {
		let chain = connect(node.clone(), self.options.allow_insecure, None)
			.await
			.map_err(Error::from)?;
		Ok(NodePlace {
			node,
			store,
			genesis: chain.genesis(),
			development: chain.is_development(),
		})
	}

	/// Makes the home, and unlocks it. It is done once: a second attempt is told that the home is there.
	///
	/// # Errors
	/// When the node serves another chain by now, or something cannot be made; nothing is left then.
	pub async fn set_up(
		self: &Arc<Self>,
		place: NodePlace,
		development: bool,
		chosen: Chosen,
		form: [u8; 32],
	) -> Result<(), PortalError> {
		let mut step = self.welcome.lock().await;
		// A form that is sent twice makes one home: the second finds it made, and continues.
		if self.made_by(&form) {
			return Ok(());
		}
		SetUp::check_new(&self.options.home).map_err(Error::from)?;
		let (portal, runtime) = (self.clone(), tokio::runtime::Handle::current());
		let drawn = matches!(chosen.keys, NewKeys::Drawn);
		let work = move || runtime.block_on(portal.make_home(place, development, chosen));
		let made = tokio::task::spawn_blocking(work).await;
		let keys = made.map_err(|_| Error::Interrupted)??;
		self.locked.tried(Some(keys));
		self.note_made(form);
		*step = if drawn { SetUpStep::Words } else { SetUpStep::Done };
		Ok(())
	}

	async fn make_home(
		&self,
		place: NodePlace,
		development: bool,
		chosen: Chosen,
	) -> Result<Keys, PortalError> {
		let Chosen {
			keys,
			account,
			passphrase,
		} = chosen;
		// The account is opened first: a wrong password is told before anything is made.
		let (named, signer) = match &account {
			Account::Made => (None, None),
			Account::Export(path, password) => {
				let signer = Signer::polkadot_js(path, password).map_err(Error::from)?;
				(Some(AccountSource::PolkadotJs(path.clone())), Some(signer))
			}
			Account::Development(uri) => {
				let signer = Signer::development(uri, development).map_err(Error::from)?;
				(Some(AccountSource::Development(uri.clone())), Some(signer))
			}
		};
		let chain = connect(
			place.node.clone(),
			self.options.allow_insecure,
			Some(place.genesis),
		);
		let chain = chain.await.map_err(Error::from)?;
		let set_up = SetUp {
			home: &self.options.home,
			config: Config {
				node: place.node,
				store: place.store,
				account: named,
				development,
				genesis: Some(place.genesis),
				..Config::default()
			},
			keys,
			account: match account {
				Account::Made => NewAccount::Made,
				Account::Export(..) | Account::Development(_) => NewAccount::Named,
			},
		};
		let (_, keystore) = set_up.make(passphrase.clone(), Some(chain)).await?;
		let signer = match signer {
			Some(signer) => signer,
			None => {
				Signer::polkadot_js(&made_account(&self.options.home), &passphrase).map_err(Error::from)?
			}
		};
		Ok(Keys { keystore, signer })
	}

	/// Whether the words of new keys were not asked back yet.
	pub async fn words_wait(&self) -> bool {
		matches!(*self.welcome.lock().await, SetUpStep::Words | SetUpStep::Ask(_))
	}

	/// The person says that the words are written down: some of them are asked back.
	///
	/// # Errors
	/// When the operating system gives no random numbers.
	pub async fn ask_words(&self) -> Result<(), PortalError> {
		let mut step = self.welcome.lock().await;
		if let SetUpStep::Words = *step {
			*step = SetUpStep::Ask(drawn_places()?);
		}
		Ok(())
	}

	/// The words are shown once more, and others asked back.
	pub async fn show_words_again(&self) {
		let mut step = self.welcome.lock().await;
		if let SetUpStep::Ask(_) = *step {
			*step = SetUpStep::Words;
		}
	}

	/// Compares what was typed with the words that were asked back.
	///
	/// # Errors
	/// When one is another; which one is not said.
	pub async fn check_words(&self, typed: &[&str], keystore: &Keystore) -> Result<(), PortalError> {
		let mut step = self.welcome.lock().await;
		let SetUpStep::Ask(places) = *step else {
			return Ok(());
		};
		let words = words(keystore)?;
		let fits = |(place, typed): (&u8, &&str)| {
			let word = words.get(usize::from(*place).saturating_sub(1));
			word.is_some_and(|word| typed.trim().eq_ignore_ascii_case(word))
		};
		if typed.len() != ASKED || !places.iter().zip(typed).all(fits) {
			return Err(PortalError::WrongWords);
		}
		*step = SetUpStep::Done;
		Ok(())
	}

	/// The account that is unlocked, as an address.
	pub fn own_address(&self) -> String {
		let keys = self.locked.keys();
		keys.map_or_else(String::new, |keys| keys.signer.account().to_string())
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn portal(folder: &std::path::Path) -> Arc<Portal> {
		let options = crate::state::Options {
			home: medquorum_client::config::Home::at(folder),
			node: None,
			account: None,
			allow_insecure: false,
			allow_weak: true,
			port: 0,
			lock_after: std::time::Duration::from_secs(3600),
		};
		Arc::new(Portal::new(options, 7000).unwrap())
	}

	#[tokio::test(flavor = "multi_thread")]
	async fn a_node_that_went_away_leaves_nothing_made() {
		let folder = tempfile::tempdir().unwrap();
		let portal = portal(folder.path());
		let place = NodePlace {
			node: "ws://127.0.0.1:1".to_owned(),
			store: StoreSetting::Default,
			genesis: [7; 32],
			development: false,
		};
		let chosen = |account| Chosen {
			keys: NewKeys::Drawn,
			account,
			passphrase: Passphrase::new("words".to_owned()).unwrap(),
		};
		let made = portal.set_up(place.clone(), false, chosen(Account::Made), [1; 32]);
		assert!(matches!(made.await, Err(PortalError::Client(Error::Ledger(_)))));
		// Accounts of a development chain are told before anything is asked of a node.
		let alice = Account::Development("//Alice".to_owned());
		let refused = portal.set_up(place, false, chosen(alice), [2; 32]).await;
		assert!(matches!(refused, Err(PortalError::Client(Error::Account(_)))));
		assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
		assert!(portal.locked.keys().is_none() && !portal.is_set_up());
	}

	#[tokio::test]
	async fn only_the_right_words_end_the_asking() {
		let folder = tempfile::tempdir().unwrap();
		let portal = portal(folder.path());
		let path = folder.path().join("keys");
		let kdf = medquorum_client::keystore::Kdf { m_kib: 8, t: 1, p: 1 };
		let word = Passphrase::new("words".to_owned()).unwrap();
		let keystore = Keystore::create_with(&path, word, kdf).unwrap();
		let root = medquorum_client::keystore::Secret::from_bytes(&[5; 32]);
		keystore
			.update(|secrets| secrets.csp_roots.insert(1, root))
			.unwrap();
		let all = words(&keystore).unwrap();
		*portal.welcome.lock().await = SetUpStep::Ask([1, 9, 24]);
		let (one, nine, last) = (all[0].as_str(), all[8].to_uppercase(), all[23].as_str());
		for wrong in [
			&[][..],
			&[one],
			&[last, &nine, one],
			&[one, &nine, ""],
			&[one, &nine, last, last],
		] {
			let refused = portal.check_words(wrong, &keystore).await;
			assert!(matches!(refused, Err(PortalError::WrongWords)), "{wrong:?}");
			assert!(portal.words_wait().await);
		}
		portal.check_words(&[one, &nine, last], &keystore).await.unwrap();
		assert!(!portal.words_wait().await);
	}

	#[test]
	fn places_are_different_in_order_and_within_the_words() {
		for _ in 0..200 {
			let [a, b, c] = drawn_places().unwrap();
			assert!(1 <= a && a < b && b < c && c <= 24, "{a} {b} {c}");
		}
	}

	#[test]
	fn stores_are_folders_or_daemons() {
		assert!(matches!(
			store_of("", "").unwrap(),
			StoreSetting::Embedded { path: None }
		));
		assert!(matches!(
			store_of("/data", "").unwrap(),
			StoreSetting::Embedded { path: Some(_) }
		));
		assert!(matches!(
			store_of("", "http://127.0.0.1:5001").unwrap(),
			StoreSetting::Kubo(_)
		));
		for (folder, kubo) in [("data", ""), ("/data", "http://127.0.0.1:5001")] {
			assert!(store_of(folder, kubo).is_err());
		}
	}
}
