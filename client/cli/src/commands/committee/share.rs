//! `committee backup-share` and `committee restore-share`: an administrator's share in a safe.

use crate::{
	context::{App, Session},
	output::{self, CareError, CommandError, Failure, Outcome},
};
use clap::{Args, ValueHint};
use medquorum_client::{
	domain::{Epoch, KeyId},
	error::{Error, ShareError},
	keystore::{Kdf, Keystore, Passphrase},
	ledger::Sign as _,
};
use medquorum_session::{drawn_words, passphrase_of_words};
use serde_json::json;
use std::{io::Write, path::PathBuf};

/// Options of `committee backup-share`.
#[derive(Debug, Args)]
pub struct BackupOpts {
	/// The committee's number
	id: KeyId,
	/// The file, which must not exist yet
	#[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
	out: PathBuf,
	/// File with the backup's own passphrase [default: ask]
	#[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
	safe_passphrase_file: Option<PathBuf>,
	/// Draw the passphrase: 24 words, which are shown once, for paper
	#[arg(long, conflicts_with = "safe_passphrase_file")]
	words: bool,
}

/// Options of `committee restore-share`.
#[derive(Debug, Args)]
pub struct RestoreOpts {
	/// The file that `backup-share` wrote
	#[arg(value_hint = ValueHint::FilePath)]
	file: PathBuf,
	/// The epoch in force, as another administrator tells it: your node may show one that is over
	#[arg(long, value_name = "NUMBER")]
	epoch: Epoch,
	/// Also replace a share that is there and is not the listed one
	#[arg(long)]
	replace: bool,
	/// File with the backup's own passphrase [default: ask]
	#[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
	safe_passphrase_file: Option<PathBuf>,
	/// The backup opens with the 24 words on paper (standard input)
	#[arg(long, conflicts_with = "safe_passphrase_file")]
	words: bool,
}

/// Writes one's own share into a file for a safe.
pub async fn back_up(opts: &BackupOpts, session: &Session<'_>, out: &mut impl Write) -> Outcome {
	let app = session.app;
	if opts.words && app.global.json {
		return Err(CommandError::from(CareError::WordsInDocument).into());
	}
	if opts.out.symlink_metadata().is_ok() {
		return Err(CommandError::from(CareError::BackupTaken(opts.out.clone())).into());
	}
	let (signer, keystore) = (session.signer()?, app.keystore()?);
	let administrator = session.administrator();
	let backup = administrator
		.back_up_share(signer.account(), &keystore, opts.id)
		.await?;
	let passphrase = match opts.words {
		true => show_words(app, out)?,
		false => app.safe_passphrase(opts.safe_passphrase_file.as_deref(), true)?,
	};
	Keystore::write_apart(&opts.out, passphrase, Kdf::default(), &backup.secrets)?;
	let epochs: Vec<String> = backup.epochs.iter().map(ToString::to_string).collect();
	let opens = if opts.words { "the paper" } else { "its passphrase" };
	app.say(format_args!(
		"Your share of committee {}, epoch {}, is in {}. Put it into a safe, and {opens} where those who may open it find it.",
		opts.id,
		epochs.join(" and "),
		opts.out.display()
	));
	if opts.words {
		app.say("See that the paper is right: `medquorum committee restore-share --words` says that your share was there already.");
	}
	if !backup.listed {
		app.say("The chain does not list it yet, so it could not be compared: do so once the committee is set, by another backup.");
	}
	match app.global.json {
		true => output::document(
			&json!({
				"key_id": opts.id,
				"epochs": backup.epochs,
				"listed": backup.listed,
				"file": opts.out,
			}),
			out,
		),
		false => Ok(()),
	}
}

/// Draws the words and shows them, before there is a file: after a kill in between they are worthless.
fn show_words(app: &App, out: &mut impl Write) -> Result<Passphrase, Failure> {
	app.confirm("The 24 words open the backup. Is nobody looking over your shoulder?")?;
	let (passphrase, words) = drawn_words()?;
	app.say("Write the words down on paper, in this order; they are shown this once:");
	writeln!(out, "{}", &*words)?;
	out.flush()?;
	Ok(passphrase)
}

/// Puts the share of such a file back.
pub async fn restore(opts: &RestoreOpts, session: &Session<'_>, out: &mut impl Write) -> Outcome {
	let app = session.app;
	let passphrase = match opts.words {
		true => passphrase_of_words(&app.typed_words()?)?,
		false => app.safe_passphrase(opts.safe_passphrase_file.as_deref(), false)?,
	};
	let backup = Keystore::read_apart(&opts.file, passphrase, app.global.allow_weak)?;
	let key_id = backup.admin_shares.first().map(|share| share.key_id);
	let key_id = key_id.ok_or(ShareError::NotABackup).map_err(Error::from)?;
	app.confirm(format!(
		"Did another administrator tell you, and not your node, that epoch {} of committee {key_id} is in force?",
		opts.epoch
	))?;
	if opts.replace {
		app.confirm("Replace a share in this keystore, if it is not the one that the chain lists for you?")?;
	}
	let (signer, keystore) = (session.signer()?, app.keystore()?);
	let administrator = session.administrator();
	let restored = administrator
		.restore_share(signer.account(), &keystore, &backup, opts.epoch, opts.replace)
		.await?;
	app.say(match restored {
		true => {
			"Your share is restored, and you can approve again. What you rejected before is not noted in a new home: do not approve it."
		}
		false => "Your share was there already. Nothing was changed.",
	});
	match app.global.json {
		true => output::document(
			&json!({ "key_id": key_id, "epoch": opts.epoch, "restored": restored }),
			out,
		),
		false => Ok(()),
	}
}
