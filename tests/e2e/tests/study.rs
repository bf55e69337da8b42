//! A folder of real DICOM files as one record: listed, read by series, and unpacked.

use medquorum_e2e::{Node, Person, Stage, input, sha256_file};
use std::{fs, path::Path};

/// A study of a CT and an MR series, with an electrocardiogram and a letter.
fn study(folder: &Path) {
	for (from, to) in [
		("CT_small.dcm", "CT/1.dcm"),
		("CT_small.dcm", "CT/2.dcm"),
		("MR_small.dcm", "MR/1.dcm"),
		("waveform_ecg.dcm", "ecg.dcm"),
	] {
		let to = folder.join(to);
		fs::create_dir_all(to.parent().unwrap()).unwrap();
		fs::copy(input(from), to).unwrap();
	}
	fs::write(folder.join("letter.txt"), "Dear colleague").unwrap();
}

/// The id of a request for the study, with the patient's consent.
fn requested(stage: &Stage, source: &Path) -> String {
	let record = stage
		.person("One")
		.run(&[
			"upload",
			&source.display().to_string(),
			"--patient",
			"//Eve",
			"--json",
		])
		.field("record_id");
	let id = stage
		.person("Ferdie")
		.run(&["request", &record, "--purpose", "TREAT", "--json"])
		.field("request_id");
	stage.person("Eve").run(&["consent", &id]);
	id
}

/// What makes no sense together is said, and nothing is fetched or closed.
fn assert_contradictions_are_refused(ferdie: &Person, id: &str, target: &str) {
	for wrong in ["--list", "--force"] {
		ferdie.refused(
			&["download", id, "--extract", wrong, "-o", target],
			2,
			"cannot be used with",
		);
	}
	ferdie.refused(
		&["download", id, "--list", "-o", target],
		2,
		"cannot be used with",
	);
}

#[test]
fn study_of_real_files_is_read_by_series_and_whole() {
	let node = Node::start();
	let stage = Stage::set(&node, None);
	let source = stage.path("study");
	study(&source);
	let (ferdie, id) = (stage.person("Ferdie"), requested(&stage, &source));
	let path = |name: &str| stage.path(name).display().to_string();
	let (target, pictures) = (path("series"), path("pictures"));
	ferdie.refused(
		&["download", &id, "--list"],
		1,
		"error: 0 of 3 administrators have approved",
	);
	for administrator in ["Alice", "Bob", "Charlie"] {
		stage.person(administrator).run(&["approve", &id]);
	}

	let listed = ferdie
		.run(&["download", &id, "--list", "--pictures", &pictures, "--json"])
		.json();
	assert_eq!(listed["info"]["name"], "study.tar");
	let modalities: Vec<&str> = listed["series"]
		.as_array()
		.unwrap()
		.iter()
		.map(|s| s["modality"].as_str().unwrap())
		.collect();
	assert_eq!(modalities, ["CT", "MR", "ECG"]);
	assert_eq!(listed["files"].as_array().unwrap().len(), 5);
	assert_eq!(listed["pictures"], 2);
	assert!(
		fs::read(stage.path("pictures/series-1.png"))
			.unwrap()
			.starts_with(b"\x89PNG")
	);

	assert_contradictions_are_refused(ferdie, &id, &target);
	let missing = ["download", id.as_str(), "--series", "4", "-o", &target];
	ferdie.refused(&missing, 1, "error: the study has no series \"4\"");
	ferdie.run(&["download", &id, "--series", "1", "-o", &target]);
	let same = |name: &str, copy: &str| {
		assert_eq!(
			sha256_file(&stage.path(copy).join(name)),
			sha256_file(&source.join(name)),
			"{name}"
		);
	};
	same("CT/1.dcm", "series");
	same("CT/2.dcm", "series");
	assert!(!stage.path("series/MR").exists());
	ferdie.refused(&["download", &id, "--series", "1", "-o", &target], 2, "error: ");

	// The request was kept for all that; with the whole study it ends.
	ferdie.run(&["download", &id, "--extract", "-o", &path("all")]);
	for name in ["CT/1.dcm", "CT/2.dcm", "MR/1.dcm", "ecg.dcm", "letter.txt"] {
		same(name, "all");
	}
	ferdie.refused(&["download", &id, "--list"], 1, "error: there is no request");
}
