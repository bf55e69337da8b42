//! `policy`: standing answers of a patient, kept in the home folder, signed by the patient's account. No node is asked.

use crate::{
	args::AtArgs,
	context::{Actor, AddressBook, App, wall_time},
	output::{self, CommandError, Failure, Outcome, Table},
};
use clap::{Args, Subcommand, ValueHint};
use medquorum_client::{
	config::Config,
	error::PolicyError,
	files,
	person::FacilityAccount,
	policies::{Policies, read_consent},
	policy::{Policy, PolicySet},
	views::{PolicyDetails, words},
};
use serde_json::json;
use std::{
	io::Write,
	path::{Path, PathBuf},
};

/// Options of `policy`.
#[derive(Debug, Args)]
pub struct Opts {
	/// What to do
	#[command(subcommand)]
	command: Command,
	/// Of your accounts the one at this facility (`medquorum account list`) [default: your main account]
	#[arg(long, global = true, value_name = "FACILITY")]
	at: Option<String>,
}

/// What to do with standing answers.
#[derive(Debug, Subcommand)]
enum Command {
	/// Take in a FHIR R4 Consent, and sign it together with those there are
	Import {
		/// The Consent, in JSON
		#[arg(value_hint = ValueHint::FilePath)]
		file: PathBuf,
	},
	/// List the standing answers
	List,
	/// Show one
	Show {
		/// Its id, or the first digits of it
		policy: String,
	},
	/// Forget one
	Remove {
		/// Its id, or the first digits of it
		policy: String,
	},
	/// Give one back as it was imported, as a FHIR Consent
	Export {
		/// Its id, or the first digits of it
		policy: String,
		/// Where it goes [default: standard output]
		#[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
		out: Option<PathBuf>,
		/// Replace the file if it exists
		#[arg(long, requires = "out")]
		force: bool,
	},
}

/// The standing answers of the acting account, and what is needed to show them.
struct Desk<'a> {
	app: &'a App,
	config: Config,
	/// The account at a facility whose they are; none where they are the main one's.
	place: Option<FacilityAccount>,
	policies: Policies,
	names: AddressBook,
	now: u64,
}

impl<'a> Desk<'a> {
	fn open(at: &AtArgs, app: &'a App) -> Result<Self, Failure> {
		let config = app.config()?;
		let genesis = config.trust()?.genesis;
		let mut names = AddressBook::new(app.contacts()?, config.development);
		let place = app.place_offline(at, &config, &names)?;
		names.know_own(place.as_slice());
		let account = match place {
			Some(place) => place.account,
			None => app.account_offline(&config, config.development)?,
		};
		Ok(Self {
			policies: Policies::at(app.home.folder(), genesis, account),
			place,
			names,
			now: wall_time(),
			app,
			config,
		})
	}

	fn actor(&self) -> Result<Actor<'_>, Failure> {
		self.app
			.actor_of(&self.config, self.config.development, self.place)
	}

	fn load(&self) -> Result<PolicySet, Failure> {
		Ok(self.policies.load(None)?)
	}

	fn details(&self, policy: &Policy) -> PolicyDetails {
		PolicyDetails::of(policy, &self.names, self.now)
	}

	fn import(&self, file: &Path, out: &mut impl Write) -> Outcome {
		let (document, policy) = read_consent(file, self.now)?;
		let details = self.details(&policy);
		self.app.say(format_args!("This consent {}.", details.words()));
		let actor = self.actor()?;
		let patient = actor.account();
		if policy.patient != patient {
			let named = policy.patient;
			return Err(PolicyError::OtherPatient { named, patient }.into());
		}
		self.app.confirm(
			"Answer so in your name from now on, wherever `medquorum watch --answer` runs with your keys?",
		)?;
		self.policies.change(actor.signer(), actor.secrets()?, |set| {
			set.with(&document, patient, self.now)
		})?;
		self.app.say(format_args!(
			"Standing answer {} counts from now on.",
			words::short(&policy.id)
		));
		self.report(&details, out)
	}

	fn remove(&self, digits: &str, out: &mut impl Write) -> Outcome {
		let set = self.load()?;
		let policy = set.find(digits)?;
		let actor = self.actor()?;
		let id = policy.id;
		self.policies
			.change(actor.signer(), actor.secrets()?, |set| Ok(set.without(id)))?;
		self.app.say(format_args!(
			"Standing answer {} no longer counts. Copy this file to every other machine that answers by it: {}",
			words::short(&id),
			self.policies.path().display()
		));
		self.report(&self.details(policy), out)
	}

	fn report(&self, details: &PolicyDetails, out: &mut impl Write) -> Outcome {
		match self.app.global.json {
			true => output::document(details, out),
			false => Ok(()),
		}
	}

	fn list(&self, out: &mut impl Write) -> Outcome {
		let set = self.load()?;
		let all: Vec<_> = set.policies.iter().map(|policy| self.details(policy)).collect();
		if self.app.global.json {
			return output::document(&json!({ "number": set.number, "policies": all }), out);
		}
		let mut table = Table::new(&["Policy", "In force", "Says"]);
		for policy in &all {
			let in_force = if policy.in_force { "yes" } else { "no" };
			table.row([
				words::short(&policy.policy_id),
				in_force.to_owned(),
				policy.words(),
			]);
		}
		match table.is_empty() {
			true => self
				.app
				.say("There are no standing answers; `medquorum policy import FILE` takes one in."),
			false => table.write(out)?,
		}
		Ok(())
	}

	fn show(&self, digits: &str, out: &mut impl Write) -> Outcome {
		let set = self.load()?;
		let details = self.details(set.find(digits)?);
		if self.app.global.json {
			return output::document(&details, out);
		}
		let period = |at: &Option<String>| at.clone().unwrap_or_else(|| "-".to_owned());
		let mut facts = vec![
			("Policy", details.policy_id.clone()),
			("Patient", details.patient.shown()),
			("From", period(&details.from)),
			("Until", period(&details.until)),
		];
		let mut rules = details.rules.iter();
		facts.extend(rules.next().map(|base| ("Says", format!("it {}", base.words))));
		facts.extend(rules.map(|rule| ("Except", format!("it {}", rule.words))));
		let texts = details.refers_to.iter();
		facts.extend(texts.map(|text| ("Refers to", format!("{text} (not read here)"))));
		output::facts(&facts, out)
	}

	fn export(&self, digits: &str, file: Option<&Path>, force: bool, out: &mut impl Write) -> Outcome {
		let set = self.load()?;
		let id = set.find(digits)?.id;
		let document = set.document(id).unwrap_or_default();
		match file {
			Some(file) if force => Ok(files::write_atomic(file, document.as_bytes())?),
			Some(file) => Ok(files::write_new(file, document.as_bytes())?),
			None => Ok(writeln!(out, "{document}")?),
		}
	}
}

/// Runs the command.
pub fn run(opts: &Opts, app: &App, out: &mut impl Write) -> Outcome {
	if app.global.emit_call {
		return Err(CommandError::NoCall("policy").into());
	}
	let at = AtArgs { at: opts.at.clone() };
	let desk = Desk::open(&at, app)?;
	match &opts.command {
		Command::Import { file } => desk.import(file, out),
		Command::List => desk.list(out),
		Command::Show { policy } => desk.show(policy, out),
		Command::Remove { policy } => desk.remove(policy, out),
		Command::Export {
			policy,
			out: file,
			force,
		} => desk.export(policy, file.as_deref(), *force, out),
	}
}
