//! `events`: the chain's own list of what happened, in words.

use crate::{
	context::App,
	output::{self, Outcome},
};
use clap::Args;
use medquorum_client::{
	domain::BlockNumber,
	ledger::Ledger,
	views::{EventDetails, When, date_words},
};
use std::io::Write;

/// Blocks looked at when none is named.
const LOOK_BACK: BlockNumber = 1_000;

/// Options of `events`.
#[derive(Debug, Args)]
pub struct Opts {
	/// First block to look at [default: the last 1000 blocks]
	#[arg(long, value_name = "BLOCK")]
	from: Option<BlockNumber>,
}

/// Lists events.
pub async fn run(opts: &Opts, app: &App, out: &mut impl Write) -> Outcome {
	let session = app.session().await?;
	let to = session.chain.block_number().await?;
	let from = opts.from.unwrap_or_else(|| to.saturating_sub(LOOK_BACK));
	let events = session.past_events(from, to).await?;
	let calendar = session.calendar().await?;
	let times = session.times_of(events.iter().map(|(block, _)| *block)).await?;
	let details: Vec<_> = events
		.iter()
		.map(|(block, event)| {
			let at = When {
				block: *block,
				time: times.get(block).copied(),
			};
			let details = EventDetails::of(at, event, session.names.as_ref(), calendar);
			(at, details)
		})
		.collect();
	if app.global.json {
		let details: Vec<_> = details.into_iter().map(|(_, details)| details).collect();
		return output::document(&details, out);
	}
	for (at, event) in &details {
		match at.time {
			Some(time) => writeln!(out, "{}  {}", date_words(time), event.words)?,
			None => writeln!(out, "block {:>6}  {}", event.block, event.words)?,
		}
	}
	if details.is_empty() {
		app.say(format_args!("Nothing happened in the blocks {from} to {to}."));
	}
	Ok(())
}
