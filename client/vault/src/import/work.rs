//! What an import under way works with.

use super::look::{Looked, Looker};
use crate::{progress::Rows, roles::Desk, upload::UploadOptions};
use medquorum_core::{domain::*, ledger::Sign};
use std::{
	path::PathBuf,
	sync::{Mutex, PoisonError},
};

/// Under which committee, and from where, an archive is brought in.
#[derive(Debug, Clone)]
pub struct ImportOptions {
	/// The committee key; it must be pinned.
	pub key_id: KeyId,
	/// The folder of the archive: relative paths begin there, and none may lead out of it.
	pub folder: PathBuf,
}

/// An import under way.
pub(super) struct Run<'a> {
	pub(super) looker: Looker<'a>,
	pub(super) signer: &'a dyn Sign,
	pub(super) desk: Desk<'a>,
	pub(super) counts: Mutex<Rows>,
}

impl Run<'_> {
	/// For whom a row is registered, and whether it may be found by its disease.
	pub(super) fn options_of(&self, looked: &Looked) -> UploadOptions {
		UploadOptions {
			patient: looked.patient,
			key_id: self.looker.committee.0,
			supersedes: None,
			searchable: looked.row.searchable == Some(true),
		}
	}

	/// Changes what is counted, and tells it.
	pub(super) fn count(&self, change: impl FnOnce(&mut Rows)) {
		change(&mut self.counts.lock().unwrap_or_else(PoisonError::into_inner));
		self.tell();
	}

	/// Tells how far the rows have come.
	pub(super) fn tell(&self) {
		if let Some(progress) = self.desk.progress {
			progress.rows(*self.counts.lock().unwrap_or_else(PoisonError::into_inner));
		}
	}
}
