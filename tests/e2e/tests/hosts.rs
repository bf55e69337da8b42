//! Records on several hosts: three real Kubo daemons in one private swarm, and people at the command line of a real node.

use medquorum_e2e::{
	Answer, ApiUser, KuboOptions, Node, Person, Stage, Swarm, ct_small, pattern_file, sha256_file,
};
use serde_json::Value;
use std::{
	fs,
	os::unix::fs::PermissionsExt,
	path::Path,
	process::Stdio,
	thread::sleep,
	time::{Duration, Instant},
};

const MIB: u64 = 1 << 20;

/// A facility whose records are kept on this many of three hosts: own, b and c.
fn hosts_of(person: &Person, swarm: &Swarm, replicas: &str) {
	person.run(&["store", "add", "b", swarm[1].api()]);
	person.run(&["store", "add", "c", swarm[2].api()]);
	person.run(&["store", "replicas", replicas]);
}

struct Told {
	record: String,
	/// Header and file, as they are listed among pins.
	objects: Vec<String>,
}

fn told(answer: &Answer) -> Told {
	let document = answer.json();
	let text = |name: &str| document[name].as_str().unwrap().to_owned();
	let mut objects = vec![text("header_cid"), text("cid")];
	objects.sort();
	Told {
		record: text("record_id"),
		objects,
	}
}

fn upload(person: &Person, file: &Path) -> Told {
	let file = file.display().to_string();
	told(&person.run(&["upload", &file, "--patient", "//Eve", "--json"]))
}

/// `record part host: state` of every line of `store status`.
fn states(person: &Person, arguments: &[&str]) -> Vec<String> {
	let mut all = vec!["store", "status", "--json"];
	all.extend(arguments);
	let answer = person.try_run(&all);
	let document = answer.json();
	let lacks = document["lacking"].as_u64().unwrap() > 0;
	assert_eq!(answer.code, i32::from(lacks), "{}", answer.stderr);
	let mut states = Vec::new();
	for object in document["objects"].as_array().unwrap() {
		for host in object["hosts"].as_array().unwrap() {
			states.push(format!(
				"{} {}: {}",
				object["part"].as_str().unwrap(),
				host["host"].as_str().unwrap(),
				host["state"].as_str().unwrap()
			));
		}
	}
	states
}

fn of_all_hosts(state_of: [&str; 3]) -> Vec<String> {
	let mut states = Vec::new();
	for part in ["header", "file"] {
		for (host, state) in ["own", "b", "c"].iter().zip(state_of) {
			states.push(format!("{part} {host}: {state}"));
		}
	}
	states
}

fn download(stage: &Stage, record: &str, source: &Path) {
	let ferdie = stage.person("Ferdie");
	let id = ferdie
		.run(&["request", record, "--purpose", "TREAT", "--json"])
		.field("request_id");
	stage.person("Eve").run(&["consent", &id]);
	for administrator in ["Alice", "Bob", "Charlie"] {
		stage.person(administrator).run(&["approve", &id]);
	}
	let out = stage.path("out");
	ferdie.run(&["download", &id, "--force", "-o", &out.display().to_string()]);
	assert_eq!(sha256_file(&out), sha256_file(source));
}

/// Our own daemon loses everything it has of a record: it comes back over the swarm.
fn comes_back_over_the_swarm(stage: &Stage, swarm: &Swarm, record: &Told, source: &Path) {
	let one = stage.person("One");
	for object in &record.objects {
		swarm[0].ipfs(&["pin", "rm", object]);
	}
	swarm[0].ipfs(&["repo", "gc", "--quiet"]);
	assert_eq!(
		states(one, &[&record.record]),
		of_all_hosts(["missing", "pinned", "pinned"])
	);
	download(stage, &record.record, source);
	one.run(&["store", "repair"]);
	assert_eq!(states(one, &[&record.record]), of_all_hosts(["pinned"; 3]));
}

fn assert_nothing_is_left(swarm: &Swarm) {
	for host in 0..3 {
		assert!(swarm[host].pins().is_empty());
		assert!(
			swarm[host].ipfs(&["refs", "local"]).lines().count() <= 1,
			"only the empty folder"
		);
	}
}

