//! Motions about accounts in wrong hands, and about records that are to be erased or are held.

use super::motions::{Votes, propose};
use crate::{
	args::{FacilityArg, IdArg},
	context::Session,
	output::Outcome,
};
use clap::Subcommand;
use medquorum_client::{
	domain::Body,
	ledger::{Call, EmergencyCall},
	rules::votes::Quorum,
};
use std::io::Write;

/// What to propose.
#[derive(Debug, Subcommand)]
pub enum Command {
	/// Propose to freeze an account whose key may be in wrong hands; it takes more than half
	#[command(name = "propose-freeze")]
	Freeze {
		/// Whose account
		who: String,
		/// How many votes it takes
		#[command(flatten)]
		votes: Votes,
	},
	/// Propose to make a frozen account usable again; it has no guardian then; it takes more than half
	#[command(name = "propose-unfreeze")]
	Unfreeze {
		/// Whose account
		who: String,
		/// How many votes it takes
		#[command(flatten)]
		votes: Votes,
	},
	/// Propose to put another account in the place of a frozen one, for good, a day after the decision; it takes two thirds
	#[command(name = "propose-replace")]
	Replace {
		/// The frozen account
		old: String,
		/// Who acts in its place; must have registered keys
		new: String,
		/// How many votes it takes
		#[command(flatten)]
		votes: Votes,
	},
	/// Propose to stop an erasure that has not taken place, other than by its patient's wish; it takes more than half
	#[command(name = "propose-stop-erasure")]
	StopErasure {
		/// The record
		record: IdArg,
		/// How many votes it takes
		#[command(flatten)]
		votes: Votes,
	},
	/// Propose to say of which facility somebody is, by its number: emergency clinicians and administrators need one; it takes more than half
	#[command(name = "propose-facility")]
	Facility {
		/// Who
		who: String,
		/// The facility's number; `none` takes it back
		#[arg(value_name = "NUMBER|none")]
		facility: FacilityArg,
		/// How many votes it takes
		#[command(flatten)]
		votes: Votes,
	},
	/// Propose to let a suspended account break the glass again; it takes more than half
	#[command(name = "propose-reinstate")]
	Reinstate {
		/// Whose account
		who: String,
		/// How many votes it takes
		#[command(flatten)]
		votes: Votes,
	},
	/// Propose to lift a legal hold; it takes more than half
	#[command(name = "propose-lift-hold")]
	LiftHold {
		/// The record
		record: IdArg,
		/// How many votes it takes
		#[command(flatten)]
		votes: Votes,
	},
}

/// Proposes it.
pub async fn run(command: &Command, session: &Session<'_>, out: &mut impl Write) -> Outcome {
	let (call, votes, quorum) = match command {
		Command::Freeze { who, votes } => {
			let who = session.person(who)?;
			(Call::FreezeAccount { who }, votes, Quorum::Majority)
		}
		Command::Unfreeze { who, votes } => {
			let who = session.person(who)?;
			(Call::UnfreezeAccount { who }, votes, Quorum::Majority)
		}
		Command::Replace { old, new, votes } => {
			let (old, new) = (session.person(old)?, session.person(new)?);
			let call = Box::new(Call::ReplaceAccount { old, new });
			(Call::Schedule { call }, votes, Quorum::TwoThirds)
		}
		Command::StopErasure { record, votes } => {
			let record_id = session.record_id(record).await?;
			(Call::StopErasure { record_id }, votes, Quorum::Majority)
		}
		Command::Facility { who, facility, votes } => {
			let (who, facility) = (session.person(who)?, facility.0);
			(
				Call::Emergency(EmergencyCall::SetFacility { who, facility }),
				votes,
				Quorum::Majority,
			)
		}
		Command::Reinstate { who, votes } => {
			let who = session.person(who)?;
			(
				Call::Emergency(EmergencyCall::Reinstate { who }),
				votes,
				Quorum::Majority,
			)
		}
		Command::LiftHold { record, votes } => {
			let record_id = session.record_id(record).await?;
			(Call::LiftHold { record_id }, votes, Quorum::Majority)
		}
	};
	propose(call, (*votes, quorum), Body::Council, session, out).await
}
