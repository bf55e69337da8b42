//! `download`: fetch, check, decrypt.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Args, ValueHint};
use medquorum_client::domain::RequestId;
use medquorum_client::files::{self, Overwrite, Temporary};
use medquorum_client::keystore::Keystore;
use medquorum_client::ledger::Sign;
use medquorum_client::vault::{CspSource, Delivered, DownloadOptions, EncodedCall, Selection};
use serde_json::json;

use crate::cli::{IdArg, RangeArg};
use crate::commands::study;
use crate::context::{Session, read_line};
use crate::interrupt::unless_stopped;
use crate::output::{self, CommandError, Failure, Outcome};

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

/// Longer files hold no CSP code.
const MAX_CODE: usize = 1024;

/// The code in the file that is named; it never stands in the arguments.
fn read_code(source: &Path) -> Result<zeroize::Zeroizing<String>, Failure> {
	if source == Path::new("-") {
		return Ok(read_line()?);
	}
	if source.to_str().is_some_and(|text| text.starts_with("csp")) && !source.exists() {
		return Err(CommandError::CodeAsArgument.into());
	}
	let bytes = files::read_secret(source, MAX_CODE)?;
	let text = std::str::from_utf8(&bytes).map_err(|_| CommandError::BadCodeFile(source.into()))?;
	Ok(zeroize::Zeroizing::new(text.trim().to_owned()))
}

/// Downloads.
pub async fn run(opts: &Opts, session: &Session<'_>, out: &mut impl Write) -> Outcome {
	let app = session.app;
	let id = session.request_id(&opts.request).await?;
	let typed = opts.csp_code.as_deref().map(read_code).transpose()?;
	let csp = typed
		.as_ref()
		.map_or(CspSource::Consent, |code| CspSource::Code(code.trim()));
	let signer = session.signer()?;
	let keystore = app.keystore()?;
	let Some(target) = &opts.output else {
		return study::list(
			&signer,
			&keystore,
			id,
			csp,
			opts.pictures.as_deref(),
			session,
			out,
		)
		.await;
	};
	let selection = match &opts.series {
		Some(series) => Some(Selection::Series(series.clone())),
		None => opts.extract.then_some(Selection::All),
	};
	if let Some(selection) = selection {
		let vault = session.vault();
		let choice = (&selection, opts.keep_request);
		let work = vault.download_study(&signer, &keystore, id, csp, target, choice);
		let done = unless_stopped(session, work).await?;
		return study::report(&done, id, target, session, out);
	}
	whole(opts, (&signer, &keystore), (id, csp), target, session, out).await
}

/// One file, or a range of it.
async fn whole(
	opts: &Opts,
	(signer, keystore): (&dyn Sign, &Keystore),
	(id, csp): (RequestId, CspSource<'_>),
	target: &Path,
	session: &Session<'_>,
	out: &mut impl Write,
) -> Outcome {
	let app = session.app;
	let options = DownloadOptions {
		overwrite: if opts.force {
			Overwrite::Replace
		} else {
			Overwrite::Never
		},
		range: opts.range.as_ref().map(|range| range.0.clone()),
		keep_request: opts.keep_request,
		temporary: if opts.allow_named_temporary {
			Temporary::MayBeNamed
		} else {
			Temporary::Unnamed
		},
	};
	let vault = session.vault();
	let work = vault.download(signer, keystore, id, csp, target, &options);
	let done = unless_stopped(session, work).await?;
	session.clear();
	let sha256 = hex::encode(done.sha256);
	let file = target.display();
	if app.global.json {
		let document = json!({
			"request_id": id,
			"record_id": done.record_id,
			"file": file.to_string(),
			"info": done.info,
			"length": done.length,
			"sha256": sha256,
			"close_failed": done.close_failed,
			"closed": done.closed.as_ref().map(output::delivered),
		});
		return output::document(&document, out);
	}
	app.say(format_args!(
		"{} ({}), {}, opened with both keys and checked whole.",
		done.info.name,
		done.info.mime,
		output::bytes(done.length)
	));
	if let Some(call) = tell_end(done.closed.as_ref(), done.close_failed.as_deref(), session) {
		return output::call(call, false, out);
	}
	writeln!(out, "{sha256}  {file}")?;
	Ok(())
}

/// Says what became of the request; gives the call that closes it, where calls are only handed out.
pub fn tell_end<'a>(
	closed: Option<&'a Delivered>,
	close_failed: Option<&str>,
	session: &Session<'_>,
) -> Option<&'a EncodedCall> {
	let app = session.app;
	if let Some(why) = close_failed {
		app.say(format_args!(
			"What was downloaded is complete, but the request could not be closed: {}",
			session.names.rewrite(why)
		));
	}
	match closed? {
		Delivered::Finalized(_) => app.say("The request is closed and its one-time key forgotten."),
		Delivered::Call(call) => {
			app.say("The request is not closed yet: this is the call for Polkadot.js.");
			return Some(call);
		}
	}
	None
}
