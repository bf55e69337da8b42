//! Small secrets under AES-256-GCM: `nonce(12) ‖ ciphertext ‖ tag(16)`, fresh random nonce, `aad` = record id.

use crate::{
	engine::{Aes256Gcm, Engine, Refused},
	entropy::{Entropy, draw},
};

/// Bytes that sealing adds.
pub(crate) const OVERHEAD: usize = 12 + 16;

/// Seals the middle of `out`, which holds the plaintext between 12 and 16 spare bytes.
pub(crate) fn seal(key: &[u8; 32], aad: &[u8; 16], out: &mut [u8], entropy: &mut dyn Entropy) {
	let nonce: [u8; 12] = draw(entropy);
	let Some((head, rest)) = out.split_first_chunk_mut::<12>() else {
		unreachable!("callers leave room for the nonce; qed")
	};
	let Some((body, tail)) = rest.split_last_chunk_mut::<16>() else {
		unreachable!("callers leave room for the tag; qed")
	};
	*head = nonce;
	match Aes256Gcm::from(*key).seal_in_place(&nonce, aad, body) {
		Ok(tag) => *tail = tag,
		Err(Refused) => unreachable!("a few kilobytes are within GCM's limits; qed"),
	}
}

/// Opens `sealed` where it lies and returns the plaintext inside it.
pub(crate) fn open<'a>(
	key: &[u8; 32],
	aad: &[u8; 16],
	sealed: &'a mut [u8],
) -> Result<&'a mut [u8], Refused> {
	let (nonce, rest) = sealed.split_first_chunk_mut::<12>().ok_or(Refused)?;
	let (body, tag) = rest.split_last_chunk_mut::<16>().ok_or(Refused)?;
	Aes256Gcm::from(*key).open_in_place(nonce, aad, body, tag)?;
	Ok(body)
}
