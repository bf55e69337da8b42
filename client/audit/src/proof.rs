//! From one block that a verifier trusts down to what happened in earlier ones.
//!
//! A header is bound by its block's hash, the state by the header's root. The state of a block holds the hashes of the blocks
//! before it (`System.BlockHash`, as many as the runtime keeps) and that of block 0. So each [`Step`] shows the hashes of earlier
//! blocks, and a ladder of them leads from the newest block to all others without the headers between.

use crate::{
	error::AuditError,
	header::Header,
	trie::{Nodes, read_exactly},
};
use medquorum_core::{
	domain::{BlockNumber, Bytes32},
	hex_text::prefixed,
};
use parity_scale_codec::{Compact, Decode};
use serde::{Deserialize, Serialize};
use sp_crypto_hashing::{twox_64, twox_128};
use std::collections::{BTreeMap, BTreeSet};

/// A block by number and hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Block {
	/// Height in the chain; block 0 is the genesis.
	pub number: BlockNumber,
	/// BLAKE2b-256 of the SCALE header.
	#[serde(with = "prefixed")]
	pub hash: Bytes32,
}

/// What one block shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
	/// The block's number; `verify` takes its hash from a later block's step, or from the top.
	pub number: BlockNumber,
	/// Earlier blocks whose hashes its state shows, descending.
	pub earlier: Vec<BlockNumber>,
	/// Whether its state shows what happened in it, when, and under which runtime.
	pub tells: bool,
	/// The SCALE bytes of its header.
	pub header: Vec<u8>,
	/// Nodes of its state, ascending: those that it takes, and no others.
	pub proof: Nodes,
}

/// A step that is to be proven: a step without header and nodes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rung {
	/// Its block.
	pub number: BlockNumber,
	/// Earlier blocks whose hashes its state has to show, descending.
	pub earlier: Vec<BlockNumber>,
	/// Whether it has to show what happened.
	pub tells: bool,
}

/// What is proven to have happened in a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
	/// The block whose header and state were checked against the top.
	pub block: Block,
	/// The time that its maker wrote into it, in milliseconds since 1970; 0 where there is none.
	pub time: u64,
	/// The `spec_version` of the runtime that made its state.
	pub runtime: u32,
	/// SCALE bytes of `System.Events`.
	pub events: Vec<u8>,
}

fn item(pallet: &str, name: &str) -> Vec<u8> {
	[twox_128(pallet.as_bytes()), twox_128(name.as_bytes())].concat()
}

fn hash_of(number: BlockNumber) -> Vec<u8> {
	let number = number.to_le_bytes();
	[
		item("System", "BlockHash"),
		twox_64(&number).to_vec(),
		number.to_vec(),
	]
	.concat()
}

impl Told {
	/// From the values of [`Rung::tells`], in the order of its keys; `None` where they are something else.
	#[must_use]
	pub fn read(block: Block, values: &[Option<Vec<u8>>]) -> Option<Self> {
		let [events, time, runtime] = values else {
			return None;
		};
		let time = match time {
			Some(time) => u64::from_le_bytes(time.as_slice().try_into().ok()?),
			None => 0,
		};
		// The name of the runtime follows.
		let Compact(runtime) = Compact::<u32>::decode(&mut runtime.as_deref()?).ok()?;
		Some(Self {
			block,
			time,
			runtime,
			// No events are an empty list, which is not stored.
			events: events.clone().unwrap_or_else(|| vec![0]),
		})
	}
}

impl Rung {
	/// A block that only has to show what happened in it.
	#[must_use]
	pub fn telling(number: BlockNumber) -> Self {
		Self {
			number,
			earlier: Vec::new(),
			tells: true,
		}
	}

	/// The keys of the state that a proof of it has to show, in order.
	#[must_use]
	pub fn keys(&self) -> Vec<Vec<u8>> {
		keys(&self.earlier, self.tells)
	}
}

fn keys(earlier: &[BlockNumber], tells: bool) -> Vec<Vec<u8>> {
	let mut keys: Vec<_> = earlier.iter().map(|number| hash_of(*number)).collect();
	if tells {
		keys.push(item("System", "Events"));
		keys.push(item("Timestamp", "Now"));
		keys.push(item("System", "LastRuntimeUpgrade"));
	}
	keys
}

