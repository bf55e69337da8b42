//! Motions about the chain itself: who sits on the council, which code runs, who makes blocks, when it pauses.

use super::motions::{Votes, propose};
use crate::{
	context::Session,
	output::{CommandError, Failure, Outcome},
};
use clap::{Subcommand, ValueHint};
use medquorum_client::{
	domain::{AccountId, Body},
	files,
	ledger::{Call, call_hash},
	rules::votes::Quorum,
};
use serde_json::json;
use std::{
	io::Write,
	path::{Path, PathBuf},
};

/// Most bytes of a runtime's code that are read: more fits into no block.
const MAX_CODE: u64 = 4 << 20;

/// What to propose.
#[derive(Debug, Subcommand)]
pub enum Command {
	/// Propose who sits on the council, a day after the decision; it takes two thirds
	#[command(name = "propose-members")]
	Members {
		/// All of its members, 3 to 16
		#[arg(required = true, num_args = 1..)]
		members: Vec<String>,
		/// How many votes it takes
		#[command(flatten)]
		votes: Votes,
	},
	/// Propose an upgrade of the runtime, authorised a day after the decision; it takes two thirds
	#[command(name = "propose-upgrade")]
	Upgrade {
		/// The runtime's code, such as medquorum_runtime.compact.compressed.wasm
		#[arg(value_hint = ValueHint::FilePath)]
		code: PathBuf,
		/// How many votes it takes
		#[command(flatten)]
		votes: Votes,
	},
	/// Propose a pause of a day, in which only what protects patients is possible; it takes a third
	#[command(name = "propose-pause")]
	Pause {
		/// How many votes it takes
		#[command(flatten)]
		votes: Votes,
	},
	/// Propose to end a pause early; it takes more than half
	#[command(name = "propose-end-pause")]
	EndPause {
		/// How many votes it takes
		#[command(flatten)]
		votes: Votes,
	},
	/// Propose that an account makes blocks; it takes more than half
	#[command(name = "propose-collator")]
	Collator {
		/// The collator, who has set its session keys
		who: String,
		/// The account makes none any more
		#[arg(long)]
		remove: bool,
		/// How many votes it takes
		#[command(flatten)]
		votes: Votes,
	},
	/// Propose a week's notice to the recovery body: who sits on it afterwards; it takes two thirds
	#[command(name = "propose-notice")]
	Notice {
		/// All of its members, 3 to 16, none of the council
		#[arg(required = true, num_args = 1..)]
		members: Vec<String>,
		/// How many votes it takes
		#[command(flatten)]
		votes: Votes,
	},
	/// Propose to stop a notice to the council; it takes more than half
	#[command(name = "propose-stop-notice")]
	StopNotice {
		/// The notice's number, as `recovery list` shows it
		notice: u32,
		/// How many votes it takes
		#[command(flatten)]
		votes: Votes,
	},
}

/// The accounts, none twice.
pub fn accounts(typed: &[String], session: &Session<'_>) -> Result<Vec<AccountId>, Failure> {
	let mut members = Vec::with_capacity(typed.len());
	for name in typed {
		let account = session.person(name)?;
		if members.contains(&account) {
			return Err(CommandError::Twice(name.clone()).into());
		}
		members.push(account);
	}
	Ok(members)
}

/// Proposes it.
pub async fn run(command: &Command, session: &Session<'_>, out: &mut impl Write) -> Outcome {
	const COUNCIL: Body = Body::Council;
	let later = |call: Call| Call::Schedule { call: Box::new(call) };
	let (call, votes, quorum) = match command {
		Command::Members { members, votes } => {
			let members = accounts(members, session)?;
			(later(Call::SetMembers { members }), votes, Quorum::TwoThirds)
		}
		Command::Upgrade { code, votes } => {
			let code_hash = call_hash(&read(code)?);
			session.app.say(format_args!(
				"The code's hash is 0x{}. Every member compares it with a build of their own before voting.",
				hex::encode(code_hash)
			));
			(
				later(Call::AuthorizeUpgrade { code_hash }),
				votes,
				Quorum::TwoThirds,
			)
		}
		Command::Pause { votes } => (Call::Pause, votes, Quorum::Third),
		Command::EndPause { votes } => (Call::EndPause, votes, Quorum::Majority),
		Command::Collator { who, remove, votes } => {
			let who = session.person(who)?;
			let call = match remove {
				true => Call::RemoveCollator { who },
				false => Call::AddCollator { who },
			};
			(call, votes, Quorum::Majority)
		}
		Command::Notice { members, votes } => {
			let (members, body) = (accounts(members, session)?, Body::Recovery);
			(Call::GiveNotice { body, members }, votes, Quorum::TwoThirds)
		}
		Command::StopNotice { notice, votes } => {
			let (body, index) = (COUNCIL, *notice);
			(Call::StopNotice { body, index }, votes, Quorum::Majority)
		}
	};
	propose(call, (*votes, quorum), COUNCIL, session, out).await
}

fn read(code: &Path) -> Result<Vec<u8>, Failure> {
	Ok(files::read_small(code, MAX_CODE)?)
}

/// Supplies the code of an upgrade.
pub async fn apply(path: &Path, session: &Session<'_>, out: &mut impl Write) -> Outcome {
	let code = read(path)?;
	let hash = format!("0x{}", hex::encode(call_hash(&code)));
	session.app.confirm(format!(
		"Replace the runtime of this chain by the code with hash {hash}?"
	))?;
	let signer = session.signer()?;
	let done = session
		.councillor(Body::Council)
		.apply_upgrade(&signer, code)
		.await?;
	let talk = format!("Supplied the code with hash {hash}; it runs from one of the next blocks on");
	session.report(&done, talk, json!({ "code_hash": hash }), out)
}
