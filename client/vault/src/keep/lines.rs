//! Files of lines that are only ever added to: `notes.jsonl` and `imports.jsonl`.
//!
//! Lines are synced before anything is done that they tell of. So one that a kill left incomplete is cut off: nothing was done yet.

use serde::Serialize;
use std::{
	fs::{File, OpenOptions},
	io::{self, BufRead as _, BufReader, Read as _, Seek as _, SeekFrom, Write},
	os::unix::fs::OpenOptionsExt as _,
	path::Path,
};

/// Bytes of a line at most, far above the longest that is written.
const MAX_LINE: u64 = 64 << 20;

/// What was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Whole {
	/// Where the last whole line ends, in bytes of the file.
	pub(crate) length: u64,
	/// Lines that were read.
	pub(crate) lines: usize,
	/// Whether something stands behind them that was not written to its end.
	pub(crate) torn: bool,
}

/// Why lines were not read.
#[derive(Debug)]
pub(crate) enum LineFault {
	/// The disk does not give them.
	Read(io::Error),
	/// This one, from 1 where reading began, is not one of ours.
	Line(usize),
}

/// Gives each whole line from this byte on, without its end, to `take`, which says whether it could be used. In memory is one line.
pub(crate) fn read(
	mut file: &File,
	from: u64,
	take: &mut dyn FnMut(&[u8]) -> bool,
) -> Result<Whole, LineFault> {
	file.seek(SeekFrom::Start(from)).map_err(LineFault::Read)?;
	let mut reader = BufReader::with_capacity(1 << 16, file);
	let mut whole = Whole {
		length: from,
		lines: 0,
		torn: false,
	};
	let mut line = Vec::new();
	loop {
		line.clear();
		let read = reader.by_ref().take(MAX_LINE).read_until(b'\n', &mut line);
		let read = read.map_err(LineFault::Read)? as u64;
		whole.torn = line.last().is_some_and(|end| *end != b'\n');
		if read == 0 || (whole.torn && read < MAX_LINE) {
			return Ok(whole);
		}
		line.pop();
		whole.lines = whole.lines.saturating_add(1);
		if whole.torn || !take(&line) {
			return Err(LineFault::Line(whole.lines));
		}
		whole.length = whole.length.saturating_add(read);
	}
}

/// Writes lines, each with its end.
///
/// # Errors
/// Those of what is written to.
pub(crate) fn encode<L: Serialize>(lines: impl Iterator<Item = L>, mut to: impl Write) -> io::Result<()> {
	for line in lines {
		serde_json::to_writer(&mut to, &line)?;
		to.write_all(b"\n")?;
	}
	Ok(())
}

/// Adds text behind what is known to be there, in the place of what a kill left, and waits until it is on the disk. Gives the new length.
///
/// # Errors
/// When the disk does not take all of it; then what was there before is there again.
pub(crate) fn append(path: &Path, length: u64, text: &[u8]) -> io::Result<u64> {
	let mut file = OpenOptions::new().write(true).mode(0o600).open(path)?;
	let write = |file: &mut File| {
		if file.metadata()?.len() > length {
			file.set_len(length)?;
		}
		file.seek(SeekFrom::Start(length))?;
		file.write_all(text)?;
		file.sync_data()
	};
	if let Err(error) = write(&mut file) {
		// Half of it, or not known to be on the disk: taken back, so that it counts as not done.
		let _: io::Result<()> = file.set_len(length);
		return Err(error);
	}
	Ok(length.saturating_add(text.len() as u64))
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::fs;

	fn lines(path: &Path, from: u64) -> (Vec<String>, Whole) {
		let mut found = Vec::new();
		let whole = read(&File::open(path).unwrap(), from, &mut |line| {
			found.push(String::from_utf8(line.to_vec()).unwrap());
			true
		});
		(found, whole.unwrap())
	}

	#[test]
	fn what_was_not_written_to_its_end_is_replaced_by_what_comes_next() {
		let dir = tempfile::tempdir().unwrap();
		let path = dir.path().join("lines");
		fs::write(&path, "one\ntwo\nand a long rest that was torn off").unwrap();
		let (found, whole) = lines(&path, 0);
		assert_eq!(found, ["one", "two"]);
		assert_eq!((whole.length, whole.lines, whole.torn), (8, 2, true));
		let length = append(&path, whole.length, b"three\n").unwrap();
		assert_eq!(fs::read(&path).unwrap(), b"one\ntwo\nthree\n");
		let (found, whole) = lines(&path, 8);
		assert_eq!((found, whole.length), (vec!["three".to_owned()], length));
		assert!(!whole.torn);
	}

	#[test]
	fn a_line_that_cannot_be_used_is_named() {
		let dir = tempfile::tempdir().unwrap();
		let path = dir.path().join("lines");
		fs::write(&path, "good\nbad\ngood\n").unwrap();
		let file = File::open(&path).unwrap();
		let read = read(&file, 0, &mut |line| line == b"good");
		assert!(matches!(read, Err(LineFault::Line(2))), "{read:?}");
	}
}