/// The steps that lead from `top` to all of `wanted`, where a state holds the hashes of the `reach` blocks before it.
#[must_use]
pub fn plan(top: BlockNumber, wanted: &BTreeSet<BlockNumber>, reach: BlockNumber) -> Vec<Rung> {
	let mut rungs = Vec::new();
	let mut at = top;
	loop {
		let floor = at.saturating_sub(reach.max(1));
		let mut earlier: BTreeSet<_> = wanted.range(floor..at).copied().collect();
		let further = wanted.range(..floor).next().is_some();
		if further {
			earlier.insert(floor);
		}
		if at == top {
			// Names the chain: the state keeps the hash of block 0 for ever.
			earlier.extend((top > 0).then_some(0));
		}
		let tells = wanted.contains(&at);
		rungs.push(Rung {
			number: at,
			earlier: earlier.iter().rev().copied().collect(),
			tells,
		});
		rungs.extend(
			wanted
				.range(floor.saturating_add(1)..at)
				.rev()
				.map(|number| Rung {
					number: *number,
					earlier: Vec::new(),
					tells: true,
				}),
		);
		if !further {
			let last = wanted.contains(&floor) && floor < at;
			rungs.extend(last.then(|| Rung {
				number: floor,
				earlier: Vec::new(),
				tells: true,
			}));
			return rungs;
		}
		at = floor;
	}
}

/// What is proven to have happened, ascending by block. Everything in the steps is needed for it, and everything is checked.
///
/// # Errors
/// The first thing that does not hold, from the top down.
pub fn verify(genesis: &Bytes32, top: Block, steps: &[Step]) -> Result<Vec<Told>, AuditError> {
	let mut known = BTreeMap::from([(top.number, top.hash)]);
	let mut told = Vec::new();
	let begins = steps.first().is_some_and(|step| step.number == top.number);
	let named = top.number == 0 || steps.first().is_some_and(|step| step.earlier.contains(&0));
	if !begins || !named {
		return Err(AuditError::Unlinked { block: top.number });
	}
	for step in steps {
		let block = step.number;
		// The highest that is left: so the steps have one order, and none stands twice.
		let hash = match known.pop_last() {
			Some((number, hash)) if number == block => hash,
			_ => return Err(AuditError::Unlinked { block }),
		};
		let header =
			Header::read(&step.header).filter(|header| header.hash == hash && header.number == block);
		let header = header.ok_or(AuditError::Unlinked { block })?;
		let keys = keys(&step.earlier, step.tells);
		let values = read_exactly(&header.state_root, &step.proof, &keys);
		let values = values.ok_or(AuditError::BadProof { block })?;
		let (hashes, rest) = values.split_at_checked(step.earlier.len()).unwrap_or_default();
		link(step, hashes, &mut known)?;
		if step.tells {
			let of = Block { number: block, hash };
			told.push(Told::read(of, rest).ok_or(AuditError::BadProof { block })?);
		}
	}
	// What is left was shown and not used: block 0, unless something happened in it.
	let left: Vec<_> = known.into_iter().collect();
	match left.as_slice() {
		[] if top.number == 0 && top.hash == *genesis => {}
		[(0, hash)] if hash == genesis => {}
		[(0, _)] | [] => return Err(AuditError::OtherGenesis),
		[.., (block, _)] => return Err(AuditError::Unlinked { block: *block }),
	}
	told.reverse();
	Ok(told)
}

/// Takes in the hashes of earlier blocks.
fn link(
	step: &Step,
	hashes: &[Option<Vec<u8>>],
	known: &mut BTreeMap<BlockNumber, Bytes32>,
) -> Result<(), AuditError> {
	let block = step.number;
	let mut above = block;
	for (earlier, hash) in step.earlier.iter().zip(hashes) {
		let hash = hash.as_deref().and_then(|hash| Bytes32::try_from(hash).ok());
		let hash = hash
			.filter(|_| *earlier < above)
			.ok_or(AuditError::BadProof { block })?;
		above = *earlier;
		if known.insert(*earlier, hash).is_some() {
			return Err(AuditError::BadProof { block });
		}
	}
	Ok(())
}
