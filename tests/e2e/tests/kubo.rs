//! The client's Kubo store over the real daemon: content ids, ranges, removal, and blocks that are damaged on its disk.

use medquorum_client::{
	advice::in_one_line,
	store::{
		ByteChannel, Store, StoreError,
		kubo::{KuboStore, Patience},
	},
};
use medquorum_e2e::{Kubo, pattern_file};
use medquorum_envelope::Cid;
use std::{
	fs::{self, File},
	io::{self, Read},
	ops::Range,
	path::{Path, PathBuf},
	sync::mpsc,
	time::{Duration, Instant},
};

const MIB: u64 = 1 << 20;
/// No answer may take longer, whatever is wrong with the daemon's blocks.
const BOUND: Duration = Duration::from_secs(60);

async fn put(store: &KuboStore, path: &Path) -> Cid {
	store.put(Box::new(File::open(path).unwrap())).await.unwrap()
}

async fn read(store: &KuboStore, cid: &Cid, range: Option<Range<u64>>) -> Result<Vec<u8>, StoreError> {
	collect(store.get(cid, range)).await
}

async fn read_verified(
	store: &KuboStore,
	cid: &Cid,
	range: Option<Range<u64>>,
) -> Result<Vec<u8>, StoreError> {
	collect(store.get_verified(cid, range)).await
}

async fn collect(
	started: impl Future<Output = Result<ByteChannel, StoreError>>,
) -> Result<Vec<u8>, StoreError> {
	let reading = async {
		let mut chunks = started.await?;
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

/// Slices at the edges of leaves, and beyond none.
async fn assert_ranges_come_back(store: &KuboStore, cid: &Cid, content: &[u8]) {
	let len = content.len() as u64;
	for (from, to) in [
		(0, 0),
		(0, len),
		(len / 2, len),
		(len.saturating_sub(1), len),
		(5, MIB),
		(MIB, 2 * MIB),
		(MIB - 1, MIB + 1),
	] {
		let to = to.min(len);
		let from = from.min(to);
		let slice = &content[usize::try_from(from).unwrap()..usize::try_from(to).unwrap()];
		for got in [
			read(store, cid, Some(from..to)).await.unwrap(),
			read_verified(store, cid, Some(from..to)).await.unwrap(),
		] {
			assert!(got == slice, "{from}..{to} of {len} bytes");
		}
	}
}

#[tokio::test(flavor = "multi_thread")]
async fn objects_of_every_size_agree_with_ipfs_and_come_back() {
	let kubo = Kubo::start();
	let store = KuboStore::new(kubo.api()).unwrap();
	let version = kubo.ipfs(&["version", "--number"]);
	assert_eq!(store.version().await.unwrap(), version.trim());
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
		assert!(
			read_verified(&store, &cid, None).await.unwrap() == content,
			"{len} bytes"
		);
		assert_ranges_come_back(&store, &cid, &content).await;
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

/// Damages a file; its name, and what was in it.
fn damaged(file: &Path, damage: &str) -> (PathBuf, Vec<u8>) {
	let sound = fs::read(file).unwrap();
	let mut bytes = sound.clone();
	fs::remove_file(file).unwrap();
	match damage {
		"missing" => {}
		"truncated" => fs::write(file, &bytes[..bytes.len() - 1]).unwrap(),
		_ => {
			let middle = bytes.len() / 2;
			bytes[middle] ^= 1;
			fs::write(file, bytes).unwrap();
		}
	}
	(file.to_path_buf(), sound)
}

/// What the daemon of this machine gave without a comparison: what is not there did not pass for it.
fn assert_unverified_passes_for_no_other(
	given: Result<Vec<u8>, StoreError>,
	content: &[u8],
	(block, root): (Cid, Cid),
	damage: &str,
) {
	match given {
		Ok(bytes) => assert!(
			block != root && damage != "missing" && bytes != content,
			"{damage}"
		),
		Err(StoreError::Missing { cid, .. }) => {
			assert!(cid == root && block == root && damage == "missing")
		}
		Err(StoreError::Incomplete { block: named, .. }) => {
			assert!(named == block && damage == "missing")
		}
		Err(error) => assert!(damage != "missing", "{damage}: {error:?}"),
	}
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
			let (file, sound) = kubo.while_stopped(|repo| damaged(&block_file(repo, &block), damage));
			let store = KuboStore::new(kubo.api()).unwrap();
			// A stream from the daemon of this machine is not compared with its CID, but what is not there does not pass for it.
			assert!(store.is_near() && !store.verifies());
			assert_unverified_passes_for_no_other(
				read(&store, &root, None).await,
				&content,
				(block, root),
				damage,
			);
			let Err(error) = read_verified(&store, &root, None).await else {
				panic!("a block that is {damage} was not noticed");
			};
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
				for whole in [
					read(&store, &root, Some(0..MIB)).await.unwrap(),
					read_verified(&store, &root, Some(0..MIB)).await.unwrap(),
				] {
					assert!(whole == content[..1 << 20], "the other blocks are as they were");
				}
			}
			fs::write(file, sound).unwrap();
		}
	}
	kubo.while_stopped(|_| ());
	let store = KuboStore::new(kubo.api()).unwrap();
	assert!(read(&store, &root, None).await.unwrap() == content);
}

