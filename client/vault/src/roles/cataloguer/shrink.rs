//! A catalogue that would list far less than before.

use crate::search::SearchError;
use medquorum_catalogue::{
	entry::{Entry, Reference},
	publish::Published,
};
use std::collections::BTreeSet;

/// A catalogue of fewer records may lose all of them unasked.
const SMALL: usize = 10;

/// Whether a publication may list less than half of the records that the one before lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shrink {
	/// No: a node that does not show them, or a home that lost its notes, is more likely than so many changed minds.
	Refuse,
	/// Yes: a person said so.
	Allow,
}

impl Shrink {
	/// How many records these entries are of; refuses to list far less than what is published, which is `None` where it cannot be read.
	///
	/// # Errors
	/// [`SearchError::Shrinks`]; [`SearchError::Empties`].
	pub(super) fn check(
		self,
		before: Option<&[Published]>,
		is_published: bool,
		entries: &[Entry],
	) -> Result<usize, SearchError> {
		let before = before.map(|blocks| records(blocks.iter().flat_map(|block| &block.entries)));
		let now = records(entries);
		match (self, before) {
			(Self::Refuse, Some(before)) if before >= SMALL && now.saturating_mul(2) < before => {
				Err(SearchError::Shrinks { before, now })
			}
			(Self::Refuse, None) if is_published && now == 0 => Err(SearchError::Empties),
			(Self::Refuse | Self::Allow, _) => Ok(now),
		}
	}
}

/// How many records these entries are of.
fn records<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> usize {
	let records: BTreeSet<Reference> = entries.into_iter().map(|entry| entry.reference).collect();
	records.len()
}
