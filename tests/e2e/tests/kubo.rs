//! The client's Kubo store over the real daemon: content ids, ranges, removal, and blocks that are damaged on its disk.
#![forbid(unsafe_code)]
#![allow(
	clippy::unwrap_used,
	clippy::expect_used,
	reason = "a test ends where something fails"
)]

use medquorum_client::store::{Store, StoreError, kubo::KuboStore};
use medquorum_e2e::{Kubo, pattern_file};
use medquorum_envelope::Cid;
use std::{
	fs::{self, File},
	ops::Range,
	path::{Path, PathBuf},
	time::Duration,
};

const MIB: u64 = 1 << 20;
/// No answer may take longer, whatever is wrong with the daemon's blocks.
const BOUND: Duration = Duration::from_secs(60);

async fn put(store: &KuboStore, path: &Path) -> Cid {
	store.put(Box::new(File::open(path).unwrap())).await.unwrap()
}

async fn read(store: &KuboStore, cid: &Cid, range: Option<Range<u64>>) -> Result<Vec<u8>, StoreError> {
	let reading = async {
		let mut chunks = store.get(cid, range).await?;
		let mut content = Vec::new();
		while let Some(chunk) = chunks.recv().await {
			content.extend_from_slice(&chunk?);
		}
		Ok(content)
	};
	tokio::time::timeout(BOUND, reading)
		.await
		.expect("an answer in time")
}

#[tokio::test(flavor = "multi_thread")]
async fn objects_of_every_size_agree_with_ipfs_and_come_back() {
	let kubo = Kubo::start();
	let store = KuboStore::new(kubo.api()).unwrap();
	let folder = tempfile::tempdir().unwrap();
	let path = folder.path().join("content");
	// 180 leaves are more than one node of the tree holds.
	for len in [0, 1, MIB - 1, MIB, MIB + 1, 3 * MIB + 17, 180 * MIB] {
		pattern_file(&path, len);
		let content = fs::read(&path).unwrap();
		let theirs = kubo.ipfs(&[
			"add",
			"--cid-version=1",
			"--raw-leaves",
			"--chunker=size-1048576",
			"--only-hash",
			"-Q",
			&path.display().to_string(),
		]);
		let cid = put(&store, &path).await;
		assert_eq!(cid.to_string(), theirs.trim(), "{len} bytes");
		assert!(store.contains(&cid).await.unwrap());
		assert!(read(&store, &cid, None).await.unwrap() == content, "{len} bytes");
		for (from, to) in [
			(0, 0),
			(0, len),
			(len / 2, len),
			(len.saturating_sub(1), len),
			(MIB - 1, MIB + 1),
		] {
			let to = to.min(len);
			let from = from.min(to);
			let slice = &content[usize::try_from(from).unwrap()..usize::try_from(to).unwrap()];
			let got = read(&store, &cid, Some(from..to)).await.unwrap();
			assert!(got == slice, "{from}..{to} of {len} bytes");
		}
		assert!(matches!(
			read(&store, &cid, Some(0..len + 1)).await,
			Err(StoreError::Truncated { .. })
		));
		store.remove(&cid).await.unwrap();
		assert!(!store.contains(&cid).await.unwrap());
		for gone in [
			read(&store, &cid, None).await.unwrap_err(),
			store.remove(&cid).await.unwrap_err(),
		] {
			assert!(matches!(gone, StoreError::Missing { .. }), "{len} bytes: {gone}");
		}
	}
}

/// The file in which the daemon keeps a block: the one whose content is that of the block.
fn block_file(repo: &Path, cid: &Cid) -> PathBuf {
	let folders = fs::read_dir(repo.join("blocks")).unwrap();
	let mut files = folders
		.map(|folder| folder.unwrap().path())
		.filter(|path| path.is_dir())
		.flat_map(|folder| fs::read_dir(folder).unwrap())
		.map(|file| file.unwrap().path());
	files
		.find(|path| cid.matches(&fs::read(path).unwrap()))
		.expect("the daemon keeps the block in a file")
}

#[tokio::test(flavor = "multi_thread")]
async fn damaged_blocks_of_the_daemon_are_named_in_time() {
	let mut kubo = Kubo::start();
	let folder = tempfile::tempdir().unwrap();
	let path = folder.path().join("content");
	pattern_file(&path, 3 * MIB);
	let content = fs::read(&path).unwrap();
	let root = put(&KuboStore::new(kubo.api()).unwrap(), &path).await;
	let second = Cid::of_raw(&content[1 << 20..2 << 20]);
	for block in [second, root] {
		for damage in ["missing", "truncated", "altered"] {
			let (file, sound) = kubo.while_stopped(|repo| {
				let file = block_file(repo, &block);
				let sound = fs::read(&file).unwrap();
				let mut bytes = sound.clone();
				fs::remove_file(&file).unwrap();
				match damage {
					"missing" => {}
					"truncated" => fs::write(&file, &bytes[..bytes.len() - 1]).unwrap(),
					_ => {
						let middle = bytes.len() / 2;
						bytes[middle] ^= 1;
						fs::write(&file, bytes).unwrap();
					}
				}
				(file, sound)
			});
			let store = KuboStore::new(kubo.api()).unwrap();
			let error = read(&store, &root, None).await.unwrap_err();
			let named = match (block == root, damage) {
				(true, "missing") => matches!(error, StoreError::Missing { cid, .. } if cid == root),
				(false, "missing") => {
					matches!(error, StoreError::Incomplete { block: named, .. } if named == block)
				}
				(false, "truncated") => matches!(error, StoreError::Truncated { cid, .. } if cid == root),
				_ => matches!(error, StoreError::Altered { block: named, .. } if named == block),
			};
			assert!(named, "{damage}: {error:?}");
			assert!(error.to_string().contains(kubo.api()), "{error}");
			if block != root {
				let whole = read(&store, &root, Some(0..MIB)).await.unwrap();
				assert!(whole == content[..1 << 20], "the other blocks are as they were");
			}
			fs::write(file, sound).unwrap();
		}
	}
	kubo.while_stopped(|_| ());
	let store = KuboStore::new(kubo.api()).unwrap();
	assert!(read(&store, &root, None).await.unwrap() == content);
}
