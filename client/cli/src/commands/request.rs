//! `request` and `close`: the requester's side of a request.

use std::io::Write;

use clap::Args;
use serde_json::json;

use crate::cli::{IdArg, PurposeArg};
use crate::commands::inbox;
use crate::context::Session;
use crate::output::{self, Outcome};

/// Options of `request`.
#[derive(Debug, Args)]
pub struct Opts {
	/// The record
	record: IdArg,
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
pub async fn run(opts: &Opts, session: &Session<'_>, out: &mut impl Write) -> Outcome {
	let record_id = session.record_id(&opts.record).await?;
	let signer = session.signer()?;
	let keystore = session.app.keystore()?;
	let vault = session.vault();
	let done = vault
		.request(&signer, &keystore, record_id, opts.purpose.0)
		.await?;
	let id = done.request_id;
	let mut document =
		json!({ "request_id": id, "record_id": record_id, "seq": done.seq, "mode": done.mode });
	let mut talk = format!("Asked for record {} as request {id}", output::short(&record_id));
	if done.delivered.receipt().is_some() {
		let view = vault.request_view(id).await?;
		document = inbox::document(&view, session).await?;
		talk = format!(
			"{talk}; who must act: {}",
			inbox::waiting(&view, session).await?.1
		);
	}
	session.report(&done.delivered, talk, document, out)?;
	if done.delivered.receipt().is_some() && !session.app.global.json {
		writeln!(out, "{id}")?;
	}
	Ok(())
}

/// Ends a request.
pub async fn close(opts: &CloseOpts, session: &Session<'_>, out: &mut impl Write) -> Outcome {
	let id = session.request_id(&opts.request).await?;
	let signer = session.signer()?;
	let keystore = session.app.keystore()?;
	let done = session.vault().close(&signer, &keystore, id).await?;
	let talk = format!(
		"Closed request {}; its deposit is back with the requester",
		output::short(&id)
	);
	session.report(&done, talk, json!({ "request_id": id }), out)
}
