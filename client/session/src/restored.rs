//! CSP keys that come back from their words, into a keystore that is in use.

use crate::{error::SetUpError, set_up::root_of_words};
use medquorum_client::{keystore::Keystore, secrets::Secret};

/// Restores the CSP key of 24 words as this version. Another key of this version gives way only where `replace` says so.
///
/// # Errors
/// When these are no such words, or another key has this version, or the keystore cannot be written. Nothing changes then.
pub fn restore_key(keystore: &Keystore, typed: &str, version: u16, replace: bool) -> Result<(), SetUpError> {
	let root = root_of_words(typed)?;
	keystore.try_update(|secrets| {
		let known = secrets.csp_roots.get(&version);
		let other = known.is_some_and(|known| known.expose() != root.expose());
		if other && !replace {
			return Err(SetUpError::OtherKey(version));
		}
		secrets
			.csp_roots
			.insert(version, Secret::from_bytes(root.expose()));
		Ok(())
	})
}

/// Restores the CSP key of an account in whose place this one acts. It opens that account's records, and is never published.
///
/// # Errors
/// When these are no such words, or the keystore cannot be written.
pub fn restore_former_key(keystore: &Keystore, typed: &str) -> Result<(), SetUpError> {
	let root = root_of_words(typed)?;
	keystore.update(|secrets| secrets.put_former_root(Secret::from_bytes(root.expose())))?;
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::*;
	use medquorum_client::{
		advice::Advice as _,
		keystore::{Kdf, Passphrase},
	};
	use medquorum_envelope::{CspRoot, codes};

	fn words(root: u8) -> String {
		codes::encode_phrase(&CspRoot::from_bytes(&[root; 32])).to_string()
	}

	#[test]
	fn another_key_gives_way_only_where_that_is_said() {
		let folder = tempfile::tempdir().unwrap();
		let passphrase = Passphrase::new("right".to_owned()).unwrap();
		let kdf = Kdf { m_kib: 8, t: 1, p: 1 };
		let keystore = Keystore::create_with(&folder.path().join("keystore"), passphrase, kdf).unwrap();
		let held = || {
			let roots = keystore.read(|secrets| {
				let roots = secrets.csp_roots.iter();
				roots
					.map(|(version, root)| (*version, root.expose()[0]))
					.collect::<Vec<_>>()
			});
			roots.unwrap()
		};
		restore_key(&keystore, &words(1), 1, false).unwrap();
		restore_key(&keystore, &words(2), 2, false).unwrap();
		assert_eq!(held(), [(1, 1), (2, 2)]);
		// The same once more is no other key.
		restore_key(&keystore, &words(2), 2, false).unwrap();
		let refused = restore_key(&keystore, &words(3), 1, false).unwrap_err();
		assert_eq!(refused.kind(), "OtherKeyVersion");
		assert!(restore_key(&keystore, "no such words", 3, true).is_err());
		assert!(restore_former_key(&keystore, "no such words").is_err());
		assert_eq!(held(), [(1, 1), (2, 2)]);
		// The control.
		restore_key(&keystore, &words(3), 1, true).unwrap();
		assert_eq!(held(), [(1, 3), (2, 2)]);
		restore_former_key(&keystore, &words(4)).unwrap();
		restore_former_key(&keystore, &words(4)).unwrap();
		assert_eq!(held(), [(1, 3), (2, 2)]);
		assert_eq!(keystore.read(|secrets| secrets.former_roots.len()).unwrap(), 1);
	}
}
