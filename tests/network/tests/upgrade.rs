//! The council's way to another runtime, rehearsed on a network that runs the one before: `make upgrade-rehearsal`.
//!
//! Everybody begins with the programs of the release before. What they leave on the chain has to hold afterwards: records, holds, roles,
//! requests, and approvals of a request that is only half approved.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, reason = "a test ends where something fails")]

use medquorum_e2e::{Stage, binary, ct_small, sha256_file};
use medquorum_network::{
	Network,
	journey::{decided, together},
};
use serde_json::{Value, json};
use std::{env, path::PathBuf, process::Command, thread, time::Instant};

/// A program of the release before.
fn previous(name: &str) -> PathBuf {
	let folder = env::var_os("MEDQUORUM_PREVIOUS").unwrap_or_else(|| {
		panic!(
			"MEDQUORUM_PREVIOUS names no folder with the programs of the release before: run make upgrade-rehearsal"
		)
	});
	PathBuf::from(folder).join(name)
}

/// The runtime's version at the newest final block.
fn version(network: &Network) -> u64 {
	let full = &network.full;
	let head = full.ask("chain_getFinalizedHead", &json!([])).unwrap();
	let version = full.ask("state_getRuntimeVersion", &json!([head])).unwrap();
	version["specVersion"].as_u64().unwrap()
}

/// Keeps the whole state of the newest final block, when a folder for that is named: the script tries it by other programs than these.
fn keep_state(network: &Network, moment: &str) {
	let Some(folder) = env::var_os("MEDQUORUM_SNAPSHOTS") else {
		return;
	};
	let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../../scripts/snapshot.py");
	let file = PathBuf::from(folder).join(format!("{moment}.json"));
	let kept = Command::new("python3")
		.arg(script)
		.arg(network.full.url())
		.arg(file)
		.status()
		.unwrap();
	assert!(kept.success(), "the state {moment} the upgrade is not to be had");
}

fn json_of(stage: &Stage, who: &str, arguments: &[&str]) -> Value {
	let arguments = [arguments, &["--json"]].concat();
	stage.person(who).run(&arguments).json()
}

/// Uploads the scan for Eve, and has Ferdie ask for it: the ids of record and request.
fn asked(stage: &Stage) -> [String; 2] {
	let file = ct_small().display().to_string();
	let upload = ["upload", &file, "--patient", "//Eve", "--json"];
	let record = stage.person("One").run(&upload).field("record_id");
	let ask = ["request", &record, "--purpose", "TREAT", "--json"];
	let request = stage.person("Ferdie").run(&ask).field("request_id");
	[record, request]
}

/// The code that the present node program has, as a parachain's validators take it.
fn code(stage: &Stage) -> String {
	let path = stage.path("runtime.wasm").display().to_string();
	let exported = Command::new(binary("medquorum-node"))
		.args(["export-genesis-wasm", "--chain=local", "--raw", &path])
		.output()
		.unwrap();
	assert!(
		exported.status.success(),
		"{}",
		String::from_utf8_lossy(&exported.stderr)
	);
	path
}

/// The council decides, and anybody supplies the code.
fn upgrade(network: &mut Network, stage: &Stage, code: &str, told: &impl Fn(&str)) {
	let alice = stage.person("Alice");
	let motion = alice
		.run(&["council", "propose-upgrade", code, "--json"])
		.field("motion");
	let vote = ["council", "vote", motion.as_str(), "yes"];
	together(
		stage,
		&["Alice", "Bob", "Charlie", "Dave"].map(|who| (who, vote.as_slice())),
	);
	let closed = json_of(stage, "Alice", &["council", "close", &motion]);
	let (decision, due) = (closed["decision"].to_string(), closed["due"].as_u64().unwrap());
	told("the council has decided");
	network.full.wait_for("moment of the decision", |full| {
		full.finalized().filter(|&number| number >= due)
	});
	alice.run(&["council", "enact", &decision]);
	stage.person("Ferdie").run(&["council", "apply-upgrade", code]);
	told("the code is supplied");
}

/// What was begun under the release before: records and their requests.
struct Begun {
	/// Asked for by a request that two have approved.
	half: [String; 2],
	/// Asked for by a request that three have approved, and that the patient has consented to. The record is kept by a legal hold.
	whole: [String; 2],
	/// The patient's records, as documents.
	records: Value,
}

/// The patient's records. The date at which a hold ends is left out: it is reckoned from this machine's clock each time.
fn records(stage: &Stage) -> Value {
	let mut records = json_of(stage, "Eve", &["records"]);
	for record in records.as_array_mut().into_iter().flatten() {
		if let Some(hold) = record["hold"].as_object_mut() {
			hold.remove("until_time");
		}
	}
	records
}

