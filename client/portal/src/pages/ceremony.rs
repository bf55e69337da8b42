//! One ceremony on the chain: who has done what, who is missing and until when, and the own next step, which is asked before it is taken.

use super::history;
use crate::{
	acting::{Agreed, page_of, start_of, token},
	error::PortalError,
	forms::Posted,
	frame::Frame,
	jobs::Fact,
	texts::{Say, Value, say},
	trouble::Trouble,
	visit::Visit,
};
use askama::Template;
use axum::{extract::Query, response::Response};
use futures::FutureExt as _;
use medquorum_client::{
	domain::{AccountId, BlockNumber, CeremonyStage, KeyId, Moment},
	error::{Error, OnChainError},
	roles::{NextStep, OnChain, PastAttempt},
	trust::ceremony::Stage,
	views::{CeremonyDue, Names as _, Until, change_in_words, text},
};
use std::collections::HashMap;

/// Blocks in which the end of an attempt is looked for: an hour, as on the command line.
const LOOK_BACK: BlockNumber = 600;

/// A ceremony as it was read, and what the account does next in it.
pub struct Turn {
	/// What the chain has, with every signature checked.
	pub seen: OnChain,
	/// The step; or what is wrong with the ceremony or the own part of it.
	pub step: Result<NextStep, Trouble>,
}

impl Turn {
	/// Reads it; `None` where none is under way.
	///
	/// # Errors
	/// When the node is not to be believed, nobody signed what it shows, or it cannot be reached.
	pub async fn of(visit: &Visit, key_id: KeyId) -> Result<Option<Self>, Error> {
		let (maker, keys) = (visit.session.committee_maker(), &visit.keys);
		let Some(seen) = maker.on_chain(key_id).await? else {
			return Ok(None);
		};
		let step = tokio::task::block_in_place(|| maker.next_step(&seen, keys.account(), &keys.keystore));
		let step = step.map_err(|error| Trouble::from(error).named(visit.session.names.as_ref()));
		Ok(Some(Self { seen, step }))
	}

	/// What it is called.
	pub fn title(&self) -> Say {
		let state = &self.seen.public.state;
		let title = match state.renewal {
			true => say("ceremony-title-reshare"),
			false => say("ceremony-title"),
		};
		title
			.with("committee", self.seen.public.key_id.to_string())
			.with("epoch", state.epoch.to_string())
			.with("attempt", state.attempt.to_string())
	}

	/// Whether the account takes part.
	pub fn takes_part(&self, visit: &Visit) -> bool {
		self.seen.board.index_of(&visit.account()).is_some()
	}

	/// What the account does next, as a button says it; `None` where that is nothing.
	pub fn deed(&self, visit: &Visit) -> Option<Say> {
		let names = visit.session.names.as_ref();
		let step = self.step.as_ref().ok()?;
		deed(step, |index| text::line(&self.seen.name_of(index, names)))
	}

	/// Who is next, with what and until when.
	pub fn waits(&self, visit: &Visit) -> Say {
		let state = &self.seen.public.state;
		match (self.deed(visit), &self.step) {
			(Some(deed), _) => say("ceremony-yours")
				.with("what", deed)
				.with_heard("until", until(visit, &self.seen, self.deadline(visit))),
			(None, Ok(NextStep::Wait { due, who, until: end })) => say("ceremony-waits")
				.with("who", people(visit, who))
				.with_heard("what", due.words())
				.with_heard("until", until(visit, &self.seen, *end)),
			(None, _) => say("ceremony-stage")
				.with_heard("what", due(state.stage).words())
				.with("who", people(visit, &self.missing()))
				.with_heard("until", until(visit, &self.seen, state.deadline)),
		}
	}

	/// The last moment of the own step: of an answer, that of its complaint.
	fn deadline(&self, visit: &Visit) -> Moment {
		let own = self.seen.due(visit.account()).map(|due| due.until);
		own.unwrap_or(self.seen.public.state.deadline)
	}

	/// Who has not done what is due in this stage.
	fn missing(&self) -> Vec<AccountId> {
		match stage_of(self.seen.public.state.stage) {
			Some(stage) => self.seen.board.missing(stage),
			None => Vec::new(),
		}
	}
}

