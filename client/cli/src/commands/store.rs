//! `store`: where records lie, and the hosts that keep them.

use std::io::Write;
use std::path::PathBuf;

use clap::{Args, Subcommand, ValueHint};
use medquorum_client::advice::{flat, in_one_line};
use medquorum_client::config::{Config, ConfigError, HostError, HostSetting, StoreSetting};
use medquorum_client::store::{Held, Holder, Store, StoreError};
use medquorum_client::vault::{Holding, RecordObject, Repaired, Standing, Unrepaired};
use serde_json::{Value, json};

use super::init::absolute;
use crate::cli::IdArg;
use crate::context::{App, Session, connect_host};
use crate::output::{self, CommandError, Failure, Outcome, Table};

/// What to do with the store and its hosts.
#[derive(Debug, Subcommand)]
pub enum Command {
	/// Show on which hosts the records lie that were uploaded from here, or one record
	Status(StatusOpts),
	/// Pin what is lacking on hosts, and remove what uploads left that did not end
	Repair,
	/// Add a host that keeps copies of records
	Add(AddOpts),
	/// Take a host away; what it keeps stays there
	Remove {
		/// The host's name
		name: String,
	},
	/// Set on how many hosts a record is pinned before its upload has succeeded
	Replicas {
		/// How many, this machine's own host included
		#[arg(value_name = "R")]
		replicas: u16,
	},
}

/// Options of `store status`.
#[derive(Debug, Args)]
pub struct StatusOpts {
	/// One record: uploaded from here, or your own as its patient
	record: Option<IdArg>,
}

/// Options of `store add`.
#[derive(Debug, Args)]
pub struct AddOpts {
	/// What to call the host
	name: String,
	/// Address of its Kubo daemon's API, like https://ipfs.ward-b.example:5001
	#[arg(value_hint = ValueHint::Url)]
	url: String,
	/// File with the daemon's password as USER:PASSWORD, if it asks for one; readable by you alone
	#[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
	password_file: Option<PathBuf>,
}

/// The commands that change the settings and need no node; `None` for the others.
pub async fn settings(command: &Command, app: &App, out: &mut impl Write) -> Option<Outcome> {
	match command {
		Command::Status(_) | Command::Repair => None,
		Command::Add(opts) => Some(add(opts, app, out).await),
		Command::Remove { name } => Some(remove(name, app, out)),
		Command::Replicas { replicas } => Some(set_replicas(*replicas, app, out)),
	}
}

/// The commands that look at records.
pub async fn run(command: &Command, session: &Session<'_>, out: &mut impl Write) -> Outcome {
	match command {
		Command::Status(opts) => status(opts, session, out).await,
		Command::Repair => repair(session, out).await,
		Command::Add(_) | Command::Remove { .. } | Command::Replicas { .. } => Err(Failure::Internal(
			color_eyre::eyre::eyre!("this command needs no connection"),
		)),
	}
}

async fn add(opts: &AddOpts, app: &App, out: &mut impl Write) -> Outcome {
	let host = HostSetting {
		name: opts.name.clone(),
		url: opts.url.trim().trim_end_matches('/').to_owned(),
		password_file: opts.password_file.as_deref().map(absolute).transpose()?,
	};
	// What cannot be right is said before the host is asked.
	let mut config = app.config()?;
	config.store.kubo_mut()?.add(host.clone())?;
	let daemon = connect_host(&host)?;
	match daemon.version().await {
		Ok(version) => app.say(format_args!("Host {} runs Kubo {version}.", host.name)),
		Err(error @ (StoreError::Unreachable { .. } | StoreError::TimedOut { .. })) => {
			app.say(format_args!(
				"Host {} does not answer now ({}); it was added all the same.",
				host.name,
				flat(&error)
			));
		}
		Err(error) => return Err(error.into()),
	}
	changed(app, out, |store| store.kubo_mut()?.add(host))
}

fn remove(name: &str, app: &App, out: &mut impl Write) -> Outcome {
	changed(app, out, |store| {
		store.kubo_mut()?.remove(name)?;
		Ok(())
	})?;
	app.say(format_args!(
		"What host {name} keeps stays there, and an erasure does not reach it any more."
	));
	Ok(())
}

fn set_replicas(replicas: u16, app: &App, out: &mut impl Write) -> Outcome {
	changed(app, out, |store| store.kubo_mut()?.set_replicas(replicas))
}

