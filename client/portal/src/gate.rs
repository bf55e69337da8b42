//! The gate: every request passes here, and every answer leaves through here.

use crate::{
	guard::{Guard, HEADERS},
	jobs::Jobs,
	pages::bare,
	state::Portal,
	texts::{Asked, speaking},
};
use axum::{
	extract::{Request, State},
	http::{HeaderMap, HeaderValue, Method, StatusCode, header},
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
	if !asks_by_itself(&portal.jobs, path) {
		portal.locked.used();
	}
	let needs_keys = path != "/unlock";
	(needs_keys && portal.locked.keys().is_none()).then(|| locked(headers))
}

/// What is answered while it is locked. A script puts what it gets among the rest of its page, where a form for the passphrase has no place.
fn locked(headers: &HeaderMap) -> Response {
	match headers.contains_key("hx-request") {
		true => StatusCode::NO_CONTENT.into_response(),
		false => Redirect::to("/unlock").into_response(),
	}
}

/// Whether a page fetches this by itself, which is no use by a person. Where no script runs, the page of a running job asks again
/// each second.
fn asks_by_itself(jobs: &Jobs, path: &str) -> bool {
	let job = path.strip_prefix("/jobs/").and_then(|id| id.parse().ok());
	let job = job.and_then(|id| jobs.get(id));
	path.ends_with("/events")
		|| path.ends_with("/recent")
		|| path == "/waiting"
		|| job.is_some_and(|job| job.is_running())
}

/// `GET /start/TOKEN`.
pub fn start(portal: &Portal, headers: &HeaderMap, token: &str) -> Response {
	match portal.guard.exchange(token) {
		Ok(Some(cookie)) => bare::started(&cookie),
		Ok(None) => wrong(portal, headers),
		Err(error) => bare::trouble(error.into()),
	}
}

/// The answer to a wrong link. The tenth that no other site led to stops the server.
pub fn wrong(portal: &Portal, headers: &HeaderMap) -> Response {
	if !Guard::is_led_here(headers) && portal.guard.count_wrong() {
		portal.stop();
	}
	bare::how_to_start(StatusCode::FORBIDDEN)
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{jobs::Done, texts::say};
	use futures::FutureExt as _;

	#[tokio::test]
	async fn the_page_of_a_job_that_runs_keeps_no_portal_open() {
		let jobs = Jobs::default();
		let never = |_| futures::future::pending().boxed_local();
		let running = jobs.start([1; 32], say("back"), "/", never, |same| same);
		let done = |_| async { Ok(Done::said("")) }.boxed_local();
		let ended = jobs.start([2; 32], say("back"), "/", done, |same| same);
		while jobs.get(ended).unwrap().is_running() {
			tokio::task::yield_now().await;
		}
		for path in [
			format!("/jobs/{running}"),
			format!("/jobs/{running}/events"),
			"/history/recent".to_owned(),
			"/waiting".to_owned(),
		] {
			assert!(asks_by_itself(&jobs, &path), "{path}");
		}
		// The control: what a person opens or sends is use.
		for path in [
			format!("/jobs/{ended}"),
			format!("/jobs/{running}/stop"),
			"/jobs".to_owned(),
			"/jobs/99".to_owned(),
			"/records".to_owned(),
		] {
			assert!(!asks_by_itself(&jobs, &path), "{path}");
		}
		jobs.stop_all();
	}
}
