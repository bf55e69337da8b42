//! `upload`: a file becomes a record.

use crate::{
	args::{DayArg, IdArg},
	context::{App, Session},
	interrupt::unless_stopped,
	output::{self, Outcome},
};
use clap::{Args, ValueHint};
use medquorum_client::{
	domain::KeyId,
	search::Modality,
	upload::{UploadOptions, Uploaded, listing_of},
	views::{Names as _, words},
};
use medquorum_session::source_of;
use serde_json::json;
use std::{io::Write, path::PathBuf};

/// Options of `upload`.
#[derive(Debug, Args)]
pub struct Opts {
	/// The file. A folder, or several files and folders, become one record: a study. Copies are encrypted, the files
	/// themselves stay as they are
	#[arg(value_name = "PATH", value_hint = ValueHint::AnyPath, required = true)]
	paths: Vec<PathBuf>,
	/// Whose record it is
	#[arg(long, value_name = "WHO")]
	patient: String,
	/// Name the requester will see [default: the file's]
	#[arg(long)]
	name: Option<String>,
	/// Media type, like application/dicom [default: from the file's name]
	#[arg(long, value_name = "TYPE")]
	mime: Option<String>,
	/// Diagnosis, as an ICD-10 code like E11.9; encrypted with the file. Say it several times for several
	#[arg(long, value_name = "CODE")]
	icd10: Vec<String>,
	/// What the record is, for those who search: a DICOM modality like CT, or a kind of document like LETTER [default: from the file]
	#[arg(long, value_name = "CODE", requires = "icd10")]
	modality: Option<Modality>,
	/// List it for those who search from the beginning; its patient must have said `medquorum searchable future yes`
	#[arg(long, requires = "icd10")]
	searchable: bool,
	/// Day of the examination, YYYY-MM-DD; encrypted with the file
	#[arg(long, value_name = "DAY")]
	date: Option<DayArg>,
	/// Committee that is to hold the record's key
	#[arg(long, value_name = "ID", default_value_t = 1)]
	committee: KeyId,
	/// Let this emergency committee open it alone, without the administrators: for a short summary. The patient must have said
	/// `medquorum emergency allow --scope both-keys`
	#[arg(long, value_name = "KEY", conflicts_with = "searchable")]
	emergency_summary: Option<KeyId>,
	/// Record that this one corrects
	#[arg(long, value_name = "RECORD")]
	supersedes: Option<IdArg>,
}

/// Encrypts, stores and registers.
pub async fn run(opts: &Opts, app: &App, out: &mut impl Write) -> Outcome {
	let session = app.session().await?;
	let patient = session.person(&opts.patient)?;
	let supersedes = match &opts.supersedes {
		Some(typed) => Some(session.record_id(typed).await?),
		None => None,
	};
	let mut source = source_of(&opts.paths)?;
	let info = &mut source.info;
	info.name = opts.name.clone().unwrap_or_else(|| info.name.clone());
	info.mime = opts.mime.clone().unwrap_or_else(|| info.mime.clone());
	info.icd10 = (!opts.icd10.is_empty()).then(|| opts.icd10.join(", "));
	info.date = opts.date.map(|day| day.to_string());
	info.listing = listing_of(
		&opts.paths,
		&info.mime,
		&opts.icd10,
		info.date.as_deref(),
		opts.modality,
	)?;
	let signer = session.signer()?;
	tell_unfinished(&session);
	let options = UploadOptions {
		patient,
		key_id: opts.committee,
		supersedes,
		searchable: opts.searchable,
	};
	let uploader = session.uploader();
	let done = match opts.emergency_summary {
		None => unless_stopped(&session, uploader.upload(&signer, source, &options)).await?,
		Some(key_id) => {
			let summary = uploader.upload_summary(&signer, source, &options, key_id);
			unless_stopped(&session, summary).await?
		}
	};
	report(&done, &options, &session, out)
}

fn report(done: &Uploaded, options: &UploadOptions, session: &Session<'_>, out: &mut impl Write) -> Outcome {
	let app = session.app;
	let patient = session.names.party(&options.patient);
	let name = patient.shown();
	let document = json!({
		"record_id": done.record_id,
		"patient": patient,
		"header_cid": done.header_cid.to_string(),
		"cid": done.cid.to_string(),
		"size": done.plain_len,
		"stored": done.stored_len,
		"reused": done.reused,
		"searchable": options.searchable,
	});
	if let Some(reused) = done.reused {
		app.say(format_args!(
			"This resumed where an earlier upload had stopped: {} of {} were in the store already.",
			output::bytes(reused),
			output::bytes(done.stored_len)
		));
	}
	let corrects = options.supersedes.map_or_else(String::new, |older| {
		let older = words::short(&older);
		format!("; it takes the place of record {older} once {name} acknowledges it")
	});
	let talk = format!(
		"Registered as record {} of {name}: {} encrypted and stored{corrects}",
		done.record_id,
		output::bytes(done.plain_len)
	);
	let Some(delivered) = &done.delivered else {
		session.clear();
		if app.global.json {
			return output::document(&document, out);
		}
		app.say(format_args!("{talk}, by the earlier upload."));
		return Ok(writeln!(out, "{}", done.record_id)?);
	};
	session.report(delivered, talk, document, out)?;
	if delivered.receipt().is_some() && !app.global.json {
		writeln!(out, "{}", done.record_id)?;
	}
	Ok(())
}

/// Says what is left of earlier uploads, and what can be done about it.
fn tell_unfinished(session: &Session<'_>) {
	let keeper = session.keeper();
	let left = keeper.abandoned();
	if left == 0 {
		return;
	}
	let going = match keeper.resumable() {
		0 => "",
		_ => " An upload of the same files resumes where it stopped.",
	};
	session.app.say(format_args!(
		"{} from before did not end; `medquorum erase --unfinished` removes what is left of it.{going}",
		words::count(left, "upload")
	));
}
