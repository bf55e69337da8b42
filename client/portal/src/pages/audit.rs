//! Who looked: what concerns the account, in all blocks that the node has.

use crate::{forms::Posted, frame::Frame, visit::Visit};
use askama::Template;
use axum::response::Response;
use futures::FutureExt as _;

#[derive(Template)]
#[template(path = "audit.html")]
struct Page {
	frame: Frame,
}

/// Offers to look.
pub async fn show(visit: Visit) -> Response {
	let page = visit.frame("Audit", "/audit").map(|frame| Page { frame });
	visit.answer(page).await
}

/// Looks, which takes a while on a long chain.
pub async fn look(visit: Visit, form: Posted) -> Response {
	visit.start(&form, "Find out who looked", "/audit", |acting| {
		acting.audit().boxed_local()
	})
}
