//! `contact`: the address book.

use crate::{
	context::App,
	output::{self, Failure, Outcome, Table},
};
use clap::Subcommand;
use medquorum_client::{contacts::Contacts, domain::AccountId};
use medquorum_session::account_of;
use serde_json::json;
use std::io::Write;

/// What to do with the address book.
#[derive(Debug, Subcommand)]
pub enum Command {
	/// Give an account a name
	Add {
		/// The name people will see
		name: String,
		/// The account's address (on development chains also //Name)
		address: String,
	},
	/// List the names
	List,
	/// Forget a name
	Remove {
		/// The name, or the account's address
		name: String,
	},
}

/// Runs the command.
pub fn run(command: &Command, app: &App, out: &mut impl Write) -> Outcome {
	let path = app.home.contacts();
	match command {
		Command::Add { name, address } => {
			let account = account(address, app)?;
			folder_exists(app)?;
			Contacts::update(&path, |contacts| contacts.add(name, account.0))?;
			app.say(format_args!("{name} is {account}."));
			Ok(())
		}
		Command::Remove { name } => {
			folder_exists(app)?;
			let account = Contacts::update(&path, |contacts| contacts.remove(name))?;
			app.say(format_args!("{} has no name any more.", AccountId(account)));
			Ok(())
		}
		Command::List => list(&Contacts::load(&path)?, app, out),
	}
}

fn list(contacts: &Contacts, app: &App, out: &mut impl Write) -> Outcome {
	if app.global.json {
		let entries = contacts
			.iter()
			.map(|(name, account)| json!({ "name": name, "address": AccountId(*account).to_string() }));
		return output::document(&entries.collect::<Vec<_>>(), out);
	}
	let mut table = Table::new(&["Name", "Address"]);
	for (name, account) in contacts.iter() {
		table.row([name.to_owned(), AccountId(*account).to_string()]);
	}
	match table.is_empty() {
		true => app.say("There are no contacts yet; add one with `medquorum contact add NAME ADDRESS`."),
		false => table.write(out)?,
	}
	Ok(())
}

fn account(text: &str, app: &App) -> Result<AccountId, Failure> {
	// Only what is for development chains needs a home that says that its chain is one.
	let development = text.starts_with("//") && app.config()?.development;
	Ok(account_of(text, development)?)
}

/// Refuses a folder that was not set up: the address book is a part of it.
fn folder_exists(app: &App) -> Outcome {
	app.config().map(|_| ())
}
