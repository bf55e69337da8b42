//! `inbox`: what waits for this account, and who still has to act.

use crate::{
	args::AtArgs,
	context::{App, Session},
	output::{self, CommandError, Outcome},
};
use clap::Args;
use medquorum_client::views::{Inbox, Obstacle, Section};
use std::io::Write;

/// Options of `inbox`.
#[derive(Debug, Args)]
pub struct Opts {
	/// Which account
	#[command(flatten)]
	at: AtArgs,
}

/// Puts the clock's times beside blocks and moments, where chain and clock go together.
async fn date(inbox: &mut Inbox, session: &Session<'_>) -> Outcome {
	let Some(now) = session.dates() else {
		return Ok(());
	};
	let requests = [&mut inbox.administrator, &mut inbox.patient, &mut inbox.requester];
	let records = [&mut inbox.acknowledge, &mut inbox.erasures];
	let made = requests
		.iter()
		.flat_map(|part| part.iter().map(|request| request.created.block));
	let registered = records
		.iter()
		.flat_map(|part| part.iter().map(|record| record.created.block));
	let times = session
		.times_of(made.chain(registered).collect::<Vec<_>>())
		.await?;
	for request in requests.into_iter().flatten() {
		request.created.time = times.get(&request.created.block).copied();
		request.expires = request.expires.dated(now);
	}
	for review in &mut inbox.reviews {
		review.due = review.due.dated(now);
	}
	for ceremony in &mut inbox.ceremonies {
		ceremony.until = ceremony.until.dated(now);
	}
	for record in records.into_iter().flatten() {
		record.created.time = times.get(&record.created.block).copied();
		*record = record.clone().dated(now);
	}
	Ok(())
}

/// Shows the inbox.
pub async fn run(opts: &Opts, app: &App, out: &mut impl Write) -> Outcome {
	let session = app.session().await?;
	let accounts = session.reading(&opts.at)?;
	let mut inbox = session
		.joint_inbox(&accounts)
		.await?
		.ok_or(CommandError::NoAccount)?;
	date(&mut inbox, &session).await?;
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
			Section::Reviews(heading, reviews) => (heading, output::reviews_table(reviews)),
			Section::Ceremonies(heading, waiting) => (heading, output::ceremonies_table(waiting)),
		};
		writeln!(out, "{heading}:")?;
		table.write(out)?;
	}
	for request in &inbox.requester {
		// A request whose committee has changed is offered again: by one signature, and its deposit returns.
		if request.ladder.obstacle == Some(Obstacle::CommitteeChanged) {
			app.say(format_args!(
				"The committee changed before it approved. Ask again: medquorum request {} --purpose {}",
				request.record_id,
				request.purpose.code()
			));
		}
	}
	if sections.is_empty() {
		app.say(format_args!("Nothing waits for {}.", inbox.account.shown()));
	}
	Ok(())
}
