//! A member of the chain registers keys: everybody who is to be sealed to does so once.

use super::desk::{Delivered, Desk};
use crate::error::Error;
use medquorum_core::{
	error::LookupError,
	ledger::{Call, Sign},
	ports::SecretStore,
	rules::registration::{public_keys, publish_version},
};
use threshold_decryption::user_key_message;

/// Somebody who registers keys.
#[derive(Clone, Copy)]
pub struct Member<'a> {
	/// The chain.
	pub desk: Desk<'a>,
}

impl Member<'_> {
	/// Publishes the CSP key and the encryption key of these secrets for the account.
	///
	/// # Errors
	/// When one of them is missing, or the chain has these very keys.
	pub async fn register(&self, signer: &dyn Sign, secrets: &dyn SecretStore) -> Result<Delivered, Error> {
		let account = signer.account();
		let stored = self.desk.ledger.user(account).await?.and_then(|user| user.keys);
		if let Some(keys) = &stored {
			let (csp_pk, enc_pk) = secrets.read(|secrets| public_keys(secrets, keys.csp_version))??;
			if (csp_pk, enc_pk) == (keys.csp_pk, keys.enc_pk) {
				return Err(LookupError::AlreadyRegistered(account).into());
			}
		}
		let version = stored.map_or(0, |keys| keys.csp_version);
		self.register_after(signer, secrets, version).await
	}

	/// Publishes the next version of the CSP key. Records sealed to the old one stay with the old one.
	///
	/// # Errors
	/// As [`Member::register`].
	pub async fn renew_keys(&self, signer: &dyn Sign, secrets: &dyn SecretStore) -> Result<Delivered, Error> {
		let user = self.desk.ledger.user(signer.account()).await?;
		let version = user.and_then(|user| user.keys).map_or(0, |keys| keys.csp_version);
		self.register_after(signer, secrets, version).await
	}

	/// Publishes the version after the `stored` one.
	async fn register_after(
		&self,
		signer: &dyn Sign,
		secrets: &dyn SecretStore,
		stored: u16,
	) -> Result<Delivered, Error> {
		let version = stored.saturating_add(1);
		let (csp_pk, enc_pk) = secrets.read(|secrets| public_keys(secrets, version))??;
		secrets.update(|secrets| publish_version(secrets, version))?;
		let genesis = self.desk.genesis();
		let message = user_key_message(&genesis, &signer.account().0, version, &csp_pk, &enc_pk);
		let key_sig = signer.sign(&message);
		let call = Call::RegisterUser {
			csp_pk,
			enc_pk,
			key_sig,
		};
		self.desk.deliver(signer, &call).await
	}
}
