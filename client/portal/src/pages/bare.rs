//! Pages without a person: how to start, unlocking, what is wrong before anybody is there.

use crate::trouble::Trouble;
use askama::Template;
use axum::{
	http::{HeaderName, StatusCode, header},
	response::{Html, IntoResponse, Response},
};

/// What the page asks to be unlocked.
pub struct Unlock {
	/// The token of the form.
	pub csrf: String,
	/// Whether the account has a password of its own.
	pub password: bool,
	/// The account.
	pub account: String,
	/// The chain.
	pub chain: String,
	/// The node's address.
	pub node: String,
}

#[derive(Template, Default)]
#[template(path = "bare.html")]
struct Bare {
	title: &'static str,
	lines: Vec<&'static str>,
	trouble: Option<Trouble>,
	unlock: Option<Unlock>,
	started: bool,
}

fn render(status: StatusCode, page: &Bare) -> Response {
	match page.render() {
		Ok(html) => (status, Html(html)).into_response(),
		Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
	}
}

/// The page for whoever was not let in.
pub fn how_to_start(status: StatusCode) -> Response {
	let page = Bare {
		title: "This browser was not let in",
		lines: vec![
			"The portal lets one browser in, by a link that holds once.",
			"Type `medquorum portal` again on this machine: it opens a new link to the portal that runs.",
		],
		..Bare::default()
	};
	render(status, &page)
}

/// The page after a right link: it sets the cookie, and goes on by itself. It is no redirect, because a browser that came from
/// another site would not send the cookie along with one.
pub fn started(cookie: &str) -> Response {
	let page = Bare {
		title: "Welcome",
		started: true,
		..Bare::default()
	};
	let set: [(HeaderName, &str); 1] = [(header::SET_COOKIE, cookie)];
	(set, render(StatusCode::OK, &page)).into_response()
}

/// The page that says what is wrong.
pub fn trouble(trouble: Trouble) -> Response {
	let status = trouble.status();
	let page = Bare {
		title: "This cannot be done",
		trouble: Some(trouble),
		..Bare::default()
	};
	render(status, &page)
}

/// The page that asks for the passphrase.
pub fn unlock(unlock: Unlock, trouble: Option<Trouble>) -> Response {
	let status = trouble.as_ref().map_or(StatusCode::OK, Trouble::status);
	let page = Bare {
		title: "Unlock",
		trouble,
		unlock: Some(unlock),
		..Bare::default()
	};
	render(status, &page)
}
