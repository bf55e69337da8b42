//! Plaintext of many files: unnamed until all of it is checked, then a folder that appears at once.

use super::{
	contents::{Contents, Entry},
	error::StudyError,
};
use medquorum_files::{self as files, FileError, Unnamed};
use rustix::process::{Resource, getrlimit, setrlimit};
use std::{
	collections::BTreeSet,
	io::{self, Write},
	ops::Range,
	path::{Path, PathBuf},
};

/// Open files that something else in the process may need.
const RESERVE: u64 = 64;
/// Stretches of an archive that are nearer than this are read as one: a segment is fetched whole anyway.
const NEAR: u64 = 1 << 20;

struct Draft {
	path: String,
	range: Range<u64>,
	file: Unnamed,
}

/// A folder whose files have no names until [`OutputFolder::commit`]. Without that they vanish when it is dropped.
pub struct OutputFolder {
	target: PathBuf,
	/// By place in the archive.
	drafts: Vec<Draft>,
}

impl OutputFolder {
	/// Refuses early, before anything is asked of anybody, what would be refused at the end.
	///
	/// # Errors
	/// When the target exists, or nothing can be written where it should be.
	pub fn check(target: &Path) -> Result<(), StudyError> {
		if target.symlink_metadata().is_ok() {
			return Err(FileError::Exists(target.to_owned()).into());
		}
		Unnamed::create(files::folder_of(target))?;
		Ok(())
	}

	/// Starts a folder with these files of a study.
	///
	/// # Errors
	/// When the target exists, its parent cannot be written to, or these are more files than the process may open.
	pub fn create(target: &Path, contents: &Contents, wanted: &[usize]) -> Result<Self, StudyError> {
		Self::check(target)?;
		allow_open(wanted.len())?;
		let parent = files::folder_of(target);
		let entries = wanted.iter().filter_map(|at| contents.files.get(*at));
		let mut drafts = entries
			.map(
				|Entry {
				     path, offset, len, ..
				 }| {
					Ok(Draft {
						path: path.clone(),
						range: *offset..offset.saturating_add(*len),
						file: Unnamed::create(parent)?,
					})
				},
			)
			.collect::<Result<Vec<_>, StudyError>>()?;
		drafts.sort_by_key(|draft| draft.range.start);
		Ok(Self {
			target: target.to_owned(),
			drafts,
		})
	}

	/// Bytes of all files.
	#[must_use]
	pub fn len(&self) -> u64 {
		self.drafts
			.iter()
			.map(|draft| draft.range.end - draft.range.start)
			.sum()
	}

	/// Whether it has no bytes.
	#[must_use]
	pub fn is_empty(&self) -> bool {
		self.len() == 0
	}

	/// How many files.
	#[must_use]
	pub fn files(&self) -> usize {
		self.drafts.len()
	}

	/// The stretches of the archive to read, in order.
	#[must_use]
	pub fn stretches(&self) -> Vec<Range<u64>> {
		let mut stretches: Vec<Range<u64>> = Vec::new();
		for Draft { range, .. } in &self.drafts {
			if range.is_empty() {
				continue;
			}
			match stretches.last_mut() {
				Some(last) if range.start <= last.end.saturating_add(NEAR) => last.end = range.end,
				_ => stretches.push(range.clone()),
			}
		}
		stretches
	}

	/// Takes the bytes of a stretch, in order, and hands each file its own.
	pub fn writer(&mut self, stretch: &Range<u64>) -> impl Write + Send + use<'_> {
		Splitter {
			at: stretch.start,
			drafts: &mut self.drafts,
		}
	}

	/// Turns an error of writing into one that names the target.
	#[must_use]
	pub fn error(&self, source: io::Error) -> FileError {
		FileError::from_io("write", &self.target, source)
	}

	/// Writes everything to disk and gives the folder its name.
	///
	/// # Errors
	/// When the disk is full or the target has appeared meanwhile. Nothing is left then.
	pub fn commit(self) -> Result<(), StudyError> {
		let parent = files::folder_of(&self.target);
		let folder = tempfile::Builder::new()
			.prefix(".medquorum-")
			.suffix(".part")
			.tempdir_in(parent)
			.map_err(|error| FileError::from_io("create a folder beside", &self.target, error))?;
		let mut folders = BTreeSet::from([folder.path().to_owned()]);
		for Draft { path, file, .. } in self.drafts {
			let place = folder.path().join(&path);
			files::private_folder(files::folder_of(&place))?;
			file.link(&place)?;
			let below = Path::new(&path).ancestors().skip(1);
			folders.extend(below.map(|name| folder.path().join(name)));
		}
		// All of it, names too, is on disk before the caller forgets the key that could fetch it again.
		for name in folders.iter().rev() {
			files::sync_folder(name)?;
		}
		let named = rustix::fs::renameat_with(
			rustix::fs::CWD,
			folder.path(),
			rustix::fs::CWD,
			&self.target,
			rustix::fs::RenameFlags::NOREPLACE,
		);
		named.map_err(|error| match error {
			rustix::io::Errno::EXIST => FileError::Exists(self.target.clone()),
			other => FileError::from_io("create", &self.target, other.into()),
		})?;
		// Its name is another now; the guard must not look for it.
		let _: PathBuf = folder.keep();
		Ok(files::sync_folder(parent)?)
	}
}

