//! `committee health` and `committee alive`: whose share is there, and the sign that says so.

use crate::{
	context::{Session, files_on_table, put_ceremony_file},
	output::{self, CareError, CommandError, Failure, Outcome, Table},
};
use clap::{Args, ValueHint};
use medquorum_client::{
	advice::{Advice as _, flat},
	domain::{BlockNumber, Committee, KeyId},
	error::{Error, LookupError},
	files::FileError,
	ledger::Ledger as _,
	roles::{CeremonyOutput, HealthSpan},
	trust::alive::SignOfLife,
	views::{CommitteeHealth, MemberHealth, Names as _, When, text, words},
};
use serde_json::{Value, json};
use std::{collections::BTreeMap, fs, io::Write, path::PathBuf};

/// Options of `committee health`.
#[derive(Debug, Args)]
pub struct HealthOpts {
	/// The committee's number [default: all]
	id: Option<KeyId>,
	/// Folders with signs of life, or such files
	#[arg(long, value_name = "PATH", num_args = 1.., value_hint = ValueHint::AnyPath)]
	signs: Vec<PathBuf>,
	/// How old a confirmation may be, in days of 14400 blocks
	#[arg(long, value_name = "DAYS", default_value_t = 30)]
	days: u16,
	/// First block whose events are read [default: a day back, or --days where a share needs it]
	#[arg(long, value_name = "BLOCK")]
	from: Option<BlockNumber>,
}

/// Options of `committee alive`.
#[derive(Debug, Args)]
pub struct AliveOpts {
	/// The committee's number
	id: KeyId,
	/// Folder for the file, which goes to the others
	#[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
	out: PathBuf,
}

/// Writes a sign of life.
pub async fn alive(opts: &AliveOpts, session: &Session<'_>, out: &mut impl Write) -> Outcome {
	let app = session.app;
	let (signer, keystore) = (session.signer()?, app.keystore()?);
	let administrator = session.administrator();
	let made = administrator.sign_of_life(&signer, &keystore, opts.id).await?;
	fs::create_dir_all(&opts.out)
		.map_err(|error| FileError::from_io("create the folder", &opts.out, error))?;
	let (name, bytes) = (made.name(), made.write());
	let path = put_ceremony_file(&opts.out, &CeremonyOutput { name, bytes })?;
	app.say(format_args!(
		"{} proves that your share of committee {}, epoch {}, is there, and opens nothing: leave it there, or send it to the others.",
		path.display(),
		made.key_id,
		made.epoch
	));
	match app.global.json {
		true => output::document(
			&json!({
				"key_id": made.key_id,
				"epoch": made.epoch,
				"index": made.index,
				"block": made.block,
				"file": path,
			}),
			out,
		),
		false => Ok(()),
	}
}

/// Shows how committees stand, and ends with 1 where one more loss would be fatal.
pub async fn health(opts: &HealthOpts, session: &Session<'_>, out: &mut impl Write) -> Outcome {
	let committees = committees(opts.id, session).await?;
	let signs = signs(&opts.signs, session)?;
	let to = session.chain.block_number().await?;
	let span = HealthSpan::of_days(to, opts.days, opts.from);
	let found = session.observer().health(&committees, span, &signs).await?;
	let blocks = found.iter().flat_map(blocks_of);
	let times = session.times_of(blocks).await?;
	if session.app.global.json {
		let documents = found.iter().map(|health| document(health, session));
		let mut documents: Vec<Value> = documents.collect();
		match (opts.id, documents.pop()) {
			(Some(_), Some(one)) => output::document(&one, out)?,
			(None, Some(last)) => {
				documents.push(last);
				output::document(&documents, out)?;
			}
			(_, None) => output::document(&documents, out)?,
		}
	} else {
		for health in &found {
			show(health, &times, session, out)?;
		}
	}
	let at_risk = found.iter().filter(|health| health.is_at_risk());
	let at_risk: Vec<KeyId> = at_risk.map(|health| health.key_id).collect();
	match at_risk.is_empty() {
		true => Ok(()),
		false => {
			out.flush()?;
			Err(CommandError::from(CareError::AtRisk(at_risk)).into())
		}
	}
}

async fn committees(id: Option<KeyId>, session: &Session<'_>) -> Result<Vec<(KeyId, Committee)>, Failure> {
	let Some(id) = id else {
		return Ok(session.chain.committees().await?);
	};
	let committee = session.chain.committee(id).await?;
	let committee = committee
		.ok_or(LookupError::NoCommittee(id))
		.map_err(Error::from)?;
	Ok(vec![(id, committee)])
}

