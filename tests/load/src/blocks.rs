//! How full blocks were.

use crate::{failure::Failure, rpc::Node};
use frame_support::dispatch::DispatchClass;
use frame_system::{BlockWeight, ConsumedWeight};
use medquorum_runtime::{
	Runtime,
	constants::{MAXIMUM_BLOCK_LENGTH, MAXIMUM_BLOCK_WEIGHT, NORMAL_DISPATCH_RATIO},
};
use serde_json::{Value, json};

/// From this part of what normal transactions may take, a block counts as filled.
const FILLED: f64 = 0.9;

/// What the block's maker puts into each: its time, and what it knows of the relay chain.
const INHERENTS: usize = 2;

/// Blocks one after the other.
#[derive(Debug, Default)]
pub struct Blocks {
	transactions: u64,
	bytes: u64,
	/// The scarcest of computing, proof and length, as a part of what normal transactions may take.
	parts: Vec<f64>,
}

impl Blocks {
	/// Those after `from`, up to `to`.
	///
	/// # Errors
	/// When the node does not have them.
	pub fn between(node: &Node, from: u32, to: u32) -> Result<Self, Failure> {
		let mut blocks = Self::default();
		for number in from.saturating_add(1)..=to {
			blocks.add(node, number)?;
		}
		blocks.parts.sort_by(f64::total_cmp);
		Ok(blocks)
	}

	fn add(&mut self, node: &Node, number: u32) -> Result<(), Failure> {
		let hash = node.block(number)?;
		let block = node.ask("chain_getBlock", &json!([hash]))?;
		let extrinsics = block.pointer("/block/extrinsics").and_then(Value::as_array);
		let lengths: Vec<u64> = extrinsics
			.ok_or("a block without a body")?
			.iter()
			.filter_map(Value::as_str)
			.map(|hex| (hex.len() / 2).saturating_sub(1) as u64)
			.collect();
		let bytes: u64 = lengths.iter().sum();
		let used: Option<ConsumedWeight> = node.stored(&BlockWeight::<Runtime>::hashed_key(), &hash)?;
		let normal = *used.unwrap_or_default().get(DispatchClass::Normal);
		let most = NORMAL_DISPATCH_RATIO * MAXIMUM_BLOCK_WEIGHT;
		let part = [
			normal.ref_time() as f64 / most.ref_time() as f64,
			normal.proof_size() as f64 / most.proof_size() as f64,
			bytes as f64 / f64::from(NORMAL_DISPATCH_RATIO * MAXIMUM_BLOCK_LENGTH),
		];
		self.parts.push(part.into_iter().fold(0.0, f64::max));
		self.transactions = self.transactions.saturating_add(lengths.len() as u64);
		self.bytes = self.bytes.saturating_add(bytes);
		Ok(())
	}

	/// How many signed transactions a block holds.
	///
	/// # Errors
	/// When the node does not have it.
	pub fn signed(node: &Node, number: u32) -> Result<usize, Failure> {
		let block = node.ask("chain_getBlock", &json!([node.block(number)?]))?;
		let extrinsics = block.pointer("/block/extrinsics").and_then(Value::as_array);
		let extrinsics = extrinsics.ok_or("a block without a body")?;
		Ok(extrinsics.len().saturating_sub(INHERENTS))
	}

	/// For people.
	pub fn told(&self) -> Value {
		let filled = self.parts.iter().filter(|part| **part >= FILLED).count();
		json!({
			"count": self.parts.len(),
			"filled": filled,
			"p50_part_of_normal": self.parts.get(self.parts.len() / 2),
			"transactions": self.transactions,
			"bytes": self.bytes,
		})
	}
}
