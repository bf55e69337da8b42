//! Whether a signature is an account's: the one place that knows the four kinds of keys of a Substrate chain, and how an account
//! follows from each. What the chain accepts is accepted here, and nothing else.

use crate::domain::{AccountId, Signature};
use blake2::{Blake2b, Digest as _, digest::consts::U32};
use k256::ecdsa::{RecoveryId, Signature as EcdsaSignature, VerifyingKey};
use sha3::{Digest as _, Keccak256};

/// The context in which every sr25519 account of a Substrate chain signs.
const CONTEXT: &[u8] = b"substrate";
/// What fills an account that is named after an address as on Ethereum.
const ETHEREUM: [u8; 12] = [0xee; 12];

/// Whether this is the account's signature over exactly these bytes. Anything malformed is not.
#[must_use]
pub fn verify(account: &AccountId, message: &[u8], signature: &Signature) -> bool {
	match signature {
		Signature::Ed25519(bytes) => verify_ed25519(&account.0, message, bytes),
		Signature::Sr25519(bytes) => verify_sr25519(&account.0, message, bytes),
		Signature::Ecdsa(bytes) => {
			let hash: [u8; 32] = blake2_256(message);
			recover(&hash, bytes).is_some_and(|key| account_of_ecdsa(&key) == *account)
		}
		Signature::Eth(bytes) => {
			let hash: [u8; 32] = Keccak256::digest(message).into();
			recover(&hash, bytes).is_some_and(|key| account_of_eth(&key) == *account)
		}
	}
}

fn verify_sr25519(key: &[u8; 32], message: &[u8], signature: &[u8; 64]) -> bool {
	let (Ok(key), Ok(signature)) = (
		schnorrkel::PublicKey::from_bytes(key),
		schnorrkel::Signature::from_bytes(signature),
	) else {
		return false;
	};
	key.verify_simple(CONTEXT, message, &signature).is_ok()
}

fn verify_ed25519(key: &[u8; 32], message: &[u8], signature: &[u8; 64]) -> bool {
	let key = ed25519_zebra::VerificationKey::try_from(*key);
	let signature = ed25519_zebra::Signature::from_bytes(signature);
	key.is_ok_and(|key| key.verify(&signature, message).is_ok())
}

pub(crate) fn blake2_256(input: &[u8]) -> [u8; 32] {
	Blake2b::<U32>::digest(input).into()
}

/// The secp256k1 key behind a signature `r ‖ s ‖ v`, as the chain recovers it: `v` from 0 or from 27, `s` of either half.
fn recover(hash: &[u8; 32], signature: &[u8; 65]) -> Option<VerifyingKey> {
	let (rs, v) = signature.split_at_checked(64)?;
	let v = *v.first()?;
	let mut id = RecoveryId::from_byte(if v > 26 { v - 27 } else { v })?;
	let mut rs = EcdsaSignature::from_slice(rs).ok()?;
	// The library takes the lower half alone. The other one is the same signature by the point's mirror image.
	if let Some(low) = rs.normalize_s() {
		rs = low;
		id = RecoveryId::new(!id.is_y_odd(), id.is_x_reduced());
	}
	VerifyingKey::recover_from_prehash(hash, &rs, id).ok()
}

/// An account of a secp256k1 key: the hash of the compressed key.
fn account_of_ecdsa(key: &VerifyingKey) -> AccountId {
	AccountId(blake2_256(key.to_encoded_point(true).as_bytes()))
}

/// An account named after what the chain takes for the key's address: the last 20 bytes of the hash of the compressed key.
fn account_of_eth(key: &VerifyingKey) -> AccountId {
	let hash: [u8; 32] = Keccak256::digest(key.to_encoded_point(true).as_bytes()).into();
	let mut account = [0; 32];
	let bytes = hash.iter().skip(12).chain(&ETHEREUM);
	for (to, from) in account.iter_mut().zip(bytes) {
		*to = *from;
	}
	AccountId(account)
}

#[cfg(test)]
mod tests;
