//! The key of a catalogue for one epoch, what is derived from it, and what it is bound to.

use crate::kdf::{Prk, sha256};
use medquorum_core::domain::{AccountId, Bytes32, Pointer};
use medquorum_envelope::Entropy;
use zeroize::Zeroizing;

/// Which catalogue bytes belong to: all keys and signatures are bound to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scope {
	/// Hash of the chain's first block.
	pub genesis: Bytes32,
	/// Whose catalogue it is.
	pub facility: AccountId,
	/// Counts the keys of this catalogue.
	pub epoch: u16,
}

impl Scope {
	/// That of the catalogue and epoch that the chain points to.
	#[must_use]
	pub fn of(pointer: &Pointer, genesis: &Bytes32, facility: AccountId) -> Self {
		Self {
			genesis: *genesis,
			facility,
			epoch: pointer.epoch,
		}
	}
}

/// Names a block inside a catalogue: 16 random bytes.
pub type BlockId = [u8; 16];

/// `K_cat`: opens all of a facility's catalogue in one epoch.
///
/// 32 bytes, wiped on drop. It has no `Debug`; read it with [`Self::expose`].
#[derive(Clone)]
pub struct CatalogueKey(Zeroizing<[u8; 32]>);

impl CatalogueKey {
	/// Copies existing bytes in, straight to where they are wiped; the caller wipes his own.
	pub fn from_bytes(bytes: &[u8; 32]) -> Self {
		let mut inside = Zeroizing::new([0; 32]);
		inside.copy_from_slice(bytes);
		Self(inside)
	}

	/// Draws the key of a new epoch.
	pub fn generate(entropy: &mut dyn Entropy) -> Self {
		let mut inside = Zeroizing::new([0; 32]);
		entropy.fill(inside.as_mut_slice());
		Self(inside)
	}

	/// The bytes. Copies of them are the caller's to wipe.
	pub fn expose(&self) -> &[u8; 32] {
		&self.0
	}

	/// `HKDF.Extract("MQ2-cat", K_cat)`.
	fn prk(&self) -> Prk {
		Prk::extract(b"MQ2-cat", self.expose())
	}

	/// The key of one sealing of a block: DEK by the block's id, then `HKDF(DEK, salt, stream_ad)` as in a file's stream.
	pub(crate) fn segment(&self, scope: &Scope, id: &BlockId, salt: &[u8; 32]) -> Zeroizing<[u8; 32]> {
		let dek = self.prk().expand(&[b"block", id]);
		let stream_ad = sha256(&[
			b"MQ2-catblock",
			&scope.genesis,
			&scope.facility.0,
			&scope.epoch.to_le_bytes(),
			id,
		]);
		Prk::extract(salt, dek.as_slice()).expand(&[&stream_ad])
	}

	/// The key of the manifest with this number.
	pub(crate) fn manifest(&self, number: u32) -> Zeroizing<[u8; 32]> {
		self.prk().expand(&[b"manifest", &number.to_le_bytes()])
	}

	/// The key of the locator of the manifest with this number.
	pub(crate) fn locator(&self, number: u32) -> Zeroizing<[u8; 32]> {
		self.prk().expand(&[b"locator", &number.to_le_bytes()])
	}
}
