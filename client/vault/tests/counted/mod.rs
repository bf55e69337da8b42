//! Randomness that is the same in every run, and in the second implementation: each 32 bytes that are asked for are SHA-256 of the next number,
//! as 8 bytes little-endian.

use medquorum_envelope::Entropy;
use rand_core::{CryptoRng, RngCore};
use sha2::{Digest as _, Sha256};

pub struct Counted(pub u64);

impl RngCore for Counted {
	fn next_u32(&mut self) -> u32 {
		let mut bytes = [0; 4];
		self.fill_bytes(&mut bytes);
		u32::from_le_bytes(bytes)
	}

	fn next_u64(&mut self) -> u64 {
		let mut bytes = [0; 8];
		self.fill_bytes(&mut bytes);
		u64::from_le_bytes(bytes)
	}

	fn fill_bytes(&mut self, out: &mut [u8]) {
		for chunk in out.chunks_mut(32) {
			self.0 += 1;
			let block = Sha256::digest(self.0.to_le_bytes());
			chunk.copy_from_slice(&block[..chunk.len()]);
		}
	}

	fn try_fill_bytes(&mut self, out: &mut [u8]) -> Result<(), rand_core::Error> {
		self.fill_bytes(out);
		Ok(())
	}
}

impl CryptoRng for Counted {}

impl Entropy for Counted {
	fn fill(&mut self, out: &mut [u8]) {
		self.fill_bytes(out);
	}
}
