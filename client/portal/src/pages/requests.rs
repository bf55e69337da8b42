//! Requests that concern the account, in the sections of the inbox.

use super::{
	tables::RequestRow,
	waiting::{News, inbox},
};
use crate::{
	error::PortalError,
	frame::{Frame, Hats},
	texts::say,
	visit::Visit,
	waiting::Listed,
};
use askama::Template;
use axum::response::Response;
use medquorum_client::views::Section;

struct Part {
	heading: &'static str,
	requests: Vec<RequestRow>,
}

#[derive(Template)]
#[template(path = "requests.html")]
struct Page {
	frame: Frame,
	news: News,
	hats: Hats,
	sections: Vec<Part>,
}

async fn page(visit: &Visit) -> Result<Page, PortalError> {
	let (inbox, news) = inbox(visit, Listed::Requests).await?;
	let sections = inbox.sections().into_iter().filter_map(|section| match section {
		Section::Requests(heading, requests) => Some(Part {
			heading,
			requests: requests
				.iter()
				.map(|request| RequestRow::of(request, visit))
				.collect(),
		}),
		Section::Records(..) | Section::Erasures(..) | Section::Reviews(..) | Section::Ceremonies(..) => None,
	});
	Ok(Page {
		frame: visit.frame(say("tab-requests"), "/requests")?,
		news,
		hats: visit.hats(),
		sections: sections.collect(),
	})
}

/// Shows the requests that concern the account, by its roles.
pub async fn list(visit: Visit) -> Response {
	let page = page(&visit).await;
	visit.answer(page).await
}