fn begin(stage: &Stage) -> Begun {
	together(
		stage,
		&["Eve", "One", "Ferdie"].map(|who| (who, ["register"].as_slice())),
	);
	let (half, whole) = thread::scope(|scope| {
		// The council's members upload nothing and ask for nothing, so this takes no time of its own.
		scope.spawn(|| decided(stage, &["propose-role", "//Two", "data-protection-officer"]));
		(asked(stage), asked(stage))
	});
	let both = ["approve", &half[1], &whole[1]];
	let hold = [
		"hold",
		"place",
		&whole[0],
		"--reason",
		"litigation",
		"--until",
		"2030-12-31",
	];
	together(
		stage,
		&[
			("Alice", &both),
			("Bob", &both),
			("Charlie", &["approve", &whole[1]]),
			("Two", &hold),
		],
	);
	stage.person("Eve").run(&["consent", &whole[1]]);
	let records = records(stage);
	Begun { half, whole, records }
}

/// Both requests are carried to their end by the programs of this release.
fn end(stage: &Stage, begun: &Begun) {
	assert_eq!(records(stage), begun.records, "records are others now");
	stage.person("Eve").run(&["consent", &begun.half[1]]);
	for (name, [_, request]) in [("half", &begun.half), ("whole", &begun.whole)] {
		let out = stage.path(name);
		let target = out.display().to_string();
		stage.person("Ferdie").run(&["download", request, "-o", &target]);
		assert_eq!(sha256_file(&out), sha256_file(&ct_small()), "{name}");
	}
}

/// The hold of before is in force: the patient's erasure waits for it, and takes place once the officer has lifted it.
fn lifted(stage: &Stage, record: &str) {
	let eve = stage.person("Eve");
	let asked = json_of(stage, "Eve", &["erase", record]);
	assert_eq!(asked["state"], "awaits-hold", "{asked}");
	eve.refused(&["erase", record, "--finish"], 1, "is kept by a legal hold");
	let shown = json_of(stage, "Eve", &["show", record]);
	assert_eq!(shown["hold"]["reason"], "litigation", "{shown}");
	stage.person("Two").run(&["hold", "lift", record]);
	let done = json_of(stage, "Eve", &["erase", record, "--finish"]);
	assert_eq!(done["state"], "erased", "{done}");
	stage.person("One").run(&["erase", record]);
}

/// Waits until blocks of a runtime after this one are final.
fn await_version_after(network: &mut Network, before: u64) {
	network.full.wait_for("block of the present runtime", |full| {
		let head = full.ask("chain_getFinalizedHead", &json!([])).ok()?;
		let version = full.ask("state_getRuntimeVersion", &json!([head])).ok()?;
		(version["specVersion"].as_u64()? > before).then_some(())
	});
	// Records and committees move to their new layout in the first of them.
	let at = network.full.finalized().unwrap();
	network.full.wait_for("blocks of the present runtime", |full| {
		full.finalized().filter(|&number| number > at + 2)
	});
}

#[test]
fn the_release_before_becomes_this_one_and_nothing_is_lost() {
	let began = Instant::now();
	let told = |what: &str| println!("{:4} s  {what}", began.elapsed().as_secs());
	let mut network = Network::with_runtime_of(&previous("medquorum-node"));
	let before = version(&network);
	told("the release before has its first final block");
	let mut stage = Stage::with_program(&previous("medquorum"), &network.full.url(), None);
	let begun = begin(&stage);
	told("two records, one of them held; one request approved by three and one by two");
	keep_state(&network, "before");

	let code = code(&stage);
	upgrade(&mut network, &stage, &code, &told);
	await_version_after(&mut network, before);
	told("the validators have let it go ahead");
	keep_state(&network, "after");

	// Who still has the program of before loses nothing: it does it, or says what to do.
	let approve = ["approve", begun.half[1].as_str()];
	let old = stage.person("Charlie").try_run(&approve);
	println!(
		"        the program of before: {} {}",
		old.code,
		old.stderr.trim()
	);
	assert!(old.code == 0 || old.stderr.contains("next: "), "{}", old.stderr);
	for person in stage.people_mut() {
		person.set_program(&binary("medquorum"));
	}
	if old.code != 0 {
		stage.person("Charlie").run(&approve);
	}
	end(&stage, &begun);
	told("both requests are opened");
	let export = stage.path("audit.json").display().to_string();
	stage.person("Eve").run(&["audit", "--export", &export]);
	stage.person("Eve").run(&["audit", "--verify", &export]);
	told("the audit reaches over both runtimes");
	lifted(&stage, &begun.whole[0]);
	told("the hold was in force, and is lifted");
	stage.erase(&begun.half[0]);
	let left = json_of(&stage, "Eve", &["records"]);
	assert_eq!(left.as_array().map(Vec::len), Some(0));
	told("erased");
	let newest = network.full.finalized().unwrap();
	network.await_relayed(newest);
	println!("largest proof of validity: {} B", network.largest_pov());
}
