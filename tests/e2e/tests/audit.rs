//! Who looked, at the command line over a real node: told to the patient, exported, verified without a node, and refused where a bit of
//! it was changed; and a node that is no archive says what it has forgotten.

use medquorum_client::{
	chain::{Chain, ChainOptions},
	domain::{AccountId, RecordId},
	ledger::{Archive as _, Ledger as _},
};
use medquorum_e2e::{Node, NodeOptions, Person, Stage, ct_small, input};
use serde_json::Value;
use std::{fs, path::Path, process::Command};

/// The whole life of a record: asked for twice, opened once, denied once, erased. Gives the record's id.
fn life_of_a_record(stage: &Stage) -> String {
	let (eve, ferdie) = (stage.person("Eve"), stage.person("Ferdie"));
	let file = ct_small().display().to_string();
	let upload = ["upload", &file, "--patient", "//Eve", "--json"];
	let record = stage.person("One").run(&upload).field("record_id");
	eve.run(&["acknowledge", &record]);
	let ask = |purpose: &str| {
		ferdie
			.run(&["request", &record, "--purpose", purpose, "--json"])
			.field("request_id")
	};
	let request = ask("TREAT");
	eve.run(&["consent", &request]);
	for administrator in ["Alice", "Bob", "Charlie"] {
		stage.person(administrator).run(&["approve", &request]);
	}
	ferdie.run(&[
		"download",
		&request,
		"-o",
		&stage.path("ct.dcm").display().to_string(),
	]);
	eve.run(&["deny", &ask("HRESCH")]);
	eve.run(&["erase", &record]);
	record
}

/// Somebody without a home, node or account: the bare program.
fn stranger(arguments: &[&str]) -> (i32, String, String) {
	let output = Command::new(medquorum_e2e::binary("medquorum"))
		.args(["--home", "/nonexistent/medquorum", "--node", "ws://127.0.0.1:1"])
		.args(arguments)
		.env("NO_COLOR", "1")
		.output()
		.unwrap();
	let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
	(
		output.status.code().unwrap(),
		text(&output.stdout),
		text(&output.stderr),
	)
}

fn verify_refused(export: &Path, words: &str) {
	let (code, _, said) = stranger(&["audit", "--verify", &export.display().to_string()]);
	assert!(code == 1 && said.contains(words), "{code} {said}");
}

fn told_to_the_patient(eve: &Person) {
	let told = eve.run(&["audit"]);
	let order = [
		"Eve registered keys",
		"One registered record",
		"Eve acknowledged record",
		"Ferdie asked for record",
		"for treatment",
		"Eve consented to request",
		"Alice approved request",
		"has all its approvals; from now on Ferdie can open the record",
		"Ferdie closed request",
		"for research",
		"Eve denied consent",
		"Eve erased record",
	];
	let mut rest = told.stdout.as_str();
	for words in order {
		let at = rest
			.find(words)
			.unwrap_or_else(|| panic!("«{words}» is missing or too early in\n{}", told.stdout));
		rest = &rest[at..];
	}
	for words in [
		"leaves no trace on the chain",
		"without proofs",
		"development chain",
	] {
		assert!(told.stderr.contains(words), "«{words}» in {}", told.stderr);
	}
	assert!(
		told.stdout.lines().all(|line| line.get(16..21) == Some(" UTC ")),
		"{}",
		told.stdout
	);
}

fn files_are_written_and_keep_the_schema(stage: &Stage, eve: &Person) {
	let path = |name: &str| stage.path(name).display().to_string();
	let (fhir, csv, html) = (path("audit.fhir.json"), path("audit.csv"), path("audit.html"));
	let files = ["audit", "--fhir", &fhir, "--csv", &csv, "--html", &html];
	eve.run(&files);
	eve.refused(&files, 1, "exists already");
	eve.run(&[&files[..], &["--force", "--names"]].concat());
	let page = fs::read_to_string(&html).unwrap();
	assert!(page.contains("Ferdie asked for record"), "{page}");
	let schema = input("fhir.schema.json");
	let cache = schema.parent().and_then(Path::parent).unwrap();
	let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scripts/fhir.py");
	let checked = Command::new(cache.join("venv/bin/python"))
		.arg(script)
		.arg(&fhir)
		.output()
		.unwrap();
	assert!(
		checked.status.success(),
		"{}",
		String::from_utf8_lossy(&checked.stdout)
	);
}

/// Turns single bits all over the file: each is refused.
fn flipped_bits_are_refused(export: &Path, to: &Path) {
	let honest = fs::read(export).unwrap();
	for part in 1..24 {
		let mut bytes = honest.clone();
		let at = bytes.len() * part / 24;
		bytes[at] ^= 1 << (part % 7);
		fs::write(to, &bytes).unwrap();
		let (code, _, said) = stranger(&["audit", "--verify", &to.display().to_string()]);
		assert!(
			matches!(code, 1 | 2) && said.contains("error: "),
			"byte {at}: {code} {said}"
		);
	}
}

