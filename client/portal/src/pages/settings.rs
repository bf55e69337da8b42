//! Settings: how they are, and which commands change them.

use crate::{frame::Frame, visit::Visit};
use askama::Template;
use axum::response::Response;
use medquorum_client::views::Fact;

#[derive(Template)]
#[template(path = "facts.html")]
struct Page {
	frame: Frame,
	facts: Vec<Fact>,
	commands: Vec<(&'static str, &'static str)>,
}

/// Shows the settings.
pub async fn settings(visit: Visit) -> Response {
	let facts = visit.status.facts();
	let page = visit.frame("Settings", "/settings").map(|frame| Page {
		frame,
		facts,
		commands: vec![
			("Another node", "medquorum config node URL"),
			("Another account", "medquorum config account WHO"),
			(
				"Compare and trust a committee",
				"medquorum committee trust NUMBER",
			),
			("Hosts that keep records", "medquorum store add NAME=URL"),
			("Health of the store", "medquorum store status"),
		],
	});
	visit.answer(page).await
}
