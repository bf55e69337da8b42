//! The real Kubo daemon, alone or several in one private swarm, on loopback.

use crate::process::{Killed, free_port, signal, wait_for};
use serde_json::{Value, json};
use std::{
	fs::File,
	hash::{BuildHasher, Hasher, RandomState},
	ops::{Index, IndexMut},
	path::{Path, PathBuf},
	process::{Command, Output, Stdio},
	time::Duration,
};
use tempfile::TempDir;

/// A daemon may need long on a busy machine.
const START: Duration = Duration::from_secs(240);

/// Pinned in every repository from the beginning.
const EMPTY_FOLDER: &str = "QmUNLLsPACCz1vLxQVkXqqLX5R1X345qqfHbsf67hvA3Nn";

/// How to set up a daemon.
#[derive(Debug, Clone, Default)]
pub struct KuboOptions {
	/// The key of its private swarm; drawn at random if `None`.
	pub swarm_key: Option<[u8; 32]>,
	/// The folder its repository is made in, such as a [`crate::Tmpfs`]; a temporary one if `None`.
	pub folder: Option<PathBuf>,
	/// Who may use its HTTP interface; everybody if empty.
	pub users: Vec<ApiUser>,
}

/// A user of a daemon's HTTP interface (`API.Authorizations`).
#[derive(Debug, Clone)]
pub struct ApiUser {
	/// The user part of `USER:PASSWORD`.
	pub name: String,
	/// The password, in clear: it ends with the daemon.
	pub password: String,
	/// The calls that are open to this user, such as `/api/v0/add`.
	pub allowed_paths: Vec<String>,
}

/// A running `ipfs daemon` over a fresh repository, killed when dropped. Its addresses stay the same over restarts.
pub struct Kubo {
	process: Option<Killed>,
	repo: PathBuf,
	swarm_key: [u8; 32],
	id: String,
	/// The harness' own password, where the interface asks for one.
	auth: Option<String>,
	api: String,
	swarm_port: u16,
	folder: TempDir,
}

impl Kubo {
	/// Makes a repository, gives it a swarm key and starts the daemon.
	///
	/// # Panics
	/// When Kubo is not installed (`make setup` builds it) or does not come up within four minutes.
	pub fn start() -> Self {
		Self::start_with(&KuboOptions::default())
	}

	/// The same with other settings.
	///
	/// # Panics
	/// When Kubo is not installed (`make setup` builds it) or does not come up within four minutes.
	pub fn start_with(options: &KuboOptions) -> Self {
		let mut kubo = Self::prepare(options);
		kubo.launch();
		kubo.await_ready();
		kubo
	}

	/// Makes the repository; the daemon does not run yet.
	fn prepare(options: &KuboOptions) -> Self {
		let folder = tempfile::tempdir().unwrap_or_else(|error| panic!("no temporary folder: {error}"));
		let repo = match &options.folder {
			Some(given) => given.join("repo"),
			None => folder.path().join("repo"),
		};
		let [api_port, swarm_port] = [free_port(), free_port()];
		let mut kubo = Self {
			process: None,
			repo,
			swarm_key: options.swarm_key.unwrap_or_else(random_key),
			id: String::new(),
			auth: None,
			api: format!("http://127.0.0.1:{api_port}"),
			swarm_port,
			folder,
		};
		kubo.ipfs(&["init", "--empty-repo", "--profile", "test"]);
		let key = hex::encode(kubo.swarm_key);
		std::fs::write(
			kubo.repo.join("swarm.key"),
			format!("/key/swarm/psk/1.0.0/\n/base16/\n{key}\n"),
		)
		.unwrap_or_else(|error| panic!("no swarm key: {error}"));
		kubo.settings(api_port, &options.users);
		kubo
	}

	fn settings(&mut self, api_port: u16, users: &[ApiUser]) {
		let mut config = self.config();
		for (key, value) in [
			("Addresses.API", json!(format!("/ip4/127.0.0.1/tcp/{api_port}"))),
			("Addresses.Gateway", json!([])),
			(
				"Addresses.Swarm",
				json!([format!("/ip4/127.0.0.1/tcp/{}", self.swarm_port)]),
			),
			("AutoConf.Enabled", json!(false)),
			("AutoTLS.Enabled", json!(false)),
			("Bootstrap", json!([])),
			("DNS.Resolvers", json!({})),
			("Discovery.MDNS.Enabled", json!(false)),
			("Import.UnixFSFileMaxLinks", json!(174)),
			("Ipns.DelegatedPublishers", json!([])),
			("Routing.DelegatedRouters", json!([])),
			("Routing.Type", json!("none")),
			("Swarm.Transports.Network.Websocket", json!(false)),
		] {
			set(&mut config, key, value);
		}
		if !users.is_empty() {
			let own = format!("basic:harness:{}", hex::encode(random_key()));
			let mut all = json!({ "harness": { "AuthSecret": own, "AllowedPaths": ["/api/v0"] } });
			for user in users {
				let secret = format!("basic:{}:{}", user.name, user.password);
				set(
					&mut all,
					&user.name,
					json!({ "AuthSecret": secret, "AllowedPaths": user.allowed_paths }),
				);
			}
			set(&mut config, "API.Authorizations", all);
			self.auth = Some(own);
		}
		let id = config.pointer("/Identity/PeerID").and_then(Value::as_str);
		id.unwrap_or_else(|| panic!("no peer id in {config}"))
			.clone_into(&mut self.id);
		self.write_config(&config);
	}

