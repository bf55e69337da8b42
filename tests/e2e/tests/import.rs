//! An archive brought in over the real node: killed in the middle, brought in whole, each row once.

use medquorum_e2e::{Killed, Node, Stage, sha256_file};
use serde_json::Value;
use std::{
	collections::BTreeSet,
	fmt::Write as _,
	fs,
	path::{Path, PathBuf},
	process::Stdio,
	time::{Duration, Instant},
};

const ROWS: usize = 40;

/// Small files of Eve's and the table that says so.
fn archive(folder: &Path) -> PathBuf {
	let mut table = "path,patient,date,icd10,name\n".to_owned();
	fs::create_dir_all(folder.join("scans")).unwrap();
	for row in 0..ROWS {
		fs::write(
			folder.join(format!("scans/{row}.dcm")),
			format!("scan {row} ").repeat(row * 40),
		)
		.unwrap();
		writeln!(
			table,
			"scans/{row}.dcm,//Eve,2024-01-{:02},E11.9,scan {row}",
			row % 28 + 1
		)
		.unwrap();
	}
	let manifest = folder.join("manifest.csv");
	fs::write(&manifest, table).unwrap();
	manifest
}

/// Starts an import and kills it as soon as its notes tell of this step; whether it was still running.
fn killed_at(stage: &Stage, manifest: &str, step: &str) -> bool {
	let one = stage.person("One");
	let notes = one.home().join("imports.jsonl");
	let tells = || {
		fs::read_to_string(&notes)
			.unwrap_or_default()
			.matches(step)
			.count()
	};
	let before = tells();
	let mut command = one.command(&["import", manifest, "--json"]);
	command.stdout(Stdio::null()).stderr(Stdio::null());
	let mut running = Killed(command.spawn().unwrap());
	let start = Instant::now();
	while start.elapsed() < Duration::from_secs(120) {
		if running.0.try_wait().unwrap().is_some() {
			return false;
		}
		if tells() > before {
			return true;
		}
		std::thread::sleep(Duration::from_millis(1));
	}
	panic!("the import comes to no end");
}

fn count(folder: &Path, depth: usize) -> usize {
	let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
	match depth {
		1 => entries.count(),
		_ => entries.map(|path| count(&path, depth - 1)).sum(),
	}
}

#[test]
fn an_archive_killed_again_and_again_comes_in_whole_and_once() {
	let node = Node::start();
	let stage = Stage::set(&node, None);
	let folder = tempfile::tempdir().unwrap();
	let manifest = archive(folder.path()).display().to_string();
	let one = stage.person("One");

	let tried = one.run(&["import", &manifest, "--dry-run", "--json"]).json();
	assert_eq!((&tried["fresh"], &tried["rows"]), (&ROWS.into(), &ROWS.into()));
	assert_eq!(tried["refused"], Value::Array(Vec::new()));
	assert!(
		!one.home().join("imports.jsonl").exists(),
		"a trial leaves nothing"
	);

	let killed = ["\"row\"", "\"stored\":[", "\"sent\":["].map(|step| killed_at(&stage, &manifest, step));
	assert!(killed[0], "the first kill comes before anything is registered");
	let done = one.run(&["import", &manifest, "--json"]).json();
	let rows = |name: &str| done[name].as_array().unwrap().clone();
	assert_eq!(rows("refused"), [] as [Value; 0]);
	assert_eq!(
		(rows("registered").len() + rows("earlier").len(), &done["left"]),
		(ROWS, &0.into())
	);

	let listed = stage.person("Eve").run(&["records", "--json"]).json();
	let listed: BTreeSet<String> = listed
		.as_array()
		.unwrap()
		.iter()
		.map(|record| record["record_id"].as_str().unwrap().to_owned())
		.collect();
	let told: BTreeSet<String> = [rows("registered"), rows("earlier")]
		.concat()
		.iter()
		.map(|row| row["record_id"].as_str().unwrap().to_owned())
		.collect();
	assert_eq!(listed.len(), ROWS, "exactly so many records");
	assert_eq!(listed, told);
	assert_eq!(
		count(&stage.store().join("objects"), 3),
		2 * ROWS,
		"and their objects alone"
	);

	let again = one.run(&["import", &manifest, "--json"]).json();
	assert_eq!(again["earlier"].as_array().unwrap().len(), ROWS);
	opens(&stage, &again["earlier"][17], folder.path());
}

