//! Peak memory and bytes, as the README states them.

use medquorum_e2e::{Node, Person, Stage, binary, peak_resident_kib};
use std::{fs::File, process::Stdio, time::Duration};

/// Runs a command and returns the highest VmHWM seen, in KiB, and what it printed.
fn peak(person: &Person, arguments: &[&str]) -> (u64, String) {
	let mut child = person
		.command(arguments)
		.stdout(Stdio::piped())
		.stderr(Stdio::inherit())
		.spawn()
		.unwrap();
	let mut highest = 0;
	while child.try_wait().unwrap().is_none() {
		// VmHWM only grows: the last look before the end counts.
		highest = highest.max(peak_resident_kib(child.id()).unwrap_or(0));
		std::thread::sleep(Duration::from_millis(5));
	}
	let output = child.wait_with_output().unwrap();
	assert!(output.status.success(), "{arguments:?}");
	(highest, String::from_utf8(output.stdout).unwrap())
}

/// Uploads and downloads a file of zeros (what is encrypted is not sparse); returns both peaks in KiB.
fn round_trip(stage: &Stage, size: u64) -> (u64, u64) {
	let source = stage.path("source.bin");
	File::create(&source).unwrap().set_len(size).unwrap();
	let file = source.display().to_string();
	let (upload, printed) = peak(
		stage.person("One"),
		&["upload", &file, "--patient", "//Eve", "--json"],
	);
	let receipt: serde_json::Value = serde_json::from_str(&printed).unwrap();
	let record = receipt["record_id"].as_str().unwrap();
	let id = stage
		.person("Ferdie")
		.run(&["request", record, "--purpose", "TREAT", "--json"])
		.field("request_id");
	stage.person("Eve").run(&["consent", &id]);
	for administrator in ["Alice", "Bob", "Charlie"] {
		stage.person(administrator).run(&["approve", &id]);
	}
	let out = stage.path("out.bin");
	let (download, _) = peak(
		stage.person("Ferdie"),
		&["download", &id, "-o", &out.display().to_string()],
	);
	assert_eq!(std::fs::metadata(&out).unwrap().len(), size);
	std::fs::remove_file(out).unwrap();
	std::fs::remove_file(source).unwrap();
	stage.erase(record);
	(upload, download)
}

#[test]
fn two_gibibytes_need_at_most_64_mebibytes_more_than_one_kibibyte() {
	let node = Node::start();
	// With keystores as people have them, which take 64 MiB to open.
	let stage = Stage::with_program(&binary("medquorum"), &node.url(), None);
	stage.register();
	let small = round_trip(&stage, 1 << 10);
	let large = round_trip(&stage, 2 << 30);
	println!("peak resident memory in KiB (upload, download): 1 KiB {small:?}, 2 GiB {large:?}");
	for (what, small, large) in [("upload", small.0, large.0), ("download", small.1, large.1)] {
		assert!(
			large <= small + (64 << 10),
			"{what}: {large} KiB at 2 GiB, {small} KiB at 1 KiB"
		);
	}
}
