//! `emergency status`: what the person allows, and what was opened in emergencies.

use crate::{
	args::AtArgs,
	context::App,
	output::{self, Outcome, Table},
};
use medquorum_client::{
	domain::{EmergencyScope, SuspensionCause},
	ledger::Ledger as _,
	views::{Names as _, ReviewDetails, words},
};
use serde_json::json;
use std::io::Write;

/// Shows it, for all accounts of the person or one of them.
pub async fn run(at: &AtArgs, app: &App, out: &mut impl Write) -> Outcome {
	let session = app.session().await?;
	let now = session.observer().clock().await?;
	let names = session.names.as_ref();
	let (mut accounts, mut records, mut reviews) = (Vec::new(), Vec::new(), Vec::new());
	for account in session.reading(at)? {
		let directive = session.chain.emergency_directive(account).await?;
		let facility = session.chain.facility_number(account).await?;
		let breaker = session.chain.glass_breaker(account).await?;
		accounts.push((account, directive, facility, breaker));
		for view in session.observer().records_of(account).await? {
			let entry = session.chain.emergency_entry(view.id).await?;
			records.push((view.id, entry));
		}
		for (id, review) in session.reviewer().reviews(account).await? {
			let details = ReviewDetails::of(id, &review, now, names);
			reviews.push(match session.dates() {
				Some(now) => details.dated(now),
				None => details,
			});
		}
	}
	reviews.dedup_by_key(|review| review.request_id);
	if app.global.json {
		let accounts = accounts.iter().map(|(account, directive, facility, breaker)| {
			json!({
				"account": names.party(account),
				"directive": directive,
				"facility": facility,
				"open_request": breaker.open,
				"unreviewed": breaker.unreviewed,
				"suspended": breaker.suspended,
			})
		});
		let records = records.iter().map(|(id, entry)| {
			json!({
				"record_id": id,
				"committee": entry.as_ref().map(|entry| entry.key_id),
				"scope": entry.as_ref().map(|entry| entry.scope()),
				"maker": entry.as_ref().map(|entry| names.party(&entry.maker)),
			})
		});
		let document = json!({
			"accounts": accounts.collect::<Vec<_>>(),
			"records": records.collect::<Vec<_>>(),
			"reviews": reviews,
		});
		return output::document(&document, out);
	}
	for (account, directive, facility, breaker) in &accounts {
		let who = names.show(account);
		match directive {
			Some(directive) => app.say(format_args!(
				"{who}: facilities may add for emergency committee {}: {}.",
				directive.key_id, directive.scope
			)),
			None => app.say(format_args!(
				"{who}: facilities may add nothing for an emergency."
			)),
		}
		if let Some(facility) = facility {
			app.say(format_args!("{who} is of facility {facility}."));
		}
		if let Some(suspended) = &breaker.suspended {
			let why = SuspensionCause::words(suspended.cause);
			app.say(format_args!("{who} may break no glass any more: {why}."));
		}
	}
	let mut table = Table::new(&["Record", "In an emergency", "By"]);
	for (id, entry) in &records {
		let (opens, by) = match entry {
			Some(entry) => (
				format!(
					"committee {}: {}",
					entry.key_id,
					EmergencyScope::words(entry.scope())
				),
				names.show(&entry.maker),
			),
			None => ("nobody without you".to_owned(), "-".to_owned()),
		};
		table.row([words::short(id), opens, by]);
	}
	if !table.is_empty() {
		table.write(out)?;
	}
	if !reviews.is_empty() {
		writeln!(out, "EMERGENCY accesses that wait for their review:")?;
		output::reviews_table(&reviews).write(out)?;
	}
	Ok(())
}
