//! The locator: where the manifest is, on chain, readable with the key of the catalogue.
//!
//! `nonce[12] ‖ AES-256-GCM(K_loc, aad = facility ‖ number, manifest CID[36]) ‖ tag[16]`.

use crate::{
	error::{CatalogueError, Part},
	keys::{CatalogueKey, Scope},
	manifest::aad,
	sealed,
};
use medquorum_envelope::{Cid, Entropy, cid::Codec};

pub use medquorum_core::domain::LOCATOR;

const _: () = assert!(LOCATOR == Cid::LEN + sealed::OVERHEAD);

/// Encrypts the identifier of the manifest with this number.
pub fn seal_locator(
	key: &CatalogueKey,
	scope: &Scope,
	number: u32,
	manifest: &Cid,
	entropy: &mut dyn Entropy,
) -> [u8; LOCATOR] {
	let mut locator = [0; LOCATOR];
	locator[sealed::NONCE..][..Cid::LEN].copy_from_slice(manifest.as_bytes());
	sealed::seal(&key.locator(number), &aad(scope, number), &mut locator, entropy);
	locator
}

/// Reads it again. A manifest is a single raw block, so any other kind of identifier is refused.
///
/// # Errors
/// [`CatalogueError::Closed`] if it does not open, [`CatalogueError::Malformed`] for another identifier.
pub fn open_locator(
	key: &CatalogueKey,
	scope: &Scope,
	number: u32,
	locator: &[u8; LOCATOR],
) -> Result<Cid, CatalogueError> {
	let mut buffer = *locator;
	let plain = sealed::open(&key.locator(number), &aad(scope, number), &mut buffer)
		.map_err(|_| CatalogueError::Closed(Part::Locator))?;
	Cid::from_bytes(plain)
		.ok()
		.filter(|cid| cid.codec() == Codec::Raw)
		.ok_or(CatalogueError::Malformed {
			part: Part::Locator,
			why: "it names no manifest",
		})
}
