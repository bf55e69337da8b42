//! `break-glass`: from a reason to a file, for a record whose patient cannot be asked. Killed at any moment, it is typed again and resumes.

use crate::{
	args::{EmergencyArg, IdArg},
	context::{App, Session},
	interrupt::{sleep_or_stop, unless_stopped},
	output::{self, Outcome},
};
use clap::{Args, ValueHint};
use medquorum_client::{
	domain::{AccountId, EmergencyScope, RecordId, RequestId, RequestStatus},
	download::{CspSource, DownloadOptions, Downloaded},
	error::{Error, LookupError},
	files::{Overwrite, Temporary},
	ledger::Sign,
	ports::SecretStore,
	progress::Step,
	roles::{Asked, Delivered, Glass, Requester},
	views::{Ladder, Names as _, RequestView, text, words},
};
use serde_json::json;
use std::{
	io::Write,
	path::{Path, PathBuf},
	time::Duration,
};

/// Time between two looks at the chain: a block takes as long.
const PAUSE: Duration = Duration::from_secs(6);

/// Options of `break-glass`.
#[derive(Debug, Args)]
pub struct Opts {
	/// The record
	record: IdArg,
	/// Why; it is on the chain for ever, and you have to explain it within a week
	#[arg(long, value_enum, ignore_case = true, value_name = "CODE")]
	reason: EmergencyArg,
	/// Folder into which the file goes, under its own name
	#[arg(long, value_name = "DIR", default_value = ".", value_hint = ValueHint::DirPath)]
	out: PathBuf,
	/// Only ask; the same command fetches the file later
	#[arg(long)]
	no_wait: bool,
}

/// Breaks the glass, waits, and fetches the file.
pub async fn run(opts: &Opts, app: &App, out: &mut impl Write) -> Outcome {
	let session = app.session().await?;
	let record_id = session.record_id(&opts.record).await?;
	let signer = session.signer()?;
	let account = signer.account();
	let requester = session.requester();
	let (record, emergency, _) = requester.emergency_of(record_id).await?;
	let scope = emergency.entry.scope();
	let keystore = app.keystore()?;
	let known = requester.glass(account, &keystore, record_id).await?;
	if known.emergency.is_none() {
		let patient = session.names.show(&record.patient);
		app.confirm(format_args!(
			"This opens record {} of {patient} without {patient}. {patient} and the administrators are told at once, and you have \
			 to explain it within a week. Break the glass?",
			words::short(&record_id)
		))?;
	}
	session.tell_untrusted(emergency.entry.key_id);
	let asked = requester.break_glass(&signer, &keystore, record_id, opts.reason.0);
	let sent = match unless_stopped(&session, asked).await? {
		Asked::Call(call) => {
			session.clear();
			return output::call(&call, app.global.json, out);
		}
		Asked::Sent(sent) => sent,
	};
	session.clear();
	for id in &sent {
		session.note_asked(account, *id);
	}
	let mut glass = requester.glass(account, &keystore, record_id).await?;
	if opts.no_wait {
		return asked_only(&glass, scope, record_id, &session, out);
	}
	let mut told = String::new();
	while !glass.is_broken(scope) {
		tell_missing(&glass, scope, &session, &mut told);
		if sleep_or_stop(PAUSE).await? {
			session.clear();
			return Err(Error::Interrupted.into());
		}
		glass = requester.glass(account, &keystore, record_id).await?;
		still_there(&glass, scope, &known_ids(&sent, &known), &session).await?;
	}
	session.clear();
	let work = fetch(&requester, &signer, &keystore, &glass, scope, &opts.out);
	let (target, done) = unless_stopped(&session, work).await?;
	session.clear();
	report(&done, &glass, &target, &session, out)
}

/// The requests that are waited for.
fn known_ids(sent: &[RequestId], known: &Glass) -> Vec<RequestId> {
	let known = known.requests().map(|view| view.id);
	sent.iter().copied().chain(known).collect()
}

/// Says who is missing, whenever that changes, and shows how far it is.
fn tell_missing(glass: &Glass, scope: EmergencyScope, session: &Session<'_>, told: &mut String) {
	let names = session.names.as_ref();
	let (mut have, mut need, mut missing) = (0u64, 0u64, Vec::new());
	for view in glass.requests() {
		let needed = view.needed.unwrap_or_default();
		have = have.saturating_add(view.request.yes.min(needed).into());
		need = need.saturating_add(needed.into());
		// The emergency committee stands in for the patient, whose consent the other request does not wait for.
		let mut view = view.clone();
		view.consented = true;
		if view.request.yes < needed {
			let who = match view.emergency {
				Some(_) => "emergency administrators",
				None => "administrators",
			};
			missing.push(format!("{who}: {}", Ladder::of(&view, names).waiting()));
		}
	}
	if scope == EmergencyScope::CspKey && glass.ordinary.is_none() {
		missing.push("the administrators' request".to_owned());
	}
	let missing = missing.join("; ");
	if *told != missing {
		session.clear();
		session
			.app
			.say(format_args!("Waiting for {}.", text::line(&missing)));
		*told = missing;
	}
	if let Some(progress) = &session.progress {
		progress.advance(Step::Emergency, have, need);
	}
}

