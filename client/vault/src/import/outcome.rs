//! What became of an import.

use super::fault::Fault;
use crate::{error::Error, roles::EncodedCall};
use medquorum_core::domain::*;
use medquorum_manifest::{BadRow, Cells};
use serde::Serialize;

/// A row whose record a finalized block shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct RegisteredRow {
	/// The line of the manifest.
	pub line: u64,
	/// The id under which the chain has it.
	pub record_id: RecordId,
	/// The block in which it was registered.
	pub block: BlockNumber,
}

/// A row that was not brought in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedRow {
	/// The line of the manifest.
	pub line: u64,
	/// As it was written.
	pub cells: Cells,
	/// Why: at least one fault.
	pub faults: Vec<Fault>,
}

impl RefusedRow {
	/// A row that cannot be read.
	#[must_use]
	pub fn unreadable(bad: &BadRow) -> Self {
		Self {
			line: bad.line,
			cells: bad.cells.clone(),
			faults: bad.faults.iter().map(Fault::of).collect(),
		}
	}
}

/// What became of the rows of a manifest: each is in one of the lists, or among those that are left.
#[derive(Debug, Default)]
pub struct Imported {
	/// Registered by this run.
	pub registered: Vec<RegisteredRow>,
	/// Registered by an earlier import, and left as they are.
	pub earlier: Vec<RegisteredRow>,
	/// Not brought in.
	pub refused: Vec<RefusedRow>,
	/// Rows that the run did not come to, because something stopped it.
	pub left: usize,
	/// What stopped it. The same import resumes once that is out of the way.
	pub stopped: Option<Error>,
	/// The calls, where they are handed out instead of sent.
	pub calls: Vec<EncodedCall>,
	/// Rows whose calls these are.
	pub handed_out: usize,
	/// What the batches cost (deposits not counted).
	pub fee: Balance,
	/// Batches in finalized blocks.
	pub batches: usize,
}
