//! The engine of wasm32 builds: RustCrypto's portable `aes-gcm` (constant-time, bitsliced).

use super::{Engine, Refused};
use aes_gcm::{AeadInOut, KeyInit, aead::inout::InOutBuf};
use zeroize::Zeroize;

/// An AES-256-GCM key in RustCrypto's implementation, wiped on drop.
pub struct RustCrypto(aes_gcm::Aes256Gcm);

impl From<[u8; 32]> for RustCrypto {
	fn from(mut key: [u8; 32]) -> Self {
		let cipher = aes_gcm::Aes256Gcm::new((&key).into());
		key.zeroize();
		Self(cipher)
	}
}

impl Engine for RustCrypto {
	fn seal_in_place(&self, nonce: &[u8; 12], aad: &[u8], buffer: &mut [u8]) -> Result<[u8; 16], Refused> {
		let sealed = self
			.0
			.encrypt_inout_detached(nonce.into(), aad, InOutBuf::from(buffer));
		sealed.map(Into::into).map_err(|_| Refused)
	}

	fn open_in_place(
		&self,
		nonce: &[u8; 12],
		aad: &[u8],
		buffer: &mut [u8],
		tag: &[u8; 16],
	) -> Result<(), Refused> {
		let opened =
			self.0
				.decrypt_inout_detached(nonce.into(), aad, InOutBuf::from(&mut *buffer), tag.into());
		if opened.is_err() {
			buffer.zeroize();
			return Err(Refused);
		}
		Ok(())
	}
}
