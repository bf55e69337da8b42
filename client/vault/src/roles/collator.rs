//! A collator's operator: the collator makes blocks under keys that the account has set.

use super::desk::{Delivered, Desk};
use crate::error::Error;
use medquorum_core::{
	domain::Bytes32,
	ledger::{Call, Sign},
};

/// Sets the keys under which a node makes blocks.
#[derive(Clone, Copy)]
pub struct Collator<'a> {
	/// The chain.
	pub desk: Desk<'a>,
}

impl Collator<'_> {
	/// Sets the session keys of the account: `keys` and `proof` as `author_rotateKeysWithOwner` of its own node gave them. They
	/// count from the session after the next.
	///
	/// # Errors
	/// When the chain refuses, for example because the proof is for another account.
	pub async fn set_session_keys(
		&self,
		signer: &dyn Sign,
		keys: Bytes32,
		proof: Vec<u8>,
	) -> Result<Delivered, Error> {
		self.desk
			.deliver(signer, &Call::SetSessionKeys { keys, proof })
			.await
	}
}
