//! A storage host with the real Kubo daemon: unpinned, collected, denied by the daemon's own denylist, and attested only then.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, reason = "a test ends where something fails")]

use medquorum_e2e::{Kubo, Node, Stage, pattern_file};
use serde_json::Value;

fn give_two_the_role(stage: &Stage) {
	let motion = stage
		.person("Alice")
		.run(&["council", "propose-role", "//Two", "storage-host", "--json"])
		.field("motion");
	for member in ["Alice", "Bob", "Charlie"] {
		stage.person(member).run(&["council", "vote", &motion, "yes"]);
	}
	stage.person("Dave").run(&["council", "close", &motion]);
}

#[test]
fn daemon_unpins_collects_and_denies_and_only_then_the_host_attests() {
	let mut kubo = Kubo::start();
	let node = Node::start();
	let stage = Stage::set(&node, Some(&kubo));
	let (eve, one, two) = (stage.person("Eve"), stage.person("One"), stage.person("Two"));
	give_two_the_role(&stage);
	let file = stage.path("three-segments");
	pattern_file(&file, 3 << 20);
	let upload = |path: &std::path::Path| {
		let path = path.display().to_string();
		one.run(&["upload", &path, "--patient", "//Eve", "--json"]).json()
	};
	let (gone, kept) = (upload(&file), upload(&file));
	let text = |record: &Value, field: &str| record[field].as_str().unwrap().to_owned();
	let repository = kubo.repo().display().to_string();
	let host = [
		"storage-host",
		"--own-node",
		"--once",
		"--json",
		"--ipfs-path",
		&repository,
	];
	two.refused(
		&["storage-host", "--own-node", "--once"],
		2,
		"where its repository is",
	);
	// Labels lie beside the objects; the objects' own pins have no names.
	assert_eq!((kubo.labels().len(), kubo.pins().len()), (4, 4));
	let before = two.run(&host).json();
	assert_eq!(
		(&before["kept"], &before["unlabelled"]),
		(&Value::from(4), &Value::from(Vec::<Value>::new()))
	);
	// The patient erases from a place that does not reach the daemon.
	kubo.stall();
	let id = text(&gone, "record_id");
	let erased = eve.try_run(&["erase", &id]);
	kubo.go_on();
	let on_chain = eve.try_run(&["show", &id]);
	if !on_chain.stderr.contains("was erased") {
		// Without the header the patient's client does not know the objects, and asks again.
		assert!(erased.code != 0, "{}", erased.stderr);
		eve.run(&["erase", &id]);
	}
	// The daemon began without this denylist, and reads it when it starts again.
	let waiting = two.try_run(&host);
	let waiting: Value = serde_json::from_str(&waiting.stdout).unwrap();
	if waiting["waiting"]
		.as_array()
		.is_some_and(|waiting| !waiting.is_empty())
	{
		assert_eq!(waiting["waiting"][0]["kind"], "NotDenied", "{waiting}");
		kubo.restart();
		two.run(&host);
	}
	let receipt = eve.run(&["receipt", &id, "--json"]).json();
	assert_eq!(receipt["complete"], true, "{receipt}");
	let (cid, header) = (text(&gone, "cid"), text(&gone, "header_cid"));
	let local = kubo.ipfs(&["refs", "local"]);
	let mut objects = vec![text(&kept, "cid"), text(&kept, "header_cid")];
	objects.sort();
	assert_eq!(kubo.pins(), objects);
	assert_eq!(kubo.labels().len(), 2);
	for cid in [&cid, &header] {
		assert!(!local.contains(cid.get(8..).unwrap()), "{local}");
		let refused = kubo.try_ipfs(&["block", "get", cid]);
		let said = String::from_utf8_lossy(&refused.stderr).into_owned();
		assert!(said.contains("is blocked and cannot be provided"), "{said}");
	}
	// What is left is read as ever.
	let status = one
		.run(&["store", "status", &text(&kept, "record_id"), "--verify", "--json"])
		.json();
	assert_eq!(status["lacking"], 0, "{status}");
	// A daemon that is away ends nothing: it is named, and the next look finds it again.
	kubo.kill();
	two.refused(
		&["storage-host", "--own-node", "--once", "--ipfs-path", &repository],
		2,
		"cannot reach",
	);
	kubo.restart();
	let again = two.run(&host).json();
	assert_eq!(again["attested"], Value::from(Vec::<Value>::new()));
	// The denied object is taken by no client, and the daemon pins it no more.
	let pinned = kubo.try_ipfs(&["pin", "add", &cid]);
	assert!(!pinned.status.success());
}
