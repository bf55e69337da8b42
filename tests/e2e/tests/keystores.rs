//! What lies in the keystore of somebody on the stage.

use medquorum_client::{
	keystore::{Keystore, Passphrase},
	secrets::AdminShare,
};
use medquorum_e2e::{PASSPHRASE, Person};

/// The shares of a committee's key that somebody holds.
pub(super) fn shares(person: &Person, key_id: u32) -> Vec<AdminShare> {
	let word = Passphrase::new(PASSPHRASE.to_owned()).unwrap();
	let keystore = Keystore::open(&person.home().join("keys.mqk"), word).unwrap();
	let kept = keystore.read(|secrets| secrets.admin_shares.clone()).unwrap();
	kept.into_iter().filter(|share| share.key_id == key_id).collect()
}

/// The epochs of these shares, in order.
pub(super) fn epochs(person: &Person, key_id: u32) -> Vec<u32> {
	let mut epochs: Vec<u32> = shares(person, key_id).iter().map(|share| share.epoch).collect();
	epochs.sort_unstable();
	epochs
}
