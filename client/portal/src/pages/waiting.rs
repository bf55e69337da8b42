//! Whether something new waits: a page asks by itself, and says so in one line. Nothing else of it changes, so that nobody loses what they
//! read or type; where no script runs, nothing asks.

use crate::{
	error::PortalError,
	state::Portal,
	trouble::Trouble,
	visit::Visit,
	waiting::{Listed, marks},
};
use askama::Template;
use axum::{
	extract::{Query, State},
	http::StatusCode,
	response::{Html, IntoResponse, Response},
};
use medquorum_client::views::Inbox;
use std::{collections::HashMap, sync::Arc, time::Instant};

/// What a page asks by later.
pub struct News {
	/// What the page lists, as addresses say it.
	pub of: &'static str,
	/// The number of the newest of it.
	pub after: u64,
}

#[derive(Template)]
#[template(path = "news.html")]
struct Line {
	page: &'static str,
}

/// What waits for the person under whichever account, as the command `inbox` reads it; and by what a page asks later for more.
///
/// # Errors
/// When the chain cannot be reached.
pub async fn inbox(visit: &Visit, listed: Listed) -> Result<(Inbox, News), PortalError> {
	let begun = Instant::now();
	let inbox = visit.session.joint_inbox(&visit.accounts()).await?;
	let inbox = inbox.ok_or(PortalError::NoAccount)?;
	let after = visit.portal.waiting.learn(begun, &marks(&inbox));
	let of = listed.word();
	Ok((inbox, News { of, after }))
}

/// Reads what waits by the connection that all pages share. The keys stay where they are: only the account's address is needed.
async fn read(portal: &Portal) -> Result<(), PortalError> {
	let account = portal.locked.keys().map(|keys| keys.account());
	let account = account.ok_or(PortalError::Locked)?;
	let begun = Instant::now();
	let session = portal.session().await?;
	// What a node that is behind lists may be done already.
	session.look_at_node().await?;
	let accounts = session.all_accounts(Some(account));
	if let Some(inbox) = session.joint_inbox(&accounts).await? {
		portal.waiting.learn(begun, &marks(&inbox));
	}
	Ok(())
}

/// A line when something waits that the page does not list; nothing otherwise, and nothing while the node is away.
pub async fn news(
	State(portal): State<Arc<Portal>>,
	Query(asked): Query<HashMap<String, String>>,
) -> Response {
	let field = |name: &str| asked.get(name).map_or("", String::as_str);
	let (Some(listed), Ok(after)) = (Listed::of(field("of")), field("after").parse::<u64>()) else {
		return StatusCode::NO_CONTENT.into_response();
	};
	if !portal.waiting.is_more(listed, after)
		&& portal.waiting.may_ask(Instant::now())
		&& let Err(error) = read(&portal).await
	{
		portal.heed(&Trouble::from(error)).await;
	}
	let page = listed.page();
	match (portal.waiting.is_more(listed, after), (Line { page }).render()) {
		(true, Ok(html)) => Html(html).into_response(),
		_ => StatusCode::NO_CONTENT.into_response(),
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn the_line_leads_to_the_same_page() {
		let html = Line { page: "/requests" }.render().unwrap();
		assert!(html.contains("Something new waits for you: <a href=\"/requests\">show it</a>"));
		assert!(!html.contains("hx-"), "it still asks: {html}");
	}
}
