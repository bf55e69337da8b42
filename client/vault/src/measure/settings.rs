//! What every measurement shares: threads, the key, the two files of a pass.

use medquorum_envelope::{CspRec, EnvSalt, FileKeys, ReportKey};
use std::{fs::File, num::NonZero, path::Path};

/// How a file is worked on.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
	/// Threads; as many as the process may use cores, if none are named.
	pub threads: Option<NonZero<usize>>,
	/// Whether the CID of the ciphertext is derived as well.
	pub cid: bool,
}

impl Options {
	/// Threads that will work.
	pub(super) fn threads(&self) -> usize {
		self.threads.map_or_else(cores, NonZero::get)
	}
}

/// Cores that this process may use.
#[must_use]
pub fn cores() -> usize {
	std::thread::available_parallelism().map_or(1, NonZero::get)
}

/// The key that everybody knows.
pub(super) fn known_keys() -> FileKeys {
	FileKeys::derive(
		&CspRec::from_bytes(&[1; 32]),
		&ReportKey::from_bytes(&[2; 32]),
		&EnvSalt::from_bytes(&[3; 32]),
		&[4; 32],
	)
}

/// Where a pass reads and writes, with the names that errors need.
pub(super) struct Pair<'a> {
	pub(super) source: &'a Path,
	pub(super) input: &'a File,
	pub(super) target: &'a Path,
	pub(super) output: &'a File,
}