#[test]
fn record_lies_on_as_many_hosts_as_wanted_and_is_erased_from_all() {
	let node = Node::start();
	let mut swarm = Swarm::start(3);
	let stage = Stage::set(&node, Some(&swarm[0]));
	let one = stage.person("One");
	hosts_of(one, &swarm, "2");
	let ct = ct_small();
	let two = upload(one, &ct);
	assert_eq!(swarm[0].pins(), two.objects);
	assert_eq!(swarm[1].pins(), two.objects);
	assert!(swarm[2].pins().is_empty());
	assert_eq!(states(one, &[]), of_all_hosts(["pinned", "pinned", "missing"]));
	let said = one.run(&["store", "status"]);
	assert!(
		said.stdout.contains("pinned") && said.stdout.contains("missing"),
		"{}",
		said.stdout
	);
	assert!(said.stderr.contains("lie on 2 hosts"), "{}", said.stderr);

	// More copies are wanted: the next record gets them at once, the first by a repair.
	one.run(&["store", "replicas", "3"]);
	let three = upload(one, &ct);
	assert!(swarm[2].pins() == three.objects);
	let repaired = one.run(&["store", "repair", "--json"]).json();
	assert_eq!(repaired["checked"], 4);
	assert_eq!(repaired["pinned"].as_array().unwrap().len(), 2);
	assert_eq!(states(one, &[&two.record]), of_all_hosts(["pinned"; 3]));
	assert_eq!(
		one.run(&["store", "repair", "--json"]).json()["pinned"],
		Value::from(Vec::<Value>::new())
	);
	// The patient, who has not uploaded it, finds it too, on the one host of the patient's settings.
	let of_patient = states(stage.person("Eve"), &[&two.record]);
	assert_eq!(of_patient, ["header own: pinned", "file own: pinned"]);
	stage
		.person("Ferdie")
		.refused(&["store", "status", &two.record], 1, "was not uploaded from here");

	comes_back_over_the_swarm(&stage, &swarm, &two, &ct);

	// One host is down: the record is erased on the chain, and everywhere else; the second run finishes.
	swarm[2].kill();
	stage.person("Eve").run(&["erase", &two.record]);
	let half = one.refused(&["erase", &two.record], 2, "is still stored");
	assert!(
		half.stderr.contains("host c") && !half.stderr.contains("host b"),
		"{}",
		half.stderr
	);
	assert_eq!(swarm[0].pins(), three.objects);
	assert_eq!(swarm[1].pins(), three.objects);
	swarm.restart(2);
	assert_eq!(swarm[2].pins().len(), 4, "host c still keeps both records");
	one.run(&["erase", &two.record]);
	stage.erase(&three.record);
	assert_nothing_is_left(&swarm);
	one.refused(&["erase", &two.record], 1, "was erased");
	assert_eq!(one.run(&["store", "repair", "--json"]).json()["checked"], 0);
}

#[test]
fn host_that_dies_during_an_upload_is_replaced_or_named_and_repaired() {
	let node = Node::start();
	let mut swarm = Swarm::start(3);
	let stage = Stage::set(&node, Some(&swarm[0]));
	let one = stage.person("One");
	hosts_of(one, &swarm, "2");
	let source = stage.path("source");
	pattern_file(&source, 64 * MIB);

	// Two of three: c takes the place of b.
	let first = upload_killing(&mut swarm, one, &source, 1);
	assert_eq!(first.code, 0, "{}", first.stderr);
	let first = told(&first);
	assert_eq!(swarm[0].pins(), first.objects);
	assert_eq!(swarm[2].pins(), first.objects);

	// Three of three: the upload fails, names b, and registers nothing.
	one.run(&["store", "replicas", "3"]);
	swarm.restart(1);
	let second = upload_killing(&mut swarm, one, &source, 1);
	assert_eq!(second.code, 2, "{}\n{}", second.stdout, second.stderr);
	assert!(second.stderr.contains("host b"), "{}", second.stderr);
	let records = one.run(&["records", "--json"]).json();
	assert_eq!(records.as_array().unwrap().len(), 1, "{records}");
	let document = one.refused(&["store", "repair", "--json"], 1, "could not be repaired");
	assert!(document.stdout.contains("host b"), "{}", document.stdout);
	assert_eq!(
		states(one, &[&first.record]),
		of_all_hosts(["pinned", "unreachable", "pinned"])
	);

	// Back again: what was stored before is made whole, and the same upload resumes.
	swarm.restart(1);
	assert_ne!(states(one, &[&first.record]), of_all_hosts(["pinned"; 3]));
	one.run(&["store", "repair"]);
	assert_eq!(states(one, &[&first.record]), of_all_hosts(["pinned"; 3]));
	let third = upload(one, &source);
	assert_eq!(states(one, &[&third.record]), of_all_hosts(["pinned"; 3]));
	assert_nothing_else(&swarm, one, &[&first, &third]);
	download(&stage, &third.record, &source);
}

