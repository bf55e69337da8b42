//! The manifest: which blocks a catalogue consists of, sealed and signed.
//!
//! ```text
//! plain  = salt[64] ‖ "MQC1" ‖ version 1 ‖ suite 1 ‖ reference kind ‖ 0 ‖ genesis[32] ‖ facility[32] ‖ epoch u16 ‖ number u32
//!          ‖ made_at u32 ‖ table_hash[32] ‖ n u32 ‖ n rows of 61 bytes ‖ zeros to PADMÉ        at least 1,024 bytes
//! row    = block id[16] ‖ SHA-256 of the sealed block[32] ‖ 0x55 ‖ count u32 ‖ first (u16, u16) ‖ last (u16, u16)
//! object = nonce[12] ‖ AES-256-GCM(K_man, aad = facility ‖ number, plain) ‖ tag[16] ‖ signature[64]
//! ```
//!
//! The signature is the facility's over `"MQ2-manifest" ‖ genesis ‖ facility ‖ epoch ‖ number ‖ SHA-256(all before it)`, wrapped as
//! docs/cryptography.md 5.2a says. The chain holds `SHA-256("MQ2-catalogue" ‖ plain)`, which the salt hides and binds.

mod fields;

pub use fields::{MAX_BLOCKS, Row};

use crate::{
	entry::{ReferenceKind, table_hash},
	error::{CatalogueError, Part},
	kdf::sha256,
	keys::{CatalogueKey, Scope},
	sealed,
};
use fields::{Fields, HEAD, ROW, malformed};
use medquorum_core::{
	domain::{AccountId, Bytes32, Moment, Signature},
	signature,
};
use medquorum_envelope::{Cid, Entropy, padme};
use zeroize::Zeroizing;

/// Most bytes of a manifest in the store.
pub const MAX_MANIFEST: usize = 1 << 20;

const SALT: usize = 64;
const SIGNATURE: usize = 64;
const MAGIC: &[u8; 4] = b"MQC1";
const VERSION: u8 = 1;
const SUITE: u8 = 1;

/// What a manifest says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manifest {
	/// Which catalogue and epoch.
	pub scope: Scope,
	/// Counts what the facility published, from 1.
	pub number: u32,
	/// When it was made, by the clock of the chain.
	pub made_at: Moment,
	/// How references are to be read.
	pub references: ReferenceKind,
	/// The blocks: compacted ones first, then tails.
	pub rows: Vec<Row>,
}

impl Manifest {
	/// Entries in all blocks.
	#[must_use]
	pub fn entries(&self) -> u64 {
		self.rows.iter().map(|row| u64::from(row.contents.count)).sum()
	}

	/// The plaintext under this salt.
	///
	/// # Errors
	/// [`CatalogueError::TooMany`] blocks.
	pub fn encode(&self, salt: &[u8; SALT]) -> Result<Zeroizing<Vec<u8>>, CatalogueError> {
		if self.rows.len() > MAX_BLOCKS {
			return Err(CatalogueError::TooMany {
				what: "blocks",
				found: self.rows.len(),
				most: MAX_BLOCKS,
			});
		}
		let count = u32::try_from(self.rows.len()).map_err(|_| malformed("it has too many blocks"))?;
		let length = padded(self.rows.len());
		let mut plain = Zeroizing::new(Vec::with_capacity(length));
		for field in [
			salt.as_slice(),
			MAGIC,
			&[VERSION, SUITE, self.references as u8, 0],
			&self.scope.genesis,
			&self.scope.facility.0,
			&self.scope.epoch.to_le_bytes(),
			&self.number.to_le_bytes(),
			&self.made_at.to_le_bytes(),
			&table_hash(),
			&count.to_le_bytes(),
		] {
			plain.extend_from_slice(field);
		}
		self.rows
			.iter()
			.for_each(|row| plain.extend_from_slice(&row.encode()));
		plain.resize(length, 0);
		Ok(plain)
	}

	/// Strict: exactly the bytes that [`Self::encode`] makes, whatever the salt.
	///
	/// # Errors
	/// [`CatalogueError::Length`] or [`CatalogueError::Malformed`].
	pub fn decode(plain: &[u8]) -> Result<Self, CatalogueError> {
		let length = CatalogueError::Length {
			part: Part::Manifest,
			found: plain.len(),
		};
		if plain.len() < HEAD || plain.len() > MAX_MANIFEST {
			return Err(length);
		}
		let mut fields = Fields(plain);
		fields.take::<SALT>()?;
		if fields.take::<4>()? != *MAGIC {
			return Err(malformed("it has another form"));
		}
		let [version, suite, references, zero] = fields.take::<4>()?;
		if (version, suite, zero) != (VERSION, SUITE, 0) {
			return Err(malformed("its version is unknown"));
		}
		let references =
			ReferenceKind::from_u8(references).ok_or(malformed("its kind of references is unknown"))?;
		let scope = Scope {
			genesis: fields.take()?,
			facility: AccountId(fields.take()?),
			epoch: u16::from_le_bytes(fields.take()?),
		};
		let number = u32::from_le_bytes(fields.take()?);
		let made_at = u32::from_le_bytes(fields.take()?);
		if fields.take::<32>()? != table_hash() {
			return Err(malformed("its table of modalities is unknown"));
		}
		let count = u32::from_le_bytes(fields.take()?);
		let rows = fields.rows(count)?;
		if plain.len() != padded(rows.len()) {
			return Err(length);
		}
		fields.only_zeros()?;
		Ok(Self {
			scope,
			number,
			made_at,
			references,
			rows,
		})
	}

