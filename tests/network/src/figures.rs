//! What blocks of the parachain tell of themselves: when they were made, and how full they are.

use crate::{para::SESSION, process::Process, scale::compact};
use serde_json::{Value, json};
use std::time::Duration;

/// twox-128 of `Timestamp` and of `Now`: milliseconds since 1970.
const NOW_KEY: &str = "0xf0c365c3cf59d671eb72da0e7a4113c49f1f0515f462cdcf84e0f1d6045dfcbb";

/// twox-128 of `System` and of `BlockWeight`: what the block has taken, by the classes of its calls.
const WEIGHT_KEY: &str = "0x26aa394eea5630e07c48ae0c9558cef734abf5cb34d6244378cddbf18e849d96";

/// What a block or a part of it takes of what there is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Weight {
	/// Computing time, in picoseconds.
	pub time: u64,
	/// State that the validators have to be shown, in bytes.
	pub proof: u64,
}

impl Weight {
	/// Whether there is room for it in both.
	#[must_use]
	pub fn fits(self, limit: Self) -> bool {
		self.time <= limit.time && self.proof <= limit.proof
	}

	fn and(self, other: Self) -> Self {
		Self {
			time: self.time.saturating_add(other.time),
			proof: self.proof.saturating_add(other.proof),
		}
	}

	fn max(self, other: Self) -> Self {
		Self {
			time: self.time.max(other.time),
			proof: self.proof.max(other.proof),
		}
	}
}

/// What the final blocks of the parachain have taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Figures {
	/// How many blocks these are, from the first one on.
	pub blocks: u64,
	/// Mean time from one to the next.
	pub block_time: Duration,
	/// The most that ordinary calls took of one block.
	pub calls: Weight,
	/// The most that one block took, with all that the chain itself does. Without the first of each session, which the session pallet
	/// counts as full whatever it holds.
	pub whole: Weight,
}

impl Figures {
	/// What this node of the parachain says, which keeps all states.
	///
	/// # Panics
	/// When it does not say.
	pub fn of(node: &Process) -> Self {
		Self::read(node).unwrap_or_else(|| panic!("the node does not say what its blocks have taken"))
	}

	fn read(node: &Process) -> Option<Self> {
		let blocks = node.finalized()?;
		let numbers: Vec<u64> = (1..=blocks).collect();
		let hashes = node.ask("chain_getBlockHash", &json!([numbers])).ok()?;
		let hashes = hashes.as_array()?;
		let (first, last) = (made(node, hashes.first()?)?, made(node, hashes.last()?)?);
		let spent = last.saturating_sub(first);
		let mut figures = Self {
			blocks,
			block_time: Duration::from_millis(spent / blocks.saturating_sub(1).max(1)),
			calls: Weight::default(),
			whole: Weight::default(),
		};
		for (number, hash) in numbers.iter().zip(hashes) {
			let [normal, operational, mandatory] = weights(&node.stored(WEIGHT_KEY, hash)?)?;
			figures.calls = figures.calls.max(normal);
			if !number.is_multiple_of(u64::from(SESSION)) {
				let whole = normal.and(operational).and(mandatory);
				figures.whole = figures.whole.max(whole);
			}
		}
		Some(figures)
	}
}

/// When a block was made, in milliseconds since 1970.
fn made(node: &Process, hash: &Value) -> Option<u64> {
	let bytes = node.stored(NOW_KEY, hash)?;
	<[u8; 8]>::try_from(bytes).ok().map(u64::from_le_bytes)
}

/// Time and proof of normal, operational and mandatory calls.
fn weights(bytes: &[u8]) -> Option<[Weight; 3]> {
	let mut rest = bytes;
	let mut weights = [Weight::default(); 3];
	for weight in &mut weights {
		(weight.time, rest) = compact(rest)?;
		(weight.proof, rest) = compact(rest)?;
	}
	Some(weights)
}
