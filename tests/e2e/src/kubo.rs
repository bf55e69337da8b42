//! The real Kubo daemon in a private swarm of its own, on loopback.

use crate::process::{Killed, wait_for};
use std::{
	fs::File,
	path::{Path, PathBuf},
	process::{Command, Stdio},
	time::Duration,
};
use tempfile::TempDir;

/// A running `ipfs daemon` over a fresh repository, killed when dropped.
pub struct Kubo {
	process: Option<Killed>,
	api: String,
	folder: TempDir,
}

impl Kubo {
	/// Makes a repository, gives it a swarm key and starts the daemon on random ports.
	///
	/// # Panics
	/// When Kubo is not installed (`make setup` builds it) or does not come up within four minutes.
	pub fn start() -> Self {
		let folder = tempfile::tempdir().unwrap_or_else(|error| panic!("no temporary folder: {error}"));
		let repo = folder.path().join("repo");
		run(&repo, &["init", "--empty-repo", "--profile", "test"]);
		for (key, value) in [
			("Addresses.API", r#""/ip4/127.0.0.1/tcp/0""#),
			("Addresses.Gateway", "[]"),
			("Addresses.Swarm", r#"["/ip4/127.0.0.1/tcp/0"]"#),
			("AutoConf.Enabled", "false"),
			("AutoTLS.Enabled", "false"),
			("Bootstrap", "[]"),
			("DNS.Resolvers", "{}"),
			("Discovery.MDNS.Enabled", "false"),
			("Import.UnixFSFileMaxLinks", "174"),
			("Ipns.DelegatedPublishers", "[]"),
			("Routing.DelegatedRouters", "[]"),
			("Routing.Type", r#""none""#),
			("Swarm.Transports.Network.Websocket", "false"),
		] {
			run(&repo, &["config", "--json", key, value]);
		}
		let key = format!("/key/swarm/psk/1.0.0/\n/base16/\n{}\n", "6d".repeat(32));
		std::fs::write(repo.join("swarm.key"), key).unwrap_or_else(|error| panic!("no swarm key: {error}"));
		let (process, api) = daemon(folder.path());
		Self {
			process: Some(process),
			api,
			folder,
		}
	}

	/// Ends the daemon, lets `change` work on its repository, and starts it again: at another address.
	///
	/// # Panics
	/// When the daemon does not come up again.
	pub fn while_stopped<T>(&mut self, change: impl FnOnce(&Path) -> T) -> T {
		self.process = None;
		let result = change(&self.repo());
		let (process, api) = daemon(self.folder.path());
		(self.process, self.api) = (Some(process), api);
		result
	}

	/// The daemon's API address, `http://127.0.0.1:PORT`.
	pub fn api(&self) -> &str {
		&self.api
	}

	/// Runs an `ipfs` command against this daemon's repository and returns what it prints.
	///
	/// # Panics
	/// When the command fails.
	pub fn ipfs(&self, arguments: &[&str]) -> String {
		run(&self.repo(), arguments)
	}

	/// The folder of the repository.
	pub fn repo(&self) -> PathBuf {
		self.folder.path().join("repo")
	}
}

/// Starts the daemon of the repository in `folder` and waits until it answers.
fn daemon(folder: &Path) -> (Killed, String) {
	let (log, repo) = (folder.join("kubo.log"), folder.join("repo"));
	let output = File::create(&log).unwrap_or_else(|error| panic!("no log file: {error}"));
	let errors = output
		.try_clone()
		.unwrap_or_else(|error| panic!("no log file: {error}"));
	let child = ipfs(&repo)
		.args(["daemon", "--migrate=false"])
		.stdin(Stdio::null())
		.stdout(output)
		.stderr(errors)
		.spawn()
		.unwrap_or_else(|error| panic!("Kubo does not start: {error}"));
	let process = Killed(child);
	let api = wait_for("API address of Kubo", Duration::from_secs(240), &log, || {
		api_address(&log, &repo)
	});
	(process, api)
}

fn ipfs(repo: &Path) -> Command {
	let cache = std::env::var_os("MEDQUORUM_CACHE").map_or_else(
		|| PathBuf::from(std::env::var_os("HOME").unwrap_or_default()).join(".cache/medquorum"),
		PathBuf::from,
	);
	let program = cache.join("bin/ipfs");
	assert!(
		program.is_file(),
		"Kubo is missing: run `make setup`, which builds it"
	);
	let mut command = Command::new(program);
	command
		.env("IPFS_PATH", repo)
		.env("LIBP2P_FORCE_PNET", "1")
		.env("IPFS_TELEMETRY", "off");
	command
}

fn run(repo: &Path, arguments: &[&str]) -> String {
	let output = ipfs(repo)
		.args(arguments)
		.stdin(Stdio::null())
		.output()
		.unwrap_or_else(|error| panic!("ipfs does not run: {error}"));
	let errors = String::from_utf8_lossy(&output.stderr);
	assert!(output.status.success(), "ipfs {arguments:?}: {errors}");
	String::from_utf8_lossy(&output.stdout).into_owned()
}

/// The daemon writes its API address into the repository when it listens; the log says when it answers.
fn api_address(log: &Path, repo: &Path) -> Option<String> {
	std::fs::read_to_string(log)
		.ok()
		.filter(|text| text.contains("Daemon is ready"))?;
	let multiaddr = std::fs::read_to_string(repo.join("api")).ok()?;
	let port = multiaddr.trim().rsplit('/').next()?.parse::<u16>().ok()?;
	Some(format!("http://127.0.0.1:{port}"))
}
