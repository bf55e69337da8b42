//! Studies: many files as one record.
//!
//! A study is a tar archive, so that a whole download opens everywhere. Its last member is a table of contents, whose place
//! the header's encrypted metadata tells: a reader fetches the table, and then only the segments of the files it wants.
//! Files that are DICOM are grouped into series, each with a small picture.
//!
//! ```text
//! CT/1.dcm  CT/2.dcm  …  report.pdf  .medquorum/series-1.png  …  .medquorum/contents.cbor  (1024 zero bytes)
//! ```

mod archive;
mod contents;
mod dicom;
mod error;
mod output;

pub use archive::ArchiveReader;
pub use contents::{Contents, Entry, MAX_TABLE, Series};
pub use error::StudyError;
pub use output::OutputFolder;

use archive::Part;
use medquorum_files::FileError;
use std::{
	collections::BTreeMap,
	fs,
	ops::Range,
	path::{Path, PathBuf},
	time::UNIX_EPOCH,
};

/// Where the archive keeps what it says about itself.
const OWN_FOLDER: &str = ".medquorum";
/// Bytes in a tar block.
const BLOCK: u64 = 512;

/// A file that becomes a member of the archive.
struct Source {
	/// Its name in the archive.
	name: String,
	path: PathBuf,
	len: u64,
	/// Seconds since 1970.
	modified: u64,
}

/// Files put together as one archive. Nothing but headers of DICOM files has been read yet.
pub struct Study {
	parts: Vec<Part>,
	len: u64,
	table: Range<u64>,
	contents: Contents,
}

impl Study {
	/// Everything in a folder and the folders below it.
	///
	/// # Errors
	/// When something in it is no plain file, has a name that cannot be kept, or cannot be read.
	pub fn of_folder(folder: &Path) -> Result<Self, StudyError> {
		let mut sources = Vec::new();
		walk(folder, "", &mut sources)?;
		if sources.is_empty() {
			return Err(StudyError::Empty {
				path: folder.to_owned(),
			});
		}
		Self::of_sources(sources)
	}

	/// The files of that study, in its order, without reading any.
	///
	/// # Errors
	/// As [`Study::of_folder`], but for what is in the files.
	pub fn files_below(folder: &Path) -> Result<Vec<PathBuf>, StudyError> {
		let mut sources = Vec::new();
		walk(folder, "", &mut sources)?;
		if sources.is_empty() {
			return Err(StudyError::Empty {
				path: folder.to_owned(),
			});
		}
		sources.sort_by(|a, b| a.name.cmp(&b.name));
		Ok(sources.into_iter().map(|source| source.path).collect())
	}

	/// These files, under their own names, and everything in these folders, under the folders' names.
	///
	/// # Errors
	/// As [`Study::of_folder`]; also when two of them are called the same.
	pub fn of_paths(paths: &[PathBuf]) -> Result<Self, StudyError> {
		let mut sources = Vec::new();
		for path in paths {
			let bad = || StudyError::BadName { path: path.clone() };
			let name = path.file_name().and_then(|name| name.to_str()).ok_or_else(bad)?;
			add(path, name.to_owned(), true, &mut sources)?;
		}
		Self::of_sources(sources)
	}

	fn of_sources(mut sources: Vec<Source>) -> Result<Self, StudyError> {
		sources.sort_by(|a, b| a.name.cmp(&b.name));
		let mut study = Builder::default();
		let mut groups = BTreeMap::new();
		for source in &sources {
			let series =
				dicom::describe(&source.path).map(|described| study.series_of(described, &mut groups));
			study.push_file(source, series)?;
		}
		study.push_previews(&sources)?;
		study.finish()
	}

	/// Bytes of the archive.
	#[must_use]
	pub fn len(&self) -> u64 {
		self.len
	}

	/// Never: a study has at least its table of contents.
	#[must_use]
	pub fn is_empty(&self) -> bool {
		self.len == 0
	}

	/// Where in the archive the table of contents lies.
	#[must_use]
	pub fn table(&self) -> Range<u64> {
		self.table.clone()
	}

	/// The table of contents.
	#[must_use]
	pub fn contents(&self) -> &Contents {
		&self.contents
	}

	/// The files it is made of, in the order of the archive.
	pub fn files(&self) -> impl Iterator<Item = &Path> {
		self.parts.iter().filter_map(|part| match part {
			Part::File { path, .. } => Some(path.as_path()),
			_ => None,
		})
	}

	/// The archive's bytes. Ends with an error when a file is not as long any more as it was.
	#[must_use]
	pub fn into_reader(self) -> ArchiveReader {
		ArchiveReader::new(self.parts)
	}
}

/// Lays an archive out.
#[derive(Default)]
struct Builder {
	parts: Vec<Part>,
	len: u64,
	contents: Contents,
}

