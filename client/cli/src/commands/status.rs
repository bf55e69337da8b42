//! `status`: node, chain, store, account.

use crate::{
	context::App,
	output::{self, Outcome},
};
use clap::Args;
use std::io::Write;

/// Options of `status`.
#[derive(Debug, Args)]
pub struct Opts {}

/// Shows them.
pub async fn run(_: &Opts, app: &App, out: &mut impl Write) -> Outcome {
	let session = app.session().await?;
	let node = session.chain.node();
	let status = session.status(node, session.account().ok()).await?;
	match app.global.json {
		true => output::document(&status, out),
		false => output::facts(&status.facts(), out),
	}
}
