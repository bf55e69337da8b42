//! Records: the list, one of them, and what is done with it.

mod filter;

use super::{
	ends::{self, End},
	meant::confirmed,
	tables::{self, Choice, RecordRow, RequestRow},
};
use crate::{
	error::PortalError,
	forms::Posted,
	frame::{Frame, Hats},
	texts::{Value, say},
	trouble::Trouble,
	visit::{AccountChoice, Visit},
};
use askama::Template;
use axum::{
	extract::{Path, Query},
	response::{IntoResponse, Redirect, Response},
};
use filter::{Filter, Standing, Wanted};
use futures::FutureExt as _;
use medquorum_client::{
	domain::{RecordId, RecordStatus, RequestStatus},
	error::{Error, LookupError},
	ledger::Ledger as _,
	views::{Fact, RecordDetails, RequestView, text, words},
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
	/// What was typed to list some alone.
	wanted: Wanted,
	standings: Vec<Standing>,
	/// Whether some alone are listed.
	sifted: bool,
	trouble: Option<Trouble>,
}

/// The page without records.
fn blank(visit: &Visit, wanted: Wanted) -> Result<List, PortalError> {
	let choices = visit.choices();
	let mut frame = visit.frame(say("tab-records"), "/records")?;
	frame.elsewhere = choices.is_empty();
	Ok(List {
		frame,
		hats: visit.hats(),
		records: Vec::new(),
		all: 0,
		page: 1,
		pages: 1,
		noted_alone: false,
		choices,
		standings: wanted.standings(),
		wanted,
		sifted: false,
		trouble: None,
	})
}

async fn listed(visit: &Visit, page: usize, wanted: Wanted) -> Result<List, PortalError> {
	let accounts = visit.accounts();
	let found = visit.session.records_page(&accounts, page, PAGE).await?;
	let views = found.views.iter();
	Ok(List {
		records: views
			.map(|view| RecordRow::of(&visit.record(view), visit))
			.collect(),
		all: found.all,
		page: found.page,
		pages: found.pages,
		noted_alone: found.noted_alone,
		..blank(visit, wanted)?
	})
}

/// The same of those that fit. All are looked at for that, and not those on the page alone.
async fn sifted(visit: &Visit, filter: &Filter, page: usize, wanted: Wanted) -> Result<List, PortalError> {
	let accounts = visit.accounts();
	let (views, noted_alone) = visit.session.joint_records(&accounts).await?;
	let records = views.iter().map(|view| visit.record(view)).collect();
	let fitting = filter.among(visit, records).await?;
	let (all, pages) = (fitting.len(), fitting.len().div_ceil(PAGE).max(1));
	let page = page.clamp(1, pages);
	let newest = fitting.iter().rev().skip((page - 1) * PAGE).take(PAGE);
	Ok(List {
		records: newest.map(|record| RecordRow::of(record, visit)).collect(),
		all,
		page,
		pages,
		noted_alone,
		sifted: true,
		..blank(visit, wanted)?
	})
}

/// Lists those that fit what was typed. It comes in a form: a disease stands in no address.
pub async fn sift(visit: Visit, form: Posted) -> Response {
	let wanted = Wanted::of(&form);
	let page = form.get("page").parse().unwrap_or(1);
	let page = match Filter::of(&wanted) {
		Ok(filter) => sifted(&visit, &filter, page, wanted).await,
		Err(error) => listed(&visit, 1, wanted).await.map(|list| List {
			trouble: Some(error.into()),
			..list
		}),
	};
	visit.answer(page).await
}

/// Lists those that concern the account, the newest first.
pub async fn list(visit: Visit, Query(asked): Query<HashMap<String, String>>) -> Response {
	let page = asked.get("page").and_then(|page| page.parse().ok()).unwrap_or(1);
	let page = listed(&visit, page, Wanted::default()).await;
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
	/// Who can open it now.
	readers: Vec<Reader>,
	/// Whether an audit tells this account who could.
	audit: bool,
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
	/// What of its end concerns this account.
	end: Option<End>,
	/// The first digits of the record whose place it takes for good once it is acknowledged.
	replaces: Option<String>,
}

/// Somebody who can open a record.
struct Reader {
	who: String,
	/// The request by which that is so.
	request: String,
}

