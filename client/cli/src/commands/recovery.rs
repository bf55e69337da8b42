//! `recovery`: the body of other people that can replace the council's members, after a week's notice, and nothing else.

use super::council::{
	accounts,
	motions::{self, Votes, propose},
};
use crate::{
	args::{BodyArg, VoteArg},
	context::{App, Session},
	output::{self, CommandError, Outcome, Table},
};
use clap::Subcommand;
use medquorum_client::{
	domain::{Body, Notice},
	ledger::{Call, Ledger as _},
	rules::votes::Quorum,
	views::{Names as _, words},
};
use serde_json::json;
use std::io::Write;

/// What to do in the recovery body.
#[derive(Debug, Subcommand)]
pub enum Command {
	/// Propose a week's notice to the council: who sits on it afterwards; it takes two thirds
	ProposeNotice {
		/// All of its members, 3 to 16, none of the recovery body
		#[arg(required = true, num_args = 1..)]
		members: Vec<String>,
		/// How many votes it takes
		#[command(flatten)]
		votes: Votes,
	},
	/// Propose to stop a notice; it takes a third
	ProposeStopNotice {
		/// To which body it was given
		#[arg(value_enum, ignore_case = true)]
		body: BodyArg,
		/// Its number, as `recovery list` shows it
		notice: u32,
		/// How many votes it takes
		#[command(flatten)]
		votes: Votes,
	},
	/// Carry out a notice that is due; anybody can
	CarryOut {
		/// To which body it was given
		#[arg(value_enum, ignore_case = true)]
		body: BodyArg,
	},
	/// List the members of both bodies, the open motions of this one, and the notices
	List,
	/// Vote on a motion
	Vote {
		/// The motion as `propose-notice` printed it, its number, or the first digits of its hash
		motion: String,
		/// Your vote
		#[arg(value_enum, ignore_case = true)]
		vote: VoteArg,
	},
	/// End the vote on a motion and, if it passed, carry it out
	Close {
		/// The motion as `propose-notice` printed it, its number, or the first digits of its hash
		motion: String,
	},
}

const RECOVERY: Body = Body::Recovery;

/// Runs the command.
pub async fn run(command: &Command, app: &App, out: &mut impl Write) -> Outcome {
	let session = app.session().await?;
	match command {
		Command::ProposeNotice { members, votes } => {
			let members = accounts(members, &session)?;
			let body = Body::Council;
			let votes = (*votes, Quorum::TwoThirds);
			propose(Call::GiveNotice { body, members }, votes, RECOVERY, &session, out).await
		}
		Command::ProposeStopNotice { body, notice, votes } => {
			let (body, index) = ((*body).into(), *notice);
			let votes = (*votes, Quorum::Third);
			propose(Call::StopNotice { body, index }, votes, RECOVERY, &session, out).await
		}
		Command::CarryOut { body } => carry_out((*body).into(), &session, out).await,
		Command::List => list(&session, out).await,
		Command::Vote { motion, vote } => motions::vote(motion, *vote, RECOVERY, &session, out).await,
		Command::Close { motion } => motions::close(motion, RECOVERY, &session, out).await,
	}
}

async fn carry_out(body: Body, session: &Session<'_>, out: &mut impl Write) -> Outcome {
	let Some(notice) = session.chain.notice(body).await? else {
		return Err(CommandError::NoNotice(body).into());
	};
	let question = format!(
		"Carry out notice {}: {body} becomes {}?",
		notice.index,
		members(&notice, session)
	);
	session.app.confirm(question)?;
	let signer = session.signer()?;
	let councillor = session.councillor(RECOVERY);
	let done = councillor.carry_out(&signer, body, notice.index).await?;
	let talk = format!("Carried out notice {}: {body} has other members", notice.index);
	session.report(&done, talk, json!({ "notice": notice.index }), out)
}

fn members(notice: &Notice, session: &Session<'_>) -> String {
	let shown: Vec<String> = notice
		.members
		.iter()
		.map(|member| session.names.show(member))
		.collect();
	shown.join(", ")
}

async fn list(session: &Session<'_>, out: &mut impl Write) -> Outcome {
	let now = session.chain.block_number().await?;
	let open = medquorum_session::motions(session, RECOVERY).await?;
	let mut notices = Vec::new();
	let mut sitting = Vec::new();
	for body in [Body::Council, RECOVERY] {
		let notice = session.chain.notice(body).await?;
		notices.extend(notice.map(|notice| (body, notice)));
		sitting.push((body, session.chain.members(body).await?));
	}
	if session.app.global.json {
		let notices = notices.iter().map(|(body, notice)| {
			json!({
				"body": body,
				"index": notice.index,
				"due": notice.due,
				"until": notice.until,
				"members": notice.members.iter().map(|who| session.names.party(who)).collect::<Vec<_>>(),
			})
		});
		let seats = |at: usize| {
			let members = sitting.get(at).into_iter().flat_map(|(_, members)| members);
			members.map(|who| session.names.party(who)).collect::<Vec<_>>()
		};
		let document = json!({
			"council": seats(0),
			"recovery": seats(1),
			"motions": open,
			"notices": notices.collect::<Vec<_>>(),
		});
		return output::document(&document, out);
	}
	let mut table = Table::new(&["Body", "Members"]);
	for (body, members) in &sitting {
		let shown: Vec<String> = members.iter().map(|who| session.names.show(who)).collect();
		table.row([body.to_string(), shown.join(", ")]);
	}
	table.write(out)?;
	motions::table(&open, RECOVERY, session, out)?;
	let mut table = Table::new(&["Notice", "To", "Can be carried out", "Members then"]);
	for (body, notice) in &notices {
		let when = match now {
			_ if now < notice.due => format!("in {}", words::in_blocks(notice.due - now)),
			_ if now <= notice.until => format!("for another {}", words::in_blocks(notice.until - now)),
			_ => "no more: it lapsed".to_owned(),
		};
		table.row([
			notice.index.to_string(),
			body.to_string(),
			when,
			members(notice, session),
		]);
	}
	match table.is_empty() {
		true => session.app.say("Nobody has given a notice."),
		false => table.write(out)?,
	}
	Ok(())
}