struct Splitter<'a> {
	at: u64,
	drafts: &'a mut Vec<Draft>,
}

impl Write for Splitter<'_> {
	fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
		let at = self.at;
		let end = at.saturating_add(bytes.len() as u64);
		// The first draft that does not end before the bytes begin.
		let first = self.drafts.partition_point(|draft| draft.range.end <= at);
		let touched = self.drafts.iter_mut().skip(first);
		for Draft { range, file, .. } in touched.take_while(|draft| draft.range.start < end) {
			let within = |place: u64| {
				let offset = place.clamp(at, end) - at;
				// No longer than the bytes, which are in memory.
				usize::try_from(offset).unwrap_or(bytes.len())
			};
			let own = bytes.get(within(range.start)..within(range.end));
			file.write_all(own.unwrap_or_default())?;
		}
		self.at = end;
		Ok(bytes.len())
	}

	fn flush(&mut self) -> io::Result<()> {
		Ok(())
	}
}

/// Lets the process have this many files open, if the system allows.
fn allow_open(files: usize) -> Result<(), StudyError> {
	let wanted = (files as u64).saturating_add(RESERVE);
	let mut limit = getrlimit(Resource::Nofile);
	if limit.current.is_none_or(|current| current >= wanted) {
		return Ok(());
	}
	if limit.maximum.is_none_or(|maximum| maximum >= wanted) {
		limit.current = Some(wanted);
		if setrlimit(Resource::Nofile, limit).is_ok() {
			return Ok(());
		}
	}
	Err(StudyError::TooManyOpen { files })
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::fs;

	fn contents(places: &[(&str, u64, u64)]) -> Contents {
		let entry = |(path, offset, len): &(&str, u64, u64)| Entry {
			path: (*path).to_owned(),
			offset: *offset,
			len: *len,
			series: None,
		};
		Contents {
			files: places.iter().map(entry).collect(),
			..Contents::default()
		}
	}

	fn bytes(range: &Range<u64>) -> Vec<u8> {
		range.clone().map(|at| at.to_le_bytes()[0]).collect()
	}

	#[test]
	fn files_get_their_own_bytes_however_they_come() {
		for step in [1, 7, 1000] {
			let dir = tempfile::tempdir().unwrap();
			let target = dir.path().join("study");
			let contents = contents(&[
				("a", 10, 5),
				("sub/b", 15, 0),
				("sub/c", 20, 300),
				("d", 3 << 20, 4),
			]);
			let mut folder = OutputFolder::create(&target, &contents, &[3, 0, 1, 2]).unwrap();
			assert_eq!((folder.len(), folder.files()), (309, 4));
			let stretches = folder.stretches();
			assert_eq!(stretches, [10..320, (3 << 20)..(3 << 20) + 4]);
			for stretch in stretches {
				let mut writer = folder.writer(&stretch);
				for piece in bytes(&stretch).chunks(step) {
					writer.write_all(piece).unwrap();
				}
			}
			assert_eq!(
				fs::read_dir(dir.path()).unwrap().count(),
				0,
				"nothing has a name yet"
			);
			folder.commit().unwrap();
			for Entry {
				path, offset, len, ..
			} in &contents.files
			{
				assert_eq!(
					fs::read(target.join(path)).unwrap(),
					bytes(&(*offset..offset + len)),
					"{path}"
				);
			}
			assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
		}
	}

	#[test]
	fn a_target_that_exists_is_refused_early_and_late() {
		let dir = tempfile::tempdir().unwrap();
		let target = dir.path().join("study");
		let contents = contents(&[("a", 0, 1)]);
		let late = OutputFolder::create(&target, &contents, &[0]).unwrap();
		fs::create_dir(&target).unwrap();
		let early = OutputFolder::create(&target, &contents, &[0]);
		assert!(matches!(early, Err(StudyError::File(FileError::Exists(_)))));
		assert!(matches!(
			late.commit(),
			Err(StudyError::File(FileError::Exists(_)))
		));
		assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
	}
}
