//! The files of a ceremony, in a folder that all share or one by one: how they are read, and where new ones go.

use super::session::Session;
use crate::output::{CommandError, Failure};
use medquorum_client::{
	files::{self, FileError},
	roles::CeremonyOutput,
	trust::ceremony::{Board, CeremonyFile, MAX_FILE},
};
use std::{
	fs::{self, File},
	io::Read as _,
	path::{Path, PathBuf},
};

/// Files that a folder may hold; a ceremony of 16 has 50 at most, and a copy of each does no harm.
const MAX_FILES: usize = 256;

/// What lies on the table: names and bytes of all JSON files in the named folders, and of the named files.
pub fn read_all(paths: &[PathBuf]) -> Result<Vec<(String, Vec<u8>)>, Failure> {
	let mut named = Vec::new();
	for path in paths {
		match path.is_dir() {
			true => named.extend(files_of(path)?),
			false => named.push(path.clone()),
		}
	}
	if named.len() > MAX_FILES {
		let much = format!("a ceremony has no {} files: name its own folder", named.len());
		return Err(CommandError::Usage(much).into());
	}
	named.iter().map(|path| Ok((shown(path), read(path)?))).collect()
}

fn shown(path: &Path) -> String {
	let name = path.file_name().unwrap_or(path.as_os_str());
	name.to_string_lossy().into_owned()
}

/// The JSON files of a folder by name. What others are about to put there has other names until it is whole.
fn files_of(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
	let entries =
		fs::read_dir(folder).map_err(|error| FileError::from_io("read the folder", folder, error))?;
	let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
	paths.retain(|path| path.extension().is_some_and(|end| end == "json") && path.is_file());
	paths.sort();
	Ok(paths)
}

/// The file as far as one of a ceremony can go, and a byte more, by which a larger one is told.
fn read(path: &Path) -> Result<Vec<u8>, Failure> {
	let fail = |error| FileError::from_io("read", path, error);
	let mut bytes = Vec::new();
	let limit = u64::try_from(MAX_FILE).unwrap_or(u64::MAX).saturating_add(1);
	let mut file = File::open(path).map_err(fail)?.take(limit);
	file.read_to_end(&mut bytes).map_err(fail)?;
	Ok(bytes)
}

/// Whether a path is for a ceremony: a folder with a start file, or any file of one.
pub fn is_of_ceremony(path: &Path) -> bool {
	match path.is_dir() {
		true => path.join("ceremony.json").is_file(),
		false => read(path).is_ok_and(|bytes| CeremonyFile::read(&bytes).is_ok()),
	}
}

/// The files of a ceremony, sorted and checked.
pub async fn board(paths: &[PathBuf], session: &Session<'_>) -> Result<Board, Failure> {
	Ok(session.committee_maker().ceremony(&read_all(paths)?).await?)
}

/// Where a new file goes: where a person says, or beside the others.
pub fn target_folder(paths: &[PathBuf], out: Option<&Path>) -> PathBuf {
	let first = paths.first().map(PathBuf::as_path).unwrap_or(Path::new("."));
	let beside = match first.is_dir() {
		true => first,
		false => files::folder_of(first),
	};
	out.unwrap_or(beside).to_path_buf()
}

/// Puts a file where others look for it. The same one may be there already; another one is never replaced.
pub fn put(folder: &Path, output: &CeremonyOutput) -> Result<PathBuf, Failure> {
	let path = folder.join(&output.name);
	if path.is_file() && read(&path)? == output.bytes {
		return Ok(path);
	}
	files::write_shared(&path, &output.bytes)?;
	Ok(path)
}
