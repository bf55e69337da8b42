//! One pass over a file, by several threads and without a queue: every segment has its place in both files, so each
//! thread reads one, works on it where it lies, and writes it, all in one buffer that it keeps.

use std::{
	io,
	ops::Range,
	os::unix::fs::FileExt,
	sync::atomic::{AtomicBool, AtomicU32, Ordering},
};

use medquorum_envelope::{Cid, DagBuilder, Layout, Opener, PREAMBLE, SEGMENT, Sealer};
use zeroize::Zeroizing;

use super::{
	error::BenchError,
	settings::{Options, Pair, known_keys},
};
use crate::entropy::OsEntropy;
use medquorum_files::FileError;

/// A page of memory on most machines.
const PAGE: usize = 4096;

/// The digest of a leaf and its place.
type Leaf = (u32, [u8; 32]);

/// Seals all of `pair.input`.
pub(super) fn seal(pair: &Pair<'_>, layout: Layout, options: Options) -> Result<Option<Cid>, BenchError> {
	let sealer = Sealer::new(&known_keys(), &mut OsEntropy::new()?);
	resize(pair, layout.ciphertext_len())?;
	let leaves = all(layout, options.threads(), |index, buffer| {
		let segment = part(buffer, 0..layout.segment_len(index));
		let room = part(segment, layout.plaintext_range(index));
		read(pair, room, layout.plaintext_offset(index))?;
		sealer
			.seal(index, layout.is_last(index), segment)
			.map_err(|_| BenchError::Broken { what: "cipher" })?;
		let digest = options.cid.then(|| Cid::of_raw(segment).digest());
		write(pair, segment, u64::from(index) * SEGMENT as u64)?;
		Ok(digest)
	})?;
	Ok(options.cid.then(|| root(layout, leaves)))
}

/// Opens all of `pair.input`.
pub(super) fn open(pair: &Pair<'_>, layout: Layout, options: Options) -> Result<Option<Cid>, BenchError> {
	let corrupt = |source| BenchError::Corrupt {
		path: pair.source.to_path_buf(),
		source,
	};
	let mut preamble = [0; PREAMBLE];
	read(pair, &mut preamble, 0)?;
	let opener = Opener::new(&known_keys(), &preamble).map_err(corrupt)?;
	resize(pair, layout.plaintext_len())?;
	let leaves = all(layout, options.threads(), |index, buffer| {
		let segment = part(buffer, 0..layout.segment_len(index));
		read(pair, segment, u64::from(index) * SEGMENT as u64)?;
		let digest = options.cid.then(|| Cid::of_raw(segment).digest());
		let plain = opener
			.open(index, layout.is_last(index), segment)
			.map_err(corrupt)?;
		write(pair, plain, layout.plaintext_offset(index))?;
		Ok(digest)
	})?;
	Ok(options.cid.then(|| root(layout, leaves)))
}

/// Runs `work` on every segment; threads take the next one as they get free. The first failure ends all.
fn all(
	layout: Layout,
	threads: usize,
	work: impl Fn(u32, &mut [u8]) -> Result<Option<[u8; 32]>, BenchError> + Sync,
) -> Result<Vec<Leaf>, BenchError> {
	let (next, failed) = (AtomicU32::new(0), AtomicBool::new(false));
	let run = || {
		// Holds plaintext: wiped at the end, and only then. `files::Aligned` has no way to be wiped.
		let mut room = Zeroizing::new(vec![0; SEGMENT + PAGE]);
		// The kernel copies a page sooner to or from where a page begins.
		let start = room.as_ptr().align_offset(PAGE).min(PAGE);
		let buffer = part(&mut room, start..start + SEGMENT);
		let mut leaves = Vec::new();
		while !failed.load(Ordering::Relaxed) {
			let index = next.fetch_add(1, Ordering::Relaxed);
			if u64::from(index) >= layout.segments() {
				break;
			}
			match work(index, buffer) {
				Ok(digest) => leaves.extend(digest.map(|digest| (index, digest))),
				Err(error) => {
					failed.store(true, Ordering::Relaxed);
					return Err(error);
				}
			}
		}
		Ok(leaves)
	};
	let results: Vec<_> = std::thread::scope(|scope| {
		let others: Vec<_> = (1..threads).map(|_| scope.spawn(run)).collect();
		let own = run();
		let others = others
			.into_iter()
			.map(|thread| thread.join().unwrap_or(Err(BenchError::Thread)));
		std::iter::once(own).chain(others).collect()
	});
	let mut leaves = Vec::new();
	for found in results {
		leaves.extend(found?);
	}
	Ok(leaves)
}

/// The CID over the leaves, in whatever order they came.
fn root(layout: Layout, mut leaves: Vec<Leaf>) -> Cid {
	leaves.sort_unstable_by_key(|(index, _)| *index);
	let mut dag = DagBuilder::new();
	for (index, digest) in leaves {
		dag.push_leaf(digest, layout.segment_len(index) as u64, &mut |_, _| ());
	}
	dag.finish(&mut |_, _| ()).0
}

fn part(buffer: &mut [u8], range: Range<usize>) -> &mut [u8] {
	// The layout's ranges lie within a segment.
	buffer.get_mut(range).unwrap_or_default()
}

fn read(pair: &Pair<'_>, to: &mut [u8], at: u64) -> Result<(), BenchError> {
	let done = pair.input.read_exact_at(to, at);
	done.map_err(|error| io_error("read", pair.source, error))
}

fn write(pair: &Pair<'_>, from: &[u8], at: u64) -> Result<(), BenchError> {
	let done = pair.output.write_all_at(from, at);
	done.map_err(|error| io_error("write", pair.target, error))
}

/// At its full length from the beginning: threads write in any order.
fn resize(pair: &Pair<'_>, length: u64) -> Result<(), BenchError> {
	let done = pair.output.set_len(length);
	done.map_err(|error| io_error("write", pair.target, error))
}

fn io_error(action: &'static str, path: &std::path::Path, error: io::Error) -> BenchError {
	FileError::from_io(action, path, error).into()
}
