//! `council`: motions that give roles, set and retire committees, and cancel requests; and decisions that wait.

mod people;

use crate::{
	args::{IdArg, RoleArg, VoteArg},
	context::{App, Session, set_committee_call},
	output::{self, CommandError, Failure, Outcome, Table},
};
use clap::{Args, Subcommand, ValueHint};
use medquorum_client::{
	domain::BlockNumber,
	ledger::{Call, Ledger},
	roles::Proposal,
	views::{Decision, Motion, Names as _, words},
};
use medquorum_session::proposal;
use serde_json::json;
use std::{io::Write, path::PathBuf};

/// What to do in the council.
#[derive(Debug, Subcommand)]
pub enum Command {
	/// Propose to give an account a role
	ProposeRole {
		/// Whose role
		who: String,
		/// The role
		#[arg(value_enum, ignore_case = true)]
		role: RoleArg,
		/// How many votes it takes
		#[command(flatten)]
		votes: Votes,
	},
	/// Propose a committee that every administrator has certified; it is set a day after the decision
	ProposeCommittee {
		/// The folder of a ceremony or its files, or a dealt committee's committee.json
		#[arg(value_hint = ValueHint::AnyPath)]
		file: PathBuf,
		/// More files of the ceremony; or certificates of the deal [default: those beside it]
		#[arg(value_hint = ValueHint::FilePath)]
		certificates: Vec<PathBuf>,
		/// How many votes it takes
		#[command(flatten)]
		votes: Votes,
	},
	/// Propose to cancel a request, such as that of somebody who was dismissed
	ProposeCancel {
		/// The request
		request: IdArg,
		/// How many votes it takes
		#[command(flatten)]
		votes: Votes,
	},
	/// Propose to retire a committee whose key may be in wrong hands; `records --committee` lists what it holds
	ProposeRetire {
		/// The committee
		committee: u32,
		/// How many votes it takes
		#[command(flatten)]
		votes: Votes,
	},
	/// Motions about accounts and about the ends of records
	#[command(flatten)]
	People(people::Command),
	/// Propose to stop a decision that waits; it takes a third of the council
	Stop {
		/// The decision's number, as `council list` shows it
		decision: u32,
		/// Votes the motion needs [default: a third of the council]
		#[arg(long, value_name = "VOTES")]
		threshold: Option<u32>,
	},
	/// Carry out a decision that has waited and is due; anybody can
	Enact {
		/// The decision's number, as `council list` shows it
		decision: u32,
	},
	/// List the motions that are open, and the decisions that wait
	List,
	/// Vote on a motion
	Vote {
		/// The motion as `propose` printed it, its number, or the first digits of its hash
		motion: String,
		/// Your vote
		#[arg(value_enum, ignore_case = true)]
		vote: VoteArg,
	},
	/// End the vote on a motion and, if it passed, carry it out
	Close {
		/// The motion as `propose` printed it, its number, or the first digits of its hash
		motion: String,
	},
}

/// How many votes a motion takes.
#[derive(Debug, Clone, Copy, Args)]
pub struct Votes {
	/// Votes the motion needs; the chain decides which number is enough
	#[arg(long, value_name = "VOTES", default_value_t = 3)]
	threshold: u32,
}

/// Runs the command.
pub async fn run(command: &Command, app: &App, out: &mut impl Write) -> Outcome {
	let session = app.session().await?;
	match command {
		Command::ProposeRole { who, role, votes } => {
			let (who, role) = (session.person(who)?, (*role).into());
			propose(Call::SetRole { who, role }, *votes, &session, out).await
		}
		Command::ProposeCommittee {
			file,
			certificates,
			votes,
		} => {
			let call = set_committee_call(file, certificates, &session).await?;
			propose(call, *votes, &session, out).await
		}
		Command::ProposeCancel { request, votes } => {
			let request_id = session.request_id(request).await?;
			propose(Call::CancelRequest { request_id }, *votes, &session, out).await
		}
		Command::ProposeRetire { committee, votes } => {
			let call = Call::RetireCommittee { key_id: *committee };
			propose(call, *votes, &session, out).await
		}
		Command::People(command) => people::run(command, &session, out).await,
		Command::Stop { decision, threshold } => stop(*decision, *threshold, &session, out).await,
		Command::Enact { decision } => enact(*decision, &session, out).await,
		Command::List => list(&session, out).await,
		Command::Vote { motion, vote: typed } => {
			let motion = find(motion, &session).await?;
			vote(&motion, *typed, &session, out).await
		}
		Command::Close { motion } => {
			let motion = find(motion, &session).await?;
			close(&motion, &session, out).await
		}
	}
}

