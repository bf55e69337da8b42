//! Files that appear whole or not at all: private folders, atomic replacement, locks, and output that has no name until it is complete.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::os::fd::AsRawFd;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rustix::fs::{AtFlags, CWD, FlockOperation, Mode, OFlags};

/// What can go wrong with a local file.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FileError {
	/// The target is there already and the caller did not ask to replace it.
	#[error("{} exists already; nothing was written. Choose another name, or say --force to replace it", .0.display())]
	Exists(PathBuf),
	/// The file is not there.
	#[error("{} does not exist", .0.display())]
	Missing(PathBuf),
	/// The folder the file should go to is not there.
	#[error("the folder {} does not exist; create it first", .0.display())]
	NoFolder(PathBuf),
	/// A folder stands where a file is wanted.
	#[error("{} is a folder, not a file", .0.display())]
	IsFolder(PathBuf),
	/// The permissions of the file or folder forbid it.
	#[error("no permission for {}; check who owns it", .0.display())]
	NoPermission(PathBuf),
	/// The disk, or the user's share of it, is full.
	#[error("no space left on the disk that holds {}; free some and try again. Nothing was left behind", .0.display())]
	Full(PathBuf),
	/// Another process holds the lock.
	#[error("{} is in use by another medquorum process; wait for it to end and try again", .0.display())]
	Busy(PathBuf),
	/// The file is larger than anything this program writes there.
	#[error("{} is larger than {limit} bytes, so it is not a file of this program", path.display())]
	TooLarge {
		/// The file.
		path: PathBuf,
		/// The limit.
		limit: u64,
	},
	/// Anything else the operating system says.
	#[error("cannot {action} {}", path.display())]
	Io {
		/// What was being done, as a verb.
		action: &'static str,
		/// To which file.
		path: PathBuf,
		/// The operating system's error.
		#[source]
		source: io::Error,
	},
}

impl FileError {
	/// Sorts an operating system error into the variants that have a remedy of their own.
	pub fn from_io(action: &'static str, path: &Path, source: io::Error) -> Self {
		let path = path.to_path_buf();
		match source.kind() {
			io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full(path),
			io::ErrorKind::NotFound => Self::Missing(path),
			io::ErrorKind::PermissionDenied => Self::NoPermission(path),
			io::ErrorKind::IsADirectory => Self::IsFolder(path),
			_ => Self::Io { action, path, source },
		}
	}
}

/// Attaches an action and a path to an `io::Result` or a rustix result.
fn at<T, E: Into<io::Error>>(
	action: &'static str,
	path: &Path,
	result: Result<T, E>,
) -> Result<T, FileError> {
	result.map_err(|e| FileError::from_io(action, path, e.into()))
}

