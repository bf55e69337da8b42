//! What happens when the node, the store or the client itself fails in mid-journey.

use medquorum_e2e::{
	Node, NodeOptions, Person, Stage, ct_small, holding_marker, marked_file, pattern_file, sha256_file,
};
use std::{
	fs,
	hash::{BuildHasher, Hasher, RandomState},
	path::{Path, PathBuf},
	process::{Child, Stdio},
	thread::sleep,
	time::{Duration, Instant},
};

/// Uploads a file for Eve: what the client says of it.
fn upload_told(stage: &Stage, file: &Path) -> serde_json::Value {
	let file = file.display().to_string();
	stage
		.person("One")
		.run(&["upload", &file, "--patient", "//Eve", "--json"])
		.json()
}

fn upload(stage: &Stage, file: &Path) -> String {
	upload_told(stage, file)["record_id"].as_str().unwrap().to_owned()
}

fn request(stage: &Stage, record: &str) -> String {
	stage
		.person("Ferdie")
		.run(&["request", record, "--purpose", "TREAT", "--json"])
		.field("request_id")
}

fn approve(stage: &Stage, id: &str) {
	stage.person("Eve").run(&["consent", id]);
	for administrator in ["Alice", "Bob", "Charlie"] {
		stage.person(administrator).run(&["approve", id]);
	}
}

/// All files below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
	let Ok(entries) = fs::read_dir(folder) else {
		return Vec::new();
	};
	let mut found = Vec::new();
	for entry in entries.flatten() {
		let path = entry.path();
		if path.is_dir() {
			found.extend(files(&path))
		} else {
			found.push(path)
		}
	}
	found
}

#[test]
fn journey_goes_on_after_the_node_was_restarted() {
	let base = tempfile::tempdir().unwrap();
	let options = NodeOptions {
		base_path: Some(base.path().to_owned()),
		..NodeOptions::default()
	};
	let node = Node::start_with(&options);
	let mut stage = Stage::set(&node, None);
	let ct = ct_small();
	let record = upload(&stage, &ct);
	let id = request(&stage, &record);
	stage.person("Alice").run(&["approve", &id]);
	let url = node.url();
	drop(node);
	let out = stage.path("out.dcm").display().to_string();
	let nobody = format!("error: cannot reach the node at {url}");
	stage
		.person("Ferdie")
		.refused(&["download", &id, "-o", &out], 2, &nobody);

	let node = Node::start_with(&options);
	for person in stage.people_mut() {
		person.set_node(&node.url());
	}
	stage.person("Eve").run(&["consent", &id]);
	for administrator in ["Bob", "Charlie"] {
		stage.person(administrator).run(&["approve", &id]);
	}
	stage.person("Ferdie").run(&["download", &id, "-o", &out]);
	assert_eq!(sha256_file(Path::new(&out)), sha256_file(&ct));
}

#[test]
fn two_clients_at_once_do_not_disturb_each_other() {
	let node = Node::start();
	let stage = Stage::set(&node, None);
	let file = ct_small().display().to_string();
	let one = stage.person("One");
	let start = |person: &Person| {
		let mut command = person.command(&["upload", &file, "--patient", "//Eve", "--json"]);
		command
			.stdout(Stdio::piped())
			.stderr(Stdio::piped())
			.spawn()
			.unwrap()
	};
	// The same account twice: both use the next nonce, and one has to try again.
	let both = [start(one), start(one)].map(|child| child.wait_with_output().unwrap());
	for output in &both {
		assert!(
			output.status.success(),
			"{}",
			String::from_utf8_lossy(&output.stderr)
		);
	}
	let id = |output: &std::process::Output| {
		serde_json::from_slice::<serde_json::Value>(&output.stdout).unwrap()["record_id"].clone()
	};
	assert_ne!(id(&both[0]), id(&both[1]));
}

/// The file of a block in the embedded store.
fn block_file(stage: &Stage, object: &str, block: &str) -> PathBuf {
	let mut files = files(&stage.store()).into_iter();
	let wanted = |path: &PathBuf| path.ends_with(Path::new(object).join(block));
	files.find(wanted).unwrap()
}

