//! Files that appear whole or not at all: private folders, atomic replacement, locks, and output that has no name until it is complete.
#![forbid(unsafe_code)]

use std::{
	fs::{self, File, OpenOptions},
	io::{self, Read, Seek, SeekFrom, Write},
	os::{
		fd::AsRawFd,
		unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt},
	},
	path::{Path, PathBuf},
};

use rustix::fs::{AtFlags, CWD, FlockOperation, Mode, OFlags};
use zeroize::Zeroizing;

mod atomic;
mod direct;
mod error;
mod lock;

pub use atomic::{write_atomic, write_atomic_with};
pub use direct::{Aligned, DirectFile, Piece};
pub use error::FileError;
pub use lock::FileLock;

use error::at;

/// The folder that holds `path`.
pub fn folder_of(path: &Path) -> &Path {
	match path.parent() {
		Some(parent) if !parent.as_os_str().is_empty() => parent,
		_ => Path::new("."),
	}
}

/// Makes `folder` and its parents, readable by their owner only.
///
/// # Errors
/// When the folder cannot be made, or something else has its name.
pub fn private_folder(folder: &Path) -> Result<(), FileError> {
	at(
		"create the folder",
		folder,
		fs::DirBuilder::new().recursive(true).mode(0o700).create(folder),
	)
}

/// Waits until the names in `folder` are on disk.
///
/// # Errors
/// When the disk refuses.
pub fn sync_folder(folder: &Path) -> Result<(), FileError> {
	let handle = at("open the folder", folder, File::open(folder))?;
	at("write", folder, handle.sync_all())
}

/// Opens a plain file to read; gives its length too. A pipe is refused rather than waited for.
///
/// # Errors
/// When it cannot be opened, or is something else.
pub fn open_plain(path: &Path) -> Result<(File, u64), FileError> {
	let flags = i32::try_from(OFlags::NONBLOCK.bits()).unwrap_or_default();
	let opened = OpenOptions::new().read(true).custom_flags(flags).open(path);
	let file = at("open", path, opened)?;
	let metadata = at("open", path, file.metadata())?;
	match metadata.is_file() {
		true => Ok((file, metadata.len())),
		false if metadata.is_dir() => Err(FileError::IsFolder(path.to_path_buf())),
		false => Err(FileError::NotPlain(path.to_path_buf())),
	}
}

/// Reads a small secret whole, from a file or a pipe, leaving no copy behind: the buffer never grows, and is wiped.
///
/// # Errors
/// When it cannot be read or holds more than `limit` bytes.
pub fn read_secret(path: &Path, limit: usize) -> Result<Zeroizing<Vec<u8>>, FileError> {
	let mut file = at("open", path, File::open(path))?;
	let mut bytes = Zeroizing::new(vec![0; limit.saturating_add(1)]);
	let mut length = 0;
	while let Some(room) = bytes.get_mut(length..).filter(|room| !room.is_empty()) {
		match file.read(room) {
			Ok(0) => break,
			Ok(read) => length = length.saturating_add(read),
			Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
			Err(error) => return Err(FileError::from_io("read", path, error)),
		}
	}
	if length > limit {
		return Err(FileError::TooLarge {
			path: path.to_path_buf(),
			limit: limit as u64,
		});
	}
	bytes.truncate(length);
	Ok(bytes)
}

/// Reads a small file whole; nothing secret, because the buffer grows.
///
/// # Errors
/// When it cannot be read or holds more than `limit` bytes.
pub fn read_small(path: &Path, limit: u64) -> Result<Vec<u8>, FileError> {
	let (file, _) = open_plain(path)?;
	let mut bytes = Vec::new();
	let read = at(
		"read",
		path,
		file.take(limit.saturating_add(1)).read_to_end(&mut bytes),
	)?;
	if read as u64 > limit {
		return Err(FileError::TooLarge {
			path: path.to_path_buf(),
			limit,
		});
	}
	Ok(bytes)
}

