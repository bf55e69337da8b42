//! `key` and `register`: the keys in the keystore, and their public parts on the chain.

use crate::{
	args::CertifyArgs,
	context::{App, Session, certify},
	output::{self, Failure, Outcome},
};
use clap::{Args, Subcommand, ValueHint};
use medquorum_client::{
	keystore::{Keystore, Passphrase, Secret},
	ledger::Sign,
	roles::EnrolmentFile,
	views::{
		Names as _,
		words::{count, short},
	},
};
use medquorum_envelope::{CspRoot, EncSecret, csp_key_pair, enc_public};
use medquorum_session::{root_of_words, words_of, write_enrolment};
use serde_json::{Value, json};
use std::{
	io::Write,
	path::{Path, PathBuf},
};

/// What to do with the keys.
#[derive(Debug, Subcommand)]
pub enum Command {
	/// Show what the keystore holds (public parts only)
	Show,
	/// Print the CSP key as 24 words, to be written down
	Words,
	/// Restore the CSP key from its 24 words (standard input)
	Restore {
		/// Version to restore it as
		#[arg(long, value_name = "VERSION", default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..))]
		as_version: u16,
		/// It is the key of an account in whose place this one acts: it opens that account's records, and is never published
		#[arg(long, conflicts_with = "as_version")]
		former: bool,
	},
	/// Make a new CSP key and publish it; older records stay with the old one, which is kept
	RotateCsp(RegisterOpts),
	/// As an administrator: take your share of a committee's key from the dealer's file, and certify the deal
	ImportShare(CertifyArgs),
	/// Change the keystore's passphrase
	ChangePassphrase {
		/// File with the new passphrase [default: ask]
		#[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
		new_passphrase_file: Option<PathBuf>,
	},
}

/// Options of `register`.
#[derive(Debug, Args)]
pub struct EnterOpts {
	/// As a patient without tokens: write the keys, signed, into this file, which a facility enrols. No node is asked
	#[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
	to_file: Option<PathBuf>,
	/// Options that renewing keys has as well
	#[command(flatten)]
	register: RegisterOpts,
}

/// Options of `register` and `key rotate-csp`.
#[derive(Debug, Args)]
pub struct RegisterOpts {
	/// In a home made again or restored from a backup: the version of the key on the chain, which you know to be yours. The
	/// keys of this keystore take its place
	#[arg(long, value_name = "VERSION", value_parser = clap::value_parser!(u16).range(1..))]
	adopt_version: Option<u16>,
}

/// Runs a `key` command.
pub async fn run(command: &Command, app: &App, out: &mut impl Write) -> Outcome {
	match command {
		Command::Show => show(app, out),
		Command::Words => words(app, out),
		Command::Restore { former: true, .. } => restore_former(app),
		Command::Restore { as_version, .. } => restore(*as_version, app),
		Command::ChangePassphrase { new_passphrase_file } => {
			change_passphrase(new_passphrase_file.as_ref(), app)
		}
		Command::RotateCsp(opts) => rotate(opts, &app.session().await?, out).await,
		Command::ImportShare(args) => certify(args, &app.session().await?, out).await,
	}
}

/// Publishes the keystore's public keys, or writes them into a file for a facility to do so.
pub async fn register(opts: &EnterOpts, app: &App, out: &mut impl Write) -> Outcome {
	match &opts.to_file {
		Some(path) => to_file(path, &opts.register, app, out),
		None => publish(&opts.register, app, out).await,
	}
}

fn to_file(path: &Path, opts: &RegisterOpts, app: &App, out: &mut impl Write) -> Outcome {
	let config = app.config()?;
	let genesis = config.trust()?.genesis;
	let signer = app.signer(&config, config.development)?;
	let keystore = app.keystore()?;
	confirm_adoption(opts, app)?;
	let file = EnrolmentFile::make(genesis, &signer, &keystore, opts.adopt_version)?;
	write_enrolment(path, &file)?;
	let fingerprint = file.fingerprint();
	if app.global.json {
		let document = json!({
			"account": file.account,
			"csp_version": file.csp_version,
			"file": path,
			"fingerprint": fingerprint,
		});
		return output::document(&document, out);
	}
	app.say(format_args!(
		"Your keys are in {}. Give it to your hospital, and read it this fingerprint when it asks:",
		path.display()
	));
	Ok(writeln!(out, "{fingerprint}")?)
}

async fn publish(opts: &RegisterOpts, app: &App, out: &mut impl Write) -> Outcome {
	let session = app.session().await?;
	let signer = session.signer()?;
	let keystore = app.keystore()?;
	confirm_adoption(opts, app)?;
	let adopted = opts.adopt_version;
	let done = session.member().register(&signer, &keystore, adopted).await?;
	let account = Sign::account(&signer);
	let talk = format!("Registered the keys of {}", session.names.show(&account));
	let document = json!({ "account": session.names.party(&account) });
	session.report(&done, talk, document, out)
}

/// Asks whether the keys on the chain that are to be replaced are the person's own.
fn confirm_adoption(opts: &RegisterOpts, app: &App) -> Outcome {
	match opts.adopt_version {
		None => Ok(()),
		Some(version) => app.confirm(format_args!(
			"Records sealed to key version {version} stay sealed to it, and open only with its 24 words. Replace it on the chain?"
		)),
	}
}

