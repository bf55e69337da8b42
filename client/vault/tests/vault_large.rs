//! 5 GiB, more than 32 bits count, against a store that counts and keeps nothing: the memory does not grow with the file.
//! `MEDQUORUM_LARGE` names another number of bytes.

#![allow(clippy::unwrap_used, reason = "clippy exempts tests, not their helpers")]

mod common;

use common::*;
use medquorum_client::store::discard::DiscardStore;
use std::io::{Read, repeat};

/// Peak resident memory of this process in KiB.
fn peak() -> u64 {
	let status = std::fs::read_to_string("/proc/self/status").unwrap();
	let line = status
		.lines()
		.find_map(|line| line.strip_prefix("VmHWM:"))
		.unwrap();
	line.trim().trim_end_matches(" kB").parse().unwrap()
}

#[tokio::test]
async fn large_upload_keeps_memory_small() {
	let length: u64 = std::env::var("MEDQUORUM_LARGE").map_or(5 << 30, |text| text.parse().unwrap());
	let world = World::new().await;
	let store = DiscardStore::new();
	let facility = &world.facility;
	let place = world.place(facility).storing(&store);
	let upload = async |len: u64| {
		let reader = Box::new(repeat(0x5a).take(len));
		let source = UploadSource {
			reader,
			len,
			info: FileInfo::default(),
			origin: None,
		};
		place
			.uploader()
			.upload(&facility.signer, source, &world.options())
			.await
			.unwrap()
	};
	upload(1024).await;
	let small = peak();
	let large = upload(length).await;
	let grown = peak() - small;
	assert_eq!(large.plain_len, length);
	assert!(large.stored_len > length);
	assert!(store.bytes() > large.stored_len);
	assert!(grown < 64 << 10, "{grown} KiB more than for 1 KiB");
}
