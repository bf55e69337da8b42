//! Cleaning up after uploads that did not end.

use super::keeper::Keeper;
use crate::{
	error::Error,
	keep::notes::{Objects, OwnFile, UploadForm},
	upload::stage::Staging,
};
use medquorum_core::{domain::*, error::LookupError};
use medquorum_envelope::Cid;

impl Keeper<'_> {
	/// How many earlier uploads ended, killed perhaps, before their call was sent.
	#[must_use]
	pub fn abandoned(&self) -> usize {
		self.notes.abandoned().len()
	}

	/// How many of them are sealed to their end, so that they resume when the same files are uploaded again.
	#[must_use]
	pub fn resumable(&self) -> usize {
		let staging = Staging::beside(self.notes);
		let unfinished = self.notes.abandoned().into_iter();
		unfinished
			.filter(|(id, objects)| objects.is_imported() || staging.holds(*id))
			.count()
	}

	/// Uploads of earlier runs that ended before their call was sent, the newest first. Rows of an archive are left to its next import.
	#[must_use]
	pub fn unfinished(&self) -> Vec<Unfinished> {
		let staging = Staging::beside(self.notes);
		let all = self.notes.abandoned().into_iter();
		let all = all.filter(|(_, objects)| !objects.is_imported());
		let mut unfinished: Vec<_> = all
			.map(|(id, objects)| Unfinished {
				id,
				resumes: staging.holds(id),
				file: self.notes.own_file(id),
				form: objects.form(),
			})
			.collect();
		unfinished.sort_by_key(|one| std::cmp::Reverse(one.file.as_ref().map(|file| file.time)));
		unfinished
	}

	/// Removes what an upload left that did not end, before the same files are uploaded again. One that can be resumed stays, because
	/// that upload resumes it; so does one whose call may have been sent.
	///
	/// # Errors
	/// When the store does not let go.
	pub async fn make_way(&self, id: RecordId) -> Result<(), Error> {
		let mut unfinished = self.unfinished().into_iter();
		match unfinished.find(|one| one.id == id) {
			Some(one) if !one.resumes => self.tidy_one(id).await,
			_ => Ok(()),
		}
	}

	/// Cleans up after an upload whose future was dropped, as a failed one does for itself. An upload that can be resumed is kept
	/// for that; one whose call was sent already is left to [`Keeper::tidy`], since the chain may still register it.
	///
	/// # Errors
	/// When the store does not let go.
	pub async fn abandon(&self) -> Result<Vec<Cid>, Error> {
		let staging = Staging::beside(self.notes);
		let mut removed = Vec::new();
		let mut kept = false;
		for (id, objects) in self.notes.abandoned() {
			// Incomplete rows of an archive are left to its next import, which removes them.
			let goes_on = objects.is_imported() || staging.holds(id);
			match goes_on {
				true => kept = true,
				false => removed.extend(self.remove_all(id, &objects.cids()).await?),
			}
		}
		// A collection would also take the blocks with which an upload could resume.
		if !kept {
			self.store.settle().await?;
		}
		Ok(removed)
	}

	/// Removes what uploads left whose call never left this machine, for example because the process was killed. That is known here
	/// and no node is asked. Uploads under way are spared; one whose call was sent or printed is never removed by a node's word
	/// that its chain does not know it.
	///
	/// # Errors
	/// When the chain cannot be reached or the store does not let go.
	pub async fn tidy(&self) -> Result<Tidied, Error> {
		let staging = Staging::beside(self.notes);
		let mut tidied = Tidied::default();
		for (id, objects) in self.notes.uploads() {
			if !objects.is_sent() {
				tidied.removed.extend(self.remove_all(id, &objects.cids()).await?);
			} else if objects.registered().is_none() && !self.notice(id).await? {
				tidied.open.push(id);
			} else if !staging.holds(id) || self.is_stored(&objects).await? {
				// What would be resumed is registered.
				Staging::discard(self.notes, id)?;
			}
		}
		Ok(tidied)
	}

	/// Whether the store has all of an upload. Else what is staged may be the last copy, and the same upload puts it back.
	async fn is_stored(&self, objects: &Objects) -> Result<bool, Error> {
		for cid in objects.cids() {
			if !self.store.contains(&cid).await? {
				return Ok(false);
			}
		}
		Ok(true)
	}

	/// Looks whether the chain shows the record of an upload, or showed it once, and notes it.
	async fn notice(&self, id: RecordId) -> Result<bool, Error> {
		match self.desk.record(id).await {
			Ok(record) => self.notes.seen_registered(id, record.created)?,
			Err(Error::Lookup(LookupError::Erased { .. })) => {}
			Err(Error::Lookup(_)) => return Ok(false),
			Err(error) => return Err(error),
		}
		Ok(true)
	}

	/// Removes what an upload left whose call was never sent; any other is left as it is.
	pub(crate) async fn tidy_one(&self, id: RecordId) -> Result<(), Error> {
		match self.notes.objects(id) {
			Some(objects) if !objects.is_sent() => {
				self.remove_all(id, &objects.cids()).await?;
			}
			_ => {}
		}
		Ok(())
	}
}

/// An upload of an earlier run that did not end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unfinished {
	/// The record that it would have become.
	pub id: RecordId,
	/// Whether it is sealed to its end: the same upload resumes it, and any other begins from the beginning.
	pub resumes: bool,
	/// What its file is called, and when the upload began.
	pub file: Option<OwnFile>,
	/// What was asked for, where that is known.
	pub form: Option<UploadForm>,
}

/// What tidying up did.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Tidied {
	/// Objects that are gone from the store.
	pub removed: Vec<Cid>,
	/// Uploads whose call was sent or printed and that the chain does not show: they were left as they are.
	pub open: Vec<RecordId>,
}
