//! A daemon whose disk is not mounted: an empty repository answers at the same address.

use super::{
	daemon::{Shared, start},
	put, read,
};
use medquorum_envelope::Cid;
use medquorum_store::{
	Held, Hosting, Label, Owner, Pinning, Store, StoreError,
	kubo::{Daemons, KuboHost, KuboStore},
};
use std::{collections::BTreeSet, io::Cursor, mem::take};

const OTHER: &str = "12D3KooWother";

/// What a repository holds.
type Content = (
	std::collections::HashMap<String, Vec<u8>>,
	std::collections::HashMap<String, Vec<u8>>,
	std::collections::HashSet<String>,
);

/// Takes the disk away; gives what is on it.
fn unmount(daemon: &Shared) -> Content {
	let mut daemon = daemon.lock().unwrap();
	daemon.id = OTHER.to_owned();
	(
		take(&mut daemon.blocks),
		take(&mut daemon.files),
		take(&mut daemon.pins),
	)
}

fn mount(daemon: &Shared, content: Content) {
	let mut daemon = daemon.lock().unwrap();
	daemon.id = "12D3KooWone".to_owned();
	(daemon.blocks, daemon.files, daemon.pins) = content;
}

#[track_caller]
fn assert_away<T>(what: &str, done: Result<T, StoreError>) {
	match done {
		Err(StoreError::NotThere { store }) => {
			assert!(store.contains(OTHER) && store.contains("12D3KooWone"), "{store}");
		}
		Err(error) => panic!("{what}: {error}"),
		Ok(_) => panic!("{what} was done"),
	}
}

/// Everything that a store does, and what a host does, in a process that began before the disk went and in a new one.
async fn assert_all_away(
	old: &KuboStore,
	new: impl Fn() -> KuboStore,
	cid: &Cid,
	repository: &std::path::Path,
) {
	let label = Label::new(&[7; 32], Owner::Catalogue, *cid);
	assert_away("a removal", old.remove(cid).await);
	assert_away("a removal by a new process", new().remove(cid).await);
	assert_away("an unlabelling", old.unlabel(label).await);
	assert_away("a look for labels", new().labels(cid).await);
	assert_away("a put", put(&new(), 9).await);
	assert_away(
		"a resumed put",
		new().resume(Box::new(Cursor::new(b"more".to_vec()))).await,
	);
	assert_away("a look", new().contains(cid).await);
	assert_away("a replication", new().replicate(cid).await);
	assert_away("a read", read(&new(), cid, None).await);
	assert_away("a pin", Pinning::pin(&new(), cid).await);
	let holders = new().holders(cid).await.unwrap();
	assert!(matches!(
		holders[0].state,
		Held::Unreachable(StoreError::NotThere { .. })
	));
	let host = |store| KuboHost::new(store, repository).unwrap();
	let objects = BTreeSet::from([*cid]);
	for store in [old.clone(), new()] {
		let host = host(store);
		assert_away("a list", host.kept().await);
		assert_away("a purge", host.purge(&objects, &BTreeSet::new()).await);
		assert_away("a denial", host.deny(&objects).await);
	}
}

#[tokio::test(flavor = "multi_thread")]
async fn object_is_not_missing_where_another_repository_answers() {
	let (store, daemon) = start();
	let dir = tempfile::tempdir().unwrap();
	std::fs::write(dir.path().join("config"), "{}").unwrap();
	let daemons = Daemons::at(&dir.path().join("daemons.json"));
	let new = || {
		let store = KuboStore::new(store.host()).unwrap();
		store.remembering(daemons.clone())
	};
	let old = new();
	let cid = put(&old, 9).await.unwrap();

	let content = unmount(&daemon);
	assert_all_away(&old, new, &cid, dir.path()).await;
	{
		let daemon = daemon.lock().unwrap();
		assert_eq!(daemon.collections, 0, "nothing was removed there");
		assert!(daemon.blocks.is_empty() && daemon.pins.is_empty());
	}
	mount(&daemon, content);
	old.remove(&cid).await.unwrap();
	assert!(!new().contains(&cid).await.unwrap());

	// Made again on purpose, which a person says.
	unmount(&daemon);
	assert_away("a look", new().check_peer().await);
	new().accept_peer().await.unwrap();
	put(&new(), 9).await.unwrap();
	daemon.lock().unwrap().id = "no id!".to_owned();
	assert!(matches!(old.remove(&cid).await, Err(StoreError::Refused { .. })));
}
