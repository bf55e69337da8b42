//! The motion that opens a ceremony on the chain.

use super::motions::{self, Votes};
use crate::{
	commands::committee::change_in_words,
	context::Session,
	output::{Failure, Outcome},
};
use clap::Args;
use medquorum_client::{
	domain::{AccountId, Body, KeyId, Moment, Windows},
	ledger::{Call, Ledger as _},
	roles::NewCeremony,
	rules::votes::Quorum,
	trust::ceremony::Difference,
	views::Names as _,
};
use std::io::Write;

/// Moments of the chain's clock in a day.
const DAY: Moment = 14_400;

/// Options of `council propose-ceremony`.
#[derive(Debug, Args)]
pub struct CeremonyOpts {
	/// The committee's number; one that exists passes its key on [default: the next free one]
	#[arg(long, value_name = "ID")]
	key: Option<KeyId>,
	/// Approvals a request will need
	#[arg(long)]
	k: u16,
	/// All administrators from then on, with commas between; present ones keep their index
	#[arg(long, value_name = "NAMES", value_delimiter = ',', required = true)]
	admins: Vec<String>,
	/// The present administrators who deal, exactly as many as must approve a request now [default: those who stay, then others]
	#[arg(long, value_name = "NAMES", value_delimiter = ',')]
	dealers: Vec<String>,
	/// Days in which all have to join
	#[arg(long, value_name = "DAYS", default_value_t = 2, value_parser = clap::value_parser!(u32).range(1..=30))]
	join_days: u32,
	/// Days in which all have to deal then
	#[arg(long, value_name = "DAYS", default_value_t = 2, value_parser = clap::value_parser!(u32).range(1..=30))]
	deal_days: u32,
	/// Days in which all have to certify then, and as many in which a key is handed over
	#[arg(long, value_name = "DAYS", default_value_t = 2, value_parser = clap::value_parser!(u32).range(1..=30))]
	certify_days: u32,
	/// Do not wait until the present administrators have decided what is open: their key may be in wrong hands
	#[arg(long)]
	at_once: bool,
	/// Which try this is [default: the next one on the chain]
	#[arg(long, value_name = "NUMBER")]
	attempt: Option<u16>,
	/// How many votes it takes
	#[command(flatten)]
	votes: Votes,
}

/// Signs the start of the ceremony and proposes it.
pub async fn propose(opts: &CeremonyOpts, session: &Session<'_>, out: &mut impl Write) -> Outcome {
	let key_id = match opts.key {
		Some(key) => key,
		None => {
			let committees = session.chain.committees().await?;
			let ids = committees.iter().map(|(id, _)| id.saturating_add(1));
			ids.max().unwrap_or(1)
		}
	};
	let people = |names: &[String]| -> Result<Vec<AccountId>, Failure> {
		names.iter().map(|name| session.person(name.trim())).collect()
	};
	let moments = |days: u32| days.saturating_mul(DAY);
	let new = NewCeremony {
		key_id,
		attempt: opts.attempt,
		k: opts.k,
		admins: people(&opts.admins)?,
		dealers: people(&opts.dealers)?,
		windows: Windows {
			join: moments(opts.join_days),
			deal: moments(opts.deal_days),
			certify: moments(opts.certify_days),
		},
		at_once: opts.at_once,
	};
	if let Some(old) = session.chain.committee(key_id).await? {
		let difference = Difference::between(&old, new.k, &new.admins);
		for sentence in change_in_words(&difference, session) {
			session.app.say(sentence);
		}
	}
	let names: Vec<String> = new.admins.iter().map(|who| session.names.show(who)).collect();
	session.app.confirm(format!(
		"Propose a ceremony on the chain for committee {key_id} with {} approvals of {} administrators ({})?",
		new.k,
		names.len(),
		names.join(", ")
	))?;
	let signer = session.signer()?;
	let (_, call) = session.committee_maker().open_ceremony(&signer, &new).await?;
	let call = Call::Schedule { call: Box::new(call) };
	motions::propose(call, (opts.votes, Quorum::TwoThirds), Body::Council, session, out).await
}