/// The row's record, requested and approved, is the file.
fn opens(stage: &Stage, row: &Value, folder: &Path) {
	let record = row["record_id"].as_str().unwrap();
	let ferdie = stage.person("Ferdie");
	let id = ferdie
		.run(&["request", record, "--purpose", "TREAT", "--json"])
		.field("request_id");
	stage.person("Eve").run(&["consent", &id]);
	for administrator in ["Alice", "Bob", "Charlie"] {
		stage.person(administrator).run(&["approve", &id]);
	}
	let target = folder.join("out");
	ferdie.run(&["download", &id, "-o", &target.display().to_string()]);
	// The header row is line 1.
	let number = row["line"].as_u64().unwrap() - 2;
	let source = folder.join(format!("scans/{number}.dcm"));
	assert_eq!(sha256_file(&target), sha256_file(&source));
}

/// Line and kind of each refused row.
fn lines(answer: &Value) -> Vec<(u64, String)> {
	let rows = answer["refused"].as_array().unwrap().iter();
	rows.map(|row| {
		let kind = row["faults"][0]["kind"].as_str().unwrap().to_owned();
		(row["line"].as_u64().unwrap(), kind)
	})
	.collect()
}

#[test]
fn refused_rows_are_reported_and_a_mended_report_brings_them_in() {
	let node = Node::start();
	let stage = Stage::set(&node, None);
	let folder = tempfile::tempdir().unwrap();
	let path = |name: &str| folder.path().join(name).display().to_string();
	for name in ["a", "b", "c"] {
		fs::write(path(name), name).unwrap();
	}
	// Alice has an account and no keys; the third day does not exist; the fourth file is not there.
	let table = "path,patient,date\na,//Eve,2024-01-31\nb,//Alice,2024-01-31\nc,//Eve,2025-02-29\nd,//Eve,\n";
	fs::write(path("manifest.csv"), table).unwrap();
	let (one, report) = (stage.person("One"), path("elsewhere.csv"));
	let tried = one.refused(
		&["import", &path("manifest.csv"), "--dry-run", "--json"],
		1,
		"3 of 4 rows",
	);
	let expected = [(3, "NotRegistered"), (4, "RowDate"), (5, "Missing")];
	let expected: Vec<(u64, String)> = expected.map(|(line, kind)| (line, kind.to_owned())).to_vec();
	assert_eq!(lines(&tried.json()), expected);
	let done = one.refused(
		&["import", &path("manifest.csv"), "--report", &report, "--json"],
		1,
		"3 of 4 rows",
	);
	assert_eq!(lines(&done.json()), expected);
	assert_eq!(done.json()["registered"].as_array().unwrap().len(), 1);
	let mended = fs::read_to_string(&report).unwrap();
	let mended = mended
		.replace("//Alice", "//Eve")
		.replace("2025-02-29", "2025-02-28");
	fs::write(path("d"), "d").unwrap();
	fs::write(&report, mended).unwrap();
	let files = folder.path().display().to_string();
	let again = one.run(&["import", &report, "--files", &files, "--json"]).json();
	assert_eq!(again["registered"].as_array().unwrap().len(), 3);
	let whole = fs::read_to_string(path("manifest.csv")).unwrap();
	fs::write(
		path("manifest.csv"),
		whole
			.replace("//Alice", "//Eve")
			.replace("2025-02-29", "2025-02-28"),
	)
	.unwrap();
	let all = one.run(&["import", &path("manifest.csv"), "--json"]).json();
	assert_eq!(
		(all["earlier"].as_array().unwrap().len(), &all["batches"]),
		(4, &0.into())
	);
}

#[test]
fn without_a_role_without_a_table_or_from_elsewhere_nothing_comes_in() {
	let node = Node::start();
	let stage = Stage::set(&node, None);
	let folder = tempfile::tempdir().unwrap();
	let path = |name: &str| folder.path().join(name).display().to_string();
	fs::write(path("a"), "a").unwrap();
	fs::write(path("manifest.csv"), "path,patient\na,//Eve\n").unwrap();
	let one = stage.person("One");
	stage
		.person("Ferdie")
		.refused(&["import", &path("manifest.csv")], 1, "may not upload records");
	fs::write(path("other.csv"), "path;patient\na;//Eve\n").unwrap();
	one.refused(&["import", &path("other.csv")], 2, "separated by semicolons");
	// A table by somebody else brings in no file from elsewhere.
	let keystore = one.home().join("config.json").display().to_string();
	fs::write(path("other.csv"), format!("path,patient\n{keystore},//Eve\n")).unwrap();
	let outside = one.refused(&["import", &path("other.csv"), "--json"], 1, "1 of 1 row was");
	assert_eq!(lines(&outside.json())[0].1, "ImportOutside");
}
