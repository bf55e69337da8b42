//! What follows from a node's answers, without asking it anything.

use serde_json::Value;
use sp_core::H256;
use sp_runtime::{
	StateVersion,
	generic::{Digest, Header},
	traits::{BlakeTwo256, Hash as _, Header as _},
};
use std::time::{Duration, Instant};

/// By how much the clock may be off: blocks themselves come some seconds after the time that they name.
const TOLERATED: i64 = 60_000;
/// How far two blocks may be from each other beyond the time between two looks, while a chain is followed live. A chain that is caught up
/// with runs faster; one that stands, slower.
const LIVE: Duration = Duration::from_secs(15);
/// Looks in a row.
const AGREE: u32 = 3;

/// What a chain's newest block said about the time, and what this machine's clocks said then.
#[derive(Debug, Clone, Copy)]
pub struct Told {
	/// The block's own time, in milliseconds since 1970.
	pub block: u64,
	/// That of the machine's clock.
	pub wall: u64,
	/// The same by a clock that nobody sets.
	pub at: Instant,
}

/// Compares a chain's time with this machine's.
#[derive(Debug, Default)]
pub struct Clock {
	last: Option<Told>,
	live: u32,
}

impl Clock {
	/// Takes what was told; answers by how many seconds the machine's clock is ahead, where that is too much and sure.
	pub fn see(&mut self, told: Told) -> Option<i64> {
		let live = self.last.is_some_and(|last| {
			let passed = told.at.saturating_duration_since(last.at);
			told.block
				.checked_sub(last.block)
				.is_some_and(|moved| moved > 0 && Duration::from_millis(moved).abs_diff(passed) <= LIVE)
		});
		self.live = match live {
			true => self.live.saturating_add(1),
			false => 0,
		};
		self.last = Some(told);
		let ahead = i64::try_from(told.wall).ok()? - i64::try_from(told.block).ok()?;
		(self.is_live() && ahead.abs() > TOLERATED).then_some(ahead / 1000)
	}

	/// Whether the chain is followed live: its newest block is of today.
	#[must_use]
	pub fn is_live(&self) -> bool {
		self.live >= AGREE
	}
}

/// The hash of the first block that a raw spec's state gives, as the node tells it: by either way of laying out a state, since which one
/// it is stands inside the code. `None` where the state is not hex.
pub fn genesis_hashes(top: &Value) -> Option<[String; 2]> {
	let decode = |text: &str| hex::decode(text.trim_start_matches("0x")).ok();
	let state = top
		.as_object()?
		.iter()
		.map(|(name, content)| Some((decode(name)?, decode(content.as_str()?)?)))
		.collect::<Option<Vec<_>>>()?;
	let hash = |version| {
		let state_root = BlakeTwo256::trie_root(state.clone(), version);
		let nothing = BlakeTwo256::trie_root(Vec::new(), version);
		let header = Header::<u32, BlakeTwo256>::new(0, nothing, state_root, H256::zero(), Digest::default());
		shown(&header.hash())
	};
	Some([StateVersion::V0, StateVersion::V1].map(hash))
}

/// A hash as JSON-RPC shows it.
fn shown(hash: &H256) -> String {
	format!("0x{}", hex::encode(hash))
}

/// Of the names under which a relay chain keeps headers, that of this parachain: the number ends it.
pub fn ours(names: &[Value], para_id: u32) -> Option<&str> {
	let ending = hex::encode(para_id.to_le_bytes());
	names
		.iter()
		.filter_map(Value::as_str)
		.find(|name| name.ends_with(&ending))
}

/// The hash of a header that a relay chain has, where that is a chain's first one; `None` for any later one. It is a SCALE vector of bytes,
/// and a first header begins with 32 zeros for its parent.
pub fn head_at(hex: &str) -> Option<String> {
	let bytes = hex::decode(hex.trim_start_matches("0x")).ok()?;
	let length = match bytes.first()? & 3 {
		0 => 1,
		1 => 2,
		_ => 4,
	};
	let header = bytes.get(length..)?;
	header
		.get(..32)?
		.iter()
		.all(|byte| *byte == 0)
		.then(|| shown(&BlakeTwo256::hash(header)))
}
