//! PADMÉ length hiding (Nikitin et al., PETS 2019): a file's size tells at most `O(log log n)` bits.

use crate::error::Error;

/// The padded length of `n` plaintext bytes; at least 1024.
///
/// With `E = floor(log2 n)`, all but the `floor(log2 E) + 1` highest bits behind the leading one are rounded up to
/// zero: at most 12 % longer, and at most 3 % from 1 GB on. Saturates at the end of `u64`.
pub fn padme(n: u64) -> u64 {
	if n <= 1024 {
		return 1024;
	}
	let e = n.ilog2();
	let mask = (1u64 << (e - (e.ilog2() + 1))) - 1;
	n.checked_add(mask).map_or(u64::MAX, |sum| sum & !mask)
}

/// Takes the padding off again, piece by piece and in any order, and insists that it is what it must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unpadder {
	true_len: u64,
	padded_len: u64,
}

impl Unpadder {
	/// For a file of `true_len` bytes (from its metadata) in a stream of `padded_len` (from its ciphertext length).
	/// `padded` is the header's flag; without it both must be equal.
	pub fn new(true_len: u64, padded_len: u64, padded: bool) -> Result<Self, Error> {
		let expected = if padded { padme(true_len) } else { true_len };
		if expected != padded_len {
			return Err(Error::PaddingCorrupt);
		}
		Ok(Self { true_len, padded_len })
	}

	/// The length of the file without padding.
	pub fn true_len(&self) -> u64 {
		self.true_len
	}

	/// The part of `piece` that belongs to the file, when `piece` is the plaintext at `offset`.
	/// What lies behind the end of the file must be zero.
	pub fn release<'a>(&self, offset: u64, piece: &'a [u8]) -> Result<&'a [u8], Error> {
		let fits = offset
			.checked_add(piece.len() as u64)
			.is_some_and(|end| end <= self.padded_len);
		if !fits {
			return Err(Error::TrailingData);
		}
		let left = self.true_len.saturating_sub(offset);
		let cut = usize::try_from(left).map_or(piece.len(), |left| left.min(piece.len()));
		let (file, padding) = piece.split_at(cut);
		if padding.iter().any(|byte| *byte != 0) {
			return Err(Error::PaddingCorrupt);
		}
		Ok(file)
	}
}
