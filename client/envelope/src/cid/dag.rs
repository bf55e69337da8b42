//! The balanced UnixFS tree: nodes are made as soon as they are full, so memory stays at one node per level.

use super::{Cid, Codec};
use crate::{error::Error, kdf::sha256};

/// Links per node, Kubo's default (`Import.UnixFSFileMaxLinks`).
pub const MAX_LINKS: usize = 174;

/// A child, as its parent records it.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Child {
	cid: Cid,
	/// File bytes below it.
	file_size: u64,
	/// Bytes of all blocks below it, its own included: the link's `Tsize`.
	total_size: u64,
}

/// Builds the tree over leaves given in order, and hands out each node once.
#[derive(Default)]
pub struct DagBuilder {
	/// Open nodes from the leaves' parents upwards.
	levels: Vec<Vec<Child>>,
}

impl DagBuilder {
	/// An empty tree.
	pub fn new() -> Self {
		Self::default()
	}

	/// Adds the next leaf by its SHA-256 digest and length. Every node completed by it goes to `emit`.
	pub fn push_leaf(&mut self, digest: [u8; 32], len: u64, emit: &mut impl FnMut(&Cid, &[u8])) {
		let cid = Cid::new(Codec::Raw, digest);
		self.push(
			0,
			Child {
				cid,
				file_size: len,
				total_size: len,
			},
			emit,
		);
	}

	/// Ends the tree: the root and the length of the file. A single leaf is its own root, and an empty file is a
	/// single empty leaf, whose block the caller must store as well.
	pub fn finish(mut self, emit: &mut impl FnMut(&Cid, &[u8])) -> (Cid, u64) {
		if self.levels.is_empty() {
			return (Cid::of_raw(b""), 0);
		}
		let mut level = 0;
		loop {
			let top = level + 1 == self.levels.len();
			match self.levels[level].as_slice() {
				[root] if top => return (root.cid, root.file_size),
				[] => {}
				children => {
					let parent = make_node(children, emit);
					self.levels[level].clear();
					self.push(level + 1, parent, emit);
				}
			}
			level += 1;
		}
	}

	fn push(&mut self, level: usize, child: Child, emit: &mut impl FnMut(&Cid, &[u8])) {
		if self.levels.len() == level {
			self.levels.push(Vec::with_capacity(MAX_LINKS));
		}
		// A full node waits for its next sibling: only then is it known not to be the root's only child.
		if self.levels[level].len() == MAX_LINKS {
			let parent = make_node(&self.levels[level], emit);
			self.levels[level].clear();
			self.push(level + 1, parent, emit);
		}
		self.levels[level].push(child);
	}
}

fn make_node(children: &[Child], emit: &mut impl FnMut(&Cid, &[u8])) -> Child {
	let block = encode(children);
	let cid = Cid::new(Codec::DagPb, sha256(&[&block]));
	emit(&cid, &block);
	let below: u64 = children.iter().map(|child| child.total_size).sum();
	let file_size = children.iter().map(|child| child.file_size).sum();
	Child {
		cid,
		file_size,
		total_size: below + block.len() as u64,
	}
}

/// dag-pb with the links first, then the UnixFS message: `Type = File`, `filesize`, one `blocksizes` per link.
fn encode(children: &[Child]) -> Vec<u8> {
	let mut block = Vec::with_capacity(children.len() * 60);
	let mut unixfs = vec![0x08, 0x02, 0x18];
	put_varint(&mut unixfs, children.iter().map(|child| child.file_size).sum());
	for child in children {
		let mut link = vec![0x0a, 0x24];
		link.extend_from_slice(child.cid.as_bytes());
		link.extend_from_slice(&[0x12, 0x00, 0x18]); // no name, then Tsize
		put_varint(&mut link, child.total_size);
		put_bytes(&mut block, 0x12, &link);
		unixfs.push(0x20);
		put_varint(&mut unixfs, child.file_size);
	}
	put_bytes(&mut block, 0x0a, &unixfs);
	block
}

/// The children of a tree node in file order, each with the file bytes below it.
///
/// Strict: a block that [`DagBuilder`] would not have written is refused. The caller has compared it with its CID.
pub fn links(block: &[u8]) -> Result<Vec<(Cid, u64)>, Error> {
	decode(block).ok_or(Error::BadBlock)
}

fn decode(block: &[u8]) -> Option<Vec<(Cid, u64)>> {
	let mut rest = block;
	let mut children = Vec::new();
	while rest.first() == Some(&0x12) {
		let link = take_bytes(&mut rest, 0x12)?;
		let (head, mut tail) = link.split_at_checked(41)?;
		let cid = Cid::from_bytes(head.get(2..38)?).ok()?;
		let total_size = take_varint(&mut tail)?;
		children.push(Child {
			cid,
			file_size: 0,
			total_size,
		});
	}
	let mut unixfs = take_bytes(&mut rest, 0x0a)?.strip_prefix(&[0x08, 0x02, 0x18])?;
	let file_size = take_varint(&mut unixfs)?;
	let mut sum = 0u64;
	for child in &mut children {
		unixfs = unixfs.strip_prefix(&[0x20])?;
		child.file_size = take_varint(&mut unixfs)?;
		sum = sum.checked_add(child.file_size)?;
	}
	// Sizes are checked above; comparing with our own encoding rejects every other malformed node.
	let sound = sum == file_size && !children.is_empty() && children.len() <= MAX_LINKS;
	(sound && encode(&children) == block).then(|| {
		children
			.iter()
			.map(|child| (child.cid, child.file_size))
			.collect()
	})
}

fn put_varint(out: &mut Vec<u8>, mut value: u64) {
	while value >= 0x80 {
		out.push((value & 0x7f) as u8 | 0x80);
		value >>= 7;
	}
	out.push((value & 0x7f) as u8);
}

fn put_bytes(out: &mut Vec<u8>, tag: u8, bytes: &[u8]) {
	out.push(tag);
	put_varint(out, bytes.len() as u64);
	out.extend_from_slice(bytes);
}

fn take_varint(input: &mut &[u8]) -> Option<u64> {
	let mut value = 0u64;
	for shift in (0..63).step_by(7) {
		let (byte, rest) = input.split_first()?;
		*input = rest;
		value |= u64::from(byte & 0x7f) << shift;
		if byte & 0x80 == 0 {
			return Some(value);
		}
	}
	None
}

fn take_bytes<'a>(input: &mut &'a [u8], tag: u8) -> Option<&'a [u8]> {
	*input = input.strip_prefix(&[tag])?;
	let len = usize::try_from(take_varint(input)?).ok()?;
	let (bytes, rest) = input.split_at_checked(len)?;
	*input = rest;
	Some(bytes)
}
