//! Entries with all that a reader has to know of them.

use crate::{
	entry::{Entry, Past, entries},
	export::Export,
	proof::Block,
	question::{Missing, Question},
};
use medquorum_core::{domain::Bytes32, hex_text::prefixed, views::Names};
use serde::Serialize;

/// Entries with all that a reader has to know of them; serialized, the document that programs get.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
	/// Hash of block 0, which names the chain.
	#[serde(serialize_with = "prefixed::serialize")]
	pub genesis: Bytes32,
	/// The newest finalized block when it was made.
	pub top: Block,
	/// Whom it is about, and over which blocks.
	pub question: Question,
	/// Blocks of the period that could not be read.
	pub missing: Vec<Missing>,
	/// Whether every entry was checked by its proof, down from `top`; if not, they are as a node showed them.
	pub proven: bool,
	/// What happened, oldest first.
	pub entries: Vec<Entry>,
}

impl Report {
	/// Of blocks as a node showed them.
	#[must_use]
	pub fn shown(
		genesis: Bytes32,
		top: Block,
		question: Question,
		missing: Vec<Missing>,
		past: &[Past],
		names: &dyn Names,
	) -> Self {
		Self {
			entries: entries(&question, past, names),
			proven: false,
			genesis,
			top,
			question,
			missing,
		}
	}

	/// Of an export, every entry of which is proven.
	#[must_use]
	pub fn proven(export: &Export, names: &dyn Names) -> Self {
		Self {
			genesis: export.genesis,
			top: export.top,
			question: export.question.clone(),
			missing: export.missing.clone(),
			proven: true,
			entries: entries(&export.question, &export.past, names),
		}
	}

	/// What it rests on, in sentences for people.
	#[must_use]
	pub fn grounds(&self) -> Vec<String> {
		let Block { number, hash } = self.top;
		let hash = format!("0x{}", hex::encode(hash));
		let chain = format!("0x{}", hex::encode(self.genesis));
		let proof = match self.proven {
			true => format!(
				"Every entry was checked by its proof, which leads from the block it stands in to block {number}. Whether that block is the \
				 chain's own, ask somebody you trust: its hash is {hash}."
			),
			false => format!("This is what one node showed, at block {number} ({hash}), without proofs."),
		};
		let mut grounds = vec![
			format!("Blocks {} to {} of the chain {chain}.", self.question.from, self.question.to),
			proof,
			"That a record could be opened is shown, and from when on. That somebody opened it leaves no trace on the chain."
				.to_owned(),
		];
		if !self.missing.is_empty() {
			let missing: Vec<String> = self.missing.iter().map(ToString::to_string).collect();
			grounds.push(format!(
				"THIS IS NOT WHOLE: the node had forgotten {}. What happened there is not in here.",
				missing.join(", ")
			));
		}
		grounds
	}
}
