//! `records`, `show`, and what a patient does with a record.

use std::io::Write;

use clap::Args;
use medquorum_client::domain::{AccountId, RecordId, RequestId};
use medquorum_client::error::LookupError;
use medquorum_client::ledger::Ledger;
use medquorum_client::vault::RecordView;
use serde_json::{Value, json};

use crate::cli::IdArg;
use crate::commands::inbox;
use crate::context::Session;
use crate::output::{self, CommandError, Failure, Outcome, Table};

/// Options of `records`.
#[derive(Debug, Args)]
pub struct ListOpts {
	/// Only records of this patient
	#[arg(long, value_name = "WHO")]
	patient: Option<String>,
	/// Only records uploaded by this facility
	#[arg(long, value_name = "WHO")]
	uploader: Option<String>,
}

/// Options of `show`.
#[derive(Debug, Args)]
pub struct ShowOpts {
	/// A record or a request
	#[arg(value_name = "RECORD-OR-REQUEST")]
	id: IdArg,
}

/// Options of the commands that only name a record.
#[derive(Debug, Args)]
pub struct RecordOpts {
	/// The record
	record: IdArg,
}

/// Options of `allow-correction`.
#[derive(Debug, Args)]
pub struct AllowOpts {
	/// The record
	record: IdArg,
	/// The facility that may upload a corrected one
	who: String,
}

/// What a patient does with a record.
#[derive(Debug, Clone, Copy)]
pub enum Patient {
	/// Confirms it.
	Acknowledge,
	/// Closes it to requests.
	Suspend,
	/// Opens it again.
	Resume,
}

/// Lists records.
pub async fn list(opts: &ListOpts, session: &Session<'_>, out: &mut impl Write) -> Outcome {
	let person = |who: &Option<String>| who.as_deref().map(|who| session.person(who)).transpose();
	let (patient, uploader) = (person(&opts.patient)?, person(&opts.uploader)?);
	let views = match (patient, uploader) {
		(None, None) => session.vault().records_of(session.account()?).await?,
		_ => filtered(patient, uploader, session).await?,
	};
	if session.app.global.json {
		let documents = views.iter().map(|view| document(view, session)).collect();
		return output::document(&Value::Array(documents), out);
	}
	let mut table = Table::new(&["Record", "Patient", "Uploaded by", "Block", "Status", "Requests"]);
	for RecordView { id, record, requests } in &views {
		table.row([
			output::short(id),
			session.names.show(&record.patient),
			session.names.show(&record.uploader),
			record.created.to_string(),
			output::record_status(record.status, record.acknowledged).to_owned(),
			requests.len().to_string(),
		]);
	}
	match table.is_empty() {
		true => session.app.say("There are no such records."),
		false => table.write(out)?,
	}
	Ok(())
}

async fn filtered(
	patient: Option<AccountId>,
	uploader: Option<AccountId>,
	session: &Session<'_>,
) -> Result<Vec<RecordView>, Failure> {
	let mut views = match patient.or(uploader) {
		Some(account) => session.vault().records_of(account).await?,
		None => Vec::new(),
	};
	views.retain(|view| {
		patient.is_none_or(|patient| view.record.patient == patient)
			&& uploader.is_none_or(|uploader| view.record.uploader == uploader)
	});
	Ok(views)
}

/// A record for programs.
pub fn document(view: &RecordView, session: &Session<'_>) -> Value {
	let mut document = json!(view.record);
	if let Some(fields) = document.as_object_mut() {
		fields.insert("record_id".to_owned(), json!(view.id));
		fields.insert("patient".to_owned(), session.names.json(&view.record.patient));
		fields.insert("uploader".to_owned(), session.names.json(&view.record.uploader));
		fields.insert("requests".to_owned(), json!(view.requests));
	}
	document
}

/// What an id turned out to name.
enum Shown {
	Record(RecordId),
	Request(RequestId),
}

/// Shows a record or a request.
pub async fn show(opts: &ShowOpts, session: &Session<'_>, out: &mut impl Write) -> Outcome {
	match find(&opts.id, session).await? {
		Shown::Record(id) => show_record(id, session, out).await,
		Shown::Request(id) => show_request(id, session, out).await,
	}
}

/// Ids of records and requests look alike: the chain knows which it is.
async fn find(typed: &IdArg, session: &Session<'_>) -> Result<Shown, Failure> {
	let records = session
		.chain
		.records()
		.await?
		.into_iter()
		.map(|(id, _)| (id.to_string(), Shown::Record(id)));
	let requests = session
		.chain
		.requests()
		.await?
		.into_iter()
		.map(|(id, _)| (id.to_string(), Shown::Request(id)));
	let mut fitting: Vec<_> = records
		.chain(requests)
		.filter(|(id, _)| id.starts_with(typed.digits()))
		.collect();
	match (fitting.len(), fitting.pop()) {
		(1, Some((_, shown))) => Ok(shown),
		(0, _) | (_, None) => Err(nothing(typed, session).await?),
		(several, _) => Err(CommandError::Ambiguous {
			what: format!("{several} records and requests"),
			digits: typed.digits().to_owned(),
		}
		.into()),
	}
}

