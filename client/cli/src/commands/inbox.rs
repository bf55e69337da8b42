//! `inbox`: what waits for this account, and who still has to act.

use std::io::Write;

use clap::Args;
use medquorum_client::domain::{AccountId, Committee, RecordStatus, RequestStatus};
use medquorum_client::ledger::Ledger;
use medquorum_client::vault::{RecordView, RequestView};
use serde_json::{Value, json};

use crate::commands::records;
use crate::context::{Names, Session};
use crate::output::{self, Failure, Outcome, Table};

/// Options of `inbox`.
#[derive(Debug, Args)]
pub struct Opts {}

/// Shows the inbox.
pub async fn run(_: &Opts, session: &Session<'_>, out: &mut impl Write) -> Outcome {
	let account = session.account()?;
	let vault = session.vault();
	let administrator = vault.inbox_admin(account).await?;
	let patient = vault.inbox_patient(account).await?;
	let requester = vault.outbox(account).await?;
	let mut unacknowledged = vault.records_of(account).await?;
	unacknowledged.retain(|RecordView { record, .. }| {
		record.patient == account && !record.acknowledged && record.status == RecordStatus::Active
	});
	if session.app.global.json {
		let document = json!({
			"account": session.names.json(&account),
			"administrator": documents(&administrator, session).await?,
			"patient": documents(&patient, session).await?,
			"acknowledge": unacknowledged.iter().map(|view| records::document(view, session)).collect::<Vec<_>>(),
			"requester": documents(&requester, session).await?,
		});
		return output::document(&document, out);
	}
	let mut empty = true;
	for (heading, views) in [
		("To approve or reject, as an administrator", &administrator),
		("Requests for your records, as the patient", &patient),
		("Your own requests", &requester),
	] {
		if !views.is_empty() {
			heading_line(heading, &mut empty, out)?;
			table(views, session, out).await?;
		}
	}
	if !unacknowledged.is_empty() {
		heading_line("New records of yours, to acknowledge", &mut empty, out)?;
		let mut table = Table::new(&["Record", "Uploaded by", "Block"]);
		for RecordView { id, record, .. } in &unacknowledged {
			table.row([
				output::short(id),
				session.names.show(&record.uploader),
				record.created.to_string(),
			]);
		}
		table.write(out)?;
	}
	if empty {
		session.app.say(format_args!(
			"Nothing waits for {}.",
			session.names.show(&account)
		));
	}
	Ok(())
}

fn heading_line(heading: &str, first: &mut bool, out: &mut impl Write) -> Outcome {
	if !std::mem::replace(first, false) {
		writeln!(out)?;
	}
	writeln!(out, "{heading}:")?;
	Ok(())
}

/// Requests in a table.
pub async fn table(views: &[RequestView], session: &Session<'_>, out: &mut impl Write) -> Outcome {
	let mut table = Table::new(&[
		"Request",
		"Requester",
		"Record",
		"Patient",
		"Purpose",
		"Time left",
		"Who must act",
	]);
	for view in views {
		let patient = view
			.record
			.as_ref()
			.map(|record| session.names.show(&record.patient));
		table.row([
			output::short(&view.id),
			session.names.show(&view.request.requester),
			output::short(&view.request.record_id),
			patient.unwrap_or_else(|| "gone".to_owned()),
			view.request.purpose.to_string(),
			output::in_blocks(view.blocks_left),
			waiting(view, session).await?.1,
		]);
	}
	table.write(out)
}

async fn documents(views: &[RequestView], session: &Session<'_>) -> Result<Value, Failure> {
	let mut documents = Vec::new();
	for view in views {
		documents.push(document(view, session).await?);
	}
	Ok(Value::Array(documents))
}

/// A request for programs.
pub async fn document(view: &RequestView, session: &Session<'_>) -> Result<Value, Failure> {
	let request = &view.request;
	let (status, cause) = match view.status {
		RequestStatus::Open => ("open", None),
		RequestStatus::Approved => ("approved", None),
		RequestStatus::Rejected(cause) => ("rejected", Some(cause)),
	};
	let votes = view.votes.iter().map(|vote| {
		json!({
			"index": vote.index,
			"administrator": vote.account.map(|account| session.names.json(&account)),
			"approved": vote.approved,
			"reason": vote.reason,
		})
	});
	let (people, words) = waiting(view, session).await?;
	Ok(json!({
		"request_id": view.id,
		"record_id": request.record_id,
		"requester": session.names.json(&request.requester),
		"patient": view.record.as_ref().map(|record| session.names.json(&record.patient)),
		"purpose": request.purpose.code(),
		"purpose_words": request.purpose.words(),
		"mode": request.mode,
		"key_id": request.key_id,
		"epoch": request.epoch,
		"epoch_over": view.epoch_over,
		"status": status,
		"cause": cause,
		"yes": request.yes,
		"no": request.no,
		"needed": view.needed,
		"eligible": view.eligible,
		"consented": view.consented,
		"created_block": request.created,
		"expires_block": request.expires,
		"blocks_left": view.blocks_left,
		"votes": votes.collect::<Vec<_>>(),
		"waiting_for": people.iter().map(|who| session.names.json(who)).collect::<Vec<_>>(),
		"waiting": words,
	}))
}

/// Who still has to act, as accounts and in words.
pub async fn waiting(view: &RequestView, session: &Session<'_>) -> Result<(Vec<AccountId>, String), Failure> {
	let committee = match view.epoch_over {
		true => None,
		false => session.chain.committee(view.request.key_id).await?,
	};
	Ok(who_must_act(view, committee.as_ref(), &session.names))
}

fn who_must_act(
	view: &RequestView,
	committee: Option<&Committee>,
	names: &Names,
) -> (Vec<AccountId>, String) {
	if let RequestStatus::Rejected(_) = view.status {
		return (
			Vec::new(),
			format!("nobody: {}", output::request_status(view.status)),
		);
	}
	let mut people = Vec::new();
	let mut words = Vec::new();
	if view.status == RequestStatus::Open {
		let Some(committee) = committee else {
			return (
				Vec::new(),
				"nobody: the committee has changed, ask again".to_owned(),
			);
		};
		let answered = |account: &AccountId| view.votes.iter().any(|vote| vote.account == Some(*account));
		let accounts = committee.admins.iter().map(|admin| admin.account);
		people.extend(accounts.filter(|account| *account != view.request.requester && !answered(account)));
		let missing = committee.k.saturating_sub(view.request.yes);
		let list: Vec<String> = people.iter().map(|account| names.show(account)).collect();
		words.push(format!("{missing} of {}", list.join(", ")));
	}
	match &view.record {
		Some(record) if !view.consented => {
			people.push(record.patient);
			words.push(format!("{} (consent)", names.show(&record.patient)));
		}
		_ => {}
	}
	if people.is_empty() {
		people.push(view.request.requester);
		words.push(format!("{} (download)", names.show(&view.request.requester)));
	}
	(people, words.join("; "))
}