/// The folder that holds `path`.
pub(crate) fn folder_of(path: &Path) -> &Path {
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

/// Reads a small file whole.
///
/// # Errors
/// When it cannot be read or holds more than `limit` bytes.
pub fn read_small(path: &Path, limit: u64) -> Result<Vec<u8>, FileError> {
	let file = at("open", path, File::open(path))?;
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

/// Replaces `path` by `content` atomically: a reader sees the old file or the new one, whenever the power fails.
///
/// The file is readable by its owner only.
///
/// # Errors
/// When the content cannot be written; `path` is then unchanged.
pub fn write_atomic(path: &Path, content: &[u8]) -> Result<(), FileError> {
	let mut temp = new_temp(path)?;
	at("write", path, temp.write_all(content))?;
	at("write", path, temp.as_file().sync_all())?;
	at("replace", path, temp.persist(path).map_err(|e| e.error))?;
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

/// An exclusive or shared lock on a file of its own, released when dropped or when the process ends.
pub struct FileLock {
	_file: File,
}

impl FileLock {
	/// Waits for the exclusive lock, at most `patience`.
	///
	/// # Errors
	/// [`FileError::Busy`] when another process holds it for longer.
	pub fn exclusive(path: &Path, patience: Duration) -> Result<Self, FileError> {
		Self::take(path, patience, FlockOperation::NonBlockingLockExclusive)
	}

	/// Waits for a shared lock, at most `patience`.
	///
	/// # Errors
	/// [`FileError::Busy`] when another process holds the exclusive lock for longer.
	pub fn shared(path: &Path, patience: Duration) -> Result<Self, FileError> {
		Self::take(path, patience, FlockOperation::NonBlockingLockShared)
	}

	fn take(path: &Path, patience: Duration, operation: FlockOperation) -> Result<Self, FileError> {
		let file = OpenOptions::new()
			.create(true)
			.truncate(false)
			.write(true)
			.mode(0o600)
			.open(path);
		let file = at("open the lock", path, file)?;
		let start = Instant::now();
		loop {
			match rustix::fs::flock(&file, operation) {
				Ok(()) => return Ok(Self { _file: file }),
				Err(rustix::io::Errno::WOULDBLOCK) if start.elapsed() < patience => {
					std::thread::sleep(Duration::from_millis(15));
				}
				Err(rustix::io::Errno::WOULDBLOCK) => return Err(FileError::Busy(path.to_path_buf())),
				Err(rustix::io::Errno::INTR) => {}
				Err(e) => return Err(FileError::from_io("lock", path, e.into())),
			}
		}
	}
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
pub(crate) struct Unnamed(File);

impl Unnamed {
	/// On the file system of `folder`; `target` is what the error speaks of.
	pub(crate) fn create(folder: &Path, target: &Path) -> Result<Self, FileError> {
		if !folder.is_dir() {
			return Err(FileError::NoFolder(folder.to_path_buf()));
		}
		let file = open_unnamed(folder).ok_or_else(|| FileError::Io {
			action: "keep an unnamed file on the disk of",
			path: target.to_path_buf(),
			source: io::ErrorKind::Unsupported.into(),
		});
		file.map(Self)
	}

	pub(crate) fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
		self.0.write_all(bytes)
	}

	/// Writes the content to disk and gives the file its name.
	pub(crate) fn link(self, target: &Path) -> Result<(), FileError> {
		at("write", target, self.0.sync_all())?;
		link(&self.0, target)
	}
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
/// On file systems without unnamed files it is a private (0600) temporary file beside the target, removed when dropped;
/// only a killed process can leave that one behind.
pub struct OutputFile {
	target: PathBuf,
	overwrite: Overwrite,
	draft: Draft,
}

impl OutputFile {
	/// Starts an output that shall become `target`.
	///
	/// # Errors
	/// When the target exists and may not be replaced, or its folder cannot be written to.
	pub fn create(target: &Path, overwrite: Overwrite) -> Result<Self, FileError> {
		check_target(target, overwrite)?;
		let draft = match open_unnamed(folder_of(target)) {
			Some(file) => Draft::Unnamed(file),
			None => Draft::Named(new_temp(target)?),
		};
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
		Ok(Self {
			target: target.to_path_buf(),
			overwrite,
			draft: Draft::Named(new_temp(target)?),
		})
	}

	/// The name the file will have.
	#[must_use]
	pub fn target(&self) -> &Path {
		&self.target
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
	if overwrite == Overwrite::Never && target.symlink_metadata().is_ok() {
		return Err(FileError::Exists(target.to_path_buf()));
	}
	Ok(())
}

/// Opens a file without a name, if the file system and `/proc` (needed to name it later) allow.
fn open_unnamed(folder: &Path) -> Option<File> {
	let flags = OFlags::TMPFILE | OFlags::RDWR | OFlags::CLOEXEC;
	let file = File::from(rustix::fs::open(folder, flags, Mode::RUSR | Mode::WUSR).ok()?);
	proc_name(&file).symlink_metadata().is_ok().then_some(file)
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
	let name = folder_of(target).join(format!(".medquorum-{}.part", hex::encode(random)));
	link(file, &name)?;
	let renamed = fs::rename(&name, target);
	if renamed.is_err() {
		let _: io::Result<()> = fs::remove_file(&name);
	}
	at("replace", target, renamed)
}

#[cfg(test)]
mod tests {
	use super::*;

	fn names(folder: &Path) -> Vec<String> {
		let mut names: Vec<_> = fs::read_dir(folder)
			.unwrap()
			.map(|e| e.unwrap().file_name().into_string().unwrap())
			.collect();
		names.sort();
		names
	}

	type Create = fn(&Path, Overwrite) -> Result<OutputFile, FileError>;
	const WAYS: [Create; 2] = [OutputFile::create, OutputFile::create_named];

	#[test]
	fn output_has_no_name_until_committed() {
		let dir = tempfile::tempdir().unwrap();
		let target = dir.path().join("scan.dcm");
		let mut out = OutputFile::create(&target, Overwrite::Never).unwrap();
		out.write_all(b"secret").unwrap();
		assert_eq!(names(dir.path()), Vec::<String>::new());
		out.commit().unwrap();
		assert_eq!(names(dir.path()), ["scan.dcm"]);
		assert_eq!(fs::read(&target).unwrap(), b"secret");
		assert_eq!(fs::metadata(&target).unwrap().permissions().mode() & 0o777, 0o600);
	}

	#[test]
	fn output_vanishes_when_dropped() {
		for create in WAYS {
			let dir = tempfile::tempdir().unwrap();
			let mut out = create(&dir.path().join("a"), Overwrite::Never).unwrap();
			out.write_all(b"secret").unwrap();
			drop(out);
			assert_eq!(names(dir.path()), Vec::<String>::new());
		}
	}

	#[test]
	fn output_refuses_to_overwrite_unless_told() {
		for create in WAYS {
			let dir = tempfile::tempdir().unwrap();
			let target = dir.path().join("a");
			// Refused at the end too, if the file appears in between.
			let mut late = create(&target, Overwrite::Never).unwrap();
			late.write_all(b"late").unwrap();
			fs::write(&target, b"old").unwrap();
			assert!(matches!(
				create(&target, Overwrite::Never),
				Err(FileError::Exists(_))
			));
			assert!(matches!(late.commit(), Err(FileError::Exists(_))));
			assert_eq!(fs::read(&target).unwrap(), b"old");
			let mut out = create(&target, Overwrite::Replace).unwrap();
			out.write_all(b"new").unwrap();
			assert_eq!(fs::read(&target).unwrap(), b"old");
			out.commit().unwrap();
			assert_eq!(fs::read(&target).unwrap(), b"new");
			assert_eq!(names(dir.path()), ["a"]);
		}
	}

	#[test]
	fn output_names_what_is_wrong_with_the_target() {
		let dir = tempfile::tempdir().unwrap();
		let is_folder = OutputFile::create(dir.path(), Overwrite::Replace);
		assert!(matches!(is_folder, Err(FileError::IsFolder(_))));
		let no_folder = OutputFile::create(&dir.path().join("x/y"), Overwrite::Never);
		assert!(matches!(no_folder, Err(FileError::NoFolder(_))));
	}

	#[test]
	fn atomic_write_replaces_and_leaves_no_trace() {
		let dir = tempfile::tempdir().unwrap();
		let path = dir.path().join("f");
		write_atomic(&path, b"1").unwrap();
		write_atomic(&path, b"22").unwrap();
		assert_eq!(read_small(&path, 2).unwrap(), b"22");
		assert!(matches!(read_small(&path, 1), Err(FileError::TooLarge { .. })));
		assert_eq!(names(dir.path()), ["f"]);
		assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
	}

	#[test]
	fn wipe_spares_files_that_still_have_a_name() {
		let dir = tempfile::tempdir().unwrap();
		let path = dir.path().join("f");
		fs::write(&path, b"secret").unwrap();
		let mut file = OpenOptions::new().read(true).write(true).open(&path).unwrap();
		wipe_unlinked(&mut file).unwrap();
		assert_eq!(fs::read(&path).unwrap(), b"secret");
		fs::remove_file(&path).unwrap();
		wipe_unlinked(&mut file).unwrap();
		let mut left = Vec::new();
		file.seek(SeekFrom::Start(0)).unwrap();
		file.read_to_end(&mut left).unwrap();
		assert_eq!(left, [0; 6]);
	}

	#[test]
	fn lock_is_exclusive_between_handles() {
		let dir = tempfile::tempdir().unwrap();
		let path = dir.path().join("l");
		let held = FileLock::shared(&path, Duration::ZERO).unwrap();
		let second = FileLock::shared(&path, Duration::ZERO).unwrap();
		assert!(matches!(
			FileLock::exclusive(&path, Duration::from_millis(20)),
			Err(FileError::Busy(_))
		));
		drop((held, second));
		let held = FileLock::exclusive(&path, Duration::ZERO).unwrap();
		assert!(matches!(
			FileLock::shared(&path, Duration::ZERO),
			Err(FileError::Busy(_))
		));
		drop(held);
		FileLock::exclusive(&path, Duration::ZERO).unwrap();
	}
}
