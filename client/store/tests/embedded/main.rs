//! The embedded store: same CIDs as Kubo, whole objects or none, damage noticed, disks that are full.

#![allow(
	clippy::unwrap_used,
	clippy::expect_used,
	reason = "helpers of tests may panic as tests do"
)]

mod damage;
mod hosting;

use std::{
	fs,
	io::{self, Read},
	os::unix::fs::PermissionsExt,
	path::Path,
	sync::{
		Arc,
		atomic::{AtomicBool, Ordering},
	},
	time::Duration,
};

use medquorum_envelope::Cid;
use medquorum_store::{
	LEAF, Store, StoreError,
	discard::DiscardStore,
	embedded::EmbeddedStore,
	faulty::{Fault, FaultyStore},
	get_small, verified,
};

const MIB: u64 = LEAF as u64;

/// Bytes that do not repeat within any leaf.
struct Pattern {
	at: u64,
	end: u64,
}

impl Pattern {
	fn of(len: u64) -> Self {
		Self { at: 0, end: len }
	}

	fn byte(at: u64) -> u8 {
		(at.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 56) as u8
	}

	fn slice(from: u64, to: u64) -> Vec<u8> {
		(from..to).map(Self::byte).collect()
	}
}

impl Read for Pattern {
	fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
		// Odd pieces, as a cipher or a pipe gives them.
		let len = usize::try_from(self.end - self.at)
			.unwrap_or(usize::MAX)
			.min(buf.len())
			.min(65_521);
		for (at, byte) in (self.at..).zip(&mut buf[..len]) {
			*byte = Self::byte(at);
		}
		self.at += len as u64;
		Ok(len)
	}
}

async fn put(store: &dyn Store, len: u64) -> Cid {
	store.put(Box::new(Pattern::of(len))).await.unwrap()
}

async fn read(
	store: &dyn Store,
	cid: &Cid,
	range: Option<std::ops::Range<u64>>,
) -> Result<Vec<u8>, StoreError> {
	let mut chunks = store.get(cid, range).await?;
	let mut out = Vec::new();
	while let Some(chunk) = chunks.recv().await {
		let chunk = chunk?;
		assert!(chunk.len() <= LEAF);
		out.extend_from_slice(&chunk);
	}
	Ok(out)
}

fn open() -> (tempfile::TempDir, EmbeddedStore) {
	let dir = tempfile::tempdir().unwrap();
	let store = EmbeddedStore::create(&dir.path().join("store")).unwrap();
	(dir, store)
}

/// Every file under a folder.
fn files(folder: &Path) -> Vec<std::path::PathBuf> {
	let mut found = Vec::new();
	for entry in fs::read_dir(folder).unwrap() {
		let path = entry.unwrap().path();
		if path.is_dir() {
			found.extend(files(&path));
		} else {
			found.push(path);
		}
	}
	found
}

#[tokio::test]
async fn cids_are_those_of_kubo() {
	let (_dir, store) = open();
	// `ipfs add --cid-version 1 --raw-leaves --chunker size-1048576`
	let known: [(&[u8], &str); 3] = [
		(b"", "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku"),
		(
			b"hello world\n",
			"bafkreifjjcie6lypi6ny7amxnfftagclbuxndqonfipmb64f2km2devei4",
		),
		(
			b"hello world",
			"bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e",
		),
	];
	for (content, cid) in known {
		assert_eq!(store.put(Box::new(content)).await.unwrap().to_string(), cid);
		assert_eq!(read(&store, &cid.parse().unwrap(), None).await.unwrap(), content);
	}
	// The same of Kubo 0.43.0 for zeros: one node, and two levels of nodes.
	let zeros = [
		(
			4 * MIB,
			"bafybeieta7cfxhnmfwz23kj6vqqjiftc2nujidmdrzt4awvwzneoxxpewy",
		),
		(
			175 * MIB + 5,
			"bafybeifqsiyiwyvhhoft6i52rz2hdlpykqzrn7h6crkgts75jxwhovozdi",
		),
	];
	for (len, cid) in zeros {
		let found = DiscardStore::new()
			.put(Box::new(io::repeat(0).take(len)))
			.await
			.unwrap();
		assert_eq!(found.to_string(), cid);
	}
}

#[tokio::test]
async fn objects_of_every_size_come_back_whole() {
	let (_dir, store) = open();
	for len in [0, 1, MIB - 1, MIB, MIB + 1, 2 * MIB, 3 * MIB + 17] {
		let cid = put(&store, len).await;
		assert_eq!(put(&DiscardStore::new(), len).await, cid);
		assert!(store.contains(&cid).await.unwrap());
		assert!(
			read(&store, &cid, None).await.unwrap() == Pattern::slice(0, len),
			"{len}"
		);
	}
}

