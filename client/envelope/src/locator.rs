//! The locator: where the header object is, on chain, readable with the CSP key of the record only.

use crate::{
	cid::{Cid, Codec},
	entropy::Entropy,
	error::Error,
	keys::{CspRec, locator_key},
	sealed,
};

/// Bytes of a locator: `nonce[12] ‖ AES-256-GCM(K_loc, aad = record_id, header CID[36]) ‖ tag[16]`.
pub const LOCATOR: usize = Cid::LEN + sealed::OVERHEAD;

/// Encrypts the header object's identifier.
pub fn seal_locator(
	csp_rec: &CspRec,
	record_id: &[u8; 16],
	header_cid: &Cid,
	entropy: &mut dyn Entropy,
) -> [u8; LOCATOR] {
	let mut locator = [0; LOCATOR];
	locator[12..12 + Cid::LEN].copy_from_slice(header_cid.as_bytes());
	sealed::seal(&locator_key(csp_rec, record_id), record_id, &mut locator, entropy);
	locator
}

/// Reads it again. A header object is a single raw block, so any other kind of identifier is refused.
pub fn open_locator(csp_rec: &CspRec, record_id: &[u8; 16], locator: &[u8; LOCATOR]) -> Result<Cid, Error> {
	let mut buffer = *locator;
	let opened = sealed::open(&locator_key(csp_rec, record_id), record_id, &mut buffer);
	let cid = opened.ok().and_then(|bytes| Cid::from_bytes(bytes).ok());
	cid.filter(|cid| cid.codec() == Codec::Raw)
		.ok_or(Error::LocatorCorrupt)
}
