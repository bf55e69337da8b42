//! A call as it stands in a block, with what its signature covers beside it.

use crate::domain::Bytes32;

/// A signed call as it stands in a block, with what its signature covers beside it. With both the signature can be checked without a node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedCall {
	/// The SCALE bytes of the extrinsic, as the block holds them.
	pub extrinsic: Vec<u8>,
	/// `spec_version` of the runtime that it was signed for.
	pub spec_version: u32,
	/// `transaction_version` of the same.
	pub transaction_version: u32,
	/// Hash of the block from which on it was valid: block 0, unless it was to lapse.
	pub checkpoint: Bytes32,
}
