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
	domain::AccountId,
	error::Error,
	search::{Modality, Quarter, Query, SearchOutcome},
	views::{Names as _, text, words},
};
use medquorum_session::{diseases_of, title, wall_time};
use std::collections::BTreeSet;

/// Records that are shown where nobody says how many, and the most that anybody can have shown.
const SHOWN: usize = 50;
const MOST: usize = 500;

/// A facility whose catalogue this machine holds.
struct Choice {
	address: String,
	name: String,
	chosen: bool,
}

struct Row {
	/// The record's id for links, and its short form; `None` if only the facility can turn the handle into an id.
	record: Option<(String, String)>,
	facility: String,
	disease: String,
	when: String,
	what: &'static str,
	listed: Say,
}

struct Answered {
	said: Say,
	/// That there are older ones, which are not shown.
	more: Option<Say>,
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
	facilities: Vec<Choice>,
	/// Whether what tells no more than the chapter is left out.
	exact: bool,
	limit: String,
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

/// The facilities that can be searched, by name; those that are in the form are chosen.
fn facilities(visit: &Visit, form: Option<&Posted>) -> Result<Vec<Choice>, Error> {
	let names = visit.session.names.as_ref();
	let held = visit.session.shelf.held()?;
	let mut choices: Vec<Choice> = held
		.keys()
		.map(|facility| {
			let address = facility.to_string();
			Choice {
				name: text::line(&names.show(facility)),
				chosen: form.is_some_and(|form| form.all("facility").any(|typed| typed == address)),
				address,
			}
		})
		.collect();
	choices.sort_by(|one, other| (&one.name, &one.address).cmp(&(&other.name, &other.address)));
	Ok(choices)
}

fn page(visit: &Visit) -> Result<Page, PortalError> {
	Ok(Page {
		frame: visit.frame(say("tab-search"), "/search")?,
		disease: String::new(),
		since: String::new(),
		until: String::new(),
		modality: String::new(),
		facilities: facilities(visit, None)?,
		exact: false,
		limit: SHOWN.to_string(),
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

/// The words of a field, between spaces and commas.
fn typed(field: &str) -> impl Iterator<Item = &str> {
	field.split([' ', ',']).filter(|word| !word.is_empty())
}

/// How many records are to be shown.
fn limit(field: &str) -> Result<usize, PortalError> {
	match (field, field.parse::<usize>()) {
		("", _) => Ok(SHOWN),
		(_, Ok(limit)) if (1..=MOST).contains(&limit) => Ok(limit),
		(_, Ok(_) | Err(_)) => Err(PortalError::Form("say how many records to show: 1 to 500")),
	}
}

/// The facilities that were chosen, each of which has a catalogue here.
fn chosen<'t>(
	addresses: impl Iterator<Item = &'t str>,
	held: &BTreeSet<AccountId>,
) -> Result<BTreeSet<AccountId>, PortalError> {
	let one = |address: &str| {
		let facility = address.parse::<AccountId>().ok();
		let facility = facility.filter(|facility| held.contains(facility));
		facility.ok_or(PortalError::Form(
			"choose facilities whose catalogue this machine holds",
		))
	};
	addresses.filter(|address| !address.is_empty()).map(one).collect()
}

fn query(form: &Posted, held: &BTreeSet<AccountId>) -> Result<(Query, Vec<String>), PortalError> {
	let words: Vec<String> = typed(form.get("disease")).map(str::to_owned).collect();
	let (diseases, titles) = diseases_of(&words)?;
	let date = |name: &str, read: fn(&str) -> Result<Quarter, _>| match form.get(name) {
		"" => Ok(None),
		text => read(text).map(Some).map_err(Error::from),
	};
	let modalities: Result<BTreeSet<Modality>, _> = typed(form.get("modality"))
		.map(|code| code.to_uppercase().parse::<Modality>())
		.collect();
	let query = Query {
		diseases,
		chapters: form.get("exact") != "yes",
		since: date("since", Quarter::since)?,
		until: date("until", Quarter::until)?,
		modalities: modalities.map_err(Error::from)?,
		facilities: chosen(form.all("facility"), held)?,
		limit: limit(form.get("limit"))?,
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
		listed: say("search-ago").with_heard("age", words::span(hit.age)),
	});
	let more = answer.matched.saturating_sub(answer.hits.len() as u64);
	Answered {
		more: (more > 0).then(|| say("search-more").with("count", more)),
		said: say("search-found")
			.with("count", answer.hits.len())
			.with("what", what),
		remarks: remarks.collect(),
		hits: hits.collect(),
	}
}

fn search_now(visit: &Visit, form: &Posted) -> Result<Answered, PortalError> {
	let session = &visit.session;
	let held: BTreeSet<AccountId> = session.shelf.held()?.into_keys().collect();
	let (query, titles) = query(form, &held)?;
	let (genesis, me) = (&session.trust.genesis, visit.account());
	let keystore = &visit.keys.keystore;
	let found = medquorum_client::search::search(&session.shelf, genesis, me, keystore, &query, wall_time())?;
	visit.portal.note_found(&found.answer.hits);
	Ok(answered(visit, &found, &titles))
}

/// Searches. The query comes in a form and not in the address, so that no browser keeps it in its history.
pub async fn search(visit: Visit, form: Posted) -> Response {
	let found = tokio::task::block_in_place(|| search_now(&visit, &form));
	let facilities = facilities(&visit, Some(&form)).map_err(PortalError::from);
	let page = page(&visit).and_then(|empty| Ok((empty, facilities?)));
	let page = page.map(|(empty, facilities)| {
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
			facilities,
			exact: form.get("exact") == "yes",
			limit: form.get("limit").to_owned(),
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

#[cfg(test)]
mod tests {
	use super::*;

	const CITY: AccountId = AccountId([1; 32]);
	const COAST: AccountId = AccountId([2; 32]);

	#[test]
	fn only_facilities_that_can_be_searched_are_chosen() {
		let held = BTreeSet::from([CITY]);
		let (city, coast) = (CITY.to_string(), COAST.to_string());
		let of = |addresses: &[&str]| chosen(addresses.iter().copied(), &held);
		assert_eq!(of(&[]).unwrap(), BTreeSet::new());
		assert_eq!(of(&[""]).unwrap(), BTreeSet::new());
		assert_eq!(of(&[city.as_str()]).unwrap(), held);
		for wrong in [
			&[coast.as_str()][..],
			&[city.as_str(), coast.as_str()],
			&["City"],
			&["<script>"],
		] {
			assert!(matches!(of(wrong), Err(PortalError::Form(_))), "{wrong:?}");
		}
	}

	#[test]
	fn a_number_of_records_is_one_that_can_be_shown() {
		assert_eq!((limit("").unwrap(), limit("1").unwrap()), (SHOWN, 1));
		assert_eq!(limit("500").unwrap(), MOST);
		for wrong in ["0", "501", "-1", "1.5", "many", "99999999999999999999999"] {
			assert!(matches!(limit(wrong), Err(PortalError::Form(_))), "{wrong}");
		}
	}

	#[test]
	fn several_words_are_read_between_spaces_and_commas() {
		assert_eq!(
			typed(" ct, mr  LETTER,").collect::<Vec<_>>(),
			["ct", "mr", "LETTER"]
		);
		assert_eq!(typed(" , ").count(), 0);
	}

	fn page(found: Option<Answered>) -> String {
		let choice = |account: AccountId, name: &str, chosen| Choice {
			address: account.to_string(),
			name: name.to_owned(),
			chosen,
		};
		let page = Page {
			frame: Frame::new("", "/search", None, "token", 0).unwrap(),
			disease: "diabetes".to_owned(),
			since: String::new(),
			until: String::new(),
			modality: "CT MR".to_owned(),
			facilities: vec![choice(CITY, "<b>City</b>", true), choice(COAST, "Coast", false)],
			exact: true,
			limit: "20".to_owned(),
			held: say("search-held-none"),
			trouble: None,
			found,
		};
		page.render().unwrap()
	}

	#[test]
	fn what_was_chosen_stays_chosen_and_what_is_left_out_is_told() {
		let row = Row {
			record: None,
			facility: "Coast".to_owned(),
			disease: "Type 2 diabetes mellitus".to_owned(),
			when: "2024-Q1".to_owned(),
			what: "computed tomography",
			listed: say("search-ago").with_heard("age", "3 hours"),
		};
		let html = page(Some(Answered {
			said: say("search-found")
				.with("count", 1_usize)
				.with("what", "diabetes"),
			more: Some(say("search-more").with("count", 7_u64)),
			remarks: Vec::new(),
			hits: vec![row],
		}));
		for part in [
			format!("value=\"{CITY}\" checked>"),
			format!("value=\"{COAST}\">"),
			"name=\"exact\" type=\"checkbox\" value=\"yes\" checked".to_owned(),
			"name=\"limit\" type=\"number\" value=\"20\"".to_owned(),
			"&#60;b&#62;City".to_owned(),
			"3 hours ago".to_owned(),
			"7 older".to_owned(),
		] {
			assert!(html.contains(&part), "{part} in {html}");
		}
		// The control: without an answer there is no table.
		assert!(!page(None).contains("<table>"));
	}
}
