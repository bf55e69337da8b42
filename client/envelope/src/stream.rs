//! The file cipher: AES-256-GCM in STREAM form, byte-compatible with Tink's `AES256_GCM_HKDF_1MB`.
//!
//! ```text
//! ct    = 0x28 ‖ salt[32] ‖ nonce_prefix[7] ‖ seg_0 ‖ seg_1 ‖ ...
//! seg_i = AES-256-GCM(segment key, nonce = nonce_prefix ‖ BE32(i) ‖ (last ? 1 : 0), aad = "", pt_i)
//! ```
//!
//! Segment `i` is exactly the bytes `[i * 2^20, (i + 1) * 2^20)` of the ciphertext, the first one with the 40-byte
//! preamble in front. So each segment is one IPFS leaf, and can be fetched and opened without the others.

use crate::{
	engine::{Aes256Gcm, Engine},
	entropy::Entropy,
	error::Error,
	keys::FileKeys,
};
use std::{
	collections::BTreeSet,
	ops::Range,
	sync::{Mutex, PoisonError},
};
use zeroize::{Zeroize, Zeroizing};

/// Ciphertext bytes per segment, and per IPFS leaf.
pub const SEGMENT: usize = 1 << 20;
/// Bytes in front of the first segment: `0x28 ‖ salt ‖ nonce prefix`.
pub const PREAMBLE: usize = 40;
/// Bytes of the tag behind each segment.
pub const TAG: usize = 16;

const PREAMBLE_LEN_BYTE: u8 = 0x28;
const FIRST_ROOM: u64 = (SEGMENT - PREAMBLE - TAG) as u64;
const ROOM: u64 = (SEGMENT - TAG) as u64;
const MAX_SEGMENTS: u64 = 1 << 32;

/// How long the ciphertext of `padded` plaintext bytes is. Saturates; [`Layout::new`] refuses such lengths.
pub fn ciphertext_len(padded: u64) -> u64 {
	let segments = 1 + padded.saturating_sub(FIRST_ROOM).div_ceil(ROOM);
	padded
		.saturating_add(PREAMBLE as u64)
		.saturating_add(segments.saturating_mul(TAG as u64))
}

/// Where the segments of one file lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layout {
	plaintext: u64,
	ciphertext: u64,
}

impl Layout {
	/// For `padded` bytes of plaintext, padding included.
	pub fn new(padded: u64) -> Result<Self, Error> {
		let layout = Self {
			plaintext: padded,
			ciphertext: ciphertext_len(padded),
		};
		if layout.ciphertext.div_ceil(SEGMENT as u64) > MAX_SEGMENTS {
			return Err(Error::TooLong);
		}
		Ok(layout)
	}

	/// For `ct_len` bytes of ciphertext. Lengths that no plaintext has are refused.
	pub fn from_ciphertext_len(ct_len: u64) -> Result<Self, Error> {
		let segments = ct_len.div_ceil(SEGMENT as u64).max(1);
		if segments > MAX_SEGMENTS {
			return Err(Error::TooLong);
		}
		let overhead = PREAMBLE as u64 + segments * TAG as u64;
		let layout = Self::new(ct_len.checked_sub(overhead).ok_or(Error::Truncated)?)?;
		if layout.ciphertext == ct_len {
			Ok(layout)
		} else {
			Err(Error::Truncated)
		}
	}

	/// Bytes of plaintext, padding included.
	pub fn plaintext_len(&self) -> u64 {
		self.plaintext
	}

	/// Bytes of ciphertext.
	pub fn ciphertext_len(&self) -> u64 {
		self.ciphertext
	}

	/// How many segments; at least 1.
	pub fn segments(&self) -> u64 {
		self.ciphertext.div_ceil(SEGMENT as u64)
	}

	/// Whether segment `index` is the last one.
	pub fn is_last(&self, index: u32) -> bool {
		u64::from(index) + 1 == self.segments()
	}

	/// Ciphertext bytes of segment `index`, preamble and tag included; 0 behind the end.
	pub fn segment_len(&self, index: u32) -> usize {
		let start = u64::from(index) * SEGMENT as u64;
		let left = self.ciphertext.saturating_sub(start);
		usize::try_from(left).map_or(SEGMENT, |left| left.min(SEGMENT))
	}

	/// Where in its segment the plaintext of segment `index` lies.
	pub fn plaintext_range(&self, index: u32) -> Range<usize> {
		let start = if index == 0 { PREAMBLE } else { 0 };
		start..self.segment_len(index).saturating_sub(TAG).max(start)
	}

	/// Where in the file the plaintext of segment `index` begins.
	pub fn plaintext_offset(&self, index: u32) -> u64 {
		if index == 0 {
			0
		} else {
			FIRST_ROOM + u64::from(index - 1) * ROOM
		}
	}

