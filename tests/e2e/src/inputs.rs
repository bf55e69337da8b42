//! Files that the tests share.

use sha2::{Digest, Sha256};
use std::{
	fs::File,
	io::{BufReader, BufWriter, Read, Write},
	path::{Path, PathBuf},
};

/// The CT scan that `make setup` fetches with a pinned checksum.
///
/// # Panics
/// When it is not there.
pub fn ct_small() -> PathBuf {
	input("CT_small.dcm")
}

/// One of the real files of `tests/inputs.sha256`.
///
/// # Panics
/// When it is not there.
pub fn input(name: &str) -> PathBuf {
	let cache = std::env::var_os("MEDQUORUM_CACHE").map_or_else(
		|| PathBuf::from(std::env::var_os("HOME").unwrap_or_default()).join(".cache/medquorum"),
		PathBuf::from,
	);
	let file = cache.join("inputs").join(name);
	assert!(file.is_file(), "the test inputs are missing: run `make setup`");
	file
}

/// Writes a file of `size` bytes that does not repeat within any window a cipher or store works on.
///
/// # Panics
/// When the file cannot be written.
pub fn pattern_file(path: &Path, size: u64) {
	let file = File::create(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
	let mut out = BufWriter::with_capacity(1 << 20, file);
	let mut state = 0x9e37_79b9_7f4a_7c15_u64;
	let mut left = size;
	while left > 0 {
		// xorshift64: fast, and good enough to keep blocks distinct
		state ^= state << 13;
		state ^= state >> 7;
		state ^= state << 17;
		let bytes = state.to_le_bytes();
		let take = left.min(8);
		let part = bytes.get(..usize::try_from(take).unwrap_or(8)).unwrap_or(&bytes);
		out.write_all(part)
			.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
		left -= take;
	}
	out.flush()
		.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
}

/// SHA-256 of a file, in hex.
///
/// # Panics
/// When the file cannot be read.
pub fn sha256_file(path: &Path) -> String {
	let file = File::open(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
	let mut reader = BufReader::with_capacity(1 << 20, file);
	let (mut hash, mut buffer) = (Sha256::new(), vec![0; 1 << 20]);
	loop {
		let read = reader
			.read(&mut buffer)
			.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
		if read == 0 {
			return hex::encode(hash.finalize());
		}
		hash.update(buffer.get(..read).unwrap_or_default());
	}
}
