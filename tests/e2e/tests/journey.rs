//! The whole journey at the command line over a real node, for a real CT scan, and every refusal on its way.

use medquorum_e2e::{Kubo, Node, Stage, ct_small, sha256_file};

/// Uploads a file for Eve and returns the record's id.
fn upload(stage: &Stage, file: &str) -> String {
	stage
		.person("One")
		.run(&["upload", file, "--patient", "//Eve", "--json"])
		.field("record_id")
}

/// Requests a record and returns the request's id.
fn request(stage: &Stage, who: &str, record: &str) -> String {
	stage
		.person(who)
		.run(&["request", record, "--purpose", "TREAT", "--json"])
		.field("request_id")
}

/// What people are shown of an id.
fn short(id: &str) -> &str {
	&id[..8]
}

fn whole_journey(stage: &Stage) {
	let ct = ct_small();
	let record = upload(stage, &ct.display().to_string());
	let (eve, ferdie) = (stage.person("Eve"), stage.person("Ferdie"));
	eve.run(&["acknowledge", &record]);

	let id = request(stage, "Ferdie", &record);
	let out = stage.path("ct.dcm");
	let target = out.display().to_string();
	let download = ["download", id.as_str(), "-o", target.as_str()];

	eve.run(&["consent", &id]);
	for (have, administrator) in ["Alice", "Bob", "Charlie"].into_iter().enumerate() {
		let words = format!("error: {have} of 3 administrators have approved");
		ferdie.refused(&download, 1, &words);
		assert!(!out.exists(), "a refused download writes nothing");
		stage.person(administrator).run(&["approve", &id]);
	}
	// Approved, but only the requester holds the one-time key.
	let not_theirs = format!("error: request {} was made by Ferdie", short(&id));
	for other in ["Two", "One", "Eve", "Alice", "Bob", "Charlie", "Dave"] {
		stage.person(other).refused(&download, 1, &not_theirs);
		assert!(!out.exists());
	}
	ferdie.run(&download);
	assert_eq!(
		sha256_file(&out),
		sha256_file(&ct),
		"what came back is what was sent"
	);

	// The request is closed and its key deleted: the same request opens nothing again.
	ferdie.refused(
		&[
			"download",
			&id,
			"-o",
			&stage.path("again.dcm").display().to_string(),
		],
		1,
		&format!("error: there is no request {}", short(&id)),
	);

	// Erased: gone from the store, gone from the chain, and no new request.
	eve.run(&["erase", &record]);
	let erased = format!("error: record {} was erased in block ", short(&record));
	ferdie.refused(&["request", &record, "--purpose", "TREAT"], 1, &erased);
}

#[test]
fn journey_opens_a_real_ct_when_three_administrators_and_the_patient_agree() {
	let node = Node::start();
	whole_journey(&Stage::set(&node, None));
}

#[test]
fn journey_works_over_a_real_kubo_daemon() {
	let (node, kubo) = (Node::start(), Kubo::start());
	let stage = Stage::set(&node, Some(&kubo));
	whole_journey(&stage);
}

#[test]
fn record_is_pinned_in_kubo_until_it_is_erased() {
	let (node, kubo) = (Node::start(), Kubo::start());
	let stage = Stage::set(&node, Some(&kubo));
	let record = upload(&stage, &ct_small().display().to_string());
	// Ciphertext and header, each with its label.
	assert_eq!((kubo.pins().len(), kubo.labels().len()), (2, 2));
	stage.person("Eve").run(&["erase", &record]);
	assert_eq!((kubo.pins().len(), kubo.labels().len()), (0, 0));
}

#[test]
fn csp_code_replaces_consent_and_a_wrong_one_is_refused() {
	let node = Node::start();
	let stage = Stage::set(&node, None);
	let ct = ct_small();
	let record = upload(&stage, &ct.display().to_string());
	let other = upload(&stage, &ct.display().to_string());
	let id = request(&stage, "Ferdie", &record);
	for administrator in ["Bob", "Charlie", "Dave"] {
		stage.person(administrator).run(&["approve", &id]);
	}
	let (eve, ferdie) = (stage.person("Eve"), stage.person("Ferdie"));
	let code = eve.run(&["csp-code", &record]).stdout.trim().to_owned();
	let wrong = eve.run(&["csp-code", &other]).stdout.trim().to_owned();
	let out = stage.path("ct.dcm").display().to_string();
	let not_yet = format!(
		"error: the patient has not given consent for request {}",
		short(&id)
	);
	ferdie.refused(&["download", &id, "-o", &out], 1, &not_yet);
	// A code is never an argument, where every user of the machine could read it.
	let file = |name: &str, code: &str| {
		let path = stage.path(name).display().to_string();
		std::fs::write(&path, code).unwrap();
		path
	};
	ferdie.refused(
		&["download", &id, "-o", &out, "--csp-code", &code],
		2,
		"standard input",
	);
	ferdie.refused(
		&["download", &id, "-o", &out, "--csp-code", &file("wrong", &wrong)],
		1,
		"error: this CSP key belongs to another record",
	);
	let typo = format!(
		"{}{}",
		&code[..code.len() - 1],
		if code.ends_with('q') { 'p' } else { 'q' }
	);
	ferdie.refused(
		&["download", &id, "-o", &out, "--csp-code", &file("typo", &typo)],
		1,
		"error: the CSP key has a typing error",
	);
	ferdie.run(&["download", &id, "-o", &out, "--csp-code", &file("code", &code)]);
	assert_eq!(sha256_file(&stage.path("ct.dcm")), sha256_file(&ct));
}