/// As [`write_atomic`] for a file that must not exist yet.
///
/// # Errors
/// When it exists, or cannot be written.
pub fn write_new(path: &Path, content: &[u8]) -> Result<(), FileError> {
	check_target(path, Overwrite::Never)?;
	let mut temp = new_temp(path)?;
	at("write", path, temp.write_all(content))?;
	at("write", path, temp.as_file().sync_all())?;
	temp.persist_noclobber(path)
		.map_err(|e| exists_or(path, e.error))?;
	sync_folder(folder_of(path))
}

/// The same for a file that others are to read: nothing in it is secret.
///
/// # Errors
/// When it exists, or cannot be written.
pub fn write_shared(path: &Path, content: &[u8]) -> Result<(), FileError> {
	check_target(path, Overwrite::Never)?;
	let mut temp = new_temp(path)?;
	at("write", path, temp.write_all(content))?;
	let open = fs::Permissions::from_mode(0o644);
	at("open to others", path, temp.as_file().set_permissions(open))?;
	at("write", path, temp.as_file().sync_all())?;
	temp.persist_noclobber(path)
		.map_err(|e| exists_or(path, e.error))?;
	sync_folder(folder_of(path))
}

/// Overwrites a file that no longer has a name with zeros, so that what it held is not left on the disk.
///
/// A best effort: journaling file systems and flash memory may keep older copies.
///
/// # Errors
/// When writing fails.
pub fn wipe_unlinked(file: &mut File) -> io::Result<()> {
	let meta = file.metadata()?;
	if meta.nlink() != 0 {
		// Somebody made a hard link, a backup perhaps: that copy is theirs.
		return Ok(());
	}
	file.seek(SeekFrom::Start(0))?;
	io::copy(&mut io::repeat(0).take(meta.len()), file)?;
	file.sync_data()
}

/// A new private file beside `path`, deleted when dropped.
fn new_temp(path: &Path) -> Result<tempfile::NamedTempFile, FileError> {
	let folder = folder_of(path);
	if !folder.is_dir() {
		return Err(FileError::NoFolder(folder.to_path_buf()));
	}
	at(
		"create a file beside",
		path,
		tempfile::Builder::new()
			.prefix(".medquorum-")
			.suffix(".part")
			.permissions(fs::Permissions::from_mode(0o600))
			.tempfile_in(folder),
	)
}

/// Whether an output may take the place of an existing file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Overwrite {
	/// Refuse when the target exists.
	Never,
	/// Replace the target, at the very end and at once.
	Replace,
}

/// A file that has no name yet: nothing to find, nothing to clean up, whenever the process dies.
pub struct Unnamed(File);

impl Unnamed {
	/// On the file system of `folder`.
	pub fn create(folder: &Path) -> Result<Self, FileError> {
		if !folder.is_dir() {
			return Err(FileError::NoFolder(folder.to_path_buf()));
		}
		let file = open_unnamed(folder)?;
		file.map(Self)
			.ok_or_else(|| FileError::NoUnnamed(folder.to_path_buf()))
	}

	/// Writes more.
	///
	/// # Errors
	/// When the disk does not take it.
	pub fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
		self.0.write_all(bytes)
	}

	/// Writes the content to disk and gives the file its name.
	pub fn link(self, target: &Path) -> Result<(), FileError> {
		at("write", target, self.0.sync_all())?;
		link(&self.0, target)
	}
}

/// Whether unfinished plaintext may have a name, where the file system leaves no choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Temporary {
	/// Refuse such file systems.
	Unnamed,
	/// Use a private temporary file there, which a killed process leaves behind until the next output to that folder.
	MayBeNamed,
}

/// Where the bytes are until they are complete.
enum Draft {
	/// A file without a name: nothing to find, nothing to clean up, whenever the process dies.
	Unnamed(File),
	/// The file system knows no unnamed files: a private file beside the target.
	Named(tempfile::NamedTempFile),
}

/// Output for plaintext: the file has no name until [`OutputFile::commit`], and vanishes if that never comes.
///
/// To take the place of an older file it is given, complete and on disk, a temporary name for the moment between link and
/// rename. So a process that is killed leaves the old file, the new one, or in that moment both: never an incomplete one.
/// File systems without unnamed files are refused unless [`Temporary::MayBeNamed`] allows a private (0600) temporary
/// file, removed when dropped. What a killed process leaves under a temporary name the next output to the folder removes.
pub struct OutputFile {
	target: PathBuf,
	overwrite: Overwrite,
	draft: Draft,
}

