//! The engines of native builds: ring (BoringSSL's AES-GCM with AES-NI, VAES or NEON), or by feature `engine-aws-lc` AWS-LC,
//! whose AES-GCM has code for AVX-512 too. Both have the interface of ring, but for the call that opens.

use super::{Engine, Refused};
use zeroize::Zeroize;

/// An engine over a library with ring's interface. `$open` opens in place and says whether the tag was right.
macro_rules! engine {
	($(#[$docs:meta])* $name:ident, $library:ident, $open:expr) => {
		$(#[$docs])*
		pub struct $name($library::aead::LessSafeKey);

		impl From<[u8; 32]> for $name {
			fn from(mut key: [u8; 32]) -> Self {
				let unbound = $library::aead::UnboundKey::new(&$library::aead::AES_256_GCM, &key);
				key.zeroize();
				match unbound {
					Ok(unbound) => Self($library::aead::LessSafeKey::new(unbound)),
					Err(_) => unreachable!("only a key of another length is refused; qed"),
				}
			}
		}

		impl Engine for $name {
			fn seal_in_place(
				&self,
				nonce: &[u8; 12],
				aad: &[u8],
				buffer: &mut [u8],
			) -> Result<[u8; 16], Refused> {
				let nonce = $library::aead::Nonce::assume_unique_for_key(*nonce);
				let aad = $library::aead::Aad::from(aad);
				let tag = self
					.0
					.seal_in_place_separate_tag(nonce, aad, buffer)
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
				let nonce = $library::aead::Nonce::assume_unique_for_key(*nonce);
				let opened: bool = $open(&self.0, nonce, $library::aead::Aad::from(aad), tag, &mut *buffer);
				if !opened {
					buffer.zeroize();
					return Err(Refused);
				}
				Ok(())
			}
		}
	};
}

#[cfg(any(test, not(feature = "engine-aws-lc")))]
engine!(
	/// An AES-256-GCM key in ring. ring does not wipe its key schedule on drop; the caller's copy of the key is wiped.
	Ring,
	ring,
	|key: &ring::aead::LessSafeKey, nonce, aad: ring::aead::Aad<&[u8]>, tag: &[u8; 16], buffer: &mut [u8]| {
		key.open_in_place_separate_tag(nonce, aad, ring::aead::Tag::from(*tag), buffer, 0..)
			.is_ok()
	}
);

#[cfg(feature = "engine-aws-lc")]
engine!(
	/// An AES-256-GCM key in AWS-LC, which wipes its key schedule when it frees it.
	AwsLc,
	aws_lc_rs,
	|key: &aws_lc_rs::aead::LessSafeKey, nonce, aad: aws_lc_rs::aead::Aad<&[u8]>, tag: &[u8; 16], buffer: &mut [u8]| {
		key.open_in_place_separate_tag(nonce, aad, tag, buffer).is_ok()
	}
);
