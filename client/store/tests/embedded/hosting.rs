//! The folder as a host: labels, removal for good, and what it takes no more.

use medquorum_core::domain::RecordId;
use medquorum_envelope::Cid;
use medquorum_store::{
	Denylist, Hosting as _, Kept, Label, Owner, Store as _, StoreError, embedded::EmbeddedStore,
};
use std::{
	collections::BTreeSet,
	io::{self, Cursor, Read},
	os::unix::fs::PermissionsExt as _,
	time::Duration,
};

fn store(dir: &tempfile::TempDir) -> EmbeddedStore {
	EmbeddedStore::create(&dir.path().join("store")).unwrap()
}

async fn put(store: &EmbeddedStore, content: &[u8]) -> Result<Cid, StoreError> {
	store.put(Box::new(Cursor::new(content.to_vec()))).await
}

fn label(record: u8, cid: Cid) -> Label {
	Label::new(&[7; 32], Owner::Record(RecordId([record; 16])), cid)
}

#[tokio::test]
async fn labels_lie_beside_objects_and_go_alone() {
	let dir = tempfile::tempdir().unwrap();
	let store = store(&dir);
	let (one, two) = (
		put(&store, b"one").await.unwrap(),
		put(&store, b"two").await.unwrap(),
	);
	for label in [label(1, one), label(1, one), label(2, one), label(2, two)] {
		store.label(label).await.unwrap();
	}
	let kept = store.kept().await.unwrap();
	assert_eq!(kept.objects, BTreeSet::from([one, two]));
	assert_eq!(
		kept.labels,
		BTreeSet::from([label(1, one), label(2, one), label(2, two)])
	);
	store.unlabel(label(1, one)).await.unwrap();
	store.unlabel(label(1, one)).await.unwrap();
	assert_eq!(store.kept().await.unwrap().labels.len(), 2);
	// What others have put into the folder is not its business.
	std::fs::write(store.folder().join("labels/README"), "x").unwrap();
	assert_eq!(store.kept().await.unwrap().labels.len(), 2);
}

#[tokio::test]
async fn purged_objects_go_with_their_labels_and_no_others() {
	let dir = tempfile::tempdir().unwrap();
	let store = store(&dir);
	let (one, two) = (
		put(&store, b"one").await.unwrap(),
		put(&store, b"two").await.unwrap(),
	);
	store.label(label(1, one)).await.unwrap();
	store.label(label(2, two)).await.unwrap();
	let gone = BTreeSet::from([one, Cid::of_raw(b"never there")]);
	let removed = store
		.purge(&gone, &BTreeSet::from([label(1, one)]))
		.await
		.unwrap();
	assert_eq!(removed, [one]);
	let kept = Kept {
		objects: BTreeSet::from([two]),
		labels: BTreeSet::from([label(2, two)]),
	};
	assert_eq!(store.kept().await.unwrap(), kept);
	assert_eq!(store.purge(&gone, &BTreeSet::new()).await.unwrap(), []);
}

#[tokio::test]
async fn denied_object_is_neither_taken_nor_given_by_any_process() {
	let dir = tempfile::tempdir().unwrap();
	let first = store(&dir);
	let other = EmbeddedStore::open(first.folder()).unwrap();
	let one = put(&first, b"one").await.unwrap();
	first.deny(&BTreeSet::from([one])).await.unwrap();
	for store in [&first, &other, &EmbeddedStore::open(first.folder()).unwrap()] {
		let given = store.get(&one, None).await;
		assert!(matches!(given, Err(StoreError::Barred { cid, .. }) if cid == one));
	}
	first
		.purge(&BTreeSet::from([one]), &BTreeSet::new())
		.await
		.unwrap();
	let taken = put(&other, b"one").await;
	assert!(matches!(taken, Err(StoreError::Barred { .. })));
	assert_eq!(other.kept().await.unwrap(), Kept::default());
	put(&other, b"two").await.unwrap();
	let list = first.folder().join("denied.deny");
	let mode = std::fs::metadata(&list).unwrap().permissions().mode();
	assert_eq!(mode & 0o077, 0, "for its owner only");
	assert!(Denylist::at(&list).denies(&one).unwrap());
}

#[tokio::test]
async fn host_whose_disk_is_not_there_keeps_nothing_back() {
	let dir = tempfile::tempdir().unwrap();
	let store = store(&dir);
	let one = put(&store, b"one").await.unwrap();
	std::fs::rename(store.folder(), dir.path().join("away")).unwrap();
	let gone = BTreeSet::from([one]);
	assert!(matches!(store.kept().await, Err(StoreError::NotThere { .. })));
	assert!(matches!(
		store.purge(&gone, &BTreeSet::new()).await,
		Err(StoreError::NotThere { .. })
	));
	assert!(matches!(
		store.label(label(1, one)).await,
		Err(StoreError::NotThere { .. })
	));
	assert!(matches!(
		store.deny(&gone).await,
		Err(StoreError::NotThere { .. })
	));
	assert!(!store.folder().exists(), "nothing is made in its place");
}

#[tokio::test(flavor = "multi_thread")]
async fn object_outlives_a_second_put_of_it_that_is_given_up() {
	/// The same bytes, and a long time before their end.
	struct Late(Option<&'static [u8]>);
	impl Read for Late {
		fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
			if let Some(mut bytes) = self.0.take() {
				return bytes.read(buf);
			}
			std::thread::sleep(Duration::from_millis(50));
			Ok(0)
		}
	}
	let dir = tempfile::tempdir().unwrap();
	let store = store(&dir);
	let one = put(&store, b"one").await.unwrap();
	for wait in [1, 45, 55, 150] {
		let again = store.put(Box::new(Late(Some(b"one"))));
		drop(tokio::time::timeout(Duration::from_millis(wait), again).await);
		store.settle().await.unwrap();
		assert!(store.contains(&one).await.unwrap(), "{wait} ms");
	}
}
