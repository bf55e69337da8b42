//! A lock that ends with its process.

use std::{
	fs::{File, OpenOptions},
	os::unix::fs::OpenOptionsExt,
	path::Path,
	time::{Duration, Instant},
};

use rustix::fs::FlockOperation;

use crate::error::{FileError, at};

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
