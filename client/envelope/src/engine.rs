//! AES-256-GCM (NIST SP 800-38D) behind two methods, so that the engine can differ by platform.
//!
//! Native builds use ring, or AWS-LC with the feature `engine-aws-lc`; on wasm32 RustCrypto's `aes-gcm` takes their place.
//! Tests compile all that the build has and compare them.

#[cfg(not(target_arch = "wasm32"))]
mod native;
#[cfg(any(target_arch = "wasm32", test))]
mod rustcrypto;
#[cfg(test)]
mod tests;

/// The engine of this build.
#[cfg(all(feature = "engine-aws-lc", not(target_arch = "wasm32")))]
pub type Aes256Gcm = native::AwsLc;
/// The engine of this build.
#[cfg(not(any(feature = "engine-aws-lc", target_arch = "wasm32")))]
pub type Aes256Gcm = native::Ring;
/// The engine of this build.
#[cfg(target_arch = "wasm32")]
pub type Aes256Gcm = rustcrypto::RustCrypto;

/// What people call the engine of this build.
pub const NAME: &str = if cfg!(target_arch = "wasm32") {
	"RustCrypto"
} else if cfg!(feature = "engine-aws-lc") {
	"AWS-LC"
} else {
	"ring"
};

/// The cipher refused: the tag is wrong, or the message exceeds the limits of GCM. Nothing more is told, on purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refused;

/// One AES-256-GCM key, ready for use from several threads.
///
/// A nonce must never serve two messages under one key; callers inside this crate see to that.
pub trait Engine: From<[u8; 32]> + Send + Sync {
	/// Encrypts `buffer` where it lies and returns the tag.
	fn seal_in_place(&self, nonce: &[u8; 12], aad: &[u8], buffer: &mut [u8]) -> Result<[u8; 16], Refused>;

	/// Decrypts `buffer` where it lies. When the tag is wrong the buffer is zeroed: no unauthenticated byte survives.
	fn open_in_place(
		&self,
		nonce: &[u8; 12],
		aad: &[u8],
		buffer: &mut [u8],
		tag: &[u8; 16],
	) -> Result<(), Refused>;
}
