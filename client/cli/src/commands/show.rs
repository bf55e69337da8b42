//! `show`: one record or one request.

use crate::{
	args::IdArg,
	context::{App, Session},
	output::{self, CommandError, Failure, Outcome},
};
use clap::Args;
use medquorum_client::{
	domain::{RecordId, RequestId},
	error::{Error, LookupError},
	ledger::Ledger,
	views::RequestDetails,
};
use std::io::Write;

/// Options of `show`.
#[derive(Debug, Args)]
pub struct Opts {
	/// A record or a request
	#[arg(value_name = "RECORD-OR-REQUEST")]
	id: IdArg,
}

/// What an id turned out to name.
enum Shown {
	Record(RecordId),
	Request(RequestId),
}

/// Shows a record or a request.
pub async fn run(opts: &Opts, app: &App, out: &mut impl Write) -> Outcome {
	let session = app.session().await?;
	match find(&opts.id, &session).await? {
		Shown::Record(id) => show_record(id, &session, out).await,
		Shown::Request(id) => show_request(id, &session, out).await,
	}
}

/// Asks the chain which it is: ids of records and requests look alike.
async fn find(typed: &IdArg, session: &Session<'_>) -> Result<Shown, Failure> {
	// A whole id is asked for, and nothing is looked through.
	if let (Ok(record), Ok(request)) = (typed.digits().parse(), typed.digits().parse()) {
		if session.chain.record(record).await?.is_some() {
			return Ok(Shown::Record(record));
		}
		return match session.chain.request(request).await? {
			Some(_) => Ok(Shown::Request(request)),
			None => Err(nothing(typed, session).await?),
		};
	}
	let own = session.own_record_named(typed).await?;
	let asked = session.own_request_named(typed).await?;
	match (own, asked) {
		(Some(record), None) => return Ok(Shown::Record(record)),
		(None, Some(request)) => return Ok(Shown::Request(request)),
		// Of others, or of both kinds: all are looked through.
		(None, None) | (Some(_), Some(_)) => {}
	}
	let records = session.chain.records().await?.into_iter();
	let records = records.map(|(id, _)| (id.to_string(), Shown::Record(id)));
	let requests = session.chain.requests().await?.into_iter();
	let requests = requests.map(|(id, _)| (id.to_string(), Shown::Request(id)));
	let mut fitting: Vec<_> = records
		.chain(requests)
		.filter(|(id, _)| id.starts_with(typed.digits()))
		.collect();
	match (fitting.len(), fitting.pop()) {
		(1, Some((_, shown))) => Ok(shown),
		(0, _) | (_, None) => Err(nothing(typed, session).await?),
		(several, _) => Err(CommandError::Ambiguous {
			what: format!("{several} records and requests"),
			digits: typed.digits().to_owned(),
		}
		.into()),
	}
}

async fn nothing(typed: &IdArg, session: &Session<'_>) -> Result<Failure, Failure> {
	if let Ok(id) = typed.digits().parse()
		&& let Some(stone) = session.chain.tombstone(id).await?
	{
		let block = stone.at;
		return Ok(Error::from(LookupError::Erased { id, block }).into());
	}
	Ok(CommandError::NotFound(typed.digits().to_owned()).into())
}

async fn show_record(id: RecordId, session: &Session<'_>, out: &mut impl Write) -> Outcome {
	let observer = session.observer();
	let view = observer.record_view(id).await?;
	let mut record = session.details(&view);
	let mut requests = Vec::new();
	for id in &view.requests {
		let request = observer.request_view(*id).await?;
		requests.push(RequestDetails::of(&request, session.names.as_ref()));
	}
	if let Some(time) = session.time_of(record.created.block).await? {
		record.created.time = Some(time);
	}
	if session.app.global.json {
		return output::document(&record, out);
	}
	output::facts(&record.facts(), out)?;
	if !requests.is_empty() {
		writeln!(out)?;
		output::requests_table(&requests).write(out)?;
	}
	Ok(())
}

async fn show_request(id: RequestId, session: &Session<'_>, out: &mut impl Write) -> Outcome {
	let view = session.observer().request_view(id).await?;
	let mut request = RequestDetails::of(&view, session.names.as_ref());
	request.created.time = session.time_of(request.created.block).await?;
	if let Some(now) = session.dates() {
		request.expires = request.expires.dated(now);
	}
	if session.app.global.json {
		return output::document(&request, out);
	}
	output::facts(&request.facts(), out)?;
	for answer in &request.votes {
		writeln!(out, "  {}", answer.words())?;
	}
	let confirmed = view.record.as_ref().is_none_or(|record| record.acknowledged);
	session.tell_unconfirmed(confirmed);
	Ok(())
}
