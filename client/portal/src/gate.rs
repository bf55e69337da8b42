//! The gate: every request passes here, and every answer leaves through here.

use crate::{
	guard::HEADERS,
	pages::bare,
	state::Portal,
	texts::{Asked, speaking},
};
use axum::{
	extract::{Request, State},
	http::{HeaderValue, Method, StatusCode, header},
	middleware::Next,
	response::{IntoResponse, Redirect, Response},
};
use std::sync::Arc;

/// Lets a request through, or answers it itself; then puts the headers onto the answer.
pub async fn watch(State(portal): State<Arc<Portal>>, request: Request, next: Next) -> Response {
	let path = request.uri().path().to_owned();
	let asked = Asked::of(&request);
	let answer = async {
		match check(&portal, &request) {
			Some(refusal) => refusal,
			None => next.run(request).await,
		}
	};
	let mut answer = speaking(asked, answer).await;
	let headers = answer.headers_mut();
	for (name, value) in HEADERS {
		headers.insert(name, HeaderValue::from_static(value));
	}
	let cache = match path.starts_with("/static/") {
		true => "private, max-age=3600",
		false => "no-store",
	};
	headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
	answer
}

/// The answer to a request that may not pass.
fn check(portal: &Portal, request: &Request) -> Option<Response> {
	let (guard, headers, path) = (&portal.guard, request.headers(), request.uri().path());
	if !guard.host_is_ours(headers) {
		return Some((StatusCode::MISDIRECTED_REQUEST, "this server has another name\n").into_response());
	}
	let reads = [Method::GET, Method::HEAD].contains(request.method());
	if !reads && (request.method() != Method::POST || !guard.origin_is_ours(headers)) {
		return Some((StatusCode::FORBIDDEN, "this request comes from another site\n").into_response());
	}
	if ["/static/", "/start/", "/again/"]
		.iter()
		.any(|free| path.starts_with(free))
	{
		return None;
	}
	if !guard.has_cookie(headers) {
		return Some(bare::how_to_start(StatusCode::UNAUTHORIZED));
	}
	if path == "/language" {
		return None;
	}
	let welcome = path == "/welcome" || path.starts_with("/welcome/");
	if !portal.is_set_up() {
		return (!welcome).then(|| Redirect::to("/welcome").into_response());
	}
	// Pages that fetch by themselves are no use by a person.
	if !path.ends_with("/events") && !path.ends_with("/recent") {
		portal.locked.used();
	}
	let needs_keys = path != "/unlock";
	(needs_keys && portal.locked.keys().is_none()).then(|| Redirect::to("/unlock").into_response())
}

/// `GET /start/TOKEN`.
pub fn start(portal: &Portal, token: &str) -> Response {
	match portal.guard.exchange(token) {
		Ok(Some(cookie)) => bare::started(&cookie),
		Ok(None) => wrong(portal),
		Err(error) => bare::trouble(error.into()),
	}
}

/// The answer to a wrong link. The tenth stops the server.
pub fn wrong(portal: &Portal) -> Response {
	if portal.guard.count_wrong() {
		portal.stop();
	}
	bare::how_to_start(StatusCode::FORBIDDEN)
}
