//! What is uploaded, for whom, and what became of it.

use super::origin::Origin;
use crate::{error::Error, file_info::FileInfo, roles::Delivered, study::Study};
use medquorum_core::domain::*;
use medquorum_envelope::Cid;
use medquorum_files as files;
use std::{io::Read, path::Path};

/// A file to upload.
pub struct UploadSource {
	/// Its content; exactly `len` bytes.
	pub reader: Box<dyn Read + Send>,
	/// Its length.
	pub len: u64,
	/// What it is.
	pub info: FileInfo,
	/// Where it comes from: an upload of the same files that was killed can then resume. `None` for what is not a file.
	pub origin: Option<Origin>,
}

impl UploadSource {
	/// A file on this machine.
	///
	/// # Errors
	/// When it cannot be read, or is no plain file.
	pub fn open(path: &Path) -> Result<Self, Error> {
		// Recorded before opening, so that any later change is noticed.
		let origin = Some(Origin::of_files([path])?);
		let (file, len) = files::open_plain(path)?;
		Ok(Self {
			reader: Box::new(file),
			len,
			info: FileInfo::of_path(path),
			origin,
		})
	}

	/// A file, or a folder as one study that is called like it.
	///
	/// # Errors
	/// When it cannot be read, or a folder holds what no study can hold.
	pub fn of_place(path: &Path) -> Result<Self, Error> {
		if !path.is_dir() {
			return Self::open(path);
		}
		let mut source = Self::of_study(Study::of_folder(path)?)?;
		let name = FileInfo::of_path(path).name;
		// A folder named as `.` has no name of its own.
		let name = if name.is_empty() { "study".to_owned() } else { name };
		source.info.name = format!("{name}.tar");
		Ok(source)
	}

	/// A study; its name is left to the caller.
	///
	/// # Errors
	/// When one of its files cannot be looked at any more.
	pub fn of_study(study: Study) -> Result<Self, Error> {
		let origin = Some(Origin::of_files(study.files())?);
		let info = FileInfo {
			mime: "application/x-tar".to_owned(),
			contents: Some(study.table()),
			..FileInfo::default()
		};
		Ok(Self {
			len: study.len(),
			info,
			origin,
			reader: Box::new(study.into_reader()),
		})
	}
}

/// An uploaded record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Uploaded {
	/// The id under which the chain has it.
	pub record_id: RecordId,
	/// The ciphertext in the store.
	pub cid: Cid,
	/// The header in the store.
	pub header_cid: Cid,
	/// Bytes of the file.
	pub plain_len: u64,
	/// Bytes of ciphertext.
	pub stored_len: u64,
	/// Bytes that the store had already; `None` if no earlier upload was resumed.
	pub reused: Option<u64>,
	/// What became of the call; `None` when the earlier upload had registered the record before it was stopped.
	pub delivered: Option<Delivered>,
}
