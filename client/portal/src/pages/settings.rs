//! Settings: how they are, and which commands change them.

use crate::{
	forms::Posted,
	frame::Frame,
	texts::{Say, say},
	visit::Visit,
};
use askama::Template;
use axum::response::Response;
use futures::FutureExt as _;
use medquorum_client::views::Fact;

#[derive(Template)]
#[template(path = "facts.html")]
struct Page {
	frame: Frame,
	facts: Vec<Fact>,
	commands: Vec<(Say, &'static str)>,
}

/// Shows the settings.
pub async fn settings(visit: Visit) -> Response {
	let facts = visit.status.facts();
	let page = visit.frame(say("tab-settings"), "/settings").map(|frame| Page {
		frame,
		facts,
		commands: vec![
			(say("settings-node"), "medquorum config node URL"),
			(say("settings-account"), "medquorum config account WHO"),
			(say("settings-committee"), "medquorum committee trust NUMBER"),
			(say("settings-hosts"), "medquorum store add NAME=URL"),
			(say("settings-health"), "medquorum store status RECORD"),
		],
	});
	visit.answer(page).await
}

/// Looks where what was uploaded from here is stored.
pub async fn store(visit: Visit, form: Posted) -> Response {
	let verify = form.get("verify") == "yes";
	visit.start(&form, say("do-store-health"), "/settings", move |acting| {
		acting.store_health(verify).boxed_local()
	})
}