async fn rotate(opts: &RegisterOpts, session: &Session<'_>, out: &mut impl Write) -> Outcome {
	let signer = session.signer()?;
	let keystore = session.app.keystore()?;
	confirm_adoption(opts, session.app)?;
	let account = Sign::account(&signer);
	let member = session.member();
	let (version, done) = member.rotate_csp(&signer, &keystore, opts.adopt_version).await?;
	let talk = format!(
		"CSP key version {version} is published; write its words down (`medquorum key words`). Older records stay with the older key"
	);
	let document = json!({ "account": session.names.party(&account), "csp_version": version });
	session.report(&done, talk, document, out)
}

/// What the keystore holds, without secrets.
struct Held {
	csp: Vec<(u16, String)>,
	former: usize,
	enc: Option<String>,
	shares: Vec<(u32, u32, u16)>,
	requests: Vec<(String, Option<u32>)>,
}

fn held(keystore: &Keystore) -> Result<Held, Failure> {
	Ok(keystore.read(|secrets| Held {
		csp: secrets
			.csp_roots
			.iter()
			.map(|(version, root)| {
				let pair = csp_key_pair(&CspRoot::from_bytes(root.expose()), *version);
				(*version, hex::encode(pair.public()))
			})
			.collect(),
		former: secrets.former_roots.len(),
		enc: secrets
			.enc_secret
			.as_ref()
			.map(|secret| hex::encode(enc_public(&EncSecret::from_bytes(secret.expose())))),
		shares: secrets
			.admin_shares
			.iter()
			.map(|share| (share.key_id, share.epoch, share.index))
			.collect(),
		requests: secrets
			.request_seeds
			.iter()
			.map(|seed| (hex::encode(seed.request_id), seed.expires))
			.collect(),
	})?)
}

fn show(app: &App, out: &mut impl Write) -> Outcome {
	let keystore = app.keystore()?;
	let held = held(&keystore)?;
	if app.global.json {
		let document = json!({
			"keystore": keystore.path(),
			"csp_keys": held.csp.iter().map(|(version, public)| json!({ "version": version, "public": format!("0x{public}") })).collect::<Vec<_>>(),
			"former_csp_keys": held.former,
			"encryption_key": held.enc.as_ref().map(|public| format!("0x{public}")),
			"shares": held.shares.iter().map(|(key_id, epoch, index)| json!({ "key_id": key_id, "epoch": epoch, "index": index })).collect::<Vec<_>>(),
			"requests": held.requests.iter().map(|(id, expires)| json!({ "request_id": id, "expires_moment": expires })).collect::<Vec<Value>>(),
		});
		return output::document(&document, out);
	}
	let mut facts = vec![("Keystore", keystore.path().display().to_string())];
	for (version, public) in &held.csp {
		facts.push((
			"CSP key",
			format!("version {version}, public part {}…", short(public)),
		));
	}
	if held.former > 0 {
		let keys = count(held.former, "key");
		facts.push((
			"Former CSP keys",
			format!("{keys} of accounts in whose place this one acts"),
		));
	}
	if let Some(public) = &held.enc {
		facts.push(("Encryption key", format!("public part {}…", short(public))));
	}
	for (key_id, epoch, index) in &held.shares {
		facts.push((
			"Share",
			format!("of committee {key_id}, epoch {epoch}, as administrator {index}"),
		));
	}
	for (id, expires) in &held.requests {
		let until = expires.map_or_else(String::new, |moment| {
			format!(", until moment {moment} of the chain's clock")
		});
		facts.push(("Request key", format!("for request {}{until}", short(id))));
	}
	output::facts(&facts, out)
}

fn words(app: &App, out: &mut impl Write) -> Outcome {
	app.confirm("The 24 words open all your records. Is nobody looking over your shoulder?")?;
	let keystore = app.keystore()?;
	let (version, phrase) = words_of(&keystore)?;
	if app.global.json {
		return output::document(&json!({ "csp_version": version, "words": &*phrase }), out);
	}
	app.say(format_args!(
		"CSP key version {version}. Write the words down on paper, in this order:"
	));
	writeln!(out, "{}", &*phrase)?;
	Ok(())
}

fn restore_former(app: &App) -> Outcome {
	let keystore = app.keystore()?;
	let root = root_of_words(&app.typed_words()?)?;
	keystore.update(|secrets| secrets.put_former_root(Secret::from_bytes(root.expose())))?;
	app.say("The CSP key is restored: it opens the records of the account in whose place you act.");
	Ok(())
}

fn restore(version: u16, app: &App) -> Outcome {
	let keystore = app.keystore()?;
	let root = root_of_words(&app.typed_words()?)?;
	let other = keystore.read(|secrets| {
		secrets
			.csp_roots
			.get(&version)
			.is_some_and(|known| known.expose() != root.expose())
	})?;
	if other {
		app.confirm(format_args!(
			"The keystore holds another CSP key as version {version}; records sealed to it could no longer be opened. Replace it?"
		))?;
	}
	keystore.update(|secrets| {
		secrets
			.csp_roots
			.insert(version, Secret::from_bytes(root.expose()))
	})?;
	app.say(format_args!("The CSP key is restored as version {version}."));
	Ok(())
}

fn change_passphrase(file: Option<&PathBuf>, app: &App) -> Outcome {
	let keystore = app.keystore()?;
	let new = match file {
		Some(path) => Passphrase::from_file(path)?,
		None => app.ask_new_passphrase()?,
	};
	keystore.change_passphrase(new)?;
	app.say("The keystore has a new passphrase.");
	Ok(())
}
