//! Replacing a file in one step.

use crate::{
	error::{FileError, at},
	folder_of, new_temp, sync_folder,
};
use std::{
	fs,
	io::{self, Write},
	path::{Path, PathBuf},
};

/// Replaces `path` by `content` atomically: a reader sees the old file or the new one, whenever the power fails.
///
/// The file is readable by its owner only.
///
/// # Errors
/// When the content cannot be written; `path` is then unchanged.
pub fn write_atomic(path: &Path, content: &[u8]) -> Result<(), FileError> {
	write_atomic_with(path, |file| file.write_all(content))
}

/// The same for content that is written piece by piece, however long it is.
///
/// # Errors
/// When the content cannot be written or `write` gives up; `path` is then unchanged.
pub fn write_atomic_with(
	path: &Path,
	write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), FileError> {
	let path = &replaceable(path)?;
	let temp = new_temp(path)?;
	let mut file = io::BufWriter::new(temp.as_file());
	at("write", path, write(&mut file).and_then(|()| file.flush()))?;
	drop(file);
	at("write", path, temp.as_file().sync_all())?;
	at("replace", path, temp.persist(path).map_err(|e| e.error))?;
	sync_folder(folder_of(path))
}

/// The plain file that a replacement takes the place of: behind a symbolic link it is the file that the link names, so that the link
/// stays. Pipes, devices and folders are refused.
fn replaceable(path: &Path) -> Result<PathBuf, FileError> {
	let not_plain = || FileError::NotPlain(path.to_path_buf());
	let found = match path.symlink_metadata() {
		Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(path.to_path_buf()),
		other => at("look at", path, other)?,
	};
	if found.is_file() {
		return Ok(path.to_path_buf());
	}
	if !found.is_symlink() {
		return Err(not_plain());
	}
	let behind = at("follow the link", path, fs::canonicalize(path))?;
	match behind.is_file() {
		true => Ok(behind),
		false => Err(not_plain()),
	}
}
