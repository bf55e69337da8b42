//! The keyring: the key of the catalogue, to each reader that the facility admits. In clear, and without patient data.
//!
//! ```text
//! object = "MQK3" ‖ facility[32] ‖ epoch u16 ‖ m u16 ‖ number u32 ‖ n u16 ‖ m * (reader[32] ‖ box[80]) ‖ n * mark[16] ‖ signature[64]
//! box    = HPKE-Base(reader's enc_pk, info = "MQ2-catkey" ‖ genesis ‖ facility ‖ epoch ‖ reader, K_cat): enc[32] ‖ ct[32] ‖ tag[16]
//! mark   = SHA-256("MQ2-catobject" ‖ facility ‖ SHA-256 of an object)[..16]
//! ```
//!
//! Readers and marks ascend, none twice. The marks are of the manifest and of every block: a host that has an object can tell that the
//! publication needs it, and somebody without the object learns no address.
//!
//! HPKE is RFC 9180 with DHKEM(X25519, HKDF-SHA256), HKDF-SHA256 and AES-256-GCM. The signature is the facility's over
//! `"MQ2-keyring" ‖ genesis ‖ facility ‖ epoch ‖ SHA-256(all before it)`, wrapped as docs/cryptography.md 5.2a says.

mod kem;
mod marks;

pub use kem::KEY_BOX;
pub use marks::MAX_OBJECTS;

use crate::{
	error::{CatalogueError, Part},
	kdf::sha256,
	keys::{CatalogueKey, Scope},
};
use marks::{MARK, Mark, malformed, mark_of};
use medquorum_core::{
	domain::{AccountId, Bytes32, Signature},
	signature,
};
use medquorum_envelope::{Cid, EncSecret, Entropy};

/// Most readers of one catalogue: the keyring of the largest one stays one leaf of the store.
pub const MAX_READERS: usize = (MAX_KEYRING - HEAD - MAX_OBJECTS * MARK - SIGNATURE) / ROW;
/// Most bytes of a keyring in the store.
pub const MAX_KEYRING: usize = 1 << 20;

const MAGIC: &[u8; 4] = b"MQK3";
const HEAD: usize = 4 + 32 + 2 + 2 + 4 + 2;
const ROW: usize = 32 + KEY_BOX;
const SIGNATURE: usize = 64;

/// A keyring as it is read: nothing in it is believed before [`Keyring::open`] has checked the signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keyring {
	facility: AccountId,
	epoch: u16,
	number: u32,
	boxes: Vec<(AccountId, [u8; KEY_BOX])>,
	marks: Vec<Mark>,
	hash: Bytes32,
	signature: [u8; SIGNATURE],
}

/// A keyring without its signature.
pub struct UnsignedKeyring {
	bytes: Vec<u8>,
	message: Vec<u8>,
}

impl UnsignedKeyring {
	/// What the facility signs.
	#[must_use]
	pub fn message(&self) -> &[u8] {
		&self.message
	}

	/// The bytes for the store, and their identifier, whose digest goes to the chain.
	#[must_use]
	pub fn signed(mut self, signature: &[u8; SIGNATURE]) -> (Cid, Vec<u8>) {
		self.bytes.extend_from_slice(signature);
		(Cid::of_raw(&self.bytes), self.bytes)
	}
}

/// What a keyring says of the publication that it belongs to.
#[derive(Debug, Clone, Copy)]
pub struct KeyringTitle<'a> {
	/// Which catalogue and epoch.
	pub scope: &'a Scope,
	/// Counts the facility's publications.
	pub number: u32,
	/// Manifest and blocks, in any order: hosts remove what older keyrings name and this one does not.
	pub objects: &'a [Cid],
}

/// Seals the key to readers: accounts, each with its public key. An account that occurs twice counts once.
///
/// The facility is a reader too if it is in the list: then it needs no other copy of the key.
///
/// # Errors
/// [`CatalogueError::TooMany`] readers or objects, [`CatalogueError::ReaderKey`] for a public key that nobody can have.
pub fn seal_keyring(
	key: &CatalogueKey,
	title: &KeyringTitle<'_>,
	readers: &[(AccountId, Bytes32)],
	entropy: &mut dyn Entropy,
) -> Result<UnsignedKeyring, CatalogueError> {
	let scope = title.scope;
	let mut readers = readers.to_vec();
	readers.sort_unstable();
	readers.dedup_by_key(|(account, _)| *account);
	let too_many = || CatalogueError::TooMany {
		what: "readers",
		found: readers.len(),
		most: MAX_READERS,
	};
	let count = u16::try_from(readers.len()).map_err(|_| too_many())?;
	if readers.len() > MAX_READERS {
		return Err(too_many());
	}
	let (marked, marks) = marks::of_objects(&scope.facility, title.objects)?;
	let mut bytes = Vec::with_capacity(HEAD + readers.len() * ROW + marks.len() * MARK + SIGNATURE);
	bytes.extend_from_slice(MAGIC);
	bytes.extend_from_slice(&scope.facility.0);
	bytes.extend_from_slice(&scope.epoch.to_le_bytes());
	bytes.extend_from_slice(&count.to_le_bytes());
	bytes.extend_from_slice(&title.number.to_le_bytes());
	bytes.extend_from_slice(&marked.to_le_bytes());
	for (reader, public) in &readers {
		let sealed = kem::seal(public, &info(scope, reader), key.expose(), entropy)
			.ok_or(CatalogueError::ReaderKey(*reader))?;
		bytes.extend_from_slice(&reader.0);
		bytes.extend_from_slice(&sealed);
	}
	bytes.extend_from_slice(marks.as_flattened());
	Ok(UnsignedKeyring {
		message: message(scope, &sha256(&[&bytes])),
		bytes,
	})
}

