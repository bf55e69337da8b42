//! `search` and `searchable`: find records by their disease, and say whether one's own may be found.

use crate::{
	args::{AtArgs, QuarterArg, WhatArg, YesNoArg},
	context::{AddressBook, App},
	output::{self, Failure, Outcome, Table},
};
use clap::Args;
use medquorum_client::{
	advice::Advice,
	domain::{AccountId, RecordId},
	search::{Modality, Query, SearchOutcome},
	views::{Names as _, words},
};
use medquorum_session::{diseases_of, title};
use serde_json::{Value, json};
use std::io::Write;

/// Options of `search`.
#[derive(Debug, Args)]
pub struct Opts {
	/// A disease: ICD-10 codes like E11 or E08-E13, or words like diabetes
	#[arg(required = true, value_name = "DISEASE")]
	disease: Vec<String>,
	/// Not before: a year, month, quarter or day (2024, 2024-01, 2024-Q1, 2024-01-31)
	#[arg(long, value_name = "DATE")]
	since: Option<QuarterArg>,
	/// Not after
	#[arg(long, value_name = "DATE")]
	until: Option<QuarterArg>,
	/// What the records are: a DICOM modality like CT, or a kind of document like LETTER
	#[arg(long, value_name = "CODE")]
	modality: Vec<Modality>,
	/// Whose records
	#[arg(long, value_name = "WHO")]
	facility: Vec<String>,
	/// Leave out what tells no more than the chapter of the disease, as rare diseases do
	#[arg(long)]
	exact: bool,
	/// Most records shown; the newest are
	#[arg(long, value_name = "N", default_value_t = 50, value_parser = clap::value_parser!(u16).range(1..))]
	limit: u16,
}

/// Options of `searchable`.
#[derive(Debug, Args)]
pub struct SearchableOpts {
	/// Your record; or `future`, for what facilities upload about you from now on
	#[arg(value_name = "RECORD|future")]
	what: WhatArg,
	/// Whether it may be found by its disease
	#[arg(value_enum)]
	may: YesNoArg,
	/// With `future`: whose
	#[command(flatten)]
	at: AtArgs,
}

/// Searches what this home holds. It opens no connection: neither node nor store learn what is searched.
pub fn run(opts: &Opts, app: &App, out: &mut impl Write) -> Outcome {
	let config = app.config()?;
	let trust = config.trust()?;
	let names = AddressBook::new(app.contacts()?, trust.development);
	let (diseases, titles) = diseases_of(&opts.disease)?;
	let facilities: Result<_, Failure> = opts
		.facility
		.iter()
		.map(|who| app.person_offline(who, &names, trust.development))
		.collect();
	let query = Query {
		diseases,
		chapters: !opts.exact,
		since: opts.since.as_ref().map(QuarterArg::first),
		until: opts.until.as_ref().map(QuarterArg::last),
		modalities: opts.modality.iter().copied().collect(),
		facilities: facilities?,
		limit: opts.limit.into(),
	};
	let me = app.account_offline(&config, trust.development)?;
	let shelf = app.shelf(&trust.genesis);
	let keystore = app.keystore()?;
	let now = crate::context::wall_time();
	let found = medquorum_client::search::search(&shelf, &trust.genesis, me, &keystore, &query, now)?;
	shelf.keep_found(&found.answer.hits)?;
	if app.global.json {
		return output::document(&document(&found, &titles, &names, now), out);
	}
	tell(&found, &titles, &names, now, app, out)
}

fn document(found: &SearchOutcome, titles: &[String], names: &AddressBook, now: u64) -> Value {
	let hits = found.answer.hits.iter().map(|hit| {
		let record = hit.record();
		json!({
			"facility": names.party(&hit.facility),
			"category": hit.category.to_string(),
			"title": hit.category.title(),
			"chapter_only": hit.category.is_chapter(),
			"quarter": hit.quarter.to_string(),
			"modality": hit.modality.code(),
			"modality_words": hit.modality.words(),
			"record_id": record,
			"handle": record.is_none().then(|| RecordId(hit.reference).to_string()),
			"newest_when_listed": hit.newest,
			"catalogue_age_moments": hit.age,
		})
	});
	let closed = found
		.closed
		.iter()
		.map(|(facility, error)| not_searched(facility, error, names));
	let blocks = found
		.answer
		.troubles
		.iter()
		.map(|(facility, error)| not_searched(facility, error, names));
	json!({
		"searched": titles,
		"matched": found.answer.matched,
		"hits": hits.collect::<Value>(),
		"not_searched": closed.chain(blocks).collect::<Value>(),
		"synchronized_seconds_ago": now.saturating_sub(found.synced_at) / 1_000,
	})
}

