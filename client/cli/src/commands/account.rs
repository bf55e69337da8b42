//! `account`: a patient's accounts for single facilities. They are made from the keystore, so the 24 words bring all of them back; the chain
//! shows nothing that ties one to another.

use crate::{
	args::AtArgs,
	context::{AddressBook, App},
	output::{self, Outcome, Table},
};
use clap::{Args, Subcommand, ValueHint};
use medquorum_client::{
	roles::FoundAccount,
	views::{Names as _, words::count},
};
use medquorum_session::{account_for, write_enrolment};
use serde_json::{Value, json};
use std::{io::Write, path::PathBuf};

/// What to do with the accounts.
#[derive(Debug, Subcommand)]
pub enum Command {
	/// Make your account for a facility, and write its signed keys into a file that the facility enrols. No node is asked
	For(ForOpts),
	/// List your accounts: which facility each is for, and whether it is enrolled
	List(AtArgs),
	/// After your keys were restored from words: look for your accounts at every facility. The node is told none of them
	Find,
}

/// Options of `account for`.
#[derive(Debug, Args)]
pub struct ForOpts {
	/// The facility: a contact, or its address
	facility: String,
	/// Where the signed keys go; the facility runs `medquorum enrol` with it
	#[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
	to_file: PathBuf,
	/// Version of this account's keys on the chain, if you no longer have them. New ones take their place
	#[arg(long, value_name = "VERSION", value_parser = clap::value_parser!(u16).range(1..))]
	adopt_version: Option<u16>,
}

/// Runs the command.
pub async fn run(command: &Command, app: &App, out: &mut impl Write) -> Outcome {
	match command {
		Command::For(opts) => make(opts, app, out),
		Command::List(at) => list(at, app, out).await,
		Command::Find => find(app, out).await,
	}
}

fn make(opts: &ForOpts, app: &App, out: &mut impl Write) -> Outcome {
	let config = app.config()?;
	let genesis = config.trust()?.genesis;
	let names = AddressBook::new(app.contacts()?, config.development);
	let facility = app.person_offline(&opts.facility, &names, config.development)?;
	let file = account_for(&app.home, genesis, app.keystore()?, facility, opts.adopt_version)?;
	write_enrolment(&opts.to_file, &file)?;
	let fingerprint = file.fingerprint();
	if app.global.json {
		let document = json!({
			"facility": names.party(&facility),
			"account": file.account,
			"csp_version": file.csp_version,
			"file": opts.to_file,
			"fingerprint": fingerprint,
		});
		return output::document(&document, out);
	}
	app.say(format_args!(
		"Your keys for {} are in {}. Give the file to that facility alone, and read it this fingerprint when it asks:",
		names.show(&facility),
		opts.to_file.display()
	));
	Ok(writeln!(out, "{fingerprint}")?)
}

async fn list(at: &AtArgs, app: &App, out: &mut impl Write) -> Outcome {
	let session = app.session().await?;
	let mut placed = session.placed(session.account().ok()).await?;
	if at.at.is_some() {
		let wanted = session.reading(at)?;
		placed.retain(|place| wanted.contains(&place.account));
	}
	if app.global.json {
		return output::document(&placed, out);
	}
	let mut table = Table::new(&["For", "Account", "Keys", "Records"]);
	for place in &placed {
		table.row([
			place.place(),
			place.account.to_string(),
			place.keys(),
			place.records.to_string(),
		]);
	}
	match table.is_empty() {
		true => app.say("You have no account yet. `medquorum account for` makes one for a facility."),
		false => table.write(out)?,
	}
	Ok(())
}

async fn find(app: &App, out: &mut impl Write) -> Outcome {
	let session = app.session().await?;
	let found = session.find_accounts(&app.keystore()?).await?;
	if app.global.json {
		let documents = found.iter().map(|(one, new)| {
			json!({
				"facility": session.names.party(&one.place.facility),
				"account": one.place.account,
				"csp_version": one.version,
				"own_keys": one.own_keys,
				"new": new,
			})
		});
		let documents: Vec<Value> = documents.collect();
		return output::document(&documents, out);
	}
	let mut table = Table::new(&["For", "Account", "Keys"]);
	for (one, _) in &found {
		let facility = session.names.show(&one.place.facility);
		table.row([facility, one.place.account.to_string(), keys(one)]);
	}
	match table.is_empty() {
		true => app.say("The chain has no account that the keys here make for a facility."),
		false => {
			table.write(out)?;
			let new = found.iter().filter(|(_, new)| *new).count();
			app.say(format_args!("{} new here.", count(new, "account")));
		}
	}
	Ok(())
}

/// How the keys of an account stand that was found.
fn keys(found: &FoundAccount) -> String {
	match (found.version, found.own_keys) {
		(None, _) => "it has left the chain".to_owned(),
		(Some(version), true) => format!("registered, CSP key version {version}"),
		(Some(version), false) => format!(
			"not those of this keystore: version {version} was registered by somebody else, or this node lies. Nothing was changed"
		),
	}
}