/// A request that ended without its approvals is not waited for.
async fn still_there(
	glass: &Glass,
	scope: EmergencyScope,
	known: &[RequestId],
	session: &Session<'_>,
) -> Outcome {
	let whole = glass.emergency.is_some() && (scope == EmergencyScope::BothKeys || glass.ordinary.is_some());
	if whole {
		return Ok(());
	}
	session.clear();
	for id in known {
		let view = session.observer().request_view(*id).await?;
		if let RequestStatus::Rejected(cause) = view.status {
			let id = *id;
			return Err(Error::from(LookupError::Rejected { id, cause }).into());
		}
	}
	Ok(())
}

/// Fetches the file into a folder, under the name that its uploader gave it, and closes what is not needed any more.
async fn fetch(
	requester: &Requester<'_>,
	signer: &dyn Sign,
	keystore: &dyn SecretStore,
	glass: &Glass,
	scope: EmergencyScope,
	folder: &Path,
) -> Result<(PathBuf, Downloaded), Error> {
	let account: AccountId = signer.account();
	let lost = || Error::Interrupted;
	let emergency = glass.emergency.as_ref().ok_or_else(lost)?.id;
	let (_, _, _, opened) = requester.unwrap(account, keystore, emergency).await?;
	let (id, source) = match scope {
		EmergencyScope::BothKeys => (emergency, CspSource::Emergency),
		EmergencyScope::CspKey => {
			let ordinary = glass.ordinary.as_ref().ok_or_else(lost)?.id;
			(ordinary, CspSource::Key(&opened.csp_rec))
		}
	};
	let whole = requester.open(account, keystore, id, source).await?;
	let target = folder.join(file_name(&whole.info().name, &whole.record_id()));
	let options = DownloadOptions {
		overwrite: Overwrite::Never,
		range: None,
		keep_request: false,
		temporary: Temporary::MayBeNamed,
	};
	let done = requester
		.download(signer, keystore, id, source, &target, &options)
		.await?;
	if scope == EmergencyScope::CspKey {
		// The review stays; what fails here is closed by the next `medquorum close`.
		let _: Result<Delivered, Error> = requester.close_glass(signer, keystore, emergency).await;
	}
	Ok((target, done))
}

/// The name of a file as an uploader gave it, without anything that leads out of the folder.
fn file_name(given: &str, record: &RecordId) -> String {
	let name = text::line(given);
	let name = name.rsplit(['/', '\\']).next().unwrap_or_default().trim();
	match name.trim_start_matches('.') {
		"" => words::short(record),
		name => name.to_owned(),
	}
}

/// Says what was asked.
fn asked_only(
	glass: &Glass,
	scope: EmergencyScope,
	record_id: RecordId,
	session: &Session<'_>,
	out: &mut impl Write,
) -> Outcome {
	if session.app.global.json {
		let id = |view: &Option<RequestView>| view.as_ref().map(|view| view.id);
		let document = json!({
			"record_id": record_id,
			"scope": scope,
			"emergency_request_id": id(&glass.emergency),
			"request_id": id(&glass.ordinary),
		});
		return output::document(&document, out);
	}
	tell_missing(glass, scope, session, &mut String::new());
	session.clear();
	for view in glass.requests() {
		writeln!(out, "{}", view.id)?;
	}
	Ok(())
}

fn report(
	done: &Downloaded,
	glass: &Glass,
	target: &Path,
	session: &Session<'_>,
	out: &mut impl Write,
) -> Outcome {
	let (sha256, file) = (hex::encode(done.sha256), target.display());
	let emergency = glass.emergency.as_ref().map(|view| view.id);
	if session.app.global.json {
		let document = json!({
			"emergency_request_id": emergency,
			"record_id": done.record_id,
			"acknowledged": done.acknowledged,
			"file": file.to_string(),
			"info": done.info,
			"length": done.length,
			"sha256": sha256,
			"close_failed": done.closed.failed,
		});
		return output::document(&document, out);
	}
	session.app.say(format_args!(
		"{} ({}), {}, opened and checked whole.",
		text::line(&done.info.name),
		text::line(&done.info.mime),
		output::bytes(done.length)
	));
	session.tell_unconfirmed(done.acknowledged);
	if let Some(id) = emergency {
		session.app.say(format_args!(
			"Explain it within a week: medquorum emergency statement {} --file FILE",
			words::short(&id)
		));
	}
	if let Some(call) = session.tell_end(&done.closed) {
		return output::call(call, false, out);
	}
	writeln!(out, "{sha256}  {file}")?;
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn no_name_leads_out_of_the_folder() {
		let id = RecordId([0xab; 16]);
		for (given, name) in [
			("scan.dcm", "scan.dcm"),
			("../../.ssh/authorized_keys", "authorized_keys"),
			("C:\\x\\scan.dcm", "scan.dcm"),
			("..", "abababab"),
			("", "abababab"),
			("/", "abababab"),
			(".bashrc", "bashrc"),
		] {
			assert_eq!(file_name(given, &id), name, "{given:?}");
		}
	}
}
