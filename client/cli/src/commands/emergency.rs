//! `emergency` and `review`: what patients allow for an emergency, and what is said of one that took place.

mod status;

use crate::{
	args::{AtArgs, FacilityArg, IdArg},
	context::{AddressBook, App, Session},
	output::{self, CommandError, Failure, Outcome},
};
use clap::{Args, Subcommand, ValueEnum, ValueHint};
use medquorum_client::{
	config::Config,
	domain::{EmergencyDirective, EmergencyScope, Finding, RequestId},
	error::{EmergencyError, Error},
	files,
	ledger::Ledger as _,
	roles::Delivered,
	views::{Names as _, ReviewDetails, text, what_allowing_means, words},
};
use serde_json::json;
use std::{
	io::Write,
	path::{Path, PathBuf},
};

/// Longer files are no statement.
const MAX_FILE: u64 = 64 * 1024;

/// How much is opened in an emergency, as typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ScopeArg {
	/// Your key alone: the emergency committee stands in for you, the administrators still decide
	CspKey,
	/// Besides, facilities may add summaries that the emergency committee opens alone
	BothKeys,
}

impl From<ScopeArg> for EmergencyScope {
	fn from(scope: ScopeArg) -> Self {
		match scope {
			ScopeArg::CspKey => Self::CspKey,
			ScopeArg::BothKeys => Self::BothKeys,
		}
	}
}

/// What a reviewer found, as typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum VerdictArg {
	/// The emergency was one
	Justified,
	/// It was not one: once enough reviewers say so, who broke the glass is suspended
	Unjustified,
}

impl From<VerdictArg> for Finding {
	fn from(verdict: VerdictArg) -> Self {
		match verdict {
			VerdictArg::Justified => Self::Justified,
			VerdictArg::Unjustified => Self::Unjustified,
		}
	}
}

/// What to do about emergencies.
#[derive(Debug, Subcommand)]
pub enum Command {
	/// As a patient: let an emergency committee stand in for you when you cannot be asked
	Allow(AllowOpts),
	/// As a patient: take that back, for a record or for whatever comes
	Remove(RemoveOpts),
	/// Show what you allow, and what was opened in emergencies and waits for its review
	Status {
		/// Which account
		#[command(flatten)]
		at: AtArgs,
	},
	/// As who broke the glass: explain it to those who review it
	Statement {
		/// The emergency request
		request: IdArg,
		/// File with the text, 64 KiB at most
		#[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
		file: PathBuf,
	},
	/// Note of which facility somebody is, so that no node can say otherwise
	Facility {
		/// Who
		who: String,
		/// The facility's number; `none` forgets it
		#[arg(value_name = "NUMBER|none")]
		facility: FacilityArg,
	},
	/// Have an access punished that nobody explained or reviewed in time
	Enforce {
		/// The emergency request
		request: IdArg,
	},
}

/// Options of `emergency allow`.
#[derive(Debug, Args)]
pub struct AllowOpts {
	/// The records; none means your standing word for what facilities add
	#[arg(value_name = "RECORD", conflicts_with = "all")]
	records: Vec<IdArg>,
	/// All records about you that there are
	#[arg(long)]
	all: bool,
	/// The emergency committee, which must be trusted here
	#[arg(long, value_name = "KEY")]
	committee: u32,
	/// How much
	#[arg(long, value_enum, ignore_case = true, default_value = "csp-key")]
	scope: ScopeArg,
	/// Which account
	#[command(flatten)]
	at: AtArgs,
}

/// Options of `emergency remove`.
#[derive(Debug, Args)]
pub struct RemoveOpts {
	/// The record
	#[arg(required_unless_present = "directive", conflicts_with = "directive")]
	record: Option<IdArg>,
	/// Your standing word for what facilities add; what they added stays
	#[arg(long)]
	directive: bool,
	/// Which account
	#[command(flatten)]
	at: AtArgs,
}

/// Options of `review`.
#[derive(Debug, Args)]
pub struct ReviewOpts {
	/// The emergency request
	request: IdArg,
	/// What you found; without it, what there is to read is shown
	#[arg(value_enum, ignore_case = true)]
	verdict: Option<VerdictArg>,
}

/// Runs the command.
pub async fn run(command: &Command, app: &App, out: &mut impl Write) -> Outcome {
	match command {
		Command::Allow(opts) => allow(opts, app, out).await,
		Command::Remove(opts) => remove(opts, app, out).await,
		Command::Status { at } => status::run(at, app, out).await,
		Command::Statement { request, file } => statement(request, file, app, out).await,
		Command::Facility { who, facility } => note_facility(who, *facility, app),
		Command::Enforce { request } => enforce(request, app, out).await,
	}
}

