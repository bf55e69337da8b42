//! One of the person's accounts while the portal is unlocked: the main one, or one at a facility, whose keys are made from the keystore.

use crate::locked::Keys;
use medquorum_client::{
	accounts::Signer,
	domain::{AccountId, Bytes32},
	error::Error,
	keystore::Keystore,
	ledger::Sign as _,
	person::{FacilityAccount, FacilitySecrets},
	ports::SecretStore,
};

/// An account that signs, with its secrets. It is wiped with whatever asked for it.
pub struct Actor<'a> {
	keys: &'a Keys,
	/// Secrets and key of an account at a facility.
	placed: Option<(FacilitySecrets<&'a Keystore>, Signer)>,
}

impl<'a> Actor<'a> {
	/// The account at a facility, or else the main one.
	///
	/// # Errors
	/// When the keystore cannot be read, or does not make this account.
	pub fn of(keys: &'a Keys, genesis: &Bytes32, place: Option<FacilityAccount>) -> Result<Self, Error> {
		let placed = match place {
			Some(place) => Some(FacilitySecrets::open(&keys.keystore, genesis, place)?),
			None => None,
		};
		Ok(Self { keys, placed })
	}

	/// Signs.
	pub fn signer(&self) -> &Signer {
		match &self.placed {
			Some((_, signer)) => signer,
			None => &self.keys.signer,
		}
	}

	/// Who acts.
	pub fn account(&self) -> AccountId {
		self.signer().account()
	}

	/// The secrets of this account.
	pub fn secrets(&self) -> &dyn SecretStore {
		match &self.placed {
			Some((secrets, _)) => secrets,
			None => &self.keys.keystore,
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use medquorum_client::{
		keystore::{Kdf, Passphrase},
		secrets::Secret,
	};

	#[test]
	fn each_account_signs_with_its_own_keys_and_none_is_taken_for_another() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("keystore");
		let passphrase = Passphrase::new("right".to_owned()).unwrap();
		let keystore = Keystore::create_with(&path, passphrase, Kdf { m_kib: 8, t: 1, p: 1 }).unwrap();
		keystore
			.update(|secrets| drop(secrets.csp_roots.insert(1, Secret::from_bytes(&[5; 32]))))
			.unwrap();
		let keys = Keys {
			keystore,
			signer: Signer::development("//Alice", true).unwrap(),
		};
		let (genesis, facility) = ([7; 32], AccountId([9; 32]));
		let (_, signer) = FacilitySecrets::make(&keys.keystore, &genesis, facility).unwrap();
		let place = FacilityAccount {
			facility,
			account: signer.account(),
		};
		let main = Actor::of(&keys, &genesis, None).unwrap();
		assert_eq!(main.account(), keys.account());
		let placed = Actor::of(&keys, &genesis, Some(place)).unwrap();
		assert_eq!(placed.account(), place.account);
		// What a use case sees of the secrets are those of that account.
		let first = |actor: &Actor<'_>| {
			let root = actor.secrets().read(|secrets| {
				let first = secrets.csp_roots.values().next();
				first.map(|root| *root.expose())
			});
			root.unwrap().unwrap()
		};
		assert_ne!(first(&main), first(&placed));
		// The control: on another chain the keystore makes another account for that facility.
		assert!(Actor::of(&keys, &[8; 32], Some(place)).is_err());
	}
}
