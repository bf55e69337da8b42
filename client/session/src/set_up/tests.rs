//! Homes that are made, refused, restored, and cleaned up again.

use super::*;
use medquorum_client::{
	advice::Advice as _,
	keystore::{Kdf, Secrets},
	ledger::Sign as _,
};
use tempfile::TempDir;

const PASSPHRASE: &str = "four plain words here";

fn passphrase(text: &str) -> Passphrase {
	Passphrase::new(text.to_owned()).unwrap()
}

fn config() -> Config {
	Config {
		genesis: Some([7; 32]),
		..Config::default()
	}
}

fn set_up(home: &Home, keys: NewKeys, account: NewAccount) -> SetUp<'_> {
	SetUp {
		home,
		config: config(),
		keys,
		account,
	}
}

fn home() -> (TempDir, Home) {
	let folder = tempfile::tempdir().unwrap();
	let home = Home::at(&folder.path().join("home"));
	(folder, home)
}

fn files(home: &Home) -> Vec<String> {
	let Ok(entries) = std::fs::read_dir(home.folder()) else {
		return Vec::new();
	};
	let names = entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
	names.filter(|name| !name.ends_with(".lock")).collect()
}

#[tokio::test]
async fn a_home_is_made_once_with_keys_and_account() {
	let (_folder, home) = home();
	let make = || set_up(&home, NewKeys::Drawn, NewAccount::Made).make(passphrase(PASSPHRASE), None);
	let (config, keystore) = make().await.unwrap();
	assert_eq!(Config::load(&home).unwrap(), config);
	let file = made_account(&home);
	assert_eq!(config.account, Some(AccountSource::PolkadotJs(file.clone())));
	let signer = Signer::polkadot_js(&file, &passphrase(PASSPHRASE)).unwrap();
	assert_eq!(
		crate::address_of(config.account.as_ref().unwrap(), false).unwrap(),
		signer.account()
	);
	let (version, words) = words_of(&keystore).unwrap();
	assert_eq!((version, words.split(' ').count()), (1, 24));
	let again = make().await.err().unwrap();
	assert_eq!(again.kind(), "SetUpAlready");
	assert_eq!(*words_of(&keystore).unwrap().1, *words);
}

#[tokio::test]
async fn words_and_backups_bring_the_same_key_back() {
	let ((_one, old), (_two, by_words), (_three, by_file)) = (home(), home(), home());
	let (_, keystore) = set_up(&old, NewKeys::Drawn, NewAccount::Named)
		.make(passphrase(PASSPHRASE), None)
		.await
		.unwrap();
	let (_, words) = words_of(&keystore).unwrap();
	let root = root_of_words(&words.to_uppercase()).unwrap();
	let (_, restored) = set_up(&by_words, NewKeys::Words(root, 3), NewAccount::Named)
		.make(passphrase("another"), None)
		.await
		.unwrap();
	assert_eq!(words_of(&restored).unwrap(), (3, words.clone()));
	let wrong = set_up(&by_file, NewKeys::Backup(old.keystore()), NewAccount::Made)
		.make(passphrase("wrong"), None)
		.await;
	assert!(wrong.is_err());
	assert_eq!(files(&by_file), Vec::<String>::new());
	let (_, copied) = set_up(&by_file, NewKeys::Backup(old.keystore()), NewAccount::Made)
		.make(passphrase(PASSPHRASE), None)
		.await
		.unwrap();
	assert_eq!(words_of(&copied).unwrap(), (1, words));
}

#[test]
fn drawn_words_are_typed_back_in_any_case_and_spacing() {
	let (passphrase, words) = drawn_words().unwrap();
	assert_eq!(words.split(' ').count(), 24);
	let typed = words.to_uppercase().replace(' ', "\n  ");
	let folder = tempfile::tempdir().unwrap();
	let safe = folder.path().join("safe.mqk");
	let (secrets, weak) = (Secrets::default(), Kdf { m_kib: 8, t: 1, p: 1 });
	Keystore::write_apart(&safe, passphrase, weak, &secrets).unwrap();
	assert!(Keystore::read_apart(&safe, passphrase_of_words(&typed).unwrap(), true).is_ok());
	let (_, others) = drawn_words().unwrap();
	assert_ne!(others, words);
	assert!(Keystore::read_apart(&safe, passphrase_of_words(&others).unwrap(), true).is_err());
	for wrong in ["", "one two", &"abandon ".repeat(24)] {
		assert_eq!(
			passphrase_of_words(wrong).err().unwrap().kind(),
			"BadWords",
			"{wrong}"
		);
	}
}

#[test]
fn wrong_words_and_two_passphrases_are_told() {
	let slip = "abandon ".repeat(24);
	for wrong in ["", "one two", slip.as_str(), &"zzz ".repeat(24)] {
		assert_eq!(root_of_words(wrong).err().unwrap().kind(), "BadWords", "{wrong}");
	}
	assert_eq!(
		new_passphrase("one", "two").err().unwrap().kind(),
		"PassphrasesDiffer"
	);
	assert_eq!(new_passphrase("", "").err().unwrap().kind(), "Empty");
}

#[tokio::test]
async fn what_cannot_be_finished_leaves_nothing() {
	let (_folder, home) = home();
	home.create().unwrap();
	// The settings cannot be written where a folder has their name.
	let make = |home| set_up(home, NewKeys::Drawn, NewAccount::Made).make(passphrase(PASSPHRASE), None);
	std::fs::create_dir(home.config().with_extension("lock")).unwrap();
	assert!(make(&home).await.is_err());
	assert_eq!(files(&home), Vec::<String>::new());
	// An account that is there already is nobody's to replace, and neither is a keystore.
	std::fs::remove_dir(home.config().with_extension("lock")).unwrap();
	std::fs::write(made_account(&home), "somebody's").unwrap();
	assert!(make(&home).await.is_err());
	assert_eq!(
		std::fs::read_to_string(made_account(&home)).unwrap(),
		"somebody's"
	);
	assert_eq!(files(&home), ["account.json"]);
	std::fs::write(home.keystore(), "somebody's").unwrap();
	assert!(make(&home).await.is_err());
	assert_eq!(std::fs::read_to_string(home.keystore()).unwrap(), "somebody's");
}
