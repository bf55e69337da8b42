//! The other engine of native builds, by feature `engine-aws-lc`: AWS-LC, whose AES-GCM has code for AVX-512.

use super::{Engine, Refused};
use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use zeroize::Zeroize;

/// An AES-256-GCM key in AWS-LC, which wipes its key schedule when it frees it.
pub struct AwsLc(LessSafeKey);

impl From<[u8; 32]> for AwsLc {
	fn from(mut key: [u8; 32]) -> Self {
		let unbound = UnboundKey::new(&AES_256_GCM, &key);
		key.zeroize();
		match unbound {
			Ok(unbound) => Self(LessSafeKey::new(unbound)),
			Err(_) => unreachable!("only a key of another length is refused; qed"),
		}
	}
}

impl Engine for AwsLc {
	fn seal_in_place(&self, nonce: &[u8; 12], aad: &[u8], buffer: &mut [u8]) -> Result<[u8; 16], Refused> {
		let nonce = Nonce::assume_unique_for_key(*nonce);
		let tag = self
			.0
			.seal_in_place_separate_tag(nonce, Aad::from(aad), buffer)
			.map_err(|_| Refused)?;
		tag.as_ref().try_into().map_err(|_| Refused)
	}

	fn open_in_place(
		&self,
		nonce: &[u8; 12],
		aad: &[u8],
		buffer: &mut [u8],
		tag: &[u8; 16],
	) -> Result<(), Refused> {
		let nonce = Nonce::assume_unique_for_key(*nonce);
		let opened = self
			.0
			.open_in_place_separate_tag(nonce, Aad::from(aad), tag, buffer)
			.is_ok();
		if !opened {
			buffer.zeroize();
			return Err(Refused);
		}
		Ok(())
	}
}
