//! A patient's public keys in a file, on their way to a facility.

use crate::error::SetUpError;
use medquorum_client::{files, roles::EnrolmentFile};
use std::path::Path;

/// Larger files are not these.
const MAX_FILE: u64 = 1 << 20;

/// Reads one. What is in it is checked by the facility's use case.
///
/// # Errors
/// When it cannot be read, or holds something else.
pub fn read_enrolment(path: &Path) -> Result<EnrolmentFile, SetUpError> {
	let bytes = files::read_small(path, MAX_FILE)?;
	serde_json::from_slice(&bytes).map_err(|reason| SetUpError::BadKeysFile {
		path: path.into(),
		reason,
	})
}

/// Writes one where no file is yet.
///
/// # Errors
/// When it cannot be written.
pub fn write_enrolment(path: &Path, file: &EnrolmentFile) -> Result<(), SetUpError> {
	let text = serde_json::to_string_pretty(file).map_err(|reason| SetUpError::BadKeysFile {
		path: path.into(),
		reason,
	})?;
	Ok(files::write_new(path, (text + "\n").as_bytes())?)
}