async fn vote(motion: &Proposal, vote: VoteArg, session: &Session<'_>, out: &mut impl Write) -> Outcome {
	let signer = session.signer()?;
	let (yes, word) = match vote {
		VoteArg::Yes => (true, "for"),
		VoteArg::No => (false, "against"),
	};
	let done = session.councillor().vote(&signer, motion, yes).await?;
	let talk = format!("Voted {word} motion {}", motion.index);
	let document = json!({ "motion": token(motion) });
	session.report(&done, talk, document, out)
}

async fn close(motion: &Proposal, session: &Session<'_>, out: &mut impl Write) -> Outcome {
	let signer = session.signer()?;
	let done = session.councillor().close(&signer, motion).await?;
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

async fn stop(decision: u32, threshold: Option<u32>, session: &Session<'_>, out: &mut impl Write) -> Outcome {
	let threshold = match threshold {
		Some(votes) => votes,
		None => {
			let seats = session.chain.council().await?.len();
			u32::try_from(seats.div_ceil(3)).unwrap_or(u32::MAX)
		}
	};
	let call = Call::StopScheduled { index: decision };
	propose(call, Votes { threshold }, session, out).await
}

async fn enact(decision: u32, session: &Session<'_>, out: &mut impl Write) -> Outcome {
	let signer = session.signer()?;
	let done = session.councillor().enact(&signer, decision).await?;
	let talk = format!("Carried out decision {decision}");
	session.report(&done, talk, json!({ "decision": decision }), out)
}

async fn propose(call: Call, votes: Votes, session: &Session<'_>, out: &mut impl Write) -> Outcome {
	let signer = session.signer()?;
	let (proposal, done) = session
		.councillor()
		.propose(&signer, call, votes.threshold)
		.await?;
	let document = json!({
		"motion": proposal.as_ref().map(token),
		"index": proposal.as_ref().map(|proposal| proposal.index),
		"length": proposal.as_ref().map(|proposal| proposal.length),
	});
	let talk = match &proposal {
		Some(proposal) => format!(
			"Proposed as motion {}; the council votes with `medquorum council vote`",
			proposal.index
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

/// The open motions of the last blocks.
async fn motions(session: &Session<'_>) -> Result<Vec<Motion>, Failure> {
	let (open, remark) = medquorum_session::motions(session).await?;
	if let Some(remark) = remark {
		session.app.say(remark);
	}
	Ok(open)
}

async fn find(typed: &str, session: &Session<'_>) -> Result<Proposal, Failure> {
	if let Some((hash, index)) = Motion::read_token(typed) {
		return Ok(proposal(hash, index));
	}
	let digits = typed.trim().trim_start_matches("0x").to_lowercase();
	let mut fitting = motions(session).await?;
	fitting.retain(|motion| {
		motion.index.to_string() == typed.trim()
			|| (digits.len() >= 4 && hex::encode(motion.hash).starts_with(&digits))
	});
	match (fitting.len(), fitting.pop()) {
		(1, Some(motion)) => Ok(proposal(motion.hash, motion.index)),
		(0, _) | (_, None) => Err(CommandError::NoMotion(typed.to_owned()).into()),
		_ => Err(CommandError::SeveralMotions(typed.to_owned()).into()),
	}
}

async fn list(session: &Session<'_>, out: &mut impl Write) -> Outcome {
	let open = motions(session).await?;
	let now = session.chain.block_number().await?;
	let waiting = session.chain.scheduled().await?;
	let waiting: Vec<Decision> = waiting
		.iter()
		.map(|scheduled| Decision::of(scheduled, now, &*session.names))
		.collect();
	if session.app.global.json {
		return output::document(&json!({ "motions": open, "waiting": waiting }), out);
	}
	let mut table = Table::new(&["Motion", "Hash", "Proposed by", "Yes", "No", "Needed"]);
	for motion in &open {
		table.row([
			motion.index.to_string(),
			words::short(&hex::encode(motion.hash)),
			session.names.rewrite(&motion.proposed_by),
			motion.yes.clone(),
			motion.no.clone(),
			motion.threshold.clone(),
		]);
	}
	match table.is_empty() {
		true => session.app.say("The council has no open motions."),
		false => table.write(out)?,
	}
	let mut table = Table::new(&["Decision", "Can be carried out", "What will be"]);
	for Decision {
		index, when, what, ..
	} in waiting
	{
		table.row([index.to_string(), when, what]);
	}
	match table.is_empty() {
		true => session.app.say("No decision of the council waits."),
		false => table.write(out)?,
	}
	Ok(())
}
