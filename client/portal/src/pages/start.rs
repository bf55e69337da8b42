//! The first page: what waits, what happened, how things stand.

use crate::{error::PortalError, frame::Frame, visit::Visit};
use askama::Template;
use axum::response::Response;
use medquorum_client::{
	error::Error,
	views::{Fact, Inbox, Line, Party, Task, text, words},
};

/// One thing that waits.
struct Card {
	what: String,
	detail: String,
	act: &'static str,
	href: String,
}

#[derive(Template)]
#[template(path = "start.html")]
struct Page {
	frame: Frame,
	tasks: Vec<Card>,
	waits: Vec<Card>,
	facts: Vec<Fact>,
}

fn card(task: Task, line: Line<'_>) -> Card {
	match line {
		Line::Request(request) => {
			let patient = request.patient.as_ref().map(Party::shown);
			let id = request.request_id;
			Card {
				what: text::line(&format!(
					"{} asks for record {} of {}",
					request.requester.shown(),
					words::short(&request.record_id),
					patient.unwrap_or_else(|| "somebody whose record is gone".to_owned())
				)),
				detail: text::line(&format!(
					"For {}. {} left. Who must act: {}",
					request.purpose_words,
					words::span(request.moments_left),
					request.waiting
				)),
				act: match task {
					Task::Answer => "Decide",
					Task::Consent => "Say yes or no",
					Task::Download => "Open it",
					Task::Close => "Close it",
					Task::Acknowledge | Task::Erasure | Task::Wait => "See it",
				},
				href: match task {
					Task::Answer => format!("/decide/look?request={id}"),
					_ => format!("/requests/{id}"),
				},
			}
		}
		Line::Record(record) => Card {
			what: match task {
				Task::Erasure => format!("Record {} is to be erased", words::short(&record.record_id)),
				_ => format!("Record {} is new", words::short(&record.record_id)),
			},
			detail: text::line(&format!(
				"About {}, uploaded by {}",
				record.patient.shown(),
				record.uploader.shown()
			)),
			act: match task {
				Task::Acknowledge => "Look and acknowledge",
				_ => "See it",
			},
			href: format!("/records/{}", record.record_id),
		},
	}
}

/// What waits for an account, as the command `inbox` reads it.
///
/// # Errors
/// When the chain cannot be reached.
pub async fn inbox(visit: &Visit) -> Result<Inbox, Error> {
	let account = visit.account();
	let known = visit.session.asked(account);
	let names = visit.session.names.as_ref();
	let inbox = visit.session.observer().inbox(account, &known, names).await?;
	let there: Vec<_> = inbox.requester.iter().map(|request| request.request_id).collect();
	visit.session.keep_asked(account, &there);
	Ok(inbox)
}

/// What whoever has just set up does next.
async fn begin(visit: &Visit) -> Vec<Card> {
	let words = visit.portal.words_wait().await.then(|| Card {
		what: "Your 24 words were not asked back yet".to_owned(),
		detail: "Without them your records are lost with this machine.".to_owned(),
		act: "Write them down",
		href: "/welcome".to_owned(),
	});
	let account = visit.status.account.as_ref();
	let unknown = account.is_some_and(|account| !account.registered);
	let publish = unknown.then(|| Card {
		what: "Your keys are not on the chain".to_owned(),
		detail: "Until they are, no record can be sealed to you, and you can open none.".to_owned(),
		act: "Publish them",
		href: "/register".to_owned(),
	});
	words.into_iter().chain(publish).collect()
}

async fn page(visit: &Visit) -> Result<Page, PortalError> {
	let inbox = inbox(visit).await?;
	let (mut tasks, mut waits) = (begin(visit).await, Vec::new());
	for (task, line) in inbox.lines() {
		match task {
			Task::Wait => waits.push(card(task, line)),
			_ => tasks.push(card(task, line)),
		}
	}
	let facts = visit.status.facts().into_iter();
	let told = ["Node", "Finalized", "Store", "Keys", "Balance", "Trusted"];
	Ok(Page {
		frame: visit.frame("Start", "/")?,
		tasks,
		waits,
		facts: facts.filter(|(word, _)| told.contains(word)).collect(),
	})
}

/// Shows it.
pub async fn show(visit: Visit) -> Response {
	let page = page(&visit).await;
	visit.answer(page).await
}
