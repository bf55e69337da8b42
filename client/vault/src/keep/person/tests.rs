//! The list in its file, and the secrets that are made from others.

use super::*;
use medquorum_core::{error::Refusal, ports::memory::MemorySecrets, secrets::SignedKeys};

const GENESIS: Bytes32 = [7; 32];
const CITY: AccountId = AccountId([1; 32]);
const COAST: AccountId = AccountId([2; 32]);

fn secrets(root: u8) -> MemorySecrets {
	let kept = MemorySecrets::default();
	put_root(&kept, 1, root);
	kept
}

fn put_root(kept: &dyn SecretStore, version: u16, root: u8) {
	kept.update(|secrets| secrets.csp_roots.insert(version, Secret::from_bytes(&[root; 32])))
		.unwrap();
}

fn account(kept: &MemorySecrets, facility: AccountId) -> AccountId {
	FacilitySecrets::make(kept, &GENESIS, facility)
		.unwrap()
		.1
		.account()
}

#[test]
fn the_same_root_makes_the_same_accounts_and_no_two_places_share_one() {
	let kept = secrets(1);
	let city = account(&kept, CITY);
	assert_eq!(city, account(&secrets(1), CITY));
	let others = [
		account(&kept, COAST),
		account(&secrets(2), CITY),
		FacilitySecrets::make(&kept, &[8; 32], CITY).unwrap().1.account(),
	];
	assert!(!others.contains(&city));
}

#[test]
fn accounts_of_an_older_root_open_and_those_of_none_are_refused() {
	let kept = secrets(1);
	let place = FacilityAccount {
		facility: CITY,
		account: account(&kept, CITY),
	};
	put_root(&kept, 2, 5);
	assert_ne!(
		account(&kept, CITY),
		place.account,
		"new accounts are of the newest root"
	);
	let (_, signer) = FacilitySecrets::open(&kept, &GENESIS, place).unwrap();
	assert_eq!(signer.account(), place.account);
	// Of an account in whose place this one acts.
	let other = secrets(9);
	assert!(matches!(
		FacilitySecrets::open(&other, &GENESIS, place),
		Err(Error::Key(KeyError::NoFacilityRoot { facility: CITY, .. }))
	));
	let store: &dyn SecretStore = &other;
	store
		.update(|secrets| secrets.put_former_root(Secret::from_bytes(&[1; 32])))
		.unwrap();
	assert!(FacilitySecrets::open(&other, &GENESIS, place).is_ok());
	// Somebody else's account in the list is not taken for the person's.
	let changed = FacilityAccount {
		facility: COAST,
		..place
	};
	assert!(FacilitySecrets::open(&kept, &GENESIS, changed).is_err());
}

#[test]
fn a_facility_sees_no_key_of_another_place_and_what_it_signed_is_kept() {
	let kept = secrets(1);
	let store: &dyn SecretStore = &kept;
	let (own, _) = FacilitySecrets::make(&kept, &GENESIS, CITY).unwrap();
	let own: &dyn SecretStore = &own;
	let root = own
		.read(|secrets| *secrets.newest_csp_root().unwrap().1.expose())
		.unwrap();
	assert_ne!(root, [1; 32]);
	let keys = SignedKeys {
		genesis: GENESIS,
		account: [3; 32],
		version: 1,
		csp_pk: [4; 32],
		enc_pk: [5; 32],
	};
	own.update(|secrets| {
		secrets.put_signed(keys.clone());
		// No root is drawn at a facility: it would be in no words.
		secrets.csp_roots.insert(2, Secret::from_bytes(&[6; 32]));
	})
	.unwrap();
	let (signed, roots) = store
		.read(|secrets| (secrets.signed_keys.clone(), secrets.csp_roots.len()))
		.unwrap();
	assert_eq!((signed, roots), (vec![keys], 1));
	// What is refused is not kept.
	let refused = own.try_update(|secrets| {
		secrets.signed_keys.clear();
		Err::<(), _>(Error::from(Refusal::from(KeyError::NoCspKey)))
	});
	assert!(refused.is_err());
	assert_eq!(store.read(|secrets| secrets.signed_keys.len()).unwrap(), 1);
}

#[test]
fn list_survives_its_file_for_each_chain_and_damage_is_named() {
	let folder = tempfile::tempdir().unwrap();
	let here = FacilityAccounts::at(folder.path(), GENESIS);
	assert_eq!(here.load().unwrap(), []);
	let places = [(CITY, 3), (COAST, 4)].map(|(facility, account)| FacilityAccount {
		facility,
		account: AccountId([account; 32]),
	});
	for place in places {
		assert!(here.add(place).unwrap());
		assert!(!here.add(place).unwrap(), "once is enough");
	}
	assert_eq!(here.load().unwrap(), places);
	let elsewhere = FacilityAccounts::at(folder.path(), [8; 32]);
	assert_eq!(elsewhere.load().unwrap(), []);
	elsewhere.add(places[0]).unwrap();
	assert_eq!(here.load().unwrap(), places);
	let file = folder.path().join("accounts.json");
	let text = std::fs::read_to_string(&file).unwrap();
	for damaged in [
		"",
		"{}",
		"null",
		&text[..text.len() / 2],
		&text.replace("facility", "place"),
	] {
		std::fs::write(&file, damaged).unwrap();
		assert!(here.load().is_err(), "{damaged}");
		assert!(here.add(places[1]).is_err());
		assert_eq!(
			std::fs::read_to_string(&file).unwrap(),
			*damaged,
			"it is left as it is"
		);
	}
	std::fs::remove_file(&file).unwrap();
	here.add(places[0]).unwrap();
	#[cfg(unix)]
	{
		use std::os::unix::fs::PermissionsExt as _;
		assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o77, 0);
	}
}
