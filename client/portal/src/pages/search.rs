//! Search by disease: over what this machine holds, with nothing sent.

use crate::{
	error::PortalError,
	forms::Posted,
	frame::Frame,
	texts::{Say, Value, say},
	trouble::Trouble,
	visit::Visit,
};
use askama::Template;
use axum::response::Response;
use futures::FutureExt as _;
use medquorum_client::{
	error::Error,
	search::{Modality, Quarter, Query, SearchOutcome},
	views::{Names as _, text, words},
};
use medquorum_session::{diseases_of, title, wall_time};
use std::collections::BTreeSet;

/// Records that are shown at most.
const MOST: usize = 100;

struct Row {
	/// The record's id for links, and its short form; `None` if only the facility can turn the handle into an id.
	record: Option<(String, String)>,
	facility: String,
	disease: String,
	when: String,
	what: &'static str,
}

struct Answered {
	said: Say,
	remarks: Vec<Say>,
	hits: Vec<Row>,
}

#[derive(Template)]
#[template(path = "search.html")]
struct Page {
	frame: Frame,
	disease: String,
	since: String,
	until: String,
	modality: String,
	held: Say,
	trouble: Option<Trouble>,
	found: Option<Answered>,
}

fn held(visit: &Visit) -> Result<Say, Error> {
	let shelf = &visit.session.shelf;
	let number = shelf.held()?.len();
	if number == 0 {
		return Ok(say("search-held-none"));
	}
	let age = u32::try_from(wall_time().saturating_sub(shelf.synced_at()?) / 6_000).unwrap_or(u32::MAX);
	Ok(say("search-held")
		.with("count", number)
		.with_heard("age", words::span(age)))
}

fn page(visit: &Visit) -> Result<Page, PortalError> {
	Ok(Page {
		frame: visit.frame(say("tab-search"), "/search")?,
		disease: String::new(),
		since: String::new(),
		until: String::new(),
		modality: String::new(),
		held: held(visit)?,
		trouble: None,
		found: None,
	})
}

/// Asks what is looked for.
pub async fn show(visit: Visit) -> Response {
	let page = page(&visit);
	visit.answer(page).await
}

fn query(form: &Posted) -> Result<(Query, Vec<String>), Error> {
	let typed: Vec<String> = form
		.get("disease")
		.split([' ', ','])
		.filter(|word| !word.is_empty())
		.map(str::to_owned)
		.collect();
	let (diseases, titles) = diseases_of(&typed)?;
	let date = |name: &str, read: fn(&str) -> Result<Quarter, _>| match form.get(name) {
		"" => Ok(None),
		text => read(text).map(Some),
	};
	let modalities: BTreeSet<Modality> = match form.get("modality") {
		"" => BTreeSet::new(),
		text => [text.to_uppercase().parse::<Modality>()?].into_iter().collect(),
	};
	let query = Query {
		diseases,
		chapters: true,
		since: date("since", Quarter::since)?,
		until: date("until", Quarter::until)?,
		modalities,
		facilities: BTreeSet::new(),
		limit: MOST,
	};
	Ok((query, titles))
}

fn answered(visit: &Visit, found: &SearchOutcome, titles: &[String]) -> Answered {
	let (names, answer) = (visit.session.names.as_ref(), &found.answer);
	let what: Value = match titles {
		[one] => one.into(),
		several => say("search-diseases").with("count", several.len()).into(),
	};
	let closed = found.closed.iter().map(|(who, error)| (who, error.to_string()));
	let blocks = answer
		.troubles
		.iter()
		.map(|(who, error)| (who, error.to_string()));
	let remarks = closed.chain(blocks).map(|(who, why)| {
		say("search-not-searched")
			.with("facility", text::line(&names.show(who)))
			.with_heard("why", text::line(&names.rewrite(&why)))
	});
	let hits = answer.hits.iter().map(|hit| Row {
		record: hit.record().map(|id| (id.to_string(), words::short(&id))),
		facility: text::line(&names.show(&hit.facility)),
		disease: title(hit),
		when: hit.quarter.to_string(),
		what: hit.modality.words(),
	});
	Answered {
		said: say("search-found")
			.with("count", answer.hits.len())
			.with("what", what),
		remarks: remarks.collect(),
		hits: hits.collect(),
	}
}

fn search_now(visit: &Visit, form: &Posted) -> Result<Answered, Error> {
	let (query, titles) = query(form)?;
	let session = &visit.session;
	let (genesis, me) = (&session.trust.genesis, visit.account());
	let keystore = &visit.keys.keystore;
	let found = medquorum_client::search::search(&session.shelf, genesis, me, keystore, &query, wall_time())?;
	Ok(answered(visit, &found, &titles))
}

/// Searches. The query comes in a form and not in the address, so that no browser keeps it in its history.
pub async fn search(visit: Visit, form: Posted) -> Response {
	let found = tokio::task::block_in_place(|| search_now(&visit, &form));
	let page = page(&visit).map(|empty| {
		let (found, trouble) = match found {
			Ok(found) => (Some(found), None),
			Err(error) => (
				None,
				Some(Trouble::from(error).named(visit.session.names.as_ref())),
			),
		};
		Page {
			disease: form.get("disease").to_owned(),
			since: form.get("since").to_owned(),
			until: form.get("until").to_owned(),
			modality: form.get("modality").to_owned(),
			trouble,
			found,
			..empty
		}
	});
	visit.answer(page).await
}

/// Fetches the newest catalogues.
pub async fn sync(visit: Visit, form: Posted) -> Response {
	visit.start(&form, say("do-synchronize"), "/search", |acting| {
		acting.synchronize().boxed_local()
	})
}
