//! HPKE (RFC 9180), base mode, to the long-term key that a user registers: how a catalogue's key reaches a reader.

use core::convert::Infallible;
use hpke::{
	Deserializable as _, Kem, OpModeR, OpModeS, Serializable as _,
	aead::{AeadTag, AesGcm256},
	kdf::HkdfSha256,
	kem::X25519HkdfSha256,
	rand_core::{TryCryptoRng, TryRng},
};
use medquorum_envelope::{EncSecret, Entropy};
use zeroize::Zeroizing;

/// Bytes of a key sealed to a reader.
pub const KEY_BOX: usize = 80;

type PublicKey = <X25519HkdfSha256 as Kem>::PublicKey;
type EncappedKey = <X25519HkdfSha256 as Kem>::EncappedKey;

/// `enc ‖ ciphertext ‖ tag`, no associated data; `None` for a key that nobody can have.
pub(super) fn seal(
	public: &[u8; 32],
	info: &[u8],
	plain: &[u8; 32],
	entropy: &mut dyn Entropy,
) -> Option<[u8; KEY_BOX]> {
	let (enc, mut context) = hpke::setup_sender_with_rng::<AesGcm256, HkdfSha256, X25519HkdfSha256>(
		&OpModeS::Base,
		&PublicKey::from_bytes(public).ok()?,
		info,
		&mut Adapter(entropy),
	)
	.ok()?;
	let mut out = [0; KEY_BOX];
	enc.write_exact(&mut out[..32]);
	out[32..64].copy_from_slice(plain);
	let tag = context.seal_inout_detached((&mut out[32..64]).into(), b"").ok()?;
	tag.write_exact(&mut out[64..]);
	Some(out)
}

/// The reverse; `None` whatever the reason.
pub(super) fn open(secret: &EncSecret, info: &[u8], sealed: &[u8; KEY_BOX]) -> Option<Zeroizing<[u8; 32]>> {
	let (secret, _) = X25519HkdfSha256::derive_keypair(secret.expose());
	let enc = EncappedKey::from_bytes(&sealed[..32]).ok()?;
	let tag = AeadTag::<AesGcm256>::from_bytes(&sealed[64..]).ok()?;
	let mut context =
		hpke::setup_receiver::<AesGcm256, HkdfSha256, X25519HkdfSha256>(&OpModeR::Base, &secret, &enc, info)
			.ok()?;
	let mut plain = Zeroizing::new([0; 32]);
	plain.copy_from_slice(&sealed[32..64]);
	context
		.open_inout_detached(plain.as_mut_slice().into(), b"", &tag)
		.ok()?;
	Some(plain)
}

/// [`Entropy`] in the shape `hpke` wants.
struct Adapter<'a>(&'a mut dyn Entropy);

impl TryRng for Adapter<'_> {
	type Error = Infallible;

	fn try_next_u32(&mut self) -> Result<u32, Infallible> {
		let mut bytes = [0; 4];
		self.0.fill(&mut bytes);
		Ok(u32::from_le_bytes(bytes))
	}

	fn try_next_u64(&mut self) -> Result<u64, Infallible> {
		let mut bytes = [0; 8];
		self.0.fill(&mut bytes);
		Ok(u64::from_le_bytes(bytes))
	}

	fn try_fill_bytes(&mut self, out: &mut [u8]) -> Result<(), Infallible> {
		self.0.fill(out);
		Ok(())
	}
}

impl TryCryptoRng for Adapter<'_> {}
