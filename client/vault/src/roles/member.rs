//! A member of the chain registers keys: everybody who is to be sealed to does so once. And whatever else an account decides about
//! itself, or as somebody's guardian.

use super::desk::{Delivered, Desk};
use crate::{entropy::OsEntropy, error::Error};
use medquorum_core::{
	domain::*,
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

	/// Leaves the network: the keys are removed, and the payer of the deposit gets it back.
	///
	/// # Errors
	/// When the account has no keys, or the chain refuses: records and open requests must be gone before.
	pub async fn leave(&self, signer: &dyn Sign) -> Result<Delivered, Error> {
		if self.stored(signer).await?.is_none() {
			return Err(LookupError::NotRegistered(signer.account()).into());
		}
		self.desk.deliver(signer, &Call::Deregister).await
	}

	/// Names who may freeze this account besides the council; with none, takes that back.
	///
	/// # Errors
	/// When the chain refuses.
	pub async fn name_guardian(
		&self,
		signer: &dyn Sign,
		guardian: Option<AccountId>,
		until: Option<Moment>,
	) -> Result<Delivered, Error> {
		let call = Call::NameGuardian { guardian, until };
		self.desk.deliver(signer, &call).await
	}

	/// Freezes, as the guardian, an account whose key may be in wrong hands.
	///
	/// # Errors
	/// When the chain refuses.
	pub async fn freeze(&self, signer: &dyn Sign, who: AccountId) -> Result<Delivered, Error> {
		self.desk.deliver(signer, &Call::FreezeAccount { who }).await
	}

	/// Makes it usable again, as the guardian who froze it.
	///
	/// # Errors
	/// When the chain refuses.
	pub async fn unfreeze(&self, signer: &dyn Sign, who: AccountId) -> Result<Delivered, Error> {
		self.desk.deliver(signer, &Call::UnfreezeAccount { who }).await
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
		let user = self.desk.ledger.user(signer.account()).await?;
		if let Some(keys) = user.as_ref().and_then(|user| user.keys.as_ref()) {
			self.own_keys(signer, secrets, keys)?;
		}
		// It counts on where somebody left and comes back.
		let stored = user.map_or(0, |user| user.csp_version);
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
		let key_sig = Signature::Sr25519(signer.sign(&message));
		let call = Call::RegisterUser {
			csp_pk,
			enc_pk,
			key_sig,
		};
		self.desk.deliver(signer, &call).await
	}
}
