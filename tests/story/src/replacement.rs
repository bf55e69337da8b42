//! An administrator has lost his machine: the others pass the key on, and no record is touched.

use crate::{
	committee::{COMMITTEE, enacted},
	people::{People, short},
	told::Told,
};

/// Who has the key before: three of the four deal.
const DEALERS: [&str; 3] = ["Alice", "Bob", "Charlie"];
/// Who has it afterwards.
const MEMBERS: [&str; 4] = ["Alice", "Bob", "Charlie", "One"];

/// Who asked before asks again; what was approved stays approved.
pub fn of_a_lost_machine(people: &People<'_>) -> Told<()> {
	let printer = people.printer;
	printer.chapter(
		"Dave has lost the machine with his share: the other three pass the key on, to One in his place",
	);
	let folder = people.path("handover");
	let start = [
		"committee",
		"ceremony",
		"reshare",
		"--committee",
		COMMITTEE,
		"--k",
		"3",
	];
	let out = ["--out", folder.as_str()];
	let members = [&["--admin"][..], &MEMBERS, &["--dealer"], &DEALERS].concat();
	people.show("Alice", &[&start[..], &members, &out].concat())?;
	let steps: [(&str, &[&str]); 4] = [
		("join", &MEMBERS),
		("deal", &DEALERS),
		("certify", &MEMBERS),
		("handover", &DEALERS),
	];
	for (step, who) in steps {
		people.together(who, &["committee", "ceremony", step, &folder])?;
	}
	printer.say("(the key itself stays as it is, so nothing is encrypted again; only its shares are new)");
	let propose = ["council", "propose-committee", &folder, "--at-once"];
	let motion = people.write_for("motion", "Alice", &propose)?;
	people.each(&["Alice", "Bob", "Charlie"], &["council", "vote", &motion, "yes"])?;
	enacted(people, &motion)?;
	people.show("Ida", &["committee", "show", COMMITTEE])
}

/// A request after the change: Dave, or whoever has his machine, cannot answer it.
pub fn old_share_is_worth_nothing(people: &People<'_>, request: &str) -> Told<()> {
	let words = format!("Dave is not an administrator of committee {COMMITTEE}");
	people.refused(&words, "Dave", &["approve", request])?;
	people.printer.say(&format!(
		"(request {} is approved by Bob, Charlie and One, with shares made after the record)",
		short(request)
	));
	Ok(())
}