impl OutputFile {
	/// Starts an output that shall become `target`.
	///
	/// # Errors
	/// When the target exists and may not be replaced, its folder cannot be written to, or the file system knows no
	/// unnamed files and `temporary` does not allow named ones.
	pub fn create(target: &Path, overwrite: Overwrite, temporary: Temporary) -> Result<Self, FileError> {
		check_target(target, overwrite)?;
		let folder = folder_of(target);
		clear_left(folder);
		let draft = choose_draft(target, open_unnamed(folder)?, temporary)?;
		Ok(Self {
			target: target.to_path_buf(),
			overwrite,
			draft,
		})
	}

	/// The same, on a named temporary file, as on a file system without unnamed ones.
	///
	/// # Errors
	/// As [`OutputFile::create`].
	pub fn create_named(target: &Path, overwrite: Overwrite) -> Result<Self, FileError> {
		check_target(target, overwrite)?;
		clear_left(folder_of(target));
		Ok(Self {
			target: target.to_path_buf(),
			overwrite,
			draft: Draft::Named(new_draft(target)?),
		})
	}

	/// The name the file will have.
	#[must_use]
	pub fn target(&self) -> &Path {
		&self.target
	}

	/// For writing at places, by several threads.
	pub fn as_file(&self) -> &File {
		match &self.draft {
			Draft::Unnamed(file) => file,
			Draft::Named(temp) => temp.as_file(),
		}
	}

	fn file(&mut self) -> &mut File {
		match &mut self.draft {
			Draft::Unnamed(file) => file,
			Draft::Named(temp) => temp.as_file_mut(),
		}
	}

	/// Turns an error of writing into one that names the target.
	#[must_use]
	pub fn error(&self, source: io::Error) -> FileError {
		FileError::from_io("write", &self.target, source)
	}

	/// Writes everything to disk and gives the file its name.
	///
	/// # Errors
	/// When the disk is full, or the target has appeared meanwhile and may not be replaced. Nothing is left then.
	pub fn commit(mut self) -> Result<(), FileError> {
		let synced = self.file().sync_all();
		let target = self.target;
		at("write", &target, synced)?;
		match (self.draft, self.overwrite) {
			(Draft::Unnamed(file), Overwrite::Never) => link(&file, &target)?,
			(Draft::Unnamed(file), Overwrite::Replace) => link_over(&file, &target)?,
			(Draft::Named(temp), Overwrite::Never) => {
				temp.persist_noclobber(&target)
					.map_err(|e| exists_or(&target, e.error))?;
			}
			(Draft::Named(temp), Overwrite::Replace) => {
				at("replace", &target, temp.persist(&target).map_err(|e| e.error))?;
			}
		}
		sync_folder(folder_of(&target))
	}
}

impl Write for OutputFile {
	fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
		self.file().write(buf)
	}

	fn flush(&mut self) -> io::Result<()> {
		self.file().flush()
	}
}

fn exists_or(target: &Path, error: io::Error) -> FileError {
	match error.kind() {
		io::ErrorKind::AlreadyExists => FileError::Exists(target.to_path_buf()),
		_ => FileError::from_io("create", target, error),
	}
}

/// Refuses early, before hours of work, what would be refused at the end.
fn check_target(target: &Path, overwrite: Overwrite) -> Result<(), FileError> {
	let folder = folder_of(target);
	if target.file_name().is_none() || target.is_dir() {
		return Err(FileError::IsFolder(target.to_path_buf()));
	}
	if !folder.is_dir() {
		return Err(FileError::NoFolder(folder.to_path_buf()));
	}
	match (overwrite, target.symlink_metadata()) {
		(_, Err(_)) => Ok(()),
		(Overwrite::Never, Ok(_)) => Err(FileError::Exists(target.to_path_buf())),
		(Overwrite::Replace, Ok(found)) if found.is_file() => Ok(()),
		// A device, a pipe or a link would be gone afterwards, and a plain file there.
		(Overwrite::Replace, Ok(_)) => Err(FileError::NotPlain(target.to_path_buf())),
	}
}

