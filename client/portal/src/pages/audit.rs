//! Who looked: what concerns the account, in all blocks that the node has.

use crate::{forms::Posted, frame::Frame, texts::say, visit::Visit};
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
	let page = visit
		.frame(say("tab-audit"), "/audit")
		.map(|frame| Page { frame });
	visit.answer(page).await
}

/// Looks, which takes a while on a long chain.
pub async fn look(visit: Visit, form: Posted) -> Response {
	visit.start(&form, say("do-audit"), "/audit", |acting| {
		acting.audit().boxed_local()
	})
}
