//! `records`, and what a patient does with a record.

use crate::{
	args::{AtArgs, IdArg, RefusalArg},
	context::{App, Session},
	output::{self, Failure, Outcome},
};
use clap::Args;
use medquorum_client::{
	domain::{AccountId, RefusalReason},
	views::{Names as _, RecordView, words},
};
use serde_json::json;
use std::io::Write;

/// Options of `records`.
#[derive(Debug, Args)]
pub struct ListOpts {
	/// Only records of this patient
	#[arg(long, value_name = "WHO", conflicts_with = "at")]
	patient: Option<String>,
	/// Only records uploaded by this facility, from wherever; all records of the chain are looked through for them
	#[arg(long, value_name = "WHO", conflicts_with = "at")]
	uploader: Option<String>,
	/// Only records of this committee: what must be uploaded again when it is retired
	#[arg(long, value_name = "N")]
	committee: Option<u32>,
	/// Which account
	#[command(flatten)]
	at: AtArgs,
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
	#[arg(required_unless_present = "none")]
	who: Option<String>,
	/// Allow nobody but its uploader any more
	#[arg(long, conflicts_with = "who")]
	none: bool,
}

/// Options of `refuse`.
#[derive(Debug, Args)]
pub struct RefuseOpts {
	/// The record
	record: IdArg,
	/// Why
	#[arg(long, value_enum, ignore_case = true)]
	reason: RefusalArg,
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
pub async fn list(opts: &ListOpts, app: &App, out: &mut impl Write) -> Outcome {
	let session = app.session().await?;
	let person = |who: &Option<String>| who.as_deref().map(|who| session.person(who)).transpose();
	let (patient, uploader) = (person(&opts.patient)?, person(&opts.uploader)?);
	let mut views = match (patient, uploader) {
		(None, None) => {
			let (views, noted_alone) = session.joint_records(&session.reading(&opts.at)?).await?;
			if noted_alone {
				app.say(
					"Only your facility's uploads from this machine are listed; `records --uploader` lists all.",
				);
			}
			views
		}
		_ => filtered(patient, uploader, &session).await?,
	};
	if let Some(committee) = opts.committee {
		views.retain(|view| view.record.key_id == committee);
	}
	let records: Vec<_> = views.iter().map(|view| session.details(view)).collect();
	if app.global.json {
		return output::document(&records, out);
	}
	let table = output::records_table(&records);
	match table.is_empty() {
		true => app.say("There are no such records."),
		false => {
			table.write(out)?;
			if records.iter().any(|record| record.file_name.is_none()) {
				app.say(
					"A file's name is known on the machine that uploaded it, and to those who open the record.",
				);
			}
		}
	}
	Ok(())
}

async fn filtered(
	patient: Option<AccountId>,
	uploader: Option<AccountId>,
	session: &Session<'_>,
) -> Result<Vec<RecordView>, Failure> {
	let mut views = match (patient, uploader) {
		(Some(patient), _) => session.observer().records_of(patient).await?,
		(None, Some(uploader)) => session.observer().uploads_of(uploader).await?,
		(None, None) => Vec::new(),
	};
	views.retain(|view| uploader.is_none_or(|uploader| view.record.uploader == uploader));
	Ok(views)
}

/// The patient's own calls for a record.
pub async fn patient(what: Patient, opts: &RecordOpts, app: &App, out: &mut impl Write) -> Outcome {
	let session = app.session().await?;
	let id = session.record_id(&opts.record).await?;
	let actor = session.actor_for(id).await?;
	let signer = actor.signer();
	let own = session.patient();
	let short = words::short(&id);
	let (done, talk) = match what {
		Patient::Acknowledge => {
			let older = own.versions_before(id).await?;
			if let Some(older) = older.first() {
				session.app.confirm(format_args!(
					"It takes the place of record {} for good, and requests for that one end. Acknowledge it?",
					words::short(older)
				))?;
			}
			let done = own.acknowledge(signer, actor.secrets()?, id).await?;
			let place = match older.first() {
				Some(older) => format!("; it takes the place of record {}", words::short(older)),
				None => String::new(),
			};
			(
				done,
				format!("Acknowledged record {short}: your CSP key opens it{place}"),
			)
		}
		Patient::Suspend => (
			own.suspend(signer, id).await?,
			format!("Record {short} takes no requests now"),
		),
		Patient::Resume => (
			own.resume(signer, id).await?,
			format!("Record {short} takes requests again"),
		),
	};
	session.report(&done, talk, json!({ "record_id": id }), out)
}

/// The patient names who else may correct a record.
pub async fn allow_correction(opts: &AllowOpts, app: &App, out: &mut impl Write) -> Outcome {
	let session = app.session().await?;
	let id = session.record_id(&opts.record).await?;
	let who = opts.who.as_deref().map(|who| session.person(who)).transpose()?;
	let actor = session.actor_for(id).await?;
	let patient = session.patient();
	let done = patient.allow_correction(actor.signer(), id, who).await?;
	let short = words::short(&id);
	let talk = match who {
		Some(who) => format!("{} may correct record {short}", session.names.show(&who)),
		None => format!("Nobody but its uploader may correct record {short} now"),
	};
	let document = json!({ "record_id": id, "uploader": who.map(|who| session.names.party(&who)) });
	session.report(&done, talk, document, out)
}

/// The patient refuses a record.
pub async fn refuse(opts: &RefuseOpts, app: &App, out: &mut impl Write) -> Outcome {
	let session = app.session().await?;
	let id = session.record_id(&opts.record).await?;
	let short = words::short(&id);
	app.confirm(format_args!(
		"Refuse record {short} for good? Nobody will be able to open it, and its uploader loses a part of the deposit."
	))?;
	let actor = session.actor_for(id).await?;
	let reason: RefusalReason = opts.reason.into();
	let done = session.patient().refuse(actor.signer(), id, reason).await?;
	let talk = format!("Refused record {short}: {reason}. Everybody who keeps its file should remove it");
	session.report(&done, talk, json!({ "record_id": id, "reason": reason }), out)
}
