//! Storage proofs: what a state holds, shown by nodes of its trie. The SDK's own crate reads them.

use medquorum_core::domain::Bytes32;
use sp_core::Blake2Hasher;
use sp_trie::{LayoutV1, Recorder, StorageProof, Trie as _, TrieDBBuilder};
use std::collections::BTreeSet;

/// Nodes of the trie, each as its bytes.
pub type Nodes = Vec<Vec<u8>>;

/// What a state holds under some keys, in their order, and the nodes that show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
	/// The values; `None` where the state holds nothing.
	pub values: Vec<Option<Vec<u8>>>,
	/// The nodes that were read, ascending.
	pub nodes: Nodes,
}

/// Reads what the state of this root holds under some keys. `None` where the nodes do not show it.
#[must_use]
pub fn read(root: &Bytes32, nodes: &[Vec<u8>], keys: &[Vec<u8>]) -> Option<Shown> {
	let db = StorageProof::new(nodes.iter().cloned()).into_memory_db::<Blake2Hasher>();
	let root = (*root).into();
	let mut recorder = Recorder::<LayoutV1<Blake2Hasher>>::new();
	let mut values = Vec::with_capacity(keys.len());
	for key in keys {
		let trie = TrieDBBuilder::<LayoutV1<Blake2Hasher>>::new(&db, &root)
			.with_recorder(&mut recorder)
			.build();
		values.push(trie.get(key).ok()?);
	}
	let read: BTreeSet<Vec<u8>> = recorder.drain().into_iter().map(|node| node.data).collect();
	Some(Shown {
		values,
		nodes: read.into_iter().collect(),
	})
}

/// The same where the nodes must be those that it takes, ascending, and no others: so no bit of them can be another one.
#[must_use]
pub fn read_exactly(root: &Bytes32, nodes: &[Vec<u8>], keys: &[Vec<u8>]) -> Option<Vec<Option<Vec<u8>>>> {
	let shown = read(root, nodes, keys)?;
	(shown.nodes == nodes).then_some(shown.values)
}