async fn nothing(typed: &IdArg, session: &Session<'_>) -> Result<Failure, Failure> {
	if let Ok(id) = typed.digits().parse()
		&& let Some(block) = session.chain.tombstone(id).await?
	{
		let erased = LookupError::Erased { id, block };
		return Ok(medquorum_client::error::Error::from(erased).into());
	}
	Ok(CommandError::NotFound(typed.digits().to_owned()).into())
}

async fn show_record(id: RecordId, session: &Session<'_>, out: &mut impl Write) -> Outcome {
	let view = session.vault().record_view(id).await?;
	let mut requests = Vec::new();
	for id in &view.requests {
		requests.push(session.vault().request_view(*id).await?);
	}
	if session.app.global.json {
		return output::document(&document(&view, session), out);
	}
	let record = &view.record;
	let mut facts = vec![
		("Record", id.to_string()),
		("Patient", session.names.show(&record.patient)),
		("Uploaded by", session.names.show(&record.uploader)),
		(
			"Status",
			output::record_status(record.status, record.acknowledged).to_owned(),
		),
		("Registered", format!("block {}", record.created)),
		("Committee", record.key_id.to_string()),
	];
	if let Some(older) = &record.supersedes {
		facts.push(("Corrects", output::short(older)));
	}
	output::facts(&facts, out)?;
	if !requests.is_empty() {
		writeln!(out)?;
		inbox::table(&requests, session, out).await?;
	}
	Ok(())
}

async fn show_request(id: RequestId, session: &Session<'_>, out: &mut impl Write) -> Outcome {
	let view = session.vault().request_view(id).await?;
	if session.app.global.json {
		return output::document(&inbox::document(&view, session).await?, out);
	}
	let request = &view.request;
	let needed = view.needed.map_or_else(
		|| "an earlier committee's number".to_owned(),
		|needed| needed.to_string(),
	);
	let mut facts = vec![
		("Request", id.to_string()),
		("Requester", session.names.show(&request.requester)),
		("Record", output::short(&request.record_id)),
		(
			"Purpose",
			format!("{} ({})", request.purpose, request.purpose.code()),
		),
		("Status", output::request_status(view.status).to_owned()),
		(
			"Approvals",
			format!("{} of {needed}, {} against", request.yes, request.no),
		),
		(
			"Consent",
			if view.consented { "given" } else { "not given" }.to_owned(),
		),
		(
			"Answers until",
			format!(
				"block {}, {} left",
				request.expires,
				output::in_blocks(view.blocks_left)
			),
		),
		("Who must act", inbox::waiting(&view, session).await?.1),
	];
	if let Some(record) = &view.record {
		facts.insert(3, ("Patient", session.names.show(&record.patient)));
	}
	output::facts(&facts, out)?;
	for vote in &view.votes {
		let who = vote.account.map_or_else(
			|| format!("administrator {}", vote.index),
			|who| session.names.show(&who),
		);
		match vote.reason {
			Some(reason) => writeln!(out, "  {who} rejected: {}", output::reason(reason))?,
			None => writeln!(out, "  {who} approved")?,
		}
	}
	Ok(())
}

/// The patient's own calls for a record.
pub async fn patient(
	what: Patient,
	opts: &RecordOpts,
	session: &Session<'_>,
	out: &mut impl Write,
) -> Outcome {
	let id = session.record_id(&opts.record).await?;
	let signer = session.signer()?;
	let vault = session.vault();
	let short = output::short(&id);
	let (done, talk) = match what {
		Patient::Acknowledge => {
			let keystore = session.app.keystore()?;
			let done = vault.acknowledge(&signer, &keystore, id).await?;
			(
				done,
				format!("Acknowledged record {short}: your CSP key opens it"),
			)
		}
		Patient::Suspend => (
			vault.suspend(&signer, id).await?,
			format!("Record {short} takes no requests now"),
		),
		Patient::Resume => (
			vault.resume(&signer, id).await?,
			format!("Record {short} takes requests again"),
		),
	};
	session.report(&done, talk, json!({ "record_id": id }), out)
}

/// The patient names who else may correct a record.
pub async fn allow_correction(opts: &AllowOpts, session: &Session<'_>, out: &mut impl Write) -> Outcome {
	let id = session.record_id(&opts.record).await?;
	let who = session.person(&opts.who)?;
	let signer = session.signer()?;
	let done = session.vault().allow_correction(&signer, id, who).await?;
	let talk = format!(
		"{} may correct record {}",
		session.names.show(&who),
		output::short(&id)
	);
	let document = json!({ "record_id": id, "uploader": session.names.json(&who) });
	session.report(&done, talk, document, out)
}
