//! `committee ceremony reshare` and `handover`: a key is passed on, and every record stays as it is.

use super::{START, StepOpts, done};
use crate::{
	context::{Session, ceremony_board, target_folder},
	output::{Failure, Outcome},
};
use clap::{Args, ValueHint};
use medquorum_client::{
	domain::{AccountId, KeyId},
	error::Error,
	files::FileError,
	ledger::Ledger as _,
	roles::NewEpoch,
	trust::ceremony::{Board, Difference},
	views::change_in_words,
};
use std::{fs, io::Write, path::PathBuf};

/// Options of `committee ceremony reshare`.
#[derive(Debug, Args)]
pub struct ReshareOpts {
	/// The committee's number
	#[arg(long, value_name = "ID")]
	committee: KeyId,
	/// Approvals a request will need
	#[arg(long)]
	k: u16,
	/// All administrators from then on, those who stay among them
	#[arg(long, value_name = "NAME", num_args = 1.., required = true)]
	admin: Vec<String>,
	/// The present administrators who deal: exactly as many as must approve a request now
	#[arg(long, value_name = "NAME", num_args = 1.., required = true)]
	dealer: Vec<String>,
	/// Which try this is; one more than the last that was aborted
	#[arg(long, value_name = "NUMBER", default_value_t = 1)]
	attempt: u16,
	/// Folder for the files of this attempt; the administrators' own go there too
	#[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
	out: PathBuf,
}

/// What changes, in sentences: who leaves, who comes, who stays, and the rule.
pub fn sentences(difference: &Difference, session: &Session<'_>) -> Vec<String> {
	change_in_words(difference, session.names.as_ref())
}

/// Tells what changes, where a key is passed on.
pub fn say_difference(board: &Board, session: &Session<'_>) {
	let Some(difference) = board.difference() else {
		return;
	};
	for sentence in sentences(&difference, session) {
		session.app.say(sentence);
	}
}

/// Starts a ceremony that passes a key on.
pub async fn start(opts: &ReshareOpts, session: &Session<'_>, out: &mut impl Write) -> Outcome {
	let there = opts.out.join(START);
	if there.exists() {
		return Err(FileError::Exists(there).into());
	}
	let people = |names: &[String]| -> Result<Vec<AccountId>, Failure> {
		names.iter().map(|name| session.person(name)).collect()
	};
	let new = NewEpoch {
		key_id: opts.committee,
		attempt: opts.attempt,
		k: opts.k,
		admins: people(&opts.admin)?,
		dealers: people(&opts.dealer)?,
	};
	if let Some(old) = session
		.chain
		.committee(opts.committee)
		.await
		.map_err(Error::from)?
	{
		for sentence in sentences(&Difference::between(&old, opts.k, &new.admins), session) {
			session.app.say(sentence);
		}
	}
	session.app.confirm(format!(
		"Start attempt {} to pass committee {} on?",
		opts.attempt, opts.committee
	))?;
	let signer = session.signer()?;
	let output = session.committee_maker().start_reshare(&signer, &new).await?;
	// Others put their files there too: it is as open as the person's folders are.
	fs::create_dir_all(&opts.out)
		.map_err(|error| FileError::from_io("create the folder", &opts.out, error))?;
	done(&output, &opts.out, std::slice::from_ref(&opts.out), session, out).await
}

/// An old administrator hands the key over.
pub async fn hand_over(step: &StepOpts, session: &Session<'_>, out: &mut impl Write) -> Outcome {
	let board = ceremony_board(&step.paths, session).await?;
	say_difference(&board, session);
	session.app.confirm(
		"Hand the committee's key over to them? They have all certified that they hold their shares.",
	)?;
	let (signer, keystore) = (session.signer()?, session.app.keystore()?);
	let maker = session.committee_maker();
	let output = maker.hand_over_in_ceremony(&signer, &keystore, &board).await?;
	let folder = target_folder(&step.paths, step.out.as_deref());
	done(&output, &folder, &step.paths, session, out).await
}
