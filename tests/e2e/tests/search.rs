//! Search by disease at the command line over a real node: from an upload that its patient lets be found to a request by a number of the
//! answer; and what the search must not do.

use medquorum_e2e::{Node, Person, Stage, ct_small, sha256_file};
use serde_json::Value;
use std::{path::Path, process::Command};

/// Uploads the scan as a record of Eve with these diagnoses and further options; gives its id.
fn upload(stage: &Stage, more: &[&str]) -> String {
	let file = ct_small().display().to_string();
	let upload = ["upload", &file, "--patient", "//Eve", "--json"];
	stage
		.person("One")
		.run(&[&upload[..], more].concat())
		.field("record_id")
}

/// Record ids of an answer.
fn found(person: &Person, query: &[&str]) -> Vec<String> {
	let answer = person.run(&[&["search"], query, &["--json"]].concat()).json();
	let hits = answer["hits"].as_array().unwrap();
	let ids = hits
		.iter()
		.map(|hit| hit["record_id"].as_str().unwrap().to_owned());
	ids.collect()
}

fn names(parties: &Value) -> Vec<String> {
	let parties = parties.as_array().unwrap().iter();
	let names = parties.map(|party| party["name"].as_str().unwrap().to_owned());
	names.collect()
}

fn publish(person: &Person) -> Value {
	person.run(&["catalogue", "publish", "--json"]).json()
}

fn sync(person: &Person) -> Value {
	person.run(&["catalogue", "sync", "--json"]).json()
}

#[test]
fn a_record_is_found_by_its_disease_asked_for_by_number_and_opened() {
	let node = Node::start();
	let stage = Stage::set(&node, None);
	let (one, eve, ferdie) = (stage.person("One"), stage.person("Eve"), stage.person("Ferdie"));
	let scan = ["--icd10", "E11.9", "--date", "2024-05-17", "--searchable"];
	let file = ct_small().display().to_string();
	let refused = [&["upload", &file, "--patient", "//Eve"][..], &scan].concat();
	one.refused(&refused, 1, "does not let facilities list");
	eve.run(&["searchable", "future", "yes"]);
	let record = upload(&stage, &scan);
	ferdie.refused(&["search", "diabetes"], 2, "holds no catalogue");
	let published = publish(one);
	assert_eq!(
		(&published["number"], &published["records"]),
		(&1.into(), &1.into())
	);
	assert_eq!(sync(ferdie)["catalogues"][0]["entries"], 1);
	// A single case of a disease is rare, and listed by its chapter alone.
	for query in [
		&["diabetes"][..],
		&["E11"],
		&["E08-E13", "--since", "2024", "--until", "2024-06"],
		&["e11.9", "--modality", "ct"],
		&["chapter", "4", "--facility", "One"],
	] {
		assert_eq!(found(ferdie, query), [record.as_str()], "{query:?}");
	}
	for query in [
		&["asthma"][..],
		&["E11", "--exact"],
		&["E11", "--since", "2024-07"],
		&["E11", "--until", "2023"],
		&["E11", "--modality", "MR"],
		&["E11", "--facility", "Two"],
	] {
		assert_eq!(found(ferdie, query), [] as [&str; 0], "{query:?}");
	}
	let told = ferdie.run(&["search", "diabetes"]);
	assert!(told.stdout.contains("Endocrine"), "{}", told.stdout);
	opened_by_its_number(&stage, &record);
	second_thoughts(&stage, &record);
}

/// Ferdie asks for the first hit of the last search, and opens it.
fn opened_by_its_number(stage: &Stage, record: &str) {
	let ferdie = stage.person("Ferdie");
	let request = ferdie
		.run(&["request", "--from-search", "1", "--purpose", "TREAT", "--json"])
		.json();
	assert_eq!(request["record_id"], Value::from(record));
	let request = request["request_id"].as_str().unwrap().to_owned();
	for administrator in ["Alice", "Bob", "Charlie"] {
		stage.person(administrator).run(&["approve", &request]);
	}
	stage.person("Eve").run(&["consent", &request]);
	let out = stage.path("ct.dcm");
	ferdie.run(&["download", &request, "-o", &out.display().to_string()]);
	assert_eq!(sha256_file(&out), sha256_file(&ct_small()));
}

