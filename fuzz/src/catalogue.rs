//! Objects of a catalogue, which a store or another facility may have made.

use medquorum_catalogue::{Scope, keyring::Keyring, manifest::Manifest};
use medquorum_client::domain::AccountId;

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
	true
}
