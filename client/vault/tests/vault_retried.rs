//! Uploads that are run again while the fate of their call is open: nothing that the chain may register leaves the store, and the copy on
//! this disk stays as long as it may be the last one.

use crate::common::{
	hosts::{Host, hosts},
	lying::LyingLedger,
	remote::RemoteStore,
	*,
};
use medquorum_client::{
	error::{Error, UploadError},
	ledger::Call,
	store::Store,
};
use std::{
	fs,
	path::{Path, PathBuf},
	sync::atomic::Ordering,
};

/// A file that is large enough to be resumed.
fn scan(world: &World) -> PathBuf {
	let path = world.facility.home().join("scan.bin");
	fs::write(&path, vec![7; 17 << 20]).unwrap();
	path
}

/// How many files are kept of uploads.
fn staged(world: &World) -> usize {
	let folder = fs::read_dir(world.facility.home().join("uploads"));
	folder.map_or(0, Iterator::count)
}

async fn upload(place: Place<'_>, world: &World, path: &Path) -> Result<Uploaded, Error> {
	let source = UploadSource::open(path).unwrap();
	let uploader = place.uploader();
	uploader
		.upload(&world.facility.signer, source, &world.options())
		.await
}

/// What was uploaded opens from this store, and is the file.
async fn assert_opens(world: &World, store: &dyn Store, done: &Uploaded, path: &Path) {
	let id = world.request(&world.clinician, done.record_id).await;
	for admin in [ALICE, BOB, CHARLIE] {
		world.approve(admin, id).await.unwrap();
	}
	world.consent(id).await.unwrap();
	let place = world.place(&world.clinician).storing(store);
	world
		.download_over(place, &world.clinician, id, CspSource::Consent)
		.await
		.unwrap();
	assert!(fs::read(world.target()).unwrap() == fs::read(path).unwrap());
}

/// The call that a node was given and did not carry out yet.
fn pending(liar: &LyingLedger<'_>) -> Call {
	let sent = liar.sent.lock().unwrap();
	let mut sent = sent.iter();
	sent.find(|call| matches!(call, Call::RegisterRecord(_)))
		.unwrap()
		.clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn host_that_is_down_takes_nothing_away_that_the_chain_registers_late() {
	let world = World::new().await;
	let (hosts, replicated): (Vec<Host>, _) = hosts(&world.dir.path().join("hosts"), 2, 2);
	let remote = RemoteStore::over(&replicated);
	let liar = LyingLedger::new(&world.ledger);
	let path = scan(&world);
	let place = world.place_over(&liar, &world.facility).storing(&remote);
	world.ledger.with(|state| state.break_next = true);
	upload(place, &world, &path).await.unwrap_err();
	assert_eq!(staged(&world), 2);
	// The second host is there for the file, and down when it is asked about the header.
	hosts[1].answers.store(1, Ordering::Relaxed);
	let stopped = upload(place, &world, &path).await;
	assert!(
		matches!(stopped, Err(Error::Upload(UploadError::Stopped { .. }))),
		"{stopped:?}"
	);
	assert_eq!(staged(&world), 2);
	world
		.ledger
		.send(world.facility.account(), &pending(&liar))
		.unwrap();
	let done = upload(place, &world, &path).await.unwrap();
	assert_eq!((done.delivered.clone(), staged(&world)), (None, 0));
	let own = &hosts[0].inner;
	for cid in [&done.cid, &done.header_cid] {
		assert!(own.contains(cid).await.unwrap());
	}
	assert_opens(&world, own, &done, &path).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn copy_of_a_registered_upload_goes_only_when_the_store_has_it_all() {
	let world = World::new().await;
	let remote = RemoteStore::over(&world.store);
	let path = scan(&world);
	let place = world.place(&world.facility).storing(&remote);
	world.ledger.with(|state| state.deny_next = true);
	upload(place, &world, &path).await.unwrap_err();
	assert!(world.ledger.with(|state| state.records.len() == 1));
	for folder in fs::read_dir(world.dir.path().join("store/objects")).unwrap() {
		fs::remove_dir_all(folder.unwrap().path()).unwrap();
	}
	place.keeper().tidy().await.unwrap();
	assert_eq!((staged(&world), world.objects()), (2, 0));
	let done = upload(place, &world, &path).await.unwrap();
	assert_eq!((staged(&world), world.objects()), (0, 2));
	assert!(
		world.ledger.with(|state| state.records.len() == 1),
		"not registered twice"
	);
	assert_opens(&world, &world.store, &done, &path).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn line_that_is_cut_in_the_second_run_takes_nothing_away_that_the_first_one_sent() {
	let world = World::new().await;
	let remote = RemoteStore::over(&world.store);
	let liar = LyingLedger::new(&world.ledger);
	let path = scan(&world);
	let place = world.place_over(&liar, &world.facility).storing(&remote);
	world.ledger.with(|state| state.break_next = true);
	upload(place, &world, &path).await.unwrap_err();
	world.ledger.with(|state| state.cut_next = true);
	let kept = upload(place, &world, &path).await;
	assert!(
		matches!(kept, Err(Error::Upload(UploadError::NotRegistered { .. }))),
		"{kept:?}"
	);
	assert_eq!((staged(&world), world.objects()), (2, 2));
	world
		.ledger
		.send(world.facility.account(), &pending(&liar))
		.unwrap();
	let done = upload(place, &world, &path).await.unwrap();
	assert_opens(&world, &world.store, &done, &path).await;
}
