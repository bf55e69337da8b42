//! Content identifiers and the UnixFS tree. Whole files are compared with the real daemon in tests/e2e.

use medquorum_envelope::{
	Cid, DagBuilder, Error,
	cid::{Codec, MAX_LINKS, links},
};
use proptest::prelude::*;
use sha2::{Digest, Sha256};
use std::collections::HashMap;

/// `ipfs add --cid-version 1 --raw-leaves` of nothing and of `hello`.
#[test]
fn leaves_have_the_identifiers_everybody_knows() {
	let empty = "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku";
	let hello = "bafkreibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4yeq";
	assert_eq!(Cid::of_raw(b"").to_string(), empty);
	assert_eq!(Cid::of_raw(b"hello").to_string(), hello);
	assert_eq!(hello.parse(), Ok(Cid::of_raw(b"hello")));
	assert_eq!(Cid::of_raw(b"hello").codec(), Codec::Raw);
	assert!(Cid::of_raw(b"hello").matches(b"hello") && !Cid::of_raw(b"hello").matches(b"hallo"));
	assert_eq!(
		DagBuilder::new().finish(&mut |_, _| panic!("no node")),
		(empty.parse().unwrap(), 0)
	);
}

/// The empty UnixFS directory, whose dag-pb identifier is in every IPFS tutorial.
#[test]
fn dag_pb_nodes_have_the_identifiers_everybody_knows() {
	let known = "bafybeiczsscdsbs7ffqz55asqdf3smv6klcw3gofszvwlyarci47bgf354";
	assert_eq!(Cid::of_dag_pb(&[0x0a, 0x02, 0x08, 0x01]).to_string(), known);
	assert_eq!(known.parse::<Cid>().map(|cid| cid.codec()), Ok(Codec::DagPb));
}

#[test]
fn other_spellings_and_profiles_are_refused() {
	let good = Cid::of_raw(b"hello").to_string();
	for bad in [
		String::new(),
		"b".into(),
		good.to_uppercase(),
		good[1..].into(),
		good[..58].into(),
		format!("{good}a"),
		format!("{good}="),
		good.replace('q', "1"),
		"QmUNLLsPACCz1vLxQVkXqqLX5R1X345qqfHbsf67hvA3Nn".into(),
	] {
		assert_eq!(bad.parse::<Cid>(), Err(Error::BadCid), "{bad}");
	}
	// 36 bytes fill 57.6 characters: the last one has two bits that must be zero.
	let last = good.chars().last().unwrap();
	assert_eq!(last, 'q');
	assert_eq!(format!("{}r", &good[..58]).parse::<Cid>(), Err(Error::BadCid));

	let bytes = *Cid::of_raw(b"hello").as_bytes();
	assert_eq!(Cid::from_bytes(&bytes), Ok(Cid::of_raw(b"hello")));
	for (at, value) in [(0, 2), (1, 0x71), (2, 0x13), (3, 0x21)] {
		let mut other = bytes;
		other[at] = value;
		assert_eq!(Cid::from_bytes(&other), Err(Error::BadCid));
	}
	assert_eq!(Cid::from_bytes(&bytes[..35]), Err(Error::BadCid));
	assert_eq!(
		Cid::from_bytes(&[bytes.as_slice(), &[0]].concat()),
		Err(Error::BadCid)
	);
}

/// Four bytes of file each, so that trees with many leaves stay small.
fn leaf(index: u32) -> [u8; 4] {
	index.to_le_bytes()
}

struct Tree {
	root: Cid,
	size: u64,
	blocks: HashMap<Cid, Vec<u8>>,
}

fn tree(leaves: u32) -> Tree {
	let mut blocks = HashMap::new();
	let mut emit = |cid: &Cid, block: &[u8]| {
		assert!(
			blocks.insert(*cid, block.to_vec()).is_none(),
			"each node is handed out once"
		);
	};
	let mut builder = DagBuilder::new();
	for index in 0..leaves {
		builder.push_leaf(Sha256::digest(leaf(index)).into(), 4, &mut emit);
	}
	let (root, size) = builder.finish(&mut emit);
	Tree { root, size, blocks }
}

impl Tree {
	/// Walks down to the leaves in file order, checks every size, and returns the depth.
	fn walk(&self, cid: &Cid, found: &mut Vec<Cid>) -> (u64, usize) {
		if cid.codec() == Codec::Raw {
			found.push(*cid);
			return (4, 0);
		}
		let block = &self.blocks[cid];
		assert!(cid.matches(block));
		let children = links(block).unwrap();
		let walked = children.iter().map(|(child, size)| {
			let (below, depth) = self.walk(child, found);
			assert_eq!(below, *size);
			(below, depth)
		});
		let walked: Vec<_> = walked.collect();
		assert!(
			walked.iter().all(|(_, depth)| *depth == walked[0].1),
			"balanced: all leaves equally deep"
		);
		(walked.iter().map(|(size, _)| size).sum(), walked[0].1 + 1)
	}
}

