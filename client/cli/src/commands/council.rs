//! `council`: motions that give roles, set and retire committees, and cancel requests; and decisions that wait.

mod ceremony;
pub mod motions;
mod network;
mod people;

use crate::{
	args::{IdArg, RoleArg, VoteArg},
	context::{App, Session, set_committee_call},
	output::{self, Outcome, Table},
};
use clap::{Subcommand, ValueHint};
use medquorum_client::{
	domain::Body,
	ledger::{Call, Ledger as _},
	rules::votes::Quorum,
	views::Decision,
};
use motions::Votes;
pub use network::accounts;
use serde_json::json;
use std::{io::Write, path::PathBuf};

/// What to do in the council.
#[derive(Debug, Subcommand)]
pub enum Command {
	/// Propose to give an account a role; it takes more than half
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
	/// Propose a committee that every administrator has certified; it is set a day after the decision; it takes two thirds
	ProposeCommittee {
		/// The folder of a ceremony or its files, or a dealt committee's committee.json
		#[arg(value_hint = ValueHint::AnyPath)]
		file: PathBuf,
		/// More files of the ceremony; or certificates of the deal [default: those beside it]
		#[arg(value_hint = ValueHint::FilePath)]
		certificates: Vec<PathBuf>,
		/// Do not wait until the present administrators have decided what is open: their key may be in wrong hands
		#[arg(long)]
		at_once: bool,
		/// How many votes it takes
		#[command(flatten)]
		votes: Votes,
	},
	/// Propose a ceremony on the chain, in which administrators found a committee or pass its key on; it begins a day after the decision; it
	/// takes two thirds
	ProposeCeremony(ceremony::CeremonyOpts),
	/// Propose to cancel a request, such as that of somebody who was dismissed; it takes more than half
	ProposeCancel {
		/// The request
		request: IdArg,
		/// How many votes it takes
		#[command(flatten)]
		votes: Votes,
	},
	/// Propose to retire a committee whose key may be in wrong hands; `records --committee` lists what it holds; it takes two thirds
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
	/// Motions about the council itself, the runtime, collators and pauses
	#[command(flatten)]
	Network(network::Command),
	/// Propose to stop a decision that waits; it takes a third of the council
	Stop {
		/// The decision's number, as `council list` shows it
		decision: u32,
		/// How many votes it takes
		#[command(flatten)]
		votes: Votes,
	},
	/// Carry out a decision that has waited and is due; anybody can
	Enact {
		/// The decision's number, as `council list` shows it
		decision: u32,
	},
	/// Supply the code of an upgrade that the council has authorised; anybody can
	ApplyUpgrade {
		/// The runtime's code, such as medquorum_runtime.compact.compressed.wasm
		#[arg(value_hint = ValueHint::FilePath)]
		code: PathBuf,
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

/// Runs the command.
pub async fn run(command: &Command, app: &App, out: &mut impl Write) -> Outcome {
	let session = app.session().await?;
	match command {
		Command::ProposeRole { who, role, votes } => {
			let (who, role) = (session.person(who)?, (*role).into());
			let call = Call::SetRole { who, role };
			let votes = (*votes, Quorum::Majority);
			motions::propose(call, votes, Body::Council, &session, out).await
		}
		Command::ProposeCommittee {
			file,
			certificates,
			at_once,
			votes,
		} => {
			let call = set_committee_call(file, certificates, *at_once, &session).await?;
			let votes = (*votes, Quorum::TwoThirds);
			motions::propose(call, votes, Body::Council, &session, out).await
		}
		Command::ProposeCeremony(opts) => ceremony::propose(opts, &session, out).await,
		Command::ProposeCancel { request, votes } => {
			let request_id = session.request_id(request).await?;
			let call = Call::CancelRequest { request_id };
			let votes = (*votes, Quorum::Majority);
			motions::propose(call, votes, Body::Council, &session, out).await
		}
		Command::ProposeRetire { committee, votes } => {
			let call = Call::RetireCommittee { key_id: *committee };
			let votes = (*votes, Quorum::TwoThirds);
			motions::propose(call, votes, Body::Council, &session, out).await
		}
		Command::People(command) => people::run(command, &session, out).await,
		Command::Network(command) => network::run(command, &session, out).await,
		Command::Stop { decision, votes } => {
			let call = Call::StopScheduled { index: *decision };
			let votes = (*votes, Quorum::Third);
			motions::propose(call, votes, Body::Council, &session, out).await
		}
		Command::ApplyUpgrade { code } => network::apply(code, &session, out).await,
		Command::Enact { decision } => enact(*decision, &session, out).await,
		Command::List => list(&session, out).await,
		Command::Vote { motion, vote } => motions::vote(motion, *vote, Body::Council, &session, out).await,
		Command::Close { motion } => motions::close(motion, Body::Council, &session, out).await,
	}
}

async fn enact(decision: u32, session: &Session<'_>, out: &mut impl Write) -> Outcome {
	let now = session.chain.block_number().await?;
	let waiting = session.chain.scheduled().await?;
	let found = waiting.iter().find(|waiting| waiting.index == decision);
	if let Some(found) = found {
		let what = Decision::of(found, now, &*session.names).what;
		session.app.confirm(format_args!(
			"Decision {decision} is carried out for good: {what}. Go ahead?"
		))?;
	}
	let signer = session.signer()?;
	let done = session.councillor(Body::Council).enact(&signer, decision).await?;
	let talk = format!("Carried out decision {decision}");
	session.report(&done, talk, json!({ "decision": decision }), out)
}

async fn list(session: &Session<'_>, out: &mut impl Write) -> Outcome {
	let open = medquorum_session::motions(session, Body::Council).await?;
	let now = session.chain.block_number().await?;
	let waiting = session.chain.scheduled().await?;
	let waiting: Vec<Decision> = waiting
		.iter()
		.map(|scheduled| Decision::of(scheduled, now, &*session.names))
		.collect();
	if session.app.global.json {
		return output::document(&json!({ "motions": open, "waiting": waiting }), out);
	}
	motions::table(&open, Body::Council, session, out)?;
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
