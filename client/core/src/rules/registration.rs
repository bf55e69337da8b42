//! Registering keys: which ones a keystore publishes, and which pair opens a record.

use crate::{
	domain::*,
	error::{KeyError, Refusal, TrustError},
	secrets::{Secret, Secrets, SignedKeys},
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
	let csp_pk = csp_key_pair(&CspRoot::from_bytes(root.expose()), version).public();
	Ok((csp_pk, enc_public(&enc)))
}

/// The secret to which deals are sealed, if there is one.
#[must_use]
pub fn enc_secret(secrets: &Secrets) -> Option<EncSecret> {
	let secret = secrets.enc_secret.as_ref()?;
	Some(EncSecret::from_bytes(secret.expose()))
}

/// The version under which the next public keys of an account are signed. A node's word alone moves it by no more than the one call
/// of which this keystore does not know whether it arrived: a signature over a far version would make its keys the newest for
/// ever. `adopted` is the version that a person knows to be the chain's, for a keystore restored from a backup.
///
/// # Errors
/// When chain, keystore and person do not agree.
pub fn next_version(signed: Option<&SignedKeys>, stored: u16, adopted: Option<u16>) -> Result<u16, KeyError> {
	let last = signed.map_or(0, |keys| keys.version);
	let differ = KeyError::VersionDiffers { stored, signed: last };
	let next = match adopted {
		Some(adopted) if adopted != stored => return Err(KeyError::AdoptedOther { stored, adopted }),
		Some(_) if stored >= last => stored.checked_add(1),
		_ if stored == last => last.checked_add(1),
		// The call with the last one may not have arrived: the same keys are signed again.
		_ if stored.checked_add(1) == Some(last) => Some(last),
		_ => None,
	};
	next.ok_or(differ)
}

/// The version under which keys are signed where no chain is asked: the last one signed here again, the first if there is none, or the
/// one after the version `adopted` that a person knows to be the chain's.
///
/// # Errors
/// When that version comes before one that was signed.
pub fn version_unasked(signed: Option<&SignedKeys>, adopted: Option<u16>) -> Result<u16, KeyError> {
	match adopted {
		Some(stored) => next_version(signed, stored, adopted),
		None => Ok(signed.map_or(1, |keys| keys.version)),
	}
}

/// Notes keys before they are signed. Other keys under a version that was signed before are refused.
///
/// # Errors
/// When this version was signed with other keys, or a newer one was.
pub fn note_signed(secrets: &mut Secrets, keys: SignedKeys) -> Result<(), KeyError> {
	if let Some(known) = secrets.signed_by(&keys.genesis, &keys.account) {
		let newer = known.version > keys.version;
		if newer || (known.version == keys.version && *known != keys) {
			let (stored, signed) = (keys.version.saturating_sub(1), known.version);
			return Err(KeyError::VersionDiffers { stored, signed });
		}
	}
	secrets.put_signed(keys);
	Ok(())
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
	let former = secrets.former_roots.iter();
	let former = former.flat_map(|root| (1..=TRY_VERSIONS).map(move |version| (version, root)));
	candidates
		.chain(former)
		.map(|(version, root)| csp_key_pair(&CspRoot::from_bytes(root.expose()), version))
		.find(|pair| pair.public() == *csp_pk)
}

/// The CSP key of one record, from the secrets of its patient or of who acts in the patient's place, proven right by `csp_check`.
///
/// # Errors
/// When the secrets hold no key that fits, or the record was not sealed to it.
pub fn csp_rec(
	secrets: &Secrets,
	owner: AccountId,
	id: RecordId,
	record: &Record,
) -> Result<CspRec, Refusal> {
	let missing = match () {
		() if owner != record.patient => KeyError::FormerCspKey(id),
		() if secrets.csp_roots.is_empty() => KeyError::NoCspKey,
		() => KeyError::OtherCspKey(id),
	};
	let pair = pair_for(secrets, &record.csp_pk).ok_or(missing)?;
	let refused = |_| TrustError::PatientKey(id);
	let csp_rec = decapsulate_csp(&pair, &record.csp_enc, &id.0).map_err(refused)?;
	verify_csp(&csp_rec, &id.0, &record.csp_check).map_err(refused)?;
	Ok(csp_rec)
}

#[cfg(test)]
mod tests {
	use super::*;

	fn keys(version: u16, csp: u8) -> SignedKeys {
		SignedKeys {
			genesis: [1; 32],
			account: [2; 32],
			version,
			csp_pk: [csp; 32],
			enc_pk: [4; 32],
		}
	}

	#[test]
	fn next_version_follows_what_was_signed_and_not_what_a_node_says() {
		assert_eq!(next_version(None, 0, None).unwrap(), 1);
		for (last, stored, next) in [
			(1, 1, Some(2)),
			(1, 0, Some(1)),
			(2, 0, None),
			(1, 2, None),
			(1, 65_534, None),
		] {
			let version = next_version(Some(&keys(last, 3)), stored, None);
			assert_eq!(version.ok(), next, "signed {last}, stored {stored}");
		}
		assert!(next_version(None, 1, None).is_err(), "never signed here");
		assert!(
			next_version(Some(&keys(u16::MAX, 3)), u16::MAX, None).is_err(),
			"there is none after it"
		);
	}

	#[test]
	fn person_may_adopt_what_the_chain_shows_and_nothing_else() {
		assert_eq!(next_version(None, 4, Some(4)).unwrap(), 5);
		assert_eq!(next_version(Some(&keys(2, 3)), 4, Some(4)).unwrap(), 5);
		assert!(matches!(
			next_version(None, 4, Some(3)),
			Err(KeyError::AdoptedOther {
				stored: 4,
				adopted: 3
			})
		));
		// Never back to a version that was signed before.
		assert!(next_version(Some(&keys(5, 3)), 3, Some(3)).is_err());
	}

	#[test]
	fn without_a_chain_the_same_keys_are_signed_again() {
		assert_eq!(version_unasked(None, None).unwrap(), 1);
		assert_eq!(version_unasked(Some(&keys(2, 3)), None).unwrap(), 2);
		assert_eq!(version_unasked(Some(&keys(2, 3)), Some(2)).unwrap(), 3);
		assert!(version_unasked(Some(&keys(5, 3)), Some(3)).is_err());
	}

	#[test]
	fn one_version_is_signed_with_one_pair_of_keys() {
		let mut secrets = Secrets::default();
		note_signed(&mut secrets, keys(1, 3)).unwrap();
		note_signed(&mut secrets, keys(1, 3)).unwrap();
		assert!(note_signed(&mut secrets, keys(1, 9)).is_err());
		note_signed(&mut secrets, keys(2, 9)).unwrap();
		assert!(note_signed(&mut secrets, keys(1, 3)).is_err());
		assert_eq!(secrets.signed_keys, [keys(2, 9)]);
	}
}