/// The patient has second thoughts, and has the record erased in the end.
fn second_thoughts(stage: &Stage, record: &str) {
	let (one, eve, ferdie) = (stage.person("One"), stage.person("Eve"), stage.person("Ferdie"));
	// Found no more after a synchronization, whatever the facility publishes.
	eve.run(&["searchable", record, "no"]);
	sync(ferdie);
	assert_eq!(found(ferdie, &["diabetes"]), [] as [&str; 0]);
	eve.run(&["searchable", record, "yes"]);
	sync(ferdie);
	assert_eq!(found(ferdie, &["diabetes"]), [record]);
	eve.run(&["erase", record]);
	assert_eq!(publish(one)["records"], 0);
	assert_eq!(sync(ferdie)["catalogues"][0]["entries"], 0);
	assert_eq!(found(ferdie, &["diabetes"]), [] as [&str; 0]);
	ferdie.refused(
		&["request", "--from-search", "1", "--purpose", "TREAT"],
		2,
		"so there is no number 1",
	);
}

#[test]
fn readers_come_by_the_councils_vote_and_go_with_the_key() {
	let node = Node::start();
	let stage = Stage::set(&node, None);
	let (one, dave, ferdie) = (stage.person("One"), stage.person("Dave"), stage.person("Ferdie"));
	stage.person("Eve").run(&["searchable", "future", "yes"]);
	dave.run(&["register"]);
	for _ in 0..5 {
		upload(&stage, &["--icd10", "J45.0", "--searchable"]);
	}
	let first = publish(one);
	assert!(names(&first["came"]).contains(&"Ferdie".to_owned()), "{first}");
	// Nobody has given Two a role that reads.
	assert!(!names(&first["came"]).contains(&"Two".to_owned()), "{first}");
	// A patient reads nothing.
	let eve = stage.person("Eve");
	eve.refused(&["catalogue", "sync"], 1, "could not be fetched");
	eve.refused(&["search", "asthma"], 2, "holds no catalogue");
	sync(ferdie);
	sync(dave);
	assert_eq!(found(ferdie, &["asthma", "--exact"]).len(), 5);
	// Ferdie is left out: a new epoch, a new key, and everything sealed again.
	one.run(&["catalogue", "readers", "--exclude", "//Ferdie"]);
	let readers = one.run(&["catalogue", "readers", "--json"]).json();
	assert_eq!(names(&readers["going"]), ["Ferdie"]);
	let second = publish(one);
	assert_eq!(second["epoch"], 2);
	assert_eq!(names(&second["went"]), ["Ferdie"]);
	let told = ferdie.refused(&["catalogue", "sync"], 1, "could not be fetched");
	assert!(told.stdout.contains("has not admitted"), "{}", told.stdout);
	// What he fetched before he keeps; the others continue.
	assert_eq!(found(ferdie, &["asthma"]).len(), 5);
	sync(dave);
	assert_eq!(found(dave, &["asthma"]).len(), 5);
	one.run(&["catalogue", "readers", "--admit", "//Ferdie"]);
	let third = publish(one);
	assert_eq!(
		(&third["epoch"], names(&third["came"])),
		(&2.into(), vec!["Ferdie".to_owned()])
	);
	sync(ferdie);
	a_reader_by_vote(&stage);
	one.run(&["catalogue", "withdraw"]);
	let told = ferdie.refused(&["catalogue", "sync"], 1, "could not be fetched");
	assert!(
		told.stdout.contains("has published no catalogue"),
		"{}",
		told.stdout
	);
	// The numbers continue where readers left off, although the chain has forgotten them.
	let fifth = publish(one);
	assert_eq!((&fifth["number"], &fifth["epoch"]), (&5.into(), &3.into()));
	sync(ferdie);
	assert_eq!(found(ferdie, &["asthma"]).len(), 5);
}

/// The council makes Two a clinician: the next publication is sealed to her, by itself and with the same key.
fn a_reader_by_vote(stage: &Stage) {
	let one = stage.person("One");
	let motion = stage
		.person("Alice")
		.run(&["council", "propose-role", "//Two", "clinician", "--json"])
		.field("motion");
	for member in ["Alice", "Bob", "Charlie"] {
		stage.person(member).run(&["council", "vote", &motion, "yes"]);
	}
	stage.person("Dave").run(&["council", "close", &motion]);
	let two = stage.person("Two");
	two.refused(&["catalogue", "sync"], 1, "could not be fetched");
	let fourth = publish(one);
	assert_eq!(
		(&fourth["epoch"], names(&fourth["came"])),
		(&2.into(), vec!["Two".to_owned()])
	);
	sync(two);
	assert_eq!(found(two, &["asthma"]).len(), 5);
}

