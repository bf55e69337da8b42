//! `committee ceremony` without a step: over the chain. It asks what a person has to decide, does what is next, and waits for the others.

mod ended;
mod show;

use super::{reshare, rule};
use crate::{
	context::Session,
	output::{self, CommandError, Failure, Outcome},
};
use clap::Args;
use medquorum_client::{
	domain::{AccountId, KeyId},
	error::{CeremonyError, Error, OnChainError},
	ledger::Sign as _,
	ports::SecretStore,
	progress::Step,
	roles::{Delivered, NextStep, OnChain},
	trust::{CommitteePin, ceremony::Seat},
};
use serde_json::json;
use std::{io::Write, time::Duration};

/// Time between two looks at the chain: a block takes as long.
const PAUSE: Duration = Duration::from_secs(6);

/// Options of `committee ceremony` over the chain.
#[derive(Debug, Args)]
pub struct ChainOpts {
	/// The committee's number [default: the one whose ceremony lists you]
	#[arg(long, value_name = "ID")]
	key: Option<KeyId>,
	/// Do what can be done now, and end
	#[arg(long)]
	once: bool,
	/// Only show what is there and who is next
	#[arg(long, conflicts_with_all = ["once", "leave"])]
	status: bool,
	/// End the attempt for everybody, with your name, and delete your secrets of it
	#[arg(long, conflicts_with = "once")]
	leave: bool,
	/// Say how the same is done over files
	#[arg(long, conflicts_with_all = ["key", "once", "status", "leave"])]
	files: bool,
}

impl ChainOpts {
	/// Whether any of them is there.
	pub fn any(&self) -> bool {
		self.key.is_some() || self.once || self.status || self.leave || self.files
	}

	/// Whether somebody asks for the other way.
	pub fn files(&self) -> bool {
		self.files
	}
}

/// Says how the same is done over files.
pub fn over_files(out: &mut impl Write) -> Outcome {
	writeln!(
		out,
		"Over files each step is a command: `medquorum committee ceremony start`, `reshare`, `join`, `deal`, `certify`, `handover`, \
		 `status`, `abort`. The files lie in a folder that all share, or travel by mail or stick."
	)?;
	Ok(())
}

/// Runs the command.
pub async fn run(opts: &ChainOpts, session: &Session<'_>, out: &mut impl Write) -> Outcome {
	if opts.status {
		return status(opts.key, session, out).await;
	}
	let key_id = named(opts.key, session).await?;
	match opts.leave {
		true => leave(key_id, session, out).await,
		false => take_part(key_id, opts.once, session, out).await,
	}
}

/// The committee that is named, or the one whose ceremony lists the account of this run.
async fn named(key: Option<KeyId>, session: &Session<'_>) -> Result<KeyId, Failure> {
	if let Some(key) = key {
		return Ok(key);
	}
	let who = session.account()?;
	let listed = session.committee_maker().ceremonies_of(who).await?;
	match listed[..] {
		[] => Err(Error::from(OnChainError::NoneOfYours(who)).into()),
		[only] => Ok(only),
		_ => {
			let ids: Vec<String> = listed.iter().map(ToString::to_string).collect();
			let several = format!(
				"several ceremonies list you, for the committees {}: name one with --key",
				ids.join(", ")
			);
			Err(CommandError::Usage(several).into())
		}
	}
}

/// Shows the ceremony as the chain has it.
pub async fn status(key: Option<KeyId>, session: &Session<'_>, out: &mut impl Write) -> Outcome {
	let key_id = named(key, session).await?;
	let seen = session.committee_maker().on_chain(key_id).await?;
	let seen = seen.ok_or_else(|| Error::from(OnChainError::NotUnderWay(key_id)))?;
	show::show(&seen, &[], session, out)
}

/// What was done in one run, and whether the person was told what it is about.
#[derive(Default)]
struct Progressed {
	done: Vec<&'static str>,
	/// The start that the person was told of.
	told: Option<[u8; 32]>,
	/// Whom the person was told that it waits for.
	waiting: String,
	/// Those who take part, by index.
	people: Vec<Seat>,
	/// How often it was left to others to have the committee set.
	patience: u8,
}

/// How often all but the first of them leave that to others: only one can.
const PATIENCE: u8 = 2;

async fn take_part(key_id: KeyId, once: bool, session: &Session<'_>, out: &mut impl Write) -> Outcome {
	let (signer, keystore) = (session.signer()?, session.app.keystore()?);
	let who = signer.account();
	let maker = session.committee_maker();
	let mut run = Progressed::default();
	loop {
		let Some(seen) = maker.on_chain(key_id).await? else {
			return ended::tell(key_id, who, &keystore, &run, session, out).await;
		};
		introduce(&seen, &mut run, session);
		let step = maker.next_step(&seen, who, &keystore)?;
		match step {
			NextStep::NotMine => return Err(Error::from(CeremonyError::NotYours(who)).into()),
			NextStep::Wait { .. } if once || session.app.global.json => {
				return show::show(&seen, &run.done, session, out);
			}
			NextStep::Wait { .. } => wait(&seen, &step, &mut run, session).await,
			NextStep::Activate if !once && leaves_it(&mut run, who) => tokio::time::sleep(PAUSE).await,
			NextStep::NewAttempt(_) => {
				agree(&step, &seen, session)?;
				maker.leave_attempt(&keystore, &seen, who)?;
			}
			step => {
				agree(&step, &seen, session)?;
				let sent = act(&step, &seen, session, &keystore).await?;
				run.done.push(step.word());
				if let Some(Delivered::Call(call)) = &sent {
					session.clear();
					return output::call(call, session.app.global.json, out);
				}
				report(&step, sent.as_ref(), session);
			}
		}
	}
}

