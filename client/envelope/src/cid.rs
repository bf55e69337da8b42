//! Content identifiers, and the UnixFS tree over 1 MiB leaves that the root identifier stands for.
//!
//! One profile, so that client and store agree: CIDv1, SHA-256, raw leaves, balanced tree of at most 174 links per
//! node, no directory, no mode or time. The bytes are those of
//! `ipfs add --cid-version 1 --raw-leaves --chunker size-1048576`.

use crate::{error::Error, kdf::sha256};
use std::{fmt, str::FromStr};

mod dag;

pub use dag::{DagBuilder, MAX_LINKS, links};

/// How the bytes behind a CID are to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Codec {
	/// Plain bytes: a leaf, a header object.
	Raw,
	/// A node of the tree.
	DagPb,
}

/// A binary CIDv1 `01 ‖ codec ‖ 12 20 ‖ SHA-256 digest`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cid([u8; Cid::LEN]);

const RAW: u8 = 0x55;
const DAG_PB: u8 = 0x70;
const ALPHABET: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";

impl Cid {
	/// Bytes in binary form.
	pub const LEN: usize = 36;

	/// From codec and digest.
	pub fn new(codec: Codec, digest: [u8; 32]) -> Self {
		let mut bytes = [0; Self::LEN];
		let code = match codec {
			Codec::Raw => RAW,
			Codec::DagPb => DAG_PB,
		};
		bytes[..4].copy_from_slice(&[1, code, 0x12, 0x20]);
		bytes[4..].copy_from_slice(&digest);
		Self(bytes)
	}

	/// Of a leaf or a header object.
	pub fn of_raw(block: &[u8]) -> Self {
		Self::new(Codec::Raw, sha256(&[block]))
	}

	/// Of an encoded tree node.
	pub fn of_dag_pb(block: &[u8]) -> Self {
		Self::new(Codec::DagPb, sha256(&[block]))
	}

	/// Strict: exactly this profile.
	pub fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
		let bytes: [u8; Self::LEN] = bytes.try_into().map_err(|_| Error::BadCid)?;
		match bytes {
			[1, RAW | DAG_PB, 0x12, 0x20, ..] => Ok(Self(bytes)),
			_ => Err(Error::BadCid),
		}
	}

	/// The binary form.
	pub fn as_bytes(&self) -> &[u8; Self::LEN] {
		&self.0
	}

	/// How to read the block.
	pub fn codec(&self) -> Codec {
		if self.0[1] == RAW {
			Codec::Raw
		} else {
			Codec::DagPb
		}
	}

	/// The SHA-256 digest of the block.
	pub fn digest(&self) -> [u8; 32] {
		let mut digest = [0; 32];
		digest.copy_from_slice(&self.0[4..]);
		digest
	}

	/// Whether `block` is what this identifier names.
	pub fn matches(&self, block: &[u8]) -> bool {
		self.digest() == sha256(&[block])
	}
}

impl fmt::Display for Cid {
	/// Multibase `b`: base 32 of RFC 4648, lower case, no padding.
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		let mut text = String::with_capacity(59);
		text.push('b');
		let (mut bits, mut held) = (0u32, 0);
		for byte in self.0 {
			bits = (bits << 8 | u32::from(byte)) & 0xfff;
			held += 8;
			while held >= 5 {
				held -= 5;
				text.push(char::from(ALPHABET[(bits >> held & 31) as usize]));
			}
		}
		text.push(char::from(ALPHABET[(bits << (5 - held) & 31) as usize]));
		f.write_str(&text)
	}
}

impl fmt::Debug for Cid {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		fmt::Display::fmt(self, f)
	}
}

impl FromStr for Cid {
	type Err = Error;

	fn from_str(text: &str) -> Result<Self, Error> {
		let digits = text.strip_prefix('b').ok_or(Error::BadCid)?;
		let mut bytes = Vec::with_capacity(Self::LEN + 1);
		let (mut bits, mut held) = (0u32, 0);
		for digit in digits.bytes() {
			let value = ALPHABET
				.iter()
				.position(|known| *known == digit)
				.ok_or(Error::BadCid)?;
			bits = (bits << 5 | u32::try_from(value).map_err(|_| Error::BadCid)?) & 0xfff;
			held += 5;
			if held >= 8 {
				held -= 8;
				bytes.push((bits >> held & 0xff) as u8);
			}
		}
		let cid = Self::from_bytes(&bytes)?;
		// One spelling per identifier: no other length, no stray bits at the end.
		if cid.to_string() == text {
			Ok(cid)
		} else {
			Err(Error::BadCid)
		}
	}
}
