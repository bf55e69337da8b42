//! What a file is called and what it is about, as the header's encrypted metadata holds it.

use crate::search::Listing;
use medquorum_envelope::Metadata;
use serde::Serialize;
use std::{ops::Range, path::Path};

/// Description of a file; encrypted in the header, never on chain.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct FileInfo {
	/// File name, without folders.
	pub name: String,
	/// Media type.
	pub mime: String,
	/// Diagnosis, as an ICD-10 code.
	pub icd10: Option<String>,
	/// Day of the examination, `YYYY-MM-DD`.
	pub date: Option<String>,
	/// Anything the uploader adds in words.
	pub note: Option<String>,
	/// What is listed of it for those who search, if it may be found now or later; only its uploader keeps this.
	#[serde(skip)]
	pub listing: Option<Listing>,
	/// Of a study: where in the file its table of contents lies.
	#[serde(skip)]
	pub contents: Option<Range<u64>>,
	/// The files and folders that were named for it, by their whole paths; only its uploader keeps them, and only until it is registered.
	#[serde(skip)]
	pub files: Vec<String>,
}

impl FileInfo {
	/// Name and media type, as far as the path tells.
	pub fn of_path(path: &Path) -> Self {
		let name = path
			.file_name()
			.map(|name| name.to_string_lossy().into_owned())
			.unwrap_or_default();
		let extension = path
			.extension()
			.map(|extension| extension.to_string_lossy().to_lowercase());
		let mime = match extension.as_deref() {
			Some("dcm") => "application/dicom",
			Some("pdf") => "application/pdf",
			Some("json") => "application/fhir+json",
			Some("xml") => "application/xml",
			Some("png") => "image/png",
			Some("jpg" | "jpeg") => "image/jpeg",
			Some("txt") => "text/plain",
			_ => "application/octet-stream",
		};
		Self {
			name,
			mime: mime.to_owned(),
			..Self::default()
		}
	}

	pub(crate) fn metadata(&self, pt_len: u64) -> Metadata {
		Metadata {
			pt_len,
			name: self.name.clone(),
			mime: self.mime.clone(),
			icd10: self.icd10.clone(),
			date: self.date.clone(),
			note: self.note.clone(),
			contents: self
				.contents
				.as_ref()
				.map(|place| (place.start, place.end.saturating_sub(place.start))),
		}
	}

	pub(crate) fn of_metadata(metadata: &Metadata) -> Self {
		Self {
			name: metadata.name.clone(),
			mime: metadata.mime.clone(),
			icd10: metadata.icd10.clone(),
			date: metadata.date.clone(),
			note: metadata.note.clone(),
			listing: None,
			contents: metadata.contents.map(|(at, len)| at..at.saturating_add(len)),
			files: Vec::new(),
		}
	}
}
