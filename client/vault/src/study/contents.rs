//! The table of contents of a study: CBOR (RFC 8949), encrypted as part of the file.

use super::error::StudyError;
use minicbor::{Decode, Encode};
use serde::Serialize;
use std::{
	collections::BTreeSet,
	ops::Range,
	path::{Component, Path},
};

/// Most bytes of a table of contents: some hundred thousand files.
pub const MAX_TABLE: u64 = 32 << 20;

const VERSION: u8 = 1;

/// What a study holds.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct Contents {
	#[n(0)]
	#[serde(skip)]
	pub(super) version: u8,
	/// Its DICOM series.
	#[n(1)]
	pub series: Vec<Series>,
	/// Its files, in the order of the archive.
	#[n(2)]
	pub files: Vec<Entry>,
}

/// Images that belong together.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct Series {
	/// SeriesInstanceUID (0020,000E).
	#[n(0)]
	pub uid: String,
	/// Modality (0008,0060), like CT.
	#[n(1)]
	pub modality: String,
	/// SeriesDescription (0008,103E).
	#[n(2)]
	pub description: String,
	/// SeriesNumber (0020,0011).
	#[n(3)]
	pub number: Option<i32>,
	/// Offset and length of a PNG picture in the archive.
	#[n(4)]
	pub preview: Option<(u64, u64)>,
}

/// One file.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize)]
pub struct Entry {
	/// Path in the study, with `/` between folders.
	#[n(0)]
	pub path: String,
	/// Where its content begins in the archive.
	#[n(1)]
	pub offset: u64,
	/// Bytes of content.
	#[n(2)]
	pub len: u64,
	/// Index of its series.
	#[n(3)]
	pub series: Option<u32>,
}

impl Entry {
	/// Its place in the archive.
	#[must_use]
	pub fn range(&self) -> Range<u64> {
		self.offset..self.offset.saturating_add(self.len)
	}
}

impl Default for Contents {
	fn default() -> Self {
		Self {
			version: VERSION,
			series: Vec::new(),
			files: Vec::new(),
		}
	}
}

impl Contents {
	/// Indices of the files of a series.
	pub fn members(&self, series: usize) -> impl Iterator<Item = usize> + '_ {
		let wanted = u32::try_from(series).ok();
		let files = self.files.iter().enumerate();
		files
			.filter(move |(_, file)| file.series.is_some() && file.series == wanted)
			.map(|(at, _)| at)
	}

	/// The index of a series named by its place in the list (from 1) or by its UID.
	///
	/// # Errors
	/// When there is none.
	pub fn find_series(&self, wanted: &str) -> Result<usize, StudyError> {
		let by_uid = self.series.iter().position(|series| series.uid == wanted);
		let by_place = || {
			wanted
				.parse::<usize>()
				.ok()?
				.checked_sub(1)
				.filter(|at| *at < self.series.len())
		};
		by_uid.or_else(by_place).ok_or_else(|| StudyError::NoSeries {
			wanted: wanted.to_owned(),
		})
	}

	pub(super) fn encode(&self) -> Vec<u8> {
		match minicbor::to_vec(self) {
			Ok(bytes) => bytes,
			Err(_) => unreachable!("writing to a vector does not fail; qed"),
		}
	}

	/// Reads a table that begins at byte `start` of its archive.
	///
	/// # Errors
	/// When it is damaged, or names anything that is not a plain path inside the study.
	pub fn decode(bytes: &[u8], start: u64) -> Result<Self, StudyError> {
		if bytes.len() as u64 > MAX_TABLE {
			return Err(StudyError::BadContents("it is too long"));
		}
		let mut decoder = minicbor::Decoder::new(bytes);
		let contents: Self = decoder
			.decode()
			.map_err(|_| StudyError::BadContents("it cannot be read"))?;
		if decoder.position() != bytes.len() {
			return Err(StudyError::BadContents("something follows it"));
		}
		contents.check(start)?;
		Ok(contents)
	}

	/// Everything that a reader relies on: an uploader is not trusted with paths on a requester's machine.
	pub(super) fn check(&self, start: u64) -> Result<(), StudyError> {
		let bad = |why| Err(StudyError::BadContents(why));
		if self.version != VERSION {
			return bad("its version is unknown");
		}
		let (mut end, mut names, mut folders) = (0, BTreeSet::new(), BTreeSet::new());
		for file in &self.files {
			if !is_plain(&file.path) {
				return bad("a path leaves the study");
			}
			if !names.insert(file.path.as_str()) {
				return Err(StudyError::SameName(file.path.clone()));
			}
			folders.extend(folders_of(&file.path));
			let Some(next) = file.offset.checked_add(file.len) else {
				return bad("a file lies outside");
			};
			if file.offset < end || next > start {
				return bad("a file lies outside");
			}
			end = next;
			let known = file.series.is_none_or(|at| (at as usize) < self.series.len());
			if !known {
				return bad("a series is missing");
			}
		}
		if names.iter().any(|name| folders.contains(name)) {
			return bad("a file is also a folder");
		}
		let previews = self.series.iter().filter_map(|series| series.preview);
		for (offset, len) in previews {
			if offset.checked_add(len).is_none_or(|end| end > start) {
				return bad("a picture lies outside");
			}
		}
		Ok(())
	}
}

