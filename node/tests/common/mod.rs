//! What the node's tests share: the built binary, started and killed, its log, and one line of JSON-RPC.

use serde_json::{Value, json};
use std::{
	ffi::OsStr,
	io::{BufRead, BufReader, Read, Write},
	net::TcpStream,
	process::{Child, Command, Output, Stdio},
	sync::mpsc::{Receiver, RecvTimeoutError, channel},
	thread,
	time::{Duration, Instant},
};

/// How long anything may take on a busy machine.
pub const PATIENCE: Duration = Duration::from_secs(180);

/// The node, not started yet.
pub fn command() -> Command {
	let mut command = Command::new(env!("CARGO_BIN_EXE_medquorum-node"));
	command.env_remove("RUST_LOG").stdin(Stdio::null());
	command
}

/// Runs the node until it ends by itself.
pub fn run<A: AsRef<OsStr>>(arguments: &[A]) -> Output {
	command()
		.args(arguments)
		.output()
		.expect("the node can be started")
}

/// What a run that succeeded wrote to its standard output.
pub fn stdout_of<A: AsRef<OsStr>>(arguments: &[A]) -> String {
	let output = run(arguments);
	assert!(output.status.success(), "{}", text(&output.stderr));
	text(&output.stdout)
}

/// What a run that failed said.
pub fn refusal_of<A: AsRef<OsStr>>(arguments: &[A]) -> String {
	let output = run(arguments);
	assert!(!output.status.success(), "the node accepted it");
	text(&output.stderr) + &text(&output.stdout)
}

fn text(bytes: &[u8]) -> String {
	String::from_utf8_lossy(bytes).into_owned()
}

/// A running node. Dropping it kills it.
pub struct Node {
	child: Child,
	lines: Receiver<String>,
	log: Vec<String>,
}

impl Node {
	/// Starts a node with `arguments`; ports are chosen by the system. No metrics are served, unless a port is named for them.
	pub fn start(arguments: &[&str]) -> Self {
		let metrics = arguments.contains(&"--prometheus-port");
		let mut child = command()
			.args((!metrics).then_some("--no-prometheus"))
			.args([
				"--rpc-port",
				"0",
				"--port",
				"0",
				"--no-telemetry",
				"--no-hardware-benchmarks",
			])
			// Last, since what stands after `--` is for the relay node.
			.args(arguments)
			.stdout(Stdio::null())
			.stderr(Stdio::piped())
			.spawn()
			.expect("the node can be started");
		let stderr = child.stderr.take().expect("it is piped");
		let (sender, lines) = channel();
		thread::spawn(move || {
			for line in BufReader::new(stderr).lines().map_while(Result::ok) {
				if sender.send(line).is_err() {
					break;
				}
			}
		});
		Self {
			child,
			lines,
			log: Vec::new(),
		}
	}

	/// Waits until a line of the log contains `pattern`, and returns that line.
	pub fn wait_for(&mut self, pattern: &str) -> String {
		self.wait_until(pattern, |line| line.contains(pattern))
	}

	/// Waits until a line of the log is `wanted`, and returns that line.
	pub fn wait_until(&mut self, what: &str, wanted: impl Fn(&str) -> bool) -> String {
		if let Some(line) = self.log.iter().find(|line| wanted(line)) {
			return line.clone();
		}
		let deadline = Instant::now() + PATIENCE;
		loop {
			match self
				.lines
				.recv_timeout(deadline.saturating_duration_since(Instant::now()))
			{
				Ok(line) => {
					self.log.push(line.clone());
					if wanted(&line) {
						return line;
					}
				}
				Err(RecvTimeoutError::Timeout) => panic!("no {what:?} in time:\n{}", self.log.join("\n")),
				Err(RecvTimeoutError::Disconnected) => {
					panic!("ended without {what:?}:\n{}", self.log.join("\n"))
				}
			}
		}
	}

	/// The port of its JSON-RPC server.
	pub fn rpc_port(&mut self) -> u16 {
		let line = self.wait_for("Running JSON-RPC server");
		let address = line.split("127.0.0.1:").nth(1).expect("it listens on loopback");
		address
			.chars()
			.take_while(char::is_ascii_digit)
			.collect::<String>()
			.parse()
			.expect("a port")
	}
}

impl Drop for Node {
	fn drop(&mut self) {
		let _ = self.child.kill();
		let _ = self.child.wait();
	}
}

/// One HTTP request to a loopback port; head and body of the answer.
fn http(port: u16, head: &str, body: &str) -> String {
	let mut stream = TcpStream::connect(("127.0.0.1", port)).expect("the server listens");
	stream.set_read_timeout(Some(PATIENCE)).expect("a timeout");
	let head = format!("{head} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n");
	let length = body.len();
	let kind = "Content-Type: application/json";
	let request = format!("{head}{kind}\r\nContent-Length: {length}\r\n\r\n{body}");
	stream.write_all(request.as_bytes()).expect("it is sent");
	let mut answer = String::new();
	stream.read_to_string(&mut answer).expect("it is answered");
	answer
}

/// What the node tells Prometheus.
pub fn metrics(port: u16) -> String {
	http(port, "GET /metrics", "")
}

/// One JSON-RPC call over plain HTTP; its result.
pub fn rpc(port: u16, method: &str, params: Value) -> Value {
	let body = json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params }).to_string();
	let answer = http(port, "POST /", &body);
	let json = answer
		.find('{')
		.map(|start| &answer[start..])
		.expect("a JSON body");
	let end = json.rfind('}').expect("a JSON body");
	let answer: Value = serde_json::from_str(&json[..=end]).expect("a JSON body");
	answer
		.get("result")
		.unwrap_or_else(|| panic!("{method}: {answer}"))
		.clone()
}