/// A step as a button says it, with the names of whom it is about.
fn deed(step: &NextStep, name: impl Fn(u16) -> String) -> Option<Say> {
	Some(match step {
		NextStep::Join => say("ceremony-join"),
		NextStep::Deal => say("ceremony-deal"),
		NextStep::Certify => say("ceremony-certify"),
		NextStep::HandOver => say("ceremony-handover"),
		NextStep::Complain(dealer) => say("ceremony-complain").with("who", name(*dealer)),
		NextStep::Answer(accuser) => say("ceremony-answer").with("who", name(*accuser)),
		NextStep::Activate => say("ceremony-activate"),
		NextStep::Expire => say("ceremony-expire"),
		NextStep::NewAttempt(older) => say("ceremony-new").with("attempt", older.to_string()),
		NextStep::Wait { .. } | NextStep::NotMine => return None,
	})
}

/// What a person should know before a step, beside the question.
fn hint(step: &NextStep) -> Option<Say> {
	match step {
		NextStep::Join => Some(say("ceremony-join-what")),
		NextStep::Deal => Some(say("ceremony-deal-what")),
		NextStep::Certify => Some(say("ceremony-certify-what")),
		NextStep::Complain(_) => Some(say("ceremony-complain-what")),
		NextStep::Activate => Some(say("ceremony-activate-what")),
		NextStep::HandOver
		| NextStep::Answer(_)
		| NextStep::Expire
		| NextStep::NewAttempt(_)
		| NextStep::Wait { .. }
		| NextStep::NotMine => None,
	}
}

fn due(stage: CeremonyStage) -> CeremonyDue {
	match stage {
		CeremonyStage::Join => CeremonyDue::Join,
		CeremonyStage::Deal => CeremonyDue::Deal,
		CeremonyStage::Certify => CeremonyDue::Certify,
		CeremonyStage::HandOver => CeremonyDue::HandOver,
		CeremonyStage::Ready => CeremonyDue::Activate,
	}
}

fn stage_of(stage: CeremonyStage) -> Option<Stage> {
	match stage {
		CeremonyStage::Join => Some(Stage::Join),
		CeremonyStage::Deal => Some(Stage::Deal),
		CeremonyStage::Certify => Some(Stage::Certify),
		CeremonyStage::HandOver => Some(Stage::HandOver),
		CeremonyStage::Ready => None,
	}
}

fn until(visit: &Visit, seen: &OnChain, moment: Moment) -> String {
	let until = Until::new(moment, seen.now);
	let until = visit.session.dates().map_or(until, |now| until.dated(now));
	until.to_string()
}

fn people(visit: &Visit, who: &[AccountId]) -> Value {
	if who.is_empty() {
		return say("ceremony-anybody").into();
	}
	let names: Vec<String> = who.iter().map(|who| visit.session.names.show(who)).collect();
	text::line(&names.join(", ")).into()
}

/// One of those who take part, and what they have done; empty where a stage is for others.
struct Row {
	index: u16,
	name: String,
	you: bool,
	cells: Vec<Value>,
}

/// The own next step, before it is taken.
struct Ask {
	deed: Say,
	hint: Option<Say>,
	question: Option<String>,
	token: String,
	/// Whether it sends a call, which may be signed elsewhere.
	sends: bool,
}

#[derive(Template)]
#[template(path = "ceremony.html")]
struct Page {
	frame: Frame,
	key: KeyId,
	start: String,
	fingerprint: String,
	waits: Say,
	/// What is wrong with it for this account.
	wrong: Option<Trouble>,
	facts: Vec<Fact>,
	change: Vec<String>,
	heads: Vec<Say>,
	rows: Vec<Row>,
	complaints: Vec<Say>,
	faults: Vec<Trouble>,
	ask: Option<Ask>,
	/// What is asked before the attempt is ended; `None` for whoever takes no part in it, and once it is complete.
	leave: Option<String>,
}

/// The stages of this ceremony, each with its head in the table.
fn stages(seen: &OnChain) -> Vec<(Stage, Say)> {
	let mut stages = vec![
		(Stage::Join, say("ceremony-joined")),
		(Stage::Deal, say("ceremony-dealt")),
		(Stage::Certify, say("ceremony-certified")),
	];
	if seen.board.old().is_some() {
		stages.push((Stage::HandOver, say("ceremony-handed")));
	}
	stages
}

fn rows(visit: &Visit, seen: &OnChain) -> Vec<Row> {
	let board = &seen.board;
	let cell = |stage: Stage, index: u16| {
		let people = board.people(stage);
		match people.iter().any(|seat| seat.index == index) {
			false => Value::Text(String::new()),
			true if board.has(stage, index) => say("ceremony-has").into(),
			true => say("ceremony-has-not").into(),
		}
	};
	let everybody = board.everybody();
	let rows = everybody.iter().map(|seat| Row {
		index: seat.index,
		name: text::line(&visit.session.names.show(&seat.account)),
		you: seat.account == visit.account(),
		cells: stages(seen)
			.iter()
			.map(|(stage, _)| cell(*stage, seat.index))
			.collect(),
	});
	rows.collect()
}

