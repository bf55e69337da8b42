//! An emergency: Ida cannot answer, and a committee that she named beforehand stands in for her.

use crate::{
	committee::enacted,
	people::{People, at_once, short},
	told::Told,
};
use serde_json::Value;
use std::{
	fs,
	process::Child,
	thread::sleep,
	time::{Duration, Instant},
};

/// The number of the emergency committee.
const COMMITTEE: &str = "9";
/// Its administrators: two of other houses than the clinician, and one of the same.
const OFFICERS: [&str; 3] = ["Two", "Dave", "One"];
/// Those of the record's own committee who approve, and who review afterwards: all but Dave, who is an officer.
const ADMINISTRATORS: [&str; 3] = ["Alice", "Bob", "Charlie"];
/// Of which house everybody is.
const HOUSES: [(&str, &str); 4] = [("Ferdie", "1"), ("One", "1"), ("Two", "2"), ("Dave", "3")];
/// Longer than a request takes to be seen.
const PATIENCE: Duration = Duration::from_secs(60);

/// The committee, by a ceremony of its own, and everything else that the council decides beforehand.
pub fn a_committee_of_other_houses(people: &People<'_>) -> Told<()> {
	let printer = people.printer;
	printer.chapter("A second committee, of several houses, for the day on which Ida cannot answer");
	let folder = people.path("emergency");
	let start = [
		"committee",
		"ceremony",
		"start",
		"--k",
		"2",
		"--committee",
		COMMITTEE,
	];
	let admins = ["--admin", "Two=1", "Dave=2", "One=3", "--out", &folder];
	people.show("Two", &[&start[..], &admins].concat())?;
	for step in ["join", "deal", "certify"] {
		people.together(&OFFICERS, &["committee", "ceremony", step, &folder])?;
	}
	printer.say("(the council sets it, says who is of which house, and makes Ferdie an emergency clinician)");
	decided_by_the_council(people, &folder)?;
	people.together(&["Ida", "Ferdie"], &["committee", "trust", COMMITTEE])
}

/// Proposes, votes on and closes all motions of the chapter. An account sends one call at a time.
fn decided_by_the_council(people: &People<'_>, folder: &str) -> Told<()> {
	let mut asked = vec![
		("Charlie", vec!["council", "propose-committee", folder]),
		(
			"Alice",
			vec!["council", "propose-role", "Ferdie", "emergency-clinician"],
		),
	];
	for ((who, house), member) in HOUSES.into_iter().zip(["Bob", "Dave", "Charlie", "Alice"]) {
		asked.push((member, vec!["council", "propose-facility", who, house]));
	}
	let mut motions = Vec::new();
	for proposals in asked.chunks(4) {
		let proposals = proposals.iter();
		let made = proposals.map(|(member, proposal)| move || people.write_for("motion", member, proposal));
		motions.extend(at_once(made)?);
	}
	people
		.printer
		.say("(Alice, Bob and Charlie vote yes on each of the six, and what is decided is carried out)");
	let vote = |member| {
		let motions = &motions;
		move || {
			motions.iter().try_for_each(|motion| {
				let vote = ["council", "vote", motion, "yes"];
				people.write_quietly(member, &vote).map(drop)
			})
		}
	};
	at_once(ADMINISTRATORS.into_iter().map(vote))?;
	let (committee, others) = motions.split_first().ok_or("nothing was proposed")?;
	let close = |(member, motion): (&'static str, &'_ String)| {
		let motion = motion.clone();
		move || people.write_quietly(member, &["council", "close", &motion])
	};
	let members = ["Alice", "Bob", "Charlie", "Dave", "One"];
	at_once(members.into_iter().zip(others).map(close))?;
	enacted(people, committee)
}

