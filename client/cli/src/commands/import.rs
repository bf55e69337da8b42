//! `import`: an archive becomes records, one for each row of a table.

use crate::{
	context::{App, Session, absolute},
	interrupt::unless_stopped,
	output::{self, CommandError, Failure, Outcome},
};
use clap::{Args, ValueHint};
use medquorum_client::{
	domain::{AccountId, KeyId},
	files::{self, FileError},
	import::{Checked, Fault, ImportOptions, Imported, Patients, RefusedRow},
	manifest::{self, Column, Manifest, Refused},
	views::{Names as _, words},
};
use serde_json::{Value, json};
use std::{io::Write, path::PathBuf};

/// Larger files are no manifests.
const MAX_MANIFEST: u64 = 256 << 20;

/// Options of `import`.
#[derive(Debug, Args)]
pub struct Opts {
	/// The table: CSV in UTF-8, its first row names the columns path, patient, and if there are any date, icd10, name and
	/// searchable
	#[arg(value_name = "MANIFEST", value_hint = ValueHint::FilePath)]
	manifest: PathBuf,
	/// Look at every row, read every file and name every fault; encrypt, store and register nothing
	#[arg(long)]
	dry_run: bool,
	/// Folder of the archive: relative paths begin there, and no row brings in a file from outside of it [default: the
	/// manifest's]
	#[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
	files: Option<PathBuf>,
	/// Committee that is to hold the records' keys
	#[arg(long, value_name = "ID", default_value_t = 1)]
	committee: KeyId,
	/// Write the refused rows into this file, to be mended and imported
	#[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
	report: Option<PathBuf>,
	/// Replace that file if it exists
	#[arg(long, requires = "report")]
	force: bool,
}

/// Reads the table, and brings in what it names or only looks at it.
pub async fn run(opts: &Opts, app: &App, out: &mut impl Write) -> Outcome {
	let bytes = files::read_small(&opts.manifest, MAX_MANIFEST)?;
	let manifest = manifest::read(&bytes).map_err(medquorum_client::error::Error::from)?;
	if let Some(report) = opts
		.report
		.as_ref()
		.filter(|report| !opts.force && report.exists())
	{
		return Err(FileError::Exists(report.clone()).into());
	}
	match opts.dry_run {
		true => try_out(opts, manifest, app, out).await,
		false => bring_in(opts, manifest, app, out).await,
	}
}

impl Opts {
	fn options(&self) -> Result<ImportOptions, Failure> {
		let folder = match &self.files {
			Some(folder) => folder.clone(),
			None => files::folder_of(&self.manifest).to_owned(),
		};
		Ok(ImportOptions {
			key_id: self.committee,
			// A report may lie elsewhere, and its paths must lead to the same files.
			folder: absolute(&folder)?,
		})
	}

	/// Writes the refused rows where they were asked for.
	fn write_report(&self, rows: &[RefusedRow], app: &App) -> Outcome {
		let Some(path) = &self.report else { return Ok(()) };
		let refused: Vec<Refused> = rows.iter().map(refused).collect();
		let bytes = manifest::report(&refused);
		match self.force {
			true => files::write_atomic(path, &bytes)?,
			false => files::write_new(path, &bytes)?,
		}
		app.say(format_args!(
			"{} in {}.",
			words::count(rows.len(), "refused row"),
			path.display()
		));
		Ok(())
	}
}

fn refused(row: &RefusedRow) -> Refused {
	let join = |of: fn(&Fault) -> &String| {
		let all: Vec<&str> = row.faults.iter().map(|fault| of(fault).as_str()).collect();
		all.join("; ")
	};
	Refused {
		cells: row.cells.clone(),
		refused: join(|fault| &fault.message),
		next: join(|fault| &fault.next),
	}
}

/// The people of the address book, for the rows of a manifest.
struct People<'a>(&'a Session<'a>);

impl Patients for People<'_> {
	fn find(&self, name: &str) -> Result<AccountId, Fault> {
		self.0.person(name).map_err(|failure| failure.fault())
	}
}

async fn bring_in(opts: &Opts, manifest: Manifest, app: &App, out: &mut impl Write) -> Outcome {
	let session = app.session().await?;
	let total = manifest.len();
	let signer = session.signer()?;
	let (people, options) = (People(&session), opts.options()?);
	let uploader = session.uploader();
	let work = uploader.import(&signer, manifest, &people, &options);
	let mut done = unless_stopped(&session, work).await?;
	session.clear();
	named(&session, &mut done.refused);
	if app.global.json {
		output::document(&document(&done, total), out)?;
	} else {
		tell(&done, app);
		lines(&done.refused, out)?;
		for call in &done.calls {
			output::call(call, false, out)?;
		}
	}
	opts.write_report(&done.refused, app)?;
	if let Some(stopped) = done.stopped {
		let more = "Then run the same import again: it resumes where it stopped";
		return Err(Failure::from(stopped).and_then_next(more));
	}
	none_refused(done.refused.len(), total)
}

