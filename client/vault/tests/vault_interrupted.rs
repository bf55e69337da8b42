//! Uploads that end in the middle: killed, dropped, or with a failure of the chain that only seems one.

use crate::common::{passing_on::passed_on, *};
use futures::{FutureExt, future::BoxFuture};
use medquorum_client::{
	advice::Advice,
	error::{Error, LedgerError, UploadError},
	store::{ByteChannel, Resumed, Store, StoreError},
};
use medquorum_envelope::Cid;
use std::{
	collections::BTreeSet,
	io::Read,
	ops::Range,
	sync::atomic::{AtomicBool, AtomicUsize, Ordering},
	time::Duration,
};

/// Never answers the nth put, though it has kept the object: as if the process ended at that moment.
struct Stuck<'a> {
	inner: &'a dyn Store,
	left: AtomicUsize,
	stuck: AtomicBool,
}

impl Store for Stuck<'_> {
	fn put(&self, content: Box<dyn Read + Send>) -> BoxFuture<'_, Result<Cid, StoreError>> {
		async move {
			let cid = self.inner.put(content).await?;
			match self.left.fetch_sub(1, Ordering::Relaxed) {
				1 => {
					self.stuck.store(true, Ordering::Relaxed);
					std::future::pending().await
				}
				_ => Ok(cid),
			}
		}
		.boxed()
	}

	fn resume(&self, content: Box<dyn Read + Send>) -> BoxFuture<'_, Result<Resumed, StoreError>> {
		self.inner.resume(content)
	}

	fn get(&self, cid: &Cid, range: Option<Range<u64>>) -> BoxFuture<'_, Result<ByteChannel, StoreError>> {
		self.inner.get(cid, range)
	}

	fn remove(&self, cid: &Cid) -> BoxFuture<'_, Result<(), StoreError>> {
		self.inner.remove(cid)
	}

	passed_on!();

	fn name(&self) -> String {
		self.inner.name()
	}

	fn verifies(&self) -> bool {
		self.inner.verifies()
	}

	fn is_near(&self) -> bool {
		self.inner.is_near()
	}
}

