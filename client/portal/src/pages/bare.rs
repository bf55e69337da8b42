//! Pages without a person: how to start, unlocking, what is wrong before anybody is there.

use crate::{
	texts::{Say, Value, say},
	trouble::Trouble,
};
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
	/// The account as the settings name it.
	pub account: String,
	/// Hash of the chain's first block, or words that it is a development chain.
	pub chain: Value,
	/// The node's address.
	pub node: String,
}

#[derive(Template)]
#[template(path = "bare.html")]
struct Bare {
	title: Say,
	lines: Vec<Say>,
	trouble: Option<Trouble>,
	unlock: Option<Unlock>,
	started: bool,
}

impl Bare {
	fn titled(title: Say) -> Self {
		Self {
			title,
			lines: Vec::new(),
			trouble: None,
			unlock: None,
			started: false,
		}
	}
}

fn render(status: StatusCode, page: &Bare) -> Response {
	match page.render() {
		Ok(html) => (status, Html(html)).into_response(),
		Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
	}
}

/// The page for browsers that were not let in.
pub fn how_to_start(status: StatusCode) -> Response {
	let page = Bare {
		lines: vec![say("let-in-once"), say("let-in-how")],
		..Bare::titled(say("not-let-in"))
	};
	render(status, &page)
}

/// The page after a right link: it sets the cookie, and continues by itself. It is no redirect, because a browser that came from
/// another site would not send the cookie along with one.
pub fn started(cookie: &str) -> Response {
	let page = Bare {
		started: true,
		..Bare::titled(say("welcome"))
	};
	let set: [(HeaderName, &str); 1] = [(header::SET_COOKIE, cookie)];
	(set, render(StatusCode::OK, &page)).into_response()
}

/// The page that says what is wrong.
pub fn trouble(trouble: Trouble) -> Response {
	let status = trouble.status();
	let page = Bare {
		trouble: Some(trouble),
		..Bare::titled(say("not-done"))
	};
	render(status, &page)
}

/// The page that asks for the passphrase.
pub fn unlock(unlock: Unlock, trouble: Option<Trouble>) -> Response {
	let status = trouble.as_ref().map_or(StatusCode::OK, Trouble::status);
	let page = Bare {
		trouble,
		unlock: Some(unlock),
		..Bare::titled(say("unlock"))
	};
	render(status, &page)
}
