//! A new account, in the form in which Polkadot.js exports and imports them: whoever has the file and its password has the account.
//!
//! The format is that of `@polkadot/util-crypto` (`jsonEncrypt`) and `@polkadot/keyring` (`encodePair`); [`Signer::polkadot_js`] reads
//! it back by the code of subxt.

use super::{AccountError, Signer};
use crate::{entropy::OsEntropy, keystore::Passphrase};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use crypto_secretbox::{
	Key, KeyInit as _, Nonce, XSalsa20Poly1305,
	aead::{AeadInPlace as _, generic_array::GenericArray},
};
use medquorum_core::domain::AccountId;
use medquorum_files as files;
use rand_core::RngCore as _;
use schnorrkel::{ExpansionMode, MiniSecretKey};
use serde_json::json;
use std::path::Path;
use zeroize::Zeroizing;

/// What Polkadot.js asks of scrypt: 128 MiB, one pass, eight blocks.
const LOG_N: u8 = 17;
const P: u32 = 1;
const R: u32 = 8;
/// What stands around the keys (PKCS #8).
const HEADER: [u8; 16] = [48, 83, 2, 1, 1, 48, 5, 6, 3, 43, 101, 112, 4, 34, 4, 32];
const DIVIDER: [u8; 5] = [161, 35, 3, 33, 0];
/// Header, secret key, divider, public key.
const LENGTH: usize = 16 + 64 + 5 + 32;
const TAG: usize = 16;

impl Signer {
	/// Draws a new account and writes it where no file is yet, sealed under a password. `name` is what Polkadot.js calls it.
	///
	/// # Errors
	/// When the file exists, or cannot be written.
	pub fn make(
		path: &Path,
		password: &Passphrase,
		name: &str,
		mut entropy: OsEntropy,
	) -> Result<Self, AccountError> {
		let mut seed = Zeroizing::new([0; 32]);
		entropy.fill_bytes(seed.as_mut());
		let bad = || AccountError::NotAnExport(path.to_path_buf());
		let seed = MiniSecretKey::from_bytes(seed.as_ref()).map_err(|_| bad())?;
		let pair = seed.expand_to_keypair(ExpansionMode::Ed25519);
		let public = pair.public.to_bytes();
		// Room for the tag at once: growing would leave copies behind.
		let mut plain = Zeroizing::new(Vec::with_capacity(LENGTH + TAG));
		plain.extend_from_slice(&HEADER);
		plain.extend_from_slice(Zeroizing::new(pair.secret.to_ed25519_bytes()).as_ref());
		plain.extend_from_slice(&DIVIDER);
		plain.extend_from_slice(&public);
		let encoded = seal(plain, password, &mut entropy).ok_or_else(bad)?;
		let export = json!({
			"encoded": encoded,
			"encoding": { "content": ["pkcs8", "sr25519"], "type": ["scrypt", "xsalsa20-poly1305"], "version": "3" },
			"address": AccountId(public).to_string(),
			"meta": { "name": name },
		});
		files::write_new(path, format!("{export}\n").as_bytes())?;
		// Read back, so that nobody is told of an account that the file does not hold.
		Self::polkadot_js(path, password)
	}
}

/// `salt ‖ N ‖ p ‖ r ‖ nonce ‖ secretbox`, in Base64.
fn seal(mut plain: Zeroizing<Vec<u8>>, password: &Passphrase, entropy: &mut OsEntropy) -> Option<String> {
	let (mut salt, mut nonce) = ([0; 32], [0; 24]);
	entropy.fill_bytes(&mut salt);
	entropy.fill_bytes(&mut nonce);
	let params = scrypt::Params::new(LOG_N, R, P, 32).ok()?;
	let mut key = Zeroizing::new([0; 32]);
	scrypt::scrypt(password.raw().as_bytes(), &salt, &params, key.as_mut()).ok()?;
	let key: Key = GenericArray::clone_from_slice(key.as_ref());
	let cipher = XSalsa20Poly1305::new(&key);
	let tag = cipher
		.encrypt_in_place_detached(&Nonce::from(nonce), b"", plain.as_mut())
		.ok()?;
	let mut out = Vec::with_capacity(32 + 12 + 24 + TAG + LENGTH);
	out.extend_from_slice(&salt);
	for number in [1u32 << LOG_N, P, R] {
		out.extend_from_slice(&number.to_le_bytes());
	}
	out.extend_from_slice(&nonce);
	out.extend_from_slice(&tag);
	out.extend_from_slice(&plain);
	Some(STANDARD.encode(out))
}

#[cfg(test)]
mod tests {
	use super::*;
	use medquorum_core::ledger::Sign as _;

	fn word(text: &str) -> Passphrase {
		Passphrase::new(text.to_owned()).unwrap()
	}

	#[test]
	fn a_made_account_opens_with_its_password_alone_and_is_never_replaced() {
		let dir = tempfile::tempdir().unwrap();
		let path = dir.path().join("account.json");
		let make = |path: &Path| Signer::make(path, &word("ein Wort"), "Ève", OsEntropy::new().unwrap());
		let made = make(&path).unwrap();
		let again = Signer::polkadot_js(&path, &word("ein Wort")).unwrap();
		assert_eq!(made.account(), again.account());
		assert!(matches!(
			Signer::polkadot_js(&path, &word("another")),
			Err(AccountError::CannotOpen(_))
		));
		let text = std::fs::read_to_string(&path).unwrap();
		assert!(make(&path).is_err());
		assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
		let other = make(&dir.path().join("other.json")).unwrap();
		assert_ne!(made.account(), other.account());
		#[cfg(unix)]
		{
			use std::os::unix::fs::PermissionsExt as _;
			assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o77, 0);
		}
	}
}