/// No host pins anything but what these records need, and a repair finds nothing to do.
fn assert_nothing_else(swarm: &Swarm, person: &Person, records: &[&Told]) {
	let mut needed: Vec<String> = records.iter().flat_map(|told| told.objects.clone()).collect();
	needed.sort();
	person.run(&["store", "repair"]);
	for host in 0..3 {
		assert_eq!(swarm[host].pins(), needed, "host {host}");
	}
}

/// Uploads, and kills a host as soon as it has fetched a part of the file.
fn upload_killing(swarm: &mut Swarm, person: &Person, file: &Path, host: usize) -> Answer {
	let before = size_of(&swarm[host].repo().join("blocks"));
	let file = file.display().to_string();
	let mut command = person.command(&["upload", &file, "--patient", "//Eve", "--json"]);
	let child = command
		.stdout(Stdio::piped())
		.stderr(Stdio::piped())
		.spawn()
		.unwrap();
	let limit = Instant::now() + Duration::from_secs(300);
	while size_of(&swarm[host].repo().join("blocks")) < before + 2 * MIB {
		assert!(Instant::now() < limit, "the host was never asked for a copy");
		sleep(Duration::from_millis(2));
	}
	swarm[host].kill();
	let output = child.wait_with_output().unwrap();
	Answer {
		code: output.status.code().unwrap_or(-1),
		stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
		stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
	}
}

/// Bytes of the files in the folders of a folder.
fn size_of(folder: &Path) -> u64 {
	let folders = fs::read_dir(folder).into_iter().flatten().flatten();
	let files = folders
		.filter_map(|folder| fs::read_dir(folder.path()).ok())
		.flatten();
	files
		.flatten()
		.filter_map(|file| file.metadata().ok())
		.map(|file| file.len())
		.sum()
}

#[test]
fn host_with_a_password_is_used_with_it_alone() {
	let node = Node::start();
	let locked = KuboOptions {
		users: vec![ApiUser {
			name: "medquorum".to_owned(),
			password: "long:and secret".to_owned(),
			allowed_paths: vec!["/api/v0".to_owned()],
		}],
		..KuboOptions::default()
	};
	let swarm = Swarm::start_with(&[KuboOptions::default(), locked]);
	let stage = Stage::set(&node, Some(&swarm[0]));
	let one = stage.person("One");
	let api = swarm[1].api();
	one.refused(
		&["store", "add", "b", api],
		2,
		"does not accept the name and password",
	);
	let file = stage.path("password");
	let path = file.display().to_string();
	let add = ["store", "add", "b", api, "--password-file", &path];
	let write = |text: &str, mode| {
		fs::write(&file, text).unwrap();
		fs::set_permissions(&file, fs::Permissions::from_mode(mode)).unwrap();
	};
	write("medquorum:long:and secret\n", 0o644);
	one.refused(&add, 2, "chmod 600");
	write("medquorum:another\n", 0o600);
	one.refused(&add, 2, "does not accept the name and password");
	write("medquorum:long:and secret\n", 0o600);
	one.run(&add);
	one.run(&["store", "replicas", "2"]);
	let config = fs::read_to_string(one.home().join("config.json")).unwrap();
	assert!(!config.contains("secret"), "{config}");
	let told = upload(one, &ct_small());
	assert_eq!(swarm[1].pins(), told.objects);
	let status = one.run(&["status"]);
	assert!(
		status.stdout.contains(api) && !status.stdout.contains("secret"),
		"{}",
		status.stdout
	);
	stage.erase(&told.record);
	assert!(swarm[1].pins().is_empty());
}
