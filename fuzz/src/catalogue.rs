//! Objects of a catalogue, which a store or another facility may have made.

use medquorum_catalogue::{
	CatalogueKey, Scope,
	block::{Contents, Size, open_block, seal_block},
	entry::{Entry, Quarter},
	keyring::Keyring,
	locator::open_locator,
	manifest::Manifest,
};
use medquorum_client::domain::AccountId;
use medquorum_envelope::Entropy;
use std::sync::OnceLock;

/// Any catalogue.
const SCOPE: Scope = Scope {
	genesis: [0x67; 32],
	facility: AccountId([0x11; 32]),
	epoch: 1,
};

/// The plaintext of a manifest. What is taken is written as the same bytes under the same salt.
pub fn manifest(bytes: &[u8]) -> bool {
	let Ok(manifest) = Manifest::decode(bytes) else {
		return false;
	};
	let salt = bytes.first_chunk().unwrap();
	assert_eq!(*manifest.encode(salt).unwrap(), bytes);
	true
}

/// A keyring. Nobody signed the seeds.
pub fn keyring(bytes: &[u8]) -> bool {
	let Ok(keyring) = Keyring::decode(bytes) else {
		return false;
	};
	let readers: Vec<_> = keyring.readers().collect();
	assert!(readers.is_sorted() && readers.len() * 112 < bytes.len());
	assert!(keyring.check(&SCOPE).is_err());
	assert!(keyring.check(&keyring.scope(&SCOPE.genesis)).is_err());
	true
}

/// No randomness: the same tail every time.
struct Zeros;

impl Entropy for Zeros {
	fn fill(&mut self, bytes: &mut [u8]) {
		bytes.fill(0);
	}
}

fn key() -> CatalogueKey {
	CatalogueKey::from_bytes(&[5; 32])
}

/// A tail of two entries, sealed, and what a manifest says of it.
pub fn sealed_tail() -> (Contents, Vec<u8>) {
	let entry = |number: u8| Entry {
		reference: [number; 16],
		category: "E11".parse().unwrap(),
		quarter: Quarter::since("2024-Q2").unwrap(),
		modality: "CT".parse().unwrap(),
		newest: true,
	};
	seal_block(&key(), &SCOPE, Size::Tail, &[entry(1), entry(2)], &mut Zeros).unwrap()
}

/// A sealed block. Under its seal nothing but the tail is taken.
pub fn block(bytes: &[u8]) -> bool {
	static TAIL: OnceLock<(Contents, Vec<u8>)> = OnceLock::new();
	let (contents, sealed) = TAIL.get_or_init(sealed_tail);
	let mut copy = bytes.to_vec();
	let Ok(opened) = open_block(&key(), &SCOPE, contents, &mut copy) else {
		return false;
	};
	assert_eq!((bytes, opened.len()), (sealed.as_slice(), 2));
	assert!(opened.iter().is_sorted_by_key(|entry| entry.reference));
	true
}

/// A locator: one manifest, under the number that it was sealed for.
pub fn locator(bytes: &[u8]) -> bool {
	let Ok(locator) = bytes.try_into() else {
		return false;
	};
	assert!(open_locator(&key(), &SCOPE, 4, locator).is_err());
	open_locator(&key(), &SCOPE, 3, locator).is_ok()
}
