//! What happened on the chain, in words.

use crate::{error::PortalError, frame::Frame, texts::say, visit::Visit};
use askama::Template;
use axum::{
	extract::Query,
	response::{Html, IntoResponse, Response},
};
use medquorum_client::{
	domain::BlockNumber,
	error::Error,
	ledger::Ledger as _,
	roles::Past,
	views::{EventDetails, When, text},
};
use medquorum_session::remark;
use std::collections::HashMap;

/// Blocks on one page.
const PAGE: BlockNumber = 1_000;
/// Blocks looked at for the first page of all.
const RECENT: BlockNumber = 200;
/// Events on the first page of all.
const NEWEST: usize = 12;

#[derive(Template)]
#[template(path = "history.html")]
struct Page {
	frame: Frame,
	from: BlockNumber,
	to: BlockNumber,
	remark: Option<String>,
	events: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "recent.html")]
struct Recent {
	events: Vec<(String, String)>,
}

type Events = (Vec<(String, String)>, Option<String>);

/// Reads what happened in these blocks. Blocks read before are remembered, as long as the node is on the same branch.
pub(super) async fn past(visit: &Visit, from: BlockNumber, to: BlockNumber) -> Result<Past, Error> {
	let (observer, head) = (visit.session.observer(), visit.status.finalized_block);
	let (chronicle, blocks) = (&visit.portal.chronicle, from..=to);
	let _alone = chronicle.reading().await;
	if !visit.is_current() {
		chronicle.clear();
	}
	for part in chronicle.missing(&blocks) {
		let read = observer.past(*part.start(), *part.end(), head).await?;
		if read.forgotten.is_some() {
			return observer.past(from, to, head).await;
		}
		chronicle.learn(&part, read.events);
	}
	match chronicle.tell(&blocks) {
		Some(events) => Ok(Past {
			forgotten: None,
			to,
			events,
		}),
		// More than is remembered, or forgotten meanwhile.
		None => observer.past(from, to, head).await,
	}
}

async fn events(visit: &Visit, from: BlockNumber, to: BlockNumber) -> Result<Events, Error> {
	let session = &visit.session;
	let past = past(visit, from, to).await?;
	let calendar = session.calendar().await?;
	let blocks: Vec<BlockNumber> = past.events.iter().map(|(block, _)| *block).collect();
	let times = session.times_of(blocks).await?;
	let names = session.names.as_ref();
	let told = past.events.iter().rev().map(|(block, event)| {
		let at = When {
			block: *block,
			time: times.get(block).copied(),
		};
		let details = EventDetails::of(at, event, names, calendar);
		(at.to_string(), text::line(&details.words))
	});
	Ok((told.collect(), remark(&past)))
}

async fn page(visit: &Visit, before: Option<BlockNumber>) -> Result<Page, PortalError> {
	let newest = visit.session.chain.block_number().await.map_err(Error::from)?;
	let to = before
		.map_or(newest, |before| before.saturating_sub(1))
		.min(newest);
	let from = to.saturating_sub(PAGE - 1);
	let (events, remark) = events(visit, from, to).await?;
	Ok(Page {
		frame: visit.frame(say("what-happened"), "/history")?,
		from,
		to,
		remark,
		events,
	})
}

/// Shows a page of it.
pub async fn show(visit: Visit, Query(asked): Query<HashMap<String, String>>) -> Response {
	let before = asked.get("before").and_then(|before| before.parse().ok());
	let page = page(&visit, before).await;
	visit.answer(page).await
}

/// The newest of it, as a part of the first page.
pub async fn recent(visit: Visit) -> Response {
	let newest = visit.status.finalized_block;
	let found = events(&visit, newest.saturating_sub(RECENT), newest).await;
	let mut events = found.map(|(events, _)| events).unwrap_or_default();
	events.truncate(NEWEST);
	match (Recent { events }).render() {
		Ok(html) => Html(html).into_response(),
		Err(_) => axum::http::StatusCode::INTERNAL_SERVER_ERROR.into_response(),
	}
}
