//! What keeps a host from attesting, and what is wrong with a receipt.

use medquorum_core::{
	advice::{Advice, Blame},
	domain::{AccountId, RecordId},
	kinds,
};
use medquorum_envelope::Cid;

/// What keeps a host from erasing or attesting.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DutyError {
	/// One node is somebody else's, and there is no other to compare with.
	#[error("by the word of one node that is somebody else's, nothing is erased")]
	OneWord,
	/// A second node is on another branch of the chain.
	#[error("the nodes do not agree: {node} has another block {block}")]
	OtherBranch {
		/// The second node, by the name it has in the settings.
		node: String,
		/// Number of the block whose two hashes differ.
		block: u32,
	},
	/// A second node does not show the erasure.
	#[error("{node} does not show that record {record} was erased")]
	NotConfirmed {
		/// The record that our own node says was erased.
		record: RecordId,
		/// The second node, by the name it has in the settings.
		node: String,
	},
	/// An object of an erased record is also another's.
	#[error(
		"{cid} is labelled as part of the erased record {record} and of something else that is not erased ({other})"
	)]
	Claimed {
		/// The object.
		cid: Cid,
		/// The erased record.
		record: RecordId,
		/// Whose it is also said to be.
		other: String,
	},
	/// The host keeps objects without a label, so their record is unknown.
	#[error("this host keeps objects of which nobody has said whose they are ({0})")]
	Unlabelled(usize),
	/// A second node shows another catalogue of a facility.
	#[error("{node} shows another catalogue of {facility}, or none")]
	OtherCatalogue {
		/// Whose catalogue.
		facility: AccountId,
		/// The second node, by the name it has in the settings.
		node: String,
	},
	/// An object of a former catalogue is also another's.
	#[error(
		"{cid} was part of a former catalogue of {facility} and is also said to be of something else ({other})"
	)]
	CatalogueClaimed {
		/// The object.
		cid: Cid,
		/// The facility that listed it.
		facility: AccountId,
		/// Whose it is also said to be.
		other: String,
	},
	/// The account has not the role.
	#[error("{0} is not a storage host of this network")]
	NotHost(AccountId),
}

impl Advice for DutyError {
	kinds! {
		OneWord = "HostOneWord", OtherBranch = "HostOtherBranch", NotConfirmed = "HostNotConfirmed", Claimed = "HostClaimed",
		Unlabelled = "HostUnlabelled", OtherCatalogue = "HostOtherCatalogue", CatalogueClaimed = "HostCatalogueClaimed",
		NotHost = "HostWithoutRole",
	}

	fn next(&self) -> String {
		match self {
			Self::OneWord => {
				"name a node of another house with --witness, or say with --own-node that this one is yours"
			}
			Self::OtherBranch { .. } | Self::NotConfirmed { .. } | Self::OtherCatalogue { .. } => {
				"nothing was removed. It is tried again; should it stay so, one of the nodes lies or stands still"
			}
			Self::CatalogueClaimed { .. } => {
				"it was not removed. Ask the facility and the uploader whose it is, and have the wrong label removed"
			}
			Self::Claimed { .. } => {
				"nothing of it was removed. Ask both uploaders whose it is, and have the wrong label removed"
			}
			Self::Unlabelled(_) => {
				"have those who upload to this host run `medquorum store repair`; what is still unlabelled then belongs to no record, and an operator removes it"
			}
			Self::NotHost(_) => "ask the council for the role storage-host. What was to be erased is erased",
		}
		.to_owned()
	}

	fn blame(&self) -> Blame {
		match self {
			Self::OneWord => Blame::Yours,
			Self::OtherBranch { .. }
			| Self::NotConfirmed { .. }
			| Self::Claimed { .. }
			| Self::Unlabelled(_)
			| Self::OtherCatalogue { .. }
			| Self::CatalogueClaimed { .. }
			| Self::NotHost(_) => Blame::Refused,
		}
	}
}

/// What is wrong with a receipt.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReceiptError {
	/// The record is there, so nothing can be attested.
	#[error("record {0} is not erased")]
	NotErased(RecordId),
	/// The file holds something else.
	#[error("this is not an export of `medquorum receipt` ({0})")]
	NotAReceipt(String),
	/// A signature does not hold.
	#[error("the signature of {0} under this receipt does not hold")]
	BadSignature(AccountId),
	/// A signed call is not what the receipt says it is.
	#[error("what {0} signed is not an attestation of this erasure")]
	OtherCall(AccountId),
	/// One host stands there twice, or both as one that attested and as one that did not.
	#[error("{0} stands twice in this receipt")]
	Twice(AccountId),
	/// A block is not proven to hold what the receipt says of it.
	#[error("the proofs do not show what this receipt says of block {0}")]
	NotProven(u32),
	/// The receipt was exported without the proofs of its blocks.
	#[error("this receipt has no proofs of its blocks")]
	NoProofs,
	/// The receipt is about another chain than this home's.
	#[error("this receipt is of another network than the one that this home is set up for")]
	OtherNetwork,
}

impl Advice for ReceiptError {
	kinds! {
		NotErased = "ReceiptNotErased", NotAReceipt = "NotAReceipt", BadSignature = "ReceiptBadSignature",
		OtherCall = "ReceiptOtherCall", NotProven = "ReceiptNotProven", NoProofs = "ReceiptNoProofs", Twice = "ReceiptTwice", OtherNetwork = "ReceiptOtherNetwork",
	}

	fn next(&self) -> String {
		match self {
			Self::NotErased(_) => "its patient has it erased with `medquorum erase`",
			Self::NotAReceipt(_) => "name the file that `medquorum receipt --export` wrote",
			Self::BadSignature(_) | Self::OtherCall(_) | Self::NotProven(_) | Self::Twice(_) => {
				"do not believe it: make one yourself with `medquorum receipt`"
			}
			Self::NoProofs => "ask for one that was written by a node which keeps everything (an archive)",
			Self::OtherNetwork => "name the home of that network with --home",
		}
		.to_owned()
	}

	fn blame(&self) -> Blame {
		match self {
			Self::NotErased(_)
			| Self::NoProofs
			| Self::NotProven(_)
			| Self::BadSignature(_)
			| Self::OtherCall(_)
			| Self::Twice(_)
			| Self::OtherNetwork => Blame::Refused,
			Self::NotAReceipt(_) => Blame::Yours,
		}
	}
}
