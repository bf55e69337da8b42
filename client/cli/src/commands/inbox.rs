//! `inbox`: what waits for this account, and who still has to act.

use crate::{
	context::App,
	output::{self, Outcome},
};
use clap::Args;
use medquorum_client::views::Section;
use std::io::Write;

/// Options of `inbox`.
#[derive(Debug, Args)]
pub struct Opts {}

/// Shows the inbox.
pub async fn run(_: &Opts, app: &App, out: &mut impl Write) -> Outcome {
	let session = app.session().await?;
	let account = session.account()?;
	let known = session.asked(account);
	let names = session.names.as_ref();
	let mut inbox = session.observer().inbox(account, &known, names).await?;
	let there: Vec<_> = inbox.requester.iter().map(|request| request.request_id).collect();
	session.keep_asked(account, &there);
	if let Some(now) = session.dates() {
		inbox.erasures = inbox
			.erasures
			.into_iter()
			.map(|record| record.dated(now))
			.collect();
	}
	if app.global.json {
		return output::document(&inbox, out);
	}
	let sections = inbox.sections();
	for (at, section) in sections.iter().enumerate() {
		if at > 0 {
			writeln!(out)?;
		}
		let (heading, table) = match section {
			Section::Requests(heading, requests) => (heading, output::requests_table(requests)),
			Section::Records(heading, records) => (heading, output::new_records_table(records)),
			Section::Erasures(heading, records) => (heading, output::erasures_table(records)),
		};
		writeln!(out, "{heading}:")?;
		table.write(out)?;
	}
	if sections.is_empty() {
		app.say(format_args!("Nothing waits for {}.", inbox.account.shown()));
	}
	Ok(())
}
