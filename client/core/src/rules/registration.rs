//! Registering keys: which ones a keystore publishes, and which pair opens a record.

use crate::{
	domain::*,
	error::{KeyError, Refusal, TrustError},
	secrets::{Secret, Secrets},
};
use medquorum_envelope::{
	CspKeyPair, CspRec, CspRoot, EncSecret, csp_key_pair, decapsulate_csp, enc_public, verify_csp,
};

/// Versions a root of unknown version is tried with: a backup of 24 words does not say how often its keys were renewed.
const TRY_VERSIONS: u16 = 32;

/// The public CSP key and encryption key to register under this version.
///
/// # Errors
/// When the keystore lacks one of them.
pub fn public_keys(secrets: &Secrets, version: u16) -> Result<(Bytes32, Bytes32), KeyError> {
	let newest = secrets.newest_csp_root().map(|(_, root)| root);
	let root = secrets
		.csp_roots
		.get(&version)
		.or(newest)
		.ok_or(KeyError::NoCspKey)?;
	let enc = enc_secret(secrets).ok_or(KeyError::NoEncryptionKey)?;
	let csp_pk = csp_key_pair(&CspRoot::from_bytes(*root.expose()), version).public();
	Ok((csp_pk, enc_public(&enc)))
}

/// The secret to which deals are sealed, if there is one.
#[must_use]
pub fn enc_secret(secrets: &Secrets) -> Option<EncSecret> {
	let secret = secrets.enc_secret.as_ref()?;
	Some(EncSecret::from_bytes(*secret.expose()))
}

/// From now on the newest root is known under the version it is published with.
pub fn publish_version(secrets: &mut Secrets, version: u16) {
	if let Some((_, root)) = secrets.newest_csp_root() {
		let root = Secret::from_bytes(root.expose());
		secrets.csp_roots.entry(version).or_insert(root);
	}
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

/// The CSP key of one record, from its patient's secrets, proven right by `csp_check`.
///
/// # Errors
/// When the secrets hold no key that fits, or the record was not sealed to it.
pub fn csp_rec(secrets: &Secrets, id: RecordId, record: &Record) -> Result<CspRec, Refusal> {
	if secrets.csp_roots.is_empty() {
		return Err(KeyError::NoCspKey.into());
	}
	let pair = pair_for(secrets, &record.csp_pk).ok_or(KeyError::OtherCspKey(id))?;
	let refused = |_| TrustError::PatientKey(id);
	let csp_rec = decapsulate_csp(&pair, &record.csp_enc, &id.0).map_err(refused)?;
	verify_csp(&csp_rec, &id.0, &record.csp_check).map_err(refused)?;
	Ok(csp_rec)
}
