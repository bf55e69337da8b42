//! A chain, its actors and their Kubo daemons, for tests in which something fails: every one ends with [`Scene::assert_sound`].

use crate::{
	inputs::{pattern_file, sha256_file},
	kubo::{Kubo, Swarm},
	node::Node,
	people::{Answer, Person, Stage},
	process::Killed,
};
use std::{
	cell::RefCell,
	path::{Path, PathBuf},
	process::Command,
	time::{Duration, Instant},
};
use tempfile::TempDir;

/// 32 bytes that stand in every file of these tests and must never be found outside it.
pub const MARKER: &str = "medquorum-plaintext-marker-32-b!";

/// No command may take longer, whatever is wrong with a daemon.
const BOUND: Duration = Duration::from_secs(900);

/// More than all homes together need, and less than any part of a file that these tests break off.
const SMALL: u64 = 1 << 20;

/// A file with the marker in every 4 KiB.
///
/// # Panics
/// When it cannot be written.
pub fn marked_file(path: &Path, size: u64) {
	pattern_file(path, size);
	let mut content = std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
	for block in content.chunks_mut(4096) {
		for (byte, marker) in block.iter_mut().zip(MARKER.as_bytes()) {
			*byte = *marker;
		}
	}
	std::fs::write(path, content).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
}

/// The files at or below these paths that hold the marker. grep is quicker by far than a loop in a program that is not optimised.
///
/// # Panics
/// When a path cannot be searched.
pub fn holding_marker(paths: &[PathBuf]) -> String {
	let output = Command::new("grep")
		.args([
			"--recursive",
			"--files-with-matches",
			"--text",
			"--fixed-strings",
			MARKER,
		])
		.args(paths)
		.output()
		.unwrap_or_else(|error| panic!("grep does not run: {error}"));
	// 0 found, 1 not found; anything else is no answer.
	let errors = String::from_utf8_lossy(&output.stderr);
	assert!(matches!(output.status.code(), Some(0 | 1)), "{errors}");
	String::from_utf8_lossy(&output.stdout).into_owned()
}

/// What a running command moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moves {
	/// It reads a file and sends it away.
	Reads,
	/// It writes what it receives to a file.
	Writes,
}

impl Moves {
	/// Bytes moved so far. What is received and sent over connections is not counted by the kernel here.
	fn so_far(self, pid: u32) -> u64 {
		let counter = match self {
			Self::Reads => "rchar: ",
			Self::Writes => "wchar: ",
		};
		let counters = std::fs::read_to_string(format!("/proc/{pid}/io")).unwrap_or_default();
		let line = counters.lines().find_map(|line| line.strip_prefix(counter));
		line.and_then(|value| value.parse().ok()).unwrap_or_default()
	}
}

/// A command that runs.
pub struct Running {
	process: Killed,
	/// Held open until the end: their files have no name.
	output: [std::fs::File; 2],
}

impl Running {
	/// Starts a command.
	///
	/// # Panics
	/// When it does not start.
	pub fn start(mut command: Command) -> Self {
		let file = || tempfile::tempfile().unwrap_or_else(|error| panic!("no temporary file: {error}"));
		let output = [file(), file()];
		let [stdout, stderr] = output.each_ref().map(|file| {
			let copy = file.try_clone();
			copy.unwrap_or_else(|error| panic!("no temporary file: {error}"))
		});
		command.stdout(stdout).stderr(stderr);
		let child = command.spawn();
		let child = child.unwrap_or_else(|error| panic!("medquorum does not run: {error}"));
		Self {
			process: Killed(child),
			output,
		}
	}

	fn ended(&mut self) -> Option<i32> {
		let status = self.process.0.try_wait();
		let status = status.unwrap_or_else(|error| panic!("cannot wait: {error}"));
		status.map(|status| status.code().unwrap_or(-1))
	}

	/// Waits until the command is in the middle: so many bytes are moved. False when it ended before.
	///
	/// # Panics
	/// When neither happens within a quarter of an hour.
	pub fn has_moved(&mut self, moves: Moves, bytes: u64) -> bool {
		let start = Instant::now();
		while start.elapsed() < BOUND {
			if self.ended().is_some() {
				return false;
			}
			if moves.so_far(self.process.0.id()) >= bytes {
				return true;
			}
			std::thread::sleep(Duration::from_millis(1));
		}
		panic!("the command does not move anything");
	}

	/// Kills it, as `kill -9` does. False when it had ended before.
	pub fn kill(mut self) -> bool {
		self.ended().is_none()
	}

