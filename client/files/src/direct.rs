//! A file that is written and read past the page cache, where the file system can.
//!
//! For large files that are written once and read once, soon after. The page cache would take a page for every 4 KiB of them and push
//! out what is of more use. That costs more than the disk does, most of all in a virtual machine whose host has to find each new page.

use aligned_vec::{AVec, ConstAlign};
use rustix::fs::OFlags;
use std::{
	fs::{File, OpenOptions},
	io,
	ops::Range,
	os::unix::fs::{FileExt as _, OpenOptionsExt as _},
	path::Path,
};

/// What memory, places and lengths must be a multiple of: no disk in use has larger blocks.
const ALIGN: usize = 4096;
/// Bytes that are read at a time.
const PIECE: usize = 1 << 20;

/// One file, opened twice: past the page cache, and through it for what does not fill blocks.
pub struct DirectFile {
	plain: File,
	/// `None` where the file system knows nothing of it, as some in memory and over the network.
	direct: Option<File>,
}

/// Memory that can go to the disk as it is.
pub type Aligned = AVec<u8, ConstAlign<ALIGN>>;

/// Memory through which a side reads.
pub struct Piece(Aligned);

impl Default for Piece {
	/// One of zeros.
	fn default() -> Self {
		let mut room = AVec::with_capacity(ALIGN, PIECE);
		room.resize(PIECE, 0);
		Self(room)
	}
}

impl Piece {
	/// What was read into it; nothing where it is shorter.
	pub fn get(&self, range: Range<usize>) -> &[u8] {
		self.0.get(range).unwrap_or_default()
	}
}

impl DirectFile {
	/// Takes a file that is open for reading and writing, and its path.
	pub fn new(plain: File, path: &Path) -> Self {
		let flags = i32::try_from((OFlags::DIRECT | OFlags::NOFOLLOW).bits()).unwrap_or_default();
		let direct = OpenOptions::new()
			.read(true)
			.write(true)
			.custom_flags(flags)
			.open(path);
		Self {
			plain,
			direct: direct.ok(),
		}
	}

	/// Writes all of `bytes` at `at`: past the page cache if they are [`Aligned`] and fill blocks, as does their place.
	pub fn write_at(&self, bytes: &[u8], at: u64) -> io::Result<()> {
		let fits = bytes.as_ptr().align_offset(ALIGN) == 0
			&& bytes.len().is_multiple_of(ALIGN)
			&& at.is_multiple_of(ALIGN as u64);
		if let (Some(direct), true) = (&self.direct, fits) {
			match direct.write_all_at(bytes, at) {
				// Opened so, and yet not able to, or only in larger blocks.
				Err(error) if error.kind() == io::ErrorKind::InvalidInput => {}
				other => return other,
			}
		}
		self.plain.write_all_at(bytes, at)
	}

	/// Fills `piece` from `at`, and gives what was there: less than a piece only at the end of the file.
	pub fn read_at<'a>(&self, at: u64, Piece(room): &'a mut Piece) -> io::Result<&'a [u8]> {
		let mut length = 0;
		if let (Some(direct), true) = (&self.direct, at.is_multiple_of(ALIGN as u64)) {
			match direct.read_at(room, at) {
				Ok(read) => length = read,
				Err(error) if error.kind() == io::ErrorKind::InvalidInput => {}
				Err(error) => return Err(error),
			}
		}
		// What is left, if it was less, may not begin at a block.
		while let Some(rest) = room.get_mut(length..)
			&& !rest.is_empty()
		{
			match self.plain.read_at(rest, at.saturating_add(length as u64))? {
				0 => break,
				read => length = length.saturating_add(read),
			}
		}
		Ok(room.get(..length).unwrap_or_default())
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn file(folder: &Path, direct: bool) -> DirectFile {
		let path = folder.join("file");
		let plain = OpenOptions::new()
			.read(true)
			.write(true)
			.create(true)
			.truncate(true)
			.open(&path)
			.unwrap();
		let mut file = DirectFile::new(plain, &path);
		if !direct {
			file.direct = None;
		}
		file
	}

	#[test]
	fn what_is_written_is_read_whether_it_fills_blocks_or_not() {
		let folder = tempfile::tempdir().unwrap();
		for direct in [true, false] {
			for length in [0, 1, 4095, 4096, 4097, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE + 5] {
				let bytes: Vec<u8> = (0..length).map(|at| (at % 251).to_le_bytes()[0]).collect();
				let (file, mut piece) = (file(folder.path(), direct), Piece::default());
				for (at, part) in (0..).step_by(PIECE).zip(bytes.chunks(PIECE)) {
					file.write_at(&Aligned::from_slice(0, part), at).unwrap();
				}
				let mut back = Vec::new();
				loop {
					let read = file.read_at(back.len() as u64, &mut piece).unwrap();
					assert!(read.len() == PIECE || back.len() + read.len() == length);
					if read.is_empty() {
						break;
					}
					back.extend_from_slice(read);
				}
				assert!(back == bytes, "{length} bytes");
			}
		}
	}

	#[test]
	fn neither_place_nor_memory_has_to_be_at_a_block() {
		let folder = tempfile::tempdir().unwrap();
		let (file, mut piece) = (file(folder.path(), true), Piece::default());
		let twos = Aligned::from_slice(0, &[2; 4097]);
		file.write_at(&[1; 10], 0).unwrap();
		file.write_at(&twos[1..], 10).unwrap();
		file.write_at(&twos[1..], 8192).unwrap();
		assert_eq!(file.read_at(0, &mut piece).unwrap()[8..12], [1, 1, 2, 2]);
		assert_eq!(file.read_at(8190, &mut piece).unwrap()[..3], [0, 0, 2]);
	}
}
