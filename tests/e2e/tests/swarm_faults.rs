//! Several real daemons in one swarm: what happens when one of them fails.
#![forbid(unsafe_code)]
#![allow(
	clippy::unwrap_used,
	clippy::expect_used,
	reason = "a test ends where something fails"
)]

use medquorum_e2e::{ApiUser, KuboOptions, Swarm, Tmpfs};
use std::fs;

/// The harness: hosts find each other, also after a restart; one with another key stays alone.
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
	let folder = tempfile::tempdir().unwrap();
	let path = folder.path().join("file");
	fs::write(&path, b"content").unwrap();
	let cid = swarm[0].ipfs(&["add", "--cid-version=1", "-Q", &path.display().to_string()]);
	let cid = cid.trim().to_owned();
	assert_eq!(swarm[0].pins(), [cid.clone()]);
	swarm[1].kill();
	swarm[2].stall();
	swarm[2].go_on();
	swarm.restart(1);
	for host in [1, 2] {
		swarm[host].ipfs(&["pin", "add", &cid]);
		assert_eq!(swarm[host].pins(), [cid.clone()]);
	}
}