fn facts(visit: &Visit, seen: &OnChain, fingerprint: &str) -> Vec<Fact> {
	let (board, state, names) = (&seen.board, &seen.public.state, visit.session.names.as_ref());
	let show = |who: &AccountId| Value::from(text::line(&names.show(who)));
	let mut facts = vec![
		(
			say("council-rule"),
			say("council-rule-words")
				.with("k", board.k())
				.with("n", board.seats().len())
				.into(),
		),
		(say("ceremony-opened-by"), show(&board.start().author)),
		(
			say("ceremony-ends"),
			Value::Heard(until(visit, seen, state.deadline)),
		),
	];
	if !fingerprint.is_empty() {
		facts.push((say("fingerprint"), fingerprint.into()));
	}
	if let Some(culprit) = board.culprit() {
		facts.push((say("ceremony-culprit"), show(&culprit)));
	}
	facts
}

fn complaints(visit: &Visit, seen: &OnChain) -> Vec<Say> {
	let names = visit.session.names.as_ref();
	let told = seen
		.public
		.complaints
		.iter()
		.map(|([dealer, accuser], complaint)| {
			let line = match seen.board.has_answer([*dealer, *accuser]) {
				true => say("ceremony-complaint-answered"),
				false => say("ceremony-complaint").with_heard("until", until(visit, seen, complaint.until)),
			};
			line.with("accuser", text::line(&seen.name_of(*accuser, names)))
				.with("dealer", text::line(&seen.name_of(*dealer, names)))
		});
	told.collect()
}

fn ask(visit: &Visit, turn: &Turn) -> Option<Ask> {
	let step = turn.step.as_ref().ok()?;
	Some(Ask {
		deed: turn.deed(visit)?,
		hint: hint(step),
		question: step
			.question(&turn.seen, visit.session.names.as_ref())
			.map(|question| text::line(&question)),
		token: token(step),
		sends: !matches!(step, NextStep::NewAttempt(_)),
	})
}

fn page(visit: &Visit, turn: Turn) -> Result<Page, PortalError> {
	let (seen, names) = (&turn.seen, visit.session.names.as_ref());
	let fingerprint = seen.pin().map(|pin| pin.fingerprint(seen.public.key_id));
	let fingerprint = fingerprint.unwrap_or_default();
	let change = seen.board.difference();
	let change = change.map(|change| change_in_words(&change, names));
	let change = change.unwrap_or_default();
	let faults = seen.board.faults().iter().map(|fault| {
		let error = Error::from(fault.error.clone());
		Trouble::from(error).named(names)
	});
	let may_leave = turn.takes_part(visit) && seen.board.certified().is_err();
	Ok(Page {
		frame: visit.frame(turn.title(), "/committee")?,
		key: seen.public.key_id,
		start: start_of(seen),
		waits: turn.waits(visit),
		facts: facts(visit, seen, &fingerprint),
		fingerprint,
		change: change.iter().map(|line| text::line(line)).collect(),
		heads: stages(seen).into_iter().map(|(_, head)| head).collect(),
		rows: rows(visit, seen),
		complaints: complaints(visit, seen),
		faults: faults.collect(),
		ask: ask(visit, &turn),
		leave: may_leave.then(|| seen.question_of_leaving()),
		wrong: turn.step.err(),
	})
}

#[derive(Template)]
#[template(path = "ceremony_over.html")]
struct Over {
	frame: Frame,
	said: Say,
	proven: bool,
}

/// Why an attempt ended, as the node tells it.
async fn why(visit: &Visit, past: &PastAttempt) -> Result<String, Error> {
	let to = visit.status.finalized_block;
	let read = history::past(visit, to.saturating_sub(LOOK_BACK), to).await?;
	Ok(past.why(&read.events, visit.session.names.as_ref()))
}

