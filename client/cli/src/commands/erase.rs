//! `erase`: a record ends for good; or its erasure is carried out later, or stopped.

use super::people::until;
use crate::{
	args::{ErasureArg, IdArg},
	context::{App, Session},
	output::{self, CommandError, Failure, Outcome},
};
use clap::Args;
use medquorum_client::{
	domain::{AccountId, Moment, RecordId},
	error::{EraseError, Error, LookupError},
	roles::{Ended, Erased, Tidied},
	views::words,
};
use serde_json::json;
use std::io::Write;

/// Options of `erase`.
#[derive(Debug, Args)]
pub struct Opts {
	/// The record. Its patient erases it at once, with the older versions whose place it took; by anybody else it is erased after
	/// some days in which it can be stopped
	#[arg(required_unless_present_any = ["object", "unfinished"])]
	record: Option<IdArg>,
	/// Why [default: patient-wish, for its patient]
	#[arg(long, value_enum, ignore_case = true, conflicts_with_all = ["finish", "stop", "object", "unfinished"])]
	reason: Option<ErasureArg>,
	/// Carry out an erasure that is due
	#[arg(long, conflicts_with_all = ["stop", "object", "unfinished"])]
	finish: bool,
	/// Stop an erasure that has not taken place
	#[arg(long, conflicts_with_all = ["object", "unfinished"])]
	stop: bool,
	/// Instead of a record: remove an object that an aborted upload left in the store
	#[arg(long, value_name = "CID", conflicts_with = "record")]
	object: Option<String>,
	/// Instead of a record: remove the remains of uploads from here whose call was never sent or printed
	#[arg(long, conflicts_with_all = ["record", "object"])]
	unfinished: bool,
}

/// Erases.
pub async fn run(opts: &Opts, app: &App, out: &mut impl Write) -> Outcome {
	let session = app.session().await?;
	match (&opts.record, &opts.object) {
		(_, Some(cid)) => object(cid, &session, out).await,
		(Some(typed), None) => {
			let id = session.record_id(typed).await?;
			match (opts.finish, opts.stop) {
				(true, _) => finish(id, &session, out).await,
				(_, true) => stop(id, &session, out).await,
				_ => record(id, opts.reason, &session, out).await,
			}
		}
		(None, None) => unfinished(&session, out).await,
	}
}

/// Asks before a record is erased, and says what that means for this account; gives the older versions that the person agreed to.
async fn agreed(id: RecordId, account: AccountId, session: &Session<'_>) -> Result<Vec<RecordId>, Failure> {
	let short = words::short(&id);
	// Of a record that the chain does not show nothing follows; erasing it says why.
	let question = match session.keeper().goes_with(account, id).await {
		Ok(None) => format!(
			"Have record {short} erased? It goes after some days, unless its patient, a data protection officer, the council or you stop it."
		),
		Ok(Some(older)) if !older.is_empty() => {
			let list: Vec<_> = older.iter().map(words::short).collect();
			let list = list.join(", ");
			session.app.confirm(format_args!(
				"Erase record {short} for good, and with it the older versions {list}? Nobody will be able to open them again."
			))?;
			return Ok(older);
		}
		Err(Error::Lookup(LookupError::Erased { block, .. })) => format!(
			"The chain says that record {short} was erased in block {block}. Remove what is stored of it from here for good?"
		),
		Ok(Some(_)) | Err(_) => {
			format!("Erase record {short} for good? Nobody will be able to open it again.")
		}
	};
	session.app.confirm(question)?;
	Ok(Vec::new())
}

