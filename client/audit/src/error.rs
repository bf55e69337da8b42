//! What can go wrong with an audit and its exports. A message is the cause alone; what to do next, the kind and the exit code are
//! [`Advice`].

use crate::question::Missing;
use medquorum_core::{
	advice::{Advice, Blame},
	domain::BlockNumber,
	kinds,
};

/// Why an audit is not whole, or an export is not believed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AuditError {
	/// Parts of the period could not be read.
	#[error("this audit is not whole: the node has forgotten {}", listed(.0))]
	Incomplete(Vec<Missing>),
	/// No finalized block lies in the period.
	#[error("no finalized block lies in this period: the chain has come to {last}")]
	NoBlocks {
		/// The time of the newest block, in words.
		last: String,
	},
	/// The period ends before it begins.
	#[error("the period ends before it begins")]
	Backwards,
	/// The file holds something else.
	#[error("this is not an export of `medquorum audit` ({0})")]
	NotAnExport(String),
	/// The file is of a format that this program does not know.
	#[error("this export has the format {0}, which this program does not know")]
	Format(String),
	/// The file is not the one that was written.
	#[error("the export was changed after it was written")]
	Changed,
	/// A block does not follow from the one at the top.
	#[error("block {block} of the export does not follow from the block at its top")]
	Unlinked {
		/// The block whose place in the chain is not shown, or whose header does not fit it.
		block: BlockNumber,
	},
	/// A state does not hold what the file says.
	#[error("the proof of block {block} does not show what the export says")]
	BadProof {
		/// The block whose state the proof is about.
		block: BlockNumber,
	},
	/// The blocks are of another chain than the file says.
	#[error("the export is of another chain than it says")]
	OtherGenesis,
	/// What the file tells in words is not what its proofs show.
	#[error("the export tells something else than its proofs show{}", at(*.block))]
	Differs {
		/// The first block that differs, where one can be named.
		block: Option<BlockNumber>,
	},
	/// The top is not the block that the verifier trusts.
	#[error("the block at the top of the export is {found}, not {pinned}")]
	OtherPin {
		/// The hash that the verifier trusts.
		pinned: String,
		/// The hash in the file.
		found: String,
	},
	/// The node's finalized chain has another block there, or none.
	#[error("the node's finalized chain has not the block {block} of this export")]
	NotOnChain {
		/// The number of the block at the top.
		block: BlockNumber,
	},
	/// This program cannot read the events of a runtime.
	#[error("block {block} was made by version {version} of the runtime, which this program does not know")]
	UnknownRuntime {
		/// The runtime's `spec_version`.
		version: u32,
		/// A block that this runtime made; its events cannot be read.
		block: BlockNumber,
	},
	/// What the node proves is not what it told before.
	#[error("the node proves something else for block {block} than it told before")]
	NodeDiffers {
		/// The block whose proof does not fit; 0 where the node proves another chain.
		block: BlockNumber,
	},
	/// The program was built without the description of any runtime.
	#[error("this program cannot read any runtime's events")]
	NoRuntime,
}

fn listed(missing: &[Missing]) -> String {
	missing
		.iter()
		.map(ToString::to_string)
		.collect::<Vec<_>>()
		.join(", ")
}

fn at(block: Option<BlockNumber>) -> String {
	block.map_or_else(String::new, |block| format!(" (block {block})"))
}

impl Advice for AuditError {
	kinds! {
		Incomplete = "AuditIncomplete", NoBlocks = "AuditNoBlocks", Backwards = "AuditBackwards", NotAnExport, Format = "ExportFormat",
		Changed = "ExportChanged", Unlinked = "ExportUnlinked", BadProof = "ExportBadProof", OtherGenesis = "ExportOtherChain",
		Differs = "ExportDiffers", OtherPin = "ExportOtherPin", NotOnChain = "ExportNotOnChain",
		UnknownRuntime = "AuditUnknownRuntime", NodeDiffers = "AuditNodeDiffers", NoRuntime = "AuditNoRuntime",
	}

	fn next(&self) -> String {
		let next = match self {
			Self::Incomplete(_) => "ask a node that keeps everything (an archive) with --node",
			Self::NoBlocks { .. } => "choose another period",
			Self::Backwards => "give the earlier day to --since",
			Self::NotAnExport(_) => "name the file that `medquorum audit --export` wrote",
			Self::Format(_) => "verify it with the program that wrote it, or a newer one",
			Self::Changed
			| Self::Unlinked { .. }
			| Self::BadProof { .. }
			| Self::OtherGenesis
			| Self::Differs { .. } => {
				"do not believe it: ask for it again, or make one yourself with `medquorum audit --export`"
			}
			Self::OtherPin { .. } => {
				"ask whoever gave you the export for the block it was made at, and somebody you trust for the hash of that block"
			}
			Self::NotOnChain { .. } => {
				"do not believe it, unless this node is behind: `medquorum status` tells"
			}
			Self::UnknownRuntime { .. } => "use a newer version of this program",
			Self::NodeDiffers { .. } => "do not believe this node; name another one with --node",
			Self::NoRuntime => "this is a fault of medquorum; please report it",
		};
		next.to_owned()
	}

	fn blame(&self) -> Blame {
		match self {
			Self::Incomplete(_)
			| Self::NoBlocks { .. }
			| Self::Changed
			| Self::Unlinked { .. }
			| Self::BadProof { .. }
			| Self::OtherGenesis
			| Self::Differs { .. }
			| Self::OtherPin { .. }
			| Self::NotOnChain { .. }
			| Self::NodeDiffers { .. } => Blame::Refused,
			Self::Backwards | Self::NotAnExport(_) | Self::Format(_) | Self::UnknownRuntime { .. } => {
				Blame::Yours
			}
			Self::NoRuntime => Blame::Bug,
		}
	}
}