	/// The segment that holds the plaintext byte at `offset`, if there is one.
	pub fn segment_of(&self, offset: u64) -> Option<u32> {
		if offset >= self.plaintext {
			return None;
		}
		// The preamble takes its bytes out of the first segment's room: offset + 40 counts in steps of a full one.
		u32::try_from((offset + PREAMBLE as u64) / ROOM).ok()
	}

	/// Compares with the number of bytes that were there.
	pub fn check_ciphertext_len(&self, actual: u64) -> Result<(), Error> {
		match actual.cmp(&self.ciphertext) {
			std::cmp::Ordering::Less => Err(Error::Truncated),
			std::cmp::Ordering::Equal => Ok(()),
			std::cmp::Ordering::Greater => Err(Error::TrailingData),
		}
	}
}

/// Which segments of a run were sealed: each nonce serves once.
#[derive(Default)]
struct Ledger {
	/// All below this index are sealed.
	next: u64,
	/// Those above it.
	ahead: BTreeSet<u64>,
	last: Option<u64>,
}

impl Ledger {
	fn claim(&mut self, index: u32, last: bool) -> Result<(), Error> {
		let wanted = u64::from(index);
		let used = wanted < self.next || self.ahead.contains(&wanted);
		let behind_last = self.last.is_some_and(|end| last || wanted > end);
		let before_others =
			last && (self.next > wanted || self.ahead.last().is_some_and(|top| *top > wanted));
		if used || behind_last || before_others {
			return Err(Error::SegmentReused { index });
		}
		if last {
			self.last = Some(wanted);
		}
		self.ahead.insert(wanted);
		while self.ahead.remove(&self.next) {
			self.next += 1;
		}
		Ok(())
	}
}

/// Seals one file, once, segment by segment; segments may be sealed in any order and by several threads.
///
/// Salt and nonce prefix are drawn inside, on every run: no caller and no saved state can supply them. A sealer
/// refuses to seal an index twice, so no nonce repeats. To resume an upload, send the ciphertext made before.
pub struct Sealer {
	engine: Aes256Gcm,
	preamble: [u8; PREAMBLE],
	ledger: Mutex<Ledger>,
}

impl Sealer {
	/// Begins a run under fresh salt and nonce prefix.
	pub fn new(keys: &FileKeys, entropy: &mut dyn Entropy) -> Self {
		let mut preamble = [0; PREAMBLE];
		preamble[0] = PREAMBLE_LEN_BYTE;
		entropy.fill(&mut preamble[1..]);
		let engine = engine_of(keys, &preamble);
		Self {
			engine,
			preamble,
			ledger: Mutex::default(),
		}
	}

	/// The first 40 bytes of the ciphertext. [`Self::seal`] writes them into segment 0 by itself.
	pub fn preamble(&self) -> [u8; PREAMBLE] {
		self.preamble
	}

	/// Seals one segment where it lies.
	///
	/// `segment` is as long as the ciphertext of this segment ([`Layout::segment_len`]) and holds the plaintext at
	/// [`Layout::plaintext_range`]; afterwards it is the finished IPFS leaf. Every segment but the last has
	/// [`SEGMENT`] bytes; the last of several holds at least one byte of plaintext.
	pub fn seal(&self, index: u32, last: bool, segment: &mut [u8]) -> Result<(), Error> {
		check_segment_len(index, last, segment.len()).map_err(|_| Error::SegmentLength { index })?;
		self.ledger
			.lock()
			.unwrap_or_else(PoisonError::into_inner)
			.claim(index, last)?;
		let (head, body, tail) = split(index, segment).ok_or(Error::SegmentLength { index })?;
		head.copy_from_slice(&self.preamble[..head.len()]);
		let tag = self
			.engine
			.seal_in_place(&nonce(&self.preamble, index, last), b"", body);
		*tail = tag.map_err(|_| Error::SegmentLength { index })?;
		Ok(())
	}
}

/// Opens the segments of one file, in any order and by several threads.
pub struct Opener {
	engine: Aes256Gcm,
	preamble: [u8; PREAMBLE],
}

impl Opener {
	/// Begins with the first 40 bytes of the ciphertext. Check [`FileKeys::verify_commit`] before.
	pub fn new(keys: &FileKeys, preamble: &[u8; PREAMBLE]) -> Result<Self, Error> {
		if preamble[0] != PREAMBLE_LEN_BYTE {
			return Err(Error::SegmentCorrupt { index: 0 });
		}
		Ok(Self {
			engine: engine_of(keys, preamble),
			preamble: *preamble,
		})
	}

