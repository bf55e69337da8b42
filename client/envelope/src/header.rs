//! The header object: 4096 encrypted bytes that say where the ciphertext is and hold the salt of its keys.
//!
//! ```text
//! object = nonce[12] ‖ AES-256-GCM(K_hdr, aad = record_id, plain[4068]) ‖ tag[16]
//! plain  = commit_salt[64] ‖ "MQE1" ‖ version 1 ‖ suite 1 ‖ flags u16 ‖ record_id[16] ‖ env_salt[32] ‖
//!          key_commit[32] ‖ ct_len u64 ‖ cid_len 1 ‖ cid[39] ‖ meta_len u16 ‖ meta ‖ zeros
//! ```
//!
//! The chain holds `SHA-256("MQ1-commitment" ‖ plain)`. The 64 random bytes in front hide it for good once the
//! object is deleted, even from somebody who still has the ciphertext.

use crate::{
	cid::{Cid, Codec},
	entropy::{Entropy, draw},
	error::Error,
	kdf::sha256,
	keys::{CspRec, EnvSalt, FileKeys, header_key},
	metadata::Metadata,
	padding::Unpadder,
	sealed,
	stream::Layout,
};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

/// Bytes of the header object.
pub const HEADER: usize = 4096;
/// Bytes of its plaintext.
pub const HEADER_PLAIN: usize = HEADER - sealed::OVERHEAD;

const MAGIC: &[u8; 4] = b"MQE1";
const VERSION: u8 = 1;
const SUITE: u8 = 1;
const FLAG_PADDED: u16 = 1;
const CID_LEN: u8 = 36;
const META_AT: usize = 202;
const META_ROOM: usize = HEADER_PLAIN - META_AT;

/// What goes into a new header.
pub struct HeaderFields<'a> {
	/// Id of the record on chain; the header opens for no other.
	pub record_id: &'a [u8; 16],
	/// The salt that `keys` were derived with.
	pub env_salt: &'a EnvSalt,
	/// The keys the file was sealed under.
	pub keys: &'a FileKeys,
	/// Bytes of ciphertext.
	pub ct_len: u64,
	/// The ciphertext's root.
	pub cid: &'a Cid,
	/// Whether the plaintext was padded by [`crate::padme`].
	pub padded: bool,
	/// Description of the file.
	pub metadata: &'a Metadata,
}

/// A header that was opened, checked against the chain's commitment, and decoded.
pub struct Header {
	record_id: [u8; 16],
	env_salt: EnvSalt,
	key_commit: [u8; 32],
	layout: Layout,
	cid: Cid,
	padded: bool,
	sealed_meta: Vec<u8>,
	commitment: [u8; 32],
}

impl Header {
	/// Bytes of a header that are there for its metadata, encoded (see [`Metadata::encoded_len`]).
	pub const METADATA_ROOM: usize = META_ROOM - sealed::OVERHEAD;

	/// Lays out the plaintext of a new header under a fresh commitment salt.
	///
	/// Seal it with [`seal_header`]; its [`commitment`] is stored on chain.
	pub fn build(
		fields: &HeaderFields,
		entropy: &mut dyn Entropy,
	) -> Result<Zeroizing<[u8; HEADER_PLAIN]>, Error> {
		let layout = Layout::from_ciphertext_len(fields.ct_len)?;
		if fields.cid.codec() != codec_for(&layout) {
			return Err(Error::BadCid);
		}
		unpadder_of(fields.metadata, &layout, fields.padded)?;
		let cbor = fields.metadata.encode();
		let meta_len = cbor.len() + sealed::OVERHEAD;
		let Some(excess) = META_ROOM.checked_sub(meta_len) else {
			return Err(Error::MetadataTooLong {
				excess: meta_len - META_ROOM,
			});
		};
		let mut meta = vec![0; meta_len];
		meta[12..12 + cbor.len()].copy_from_slice(&cbor);
		sealed::seal(fields.keys.meta_key(), fields.record_id, &mut meta, entropy);

		let commit_salt: [u8; 64] = draw(entropy);
		let flags = if fields.padded { FLAG_PADDED } else { 0 };
		let meta_len = u16::try_from(meta_len).map_err(|_| Error::MetadataTooLong { excess: 0 })?;
		let parts: [&[u8]; 14] = [
			&commit_salt,
			MAGIC,
			&[VERSION, SUITE],
			&flags.to_le_bytes(),
			fields.record_id,
			fields.env_salt.expose(),
			&fields.keys.key_commit(),
			&fields.ct_len.to_le_bytes(),
			&[CID_LEN],
			fields.cid.as_bytes(),
			&[0; 3],
			&meta_len.to_le_bytes(),
			&meta,
			&vec![0; excess],
		];
		let mut plain = Zeroizing::new([0; HEADER_PLAIN]);
		let mut at = 0;
		for part in parts {
			plain[at..at + part.len()].copy_from_slice(part);
			at += part.len();
		}
		Ok(plain)
	}

	/// The record this header belongs to.
	pub fn record_id(&self) -> &[u8; 16] {
		&self.record_id
	}

	/// The salt for [`FileKeys::derive`].
	pub fn env_salt(&self) -> &EnvSalt {
		&self.env_salt
	}

	/// What [`FileKeys::verify_commit`] must confirm before the first segment is opened.
	pub fn key_commit(&self) -> &[u8; 32] {
		&self.key_commit
	}

