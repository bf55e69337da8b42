//! `council`: motions that give roles and set committees.

use std::io::Write;
use std::path::PathBuf;

use clap::{Args, Subcommand, ValueHint};
use medquorum_client::domain::BlockNumber;
use medquorum_client::ledger::{Call, Event, Ledger};
use medquorum_client::vault::Proposal;
use serde_json::{Value, json};

use crate::cli::{RoleArg, VoteArg};
use crate::commands::{committee, events};
use crate::context::Session;
use crate::output::{self, CommandError, Failure, Outcome, Table};

/// Upper bound of a motion's length in bytes that `close` allows for; a committee of 16 takes a third of it.
const LENGTH_BOUND: u32 = 16 << 10;
/// Blocks looked at for motions.
const LOOK_BACK: BlockNumber = 5_000;

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
	/// Propose a committee that was dealt and certified
	ProposeCommittee {
		/// The deal's public file, committee.json
		#[arg(value_hint = ValueHint::FilePath)]
		file: PathBuf,
		/// The administrators' certificates [default: the certificate files beside the deal's]
		#[arg(value_hint = ValueHint::FilePath)]
		certificates: Vec<PathBuf>,
		/// How many votes it takes
		#[command(flatten)]
		votes: Votes,
	},
	/// List the motions that are open
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
pub async fn run(command: &Command, session: &Session<'_>, out: &mut impl Write) -> Outcome {
	match command {
		Command::ProposeRole { who, role, votes } => {
			let who = session.person(who)?;
			let call = Call::SetRole {
				who,
				role: (*role).into(),
			};
			propose(call, *votes, session, out).await
		}
		Command::ProposeCommittee {
			file,
			certificates,
			votes,
		} => {
			let call = committee::call(file, certificates, session).await?;
			propose(call, *votes, session, out).await
		}
		Command::List => list(session, out).await,
		Command::Vote { motion, vote } => {
			let motion = find(motion, session).await?;
			let signer = session.signer()?;
			let yes = *vote == VoteArg::Yes;
			let done = session.vault().council_vote(&signer, &motion, yes).await?;
			let word = if yes { "for" } else { "against" };
			let talk = format!("Voted {word} motion {}", motion.index);
			session.report(
				&done,
				talk,
				json!({ "motion": token(&motion.hash, motion.index) }),
				out,
			)
		}
		Command::Close { motion } => {
			let motion = find(motion, session).await?;
			let signer = session.signer()?;
			let done = session.vault().council_close(&signer, &motion).await?;
			let carried = done
				.receipt()
				.is_some_and(|done| done.events.iter().any(|event| event.name == "Executed"));
			let end = if carried { "carried out" } else { "it did not pass" };
			let talk = format!("Ended the vote on motion {}: {end}", motion.index);
			session.report(
				&done,
				talk,
				json!({ "motion": token(&motion.hash, motion.index) }),
				out,
			)
		}
	}
}

