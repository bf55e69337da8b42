//! What several test files need: reproducible randomness, the vectors' keys, a pattern for plaintexts.
#![allow(clippy::cast_possible_truncation, reason = "patterns")]

use medquorum_envelope::{CspRec, Entropy, EnvSalt, FileKeys, report_key};
use sha2::{Digest, Sha256};

/// SHA-256 of a label and a counter. Reproducible, and so fit for tests only.
pub struct Stream(pub &'static str, pub u64);

impl Entropy for Stream {
	fn fill(&mut self, out: &mut [u8]) {
		for chunk in out.chunks_mut(32) {
			let block = Sha256::new()
				.chain_update(self.0)
				.chain_update(self.1.to_le_bytes())
				.finalize();
			chunk.copy_from_slice(&block[..chunk.len()]);
			self.1 += 1;
		}
	}
}

/// A fresh source by name.
pub fn entropy(label: &'static str) -> Stream {
	Stream(label, 0)
}

/// `record_ctx` of the vectors of docs/cryptography.md 13.
pub fn record_ctx() -> [u8; 32] {
	let mut out = [0; 32];
	hex::decode_to_slice(
		"7dfff01a520c29c8512d2295de5d4afa4e99d95c3d0985b55de46d3d706feb32",
		&mut out,
	)
	.unwrap();
	out
}

/// `record_id` of the vectors of docs/cryptography.md 13.
pub fn record_id() -> [u8; 16] {
	let mut out = [0; 16];
	hex::decode_to_slice("8f6f229daa163cba09834abbd73cb851", &mut out).unwrap();
	out
}

/// `csp_rec` of the vectors of docs/cryptography.md 13.
pub fn csp_rec() -> CspRec {
	CspRec::from_bytes(&[8; 32])
}

/// `env_salt` of the vectors of docs/cryptography.md 13.
pub fn env_salt() -> EnvSalt {
	EnvSalt::from_bytes(&[9; 32])
}

/// `report_key` of the vectors of docs/cryptography.md 13 is not of this form: any fixed one will do.
pub fn keys() -> FileKeys {
	FileKeys::derive(
		&csp_rec(),
		&report_key(&[1; 32], &[2; 32], &record_ctx()),
		&env_salt(),
		&record_ctx(),
	)
}

/// A plaintext that does not repeat with the segment length.
pub fn pattern(len: usize) -> Vec<u8> {
	(0..len)
		.map(|at| (at % 251) as u8 ^ ((at >> 10) % 241) as u8)
		.collect()
}