fn export_is_verified_by_a_stranger(stage: &Stage, eve: &Person) {
	let export = stage.path("audit.json");
	let file = export.display().to_string();
	eve.run(&["audit", "--export", &file]);
	let (code, told, said) = stranger(&["audit", "--verify", &file]);
	assert_eq!(code, 0, "{said}");
	assert!(told.contains(" denied consent to request "), "{told}");
	assert!(!told.contains("Ferdie"), "an export holds no names: {told}");
	assert!(said.contains("Nothing here shows that block"), "{said}");
	let document: Value = serde_json::from_slice(&fs::read(&export).unwrap()).unwrap();
	let hash = document["top"]["hash"].as_str().unwrap();
	let (code, _, said) = stranger(&["audit", "--verify", &file, "--pin", hash]);
	assert!(code == 0 && said.contains("is the one that you named"), "{said}");
	let wrong = hash.replace(['1', '2'], "3");
	let (code, _, said) = stranger(&["audit", "--verify", &file, "--pin", &wrong]);
	assert!(
		code == 1 && said.contains("the block at the top of the export is"),
		"{said}"
	);
	let own = eve
		.run(&["audit", "--verify", &file, "--ask-node", "--json"])
		.json();
	assert_eq!(
		(&own["on_chain_of_node"], &own["report"]["proven"]),
		(&Value::from(true), &Value::from(true))
	);
	assert_eq!(
		own["report"]["entries"].as_array().unwrap().len(),
		document["entries"].as_array().unwrap().len()
	);

	let changed = stage.path("changed.json");
	let text = fs::read_to_string(&export).unwrap();
	fs::write(&changed, text.replacen("\"denied-consent\"", "\"consented\"", 1)).unwrap();
	verify_refused(
		&changed,
		"the export tells something else than its proofs show (block ",
	);
	flipped_bits_are_refused(&export, &changed);
}

/// The records of a patient and of a facility as they were in two blocks: an audit that begins late asks for them.
fn records_as_they_were(node: &Node, record: &str, stage: &Stage) {
	let account = |who: &str| -> AccountId {
		let status = stage.person(who).run(&["status", "--json"]).json();
		status["account"]["address"].as_str().unwrap().parse().unwrap()
	};
	let (eve, one) = (account("Eve"), account("One"));
	let events = stage.person("One").run(&["audit", "--json"]).json();
	let entries = events["entries"].as_array().unwrap();
	let registered = entries.iter().find(|entry| entry["act"] == "registered").unwrap()["block"]
		.as_u64()
		.unwrap();
	let registered = u32::try_from(registered).unwrap();
	let options = ChainOptions::new(node.url(), None);
	tokio::runtime::Runtime::new().unwrap().block_on(async {
		let chain = Chain::connect(options).await.unwrap();
		let there = async |block, patients, uploaders| {
			chain
				.records_then(block, patients, uploaders)
				.await
				.unwrap()
				.unwrap()
		};
		let record: RecordId = record.parse().unwrap();
		assert_eq!(there(registered, vec![eve], vec![]).await, [record]);
		assert_eq!(there(registered, vec![], vec![one]).await, [record]);
		assert_eq!(there(registered - 1, vec![eve], vec![one]).await, []);
		let last = chain.block_number().await.unwrap();
		assert_eq!(
			there(last, vec![eve], vec![one]).await,
			[],
			"it is erased by then"
		);
	});
}

#[test]
fn patient_learns_who_looked_and_a_stranger_can_verify_it() {
	let node = Node::start();
	let stage = Stage::set(&node, None);
	let record = life_of_a_record(&stage);
	let eve = stage.person("Eve");
	told_to_the_patient(eve);
	files_are_written_and_keep_the_schema(&stage, eve);
	export_is_verified_by_a_stranger(&stage, eve);
	records_as_they_were(&node, &record, &stage);

	// A facility asks about its uploads, an auditor about two accounts, and about everybody.
	let all = |arguments: &[&str]| {
		stage
			.person("One")
			.run(&[&["audit", "--json"], arguments].concat())
			.json()
	};
	let count = |report: &Value| report["entries"].as_array().unwrap().len();
	let (own, two, everybody) = (
		all(&[]),
		all(&["--about", "Alice", "--about", "Bob"]),
		all(&["--everyone"]),
	);
	assert!(own.to_string().contains(&record), "{own}");
	assert_eq!(count(&two), 2, "{two}");
	assert!(two["entries"][0]["purpose"] == "TREAT", "{two}");
	assert!(count(&everybody) > count(&own));
	let nothing = all(&["--about", "Two"]);
	assert!(
		nothing["entries"]
			.as_array()
			.unwrap()
			.iter()
			.all(|entry| entry["act"] == "registered-keys"),
		"{nothing}"
	);
	stage.person("One").refused(
		&["audit", "--since", "2999-01-01"],
		1,
		"no finalized block lies in this period",
	);
	stage.person("One").refused(
		&["audit", "--since", "2026-02-02", "--until", "2026-02-01"],
		2,
		"ends before it begins",
	);
}

#[test]
fn node_that_forgets_names_what_it_has_forgotten() {
	let node = Node::start_with(&NodeOptions {
		archive: false,
		..NodeOptions::default()
	});
	let stage = Stage::set(&node, None);
	let eve = stage.person("Eve");
	// Such a node keeps the states of its newest 16 blocks; Eve has registered more than that ago.
	let block = || eve.run(&["status", "--json"]).json()["finalized_block"].as_u64();
	let begun = std::time::Instant::now();
	while block().unwrap_or_default() < 60 && begun.elapsed().as_secs() < 300 {
		std::thread::sleep(std::time::Duration::from_secs(1));
	}
	let file = stage.path("part.json").display().to_string();
	let told = eve.refused(
		&["audit", "--export", &file],
		1,
		"this audit is not whole: the node has forgotten blocks 1 to ",
	);
	assert!(told.stderr.contains("THIS IS NOT WHOLE"), "{}", told.stderr);
	assert!(!told.stdout.contains("Eve registered keys"), "{}", told.stdout);
	// What there is was written, with what is missing, and verifies; the exit code says that it is not whole.
	let (code, _, said) = stranger(&["audit", "--verify", &file]);
	assert!(
		code == 1 && said.contains("THIS IS NOT WHOLE: the node had forgotten blocks 1 to "),
		"{said}"
	);
}