	fn config(&self) -> Value {
		let path = self.repo.join("config");
		let text =
			std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
		serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
	}

	fn write_config(&self, config: &Value) {
		let path = self.repo.join("config");
		std::fs::write(&path, config.to_string())
			.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
	}

	/// Changes a setting, such as `Datastore.StorageMax`; the daemon reads it when it starts the next time.
	///
	/// # Panics
	/// When the configuration cannot be written.
	pub fn set_config(&self, key: &str, value: Value) {
		let mut config = self.config();
		set(&mut config, key, value);
		self.write_config(&config);
	}

	/// Starts the daemon, without waiting for it.
	fn launch(&mut self) {
		let output = File::create(self.log()).unwrap_or_else(|error| panic!("no log file: {error}"));
		let errors = output
			.try_clone()
			.unwrap_or_else(|error| panic!("no log file: {error}"));
		let child = ipfs(&self.repo)
			.args(["daemon", "--migrate=false"])
			.stdin(Stdio::null())
			.stdout(output)
			.stderr(errors)
			.spawn()
			.unwrap_or_else(|error| panic!("Kubo does not start: {error}"));
		self.process = Some(Killed(child));
	}

	/// The log says when the daemon answers.
	fn await_ready(&mut self) {
		let log = self.log();
		let mut process = self.process.as_mut();
		wait_for("daemon that is ready", START, &log, || {
			let text = std::fs::read_to_string(&log).unwrap_or_default();
			let ended = process
				.as_mut()
				.is_none_or(|child| !matches!(child.0.try_wait(), Ok(None)));
			assert!(!ended, "the daemon has ended:\n{text}");
			text.contains("Daemon is ready").then_some(())
		});
	}

	/// The file with what the daemon has said since it was started last.
	pub fn log(&self) -> PathBuf {
		self.folder.path().join("kubo.log")
	}

	/// Ends the daemon, lets `change` work on its repository, and starts it again.
	///
	/// # Panics
	/// When the daemon does not come up again.
	pub fn while_stopped<T>(&mut self, change: impl FnOnce(&Path) -> T) -> T {
		self.kill();
		let result = change(&self.repo);
		self.restart();
		result
	}

	/// Ends the daemon with SIGKILL. The repository stays.
	pub fn kill(&mut self) {
		self.process = None;
	}

	/// Starts the daemon again, at the same addresses; one that runs is killed before.
	///
	/// # Panics
	/// When the daemon does not come up.
	pub fn restart(&mut self) {
		self.kill();
		self.launch();
		self.await_ready();
	}

	/// Stops the daemon where it is (SIGSTOP): its connections stay open and nothing answers.
	///
	/// # Panics
	/// When it does not run.
	pub fn stall(&self) {
		signal(self.pid(), "STOP");
	}

	/// Lets a stalled daemon continue (SIGCONT).
	///
	/// # Panics
	/// When it does not run.
	pub fn go_on(&self) {
		signal(self.pid(), "CONT");
	}

	/// The process id of the daemon.
	///
	/// # Panics
	/// When it does not run.
	pub fn pid(&self) -> u32 {
		let process = self.process.as_ref();
		process.unwrap_or_else(|| panic!("Kubo is not running")).0.id()
	}

	/// The daemon's API address, `http://127.0.0.1:PORT`.
	pub fn api(&self) -> &str {
		&self.api
	}

	/// The address at which peers reach it.
	pub fn swarm_address(&self) -> String {
		format!("/ip4/127.0.0.1/tcp/{}/p2p/{}", self.swarm_port, self.id)
	}

	/// Runs an `ipfs` command against this daemon and returns what it prints.
	///
	/// # Panics
	/// When the command fails.
	pub fn ipfs(&self, arguments: &[&str]) -> String {
		let output = self.try_ipfs(arguments);
		let errors = String::from_utf8_lossy(&output.stderr);
		assert!(output.status.success(), "ipfs {arguments:?}: {errors}");
		String::from_utf8_lossy(&output.stdout).into_owned()
	}

	/// Runs an `ipfs` command against this daemon, or against its repository while it does not run, whatever comes of it.
	///
	/// # Panics
	/// When the program does not start.
	pub fn try_ipfs(&self, arguments: &[&str]) -> Output {
		let mut command = ipfs(&self.repo);
		if let Some(auth) = &self.auth {
			command.args(["--api-auth", auth]);
		}
		let output = command.args(arguments).stdin(Stdio::null()).output();
		output.unwrap_or_else(|error| panic!("ipfs does not run: {error}"))
	}