/// Names only, one below the other, written in the one usual way.
fn is_plain(path: &str) -> bool {
	let normal = Path::new(path)
		.components()
		.all(|part| matches!(part, Component::Normal(_)));
	let usual = path.split('/').all(|name| !name.is_empty() && name != ".");
	normal && usual && !path.contains('\0') && path.len() <= 4096
}

/// The folders above a path.
fn folders_of(path: &str) -> impl Iterator<Item = &str> {
	path.match_indices('/').filter_map(|(at, _)| path.get(..at))
}

#[cfg(test)]
mod tests {
	use super::*;

	fn entry(path: &str, offset: u64, len: u64) -> Entry {
		Entry {
			path: path.to_owned(),
			offset,
			len,
			series: None,
		}
	}

	fn of(files: Vec<Entry>) -> Contents {
		Contents {
			files,
			..Contents::default()
		}
	}

	#[test]
	fn contents_survive_encoding() {
		let mut contents = of(vec![entry("a/b.dcm", 512, 10), entry("c", 1536, 0)]);
		contents.series.push(Series {
			uid: "1.2.3".to_owned(),
			modality: "CT".to_owned(),
			description: "thorax".to_owned(),
			number: Some(-1),
			preview: Some((1600, 300)),
		});
		contents.files[0].series = Some(0);
		assert_eq!(Contents::decode(&contents.encode(), 2000).unwrap(), contents);
		assert_eq!(contents.members(0).collect::<Vec<_>>(), [0]);
		assert_eq!(contents.find_series("1").unwrap(), 0);
		assert_eq!(contents.find_series("1.2.3").unwrap(), 0);
		for none in ["0", "2", "1.2", ""] {
			assert!(matches!(
				contents.find_series(none),
				Err(StudyError::NoSeries { .. })
			));
		}
	}

	#[test]
	fn paths_that_leave_the_study_are_refused() {
		for path in [
			"",
			"/etc/passwd",
			"../x",
			"a/../b",
			"a//b",
			"./a",
			"a/",
			"a/./b",
			"a\0b",
			".",
		] {
			let bytes = of(vec![entry(path, 0, 1)]).encode();
			assert!(
				matches!(Contents::decode(&bytes, 10), Err(StudyError::BadContents(_))),
				"{path:?}"
			);
		}
	}

	#[test]
	fn places_that_do_not_fit_are_refused() {
		let wrong = [
			of(vec![entry("a", 0, 11)]),
			of(vec![entry("a", 5, 2), entry("b", 6, 1)]),
			of(vec![entry("a", u64::MAX, 2)]),
			of(vec![entry("a", 0, 1), entry("a/b", 1, 1)]),
		];
		for contents in wrong {
			assert!(matches!(
				Contents::decode(&contents.encode(), 10),
				Err(StudyError::BadContents(_))
			));
		}
		let twice = of(vec![entry("a", 0, 1), entry("a", 1, 1)]).encode();
		assert!(matches!(
			Contents::decode(&twice, 10),
			Err(StudyError::SameName(_))
		));
		let mut loose = of(vec![entry("a", 0, 1)]);
		loose.files[0].series = Some(0);
		assert!(Contents::decode(&loose.encode(), 10).is_err());
		assert!(Contents::decode(&[of(vec![]).encode(), vec![0]].concat(), 10).is_err());
		assert!(Contents::decode(&of(vec![entry("a", 0, 10)]).encode(), 10).is_ok());
	}
}
