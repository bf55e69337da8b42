//! Emergencies: what the account allows, what was opened without its patient, and what waits for a review.

use crate::{
	error::PortalError,
	forms::Posted,
	frame::Frame,
	texts::{Value, say},
	visit::Visit,
};
use askama::Template;
use axum::{extract::Query, response::Response};
use futures::FutureExt as _;
use medquorum_client::{
	domain::{EmergencyDirective, EmergencyScope, KeyId, Moment, RecordId, RequestId, Review},
	error::Error,
	ledger::Ledger as _,
	views::{Names as _, ReviewDetails, text, what_allowing_means, words},
};
use std::collections::HashMap;

/// Records that are shown, and that one form is about; the others come next.
const MOST: usize = 100;

struct RecordLine {
	id: String,
	short: String,
	opens: Value,
	by: String,
}

struct AccessLine {
	id: String,
	short: String,
	requester: String,
	record: String,
	due: String,
	standing: String,
}

impl From<ReviewDetails> for AccessLine {
	fn from(details: ReviewDetails) -> Self {
		Self {
			id: details.request_id.to_string(),
			short: words::short(&details.request_id),
			requester: text::line(&details.requester.shown()),
			record: words::short(&details.record_id),
			due: details.due.to_string(),
			standing: details.standing(),
		}
	}
}

#[derive(Template)]
#[template(path = "emergencies.html")]
struct Page {
	frame: Frame,
	/// What the account is in emergencies, in the words of `medquorum status`.
	part: Vec<String>,
	reviews: Vec<AccessLine>,
	records: Vec<RecordLine>,
	/// Records that are not shown.
	left: usize,
	committees: Vec<KeyId>,
	/// Whether facilities may add something.
	directed: bool,
	breaks: bool,
}

/// A review with names, where the chain's clock says `now`.
pub fn details(visit: &Visit, id: RequestId, review: &Review, now: Moment) -> ReviewDetails {
	let details = ReviewDetails::of(id, review, now, visit.session.names.as_ref());
	match visit.session.dates() {
		Some(now) => details.dated(now),
		None => details,
	}
}

/// Committees that were compared on this machine, the newest first: no other one is given a key.
pub fn committees(visit: &Visit) -> Vec<KeyId> {
	visit.session.trust.committees.keys().rev().copied().collect()
}

async fn records(visit: &Visit) -> Result<(Vec<RecordLine>, usize), Error> {
	let (session, mut lines) = (&visit.session, Vec::new());
	let views = session.observer().records_of(visit.account()).await?;
	for view in views.iter().rev().take(MOST) {
		let entry = session.chain.emergency_entry(view.id).await?;
		let (opens, by) = match entry {
			Some(entry) => (
				say("emergency-opens")
					.with("committee", entry.key_id.to_string())
					.with_heard("scope", entry.scope().to_string())
					.into(),
				text::line(&session.names.show(&entry.maker)),
			),
			None => (Value::from(say("emergency-opens-nobody")), String::new()),
		};
		lines.push(RecordLine {
			id: view.id.to_string(),
			short: words::short(&view.id),
			opens,
			by,
		});
	}
	let left = views.len().saturating_sub(lines.len());
	Ok((lines, left))
}

async fn page(visit: &Visit) -> Result<Page, PortalError> {
	let session = &visit.session;
	let now = session.observer().clock().await?;
	let reviews = session.reviewer().reviews(visit.account()).await?;
	let reviews = reviews
		.iter()
		.map(|(id, review)| details(visit, *id, review, now));
	let (records, left) = records(visit).await?;
	let account = visit.status.account.as_ref();
	let part = account
		.map(|account| account.emergency.clone())
		.unwrap_or_default();
	Ok(Page {
		frame: visit.frame(say("tab-emergencies"), "/emergencies")?,
		part: part.sentences(),
		reviews: reviews.map(AccessLine::from).collect(),
		records,
		left,
		committees: committees(visit),
		directed: part.directive.is_some(),
		breaks: part.breaks_glass,
	})
}

