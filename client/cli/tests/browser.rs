//! The browser that `portal` opens gets no passphrase, whose place may be the environment of this program.

use assert_cmd::cargo::cargo_bin;
use std::{
	env,
	fs::{self, Permissions},
	os::unix::fs::PermissionsExt as _,
	process::{Command, Stdio},
	thread::sleep,
	time::Duration,
};

#[test]
fn the_browser_gets_no_passphrase() {
	let folder = tempfile::tempdir().unwrap();
	let told = folder.path().join("environment");
	// In the place of the desktop's program: says what it got.
	let opener = folder.path().join("xdg-open");
	let script = format!(
		"#!/bin/sh\nenv >'{0}.part'; mv '{0}.part' '{0}'\n",
		told.display()
	);
	fs::write(&opener, script).unwrap();
	fs::set_permissions(&opener, Permissions::from_mode(0o755)).unwrap();
	let mut path = folder.path().as_os_str().to_owned();
	path.push(":");
	path.push(env::var_os("PATH").unwrap());
	let home = folder.path().join("home");
	fs::create_dir(&home).unwrap();
	let mut portal = Command::new(cargo_bin("medquorum"))
		.arg("--home")
		.arg(home)
		.args(["portal", "--json"])
		.env("PATH", path)
		.env("MEDQUORUM_PASSPHRASE", "told to nobody")
		.env("KEPT", "what a browser needs")
		.stdin(Stdio::null())
		.stdout(Stdio::null())
		.stderr(Stdio::null())
		.spawn()
		.unwrap();
	for _ in 0..600 {
		if told.exists() {
			break;
		}
		sleep(Duration::from_millis(100));
	}
	portal.kill().unwrap();
	portal.wait().unwrap();
	let told = fs::read_to_string(told).unwrap();
	assert!(told.contains("KEPT=what a browser needs"), "{told}");
	assert!(
		!told.contains("MEDQUORUM_") && !told.contains("told to nobody"),
		"{told}"
	);
}