/// Changes the store's settings and says what they are now.
fn changed(
	app: &App,
	out: &mut impl Write,
	change: impl FnOnce(&mut StoreSetting) -> Result<(), HostError>,
) -> Outcome {
	let store = Config::update(&app.home, |config| {
		change(&mut config.store).map_err(ConfigError::from)?;
		Ok(config.store.clone())
	})?;
	if app.global.json {
		return output::document(&hosts_document(&store), out);
	}
	for line in hosts_lines(&store) {
		app.say(line);
	}
	app.say("Records stored before are brought there by `medquorum store repair`.");
	Ok(())
}

/// The hosts of a store for programs.
pub fn hosts_document(store: &StoreSetting) -> Value {
	let StoreSetting::Kubo(kubo) = store else {
		return json!({ "replicas": 1, "hosts": [] });
	};
	let host = |host: HostSetting| json!({ "name": host.name, "url": host.url, "password_file": host.password_file });
	let hosts: Vec<_> = kubo.all().into_iter().map(host).collect();
	json!({ "replicas": kubo.replicas, "hosts": hosts })
}

/// The hosts of a store for people; nothing where there is only one place.
pub fn hosts_lines(store: &StoreSetting) -> Vec<String> {
	let StoreSetting::Kubo(kubo) = store else {
		return Vec::new();
	};
	let all = kubo.all();
	let names: Vec<String> = all
		.iter()
		.map(|host| format!("{} ({})", host.name, host.url))
		.collect();
	vec![format!(
		"Hosts: {}. Each record is kept on {} of {}.",
		names.join(", "),
		kubo.replicas,
		all.len()
	)]
}

/// What a host has, in words.
fn state_words(state: &Held) -> String {
	match state {
		Held::Pinned => "pinned".to_owned(),
		Held::Lost => "pinned, but its blocks are gone".to_owned(),
		Held::Unpinned => "there, but not pinned".to_owned(),
		Held::Missing => "missing".to_owned(),
		Held::Unreachable(error) => format!("does not answer: {}", flat(error)),
	}
}

/// What a host has, for programs.
fn holder_document(holder: &Holder) -> Value {
	let (state, reason) = match &holder.state {
		Held::Pinned => ("pinned", None),
		Held::Lost => ("lost", None),
		Held::Unpinned => ("unpinned", None),
		Held::Missing => ("missing", None),
		Held::Unreachable(error) => ("unreachable", Some(in_one_line(error))),
	};
	json!({ "host": holder.host, "at": holder.at, "state": state, "reason": reason })
}

async fn status(opts: &StatusOpts, session: &Session<'_>, out: &mut impl Write) -> Outcome {
	let app = session.app;
	let vault = session.vault();
	let holdings = match &opts.record {
		None => vault.holdings().await?,
		Some(typed) => {
			let id = session.record_id(typed).await?;
			// The keystore is needed only where the upload was made elsewhere.
			match vault.holdings_of(None, None, id).await {
				Err(medquorum_client::error::Error::Replica(_)) if app.home.keystore().exists() => {
					let keystore = app.keystore()?;
					vault
						.holdings_of(session.account().ok(), Some(&keystore), id)
						.await?
				}
				other => other?,
			}
		}
	};
	let wanted = session.store.replicas();
	if app.global.json {
		let objects: Vec<_> = holdings
			.iter()
			.map(|holding| {
				let hosts: Vec<_> = holding.holders.iter().map(holder_document).collect();
				let mut document = object_document(&holding.object);
				if let Some(fields) = document.as_object_mut() {
					fields.insert("standing".to_owned(), json!(holding.standing));
					fields.insert("pinned".to_owned(), json!(holding.pinned()));
					fields.insert("hosts".to_owned(), Value::from(hosts));
				}
				document
			})
			.collect();
		return output::document(&json!({ "replicas": wanted, "objects": objects }), out);
	}
	if holdings.is_empty() {
		app.say("No record was uploaded from here.");
		return Ok(());
	}
	holdings_table(&holdings).write(out)?;
	app.say(verdict(&holdings, wanted));
	Ok(())
}

fn holdings_table(holdings: &[Holding]) -> Table {
	let mut table = Table::new(&["Record", "Object", "Host", "State"]);
	for holding in holdings {
		let RecordObject { record, part, .. } = holding.object;
		let standing = match holding.standing {
			Standing::Registered => "",
			Standing::Erased => " (erased)",
			Standing::Waiting => " (not on the chain yet)",
			Standing::Stopped => " (stopped, can go on)",
			Standing::Abandoned => " (never registered)",
		};
		for holder in &holding.holders {
			table.row([
				format!("{}{standing}", output::short(&record)),
				part.word().to_owned(),
				holder.host.clone(),
				state_words(&holder.state),
			]);
		}
	}
	table
}

