//! `request` and `close`: the requester's side of a request.

use crate::{
	args::{IdArg, PurposeArg},
	context::App,
	output::Outcome,
};
use clap::Args;
use medquorum_client::{
	domain::RequestStatus,
	ledger::Ledger as _,
	views::{RequestDetails, words},
};
use serde_json::json;
use std::io::Write;

/// Options of `request`.
#[derive(Debug, Args)]
pub struct Opts {
	/// The record
	#[arg(required_unless_present = "from_search")]
	record: Option<IdArg>,
	/// The record with this number in the last search
	#[arg(long, value_name = "N", conflicts_with = "record")]
	from_search: Option<usize>,
	/// Why; administrators and patient decide by it
	#[arg(long, value_enum, ignore_case = true, value_name = "CODE")]
	purpose: PurposeArg,
}

/// Options of `close`.
#[derive(Debug, Args)]
pub struct CloseOpts {
	/// The request
	request: IdArg,
}

/// Asks for a record.
pub async fn run(opts: &Opts, app: &App, out: &mut impl Write) -> Outcome {
	let session = app.session().await?;
	let record_id = match (&opts.record, opts.from_search) {
		(Some(typed), _) => session.record_id(typed).await?,
		(None, number) => session.shelf.found(number.unwrap_or_default())?,
	};
	// A patient asks for a record of their own as the account that it is about.
	let actor = session.actor_for(record_id).await?;
	let done = session
		.requester()
		.request(actor.signer(), actor.secrets()?, record_id, opts.purpose.0)
		.await?;
	let id = done.request_id;
	let sent = done.delivered.receipt().is_some();
	let mut document =
		json!({ "request_id": id, "record_id": record_id, "seq": done.seq, "mode": done.mode });
	let mut talk = format!("Asked for record {} as request {id}", words::short(&record_id));
	if sent {
		session.note_asked(actor.account(), id);
		let view = session.observer().request_view(id).await?;
		session.tell_untrusted(view.request.key_id);
		let request = RequestDetails::of(&view, session.names.as_ref());
		document = serde_json::to_value(&request)?;
		talk = format!("{talk}; who must act: {}", request.waiting);
	}
	session.report(&done.delivered, talk, document, out)?;
	if sent && !app.global.json {
		writeln!(out, "{id}")?;
	}
	Ok(())
}

/// Ends a request.
pub async fn close(opts: &CloseOpts, app: &App, out: &mut impl Write) -> Outcome {
	let session = app.session().await?;
	let id = session.request_id(&opts.request).await?;
	let request = session.chain.request(id).await?;
	if request.is_some_and(|request| request.status == RequestStatus::Approved) {
		app.confirm("Its administrators have approved it. Closed, it is lost: nobody opens the record by it any more. Close it?")?;
	}
	let actor = session.requesting_actor(id).await?;
	let requester = session.requester();
	let done = requester.close(actor.signer(), actor.secrets()?, id).await?;
	let talk = format!(
		"Closed request {}; its deposit is back with the requester",
		words::short(&id)
	);
	session.report(&done, talk, json!({ "request_id": id }), out)
}
