//! The portal's list of records over the real node: each line is what the chain says of its record, for whoever uploaded it and for its patient.

use medquorum_e2e::{Node, Page, Portal, Stage, ct_small};

/// The ids on a page, in their order.
fn ids(page: &Page) -> Vec<String> {
	let cells = page.html.split("<td><a href=\"/records/").skip(1);
	cells
		.map(|cell| cell.split('"').next().unwrap().to_owned())
		.collect()
}

/// The line of a record.
fn line<'a>(page: &'a Page, record: &str) -> &'a str {
	let link = format!("<td><a href=\"/records/{record}\"");
	let (_, rest) = page.html.split_once(&link).unwrap();
	rest.split("</tr>").next().unwrap()
}

#[test]
fn the_list_of_records_says_of_each_what_the_chain_says() {
	let node = Node::start();
	let stage = Stage::set(&node, None);
	let (one, eve) = (stage.person("One"), stage.person("Eve"));
	let file = ct_small().display().to_string();
	let upload = ["upload", file.as_str(), "--patient", "//Eve", "--json"];
	let records: Vec<String> = (0..3).map(|_| one.run(&upload).field("record_id")).collect();
	let newest: Vec<String> = records.iter().rev().cloned().collect();
	stage
		.person("Ferdie")
		.run(&["request", &records[1], "--purpose", "TREAT"]);
	for portal in [Portal::of(one), Portal::of(eve)] {
		let page = portal.get("/records");
		assert_eq!(ids(&page), newest);
		let asked = |record: &String| line(&page, record).contains("<td>1</td>");
		assert_eq!(
			records.iter().map(asked).collect::<Vec<_>>(),
			[false, true, false]
		);
	}
	eve.run(&["erase", &records[2]]);
	for portal in [Portal::of(one), Portal::of(eve)] {
		assert_eq!(ids(&portal.get("/records?page=9")), newest[1..]);
	}
	// The control: who neither uploaded them nor is their patient has none.
	let nobody = Portal::of(stage.person("Ferdie")).get("/records");
	nobody.says("There are no records here yet");
}