/// What the table comes to.
fn verdict(holdings: &[Holding], wanted: usize) -> String {
	let registered = |holding: &&Holding| holding.standing == Standing::Registered;
	let all = holdings.iter().filter(registered).count();
	let lacking = holdings
		.iter()
		.filter(registered)
		// The own host comes first, and every record lies on it.
		.filter(|holding| {
			let own = holding.holders.first();
			holding.pinned() < wanted || !own.is_some_and(|own| own.state.is_pinned())
		})
		.count();
	let useless = holdings.iter().any(|holding| {
		let there = |holder: &Holder| !matches!(holder.state, Held::Missing | Held::Unreachable(_));
		matches!(holding.standing, Standing::Erased | Standing::Abandoned)
			&& holding.holders.iter().any(there)
	});
	let hosts = output::count(wanted, "host");
	match (lacking, useless) {
		(0, false) => format!(
			"All {} that records need lie on {hosts}.",
			output::count(all, "object")
		),
		(0, true) => "What no record needs is removed by `medquorum store repair`.".to_owned(),
		(lacking, _) => format!(
			"{lacking} of {} lie on fewer than {hosts}, or not on the own one: `medquorum store repair` pins them again.",
			output::count(all, "object")
		),
	}
}

fn object_document(object: &RecordObject) -> Value {
	json!({ "record_id": object.record, "part": object.part, "cid": object.cid.to_string() })
}

async fn repair(session: &Session<'_>, out: &mut impl Write) -> Outcome {
	let app = session.app;
	let repaired = session.vault().repair().await?;
	session.clear();
	if app.global.json {
		output::document(&repaired_document(&repaired), out)?;
	} else {
		talk(&repaired, session);
	}
	match repaired.failed.as_slice() {
		[] => Ok(()),
		failed => {
			let lost = failed.iter().any(Unrepaired::is_lost);
			let failed = failed.len();
			Err(CommandError::NotRepaired { failed, lost }.into())
		}
	}
}

fn repaired_document(repaired: &Repaired) -> Value {
	let with = |object: &RecordObject, name: &str, value: Value| {
		let mut document = object_document(object);
		if let Some(fields) = document.as_object_mut() {
			fields.insert(name.to_owned(), value);
		}
		document
	};
	let pinned = repaired.pinned.iter();
	let pinned: Vec<_> = pinned
		.map(|(object, host)| with(object, "host", json!(host)))
		.collect();
	let failed = repaired.failed.iter().map(|failed| {
		let mut document = with(&failed.object, "reason", json!(in_one_line(&failed.error)));
		if let Some(fields) = document.as_object_mut() {
			fields.insert("lost".to_owned(), json!(failed.is_lost()));
		}
		document
	});
	json!({
		"checked": repaired.checked,
		"pinned": pinned,
		"removed": repaired.removed.iter().map(object_document).collect::<Vec<_>>(),
		"failed": failed.collect::<Vec<_>>(),
		"waiting": repaired.waiting,
	})
}

/// What a repair did, for people.
fn talk(repaired: &Repaired, session: &Session<'_>) {
	let app = session.app;
	let of = |object: &RecordObject| {
		format!(
			"the {} of record {}",
			object.part.word(),
			output::short(&object.record)
		)
	};
	for (object, host) in &repaired.pinned {
		app.say(format_args!("Pinned {} on host {host}.", of(object)));
	}
	for object in &repaired.removed {
		app.say(format_args!("Removed {}, which no record needs.", of(object)));
	}
	for failed in &repaired.failed {
		let cause = flat(&failed.error);
		let what = of(&failed.object);
		match (failed.is_lost(), failed.standing) {
			(true, _) => app.say(format_args!(
				"Lost: no host has {what} any more ({}), so that record can no longer be opened.",
				failed.object.cid
			)),
			(false, Standing::Registered) => app.say(format_args!("Not enough copies of {what}: {cause}.")),
			(false, _) => app.say(format_args!(
				"Not removed: {what}, which no record needs: {cause}."
			)),
		}
	}
	for record in &repaired.waiting {
		app.say(format_args!(
			"Left alone: the upload {}, which can go on, or whose call the chain does not show yet. If it is not wanted any more, `medquorum erase --unfinished` removes what it stored.",
			output::short(record)
		));
	}
	let pinned = repaired.pinned.len();
	app.say(format_args!(
		"Looked at {}; pinned {}, removed {}.",
		output::count(repaired.checked, "object"),
		output::count(pinned, "missing copy").replace("copys", "copies"),
		output::count(repaired.removed.len(), "object")
	));
}
