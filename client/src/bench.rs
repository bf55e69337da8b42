//! How fast this machine is, and how near the envelope and the threshold cryptography come to that.
//!
//! Everything here happens under a key that is written in this file: whatever is sealed here is sealed for measuring only.

mod machine;
mod passes;
mod rate;
mod threshold;

use std::fs::File;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use medquorum_envelope::{Cid, CspRec, EnvSalt, FileKeys, Layout, ReportKey};

use crate::advice::{Advice, Blame};
use crate::entropy::EntropyError;
use crate::files::{self, FileError, OutputFile, Overwrite, Temporary};
use crate::kinds;

pub use machine::{Figure, Report, Unit, measure};

/// What can go wrong while measuring.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BenchError {
	/// A local file.
	#[error(transparent)]
	File(#[from] FileError),
	/// The random generator.
	#[error(transparent)]
	Entropy(#[from] EntropyError),
	/// The file is too long for the format.
	#[error("{} is too long to be sealed", .0.display())]
	TooLong(PathBuf),
	/// What should be opened was not made by [`seal`], or was altered.
	#[error("{} is not what `medquorum bench seal` made, or it was altered", path.display())]
	Corrupt {
		/// The file.
		path: PathBuf,
		/// What the envelope says.
		#[source]
		source: medquorum_envelope::Error,
	},
	/// A computation that cannot fail did.
	#[error("the {what} failed on values of its own making")]
	Broken {
		/// Which one.
		what: &'static str,
	},
	/// A thread ended early.
	#[error("a thread of the measurement ended early")]
	Thread,
}

impl Advice for BenchError {
	kinds! {
		TooLong, Corrupt, Broken, Thread;
		Self::File(inside) => inside.kind(),
		Self::Entropy(inside) => inside.kind(),
	}

	fn next(&self) -> String {
		let next = match self {
			Self::File(inside) => return inside.next(),
			Self::Entropy(inside) => return inside.next(),
			Self::TooLong(_) => "take a smaller file",
			Self::Corrupt { .. } => "nothing was written. Seal the file again",
			Self::Broken { .. } => "do not use this build: its cryptography does not work here",
			Self::Thread => "try again with fewer threads",
		};
		next.to_owned()
	}

	fn blame(&self) -> Blame {
		match self {
			Self::File(inside) => inside.blame(),
			Self::Entropy(inside) => inside.blame(),
			Self::Corrupt { .. } => Blame::Refused,
			Self::TooLong(_) | Self::Thread => Blame::Yours,
			Self::Broken { .. } => Blame::Bug,
		}
	}
}

/// How a file is worked on.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
	/// Threads; as many as the process may use cores, if none are named.
	pub threads: Option<NonZero<usize>>,
	/// Whether the CID of the ciphertext is derived as well.
	pub cid: bool,
}

impl Options {
	fn threads(&self) -> usize {
		self.threads.map_or_else(cores, NonZero::get)
	}
}

/// Cores that this process may use.
#[must_use]
pub fn cores() -> usize {
	std::thread::available_parallelism().map_or(1, NonZero::get)
}

/// What was done with a file.
#[derive(Debug, Clone, Copy)]
pub struct Done {
	/// Bytes of the plain file.
	pub plain: u64,
	/// Bytes of the sealed one.
	pub sealed: u64,
	/// Threads that did it.
	pub threads: usize,
	/// How long it took, from the first byte read until the output has its name.
	pub took: Duration,
	/// CID of the ciphertext, if it was asked for.
	pub cid: Option<Cid>,
}

impl Done {
	/// Bytes of the plain file per second.
	#[must_use]
	#[expect(clippy::cast_precision_loss, reason = "for people")]
	pub fn rate(&self) -> f64 {
		self.plain as f64 / self.took.as_secs_f64().max(1e-9)
	}
}

/// The key that everybody knows.
fn known_keys() -> FileKeys {
	FileKeys::derive(
		&CspRec::from_bytes([1; 32]),
		&ReportKey::from_bytes([2; 32]),
		&EnvSalt::from_bytes([3; 32]),
		&[4; 32],
	)
}

/// Seals a file into another one: ciphertext alone, without header and padding, under a key that everybody knows.
///
/// # Errors
/// When a file cannot be read or written.
pub fn seal(
	source: &Path,
	target: &Path,
	overwrite: Overwrite,
	options: Options,
) -> Result<Done, BenchError> {
	let output = OutputFile::create(target, overwrite, Temporary::Unnamed)?;
	let (input, plain) = files::open_plain(source)?;
	let start = Instant::now();
	let layout = Layout::new(plain).map_err(|_| BenchError::TooLong(source.to_path_buf()))?;
	let pair = Pair {
		source,
		input: &input,
		target,
		output: output.as_file(),
	};
	let cid = passes::seal(&pair, layout, options)?;
	finish(output, layout, options, start, cid)
}

/// Opens what [`seal`] made. The output has no name until the last tag is checked.
///
/// # Errors
/// When a file cannot be read or written, or is not what [`seal`] made.
pub fn open(
	source: &Path,
	target: &Path,
	overwrite: Overwrite,
	options: Options,
) -> Result<Done, BenchError> {
	let output = OutputFile::create(target, overwrite, Temporary::Unnamed)?;
	let (input, sealed) = files::open_plain(source)?;
	let start = Instant::now();
	let layout = Layout::from_ciphertext_len(sealed).map_err(|error| BenchError::Corrupt {
		path: source.to_path_buf(),
		source: error,
	})?;
	let pair = Pair {
		source,
		input: &input,
		target,
		output: output.as_file(),
	};
	let cid = passes::open(&pair, layout, options)?;
	finish(output, layout, options, start, cid)
}

fn finish(
	output: OutputFile,
	layout: Layout,
	options: Options,
	start: Instant,
	cid: Option<Cid>,
) -> Result<Done, BenchError> {
	output.commit()?;
	Ok(Done {
		plain: layout.plaintext_len(),
		sealed: layout.ciphertext_len(),
		threads: options.threads(),
		took: start.elapsed(),
		cid,
	})
}

/// Where a pass reads and writes, with the names that errors need.
struct Pair<'a> {
	source: &'a Path,
	input: &'a File,
	target: &'a Path,
	output: &'a File,
}

#[cfg(test)]
mod tests;