async fn record(
	record_id: RecordId,
	reason: Option<ErasureArg>,
	session: &Session<'_>,
	out: &mut impl Write,
) -> Outcome {
	let app = session.app;
	let short = words::short(&record_id);
	let account = session.answering_account(record_id).await?;
	let older = agreed(record_id, account, session).await?;
	let actor = session.actor_for(record_id).await?;
	// An uploader needs no keystore, because the notes tell what the store holds.
	let secrets = actor.secrets_if_any()?;
	let reason = reason.map(Into::into);
	let keeper = session.keeper();
	let done = match keeper
		.erase(actor.signer(), secrets, record_id, reason, &older)
		.await
	{
		Err(Error::Erase(EraseError::Unregistered(_))) => {
			app.confirm(format_args!(
				"The chain does not show record {short}, but its call was sent or printed here and may still be carried out. Remove \
				 what was stored of it for good?"
			))?;
			session.keeper().erase_unregistered(record_id).await?
		}
		other => other?,
	};
	report(record_id, &older, &done, session, out).await
}

async fn finish(id: RecordId, session: &Session<'_>, out: &mut impl Write) -> Outcome {
	let app = session.app;
	let short = words::short(&id);
	app.confirm(format_args!(
		"Erase record {short} for good? Nobody will be able to open it again."
	))?;
	let actor = session.actor_for(id).await?;
	let secrets = actor.secrets_if_any()?;
	let keeper = session.keeper();
	let done = keeper.finish_erasure(actor.signer(), secrets, id).await?;
	report(id, &[], &done, session, out).await
}

async fn stop(id: RecordId, session: &Session<'_>, out: &mut impl Write) -> Outcome {
	let actor = session.actor_for(id).await?;
	let done = session.keeper().stop_erasure(actor.signer(), id).await?;
	let talk = format!("Record {} is not erased", words::short(&id));
	session.report(&done, talk, json!({ "record_id": id }), out)
}

/// How an erasure went, for programs: a word, and the moment it waits for.
fn state(ended: Ended) -> (&'static str, Option<Moment>) {
	match ended {
		Ended::Erased => ("erased", None),
		Ended::Scheduled { due } => ("scheduled", Some(due)),
		Ended::AwaitsHold { until } => ("awaits-hold", Some(until)),
		Ended::NotSent => ("not-sent", None),
	}
}

/// How an erasure went, for people.
async fn told(id: RecordId, done: &Erased, session: &Session<'_>) -> Result<String, Failure> {
	let short = words::short(&id);
	let (_, moment) = state(done.ended);
	let when = match moment {
		Some(moment) => until(moment, session.observer().clock().await?, session.dates()).to_string(),
		None => String::new(),
	};
	Ok(match done.ended {
		Ended::Scheduled { .. } => format!(
			"Record {short} is to be erased {when}. Until then `medquorum erase {short} --stop` keeps it; then `--finish` carries it out. \
			 Nothing was removed from the store"
		),
		Ended::AwaitsHold { .. } => format!(
			"A legal hold keeps record {short}: it takes no requests any more, and the hold ends {when}. Then `medquorum erase {short} \
			 --finish` erases it"
		),
		Ended::Erased | Ended::NotSent => format!(
			"Erased record {short}: {} removed from the store{}. `medquorum receipt {short}` shows which hosts have attested that nothing is left",
			words::count(done.removed.len(), "object"),
			if done.objects_unknown {
				"; other stores may hold copies, which nobody can open any more"
			} else {
				""
			}
		),
	})
}

async fn report(
	id: RecordId,
	older: &[RecordId],
	done: &Erased,
	session: &Session<'_>,
	out: &mut impl Write,
) -> Outcome {
	let talk = told(id, done, session).await?;
	let removed: Vec<String> = done.removed.iter().map(ToString::to_string).collect();
	let (state, moment) = state(done.ended);
	let document = json!({
		"record_id": id,
		"older": older,
		"state": state,
		"moment": moment,
		"removed": removed,
		"objects_unknown": done.objects_unknown,
	});
	match &done.delivered {
		Some(delivered) => session.report(delivered, talk, document, out),
		// The chain had erased it before, so only the store was left to clean.
		None if session.app.global.json => output::document(&document, out),
		None => {
			session.app.say(talk);
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
