//! Standing answers of a patient: which there are, and what they say. Taking one in is the command line's.

use crate::{error::PortalError, frame::Frame, texts::say, visit::Visit};
use askama::Template;
use axum::response::Response;
use medquorum_client::{
	policies::Policies,
	views::{PolicyDetails, text, words},
};
use medquorum_session::wall_time;

struct Row {
	short: String,
	in_force: bool,
	words: String,
}

#[derive(Template)]
#[template(path = "policies.html")]
struct Page {
	frame: Frame,
	rows: Vec<Row>,
}

fn page(visit: &Visit) -> Result<Page, PortalError> {
	let session = &visit.session;
	let policies = Policies::at(session.home.folder(), session.trust.genesis, visit.account());
	let set = policies.load(Some(&visit.keys.keystore))?;
	let rows = set.policies.iter().map(|policy| {
		let details = PolicyDetails::of(policy, session.names.as_ref(), wall_time());
		Row {
			short: words::short(&details.policy_id),
			in_force: details.in_force,
			words: text::line(&details.words()),
		}
	});
	Ok(Page {
		rows: rows.collect(),
		frame: visit.frame(say("policies-title"), "/policies")?,
	})
}

/// Shows the account's standing answers.
pub async fn list(visit: Visit) -> Response {
	let page = tokio::task::block_in_place(|| page(&visit));
	visit.answer(page).await
}
