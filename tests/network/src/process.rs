//! One program of the network, with its folder, its ports and its log.

use medquorum_e2e::{Killed, free_port, rpc};
use serde_json::{Value, json};
use std::{
	fs::File,
	path::{Path, PathBuf},
	process::{Command, Stdio},
	time::{Duration, Instant},
};

/// How long the network may take for anything: blocks stop for some of the relay chain's at each change of session.
pub const PATIENCE: Duration = Duration::from_secs(300);

/// A node of either chain. Killed when dropped.
pub struct Process {
	name: String,
	program: PathBuf,
	arguments: Vec<String>,
	log: PathBuf,
	rpc_port: u16,
	/// How far its clock is off, as `faketime` takes it.
	clock: Option<String>,
	child: Option<Killed>,
}

impl Process {
	/// A node that does not run yet. `before` and `after` are its own arguments, those of the network stand between them.
	pub fn new(
		name: &str,
		program: PathBuf,
		folder: &Path,
		p2p: &Peer,
		before: &[&str],
		after: &[String],
	) -> Self {
		let rpc_port = free_port();
		let mut arguments: Vec<String> = before.iter().map(|&argument| argument.to_owned()).collect();
		arguments.extend([
			format!("--base-path={}", folder.join(name).display()),
			format!("--node-key={}", p2p.key),
			format!("--listen-addr=/ip4/127.0.0.1/tcp/{}", p2p.port),
			format!("--rpc-port={rpc_port}"),
		]);
		let fixed = [
			"--no-mdns",
			"--no-telemetry",
			"--no-prometheus",
			"--no-hardware-benchmarks",
		];
		arguments.extend(fixed.map(str::to_owned));
		arguments.extend_from_slice(after);
		Self {
			name: name.to_owned(),
			program,
			arguments,
			log: folder.join(format!("{name}.log")),
			rpc_port,
			clock: None,
			child: None,
		}
	}

	/// The clock by which it runs from its next start on is off by so much, such as `+2m`; `None` is the right one.
	pub fn set_clock(&mut self, offset: Option<&str>) {
		self.clock = offset.map(str::to_owned);
	}

	/// Its process, while it runs.
	pub fn pid(&self) -> Option<u32> {
		self.child.as_ref().map(|child| child.0.id())
	}

	/// Starts it, at the same ports as before; what it says is added to its log.
	///
	/// # Panics
	/// When it does not start.
	pub fn start(&mut self) {
		let log = File::options().create(true).append(true).open(&self.log);
		let log = log.unwrap_or_else(|error| panic!("{}: {error}", self.log.display()));
		let mut command = Command::new(&self.program);
		if let Some(offset) = &self.clock {
			// Not by the program `faketime`, which would stand between the node and its end.
			command
				.env("LD_PRELOAD", faketime())
				.env("FAKETIME", offset)
				.env("DONT_FAKE_MONOTONIC", "1");
		}
		let child = command
			.args(&self.arguments)
			.stdin(Stdio::null())
			.stdout(Stdio::null())
			.stderr(log)
			.spawn();
		let child =
			child.unwrap_or_else(|error| panic!("{} does not start: {error}", self.program.display()));
		self.child = Some(Killed(child));
	}

	/// Ends it by SIGKILL, as a power cut would.
	pub fn kill(&mut self) {
		self.child = None;
	}

	/// Waits until it ends by itself, and gives its exit code; `None` where a signal ended it.
	///
	/// # Panics
	/// When it does not run, or not end within [`PATIENCE`].
	pub fn ended(&mut self) -> Option<i32> {
		let start = Instant::now();
		loop {
			let child = self.child.as_mut();
			let child = child.unwrap_or_else(|| panic!("{} does not run", self.name));
			if let Ok(Some(status)) = child.0.try_wait() {
				self.child = None;
				return status.code();
			}
			assert!(start.elapsed() < PATIENCE, "{} has not ended", self.name);
			std::thread::sleep(Duration::from_millis(500));
		}
	}

	/// What it has told people, line by line; its log has more.
	pub fn told(&self) -> Vec<String> {
		let text = std::fs::read_to_string(&self.log).unwrap_or_default();
		let lines = text.lines();
		let told = lines.filter_map(|line| line.strip_prefix("medquorum-node: "));
		told.map(str::to_owned).collect()
	}

	/// Sends it a signal, such as `STOP`.
	///
	/// # Panics
	/// When it does not run.
	pub fn signal(&self, name: &str) {
		let child = self.child.as_ref();
		let child = child.unwrap_or_else(|| panic!("{} does not run", self.name));
		medquorum_e2e::signal(child.0.id(), name);
	}

	/// Where it answers JSON-RPC.
	pub fn url(&self) -> String {
		format!("ws://127.0.0.1:{}", self.rpc_port)
	}