/// Whether somebody else is to have the committee set, for now.
fn leaves_it(run: &mut Progressed, who: AccountId) -> bool {
	let first = run.people.first().is_some_and(|seat| seat.account == who);
	let leaves = !first && run.patience < PATIENCE;
	run.patience = run.patience.saturating_add(u8::from(leaves));
	leaves
}

/// Says what the ceremony is for, once.
fn introduce(seen: &OnChain, run: &mut Progressed, session: &Session<'_>) {
	let start = seen.board.start().hash();
	if run.told == Some(start) {
		return;
	}
	run.told = Some(start);
	run.people = seen.board.everybody();
	session.app.say(format_args!(
		"{}, attempt {}",
		rule(&seen.board, session),
		seen.public.state.attempt
	));
	reshare::say_difference(&seen.board, session);
}

/// Waits for a block, and says for whom, whenever that changes.
async fn wait(seen: &OnChain, step: &NextStep, run: &mut Progressed, session: &Session<'_>) {
	let words = show::waiting(seen, step, session);
	if run.waiting != words {
		session.clear();
		session.app.say(&words);
		run.waiting = words;
	}
	let (done, all) = show::counted(seen);
	if let Some(progress) = &session.progress {
		progress.advance(Step::Ceremony, done, all);
	}
	tokio::time::sleep(PAUSE).await;
}

/// Asks what only a person can know.
fn agree(step: &NextStep, seen: &OnChain, session: &Session<'_>) -> Outcome {
	session.clear();
	if *step == NextStep::Certify {
		let fingerprint = show::fingerprint(&seen.board).unwrap_or_default();
		session.app.say(format_args!("Fingerprint: {fingerprint}"));
	}
	match step.question(seen, session.names.as_ref()) {
		Some(question) => session.app.confirm(question),
		None => Ok(()),
	}
}

/// Does it.
async fn act(
	step: &NextStep,
	seen: &OnChain,
	session: &Session<'_>,
	keystore: &dyn SecretStore,
) -> Result<Option<Delivered>, Failure> {
	let maker = session.committee_maker();
	let signer = session.signer()?;
	Ok(match step {
		NextStep::Join => maker.join_on_chain(&signer, keystore, seen).await?,
		NextStep::Deal => maker.deal_on_chain(&signer, keystore, seen).await?,
		NextStep::Certify => {
			let founded = seen.board.founded().map_err(Error::from)?;
			let pin = CommitteePin::of(&founded.committee).map_err(Error::from)?;
			maker.certify_on_chain(&signer, keystore, seen, &pin).await?
		}
		NextStep::HandOver => maker.hand_over_on_chain(&signer, keystore, seen).await?,
		NextStep::Complain(dealer) => maker.complain_on_chain(&signer, keystore, seen, *dealer).await?,
		NextStep::Answer(accuser) => maker.answer_on_chain(&signer, keystore, seen, *accuser).await?,
		NextStep::Activate => maker.activate_on_chain(&signer, seen).await?,
		NextStep::Expire => maker.expire_on_chain(&signer, seen).await?,
		NextStep::NewAttempt(_) | NextStep::Wait { .. } | NextStep::NotMine => None,
	})
}

/// Says what was done.
fn report(step: &NextStep, sent: Option<&Delivered>, session: &Session<'_>) {
	session.clear();
	let block = match sent.and_then(Delivered::receipt) {
		Some(receipt) => format!(" (block {}, fee {})", receipt.block, receipt.fee),
		None => " (the chain had it already)".to_owned(),
	};
	session.app.say(format_args!("{}{block}", step.done()));
	if *step == NextStep::Certify {
		session.app.say(
			"Your share is in the keystore, and nowhere else. Put it into a safe now: `medquorum committee backup-share`.",
		);
	}
}

async fn leave(key_id: KeyId, session: &Session<'_>, out: &mut impl Write) -> Outcome {
	let (signer, keystore) = (session.signer()?, session.app.keystore()?);
	let maker = session.committee_maker();
	let seen = maker.on_chain(key_id).await?;
	let seen = seen.ok_or_else(|| Error::from(OnChainError::NotUnderWay(key_id)))?;
	session.app.say(rule(&seen.board, session));
	session.app.confirm(seen.question_of_leaving())?;
	let left = maker.leave_on_chain(&signer, &keystore, &seen).await?;
	let document = json!({ "key_id": key_id, "attempt": seen.public.state.attempt });
	match left {
		Some(done) => session.report(&done, "Left, and the attempt is over", document, out),
		None => {
			session.app.say("The attempt was over already.");
			match session.app.global.json {
				true => output::document(&document, out),
				false => Ok(()),
			}
		}
	}
}
