//! `catalogue`: a facility publishes what it lists; those who search keep what all facilities published.

use crate::{
	args::{AtArg, EveryArg},
	context::{App, Session},
	interrupt,
	output::{self, Failure, Outcome, Table},
};
use clap::Subcommand;
use medquorum_client::{
	advice::Advice,
	clock::wall_time,
	domain::{AccountId, BlockNumber},
	ledger::{Ledger as _, Sign},
	roles::{INTERVAL, Publication, Readers, Shrink, Synchronized},
	views::{Names as _, text, words},
};
use serde_json::{Value, json};
use std::{
	io::Write,
	time::{Duration, Instant},
};

/// What to do with catalogues.
#[derive(Debug, Subcommand)]
pub enum Command {
	/// As a facility: seal the list of records that may be found by their disease, store it, and register it
	Publish {
		/// Keep publishing: every 1d, 12h or 30m
		#[arg(long, value_name = "TIME")]
		every: Option<EveryArg>,
		/// Keep publishing, each day at this time of UTC, like 02:00
		#[arg(long, value_name = "HH:MM", conflicts_with = "every")]
		at: Option<AtArg>,
	},
	/// As a facility: show who may search the catalogue, and leave somebody out
	Readers {
		/// Leave this reader out, whatever the council says
		#[arg(long, value_name = "WHO", conflicts_with = "admit")]
		exclude: Option<String>,
		/// Admit somebody again who was left out
		#[arg(long, value_name = "WHO")]
		admit: Option<String>,
	},
	/// Fetch the catalogues of all facilities, so that a search sends nothing
	Sync,
	/// Show the catalogues of all facilities, and how old those are that this home holds
	Status,
	/// As a facility: take the catalogue off the chain
	Withdraw,
}

/// Runs the command.
pub async fn run(command: &Command, app: &App, out: &mut impl Write) -> Outcome {
	match command {
		Command::Publish {
			every: None,
			at: None,
		} => publish(app, out).await,
		Command::Publish { at: Some(at), .. } => repeat(&Clock::At(*at), app, out).await,
		Command::Publish {
			every: Some(every), ..
		} => repeat(&Clock::Every(every), app, out).await,
		Command::Readers { exclude, admit } => readers(exclude.as_deref(), admit.as_deref(), app, out).await,
		Command::Sync => sync(app, out).await,
		Command::Status => status(app, out).await,
		Command::Withdraw => withdraw(app, out).await,
	}
}

async fn publish(app: &App, out: &mut impl Write) -> Outcome {
	let session = app.session().await?;
	let signer = session.signer()?;
	let keystore = app.keystore()?;
	let cataloguer = session.cataloguer();
	let shrink = match app.global.yes {
		true => Shrink::Allow,
		false => Shrink::Refuse,
	};
	let done = cataloguer.publish(&signer, &keystore, shrink).await?;
	if let Some(why) = &done.resealed {
		app.say(format_args!(
			"The catalogue before could not be read, so all of it was sealed again: {}",
			session.names.rewrite(why)
		));
	}
	for (who, what) in [
		(&done.came, "may search it from now on"),
		(&done.went, "may search it no longer"),
	] {
		for who in who {
			app.say(format_args!("{} {what}", session.names.show(who)));
		}
	}
	for host in &done.lacking {
		app.say(format_args!(
			"Host {} does not keep all of it yet; the next publication asks it again.",
			text::line(host)
		));
	}
	if done.left > 0 {
		app.say(format_args!(
			"{} of former publications could not be removed from the store; the next publication tries again.",
			words::count(done.left, "object")
		));
	}
	let talk = format!(
		"Published catalogue {} in epoch {}: {}, {} of {} blocks sealed, {}",
		done.number,
		done.epoch,
		words::count(done.records, "record"),
		done.blocks.0,
		done.blocks.1,
		words::count(done.readers, "reader"),
	);
	session.report(&done.delivered, talk, published(&done, &session), out)
}

fn published(done: &Publication, session: &Session<'_>) -> Value {
	json!({
		"number": done.number,
		"epoch": done.epoch,
		"records": done.records,
		"entries": done.entries,
		"blocks_sealed": done.blocks.0,
		"blocks": done.blocks.1,
		"readers": done.readers,
		"came": parties(&done.came, session),
		"went": parties(&done.went, session),
		"sealed_anew_because": done.resealed,
		"left_in_store": done.left,
		"hosts_without": done.lacking,
	})
}

/// How often a service looks whether something that is listed may be found no longer.
const LOOK: Duration = Duration::from_secs(600);

