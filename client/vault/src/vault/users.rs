//! Registration of keys, roles, and the CSP keys of a patient.

use super::{Delivered, Vault};
use crate::{
	domain::*,
	error::{Error, KeyError, LookupError, TrustError},
	keystore::{Keystore, Secret, Secrets},
	ledger::{Call, Sign},
};
use medquorum_envelope::{
	CspKeyPair, CspRec, CspRoot, EncSecret, codes, csp_key_pair, decapsulate_csp, enc_public, verify_csp,
};
use threshold_decryption::user_key_message;
use zeroize::Zeroizing;

/// Versions a root of unknown version is tried with: a backup of 24 words does not say how often its keys were renewed.
const TRY_VERSIONS: u16 = 32;

/// The public keys to register under this version.
fn public_keys(secrets: &Secrets, version: u16) -> Result<(Bytes32, Bytes32), KeyError> {
	let newest = secrets.newest_csp_root().map(|(_, root)| root);
	let root = secrets
		.csp_roots
		.get(&version)
		.or(newest)
		.ok_or(KeyError::NoCspKey)?;
	let enc = secrets.enc_secret.as_ref().ok_or(KeyError::NoEncryptionKey)?;
	let csp_pk = csp_key_pair(&CspRoot::from_bytes(*root.expose()), version).public();
	Ok((csp_pk, enc_public(&EncSecret::from_bytes(*enc.expose()))))
}

/// The pair with this public key, from any root in the keystore.
fn pair_for(secrets: &Secrets, csp_pk: &Bytes32) -> Option<CspKeyPair> {
	let candidates = secrets.csp_roots.iter().flat_map(|(version, root)| {
		let versions = std::iter::once(*version).chain(1..=TRY_VERSIONS);
		versions.map(move |version| (version, root))
	});
	candidates
		.map(|(version, root)| csp_key_pair(&CspRoot::from_bytes(*root.expose()), version))
		.find(|pair| pair.public() == *csp_pk)
}

/// The CSP key of one record, from its patient's keystore, proven right by `csp_check`.
pub(super) fn own_csp_rec(keystore: &Keystore, id: RecordId, record: &Record) -> Result<CspRec, Error> {
	let found = keystore.read(|secrets| match secrets.csp_roots.is_empty() {
		true => Err(KeyError::NoCspKey),
		false => pair_for(secrets, &record.csp_pk).ok_or(KeyError::OtherCspKey(id)),
	})?;
	let refused = |_| TrustError::PatientKey(id);
	let csp_rec = decapsulate_csp(&found?, &record.csp_enc, &id.0).map_err(refused)?;
	verify_csp(&csp_rec, &id.0, &record.csp_check).map_err(refused)?;
	Ok(csp_rec)
}

impl Vault<'_> {
	/// Publishes the CSP key and the encryption key of this keystore for the account.
	///
	/// # Errors
	/// When the keystore lacks one of them, or the chain has these very keys.
	pub async fn register_user(&self, signer: &dyn Sign, keystore: &Keystore) -> Result<Delivered, Error> {
		let account = signer.account();
		let stored = self.ledger.user(account).await?.and_then(|user| user.keys);
		if let Some(keys) = &stored {
			let (csp_pk, enc_pk) = keystore.read(|secrets| public_keys(secrets, keys.csp_version))??;
			if (csp_pk, enc_pk) == (keys.csp_pk, keys.enc_pk) {
				return Err(LookupError::AlreadyRegistered(account).into());
			}
		}
		self.register_version(signer, keystore, stored.map_or(0, |keys| keys.csp_version))
			.await
	}

	/// Publishes the next version of the CSP key. Records sealed to the old one stay with the old one.
	///
	/// # Errors
	/// As [`Vault::register_user`].
	pub async fn renew_keys(&self, signer: &dyn Sign, keystore: &Keystore) -> Result<Delivered, Error> {
		let user = self.ledger.user(signer.account()).await?;
		let stored = user.and_then(|user| user.keys).map_or(0, |keys| keys.csp_version);
		self.register_version(signer, keystore, stored).await
	}

	async fn register_version(
		&self,
		signer: &dyn Sign,
		keystore: &Keystore,
		stored: u16,
	) -> Result<Delivered, Error> {
		let version = stored.saturating_add(1);
		let (csp_pk, enc_pk) = keystore.read(|secrets| public_keys(secrets, version))??;
		// From now on the root is known under the version it is published with.
		keystore.update(|secrets| {
			if let Some((_, root)) = secrets.newest_csp_root() {
				let root = Secret::from_bytes(root.expose());
				secrets.csp_roots.entry(version).or_insert(root);
			}
		})?;
		let message = user_key_message(&self.genesis(), &signer.account().0, version, &csp_pk, &enc_pk);
		let key_sig = signer.sign(&message);
		self.deliver(
			signer,
			&Call::RegisterUser {
				csp_pk,
				enc_pk,
				key_sig,
			},
		)
		.await
	}

	/// The CSP key of one record as a code, for its patient to hand to a requester. It opens no other record.
	///
	/// # Errors
	/// When the record is another patient's, or sealed to a key that is not in the keystore.
	pub async fn csp_code(
		&self,
		patient: AccountId,
		keystore: &Keystore,
		record_id: RecordId,
	) -> Result<Zeroizing<String>, Error> {
		let record = self.own_record(patient, record_id).await?;
		let csp_rec = own_csp_rec(keystore, record_id, &record)?;
		Ok(codes::encode_csp(&csp_rec, &record_id.0))
	}

	/// What the account's role must allow.
	pub(super) async fn check_role(
		&self,
		who: AccountId,
		allows: fn(Role) -> bool,
		action: &'static str,
	) -> Result<(), Error> {
		let role = self.ledger.user(who).await?.map(|user| user.role);
		match role.is_some_and(allows) {
			true => Ok(()),
			false => Err(LookupError::WrongRole { who, role, action }.into()),
		}
	}
}