/// Says what it means, asks, and allows it: for records, or from now on.
async fn allow(opts: &AllowOpts, app: &App, out: &mut impl Write) -> Outcome {
	let session = app.session().await?;
	let scope = EmergencyScope::from(opts.scope);
	let key_id = opts.committee;
	let committee = session.observer().committee_view(key_id).await?.committee;
	let names = committee.admins.iter();
	let names: Vec<String> = names.map(|admin| session.names.show(&admin.account)).collect();
	app.say(what_allowing_means(scope, key_id, &names));
	let records = match (opts.all, opts.records.is_empty()) {
		(true, _) => {
			let accounts = session.reading(&opts.at)?;
			session.not_for_emergencies(&accounts, usize::MAX).await?
		}
		(false, true) => return direct(scope, key_id, opts, &session, out).await,
		(false, false) => {
			let mut records = Vec::new();
			for typed in &opts.records {
				records.push(session.record_id(typed).await?);
			}
			records
		}
	};
	if records.is_empty() {
		app.say("There is no record of yours that could not be opened in an emergency already.");
		return Ok(());
	}
	let count = words::count(records.len(), "record");
	app.confirm(format_args!("Allow it for {count}?"))?;
	for (done, id) in records.iter().enumerate() {
		let actor = session.actor_for(*id).await?;
		let patient = session.patient();
		let allowed = patient.allow_emergency(actor.signer(), actor.secrets()?, *id, key_id);
		let delivered = match allowed.await {
			// Killed before, it continues with the others.
			Err(Error::Emergency(EmergencyError::AlreadyAllowed(_))) if records.len() > 1 => continue,
			delivered => delivered?,
		};
		let talk = format!(
			"Record {} can be opened in an emergency ({} of {})",
			words::short(id),
			done.saturating_add(1),
			records.len()
		);
		let document = json!({ "record_id": id, "committee": key_id, "scope": EmergencyScope::CspKey });
		session.report(&delivered, talk, document, out)?;
	}
	match scope {
		EmergencyScope::CspKey => Ok(()),
		EmergencyScope::BothKeys => direct(scope, key_id, opts, &session, out).await,
	}
}

/// The standing word.
async fn direct(
	scope: EmergencyScope,
	key_id: u32,
	opts: &AllowOpts,
	session: &Session<'_>,
	out: &mut impl Write,
) -> Outcome {
	session.app.confirm("Say so for whatever is added from now on?")?;
	let actor = session.actor_at(&opts.at)?;
	let directive = Some(EmergencyDirective { key_id, scope });
	let done = session.patient().set_emergency(actor.signer(), directive).await?;
	let talk = format!("Committee {key_id} may open in an emergency: {scope}");
	session.report(&done, talk, json!({ "committee": key_id, "scope": scope }), out)
}

async fn remove(opts: &RemoveOpts, app: &App, out: &mut impl Write) -> Outcome {
	let session = app.session().await?;
	let Some(record) = &opts.record else {
		let actor = session.actor_at(&opts.at)?;
		app.confirm("From now on facilities may add nothing of yours for an emergency. Take it back?")?;
		let done = session.patient().set_emergency(actor.signer(), None).await?;
		let talk = "Nothing more can be added for an emergency";
		return session.report(&done, talk, json!({ "directive": null }), out);
	};
	let id = session.record_id(record).await?;
	let actor = session.actor_for(id).await?;
	app.confirm(format_args!(
		"Without you nobody opens record {} any more, also if you lie unconscious; emergency requests for it end. Take it back?",
		words::short(&id)
	))?;
	let done = session.patient().remove_emergency(actor.signer(), id).await?;
	let talk = format!(
		"Record {} cannot be opened in an emergency any more",
		words::short(&id)
	);
	session.report(&done, talk, json!({ "record_id": id }), out)
}

