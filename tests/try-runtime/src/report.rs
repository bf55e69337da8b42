//! What was found, as people read it.

use frame_support::weights::Weight;
use std::fmt;

/// Something that would fail on the chain as well.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
	/// The pallet or migration at fault.
	pub place: String,
	/// In the words of the check that noticed it.
	pub what: String,
}

impl Failure {
	/// Names the place and what is wrong there.
	pub fn new(place: impl Into<String>, what: impl Into<String>) -> Self {
		Self {
			place: place.into(),
			what: what.into(),
		}
	}
}

impl fmt::Display for Failure {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "{}: {}", self.place, self.what)
	}
}

/// The versions of a pallet's storage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Version {
	/// Whose they are.
	pub pallet: &'static str,
	/// In the snapshot.
	pub before: u16,
	/// When all migrations have ended.
	pub after: u16,
}

/// All that was found.
#[derive(Debug, Clone, Default)]
pub struct Report {
	/// Keys of the top trie.
	pub keys: usize,
	/// Keys of all child tries together.
	pub child_keys: usize,
	/// `spec_version` of the runtime that made the snapshot.
	pub from: u32,
	/// `spec_version` of this release.
	pub to: u32,
	/// What the upgrade takes of its first block, that block's own beginning included.
	pub first: Weight,
	/// The most that a block may take.
	pub limit: Weight,
	/// Blocks without transactions, in which migrations are carried on.
	pub blocks: u32,
	/// What migrations take of the heaviest of these.
	pub heaviest: Weight,
	/// The most that they may take of one.
	pub heaviest_limit: Weight,
	/// One line for each pallet, in the runtime's order.
	pub versions: Vec<Version>,
	/// Bytes of all values, when all decode.
	pub decoded: Option<usize>,
	/// Empty when the upgrade may be voted on.
	pub failures: Vec<Failure>,
}

fn part(of: u64, whole: u64) -> String {
	let hundredths = u128::from(of) * 10_000 / u128::from(whole.max(1));
	format!("{}.{:02} %", hundredths / 100, hundredths % 100)
}

/// A weight beside its limit. Time is counted in picoseconds.
fn beside(weight: Weight, limit: Weight) -> String {
	format!(
		"{} µs of {} µs ({}), {} B of proof of {} B ({})",
		weight.ref_time() / 1_000_000,
		limit.ref_time() / 1_000_000,
		part(weight.ref_time(), limit.ref_time()),
		weight.proof_size(),
		limit.proof_size(),
		part(weight.proof_size(), limit.proof_size()),
	)
}

impl fmt::Display for Report {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		writeln!(
			f,
			"snapshot         {} keys, {} in child tries",
			self.keys, self.child_keys
		)?;
		if self.from < self.to {
			writeln!(f, "runtime          version {} to {}", self.from, self.to)?;
			writeln!(f, "first block      {}", beside(self.first, self.limit))?;
		} else {
			writeln!(
				f,
				"runtime          version {} already: nothing to upgrade",
				self.to
			)?;
		}
		if self.blocks > 0 {
			let heaviest = beside(self.heaviest, self.heaviest_limit);
			writeln!(
				f,
				"migrations       blocks without transactions: {}, the heaviest {heaviest}",
				self.blocks
			)?;
		}
		for version in &self.versions {
			let Version {
				pallet,
				before,
				after,
			} = version;
			match before == after {
				true => writeln!(f, "storage version  {after} {pallet}")?,
				false => writeln!(f, "storage version  {before} to {after} {pallet}")?,
			}
		}
		match self.decoded {
			Some(bytes) => writeln!(f, "state            every value decodes, {bytes} B"),
			None => writeln!(
				f,
				"state            not every value decodes, or that was not reached"
			),
		}
	}
}
