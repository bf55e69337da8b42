//! Uploads and downloads that are killed in the middle and resumed: at every moment, and what must not be.

#![allow(
	clippy::unwrap_used,
	clippy::expect_used,
	reason = "a test ends where something fails"
)]

use crate::common::{
	remote::{Fault, RemoteStore},
	*,
};
use medquorum_client::{
	advice::in_one_line,
	domain::RecordId,
	error::{Error, UploadError},
	store::{LEAF, Store},
};
use proptest::prelude::*;
use std::{
	fs,
	path::{Path, PathBuf},
	sync::atomic::Ordering,
	time::Duration,
};

const MIB: u64 = LEAF as u64;
/// What must never lie in a file of this machine but the source.
const MARKER: &[u8] = b"plaintext marker: nobody may find this";

/// A file to upload, with the marker in every part of it.
fn scan(world: &World, length: u64, salt: u8) -> PathBuf {
	let path = world.facility.home().join("scan.bin");
	let pattern: Vec<u8> = MARKER.iter().copied().chain([salt]).collect();
	let content: Vec<u8> = pattern
		.iter()
		.copied()
		.cycle()
		.take(usize::try_from(length).unwrap())
		.collect();
	fs::write(&path, content).unwrap();
	path
}

fn files(folder: &Path) -> Vec<PathBuf> {
	let Ok(entries) = fs::read_dir(folder) else {
		return Vec::new();
	};
	let paths = entries.map(|entry| entry.unwrap().path());
	paths
		.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] })
		.collect()
}

/// No plaintext anywhere but in the source. grep is quicker by far than a loop in a program that is not optimised.
fn assert_no_plaintext(world: &World, source: &Path) {
	let output = std::process::Command::new("grep")
		.args(["--recursive", "--files-with-matches", "--text", "--fixed-strings"])
		.arg(std::str::from_utf8(MARKER).unwrap())
		.args([world.dir.path(), world.facility.home(), world.clinician.home()])
		.output()
		.unwrap();
	let found = String::from_utf8(output.stdout).unwrap();
	// That the source is found shows that the search finds what is there.
	assert_eq!(found.trim(), source.display().to_string());
}

/// What is kept of uploads.
fn staged(world: &World) -> Vec<String> {
	let mut names: Vec<_> = files(&world.facility.home().join("uploads"))
		.iter()
		.map(|path| path.extension().unwrap().to_str().unwrap().to_owned())
		.collect();
	names.sort();
	names
}

/// Uploads to a store that falls silent, until `enough`; then the process ends, as far as a test can do that.
async fn kill_upload(
	world: &World,
	remote: &RemoteStore<'_>,
	path: &Path,
	bytes: u64,
	enough: impl Fn() -> bool,
) {
	remote.set(Fault::StallsAfter(bytes));
	let facility = &world.facility;
	let place = world.place(facility).storing(remote);
	let options = world.options();
	let source = UploadSource::open(path).unwrap();
	let uploader = place.uploader();
	let mut upload = std::pin::pin!(uploader.upload(&facility.signer, source, &options));
	for _ in 0..6000 {
		let waited = tokio::time::timeout(Duration::from_millis(5), &mut upload).await;
		assert!(
			waited.is_err(),
			"it cannot end: {:?}",
			waited.map(|done| done.err())
		);
		if remote.silent.load(Ordering::Relaxed) && enough() {
			remote.set(Fault::None);
			return;
		}
	}
	panic!("it never came to that");
}

async fn upload(world: &World, remote: &RemoteStore<'_>, path: &Path) -> Result<Uploaded, Error> {
	let facility = &world.facility;
	let place = world.place(facility).storing(remote);
	let source = UploadSource::open(path).unwrap();
	place
		.uploader()
		.upload(&facility.signer, source, &world.options())
		.await
}

