//! Who keeps a store in order. What that takes is in `erase.rs` and `replicas.rs`.

use super::desk::Desk;
use crate::keep::notes::Notes;
use medquorum_store::Store;

/// Somebody who erases records, and sees to it that the store holds what it should and nothing else.
#[derive(Clone, Copy)]
pub struct Keeper<'a> {
	/// The chain.
	pub desk: Desk<'a>,
	/// Where envelopes are kept.
	pub store: &'a dyn Store,
	/// Which objects in the store belong to uploads from here.
	pub notes: &'a Notes,
}
