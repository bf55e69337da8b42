//! What the keeper of one host does there: see what it keeps, take objects away for good, and deny them from then on.

use super::{error::StoreError, label::Label};
use futures::future::BoxFuture;
use medquorum_envelope::Cid;
use std::collections::BTreeSet;

/// What a host keeps.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Kept {
	/// Its objects, labels not among them.
	pub objects: BTreeSet<Cid>,
	/// Its labels, also those of objects that are gone.
	pub labels: BTreeSet<Label>,
}

/// One host of a store, from inside: a folder on this machine, or the IPFS daemon of it.
pub trait Hosting: Send + Sync {
	/// What to call it in messages to people.
	fn host_name(&self) -> String;

	/// What it keeps.
	fn kept(&self) -> BoxFuture<'_, Result<Kept, StoreError>>;

	/// The bytes of an object of one leaf at most. A daemon asks its peers for what it does not keep itself.
	fn read<'a>(&'a self, cid: &'a Cid) -> BoxFuture<'a, Result<Vec<u8>, StoreError>>;

	/// Removes objects and labels, and every block that no pin keeps. Returns when every block is gone, with the objects that were
	/// there.
	fn purge<'a>(
		&'a self,
		objects: &'a BTreeSet<Cid>,
		labels: &'a BTreeSet<Label>,
	) -> BoxFuture<'a, Result<Vec<Cid>, StoreError>>;

	/// Makes the host refuse these objects from now on. Returns when it was seen to refuse them.
	fn deny<'a>(&'a self, objects: &'a BTreeSet<Cid>) -> BoxFuture<'a, Result<(), StoreError>>;
}