/// Opens a file without a name; `None` where the file system, or `/proc` (needed to name it later), does not have it.
fn open_unnamed(folder: &Path) -> Result<Option<File>, FileError> {
	use rustix::io::Errno;
	let flags = OFlags::TMPFILE | OFlags::RDWR | OFlags::CLOEXEC;
	match rustix::fs::open(folder, flags, Mode::RUSR | Mode::WUSR).map(File::from) {
		// Locked, so that nobody takes it for something left behind while it has its temporary name.
		Ok(file) if lock_draft(&file) && proc_name(&file).symlink_metadata().is_ok() => Ok(Some(file)),
		Ok(_) | Err(Errno::OPNOTSUPP | Errno::ISDIR | Errno::NOENT | Errno::INVAL) => Ok(None),
		Err(error) => Err(FileError::from_io("create a file in", folder, error.into())),
	}
}

/// The unnamed file, or what else may be used where the file system has none.
fn choose_draft(target: &Path, unnamed: Option<File>, temporary: Temporary) -> Result<Draft, FileError> {
	match (unnamed, temporary) {
		(Some(file), _) => Ok(Draft::Unnamed(file)),
		(None, Temporary::MayBeNamed) => Ok(Draft::Named(new_draft(target)?)),
		(None, Temporary::Unnamed) => Err(FileError::NoUnnamed(folder_of(target).to_path_buf())),
	}
}

/// Names of drafts, between these and random digits.
const DRAFT: (&str, &str) = (".medquorum-download-", ".part");

fn lock_draft(file: &File) -> bool {
	rustix::fs::flock(file, FlockOperation::NonBlockingLockExclusive).is_ok()
}

/// A named draft beside `path`, deleted when dropped.
fn new_draft(path: &Path) -> Result<tempfile::NamedTempFile, FileError> {
	loop {
		let draft = tempfile::Builder::new()
			.prefix(DRAFT.0)
			.suffix(DRAFT.1)
			.permissions(fs::Permissions::from_mode(0o600))
			.tempfile_in(folder_of(path));
		let draft = at("create a file beside", path, draft)?;
		let locked = lock_draft(draft.as_file());
		// Another process may have taken it for left behind before it was locked.
		if locked && at("look at", path, draft.as_file().metadata())?.nlink() > 0 {
			return Ok(draft);
		}
	}
}

/// Removes drafts that no living process holds. What cannot be removed is somebody else's.
fn clear_left(folder: &Path) {
	let Ok(entries) = fs::read_dir(folder) else { return };
	for entry in entries.filter_map(Result::ok) {
		let name = entry.file_name();
		let ours = name
			.to_str()
			.is_some_and(|name| name.starts_with(DRAFT.0) && name.ends_with(DRAFT.1));
		if !ours {
			continue;
		}
		let path = entry.path();
		if open_plain(&path).is_ok_and(|(file, _)| lock_draft(&file)) {
			let _: io::Result<()> = fs::remove_file(&path);
		}
	}
}

/// The name under which `/proc` shows an open file.
fn proc_name(file: &File) -> PathBuf {
	PathBuf::from(format!("/proc/self/fd/{}", file.as_raw_fd()))
}

/// Gives an unnamed file its name; fails if the name is taken.
fn link(file: &File, target: &Path) -> Result<(), FileError> {
	rustix::fs::linkat(CWD, proc_name(file), CWD, target, AtFlags::SYMLINK_FOLLOW)
		.map_err(|e| exists_or(target, e.into()))
}

/// Gives an unnamed file its name in place of another file: Linux links only to free names, so by way of one.
fn link_over(file: &File, target: &Path) -> Result<(), FileError> {
	let mut random = [0u8; 8];
	getrandom::fill(&mut random).map_err(|e| FileError::Io {
		action: "choose a name beside",
		path: target.to_path_buf(),
		source: io::Error::other(e),
	})?;
	let name = folder_of(target).join(format!("{}{}{}", DRAFT.0, hex::encode(random), DRAFT.1));
	link(file, &name)?;
	let renamed = fs::rename(&name, target);
	if renamed.is_err() {
		let _: io::Result<()> = fs::remove_file(&name);
	}
	at("replace", target, renamed)
}

#[cfg(test)]
mod tests;
