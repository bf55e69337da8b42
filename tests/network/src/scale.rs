//! The little of SCALE that is read here without a decoder.

/// A compact number and what follows it; `None` where it has more than 64 bits or is cut off.
pub fn compact(bytes: &[u8]) -> Option<(u64, &[u8])> {
	let first = *bytes.first()?;
	// Small numbers share their bytes with the mode, large ones follow a byte that says how many there are.
	let (skip, length, shift) = match first & 3 {
		0 => (0, 1, 2),
		1 => (0, 2, 2),
		2 => (0, 4, 2),
		_ => (1, usize::from(first >> 2) + 4, 0),
	};
	if length > 8 {
		return None;
	}
	let (number, rest) = bytes.get(skip..)?.split_at_checked(length)?;
	let value = number
		.iter()
		.rev()
		.fold(0, |value: u64, &byte| value << 8 | u64::from(byte));
	Some((value >> shift, rest))
}

#[cfg(test)]
mod tests {
	use super::compact;

	#[test]
	fn compact_numbers_of_every_length_are_read_and_what_follows_is_left() {
		for (bytes, number) in [
			(&[0xa8, 7][..], 42),
			(&[1, 1, 7][..], 64),
			(&[2, 0, 1, 0, 7][..], 16_384),
			(&[3, 0, 0, 0, 0x40, 7][..], 1 << 30),
			(&[0x0b, 0, 0x20, 0x4a, 0xa9, 0xd1, 1, 7][..], 2_000_000_000_000),
		] {
			assert_eq!(compact(bytes), Some((number, &[7][..])), "{bytes:?}");
		}
	}

	#[test]
	fn what_is_cut_off_or_too_long_is_no_number() {
		assert_eq!(compact(&[]), None);
		assert_eq!(compact(&[1]), None);
		assert_eq!(compact(&[0x0b, 0, 0x20]), None);
		assert_eq!(compact(&[0x17, 0, 0, 0, 0, 0, 0, 0, 0, 1]), None);
	}
}
