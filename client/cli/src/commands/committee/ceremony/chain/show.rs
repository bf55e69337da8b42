//! A ceremony on the chain in words: what is there, what was done, who is waited for and until when.

use super::super::status;
use crate::{
	context::Session,
	output::{self, Outcome},
};
use medquorum_client::{
	domain::Moment,
	roles::{NextStep, OnChain},
	trust::ceremony::Stage,
	views::{Names as _, Until},
};
use serde_json::{Value, json};
use std::io::Write;

pub use status::fingerprint;

fn until(seen: &OnChain, moment: Moment, session: &Session<'_>) -> Until {
	let until = Until::new(moment, seen.now);
	match session.dates() {
		Some(now) => until.dated(now),
		None => until,
	}
}

/// For whom it waits, and until when.
pub fn waiting(seen: &OnChain, step: &NextStep, session: &Session<'_>) -> String {
	let NextStep::Wait {
		due,
		who,
		until: moment,
	} = step
	else {
		return String::new();
	};
	let names: Vec<String> = who.iter().map(|who| session.names.show(who)).collect();
	format!(
		"Waiting for {} to {} ({}).",
		names.join(", "),
		due.words(),
		until(seen, *moment, session)
	)
}

/// How many of the steps of all are done.
pub fn counted(seen: &OnChain) -> (u64, u64) {
	let stages = [Stage::Join, Stage::Deal, Stage::Certify, Stage::HandOver];
	let (mut done, mut all) = (0_u64, 0_u64);
	for stage in stages {
		for seat in seen.board.people(stage) {
			all = all.saturating_add(1);
			done = done.saturating_add(u64::from(seen.board.has(stage, seat.index)));
		}
	}
	(done, all)
}

fn complaints(seen: &OnChain, session: &Session<'_>) -> Vec<Value> {
	let complaints = seen.public.complaints.iter();
	let party = |index: u16| seen.board.account_of(index).map(|who| session.names.party(&who));
	complaints
		.map(|(places, complaint)| {
			json!({
				"by": party(places[1]),
				"about": party(places[0]),
				"answered": seen.board.has_answer(*places),
				"until_moment": complaint.until,
			})
		})
		.collect()
}

/// What is there, and what was done in this run.
pub fn show(seen: &OnChain, done: &[&'static str], session: &Session<'_>, out: &mut impl Write) -> Outcome {
	session.clear();
	let state = &seen.public.state;
	if session.app.global.json {
		let mut document = status::document(&seen.board, session);
		document["done"] = json!(done);
		document["stage"] = json!(state.stage);
		document["until_moment"] = json!(state.deadline);
		document["on_chain_complaints"] = json!(complaints(seen, session));
		return output::document(&document, out);
	}
	status::facts(&seen.board, session, out)?;
	for (places, complaint) in &seen.public.complaints {
		let name = |index: u16| {
			let who = seen.board.account_of(index);
			who.map_or_else(|| "somebody".to_owned(), |who| session.names.show(&who))
		};
		let answer = match seen.board.has_answer(*places) {
			true => "answered rightly".to_owned(),
			false => format!("the answer is due {}", until(seen, complaint.until, session)),
		};
		writeln!(
			out,
			"{} says that what {} dealt does not fit; {answer}.",
			name(places[1]),
			name(places[0])
		)?;
	}
	writeln!(out, "{}", status::who_is_next(&seen.board, session))?;
	writeln!(out, "This stage ends {}.", until(seen, state.deadline, session))?;
	Ok(())
}
