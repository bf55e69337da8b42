//! `emergency status`: what the person allows, and what was opened in emergencies.

use crate::{
	args::AtArgs,
	context::{App, Session},
	output::{self, Failure, Outcome, Table},
};
use medquorum_client::{
	domain::{AccountId, EmergencyDirective, EmergencyEntry, FacilityNumber, GlassBreaker, RecordId},
	ledger::Ledger as _,
	views::{Names as _, ReviewDetails, words},
};
use serde_json::{Value, json};
use std::io::Write;

/// An account, and how it stands.
struct Standing {
	account: AccountId,
	directive: Option<EmergencyDirective>,
	facility: Option<FacilityNumber>,
	breaker: GlassBreaker,
}

/// What there is to show.
#[derive(Default)]
struct Status {
	accounts: Vec<Standing>,
	records: Vec<(RecordId, Option<EmergencyEntry>)>,
	reviews: Vec<ReviewDetails>,
}

/// Shows it, for all accounts of the person or one of them.
pub async fn run(at: &AtArgs, app: &App, out: &mut impl Write) -> Outcome {
	let session = app.session().await?;
	let mut status = Status::default();
	let accounts = session.reading(at)?;
	for account in &accounts {
		add(*account, &mut status, &session).await?;
	}
	let now = session.observer().clock().await?;
	for (id, review) in session.joint_reviews(&accounts).await? {
		let details = ReviewDetails::of(id, &review, now, session.names.as_ref());
		status.reviews.push(match session.dates() {
			Some(now) => details.dated(now),
			None => details,
		});
	}
	match app.global.json {
		true => output::document(&document(&status, &session), out),
		false => show(&status, &session, out),
	}
}

/// Reads what concerns one account.
async fn add(account: AccountId, status: &mut Status, session: &Session<'_>) -> Result<(), Failure> {
	let chain = &session.chain;
	status.accounts.push(Standing {
		account,
		directive: chain.emergency_directive(account).await?,
		facility: chain.facility_number(account).await?,
		breaker: chain.glass_breaker(account).await?,
	});
	for view in session.observer().records_of(account).await? {
		let entry = chain.emergency_entry(view.id).await?;
		status.records.push((view.id, entry));
	}
	Ok(())
}

/// For programs.
fn document(status: &Status, session: &Session<'_>) -> Value {
	let names = session.names.as_ref();
	let accounts = status.accounts.iter().map(|standing| {
		json!({
			"account": names.party(&standing.account),
			"directive": standing.directive,
			"facility": standing.facility,
			"open_request": standing.breaker.open,
			"unreviewed": standing.breaker.unreviewed,
			"suspended": standing.breaker.suspended,
		})
	});
	let records = status.records.iter().map(|(id, entry)| {
		json!({
			"record_id": id,
			"committee": entry.as_ref().map(|entry| entry.key_id),
			"scope": entry.as_ref().map(EmergencyEntry::scope),
			"maker": entry.as_ref().map(|entry| names.party(&entry.maker)),
		})
	});
	json!({
		"accounts": accounts.collect::<Vec<_>>(),
		"records": records.collect::<Vec<_>>(),
		"reviews": status.reviews,
	})
}

/// For people.
fn show(status: &Status, session: &Session<'_>, out: &mut impl Write) -> Outcome {
	let names = session.names.as_ref();
	for standing in &status.accounts {
		tell(standing, session);
	}
	let mut table = Table::new(&["Record", "In an emergency", "By"]);
	for (id, entry) in &status.records {
		let (opens, by) = match entry {
			Some(entry) => (
				format!("committee {}: {}", entry.key_id, entry.scope()),
				names.show(&entry.maker),
			),
			None => ("nobody without you".to_owned(), "-".to_owned()),
		};
		table.row([words::short(id), opens, by]);
	}
	if !table.is_empty() {
		table.write(out)?;
	}
	if !status.reviews.is_empty() {
		writeln!(out, "EMERGENCY accesses that wait for their review:")?;
		output::reviews_table(&status.reviews).write(out)?;
	}
	Ok(())
}

/// How one account stands.
fn tell(standing: &Standing, session: &Session<'_>) {
	let (app, who) = (session.app, session.names.show(&standing.account));
	match &standing.directive {
		Some(directive) => app.say(format_args!(
			"{who}: facilities may add for emergency committee {}: {}.",
			directive.key_id, directive.scope
		)),
		None => app.say(format_args!(
			"{who}: facilities may add nothing for an emergency."
		)),
	}
	if let Some(facility) = standing.facility {
		app.say(format_args!("{who} is of facility {facility}."));
	}
	if let Some(suspended) = &standing.breaker.suspended {
		let why = suspended.cause.words();
		app.say(format_args!("{who} may break no glass any more: {why}."));
	}
}
