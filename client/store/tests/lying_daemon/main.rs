//! The Kubo store against a daemon that lies, hangs up or falls silent, as no real one does when told to. What a sound daemon does is
//! tested with the real one, in tests/e2e.

#![allow(
	clippy::unwrap_used,
	clippy::expect_used,
	reason = "helpers of tests may panic as tests do"
)]

mod daemon;
mod other_repository;

use std::{
	io::{self, Read},
	net::TcpListener,
	time::{Duration, Instant},
};

use daemon::{Lie, Shared, start};
use medquorum_core::advice::Advice;
use medquorum_envelope::Cid;
use medquorum_store::{ByteChannel, LEAF, Store, StoreError, discard::DiscardStore, kubo::KuboStore};

const MIB: u64 = LEAF as u64;

fn content(len: u64) -> Vec<u8> {
	(0..len)
		.map(|i| (i.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 56) as u8)
		.collect()
}

async fn put(store: &dyn Store, len: u64) -> Result<Cid, StoreError> {
	store.put(Box::new(io::Cursor::new(content(len)))).await
}

async fn read(
	store: &dyn Store,
	cid: &Cid,
	range: Option<std::ops::Range<u64>>,
) -> Result<Vec<u8>, StoreError> {
	collect(store.get(cid, range).await?).await
}

async fn read_verified(
	store: &dyn Store,
	cid: &Cid,
	range: Option<std::ops::Range<u64>>,
) -> Result<Vec<u8>, StoreError> {
	collect(store.get_verified(cid, range).await?).await
}

async fn collect(mut chunks: ByteChannel) -> Result<Vec<u8>, StoreError> {
	let mut out = Vec::new();
	while let Some(chunk) = chunks.recv().await {
		out.extend_from_slice(&chunk?);
	}
	Ok(out)
}

#[tokio::test(flavor = "multi_thread")]
async fn removed_object_is_gone() {
	let (store, daemon) = start();
	let cid = put(&store, 2 * MIB).await.unwrap();
	store.remove(&cid).await.unwrap();
	assert!(daemon.lock().unwrap().blocks.is_empty());
	assert!(!store.contains(&cid).await.unwrap());
	assert!(matches!(
		store.remove(&cid).await,
		Err(StoreError::Missing { .. })
	));
	assert!(matches!(
		read(&store, &cid, None).await,
		Err(StoreError::Missing { .. })
	));

	assert_eq!(daemon.lock().unwrap().peers_asked, 0);
	daemon.lock().unwrap().peers = true;
	assert!(matches!(
		read(&store, &cid, None).await,
		Err(StoreError::Missing { .. })
	));
	assert_eq!(daemon.lock().unwrap().peers_asked, 1);

	let kept = put(&store, 1).await.unwrap();
	daemon.lock().unwrap().lie = Lie::KeepsEverything;
	assert!(matches!(
		store.remove(&kept).await,
		Err(StoreError::StillThere { .. })
	));
}

#[tokio::test(flavor = "multi_thread")]
async fn damaged_blocks_are_named() {
	let (store, daemon) = start();
	let cid = put(&store, 3 * MIB).await.unwrap();
	let leaf = Cid::of_raw(&content(2 * MIB)[LEAF..]).to_string();
	let sound = daemon.lock().unwrap().blocks[&leaf].clone();
	let set = |block: Vec<u8>| daemon.lock().unwrap().blocks.insert(leaf.clone(), block);

	let mut altered = sound.clone();
	altered[5] ^= 1;
	set(altered);
	assert!(matches!(
		read_verified(&store, &cid, None).await,
		Err(StoreError::Altered { .. })
	));
	assert!(matches!(
		read_verified(&store, &cid, Some(MIB..MIB + 1)).await,
		Err(StoreError::Altered { .. })
	));
	assert_eq!(
		read_verified(&store, &cid, Some(0..MIB)).await.unwrap().len(),
		LEAF
	);
	set(sound[..100].to_vec());
	assert!(matches!(
		read_verified(&store, &cid, None).await,
		Err(StoreError::Truncated { .. })
	));
	daemon.lock().unwrap().blocks.remove(&leaf);
	assert!(matches!(
		read_verified(&store, &cid, None).await,
		Err(StoreError::Incomplete { .. })
	));
	set(sound);
	assert_eq!(
		read_verified(&store, &cid, None).await.unwrap().len() as u64,
		3 * MIB
	);
	daemon
		.lock()
		.unwrap()
		.blocks
		.insert(cid.to_string(), b"no tree".to_vec());
	assert!(matches!(
		read_verified(&store, &cid, None).await,
		Err(StoreError::Altered { .. })
	));
	daemon.lock().unwrap().lie = Lie::EndlessBlock;
	assert!(matches!(
		read_verified(&store, &cid, None).await,
		Err(StoreError::Altered { .. })
	));
}