async fn propose(call: Call, votes: Votes, session: &Session<'_>, out: &mut impl Write) -> Outcome {
	let signer = session.signer()?;
	let (proposal, done) = session
		.vault()
		.council_propose(&signer, call, votes.threshold)
		.await?;
	let document = json!({
		"motion": proposal.as_ref().map(|proposal| token(&proposal.hash, proposal.index)),
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
		writeln!(out, "{}", token(&proposal.hash, proposal.index))?;
	}
	Ok(())
}

fn hash_text(hash: &[u8; 32]) -> String {
	format!("0x{}", hex::encode(hash))
}

/// All that the chain asks for to vote on a motion: `0x<hash>:<number>`.
fn token(hash: &[u8; 32], index: u32) -> String {
	format!("{}:{index}", hash_text(hash))
}

/// Reads what [`token`] writes.
fn read_token(text: &str) -> Option<Proposal> {
	let (hash, index) = text.trim().trim_start_matches("0x").split_once(':')?;
	let mut bytes = [0; 32];
	hex::decode_to_slice(hash, &mut bytes).ok()?;
	Some(Proposal {
		hash: bytes,
		index: index.parse().ok()?,
		length: LENGTH_BOUND,
	})
}

/// A motion as the chain's events tell of it.
struct Motion {
	index: u32,
	hash: [u8; 32],
	by: String,
	needed: String,
	yes: String,
	no: String,
}

impl Motion {
	fn of(event: &Event) -> Option<Self> {
		let hash = hex::decode(event.field("proposal_hash")?.trim_start_matches("0x")).ok()?;
		Some(Self {
			index: event.field("proposal_index")?.parse().ok()?,
			hash: hash.try_into().ok()?,
			by: event.field("account")?.to_owned(),
			needed: event.field("threshold")?.to_owned(),
			// The proposer's vote is not counted by itself: the chain starts from nobody.
			yes: "0".to_owned(),
			no: "0".to_owned(),
		})
	}

	fn proposal(&self) -> Proposal {
		Proposal {
			hash: self.hash,
			index: self.index,
			length: LENGTH_BOUND,
		}
	}

	fn document(&self) -> Value {
		json!({
			"motion": token(&self.hash, self.index),
			"index": self.index,
			"proposed_by": self.by,
			"threshold": self.needed,
			"yes": self.yes,
			"no": self.no,
		})
	}
}

/// The open motions of the last blocks.
async fn motions(session: &Session<'_>) -> Result<Vec<Motion>, Failure> {
	let to = session.chain.block_number().await?;
	let told = events::kept(to.saturating_sub(LOOK_BACK), to, session).await?;
	let mut open: Vec<Motion> = Vec::new();
	for (_, event) in told.iter().filter(|(_, event)| event.pallet == "Council") {
		let hash = event.field("proposal_hash").unwrap_or_default();
		match event.name.as_str() {
			"Proposed" => open.extend(Motion::of(event)),
			"Voted" => {
				for motion in open.iter_mut().filter(|motion| hash_text(&motion.hash) == hash) {
					motion.yes = event.field("yes").unwrap_or_default().to_owned();
					motion.no = event.field("no").unwrap_or_default().to_owned();
				}
			}
			"Approved" | "Disapproved" | "Executed" | "Killed" => {
				open.retain(|motion| hash_text(&motion.hash) != hash);
			}
			_ => {}
		}
	}
	Ok(open)
}

async fn find(typed: &str, session: &Session<'_>) -> Result<Proposal, Failure> {
	if let Some(proposal) = read_token(typed) {
		return Ok(proposal);
	}
	let digits = typed.trim().trim_start_matches("0x").to_lowercase();
	let mut fitting = motions(session).await?;
	fitting.retain(|motion| {
		motion.index.to_string() == typed.trim()
			|| (digits.len() >= 4 && hex::encode(motion.hash).starts_with(&digits))
	});
	match (fitting.len(), fitting.pop()) {
		(1, Some(motion)) => Ok(motion.proposal()),
		(0, _) | (_, None) => Err(CommandError::NoMotion(typed.to_owned()).into()),
		_ => Err(CommandError::SeveralMotions(typed.to_owned()).into()),
	}
}

async fn list(session: &Session<'_>, out: &mut impl Write) -> Outcome {
	let open = motions(session).await?;
	if session.app.global.json {
		return output::document(&Value::Array(open.iter().map(Motion::document).collect()), out);
	}
	let mut table = Table::new(&["Motion", "Hash", "Proposed by", "Yes", "No", "Needed"]);
	for motion in &open {
		table.row([
			motion.index.to_string(),
			output::short(&hex::encode(motion.hash)),
			session.names.rewrite(&motion.by),
			motion.yes.clone(),
			motion.no.clone(),
			motion.needed.clone(),
		]);
	}
	match table.is_empty() {
		true => session.app.say("The council has no open motions."),
		false => table.write(out)?,
	}
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn motions_are_read_as_they_are_printed() {
		let read = read_token(&token(&[7; 32], 3)).unwrap();
		assert_eq!((read.hash, read.index), ([7; 32], 3));
		for other in ["", "3", "0x07", "0707:3", &hash_text(&[7; 32])] {
			assert!(read_token(other).is_none(), "{other}");
		}
	}
}