/// When a service publishes.
enum Clock<'a> {
	/// So long after the last publication.
	Every(&'a EveryArg),
	/// Each day at this time.
	At(AtArg),
}

impl Clock<'_> {
	/// How long it is until the next publication, and that in words.
	fn next(&self) -> (Duration, String) {
		match self {
			Self::Every(every) => (every.duration(), format!("in {every}")),
			Self::At(at) => (at.wait(wall_time()), format!("at {at}")),
		}
	}
}

/// Waits until it is time, or until a listed record may be found no longer; `true` when asked to stop. A look that fails is no
/// publication missed: the next one, or the clock, makes up for it.
async fn wait(time: Duration, app: &App) -> Result<bool, Failure> {
	let start = Instant::now();
	let mut seen = None;
	loop {
		let Some(looked) = interrupt::until_stopped(look(seen, app)).await? else {
			return Ok(true);
		};
		if let Ok((ended, block)) = looked {
			if ended {
				return Ok(false);
			}
			seen = Some(block);
		}
		let left = time.saturating_sub(start.elapsed());
		if interrupt::sleep_or_stop(left.min(LOOK)).await? {
			return Ok(true);
		}
		if left.is_zero() {
			return Ok(false);
		}
	}
}

async fn look(since: Option<BlockNumber>, app: &App) -> Result<(bool, BlockNumber), Failure> {
	let session = app.session().await?;
	let me = session.account()?;
	Ok(session.cataloguer().ended_since(me, since).await?)
}

/// Publishes on a clock, and early when a listed record may be found no longer. What fails is told, and tried again when it is time: a
/// node or store that is away for an hour ends no service.
async fn repeat(clock: &Clock<'_>, app: &App, out: &mut impl Write) -> Outcome {
	loop {
		let Some(published) = interrupt::until_stopped(publish(app, out)).await? else {
			return Ok(());
		};
		if let Err(failure) = published {
			let failure = app.explain(failure);
			failure.report(app.global.json, &mut output::Plain::new(std::io::stderr()))?;
		}
		out.flush()?;
		let (time, words) = clock.next();
		app.say(format_args!("The next publication is {words}."));
		if wait(time, app).await? {
			return Ok(());
		}
	}
}

fn parties(accounts: &[AccountId], session: &Session<'_>) -> Value {
	accounts
		.iter()
		.map(|who| json!(session.names.party(who)))
		.collect()
}

async fn readers(exclude: Option<&str>, admit: Option<&str>, app: &App, out: &mut impl Write) -> Outcome {
	let session = app.session().await?;
	let me = session.account()?;
	let cataloguer = session.cataloguer();
	for (who, excluded) in [(exclude, true), (admit, false)] {
		if let Some(who) = who {
			let who = session.person(who)?;
			cataloguer.exclude(who, excluded)?;
		}
	}
	let readers = cataloguer.readers(me).await?;
	if app.global.json {
		return output::document(&readers_document(&readers, &session), out);
	}
	let mut table = Table::new(&["Reader", "Now", "Epoch of the key", "After the next publication"]);
	let (coming, going) = (readers.coming(), readers.going());
	let mut row = |who: &AccountId, now: &str, then: &str| {
		let epoch = readers.epoch.filter(|_| readers.present.contains(who));
		let epoch = epoch.map_or_else(String::new, |epoch| epoch.to_string());
		table.row([session.names.show(who), now.to_owned(), epoch, then.to_owned()]);
	};
	for (who, _) in &readers.admitted {
		let now = if coming.contains(who) { "no" } else { "yes" };
		row(who, now, "yes");
	}
	for who in &going {
		row(who, "yes", "no: a new epoch begins");
	}
	for who in readers.excluded.iter().filter(|who| !going.contains(who)) {
		row(who, "no", "no: left out");
	}
	for who in readers.unusable.iter().filter(|who| !going.contains(who)) {
		row(who, "no", "no: their keys cannot be used");
	}
	table.write(out)
}

fn readers_document(readers: &Readers, session: &Session<'_>) -> Value {
	let admitted: Vec<_> = readers.admitted.iter().map(|(who, _)| *who).collect();
	let present: Vec<_> = readers.present.iter().copied().collect();
	let excluded: Vec<_> = readers.excluded.iter().copied().collect();
	json!({
		"epoch": readers.epoch,
		"present": parties(&present, session),
		"next": parties(&admitted, session),
		"coming": parties(&readers.coming(), session),
		"going": parties(&readers.going(), session),
		"excluded": parties(&excluded, session),
		"unusable": parties(&readers.unusable, session),
	})
}

