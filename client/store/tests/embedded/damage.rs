//! Damage that is noticed: of the disk, and of a store that lies.

use crate::*;

/// The files of the leaf that begins with pattern byte `at`, and of the root.
fn block_files(store: &EmbeddedStore, cid: &Cid, at: u64) -> (std::path::PathBuf, std::path::PathBuf) {
	let leaf = Cid::of_raw(&Pattern::slice(at, at + MIB)).to_string();
	let find = |name: &str| {
		store
			.blocks(cid)
			.unwrap()
			.into_iter()
			.find(|f| f.ends_with(name))
			.unwrap()
	};
	(find(&leaf), find(&cid.to_string()))
}

#[tokio::test]
async fn every_kind_of_damage_of_a_leaf_is_named() {
	let (_dir, store) = open();
	let len = 3 * MIB;
	let cid = put(&store, len).await;
	let (leaf, _) = block_files(&store, &cid, MIB);
	let sound = fs::read(&leaf).unwrap();
	let before = Some(0..MIB);

	let mut altered = sound.clone();
	altered[77] ^= 1;
	fs::write(&leaf, &altered).unwrap();
	assert!(matches!(
		read(&store, &cid, None).await,
		Err(StoreError::Altered { .. })
	));
	assert!(matches!(
		read(&store, &cid, Some(MIB..MIB + 1)).await,
		Err(StoreError::Altered { .. })
	));
	assert!(read(&store, &cid, before.clone()).await.unwrap() == Pattern::slice(0, MIB));

	fs::write(&leaf, &sound[..sound.len() - 1]).unwrap();
	assert!(matches!(
		read(&store, &cid, None).await,
		Err(StoreError::Truncated { .. })
	));
	fs::write(&leaf, b"").unwrap();
	assert!(matches!(
		read(&store, &cid, None).await,
		Err(StoreError::Truncated { .. })
	));
	fs::write(&leaf, [sound.as_slice(), b"more"].concat()).unwrap();
	assert!(matches!(
		read(&store, &cid, None).await,
		Err(StoreError::Altered { .. })
	));
	fs::write(&leaf, vec![0; 5 << 20]).unwrap();
	assert!(matches!(
		read(&store, &cid, None).await,
		Err(StoreError::Altered { .. })
	));

	fs::remove_file(&leaf).unwrap();
	let gone = read(&store, &cid, None).await;
	assert!(matches!(gone, Err(StoreError::Incomplete { block, .. }) if leaf.ends_with(block.to_string())));
	assert!(read(&store, &cid, before).await.unwrap() == Pattern::slice(0, MIB));
}

#[tokio::test]
async fn damage_of_the_root_is_named() {
	let (_dir, store) = open();
	let cid = put(&store, 3 * MIB).await;
	let (_, root) = block_files(&store, &cid, MIB);
	let sound_root = fs::read(&root).unwrap();
	for at in 0..sound_root.len() {
		let mut altered = sound_root.clone();
		altered[at] ^= 4;
		fs::write(&root, &altered).unwrap();
		assert!(
			matches!(read(&store, &cid, None).await, Err(StoreError::Altered { .. })),
			"byte {at}"
		);
	}
	fs::remove_file(&root).unwrap();
	assert!(matches!(
		read(&store, &cid, None).await,
		Err(StoreError::Missing { .. })
	));
	assert!(!store.contains(&cid).await.unwrap());
}

#[tokio::test]
async fn verification_notices_what_a_faulty_store_does() {
	let (_dir, inner) = open();
	let len = 3 * MIB + 7;
	let cid = put(&inner, len).await;
	let store = FaultyStore::new(inner);
	let faults = [
		Fault::TruncatedAt(MIB),
		Fault::TruncatedAt(len - 1),
		Fault::AlteredAt(0),
		Fault::AlteredAt(len - 1),
		Fault::Trailing,
	];
	for fault in faults {
		store.set(fault);
		let mut chunks = verified(store.name(), cid, store.get(&cid, None).await.unwrap());
		let mut last = None;
		while let Some(chunk) = chunks.recv().await {
			last = Some(chunk.map(|_| ()));
		}
		assert!(matches!(last, Some(Err(StoreError::Altered { .. }))), "{fault:?}");
	}
	store.set(Fault::BlockMissingAt(MIB));
	assert!(matches!(
		read(&store, &cid, None).await,
		Err(StoreError::Incomplete { .. })
	));
	store.set(Fault::Missing);
	assert!(matches!(
		read(&store, &cid, None).await,
		Err(StoreError::Missing { .. })
	));
	store.set(Fault::Unreachable);
	assert!(matches!(
		read(&store, &cid, None).await,
		Err(StoreError::Unreachable { .. })
	));
	store.set(Fault::FullAfter(5));
	let full = store.put(Box::new(Pattern::of(MIB))).await;
	assert!(matches!(full, Err(StoreError::Full { .. })));
	store.set(Fault::None);
	let mut chunks = verified(store.name(), cid, store.get(&cid, None).await.unwrap());
	let mut total = 0;
	while let Some(chunk) = chunks.recv().await {
		total += chunk.unwrap().len() as u64;
	}
	assert_eq!(total, len);
	assert_eq!(store.gets(), 9);
}

#[tokio::test]
async fn small_objects_are_limited() {
	let (_dir, store) = open();
	let cid = put(&store, 4096).await;
	assert_eq!(get_small(&store, &cid, 4096).await.unwrap().len(), 4096);
	assert!(matches!(
		get_small(&store, &cid, 4095).await,
		Err(StoreError::Altered { .. })
	));
}

#[tokio::test]
async fn discarding_store_counts() {
	let store = DiscardStore::new();
	let cid = put(&store, 2 * MIB + 1).await;
	assert_eq!(
		(store.bytes(), store.blocks(), store.objects()),
		(2 * MIB + 1, 4, 1)
	);
	assert!(!store.contains(&cid).await.unwrap());
	assert!(matches!(
		store.get(&cid, None).await,
		Err(StoreError::Missing { .. })
	));
}
