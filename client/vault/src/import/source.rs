//! A row's files: where they are, and what makes the row itself.
//!
//! A row is known again by `SHA-256("medquorum row 1" ‖ genesis ‖ uploader ‖ patient ‖ length of date ‖ date ‖ content)`. The content of
//! a file is its SHA-256, that of a folder the SHA-256 over name, length and SHA-256 of each file, by name. Files that have not changed
//! since they were last hashed (device, inode, length, times) are not read for that again.

use super::error::ImportError;
use crate::{
	error::{Error, UploadError},
	study::Study,
	upload::{Origin, UploadSource, listing_of},
};
use medquorum_core::domain::*;
use medquorum_files::{self as files, FileError};
use medquorum_manifest::Row;
use sha2::{Digest as _, Sha256};
use std::{
	fs,
	io::{self, Read as _},
	path::{Path, PathBuf},
};

/// Bytes read at once.
const PIECE: usize = 1 << 17;

/// Where a row's files are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place(PathBuf);

impl Place {
	/// Finds the files of a row: below `folder`, wherever links lead. A manifest that somebody else has written brings in no other file
	/// of this machine.
	pub(super) fn of(path: &str, folder: &Path) -> Result<Self, Error> {
		let typed = folder.join(path);
		let real =
			|path: &Path| fs::canonicalize(path).map_err(|error| FileError::from_io("look at", path, error));
		let (found, folder) = (real(&typed)?, real(folder)?);
		match found.starts_with(&folder) {
			true => Ok(Self(found)),
			false => Err(ImportError::Outside { path: found, folder }.into()),
		}
	}

	/// Opens them for sealing, described as the row says. `origin` is their state as it was looked at.
	pub(super) fn open(&self, row: &Row, origin: &Origin) -> Result<UploadSource, Error> {
		let mut source = UploadSource::of_place(&self.0)?;
		if source.origin.as_ref() != Some(origin) {
			return Err(UploadError::Changed { expected: source.len }.into());
		}
		source.info.icd10 = row.diagnoses();
		source.info.date.clone_from(&row.date);
		let place = std::slice::from_ref(&self.0);
		source.info.listing = listing_of(place, &source.info.mime, &row.icd10, row.date.as_deref(), None)?;
		if let Some(name) = &row.name {
			source.info.name.clone_from(name);
		}
		Ok(source)
	}

	/// The state of the files, as far as it can be seen without reading them.
	pub(super) fn origin(&self) -> Result<Origin, Error> {
		if !self.0.is_dir() {
			return Ok(Origin::of_files([self.0.as_path()])?);
		}
		let files = Study::files_below(&self.0)?;
		Ok(Origin::of_files(files.iter().map(PathBuf::as_path))?)
	}

	/// Reads the files for what is in them. `None` when they changed meanwhile.
	pub(super) fn content(&self, origin: &Origin) -> Result<Option<Bytes32>, Error> {
		let content = match self.0.is_dir() {
			false => hash(&self.0)?.1,
			true => self.hash_folder(origin)?,
		};
		Ok(origin.is_unchanged().then_some(content))
	}

	fn hash_folder(&self, origin: &Origin) -> Result<Bytes32, Error> {
		let mut all = Sha256::new();
		for path in origin.files() {
			// Those of the folder, by name: a study has them in that order.
			let name = path.strip_prefix(&self.0).unwrap_or(path);
			let name = name.as_os_str().as_encoded_bytes();
			let (length, content) = hash(path)?;
			all.update((name.len() as u64).to_le_bytes());
			all.update(name);
			all.update(length.to_le_bytes());
			all.update(content);
		}
		Ok(all.finalize().into())
	}
}

fn hash(path: &Path) -> Result<(u64, Bytes32), FileError> {
	let (mut file, _) = files::open_plain(path)?;
	let (mut hash, mut length) = (Sha256::new(), 0_u64);
	let mut piece = vec![0; PIECE];
	loop {
		match file.read(&mut piece) {
			Ok(0) => return Ok((length, hash.finalize().into())),
			Ok(read) => {
				hash.update(piece.get(..read).unwrap_or_default());
				length = length.saturating_add(read as u64);
			}
			Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
			Err(error) => return Err(FileError::from_io("read", path, error)),
		}
	}
}

