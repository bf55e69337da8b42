//! The journey by the library alone: the client's example, on a real node, with a real CT scan.

use medquorum_e2e::{Node, binary, ct_small};
use std::process::Command;

#[test]
fn example_of_the_library_makes_the_whole_journey() {
	let node = Node::start();
	let output = Command::new(binary("examples/share_a_record"))
		.arg(node.url())
		.arg(ct_small())
		.output();
	let output = output.unwrap_or_else(|error| panic!("the example does not run: {error}"));
	let (said, errors) = (
		String::from_utf8_lossy(&output.stdout),
		String::from_utf8_lossy(&output.stderr),
	);
	assert!(output.status.success(), "{said}\n{errors}");
}
