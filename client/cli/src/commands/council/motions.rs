//! Motions of the council and of the recovery body: proposing, voting, ending a vote, listing.

use crate::{
	args::VoteArg,
	context::Session,
	output::{CommandError, Failure, Outcome, Table},
};
use clap::Args;
use medquorum_client::{
	domain::{BlockNumber, Body},
	ledger::{Call, Ledger as _},
	roles::Proposal,
	rules::votes::Quorum,
	views::{Motion, Names as _, words},
};
use medquorum_session::proposal;
use serde_json::json;
use std::io::Write;

/// How many votes a motion takes.
#[derive(Debug, Clone, Copy, Args)]
pub struct Votes {
	/// Votes the motion needs; the chain decides which number is enough [default: as many as the chain asks for]
	#[arg(long, value_name = "VOTES")]
	threshold: Option<u32>,
}

impl Votes {
	/// So many as were typed, or this part of the body as it sits now.
	async fn of(self, quorum: Quorum, body: Body, session: &Session<'_>) -> Result<u32, Failure> {
		match self.threshold {
			Some(votes) => Ok(votes),
			None => Ok(quorum.of(session.chain.members(body).await?.len())),
		}
	}
}

/// Votes, after saying what for.
pub async fn vote(
	typed: &str,
	vote: VoteArg,
	body: Body,
	session: &Session<'_>,
	out: &mut impl Write,
) -> Outcome {
	let found = find(typed, body, session).await?;
	let motion = &proposal(found.hash, found.index);
	session
		.app
		.say(format_args!("Motion {}: {}", found.index, found.what));
	if !found.known && matches!(vote, VoteArg::Yes) {
		session
			.app
			.confirm("Vote for a motion that this program cannot read?".to_owned())?;
	}
	let signer = session.signer()?;
	let (yes, word) = match vote {
		VoteArg::Yes => (true, "for"),
		VoteArg::No => (false, "against"),
	};
	let done = session.councillor(body).vote(&signer, motion, yes).await?;
	let talk = format!("Voted {word} motion {}", motion.index);
	let document = json!({ "motion": token(motion), "what": found.what });
	session.report(&done, talk, document, out)
}

/// Ends a vote.
pub async fn close(typed: &str, body: Body, session: &Session<'_>, out: &mut impl Write) -> Outcome {
	let found = find(typed, body, session).await?;
	let motion = &proposal(found.hash, found.index);
	session.app.confirm(format_args!(
		"Ends the vote on motion {}, for good: {}. If it has passed, it happens now or a day later. Go ahead?",
		found.index, found.what
	))?;
	let signer = session.signer()?;
	let done = session.councillor(body).close(&signer, motion).await?;
	let mut document = json!({ "motion": token(motion) });
	let emitted = |name: &str| {
		let events = &done.receipt()?.events;
		events.iter().find(|event| event.name == name)
	};
	let end = match (emitted("Scheduled"), emitted("Executed")) {
		(Some(scheduled), _) => {
			let field = |name| scheduled.field(name).unwrap_or_default();
			let (index, due) = (field("index"), field("due"));
			document["decision"] = json!(index.parse::<u32>().ok());
			document["due"] = json!(due.parse::<BlockNumber>().ok());
			format!(
				"decision {index} waits until block {due}. Then `medquorum council enact {index}` carries it out; a third of the \
				council can stop it with `medquorum council stop {index}`"
			)
		}
		(None, Some(_)) => "carried out".to_owned(),
		(None, None) => "it did not pass".to_owned(),
	};
	let talk = format!("Ended the vote on motion {}: {end}", motion.index);
	session.report(&done, talk, document, out)
}

/// Proposes a call to a body, for which this part of it has to vote.
pub async fn propose(
	call: Call,
	(votes, quorum): (Votes, Quorum),
	body: Body,
	session: &Session<'_>,
	out: &mut impl Write,
) -> Outcome {
	let signer = session.signer()?;
	let threshold = votes.of(quorum, body, session).await?;
	let councillor = session.councillor(body);
	let (proposal, done) = councillor.propose(&signer, call, threshold).await?;
	let document = json!({
		"motion": proposal.as_ref().map(token),
		"index": proposal.as_ref().map(|proposal| proposal.index),
		"length": proposal.as_ref().map(|proposal| proposal.length),
	});
	let talk = match &proposal {
		Some(proposal) => format!(
			"Proposed as motion {}; {body} votes with `medquorum {} vote`",
			proposal.index,
			command(body)
		),
		None => "Decided at once: no further vote is needed".to_owned(),
	};
	session.report(&done, talk, document, out)?;
	if let Some(proposal) = proposal.filter(|_| !session.app.global.json) {
		writeln!(out, "{}", token(&proposal))?;
	}
	Ok(())
}

fn token(motion: &Proposal) -> String {
	Motion::token(&motion.hash, motion.index)
}

/// The command of a body.
fn command(body: Body) -> &'static str {
	match body {
		Body::Council => "council",
		Body::Recovery => "recovery",
	}
}

async fn find(typed: &str, body: Body, session: &Session<'_>) -> Result<Motion, Failure> {
	let digits = typed.trim().trim_start_matches("0x").to_lowercase();
	let mut fitting = medquorum_session::motions(session, body).await?;
	match Motion::read_token(typed) {
		Some((hash, index)) => fitting.retain(|motion| (motion.hash, motion.index) == (hash, index)),
		None => fitting.retain(|motion| {
			motion.index.to_string() == typed.trim()
				|| (digits.len() >= 4 && hex::encode(motion.hash).starts_with(&digits))
		}),
	}
	match (fitting.len(), fitting.pop()) {
		(1, Some(motion)) => Ok(motion),
		(0, _) | (_, None) => Err(CommandError::NoMotion(typed.to_owned()).into()),
		_ => Err(CommandError::SeveralMotions(typed.to_owned()).into()),
	}
}

/// Shows the motions that are open.
pub fn table(open: &[Motion], body: Body, session: &Session<'_>, out: &mut impl Write) -> Outcome {
	let mut table = Table::new(&["Motion", "What", "Hash", "Proposed by", "Yes", "No", "Needed"]);
	for motion in open {
		table.row([
			motion.index.to_string(),
			motion.what.clone(),
			words::short(&hex::encode(motion.hash)),
			session.names.rewrite(&motion.proposed_by),
			motion.yes.clone(),
			motion.no.clone(),
			motion.threshold.clone(),
		]);
	}
	match table.is_empty() {
		true => {
			let mut body = body.to_string();
			body.replace_range(..1, "T");
			session.app.say(format_args!("{body} has no open motions."));
			Ok(())
		}
		false => table.write(out),
	}
}