	/// Seals it. The facility's account signs [`Unsigned::message`], and [`Unsigned::signed`] is what goes to the store.
	///
	/// # Errors
	/// [`CatalogueError::TooMany`] blocks.
	pub fn seal(&self, key: &CatalogueKey, entropy: &mut dyn Entropy) -> Result<Unsigned, CatalogueError> {
		let mut salt = [0; SALT];
		entropy.fill(&mut salt);
		let plain = self.encode(&salt)?;
		let mut bytes = vec![0; plain.len() + sealed::OVERHEAD];
		bytes[sealed::NONCE..][..plain.len()].copy_from_slice(&plain);
		let aad = aad(&self.scope, self.number);
		sealed::seal(&key.manifest(self.number), &aad, &mut bytes, entropy);
		Ok(Unsigned {
			message: message(&self.scope, self.number, &bytes),
			commitment: commitment(&plain),
			bytes,
		})
	}
}

/// A sealed manifest without its signature.
pub struct Unsigned {
	bytes: Vec<u8>,
	message: Vec<u8>,
	commitment: Bytes32,
}

impl Unsigned {
	/// What the facility signs.
	#[must_use]
	pub fn message(&self) -> &[u8] {
		&self.message
	}

	/// What goes to the chain.
	#[must_use]
	pub fn commitment(&self) -> Bytes32 {
		self.commitment
	}

	/// The bytes for the store, and their identifier.
	#[must_use]
	pub fn signed(mut self, signature: &[u8; SIGNATURE]) -> (Cid, Vec<u8>) {
		self.bytes.extend_from_slice(signature);
		(Cid::of_raw(&self.bytes), self.bytes)
	}
}

/// Opens a manifest of this catalogue, epoch and number, which the chain commits to.
///
/// Checked in this order: length, signature, seal, commitment, format, and that it says of itself what is expected.
///
/// # Errors
/// One for each of them.
pub fn open_manifest(
	key: &CatalogueKey,
	scope: &Scope,
	number: u32,
	committed: &Bytes32,
	object: &[u8],
) -> Result<Manifest, CatalogueError> {
	let length = || CatalogueError::Length {
		part: Part::Manifest,
		found: object.len(),
	};
	if object.len() > MAX_MANIFEST {
		return Err(length());
	}
	let (sealed, signed) = object.split_last_chunk::<SIGNATURE>().ok_or_else(length)?;
	if sealed.len() < HEAD + sealed::OVERHEAD {
		return Err(length());
	}
	let signature = Signature::Sr25519(*signed);
	if !signature::verify(&scope.facility, &message(scope, number, sealed), &signature) {
		return Err(CatalogueError::Signature {
			part: Part::Manifest,
			facility: scope.facility,
		});
	}
	let mut copy = Zeroizing::new(sealed.to_vec());
	let plain = sealed::open(&key.manifest(number), &aad(scope, number), &mut copy)
		.map_err(|_| CatalogueError::Closed(Part::Manifest))?;
	if commitment(plain) != *committed {
		return Err(CatalogueError::Commitment(scope.facility));
	}
	let manifest = Manifest::decode(plain)?;
	let other = |what| CatalogueError::Other {
		part: Part::Manifest,
		what,
	};
	match &manifest.scope {
		found if found.genesis != scope.genesis => Err(other("chain")),
		found if found.facility != scope.facility => Err(other("facility")),
		found if found.epoch != scope.epoch => Err(other("epoch")),
		_ if manifest.number != number => Err(other("number")),
		_ => Ok(manifest),
	}
}

/// `SHA-256("MQ2-catalogue" ‖ plain)`.
fn commitment(plain: &[u8]) -> Bytes32 {
	sha256(&[b"MQ2-catalogue", plain])
}

/// `facility ‖ number`.
pub(crate) fn aad(scope: &Scope, number: u32) -> [u8; 36] {
	let mut aad = [0; 36];
	aad[..32].copy_from_slice(&scope.facility.0);
	aad[32..].copy_from_slice(&number.to_le_bytes());
	aad
}

fn message(scope: &Scope, number: u32, sealed: &[u8]) -> Vec<u8> {
	let hash = sha256(&[sealed]);
	[
		b"<Bytes>MQ2-manifest".as_slice(),
		&scope.genesis,
		&scope.facility.0,
		&scope.epoch.to_le_bytes(),
		&number.to_le_bytes(),
		&hash,
		b"</Bytes>",
	]
	.concat()
}

/// The padded length for so many rows.
fn padded(rows: usize) -> usize {
	let length = HEAD.saturating_add(rows.saturating_mul(ROW)) as u64;
	usize::try_from(padme(length)).unwrap_or(usize::MAX)
}
