//! A page whose frame is sent before the node has answered: who is there and which pages there are, is known from the page before.
//!
//! Its status is 200 whatever follows, so it is for a page that people look at, and only while there is a connection.

use crate::{
	frame::Frame,
	state::Portal,
	texts::{Asked, Say, speaking},
	visit::Visit,
};
use askama::Template;
use axum::{
	body::{Body, to_bytes},
	extract::{FromRequestParts as _, Request},
	http::header,
	response::{Html, IntoResponse as _, Response},
};
use futures::stream::{self, StreamExt as _};
use std::{convert::Infallible, sync::Arc};

/// Where the frame ends and the page begins.
const PAGE: &str = "<main";
/// More than any page has, in bytes.
const MAX_PAGE: usize = 8 << 20;

#[derive(Template)]
#[template(path = "early.html")]
struct Early {
	frame: Frame,
}

#[derive(Template)]
#[template(path = "moved.html")]
struct Moved {
	to: String,
}

/// The frame of whoever was there last, up to where the page begins.
async fn around(portal: &Portal, title: Say, tab: &str) -> Option<String> {
	if !portal.is_connected().await {
		return None;
	}
	let (csrf, running) = (portal.guard.form(), portal.jobs.running());
	let frame = Frame::new(title, tab, Some(&portal.seen()?), csrf, running).ok()?;
	let mut html = Early { frame }.render().ok()?;
	html.truncate(html.find(PAGE)?);
	Some(html)
}

/// What of an answer follows a frame that was sent.
async fn rest(answer: Response) -> String {
	let to = answer.headers().get(header::LOCATION);
	if let Some(to) = to.and_then(|to| to.to_str().ok()) {
		return Moved { to: to.to_owned() }.render().unwrap_or_default();
	}
	let body = to_bytes(answer.into_body(), MAX_PAGE).await.unwrap_or_default();
	let mut html = String::from_utf8_lossy(&body).into_owned();
	match html.find(PAGE) {
		Some(at) => html.split_off(at),
		None => html,
	}
}

/// Answers with this page; with its frame at once, where that is known.
pub async fn answer<F>(
	portal: Arc<Portal>,
	request: Request,
	(title, tab): (Say, &str),
	page: impl FnOnce(Visit) -> F + Send + 'static,
) -> Response
where
	F: Future<Output = Response> + Send + 'static,
{
	let asked = Asked::of(&request);
	let (mut parts, _) = request.into_parts();
	let around = around(&portal, title, tab).await;
	let whole = async move {
		match Visit::from_request_parts(&mut parts, &portal).await {
			Ok(visit) => page(visit).await,
			Err(answer) => answer,
		}
	};
	let Some(around) = around else {
		return whole.await;
	};
	let rest = speaking(asked, async move { rest(whole.await).await });
	let sent = stream::iter([around]).chain(stream::once(rest));
	Html(Body::from_stream(sent.map(Ok::<_, Infallible>))).into_response()
}

#[cfg(test)]
mod tests {
	use super::*;
	use axum::response::Redirect;

	#[tokio::test]
	async fn what_follows_begins_where_the_frame_ends() {
		let page = Html("<html><body><header>who</header><main id=\"content\">cards</main></body></html>");
		let follows = rest(page.into_response()).await;
		assert_eq!(follows, "<main id=\"content\">cards</main></body></html>");
	}

	#[tokio::test]
	async fn whoever_was_locked_out_meanwhile_is_led_on() {
		let follows = rest(Redirect::to("/unlock").into_response()).await;
		assert!(follows.starts_with(PAGE), "{follows}");
		assert!(follows.contains("content=\"0; url=/unlock\""), "{follows}");
	}
}
