//! `erase`: a record ends for good.

use crate::{
	args::IdArg,
	context::{App, Session},
	output::{self, CommandError, Outcome},
};
use clap::Args;
use medquorum_client::{domain::RecordId, ports::SecretStore, views::words};
use serde_json::json;
use std::io::Write;

/// Options of `erase`.
#[derive(Debug, Args)]
pub struct Opts {
	/// The record
	#[arg(required_unless_present_any = ["object", "unfinished"])]
	record: Option<IdArg>,
	/// Instead of a record: remove an object that an aborted upload left in the store
	#[arg(long, value_name = "CID", conflicts_with = "record")]
	object: Option<String>,
	/// Instead of a record: remove everything of uploads made here that the chain does not know. Calls that were only
	/// printed (--emit-call) and not carried out yet are lost by it
	#[arg(long, conflicts_with_all = ["record", "object"])]
	unfinished: bool,
}

/// Erases.
pub async fn run(opts: &Opts, app: &App, out: &mut impl Write) -> Outcome {
	let session = app.session().await?;
	match (&opts.record, &opts.object) {
		(_, Some(cid)) => object(cid, &session, out).await,
		(Some(typed), None) => record(session.record_id(typed).await?, &session, out).await,
		(None, None) => unfinished(&session, out).await,
	}
}

async fn record(record_id: RecordId, session: &Session<'_>, out: &mut impl Write) -> Outcome {
	let app = session.app;
	let short = words::short(&record_id);
	app.confirm_if_asked(format_args!(
		"Erase record {short} for good? Nobody will be able to open it again."
	))?;
	let signer = session.signer()?;
	// An uploader needs no keystore, because the notes tell what the store holds.
	let keystore = if app.home.keystore().exists() {
		Some(app.keystore()?)
	} else {
		None
	};
	let secrets = keystore.as_ref().map(|keystore| keystore as &dyn SecretStore);
	let done = session.keeper().erase(&signer, secrets, record_id).await?;
	let removed: Vec<String> = done.removed.iter().map(ToString::to_string).collect();
	let talk = format!(
		"Erased record {short}: {} removed from the store{}",
		words::count(removed.len(), "object"),
		if done.objects_unknown {
			"; other stores may hold copies, which nobody can open any more"
		} else {
			""
		}
	);
	let document = json!({
		"record_id": record_id,
		"removed": removed,
		"objects_unknown": done.objects_unknown,
	});
	match &done.delivered {
		Some(delivered) => session.report(delivered, talk, document, out),
		// The chain had erased it before, so only the store was left to clean.
		None if app.global.json => output::document(&document, out),
		None => {
			app.say(talk);
			Ok(())
		}
	}
}

async fn object(cid: &str, session: &Session<'_>, out: &mut impl Write) -> Outcome {
	let parsed = cid.parse().map_err(|_| CommandError::BadCid(cid.to_owned()))?;
	session.keeper().remove_object(&parsed).await?;
	session.app.say(format_args!("Removed {cid} from the store."));
	if session.app.global.json {
		output::document(&json!({ "removed": [cid] }), out)?;
	}
	Ok(())
}

async fn unfinished(session: &Session<'_>, out: &mut impl Write) -> Outcome {
	session
		.app
		.confirm_if_asked("Remove what uploads left that the chain does not know?")?;
	let removed: Vec<String> = session
		.keeper()
		.tidy()
		.await?
		.iter()
		.map(ToString::to_string)
		.collect();
	session.app.say(format_args!(
		"Removed {} from the store.",
		words::count(removed.len(), "object")
	));
	if session.app.global.json {
		output::document(&json!({ "removed": removed }), out)?;
	}
	Ok(())
}
