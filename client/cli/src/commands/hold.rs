//! `hold`: a data protection officer keeps a record from being erased.

use super::people::until;
use crate::{
	args::{DayArg, HoldArg, IdArg},
	context::App,
	output::Outcome,
};
use clap::Subcommand;
use medquorum_client::views::words;
use serde_json::json;
use std::io::Write;

/// What to do with a legal hold.
#[derive(Debug, Subcommand)]
pub enum Command {
	/// Keep a record from being erased; one that is held already is held again
	Place {
		/// The record
		record: IdArg,
		/// Why
		#[arg(long, value_enum, ignore_case = true)]
		reason: HoldArg,
		/// Last day of the hold, YYYY-MM-DD
		#[arg(long, value_name = "DAY")]
		until: DayArg,
	},
	/// End a legal hold early
	Lift {
		/// The record
		record: IdArg,
	},
}

/// Runs the command.
pub async fn run(command: &Command, app: &App, out: &mut impl Write) -> Outcome {
	let session = app.session().await?;
	match command {
		Command::Place {
			record,
			reason,
			until: day,
		} => {
			let id = session.record_id(record).await?;
			let moment = session.end_of(*day).await?;
			let signer = session.signer()?;
			let done = session
				.officer()
				.hold(&signer, id, (*reason).into(), moment)
				.await?;
			let end = until(moment, session.observer().clock().await?, session.dates());
			let talk = format!(
				"Record {} is kept from being erased: the hold ends {end}",
				words::short(&id)
			);
			session.report(
				&done,
				talk,
				json!({ "record_id": id, "until_moment": moment }),
				out,
			)
		}
		Command::Lift { record } => {
			let id = session.record_id(record).await?;
			app.confirm(format_args!(
				"Nothing keeps record {} from being erased then: an erasure that is due can take place at once. Lift the hold?",
				words::short(&id)
			))?;
			let signer = session.signer()?;
			let done = session.officer().lift(&signer, id).await?;
			let talk = format!(
				"Nothing keeps record {} from being erased any more",
				words::short(&id)
			);
			session.report(&done, talk, json!({ "record_id": id }), out)
		}
	}
}
