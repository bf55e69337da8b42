//! The first page: what waits, what happened, how things stand.

use super::{
	early,
	waiting::{News, inbox},
};
use crate::{
	acting::page_of,
	error::PortalError,
	frame::Frame,
	state::Portal,
	texts::{Say, Value, say},
	visit::Visit,
	waiting::Listed,
};
use askama::Template;
use axum::{
	extract::{Request, State},
	response::Response,
};
use medquorum_client::{
	domain::AccountId,
	views::{CeremonyDetails, Fact, Line, Party, RequestDetails, Task, text, words},
};
use std::sync::Arc;

/// One thing that waits.
struct Card {
	what: Say,
	detail: Say,
	act: Say,
	href: String,
	/// Which of the person's accounts it concerns, where there are several.
	place: Option<Value>,
}

#[derive(Template)]
#[template(path = "start.html")]
struct Page {
	frame: Frame,
	news: News,
	tasks: Vec<Card>,
	waits: Vec<Card>,
	facts: Vec<Fact>,
}

/// A ceremony that waits.
fn of_ceremony(ceremony: &CeremonyDetails) -> Card {
	Card {
		what: say("card-ceremony").with("committee", ceremony.key_id.to_string()),
		detail: say("card-ceremony-why")
			.with_heard("due", ceremony.due.words())
			.with_heard("left", words::span(ceremony.until.left())),
		act: say("act-ceremony"),
		href: page_of(ceremony.key_id),
		place: None,
	}
}

/// A request on which somebody must act.
fn of_request(task: Task, request: &RequestDetails) -> Card {
	let id = request.request_id;
	let patient: Value = match &request.patient {
		Some(patient) => text::line(&patient.shown()).into(),
		None => say("card-gone").into(),
	};
	Card {
		what: say("card-request")
			.with("requester", text::line(&request.requester.shown()))
			.with("record", words::short(&request.record_id))
			.with("patient", patient),
		detail: say("card-detail")
			.with_heard("purpose", request.purpose_words)
			.with_heard("left", words::span(request.moments_left))
			.with_heard("waiting", text::line(&request.waiting)),
		act: match task {
			Task::Answer => say("act-decide"),
			Task::Consent => say("act-consent"),
			Task::Download => say("act-open"),
			Task::Close => say("act-close"),
			Task::Acknowledge | Task::Erasure | Task::Review | Task::Ceremony | Task::Wait => say("act-see"),
		},
		href: match task {
			Task::Answer => format!("/decide/look?request={id}"),
			_ => format!("/requests/{id}"),
		},
		place: None,
	}
}

fn card(task: Task, line: Line<'_>) -> Card {
	match line {
		Line::Request(request) => of_request(task, request),
		Line::Review(review) => Card {
			what: say("card-emergency")
				.with("requester", text::line(&review.requester.shown()))
				.with("record", words::short(&review.record_id)),
			detail: say("card-emergency-why")
				.with_heard("purpose", review.reason.words())
				.with("patient", text::line(&review.patient.shown())),
			act: say("act-see"),
			href: format!("/emergencies/{}", review.request_id),
			place: None,
		},
		Line::Ceremony(ceremony) => of_ceremony(ceremony),
		Line::Record(record) => Card {
			what: match task {
				Task::Erasure => say("card-erasure"),
				_ => say("card-new"),
			}
			.with("record", words::short(&record.record_id)),
			detail: say("card-about")
				.with("patient", text::line(&record.patient.shown()))
				.with("uploader", text::line(&record.uploader.shown())),
			act: match task {
				Task::Acknowledge => say("act-acknowledge"),
				_ => say("act-see"),
			},
			href: format!("/records/{}", record.record_id),
			place: None,
		},
	}
}

/// The accounts that a line names.
fn concerned(line: Line<'_>) -> Vec<AccountId> {
	let parties: Vec<&Party> = match line {
		Line::Request(request) => request.patient.iter().chain([&request.requester]).collect(),
		Line::Review(review) => vec![&review.patient, &review.requester],
		Line::Record(record) => vec![&record.patient, &record.uploader],
		Line::Ceremony(_) => Vec::new(),
	};
	parties.into_iter().map(|party| party.address).collect()
}

/// The cards of a home that was just set up: what its person does next.
async fn begin(visit: &Visit) -> Vec<Card> {
	let words = visit.portal.words_wait().await.then(|| Card {
		what: say("card-words"),
		detail: say("card-words-why"),
		act: say("card-words-act"),
		href: "/welcome".to_owned(),
		place: None,
	});
	let account = visit.status.account.as_ref();
	let unknown = account.is_some_and(|account| !account.registered);
	// A person who has accounts at facilities alone needs no other one.
	let unknown = unknown && visit.session.places.is_empty();
	let publish = unknown.then(|| Card {
		what: say("card-publish"),
		detail: say("card-publish-why"),
		act: say("publish-them"),
		href: "/register".to_owned(),
		place: None,
	});
	// What is uploaded is sealed to a committee that somebody compared.
	let untrusted = visit.hats().uploads && visit.session.trust.committees.is_empty();
	let trust = untrusted.then(|| Card {
		what: say("card-trust"),
		detail: say("card-trust-why"),
		act: say("settings-committee"),
		href: "/trust".to_owned(),
		place: None,
	});
	words.into_iter().chain(publish).chain(trust).collect()
}

async fn page(visit: &Visit) -> Result<Page, PortalError> {
	let (inbox, news) = inbox(visit, Listed::All).await?;
	let (mut tasks, mut waits) = (begin(visit).await, Vec::new());
	for (task, line) in inbox.lines() {
		let card = Card {
			place: visit.place_of(concerned(line)),
			..card(task, line)
		};
		match task {
			Task::Wait => waits.push(card),
			_ => tasks.push(card),
		}
	}
	let facts = visit.status.facts().into_iter();
	let told = [
		"Node",
		"Finalized",
		"Store",
		"Keys",
		"Balance",
		"Emergency",
		"Trusted",
	];
	Ok(Page {
		frame: visit.frame(say("tab-start"), "/")?,
		news,
		tasks,
		waits,
		facts: facts.filter(|(word, _)| told.contains(word)).collect(),
	})
}

/// Shows what waits for the account, and how it stands.
pub async fn show(State(portal): State<Arc<Portal>>, request: Request) -> Response {
	early::answer(portal, request, (say("tab-start"), "/"), |visit| async move {
		let page = page(&visit).await;
		visit.answer(page).await
	})
	.await
}