	/// Waits for its end.
	///
	/// # Panics
	/// When that takes longer than a quarter of an hour.
	pub fn answer(mut self) -> Answer {
		let start = Instant::now();
		while start.elapsed() < BOUND {
			if let Some(code) = self.ended() {
				let [stdout, stderr] = self.output.map(read_back);
				return Answer { code, stdout, stderr };
			}
			std::thread::sleep(Duration::from_millis(5));
		}
		panic!("the command hangs");
	}
}

fn read_back(mut file: std::fs::File) -> String {
	use std::io::{Read, Seek};
	let mut text = String::new();
	let read = file.rewind().and_then(|()| file.read_to_string(&mut text));
	read.unwrap_or_else(|error| panic!("cannot read what a command said: {error}"));
	text
}

/// A record as it was reported to its uploader.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reported {
	/// The record.
	pub id: String,
	/// Its ciphertext in the store.
	pub cid: String,
	/// Its header in the store.
	pub header_cid: String,
}

/// A chain, its actors with the first daemon as their store, and what was uploaded.
pub struct Scene {
	/// The daemons. The actors know the first one.
	pub hosts: Swarm,
	stage: Stage,
	_node: Node,
	/// Files to upload and downloaded ones: the only place where plaintext may be.
	plain: TempDir,
	reported: RefCell<Vec<Reported>>,
}

impl Scene {
	/// Starts a node and gives every actor a home.
	///
	/// # Panics
	/// When a step fails.
	pub fn set(hosts: Swarm) -> Self {
		let node = Node::start();
		let stage = Stage::set(&node, Some(&hosts[0]));
		let plain = tempfile::tempdir().unwrap_or_else(|error| panic!("no temporary folder: {error}"));
		Self {
			hosts,
			stage,
			_node: node,
			plain,
			reported: RefCell::default(),
		}
	}

	/// An actor by name.
	pub fn person(&self, name: &str) -> &Person {
		self.stage.person(name)
	}

	/// All actors, to change something for them.
	pub fn people_mut(&mut self) -> &mut [Person] {
		self.stage.people_mut()
	}

	/// A path where plaintext may be.
	pub fn path(&self, name: &str) -> PathBuf {
		self.plain.path().join(name)
	}

	/// A file to upload, with the marker in it.
	///
	/// # Panics
	/// When it cannot be written.
	pub fn file(&self, name: &str, size: u64) -> String {
		let path = self.path(name);
		marked_file(&path, size);
		let found = holding_marker(std::slice::from_ref(&path));
		assert!(size == 0 || !found.is_empty(), "the search finds what is there");
		path.display().to_string()
	}

	/// Starts an upload for Eve. Where it succeeds its answer goes to [`Scene::uploaded`].
	pub fn start_upload(&self, path: &str) -> Running {
		let arguments = ["upload", path, "--patient", "//Eve", "--json"];
		Running::start(self.person("One").command(&arguments))
	}

	/// Notes what an upload reported, which must have succeeded.
	///
	/// # Panics
	/// When it has not.
	pub fn uploaded(&self, answer: &Answer) -> Reported {
		assert!(
			answer.code == 0,
			"upload ended with {}\n{}",
			answer.code,
			answer.stderr
		);
		let record = Reported {
			id: answer.field("record_id"),
			cid: answer.field("cid"),
			header_cid: answer.field("header_cid"),
		};
		self.reported.borrow_mut().push(record.clone());
		record
	}

	/// Uploads a file for Eve.
	///
	/// # Panics
	/// When that fails.
	pub fn upload(&self, path: &str) -> Reported {
		self.uploaded(&self.start_upload(path).answer())
	}

	/// Requests a record and has it approved and consented to.
	///
	/// # Panics
	/// When a step fails.
	pub fn approved_request(&self, record: &str) -> String {
		let id = self
			.person("Ferdie")
			.run(&["request", record, "--purpose", "TREAT", "--json"])
			.field("request_id");
		self.person("Eve").run(&["consent", &id]);
		for administrator in ["Alice", "Bob", "Charlie"] {
			self.person(administrator).run(&["approve", &id]);
		}
		id
	}

	/// Erases a record, as its patient.
	///
	/// # Panics
	/// When that fails.
	pub fn erase(&self, record: &Reported) {
		self.stage.erase(&record.id);
		self.reported.borrow_mut().retain(|other| other != record);
	}

	/// Where downloads go.
	pub fn target(&self) -> PathBuf {
		self.path("out")
	}

	/// Starts a download, after which the request can be used again.
	pub fn start_download(&self, id: &str) -> Running {
		let target = self.target().display().to_string();
		let arguments = ["download", id, "-o", &target, "--keep-request"];
		Running::start(self.person("Ferdie").command(&arguments))
	}

