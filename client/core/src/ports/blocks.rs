//! Remembering how far a chain had come, so that a node cannot take a person back in time unnoticed.

use super::PortError;
use crate::domain::{BlockNumber, Bytes32, Moment};

/// A finalized block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SeenBlock {
	/// Compared with what the node shows later: its finalized chain must not end below.
	pub number: BlockNumber,
	/// Compared with the node's hash of this number, so that another branch is noticed.
	pub hash: Bytes32,
	/// What the chain's own clock said in it; `None` where an older version of this program noted the block.
	pub clock: Option<Moment>,
}

impl SeenBlock {
	/// Moments by which the chain's clock advances at most from one block to the next.
	const MAX_STEP: Moment = 100;

	/// Whether a node may say at a block that the clock stands there: it never goes back, and advances by little from one block
	/// to the next. Of a block below this one nothing is known.
	#[must_use]
	pub fn allows(&self, block: BlockNumber, clock: Moment) -> bool {
		let Some(before) = self.clock.filter(|_| block >= self.number) else {
			return true;
		};
		let blocks = block.saturating_sub(self.number);
		let most = before.saturating_add(blocks.saturating_mul(Self::MAX_STEP));
		(before..=most).contains(&clock)
	}
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
