//! `committee`: dealing, certifying, inspecting and trusting administrators.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand, ValueHint};
use medquorum_client::config::{CommitteePin, Config};
use medquorum_client::domain::{AccountId, KeyId};
use medquorum_client::files::{self, Overwrite};
use medquorum_client::ledger::{Call, Ledger};
use medquorum_client::vault::{CertificateFile, CommitteeView, DealFile, EncodedCall, ShareFile};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};

use crate::cli::AdminArg;
use crate::context::Session;
use crate::output::{self, CommandError, Failure, Outcome, Table};

/// Larger files are not of a deal.
const MAX_FILE: u64 = 1 << 20;
/// Name of the deal's public file.
const PUBLIC: &str = "committee.json";
/// What the names of certificate files start with.
const CERTIFICATE: &str = "certificate-";

/// What to do with committees.
#[derive(Debug, Subcommand)]
pub enum Command {
	/// Deal a new committee: for a moment this machine knows its whole key
	Deal(DealOpts),
	/// As an administrator: open your share, check the deal, certify it
	Certify(CertifyOpts),
	/// Show a committee, or all of them
	Show {
		/// The committee's number
		id: Option<KeyId>,
	},
	/// Trust a committee, after its fingerprint was compared
	Trust {
		/// The committee's number
		id: KeyId,
	},
	/// Print the call that sets a certified committee, for the council
	Set {
		/// The deal's public file, committee.json
		#[arg(value_hint = ValueHint::FilePath)]
		file: PathBuf,
		/// The administrators' certificates [default: the certificate files beside the deal's]
		#[arg(value_hint = ValueHint::FilePath)]
		certificates: Vec<PathBuf>,
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
}

/// Options of `committee certify`.
#[derive(Debug, Args)]
pub struct CertifyOpts {
	/// Your share, as the dealer sent it
	#[arg(value_hint = ValueHint::FilePath)]
	pub share: PathBuf,
	/// Where the certificate goes [default: standard output]
	#[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
	pub out: Option<PathBuf>,
	/// Replace the file if it exists
	#[arg(long, requires = "out")]
	pub force: bool,
}

/// Runs the command.
pub async fn run(command: &Command, session: &Session<'_>, out: &mut impl Write) -> Outcome {
	match command {
		Command::Deal(opts) => deal(opts, session, out).await,
		Command::Certify(opts) => certify(opts, session, out).await,
		Command::Show { id: Some(id) } => show(*id, session, out).await,
		Command::Show { id: None } => list(session, out).await,
		Command::Trust { id } => trust(*id, session, out).await,
		Command::Set { file, certificates } => {
			let call = call(file, certificates, session).await?;
			session
				.app
				.say("This call goes to the council: `medquorum council propose-committee` proposes it.");
			let (pallet, name) = call.name();
			let bytes = session.chain.encode_call(&call)?;
			output::call(&EncodedCall { pallet, name, bytes }, session.app.global.json, out)
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
		return Err(files::FileError::Exists(public_path).into());
	}
	let question = format!(
		"Deal committee {key_id} with {} approvals of {} administrators ({})? Have you compared the accounts with the directory?",
		opts.k,
		accounts.len(),
		accounts
			.iter()
			.map(|account| session.names.show(account))
			.collect::<Vec<_>>()
			.join(", ")
	);
	session.app.confirm(question)?;
	let deal = session.vault().deal(key_id, opts.k, &accounts).await?;
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

/// The accounts by index; the indices are 1, 2, 3, … without a gap.
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

/// Opens and keeps an administrator's share, and gives the certificate.
pub async fn certify(opts: &CertifyOpts, session: &Session<'_>, out: &mut impl Write) -> Outcome {
	let share: ShareFile = read_file(&opts.share)?;
	let committee = &share.deal.committee;
	let names: Vec<String> = committee
		.admins
		.iter()
		.map(|admin| session.names.show(&admin.account))
		.collect();
	let key_id = share.deal.key_id;
	session.app.say(format_args!(
		"Committee {key_id}: {} of {} administrators ({}). Fingerprint: {}",
		committee.k,
		names.len(),
		names.join(", "),
		share.deal.pin()?.fingerprint(key_id)
	));
	session
		.app
		.confirm("Are these the administrators, and did the dealer read you the same fingerprint?")?;
	let signer = session.signer()?;
	let keystore = session.app.keystore()?;
	let certificate = session.vault().accept_share(&signer, &keystore, &share).await?;
	session
		.app
		.say("Your share is in the keystore. Back the keystore up; then send the certificate to the dealer.");
	match &opts.out {
		Some(path) => {
			let overwrite = if opts.force {
				Overwrite::Replace
			} else {
				Overwrite::Never
			};
			write_file(path, &certificate, overwrite)
		}
		None => output::document(&json!(certificate), out),
	}
}

/// The call that sets a dealt and certified committee.
pub async fn call(file: &Path, certificates: &[PathBuf], session: &Session<'_>) -> Result<Call, Failure> {
	let deal: DealFile = read_file(file)?;
	let paths = if certificates.is_empty() {
		beside(file)?
	} else {
		certificates.to_vec()
	};
	let certificates: Vec<CertificateFile> = paths
		.iter()
		.map(|path| read_file(path))
		.collect::<Result<_, _>>()?;
	Ok(session.vault().set_committee_call(&deal, &certificates)?)
}

/// The certificate files in the folder of the deal.
fn beside(deal: &Path) -> Result<Vec<PathBuf>, Failure> {
	let folder = deal
		.parent()
		.filter(|folder| !folder.as_os_str().is_empty())
		.unwrap_or(Path::new("."));
	let entries = std::fs::read_dir(folder)
		.map_err(|error| files::FileError::from_io("read the folder", folder, error))?;
	let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
	paths.retain(|path| {
		let name = path
			.file_name()
			.map(|name| name.to_string_lossy().into_owned())
			.unwrap_or_default();
		name.starts_with(CERTIFICATE) && name.ends_with(".json")
	});
	paths.sort();
	Ok(paths)
}

fn read_file<T: DeserializeOwned>(path: &Path) -> Result<T, Failure> {
	let bytes = files::read_small(path, MAX_FILE)?;
	let read = serde_json::from_slice(&bytes);
	Ok(read.map_err(|reason| CommandError::BadFile {
		path: path.into(),
		reason,
	})?)
}

fn write_file(path: &Path, value: &impl Serialize, overwrite: Overwrite) -> Outcome {
	let text = serde_json::to_string_pretty(value)? + "\n";
	match overwrite {
		Overwrite::Never => files::write_new(path, text.as_bytes())?,
		Overwrite::Replace => files::write_atomic(path, text.as_bytes())?,
	}
	Ok(())
}

fn state(view: &CommitteeView, names: &crate::context::Names) -> String {
	let development = if view.development {
		" (development: its secrets are public)"
	} else {
		""
	};
	match &view.doubt {
		None => format!("trusted{development}"),
		Some(_) if !view.pinned => format!("not trusted here yet{development}"),
		Some(doubt) => format!("NOT to be trusted: {}", names.rewrite(doubt)),
	}
}

fn document(id: KeyId, view: &CommitteeView, session: &Session<'_>) -> Value {
	let admins = view
		.committee
		.admins
		.iter()
		.map(|admin| json!({ "index": admin.index, "account": session.names.json(&admin.account) }));
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
	})
}

async fn show(id: KeyId, session: &Session<'_>, out: &mut impl Write) -> Outcome {
	let view = session.vault().committee_view(id).await?;
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
		("Certified by", output::count(view.certificates, "administrator")),
		("Fingerprint", view.pin.fingerprint(id)),
		("Trust", state(&view, &session.names)),
	];
	output::facts(&facts, out)?;
	for admin in &committee.admins {
		writeln!(out, "  {}  {}", admin.index, session.names.show(&admin.account))?;
	}
	Ok(())
}

