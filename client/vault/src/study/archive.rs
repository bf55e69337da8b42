//! The bytes of a tar archive (POSIX.1-1988 with GNU long names), one part after the other.

use super::error::StudyError;
use std::{
	fs::File,
	io::{self, Cursor, Read},
	path::{Path, PathBuf},
	vec,
};

/// A stretch of the archive.
pub(super) enum Part {
	/// In memory.
	Bytes(Vec<u8>),
	/// Padding.
	Zeros(u64),
	/// A file of exactly this length.
	File { path: PathBuf, len: u64 },
}

impl Part {
	pub(super) fn len(&self) -> u64 {
		match self {
			Self::Bytes(bytes) => bytes.len() as u64,
			Self::Zeros(len) | Self::File { len, .. } => *len,
		}
	}
}

/// The header of a member; several blocks when its name is long.
pub(super) fn member(name: &str, len: u64, modified: u64) -> Result<Vec<u8>, StudyError> {
	let mut header = tar::Header::new_gnu();
	header.set_entry_type(tar::EntryType::Regular);
	header.set_size(len);
	header.set_mode(0o600);
	header.set_mtime(modified);
	let mut builder = tar::Builder::new(Vec::new());
	let written = builder.append_data(&mut header, Path::new(name), io::empty());
	written.map_err(|_| StudyError::BadName {
		path: PathBuf::from(name),
	})?;
	// Not `into_inner`, which would end the archive.
	Ok(std::mem::take(builder.get_mut()))
}

enum Current {
	Memory(Cursor<Vec<u8>>),
	Zeros(io::Take<io::Repeat>),
	File { file: File, left: u64 },
}

/// Reads an archive, opening one file at a time.
pub struct ArchiveReader {
	parts: vec::IntoIter<Part>,
	current: Current,
}

impl ArchiveReader {
	pub(super) fn new(parts: Vec<Part>) -> Self {
		Self {
			parts: parts.into_iter(),
			current: Current::Memory(Cursor::default()),
		}
	}
}

/// The error for a file that is shorter or longer than when the archive was laid out. Its kind makes it count as changed.
fn changed() -> io::Error {
	io::ErrorKind::UnexpectedEof.into()
}

impl Read for ArchiveReader {
	fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
		if out.is_empty() {
			return Ok(0);
		}
		loop {
			let read = match &mut self.current {
				Current::Memory(bytes) => bytes.read(out)?,
				Current::Zeros(zeros) => zeros.read(out)?,
				Current::File { file, left } => read_file(file, left, out)?,
			};
			if read > 0 {
				return Ok(read);
			}
			self.current = match self.parts.next() {
				None => return Ok(0),
				Some(Part::Bytes(bytes)) => Current::Memory(Cursor::new(bytes)),
				Some(Part::Zeros(len)) => Current::Zeros(io::repeat(0).take(len)),
				Some(Part::File { path, len }) => Current::File {
					file: File::open(path)?,
					left: len,
				},
			};
		}
	}
}

fn read_file(file: &mut File, left: &mut u64, out: &mut [u8]) -> io::Result<usize> {
	if *left == 0 {
		return match file.read(&mut [0])? {
			0 => Ok(0),
			_ => Err(changed()),
		};
	}
	let room = usize::try_from(*left).map_or(out.len(), |left| left.min(out.len()));
	let read = file.read(out.get_mut(..room).unwrap_or_default())?;
	if read == 0 {
		return Err(changed());
	}
	*left -= read as u64;
	Ok(read)
}