async fn statement(typed: &IdArg, file: &Path, app: &App, out: &mut impl Write) -> Outcome {
	let bytes = files::read_small(file, MAX_FILE).map_err(Error::from)?;
	let written = std::str::from_utf8(&bytes).map_err(|_| CommandError::BadStatement(file.to_path_buf()))?;
	let session = app.session().await?;
	let id = review_id(typed, &session).await?;
	let signer = session.signer()?;
	let requester = session.requester();
	let (done, missing) = requester
		.file_statement(&signer, &session.notes, id, written)
		.await?;
	session.clear();
	if !missing.is_empty() {
		let names: Vec<String> = missing.iter().map(|who| session.names.show(who)).collect();
		app.say(format_args!(
			"{} cannot read it: no keys of theirs are on the chain.",
			names.join(", ")
		));
	}
	let talk = format!("Explained emergency access {}", words::short(&id));
	session.report(
		&done,
		talk,
		json!({ "request_id": id, "unreadable_for": missing }),
		out,
	)
}

fn note_facility(who: &str, facility: FacilityArg, app: &App) -> Outcome {
	let config = app.config()?;
	let names = AddressBook::new(app.contacts()?, config.development);
	let account = app.person_offline(who, &names, config.development)?;
	Config::update(&app.home, |config| {
		match facility.0 {
			Some(number) => config.note_house(account, number),
			None => drop(config.houses.remove(&account)),
		}
		Ok(())
	})?;
	match facility.0 {
		Some(number) => app.say(format_args!("{} is of facility {number}.", names.show(&account))),
		None => app.say(format_args!(
			"The facility of {} is no longer noted here.",
			names.show(&account)
		)),
	}
	Ok(())
}

async fn enforce(typed: &IdArg, app: &App, out: &mut impl Write) -> Outcome {
	let session = app.session().await?;
	let id = review_id(typed, &session).await?;
	let signer = session.signer()?;
	let done = session.reviewer().enforce(&signer, id).await?;
	let talk = format!(
		"Who made the emergency access {} may break no glass any more",
		words::short(&id)
	);
	session.report(&done, talk, json!({ "request_id": id }), out)
}

/// The emergency access whose id starts with these digits; it outlives its request.
async fn review_id(typed: &IdArg, session: &Session<'_>) -> Result<RequestId, Failure> {
	if let Ok(whole) = typed.digits().parse() {
		return Ok(whole);
	}
	let reviews = session.chain.reviews().await?;
	session.unique_request(reviews.into_iter().map(|(id, _)| id), typed)
}

/// A reviewer reads what explains an access, and says what it was.
pub async fn review(opts: &ReviewOpts, app: &App, out: &mut impl Write) -> Outcome {
	let session = app.session().await?;
	let id = review_id(&opts.request, &session).await?;
	let reviewer = session.reviewer();
	let review = reviewer.review(id).await?;
	let now = session.observer().clock().await?;
	let details = ReviewDetails::of(id, &review, now, session.names.as_ref());
	let account = session.account()?;
	if let Some(verdict) = opts.verdict {
		// Somebody who may not review is told so before anything else.
		reviewer.check(account, id, verdict.into()).await?;
	}
	let keystore = app.keystore()?;
	let explained = reviewer.statement(account, &keystore, id).await;
	session.clear();
	let Some(verdict) = opts.verdict else {
		return show(
			&details,
			explained?.as_ref().map(|text| text.as_str()),
			&session,
			out,
		);
	};
	for (word, meaning) in details.facts() {
		app.say(format_args!("{word}: {meaning}"));
	}
	match explained {
		Ok(Some(told)) => told
			.lines()
			.for_each(|line| app.say(format_args!("  {}", text::line(line)))),
		Ok(None) => {}
		// An unjustified access need not be explained, and a statement that cannot be had hinders nobody.
		Err(error) => app.warn(&error),
	}
	let verdict = Finding::from(verdict);
	app.confirm(format_args!("Find it {verdict}? That is final."))?;
	let signer = session.signer()?;
	let done: Delivered = reviewer.submit(&signer, id, verdict).await?;
	let talk = format!("Found emergency access {} {verdict}", words::short(&id));
	session.report(&done, talk, json!({ "request_id": id, "verdict": verdict }), out)
}

/// What there is to review.
fn show(
	details: &ReviewDetails,
	statement: Option<&str>,
	session: &Session<'_>,
	out: &mut impl Write,
) -> Outcome {
	if session.app.global.json {
		let mut document = serde_json::to_value(details)?;
		if let Some(map) = document.as_object_mut() {
			map.insert("statement".to_owned(), json!(statement));
		}
		return output::document(&document, out);
	}
	output::facts(&details.facts(), out)?;
	for line in statement.unwrap_or_default().lines() {
		writeln!(out, "  {}", text::line(line))?;
	}
	Ok(())
}
