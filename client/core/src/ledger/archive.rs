//! What an audit asks of the chain: blocks that lie back, and what it takes to check them without a node.

use super::{Event, LedgerFuture};
use crate::domain::{AccountId, BlockNumber, Bytes32, RecordId};

/// A finalized block that lies back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastBlock {
	/// Not above that of the latest finalized block.
	pub number: BlockNumber,
	/// What the node names as the hash of this number; an audit checks it against the top.
	pub hash: Bytes32,
	/// The time that its maker wrote into it, in milliseconds since 1970.
	pub time: Option<u64>,
	/// What happened, each event with its place in the block; without those that every block has.
	pub events: Vec<(u32, Event)>,
}

/// What binds values of a block's state to its hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
	/// The SCALE bytes of the header.
	pub header: Vec<u8>,
	/// Nodes of the state's trie.
	pub nodes: Vec<Vec<u8>>,
}

/// The chain as it was. What is `None` the node has forgotten, or never had: nodes that are not archives keep the states of their
/// newest blocks alone.
pub trait Archive: Send + Sync {
	/// A block, and what happened in it.
	fn past(&self, block: BlockNumber) -> LedgerFuture<'_, Option<PastBlock>>;

	/// The records about these patients, and those uploaded by these facilities, in the state of a block.
	fn records_then(
		&self,
		block: BlockNumber,
		patients: Vec<AccountId>,
		uploaders: Vec<AccountId>,
	) -> LedgerFuture<'_, Option<Vec<RecordId>>>;

	/// What shows the values of these keys in the state of a block.
	fn evidence(&self, block: BlockNumber, keys: Vec<Vec<u8>>) -> LedgerFuture<'_, Option<Evidence>>;
}
