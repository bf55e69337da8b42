//! A node that was set back: a fresh chain of the same genesis is named at once, and nothing is deleted or registered by its word.

use medquorum_e2e::{Node, Stage, ct_small};
use std::{fs, path::Path, thread::sleep, time::Duration};

/// Objects in the store of the stage.
fn objects(stage: &Stage) -> usize {
	fn below(folder: &Path, depth: usize) -> usize {
		let entries = fs::read_dir(folder).into_iter().flatten().flatten();
		match depth {
			1 => entries.count(),
			_ => entries.map(|entry| below(&entry.path(), depth - 1)).sum(),
		}
	}
	below(&stage.store().join("objects"), 3)
}

#[test]
fn fresh_chain_of_the_same_genesis_deletes_and_registers_nothing() {
	let node = Node::start();
	let mut stage = Stage::set(&node, None);
	let file = ct_small().display().to_string();
	let upload = ["upload", &file, "--patient", "//Eve", "--json"];
	let record = stage.person("One").run(&upload).field("record_id");
	assert_eq!(objects(&stage), 2);
	// Long enough that the fresh chain is not there by the time it is asked.
	sleep(Duration::from_secs(8));
	stage.person("One").run(&["status"]);
	drop(node);

	let fresh = Node::start();
	for person in stage.people_mut() {
		person.set_node(&fresh.url());
	}
	let one = stage.person("One");
	let status = one.run(&["status", "--json"]);
	assert_eq!(
		status.json()["warning"]["kind"],
		"NodeBehind",
		"{}",
		status.stdout
	);
	assert!(status.stderr.contains("NodeBehind"), "{}", status.stderr);
	let told = one.run(&["records"]).stderr;
	assert!(told.contains("warning: this node is behind"), "{told}");

	let tidied = one.run(&["erase", "--unfinished", "--json"]).json();
	assert_eq!(tidied["removed"].as_array().unwrap().len(), 0);
	one.refused(&["erase", &record], 2, "this node is behind");
	one.refused(&["store", "repair"], 2, "this node is behind");
	one.refused(&upload, 2, "NodeBehind");
	stage
		.person("Ferdie")
		.refused(&["request", &record, "--purpose", "TREAT"], 1, "no record");
	let state = one.run(&["store", "status", "--json"]).json();
	assert_eq!(state["objects"][0]["standing"], "not-shown", "{state}");
	assert_eq!(objects(&stage), 2);

	// A person who knows that the chain was made again says so.
	one.run(&["config", "forget-blocks"]);
	let status = one.run(&["status", "--json"]).json();
	assert_eq!(status["warning"], serde_json::Value::Null, "{status}");
	one.refused(&["erase", &record], 1, "was registered in block");
	assert_eq!(objects(&stage), 2, "not even then by the chain's word alone");
}
