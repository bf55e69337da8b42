//! Another node, named in a page while the one so far is away; what is refused changes nothing.
#![forbid(unsafe_code)]
use crate::common::*;

#[tokio::test(flavor = "multi_thread")]
async fn another_node_is_asked_for_while_the_node_is_away() {
	let stage = Stage::set(true).await;
	let cookie = stage.enter();
	// Whatever cannot be shown leads there.
	let away = stage.get("/records", &cookie);
	assert!(away.body.contains("href=\"/settings/node\""), "{}", away.body);
	let page = stage.get("/settings/node", &cookie);
	assert_eq!(page.status, 200);
	assert!(page.body.contains("ws://127.0.0.1:1"), "{}", page.body);
	let token = stage.csrf(&page.body);
	let settings = || std::fs::read(stage.folder.path().join("config.json")).unwrap();
	let before = settings();
	for (node, why) in [
		("", "address is missing"),
		("ws%3A%2F%2F127.0.0.1%3A2", "cannot reach the node"),
		// Another machine, without encryption.
		("ws%3A%2F%2F192.0.2.1%3A9944", "192.0.2.1"),
	] {
		let answer = stage.post("/settings/node", &cookie, &format!("csrf={token}&node={node}"));
		assert!(answer.status >= 400, "{node}: {}", answer.status);
		assert!(answer.body.contains(why), "{node}: {}", answer.body);
		assert!(answer.body.contains("Next: "), "{node}");
		assert_eq!(settings(), before, "{node}");
	}
	stage.end().await.unwrap();
}