async fn sync(app: &App, out: &mut impl Write) -> Outcome {
	let session = app.session().await?;
	let keystore = app.keystore()?;
	let done = session.searcher().sync(session.account()?, &keystore).await?;
	session.clear();
	let failed = done.iter().filter(|one| one.outcome.is_err()).count();
	let rows: Vec<Value> = done.iter().map(|one| synchronized(one, &session)).collect();
	if app.global.json {
		output::document(&json!({ "catalogues": rows }), out)?;
	} else {
		let mut table = Table::new(&[
			"Facility",
			"Catalogue",
			"Entries",
			"Fetched",
			"Published",
			"Remark",
		]);
		for one in &done {
			table.row(row(one, &session));
		}
		table.write(out)?;
		if done.is_empty() {
			app.say("No facility has published a catalogue.");
		}
	}
	match failed {
		0 => Ok(()),
		_ => Err(output::CommandError::NotAllCatalogues {
			failed,
			all: done.len(),
		}
		.into()),
	}
}

fn synchronized(one: &Synchronized, session: &Session<'_>) -> Value {
	let facility = session.names.party(&one.facility);
	match &one.outcome {
		Ok(fresh) => json!({
			"facility": facility,
			"number": fresh.number,
			"entries": fresh.entries,
			"objects_fetched": fresh.fetched.0,
			"objects": fresh.fetched.1,
			"age_moments": fresh.age,
			"stale": fresh.overdue.is_some(),
			"error": null,
		}),
		Err(error) => json!({
			"facility": facility,
			"error": { "kind": error.kind(), "message": error.to_string(), "next": error.next() },
		}),
	}
}

fn row(one: &Synchronized, session: &Session<'_>) -> [String; 6] {
	let facility = session.names.show(&one.facility);
	match &one.outcome {
		Ok(fresh) => {
			let remark = fresh.overdue.map_or_else(String::new, |late| {
				format!("stale: the next one is {} late", words::span(late))
			});
			[
				facility,
				fresh.number.to_string(),
				fresh.entries.to_string(),
				format!("{} of {} objects", fresh.fetched.0, fresh.fetched.1),
				format!("{} ago", words::span(fresh.age)),
				remark,
			]
		}
		Err(error) => {
			let empty = String::new;
			let said = session.names.rewrite(&error.to_string());
			[facility, empty(), empty(), empty(), empty(), said]
		}
	}
}

async fn status(app: &App, out: &mut impl Write) -> Outcome {
	let session = app.session().await?;
	let clock = session.observer().clock().await?;
	let held = session.shelf.held()?;
	let mut pointers = session.chain.catalogues().await?;
	pointers.sort_by_key(|(facility, _)| *facility);
	let mut rows = Vec::new();
	let mut table = Table::new(&["Facility", "Published", "When", "Held here", "Remark"]);
	for (facility, pointer) in &pointers {
		let here = held.get(facility).map(|held| held.number);
		let overdue = pointer.overdue(clock, INTERVAL);
		let age = clock.saturating_sub(pointer.updated);
		let behind = here.is_none_or(|number| number < pointer.number);
		let remark = match (overdue, behind) {
			(Some(late), _) => format!("stale: the next one is {} late", words::span(late)),
			(None, true) => "run `medquorum catalogue sync`".to_owned(),
			(None, false) => String::new(),
		};
		table.row([
			session.names.show(facility),
			format!("{} (epoch {})", pointer.number, pointer.epoch),
			format!("{} ago", words::span(age)),
			here.map_or_else(|| "no".to_owned(), |number| number.to_string()),
			remark,
		]);
		rows.push(json!({
			"facility": session.names.party(facility),
			"number": pointer.number,
			"epoch": pointer.epoch,
			"age_moments": age,
			"stale": overdue.is_some(),
			"held": here,
		}));
	}
	if app.global.json {
		return output::document(&json!({ "catalogues": rows }), out);
	}
	if pointers.is_empty() {
		app.say("No facility has published a catalogue.");
	}
	table.write(out)
}

async fn withdraw(app: &App, out: &mut impl Write) -> Outcome {
	let session = app.session().await?;
	let signer = session.signer()?;
	app.confirm(
		"Take your catalogue off the chain? Nobody finds your records by their disease until you publish again.",
	)?;
	let done = session.cataloguer().withdraw(&signer).await?;
	let facility = session.names.party(&Sign::account(&signer));
	session.report(
		&done,
		"Your catalogue is off the chain",
		json!({ "facility": facility }),
		out,
	)
}