async fn list(session: &Session<'_>, out: &mut impl Write) -> Outcome {
	let vault = session.vault();
	let mut views = Vec::new();
	let mut committees = session.chain.committees().await?;
	committees.sort_by_key(|(id, _)| *id);
	for (id, _) in committees {
		views.push((id, vault.committee_view(id).await?));
	}
	if session.app.global.json {
		let documents = views
			.iter()
			.map(|(id, view)| document(*id, view, session))
			.collect();
		return output::document(&Value::Array(documents), out);
	}
	let mut table = Table::new(&["Committee", "Epoch", "Approvals", "Administrators", "Trust"]);
	for (id, view) in &views {
		let names: Vec<String> = view
			.committee
			.admins
			.iter()
			.map(|admin| session.names.show(&admin.account))
			.collect();
		table.row([
			id.to_string(),
			view.committee.epoch.to_string(),
			format!("{} of {}", view.committee.k, names.len()),
			names.join(", "),
			state(view, &session.names),
		]);
	}
	table.write(out)
}

async fn trust(id: KeyId, session: &Session<'_>, out: &mut impl Write) -> Outcome {
	let pin: CommitteePin = session.vault().pin_of_chain(id).await?;
	let fingerprint = pin.fingerprint(id);
	let names: Vec<String> = pin
		.admins
		.iter()
		.map(|admin| session.names.show(&AccountId(admin.account)))
		.collect();
	session.app.say(format_args!(
		"Committee {id}: {} of {} administrators: {}",
		pin.k,
		names.len(),
		names.join(", ")
	));
	session.app.say(format_args!("Fingerprint: {fingerprint}"));
	if session.trust.pin(id).is_some_and(|old| *old != pin) {
		session
			.app
			.say("Another committee was trusted here under this number until now.");
	}
	session
		.app
		.confirm("Did your organisation give you the same fingerprint, by another way than this node?")?;
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
