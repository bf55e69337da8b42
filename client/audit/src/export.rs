//! An export: entries with all that it takes to check them without a node, in one file.
//!
//! The file is JSON in one spelling. A verifier takes from it the question and the steps alone, makes the whole file from
//! them again, and compares: so what people read in it is what the proofs show, and no byte of it can be another one.

use crate::{
	entry::{Entry, Nobody, Past, entries},
	error::AuditError,
	proof::{Block, Step, Told, verify},
	question::{Missing, Question},
	runtime,
	trie::Nodes,
};
use medquorum_core::{
	domain::{BlockNumber, Bytes32, RecordId},
	hex_text::prefixed,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The format that this program writes.
pub const FORMAT: &str = "medquorum-audit/1";
/// Larger files are not read.
pub const MAX_BYTES: u64 = 1 << 30;

/// Stands first in every export, for people who open it.
const ABOUT: &str = "Everything in this file follows from the block named in `top`, and from nothing else: `medquorum audit --verify` \
	checks that without a node. Whether that block is the chain's own, no file can show: compare its hash with one from somebody you \
	trust. Accounts are pseudonyms. That a record could be opened is shown, that it was opened is not. That nothing was left out is the \
	word of whoever made the export.";

/// An export that was made, or verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Export {
	/// Hash of block 0, which names the chain.
	pub genesis: Bytes32,
	/// The block that everything follows from.
	pub top: Block,
	/// Whom it is about, and over which blocks.
	pub question: Question,
	/// Blocks that could not be read.
	pub missing: Vec<Missing>,
	/// The proofs, from the top down.
	pub steps: Vec<Step>,
	/// What is proven, oldest first.
	pub past: Vec<Past>,
}

/// A step as files hold it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StepText {
	number: BlockNumber,
	earlier: Vec<BlockNumber>,
	tells: bool,
	header: String,
	proof: Vec<String>,
}

/// What is read of a file. Its entries are not believed, so they are not read.
#[derive(Deserialize)]
struct Read {
	format: String,
	#[serde(with = "prefixed")]
	genesis: Bytes32,
	top: Block,
	question: Question,
	missing: Vec<Missing>,
	steps: Vec<StepText>,
}

/// What is written.
#[derive(Serialize)]
struct Body<'a> {
	format: &'a str,
	about: &'a str,
	#[serde(serialize_with = "prefixed::serialize")]
	genesis: Bytes32,
	top: Block,
	question: &'a Question,
	missing: &'a [Missing],
	entries: Vec<Entry>,
	steps: Vec<StepText>,
}

/// The same, and a checksum over it: what is not proven, the question and what is missing, cannot be damaged unnoticed either. It
/// keeps nobody from writing another file.
#[derive(Serialize)]
struct Whole<'a> {
	#[serde(flatten)]
	body: Body<'a>,
	checksum: String,
}

fn to_hex(bytes: &[u8]) -> String {
	format!("0x{}", hex::encode(bytes))
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
	hex::decode(text.strip_prefix("0x")?).ok()
}

impl Export {
	/// From steps that a node has proven.
	///
	/// # Errors
	/// What does not hold.
	pub fn new(
		genesis: Bytes32,
		top: Block,
		question: Question,
		missing: Vec<Missing>,
		steps: Vec<Step>,
	) -> Result<Self, AuditError> {
		let told = verify(&genesis, top, &steps)?;
		let past = told.iter().map(past).collect::<Result<_, _>>()?;
		Ok(Self {
			genesis,
			top,
			question,
			missing,
			steps,
			past,
		})
	}

	/// Reads an export and checks all of it, without a node.
	///
	/// # Errors
	/// What does not hold.
	pub fn read(bytes: &[u8]) -> Result<Self, AuditError> {
		let read: Read =
			serde_json::from_slice(bytes).map_err(|error| AuditError::NotAnExport(error.to_string()))?;
		if read.format != FORMAT {
			return Err(AuditError::Format(read.format));
		}
		let steps: Option<Vec<Step>> = read.steps.iter().map(StepText::step).collect();
		let steps = steps.ok_or(AuditError::Changed)?;
		let export = Self::new(read.genesis, read.top, read.question, read.missing, steps)?;
		match export.write() == bytes {
			true => Ok(export),
			false => Err(export.difference(bytes)),
		}
	}

	/// What to say of a file whose proofs hold and whose words differ.
	fn difference(&self, bytes: &[u8]) -> AuditError {
		let found: serde_json::Value = serde_json::from_slice(bytes).unwrap_or_default();
		let shown = serde_json::to_value(self.entries()).unwrap_or_default();
		let (Some(found), Some(shown)) = (found["entries"].as_array(), shown.as_array()) else {
			return AuditError::Changed;
		};
		if found == shown {
			return AuditError::Changed;
		}
		let differs = found.iter().zip(shown).find(|(found, shown)| found != shown);
		let longer = || found.get(shown.len()).or_else(|| shown.get(found.len()));
		let entry = differs.map(|(_, shown)| shown).or_else(longer);
		let block = entry.and_then(|entry| entry["block"].as_u64());
		AuditError::Differs {
			block: block.and_then(|block| block.try_into().ok()),
		}
	}

	/// The entries, without names.
	#[must_use]
	pub fn entries(&self) -> Vec<Entry> {
		entries(&self.question, &self.past, &Nobody)
	}

	/// Records of the question of which the file itself does not show that they concern its accounts.
	#[must_use]
	pub fn unshown(&self) -> BTreeSet<RecordId> {
		let mut shown = Question {
			records: BTreeSet::new(),
			..self.question.clone()
		};
		for (_, event) in self.past.iter().flat_map(|past| &past.events) {
			shown.learn(event);
		}
		self.question
			.records
			.difference(&shown.records)
			.copied()
			.collect()
	}

	/// The file.
	#[must_use]
	pub fn write(&self) -> Vec<u8> {
		let body = || Body {
			format: FORMAT,
			about: ABOUT,
			genesis: self.genesis,
			top: self.top,
			question: &self.question,
			missing: &self.missing,
			entries: self.entries(),
			steps: self.steps.iter().map(StepText::of).collect(),
		};
		let checked = serde_json::to_vec(&body()).unwrap_or_default();
		let whole = Whole {
			body: body(),
			checksum: to_hex(&sp_crypto_hashing::blake2_256(&checked)),
		};
		let mut text = serde_json::to_vec_pretty(&whole).unwrap_or_default();
		text.push(b'\n');
		text
	}
}

impl StepText {
	/// For a file.
	#[must_use]
	pub fn of(step: &Step) -> Self {
		Self {
			number: step.number,
			earlier: step.earlier.clone(),
			tells: step.tells,
			header: to_hex(&step.header),
			proof: step.proof.iter().map(|node| to_hex(node)).collect(),
		}
	}

	/// From a file; `None` where it holds no bytes.
	#[must_use]
	pub fn step(&self) -> Option<Step> {
		let proof: Option<Nodes> = self.proof.iter().map(|node| from_hex(node)).collect();
		Some(Step {
			number: self.number,
			earlier: self.earlier.clone(),
			tells: self.tells,
			header: from_hex(&self.header)?,
			proof: proof?,
		})
	}
}

fn past(told: &Told) -> Result<Past, AuditError> {
	let events = runtime::events(told)?;
	let numbered = events
		.into_iter()
		.enumerate()
		.filter_map(|(at, event)| Some((at.try_into().ok()?, event)));
	Ok(Past {
		block: told.block,
		time: told.time,
		events: numbered.collect(),
	})
}