	/// Opens one segment where it lies and returns the plaintext, padding included.
	///
	/// `last` comes from [`Layout::is_last`] over the header's `ct_len`, never from where the data happens to end:
	/// that is what makes a cut-off file an error. After an error `segment` holds no plaintext.
	pub fn open<'a>(&self, index: u32, last: bool, segment: &'a mut [u8]) -> Result<&'a mut [u8], Error> {
		check_segment_len(index, last, segment.len())?;
		let (head, body, tail) = split(index, segment).ok_or(Error::Truncated)?;
		if head != &self.preamble[..head.len()] {
			return Err(Error::SegmentCorrupt { index });
		}
		self.engine
			.open_in_place(&nonce(&self.preamble, index, last), b"", body, tail)
			.map_err(|_| Error::SegmentCorrupt { index })?;
		Ok(body)
	}
}

/// Seals a whole plaintext (padded before, if it is to be) in memory.
pub fn seal_all(keys: &FileKeys, plain: &[u8], entropy: &mut dyn Entropy) -> Result<Vec<u8>, Error> {
	let layout = Layout::new(plain.len() as u64)?;
	let sealer = Sealer::new(keys, entropy);
	let mut out = Vec::with_capacity(usize::try_from(layout.ciphertext_len()).map_err(|_| Error::TooLong)?);
	let mut rest = plain;
	for index in 0..layout.segments() {
		let index = u32::try_from(index).map_err(|_| Error::TooLong)?;
		let range = layout.plaintext_range(index);
		let (now, later) = rest.split_at(range.len());
		let start = out.len();
		out.resize(start + layout.segment_len(index), 0);
		out[start..][range].copy_from_slice(now);
		sealer.seal(index, layout.is_last(index), &mut out[start..])?;
		rest = later;
	}
	Ok(out)
}

/// Opens a whole ciphertext in memory; the plaintext still has its padding.
pub fn open_all(keys: &FileKeys, ciphertext: &[u8]) -> Result<Zeroizing<Vec<u8>>, Error> {
	let layout = Layout::from_ciphertext_len(ciphertext.len() as u64)?;
	let preamble = ciphertext.first_chunk().ok_or(Error::Truncated)?;
	let opener = Opener::new(keys, preamble)?;
	let room = usize::try_from(layout.plaintext_len()).map_err(|_| Error::TooLong)?;
	let mut out = Zeroizing::new(Vec::with_capacity(room));
	let mut buffer = Zeroizing::new(Vec::with_capacity(SEGMENT));
	for (index, segment) in (0u32..).zip(ciphertext.chunks(SEGMENT)) {
		buffer.zeroize();
		buffer.extend_from_slice(segment);
		match opener.open(index, layout.is_last(index), &mut buffer) {
			Ok(plain) => out.extend_from_slice(plain),
			Err(error) => return Err(diagnose(&opener, index, &layout, segment, error)),
		}
	}
	Ok(out)
}

/// A genuine inner segment at the end means that the rest is missing; a genuine last one before it, an addition.
fn diagnose(opener: &Opener, index: u32, layout: &Layout, segment: &[u8], error: Error) -> Error {
	let last = layout.is_last(index);
	let mut copy = Zeroizing::new(segment.to_vec());
	match opener.open(index, !last, &mut copy) {
		Ok(_) if last => Error::Truncated,
		Ok(_) => Error::TrailingData,
		Err(_) => error,
	}
}

fn engine_of(keys: &FileKeys, preamble: &[u8; PREAMBLE]) -> Aes256Gcm {
	let mut salt = [0; 32];
	salt.copy_from_slice(&preamble[1..33]);
	Aes256Gcm::from(*keys.segment_key(&salt))
}

fn nonce(preamble: &[u8; PREAMBLE], index: u32, last: bool) -> [u8; 12] {
	let mut nonce = [0; 12];
	nonce[..7].copy_from_slice(&preamble[33..]);
	nonce[7..11].copy_from_slice(&index.to_be_bytes());
	nonce[11] = u8::from(last);
	nonce
}

/// Every segment but the last is full; no segment behind the first is without plaintext.
fn check_segment_len(index: u32, last: bool, len: usize) -> Result<(), Error> {
	let least = if !last {
		SEGMENT
	} else if index == 0 {
		PREAMBLE + TAG
	} else {
		TAG + 1
	};
	match len {
		_ if len < least => Err(Error::Truncated),
		_ if len > SEGMENT => Err(Error::TrailingData),
		_ => Ok(()),
	}
}

fn split(index: u32, segment: &mut [u8]) -> Option<(&mut [u8], &mut [u8], &mut [u8; TAG])> {
	let (head, rest) = segment.split_at_mut_checked(if index == 0 { PREAMBLE } else { 0 })?;
	let (body, tail) = rest.split_last_chunk_mut()?;
	Some((head, body, tail))
}
