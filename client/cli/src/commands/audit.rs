//! `audit`: who looked, when and why, for people, for programs, and with proofs.

use crate::{
	args::{AtArgs, DayArg},
	context::{AddressBook, App, Session},
	output::{self, CommandError, Failure, Outcome},
};
use clap::{Args, ValueHint};
use medquorum_client::{
	audit::{AuditError, Export, Nobody, Report, csv, export, fhir, html},
	domain::AccountId,
	error::Error,
	files,
	roles::Period,
	views::{Names, text, words},
};
use serde_json::json;
use std::{
	io::Write,
	path::{Path, PathBuf},
};

/// Options of `audit`.
#[derive(Debug, Args)]
pub struct Opts {
	/// Only from this day on (YYYY-MM-DD, in UTC)
	#[arg(long, value_name = "DATE")]
	since: Option<DayArg>,
	/// Only up to this day, its end included
	#[arg(long, value_name = "DATE")]
	until: Option<DayArg>,
	/// What concerns this account and its records; may be given more than once [default: your own]
	#[arg(long, value_name = "WHO")]
	about: Vec<String>,
	/// What concerns all accounts
	#[arg(long, conflicts_with = "about")]
	everyone: bool,
	/// Also write a FHIR R4 Bundle of AuditEvents, after the profiles of IHE BALP
	#[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
	fhir: Option<PathBuf>,
	/// Also write a table for spreadsheets
	#[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
	csv: Option<PathBuf>,
	/// Also write a page for people
	#[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
	html: Option<PathBuf>,
	/// Also write everything with proofs, so that others need not believe you or your node
	#[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, conflicts_with = "verify")]
	export: Option<PathBuf>,
	/// Put your contacts' names into these files; without it they hold addresses. Never into an export: names cannot be proven
	#[arg(long)]
	names: bool,
	/// Replace files that exist
	#[arg(long)]
	force: bool,
	/// Check an export, without a node
	#[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
	#[arg(conflicts_with_all = ["since", "until", "about", "everyone"])]
	verify: Option<PathBuf>,
	/// The hash of the block at its top, as somebody you trust gave it to you
	#[arg(long, value_name = "HASH", requires = "verify")]
	pin: Option<String>,
	/// Also ask your node whether that block is one of its finalized chain
	#[arg(long, requires = "verify")]
	ask_node: bool,
}

/// Tells who looked, or checks what somebody else told.
pub async fn run(opts: &Opts, app: &App, out: &mut impl Write) -> Outcome {
	opts.check_files()?;
	match &opts.verify {
		Some(file) => verify(file, opts, app, out).await,
		None => tell(opts, app, out).await,
	}
}

async fn tell(opts: &Opts, app: &App, out: &mut impl Write) -> Outcome {
	let session = app.session().await?;
	let auditor = session.auditor();
	let period = Period {
		since: opts.since.map(DayArg::start),
		until: opts.until.map(DayArg::end),
	};
	let walk = auditor.walk(&opts.accounts(&session)?, period).await?;
	let export = match &opts.export {
		Some(_) => Some(auditor.prove(&walk).await?),
		None => None,
	};
	session.clear();
	let report = |names: &dyn Names| match &export {
		Some(export) => Report::proven(export, names),
		None => auditor.report(&walk, names),
	};
	if let (Some(file), Some(export)) = (&opts.export, &export) {
		opts.write(file, &export.write())?;
	}
	opts.write_files(&match opts.names {
		true => report(session.names.as_ref()),
		false => report(&Nobody),
	})?;
	let shown = report(session.names.as_ref());
	match app.global.json {
		true => output::document(&shown, out)?,
		false => lines(&shown, out)?,
	}
	tell_grounds(&shown, app);
	if session.development {
		app.say("This is a development chain: its clock runs with its blocks, and whoever runs its node can make another one.");
	}
	opts.tell_files(app);
	whole(shown)
}

/// Checks an export. What it shows is told as if it had been read from a node.
async fn verify(file: &Path, opts: &Opts, app: &App, out: &mut impl Write) -> Outcome {
	let export = Export::read(&files::read_small(file, export::MAX_BYTES)?).map_err(Error::from)?;
	let found = format!("0x{}", hex::encode(export.top.hash));
	if let Some(pin) = &opts.pin {
		let pinned = hash(pin)?;
		if pinned != found {
			return Err(Error::from(AuditError::OtherPin { pinned, found }).into());
		}
	}
	if opts.ask_node {
		let session = app.session().await?;
		session.auditor().check_top(&export).await?;
		session.clear();
	}
	let names = offline_names(app, &export);
	opts.write_files(&match opts.names {
		true => Report::proven(&export, &names),
		false => Report::proven(&export, &Nobody),
	})?;
	let shown = Report::proven(&export, &names);
	let unshown = export.unshown();
	if app.global.json {
		let (pinned, on_chain) = (opts.pin.is_some(), opts.ask_node);
		let document = json!({ "pinned": pinned, "on_chain_of_node": on_chain, "records_unshown": unshown, "report": shown });
		output::document(&document, out)?;
	} else {
		lines(&shown, out)?;
	}
	tell_grounds(&shown, app);
	tell_trust(opts, export.top.number, app);
	if !unshown.is_empty() {
		app.say(format_args!(
			"This export does not show the patients of {}, registered before it begins.",
			words::count(unshown.len(), "record")
		));
	}
	opts.tell_files(app);
	whole(shown)
}

