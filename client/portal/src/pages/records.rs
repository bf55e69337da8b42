//! Records: the list, one of them, and what is done with it.

use super::tables::{self, Choice, Older, RecordRow, RequestRow};
use crate::{
	error::PortalError,
	forms::Posted,
	frame::{Frame, Hats},
	texts::{Value, say},
	visit::{AccountChoice, Visit},
};
use askama::Template;
use axum::{
	extract::{Path, Query},
	response::{IntoResponse, Redirect, Response},
};
use futures::FutureExt as _;
use medquorum_client::{
	domain::{RecordId, RecordStatus},
	error::{Error, LookupError},
	ledger::Ledger as _,
	views::{Fact, RecordDetails, text, words},
};
use std::collections::HashMap;

/// Records on one page.
const PAGE: usize = 50;

#[derive(Template)]
#[template(path = "records.html")]
struct List {
	frame: Frame,
	hats: Hats,
	records: Vec<RecordRow>,
	all: usize,
	page: usize,
	pages: usize,
	/// Whether, of a facility's uploads, those alone are listed that were made from here.
	noted_alone: bool,
	choices: Vec<AccountChoice>,
}

async fn listed(visit: &Visit, page: usize) -> Result<List, PortalError> {
	let (views, noted_alone) = visit.session.joint_records(&visit.accounts()).await?;
	let pages = views.len().div_ceil(PAGE).max(1);
	let page = page.clamp(1, pages);
	let newest = views.iter().rev().skip((page - 1) * PAGE).take(PAGE);
	let choices = visit.choices();
	let mut frame = visit.frame(say("tab-records"), "/records")?;
	frame.elsewhere = choices.is_empty();
	Ok(List {
		frame,
		hats: visit.hats(),
		records: newest
			.map(|view| RecordRow::of(&visit.record(view), visit))
			.collect(),
		all: views.len(),
		page,
		pages,
		noted_alone,
		choices,
	})
}

/// Lists those that concern the account, the newest first.
pub async fn list(visit: Visit, Query(asked): Query<HashMap<String, String>>) -> Response {
	let page = asked.get("page").and_then(|page| page.parse().ok()).unwrap_or(1);
	let page = listed(&visit, page).await;
	visit.answer(page).await
}

#[derive(Template)]
#[template(path = "record.html")]
struct One {
	frame: Frame,
	id: String,
	short: String,
	facts: Vec<Fact>,
	corrects: Option<String>,
	replaced: Option<String>,
	requests: Vec<RequestRow>,
	ask: bool,
	purposes: Vec<Choice>,
	patient: bool,
	/// Whether what is allowed for an emergency concerns this account.
	emergency: bool,
	acknowledge: bool,
	suspended: bool,
	searchable: bool,
	people: Vec<String>,
	/// Whether this account may upload a corrected one.
	correct: bool,
	refusals: Vec<Choice>,
	erase: bool,
	waiting_erasure: bool,
	older: Vec<Older>,
	/// Their first digits.
	older_shorts: String,
	erasures: Vec<Choice>,
}

fn read_id(text: &str) -> Result<RecordId, PortalError> {
	text.parse().map_err(|error| Error::from(error).into())
}

async fn one(visit: &Visit, typed: &str) -> Result<One, PortalError> {
	let id = read_id(typed)?;
	let observer = visit.session.observer();
	let view = observer.record_view(id).await?;
	let mut requests = Vec::new();
	for id in &view.requests {
		let request = observer.request_view(*id).await?;
		requests.push(RequestRow::of(&visit.request(&request), visit));
	}
	let mut record = visit.record(&view);
	if record.created.time.is_none() {
		record.created.time = visit.session.time_of(record.created.block).await?;
	}
	// The patient, or who acts in the patient's place: the vault says which versions go with an erasure for them alone.
	let account = visit.answering(id).await?;
	let older = visit.session.keeper().goes_with(account, id).await?;
	let title: Value = match &record.file_name {
		Some(name) => text::line(name).into(),
		None => say("record-title").with("record", words::short(&id)).into(),
	};
	let mut frame = visit.frame(title, "/records")?;
	frame.elsewhere = account == visit.account();
	Ok(shown(visit, frame, &record, requests, older.as_deref()))
}

