//! `storage-host`: a host erases what belongs to erased records, and attests that.

use crate::{
	args::EveryArg,
	context::{App, Session, connect},
	interrupt,
	output::{self, CommandError, Failure, Outcome},
};
use clap::{Args, ValueHint};
use medquorum_client::{
	advice::{Advice, in_one_line},
	domain::{AccountId, RecordId},
	register::Register,
	roles::{Attestation, Delivered, Pass, Witness},
	views::{Names as _, ReceiptDetails, words},
};
use serde_json::{Value, json};
use std::{collections::BTreeSet, io::Write, path::PathBuf};

/// Options of `storage-host`.
#[derive(Debug, Args)]
pub struct Opts {
	/// Look once and end, instead of again and again
	#[arg(long, conflicts_with = "every")]
	once: bool,
	/// How often to look: every 30s, 10m or 1h
	#[arg(long, value_name = "TIME", default_value = "1m")]
	every: EveryArg,
	/// A node of another house that must also say that a record is erased, like wss://node.ward.example; may be given more than once
	#[arg(long, value_name = "URL", value_hint = ValueHint::Url)]
	witness: Vec<String>,
	/// The node is this house's own, so that its word is enough
	#[arg(long)]
	own_node: bool,
	/// The repository of the Kubo daemon on this machine, whose denylist is written
	#[arg(long, value_name = "DIR", env = "IPFS_PATH", hide_env_values = true, value_hint = ValueHint::DirPath)]
	ipfs_path: Option<PathBuf>,
}

/// Keeps a host.
pub async fn run(opts: &Opts, app: &App, out: &mut impl Write) -> Outcome {
	if opts.once {
		let waiting = pass(opts, app, out).await?;
		return match waiting {
			0 => Ok(()),
			waiting => Err(CommandError::NotAttested(waiting).into()),
		};
	}
	loop {
		// A pass that is broken off is run again: what it removed is noted before.
		let passed = tokio::select! {
			passed = pass(opts, app, out) => passed,
			stopped = interrupt::stop() => return stopped,
		};
		// A node or a daemon that is away for an hour ends no service.
		if let Err(failure) = passed {
			let failure = app.explain(failure);
			failure.report(app.global.json, &mut output::Plain::new(std::io::stderr()))?;
		}
		out.flush()?;
		if interrupt::sleep_or_stop(opts.every.duration()).await? {
			return Ok(());
		}
	}
}

/// One look at the host; gives how many erasures it cannot attest.
async fn pass(opts: &Opts, app: &App, out: &mut impl Write) -> Result<usize, Failure> {
	let session = app.session().await?;
	let mut nodes = Vec::new();
	for url in &opts.witness {
		let genesis = Some(session.trust.genesis);
		nodes.push((
			url,
			connect(url.clone(), app.global.allow_insecure, genesis).await?,
		));
	}
	let witnesses: Vec<Witness<'_>> = nodes
		.iter()
		.map(|(name, chain)| Witness { name, ledger: chain })
		.collect();
	let host = session.store.host(opts.ipfs_path.as_deref())?;
	let host = host.ok_or(CommandError::NoRepository)?;
	let register = Register::open(app.home.folder(), &session.trust.genesis)?;
	let keeper = session.storage_host(opts.own_node, &witnesses, host.as_ref(), &register);
	let mut pass = keeper.pass().await?;
	let mut attested = Vec::new();
	if !pass.ready.is_empty() {
		match keeper.attest(&session.signer()?, &pass.ready).await {
			Ok(done) => attested = done,
			Err(error) => {
				let all = std::mem::take(&mut pass.ready);
				tell_error(&error, all.len(), &session);
				let mut waiting = all.into_iter();
				pass.waiting.extend(waiting.next().map(|record| (record, error)));
				let left = waiting.count();
				report(&pass, &attested, &session, out)?;
				return Ok(pass.waiting.len().saturating_add(left));
			}
		}
	}
	report(&pass, &attested, &session, out)?;
	Ok(pass.waiting.len())
}

fn tell_error(error: &impl Advice, erasures: usize, session: &Session<'_>) {
	session.clear();
	let why = session.names.rewrite(&in_one_line(error));
	session.app.say(format_args!(
		"Not attested: {}: {why}",
		words::count(erasures, "erasure")
	));
}

