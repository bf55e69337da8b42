//! Files of this machine on their way to becoming a record.

use medquorum_client::{error::Error, file_info::FileInfo, study::Study, upload::UploadSource};
use std::path::PathBuf;

/// One file, or a study named after its folder.
///
/// # Errors
/// When a file cannot be read, or the files make no study.
pub fn source_of(paths: &[PathBuf]) -> Result<UploadSource, Error> {
	let (study, name) = match paths {
		[folder] if folder.is_dir() => (Study::of_folder(folder)?, FileInfo::of_path(folder).name),
		[file] => return UploadSource::open(file),
		several => (Study::of_paths(several)?, "study".to_owned()),
	};
	let mut source = UploadSource::of_study(study)?;
	// A folder named as `.` has no name of its own.
	let name = if name.is_empty() { "study".to_owned() } else { name };
	source.info.name = format!("{name}.tar");
	Ok(source)
}
