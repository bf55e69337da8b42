//! SHA-512 that overwrites its state and its buffer when it is done.
//!
//! What is hashed here are often secrets: x_j and z_j for hedged values, the seed of a request. The version
//! of sha2 that the chain has leaves the last block and the state on the stack. So the padding (FIPS 180-4,
//! 5.1.2) is done here, in memory that is wiped; the compression function is sha2's. What it keeps in
//! registers and in its own frame meanwhile is out of reach.

use sha2_sdk::{compress512, digest::generic_array::GenericArray};
use zeroize::{Zeroize, ZeroizeOnDrop};

const BLOCK: usize = 128;

#[derive(Zeroize, ZeroizeOnDrop)]
pub(crate) struct Sha512 {
	state: [u64; 8],
	block: [u8; BLOCK],
	/// How much of the block is filled; always less than all of it.
	filled: usize,
	length: u128,
}

impl Sha512 {
	/// The initial hash value (FIPS 180-4, 5.3.5).
	pub(crate) fn new() -> Sha512 {
		Sha512 {
			state: [
				0x6a09_e667_f3bc_c908,
				0xbb67_ae85_84ca_a73b,
				0x3c6e_f372_fe94_f82b,
				0xa54f_f53a_5f1d_36f1,
				0x510e_527f_ade6_82d1,
				0x9b05_688c_2b3e_6c1f,
				0x1f83_d9ab_fb41_bd6b,
				0x5be0_cd19_137e_2179,
			],
			block: [0; BLOCK],
			filled: 0,
			length: 0,
		}
	}

	pub(crate) fn update(&mut self, mut bytes: &[u8]) {
		self.length += bytes.len() as u128;
		while !bytes.is_empty() {
			let free = &mut self.block[self.filled..];
			let (now, later) = bytes.split_at(bytes.len().min(free.len()));
			free[..now.len()].copy_from_slice(now);
			self.filled += now.len();
			bytes = later;
			if self.filled == BLOCK {
				compress512(
					&mut self.state,
					core::slice::from_ref(GenericArray::from_slice(&self.block)),
				);
				self.filled = 0;
			}
		}
	}

	/// Writes the hash to `out`, and starts over.
	pub(crate) fn finish(&mut self, out: &mut [u8; 64]) {
		let bits = (self.length * 8).to_be_bytes();
		self.update(&[0x80]);
		let zeros = (2 * BLOCK - bits.len() - self.filled) % BLOCK;
		self.update(&[0; BLOCK][..zeros]);
		self.update(&bits);
		for (to, word) in out.as_chunks_mut::<8>().0.iter_mut().zip(&self.state) {
			*to = word.to_be_bytes();
		}
		*self = Sha512::new();
	}
}

#[cfg(test)]
mod tests {
	use sha2_sdk::Digest;

	use super::*;

	#[test]
	fn agrees_with_sha2_at_every_length() {
		let message: [u8; 400] = core::array::from_fn(|at| u8::try_from(at * 7 % 251).unwrap());
		let mut hash = Sha512::new();
		for length in 0..=message.len() {
			let message = &message[..length];
			let expected: [u8; 64] = sha2_sdk::Sha512::digest(message).into();
			for cut in [0, length / 3, length] {
				let (head, tail) = message.split_at(cut);
				hash.update(head);
				hash.update(tail);
				let mut found = [0; 64];
				hash.finish(&mut found);
				assert_eq!(found, expected, "{length} {cut}");
			}
		}
	}

	#[test]
	fn is_wiped() {
		fn on_drop(_: &impl ZeroizeOnDrop) {}
		let mut hash = Sha512::new();
		hash.update(b"secret");
		on_drop(&hash);
		hash.finish(&mut [0; 64]);
		assert_eq!(hash.block, [0; BLOCK], "and already when it is finished");
		assert_eq!(hash.state, Sha512::new().state);
	}
}