	/// The objects that are pinned with all their blocks, sorted; not the empty folder, and no labels.
	///
	/// # Panics
	/// When the daemon does not answer.
	pub fn pins(&self) -> Vec<String> {
		let listed = self.ipfs(&["pin", "ls", "--type=recursive", "--names"]);
		let labelled = |line: &&str| line.contains(" medquorum:");
		let cid = |line: &str| line.split(' ').next().map(str::to_owned);
		let mut pins: Vec<String> = listed
			.lines()
			.filter(|line| !labelled(line))
			.filter_map(cid)
			.collect();
		pins.retain(|cid| cid != EMPTY_FOLDER);
		pins.sort();
		pins
	}

	/// The labels that say whose an object is, sorted.
	///
	/// # Panics
	/// When the daemon does not answer.
	pub fn labels(&self) -> Vec<String> {
		let listed = self.ipfs(&["pin", "ls", "--type=recursive", "--names"]);
		let name = |line: &str| {
			let at = line.find("medquorum:")?;
			line.get(at..).map(str::to_owned)
		};
		let mut labels: Vec<String> = listed.lines().filter_map(name).collect();
		labels.sort();
		labels
	}

	/// How many peers it is connected to.
	///
	/// # Panics
	/// When the daemon does not answer.
	pub fn peers(&self) -> usize {
		self.ipfs(&["swarm", "peers"]).lines().count()
	}

	/// The folder of the repository.
	pub fn repo(&self) -> PathBuf {
		self.repo.clone()
	}
}

/// Several daemons in one private swarm, each connected to all others, also again after a restart.
pub struct Swarm {
	hosts: Vec<Kubo>,
}

impl Swarm {
	/// Starts this many daemons.
	///
	/// # Panics
	/// When a daemon does not come up, or they do not find each other within four minutes.
	pub fn start(count: usize) -> Self {
		Self::start_with(&vec![KuboOptions::default(); count])
	}

	/// Starts a daemon with each of these settings. Those without a swarm key of their own share one.
	///
	/// # Panics
	/// When a daemon does not come up, or they do not find each other within four minutes.
	pub fn start_with(options: &[KuboOptions]) -> Self {
		let shared = random_key();
		let mut hosts: Vec<Kubo> = options
			.iter()
			.map(|options| {
				Kubo::prepare(&KuboOptions {
					swarm_key: Some(options.swarm_key.unwrap_or(shared)),
					..options.clone()
				})
			})
			.collect();
		let peers: Vec<Value> = hosts
			.iter()
			.map(|host| {
				let address = format!("/ip4/127.0.0.1/tcp/{}", host.swarm_port);
				json!({ "ID": host.id, "Addrs": [address] })
			})
			.collect();
		for host in &mut hosts {
			let others = peers.iter().filter(|peer| peer["ID"] != host.id.as_str());
			host.set_config("Peering.Peers", others.cloned().collect());
			host.launch();
		}
		for host in &mut hosts {
			host.await_ready();
		}
		let swarm = Self { hosts };
		swarm.await_connected();
		swarm
	}

	/// Waits until every running daemon is connected to all other running ones that have its key: they dial each other when
	/// they start, and again every few seconds.
	///
	/// # Panics
	/// When that takes longer than four minutes.
	pub fn await_connected(&self) {
		let running = || self.hosts.iter().filter(|host| host.process.is_some());
		for (at, host) in running().enumerate() {
			let with_key = |other: &&Kubo| other.swarm_key == host.swarm_key;
			// Does not wait for their next attempt, whose distance grows with each failure.
			for other in running().skip(at.saturating_add(1)).filter(with_key) {
				let _: Output = host.try_ipfs(&["swarm", "connect", &other.swarm_address()]);
			}
			let wanted = running().filter(with_key).count();
			wait_for("connected swarm", START, &host.log(), || {
				(host.peers().saturating_add(1) >= wanted).then_some(())
			});
		}
	}

	/// All daemons.
	pub fn iter(&self) -> impl Iterator<Item = &Kubo> {
		self.hosts.iter()
	}

	/// Starts a daemon again, waits until it is connected.
	///
	/// # Panics
	/// When it does not come up or does not find its peers within four minutes.
	pub fn restart(&mut self, at: usize) {
		self[at].restart();
		self.await_connected();
	}
}

impl Index<usize> for Swarm {
	type Output = Kubo;

	fn index(&self, at: usize) -> &Kubo {
		self.hosts
			.get(at)
			.unwrap_or_else(|| panic!("the swarm has no host {at}"))
	}
}

impl IndexMut<usize> for Swarm {
	fn index_mut(&mut self, at: usize) -> &mut Kubo {
		self.hosts
			.get_mut(at)
			.unwrap_or_else(|| panic!("the swarm has no host {at}"))
	}
}

/// Sets `a.b.c` in a JSON document.
fn set(document: &mut Value, key: &str, value: Value) {
	let mut place = document;
	for part in key.split('.') {
		if !place.is_object() {
			*place = json!({});
		}
		place = &mut place[part];
	}
	*place = value;
}

fn random_key() -> [u8; 32] {
	let mut key = [0; 32];
	for chunk in key.chunks_mut(8) {
		chunk.copy_from_slice(&RandomState::new().build_hasher().finish().to_le_bytes());
	}
	key
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
