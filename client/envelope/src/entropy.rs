//! Randomness as an argument, and its adapter for the `hpke` crate.

use core::convert::Infallible;
use hpke::rand_core::{TryCryptoRng, TryRng};

/// A source of cryptographic randomness.
///
/// Implement it over the operating system's generator and nothing else: every nonce, salt and one-time key of an
/// envelope is drawn from it. A source that can fail must not return.
pub trait Entropy {
	/// Fills `out` with fresh random bytes.
	fn fill(&mut self, out: &mut [u8]);
}

/// Draws one fixed-size value.
pub(crate) fn draw<const N: usize>(entropy: &mut dyn Entropy) -> [u8; N] {
	let mut out = [0; N];
	entropy.fill(&mut out);
	out
}

/// [`Entropy`] in the shape `hpke` wants.
pub(crate) struct Adapter<'a>(pub &'a mut dyn Entropy);

impl TryRng for Adapter<'_> {
	type Error = Infallible;

	fn try_next_u32(&mut self) -> Result<u32, Infallible> {
		Ok(u32::from_le_bytes(draw(self.0)))
	}

	fn try_next_u64(&mut self) -> Result<u64, Infallible> {
		Ok(u64::from_le_bytes(draw(self.0)))
	}

	fn try_fill_bytes(&mut self, out: &mut [u8]) -> Result<(), Infallible> {
		self.0.fill(out);
		Ok(())
	}
}

impl TryCryptoRng for Adapter<'_> {}
