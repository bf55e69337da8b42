//! Rejections, an administrator who asks, the council, erasure, and what the chain knows.

use crate::{
	access::Sizes,
	people::{People, short},
	replacement,
	setting::Store,
	told::Told,
};

pub fn two_rejections(people: &People<'_>, record: &str) -> Told<()> {
	people.printer.chapter("Two rejections end a request");
	let request = people.write_for(
		"request_id",
		"Ferdie",
		&["request", record, "--purpose", "HRESCH"],
	)?;
	for who in ["Alice", "Bob"] {
		people.write(who, &["reject", &request, "--reason", "not-justified"])?;
	}
	let words = format!(
		"request {} was rejected: too many administrators said no",
		short(&request)
	);
	people.refused(&words, "Charlie", &["approve", &request])?;
	let never = people.path("never");
	people.refused(&words, "Ferdie", &["download", &request, "-o", &never])
}

pub fn administrator_who_asks(people: &People<'_>, record: &str) -> Told<()> {
	people
		.printer
		.chapter("An administrator who asks needs the other three");
	let request = people.write_for("request_id", "Dave", &["request", record, "--purpose", "TREAT"])?;
	people.write("Ida", &["consent", &request])?;
	let words = format!("request {} is your own", short(&request));
	people.refused(&words, "Dave", &["approve", &request])?;
	people.each(&["Alice", "Bob"], &["approve", &request])?;
	let out = people.path("dave.dcm");
	let download = ["download", &request, "-o", &out];
	people.refused("2 of 3 administrators have approved", "Dave", &download)?;
	people.write("Charlie", &["approve", &request])?;
	people.show("Dave", &download)?;
	people.same_as_sent(&out)
}

/// Two becomes a clinician by vote, and asks: the request, approved and consented.
pub fn role_by_the_council(people: &People<'_>, record: &str) -> Told<String> {
	people.printer.chapter("Two gets a role by a vote of the council");
	let ask = ["request", record, "--purpose", "TREAT"];
	people.refused("Two is a patient and may not request records", "Two", &ask)?;
	let propose = ["council", "propose-role", "Two", "clinician"];
	let motion = people.write_for("motion", "Alice", &propose)?;
	people.each(&["Alice", "Bob", "Charlie"], &["council", "vote", &motion, "yes"])?;
	people.write("Bob", &["council", "close", &motion])?;
	let request = people.write_for("request_id", "Two", &ask)?;
	replacement::old_share_is_worth_nothing(people, &request)?;
	people.each(&["Bob", "Charlie", "One"], &["approve", &request])?;
	people.write("Ida", &["consent", &request])?;
	Ok(request)
}

pub fn erasure(people: &People<'_>, record: &str, request: &str) -> Told<()> {
	people
		.printer
		.chapter("Ida erases the record: even an approved request opens nothing");
	people.write("Ida", &["erase", record])?;
	let out = people.path("erased.dcm");
	let words = format!("there is no request {}", short(request));
	people.refused(&words, "Two", &["download", request, "-o", &out])?;
	let words = format!("record {} was erased in block ", short(record));
	people.refused(&words, "Ferdie", &["request", record, "--purpose", "TREAT"])?;
	people.write("One", &["catalogue", "publish"])?;
	people.quiet("Ferdie", &["catalogue", "sync"])?;
	people.show("Ferdie", &["search", "diabetes"])?;
	people.absent(&["again.dcm", "never", "erased.dcm"])
}

pub fn receipt(people: &People<'_>, record: &str) -> Told<()> {
	people
		.printer
		.chapter("Dave keeps the store: he attests, and Ida gets a receipt");
	let propose = ["council", "propose-role", "Dave", "storage-host"];
	let motion = people.write_for("motion", "Alice", &propose)?;
	people.each(&["Alice", "Bob", "Charlie"], &["council", "vote", &motion, "yes"])?;
	people.write("Bob", &["council", "close", &motion])?;
	let mut host = vec!["storage-host", "--own-node", "--once"];
	let repository = people.path("kubo/repo");
	if matches!(people.setting.store, Store::Kubo { .. }) {
		host.extend(["--ipfs-path", &repository]);
	}
	people.show("Dave", &host)?;
	let (page, export) = (people.path("receipt.html"), people.path("receipt.json"));
	people.show("Ida", &["receipt", record, "--html", &page, "--export", &export])?;
	let verify = ["receipt", "--verify", &export, "--json"];
	eprintln!("{}", people.printer.typed("Two", &verify));
	let verified: serde_json::Value =
		serde_json::from_str(&people.quiet("Two", &verify)?).map_err(|error| error.to_string())?;
	let signed = verified["verified"]["signed"].as_array().map_or(0, Vec::len);
	match signed == 1 && verified["receipt"]["complete"] == true {
		true => people.printer.say(&format!(
			"{} the host's signature and the blocks, without a node",
			people.printer.good("verified:")
		)),
		false => return Err("the receipt proves nothing".to_owned()),
	}
	Ok(())
}

pub fn who_looked(people: &People<'_>) -> Told<()> {
	people
		.printer
		.chapter("Ida asks who looked, and Two can check the answer");
	let export = people.path("who-looked.json");
	people.show("Ida", &["audit", "--export", &export])?;
	let verify = ["audit", "--verify", &export, "--ask-node", "--json"];
	eprintln!("{}", people.printer.typed("Two", &verify));
	let verified: serde_json::Value =
		serde_json::from_str(&people.quiet("Two", &verify)?).map_err(|error| error.to_string())?;
	let entries = verified["report"]["entries"].as_array().map_or(0, Vec::len);
	match verified["report"]["proven"] == true && entries > 0 {
		true => people.printer.say(&format!(
			"{} {entries} entries, each with its proof",
			people.printer.good("verified:")
		)),
		false => return Err("the export proves nothing".to_owned()),
	}
	Ok(())
}

pub fn what_the_chain_knows(people: &People<'_>, sizes: &Sizes) -> Told<()> {
	people.printer.chapter("What the chain knows");
	people.show("Alice", &["events"])?;
	people
		.printer
		.heading("Bytes of the chain, as long as they are needed");
	for (what, bytes) in [
		("the record", sizes.record),
		("a request, its approvals and consent", sizes.request),
	] {
		people.printer.say(&format!("{what:<40} {bytes:>5} bytes"));
	}
	people.printer.heading("Calls, their size and fees");
	people.bill.print(people.printer);
	Ok(())
}