/// The state of files as one hash.
pub(super) fn state_of(origin: &Origin) -> Bytes32 {
	let both = Sha256::new()
		.chain_update(origin.place)
		.chain_update(origin.state);
	both.finalize().into()
}

/// What makes a row, whatever its manifest says beside that.
pub(super) fn identity(
	genesis: &Bytes32,
	uploader: AccountId,
	patient: AccountId,
	date: Option<&str>,
	content: &Bytes32,
) -> Bytes32 {
	let date = date.unwrap_or_default();
	Sha256::new()
		.chain_update(b"medquorum row 1")
		.chain_update(genesis)
		.chain_update(uploader.0)
		.chain_update(patient.0)
		.chain_update((date.len() as u64).to_le_bytes())
		.chain_update(date)
		.chain_update(content)
		.finalize()
		.into()
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn content_alone_makes_a_file_or_a_folder() {
		let dir = tempfile::tempdir().unwrap();
		let write = |path: &str, content: &[u8]| {
			let path = dir.path().join(path);
			fs::create_dir_all(path.parent().unwrap()).unwrap();
			fs::write(path, content).unwrap();
		};
		write("one/a.dcm", b"a");
		write("one/deep/b.dcm", b"b");
		write("two/deep/b.dcm", b"b");
		write("two/a.dcm", b"a");
		write("three/a.dcm", b"a");
		write("three/deep/c.dcm", b"b");
		let content = |path: &str| {
			let place = Place::of(path, dir.path()).unwrap();
			place.content(&place.origin().unwrap()).unwrap().unwrap()
		};
		assert_eq!(content("one"), content("two"));
		assert_ne!(content("one"), content("three"), "another name");
		assert_eq!(content("one/a.dcm"), content("three/a.dcm"));
		let place = Place::of("one", dir.path()).unwrap();
		let origin = place.origin().unwrap();
		write("one/deep/b.dcm", b"longer");
		assert_eq!(place.content(&origin).unwrap(), None, "it changed");
	}

	#[test]
	fn no_path_leads_out_of_the_folder() {
		let dir = tempfile::tempdir().unwrap();
		let folder = dir.path().join("archive");
		fs::create_dir(&folder).unwrap();
		fs::write(dir.path().join("keystore"), b"keys").unwrap();
		fs::write(folder.join("scan"), b"scan").unwrap();
		std::os::unix::fs::symlink(dir.path().join("keystore"), folder.join("link")).unwrap();
		let absolute = dir.path().join("keystore");
		for path in [
			"../keystore",
			"link",
			absolute.to_str().unwrap(),
			"..",
			"./../archive/../keystore",
		] {
			let error = Place::of(path, &folder).unwrap_err();
			assert!(
				matches!(error, Error::Import(ImportError::Outside { .. })),
				"{path}: {error}"
			);
		}
		let inside = folder.join("scan");
		for path in ["scan", "./scan", "../archive/scan", inside.to_str().unwrap()] {
			Place::of(path, &folder).unwrap();
		}
		assert!(matches!(
			Place::of("missing", &folder),
			Err(Error::File(FileError::Missing(_)))
		));
	}

	#[test]
	fn each_part_of_a_row_counts() {
		let whole = |genesis, uploader, patient, date, content| {
			identity(
				&[genesis; 32],
				AccountId([uploader; 32]),
				AccountId([patient; 32]),
				date,
				&[content; 32],
			)
		};
		let first = whole(1, 2, 3, Some("2024-01-31"), 4);
		assert_eq!(first, whole(1, 2, 3, Some("2024-01-31"), 4));
		for other in [
			whole(9, 2, 3, Some("2024-01-31"), 4),
			whole(1, 9, 3, Some("2024-01-31"), 4),
			whole(1, 2, 9, Some("2024-01-31"), 4),
			whole(1, 2, 3, Some("2024-02-01"), 4),
			whole(1, 2, 3, None, 4),
			whole(1, 2, 3, Some("2024-01-31"), 9),
		] {
			assert_ne!(first, other);
		}
	}
}
