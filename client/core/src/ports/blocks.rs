//! Remembering how far a chain had come, so that a node cannot take a person back in time unnoticed.

use super::PortError;
use crate::domain::{BlockNumber, Bytes32};

/// A finalized block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SeenBlock {
	/// Its number.
	pub number: BlockNumber,
	/// Its hash.
	pub hash: Bytes32,
}

/// Remembers between runs the highest finalized block that any node has shown of a chain.
pub trait SeenBlocks: Send + Sync {
	/// The highest one seen of the chain with this genesis hash.
	///
	/// # Errors
	/// When it cannot be read.
	fn highest_seen(&self, genesis: &Bytes32) -> Result<Option<SeenBlock>, PortError>;

	/// Notes a block; one that is not higher than the highest changes nothing.
	///
	/// # Errors
	/// When it cannot be kept.
	fn block_seen(&self, genesis: &Bytes32, block: SeenBlock) -> Result<(), PortError>;
}
