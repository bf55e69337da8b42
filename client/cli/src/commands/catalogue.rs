//! `catalogue`: a facility publishes what it lists; those who search keep what all facilities published.

use crate::{
	args::EveryArg,
	context::{App, Session},
	interrupt,
	output::{self, Outcome, Table},
};
use clap::Subcommand;
use medquorum_client::{
	advice::Advice,
	domain::AccountId,
	ledger::{Ledger as _, Sign},
	roles::{INTERVAL, Publication, Readers, Synchronized},
	views::{Names as _, words},
};
use serde_json::{Value, json};
use std::io::Write;

/// What to do with catalogues.
#[derive(Debug, Subcommand)]
pub enum Command {
	/// As a facility: seal the list of records that may be found by their disease, store it, and register it
	Publish {
		/// Go on and publish again and again: every 1d, 12h or 30m
		#[arg(long, value_name = "TIME")]
		every: Option<EveryArg>,
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
		Command::Publish { every: None } => publish(app, out).await,
		Command::Publish { every: Some(every) } => repeat(every, app, out).await,
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
	let done = cataloguer.publish(&signer, &keystore).await?;
	if let Some(why) = &done.anew {
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
		"sealed_anew_because": done.anew,
		"left_in_store": done.left,
	})
}

/// Publishes on a clock. What fails is told, and tried again when it is time: a node or store that is away for an hour ends no service.
async fn repeat(every: &EveryArg, app: &App, out: &mut impl Write) -> Outcome {
	loop {
		if let Err(failure) = publish(app, out).await {
			let failure = app.explain(failure);
			failure.report(app.global.json, &mut output::Plain::new(std::io::stderr()))?;
		}
		out.flush()?;
		app.say(format_args!("The next publication is in {every}."));
		if interrupt::sleep_or_stop(every.duration()).await? {
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
	let mut table = Table::new(&["Reader", "Now", "After the next publication"]);
	let (coming, going) = (readers.coming(), readers.going());
	let mut row = |who: &AccountId, now: &str, then: &str| {
		table.row([session.names.show(who), now.to_owned(), then.to_owned()]);
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