fn shown(
	visit: &Visit,
	frame: Frame,
	record: &RecordDetails,
	requests: Vec<RequestRow>,
	older: Option<&[RecordId]>,
) -> One {
	let (patient, hats) = (older.is_some(), visit.hats());
	let own = visit.accounts();
	let account = visit.status.account.as_ref();
	let breaks = account.is_some_and(|account| account.emergency.breaks_glass);
	let link = |id: &RecordId| id.to_string();
	One {
		frame,
		id: record.record_id.to_string(),
		short: words::short(&record.record_id),
		facts: record.facts(),
		corrects: record.supersedes.as_ref().map(link),
		replaced: record.superseded_by.as_ref().map(link),
		requests,
		ask: record.status == RecordStatus::Active && (patient || hats.asks),
		purposes: tables::purposes(),
		patient,
		emergency: own.contains(&record.patient.address) || breaks,
		acknowledge: patient && !record.acknowledged && record.status == RecordStatus::Active,
		suspended: record.status == RecordStatus::Suspended,
		searchable: record.searchable,
		people: visit
			.session
			.names
			.everybody()
			.into_iter()
			.map(|(name, _)| name)
			.collect(),
		correct: hats.uploads,
		refusals: tables::refusals(),
		erase: patient || record.uploader.address == visit.account(),
		waiting_erasure: record.erasure.is_some(),
		older_shorts: older
			.unwrap_or_default()
			.iter()
			.map(words::short)
			.collect::<Vec<_>>()
			.join(", "),
		older: older.unwrap_or_default().iter().map(Older::from).collect(),
		erasures: tables::erasures(),
	}
}

/// Shows one; of one that is gone, what remains: its receipt.
pub async fn show(visit: Visit, Path(id): Path<String>) -> Response {
	let page = one(&visit, &id).await;
	if let Err(PortalError::Client(Error::Lookup(LookupError::Erased { id, .. }))) = &page {
		return Redirect::to(&format!("/receipts/{id}")).into_response();
	}
	visit.answer(page).await
}

async fn found(visit: &Visit, digits: &str) -> Result<RecordId, PortalError> {
	if let Ok(id) = digits.parse() {
		return Ok(id);
	}
	let all = visit.session.chain.records().await.map_err(Error::from)?;
	let mut fitting = all.iter().map(|(id, _)| *id);
	let mut fitting = fitting.by_ref().filter(|id| id.to_string().starts_with(digits));
	match (fitting.next(), fitting.next()) {
		(Some(id), None) => Ok(id),
		(Some(_), Some(_)) => Err(PortalError::Form(
			"several records begin so: type more of the digits",
		)),
		(None, _) => Err(PortalError::Form("no record begins with these digits")),
	}
}

/// Finds one by the first digits of its id.
pub async fn find(visit: Visit, Query(asked): Query<HashMap<String, String>>) -> Response {
	lead_to(visit, &asked, "").await
}

/// Leads to a page of the record whose id begins with what was typed.
pub async fn lead_to(visit: Visit, asked: &HashMap<String, String>, page: &str) -> Response {
	let typed = asked
		.get("id")
		.map(|id| id.trim().to_lowercase())
		.unwrap_or_default();
	match found(&visit, &typed).await {
		Ok(id) => Redirect::to(&format!("/records/{id}{page}")).into_response(),
		Err(error) => visit.answer::<List>(Err(error)).await,
	}
}

/// Says whether what is uploaded from now on may be listed.
pub async fn future(visit: Visit, form: Posted) -> Response {
	let may = form.get("may") == "yes";
	match visit.chosen(form.get("account")) {
		Ok(place) => visit.start(&form, say("do-future"), "/records", move |acting| {
			acting.future(may, place).boxed_local()
		}),
		Err(error) => visit.answer::<List>(Err(error)).await,
	}
}

