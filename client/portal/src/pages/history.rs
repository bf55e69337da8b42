//! What happened on the chain, in words.

use crate::{error::PortalError, frame::Frame, visit::Visit};
use askama::Template;
use axum::{
	extract::Query,
	response::{Html, IntoResponse, Response},
};
use medquorum_client::{
	domain::BlockNumber,
	error::Error,
	ledger::Ledger as _,
	views::{EventDetails, text},
};
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
	events: Vec<(BlockNumber, String)>,
}

#[derive(Template)]
#[template(path = "recent.html")]
struct Recent {
	events: Vec<(BlockNumber, String)>,
}

type Events = (Vec<(BlockNumber, String)>, Option<String>);

async fn events(visit: &Visit, from: BlockNumber, to: BlockNumber) -> Result<Events, Error> {
	let past = visit.session.past(from, to).await?;
	let names = visit.session.names.as_ref();
	let told = past.events.iter().rev().map(|(block, event)| {
		let details = EventDetails::of(*block, event, names);
		(*block, text::line(&details.words))
	});
	Ok((told.collect(), past.remark()))
}

async fn page(visit: &Visit, before: Option<BlockNumber>) -> Result<Page, PortalError> {
	let newest = visit.session.chain.block_number().await.map_err(Error::from)?;
	let to = before
		.map_or(newest, |before| before.saturating_sub(1))
		.min(newest);
	let from = to.saturating_sub(PAGE - 1);
	let (events, remark) = events(visit, from, to).await?;
	Ok(Page {
		frame: visit.frame("What happened", "/history")?,
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