	/// Bytes of ciphertext.
	pub fn ct_len(&self) -> u64 {
		self.layout.ciphertext_len()
	}

	/// Where the segments lie.
	pub fn layout(&self) -> &Layout {
		&self.layout
	}

	/// The ciphertext's root.
	pub fn cid(&self) -> &Cid {
		&self.cid
	}

	/// Whether the plaintext is padded.
	pub fn padded(&self) -> bool {
		self.padded
	}

	/// The commitment this header matched.
	pub fn commitment(&self) -> &[u8; 32] {
		&self.commitment
	}

	/// The description of the file; needs both keys. Checks the key commitment first.
	pub fn open_metadata(&self, keys: &FileKeys) -> Result<Metadata, Error> {
		keys.verify_commit(&self.key_commit)?;
		let mut meta = Zeroizing::new(self.sealed_meta.clone());
		let cbor =
			sealed::open(keys.meta_key(), &self.record_id, &mut meta).map_err(|_| Error::MetadataCorrupt)?;
		Metadata::decode(cbor)
	}

	/// What takes the padding off this file again.
	pub fn unpadder(&self, metadata: &Metadata) -> Result<Unpadder, Error> {
		unpadder_of(metadata, &self.layout, self.padded)
	}

	fn decode(plain: &[u8; HEADER_PLAIN], record_id: &[u8; 16], commitment: [u8; 32]) -> Option<Self> {
		let mut input = Fields(plain);
		let _commit_salt: [u8; 64] = input.take()?;
		let known = input.take()? == *MAGIC && input.take()? == [VERSION, SUITE];
		let flags = u16::from_le_bytes(input.take()?);
		let of_record: [u8; 16] = input.take()?;
		let env_salt = EnvSalt::from_bytes(&Zeroizing::new(input.take::<32>()?));
		let key_commit = input.take()?;
		let layout = Layout::from_ciphertext_len(u64::from_le_bytes(input.take()?)).ok()?;
		let cid_len: [u8; 1] = input.take()?;
		let cid = Cid::from_bytes(&input.take::<{ Cid::LEN }>()?).ok()?;
		let cid_pad: [u8; 3] = input.take()?;
		let meta_len = usize::from(u16::from_le_bytes(input.take()?));
		let (meta, pad) = input.0.split_at_checked(meta_len)?;
		let sound = known
			&& flags & !FLAG_PADDED == 0
			&& of_record == *record_id
			&& cid_len == [CID_LEN]
			&& cid_pad == [0; 3]
			&& cid.codec() == codec_for(&layout)
			&& meta_len > sealed::OVERHEAD
			&& pad.iter().all(|byte| *byte == 0);
		sound.then(|| Self {
			record_id: of_record,
			env_salt,
			key_commit,
			layout,
			cid,
			padded: flags & FLAG_PADDED != 0,
			sealed_meta: meta.to_vec(),
			commitment,
		})
	}
}

/// Takes off the padding that this description and this layout belong to.
fn unpadder_of(metadata: &Metadata, layout: &Layout, padded: bool) -> Result<Unpadder, Error> {
	Unpadder::new(metadata.pt_len, layout.plaintext_len(), padded)
}

/// What the chain stores of a header: `SHA-256("MQ1-commitment" ‖ plain)`.
pub fn commitment(plain: &[u8; HEADER_PLAIN]) -> [u8; 32] {
	sha256(&[b"MQ1-commitment", plain])
}

/// Encrypts a header for whoever has the CSP key of the record. Store the result verbatim: sealed again it has
/// another nonce, and so another CID.
pub fn seal_header(
	csp_rec: &CspRec,
	record_id: &[u8; 16],
	plain: &[u8; HEADER_PLAIN],
	entropy: &mut dyn Entropy,
) -> [u8; HEADER] {
	let mut object = [0; HEADER];
	object[12..12 + HEADER_PLAIN].copy_from_slice(plain);
	sealed::seal(&header_key(csp_rec, record_id), record_id, &mut object, entropy);
	object
}

/// Opens a fetched header object: decrypts it, compares it with the commitment on chain, then decodes it strictly.
pub fn open_header(
	csp_rec: &CspRec,
	record_id: &[u8; 16],
	expected: &[u8; 32],
	object: &[u8],
) -> Result<Header, Error> {
	let mut buffer: Zeroizing<[u8; HEADER]> =
		Zeroizing::new(object.try_into().map_err(|_| Error::HeaderCorrupt)?);
	let opened = sealed::open(&header_key(csp_rec, record_id), record_id, buffer.as_mut_slice());
	let plain = opened
		.ok()
		.and_then(|plain| plain.first_chunk())
		.ok_or(Error::HeaderCorrupt)?;
	let commitment = commitment(plain);
	if !bool::from(commitment.ct_eq(expected)) {
		return Err(Error::CommitmentMismatch);
	}
	Header::decode(plain, record_id, commitment).ok_or(Error::HeaderCorrupt)
}

/// One chunk is its own root; more of them have a tree above.
fn codec_for(layout: &Layout) -> Codec {
	if layout.segments() == 1 {
		Codec::Raw
	} else {
		Codec::DagPb
	}
}

/// Reads fixed-size fields from the front.
struct Fields<'a>(&'a [u8]);

impl Fields<'_> {
	fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
		let (field, rest) = self.0.split_first_chunk()?;
		self.0 = rest;
		Some(*field)
	}
}