	/// Asks it by JSON-RPC.
	///
	/// # Errors
	/// Why there is no answer.
	pub fn ask(&self, method: &str, parameters: &Value) -> Result<Value, String> {
		rpc(self.rpc_port, method, parameters)
	}

	/// What the state of this block has at a key; `None` where that is nothing, or there is no answer.
	pub(crate) fn stored(&self, key: &str, block: &Value) -> Option<Vec<u8>> {
		let value = self.ask("state_getStorage", &json!([key, block])).ok()?;
		hex::decode(value.as_str()?.strip_prefix("0x")?).ok()
	}

	/// The file with what it has said.
	pub fn log(&self) -> &Path {
		&self.log
	}

	/// Waits until `look` finds something.
	///
	/// # Panics
	/// After [`PATIENCE`], or when the program ends, with the end of its log.
	pub fn wait_for<T>(&mut self, what: &str, mut look: impl FnMut(&Self) -> Option<T>) -> T {
		let start = Instant::now();
		loop {
			if let Some(found) = look(self) {
				return found;
			}
			let ended = self
				.child
				.as_mut()
				.is_some_and(|child| !matches!(child.0.try_wait(), Ok(None)));
			if ended || start.elapsed() > PATIENCE {
				let text = std::fs::read_to_string(&self.log).unwrap_or_default();
				let lines: Vec<&str> = text.lines().collect();
				let tail = lines.get(lines.len().saturating_sub(25)..).unwrap_or_default();
				let why = if ended {
					"it has ended"
				} else {
					"it takes too long"
				};
				panic!(
					"{}: no {what}: {why}; its log ends with\n{}",
					self.name,
					tail.join("\n")
				);
			}
			std::thread::sleep(Duration::from_millis(500));
		}
	}

	/// The number of the newest block that it holds for final; `None` while it does not answer.
	pub fn finalized(&self) -> Option<u64> {
		let hash = self
			.ask("chain_getFinalizedHead", &Value::Array(Vec::new()))
			.ok()?;
		self.number(&Value::Array(vec![hash]))
	}

	/// The number of the newest block that it has, final or not; `None` while it does not answer.
	pub fn newest(&self) -> Option<u64> {
		self.number(&Value::Array(Vec::new()))
	}

	fn number(&self, block: &Value) -> Option<u64> {
		let header = self.ask("chain_getHeader", block).ok()?;
		let number = header["number"].as_str()?;
		u64::from_str_radix(number.strip_prefix("0x")?, 16).ok()
	}
}

/// How a node is known to the others of its chain.
#[derive(Debug, Clone)]
pub struct Peer {
	/// The secret of its network key, 32 bytes in hex. Made of a number: these networks live for minutes, on loopback.
	key: String,
	port: u16,
}

impl Peer {
	/// The peer of this number, at a port of its own.
	pub fn new(number: u8) -> Self {
		Self {
			key: format!("{number:064x}"),
			port: free_port(),
		}
	}

	/// The address at which others reach it. `node` is `medquorum-node`, which knows how an id is made of a key.
	///
	/// # Panics
	/// When the id cannot be had.
	pub fn address(&self, node: &Path, folder: &Path) -> String {
		let file = folder.join("peer");
		std::fs::write(&file, &self.key).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
		let file = file.display().to_string();
		let id = run(node, &["key", "inspect-node-key", "--file", &file]);
		format!("/ip4/127.0.0.1/tcp/{}/p2p/{}", self.port, id.trim())
	}
}

/// Debian's library that shows a program another time.
///
/// # Panics
/// When it is not installed.
fn faketime() -> PathBuf {
	let folders = std::fs::read_dir("/usr/lib").into_iter().flatten().flatten();
	let found = folders
		.map(|folder| folder.path().join("faketime/libfaketime.so.1"))
		.find(|path| path.is_file());
	found.unwrap_or_else(|| panic!("faketime is missing: run `make setup`, which installs it"))
}

/// Runs a program that must succeed and gives what it printed.
///
/// # Panics
/// When it does not, with what it said.
pub fn run(program: &Path, arguments: &[&str]) -> String {
	run_with(program, arguments, Stdio::null())
}

/// The same with a file as its input.
///
/// # Panics
/// When it fails, or the file cannot be read.
pub fn run_on(program: &Path, arguments: &[&str], input: &Path) -> String {
	let opened = File::open(input).unwrap_or_else(|error| panic!("{}: {error}", input.display()));
	run_with(program, arguments, opened.into())
}

fn run_with(program: &Path, arguments: &[&str], input: Stdio) -> String {
	let output = Command::new(program).args(arguments).stdin(input).output();
	let output = output.unwrap_or_else(|error| panic!("{}: {error}", program.display()));
	let said = String::from_utf8_lossy(&output.stderr);
	assert!(
		output.status.success(),
		"{} {arguments:?}: {said}",
		program.display()
	);
	String::from_utf8_lossy(&output.stdout).into_owned()
}