/// Who can open a record by a request, if all that it takes is there.
fn reader(visit: &Visit, view: &RequestView) -> Option<Reader> {
	let record = view.record.as_ref()?;
	let own = view.request.requester == record.patient;
	let opens = view.status == RequestStatus::Approved && (view.consented || own);
	opens.then(|| Reader {
		who: text::line(&visit.request(view).requester.shown()),
		request: view.id.to_string(),
	})
}

fn read_id(text: &str) -> Result<RecordId, PortalError> {
	text.parse().map_err(|error| Error::from(error).into())
}

async fn one(visit: &Visit, typed: &str) -> Result<One, PortalError> {
	let id = read_id(typed)?;
	let observer = visit.session.observer();
	let view = observer.record_view(id).await?;
	let (mut requests, mut readers) = (Vec::new(), Vec::new());
	for id in &view.requests {
		let request = observer.request_view(*id).await?;
		requests.push(RequestRow::of(&visit.request(&request), visit));
		readers.extend(reader(visit, &request));
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
	let mut page = shown(visit, frame, &record, requests, older.as_deref());
	page.readers = readers;
	if page.acknowledge {
		page.replaces = replaced_by(visit, id).await?.as_ref().map(words::short);
	}
	Ok(page)
}

/// The record whose place this one takes once its patient acknowledges it.
async fn replaced_by(visit: &Visit, id: RecordId) -> Result<Option<RecordId>, Error> {
	let older = visit.session.patient().versions_before(id).await?;
	Ok(older.into_iter().next())
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
		readers: Vec::new(),
		audit: patient || own.contains(&record.uploader.address),
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
		end: End::of(visit, record, older),
		replaces: None,
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
			let found = visit.portal.found_under(id);
			visit.start(form, say("do-ask").with("record", short), &back, move |acting| {
				acting.ask(id, purpose, found).boxed_local()
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

/// Who may correct a record, and its end.
fn begin_more(visit: &Visit, id: RecordId, action: &str, form: &Posted) -> Result<Response, PortalError> {
	let back = format!("/records/{id}");
	Ok(match action {
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
		_ => return ends::begin(visit, id, action, form),
	})
}

/// Whoever acknowledges a record that takes another's place for good has typed that.
async fn begun(visit: &Visit, typed: &str, action: &str, form: &Posted) -> Result<Response, PortalError> {
	if action == "acknowledge" {
		let id = read_id(typed)?;
		if replaced_by(visit, id).await?.is_some() {
			confirmed(form, id)?;
		}
	}
	begin(visit, typed, action, form)
}

/// Does something with one.
pub async fn act(visit: Visit, Path((id, action)): Path<(String, String)>, form: Posted) -> Response {
	match begun(&visit, &id, &action, &form).await {
		Ok(started) => started,
		Err(error) => visit.answer::<List>(Err(error)).await,
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn list(sifted: bool, all: usize) -> String {
		let wanted = Wanted {
			text: "\"><script>x()</script>".to_owned(),
			status: "suspended".to_owned(),
			disease: "E11".to_owned(),
			year: "2026".to_owned(),
		};
		let page = List {
			frame: Frame::new("", "/records", None, "token", 0).unwrap(),
			hats: Hats::default(),
			records: Vec::new(),
			all,
			page: 2,
			pages: 3,
			noted_alone: false,
			choices: Vec::new(),
			standings: wanted.standings(),
			wanted,
			sifted,
			trouble: None,
		};
		page.render().unwrap()
	}

	#[test]
	fn what_is_looked_for_goes_with_every_page_and_stands_in_no_address() {
		let html = list(true, 120);
		for part in [
			"<details open>",
			"value=\"suspended\" selected",
			"120 records fit.",
			"<input type=\"hidden\" name=\"disease\" value=\"E11\">",
			"name=\"page\" value=\"1\"",
			"name=\"page\" value=\"3\"",
		] {
			assert!(html.contains(part), "{part} in {html}");
		}
		assert!(!html.contains("<script>x()") && !html.contains("href=\"/records?"));
		assert!(list(true, 0).contains("No record fits."));
		// The control: all of them are turned by links, and the form is closed.
		let all = list(false, 120);
		assert!(all.contains("href=\"/records?page=3\"") && !all.contains("<details open>"));
	}
}