#[tokio::test]
async fn ranges_are_slices_of_the_whole() {
	let (_dir, store) = open();
	let len = 5 * MIB + 99;
	let cid = put(&store, len).await;
	let ends = [0, 1, 40, MIB - 1, MIB, MIB + 1, 3 * MIB, 5 * MIB, len - 1, len];
	for from in ends {
		for to in ends.into_iter().filter(|to| *to >= from) {
			let part = read(&store, &cid, Some(from..to)).await.unwrap();
			assert!(part == Pattern::slice(from, to), "{from}..{to}");
		}
	}
	let one = put(&store, 100).await;
	assert_eq!(
		read(&store, &one, Some(10..20)).await.unwrap(),
		Pattern::slice(10, 20)
	);
	for (cid, len) in [(one, 100), (cid, len)] {
		let beyond = read(&store, &cid, Some(0..len + 1)).await;
		assert!(
			matches!(beyond, Err(StoreError::Truncated { have, want, .. }) if have == len && want == len + 1)
		);
	}
}

#[tokio::test]
async fn removed_object_leaves_nothing() {
	let (dir, store) = open();
	let cid = put(&store, 3 * MIB).await;
	let other = put(&store, 10).await;
	store.remove(&cid).await.unwrap();
	assert!(!store.contains(&cid).await.unwrap());
	assert!(matches!(
		read(&store, &cid, None).await,
		Err(StoreError::Missing { .. })
	));
	assert!(matches!(
		store.remove(&cid).await,
		Err(StoreError::Missing { .. })
	));
	assert!(matches!(store.blocks(&cid), Err(StoreError::Missing { .. })));
	assert_eq!(files(dir.path()).len(), 1);
	assert_eq!(read(&store, &other, None).await.unwrap().len(), 10);
}

#[tokio::test]
async fn second_put_repairs_a_damaged_object() {
	let (dir, store) = open();
	let cid = put(&store, 2 * MIB).await;
	let count = files(dir.path()).len();
	for block in store.blocks(&cid).unwrap() {
		fs::write(block, b"damage").unwrap();
	}
	assert!(matches!(
		read(&store, &cid, None).await,
		Err(StoreError::Altered { .. })
	));
	assert_eq!(put(&store, 2 * MIB).await, cid);
	assert_eq!(read(&store, &cid, None).await.unwrap().len() as u64, 2 * MIB);
	assert_eq!(files(dir.path()).len(), count);
}

#[tokio::test]
async fn equal_leaves_within_an_object_are_kept_once() {
	let (_dir, store) = open();
	let cid = store.put(Box::new(io::repeat(7).take(4 * MIB))).await.unwrap();
	assert_eq!(store.blocks(&cid).unwrap().len(), 2);
	assert!(read(&store, &cid, None).await.unwrap() == vec![7; 4 << 20]);
}

#[tokio::test]
async fn everything_is_private() {
	let (dir, store) = open();
	put(&store, 2 * MIB).await;
	let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
	for file in files(dir.path()) {
		assert_eq!(mode(&file), 0o600);
		for folder in file
			.ancestors()
			.skip(1)
			.take_while(|f| f.starts_with(store.folder()))
		{
			assert_eq!(mode(folder), 0o700, "{}", folder.display());
		}
	}
}

#[tokio::test]
async fn unreadable_source_leaves_nothing() {
	struct Broken(Pattern);
	impl Read for Broken {
		fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
			match self.0.read(buf)? {
				0 => Err(io::Error::other("the disk it is on fell out")),
				read => Ok(read),
			}
		}
	}
	let (dir, store) = open();
	for len in [0, 1, MIB, 3 * MIB + 1] {
		let failed = store.put(Box::new(Broken(Pattern::of(len)))).await;
		assert!(matches!(failed, Err(StoreError::Source(_))));
		assert_eq!(files(dir.path()).len(), 0);
	}
}

