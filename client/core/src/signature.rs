//! Signatures of accounts: sr25519 (Schnorr over ristretto255) in the substrate context.

use crate::domain::AccountId;
use schnorrkel::{PublicKey, Signature};

/// The context in which every account of a Substrate chain signs.
const CONTEXT: &[u8] = b"substrate";

/// Whether this is the account's signature over exactly these bytes. Anything malformed is not.
#[must_use]
pub fn verify(account: &AccountId, message: &[u8], signature: &[u8; 64]) -> bool {
	let (Ok(key), Ok(signature)) = (
		PublicKey::from_bytes(&account.0),
		Signature::from_bytes(signature),
	) else {
		return false;
	};
	key.verify_simple(CONTEXT, message, &signature).is_ok()
}