#[tokio::test(flavor = "multi_thread")]
async fn daemon_that_cuts_otherwise_is_told_which_option() {
	let (store, daemon) = start();
	daemon.lock().unwrap().lie = Lie::OtherCid;
	let error = put(&store, 10).await.unwrap_err();
	assert!(matches!(error, StoreError::CidMismatch { .. }));
	assert!(error.next().contains("Import.UnixFSFileMaxLinks"));
}

#[tokio::test(flavor = "multi_thread")]
async fn daemon_that_names_anothers_object_does_not_make_us_unpin_it() {
	let (store, daemon) = start();
	let record = store.put(Box::new(io::Cursor::new(b"other"))).await.unwrap();
	daemon.lock().unwrap().lie = Lie::OtherCid;
	let error = put(&store, 10).await.unwrap_err();
	assert!(
		matches!(&error, StoreError::CidMismatch { theirs, .. } if *theirs == record.to_string()),
		"{error:?}"
	);
	assert!(daemon.lock().unwrap().pins.contains(&record.to_string()));
	assert!(store.contains(&record).await.unwrap());
}

#[tokio::test(flavor = "multi_thread")]
async fn silent_daemon_is_not_waited_for() {
	let (store, daemon) = start();
	let cid = put(&store, 10).await.unwrap();
	daemon.lock().unwrap().lie = Lie::Silence;
	let start = Instant::now();
	assert!(matches!(
		read(&store, &cid, None).await,
		Err(StoreError::TimedOut { .. })
	));
	assert!(matches!(
		store.contains(&cid).await,
		Err(StoreError::TimedOut { .. })
	));
	assert!(matches!(
		store.remove(&cid).await,
		Err(StoreError::TimedOut { .. })
	));
	assert!(matches!(put(&store, 10).await, Err(StoreError::TimedOut { .. })));
	assert!(start.elapsed() < Duration::from_secs(8));
}

#[tokio::test(flavor = "multi_thread")]
async fn absent_daemon_is_named_with_its_address() {
	let port = TcpListener::bind("127.0.0.1:0")
		.unwrap()
		.local_addr()
		.unwrap()
		.port();
	let store = KuboStore::new(&format!("http://127.0.0.1:{port}/")).unwrap();
	let cid = Cid::of_raw(b"x");
	for error in [
		put(&store, MIB * 3).await.map(|_| ()).unwrap_err(),
		read(&store, &cid, None).await.map(|_| ()).unwrap_err(),
		store.remove(&cid).await.unwrap_err(),
		store.contains(&cid).await.map(|_| ()).unwrap_err(),
	] {
		assert!(matches!(error, StoreError::Unreachable { .. }), "{error:?}");
		assert!(error.to_string().contains(&port.to_string()) && error.next().contains("ipfs daemon"));
	}
	let (store, daemon) = start();
	daemon.lock().unwrap().lie = Lie::HangUp;
	assert!(matches!(
		put(&store, MIB * 3).await,
		Err(StoreError::Unreachable { .. })
	));
	for bad in [
		"",
		"127.0.0.1:5001",
		"https://",
		"http://",
		"http://:5001",
		"ws://x",
		"http://a b",
		"http://a/b",
	] {
		assert!(
			matches!(KuboStore::new(bad), Err(StoreError::BadAddress(_))),
			"{bad}"
		);
	}
}

#[tokio::test(flavor = "multi_thread")]
async fn full_disk_of_the_daemon_is_named() {
	let (store, daemon) = start();
	daemon.lock().unwrap().lie = Lie::FullDisk;
	assert!(matches!(put(&store, MIB).await, Err(StoreError::Full { .. })));
}

/// Waits until the daemon has noticed that an upload broke off and has collected what it left.
async fn cleaned(daemon: &Shared) {
	for _ in 0..200 {
		let (aborted, collections) = {
			let daemon = daemon.lock().unwrap();
			(daemon.aborted, daemon.collections)
		};
		if aborted == 1 && collections == 1 {
			return;
		}
		tokio::time::sleep(Duration::from_millis(20)).await;
	}
	panic!("the daemon was not asked to clean up");
}