/// A catalogue, or a block of it, that was not searched.
fn not_searched(facility: &AccountId, error: &impl Advice, names: &AddressBook) -> Value {
	json!({ "facility": names.party(facility), "kind": error.kind(), "message": error.to_string() })
}

fn tell(
	found: &SearchOutcome,
	titles: &[String],
	names: &AddressBook,
	now: u64,
	app: &App,
	out: &mut impl Write,
) -> Outcome {
	let answer = &found.answer;
	let mut table = Table::new(&["#", "Facility", "Disease", "When", "What", "Record", "Listed"]);
	for (number, hit) in (1u32..).zip(&answer.hits) {
		table.row([
			number.to_string(),
			names.show(&hit.facility),
			title(hit),
			hit.quarter.to_string(),
			hit.modality.words().to_owned(),
			hit.record()
				.map_or_else(|| "ask the facility".to_owned(), |id| words::short(&id)),
			format!("{} ago", words::span(hit.age)),
		]);
	}
	if !table.is_empty() {
		table.write(out)?;
	}
	let shown = match titles {
		[one] => one.clone(),
		several => words::count(several.len(), "disease"),
	};
	let more = answer.matched.saturating_sub(answer.hits.len() as u64);
	let more = if more > 0 {
		format!("; {more} older ones are not shown")
	} else {
		String::new()
	};
	let count = words::count(answer.hits.len(), "record");
	app.say(format_args!("Found {count} under {shown}{more}."));
	let closed = found.closed.iter();
	let closed = closed.map(|(facility, error)| ("the catalogue", facility, error.to_string()));
	let troubles = answer.troubles.iter();
	let troubles = troubles.map(|(facility, error)| ("a block", facility, error.to_string()));
	for (what, facility, why) in closed.chain(troubles) {
		let (facility, why) = (names.show(facility), names.rewrite(&why));
		app.say(format_args!("Not searched: {what} of {facility}: {why}"));
	}
	let age = u32::try_from(now.saturating_sub(found.synced_at) / 6_000).unwrap_or(u32::MAX);
	app.say(format_args!(
		"The catalogues were fetched {} ago; nothing was sent for this search.",
		words::span(age)
	));
	if !answer.hits.is_empty() {
		app.say("Ask for one by its number: medquorum request --from-search 1 --purpose TREAT");
	}
	Ok(())
}

/// A patient says whether a record, or what is uploaded from now on, may be found.
pub async fn searchable(opts: &SearchableOpts, app: &App, out: &mut impl Write) -> Outcome {
	let session = app.session().await?;
	let may = opts.may.is_yes();
	let patient = session.patient();
	match &opts.what {
		WhatArg::Record(typed) => {
			let id = session.record_id(typed).await?;
			let actor = session.actor_for(id).await?;
			let done = patient.set_searchable(actor.signer(), id, may).await?;
			let record = words::short(&id);
			let talk = match may {
				true => format!(
					"Record {record} may be found by its disease, from its uploader's next publication on"
				),
				false => format!("Record {record} may no longer be found by its disease"),
			};
			let document = json!({ "record_id": id, "searchable": may });
			session.report(&done, talk, document, out)
		}
		WhatArg::Future => {
			let actor = session.actor_at(&opts.at)?;
			let done = patient.set_search_directive(actor.signer(), may).await?;
			let talk = match may {
				true => "Facilities may list what they upload about you from now on",
				false => {
					"Facilities may no longer list what they upload about you; what is listed stays listed"
				}
			};
			session.report(&done, talk, json!({ "future": true, "searchable": may }), out)
		}
	}
}