/// strace lists every socket that a search would open.
#[test]
fn a_search_opens_no_socket() {
	let node = Node::start();
	let stage = Stage::set(&node, None);
	stage.person("Eve").run(&["searchable", "future", "yes"]);
	upload(&stage, &["--icd10", "E11.9", "--searchable"]);
	publish(stage.person("One"));
	let ferdie = stage.person("Ferdie");
	sync(ferdie);
	let log = stage.path("sockets");
	// Two different ones: what is done must not depend on what is looked for.
	for search in [
		&["search", "diabetes", "--json"][..],
		&[
			"search",
			"E08-E13",
			"--since",
			"2000",
			"--modality",
			"CT",
			"--json",
		],
	] {
		let (told, sockets) = traced(ferdie, search, &log);
		assert!(told.contains("record_id") || search.len() > 3, "{told}");
		assert_eq!(sockets, [] as [&str; 0], "{search:?}");
	}
	// The same watch sees those of a command that asks the node.
	let (_, sockets) = traced(ferdie, &["status", "--json"], &log);
	assert!(sockets.iter().any(|call| call.contains("socket(AF_INET")));
}

/// Runs a command of this person, and gives what it said and every system call of it that has to do with a network.
fn traced(person: &Person, arguments: &[&str], log: &Path) -> (String, Vec<String>) {
	let command = person.command(arguments);
	let mut traced = Command::new("strace");
	traced
		.args([
			"--follow-forks",
			"--quiet=all",
			// The kernel stops at these calls alone, so that no other call of a thread that just ends is seen half.
			"--seccomp-bpf",
			"--trace=network,io_uring_setup",
			"--output",
		])
		.arg(log)
		.arg(command.get_program())
		.args(command.get_args())
		.envs(
			command
				.get_envs()
				.filter_map(|(name, value)| Some((name, value?))),
		);
	let output = traced
		.output()
		.unwrap_or_else(|error| panic!("strace does not run ({error}): apt-get install strace"));
	let said = String::from_utf8_lossy(&output.stderr);
	assert!(output.status.success(), "{said}");
	let calls = std::fs::read_to_string(log).unwrap();
	let calls = calls
		.lines()
		// The threads of the program wake each other over an unnamed pair, which leads nowhere. strace stops a thread before its
		// call: one that was gone before the call could be read has made none.
		.filter(|line| !line.contains("socketpair(AF_UNIX") && !line.contains("+++ exited"))
		.filter(|line| !line.contains(" ???("));
	let calls = calls.map(str::to_owned).collect();
	(String::from_utf8_lossy(&output.stdout).into_owned(), calls)
}

#[test]
fn bad_input_is_refused_with_what_to_do() {
	let node = Node::start();
	let stage = Stage::set(&node, None);
	let (one, ferdie) = (stage.person("One"), stage.person("Ferdie"));
	let file = ct_small().display().to_string();
	for (options, code, words) in [
		(&["--icd10", "E1"][..], 2, "is not an ICD-10 code"),
		(&["--icd10", "E99.9"], 2, "not in ICD-10-CM"),
		(&["--icd10", "e1l.9"], 2, "did you mean"),
		(
			&["--icd10", "E11", "--modality", "XYZ"],
			2,
			"not a known modality",
		),
		(&["--searchable"], 2, "--icd10"),
		(
			&["--icd10", "E11", "--date", "2024-02-30"],
			2,
			"write it as YYYY-MM-DD",
		),
	] {
		let upload = [&["upload", &file, "--patient", "//Eve"], options].concat();
		one.refused(&upload, code, words);
	}
	for (query, code, words) in [
		(&["xyzzy"][..], 2, "no disease is called"),
		(&["E99"], 2, "not in ICD-10-CM"),
		(&["E13-E08"], 2, "not a range"),
		(&["E11", "--since", "2024-13"], 2, "not a date"),
		(&["E11", "--facility", "Nobody"], 1, "Nobody"),
	] {
		ferdie.refused(&[&["search"], query].concat(), code, words);
	}
	ferdie.refused(&["catalogue", "publish"], 1, "may not publish a catalogue");
	one.refused(&["catalogue", "withdraw"], 1, "has published no catalogue");
	one.refused(
		&["--emit-call", "catalogue", "publish"],
		2,
		"signatures of the facility's account",
	);
	one.refused(
		&["catalogue", "publish", "--every", "0d"],
		2,
		"longer than nothing",
	);
	stage
		.person("Eve")
		.refused(&["searchable", "future", "no"], 1, "so already");
}