impl Builder {
	/// The index of the series that a file belongs to.
	fn series_of(&mut self, described: dicom::Described, groups: &mut BTreeMap<String, u32>) -> u32 {
		let all = &mut self.contents.series;
		// At most one series a file, and a table of `u32::MAX` files would not fit.
		let next = u32::try_from(all.len()).unwrap_or(u32::MAX);
		*groups.entry(described.series.clone()).or_insert_with(|| {
			all.push(Series {
				uid: described.series,
				modality: described.modality,
				description: described.description,
				number: described.number,
				preview: None,
			});
			next
		})
	}

	fn push(&mut self, part: Part) {
		self.len += part.len();
		self.parts.push(part);
	}

	/// A member's header, content and padding; gives the place of the content.
	fn push_member(&mut self, name: &str, modified: u64, content: Part) -> Result<Range<u64>, StudyError> {
		self.push(Part::Bytes(archive::member(name, content.len(), modified)?));
		let start = self.len;
		self.push(content);
		let place = start..self.len;
		let over = self.len % BLOCK;
		if over > 0 {
			self.push(Part::Zeros(BLOCK - over));
		}
		Ok(place)
	}

	fn push_file(&mut self, source: &Source, series: Option<u32>) -> Result<(), StudyError> {
		let content = Part::File {
			path: source.path.clone(),
			len: source.len,
		};
		let place = self.push_member(&source.name, source.modified, content)?;
		self.contents.files.push(Entry {
			path: source.name.clone(),
			offset: place.start,
			len: source.len,
			series,
		});
		Ok(())
	}

	/// A picture for each series, of the file in its middle.
	fn push_previews(&mut self, sources: &[Source]) -> Result<(), StudyError> {
		for index in 0..self.contents.series.len() {
			let members: Vec<usize> = self.contents.members(index).collect();
			let middle = members.get(members.len() / 2).and_then(|at| sources.get(*at));
			if let Some(picture) = middle.and_then(|source| dicom::preview(&source.path)) {
				let name = format!("{OWN_FOLDER}/series-{}.png", index + 1);
				let place = self.push_member(&name, 0, Part::Bytes(picture))?;
				if let Some(series) = self.contents.series.get_mut(index) {
					series.preview = Some((place.start, place.end - place.start));
				}
			}
		}
		Ok(())
	}

	fn finish(mut self) -> Result<Study, StudyError> {
		let table = self.contents.encode();
		if table.len() as u64 > MAX_TABLE {
			return Err(StudyError::TooMany);
		}
		let name = format!("{OWN_FOLDER}/contents.cbor");
		// The table speaks of what lies before it: what it says must also be what a reader accepts.
		let table = self.push_member(&name, 0, Part::Bytes(table))?;
		self.contents.check(table.start)?;
		self.push(Part::Zeros(2 * BLOCK));
		Ok(Study {
			parts: self.parts,
			len: self.len,
			table,
			contents: self.contents,
		})
	}
}

/// Adds what lies in a folder.
fn walk(folder: &Path, name: &str, to: &mut Vec<Source>) -> Result<(), StudyError> {
	let failed = |error| FileError::from_io("read", folder, error);
	for entry in fs::read_dir(folder).map_err(failed)? {
		let entry = entry.map_err(failed)?;
		let path = entry.path();
		let own = entry.file_name();
		let own = own
			.to_str()
			.ok_or_else(|| StudyError::BadName { path: path.clone() })?;
		let name = if name.is_empty() {
			own.to_owned()
		} else {
			format!("{name}/{own}")
		};
		add(&path, name, false, to)?;
	}
	Ok(())
}

/// Adds a file, or all of a folder. Links are followed only where a person named them.
fn add(path: &Path, name: String, follow: bool, to: &mut Vec<Source>) -> Result<(), StudyError> {
	let metadata = if follow {
		fs::metadata(path)
	} else {
		fs::symlink_metadata(path)
	};
	let metadata = metadata.map_err(|error| FileError::from_io("read", path, error))?;
	if metadata.is_dir() {
		return walk(path, &name, to);
	}
	if !metadata.is_file() {
		return Err(StudyError::Special {
			path: path.to_owned(),
		});
	}
	if name == OWN_FOLDER || name.starts_with(&format!("{OWN_FOLDER}/")) {
		return Err(StudyError::BadName {
			path: path.to_owned(),
		});
	}
	let modified = metadata.modified().ok();
	let modified = modified.and_then(|time| time.duration_since(UNIX_EPOCH).ok());
	to.push(Source {
		name,
		path: path.to_owned(),
		len: metadata.len(),
		modified: modified.map_or(0, |since| since.as_secs()),
	});
	Ok(())
}
