//! Walks the tree of an object from its root, without input or output: the stores fetch, this decides what and checks it.

use std::ops::Range;

use medquorum_envelope::{
	Cid,
	cid::{Codec, links},
};

use super::StoreError;

/// 174^6 leaves are more than a `u64` of bytes can count; deeper trees are forgeries.
const MAX_DEPTH: u8 = 9;

/// A subtree that has to be fetched.
#[derive(Clone, Copy)]
pub(super) struct Branch {
	pub cid: Cid,
	/// Where its bytes begin in the file.
	start: u64,
	/// How many bytes its parent says it has; unknown for the root.
	size: Option<u64>,
	depth: u8,
}

impl Branch {
	pub fn is_leaf(&self) -> bool {
		self.cid.codec() == Codec::Raw
	}
}

/// The part of a walk that does not change: which object, which bytes, and who is asked.
#[derive(Clone)]
pub(super) struct Order {
	pub store: String,
	pub root: Cid,
	pub range: Option<Range<u64>>,
}

impl Order {
	fn altered(&self, block: &Cid) -> StoreError {
		StoreError::Altered {
			store: self.store.clone(),
			cid: self.root,
			block: *block,
		}
	}

	fn truncated(&self, have: u64, want: u64) -> StoreError {
		StoreError::Truncated {
			store: self.store.clone(),
			cid: self.root,
			have,
			want,
		}
	}

	/// The error for a block that is not there.
	pub fn missing(&self, block: &Cid) -> StoreError {
		let (store, cid) = (self.store.clone(), self.root);
		if *block == cid {
			StoreError::Missing { store, cid }
		} else {
			StoreError::Incomplete {
				store,
				cid,
				block: *block,
			}
		}
	}

	/// Compares a block with its CID and, for leaves, with the length its parent gives.
	fn check(&self, branch: &Branch, block: &[u8]) -> Result<(), StoreError> {
		let have = block.len() as u64;
		let matches = branch.cid.matches(block);
		match branch.size {
			Some(want) if branch.is_leaf() && have < want && !matches => Err(self.truncated(have, want)),
			Some(want) if branch.is_leaf() && have != want => Err(self.altered(&branch.cid)),
			_ if !matches => Err(self.altered(&branch.cid)),
			_ => Ok(()),
		}
	}

	/// Compares the length of a leaf with the one that its parent gives. A single block has no parent, so any length is right.
	pub fn check_length(&self, leaf: &Branch, have: u64) -> Result<(), StoreError> {
		match leaf.size {
			Some(want) if have < want => Err(self.truncated(have, want)),
			Some(want) if have > want => Err(self.altered(&leaf.cid)),
			_ => Ok(()),
		}
	}

	/// A range that ends behind the object means that the object is shorter than the caller was told.
	fn check_end(&self, size: u64) -> Result<(), StoreError> {
		match &self.range {
			Some(range) if range.end > size => Err(self.truncated(size, range.end)),
			_ => Ok(()),
		}
	}

	/// The wanted bytes of a leaf, after comparing it with its CID.
	pub fn take(&self, branch: &Branch, mut block: Vec<u8>) -> Result<Vec<u8>, StoreError> {
		self.check(branch, &block)?;
		if branch.depth == 0 {
			self.check_end(block.len() as u64)?;
		}
		let Some(range) = &self.range else {
			return Ok(block);
		};
		let within = |at: u64| {
			let offset = at.saturating_sub(branch.start).min(block.len() as u64);
			// No longer than the block, which is in memory.
			usize::try_from(offset).unwrap_or(block.len())
		};
		let (from, to) = (within(range.start), within(range.end));
		block.truncate(to);
		block.drain(..from.min(to));
		Ok(block)
	}
}

/// Which blocks are still to be fetched, in file order.
pub(super) struct Walk {
	order: Order,
	/// The next branch is the last.
	stack: Vec<Branch>,
}

impl Walk {
	pub fn new(order: Order) -> Self {
		let root = Branch {
			cid: order.root,
			start: 0,
			size: None,
			depth: 0,
		};
		Self {
			order,
			stack: vec![root],
		}
	}

	/// The next branch that holds wanted bytes. The root always comes, so that its absence is noticed.
	pub fn next(&mut self) -> Option<Branch> {
		while let Some(branch) = self.stack.pop() {
			let Some(size) = branch.size else {
				return Some(branch);
			};
			let end = branch.start.saturating_add(size);
			let wanted = match &self.order.range {
				Some(range) => range.start < end && branch.start < range.end && range.start < range.end,
				None => size > 0,
			};
			if wanted {
				return Some(branch);
			}
		}
		None
	}

	/// Where the bytes end that the branches in hand stand for; after the root was expanded, the size of the object.
	pub fn end(&self) -> u64 {
		let end = |branch: &Branch| branch.start.saturating_add(branch.size.unwrap_or_default());
		self.stack.first().map_or(0, end)
	}

	/// Puts the children of a node in its place.
	pub fn expand(&mut self, branch: &Branch, block: &[u8]) -> Result<(), StoreError> {
		self.order.check(branch, block)?;
		let altered = || self.order.altered(&branch.cid);
		let depth = branch
			.depth
			.checked_add(1)
			.filter(|depth| *depth <= MAX_DEPTH)
			.ok_or_else(altered)?;
		let mut start = branch.start;
		let mut children = Vec::new();
		for (cid, size) in links(block).map_err(|_| altered())? {
			children.push(Branch {
				cid,
				start,
				size: Some(size),
				depth,
			});
			start = start.checked_add(size).ok_or_else(altered)?;
		}
		match branch.size {
			Some(size) if branch.start.checked_add(size) != Some(start) => return Err(altered()),
			Some(_) => {}
			None => self.order.check_end(start)?,
		}
		self.stack.extend(children.into_iter().rev());
		Ok(())
	}
}
