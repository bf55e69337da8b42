//! `download`: fetch, check, decrypt.

mod start;
mod study;

use crate::{
	args::{IdArg, RangeArg},
	context::{App, Session, read_line},
	interrupt::unless_stopped,
	output::{self, CommandError, Failure, Outcome},
};
use clap::{Args, ValueHint};
use medquorum_client::{
	domain::RequestId,
	download::{CspSource, DownloadOptions, Downloaded, Selection},
	files::{self, Overwrite, Temporary},
	views::text,
};
use serde_json::json;
use start::Ready;
use std::{
	io::Write,
	path::{Path, PathBuf},
};
use zeroize::Zeroizing;

/// Longer files hold no CSP code.
const MAX_CODE: usize = 1024;

/// Options of `download`.
#[derive(Debug, Args)]
pub struct Opts {
	/// The approved request
	request: IdArg,
	/// Where the file goes, or the folder of --series and --extract; it appears there whole, or not at all
	#[arg(long, short, value_name = "PATH", value_hint = ValueHint::AnyPath, required_unless_present = "list")]
	output: Option<PathBuf>,
	/// File with the CSP code from the patient, in place of consent on the chain; `-` is standard input. The code itself
	/// is never an argument: other users of this machine could read it
	#[arg(long, value_name = "FILE|-", value_hint = ValueHint::FilePath)]
	csp_code: Option<PathBuf>,
	/// Only these bytes, FIRST..END (END not included)
	#[arg(long, value_name = "A..B")]
	range: Option<RangeArg>,
	/// Of a study: show its series and files, and fetch nothing else
	#[arg(long, conflicts_with_all = ["output", "range", "series", "extract"])]
	list: bool,
	/// With --list: write a small picture of each series into this folder
	#[arg(long, value_name = "DIR", requires = "list", value_hint = ValueHint::DirPath)]
	pictures: Option<PathBuf>,
	/// Of a study: only the files of this series, by its number in --list or its UID
	#[arg(long, value_name = "SERIES", conflicts_with_all = ["range", "extract"])]
	series: Option<String>,
	/// Of a study: a folder with its files instead of the archive
	#[arg(long, conflicts_with = "range")]
	extract: bool,
	/// Replace the file if it exists
	#[arg(long, conflicts_with_all = ["list", "series", "extract"])]
	force: bool,
	/// Keep the request open and its one-time key, to download again
	#[arg(long)]
	keep_request: bool,
	/// Where the file system knows no files without a name: write to a hidden temporary file, which a killed download
	/// leaves behind, readable by you alone, until the next download to the same folder
	#[arg(long, conflicts_with_all = ["list", "series", "extract"])]
	allow_named_temporary: bool,
}

/// Reads the code from the file that is named; it never stands in the arguments.
fn read_code(source: &Path) -> Result<Zeroizing<String>, Failure> {
	if source == Path::new("-") {
		return Ok(read_line()?);
	}
	if source.to_str().is_some_and(|text| text.starts_with("csp")) && !source.exists() {
		return Err(CommandError::CodeAsArgument.into());
	}
	let bytes = files::read_secret(source, MAX_CODE)?;
	let text = std::str::from_utf8(&bytes).map_err(|_| CommandError::BadCodeFile(source.into()))?;
	Ok(Zeroizing::new(text.trim().to_owned()))
}

/// Downloads.
pub async fn run(opts: &Opts, app: &App, out: &mut impl Write) -> Outcome {
	let session = app.session().await?;
	let id = session.request_id(&opts.request).await?;
	let typed = opts.csp_code.as_deref().map(read_code).transpose()?;
	let csp = typed
		.as_ref()
		.map_or(CspSource::Consent, |code| CspSource::Code(code.trim()));
	let actor = session.requesting_actor(id).await?;
	let ready = Ready {
		signer: actor.signer(),
		keystore: actor.secrets()?,
		id,
		csp,
	};
	let Some(target) = &opts.output else {
		return study::list(&ready, opts.pictures.as_deref(), &session, out).await;
	};
	let selection = match &opts.series {
		Some(series) => Some(Selection::Series(series.clone())),
		None => opts.extract.then_some(Selection::All),
	};
	match selection {
		Some(selection) => {
			let choice = (&selection, opts.keep_request);
			study::extract(&ready, choice, target, &session, out).await
		}
		None => whole(opts, &ready, target, &session, out).await,
	}
}

/// Downloads one file, or a range of it.
async fn whole(
	opts: &Opts,
	ready: &Ready<'_>,
	target: &Path,
	session: &Session<'_>,
	out: &mut impl Write,
) -> Outcome {
	let options = DownloadOptions {
		overwrite: match opts.force {
			true => Overwrite::Replace,
			false => Overwrite::Never,
		},
		range: opts.range.as_ref().map(|range| range.0.clone()),
		keep_request: opts.keep_request,
		temporary: match opts.allow_named_temporary {
			true => Temporary::MayBeNamed,
			false => Temporary::Unnamed,
		},
	};
	let requester = session.requester();
	let Ready {
		signer,
		keystore,
		id,
		csp,
	} = *ready;
	let work = requester.download(signer, keystore, id, csp, target, &options);
	let done = unless_stopped(session, work).await?;
	session.clear();
	report(&done, id, target, session, out)
}

fn report(
	done: &Downloaded,
	id: RequestId,
	target: &Path,
	session: &Session<'_>,
	out: &mut impl Write,
) -> Outcome {
	let sha256 = hex::encode(done.sha256);
	let file = target.display();
	// The file is there and checked: what a search remembered is only held beside it.
	let told = done.info.icd10.as_deref();
	let listed = session
		.shelf
		.contradiction(done.record_id, told)
		.unwrap_or_default();
	if session.app.global.json {
		let document = json!({
			"request_id": id,
			"record_id": done.record_id,
			"acknowledged": done.acknowledged,
			"file": file.to_string(),
			"info": done.info,
			"listed_wrongly_under": listed.map(|listed| listed.to_string()),
			"length": done.length,
			"sha256": sha256,
			"close_failed": done.closed.failed,
			"closed": done.closed.delivered.as_ref().map(output::delivered),
		});
		return output::document(&document, out);
	}
	session.app.say(format_args!(
		"{} ({}), {}, opened with both keys and checked whole.",
		text::line(&done.info.name),
		text::line(&done.info.mime),
		output::bytes(done.length)
	));
	if let Some(listed) = listed {
		session.app.say(format_args!(
			"The search showed it under {listed}, and its own description says {}: tell the facility that lists it.",
			text::line(told.unwrap_or_default())
		));
	}
	session.tell_unconfirmed(done.acknowledged);
	if let Some(call) = session.tell_end(&done.closed) {
		return output::call(call, false, out);
	}
	writeln!(out, "{sha256}  {file}")?;
	Ok(())
}
