//! `committee`: founding, certifying, inspecting and trusting administrators.

mod card;
mod ceremony;
mod drill;
mod health;
mod share;

pub use ceremony::change_in_words;

use crate::{
	args::{AdminArg, CertifyArgs},
	context::{App, Session, certify, set_committee_call, write_file},
	output::{self, CommandError, Failure, Outcome, Table},
};
use clap::{Args, Subcommand, ValueHint};
use medquorum_client::{
	config::Config,
	domain::{AccountId, KeyId},
	files::{self, FileError, Overwrite},
	ledger::Ledger,
	roles::{CommitteeView, EncodedCall},
	views::{Names as _, Until, words},
};
use serde_json::{Value, json};
use std::{
	io::Write,
	path::{Path, PathBuf},
};

/// Name of the deal's public file.
const PUBLIC: &str = "committee.json";

/// What to do with committees.
#[derive(Debug, Subcommand)]
pub enum Command {
	/// Found a committee together, or pass its key on to others: administrators deal, and nobody ever knows the key
	Ceremony(ceremony::CeremonyArgs),
	/// For development: deal a committee whose whole key this machine knows for a moment
	Deal(DealOpts),
	/// As an administrator of a dealt committee: open your share, check the deal, certify it
	Certify(CertifyArgs),
	/// Show a committee, or all of them
	Show {
		/// The committee's number
		id: Option<KeyId>,
	},
	/// Show whose shares are known to be there, and how many more may be lost; ends with 1 if one more is too many
	Health(health::HealthOpts),
	/// As an administrator: prove, in a file for the others, that your share is there
	Alive(health::AliveOpts),
	/// Find lost shares before they are needed: the administrators approve a record that is about nobody
	#[command(subcommand)]
	Drill(drill::Command),
	/// As an administrator: write your share into a sealed file for a safe
	BackupShare(share::BackupOpts),
	/// As an administrator: put the share of such a file back into the keystore
	RestoreShare(share::RestoreOpts),
	/// Trust a committee, after its fingerprint was compared
	Trust {
		/// The committee's number
		id: KeyId,
		/// The fewest approvals that a later committee of this key may take [default: those of this one]
		#[arg(long, value_name = "NUMBER")]
		min_k: Option<u16>,
		/// The card that your facility gave you; the node's committee must be the one on it
		#[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
		card: Option<PathBuf>,
	},
	/// Write a committee's card for a patient or a colleague: with it, they need not believe their node
	Card {
		/// The committee's number; this machine must trust it
		id: KeyId,
		/// Where to write it [default: standard output]
		#[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
		out: Option<PathBuf>,
	},
	/// Print the call that has a certified committee set, for the council
	Set {
		/// The folder of a ceremony or its files, or a dealt committee's committee.json
		#[arg(value_hint = ValueHint::AnyPath)]
		file: PathBuf,
		/// More files of the ceremony; or certificates of the deal [default: those beside it]
		#[arg(value_hint = ValueHint::FilePath)]
		certificates: Vec<PathBuf>,
		/// Do not wait until the present administrators have decided what is open: their key may be in wrong hands
		#[arg(long)]
		at_once: bool,
	},
}

/// Options of `committee deal`.
#[derive(Debug, Args)]
pub struct DealOpts {
	/// Approvals a request will need
	#[arg(long)]
	k: u16,
	/// An administrator and the index of the share; once for each, indices 1, 2, 3, …
	#[arg(long, value_name = "NAME=INDEX", num_args = 1.., required = true)]
	admin: Vec<AdminArg>,
	/// The committee's number [default: the next free one]
	#[arg(long, value_name = "ID")]
	committee: Option<KeyId>,
	/// Folder for the files; it must not hold a deal yet
	#[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
	out: PathBuf,
	/// You accept that this machine knows the key, and could open every record alone
	#[arg(long, required = true)]
	i_am_the_dealer_and_know_the_key: bool,
}