#[test]
fn damaged_store_is_named_and_leaves_no_file() {
	let node = Node::start();
	let stage = Stage::set(&node, None);
	let source = stage.path("source.bin");
	pattern_file(&source, 3 << 20);
	let told = upload_told(&stage, &source);
	let id = request(&stage, told["record_id"].as_str().unwrap());
	approve(&stage, &id);
	let [file, header] = ["cid", "header_cid"].map(|name| told[name].as_str().unwrap());
	let mut leaves = files(&stage.store());
	leaves.retain(|path| path.to_string_lossy().contains(file) && !path.ends_with(file));
	// Of several leaves one that is neither first nor last when sorted by name.
	leaves.sort();
	let blocks = [
		(file, leaves[1].clone()),
		(file, block_file(&stage, file, file)),
		(header, block_file(&stage, header, header)),
	];
	let store = format!("error: the store {}", stage.store().display());
	for (at, (object, block)) in blocks.iter().enumerate() {
		let is_leaf = at == 0;
		for damage in ["missing", "truncated", "altered"] {
			let sound = fs::read(block).unwrap();
			let mut bytes = sound.clone();
			match damage {
				"missing" => fs::remove_file(block).unwrap(),
				"truncated" => fs::write(block, &bytes[..bytes.len() - 1]).unwrap(),
				_ => {
					let middle = bytes.len() / 2;
					bytes[middle] ^= 1;
					fs::write(block, bytes).unwrap();
				}
			}
			let words = match (is_leaf, damage) {
				(true, "missing") => format!("{store} has lost part of {object} (block "),
				(false, "missing") => format!("{store} does not hold {object}"),
				(true, "truncated") => format!("{store} gave a truncated {object} ("),
				_ => format!("{store} gave altered bytes for {object} (block "),
			};
			let out = stage.path("out");
			stage
				.person("Ferdie")
				.refused(&["download", &id, "-o", &out.display().to_string()], 1, &words);
			assert!(!out.exists(), "{damage}");
			fs::write(block, sound).unwrap();
		}
	}
	let out = stage.path("out");
	stage
		.person("Ferdie")
		.run(&["download", &id, "-o", &out.display().to_string()]);
	assert_eq!(sha256_file(&out), sha256_file(&source));
}

/// Random delays, from a seed that is printed: xorshift64.
struct Delays(u64);

impl Delays {
	fn new() -> Self {
		let seed = RandomState::new().build_hasher().finish() | 1;
		println!("delays are drawn from the seed {seed}");
		Self(seed)
	}

	fn between(&mut self, from: Duration, to: Duration) -> Duration {
		self.0 ^= self.0 << 13;
		self.0 ^= self.0 >> 7;
		self.0 ^= self.0 << 17;
		let share = f64::from(u32::try_from(self.0 >> 32).unwrap()) / f64::from(u32::MAX);
		from + to.saturating_sub(from).mul_f64(share)
	}
}

/// The folders and commands of the test with kills.
struct Kills<'a> {
	stage: &'a Stage,
	out: PathBuf,
	tmp: PathBuf,
}

impl Kills<'_> {
	fn start(&self, who: &str, arguments: &[&str]) -> Child {
		let mut command = self.stage.person(who).command(arguments);
		command
			.env("TMPDIR", &self.tmp)
			.stdout(Stdio::null())
			.stderr(Stdio::null());
		command.spawn().unwrap()
	}

	/// An upload that is storing has blocks in the staging folder.
	fn staged(&self) -> usize {
		files(&self.stage.store().join("staging"))
			.iter()
			.filter(|path| fs::metadata(path).is_ok_and(|file| file.len() > 0))
			.count()
	}

	/// Whether the process is in the middle of moving the file: blocks staged, or bytes in an open file of the output folder,
	/// which has no name yet.
	fn is_transferring(&self, child: &Child) -> bool {
		let Ok(open) = fs::read_dir(format!("/proc/{}/fd", child.id())) else {
			return false;
		};
		let writing = open.flatten().any(|file| {
			fs::read_link(file.path()).is_ok_and(|target| target.starts_with(&self.out))
				&& fs::metadata(file.path()).is_ok_and(|file| file.is_file() && file.len() > 0)
		});
		writing || self.staged() > 0
	}

	/// Runs a command undisturbed: from when to when it moved the file.
	fn window(&self, who: &str, arguments: &[&str]) -> (Duration, Duration) {
		let begin = Instant::now();
		let mut child = self.start(who, arguments);
		let mut seen = Vec::new();
		let status = loop {
			if let Some(status) = child.try_wait().unwrap() {
				break status;
			}
			if self.is_transferring(&child) {
				seen.push(begin.elapsed());
			}
			sleep(Duration::from_millis(5));
		};
		assert!(status.success(), "{arguments:?} undisturbed");
		println!(
			"{who}: {:?} in all, moving the file {:?} to {:?}",
			begin.elapsed(),
			seen[0],
			seen[seen.len() - 1]
		);
		(seen[0], seen[seen.len() - 1])
	}

	/// Kills a command after a delay; says whether that was in the middle of moving the file.
	fn kill_after(&self, delay: Duration, who: &str, arguments: &[&str]) -> bool {
		let mut child = self.start(who, arguments);
		sleep(delay);
		let hit = self.is_transferring(&child);
		child.kill().unwrap();
		let ended_by_kill = child.wait().unwrap().code().is_none();
		let home = self.stage.person(who).home();
		let store = self.stage.store();
		let found = holding_marker(&[store, self.tmp.clone(), home.to_owned()]);
		assert!(found.is_empty(), "plaintext after {delay:?} in {found}");
		hit && ended_by_kill
	}
}