#[test]
fn second_rejection_ends_an_outsiders_request() {
	let node = Node::start();
	let stage = Stage::set(&node, None);
	let record = upload(&stage, &ct_small().display().to_string());
	let id = request(&stage, "Ferdie", &record);
	stage.person("Alice").run(&["approve", &id]);
	stage
		.person("Bob")
		.run(&["reject", &id, "--reason", "not-justified"]);
	let answered = format!("error: you have answered request {} already", short(&id));
	stage.person("Bob").refused(&["approve", &id], 1, &answered);
	stage
		.person("Charlie")
		.run(&["reject", &id, "--reason", "duplicate"]);
	let over = format!(
		"error: request {} was rejected: too many administrators said no",
		short(&id)
	);
	stage.person("Dave").refused(&["approve", &id], 1, &over);
	stage.person("Eve").refused(&["consent", &id], 1, &over);
	stage.person("Ferdie").refused(
		&["download", &id, "-o", &stage.path("x").display().to_string()],
		1,
		&over,
	);
}

#[test]
fn administrator_who_requests_needs_the_other_three() {
	let node = Node::start();
	let stage = Stage::set(&node, None);
	let ct = ct_small();
	let record = upload(&stage, &ct.display().to_string());
	stage.person("Dave").run(&["register"]);
	let id = request(&stage, "Dave", &record);
	let out = stage.path("ct.dcm");
	let download = ["download", id.as_str(), "-o", &out.display().to_string()].map(str::to_owned);
	let download: Vec<&str> = download.iter().map(String::as_str).collect();
	stage.person("Eve").run(&["consent", &id]);
	let own = format!("error: request {} is your own", short(&id));
	stage.person("Dave").refused(&["approve", &id], 1, &own);
	for (have, administrator) in ["Alice", "Bob", "Charlie"].into_iter().enumerate() {
		let words = format!("error: {have} of 3 administrators have approved");
		stage.person("Dave").refused(&download, 1, &words);
		stage.person(administrator).run(&["approve", &id]);
	}
	stage.person("Dave").run(&download);
	assert_eq!(sha256_file(&out), sha256_file(&ct));

	// One rejection is final for an administrator's request.
	let id = request(&stage, "Dave", &record);
	stage.person("Bob").run(&["reject", &id, "--reason", "other"]);
	let over = format!(
		"error: request {} was rejected: too many administrators said no",
		short(&id)
	);
	stage.person("Alice").refused(&["approve", &id], 1, &over);
}

#[test]
fn clinician_gets_a_role_by_a_vote_of_the_council() {
	let node = Node::start();
	let stage = Stage::set(&node, None);
	let record = upload(&stage, &ct_small().display().to_string());
	let two = stage.person("Two");
	two.refused(
		&["request", &record, "--purpose", "TREAT"],
		1,
		"error: Two is a patient and may not request records",
	);
	let motion = stage
		.person("Alice")
		.run(&["council", "propose-role", "//Two", "clinician", "--json"])
		.field("motion");
	for member in ["Alice", "Bob", "Charlie"] {
		stage.person(member).run(&["council", "vote", &motion, "yes"]);
	}
	stage.person("Bob").run(&["council", "close", &motion]);
	request(&stage, "Two", &record);
}

#[test]
fn correction_ends_the_older_version_once_the_patient_acknowledges_it() {
	let node = Node::start();
	let stage = Stage::set(&node, None);
	let ct = ct_small().display().to_string();
	let older = upload(&stage, &ct);
	let id = request(&stage, "Ferdie", &older);
	let one = stage.person("One");
	let newer = one
		.run(&[
			"upload",
			&ct,
			"--patient",
			"//Eve",
			"--supersedes",
			&older,
			"--json",
		])
		.field("record_id");
	// Until then the older one is asked for, approved and read as before.
	stage.person("Bob").run(&["approve", &id]);
	stage.person("Eve").run(&["acknowledge", &newer]);
	let gone = format!("error: there is no request {}", short(&id));
	stage.person("Alice").refused(&["approve", &id], 1, &gone);
	let corrected = format!(
		"error: record {} cannot be requested: it is superseded by a corrected record",
		short(&older)
	);
	stage
		.person("Ferdie")
		.refused(&["request", &older, "--purpose", "TREAT"], 1, &corrected);
	request(&stage, "Ferdie", &newer);
}
