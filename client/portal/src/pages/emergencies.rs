//! Emergencies: what the account allows, what was opened without its patient, and what waits for a review.

use crate::{
	error::PortalError,
	forms::Posted,
	frame::Frame,
	texts::{Value, say},
	visit::{AccountChoice, Visit},
};
use askama::Template;
use axum::{extract::Query, response::Response};
use futures::FutureExt as _;
use medquorum_client::{
	domain::{EmergencyDirective, EmergencyScope, KeyId, Moment, RecordId, RequestId, Review},
	error::Error,
	ledger::Ledger as _,
	views::{Names as _, RecordView, ReviewDetails, text, what_allowing_means, words},
};
use std::collections::HashMap;

/// Records that are shown, and that one form is about; the others come next.
const MOST: usize = 100;

struct RecordLine {
	/// Which of the person's accounts it is about, where there are several.
	place: Option<Value>,
	id: String,
	short: String,
	opens: Value,
	by: String,
}

struct AccessLine {
	/// The same of an access.
	place: Option<Value>,
	id: String,
	short: String,
	requester: String,
	record: String,
	due: String,
	standing: String,
}

impl AccessLine {
	fn of(details: &ReviewDetails, place: Option<Value>) -> Self {
		Self {
			place,
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
	/// The accounts for which facilities may add something, with what that is.
	directed: Vec<Directed>,
	choices: Vec<AccountChoice>,
	breaks: bool,
}

/// An account that lets facilities add something for an emergency.
struct Directed {
	/// What a form says of it; empty for the main one.
	value: String,
	/// Which it is, where there are several.
	place: Option<Value>,
	committee: String,
	scope: EmergencyScope,
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

/// The records about the person under any account, the oldest first.
async fn own_records(visit: &Visit) -> Result<Vec<RecordView>, Error> {
	let mut views: Vec<RecordView> = Vec::new();
	for account in visit.accounts() {
		views.extend(visit.session.observer().records_of(account).await?);
	}
	views.sort_by_key(|view| (view.record.created, view.id));
	views.dedup_by_key(|view| view.id);
	Ok(views)
}

/// What each of the person's accounts lets facilities add.
async fn directives(visit: &Visit) -> Result<Vec<Directed>, Error> {
	let mut directed = Vec::new();
	for account in visit.accounts() {
		let Some(directive) = visit.session.chain.emergency_directive(account).await? else {
			continue;
		};
		directed.push(Directed {
			value: match account == visit.account() {
				true => String::new(),
				false => account.to_string(),
			},
			place: visit.place_of([account]),
			committee: directive.key_id.to_string(),
			scope: directive.scope,
		});
	}
	Ok(directed)
}

async fn records(visit: &Visit) -> Result<(Vec<RecordLine>, usize), Error> {
	let (session, mut lines) = (&visit.session, Vec::new());
	let views = own_records(visit).await?;
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
			place: visit.place_of([view.record.patient]),
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
	let reviews = session.joint_reviews(&visit.accounts()).await?;
	let reviews = reviews.iter().map(|(id, review)| {
		let place = visit.place_of([review.patient, review.requester]);
		AccessLine::of(&details(visit, *id, review, now), place)
	});
	let (records, left) = records(visit).await?;
	let account = visit.status.account.as_ref();
	let part = account
		.map(|account| account.emergency.clone())
		.unwrap_or_default();
	Ok(Page {
		frame: visit.frame(say("tab-emergencies"), "/emergencies")?,
		part: part.sentences(),
		reviews: reviews.collect(),
		records,
		left,
		committees: committees(visit),
		directed: directives(visit).await?,
		choices: visit.choices(),
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
	/// Of which account; empty for the main one.
	account: String,
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

async fn question(visit: &Visit, asked: &HashMap<String, String>) -> Result<Question, PortalError> {
	let typed = |name: &str| asked.get(name).map_or("", String::as_str);
	let key_id = committee(typed("committee"))?;
	let (what, scope) = future(typed("what")).unwrap_or(("", EmergencyScope::CspKey));
	let records = match typed("what") {
		_ if !what.is_empty() => Vec::new(),
		"all" => visit.session.not_for_emergencies(&visit.accounts(), MOST).await?,
		id => vec![read_id(id)?],
	};
	let committee = visit.session.observer().committee_view(key_id).await?.committee;
	let names = committee.admins.iter();
	let names: Vec<String> = names
		.map(|admin| text::line(&visit.session.names.show(&admin.account)))
		.collect();
	let place = match (what.is_empty(), records.as_slice()) {
		(false, _) => visit.chosen(typed("account"))?,
		(true, [one]) => visit.session.place_for(*one).await?,
		(true, _) => None,
	};
	let mut frame = visit.frame(say("emergency-allow-title"), "/emergencies")?;
	frame.elsewhere = place.is_none();
	Ok(Question {
		frame,
		// All of it: who reads half of what it means has not been asked.
		meaning: what_allowing_means(scope, key_id, &names),
		committee: key_id,
		what,
		account: typed("account").to_owned(),
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
		let place = visit.chosen(form.get("account"))?;
		let title = say("do-emergency-future");
		return Ok(visit.start(form, title, "/emergencies", move |acting| {
			acting.direct_emergency(directive, place).boxed_local()
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
	match visit.chosen(form.get("account")) {
		Ok(place) => visit.start(&form, say("do-emergency-future"), "/emergencies", move |acting| {
			acting.direct_emergency(None, place).boxed_local()
		}),
		Err(error) => visit.answer::<Page>(Err(error)).await,
	}
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
			directed: Vec::new(),
			choices: Vec::new(),
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
			directed: vec![Directed {
				value: String::new(),
				place: None,
				committee: "9".to_owned(),
				scope: EmergencyScope::CspKey,
			}],
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
			place: None,
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
				account: String::new(),
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