/// The signs of life among the files; any other file is named.
fn signs(paths: &[PathBuf], session: &Session<'_>) -> Result<Vec<(String, SignOfLife)>, Failure> {
	let mut signs = Vec::new();
	for (name, bytes) in files_on_table(paths)? {
		match SignOfLife::read(&bytes) {
			Ok(sign) => signs.push((name, sign)),
			Err(_) => session.app.say(format_args!(
				"{} is not a sign of life: it was not looked at.",
				text::line(&name)
			)),
		}
	}
	Ok(signs)
}

/// The blocks that are shown of a committee.
fn blocks_of(health: &CommitteeHealth) -> Vec<BlockNumber> {
	let members = health.members.iter();
	let of = |member: &MemberHealth| [member.approved, member.rejected, member.drilled, member.alive];
	members.flat_map(of).chain([health.set_in]).flatten().collect()
}

fn document(health: &CommitteeHealth, session: &Session<'_>) -> Value {
	let members = health.members.iter().map(|member| {
		json!({
			"index": member.index,
			"account": session.names.party(&member.account),
			"approved_block": member.approved,
			"rejected_block": member.rejected,
			"drill_block": member.drilled,
			"alive_block": member.alive,
			"confirmed": health.is_confirmed(member),
		})
	});
	let doubted = health
		.doubted
		.iter()
		.map(|sign| json!({ "file": sign.file, "kind": sign.why.kind(), "why": sign.why.to_string() }));
	json!({
		"key_id": health.key_id,
		"epoch": health.epoch,
		"k": health.k,
		"n": health.members.len(),
		"set_block": health.set_in,
		"from_block": health.from,
		"recent_from_block": health.recent,
		"confirmed": health.confirmed(),
		"survives": health.survives(),
		"survives_at_best": health.survives_at_best(),
		"at_risk": health.is_at_risk(),
		"administrators": members.collect::<Vec<_>>(),
		"doubted_signs": doubted.collect::<Vec<_>>(),
	})
}

fn losses(health: &CommitteeHealth) -> String {
	let lost = |number: usize| match number {
		0 => "no lost share".to_owned(),
		number => words::count(number, "lost share"),
	};
	let best = lost(health.survives_at_best());
	match health.survives() {
		None => format!(
			"unknown: fewer than {} shares are confirmed; {best} if all are there",
			health.k
		),
		Some(now) => format!("{}, by what is confirmed; {best} if all are there", lost(now)),
	}
}

fn show(
	health: &CommitteeHealth,
	times: &BTreeMap<BlockNumber, u64>,
	session: &Session<'_>,
	out: &mut impl Write,
) -> Outcome {
	let when = |block: BlockNumber| When {
		block,
		time: times.get(&block).copied(),
	};
	let set = match health.set_in {
		Some(block) => when(block).to_string(),
		None => format!("before block {}, the first that was looked at", health.from),
	};
	let n = health.members.len();
	output::facts(
		&[
			("Committee", format!("{}, epoch {}", health.key_id, health.epoch)),
			("Rule", format!("{} of {n} administrators", health.k)),
			("This epoch was set", set),
			(
				"Confirmed shares",
				format!("{} of {n}, since block {}", health.confirmed(), health.recent),
			),
			("Survives", losses(health)),
		],
		out,
	)?;
	let mut table = Table::new(&[
		"Administrator",
		"Share",
		"Approved",
		"Rejected",
		"Drill",
		"Sign of life",
	]);
	let shown =
		|block: Option<BlockNumber>| block.map_or_else(|| "-".to_owned(), |block| when(block).to_string());
	for member in &health.members {
		let share = match health.is_confirmed(member) {
			true => "confirmed",
			false => "not confirmed",
		};
		table.row([
			session.names.show(&member.account),
			share.to_owned(),
			shown(member.approved),
			shown(member.rejected),
			shown(member.drilled),
			shown(member.alive),
		]);
	}
	table.write(out)?;
	tell_doubted(health, session);
	Ok(())
}

/// Signs that prove nothing, each with the reason.
fn tell_doubted(health: &CommitteeHealth, session: &Session<'_>) {
	for sign in &health.doubted {
		session.app.say(format_args!(
			"Not counted: {}: {}",
			text::line(&sign.file),
			session.names.rewrite(&flat(&sign.why))
		));
	}
}