#[tokio::test]
async fn cancelled_put_leaves_nothing() {
	/// Without end, until it is told to stop.
	struct Endless(Arc<AtomicBool>);
	impl Read for Endless {
		fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
			if self.0.load(Ordering::Relaxed) {
				return Ok(0);
			}
			std::thread::sleep(Duration::from_millis(1));
			let len = buf.len().min(200_000);
			buf[..len].fill(1);
			Ok(len)
		}
	}
	let (dir, store) = open();
	let stop = Arc::new(AtomicBool::new(false));
	let put = store.put(Box::new(Endless(Arc::clone(&stop))));
	assert!(
		tokio::time::timeout(Duration::from_millis(80), put)
			.await
			.is_err()
	);
	stop.store(true, Ordering::Relaxed);
	for _ in 0..500 {
		if files(dir.path()).is_empty() {
			return;
		}
		tokio::time::sleep(Duration::from_millis(20)).await;
	}
	panic!("left behind: {:?}", files(dir.path()));
}

#[test]
fn store_whose_disk_is_not_mounted_is_not_made_anew() {
	let dir = tempfile::tempdir().unwrap();
	for folder in [dir.path().join("disk/store"), dir.path().to_path_buf()] {
		let error = EmbeddedStore::open(&folder).err().unwrap();
		assert!(matches!(error, StoreError::NotThere { .. }), "{error}");
		assert_eq!(
			std::fs::read_dir(dir.path()).unwrap().count(),
			0,
			"nothing was made"
		);
	}
	let folder = dir.path().join("disk/store");
	EmbeddedStore::create(&folder).unwrap();
	EmbeddedStore::open(&folder).unwrap();
	std::fs::remove_dir(folder.join("objects")).unwrap();
	std::fs::write(folder.join("objects"), b"").unwrap();
	assert!(matches!(
		EmbeddedStore::open(&folder),
		Err(StoreError::NotThere { .. })
	));
}

#[tokio::test]
async fn store_whose_disk_goes_while_it_is_open_says_so() {
	let (dir, store) = open();
	let (there, aside) = (dir.path().join("store"), dir.path().join("aside"));
	std::fs::rename(&there, &aside).unwrap();
	let refused = store.put(Box::new(Pattern::of(100))).await;
	assert!(matches!(refused, Err(StoreError::NotThere { .. })), "{refused:?}");
	// The control: mounted again, it takes what it is given.
	std::fs::rename(&aside, &there).unwrap();
	put(&store, 100).await;
}

/// Runs one test of this file in a process of its own, with a variable that tells it to be the child.
fn child(test: &str, variable: &str, value: &Path) -> std::process::Command {
	let mut command = std::process::Command::new(std::env::current_exe().unwrap());
	command
		.args([test, "--exact", "--nocapture", "--test-threads=1"])
		.env(variable, value);
	command
}

#[tokio::test]
async fn killed_put_leaves_no_object_and_is_cleared_away() {
	const CHILD: &str = "MEDQUORUM_TEST_KILLED_PUT";
	if let Some(folder) = std::env::var_os(CHILD) {
		let store = EmbeddedStore::open(Path::new(&folder)).unwrap();
		let _: Result<Cid, StoreError> = store.put(Box::new(io::repeat(3).take(u64::MAX))).await;
		return;
	}
	let (dir, store) = open();
	let mut process = child(
		"killed_put_leaves_no_object_and_is_cleared_away",
		CHILD,
		store.folder(),
	)
	.stdout(std::process::Stdio::null())
	.spawn()
	.unwrap();
	let staging = store.folder().join("staging");
	while files(&staging).is_empty() {
		assert!(process.try_wait().unwrap().is_none(), "the child ended by itself");
		tokio::time::sleep(Duration::from_millis(5)).await;
	}
	// While it lives, nobody clears its work away.
	EmbeddedStore::open(store.folder()).unwrap();
	assert!(!files(&staging).is_empty());
	process.kill().unwrap();
	process.wait().unwrap();
	assert_eq!(files(&store.folder().join("objects")).len(), 0);
	EmbeddedStore::open(store.folder()).unwrap();
	assert_eq!(files(dir.path()).len(), 0);
}