#[test]
fn killed_client_leaves_no_plaintext() {
	let node = Node::start();
	let stage = Stage::set(&node, None);
	let source = stage.path("source.bin");
	marked_file(&source, 96 << 20);
	assert!(
		!holding_marker(std::slice::from_ref(&source)).is_empty(),
		"the search finds what is there"
	);
	let record = upload(&stage, &source);
	let id = request(&stage, &record);
	approve(&stage, &id);
	let kills = Kills {
		stage: &stage,
		out: stage.path("out"),
		tmp: stage.path("tmp-of-kills"),
	};
	fs::create_dir(&kills.out).unwrap();
	fs::create_dir(&kills.tmp).unwrap();
	let out = kills.out.join("file");
	let target = out.display().to_string();
	let source_text = source.display().to_string();
	let upload = ["upload", source_text.as_str(), "--patient", "//Eve"];
	let download = ["download", id.as_str(), "-o", target.as_str(), "--keep-request"];
	let mut delays = Delays::new();
	for (who, arguments) in [("One", &upload[..]), ("Ferdie", &download[..])] {
		let (first, last) = kills.window(who, arguments);
		remove_if_whole(&out, &source);
		let mut hits = 0;
		// Two of eight fall anywhere, the others while the file moves; on a busy machine more are needed.
		for round in 0..32 {
			let delay = match round {
				0 | 1 => delays.between(Duration::ZERO, last + last / 4),
				_ => delays.between(first, last),
			};
			hits += usize::from(kills.kill_after(delay, who, arguments));
			remove_if_whole(&out, &source);
			assert!(files(&kills.out).is_empty(), "a part of the file after {delay:?}");
			if round >= 7 && hits > 0 {
				break;
			}
		}
		assert!(hits > 0, "{who} was never killed while the file moved");
		println!("{who}: {hits} kills while the file moved");
	}
	// The next client that opens the store clears away what killed ones left there, and both commands work as before.
	let small = stage.path("small");
	fs::write(&small, b"small").unwrap();
	upload_told(&stage, &small);
	let staging = stage.store().join("staging");
	assert_eq!(fs::read_dir(staging).unwrap().count(), 0);
	stage.person("One").run(&["erase", "--unfinished"]);
	stage.person("Ferdie").run(&["download", &id, "-o", &target]);
	assert_eq!(sha256_file(&out), sha256_file(&source));
}

/// A download that was quicker than the kill is whole.
fn remove_if_whole(out: &Path, source: &Path) {
	if out.exists() {
		assert_eq!(sha256_file(out), sha256_file(source));
		fs::remove_file(out).unwrap();
	}
}

#[test]
fn empty_file_makes_the_journey() {
	let node = Node::start();
	let stage = Stage::set(&node, None);
	let source = stage.path("empty");
	fs::write(&source, []).unwrap();
	let record = upload(&stage, &source);
	let id = request(&stage, &record);
	approve(&stage, &id);
	let out = stage.path("out");
	stage
		.person("Ferdie")
		.run(&["download", &id, "-o", &out.display().to_string()]);
	assert_eq!(fs::metadata(out).unwrap().len(), 0);
}