fn report(pass: &Pass, attested: &[Attestation], session: &Session<'_>, out: &mut impl Write) -> Outcome {
	session.clear();
	if session.app.global.json {
		return output::document(&document(pass, attested, session)?, out);
	}
	let say = |words: String| session.app.say(words);
	let mut records: Vec<RecordId> = pass.removed.iter().map(|(record, _)| *record).collect();
	records.dedup();
	for record in records {
		let of_record = pass.removed.iter().filter(|(id, _)| *id == record).count();
		say(format!(
			"Record {} was erased: {} removed here, and denied from now on.",
			words::short(&record),
			words::count(of_record, "object")
		));
	}
	tell_catalogues(pass, session);
	for (record, delivered) in attested {
		say(match delivered {
			Some(Delivered::Finalized(receipt)) => format!(
				"Attested that nothing is left here of record {} (block {}, fee {}).",
				words::short(record),
				receipt.block,
				receipt.fee
			),
			Some(Delivered::Call(_)) => {
				format!("Not sent: the attestation for record {}.", words::short(record))
			}
			None => format!("Record {} was attested before.", words::short(record)),
		});
	}
	for (record, why) in &pass.waiting {
		say(format!(
			"Not attested: record {}: {}",
			words::short(record),
			session.names.rewrite(&in_one_line(why))
		));
	}
	let quiet = pass.removed.is_empty() && pass.outdated.is_empty() && pass.undecided.is_empty();
	if quiet && attested.is_empty() && pass.waiting.is_empty() {
		say(format!(
			"Nothing to erase. {} kept here.",
			words::count(pass.kept, "object")
		));
	}
	for (_, delivered) in attested {
		if let Some(Delivered::Call(call)) = delivered {
			output::call(call, false, out)?;
		}
	}
	Ok(())
}

/// What went of former catalogues, and what stays for now.
fn tell_catalogues(pass: &Pass, session: &Session<'_>) {
	let facilities: BTreeSet<AccountId> = pass.outdated.iter().map(|(facility, _)| *facility).collect();
	for facility in facilities {
		let of_facility = pass.outdated.iter().filter(|(id, _)| *id == facility).count();
		session.app.say(format_args!(
			"Former catalogues of {}: {} removed here, and denied from now on.",
			session.names.show(&facility),
			words::count(of_facility, "object")
		));
	}
	for (facility, why) in &pass.undecided {
		session.app.say(format_args!(
			"Former catalogues of {} stay for now: {}",
			session.names.show(facility),
			session.names.rewrite(&in_one_line(why))
		));
	}
	if !pass.unlisted.is_empty() {
		session.app.say(format_args!(
			"{} of catalogues here that no catalogue seen here lists: one is being published, or its keyring never came here.",
			words::count(pass.unlisted.len(), "object")
		));
	}
}

fn document(pass: &Pass, attested: &[Attestation], session: &Session<'_>) -> Result<Value, Failure> {
	let mut words = Vec::new();
	for (record, delivered) in attested {
		let receipt = delivered.as_ref().and_then(Delivered::receipt);
		words.push(json!({
			"record_id": record,
			"receipt": receipt.map(ReceiptDetails::of).map(serde_json::to_value).transpose()?,
			"call": match delivered {
				Some(Delivered::Call(call)) => Some(format!("0x{}", hex::encode(&call.bytes))),
				Some(Delivered::Finalized(_)) | None => None,
			},
		}));
	}
	let waiting = pass.waiting.iter().map(|(record, why)| {
		json!({ "record_id": record, "kind": why.kind(), "message": why.to_string(), "next": why.next() })
	});
	let undecided = pass.undecided.iter().map(|(facility, why)| {
		json!({
			"facility": session.names.party(facility),
			"kind": why.kind(),
			"message": why.to_string(),
			"next": why.next(),
		})
	});
	let outdated = pass
		.outdated
		.iter()
		.map(|(facility, cid)| json!({ "facility": session.names.party(facility), "cid": cid.to_string() }));
	let removed = pass.removed.iter();
	Ok(json!({
		"host": session.names.party(&session.account()?),
		"removed": removed.map(|(record, cid)| json!({ "record_id": record, "cid": cid.to_string() })).collect::<Vec<_>>(),
		"attested": words,
		"waiting": waiting.collect::<Vec<_>>(),
		"outdated": outdated.collect::<Vec<_>>(),
		"undecided": undecided.collect::<Vec<_>>(),
		"unlabelled": pass.unlabelled.iter().map(ToString::to_string).collect::<Vec<_>>(),
		"unlisted": pass.unlisted.iter().map(ToString::to_string).collect::<Vec<_>>(),
		"kept": pass.kept,
	}))
}
