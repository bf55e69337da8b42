//! A storage host with the real Kubo daemon: unpinned, collected, denied by the daemon's own denylist, and attested only then.

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

/// A record of three segments for Eve.
fn upload(stage: &Stage) -> Value {
	let file = stage.path("three-segments");
	pattern_file(&file, 3 << 20);
	let path = file.display().to_string();
	let upload = ["upload", &path, "--patient", "//Eve", "--json"];
	stage.person("One").run(&upload).json()
}

fn text(record: &Value, field: &str) -> String {
	record[field].as_str().unwrap().to_owned()
}

#[test]
fn daemon_unpins_collects_and_denies_and_only_then_the_host_attests() {
	let mut kubo = Kubo::start();
	let node = Node::start();
	let stage = Stage::set(&node, Some(&kubo));
	let (eve, two) = (stage.person("Eve"), stage.person("Two"));
	give_two_the_role(&stage);
	let (gone, kept) = (upload(&stage), upload(&stage));
	let repository = kubo.repo().display().to_string();
	let host = [
		"storage-host",
		"--own-node",
		"--once",
		"--json",
		"--ipfs-path",
		&repository,
	];
	two.refused(&host[..3], 2, "where its repository is");
	// Labels lie beside the objects; the objects' own pins have no names.
	assert_eq!((kubo.labels().len(), kubo.pins().len()), (4, 4));
	let before = two.run(&host).json();
	let nothing = Value::from(Vec::<Value>::new());
	assert_eq!(
		(&before["kept"], &before["unlabelled"]),
		(&Value::from(4), &nothing)
	);
	erase_while_the_daemon_stalls(&kubo, &stage, &text(&gone, "record_id"));
	// The daemon began without this denylist, and reads it when it starts again.
	let waiting = two.refused(&host, 1, "cannot be attested yet");
	let waiting: Value = serde_json::from_str(&waiting.stdout).unwrap();
	assert_eq!(waiting["waiting"][0]["kind"], "NotDenied", "{waiting}");
	kubo.restart();
	two.run(&host);
	let receipt = eve.run(&["receipt", &text(&gone, "record_id"), "--json"]).json();
	assert_eq!(receipt["complete"], true, "{receipt}");
	assert_only_the_other_is_left(&kubo, &gone, &kept);
	let id = text(&kept, "record_id");
	let status = ["store", "status", &id, "--verify", "--json"];
	assert_eq!(stage.person("One").run(&status).json()["lacking"], 0);
	// A daemon that is away ends nothing: it is named, and the next look finds it again.
	kubo.kill();
	two.refused(&host, 2, "cannot reach");
	kubo.restart();
	assert_eq!(two.run(&host).json()["attested"], nothing);
}

/// Eve's client reaches the chain and not the daemon: her erasure removes nothing there.
fn erase_while_the_daemon_stalls(kubo: &Kubo, stage: &Stage, id: &str) {
	let eve = stage.person("Eve");
	let pins = kubo.pins();
	// Her store is a folder meanwhile, and an empty one.
	let config = eve.home().join("config.json");
	let kept = std::fs::read(&config).unwrap();
	let mut changed: Value = serde_json::from_slice(&kept).unwrap();
	let folder = stage.path("nothing");
	std::fs::create_dir_all(folder.join("objects")).unwrap();
	changed["store"] = serde_json::json!({ "embedded": { "path": folder } });
	std::fs::write(&config, changed.to_string()).unwrap();
	eve.run(&["erase", id]);
	std::fs::write(&config, kept).unwrap();
	assert_eq!(kubo.pins(), pins);
}

fn assert_only_the_other_is_left(kubo: &Kubo, gone: &Value, kept: &Value) {
	let mut objects = vec![text(kept, "cid"), text(kept, "header_cid")];
	objects.sort();
	assert_eq!(kubo.pins(), objects);
	assert_eq!(kubo.labels().len(), 2);
	let local = kubo.ipfs(&["refs", "local"]);
	for cid in [text(gone, "cid"), text(gone, "header_cid")] {
		// The list names blocks by their hash alone.
		let hash = cid.get(8..).unwrap();
		assert!(!local.contains(hash), "{local}");
		for command in [["block", "get", &cid], ["pin", "add", &cid]] {
			let refused = kubo.try_ipfs(&command);
			let said = String::from_utf8_lossy(&refused.stderr).into_owned();
			assert!(said.contains("is blocked and cannot be provided"), "{said}");
		}
	}
	// Three leaves and the node over them, a header, two labels; and the empty folder.
	assert!(local.lines().count() <= 10, "{local}");
}
