//! Reading studies: the table of contents, and the files of it that somebody wants, without fetching the others.

use super::{
	open::{CspSource, Opened},
	whole::Closed,
};
use crate::{
	error::Error,
	file_info::FileInfo,
	roles::Requester,
	study::{Contents, MAX_TABLE, OutputFolder, Series, StudyError},
};
use medquorum_core::{domain::*, error::OpenError, ledger::Sign, ports::SecretStore};
use std::path::Path;

/// Which files of a study.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Selection {
	/// Every file that the archive's table lists.
	All,
	/// Those of a series, named by its place in the list (from 1) or by its UID.
	Series(String),
}

impl Selection {
	/// Indices of the chosen files.
	///
	/// # Errors
	/// When there is no such series.
	pub fn choose(&self, contents: &Contents) -> Result<Vec<usize>, StudyError> {
		match self {
			Self::All => Ok((0..contents.files.len()).collect()),
			Self::Series(wanted) => Ok(contents.members(contents.find_series(wanted)?).collect()),
		}
	}
}

/// Files of a study that lie in a folder now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DownloadedStudy {
	/// The record whose archive held the files.
	pub record_id: RecordId,
	/// Whether its patient has confirmed it; if not, it may be about somebody else.
	pub acknowledged: bool,
	/// What the study is.
	pub info: FileInfo,
	/// How many files.
	pub files: usize,
	/// Bytes of them.
	pub length: u64,
	/// What became of the request.
	pub closed: Closed,
}

impl Requester<'_> {
	/// Downloads files of a study to a folder that appears whole or not at all. After all of them the request is closed as by
	/// [`Requester::download`]; a part of them keeps it, for the next part.
	///
	/// # Errors
	/// Those of [`Requester::open`], [`Requester::contents`] and [`Requester::read_files`]. Nothing is left then.
	pub async fn download_study(
		&self,
		signer: &dyn Sign,
		secrets: &dyn SecretStore,
		id: RequestId,
		source: CspSource<'_>,
		target: &Path,
		(selection, keep_request): (&Selection, bool),
	) -> Result<DownloadedStudy, Error> {
		OutputFolder::check(target)?;
		let opened = self.open(signer.account(), secrets, id, source).await?;
		let contents = self.contents(&opened).await?;
		let wanted = selection.choose(&contents)?;
		let mut folder = OutputFolder::create(target, &contents, &wanted)?;
		let length = self.read_files(&opened, &mut folder).await?;
		folder.commit()?;
		let keep = keep_request || *selection != Selection::All;
		Ok(DownloadedStudy {
			record_id: opened.record_id(),
			acknowledged: opened.acknowledged(),
			info: opened.info().clone(),
			files: wanted.len(),
			length,
			closed: self.end(signer, secrets, id, keep).await,
		})
	}

	/// The table of contents of a study. Fetches the segments it lies in, and no others.
	///
	/// # Errors
	/// When the record is no study or its table is damaged; those of [`Requester::read`].
	pub async fn contents(&self, opened: &Opened) -> Result<Contents, Error> {
		let place = opened.info().contents.clone().ok_or(StudyError::NotAStudy)?;
		if place.end.saturating_sub(place.start) > MAX_TABLE {
			return Err(StudyError::BadContents("it is too long").into());
		}
		let mut table = Vec::new();
		self.read(opened, Some(place.clone()), &mut table).await?;
		Ok(Contents::decode(&table, place.start)?)
	}

	/// Fetches, checks and writes the files of a folder under way; gives their bytes. After an error the folder must be
	/// dropped.
	///
	/// # Errors
	/// Those of [`Requester::read`].
	pub async fn read_files(&self, opened: &Opened, folder: &mut OutputFolder) -> Result<u64, Error> {
		let stretches = folder.stretches();
		let total = stretches.iter().map(|stretch| stretch.end - stretch.start).sum();
		let mut before = 0;
		for stretch in stretches {
			let read = {
				let mut to = folder.writer(&stretch);
				self.read_stretch(opened, stretch.clone(), &mut to, (before, total))
					.await
			};
			match read {
				Err(Error::Open(OpenError::Write(error))) => return Err(folder.error(error).into()),
				other => other?,
			}
			before += stretch.end - stretch.start;
		}
		Ok(folder.len())
	}

	/// The picture of a series, as PNG, if it has one.
	///
	/// # Errors
	/// Those of [`Requester::read`].
	pub async fn preview(&self, opened: &Opened, series: &Series) -> Result<Option<Vec<u8>>, Error> {
		let Some((at, len)) = series.preview else {
			return Ok(None);
		};
		if len > MAX_TABLE {
			return Err(StudyError::BadContents("a picture is too large").into());
		}
		let mut picture = Vec::new();
		self.read(opened, Some(at..at.saturating_add(len)), &mut picture)
			.await?;
		Ok(Some(picture))
	}
}
