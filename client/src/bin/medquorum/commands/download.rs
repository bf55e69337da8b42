//! `download`: fetch, check, decrypt.

use std::io::Write;
use std::path::PathBuf;

use clap::{Args, ValueHint};
use medquorum_client::files::Overwrite;
use medquorum_client::vault::{CspSource, Delivered, DownloadOptions};
use serde_json::json;

use crate::cli::{IdArg, RangeArg};
use crate::context::{Session, read_line};
use crate::output::{self, Outcome};

/// Options of `download`.
#[derive(Debug, Args)]
pub struct Opts {
	/// The approved request
	request: IdArg,
	/// Where the file goes; it appears there whole, or not at all
	#[arg(long, short, value_name = "FILE", value_hint = ValueHint::FilePath)]
	output: PathBuf,
	/// CSP code from the patient, in place of consent on the chain; `-` reads it from standard input
	#[arg(long, value_name = "CODE|-")]
	csp_code: Option<String>,
	/// Only these bytes, FIRST..END (END not included)
	#[arg(long, value_name = "A..B")]
	range: Option<RangeArg>,
	/// Replace the file if it exists
	#[arg(long)]
	force: bool,
	/// Keep the request open and its one-time key, to download again
	#[arg(long)]
	keep_request: bool,
}

/// Downloads.
pub async fn run(opts: &Opts, session: &Session<'_>, out: &mut impl Write) -> Outcome {
	let app = session.app;
	let id = session.request_id(&opts.request).await?;
	let typed = match opts.csp_code.as_deref() {
		Some("-") => Some(read_line()?),
		Some(code) => Some(zeroize::Zeroizing::new(code.to_owned())),
		None => None,
	};
	let csp = typed
		.as_ref()
		.map_or(CspSource::Consent, |code| CspSource::Code(code.trim()));
	let signer = session.signer()?;
	let keystore = app.keystore()?;
	let options = DownloadOptions {
		overwrite: if opts.force {
			Overwrite::Replace
		} else {
			Overwrite::Never
		},
		range: opts.range.as_ref().map(|range| range.0.clone()),
		keep_request: opts.keep_request,
	};
	let done = session
		.vault()
		.download(&signer, &keystore, id, csp, &opts.output, &options)
		.await?;
	session.clear();
	let sha256 = hex::encode(done.sha256);
	let file = opts.output.display();
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
	match &done.closed {
		Some(Delivered::Finalized(_)) => app.say("The request is closed and its one-time key forgotten."),
		Some(Delivered::Call(call)) => {
			app.say("The request is not closed yet: this is the call for Polkadot.js.");
			writeln!(out, "{}", output::call_hex(call))?;
			return Ok(());
		}
		None => {}
	}
	if let Some(why) = &done.close_failed {
		app.say(format_args!(
			"The file is complete, but the request could not be closed: {}",
			session.names.rewrite(why)
		));
	}
	writeln!(out, "{sha256}  {file}")?;
	Ok(())
}