/// Roots from boxo 0.43 (Kubo's own importer, balanced layout, raw leaves, chunks of 4 bytes, 174 links).
const BOXO: [(u32, &str); 8] = [
	(1, "bafkreig7h5qzqbfjf7nuavyzfxcd3v2i5j3yvxcsxreyz2afetabjoarde"),
	(2, "bafybeib3pdzyb2pbbmwkzv6t62hs6qnlstzumjnmfgu4ug75cnxqfhid4m"),
	(174, "bafybeigbipulggrwhiljlhmaagr2n6sq4xap5oth4fk57ucf3tikli32ai"),
	(175, "bafybeigk4dwnxiybbspxetsfsq4qkiym4ftsvwme4egv556ghrkii43fxi"),
	(348, "bafybeiefde74rxl25i6phbid6wevm2nbbvo6nos6veubmij3o6mum3dp7m"),
	(349, "bafybeiaw5p2vh4dizc54w2uemcyelsx5www4lzyl3eo4mcnlchz4kyqpg4"),
	(
		174 * 174,
		"bafybeidzsnry66vw6omzbap4pkj7jm2kww6yqqbue6bjqfd76skqutkbfi",
	),
	(
		174 * 174 + 1,
		"bafybeigx2o6ulwc3yw7gaehm3x43466j6bcm3cmcfuzcgr2uibkoydw33y",
	),
];

#[test]
fn trees_are_those_of_kubos_importer() {
	for (leaves, root) in BOXO {
		assert_eq!(tree(leaves).root.to_string(), root, "{leaves} leaves");
	}
}

#[test]
fn trees_are_balanced_and_hold_every_leaf_in_order() {
	// Leaves, nodes, depth, links of the root.
	for (leaves, nodes, depth, width) in [
		(1, 0, 0, 0),
		(2, 1, 1, 2),
		(173, 1, 1, 173),
		(174, 1, 1, 174),
		(175, 3, 2, 2),
		(348, 3, 2, 2),
		(349, 4, 2, 3),
		(174 * 174, 175, 2, 174),
		(174 * 174 + 1, 178, 3, 2),
	] {
		let tree = tree(leaves);
		assert_eq!(
			(tree.size, tree.blocks.len()),
			(u64::from(leaves) * 4, nodes),
			"{leaves} leaves"
		);
		let mut found = Vec::new();
		assert_eq!(
			tree.walk(&tree.root, &mut found),
			(tree.size, depth),
			"{leaves} leaves"
		);
		assert!(
			found
				.iter()
				.copied()
				.eq((0..leaves).map(|index| Cid::of_raw(&leaf(index))))
		);
		let root = tree
			.blocks
			.get(&tree.root)
			.map_or(0, |block| links(block).unwrap().len());
		assert_eq!(root, width, "{leaves} leaves");
		assert!(root <= MAX_LINKS);
	}
}

#[test]
fn blocks_of_another_form_are_refused() {
	let tree = tree(3);
	let block = &tree.blocks[&tree.root];
	assert_eq!(links(block).map(|links| links.len()), Ok(3));
	assert_eq!(
		links(&[0x0a, 0x02, 0x08, 0x01]),
		Err(Error::BadBlock),
		"a directory"
	);
	assert_eq!(links(b""), Err(Error::BadBlock));
	assert_eq!(links(&[block.as_slice(), &[0]].concat()), Err(Error::BadBlock));
	for cut in 1..block.len() {
		assert_eq!(links(&block[..cut]), Err(Error::BadBlock));
	}
	for at in 0..block.len() {
		let mut other = block.clone();
		other[at] ^= 0x80;
		// Digests are free to change here: the caller has compared the block with its identifier.
		if let Ok(children) = links(&other) {
			assert!(children.iter().map(|(_, size)| size).eq([4, 4, 4].iter()));
		}
	}
}

proptest! {
	#[test]
	fn no_block_makes_the_decoder_panic(block in prop::collection::vec(any::<u8>(), 0..300)) {
		let _ = links(&block);
	}

	#[test]
	fn identifiers_survive_text(digest: [u8; 32], raw: bool) {
		let cid = Cid::new(if raw { Codec::Raw } else { Codec::DagPb }, digest);
		prop_assert_eq!(cid.to_string().len(), 59);
		prop_assert_eq!(cid.to_string().parse(), Ok(cid));
		prop_assert_eq!(cid.digest(), digest);
	}
}
