//! `notes.jsonl`: one line for each change, synced before anything is done that it tells of.
//!
//! ```text
//! {"version":1}
//! {"upload":{"chain":"…","record":"…","objects":{…}}}
//! {"sent":{"chain":"…","records":["…"]}}
//! ```
//! The cost of a change does not grow with the number of notes. When most lines are outdated the file is compacted, atomically; that
//! happens each time it has doubled, so the bytes written grow with the number of changes alone. It also happens when an upload is
//! forgotten, so that no line holds the address of an erased record. Several processes of one home use it at once: a writer holds the
//! lock, and reads first what the others have added.

use super::{
	content::{Content, Line, VERSION},
	error::NotesError,
	former,
};
use crate::{
	error::Error,
	keep::lines::{self, LineFault},
};
use medquorum_files::{self as files, FileError, FileLock};
use std::{
	fs::{self, File},
	io,
	os::unix::fs::MetadataExt as _,
	path::{Path, PathBuf},
	time::Duration,
};

/// Lines more than needed for which it is not worth rewriting the file.
const SLACK: usize = 1_000;

/// The file, and how far it was read.
pub(super) struct Log {
	path: PathBuf,
	/// `notes.json`.
	former: PathBuf,
	/// Held open, so that no other file gets its inode number: by that number a replaced file is noticed.
	open: Option<OpenLog>,
	/// Bytes that were written from here.
	#[cfg(test)]
	pub(super) written: u64,
}

struct OpenLog {
	file: File,
	length: u64,
	lines: usize,
}

impl Log {
	/// That beside `notes.json`.
	pub(super) fn beside(former: &Path) -> Self {
		Self {
			path: former.with_extension("jsonl"),
			former: former.to_owned(),
			open: None,
			#[cfg(test)]
			written: 0,
		}
	}

	/// Keeps other processes out until dropped.
	pub(super) fn lock(&self) -> Result<FileLock, FileError> {
		let mut path = self.former.clone().into_os_string();
		path.push(".lock");
		FileLock::exclusive(Path::new(&path), Duration::from_secs(30))
	}

	/// Reads what is there, for the first time. A home that can only be read is not written to.
	pub(super) fn begin(&mut self, content: &mut Content, chain: &str) -> Result<(), Error> {
		if !self.path.exists() && !self.former.exists() {
			return Ok(());
		}
		match self.lock() {
			Ok(_lock) => self.catch_up(content, chain),
			Err(busy @ FileError::Busy(_)) => Err(busy.into()),
			Err(_) => {
				self.read(content)?;
				let lines = former::read(&self.former, chain, content)?;
				lines.into_iter().flatten().for_each(|line| {
					content.apply(line);
				});
				Ok(())
			}
		}
	}

	/// Reads what others have added, and takes over what a former version has left. The lock is held.
	pub(super) fn catch_up(&mut self, content: &mut Content, chain: &str) -> Result<(), Error> {
		self.read(content)?;
		let Some(lines) = former::read(&self.former, chain, content)? else {
			return Ok(());
		};
		match self.open {
			Some(_) => self.add(content, lines)?,
			None => {
				lines.into_iter().for_each(|line| {
					content.apply(line);
				});
				self.write_anew(content)?;
			}
		}
		// If the process is killed before this, the former file is read again, which changes nothing.
		fs::remove_file(&self.former).map_err(|error| FileError::from_io("remove", &self.former, error))?;
		Ok(files::sync_folder(files::folder_of(&self.former))?)
	}

	fn read(&mut self, content: &mut Content) -> Result<(), Error> {
		let found = match files::open_plain(&self.path) {
			// A file that was there before and is missing now may lie on a disk that is not mounted: that is an error.
			Err(FileError::Missing(_)) if self.open.is_none() => return Ok(()),
			other => other?,
		};
		match self.open.take() {
			Some(open) if is_same(&open.file, &found.0) && open.length <= found.1 => self.take(open, content),
			_ => {
				*content = Content::default();
				let open = OpenLog {
					file: found.0,
					length: 0,
					lines: 0,
				};
				self.take(open, content)
			}
		}
	}

	/// Reads on from where it was read to.
	fn take(&mut self, mut open: OpenLog, content: &mut Content) -> Result<(), Error> {
		let mut first = open.lines == 0;
		let mut later = false;
		let read = lines::read(&open.file, open.length, &mut |line| match (
			std::mem::take(&mut first),
			serde_json::from_slice(line),
		) {
			(true, Ok(Line::Version(version))) => {
				later = version > VERSION;
				version == VERSION
			}
			(false, Ok(line)) => content.apply(line),
			(true, Ok(_)) | (_, Err(_)) => false,
		});
		let path = || self.path.clone();
		let whole = read.map_err(|fault| match fault {
			LineFault::Read(error) => FileError::from_io("read", &self.path, error).into(),
			LineFault::Line(_) if later => Error::from(NotesError::Later(path())),
			LineFault::Line(line) => NotesError::Damaged {
				path: path(),
				line: open.lines.saturating_add(line),
			}
			.into(),
		})?;
		open.length = whole.length;
		open.lines = open.lines.saturating_add(whole.lines);
		// It appears with its first line, so without one it is not ours.
		if open.lines == 0 {
			return Err(NotesError::Damaged {
				path: path(),
				line: 1,
			}
			.into());
		}
		self.open = Some(open);
		Ok(())
	}

	/// Adds lines. The lock is held, and what others have added was read.
	pub(super) fn add(&mut self, content: &mut Content, lines: Vec<Line>) -> Result<(), Error> {
		if lines.is_empty() {
			return Ok(());
		}
		if self.open.is_none() {
			self.write_anew(content)?;
		}
		let Some(open) = &mut self.open else {
			return Err(Error::Interrupted);
		};
		let failed = |error| FileError::from_io("write", &self.path, error);
		let mut text = Vec::new();
		lines::encode(lines.iter(), &mut text).map_err(failed)?;
		open.length = lines::append(&self.path, open.length, &text).map_err(failed)?;
		open.lines = open.lines.saturating_add(lines.len());
		#[cfg(test)]
		{
			self.written += text.len() as u64;
		}
		let lengthy = open.lines;
		let forgets = lines.iter().any(|line| matches!(line, Line::Forgotten { .. }));
		for line in lines {
			content.apply(line);
		}
		if forgets {
			return self.write_anew(content);
		}
		if lengthy > content.short().saturating_mul(2).saturating_add(SLACK) {
			// The change itself is saved already, so a failed compaction is ignored; the next change tries again.
			let _: Result<(), Error> = self.write_anew(content);
		}
		Ok(())
	}

	/// Rewrites the file in short.
	fn write_anew(&mut self, content: &Content) -> Result<(), Error> {
		files::write_atomic_with(&self.path, |file| lines::encode(content.in_short(), file))?;
		let (file, length) = files::open_plain(&self.path)?;
		#[cfg(test)]
		{
			self.written += length;
		}
		self.open = Some(OpenLog {
			file,
			length,
			lines: content.short(),
		});
		Ok(())
	}
}

/// Whether both are the same file, and not one that took its place.
fn is_same(one: &File, other: &File) -> bool {
	let number = |file: &File| -> io::Result<_> { file.metadata().map(|found| (found.dev(), found.ino())) };
	matches!((number(one), number(other)), (Ok(one), Ok(other)) if one == other)
}
