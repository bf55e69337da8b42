//! `init`: sets this machine up.

use crate::{
	args::{HostArg, StoreArg},
	context::{App, absolute},
	output::{self, CommandError, Failure, Outcome},
};
use clap::{Args, ValueHint};
use medquorum_client::{
	accounts::AccountSource,
	config::{Config, DEFAULT_NODE, HostSetting, KuboSetting, StoreSetting},
	ledger::Ledger as _,
};
use medquorum_session::{NewAccount, NewKeys, SetUp, SetUpError};
use serde_json::json;
use std::{io::Write, path::PathBuf};

const DEFAULT_KUBO: &str = "http://127.0.0.1:5001";

/// Options of `init`.
#[derive(Debug, Args)]
pub struct Opts {
	/// Where encrypted files are kept
	#[arg(long, value_enum, default_value_t)]
	store: StoreArg,
	/// Folder of the embedded store [default: inside the client's folder]
	#[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath, conflicts_with = "kubo_url")]
	store_path: Option<PathBuf>,
	/// Address of the Kubo daemon [default: http://127.0.0.1:5001]
	#[arg(long, value_name = "URL", value_hint = ValueHint::Url)]
	kubo_url: Option<String>,
	/// File with the daemon's password as USER:PASSWORD, if it asks for one; readable by you alone
	#[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
	kubo_password_file: Option<PathBuf>,
	/// What to call the daemon among the hosts of the store [default: own]
	#[arg(long, value_name = "NAME")]
	kubo_name: Option<String>,
	/// Another host of the store, once for each; those with a password are added by `medquorum store add`
	#[arg(long = "host", value_name = "NAME=URL")]
	hosts: Vec<HostArg>,
	/// On how many hosts, the daemon included, a record is pinned before its upload has succeeded [default: 1]
	#[arg(long, value_name = "R")]
	replicas: Option<u16>,
	/// Hash of the chain's first block, as your organisation gave it to you; another chain is refused
	#[arg(long, value_name = "HASH")]
	genesis: Option<String>,
	/// Ask no node: for a patient whose keys a facility enrols. The hash of the chain's first block must be given
	#[arg(long, requires = "genesis", conflicts_with = "development")]
	offline: bool,
	/// For a development chain: trust its committee, whose secrets are public, and take part as //Alice and the like
	#[arg(long)]
	development: bool,
}

/// Sets up.
pub async fn run(opts: &Opts, app: &App, out: &mut impl Write) -> Outcome {
	SetUp::check_new(&app.home)?;
	let config = settings(opts, app)?;
	let genesis = opts.genesis.as_deref().map(read_hash).transpose()?;
	let chain = match opts.offline {
		true => None,
		false => Some(app.open_chain(config.node.clone(), genesis).await?),
	};
	if let Some(chain) = &chain {
		if opts.development && !chain.is_development() {
			return Err(SetUpError::NoDevelopmentNode.into());
		}
		confirm_genesis(opts, chain.genesis(), app)?;
	}
	let set_up = SetUp {
		home: &app.home,
		config: Config { genesis, ..config },
		keys: NewKeys::Drawn,
		account: NewAccount::Named,
	};
	let passphrase = app.new_passphrase()?;
	let (config, _) = set_up.make(passphrase, chain).await?;
	report(&config, app, out)
}

/// The store that the options name.
fn store_setting(opts: &Opts) -> Result<StoreSetting, Failure> {
	if opts.store == StoreArg::Embedded {
		for (given, option) in [
			(opts.kubo_url.is_some(), "--kubo-url"),
			(opts.kubo_password_file.is_some(), "--kubo-password-file"),
			(opts.kubo_name.is_some(), "--kubo-name"),
			(!opts.hosts.is_empty(), "--host"),
			(opts.replicas.is_some(), "--replicas"),
		] {
			if given {
				return Err(CommandError::ForKubo(option).into());
			}
		}
		// A path relative to where the command is typed would mean another folder tomorrow.
		let path = opts.store_path.as_deref().map(absolute).transpose()?;
		return Ok(StoreSetting::Embedded { path });
	}
	if opts.store_path.is_some() {
		return Err(CommandError::ForEmbedded.into());
	}
	let mut kubo = KuboSetting::alone(opts.kubo_url.as_deref().unwrap_or(DEFAULT_KUBO));
	kubo.password_file = opts.kubo_password_file.as_deref().map(absolute).transpose()?;
	if let Some(name) = &opts.kubo_name {
		kubo.name.clone_from(name);
	}
	for HostArg { name, url } in &opts.hosts {
		let (name, url) = (name.clone(), url.clone());
		let password_file = None;
		kubo.add(HostSetting {
			name,
			url,
			password_file,
		})?;
	}
	kubo.set_replicas(opts.replicas.unwrap_or(1))?;
	kubo.check()?;
	Ok(StoreSetting::Kubo(kubo))
}

