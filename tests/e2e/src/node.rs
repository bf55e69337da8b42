//! The real node, as a development chain of its own.

use crate::{
	process::{Killed, binary, wait_for},
	rpc::rpc,
};
use serde_json::{Value, json};
use std::{
	fs::File,
	path::{Path, PathBuf},
	process::{Command, Stdio},
	time::Duration,
};
use tempfile::TempDir;

/// How to start a node.
#[derive(Debug, Clone)]
pub struct NodeOptions {
	/// Time between blocks, in milliseconds. The node dies when blocks take longer than this.
	pub block_ms: u32,
	/// Whether it keeps the states of all blocks; if not, of the newest 16.
	pub archive: bool,
	/// Where the chain is kept; a fresh temporary folder if `None`.
	pub base_path: Option<PathBuf>,
}

impl Default for NodeOptions {
	fn default() -> Self {
		Self {
			block_ms: 500,
			archive: true,
			base_path: None,
		}
	}
}

/// A running `medquorum-node --dev`, killed when dropped.
pub struct Node {
	_process: Killed,
	port: u16,
	folder: TempDir,
}

impl Node {
	/// Starts a node with blocks every 500 ms on a fresh chain.
	pub fn start() -> Self {
		Self::start_with(&NodeOptions::default())
	}

	/// Starts a node and waits until it answers.
	///
	/// # Panics
	/// When the node is not built or does not come up within four minutes.
	pub fn start_with(options: &NodeOptions) -> Self {
		let folder = tempfile::tempdir().unwrap_or_else(|error| panic!("no temporary folder: {error}"));
		let log = folder.path().join("node.log");
		let base = options
			.base_path
			.clone()
			.unwrap_or_else(|| folder.path().join("base"));
		let output = File::create(&log).unwrap_or_else(|error| panic!("no log file: {error}"));
		let child = Command::new(binary("medquorum-node"))
			.args(["--dev", "--dev-block-time", &options.block_ms.to_string()])
			// The events of every block, however long a test takes, unless it is about a node that forgets them.
			.args(["--state-pruning", if options.archive { "archive" } else { "16" }])
			.args([
				"--rpc-port",
				"0",
				"--port",
				"0",
				"--no-prometheus",
				"--no-telemetry",
				"--no-hardware-benchmarks",
			])
			.arg("--base-path")
			.arg(base)
			.stdin(Stdio::null())
			.stdout(Stdio::null())
			.stderr(output)
			.spawn()
			.unwrap_or_else(|error| panic!("the node does not start: {error}"));
		let process = Killed(child);
		let port = wait_for("RPC port of the node", Duration::from_secs(240), &log, || {
			rpc_port(&log)
		});
		Self {
			_process: process,
			port,
			folder,
		}
	}

	/// The node's WebSocket address.
	pub fn url(&self) -> String {
		format!("ws://127.0.0.1:{}", self.port)
	}

	/// The port of its WebSocket address.
	pub fn port(&self) -> u16 {
		self.port
	}

	/// Everything in the chain's state, as keys and values.
	///
	/// # Panics
	/// When the node does not answer.
	pub fn state(&self) -> Vec<(Vec<u8>, Vec<u8>)> {
		let pairs = rpc(self.port, "state_getPairs", &json!(["0x"]))
			.unwrap_or_else(|error| panic!("the node shows no state: {error}"));
		let bytes = |text: &Value| hex::decode(text.as_str()?.strip_prefix("0x")?).ok();
		let pairs = pairs.as_array().cloned().unwrap_or_default();
		assert!(!pairs.is_empty(), "the node's state is empty");
		pairs
			.iter()
			.filter_map(|pair| Some((bytes(&pair[0])?, bytes(&pair[1])?)))
			.collect()
	}

	/// What the node has logged so far.
	pub fn log(&self) -> String {
		std::fs::read_to_string(self.folder.path().join("node.log")).unwrap_or_default()
	}
}

fn rpc_port(log: &Path) -> Option<u16> {
	let text = std::fs::read_to_string(log).ok()?;
	let line = text
		.lines()
		.find(|line| line.contains("Running JSON-RPC server"))?;
	let address = line.split("addr=").nth(1)?.split([',', ' ']).next()?;
	address.rsplit(':').next()?.parse().ok()
}
