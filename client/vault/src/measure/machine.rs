//! The machine's own limits, and beside them what the envelope achieves.

use std::{
	fs::File,
	hint::black_box,
	io::{self, Read, Seek, SeekFrom, Write},
	path::Path,
	time::Duration,
};

use medquorum_envelope::{
	Layout, Opener, SEGMENT, Sealer, TAG,
	engine::{self, Aes256Gcm, Engine},
};
use rustix::fs::Advice;
use sha2::{Digest, Sha256};

use super::{
	error::BenchError,
	passes,
	rate::{Work, per_second, timed, times_per_second},
	report::{Figure, Unit},
	settings::{Options, Pair, cores, known_keys},
};
use crate::entropy::OsEntropy;
use medquorum_files::FileError;

/// Memory, disk, and the envelope between them. Works over so many segments at a time.
pub(super) fn figures(folder: &Path, segments: u64) -> Result<Vec<Figure>, BenchError> {
	let mut figures = vec![
		in_memory("memory-copy", "Memory: copy", None, segments, copying)?,
		in_memory(
			"aes-256-gcm",
			&format!("AES-256-GCM of {}", engine::NAME),
			None,
			segments,
			enciphering,
		)?,
		in_memory("sha-256", "SHA-256", None, segments, hashing)?,
	];
	figures.extend(disk(folder, segments)?);
	figures.extend([
		in_memory(
			"seal-memory",
			"Envelope: seal, memory to memory",
			Some("aes-256-gcm"),
			segments,
			sealing,
		)?,
		in_memory(
			"open-memory",
			"Envelope: open, memory to memory",
			Some("aes-256-gcm"),
			segments,
			opening,
		)?,
	]);
	figures.extend(file_to_file(folder, segments * SEGMENT as u64)?);
	Ok(figures)
}

#[expect(clippy::cast_precision_loss, reason = "one MiB")]
const SEGMENT_F: f64 = SEGMENT as f64;

/// Segments of a MiB, one after the other in the cache, on one core and on all.
fn in_memory(
	name: &'static str,
	words: &str,
	limit: Option<&'static str>,
	segments: u64,
	prepare: fn() -> Result<Work, BenchError>,
) -> Result<Figure, BenchError> {
	Ok(Figure {
		name,
		words: words.to_owned(),
		one_core: per_second(1, segments, prepare)? * SEGMENT_F,
		all_cores: Some(per_second(cores(), segments, prepare)? * SEGMENT_F),
		unit: Unit::BytesPerSecond,
		limit,
	})
}

/// Larger than the caches of most machines: 64 segments.
const BEYOND_CACHE: usize = 64 * SEGMENT;

fn copying() -> Result<Work, BenchError> {
	// Not zeros: those would be pages that do not exist yet.
	let (source, mut target) = (vec![1u8; BEYOND_CACHE], vec![2u8; BEYOND_CACHE]);
	let mut at = 0;
	Ok(Box::new(move || {
		at = (at + SEGMENT) % BEYOND_CACHE;
		let range = at..at + SEGMENT;
		let (from, to) = (source.get(range.clone()), target.get_mut(range));
		let (Some(from), Some(to)) = (from, to) else {
			return Err(BenchError::Broken { what: "copy" });
		};
		Ok(timed(|| black_box(to).copy_from_slice(black_box(from))).1)
	}))
}

fn enciphering() -> Result<Work, BenchError> {
	let key = Aes256Gcm::from([1; 32]);
	let mut buffer = vec![7u8; SEGMENT - TAG];
	let mut count = 0u64;
	Ok(Box::new(move || {
		count += 1;
		let mut nonce = [0; 12];
		nonce
			.iter_mut()
			.zip(count.to_le_bytes())
			.for_each(|(to, from)| *to = from);
		let (tag, took) = timed(|| key.seal_in_place(&nonce, b"", black_box(&mut buffer)));
		tag.map_err(|_| BenchError::Broken { what: "cipher" })?;
		Ok(took)
	}))
}

fn hashing() -> Result<Work, BenchError> {
	let buffer = vec![7u8; SEGMENT];
	Ok(Box::new(move || {
		let (digest, took) = timed(|| Sha256::digest(black_box(&buffer)));
		black_box(digest);
		Ok(took)
	}))
}

fn sealing() -> Result<Work, BenchError> {
	let sealer = Sealer::new(&known_keys(), &mut OsEntropy::new()?);
	let mut segment = vec![7u8; SEGMENT];
	let mut index = 0u32;
	Ok(Box::new(move || {
		let (sealed, took) = timed(|| sealer.seal(index, false, black_box(&mut segment)));
		sealed.map_err(|_| BenchError::Broken { what: "cipher" })?;
		index += 1;
		Ok(took)
	}))
}

