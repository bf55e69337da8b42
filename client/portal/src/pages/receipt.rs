//! The receipt of an erasure: who attested that nothing is left, who has not, and what nobody can show.

use crate::{error::PortalError, forms::Posted, frame::Frame, jobs::Done, saving, texts::say, visit::Visit};
use askama::Template;
use axum::{extract::Path, response::Response};
use futures::FutureExt as _;
use medquorum_client::{
	domain::RecordId,
	error::Error,
	files,
	views::{Fact, text, words},
};

#[derive(Template)]
#[template(path = "receipt.html")]
struct Page {
	frame: Frame,
	id: String,
	facts: Vec<Fact>,
	complete: bool,
	folder: String,
}

fn read_id(typed: &str) -> Result<RecordId, PortalError> {
	typed.parse().map_err(|error| Error::from(error).into())
}

async fn page(visit: &Visit, typed: &str) -> Result<Page, PortalError> {
	let id = read_id(typed)?;
	let (_, receipt) = visit.session.receipt(id).await?;
	let title = say("receipt-title").with("record", words::short(&id));
	Ok(Page {
		frame: visit.frame(title, "/records")?,
		id: id.to_string(),
		facts: receipt.facts(),
		complete: receipt.complete,
		folder: saving::default_folder().display().to_string(),
	})
}

/// Shows the receipt of an erased record, as the chain and its hosts attest it now.
pub async fn show(visit: Visit, Path(id): Path<String>) -> Response {
	let page = page(&visit, &id).await;
	visit.answer(page).await
}

fn begin(visit: &Visit, typed: &str, form: &Posted) -> Result<Response, PortalError> {
	let id = read_id(typed)?;
	let folder = saving::folder(form.needed("folder", "the folder is missing")?)?;
	let proofs = form.get("form") == "json";
	let back = format!("/receipts/{id}");
	let after = back.clone();
	Ok(visit.start(form, say("receipt-save"), &back, move |acting| {
		async move {
			let (facts, receipt) = acting.session.receipt(id).await?;
			let (content, end) = match proofs {
				true => (acting.session.receipt_export(&facts).await?, "json"),
				false => (receipt.page(), "html"),
			};
			let target = saving::free(&folder, &format!("receipt-{}.{end}", words::short(&id)));
			files::write_new(&target, content.as_bytes())?;
			Ok(Done {
				facts: vec![(say("file"), text::line(&target.display().to_string()).into())],
				next: Some((after, say("receipt-back"))),
				..Done::said(say("saved"))
			})
		}
		.boxed_local()
	}))
}

/// Saves it: a page that prints on one sheet, or a file with signatures and proofs.
pub async fn save(visit: Visit, Path(id): Path<String>, form: Posted) -> Response {
	match begin(&visit, &id, &form) {
		Ok(started) => started,
		Err(error) => visit.answer::<Page>(Err(error)).await,
	}
}
