//! Several real daemons in one swarm, and blocks that are missing or altered on the disk of one.

use medquorum_client::store::{Store, StoreError, kubo::KuboStore};
use medquorum_e2e::{ApiUser, KuboOptions, Reported, Scene, Swarm, Tmpfs};
use medquorum_envelope::Cid;
use std::{
	fs,
	path::{Path, PathBuf},
};

/// Hosts find each other, also after a restart, wherever their disk is and whoever may use their interface.
#[test]
fn daemons_of_one_key_are_a_swarm() {
	let disk = Tmpfs::mount(64);
	let users = vec![ApiUser {
		name: "medquorum".to_owned(),
		password: "secret".to_owned(),
		allowed_paths: vec!["/api/v0/add".to_owned()],
	}];
	let mut swarm = Swarm::start_with(&[
		KuboOptions::default(),
		KuboOptions {
			folder: Some(disk.path()),
			..KuboOptions::default()
		},
		KuboOptions {
			users,
			..KuboOptions::default()
		},
	]);
	let cid = add_letter(&swarm);
	swarm[1].kill();
	swarm[2].stall();
	swarm[2].go_on();
	swarm.restart(1);
	for host in [1, 2] {
		swarm[host].ipfs(&["pin", "add", &cid]);
		assert_eq!(swarm[host].pins(), [cid.as_str()]);
	}
}

/// Adds a small file to the first host.
fn add_letter(swarm: &Swarm) -> String {
	let folder = tempfile::tempdir().unwrap();
	let path = folder.path().join("letter");
	fs::write(&path, b"Dear colleague").unwrap();
	let cid = swarm[0].ipfs(&["add", "--cid-version=1", "-Q", &path.display().to_string()]);
	cid.trim().to_owned()
}

/// A host with another key is not in the swarm: it gets nothing, and says so in time.
#[tokio::test(flavor = "multi_thread")]
async fn wrong_swarm_key_keeps_a_host_out() {
	let stranger = KuboOptions {
		swarm_key: Some([0x5a; 32]),
		..KuboOptions::default()
	};
	let swarm = Swarm::start_with(&[KuboOptions::default(), KuboOptions::default(), stranger]);
	let cid = add_letter(&swarm);
	let address = swarm[0].swarm_address();
	let refused = swarm[2].try_ipfs(&["swarm", "connect", "--timeout=20s", &address]);
	assert!(!refused.status.success());
	assert_eq!(swarm[2].peers(), 0);
	// The same request, to a host with the key and to the one without it.
	let store = |host: usize| KuboStore::new(swarm[host].api()).unwrap();
	let wanted: Cid = cid.parse().unwrap();
	let mut letter = store(1).get(&wanted, None).await.unwrap();
	assert_eq!(letter.recv().await.unwrap().unwrap(), b"Dear colleague");
	let error = store(2).get(&wanted, None).await.unwrap_err();
	assert!(
		matches!(error, StoreError::Missing { cid, .. } if cid == wanted),
		"{error:?}"
	);
	assert!(error.to_string().contains(swarm[2].api()), "{error}");
	let pin = |host: usize| swarm[host].try_ipfs(&["pin", "add", "--timeout=20s", &cid]);
	assert!(pin(1).status.success());
	let failed = pin(2);
	let said = String::from_utf8_lossy(&failed.stderr).into_owned();
	assert!(
		!failed.status.success() && said.contains("deadline exceeded"),
		"{said}"
	);
	assert!(swarm[2].pins().is_empty());
}

/// The file in which a daemon keeps a block: the one whose content is that of the block.
fn block_file(repo: &Path, cid: &str) -> PathBuf {
	let cid: Cid = cid.parse().unwrap();
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

/// The header, the root of the file's tree, and a leaf in its middle.
fn blocks_of(scene: &Scene, record: &Reported) -> [String; 3] {
	let leaves = scene.hosts[0].ipfs(&["refs", "--offline", &record.cid]);
	let leaves: Vec<&str> = leaves.lines().collect();
	let leaf = leaves[leaves.len() / 2].to_owned();
	[record.header_cid.clone(), record.cid.clone(), leaf]
}

/// Lets the first host lose a block, or alters it, and gives back how to repair that.
fn damage(scene: &mut Scene, block: &str, lost: bool) -> (PathBuf, Vec<u8>) {
	scene.hosts[0].while_stopped(|repo| {
		let file = block_file(repo, block);
		let sound = fs::read(&file).unwrap();
		fs::remove_file(&file).unwrap();
		if !lost {
			let mut bytes = sound.clone();
			let middle = bytes.len() / 2;
			bytes[middle] ^= 1;
			fs::write(&file, bytes).unwrap();
		}
		(file, sound)
	})
}

#[test]
fn damaged_blocks_are_named_in_time_and_come_from_a_host_that_has_them() {
	let mut scene = Scene::set(Swarm::start(2));
	let source = scene.file("source", 5 << 20);
	let record = scene.upload(&source);
	let id = scene.approved_request(&record.id);
	let host = format!("the IPFS daemon at {}", scene.hosts[0].api());
	let blocks = blocks_of(&scene, &record);
	// The other host is connected, but has nothing: asking it ends in time.
	for (at, lost) in [(0, false), (1, true), (2, true), (2, false)] {
		let block = &blocks[at];
		let (file, sound) = damage(&mut scene, block, lost);
		scene.hosts.await_connected();
		let leaf = at == 2;
		let whole = if leaf { &record.cid } else { block };
		let words = match (lost, leaf) {
			(true, true) => format!("{host} has lost part of {whole} (block {block})"),
			(true, false) => format!("{host} does not hold {whole}"),
			// A leaf is read as a stream, found by its segment's tag, and then read again to name the block.
			(false, _) => format!("{host} gave altered bytes for {whole} (block {block})"),
		};
		scene.not_downloaded(&scene.start_download(&id).answer(), &[&words]);
		scene.hosts[0].while_stopped(|_| fs::write(file, sound).unwrap());
		scene.assert_sound();
	}
	scene.hosts.await_connected();
	for object in [&record.header_cid, &record.cid] {
		scene.hosts[1].ipfs(&["pin", "add", object]);
	}
	// Now it has them, and our own daemon asks it.
	for block in &blocks {
		damage(&mut scene, block, true);
	}
	scene.hosts.await_connected();
	scene.download(&id, &source);
	scene.assert_sound();
}