fn none_refused(refused: usize, total: usize) -> Outcome {
	match refused {
		0 => Ok(()),
		refused => Err(CommandError::RowsRefused { refused, total }.into()),
	}
}

/// Names for addresses in what people are told.
fn named(session: &Session<'_>, rows: &mut [RefusedRow]) {
	if session.app.global.json {
		return;
	}
	for fault in rows.iter_mut().flat_map(|row| &mut row.faults) {
		*fault = fault.clone().map(|text| session.names.rewrite(text));
	}
}

/// What became of the rows, in words.
fn tell(done: &Imported, app: &App) {
	let rows = |number: usize| words::count(number, "row");
	if !done.calls.is_empty() {
		app.say(format_args!(
			"Not sent: {} for Polkadot.js, of {}. Run the same import again once they are carried out.",
			words::count(done.calls.len(), "call"),
			rows(done.handed_out)
		));
	}
	app.say(format_args!(
		"{} registered in {}, for fees of {}.",
		words::count(done.registered.len(), "record"),
		words::count(done.batches, "transaction"),
		done.fee
	));
	if !done.earlier.is_empty() {
		app.say(format_args!(
			"{} had been registered by an earlier import; nothing was done about {}.",
			rows(done.earlier.len()),
			if done.earlier.len() == 1 { "it" } else { "them" }
		));
	}
	if done.left > 0 {
		app.say(format_args!("{} left.", rows(done.left)));
	}
}

/// One line for each refused row.
fn lines(rows: &[RefusedRow], out: &mut impl Write) -> Outcome {
	for row in rows {
		for fault in &row.faults {
			writeln!(out, "line {}: {}; {}", row.line, fault.message, fault.next)?;
		}
	}
	Ok(())
}

fn refused_document(rows: &[RefusedRow]) -> Value {
	let row = |row: &RefusedRow| {
		let mut value = json!({ "line": row.line, "faults": row.faults });
		for (column, cell) in Column::ALL.iter().zip(&row.cells) {
			if let Some(fields) = value.as_object_mut() {
				fields.insert(column.name().to_owned(), json!(cell));
			}
		}
		value
	};
	rows.iter().map(row).collect()
}

fn document(done: &Imported, total: usize) -> Value {
	let calls: Vec<Value> = done.calls.iter().map(output::call_document).collect();
	json!({
		"rows": total,
		"registered": done.registered,
		"earlier": done.earlier,
		"refused": refused_document(&done.refused),
		"left": done.left,
		"batches": done.batches,
		"fee": done.fee,
		"calls": calls,
	})
}

async fn try_out(opts: &Opts, manifest: Manifest, app: &App, out: &mut impl Write) -> Outcome {
	let total = manifest.len();
	let unreadable: Vec<RefusedRow> = manifest.bad.iter().map(RefusedRow::unreadable).collect();
	let checked = async {
		let session = app.session().await?;
		let account = session.account()?;
		let (people, options) = (People(&session), opts.options()?);
		let uploader = session.uploader();
		let work = uploader.check_import(account, manifest, &people, &options);
		let mut checked = unless_stopped(&session, work).await?;
		session.clear();
		named(&session, &mut checked.refused);
		Ok::<Checked, Failure>(checked)
	};
	let checked = match checked.await {
		Ok(checked) => checked,
		Err(failure) => {
			// What the table alone shows is told all the same.
			if !app.global.json {
				lines(&unreadable, out)?;
			}
			return Err(failure);
		}
	};
	if app.global.json {
		let document = json!({
			"rows": total,
			"fresh": checked.fresh,
			"bytes": checked.bytes,
			"stored": checked.stored,
			"earlier": checked.earlier,
			"refused": refused_document(&checked.refused),
		});
		output::document(&document, out)?;
	} else {
		app.say(format_args!(
			"{} can be brought in, {} of files; {} before. Nothing was encrypted, stored or registered.",
			words::count(checked.fresh.saturating_add(checked.stored), "row"),
			output::bytes(checked.bytes),
			match checked.earlier.len() {
				0 => "none was registered".to_owned(),
				earlier => format!("{} registered", words::count(earlier, "more row")),
			}
		));
		lines(&checked.refused, out)?;
	}
	opts.write_report(&checked.refused, app)?;
	none_refused(checked.refused.len(), total)
}
