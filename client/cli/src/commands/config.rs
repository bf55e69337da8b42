//! `config`: the settings of this home, and the few that may be changed after `init`.

use crate::{
	context::{App, absolute, hosts},
	output::{self, Outcome},
};
use clap::{Subcommand, ValueHint};
use medquorum_client::{accounts::AccountSource, config::Config, journal::Journal, ports::SeenBlocks as _};
use serde_json::json;
use std::io::Write;

/// What to do with the settings.
#[derive(Debug, Subcommand)]
pub enum Command {
	/// Show the settings
	Show,
	/// Use another node from now on
	Node {
		/// Its address, like wss://node.example.org
		#[arg(value_name = "URL", value_hint = ValueHint::Url)]
		url: String,
	},
	/// Act as another account from now on
	Account {
		/// A Polkadot.js export (JSON file), or //Alice on a development chain
		#[arg(value_name = "WHO", value_hint = ValueHint::AnyPath)]
		who: String,
	},
	/// Forget how far the chain had come: only where the chain itself was set back or made again
	ForgetBlocks,
	/// Take the journal of answers as it is: only where its newest copy is lost
	AcceptJournal,
}

/// Runs the command. No node is asked.
pub fn run(command: &Command, app: &App, out: &mut impl Write) -> Outcome {
	match command {
		Command::Show => {}
		Command::Node { url } => change(app, |config| config.node.clone_from(url))?,
		Command::Account { who } => {
			let account = match who.parse()? {
				AccountSource::PolkadotJs(path) => AccountSource::PolkadotJs(absolute(&path)?),
				development @ AccountSource::Development(_) => development,
			};
			change(app, |config| config.account = Some(account))?;
		}
		Command::ForgetBlocks => forget_blocks(app)?,
		Command::AcceptJournal => accept_journal(app)?,
	}
	show(app, out)
}

fn change(app: &App, change: impl FnOnce(&mut Config)) -> Outcome {
	Config::update(&app.home, |config| {
		change(config);
		Ok(())
	})?;
	Ok(())
}

fn forget_blocks(app: &App) -> Outcome {
	let genesis = app.config()?.trust()?.genesis;
	app.confirm(
		"From then on a node that is behind or on another branch is believed again. Was the chain itself set back or made again?",
	)?;
	app.blocks()?.forget(&genesis)?;
	Ok(())
}

fn accept_journal(app: &App) -> Outcome {
	app.confirm(
		"A request whose rejection is missing from the journal can be approved again, and its shares be put together with others. \
		 Is every newer copy of the journal lost?",
	)?;
	let tip = Journal::at(&app.home.journal()).tip()?;
	app.keystore()?.update(|secrets| secrets.journal_tip = tip)?;
	Ok(())
}

fn show(app: &App, out: &mut impl Write) -> Outcome {
	let config = app.config()?;
	let trust = config.trust()?;
	let seen = app.blocks()?.highest_seen(&trust.genesis);
	let seen = seen.map_err(medquorum_client::error::Error::from)?;
	let genesis = format!("0x{}", hex::encode(trust.genesis));
	let account = config.account.as_ref().map(ToString::to_string);
	let committees: Vec<u32> = config.committees.keys().copied().collect();
	if app.global.json {
		let document = json!({
			"home": app.home.folder(),
			"file": app.home.config(),
			"node": config.node,
			"account": account,
			"development": config.development,
			"genesis": genesis,
			"highest_block": seen.map(|seen| seen.number),
			"store": config.store,
			"trusted_committees": committees,
		});
		return output::document(&document, out);
	}
	let numbers: Vec<String> = committees.iter().map(ToString::to_string).collect();
	let mut facts = vec![
		("Settings", app.home.config().display().to_string()),
		("Node", config.node.clone()),
		(
			"Account",
			account.unwrap_or_else(|| "none; say --account".to_owned()),
		),
		("Chain", genesis),
		(
			"Seen up to",
			seen.map_or_else(
				|| "no block yet".to_owned(),
				|seen| format!("block {}", seen.number),
			),
		),
		(
			"Committees",
			if numbers.is_empty() {
				"none trusted".to_owned()
			} else {
				numbers.join(", ")
			},
		),
	];
	if let Some(sentence) = hosts(&config.store).sentence() {
		facts.push(("Hosts", sentence));
	}
	output::facts(&facts, out)
}