fn settings(opts: &Opts, app: &App) -> Result<Config, Failure> {
	let store = store_setting(opts)?;
	let account: Option<AccountSource> = app.global.account.as_deref().map(str::parse).transpose()?;
	let account = match account {
		Some(AccountSource::PolkadotJs(path)) => Some(AccountSource::PolkadotJs(absolute(&path)?)),
		other => other,
	};
	let node = app.global.node.clone().unwrap_or_else(|| DEFAULT_NODE.to_owned());
	Ok(Config {
		node,
		store,
		account,
		development: opts.development,
		..Config::default()
	})
}

fn read_hash(text: &str) -> Result<[u8; 32], CommandError> {
	let mut hash = [0; 32];
	let digits = text.trim().trim_start_matches("0x");
	hex::decode_to_slice(digits, &mut hash).map_err(|_| CommandError::BadHash)?;
	Ok(hash)
}

/// Has a person compare the chain, which is pinned for good. Not needed where the hash was given or secrets are public.
fn confirm_genesis(opts: &Opts, genesis: [u8; 32], app: &App) -> Outcome {
	if opts.genesis.is_some() || opts.development {
		return Ok(());
	}
	app.confirm(format_args!(
		"The chain's first block is 0x{}. Is this the one your organisation gave you?",
		hex::encode(genesis)
	))
}

fn report(config: &Config, app: &App, out: &mut impl Write) -> Outcome {
	let genesis = config.genesis.map(hex::encode).unwrap_or_default();
	if app.global.json {
		let document = json!({
			"home": app.home.folder(),
			"node": config.node,
			"genesis": format!("0x{genesis}"),
			"development": config.development,
			"account": config.account.as_ref().map(ToString::to_string),
			"trusted_committees": config.committees.keys().collect::<Vec<_>>(),
		});
		return output::document(&document, out);
	}
	app.say(format_args!(
		"Set up in {} for the chain 0x{genesis}.",
		app.home.folder().display()
	));
	app.say(
		"Write the 24 words of your CSP key down (`medquorum key words`), then `medquorum register`; as a patient without tokens \
		 `medquorum register --to-file`, and give the file to your hospital.",
	);
	if config.committees.is_empty() {
		app.say(
			"Before you upload or approve: `medquorum committee trust` with the number your organisation uses.",
		);
	}
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::global::Global;
	use clap::Parser;
	use medquorum_client::advice::{Advice, in_one_line};

	/// `init` alone, as it stands in the command line.
	#[derive(Parser)]
	struct Typed {
		#[command(flatten)]
		global: Global,
		#[command(flatten)]
		opts: Opts,
	}

	fn confirmed(words: &[&str]) -> Outcome {
		let words = ["init"].iter().chain(words);
		let Typed { global, opts } = Typed::try_parse_from(words).unwrap();
		confirm_genesis(&opts, [0xab; 32], &App::unattended(global))
	}

	#[test]
	fn a_chain_is_not_pinned_on_the_word_of_its_node() {
		let hash = "ab".repeat(32);
		for words in [&[][..], &["--json"]] {
			let Err(Failure::Said(said)) = confirmed(words) else {
				panic!()
			};
			assert_eq!(said.kind(), "NotConfirmed");
			let text = in_one_line(&said);
			assert!(text.contains(&hash) && text.contains("; say --yes"), "{text}");
		}
		for words in [&["--yes"][..], &["--genesis", &hash], &["--development"]] {
			confirmed(words).unwrap();
		}
	}
}
