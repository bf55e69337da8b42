//! Four administrators found a committee: nobody deals, and nobody ever knows its key.

use crate::{people::People, told::Told};
use serde_json::Value;
use std::{
	thread::sleep,
	time::{Duration, Instant},
};

/// The number of the committee that the people of the story found.
pub const COMMITTEE: &str = "2";
const ADMINISTRATORS: [&str; 4] = ["Alice", "Bob", "Charlie", "Dave"];
/// Who compares its fingerprint: whoever encrypts to it, or decides about it.
const TRUSTING: [&str; 7] = ["Alice", "Bob", "Charlie", "Dave", "One", "Ferdie", "Ida"];
/// Longer than any decision of a development chain waits.
const PATIENCE: Duration = Duration::from_secs(60);

pub fn without_a_dealer(people: &People<'_>) -> Told<()> {
	let printer = people.printer;
	printer.chapter("Four administrators found a committee, and nobody ever knows its key");
	let folder = people.path("ceremony");
	let start = [
		"committee",
		"ceremony",
		"start",
		"--k",
		"3",
		"--committee",
		COMMITTEE,
	];
	let admins = [
		"--admin",
		"Alice=1",
		"Bob=2",
		"Charlie=3",
		"Dave=4",
		"--out",
		&folder,
	];
	people.show("One", &[&start[..], &admins].concat())?;
	printer.say("(each makes a key for this one ceremony, deals to all, and checks what all others dealt)");
	for step in ["join", "deal", "certify"] {
		people.together(&ADMINISTRATORS, &["committee", "ceremony", step, &folder])?;
		if step == "join" {
			let again = ["committee", "ceremony", "certify", &folder];
			people.refused("not everything is here yet: no deal of", "Dave", &again)?;
		}
	}
	people.refused(
		"you certified attempt 1 already",
		"Dave",
		&["committee", "ceremony", "deal", &folder],
	)?;
	people.show("One", &["committee", "ceremony", "status", &folder])
}

/// The council sets it; everybody compares the fingerprint.
pub fn by_the_council(people: &People<'_>) -> Told<()> {
	people
		.printer
		.chapter("The council sets the committee, and everybody compares its fingerprint");
	let folder = people.path("ceremony");
	let propose = ["council", "propose-committee", &folder];
	let motion = people.write_for("motion", "Alice", &propose)?;
	people.each(&["Alice", "Bob", "Charlie"], &["council", "vote", &motion, "yes"])?;
	people
		.printer
		.say("(on chains that matter it waits for a day, in which a third of the council can stop it)");
	enacted(people, &motion)?;
	people.together(&TRUSTING, &["committee", "trust", COMMITTEE])?;
	people.show("One", &["committee", "show", COMMITTEE])
}

/// Closes a motion that has its votes, and carries out the decision when it is due.
pub fn enacted(people: &People<'_>, motion: &str) -> Told<()> {
	let closed = people.write("Bob", &["council", "close", motion])?;
	let decision = closed.get("decision").and_then(Value::as_u64);
	let decision = decision
		.ok_or("closing the motion has made no decision")?
		.to_string();
	eprintln!(
		"{}",
		people.printer.typed("Alice", &["council", "enact", &decision])
	);
	let started = Instant::now();
	while people.quiet("Alice", &["council", "enact", &decision]).is_err() {
		if started.elapsed() > PATIENCE {
			return Err("the decision is never due".to_owned());
		}
		sleep(Duration::from_millis(500));
	}
	Ok(())
}