/// Ida decides while she can; what she has not allowed stays closed.
pub fn allowed_beforehand(people: &People<'_>, record: &str, other: &str) -> Told<()> {
	let printer = people.printer;
	printer.chapter("Ida allows it, for this record and no other");
	let allow = ["emergency", "allow", record, "--committee", COMMITTEE];
	people.write("Ida", &allow)?;
	people.show("Ida", &["emergency", "status"])?;
	printer.say("(the other record: its key is sealed to nobody but Ida, so nobody can open it without her)");
	let words = "the patient has not allowed record";
	people.refused(words, "Ferdie", &["break-glass", other, "--reason", "ETREAT"])
}

/// One command, from the reason to the file; while it waits, both committees decide.
pub fn broken_glass(people: &People<'_>, record: &str) -> Told<String> {
	people.printer.chapter(
		"Ida is brought in unconscious: Ferdie breaks the glass, and both committees decide at once",
	);
	let folder = people.path("emergency-room");
	fs::create_dir(&folder).map_err(|error| format!("{folder}: {error}"))?;
	let command = ["break-glass", record, "--reason", "ETREAT", "--out", &folder];
	let mut glass = people.start("Ferdie", &command)?;
	let decided = approved(people, record);
	if decided.is_err() {
		// It would wait for an hour.
		let _: std::io::Result<()> = glass.kill();
	}
	let ended = ended(glass);
	let request = decided?;
	ended?;
	let files = fs::read_dir(&folder).map_err(|error| format!("{folder}: {error}"))?;
	let file = files
		.flatten()
		.next()
		.ok_or("breaking the glass has given no file")?;
	people.same_as_sent(&file.path().display().to_string())?;
	people.show("Ida", &["watch", "--once"])?;
	Ok(request)
}

fn ended(mut command: Child) -> Told<()> {
	let status = command.wait().map_err(|error| error.to_string())?;
	match status.success() {
		true => Ok(()),
		false => Err("Ferdie could not break the glass".to_owned()),
	}
}

/// Those who are asked approve: the emergency request.
fn approved(people: &People<'_>, record: &str) -> Told<String> {
	let emergency = asked(people, "Two", record)?;
	let ordinary = asked(people, "Alice", record)?;
	people.show("Ida", &["watch", "--once"])?;
	let own_house = format!("request {}", short(&emergency));
	people.refused(&own_house, "One", &["approve", &emergency])?;
	people.each(&["Two", "Dave"], &["approve", &emergency])?;
	people.each(&ADMINISTRATORS, &["approve", &ordinary])?;
	Ok(emergency)
}

/// The request for the record that waits for this administrator.
fn asked(people: &People<'_>, who: &str, record: &str) -> Told<String> {
	let started = Instant::now();
	while started.elapsed() < PATIENCE {
		let inbox: Value = serde_json::from_str(&people.quiet(who, &["inbox", "--json"])?)
			.map_err(|error| format!("the inbox of {who}: {error}"))?;
		let requests = inbox.get("administrator").and_then(Value::as_array);
		let mut requests = requests.into_iter().flatten();
		let found = requests.find(|request| request["record_id"] == record);
		if let Some(request) = found.and_then(|request| request["request_id"].as_str()) {
			return Ok(request.to_owned());
		}
		sleep(Duration::from_millis(500));
	}
	Err(format!("nothing asks {who} for the record"))
}

/// Ferdie explains it, and the record's own administrators find whether it was an emergency.
pub fn explained_and_reviewed(people: &People<'_>, request: &str) -> Told<()> {
	let printer = people.printer;
	printer.chapter("Ferdie explains it, and those who had no part in it review it");
	people.each(&ADMINISTRATORS, &["register"])?;
	let file = people.path("statement.txt");
	let text = "Brought in at 3:40, not responsive. The CT showed what could not wait.\n";
	fs::write(&file, text).map_err(|error| format!("{file}: {error}"))?;
	people.write("Ferdie", &["emergency", "statement", request, "--file", &file])?;
	people.show("Alice", &["review", request])?;
	let words = "you asked for or approved the emergency access";
	people.refused(words, "Dave", &["review", request, "justified"])?;
	people.each(&["Alice", "Bob"], &["review", request, "justified"])?;
	people.show("Ferdie", &["status"])
}
