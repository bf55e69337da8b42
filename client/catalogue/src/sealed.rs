//! Small things under AES-256-GCM: `nonce(12) ‖ ciphertext ‖ tag(16)`, a fresh random nonce each.

use medquorum_envelope::{
	Entropy,
	engine::{Aes256Gcm, Engine as _, Refused},
};
use zeroize::Zeroizing;

/// Bytes in front of the ciphertext.
pub(crate) const NONCE: usize = 12;
/// Bytes that sealing adds.
pub(crate) const OVERHEAD: usize = NONCE + 16;

/// Seals the middle of `out`, which holds the plaintext between 12 and 16 spare bytes.
pub(crate) fn seal(key: &Zeroizing<[u8; 32]>, aad: &[u8], out: &mut [u8], entropy: &mut dyn Entropy) {
	let mut nonce = [0; NONCE];
	entropy.fill(&mut nonce);
	let Some((head, rest)) = out.split_first_chunk_mut::<NONCE>() else {
		unreachable!("callers leave room for the nonce; qed")
	};
	let Some((body, tail)) = rest.split_last_chunk_mut::<16>() else {
		unreachable!("callers leave room for the tag; qed")
	};
	*head = nonce;
	match Aes256Gcm::from(**key).seal_in_place(&nonce, aad, body) {
		Ok(tag) => *tail = tag,
		Err(Refused) => unreachable!("a megabyte is within GCM's limits; qed"),
	}
}

/// Opens `sealed` where it lies and returns the plaintext inside it.
pub(crate) fn open<'a>(
	key: &Zeroizing<[u8; 32]>,
	aad: &[u8],
	sealed: &'a mut [u8],
) -> Result<&'a mut [u8], Refused> {
	let (nonce, rest) = sealed.split_first_chunk_mut::<NONCE>().ok_or(Refused)?;
	let (body, tag) = rest.split_last_chunk_mut::<16>().ok_or(Refused)?;
	Aes256Gcm::from(**key).open_in_place(nonce, aad, body, tag)?;
	Ok(body)
}