/// Runs the command.
pub async fn run(command: &Command, app: &App, out: &mut impl Write) -> Outcome {
	if let Command::Ceremony(args) = command
		&& let Some(done) = args.offline(out)
	{
		return done;
	}
	let session = app.session().await?;
	match command {
		Command::Ceremony(args) => ceremony::run(args, &session, out).await,
		Command::Deal(opts) => deal(opts, &session, out).await,
		Command::Certify(args) => certify(args, &session, out).await,
		Command::Show { id: Some(id) } => show(*id, &session, out).await,
		Command::Show { id: None } => list(&session, out).await,
		Command::Trust { id, min_k, card } => trust(*id, *min_k, card.as_deref(), &session, out).await,
		Command::Card { id, out: file } => card::write(*id, file.as_deref(), &session, out),
		Command::Health(opts) => health::health(opts, &session, out).await,
		Command::Alive(opts) => health::alive(opts, &session, out).await,
		Command::Drill(command) => drill::run(command, &session, out).await,
		Command::BackupShare(opts) => share::back_up(opts, &session, out).await,
		Command::RestoreShare(opts) => share::restore(opts, &session, out).await,
		Command::Set {
			file,
			certificates,
			at_once,
		} => {
			let call = set_committee_call(file, certificates, *at_once, &session).await?;
			app.say("This call goes to the council: `medquorum council propose-committee` proposes it.");
			let (pallet, name) = call.name();
			let bytes = session.chain.encode_call(&call)?;
			output::call(&EncodedCall { pallet, name, bytes }, app.global.json, out)
		}
	}
}

async fn deal(opts: &DealOpts, session: &Session<'_>, out: &mut impl Write) -> Outcome {
	let accounts = accounts(&opts.admin, session)?;
	let key_id = match opts.committee {
		Some(id) => id,
		None => session
			.chain
			.committees()
			.await?
			.iter()
			.map(|(id, _)| id.saturating_add(1))
			.max()
			.unwrap_or(1),
	};
	let public_path = opts.out.join(PUBLIC);
	if public_path.exists() {
		return Err(FileError::Exists(public_path).into());
	}
	let question = format!(
		"Deal committee {key_id} with {} approvals of {} administrators ({})? Have you compared the accounts with the directory?",
		opts.k,
		accounts.len(),
		names(&accounts, session)
	);
	session.app.confirm(question)?;
	let deal = session.committee_maker().deal(key_id, opts.k, &accounts).await?;
	files::private_folder(&opts.out)?;
	let mut written = Vec::new();
	for (share, admin) in deal.shares.iter().zip(&deal.public.committee.admins) {
		let path = opts.out.join(format!("share-{}.json", admin.index));
		write_file(&path, share, Overwrite::Never)?;
		session.app.say(format_args!(
			"{} is for {}, who alone can open it",
			path.display(),
			session.names.show(&share.account)
		));
		written.push(path);
	}
	write_file(&public_path, &deal.public, Overwrite::Never)?;
	let fingerprint = deal.public.pin()?.fingerprint(key_id);
	session.app.say(format_args!(
		"{} is for everybody. Fingerprint: {fingerprint}",
		public_path.display()
	));
	if session.app.global.json {
		let document = json!({
			"key_id": key_id,
			"fingerprint": fingerprint,
			"committee": public_path,
			"shares": written,
		});
		return output::document(&document, out);
	}
	Ok(())
}

/// The accounts by index. The indices must be 1, 2, 3, … without a gap.
fn accounts(admins: &[AdminArg], session: &Session<'_>) -> Result<Vec<AccountId>, Failure> {
	let mut admins: Vec<&AdminArg> = admins.iter().collect();
	admins.sort_by_key(|admin| admin.index);
	if !admins
		.iter()
		.map(|admin| admin.index)
		.eq((1_u16..).take(admins.len()))
	{
		return Err(CommandError::BadIndices.into());
	}
	admins
		.into_iter()
		.map(|admin| session.person(&admin.who))
		.collect()
}

fn state(view: &CommitteeView, session: &Session<'_>) -> String {
	let doubt = view.doubt.as_deref().map(|doubt| session.names.rewrite(doubt));
	words::trust(view.pinned, doubt.as_deref(), view.development)
}

/// What people call the accounts, in one line.
fn names<'a>(accounts: impl IntoIterator<Item = &'a AccountId>, session: &Session<'_>) -> String {
	let names = accounts.into_iter().map(|account| session.names.show(account));
	names.collect::<Vec<_>>().join(", ")
}

