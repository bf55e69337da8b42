//! `committee ceremony status`: what is there, what is wrong with it, and who has to do what next.

use super::{command_of, is_waited_for};
use crate::{
	context::Session,
	output::{self, Outcome},
};
use medquorum_client::{
	advice::Advice as _,
	domain::AccountId,
	trust::{
		CommitteePin,
		ceremony::{Board, Charge, Complaint, Judgement, Phase, Signed, Stage},
	},
	views::{Names as _, text, words},
};
use serde_json::{Value, json};
use std::io::Write;

const STAGES: [Stage; 4] = [Stage::Join, Stage::Deal, Stage::Certify, Stage::HandOver];

/// Whether somebody has done this; `None` where it is for others.
fn did(board: &Board, stage: Stage, index: u16) -> Option<bool> {
	let people = board.people(stage);
	let due = people.iter().any(|seat| seat.index == index);
	due.then(|| board.has(stage, index))
}

/// Who is next over the chain, where one command does every step.
pub fn who_is_next(board: &Board, session: &Session<'_>) -> String {
	let phase = board.phase();
	match &phase {
		Phase::Waiting(stage, who) => {
			let names: Vec<String> = who.iter().map(|who| session.names.show(who)).collect();
			let you = match is_waited_for(&phase, session) {
				true => " You are one of them: `medquorum committee ceremony`.",
				false => "",
			};
			format!("Next: {} by {}.{you}", command_of(*stage), names.join(", "))
		}
		Phase::Complete => {
			"Complete: `medquorum committee ceremony` of any of them has the committee set.".to_owned()
		}
		Phase::Over(_) | Phase::Faulty => "Something of it is wrong: nobody proceeds over that.".to_owned(),
	}
}

/// Who has to do what next, in one line.
pub fn next(board: &Board, session: &Session<'_>) -> String {
	let phase = board.phase();
	match &phase {
		Phase::Waiting(stage, who) => {
			let names: Vec<String> = who.iter().map(|who| session.names.show(who)).collect();
			let you = match is_waited_for(&phase, session) {
				true => " You are one of them.",
				false => "",
			};
			format!(
				"Next: `medquorum committee ceremony {}` by {}.{you}",
				command_of(*stage),
				names.join(", ")
			)
		}
		Phase::Complete => {
			"Complete: the council can set the committee (`medquorum council propose-committee`).".to_owned()
		}
		Phase::Over(who) => format!(
			"Over: {} ended this attempt. All others abort it too, then start attempt {}.",
			session.names.show(who),
			board.place().attempt.saturating_add(1)
		),
		Phase::Faulty => {
			"Nobody can proceed before what is wrong here is put right, or the attempt is aborted.".to_owned()
		}
	}
}

/// The fingerprint that people compare, once the deals make a committee.
pub fn fingerprint(board: &Board) -> Option<String> {
	let pin = CommitteePin::of(&board.founded().ok()?.committee).ok()?;
	Some(pin.fingerprint(board.place().key_id))
}

fn charge(charge: &Charge) -> &'static str {
	match charge {
		Charge::BadDeal { .. } => "bad-deal",
		Charge::BadBox { .. } => "bad-box",
		Charge::Twice { .. } => "twice",
		Charge::Silent => "silent",
		Charge::Withdrawn => "withdrawn",
	}
}

fn verdict(verdict: Judgement) -> &'static str {
	match verdict {
		Judgement::Shown => "shown",
		Judgement::Refuted => "refuted",
		Judgement::Open => "open",
	}
}

/// What somebody complains of, and what these files show of it.
fn sentence(board: &Board, complaint: &Signed<Complaint>, session: &Session<'_>) -> String {
	let accuser = session.names.show(&complaint.author);
	let accused = board.account_of(complaint.content.accused);
	let accused = accused.map_or_else(|| "nobody".to_owned(), |who| session.names.show(&who));
	let what = match &complaint.content.charge {
		Charge::BadDeal { .. } => format!("{accused} dealt something that is no deal"),
		Charge::BadBox { .. } => {
			format!("{accused} dealt {accuser} a share that does not open or does not fit")
		}
		Charge::Twice { .. } => format!("{accused} signed two different files"),
		Charge::Silent => format!("{accused} does not send what is due"),
		Charge::Withdrawn => return format!("{accuser} left"),
	};
	let shown = match board.judge(complaint) {
		Judgement::Shown => "these files show that it is true",
		Judgement::Refuted => "these files show that it is FALSE",
		Judgement::Open => "these files do not show whether it is true",
	};
	format!("{accuser} says that {what}; {shown}")
}

fn party(who: AccountId, session: &Session<'_>) -> Value {
	json!(session.names.party(&who))
}

