//! `portal`: Medquorum in the browser.

mod demo;

use crate::{
	context::App,
	interrupt::asked_to_stop,
	output::{Failure, Outcome},
};
use clap::Args;
use medquorum_client::{
	accounts::AccountSource,
	config::Config,
	error::{LedgerError, LightError},
	files,
	keystore::{KeystoreError, Passphrase},
	notify,
};

use medquorum_portal::{Options, Served, again};
use serde_json::json;
use std::io::Write;

/// Options of `portal`.
#[derive(Debug, Args)]
pub struct Opts {
	/// Port to listen on [default: a free one]
	#[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
	port: u16,
	/// Print the link only, and open no browser
	#[arg(long)]
	no_browser: bool,
	/// Start a development node, a store and eight people, each with a portal, to look around in
	#[arg(long, conflicts_with = "port")]
	demo: bool,
	/// Lock it after so long without use, like 10m or 1h
	#[arg(long, value_name = "TIME", default_value = "10m")]
	lock_after: crate::args::EveryArg,
}

/// Opens the person's browser, if there is one. It is sent to the link by a file that its owner alone can read: arguments of
/// programs are seen by everybody on this machine.
fn open_browser(link: &str, app: &App) -> Outcome {
	let page = app.home.folder().join("portal-start.html");
	let text = format!(
		"<!doctype html><meta charset=\"utf-8\"><meta http-equiv=\"refresh\" content=\"0; url={link}\"><title>Medquorum</title>\n"
	);
	files::write_atomic(&page, text.as_bytes())?;
	// Where none opens, the link that was printed is opened by hand.
	notify::browse(&page);
	Ok(())
}

/// The account that acts; unknown in a home that is still to be set up, which the pages do.
fn account(app: &App) -> Result<Option<AccountSource>, Failure> {
	if app.home.config().symlink_metadata().is_err() {
		return Ok(None);
	}
	// What is wrong with the home is told before a server is there.
	let config = Config::load(&app.home)?;
	let keystore = app.home.keystore();
	if keystore.symlink_metadata().is_err() {
		return Err(KeystoreError::Missing(keystore).into());
	}
	Ok(Some(app.account_source(&config)?))
}

fn options(opts: &Opts, app: &App) -> Result<Options, Failure> {
	if app.global.light.is_some() {
		return Err(LedgerError::from(LightError::NotInPortal).into());
	}
	Ok(Options {
		home: app.home.clone(),
		node: app.global.node.clone(),
		account: account(app)?,
		allow_insecure: app.global.allow_insecure,
		allow_weak: app.global.allow_weak,
		port: opts.port,
		lock_after: opts.lock_after.duration(),
	})
}

fn tell(link: &str, opts: &Opts, app: &App, out: &mut impl Write) -> Outcome {
	match app.global.json {
		true => writeln!(out, "{}", json!({ "link": link }))?,
		false => writeln!(out, "{link}")?,
	}
	out.flush()?;
	match opts.no_browser {
		true => Ok(()),
		false => open_browser(link, app),
	}
}

/// Serves until Ctrl-C.
pub async fn run(opts: &Opts, app: &App, out: &mut impl Write) -> Outcome {
	if opts.demo {
		return demo::run(opts, app, out).await;
	}
	let options = options(opts, app)?;
	if let Some(link) = again(&app.home) {
		app.say("A portal of this home runs already; this link leads to it, once.");
		return tell(&link, opts, app, out);
	}
	let asks = options
		.account
		.as_ref()
		.is_none_or(AccountSource::needs_passphrase);
	let served = Served::listen(options).await?;
	// Where the passphrase is given, as for services and demonstrations, nobody is asked for it again.
	let given = Passphrase::from_sources(app.global.passphrase_file.as_deref())?;
	if let Some(passphrase) = given.filter(|_| !asks) {
		served.unlock(passphrase).await?;
	}
	let link = served.link()?;
	app.say("The portal runs until you press Ctrl-C. This link lets one browser in, once:");
	tell(&link, opts, app, out)?;
	let stop = asked_to_stop()?;
	served.serve(stop).await.map_err(Failure::from)
}