/// What was typed to confirm must be the record's first digits.
///
/// # Errors
/// When it is not.
pub fn confirmed(form: &Posted, id: RecordId) -> Result<(), PortalError> {
	typed_is(form, &words::short(&id))
}

/// What was typed to confirm must be this.
///
/// # Errors
/// When it is not.
pub fn typed_is(form: &Posted, expected: &str) -> Result<(), PortalError> {
	match form.get("typed") == expected {
		true => Ok(()),
		false => Err(PortalError::NotConfirmed {
			expected: expected.to_owned(),
		}),
	}
}

fn begin(visit: &Visit, typed: &str, action: &str, form: &Posted) -> Result<Response, PortalError> {
	let id = read_id(typed)?;
	let back = format!("/records/{id}");
	let short = words::short(&id);
	let reason = "choose a reason";
	Ok(match action {
		"acknowledge" => visit.start(
			form,
			say("do-acknowledge").with("record", short),
			&back,
			move |acting| acting.acknowledge(id).boxed_local(),
		),
		"suspend" | "resume" => {
			let suspend = action == "suspend";
			let title = match suspend {
				true => say("do-suspend"),
				false => say("do-resume"),
			};
			visit.start(form, title, &back, move |acting| {
				acting.suspend(id, suspend).boxed_local()
			})
		}
		"searchable" => {
			let may = form.get("may") == "yes";
			visit.start(form, say("do-searchable"), &back, move |acting| {
				acting.searchable(id, may).boxed_local()
			})
		}
		"ask" => {
			let purpose = tables::purpose(form.get("purpose")).ok_or(PortalError::Form(reason))?;
			visit.start(form, say("do-ask").with("record", short), &back, move |acting| {
				acting.ask(id, purpose).boxed_local()
			})
		}
		"refuse" => {
			confirmed(form, id)?;
			let why = tables::refusal(form.get("reason")).ok_or(PortalError::Form(reason))?;
			visit.start(
				form,
				say("do-refuse").with("record", short),
				&back,
				move |acting| acting.refuse(id, why).boxed_local(),
			)
		}
		_ => return begin_more(visit, id, action, form),
	})
}

/// The end of a record, and who may correct it.
fn begin_more(visit: &Visit, id: RecordId, action: &str, form: &Posted) -> Result<Response, PortalError> {
	let back = format!("/records/{id}");
	let short = words::short(&id);
	let reason = "choose a reason";
	Ok(match action {
		"erase" => {
			confirmed(form, id)?;
			let why = tables::erasure(form.get("reason")).ok_or(PortalError::Form(reason))?;
			let older = form.all("older").map(read_id).collect::<Result<Vec<_>, _>>()?;
			let shown = older.clone();
			visit.start_then(
				form,
				say("do-erase").with("record", short),
				&back,
				move |acting| acting.erase(id, Some(why), older).boxed_local(),
				move |acting, done| acting.erased_elsewhere(id, shown, done).boxed_local(),
			)
		}
		"correction" => {
			let who = form.needed("who", "the name is missing")?;
			let who = visit.session.names.person(who, visit.session.development)?;
			visit.start(form, say("do-correction"), &back, move |acting| {
				acting.allow_correction(id, Some(who)).boxed_local()
			})
		}
		"no-correction" => visit.start(form, say("do-correction"), &back, move |acting| {
			acting.allow_correction(id, None).boxed_local()
		}),
		"keep" => visit.start(form, say("do-keep").with("record", short), &back, move |acting| {
			acting.stop_erasure(id).boxed_local()
		}),
		_ => return Err(PortalError::NoPage),
	})
}

/// Does something with one.
pub async fn act(visit: Visit, Path((id, action)): Path<(String, String)>, form: Posted) -> Response {
	match begin(&visit, &id, &action, &form) {
		Ok(started) => started,
		Err(error) => visit.answer::<List>(Err(error)).await,
	}
}
