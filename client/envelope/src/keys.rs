//! The two-key rule: from the CSP key, the report key and the header's salt to the keys of one file.

use crate::{
	entropy::{Entropy, draw},
	error::Error,
	kdf::{Prk, sha256},
};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

macro_rules! secret {
	($(#[$doc:meta])* $name:ident) => {
		$(#[$doc])*
		///
		/// 32 bytes, wiped on drop. It has no `Debug`; read it with [`Self::expose`].
		#[derive(Clone)]
		pub struct $name(Zeroizing<[u8; 32]>);

		impl $name {
			/// Copies existing bytes in, straight to where they are wiped; the caller wipes his own.
			pub fn from_bytes(bytes: &[u8; 32]) -> Self {
				let mut inside = Zeroizing::new([0; 32]);
				inside.copy_from_slice(bytes);
				Self(inside)
			}

			/// Draws a new one.
			pub fn generate(entropy: &mut dyn Entropy) -> Self {
				Self(Zeroizing::new(draw(entropy)))
			}

			/// The bytes. Copies of them are the caller's to wipe.
			pub fn expose(&self) -> &[u8; 32] {
				&self.0
			}
		}
	};
}

secret! {
	/// The patient's root key. It never leaves the patient's device, and no function here sends it anywhere.
	CspRoot
}
secret! {
	/// The CSP key of one record: the half of the two-key rule that the patient gives.
	CspRec
}
secret! {
	/// The half of the two-key rule that the administrators release for one request.
	ReportKey
}
secret! {
	/// The salt in the header. Deleting the header deletes it, and with it every way to the file: the erasure input.
	EnvSalt
}
secret! {
	/// A requester's one-time secret, for one request only.
	RequestSeed
}
secret! {
	/// A user's long-term X25519 secret, for boxes addressed to the user.
	EncSecret
}
secret! {
	/// The secret of an account, from which sr25519 expands its key pair.
	AccountSeed
}

/// A patient's keys at one facility, all from one root: whoever has the root's 24 words has them again, and whoever sees the public
/// parts of two finds nothing in common.
pub struct FacilityKeys {
	/// The secret of the account there.
	pub account_seed: AccountSeed,
	/// The root of the CSP keys there.
	pub csp_root: CspRoot,
	/// The secret to which others seal there.
	pub enc_secret: EncSecret,
}

impl FacilityKeys {
	/// `HKDF.Expand(HKDF.Extract("MQ2-facility", csp_root), label ‖ genesis ‖ facility, 32)` (docs/cryptography.md 4.1). The chain is in
	/// it, so that the same house on two chains sees two accounts.
	pub fn derive(root: &CspRoot, genesis: &[u8; 32], facility: &[u8; 32]) -> Self {
		let prk = Prk::extract(b"MQ2-facility", &[root.expose()]);
		let key = |label: &[u8]| prk.expand(&[label, genesis, facility]);
		Self {
			account_seed: AccountSeed(key(b"account")),
			csp_root: CspRoot(key(b"csp")),
			enc_secret: EncSecret(key(b"enc")),
		}
	}
}

/// The public check value of a CSP key: `HKDF.Expand(HKDF.Extract("MQ1-csp-check", csp_rec), record_id, 32)`.
pub fn csp_check(csp_rec: &CspRec, record_id: &[u8; 16]) -> [u8; 32] {
	*Prk::extract(b"MQ1-csp-check", &[csp_rec.expose()]).expand(&[record_id])
}

/// Tells whether a CSP key is that of the record, in constant time and before anything is fetched.
pub fn verify_csp(csp_rec: &CspRec, record_id: &[u8; 16], check: &[u8; 32]) -> Result<(), Error> {
	if bool::from(csp_check(csp_rec, record_id).ct_eq(check)) {
		Ok(())
	} else {
		Err(Error::CspWrong)
	}
}

/// The key that `k` released shares combine to:
/// `HKDF.Expand(HKDF.Extract("MQ1-report", R ‖ U), record_ctx, 32)`, with the capsule's point `R` and the secret `U`.
pub fn report_key(r: &[u8; 32], u: &[u8; 32], record_ctx: &[u8; 32]) -> ReportKey {
	ReportKey(Prk::extract(b"MQ1-report", &[r, u]).expand(&[record_ctx]))
}

/// `K_loc`, which opens the locator on chain.
pub(crate) fn locator_key(csp_rec: &CspRec, record_id: &[u8; 16]) -> Zeroizing<[u8; 32]> {
	Prk::extract(b"MQ1-csp-keys", &[csp_rec.expose()]).expand(&[b"loc", record_id])
}

/// `K_hdr`, which opens the header object.
pub(crate) fn header_key(csp_rec: &CspRec, record_id: &[u8; 16]) -> Zeroizing<[u8; 32]> {
	Prk::extract(b"MQ1-csp-keys", &[csp_rec.expose()]).expand(&[b"hdr", record_id])
}

/// The keys of one file, all from one HKDF over both secrets.
///
/// Key commitment: AES-GCM alone lets a dishonest uploader make one ciphertext that opens under two keys.
/// [`FileKeys::key_commit`] is an output of the same HKDF, stands in the header, and is checked before the first
/// segment is opened.
pub struct FileKeys {
	dek: Zeroizing<[u8; 32]>,
	k_meta: Zeroizing<[u8; 32]>,
	key_commit: [u8; 32],
	stream_ad: [u8; 32],
}

impl FileKeys {
	/// `PRK = HKDF.Extract(env_salt, csp_rec ‖ report_key)`, then one expansion per key, each over `record_ctx`.
	pub fn derive(
		csp_rec: &CspRec,
		report_key: &ReportKey,
		env_salt: &EnvSalt,
		record_ctx: &[u8; 32],
	) -> Self {
		let prk = Prk::extract(env_salt.expose(), &[csp_rec.expose(), report_key.expose()]);
		let key_commit = *prk.expand(&[b"MQ1-commit", record_ctx]);
		Self {
			dek: prk.expand(&[b"MQ1-dek", record_ctx]),
			k_meta: prk.expand(&[b"MQ1-meta", record_ctx]),
			key_commit,
			stream_ad: sha256(&[b"MQ1-stream", record_ctx, env_salt.expose(), &key_commit]),
		}
	}

	/// The public commitment to these keys.
	pub fn key_commit(&self) -> [u8; 32] {
		self.key_commit
	}

	/// Tells whether the header was made for these keys, in constant time.
	pub fn verify_commit(&self, key_commit: &[u8; 32]) -> Result<(), Error> {
		if bool::from(self.key_commit.ct_eq(key_commit)) {
			Ok(())
		} else {
			Err(Error::KeyCommitMismatch)
		}
	}

	/// The key of one sealing run: `HKDF-SHA256(ikm = DEK, salt, info = stream_ad)`, as Tink derives it.
	pub(crate) fn segment_key(&self, salt: &[u8; 32]) -> Zeroizing<[u8; 32]> {
		Prk::extract(salt, &[self.dek.as_slice()]).expand(&[&self.stream_ad])
	}

	/// `K_meta`, which opens the metadata inside the header.
	pub(crate) fn meta_key(&self) -> &[u8; 32] {
		&self.k_meta
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn bytes<const N: usize>(record: &serde_json::Value, name: &str) -> [u8; N] {
		hex::decode(record[name].as_str().unwrap())
			.unwrap()
			.try_into()
			.unwrap()
	}

	/// The vectors of docs/cryptography.md 13, made by a second implementation (plain Python).
	#[test]
	fn key_schedule_equals_the_designs_vectors() {
		let vectors: serde_json::Value =
			serde_json::from_str(include_str!("../tests/vectors/mq1_vectors.json")).unwrap();
		let record = &vectors["record"];
		let (record_id, record_ctx) = (
			bytes::<16>(record, "record_id"),
			bytes::<32>(record, "record_ctx"),
		);
		let csp_rec = CspRec::from_bytes(&bytes(record, "csp_rec"));
		let env_salt = EnvSalt::from_bytes(&bytes(record, "env_salt"));

		let capsule = bytes::<128>(record, "capsule");
		let report_key = report_key(capsule.first_chunk().unwrap(), &bytes(record, "U"), &record_ctx);
		assert_eq!(report_key.expose(), &bytes(record, "report_key"));

		assert_eq!(csp_check(&csp_rec, &record_id), bytes(record, "csp_check"));
		assert_eq!(*locator_key(&csp_rec, &record_id), bytes(record, "K_loc"));
		assert_eq!(*header_key(&csp_rec, &record_id), bytes(record, "K_hdr"));

		let keys = FileKeys::derive(&csp_rec, &report_key, &env_salt, &record_ctx);
		assert_eq!(*keys.dek, bytes(record, "DEK"));
		assert_eq!(keys.key_commit(), bytes(record, "key_commit"));
		assert_eq!(*keys.k_meta, bytes(record, "K_meta"));
		assert_eq!(keys.stream_ad, bytes(record, "stream_ad"));
	}
}
