//! `receipt`: who has attested that nothing is left of an erased record, and the check of such a receipt.

use super::audit::hash;
use crate::{
	args::IdArg,
	context::{AddressBook, App},
	output::{self, Failure, Outcome},
};
use clap::{Args, ValueHint};
use medquorum_client::{
	audit::AuditError,
	error::Error,
	files,
	receipt::{Export, ReceiptError, Verified},
	views::{ErasureReceipt, Names},
};
use serde_json::json;
use std::{
	io::Write,
	path::{Path, PathBuf},
};

/// Larger files are no receipts.
const MAX_FILE: u64 = 64 << 20;

/// Options of `receipt`.
#[derive(Debug, Args)]
pub struct Opts {
	/// The erased record
	#[arg(required_unless_present = "verify")]
	record: Option<IdArg>,
	/// Also write a page for the patient, which prints on one sheet
	#[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
	html: Option<PathBuf>,
	/// Also write everything with the hosts' signatures, so that others need not believe you or your node
	#[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, conflicts_with = "verify")]
	export: Option<PathBuf>,
	/// Replace files that exist
	#[arg(long)]
	force: bool,
	/// Instead of a record: check the signatures in an export, without a node
	#[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, conflicts_with = "record")]
	verify: Option<PathBuf>,
	/// The hash of the block that its proofs lead to, as somebody you trust gave it to you
	#[arg(long, value_name = "HASH", requires = "verify")]
	pin: Option<String>,
}

/// Shows a receipt, or checks one.
pub async fn run(opts: &Opts, app: &App, out: &mut impl Write) -> Outcome {
	match (&opts.record, &opts.verify) {
		(_, Some(file)) => verify(file, opts, app, out),
		(Some(record), None) => show(record, opts, app, out).await,
		(None, None) => Ok(()),
	}
}

async fn show(typed: &IdArg, opts: &Opts, app: &App, out: &mut impl Write) -> Outcome {
	let session = app.session().await?;
	let observer = session.observer();
	let id = match observer.erased_like(typed.digits()).await? {
		Some(id) => id,
		None => session.record_id(typed).await?,
	};
	let (facts, receipt) = session.receipt(id).await?;
	if let Some(file) = &opts.export {
		let text = session.receipt_export(&facts).await?;
		write(file, &text, opts.force)?;
	}
	session.clear();
	page(&receipt, opts)?;
	match app.global.json {
		true => output::document(&receipt, out),
		false => output::facts(&receipt.facts(), out),
	}
}

/// Checks the signatures of an export. Nothing is asked, so what nobody signed is told as its writer's word.
fn verify(file: &Path, opts: &Opts, app: &App, out: &mut impl Write) -> Outcome {
	let export = Export::read(&files::read_small(file, MAX_FILE)?).map_err(Error::from)?;
	// A receipt can be checked without a home.
	let config = app.config().ok();
	let own = config.as_ref().and_then(|config| config.genesis);
	if own.is_some_and(|own| own != export.genesis) {
		return Err(Error::from(ReceiptError::OtherNetwork).into());
	}
	let verified = export.verify()?;
	if let Some(pin) = &opts.pin {
		check_pin(&hash(pin)?, &verified)?;
	}
	let development = config.is_some_and(|config| config.development);
	let names = AddressBook::new(app.contacts().unwrap_or_default(), development);
	let receipt = ErasureReceipt::of(&export.facts(), &names);
	page(&receipt, opts)?;
	if app.global.json {
		let document = json!({ "verified": verified, "receipt": receipt });
		return output::document(&document, out);
	}
	output::facts(&receipt.facts(), out)?;
	tell(&verified, opts.pin.is_some(), &names, app);
	if own.is_none() {
		app.say(format_args!(
			"No home here names a network. Compare: this receipt is of the one whose first block is 0x{}.",
			hex::encode(export.genesis)
		));
	}
	Ok(())
}

/// The block at the top of the proofs must be the one that the verifier trusts.
fn check_pin(pinned: &str, verified: &Verified) -> Outcome {
	let found = verified.top.map(|top| format!("0x{}", hex::encode(top.hash)));
	match found {
		Some(found) if found == pinned => Ok(()),
		Some(found) => {
			let pinned = pinned.to_owned();
			Err(Error::from(AuditError::OtherPin { pinned, found }).into())
		}
		None => Err(Error::from(ReceiptError::NoProofs).into()),
	}
}

/// Says what signatures and proofs show, and what they do not.
fn tell(verified: &Verified, pinned: bool, names: &dyn Names, app: &App) {
	for host in &verified.signed {
		app.say(format_args!(
			"{} signed, for this network, that nothing of this record is left there.",
			names.show(host)
		));
	}
	for host in &verified.unsigned {
		app.say(format_args!(
			"There is no signature of {} here: only the writer of this receipt says that it attested.",
			names.show(host)
		));
	}
	match &verified.top {
		Some(top) => app.say(format_args!(
			"It is proven that the record was erased, and that each attestation stands on the chain that leads to block {} (0x{}). {}",
			top.number,
			hex::encode(top.hash),
			match pinned {
				true => "That is the block that you named.",
				false => "To know whether that is the network's own chain, ask somebody you trust for the hash of that block, and give it with --pin.",
			}
		)),
		None => app.say(
			"This receipt has no proofs of its blocks: only its writer says who erased the record and when.",
		),
	}
	app.say("Only the writer of this receipt says who has not attested; `medquorum receipt` asks the chain.");
}

fn page(receipt: &ErasureReceipt, opts: &Opts) -> Outcome {
	match &opts.html {
		Some(file) => write(file, &receipt.page(), opts.force),
		None => Ok(()),
	}
}

fn write(file: &Path, text: &str, force: bool) -> Result<(), Failure> {
	match force {
		true => files::write_atomic(file, text.as_bytes())?,
		false => files::write_new(file, text.as_bytes())?,
	}
	Ok(())
}
