//! `collator`: the account under which a node makes blocks.

use crate::{
	args::{HexArg, KeyArg},
	context::App,
	output::Outcome,
};
use clap::Subcommand;
use serde_json::json;
use std::io::Write;

/// What to do for a collator.
#[derive(Debug, Subcommand)]
pub enum Command {
	/// Set the session keys of this account: what author_rotateKeysWithOwner of the collator's own node answered
	///
	/// They count from the session after the next, one to two hours from now.
	SetKeys {
		/// The answer's `keys`, 32 bytes in hex
		keys: KeyArg,
		/// The answer's `proof`, in hex: it shows that the holder of the keys wants them for this account
		proof: HexArg,
	},
}

/// Runs the command.
pub async fn run(command: &Command, app: &App, out: &mut impl Write) -> Outcome {
	let session = app.session().await?;
	let Command::SetKeys { keys, proof } = command;
	let signer = session.signer()?;
	let done = session
		.collator()
		.set_session_keys(&signer, keys.0, proof.0.clone())
		.await?;
	let talk = "Set the session keys. The council can now have the account make blocks: `medquorum council propose-collator`".to_owned();
	session.report(
		&done,
		talk,
		json!({ "keys": format!("0x{}", hex::encode(keys.0)) }),
		out,
	)
}
