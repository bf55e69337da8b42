//! Where records lie is not known, or not shown.

use medquorum_core::{
	advice::{Advice, Blame},
	domain::{BlockNumber, RecordId},
	kinds,
};

/// Where records lie.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReplicaError {
	/// The notes of this client name no object of the record.
	#[error("record {0} was not uploaded from here, so nobody here knows which objects in the store are its")]
	ObjectsUnknown(RecordId),
	/// The node does not show a record that was seen on the chain.
	#[error("record {id} was registered in block {block}, but this node does not show it")]
	NotShown {
		/// The record.
		id: RecordId,
		/// The block in which it was registered.
		block: BlockNumber,
	},
	/// A host says that an object belongs to somebody.
	#[error("a host that keeps {cid} says that it belongs to {owner}")]
	Labelled {
		/// The object.
		cid: String,
		/// To what, in words.
		owner: String,
	},
}

impl Advice for ReplicaError {
	kinds! { ObjectsUnknown, NotShown, Labelled = "ObjectLabelled" }

	fn next(&self) -> String {
		let next = match self {
			Self::ObjectsUnknown(_) => {
				"ask where it was uploaded; or look as its patient, with the keystore that opens it"
			}
			Self::NotShown { .. } => {
				"nothing was changed. Name another node with --node, one that has the whole chain"
			}
			Self::Labelled { .. } => {
				"nothing was removed. What no record and no catalogue needs any more goes by `medquorum storage-host` on the host itself"
			}
		};
		next.to_owned()
	}

	fn blame(&self) -> Blame {
		Blame::Refused
	}
}
