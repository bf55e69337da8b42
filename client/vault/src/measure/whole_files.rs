//! Sealing and opening a whole file, as `medquorum bench seal` and `open` do.

use super::{
	error::BenchError,
	passes,
	settings::{Options, Pair},
};
use crate::files::{self, OutputFile, Overwrite, Temporary};
use medquorum_envelope::{Cid, Layout};
use std::{
	path::Path,
	time::{Duration, Instant},
};

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