/// Gives up an upload that has put its nth object and knows nothing of it yet.
async fn give_up(world: &World, nth: usize) {
	let facility = &world.facility;
	let stuck = Stuck {
		inner: &world.store,
		left: AtomicUsize::new(nth),
		stuck: AtomicBool::new(false),
	};
	let place = world.place(facility).storing(&stuck);
	let options = world.options();
	let uploader = place.uploader();
	let mut upload = std::pin::pin!(uploader.upload(&facility.signer, source(SCAN), &options));
	while !stuck.stuck.load(Ordering::Relaxed) {
		let waited = tokio::time::timeout(Duration::from_millis(20), &mut upload).await;
		assert!(waited.is_err(), "it cannot end");
	}
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_upload_leaves_nothing_that_tidying_does_not_find() {
	for nth in [1, 2] {
		let world = World::new().await;
		give_up(&world, nth).await;
		let kept = world.upload(b"another").await;
		assert_eq!(world.objects(), nth + 2);
		let facility = &world.facility;
		assert_eq!(world.place(facility).keeper().abandoned(), 1);
		let removed = world.place(facility).keeper().tidy().await.unwrap();
		assert_eq!((removed.removed.len(), world.objects()), (nth, 2));
		assert_eq!(removed.open, []);
		assert_eq!(world.place(facility).keeper().abandoned(), 0);
		assert_eq!(world.contains(&kept).await, [true, true]);
	}
}

#[tokio::test(flavor = "multi_thread")]
async fn stopped_upload_is_cleaned_up_unless_its_call_was_sent() {
	let world = World::new().await;
	let facility = &world.facility;
	give_up(&world, 1).await;
	let removed = world.place(facility).keeper().abandon().await.unwrap();
	assert_eq!((removed.len(), world.objects()), (1, 0));
	world.ledger.with(|state| state.break_next = true);
	let unknown = world
		.place(facility)
		.uploader()
		.upload(&facility.signer, source(SCAN), &world.options())
		.await;
	let error = unknown.unwrap_err();
	assert!(error.next().contains("is kept"), "{}", error.next());
	assert_eq!(world.place(facility).keeper().abandoned(), 0);
	assert_eq!(world.place(facility).keeper().abandon().await.unwrap(), []);
	assert_eq!(world.objects(), 2, "the chain may register it still");
}

#[tokio::test(flavor = "multi_thread")]
async fn put_that_is_given_up_is_gone_when_the_store_has_settled() {
	struct Slow;
	impl Read for Slow {
		fn read(&mut self, buf: &mut [u8]) -> std::io::Result<usize> {
			std::thread::sleep(Duration::from_millis(1));
			let len = buf.len().min(100_000);
			buf[..len].fill(1);
			Ok(len)
		}
	}
	let world = World::new().await;
	let put = world.store.put(Box::new(Slow));
	assert!(
		tokio::time::timeout(Duration::from_millis(100), put)
			.await
			.is_err()
	);
	world.store.settle().await.unwrap();
	let staging = world.dir.path().join("store/staging");
	assert_eq!(std::fs::read_dir(staging).unwrap().count(), 0);
	assert_eq!(world.objects(), 0);
}

#[tokio::test]
async fn envelope_of_a_registered_record_outlives_a_definite_looking_failure() {
	let world = World::new().await;
	let facility = &world.facility;
	world.ledger.with(|state| state.deny_next = true);
	let error = world
		.place(facility)
		.uploader()
		.upload(&facility.signer, source(SCAN), &world.options())
		.await
		.unwrap_err();
	let Error::Upload(UploadError::Kept { id, upload }) = error else {
		panic!("{error}");
	};
	assert!(matches!(*upload, Error::Ledger(LedgerError::NotAccepted { .. })));
	assert_eq!(world.objects(), 2);
	assert!(world.ledger.with(|state| state.records.contains_key(&id)));
	assert_eq!(
		world.place(facility).keeper().tidy().await.unwrap(),
		Tidied::default()
	);
	assert_eq!(world.objects(), 2);
}

#[tokio::test]
async fn description_that_is_too_long_is_refused_before_the_file_is_read() {
	struct Unread;
	impl Read for Unread {
		fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
			panic!("nothing may be read");
		}
	}
	let world = World::new().await;
	let facility = &world.facility;
	let place = world.place(facility);
	let upload = async |note: usize| {
		let info = FileInfo {
			name: "scan.dcm".into(),
			note: Some("x".repeat(note)),
			..FileInfo::default()
		};
		let (reader, len) = (Box::new(Unread), 10 << 30);
		let source = UploadSource {
			reader,
			len,
			info,
			origin: None,
		};
		place
			.uploader()
			.upload(&facility.signer, source, &world.options())
			.await
	};
	let Err(Error::Upload(UploadError::Description { what, length, limit })) = upload(5000).await else {
		panic!("a description of 5000 bytes cannot fit");
	};
	assert_eq!((what, length), ("note", 5000));
	// One byte more than fits is refused, and what is called the limit fits: it is only read after that check.
	let refused = upload(limit + 1).await;
	assert!(matches!(
		refused,
		Err(Error::Upload(UploadError::Description { .. }))
	));
	let info = FileInfo {
		name: "scan.dcm".into(),
		note: Some("x".repeat(limit)),
		..FileInfo::default()
	};
	let fits = UploadSource { info, ..source(SCAN) };
	// The length of the file is part of the description: a short one leaves a few bytes more.
	place
		.uploader()
		.upload(&facility.signer, fits, &world.options())
		.await
		.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn repair_removes_what_uploads_left_and_names_what_is_lost() {
	let world = World::new().await;
	let facility = &world.facility;
	let place = world.place(facility);
	give_up(&world, 1).await;
	let kept = world.upload(b"another").await;
	world.ledger.with(|state| state.break_next = true);
	place
		.uploader()
		.upload(&facility.signer, source(SCAN), &world.options())
		.await
		.unwrap_err();
	let standings = |holdings: &[Holding]| {
		let all = holdings.iter().map(|holding| format!("{:?}", holding.standing));
		all.collect::<BTreeSet<_>>().len()
	};
	// Registered, never registered, and perhaps to come.
	assert_eq!(standings(&place.keeper().holdings().await.unwrap()), 3);
	let repaired = place.keeper().repair().await.unwrap();
	assert_eq!((repaired.checked, repaired.removed.len()), (2, 1));
	assert!(repaired.pinned.is_empty() && repaired.failed.is_empty());
	assert_eq!(repaired.waiting.len(), 1);
	assert_eq!(world.objects(), 4);
	assert_eq!(standings(&place.keeper().holdings().await.unwrap()), 2);

	world.store.remove(&kept.cid).await.unwrap();
	let repaired = place.keeper().repair().await.unwrap();
	let [lost] = repaired.failed.as_slice() else {
		panic!("{repaired:?}")
	};
	assert!(lost.is_lost());
	assert_eq!((lost.object.record, lost.object.cid), (kept.record_id, kept.cid));
	assert_eq!(lost.object.part, Part::File);
}
