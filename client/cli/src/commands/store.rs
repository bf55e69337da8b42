//! `store`: where records lie, and the hosts that keep them.

use crate::{
	args::IdArg,
	context::{App, LazyStore, Session, absolute, connect_host, hosts},
	output::{self, CommandError, Failure, Outcome},
};
use clap::{Args, Subcommand, ValueHint};
use medquorum_client::{
	config::{Config, ConfigError, HostError, HostSetting, StoreSetting},
	error::Error,
	roles::{Holding, StoreHealth, Unrepaired},
	store::{Store, StoreError},
};
use serde_json::json;
use std::{io::Write, path::PathBuf};

/// What to do with the store and its hosts.
#[derive(Debug, Subcommand)]
pub enum Command {
	/// Show on which hosts the records lie that were uploaded from here, or one record
	Status(StatusOpts),
	/// Make a store that is missing: its folder, or take the daemon that answers now
	Create,
	/// Pin on hosts what they lack, and remove what unfinished uploads left
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
	/// Read everything that is stored, and compare it with its hashes. Without it lengths are compared, or a daemon's pins looked at
	#[arg(long)]
	verify: bool,
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

/// Runs the command. Those that change the settings need no node.
pub async fn run(command: &Command, app: &App, out: &mut impl Write) -> Outcome {
	match command {
		Command::Status(opts) => status(opts, app, out).await,
		Command::Create => create(app, out).await,
		Command::Repair => repair(app, out).await,
		Command::Add(opts) => add(opts, app, out).await,
		Command::Remove { name } => remove(name, app, out),
		Command::Replicas { replicas } => {
			changed(app, out, |store| store.kubo_mut()?.set_replicas(*replicas))
		}
	}
}

/// Makes a store in the folder of the settings, or takes daemons for its hosts that are others than before. A person says that no
/// disk is missing there.
async fn create(app: &App, out: &mut impl Write) -> Outcome {
	let setting = app.config()?.store;
	let store = LazyStore::new(setting.clone(), app.home.clone());
	if let StoreSetting::Kubo(kubo) = &setting {
		let made = take_daemons(&kubo.all(), app).await?;
		if app.global.json {
			return output::document(&json!({ "store": store.name(), "made": made }), out);
		}
		app.say(match made {
			true => format!("From now on the store is {}.", store.name()),
			false => format!("The store is there already: {}.", store.name()),
		});
		return Ok(());
	}
	let made = match store.open() {
		Err(StoreError::NotThere { store: name }) => {
			app.confirm(format_args!(
				"There is no store in {name}. Is no disk missing there, and shall a new and empty one be made?"
			))?;
			store.create()?;
			true
		}
		other => other.map(|_| false)?,
	};
	if app.global.json {
		return output::document(&json!({ "store": store.name(), "made": made }), out);
	}
	app.say(match made {
		true => format!("Made a new store in {}.", store.name()),
		false => format!("The store in {} is there already.", store.name()),
	});
	Ok(())
}

/// Asks about each daemon that is another one than before; says whether one was taken.
async fn take_daemons(hosts: &[HostSetting], app: &App) -> Result<bool, Failure> {
	let mut taken = false;
	for host in hosts {
		let daemon = connect_host(host, &app.home)?;
		match daemon.check_peer().await {
			Err(error @ StoreError::NotThere { .. }) => {
				app.confirm(format_args!(
					"{error}. Is no disk missing there, and shall the daemon that answers now be host {}?",
					host.name
				))?;
				daemon.accept_peer().await?;
				taken = true;
			}
			other => other?,
		}
	}
	Ok(taken)
}

async fn add(opts: &AddOpts, app: &App, out: &mut impl Write) -> Outcome {
	let host = HostSetting {
		name: opts.name.clone(),
		url: opts.url.trim().trim_end_matches('/').to_owned(),
		password_file: opts.password_file.as_deref().map(absolute).transpose()?,
	};
	// Settings that cannot be right are refused before the host is asked.
	let mut config = app.config()?;
	config.store.kubo_mut()?.add(host.clone())?;
	let daemon = connect_host(&host, &app.home)?;
	match daemon.version().await {
		Ok(version) => {
			// A person who names it means the daemon that answers now.
			daemon.accept_peer().await?;
			app.say(format_args!("Host {} runs Kubo {version}.", host.name));
		}
		Err(error @ (StoreError::Unreachable { .. } | StoreError::TimedOut { .. })) => {
			let cause = error.to_string();
			let cause = cause.lines().next().unwrap_or_default();
			app.say(format_args!(
				"Host {} does not answer now ({cause}); it was added all the same.",
				host.name
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
		"Host {name} keeps its copies, and an erasure does not reach them any more."
	));
	Ok(())
}

/// Changes the store's settings and reports what they are now.
fn changed(
	app: &App,
	out: &mut impl Write,
	change: impl FnOnce(&mut StoreSetting) -> Result<(), HostError>,
) -> Outcome {
	let store = Config::update(&app.home, |config| {
		change(&mut config.store).map_err(ConfigError::from)?;
		Ok(config.store.clone())
	})?;
	let hosts = hosts(&store);
	if app.global.json {
		return output::document(&hosts, out);
	}
	if let Some(sentence) = hosts.sentence() {
		app.say(sentence);
	}
	app.say("Records stored before are brought there by `medquorum store repair`.");
	Ok(())
}

async fn status(opts: &StatusOpts, app: &App, out: &mut impl Write) -> Outcome {
	let session = app.session().await?;
	let mut holdings = match &opts.record {
		None => session.keeper().holdings().await?,
		Some(typed) => holdings_of(typed, &session).await?,
	};
	if opts.verify {
		session.keeper().verify(&mut holdings).await;
	}
	// What was found is told even where this machine cannot note it.
	if opts.record.is_none()
		&& let Err(error) = session.keeper().note_holdings(&holdings)
	{
		app.warn(&error);
	}
	session.clear();
	let wanted = session.store.replicas();
	let health = StoreHealth::of(&holdings, wanted);
	if app.global.json {
		output::document(&output::holdings_document(&holdings, wanted), out)?;
	} else if holdings.is_empty() {
		app.say("No record was uploaded from here.");
	} else {
		app.say(output::holdings_verdict(&health));
		output::holdings_table(&holdings).write(out)?;
	}
	match health.lacking {
		0 => Ok(()),
		lacking => Err(CommandError::StoreLacks(lacking).into()),
	}
}

/// The objects of one record. The keystore is opened only where the upload was made elsewhere.
async fn holdings_of(typed: &IdArg, session: &Session<'_>) -> Result<Vec<Holding>, Failure> {
	let app = session.app;
	let keeper = session.keeper();
	let id = session.record_id(typed).await?;
	match keeper.holdings_of(None, None, id).await {
		Err(Error::Replica(_)) if app.home.keystore().exists() => {
			let keystore = app.keystore()?;
			let account = session.account().ok();
			Ok(keeper.holdings_of(account, Some(&keystore), id).await?)
		}
		other => Ok(other?),
	}
}

async fn repair(app: &App, out: &mut impl Write) -> Outcome {
	let session = app.session().await?;
	let repaired = session.keeper().repair().await?;
	session.clear();
	if app.global.json {
		output::document(&output::repaired_document(&repaired), out)?;
	} else {
		for line in output::repaired_lines(&repaired) {
			app.say(line);
		}
	}
	match repaired.failed.len() {
		0 => Ok(()),
		failed => {
			let lost = repaired.failed.iter().any(Unrepaired::is_lost);
			Err(CommandError::NotRepaired { failed, lost }.into())
		}
	}
}
