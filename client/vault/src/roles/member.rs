//! A member of the chain registers keys: everybody who is to be sealed to does so once.

use super::desk::{Delivered, Desk};
use crate::{entropy::OsEntropy, error::Error};
use medquorum_core::{
	domain::UserKeys,
	error::{KeyError, LookupError},
	ledger::{Call, Sign},
	ports::SecretStore,
	rules::registration::{next_version, note_signed, public_keys, publish_version},
	secrets::{Secret, SignedKeys},
	trust::check_keys,
};
use medquorum_envelope::CspRoot;
use threshold_decryption::user_key_message;

/// Somebody who registers keys.
#[derive(Clone, Copy)]
pub struct Member<'a> {
	/// The chain.
	pub desk: Desk<'a>,
}

impl Member<'_> {
	/// Publishes the CSP key and the encryption key of these secrets for an account that has none on the chain. Other keys on the
	/// chain are replaced only where a person names their version, `adopted`.
	///
	/// # Errors
	/// When a key is missing, the chain has these very keys or others, or it does not agree with what these secrets have signed.
	pub async fn register(
		&self,
		signer: &dyn Sign,
		secrets: &dyn SecretStore,
		adopted: Option<u16>,
	) -> Result<Delivered, Error> {
		let account = signer.account();
		if let Some(keys) = self.stored(signer).await? {
			let stored = keys.csp_version;
			let (csp_pk, enc_pk) = secrets.read(|secrets| public_keys(secrets, stored))??;
			if (csp_pk, enc_pk) == (keys.csp_pk, keys.enc_pk) {
				self.own_keys(signer, secrets, &keys)?;
				return Err(LookupError::AlreadyRegistered(account).into());
			}
			if adopted.is_none() {
				return Err(KeyError::OtherKeys { account, stored }.into());
			}
		}
		self.renew_keys(signer, secrets, adopted).await
	}

	/// Publishes the newest CSP key under the next version. Records sealed to the old one stay with the old one.
	///
	/// # Errors
	/// As [`Member::register`].
	pub async fn renew_keys(
		&self,
		signer: &dyn Sign,
		secrets: &dyn SecretStore,
		adopted: Option<u16>,
	) -> Result<Delivered, Error> {
		let version = self.next_version(signer, secrets, adopted).await?;
		self.publish(signer, secrets, version).await
	}

	/// Makes a new CSP key and publishes it; gives its version. One that an earlier run made for this version and could not publish is
	/// used.
	///
	/// # Errors
	/// As [`Member::register`].
	pub async fn rotate_csp(
		&self,
		signer: &dyn Sign,
		secrets: &dyn SecretStore,
		adopted: Option<u16>,
	) -> Result<(u16, Delivered), Error> {
		let version = self.next_version(signer, secrets, adopted).await?;
		let root = CspRoot::generate(&mut OsEntropy::new()?);
		secrets.update(|secrets| {
			let known = secrets.csp_roots.entry(version);
			known.or_insert_with(|| Secret::from_bytes(root.expose()));
		})?;
		Ok((version, self.publish(signer, secrets, version).await?))
	}

	async fn stored(&self, signer: &dyn Sign) -> Result<Option<UserKeys>, Error> {
		let user = self.desk.ledger.user(signer.account()).await?;
		Ok(user.and_then(|user| user.keys))
	}

	/// The version under which keys are signed next.
	async fn next_version(
		&self,
		signer: &dyn Sign,
		secrets: &dyn SecretStore,
		adopted: Option<u16>,
	) -> Result<u16, Error> {
		let stored = self.stored(signer).await?;
		if let Some(keys) = &stored {
			self.own_keys(signer, secrets, keys)?;
		}
		let stored = stored.map_or(0, |keys| keys.csp_version);
		let (genesis, account) = (self.desk.genesis(), signer.account().0);
		let next =
			secrets.read(|secrets| next_version(secrets.signed_by(&genesis, &account), stored, adopted))?;
		Ok(next?)
	}

	/// Notes the keys on the chain as signed by these secrets, where they are theirs: secrets of before did not note it.
	fn own_keys(&self, signer: &dyn Sign, secrets: &dyn SecretStore, keys: &UserKeys) -> Result<(), Error> {
		let (genesis, account) = (self.desk.genesis(), signer.account());
		let unknown = secrets.read(|secrets| {
			let public = public_keys(secrets, keys.csp_version).ok();
			secrets.signed_by(&genesis, &account.0).is_none() && public == Some((keys.csp_pk, keys.enc_pk))
		})?;
		if !unknown || check_keys(&genesis, account, keys).is_err() {
			return Ok(());
		}
		let signed = SignedKeys {
			genesis,
			account: account.0,
			version: keys.csp_version,
			csp_pk: keys.csp_pk,
			enc_pk: keys.enc_pk,
		};
		Ok(secrets.update(|secrets| secrets.put_signed(signed))?)
	}

	/// Signs the keys of this version and sends them. That they were signed is kept before the signature can leave.
	async fn publish(
		&self,
		signer: &dyn Sign,
		secrets: &dyn SecretStore,
		version: u16,
	) -> Result<Delivered, Error> {
		self.desk.check_node().await?;
		let (genesis, account) = (self.desk.genesis(), signer.account());
		let (csp_pk, enc_pk) = secrets.read(|secrets| public_keys(secrets, version))??;
		let signed = SignedKeys {
			genesis,
			account: account.0,
			version,
			csp_pk,
			enc_pk,
		};
		secrets.try_update(|secrets| {
			note_signed(secrets, signed)?;
			publish_version(secrets, version);
			Ok::<_, Error>(())
		})?;
		let message = user_key_message(&genesis, &account.0, version, &csp_pk, &enc_pk);
		let key_sig = signer.sign(&message);
		let call = Call::RegisterUser {
			csp_pk,
			enc_pk,
			key_sig,
		};
		self.desk.deliver(signer, &call).await
	}
}