/// Shows how the account stands.
pub async fn show(visit: Visit) -> Response {
	let page = page(&visit).await;
	visit.answer(page).await
}

/// Leads to a record's page by the first digits of its id.
pub async fn find(visit: Visit, Query(asked): Query<HashMap<String, String>>) -> Response {
	super::records::lead_to(visit, &asked, "/emergency").await
}

#[derive(Template)]
#[template(path = "emergency_allow.html")]
struct Question {
	frame: Frame,
	meaning: String,
	committee: KeyId,
	/// What the form says of what is to come; empty where it is about records.
	what: &'static str,
	records: Vec<String>,
}

fn committee(typed: &str) -> Result<KeyId, PortalError> {
	typed.parse().map_err(|_| PortalError::Form("choose a committee"))
}

/// What may be added from now on, by the word of a form; `None` where it is about records that are there.
fn future(what: &str) -> Option<(&'static str, EmergencyScope)> {
	match what {
		"csp-key" => Some(("csp-key", EmergencyScope::CspKey)),
		"both-keys" => Some(("both-keys", EmergencyScope::BothKeys)),
		_ => None,
	}
}

fn read_id(typed: &str) -> Result<RecordId, PortalError> {
	typed.parse().map_err(|error| Error::from(error).into())
}

/// The records of the account that cannot be opened in an emergency yet, as many as one form is about.
async fn to_allow(visit: &Visit) -> Result<Vec<RecordId>, Error> {
	let mut found = Vec::new();
	for view in visit.session.observer().records_of(visit.account()).await? {
		let counts = view.record.superseded_by.is_none() && found.len() < MOST;
		if counts && visit.session.chain.emergency_entry(view.id).await?.is_none() {
			found.push(view.id);
		}
	}
	Ok(found)
}

async fn question(visit: &Visit, asked: &HashMap<String, String>) -> Result<Question, PortalError> {
	let typed = |name: &str| asked.get(name).map_or("", String::as_str);
	let key_id = committee(typed("committee"))?;
	let (what, scope) = future(typed("what")).unwrap_or(("", EmergencyScope::CspKey));
	let records = match typed("what") {
		_ if !what.is_empty() => Vec::new(),
		"all" => to_allow(visit).await?,
		id => vec![read_id(id)?],
	};
	let committee = visit.session.observer().committee_view(key_id).await?.committee;
	let names = committee.admins.iter();
	let names: Vec<String> = names
		.map(|admin| visit.session.names.show(&admin.account))
		.collect();
	Ok(Question {
		frame: visit.frame(say("emergency-allow-title"), "/emergencies")?,
		meaning: text::line(&what_allowing_means(scope, key_id, &names)),
		committee: key_id,
		what,
		records: records.iter().map(RecordId::to_string).collect(),
	})
}

/// Shows what allowing it means, before it is allowed.
pub async fn ask(visit: Visit, Query(asked): Query<HashMap<String, String>>) -> Response {
	let page = question(&visit, &asked).await;
	visit.answer(page).await
}

fn begin(visit: &Visit, form: &Posted) -> Result<Response, PortalError> {
	let key_id = committee(form.get("committee"))?;
	if let Some((_, scope)) = future(form.get("what")) {
		let directive = Some(EmergencyDirective { key_id, scope });
		let title = say("do-emergency-future");
		return Ok(visit.start(form, title, "/emergencies", move |acting| {
			acting.direct_emergency(directive).boxed_local()
		}));
	}
	let records = form.all("record").map(read_id).collect::<Result<Vec<_>, _>>()?;
	if records.is_empty() {
		return Err(PortalError::Form("no record was chosen"));
	}
	let title = say("do-emergency-allow").with("count", records.len());
	Ok(visit.start(form, title, "/emergencies", move |acting| {
		acting.allow_emergencies(records, key_id).boxed_local()
	}))
}

