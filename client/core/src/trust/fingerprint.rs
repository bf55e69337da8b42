//! What people compare by voice or on paper.

use blake2::{Blake2b, Digest as _, digest::consts::U16};

/// Eight groups of four hexadecimal digits over all of this; the label keeps what is compared for one thing from being taken for
/// another.
#[must_use]
pub fn fingerprint(label: &[u8], content: &[u8]) -> String {
	let mut hash = Blake2b::<U16>::new();
	hash.update(label);
	hash.update(content);
	let digest = hash.finalize();
	digest.chunks(2).map(hex::encode).collect::<Vec<_>>().join(" ")
}
