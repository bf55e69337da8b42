//! HKDF with SHA-256 (RFC 5869), and SHA-256 over parts.

use hkdf::{Hkdf, HkdfExtract};
use sha2::{Digest as _, Sha256};
use zeroize::{Zeroize as _, Zeroizing};

/// The pseudorandom key between HKDF's two steps.
pub(crate) struct Prk(Hkdf<Sha256>);

impl Prk {
	/// HKDF-Extract.
	pub fn extract(salt: &[u8], ikm: &[u8]) -> Self {
		let mut extract = HkdfExtract::<Sha256>::new(Some(salt));
		extract.input_ikm(ikm);
		let (mut prk, expander) = extract.finalize();
		prk.as_mut_slice().zeroize();
		Self(expander)
	}

	/// HKDF-Expand over the concatenation of `info`, to 32 bytes.
	pub fn expand(&self, info: &[&[u8]]) -> Zeroizing<[u8; 32]> {
		let mut out = Zeroizing::new([0; 32]);
		match self.0.expand_multi_info(info, out.as_mut_slice()) {
			Ok(()) => out,
			Err(_) => unreachable!("only outputs beyond 255 * 32 bytes are refused; qed"),
		}
	}
}

/// SHA-256 over the concatenation of `parts`, each of a fixed length or the last one.
pub(crate) fn sha256(parts: &[&[u8]]) -> [u8; 32] {
	let mut hasher = Sha256::new();
	parts.iter().for_each(|part| hasher.update(part));
	hasher.finalize().into()
}
