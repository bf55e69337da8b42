//! `committee ceremony`: a committee that nobody deals, over the chain or over files.

mod chain;
mod reshare;
mod status;

pub use reshare::sentences as change_in_words;

use crate::{
	args::AdminArg,
	context::{Session, ceremony_board, put_ceremony_file, target_folder},
	output::{self, CommandError, Outcome},
};
use clap::{Args, Subcommand, ValueHint};
use medquorum_client::{
	domain::KeyId,
	error::Error,
	files::FileError,
	ledger::Ledger as _,
	roles::{CeremonyOutput, CertifiedShare},
	trust::{
		CommitteePin,
		ceremony::{Board, Phase, Seat, Stage},
	},
	views::Names as _,
};
use serde_json::json;
use std::{
	fs,
	io::Write,
	path::{Path, PathBuf},
};

/// Name of the start file.
const START: &str = "ceremony.json";

/// `committee ceremony`: over the chain, where no step is named.
#[derive(Debug, Args)]
pub struct CeremonyArgs {
	#[command(flatten)]
	chain: chain::ChainOpts,
	/// A step over files
	#[command(subcommand)]
	command: Option<Command>,
}

/// The steps of a ceremony over files, in this order.
#[derive(Debug, Subcommand)]
pub enum Command {
	/// Begin a ceremony for a new key: rule and administrators
	Start(StartOpts),
	/// Begin a ceremony that passes a key on: to others, to more or fewer, by another rule, or to the same
	Reshare(reshare::ReshareOpts),
	/// As an administrator: take part
	Join(StepOpts),
	/// As an administrator who deals: deal to everybody, once all have joined
	Deal(StepOpts),
	/// As an administrator: check everything, keep your share, certify, once all have dealt
	Certify(StepOpts),
	/// As an administrator whose key is passed on: hand it over, once all the new ones have certified
	Handover(StepOpts),
	/// Show what is there, what is wrong with it, and who is next
	Status {
		/// The folder that all share, or the files one by one [default: what is on the chain]
		#[arg(value_hint = ValueHint::AnyPath)]
		paths: Vec<PathBuf>,
	},
	/// As an administrator: end the attempt, name who is to blame, delete its secrets
	Abort {
		#[command(flatten)]
		step: StepOpts,
		/// Who does not send what is due
		#[arg(long, value_name = "NAME")]
		silent: Option<String>,
		/// Forget the share that you certified in it as well: you know that this committee is never set
		#[arg(long)]
		forget_share: bool,
	},
}

/// Options of `committee ceremony start`.
#[derive(Debug, Args)]
pub struct StartOpts {
	/// Approvals a request will need
	#[arg(long)]
	k: u16,
	/// An administrator and the index of the share; once for each
	#[arg(long, value_name = "NAME=INDEX", num_args = 1.., required = true)]
	admin: Vec<AdminArg>,
	/// The committee's number [default: the next free one]
	#[arg(long, value_name = "ID")]
	committee: Option<KeyId>,
	/// Which try this is; one more than the last that was aborted
	#[arg(long, value_name = "NUMBER", default_value_t = 1)]
	attempt: u16,
	/// Folder for the files of this attempt; the administrators' own go there too
	#[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
	out: PathBuf,
}

/// What each step of an administrator needs.
#[derive(Debug, Args)]
pub struct StepOpts {
	/// The folder that all share, or the files that were sent to you, one by one
	#[arg(required = true, value_hint = ValueHint::AnyPath)]
	paths: Vec<PathBuf>,
	/// Folder for your own file [default: the folder, or the one of the first file]
	#[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
	out: Option<PathBuf>,
}

impl CeremonyArgs {
	/// What needs no chain: how it is done over files, and what cannot be meant.
	pub fn offline(&self, out: &mut impl Write) -> Option<Outcome> {
		// Options of every command may stand before a step, those of the chain may not.
		if self.command.is_some() && self.chain.any() {
			let both = "options of a ceremony on the chain, and a step over files: choose one";
			return Some(Err(CommandError::Usage(both.to_owned()).into()));
		}
		self.chain.files().then(|| chain::over_files(out))
	}
}

