//! Paths that settings keep.

use crate::output::Failure;
use medquorum_client::files::FileError;
use std::path::{Path, PathBuf};

/// A path that means the same wherever a later command is typed.
pub fn absolute(path: &Path) -> Result<PathBuf, Failure> {
	let found = std::path::absolute(path);
	Ok(found.map_err(|error| FileError::from_io("find", path, error))?)
}
