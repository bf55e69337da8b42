//! Who uploads records. What an upload does is in [`crate::upload`].

use super::{desk::Desk, keeper::Keeper};
use crate::keep::notes::Notes;
use medquorum_store::Store;

/// Somebody who uploads records for patients.
#[derive(Clone, Copy)]
pub struct Uploader<'a> {
	/// The chain.
	pub desk: Desk<'a>,
	/// Where envelopes are kept.
	pub store: &'a dyn Store,
	/// Which objects in the store belong to uploads from here.
	pub notes: &'a Notes,
}

impl<'a> Uploader<'a> {
	/// The keeper of the same store and notes, which removes what an upload left.
	pub(crate) fn keeper(&self) -> Keeper<'a> {
		Keeper {
			desk: self.desk,
			store: self.store,
			notes: self.notes,
		}
	}
}