#[tokio::test(flavor = "multi_thread")]
async fn daemon_with_other_links_per_node_is_told_which_option() {
	let mut kubo = Kubo::start();
	kubo.ipfs(&["config", "--json", "Import.UnixFSFileMaxLinks", "100"]);
	kubo.while_stopped(|_| ());
	let store = KuboStore::new(kubo.api()).unwrap();
	let folder = tempfile::tempdir().unwrap();
	let path = folder.path().join("content");
	// As many leaves as one node of ours holds, and one more.
	pattern_file(&path, 175 * MIB);
	let error = store.put(Box::new(File::open(&path).unwrap())).await.unwrap_err();
	let StoreError::CidMismatch { theirs, ours, .. } = &error else {
		panic!("the daemon's CID was taken: {error:?}");
	};
	let advice = in_one_line(&error);
	assert!(
		advice.contains("Import.UnixFSFileMaxLinks") && advice.contains(kubo.api()),
		"{advice}"
	);
	// What it has stored stays: another object may have that name.
	let pins = kubo.ipfs(&["pin", "ls", "--type=recursive", "--quiet"]);
	assert!(
		pins.contains(theirs.as_str()) && !pins.contains(&ours.to_string()),
		"{pins}"
	);
	// A file that one node holds is cut alike by both.
	pattern_file(&path, 3 * MIB);
	put(&store, &path).await;
}

/// A file that stops giving anything after a while, as if its process had been stopped.
struct Stuck {
	content: io::Take<File>,
	/// Closed when the test is done with the upload.
	held: mpsc::Receiver<()>,
}

impl Read for Stuck {
	fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
		let read = self.content.read(buf)?;
		if read == 0 {
			// Ends when the test drops the other side.
			let _: Result<(), mpsc::RecvError> = self.held.recv();
			return Err(io::ErrorKind::BrokenPipe.into());
		}
		Ok(read)
	}
}

#[tokio::test(flavor = "multi_thread")]
async fn resume_sends_only_what_is_missing() {
	const LEN: u64 = 180 * MIB + 5;
	let kubo = Kubo::start();
	let store = KuboStore::new(kubo.api()).unwrap();
	let folder = tempfile::tempdir().unwrap();
	let path = folder.path().join("content");
	pattern_file(&path, LEN);
	let (release, held) = mpsc::channel();
	let half = Stuck {
		content: File::open(&path).unwrap().take(90 * MIB),
		held,
	};
	let broken_off = {
		let store = store.clone();
		tokio::spawn(async move { store.put(Box::new(half)).await })
	};
	let blocks = || kubo.ipfs(&["refs", "local"]).lines().count() as u64;
	let start = Instant::now();
	while blocks() < 60 {
		assert!(start.elapsed() < BOUND, "the daemon does not take the first half");
		tokio::time::sleep(Duration::from_millis(100)).await;
	}
	// As a process that is killed: nothing is tidied up.
	broken_off.abort();
	assert!(broken_off.await.unwrap_err().is_cancelled());
	drop(release);

	let open = || Box::new(File::open(&path).unwrap());
	let resumed = store.resume(open()).await.unwrap();
	let least = LEN - 90 * MIB;
	assert!(
		(least..=LEN - 30 * MIB).contains(&resumed.sent),
		"{} bytes were sent again",
		resumed.sent
	);
	assert!(store.pinned(&resumed.cid).await.unwrap());
	let again = store.resume(open()).await.unwrap();
	assert_eq!((again.cid, again.sent), (resumed.cid, 0));
	// The same object as one that came in whole, and it outlives a collection.
	kubo.ipfs(&["repo", "gc", "--silent"]);
	assert!(read_verified(&store, &resumed.cid, None).await.unwrap() == fs::read(&path).unwrap());
	assert_eq!(put(&store, &path).await, resumed.cid);
	store.remove(&resumed.cid).await.unwrap();
	let whole = store.resume(open()).await.unwrap();
	assert_eq!((whole.cid, whole.sent), (resumed.cid, LEN));
}

#[tokio::test(flavor = "multi_thread")]
async fn pin_of_what_nobody_has_is_given_up() {
	let kubo = Kubo::start();
	let short = Duration::from_secs(2);
	let patience = Patience {
		peers: short,
		progress: short,
		..Patience::default()
	};
	let store = KuboStore::with_patience(kubo.api(), patience).unwrap();
	let absent = Cid::of_raw(b"nobody has this");
	assert!(!store.pinned(&absent).await.unwrap());
	let error = store.pin(&absent).await.unwrap_err();
	assert!(
		matches!(error, StoreError::NotFetched { cid, .. } if cid == absent),
		"{error:?}"
	);
	assert!(error.to_string().contains(store.host()), "{error}");
	let cid = store.put(Box::new(&b"here"[..])).await.unwrap();
	assert!(store.pinned(&cid).await.unwrap());
	store.pin(&cid).await.unwrap();
}