impl Keyring {
	/// Strict: exact length, readers and marks ascending and none twice.
	///
	/// # Errors
	/// [`CatalogueError::Length`] or [`CatalogueError::Malformed`].
	pub fn decode(object: &[u8]) -> Result<Self, CatalogueError> {
		let length = || CatalogueError::Length {
			part: Part::Keyring,
			found: object.len(),
		};
		if object.len() > MAX_KEYRING {
			return Err(length());
		}
		let (body, signature) = object.split_last_chunk().ok_or_else(length)?;
		let (head, rest) = body.split_first_chunk::<HEAD>().ok_or_else(length)?;
		if head[..4] != *MAGIC {
			return Err(malformed("it has another form"));
		}
		let count = usize::from(u16::from_le_bytes([head[38], head[39]]));
		let marked = usize::from(u16::from_le_bytes([head[44], head[45]]));
		let (rows, rest) = rest.split_at_checked(count * ROW).ok_or_else(length)?;
		if rest.len() != marked * MARK {
			return Err(length());
		}
		let boxes: Vec<_> = rows.as_chunks::<ROW>().0.iter().map(split_row).collect();
		if boxes.windows(2).any(|pair| pair[0].0 >= pair[1].0) {
			return Err(malformed("its readers are out of order"));
		}
		let marks = marks::read(rest)?;
		let mut facility = [0; 32];
		facility.copy_from_slice(&head[4..36]);
		Ok(Self {
			facility: AccountId(facility),
			epoch: u16::from_le_bytes([head[36], head[37]]),
			number: u32::from_le_bytes([head[40], head[41], head[42], head[43]]),
			boxes,
			marks,
			hash: sha256(&[body]),
			signature: *signature,
		})
	}

	/// Who is admitted, by account.
	pub fn readers(&self) -> impl Iterator<Item = &AccountId> {
		self.boxes.iter().map(|(reader, _)| reader)
	}

	/// The publication that it says it belongs to: facility and epoch, on this chain. [`Self::check`] it before anything in it is believed.
	#[must_use]
	pub fn scope(&self, genesis: &Bytes32) -> Scope {
		Scope {
			genesis: *genesis,
			facility: self.facility,
			epoch: self.epoch,
		}
	}

	/// Counts the facility's publications.
	#[must_use]
	pub fn number(&self) -> u32 {
		self.number
	}

	/// Whether the publication needs this object: its manifest or one of its blocks. The keyring itself is not listed in it.
	#[must_use]
	pub fn lists(&self, object: &Cid) -> bool {
		mark_of(&self.facility, object).is_some_and(|mark| self.marks.binary_search(&mark).is_ok())
	}

	/// Checks that the facility made it for this chain and epoch, and opens the reader's box.
	///
	/// # Errors
	/// [`CatalogueError::Other`], [`CatalogueError::Signature`], [`CatalogueError::NotAdmitted`], [`CatalogueError::Closed`].
	pub fn open(
		&self,
		scope: &Scope,
		reader: &AccountId,
		secret: &EncSecret,
	) -> Result<CatalogueKey, CatalogueError> {
		self.check(scope)?;
		let at = self
			.boxes
			.binary_search_by_key(reader, |(account, _)| *account)
			.map_err(|_| CatalogueError::NotAdmitted {
				facility: scope.facility,
				reader: *reader,
				epoch: scope.epoch,
			})?;
		kem::open(secret, &info(scope, reader), &self.boxes[at].1)
			.map(|key| CatalogueKey::from_bytes(&key))
			.ok_or(CatalogueError::Closed(Part::Keyring))
	}

	/// Checks that the facility made it for this chain and epoch.
	///
	/// # Errors
	/// [`CatalogueError::Other`], [`CatalogueError::Signature`].
	pub fn check(&self, scope: &Scope) -> Result<(), CatalogueError> {
		let other = |what| CatalogueError::Other {
			part: Part::Keyring,
			what,
		};
		if self.facility != scope.facility {
			return Err(other("facility"));
		}
		if self.epoch != scope.epoch {
			return Err(other("epoch"));
		}
		let signature = Signature::Sr25519(self.signature);
		match signature::verify(&self.facility, &message(scope, &self.hash), &signature) {
			true => Ok(()),
			false => Err(CatalogueError::Signature {
				part: Part::Keyring,
				facility: self.facility,
			}),
		}
	}
}

fn split_row(row: &[u8; ROW]) -> (AccountId, [u8; KEY_BOX]) {
	let (mut account, mut sealed) = ([0; 32], [0; KEY_BOX]);
	account.copy_from_slice(&row[..32]);
	sealed.copy_from_slice(&row[32..]);
	(AccountId(account), sealed)
}

fn info(scope: &Scope, reader: &AccountId) -> Vec<u8> {
	[
		b"MQ2-catkey".as_slice(),
		&scope.genesis,
		&scope.facility.0,
		&scope.epoch.to_le_bytes(),
		&reader.0,
	]
	.concat()
}

fn message(scope: &Scope, hash: &Bytes32) -> Vec<u8> {
	[
		b"<Bytes>MQ2-keyring".as_slice(),
		&scope.genesis,
		&scope.facility.0,
		&scope.epoch.to_le_bytes(),
		hash,
		b"</Bytes>",
	]
	.concat()
}
