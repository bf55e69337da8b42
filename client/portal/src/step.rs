//! How far setting up is.

use medquorum_client::config::StoreSetting;

/// Words that are asked back.
pub const ASKED: usize = 3;
/// Where the node and the store are, and which chain the node serves.
#[derive(Clone)]
pub struct NodePlace {
	/// Address of the node, as it was typed.
	pub node: String,
	/// The store that will stand in the settings.
	pub store: StoreSetting,
	/// The chain's first block, as this node has it.
	pub genesis: [u8; 32],
	/// Whether the chain says that it is for development.
	pub development: bool,
}

/// How far setting up is.
#[derive(Clone, Default)]
pub enum SetUpStep {
	/// Nothing is known yet.
	#[default]
	Place,
	/// A node answered; a person compares its chain.
	Chain(NodePlace),
	/// The chain is the right one; keys and account are next. `true`: it is used as a development chain.
	Keys(NodePlace, bool),
	/// All is made; the words are shown until they were asked back.
	Words,
	/// The words at these places, from 1, are asked back.
	Ask([u8; ASKED]),
	/// Nothing is left to do.
	Done,
}