/// Says what the block at the top is worth.
fn tell_trust(opts: &Opts, top: u32, app: &App) {
	if opts.pin.is_some() {
		app.say(format_args!("Block {top} is the one that you named."));
	}
	if opts.ask_node {
		app.say(format_args!("Block {top} is one of your node's finalized chain."));
	}
	if opts.pin.is_none() && !opts.ask_node {
		app.say(format_args!(
			"Nothing here shows that block {top} is the chain's own. Say --pin with its hash from somebody you trust, or --ask-node."
		));
	}
}

fn tell_grounds(report: &Report, app: &App) {
	for ground in report.grounds() {
		app.say(ground);
	}
}

/// A line for each entry, the newest last.
fn lines(report: &Report, out: &mut impl Write) -> Outcome {
	for entry in &report.entries {
		let minute = entry.time.as_deref().and_then(|time| time.get(..16));
		let minute = minute.map_or_else(
			|| "at an unknown time".to_owned(),
			|minute| format!("{} UTC", minute.replace('T', " ")),
		);
		writeln!(out, "{minute}  {}", text::line(entry.words()))?;
	}
	if report.entries.is_empty() {
		writeln!(out, "Nothing happened in these blocks.")?;
	}
	Ok(())
}

/// What is not whole ends with an error, after everything that there is was told.
fn whole(report: Report) -> Outcome {
	match report.missing.is_empty() {
		true => Ok(()),
		false => Err(Error::from(AuditError::Incomplete(report.missing)).into()),
	}
}

/// A hash with `0x`, in lower case.
pub(super) fn hash(typed: &str) -> Result<String, Failure> {
	let digits = typed.trim().trim_start_matches("0x").to_ascii_lowercase();
	let good = digits.len() == 64 && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
	good.then(|| format!("0x{digits}"))
		.ok_or_else(|| CommandError::BadPin.into())
}

/// The names of this home, where it is one of the same chain. A verifier needs no home.
fn offline_names(app: &App, export: &Export) -> AddressBook {
	let trust = app.config().ok().and_then(|config| config.trust().ok());
	let own = trust.filter(|trust| trust.genesis == export.genesis);
	let contacts = app.contacts().unwrap_or_default();
	AddressBook::new(contacts, own.is_some_and(|trust| trust.is_development(true)))
}

impl Opts {
	fn accounts(&self, session: &Session<'_>) -> Result<Vec<AccountId>, Failure> {
		match (self.everyone, self.about.as_slice()) {
			(true, _) => Ok(Vec::new()),
			(false, []) => session.reading(&AtArgs::default()),
			(false, about) => about.iter().map(|who| session.person(who)).collect(),
		}
	}

	/// The files that are to be written.
	fn files(&self) -> impl Iterator<Item = &PathBuf> {
		[&self.export, &self.fhir, &self.csv, &self.html]
			.into_iter()
			.flatten()
	}

	/// A long walk must not end at a file that cannot be written.
	fn check_files(&self) -> Outcome {
		let mut seen = Vec::new();
		for file in self.files() {
			if seen.contains(&file) {
				return Err(CommandError::SameFile(file.clone()).into());
			}
			if !self.force && file.exists() {
				return Err(files::FileError::Exists(file.clone()).into());
			}
			seen.push(file);
		}
		Ok(())
	}

	fn write(&self, file: &Path, content: &[u8]) -> Outcome {
		match self.force {
			true => files::write_atomic(file, content)?,
			false => files::write_new(file, content)?,
		}
		Ok(())
	}

	fn write_files(&self, report: &Report) -> Outcome {
		if let Some(file) = &self.fhir {
			let mut bundle = serde_json::to_vec_pretty(&fhir::bundle(report))?;
			bundle.push(b'\n');
			self.write(file, &bundle)?;
		}
		if let Some(file) = &self.csv {
			self.write(file, &csv::write(report))?;
		}
		if let Some(file) = &self.html {
			self.write(file, &html::write(report))?;
		}
		Ok(())
	}

	fn tell_files(&self, app: &App) {
		for file in self.files() {
			app.say(format_args!("Written: {}", file.display()));
		}
	}
}