/// The whole rest of the journey: what was uploaded opens, and is the file.
async fn assert_opens(world: &World, done: &Uploaded, path: &Path) {
	let id = world.request(&world.clinician, done.record_id).await;
	for admin in [ALICE, BOB, CHARLIE] {
		world.approve(admin, id).await.unwrap();
	}
	world.consent(id).await.unwrap();
	let downloaded = world
		.download(&world.clinician, id, CspSource::Consent)
		.await
		.unwrap();
	assert_eq!(downloaded.length, fs::metadata(path).unwrap().len());
	assert!(fs::read(world.target()).unwrap() == fs::read(path).unwrap());
	fs::remove_file(world.target()).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_upload_goes_on_and_does_not_send_again_what_is_there() {
	let world = World::new().await;
	let remote = RemoteStore::over(&world.store);
	let path = scan(&world, 20 * MIB + 5, 0);
	kill_upload(&world, &remote, &path, 7 * MIB + 3, || {
		staged(&world) == ["ct", "json"]
	})
	.await;
	assert_no_plaintext(&world, &path);
	let place = world.place(&world.facility);
	assert_eq!((place.keeper().abandoned(), place.keeper().resumable()), (1, 1));
	let unfinished = place.keeper().unfinished();
	assert!(unfinished.iter().all(|one| one.resumes) && unfinished.len() == 1);
	// What resumes is not in the way of the same upload.
	place.keeper().make_way(unfinished[0].id).await.unwrap();
	assert!(world.ledger.with(|state| state.records.is_empty()));
	let done = upload(&world, &remote, &path).await.unwrap();
	assert_eq!(done.reused, Some(7 * MIB));
	assert_eq!(staged(&world), [""; 0]);
	assert_eq!((place.keeper().abandoned(), place.keeper().resumable()), (0, 0));
	assert_eq!(world.objects(), 2);
	assert_opens(&world, &done, &path).await;
	// The same file once more is another record under other keys.
	let again = upload(&world, &remote, &path).await.unwrap();
	assert_eq!(again.reused, None);
	assert_ne!((again.record_id, again.cid), (done.record_id, done.cid));
}

#[tokio::test(flavor = "multi_thread")]
async fn no_key_and_nothing_secret_is_kept_for_going_on() {
	let world = World::new().await;
	let remote = RemoteStore::over(&world.store);
	let path = scan(&world, 17 * MIB, 0);
	kill_upload(&world, &remote, &path, MIB, || staged(&world) == ["ct", "json"]).await;
	let uploads = world.facility.home().join("uploads");
	let json = files(&uploads)
		.into_iter()
		.find(|path| path.extension().is_some_and(|end| end == "json"))
		.unwrap();
	let facts: serde_json::Value = serde_json::from_slice(&fs::read(json).unwrap()).unwrap();
	let names: Vec<_> = facts.as_object().unwrap().keys().cloned().collect();
	// Hashes, what will be public on chain, and the header, which only the patient's key opens.
	let public = [
		"capsule",
		"cid",
		"commitment",
		"csp_check",
		"csp_enc",
		"header",
		"key_id",
		"locator",
		"nonce",
		"patient",
		"place",
		"plain_len",
		"searchable",
		"state",
		"stored_len",
		"supersedes",
	];
	assert_eq!(names, public);
	let text = facts.to_string();
	assert!(!text.contains("scan.bin"), "no file name");
	for path in files(&uploads) {
		use std::os::unix::fs::MetadataExt as _;
		assert_eq!(fs::metadata(path).unwrap().mode() & 0o777, 0o600);
	}
}

#[tokio::test(flavor = "multi_thread")]
async fn file_that_changed_meanwhile_starts_anew_under_fresh_keys() {
	let world = World::new().await;
	let remote = RemoteStore::over(&world.store);
	let path = scan(&world, 18 * MIB, 0);
	kill_upload(&world, &remote, &path, 4 * MIB, || {
		staged(&world) == ["ct", "json"]
	})
	.await;
	let uploads = files(&world.facility.home().join("uploads"));
	let before = uploads.iter().find(|path| path.extension().unwrap() == "ct");
	let before = fs::read(before.unwrap()).unwrap();
	// The same length, other content.
	scan(&world, 18 * MIB, 1);
	let done = upload(&world, &remote, &path).await.unwrap();
	assert_eq!(done.reused, None);
	assert_eq!(staged(&world), [""; 0], "nothing of the earlier one is left");
	let mut chunks = world.store.get(&done.cid, Some(0..40)).await.unwrap();
	let start = chunks.recv().await.unwrap().unwrap();
	assert_ne!(start[..40], before[..40], "another salt and nonce prefix");
	assert_opens(&world, &done, &path).await;
	assert_eq!(world.place(&world.facility).keeper().abandoned(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_resume_makes_way_for_the_same_upload() {
	let world = World::new().await;
	let remote = RemoteStore::over(&world.store);
	let path = scan(&world, 3 * MIB, 0);
	kill_upload(&world, &remote, &path, MIB, || true).await;
	let place = world.place(&world.facility);
	let unfinished = place.keeper().unfinished();
	let one = &unfinished[0];
	assert!(unfinished.len() == 1 && !one.resumes);
	assert_eq!(one.file.as_ref().unwrap().name, "scan.bin");
	// What is no unfinished upload takes nothing away.
	place.keeper().make_way(RecordId([9; 16])).await.unwrap();
	assert_eq!(place.keeper().unfinished(), unfinished);
	place.keeper().make_way(one.id).await.unwrap();
	assert_eq!(place.keeper().unfinished(), []);
	upload(&world, &remote, &path).await.unwrap();
	assert_eq!((place.keeper().abandoned(), world.objects()), (0, 2));
}

#[tokio::test(flavor = "multi_thread")]
async fn upload_that_the_store_broke_off_says_so_and_goes_on() {
	let world = World::new().await;
	let remote = RemoteStore::over(&world.store);
	let path = scan(&world, 40 * MIB, 0);
	// Where sealing is ahead of the store the upload is kept; a store that breaks off sooner finds nothing to resume.
	remote.set(Fault::BreaksAfter(39 * MIB));
	let error = upload(&world, &remote, &path).await.unwrap_err();
	let stopped = matches!(error, Error::Upload(UploadError::Stopped { .. }));
	assert_eq!(staged(&world).len(), if stopped { 2 } else { 0 }, "{error}");
	if stopped {
		let text = in_one_line(&error);
		assert!(text.starts_with("cannot reach the store far away"), "{text}");
		assert!(
			text.ends_with("run the same upload again: it resumes where it stopped"),
			"{text}"
		);
		let still = upload(&world, &remote, &path).await.unwrap_err();
		assert!(
			matches!(still, Error::Upload(UploadError::Stopped { .. })),
			"{still}"
		);
	}
	remote.set(Fault::None);
	let done = upload(&world, &remote, &path).await.unwrap();
	assert_eq!(done.reused, stopped.then_some(39 * MIB));
	assert_opens(&world, &done, &path).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn upload_killed_after_its_call_was_sent_is_found_on_the_chain() {
	let world = World::new().await;
	let remote = RemoteStore::over(&world.store);
	let path = scan(&world, 17 * MIB, 0);
	// Nobody hears of the call: here it was not carried out.
	world.ledger.with(|state| state.break_next = true);
	upload(&world, &remote, &path).await.unwrap_err();
	assert_eq!(staged(&world), ["ct", "json"]);
	let done = upload(&world, &remote, &path).await.unwrap();
	assert!(done.delivered.is_some());
	// And here it was.
	world.ledger.with(|state| state.deny_next = true);
	upload(&world, &remote, &path).await.unwrap_err();
	assert_eq!(world.ledger.with(|state| state.records.len()), 2);
	let found = upload(&world, &remote, &path).await.unwrap();
	assert_eq!(
		(found.delivered.clone(), found.reused),
		(None, Some(found.stored_len))
	);
	assert_eq!(
		world.ledger.with(|state| state.records.len()),
		2,
		"not registered twice"
	);
	assert_eq!(staged(&world), [""; 0]);
	assert_opens(&world, &found, &path).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn changed_file_does_not_take_away_what_the_chain_may_still_register() {
	let world = World::new().await;
	let remote = RemoteStore::over(&world.store);
	let path = scan(&world, 17 * MIB, 0);
	world.ledger.with(|state| state.break_next = true);
	upload(&world, &remote, &path).await.unwrap_err();
	assert_eq!(world.objects(), 2);
	scan(&world, 17 * MIB, 1);
	let done = upload(&world, &remote, &path).await.unwrap();
	assert_eq!(done.reused, None);
	assert_eq!(world.objects(), 4, "its call may be under way");
	// Only when somebody names it.
	let keeper = world.place(&world.facility).keeper();
	let tidied = keeper.tidy().await.unwrap();
	assert_eq!((tidied.removed.len(), world.objects()), (0, 4));
	keeper.erase_unregistered(tidied.open[0]).await.unwrap();
	assert_eq!(world.objects(), 2);
	assert_opens(&world, &done, &path).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn damaged_copy_is_noticed_and_removed() {
	let world = World::new().await;
	let remote = RemoteStore::over(&world.store);
	let path = scan(&world, 17 * MIB, 0);
	kill_upload(&world, &remote, &path, MIB, || staged(&world) == ["ct", "json"]).await;
	let copy = files(&world.facility.home().join("uploads"))
		.into_iter()
		.find(|path| path.extension().unwrap() == "ct")
		.unwrap();
	let mut content = fs::read(&copy).unwrap();
	content[9_000_000] ^= 1;
	fs::write(&copy, content).unwrap();
	let error = upload(&world, &remote, &path).await.unwrap_err();
	assert!(
		matches!(error, Error::Upload(UploadError::StageDamaged)),
		"{error}"
	);
	assert_eq!((staged(&world).len(), world.objects()), (0, 0));
	let done = upload(&world, &remote, &path).await.unwrap();
	assert_eq!(done.reused, None);
	assert_opens(&world, &done, &path).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn tidying_removes_what_could_go_on_and_stopping_keeps_it() {
	let world = World::new().await;
	let remote = RemoteStore::over(&world.store);
	let path = scan(&world, 17 * MIB, 0);
	kill_upload(&world, &remote, &path, MIB, || staged(&world) == ["ct", "json"]).await;
	let place = world.place(&world.facility);
	assert_eq!(place.keeper().abandon().await.unwrap(), []);
	assert_eq!(place.keeper().resumable(), 1);
	place.keeper().tidy().await.unwrap();
	assert_eq!((place.keeper().abandoned(), staged(&world).len()), (0, 0));
	let done = upload(&world, &remote, &path).await.unwrap();
	assert_eq!(done.reused, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn small_files_and_stores_without_parts_keep_no_copy() {
	let world = World::new().await;
	let uploads = world.facility.home().join("uploads");
	let remote = RemoteStore::over(&world.store);
	let small = scan(&world, MIB, 0);
	upload(&world, &remote, &small).await.unwrap();
	let large = scan(&world, 17 * MIB, 0);
	let facility = &world.facility;
	let source = UploadSource::open(&large).unwrap();
	let place = world.place(facility);
	place
		.uploader()
		.upload(&facility.signer, source, &world.options())
		.await
		.unwrap();
	assert!(!uploads.exists());
}

fn runtime() -> tokio::runtime::Runtime {
	tokio::runtime::Builder::new_multi_thread()
		.enable_all()
		.build()
		.unwrap()
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(6))]

	#[test]
	fn an_upload_killed_at_any_moment_ends_well_when_it_is_run_again(
		length in (16 * MIB)..(24 * MIB),
		kills in prop::collection::vec((0u64..(24 * MIB), 0u64..40), 1..3),
	) {
		runtime().block_on(async {
			let world = World::new().await;
			let remote = RemoteStore::over(&world.store);
			let path = scan(&world, length, 3);
			for (bytes, wait) in kills {
				let complete = || staged(&world) == ["ct", "json"];
				if complete() {
					// What resumes is broken off by an error here, which leaves as much as a kill.
					remote.set(Fault::BreaksAfter(0));
					upload(&world, &remote, &path).await.unwrap_err();
				} else {
					kill_upload(&world, &remote, &path, bytes, || true).await;
					tokio::time::sleep(Duration::from_millis(wait)).await;
				}
				assert_no_plaintext(&world, &path);
				assert!(world.ledger.with(|state| state.records.is_empty()), "nothing half registered");
			}
			remote.set(Fault::None);
			let whole = staged(&world) == ["ct", "json"];
			let done = upload(&world, &remote, &path).await.unwrap();
			assert_eq!(done.reused.is_some(), whole);
			assert_opens(&world, &done, &path).await;
			world.place(&world.facility).keeper().tidy().await.unwrap();
			assert_eq!(staged(&world), [""; 0]);
			assert_eq!(world.objects(), 2, "nothing is left of the uploads that were killed");
		});
	}

	#[test]
	fn a_download_killed_at_any_moment_goes_on_and_leaves_no_plaintext(
		length in (16 * MIB)..(24 * MIB),
		kills in prop::collection::vec(0u64..(24 * MIB), 1..4),
		damage in prop::option::of(0u64..(8 * MIB)),
	) {
		runtime().block_on(async {
			let world = World::new().await;
			let remote = RemoteStore::over(&world.store);
			let path = scan(&world, length, 4);
			let done = upload(&world, &remote, &path).await.unwrap();
			let id = world.request(&world.clinician, done.record_id).await;
			for admin in [ALICE, BOB, CHARLIE] {
				world.approve(admin, id).await.unwrap();
			}
			world.consent(id).await.unwrap();
			let place = world.place(&world.clinician).storing(&remote);
			let mut most = 0;
			for bytes in kills {
				let bytes = bytes.min(length - 2 * MIB);
				remote.set(Fault::StallsAfter(bytes));
				let before = kept(&world);
				let mut download =
					std::pin::pin!(world.download_over(place, &world.clinician, id, CspSource::Consent));
				for _ in 0..6000 {
					let waited = tokio::time::timeout(Duration::from_millis(5), &mut download).await;
					if let Ok(done) = waited {
						// What was kept and what it got were all of it.
						done.unwrap();
						return;
					}
					if remote.silent.load(Ordering::Relaxed) {
						break;
					}
				}
				most = kept(&world);
				assert!(most >= before, "what was kept is kept");
				assert_no_plaintext(&world, &path);
				assert!(!world.target().exists());
			}
			let partial = files(&world.clinician.home().join("downloads"))
				.into_iter()
				.find(|path| path.extension().unwrap() == "part");
			let mut sound = most / MIB;
			if let (Some(at), Some(partial)) = (damage.filter(|at| *at < most), partial) {
				let mut content = fs::read(&partial).unwrap();
				content[usize::try_from(at).unwrap()] ^= 1;
				fs::write(partial, content).unwrap();
				sound = at / MIB;
			}
			remote.set(Fault::None);
			remote.given.store(0, Ordering::Relaxed);
			world.download_over(place, &world.clinician, id, CspSource::Consent).await.unwrap();
			assert!(fs::read(world.target()).unwrap() == fs::read(&path).unwrap());
			let given = remote.given.load(Ordering::Relaxed);
			// The header is an object of its own.
			assert_eq!(given - 4096, done.stored_len - sound * MIB, "only what was missing or damaged");
			assert_eq!(kept(&world), 0);
		});
	}
}

/// Bytes of ciphertext kept of downloads.
fn kept(world: &World) -> u64 {
	let parts = files(&world.clinician.home().join("downloads"));
	parts.iter().map(|path| fs::metadata(path).unwrap().len()).sum()
}
