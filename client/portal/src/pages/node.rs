//! Another node: the one page of the settings that is shown without a node.

use super::bare;
use crate::{error::PortalError, forms::Posted, frame::Frame, state::Portal, texts::say, trouble::Trouble};
use askama::Template;
use axum::{
	extract::State,
	http::StatusCode,
	response::{Html, IntoResponse, Redirect, Response},
};
use medquorum_client::{config::Config, error::Error};
use std::sync::Arc;

#[derive(Template)]
#[template(path = "node.html")]
struct Page {
	frame: Frame,
	/// The address in use.
	node: String,
	/// What was typed, where it was refused.
	typed: String,
	trouble: Option<Trouble>,
}

fn page(portal: &Portal, typed: &str, trouble: Option<Trouble>) -> Result<Response, PortalError> {
	let config = Config::load(&portal.options.home).map_err(Error::from)?;
	let (csrf, running, seen) = (portal.guard.form(), portal.jobs.running(), portal.seen());
	let status = trouble.as_ref().map_or(StatusCode::OK, Trouble::status);
	let page = Page {
		frame: Frame::new(say("settings-node"), "/settings", seen.as_ref(), csrf, running)?,
		node: portal.node(&config),
		typed: typed.to_owned(),
		trouble,
	};
	Ok(match page.render() {
		Ok(html) => (status, Html(html)).into_response(),
		Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
	})
}

fn answer(portal: &Portal, typed: &str, trouble: Option<Trouble>) -> Response {
	page(portal, typed, trouble).unwrap_or_else(|error| bare::trouble(error.into()))
}

/// Asks for another node.
pub async fn show(State(portal): State<Arc<Portal>>) -> Response {
	answer(&portal, "", None)
}

/// Uses another node, once it serves the chain that is pinned here.
pub async fn change(State(portal): State<Arc<Portal>>, form: Posted) -> Response {
	let done = match form.needed("node", "the node's address is missing") {
		Ok(url) => portal.use_node(url).await,
		Err(error) => Err(error),
	};
	match done {
		Ok(()) => Redirect::to("/settings").into_response(),
		Err(error) => answer(&portal, form.get("node"), Some(error.into())),
	}
}