fn document(id: KeyId, view: &CommitteeView, session: &Session<'_>) -> Value {
	let admins = view
		.committee
		.admins
		.iter()
		.map(|admin| json!({ "index": admin.index, "account": session.names.party(&admin.account) }));
	let to_come = view.to_come.as_ref().map(|(committee, moment)| {
		let admins = committee.admins.iter();
		let admins = admins
			.map(|admin| json!({ "index": admin.index, "account": session.names.party(&admin.account) }));
		json!({
			"epoch": committee.epoch,
			"k": committee.k,
			"administrators": admins.collect::<Vec<_>>(),
			"from_moment": moment,
		})
	});
	json!({
		"key_id": id,
		"epoch": view.committee.epoch,
		"k": view.committee.k,
		"n": view.committee.admins.len(),
		"x": format!("0x{}", hex::encode(view.committee.x)),
		"administrators": admins.collect::<Vec<_>>(),
		"certificates": view.certificates,
		"fingerprint": view.pin.fingerprint(id),
		"pinned": view.pinned,
		"trusted": view.doubt.is_none(),
		"doubt": view.doubt,
		"development": view.development,
		"to_come": to_come,
	})
}

async fn show(id: KeyId, session: &Session<'_>, out: &mut impl Write) -> Outcome {
	let view = session.observer().committee_view(id).await?;
	if session.app.global.json {
		return output::document(&document(id, &view, session), out);
	}
	let committee = &view.committee;
	let facts = [
		("Committee", format!("{id}, epoch {}", committee.epoch)),
		(
			"Rule",
			format!("{} of {} administrators", committee.k, committee.admins.len()),
		),
		("Certified by", words::count(view.certificates, "administrator")),
		("Fingerprint", view.pin.fingerprint(id)),
		("Trust", state(&view, session)),
	];
	output::facts(&facts, out)?;
	for admin in &committee.admins {
		writeln!(out, "  {}  {}", admin.index, session.names.show(&admin.account))?;
	}
	if let Some((next, moment)) = &view.to_come {
		let until = Until::new(*moment, session.observer().clock().await?);
		writeln!(
			out,
			"Then ({until}): {} of {} administrators: {}",
			next.k,
			next.admins.len(),
			names(next.admins.iter().map(|admin| &admin.account), session)
		)?;
	}
	Ok(())
}

async fn list(session: &Session<'_>, out: &mut impl Write) -> Outcome {
	let observer = session.observer();
	let mut views = Vec::new();
	let mut committees = session.chain.committees().await?;
	committees.sort_by_key(|(id, _)| *id);
	for (id, _) in committees {
		views.push((id, observer.committee_view(id).await?));
	}
	if session.app.global.json {
		let documents = views.iter().map(|(id, view)| document(*id, view, session));
		return output::document(&documents.collect::<Vec<_>>(), out);
	}
	let mut table = Table::new(&["Committee", "Epoch", "Approvals", "Administrators", "Trust"]);
	for (id, view) in &views {
		let admins = &view.committee.admins;
		table.row([
			id.to_string(),
			view.committee.epoch.to_string(),
			format!("{} of {}", view.committee.k, admins.len()),
			names(admins.iter().map(|admin| &admin.account), session),
			state(view, session),
		]);
	}
	table.write(out)
}

async fn trust(
	id: KeyId,
	min_k: Option<u16>,
	card: Option<&Path>,
	session: &Session<'_>,
	out: &mut impl Write,
) -> Outcome {
	let mut pin = session.observer().pin_of_chain(id).await?;
	if let Some(card) = card {
		pin.min_k = card::read(card, id, &pin, session)?.min_k;
	}
	pin.min_k = min_k.or(pin.min_k);
	let fingerprint = pin.fingerprint(id);
	let admins = &pin.admins;
	session.app.say(format_args!(
		"Committee {id}: {} of {} administrators: {}",
		pin.k,
		admins.len(),
		names(admins.iter().map(|admin| &admin.account), session)
	));
	session.app.say(format_args!("Fingerprint: {fingerprint}"));
	if pin.least() < pin.k {
		session.app.say(format_args!(
			"Later holders of this key may let {} approvals suffice.",
			pin.least()
		));
	}
	if session
		.trust
		.pin(id)
		.is_some_and(|old| old.difference(&pin).is_some())
	{
		session
			.app
			.say("Another committee was trusted here under this number until now.");
	}
	let question = match card {
		Some(_) => {
			"It is the one on the card. Did you get the card from your facility, and not by this node?"
		}
		None => "Did your organisation give you the same fingerprint, by another way than this node?",
	};
	session.app.confirm(question)?;
	Config::update(&session.app.home, |config| {
		config.pin_committee(id, pin);
		Ok(())
	})?;
	session.app.say(format_args!("Committee {id} is trusted now."));
	if session.app.global.json {
		return output::document(
			&json!({ "key_id": id, "fingerprint": fingerprint, "pinned": true }),
			out,
		);
	}
	Ok(())
}
