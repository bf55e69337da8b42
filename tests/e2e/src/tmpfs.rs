//! A small disk, to be filled.

use crate::process::Killed;
use std::{
	io::{BufRead, BufReader},
	path::PathBuf,
	process::{Command, Stdio},
};
use tempfile::TempDir;

/// A tmpfs of fixed size in a mount namespace of its own, which needs no rights. It is gone when this is dropped, and
/// when whoever keeps files open in it has ended.
pub struct Tmpfs {
	holder: Killed,
	mounted_at: TempDir,
}

impl Tmpfs {
	/// Mounts one of this many MiB.
	///
	/// # Panics
	/// When the kernel does not allow it.
	pub fn mount(mib: u32) -> Self {
		let mounted_at = tempfile::tempdir().unwrap_or_else(|error| panic!("no temporary folder: {error}"));
		let script = format!(
			"mount -t tmpfs -o size={mib}m,mode=700 tmpfs \"$1\" && echo mounted && exec sleep infinity"
		);
		let mut child = Command::new("unshare")
			.args(["--user", "--map-root-user", "--mount", "sh", "-c", &script, "sh"])
			.arg(mounted_at.path())
			.stdin(Stdio::null())
			.stdout(Stdio::piped())
			.spawn()
			.unwrap_or_else(|error| panic!("unshare does not run: {error}"));
		let mut said = String::new();
		if let Some(output) = child.stdout.take() {
			// Ends without a word where the mount failed, which is seen below.
			let _: std::io::Result<usize> = BufReader::new(output).read_line(&mut said);
		}
		let holder = Killed(child);
		assert!(
			said == "mounted\n",
			"no tmpfs: this test needs user namespaces (sysctl kernel.unprivileged_userns_clone=1)"
		);
		Self { holder, mounted_at }
	}

	/// Its folder, as everybody on this machine can reach it.
	pub fn path(&self) -> PathBuf {
		let inside = self.mounted_at.path();
		let inside = inside.strip_prefix("/").unwrap_or(inside);
		PathBuf::from(format!("/proc/{}/root", self.holder.0.id())).join(inside)
	}
}