/// What changes where a key is passed on.
fn change(board: &Board, session: &Session<'_>) -> Option<Value> {
	let difference = board.difference()?;
	let parties = |who: &[AccountId]| who.iter().map(|who| party(*who, session)).collect::<Vec<_>>();
	Some(json!({
		"leave": parties(&difference.leave),
		"come": parties(&difference.come),
		"stay": parties(&difference.stay),
		"k_before": difference.before.0,
		"n_before": difference.before.1,
	}))
}

/// What programs get.
pub fn document(board: &Board, session: &Session<'_>) -> Value {
	let admins = board.everybody().into_iter().map(|seat| {
		let [joined, dealt, certified, handed_over] = STAGES.map(|stage| did(board, stage, seat.index));
		json!({
			"index": seat.index,
			"account": party(seat.account, session),
			"joined": joined,
			"dealt": dealt,
			"certified": certified,
			"handed_over": handed_over,
		})
	});
	let faults = board.faults().iter().map(|fault| {
		json!({
			"file": fault.file,
			"kind": fault.error.kind(),
			"cause": session.names.rewrite(&fault.error.to_string()),
			"next": fault.error.next(),
		})
	});
	let complaints = board.complaints().map(|complaint| {
		let accused = board.account_of(complaint.content.accused);
		json!({
			"by": party(complaint.author, session),
			"about": accused.map(|who| party(who, session)),
			"charge": charge(&complaint.content.charge),
			"verdict": verdict(board.judge(complaint)),
		})
	});
	let (phase, waiting) = match board.phase() {
		Phase::Waiting(stage, who) => (command_of(stage), who),
		Phase::Complete => ("complete", Vec::new()),
		Phase::Over(_) => ("over", Vec::new()),
		Phase::Faulty => ("faulty", Vec::new()),
	};
	json!({
		"key_id": board.place().key_id,
		"epoch": board.place().epoch,
		"attempt": board.place().attempt,
		"k": board.k(),
		"n": board.seats().len(),
		"change": change(board, session),
		"started_by": party(board.start().author, session),
		"administrators": admins.collect::<Vec<_>>(),
		"early": board.early(),
		"faults": faults.collect::<Vec<_>>(),
		"complaints": complaints.collect::<Vec<_>>(),
		"culprit": board.culprit().map(|who| party(who, session)),
		"fingerprint": fingerprint(board),
		"phase": phase,
		"waiting_for": waiting.into_iter().map(|who| party(who, session)).collect::<Vec<_>>(),
	})
}

/// Who has done what.
fn table(board: &Board, session: &Session<'_>) -> output::Table {
	let stages = match board.old() {
		Some(_) => &STAGES[..],
		None => &STAGES[..3],
	};
	let heads = [
		"Index",
		"Administrator",
		"Joined",
		"Dealt",
		"Certified",
		"Handed over",
	];
	let mut table = output::Table::new(&heads[..stages.len().saturating_add(2)]);
	for seat in board.everybody() {
		let done = stages.iter().map(|stage| match did(board, *stage, seat.index) {
			Some(true) => "yes".to_owned(),
			Some(false) => "-".to_owned(),
			None => String::new(),
		});
		let who = [seat.index.to_string(), session.names.show(&seat.account)];
		table.row(who.into_iter().chain(done));
	}
	table
}

/// Tells of the files on the table.
pub fn show(board: &Board, session: &Session<'_>, out: &mut impl Write) -> Outcome {
	if session.app.global.json {
		return output::document(&document(board, session), out);
	}
	facts(board, session, out)?;
	if !board.early().is_empty() {
		writeln!(
			out,
			"{} cannot be checked before the others are here.",
			words::count(board.early().len(), "file")
		)?;
	}
	for complaint in board.complaints() {
		writeln!(out, "{}.", sentence(board, complaint, session))?;
	}
	writeln!(out, "{}", next(board, session))?;
	Ok(())
}

/// What it is for, who has done what, and what is wrong.
pub fn facts(board: &Board, session: &Session<'_>, out: &mut impl Write) -> Outcome {
	let place = board.place();
	let mut facts = vec![
		(
			"Ceremony",
			format!(
				"committee {}, epoch {}, attempt {}",
				place.key_id, place.epoch, place.attempt
			),
		),
		(
			"Rule",
			format!("{} of {} administrators", board.k(), board.seats().len()),
		),
		("Started by", session.names.show(&board.start().author)),
	];
	if let Some(fingerprint) = fingerprint(board) {
		facts.push(("Fingerprint", fingerprint));
	}
	if let Some(culprit) = board.culprit() {
		facts.push(("To blame", session.names.show(&culprit)));
	}
	output::facts(&facts, out)?;
	table(board, session).write(out)?;
	for fault in board.faults() {
		writeln!(
			out,
			"Wrong: {}: {}",
			text::line(&fault.file),
			session.names.rewrite(&fault.error.to_string())
		)?;
		writeln!(out, "       {}", fault.error.next())?;
	}
	Ok(())
}