	/// The file that a download brought, which must be this one; it is removed.
	///
	/// # Panics
	/// When it is another one, or none.
	pub fn downloaded(&self, answer: &Answer, source: &str) {
		assert!(
			answer.code == 0,
			"download ended with {}\n{}",
			answer.code,
			answer.stderr
		);
		let target = self.target();
		assert_eq!(sha256_file(&target), sha256_file(Path::new(source)));
		std::fs::remove_file(&target).unwrap_or_else(|error| panic!("{}: {error}", target.display()));
	}

	/// Downloads a record and compares it.
	///
	/// # Panics
	/// When that fails, or it is another file.
	pub fn download(&self, id: &str, source: &str) {
		self.downloaded(&self.start_download(id).answer(), source);
	}

	/// A download that must fail with these words, and leave no file.
	///
	/// # Panics
	/// When it does not.
	pub fn not_downloaded(&self, answer: &Answer, words: &[&str]) {
		refused(answer, words);
		let left = self.target().exists();
		assert!(!left, "a download that failed leaves no file");
	}

	/// Chain and store agree with what was reported, nothing is left of anything else, and there is no plaintext where it must
	/// not be. All daemons must run.
	///
	/// # Panics
	/// When that is not so.
	pub fn assert_sound(&self) {
		let mut searched = vec![self.stage.path("")];
		for host in self.hosts.iter() {
			searched.extend([host.repo(), host.log()]);
		}
		let found = holding_marker(&searched);
		assert!(found.is_empty(), "plaintext in {found}");

		let mut expected: Vec<Reported> = self.reported.borrow().clone();
		expected.sort();
		let listed = self.person("Eve").run(&["records", "--json"]).json();
		let listed = listed.as_array().cloned().unwrap_or_default();
		let mut registered: Vec<String> = listed
			.iter()
			.filter_map(|record| record["record_id"].as_str().map(str::to_owned))
			.collect();
		registered.sort();
		let ids: Vec<&String> = expected.iter().map(|record| &record.id).collect();
		assert!(
			registered.iter().eq(ids),
			"registered: {registered:?}, reported: {expected:?}"
		);

		self.assert_repair_finds_every_pin(&expected);
		self.person("One").run(&["erase", "--unfinished"]);
		let kept = bytes_below(&self.stage.path(""));
		assert!(
			kept < SMALL,
			"{kept} bytes are left in homes and temporary folder"
		);
		let mut objects: Vec<&String> = expected
			.iter()
			.flat_map(|record| [&record.cid, &record.header_cid])
			.collect();
		objects.sort();
		let first = self.hosts[0].pins();
		assert!(
			first.iter().eq(objects.iter().copied()),
			"pinned: {first:?}, of records: {objects:?}"
		);
		for host in self.hosts.iter() {
			for pin in host.pins() {
				assert!(objects.contains(&&pin), "{pin} belongs to no record");
			}
			for label in host.labels() {
				let named = objects.iter().any(|cid| label.ends_with(cid.as_str()));
				assert!(named, "{label} is of no object");
			}
			let broken = host.ipfs(&["pin", "verify", "--quiet"]);
			assert!(broken.trim().is_empty(), "incomplete: {broken}");
		}
	}

	/// What is pinned after a repair belongs to a record, or to an upload of which `store status` says that it may be resumed.
	fn assert_repair_finds_every_pin(&self, records: &[Reported]) {
		let one = self.person("One");
		one.run(&["store", "repair"]);
		let status = one.run(&["store", "status", "--json"]).json();
		let objects = status["objects"].as_array().cloned().unwrap_or_default();
		let mut allowed: Vec<&str> = records
			.iter()
			.flat_map(|record| [record.cid.as_str(), &record.header_cid])
			.collect();
		for object in &objects {
			let standing = object["standing"].as_str();
			assert!(
				matches!(standing, Some("registered" | "stopped" | "waiting")),
				"store repair leaves {object}"
			);
			if standing != Some("registered") {
				allowed.extend(object["cid"].as_str());
			}
		}
		for pin in self.hosts.iter().flat_map(Kubo::pins) {
			assert!(
				allowed.contains(&pin.as_str()),
				"store repair does not find {pin}"
			);
		}
	}
}

/// Bytes of all files at or below a path.
fn bytes_below(path: &Path) -> u64 {
	let Ok(entries) = std::fs::read_dir(path) else {
		return std::fs::metadata(path).map_or(0, |file| file.len());
	};
	entries.flatten().map(|entry| bytes_below(&entry.path())).sum()
}

/// What must have failed, with all of these words in the error.
///
/// # Panics
/// When it has not.
pub fn refused(answer: &Answer, words: &[&str]) {
	let Answer { code, stderr, .. } = answer;
	assert!(matches!(code, 1 | 2), "ended with {code}\n{stderr}");
	assert!(stderr.contains("error"), "{stderr}");
	for word in words {
		assert!(stderr.contains(word), "«{word}» is not in\n{stderr}");
	}
}
