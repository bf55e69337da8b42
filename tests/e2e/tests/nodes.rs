//! Several nodes in the settings: one that is away is passed over.

use medquorum_e2e::{Node, Stage, free_port};

#[test]
fn of_several_nodes_the_first_that_answers_is_asked() {
	let node = Node::start();
	let mut stage = Stage::unregistered(&node.url(), None);
	let away = format!("ws://127.0.0.1:{}", free_port());
	let both = format!("{away}, {}", node.url());
	let eve = |stage: &mut Stage, nodes: &str| {
		let people = stage.people_mut().iter_mut();
		people
			.filter(|person| person.name() == "Eve")
			.for_each(|eve| eve.set_node(nodes));
	};
	eve(&mut stage, &both);
	let status = stage.person("Eve").run(&["status", "--json"]);
	assert_eq!(status.field("node"), node.url());
	stage.person("Eve").run(&["register"]);
	// What is in front is not passed over for being wrong.
	eve(&mut stage, &format!("ws://192.0.2.1:9944,{}", node.url()));
	stage.person("Eve").refused(&["status"], 2, "");
	eve(&mut stage, &format!("{away},{away}"));
	stage.person("Eve").refused(&["status"], 2, &away);
}