#[tokio::test(flavor = "multi_thread")]
async fn unreadable_source_breaks_the_upload_off() {
	let content = io::Cursor::new(content(3 * MIB)).chain(Broken);
	struct Broken;
	impl Read for Broken {
		fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
			Err(io::Error::other("gone"))
		}
	}
	let (store, daemon) = start();
	let failed = store.put(Box::new(content)).await;
	assert!(matches!(failed, Err(StoreError::Source(_))), "{failed:?}");
	cleaned(&daemon).await;
	assert!(daemon.lock().unwrap().pins.is_empty());
	// There is nothing left to do.
	store.settle().await.unwrap();
	assert_eq!(daemon.lock().unwrap().collections, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn cancelled_upload_is_broken_off() {
	struct Slow;
	impl Read for Slow {
		fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
			std::thread::sleep(Duration::from_millis(2));
			let len = buf.len().min(100_000);
			buf[..len].fill(1);
			Ok(len)
		}
	}
	let (store, daemon) = start();
	let put = store.put(Box::new(Slow));
	assert!(
		tokio::time::timeout(Duration::from_millis(300), put)
			.await
			.is_err()
	);
	assert_eq!(daemon.lock().unwrap().collections, 0);
	store.settle().await.unwrap();
	assert_eq!(daemon.lock().unwrap().collections, 1, "gone when this returns");
	cleaned(&daemon).await;
	assert!(daemon.lock().unwrap().pins.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn stream_that_ends_early_is_completed_block_by_block() {
	let (store, daemon) = start();
	let len = 3 * MIB + 5;
	let cid = put(&store, len).await.unwrap();
	daemon.lock().unwrap().lie = Lie::ShortStream;
	assert!(read(&store, &cid, None).await.unwrap() == content(len));
	let (from, to) = (MIB + 3, 3 * MIB + 1);
	let slice = &content(len)[usize::try_from(from).unwrap()..usize::try_from(to).unwrap()];
	assert!(read(&store, &cid, Some(from..to)).await.unwrap() == slice);
	// The rest is what names the block.
	let last = Cid::of_raw(&content(len)[3 << 20..]);
	daemon.lock().unwrap().blocks.remove(&last.to_string());
	let error = read(&store, &cid, None).await.unwrap_err();
	assert!(
		matches!(error, StoreError::Incomplete { block, .. } if block == last),
		"{error:?}"
	);
	daemon.lock().unwrap().lie = Lie::StuckStream;
	let error = read(&store, &cid, None).await.unwrap_err();
	assert!(matches!(error, StoreError::TimedOut { .. }), "{error:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn resume_sends_the_blocks_that_are_not_there() {
	let (store, daemon) = start();
	let len = 3 * MIB + 5;
	let source = || Box::new(io::Cursor::new(content(len)));
	let cid = put(&DiscardStore::new(), len).await.unwrap();
	let resumed = store.resume(source()).await.unwrap();
	assert_eq!((resumed.cid, resumed.sent), (cid, len));
	assert!(read_verified(&store, &cid, None).await.unwrap() == content(len));
	assert!(daemon.lock().unwrap().pins.contains(&cid.to_string()));
	assert_eq!(store.resume(source()).await.unwrap().sent, 0);

	let second = Cid::of_raw(&content(2 * MIB)[LEAF..]).to_string();
	for gone in [second, cid.to_string()] {
		let mut daemon = daemon.lock().unwrap();
		daemon.pins.clear();
		daemon.blocks.remove(&gone);
	}
	assert_eq!(store.resume(source()).await.unwrap().sent, MIB);
	assert!(read_verified(&store, &cid, None).await.unwrap() == content(len));

	daemon.lock().unwrap().lie = Lie::Forgets;
	let error = store.resume(source()).await.unwrap_err();
	assert!(
		matches!(&error, StoreError::Refused { reason, .. } if reason.contains("lost blocks")),
		"{error:?}"
	);
	assert_eq!(daemon.lock().unwrap().collections, 0, "what is there stays");
	{
		let mut daemon = daemon.lock().unwrap();
		daemon.lie = Lie::OtherCid;
		daemon.blocks.clear();
	}
	let error = store.resume(source()).await.unwrap_err();
	assert!(matches!(error, StoreError::CidMismatch { .. }), "{error:?}");
	daemon.lock().unwrap().lie = Lie::Silence;
	let error = store.resume(source()).await.unwrap_err();
	assert!(matches!(error, StoreError::TimedOut { .. }), "{error:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn pin_is_followed_to_its_end() {
	let (store, daemon) = start();
	let cid = put(&store, 2 * MIB).await.unwrap();
	assert!(store.pinned(&cid).await.unwrap());
	daemon.lock().unwrap().pins.clear();
	assert!(!store.pinned(&cid).await.unwrap());
	daemon.lock().unwrap().lie = Lie::StuckPin;
	let error = store.pin(&cid).await.unwrap_err();
	assert!(matches!(error, StoreError::NotFetched { .. }), "{error:?}");
	assert!(error.to_string().contains(store.host()), "{error}");
	daemon.lock().unwrap().lie = Lie::BrokenPin;
	let error = store.pin(&cid).await.unwrap_err();
	assert!(
		matches!(&error, StoreError::Refused { reason, .. } if reason.contains("something is odd")),
		"{error:?}"
	);
	daemon.lock().unwrap().lie = Lie::Silence;
	let error = store.pin(&cid).await.unwrap_err();
	assert!(matches!(error, StoreError::TimedOut { .. }), "{error:?}");
	daemon.lock().unwrap().lie = Lie::None;
	store.pin(&cid).await.unwrap();
	assert!(store.pinned(&cid).await.unwrap());
	let error = store.pin(&Cid::of_raw(b"absent")).await.unwrap_err();
	assert!(matches!(error, StoreError::NotFetched { .. }), "{error:?}");
}
