//! `erase`: a record ends for good.

use crate::{
	args::IdArg,
	context::{App, Session},
	output::{self, CommandError, Outcome},
};
use clap::Args;
use medquorum_client::{
	domain::RecordId,
	error::{EraseError, Error},
	ports::SecretStore,
	roles::Tidied,
	views::words,
};
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
	/// Instead of a record: remove what uploads made here left whose call was never sent or printed
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
	app.confirm(format_args!(
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
	let done = match session.keeper().erase(&signer, secrets, record_id).await {
		Err(Error::Erase(EraseError::Unregistered(_))) => {
			app.confirm(format_args!(
				"The chain does not show record {short}, but its call was sent or printed here and may still be carried out. Remove \
				 what was stored of it for good?"
			))?;
			session.keeper().erase_unregistered(record_id).await?
		}
		other => other?,
	};
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
	session
		.app
		.confirm(format_args!("Remove {cid} from the store for good?"))?;
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
		.confirm("Remove what uploads left whose call was never sent?")?;
	let Tidied { removed, open } = session.keeper().tidy().await?;
	let removed: Vec<String> = removed.iter().map(ToString::to_string).collect();
	for record in &open {
		session.app.say(format_args!(
			"Left alone: the upload {}, whose call was sent or printed. `medquorum erase {record}` removes what was stored of it.",
			words::short(record)
		));
	}
	session.app.say(format_args!(
		"Removed {} from the store.",
		words::count(removed.len(), "object")
	));
	if session.app.global.json {
		output::document(&json!({ "removed": removed, "left": open }), out)?;
	}
	Ok(())
}