/// Runs the command.
pub async fn run(args: &CeremonyArgs, session: &Session<'_>, out: &mut impl Write) -> Outcome {
	match &args.command {
		None => chain::run(&args.chain, session, out).await,
		Some(command) => over_files(command, session, out).await,
	}
}

async fn over_files(command: &Command, session: &Session<'_>, out: &mut impl Write) -> Outcome {
	match command {
		Command::Start(opts) => start(opts, session, out).await,
		Command::Reshare(opts) => reshare::start(opts, session, out).await,
		Command::Join(step) => join(step, session, out).await,
		Command::Deal(step) => deal(step, session, out).await,
		Command::Certify(step) => certify(step, session, out).await,
		Command::Handover(step) => reshare::hand_over(step, session, out).await,
		Command::Status { paths } if paths.is_empty() => chain::status(None, session, out).await,
		Command::Status { paths } => status::show(&ceremony_board(paths, session).await?, session, out),
		Command::Abort {
			step,
			silent,
			forget_share,
		} => {
			let certified = match forget_share {
				true => CertifiedShare::Forget,
				false => CertifiedShare::Keep,
			};
			abort(step, silent.as_deref(), certified, session, out).await
		}
	}
}

/// What the ceremony is for, in words.
fn rule(board: &Board, session: &Session<'_>) -> String {
	let names = board.seats().iter().map(|seat| session.names.show(&seat.account));
	format!(
		"Committee {}: {} of {} administrators ({})",
		board.place().key_id,
		board.k(),
		board.seats().len(),
		names.collect::<Vec<_>>().join(", ")
	)
}

/// Puts the file down and says so, and who is next now.
async fn done(
	output: &CeremonyOutput,
	folder: &Path,
	paths: &[PathBuf],
	session: &Session<'_>,
	out: &mut impl Write,
) -> Outcome {
	let path = put_ceremony_file(folder, output)?;
	session.app.say(format_args!(
		"{} is for everybody: leave it there, or send it to them.",
		path.display()
	));
	let mut paths = paths.to_vec();
	if !paths
		.iter()
		.any(|known| known.is_dir() && known.as_path() == folder)
	{
		paths.push(path.clone());
	}
	let board = ceremony_board(&paths, session).await?;
	session.app.say(status::next(&board, session));
	match session.app.global.json {
		true => output::document(&json!({ "file": path }), out),
		false => Ok(()),
	}
}

async fn start(opts: &StartOpts, session: &Session<'_>, out: &mut impl Write) -> Outcome {
	let there = opts.out.join(START);
	if there.exists() {
		return Err(FileError::Exists(there).into());
	}
	let mut seats = Vec::new();
	for admin in &opts.admin {
		let account = session.person(&admin.who)?;
		seats.push(Seat {
			index: admin.index,
			account,
		});
	}
	seats.sort_by_key(|seat| seat.index);
	let key_id = match opts.committee {
		Some(id) => id,
		None => {
			let committees = session.chain.committees().await?;
			let ids = committees.iter().map(|(id, _)| id.saturating_add(1));
			ids.max().unwrap_or(1)
		}
	};
	let names = seats.iter().map(|seat| session.names.show(&seat.account));
	session.app.confirm(format!(
		"Start attempt {} to found committee {key_id} with {} approvals of {} administrators ({})?",
		opts.attempt,
		opts.k,
		seats.len(),
		names.collect::<Vec<_>>().join(", ")
	))?;
	let signer = session.signer()?;
	let maker = session.committee_maker();
	let output = maker
		.start_ceremony(&signer, key_id, opts.attempt, opts.k, seats)
		.await?;
	// Others put their files there too: it is as open as the person's folders are.
	fs::create_dir_all(&opts.out)
		.map_err(|error| FileError::from_io("create the folder", &opts.out, error))?;
	done(&output, &opts.out, std::slice::from_ref(&opts.out), session, out).await
}