#[tokio::test]
async fn full_disk_is_named_and_leaves_nothing() {
	const CHILD: &str = "MEDQUORUM_TEST_FULL_DISK";
	let Some(folder) = std::env::var_os(CHILD) else {
		let dir = tempfile::tempdir().unwrap();
		let inner = child("full_disk_is_named_and_leaves_nothing", CHILD, dir.path());
		let mut script = std::process::Command::new("unshare");
		script
			.args(["-rm", "sh", "-c"])
			.arg(r#"mount -t tmpfs -o size=4m none "$0" && exec "$@""#);
		script
			.arg(dir.path())
			.arg(inner.get_program())
			.args(inner.get_args())
			.env(CHILD, dir.path());
		let output = script
			.output()
			.expect("this test needs the program unshare (Debian package util-linux)");
		let text = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
		assert!(
			output.status.success() && text.contains("full disk survived"),
			"in a namespace of its own with a 4 MiB disk (`unshare -rm` must be allowed): {text}"
		);
		return;
	};
	let folder = Path::new(&folder);
	let store = EmbeddedStore::create(&folder.join("store")).unwrap();
	let small = put(&store, MIB).await;
	let full = store.put(Box::new(Pattern::of(8 * MIB))).await;
	assert!(matches!(full, Err(StoreError::Full { .. })), "{full:?}");
	assert_eq!(files(folder).len(), 1);
	assert!(read(&store, &small, None).await.unwrap() == Pattern::slice(0, MIB));
	put(&store, 2 * MIB).await;

	use medquorum_files::{FileError, OutputFile, Overwrite, Temporary, write_atomic};
	let target = folder.join("output");
	let mut output = OutputFile::create(&target, Overwrite::Never, Temporary::Unnamed).unwrap();
	let error = io::copy(&mut Pattern::of(8 * MIB), &mut output).unwrap_err();
	assert!(matches!(output.error(error), FileError::Full(_)));
	drop(output);
	fs::write(&target, b"old").unwrap();
	assert!(matches!(
		write_atomic(&target, &vec![1; 8 << 20]),
		Err(FileError::Full(_))
	));
	assert_eq!(fs::read(&target).unwrap(), b"old");
	fs::remove_file(&target).unwrap();
	assert_eq!(files(folder).len(), 4);
	println!("full disk survived");
}

/// The largest amount of memory this process ever used, in KiB.
fn peak() -> u64 {
	let status = fs::read_to_string("/proc/self/status").unwrap();
	let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
	line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

#[tokio::test]
async fn memory_stays_bounded_while_streaming() {
	const CHILD: &str = "MEDQUORUM_TEST_MEMORY";
	let Some(folder) = std::env::var_os(CHILD) else {
		// A process of its own, so that other tests do not count.
		let dir = tempfile::tempdir().unwrap();
		let output = child("memory_stays_bounded_while_streaming", CHILD, dir.path())
			.output()
			.unwrap();
		assert!(
			output.status.success(),
			"{}",
			String::from_utf8_lossy(&output.stdout)
		);
		return;
	};
	let store = EmbeddedStore::create(Path::new(&folder)).unwrap();
	let small = put(&store, 1024).await;
	read(&store, &small, None).await.unwrap();
	let before = peak();
	let cid = put(&store, 64 * MIB).await;
	let mut chunks = store.get(&cid, None).await.unwrap();
	let mut total = 0;
	while let Some(chunk) = chunks.recv().await {
		total += chunk.unwrap().len() as u64;
	}
	assert_eq!(total, 64 * MIB);
	let grown = peak() - before;
	assert!(grown < 24 << 10, "grew by {grown} KiB");
}

#[tokio::test]
async fn two_levels_of_nodes_round_trip() {
	// 175 leaves need two levels. Equal leaves keep this quick.
	let (_dir, store) = open();
	let len = 175 * MIB + 5;
	let cid = store.put(Box::new(io::repeat(9).take(len))).await.unwrap();
	// Root, two inner nodes (174 leaves; 2 leaves), the leaf of nines and the last one.
	assert_eq!(store.blocks(&cid).unwrap().len(), 5);
	let tail = read(&store, &cid, Some(174 * MIB - 3..len)).await.unwrap();
	assert!(tail == vec![9; usize::try_from(MIB + 8).unwrap()]);
	assert!(matches!(
		read(&store, &cid, Some(0..len + 1)).await,
		Err(StoreError::Truncated { .. })
	));
}

#[tokio::test]
async fn two_clients_share_a_store() {
	let (_dir, store) = open();
	let other = EmbeddedStore::open(store.folder()).unwrap();
	let (a, b) = tokio::join!(put(&store, 2 * MIB), put(&other, 2 * MIB));
	assert_eq!(a, b);
	assert!(read(&other, &a, None).await.unwrap() == Pattern::slice(0, 2 * MIB));
}

#[tokio::test]
async fn dropped_reader_stops_the_store() {
	let (_dir, store) = open();
	let cid = put(&store, 8 * MIB).await;
	let mut chunks = store.get(&cid, None).await.unwrap();
	assert!(chunks.recv().await.unwrap().is_ok());
	drop(chunks);
	store.remove(&cid).await.unwrap();
}
