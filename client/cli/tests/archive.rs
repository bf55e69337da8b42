//! `import` without a node: what is wrong with a table is told before anybody is asked.

use crate::common::Place;

#[test]
fn a_table_is_read_before_anybody_is_asked_and_its_faults_are_told_without_a_node() {
	let place = Place::new();
	let manifest = place.path("manifest.csv");
	let import = |text: &str, more: &[&str]| {
		std::fs::write(&manifest, text).unwrap();
		let arguments = [&["import", manifest.to_str().unwrap()], more].concat();
		place.run(&arguments)
	};
	let header = "path,patient,date,icd10\n";
	import("", &[]).fails(2, "the manifest has no rows");
	import(header, &["--dry-run"]).fails(2, "the manifest has no rows");
	import("path,patient,when\n", &[]).fails(2, "a column `when`, which means nothing here");
	import("path,date\n", &[]).fails(2, "no column `patient`");
	let rows = format!("{header}a,Eve,2024-01-31,E11.9\nb,Eve,31.1.2024,E1l\nc,,,\n");
	import(&rows, &[]).fails(2, "cannot reach the node");
	let tried = import(&rows, &["--dry-run"]);
	assert_eq!(tried.code, 2);
	assert!(
		tried.stderr.starts_with("error: cannot reach the node"),
		"{}",
		tried.stderr
	);
	let told: Vec<&str> = tried.stdout.lines().collect();
	assert_eq!(told.len(), 3, "{}", tried.stdout);
	assert!(
		told[0].starts_with("line 3: the category E1L is not in ICD-10-CM"),
		"{}",
		told[0]
	);
	assert!(told[0].contains("E11 ("), "near ones are offered: {}", told[0]);
	assert_eq!(
		told[1],
		"line 3: `31.1.2024` is not a day of the calendar; write it as YYYY-MM-DD, like 2026-01-31"
	);
	assert_eq!(told[2], "line 4: `patient` is empty; fill it in");
	// An older report is not replaced unasked, and that is said before anything is done.
	let report = place.path("report.csv");
	std::fs::write(&report, "older").unwrap();
	import(&rows, &["--report", report.to_str().unwrap()]).fails(1, "exists already");
	assert_eq!(std::fs::read_to_string(&report).unwrap(), "older");
}
