//! Reading the chain by a light client, which asks no node.

use crate::{
	advice::{Advice, Blame},
	domain::BlockNumber,
	kinds,
};

/// Reading the chain by a light client.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LightError {
	/// The program was compiled without one.
	#[error("this program was built without a light client")]
	NotBuilt,
	/// A node is named as well: whose word would count?
	#[error("--light asks no node, and a node is named as well")]
	WithNode,
	/// The pages in the browser ask a node.
	#[error("the portal asks a node: only commands can do without")]
	NotInPortal,
	/// The spec is not one that can be followed.
	#[error("the chain spec of the {chain} cannot be used: {reason}")]
	BadSpec {
		/// Relay chain or parachain.
		chain: &'static str,
		/// What is wrong with it.
		reason: String,
	},
	/// The parachain's spec names another relay chain than the one whose spec was given.
	#[error("the parachain's chain spec is for the relay chain {named}, but the other spec is of {found}")]
	OtherRelay {
		/// The id that the parachain's spec names.
		named: String,
		/// The id in the relay chain's spec.
		found: String,
	},
	/// The spec leads to another first block than the one that is pinned.
	#[error(
		"the parachain's chain spec is of another chain: its first block is {found}, but {pinned} is pinned here"
	)]
	OtherChain {
		/// The hash in the settings.
		pinned: String,
		/// The hash that the spec leads to.
		found: String,
	},
	/// Nobody is named who could be asked for blocks.
	#[error("the chain spec of the {chain} names no peer that can be reached")]
	NoPeersNamed {
		/// Relay chain or parachain.
		chain: &'static str,
	},
	/// None of the peers answered.
	#[error("no peer of the {chain} answered in {seconds} s")]
	NoPeers {
		/// Relay chain or parachain.
		chain: &'static str,
		/// How long was waited.
		seconds: u64,
	},
	/// There are peers, and the newest finalized block is not proven yet.
	#[error("the newest finalized block of the {chain} was not proven in {seconds} s")]
	NotProven {
		/// Relay chain or parachain.
		chain: &'static str,
		/// How long was waited.
		seconds: u64,
	},
	/// Peers answered, and what the runtime says of itself could not be read.
	#[error("the peers of the chain do not give what is needed to read it")]
	Unread(#[source] Box<dyn std::error::Error + Send + Sync>),
	/// The block is newer than the newest that is proven.
	#[error("block {block} is not proven yet")]
	NotYet {
		/// What was asked for.
		block: BlockNumber,
	},
	/// The block is older than those whose hashes the newest state proves.
	#[error("a light client does not have block {block}: it proves the newest 4,096 alone")]
	TooOld {
		/// What was asked for.
		block: BlockNumber,
	},
}

impl Advice for LightError {
	kinds! {
		NotBuilt = "LightNotBuilt", WithNode = "LightWithNode", NotInPortal = "LightNotInPortal", BadSpec = "LightBadSpec",
		OtherRelay = "LightOtherRelay", OtherChain = "LightOtherChain", NoPeersNamed = "LightNoPeersNamed", NoPeers = "LightNoPeers",
		NotProven = "LightNotProven", Unread = "LightUnread", NotYet = "LightNotYet",
		TooOld = "LightTooOld"
	}

	fn next(&self) -> String {
		let next = match self {
			Self::NotBuilt => {
				"build it with `--features light-client` (docs/operators.md), or leave --light out and ask a node"
			}
			Self::WithNode => "leave out --node and MEDQUORUM_NODE, or --light and MEDQUORUM_LIGHT",
			Self::NotInPortal => "leave out --light and MEDQUORUM_LIGHT",
			Self::BadSpec { .. } => {
				"take the raw chain spec that your organisation hands out; for the parachain `medquorum-node export-chain-spec --raw` \
					writes it"
			}
			Self::OtherRelay { .. } => {
				"take both chain specs from your organisation, in this order: relay chain, parachain"
			}
			Self::OtherChain { .. } => "take the chain spec of the chain that was set up here",
			Self::NoPeersNamed { .. } => {
				"have somebody of the chain add addresses to its bootNodes, like /dns/node.example/tcp/30333/p2p/12D3…"
			}
			Self::NoPeers { .. } => {
				"check that this machine reaches the addresses in its bootNodes, or leave --light out and ask a node"
			}
			Self::NotProven { .. } | Self::NotYet { .. } => {
				"try again, or leave --light out and ask a node with --node"
			}
			Self::Unread(_) => "try again; if it stays so, leave --light out and ask a node with --node",
			Self::TooOld { .. } => {
				"leave --light out and ask a node with --node; one that keeps everything is an archive"
			}
		};
		next.to_owned()
	}

	fn blame(&self) -> Blame {
		match self {
			Self::OtherChain { .. } => Blame::Refused,
			Self::NotBuilt
			| Self::WithNode
			| Self::NotInPortal
			| Self::BadSpec { .. }
			| Self::OtherRelay { .. }
			| Self::NoPeersNamed { .. }
			| Self::NoPeers { .. }
			| Self::NotProven { .. }
			| Self::Unread(_)
			| Self::NotYet { .. }
			| Self::TooOld { .. } => Blame::Yours,
		}
	}
}
