//! What a host has of an object.

use super::error::StoreError;

/// A host of a store, and what it has of one object.
#[derive(Debug)]
pub struct Holder {
	/// What people call the host.
	pub host: String,
	/// Where it is.
	pub at: String,
	/// What it has.
	pub state: Held,
}

/// What a host has of an object.
#[derive(Debug)]
pub enum Held {
	/// It keeps the object.
	Pinned,
	/// It was told to keep the object, but the block everything hangs from is gone.
	Lost,
	/// It keeps the object, but a block of it is missing, of another length, or not what its CID names.
	Damaged(StoreError),
	/// It has the object, or a part of it, until its next garbage collection.
	Unpinned,
	/// It has nothing of the object.
	Missing,
	/// It does not say.
	Unreachable(StoreError),
}

impl Held {
	/// Whether the host keeps the object.
	#[must_use]
	pub fn is_pinned(&self) -> bool {
		matches!(self, Self::Pinned)
	}
}
