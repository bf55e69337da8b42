//! What is wrong, within the frame of the pages.

use crate::{frame::Frame, trouble::Trouble};
use askama::Template;
use axum::{
	http::StatusCode,
	response::{Html, IntoResponse, Response},
};

#[derive(Template)]
#[template(path = "trouble.html")]
struct Page {
	frame: Frame,
	trouble: Trouble,
}

/// The page that says what is wrong, and what to do next.
pub fn trouble_page(frame: Frame, trouble: Trouble) -> Response {
	let status = trouble.status();
	match (Page { frame, trouble }).render() {
		Ok(html) => (status, Html(html)).into_response(),
		Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
	}
}