/// Allows what that page asked.
pub async fn allow(visit: Visit, form: Posted) -> Response {
	match begin(&visit, &form) {
		Ok(started) => started,
		Err(error) => visit.answer::<Page>(Err(error)).await,
	}
}

/// Lets facilities add nothing any more.
pub async fn remove(visit: Visit, form: Posted) -> Response {
	visit.start(&form, say("do-emergency-future"), "/emergencies", |acting| {
		acting.direct_emergency(None).boxed_local()
	})
}

#[cfg(test)]
mod tests {
	use super::*;

	fn frame() -> Frame {
		Frame::new("<script>x()</script>", "/emergencies", None, "token", 0).unwrap()
	}

	fn empty() -> Page {
		Page {
			frame: frame(),
			part: Vec::new(),
			reviews: Vec::new(),
			records: Vec::new(),
			left: 0,
			committees: Vec::new(),
			directed: false,
			breaks: false,
		}
	}

	#[test]
	fn whoever_has_no_part_is_told_so_and_can_allow_nothing_without_a_committee() {
		let html = empty().render().unwrap();
		assert!(html.contains("There are no records about you"), "{html}");
		assert!(html.contains("medquorum committee trust"), "{html}");
		assert!(!html.contains("action=\"/emergencies/allow\"") && !html.contains("/emergencies/remove"));
		let html = Page {
			committees: vec![9],
			directed: true,
			..empty()
		}
		.render()
		.unwrap();
		for form in [
			"action=\"/emergencies/allow\"",
			"action=\"/emergencies/remove\"",
			"<option value=\"9\"",
		] {
			assert!(html.contains(form), "{form} in {html}");
		}
	}

	#[test]
	fn names_and_standings_of_others_do_not_act() {
		let access = AccessLine {
			id: "00".repeat(16),
			short: "00000000".to_owned(),
			requester: "<img src=x onerror=x()>\u{202e}".to_owned(),
			record: "01010101".to_owned(),
			due: "moment 7".to_owned(),
			standing: "not explained yet; 0 justified, 0 unjustified".to_owned(),
		};
		let html = Page {
			reviews: vec![access],
			..empty()
		}
		.render()
		.unwrap();
		assert!(!html.contains("<img src=x") && !html.contains('\u{202e}') && !html.contains("<script>x"));
		assert!(html.contains(&format!("/emergencies/{}", "00".repeat(16))));
	}

	#[test]
	fn the_question_says_what_it_means_and_is_about_what_was_chosen() {
		let meaning = what_allowing_means(EmergencyScope::BothKeys, 9, &["One".to_owned()]);
		let question = |what, records| {
			Question {
				frame: frame(),
				meaning: meaning.clone(),
				committee: 9,
				what,
				records,
			}
			.render()
			.unwrap()
		};
		let html = question("both-keys", Vec::new());
		assert!(
			html.contains("opens ALONE") && html.contains("name=\"what\" value=\"both-keys\""),
			"{html}"
		);
		let two = question("", vec!["00".repeat(16), "01".repeat(16)]);
		assert_eq!(two.matches("name=\"record\"").count(), 2);
		// Several calls are not signed elsewhere, and nothing is asked where there is nothing.
		assert!(!two.contains("name=\"elsewhere\"") && html.contains("name=\"elsewhere\""));
		let none = question("", Vec::new());
		assert!(!none.contains("action=\"/emergencies/allow\""), "{none}");
	}

	#[test]
	fn forms_name_a_committee_and_a_scope() {
		assert_eq!(committee("9").unwrap(), 9);
		for wrong in ["", "-1", "nine"] {
			assert!(committee(wrong).is_err(), "{wrong}");
		}
		assert_eq!(future("both-keys").unwrap().1, EmergencyScope::BothKeys);
		assert!(future("all").is_none() && future("").is_none());
	}
}