/// What became of the newest attempt of this account, which the chain does not show any more.
async fn over(visit: &Visit, key_id: KeyId) -> Result<Over, PortalError> {
	let (maker, keys) = (visit.session.committee_maker(), &visit.keys);
	let past = maker.past_attempt(key_id, keys.account(), &keys.keystore).await?;
	let past = past
		.ok_or(OnChainError::NotUnderWay(key_id))
		.map_err(Error::from)?;
	if !past.set {
		let (attempt, why) = (past.attempt, why(visit, &past).await?);
		return Err(Error::from(OnChainError::Ended { attempt, why }).into());
	}
	let said = match past.proven {
		true => say("ceremony-set"),
		false => say("ceremony-set-doubted"),
	};
	Ok(Over {
		frame: visit.frame(
			say("council-committee").with("committee", key_id.to_string()),
			"/committee",
		)?,
		said: said
			.with("committee", key_id.to_string())
			.with("epoch", past.epoch.to_string()),
		proven: past.proven,
	})
}

fn key_of(typed: &str) -> Result<KeyId, PortalError> {
	typed
		.parse()
		.map_err(|_| PortalError::Form("no committee is named"))
}

/// Shows the ceremony of a committee, or how its last attempt ended.
pub async fn show(visit: Visit, Query(asked): Query<HashMap<String, String>>) -> Response {
	let key_id = match key_of(asked.get("key").map(String::as_str).unwrap_or_default()) {
		Ok(key_id) => key_id,
		Err(error) => return visit.answer::<Page>(Err(error)).await,
	};
	match Turn::of(&visit, key_id).await {
		Ok(Some(turn)) => {
			let page = page(&visit, turn);
			visit.answer(page).await
		}
		Ok(None) => {
			let page = over(&visit, key_id).await;
			visit.answer(page).await
		}
		Err(error) => visit.answer::<Page>(Err(error.into())).await,
	}
}

fn agreed(form: &Posted) -> Result<Agreed, PortalError> {
	Ok(Agreed {
		key_id: key_of(form.get("key"))?,
		start: form.get("start").to_owned(),
		step: form.get("step").to_owned(),
		fingerprint: form.get("fingerprint").to_owned(),
		sure: form.get("sure") == "yes",
	})
}

/// Takes the step that was shown.
pub async fn step(visit: Visit, form: Posted) -> Response {
	match agreed(&form) {
		Ok(agreed) => {
			let title = say("do-ceremony").with("committee", agreed.key_id.to_string());
			let back = page_of(agreed.key_id);
			visit.start(&form, title, &back, move |acting| {
				acting.ceremony_step(agreed).boxed_local()
			})
		}
		Err(error) => visit.answer::<Page>(Err(error)).await,
	}
}

/// Ends the attempt for everybody.
pub async fn leave(visit: Visit, form: Posted) -> Response {
	match agreed(&form) {
		Ok(agreed) => {
			let title = say("do-leave-ceremony").with("committee", agreed.key_id.to_string());
			let back = page_of(agreed.key_id);
			visit.start(&form, title, &back, move |acting| {
				acting.leave_ceremony(agreed).boxed_local()
			})
		}
		Err(error) => visit.answer::<Page>(Err(error)).await,
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::texts::{Language, spoken_as};

	fn named(step: &NextStep, language: Language) -> Option<String> {
		let deed = deed(step, |index| format!("Dr {index}"));
		spoken_as(language, || deed.map(|deed| deed.to_string()))
	}

	#[test]
	fn a_button_says_what_the_step_does_and_whom_it_is_about() {
		for (step, english, german) in [
			(NextStep::Join, "Take part", "Teilnehmen"),
			(
				NextStep::Complain(3),
				"Complain of Dr 3",
				"Sich über Dr 3 beschweren",
			),
			(NextStep::Answer(4), "Answer Dr 4", "Dr 4 antworten"),
			(NextStep::Expire, "End the attempt", "Den Versuch beenden"),
		] {
			assert_eq!(named(&step, Language::English).as_deref(), Some(english));
			assert_eq!(named(&step, Language::German).as_deref(), Some(german));
		}
		assert_eq!(named(&NextStep::NotMine, Language::English), None);
		let wait = NextStep::Wait {
			due: CeremonyDue::Deal,
			who: Vec::new(),
			until: 7,
		};
		assert_eq!(named(&wait, Language::English), None);
		assert!(hint(&wait).is_none() && hint(&NextStep::Certify).is_some());
	}

	#[test]
	fn only_a_number_names_a_committee() {
		assert_eq!(key_of("7").ok(), Some(7));
		for wrong in ["", "-1", "seven", "7/../8", "99999999999"] {
			assert!(matches!(key_of(wrong), Err(PortalError::Form(_))), "{wrong}");
		}
	}
}
