//! Randomness from the operating system, in the shapes the envelope and the threshold crate ask for.

use medquorum_envelope::Entropy;
use rand_core::{CryptoRng, RngCore};

/// The operating system's generator gave nothing.
#[derive(Debug, thiserror::Error)]
#[error("the operating system gives no random numbers\nnothing can be encrypted until it does")]
pub struct EntropyError(#[source] getrandom::Error);

/// The operating system's generator.
///
/// [`OsEntropy::new`] draws once to see that it works; a generator that worked and fails later is a broken system, and the
/// process ends rather than encrypt with anything weaker.
#[derive(Clone, Copy)]
pub struct OsEntropy(());

impl OsEntropy {
	/// Tries the generator.
	///
	/// # Errors
	/// When it gives nothing.
	pub fn new() -> Result<Self, EntropyError> {
		let mut probe = [0u8; 32];
		getrandom::fill(&mut probe).map_err(EntropyError)?;
		Ok(Self(()))
	}

	fn draw(out: &mut [u8]) {
		if let Err(error) = getrandom::fill(out) {
			// Entropy::fill cannot report, and carrying on would reuse keys: the only safe answer is to stop.
			panic!("the operating system's random generator failed: {error}");
		}
	}
}

impl Entropy for OsEntropy {
	fn fill(&mut self, out: &mut [u8]) {
		Self::draw(out);
	}
}

impl RngCore for OsEntropy {
	fn next_u32(&mut self) -> u32 {
		let mut bytes = [0u8; 4];
		Self::draw(&mut bytes);
		u32::from_le_bytes(bytes)
	}

	fn next_u64(&mut self) -> u64 {
		let mut bytes = [0u8; 8];
		Self::draw(&mut bytes);
		u64::from_le_bytes(bytes)
	}

	fn fill_bytes(&mut self, dest: &mut [u8]) {
		Self::draw(dest);
	}

	fn try_fill_bytes(&mut self, dest: &mut [u8]) -> Result<(), rand_core::Error> {
		Self::draw(dest);
		Ok(())
	}
}

impl CryptoRng for OsEntropy {}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn two_draws_differ() {
		let mut rng = OsEntropy::new().unwrap();
		let (mut a, mut b) = ([0u8; 32], [0u8; 32]);
		Entropy::fill(&mut rng, &mut a);
		rng.fill_bytes(&mut b);
		assert_ne!(a, b);
		assert_ne!(a, [0; 32]);
		assert_ne!(rng.next_u64(), rng.next_u64());
	}
}
