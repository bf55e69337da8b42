//! Content ids made here and by the real daemon, around every boundary of the tree and at random sizes.
//! The boundary of 174 x 174 leaves, 30 GiB, is tested on leaves of four bytes in client/envelope/tests/cid.rs.

use medquorum_client::store::{Store, discard::DiscardStore, kubo::KuboStore};
use medquorum_e2e::{Kubo, pattern_file};
use std::{
	fs::File,
	hash::{BuildHasher, Hasher, RandomState},
	io::Read,
	path::Path,
};

const LEAF: u64 = 1 << 20;

/// The beginning of a file.
fn beginning(path: &Path, len: u64) -> Box<dyn Read + Send> {
	Box::new(File::open(path).unwrap().take(len))
}

/// What `ipfs add` gives the beginning of a file.
fn theirs(kubo: &Kubo, path: &Path, len: u64) -> String {
	let cut = tempfile::Builder::new()
		.tempfile_in(path.parent().unwrap())
		.unwrap();
	std::io::copy(&mut beginning(path, len), &mut cut.as_file()).unwrap();
	let cid = kubo.ipfs(&[
		"add",
		"--cid-version=1",
		"--raw-leaves",
		"--chunker=size-1048576",
		"--only-hash",
		"-Q",
		&cut.path().display().to_string(),
	]);
	cid.trim().to_owned()
}

/// Sizes up to 256 MiB from a seed that is printed: half of them small.
fn random_sizes() -> Vec<u64> {
	let mut state = RandomState::new().build_hasher().finish() | 1;
	println!("sizes are drawn from the seed {state}");
	let mut next = || {
		state ^= state << 13;
		state ^= state >> 7;
		state ^= state << 17;
		state
	};
	(0..8)
		.map(|at| next() % if at % 2 == 0 { 4 * LEAF } else { 256 * LEAF })
		.collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn ids_of_every_size_are_those_of_ipfs_add() {
	let kubo = Kubo::start();
	let store = KuboStore::new(kubo.api()).unwrap();
	let folder = tempfile::tempdir().unwrap();
	let path = folder.path().join("content");
	pattern_file(&path, 256 * LEAF);
	let mut sizes = vec![0, 1];
	for leaves in [1, 2, 173, 174, 175] {
		sizes.extend([leaves * LEAF - 1, leaves * LEAF, leaves * LEAF + 1]);
	}
	sizes.extend(random_sizes());
	for len in sizes {
		let theirs = theirs(&kubo, &path, len);
		let derived = DiscardStore::new().put(beginning(&path, len)).await.unwrap();
		assert_eq!(derived.to_string(), theirs, "{len} bytes");
		// With the pipeline of an upload; the largest ones would only take longer.
		if len <= 4 * LEAF || len == 174 * LEAF + 1 {
			let stored = store.put(beginning(&path, len)).await.unwrap();
			assert_eq!(stored.to_string(), theirs, "{len} bytes");
			assert!(kubo.pins().contains(&theirs), "{len} bytes");
		}
	}
}

#[tokio::test(flavor = "multi_thread")]
async fn thousand_small_objects_are_all_kept() {
	let kubo = Kubo::start();
	let store = KuboStore::new(kubo.api()).unwrap();
	let mut expected = Vec::new();
	for index in 0..1000_u32 {
		let content = index.to_le_bytes().repeat(1 + index as usize % 50);
		let cid = store.put(Box::new(std::io::Cursor::new(content))).await.unwrap();
		expected.push(cid.to_string());
	}
	expected.sort();
	assert_eq!(kubo.pins(), expected);
	let gone = expected.pop().unwrap();
	store.remove(&gone.parse().unwrap()).await.unwrap();
	assert_eq!(kubo.pins(), expected);
}