async fn join(step: &StepOpts, session: &Session<'_>, out: &mut impl Write) -> Outcome {
	let board = ceremony_board(&step.paths, session).await?;
	session.app.say(rule(&board, session));
	reshare::say_difference(&board, session);
	session
		.app
		.confirm("Are these the administrators, compared with your directory, and are you one of them?")?;
	let (signer, keystore) = (session.signer()?, session.app.keystore()?);
	let maker = session.committee_maker();
	let output = maker.join_ceremony(&signer, &keystore, &board).await?;
	let folder = target_folder(&step.paths, step.out.as_deref());
	done(&output, &folder, &step.paths, session, out).await
}

async fn deal(step: &StepOpts, session: &Session<'_>, out: &mut impl Write) -> Outcome {
	let board = ceremony_board(&step.paths, session).await?;
	if board.old().is_some() {
		session.app.say(rule(&board, session));
		reshare::say_difference(&board, session);
		session.app.confirm(
			"Has your organisation decided this, compared with your directory? Together these people can open every record of the committee.",
		)?;
	}
	let (signer, keystore) = (session.signer()?, session.app.keystore()?);
	let maker = session.committee_maker();
	let output = maker.deal_in_ceremony(&signer, &keystore, &board).await?;
	let folder = target_folder(&step.paths, step.out.as_deref());
	done(&output, &folder, &step.paths, session, out).await
}

async fn certify(step: &StepOpts, session: &Session<'_>, out: &mut impl Write) -> Outcome {
	let board = ceremony_board(&step.paths, session).await?;
	board.check().map_err(Error::from)?;
	let founded = board.founded().map_err(Error::from)?;
	let pin = CommitteePin::of(&founded.committee).map_err(Error::from)?;
	let fingerprint = pin.fingerprint(board.place().key_id);
	session.app.say(rule(&board, session));
	reshare::say_difference(&board, session);
	session.app.say(format_args!("Fingerprint: {fingerprint}"));
	session
		.app
		.confirm("Are these the administrators, and did all the others read you the same fingerprint?")?;
	let (signer, keystore) = (session.signer()?, session.app.keystore()?);
	let maker = session.committee_maker();
	let output = maker.certify_ceremony(&signer, &keystore, &board, &pin).await?;
	session.app.say(
		"Your share is in the keystore, and nowhere else: what it was made of is deleted. Put it into a safe now: `medquorum committee backup-share`.",
	);
	let folder = target_folder(&step.paths, step.out.as_deref());
	done(&output, &folder, &step.paths, session, out).await
}

async fn abort(
	step: &StepOpts,
	silent: Option<&str>,
	certified: CertifiedShare,
	session: &Session<'_>,
	out: &mut impl Write,
) -> Outcome {
	let board = ceremony_board(&step.paths, session).await?;
	let silent = silent.map(|name| session.person(name)).transpose()?;
	session.app.say(rule(&board, session));
	let share = match certified {
		CertifiedShare::Keep => {
			"A share that you certified stays: only your node says that the committee is not set."
		}
		CertifiedShare::Forget => {
			"So is the share that you certified: if the council sets this committee all the same, your share is missing for ever."
		}
	};
	session.app.confirm(format!(
		"End attempt {} for everybody? Your secrets of it are deleted. {share}",
		board.place().attempt
	))?;
	let (signer, keystore) = (session.signer()?, session.app.keystore()?);
	let maker = session.committee_maker();
	let aborted = maker.abort_ceremony(&signer, &keystore, &board, silent, certified);
	let output = aborted.await?;
	let folder = target_folder(&step.paths, step.out.as_deref());
	done(&output, &folder, &step.paths, session, out).await
}

/// What an administrator types for a stage.
fn command_of(stage: Stage) -> &'static str {
	match stage {
		Stage::Join => "join",
		Stage::Deal => "deal",
		Stage::Certify => "certify",
		Stage::HandOver => "handover",
	}
}

/// Whether somebody waits for the account of this run.
fn is_waited_for(phase: &Phase, session: &Session<'_>) -> bool {
	let own = session.account().ok();
	match phase {
		Phase::Waiting(_, who) => own.is_some_and(|own| who.contains(&own)),
		Phase::Complete | Phase::Over(_) | Phase::Faulty => false,
	}
}
