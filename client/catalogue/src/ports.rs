//! Where sealed blocks come from and go to. Real ones lie in a folder or in IPFS.

use crate::error::CatalogueError;
use medquorum_core::{domain::AccountId, ports::PortError};
use medquorum_envelope::Cid;

/// Sealed blocks that are held here, by identifier. A search reads them and nothing else, so that it sends nothing anywhere.
pub trait Held {
	/// Puts the bytes into `into`, whose length becomes theirs; `false` if they are not held.
	///
	/// At most [`crate::block::Size::Full`]`.sealed()` bytes are of use: an implementation may stop after one more.
	///
	/// # Errors
	/// When it cannot be told.
	fn read(&self, cid: &Cid, into: &mut Vec<u8>) -> Result<bool, PortError>;
}

/// Takes what a facility publishes.
pub trait Sink {
	/// Stores bytes under their identifier; those of a block are never changed later.
	///
	/// # Errors
	/// When they cannot be kept.
	fn put(&mut self, cid: Cid, bytes: Vec<u8>) -> Result<(), PortError>;
}

/// Which records must not be shown: erased, superseded, not searchable, unknown, or of another uploader than the facility.
pub trait Withheld {
	/// Whether to leave the record out.
	fn withheld(&self, facility: &AccountId, record: &[u8; 16]) -> bool;
}

impl<F: Fn(&AccountId, &[u8; 16]) -> bool> Withheld for F {
	fn withheld(&self, facility: &AccountId, record: &[u8; 16]) -> bool {
		self(facility, record)
	}
}

/// Reads a block or says that it is missing.
pub(crate) fn read(held: &dyn Held, cid: &Cid, into: &mut Vec<u8>) -> Result<(), CatalogueError> {
	match held.read(cid, into)? {
		true => Ok(()),
		false => Err(CatalogueError::Missing(*cid)),
	}
}
