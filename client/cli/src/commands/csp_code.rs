//! `csp-code`: the patient's key of one record, to hand over outside the chain.

use crate::{
	args::IdArg,
	context::App,
	output::{self, Outcome},
};
use clap::Args;
use serde_json::json;
use std::io::Write;

/// Options of `csp-code`.
#[derive(Debug, Args)]
pub struct Opts {
	/// The record
	record: IdArg,
}

/// Prints the code.
pub async fn run(opts: &Opts, app: &App, out: &mut impl Write) -> Outcome {
	let session = app.session().await?;
	let record_id = session.record_id(&opts.record).await?;
	let actor = session.actor_for(record_id).await?;
	let patient = session.patient();
	let code = patient
		.csp_code(actor.account(), actor.secrets()?, record_id)
		.await?;
	if app.global.json {
		return output::document(&json!({ "record_id": record_id, "csp_code": &*code }), out);
	}
	app.say(
		"This code opens this record, together with the administrators' approval, and no other record. \
		 Give it to the requester alone.",
	);
	writeln!(out, "{}", &*code)?;
	Ok(())
}