fn opening() -> Result<Work, BenchError> {
	let sealer = Sealer::new(&known_keys(), &mut OsEntropy::new()?);
	let broken = |_| BenchError::Broken { what: "cipher" };
	let mut sealed = vec![7u8; SEGMENT];
	sealer.seal(0, false, &mut sealed).map_err(broken)?;
	let opener = Opener::new(&known_keys(), &sealer.preamble()).map_err(broken)?;
	let mut segment = sealed.clone();
	Ok(Box::new(move || {
		// Opened where it lies: a fresh copy for every time, and not measured.
		segment.copy_from_slice(&sealed);
		let (opened, took) = timed(|| opener.open(0, false, black_box(&mut segment)).map(|_| ()));
		opened.map_err(broken)?;
		Ok(took)
	}))
}

/// What the folder's disk does: written and on the disk, read from the disk.
fn disk(folder: &Path, segments: u64) -> Result<[Figure; 2], BenchError> {
	let failed = |action| move |error| BenchError::from(FileError::from_io(action, folder, error));
	let mut file = unnamed(folder)?;
	let mut buffer = vec![7u8; SEGMENT];
	let (written, writing) = timed(|| write_all(&mut file, &buffer, segments));
	written.map_err(failed("write to"))?;
	// Otherwise the page cache would be measured. File systems in memory keep what they have.
	let forgotten = rustix::fs::fadvise(&file, 0, None, Advice::DontNeed).map_err(io::Error::from);
	forgotten.map_err(failed("read from"))?;
	let (read, reading) = timed(|| read_all(&mut file, &mut buffer, segments));
	read.map_err(failed("read from"))?;
	let figure = |name, words: &str, took: Duration| Figure {
		name,
		words: format!("{words} {}", folder.display()),
		one_core: times_per_second(segments, took) * SEGMENT_F,
		all_cores: None,
		unit: Unit::BytesPerSecond,
		limit: None,
	};
	Ok([
		figure("disk-write", "Disk: write and sync in", writing),
		figure("disk-read", "Disk: read in", reading),
	])
}

fn write_all(file: &mut File, chunk: &[u8], times: u64) -> io::Result<()> {
	for _ in 0..times {
		file.write_all(chunk)?;
	}
	file.sync_all()
}

fn read_all(file: &mut File, chunk: &mut [u8], times: u64) -> io::Result<()> {
	file.seek(SeekFrom::Start(0))?;
	for _ in 0..times {
		file.read_exact(chunk)?;
	}
	Ok(())
}

fn unnamed(folder: &Path) -> Result<File, BenchError> {
	let file = tempfile::tempfile_in(folder);
	file.map_err(|error| FileError::from_io("create a file in", folder, error).into())
}

/// Seal and open between files that are in the page cache, on one core and on all; not synced.
fn file_to_file(folder: &Path, size: u64) -> Result<[Figure; 2], BenchError> {
	let layout = Layout::new(size).map_err(|_| BenchError::TooLong(folder.to_path_buf()))?;
	let mut plain = unnamed(folder)?;
	let chunk = vec![7u8; SEGMENT];
	let written = write_all(&mut plain, &chunk, size / SEGMENT as u64);
	written.map_err(|error| FileError::from_io("write to", folder, error))?;
	let run = |threads: usize| -> Result<[f64; 2], BenchError> {
		let (sealed, opened) = (unnamed(folder)?, unnamed(folder)?);
		let options = Options {
			threads: std::num::NonZero::new(threads),
			cid: false,
		};
		let pair = |input, output| Pair {
			source: folder,
			input,
			target: folder,
			output,
		};
		let (done, sealing) = timed(|| passes::seal(&pair(&plain, &sealed), layout, options));
		done?;
		let (done, opening) = timed(|| passes::open(&pair(&sealed, &opened), layout, options));
		done?;
		Ok([sealing, opening].map(|took| times_per_second(size, took)))
	};
	let ([seal_one, open_one], [seal_all, open_all]) = (run(1)?, run(cores())?);
	let figure = |name, words: &str, one, all| Figure {
		name,
		words: words.to_owned(),
		one_core: one,
		all_cores: Some(all),
		unit: Unit::BytesPerSecond,
		limit: Some("memory-copy"),
	};
	Ok([
		figure("seal-file", "Envelope: seal, file to file", seal_one, seal_all),
		figure("open-file", "Envelope: open, file to file", open_one, open_all),
	])
}
