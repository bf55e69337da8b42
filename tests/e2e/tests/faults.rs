//! What happens when the node, the store or the client itself fails in mid-journey.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, reason = "a test ends where something fails")]

use medquorum_e2e::{Node, NodeOptions, Person, Stage, ct_small, pattern_file, sha256_file};
use std::{
	fs,
	io::Read,
	path::{Path, PathBuf},
	process::Stdio,
	time::Duration,
};

/// 32 bytes that stand in every file of these tests and must never be found outside it.
const MARKER: &[u8; 32] = b"medquorum-plaintext-marker-32-b!";

fn upload(stage: &Stage, file: &Path) -> String {
	let file = file.display().to_string();
	stage
		.person("One")
		.run(&["upload", &file, "--patient", "//Eve", "--json"])
		.field("record_id")
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

fn holds_marker(path: &Path) -> bool {
	let mut content = Vec::new();
	fs::File::open(path)
		.and_then(|mut file| file.read_to_end(&mut content))
		.is_ok()
		&& content.windows(MARKER.len()).any(|window| window == MARKER)
}

/// A file with the marker in every 4 KiB.
fn marked_file(path: &Path, size: u64) {
	pattern_file(path, size);
	let mut content = fs::read(path).unwrap();
	for block in content.chunks_mut(4096) {
		let end = block.len().min(MARKER.len());
		block[..end].copy_from_slice(&MARKER[..end]);
	}
	fs::write(path, content).unwrap();
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
	drop(node);
	let out = stage.path("out.dcm").display().to_string();
	stage
		.person("Ferdie")
		.refused(&["download", &id, "-o", &out], 2, "node");

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

#[test]
fn damaged_store_is_named_and_leaves_no_file() {
	let node = Node::start();
	let stage = Stage::set(&node, None);
	let source = stage.path("source.bin");
	pattern_file(&source, 3 << 20);
	for damage in ["missing", "truncated", "altered"] {
		let before = files(&stage.store());
		let record = upload(&stage, &source);
		let id = request(&stage, &record);
		approve(&stage, &id);
		let new: Vec<PathBuf> = files(&stage.store())
			.into_iter()
			.filter(|path| !before.contains(path))
			.collect();
		let block = new
			.iter()
			.max_by_key(|path| fs::metadata(path).unwrap().len())
			.unwrap();
		let mut content = fs::read(block).unwrap();
		match damage {
			"missing" => fs::remove_file(block).unwrap(),
			"truncated" => fs::write(block, &content[..content.len() - 1]).unwrap(),
			_ => {
				content[100] ^= 1;
				fs::write(block, content).unwrap();
			}
		}
		let out = stage.path(damage);
		stage
			.person("Ferdie")
			.refused(&["download", &id, "-o", &out.display().to_string()], 1, "store");
		assert!(!out.exists(), "{damage}");
	}
}

#[test]
fn killed_client_leaves_no_plaintext() {
	let node = Node::start();
	let stage = Stage::set(&node, None);
	let source = stage.path("source.bin");
	marked_file(&source, 96 << 20);
	let record = upload(&stage, &source);
	let id = request(&stage, &record);
	approve(&stage, &id);
	let out_folder = stage.path("out");
	fs::create_dir(&out_folder).unwrap();
	let target = out_folder.join("file").display().to_string();
	let source_text = source.display().to_string();
	let upload = ["upload", source_text.as_str(), "--patient", "//Eve"];
	let download = ["download", id.as_str(), "-o", target.as_str(), "--keep-request"];
	for after_ms in [40, 110, 180, 260, 350, 460, 600, 800] {
		for (who, arguments) in [("One", &upload[..]), ("Ferdie", &download[..])] {
			let mut command = stage.person(who).command(arguments);
			command
				.env("TMPDIR", stage.path("tmp"))
				.stdout(Stdio::null())
				.stderr(Stdio::null());
			fs::create_dir_all(stage.path("tmp")).unwrap();
			let mut child = command.spawn().unwrap();
			std::thread::sleep(Duration::from_millis(after_ms));
			child.kill().unwrap();
			child.wait().unwrap();
			let finished = out_folder.join("file");
			if finished.exists() {
				// The download was quicker than the kill: then it is whole.
				assert_eq!(sha256_file(&finished), sha256_file(&source));
				fs::remove_file(&finished).unwrap();
			}
			let folders = [
				stage.store(),
				stage.path("tmp"),
				out_folder.clone(),
				stage.person(who).home().to_owned(),
			];
			for path in folders.iter().flat_map(|folder| files(folder)) {
				assert!(
					!holds_marker(&path),
					"plaintext in {} after {after_ms} ms",
					path.display()
				);
			}
		}
	}
	stage.person("Ferdie").run(&["download", &id, "-o", &target]);
	assert_eq!(sha256_file(Path::new(&target)), sha256_file(&source));
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
