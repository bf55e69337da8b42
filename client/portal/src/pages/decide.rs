//! The administrator's queue, and the page that shows what is signed before it is.

use super::tables::{self, Choice, RequestRow};
use crate::{
	error::PortalError,
	forms::Posted,
	frame::Frame,
	texts::{Value, say},
	trouble::Trouble,
	visit::Visit,
};
use askama::Template;
use axum::{extract::RawQuery, response::Response};
use futures::FutureExt as _;
use medquorum_client::{
	domain::RequestId,
	error::{Error, LookupError},
	ledger::Ledger as _,
	rules::answer::CheckedRequest,
	views::{Names as _, Question, text, what_approving_means, words},
};

/// Requests that are approved in one call, at most: as on the command line.
const MOST: usize = 16;

#[derive(Template)]
#[template(path = "decide.html")]
struct Queue {
	frame: Frame,
	requests: Vec<RequestRow>,
}

async fn waiting(visit: &Visit) -> Result<Queue, PortalError> {
	let views = visit.session.observer().inbox_admin(visit.account()).await?;
	Ok(Queue {
		frame: visit.frame(say("tab-decide"), "/decide")?,
		requests: views
			.iter()
			.map(|view| RequestRow::of(&visit.request(view), visit))
			.collect(),
	})
}

/// Shows what waits for an answer.
pub async fn queue(visit: Visit) -> Response {
	let page = waiting(&visit).await;
	visit.answer(page).await
}

/// A request as it is shown before it is signed.
struct Shown {
	short: String,
	lines: Vec<Value>,
	share: Value,
	earlier: Vec<Value>,
}

#[derive(Template)]
#[template(path = "look.html")]
struct Look {
	frame: Frame,
	shown: Vec<Shown>,
	refused: Vec<(String, Trouble)>,
	/// The one request that is looked at, if it is one.
	single: Option<String>,
	reasons: Vec<Choice>,
}

/// What an approval means in an emergency; nothing of an ordinary request.
fn in_emergency(visit: &Visit, checked: &CheckedRequest) -> Vec<Value> {
	let (Some(scope), Some(emergency)) = (checked.emergency, &checked.view.emergency) else {
		return Vec::new();
	};
	let request = &checked.view.request;
	let noted = visit.session.trust.houses.contains_key(&request.requester);
	let house = (emergency.facility, noted);
	let means = what_approving_means(request, scope, house, visit.session.names.as_ref());
	let mut lines: Vec<Value> = means.lines().map(text::line).map(Value::Heard).collect();
	if !noted {
		let number = emergency.facility.to_string();
		lines.push(say("decide-house").with("facility", number).into());
	}
	lines
}

async fn shown(visit: &Visit, checked: &CheckedRequest) -> Result<Shown, Error> {
	let names = visit.session.names.as_ref();
	let request = &checked.view.request;
	let meaning = Question::Approve.meaning(request, &checked.record, names);
	let missing = checked
		.view
		.needed
		.unwrap_or_default()
		.saturating_sub(request.yes);
	let mut lines: Vec<Value> = meaning.lines().map(text::line).map(Value::Heard).collect();
	lines.extend(in_emergency(visit, checked));
	let role = visit
		.session
		.chain
		.user(request.requester)
		.await?
		.map(|user| user.role);
	if let Some(role) = role {
		lines.push(say("decide-role").with_heard("role", role.to_string()).into());
	}
	if !visit.session.trust.committees.contains_key(&request.key_id) {
		let committee = request.key_id.to_string();
		lines.push(say("decide-untrusted").with("committee", committee).into());
	}
	let share = match missing.saturating_sub(1) {
		0 => say("decide-share-last"),
		more => say("decide-share").with("more", more),
	};
	Ok(Shown {
		short: words::short(&checked.view.id),
		lines,
		share: share
			.with("requester", text::line(&names.show(&request.requester)))
			.into(),
		earlier: earlier(visit, checked).await?,
	})
}

/// Earlier requests of the same requester, as far as the chain still has them.
///
/// # Errors
/// When the chain cannot be reached.
pub(super) async fn earlier(visit: &Visit, checked: &CheckedRequest) -> Result<Vec<Value>, Error> {
	let (id, requester) = (checked.view.id, checked.view.request.requester);
	let all = visit.session.chain.requests().await?;
	let before = all
		.iter()
		.filter(|(other, request)| *other != id && request.requester == requester);
	let lines = before.map(|(id, request)| {
		say("decide-before-line")
			.with("request", words::short(id))
			.with("record", words::short(&request.record_id))
			.with_heard("purpose", request.purpose.to_string())
			.into()
	});
	Ok(lines.collect())
}

async fn looked(visit: &Visit, ids: &[RequestId]) -> Result<Look, PortalError> {
	if ids.is_empty() {
		return Err(PortalError::Form("no request was chosen"));
	}
	if ids.len() > MOST {
		return Err(PortalError::Form("at most 16 requests are approved at once"));
	}
	let frame = visit.frame(say("decide-sign"), "/decide")?;
	let administrator = visit.session.administrator();
	let trouble = |error: Error| Trouble::from(error).named(visit.session.names.as_ref());
	let (mut pages, mut checked, mut refused) = (Vec::new(), Vec::new(), Vec::new());
	for id in ids {
		match administrator.check_request(visit.account(), *id).await {
			// Another tab has answered, or another machine.
			Ok(request) if request.view.has_answered(&visit.account()) => {
				let answered = Error::from(LookupError::AlreadyAnswered(*id));
				refused.push((words::short(id), trouble(answered)));
			}
			Ok(request) => {
				pages.push(shown(visit, &request).await?);
				checked.push(request);
			}
			Err(error) => refused.push((words::short(id), trouble(error))),
		}
	}
	if !checked.is_empty() {
		visit.portal.show(&frame.once, checked);
	}
	let answered = refused
		.iter()
		.any(|(_, trouble)| trouble.kind == "AlreadyAnswered");
	let single = match ids {
		[one] if !answered => Some(one.to_string()),
		_ => None,
	};
	Ok(Look {
		frame,
		shown: pages,
		refused,
		single,
		reasons: tables::rejections(),
	})
}

fn chosen(query: &str) -> Result<Vec<RequestId>, PortalError> {
	let mut ids = Vec::new();
	for pair in query.split('&') {
		if let Some(("request", id)) = pair.split_once('=') {
			let id = id.parse().map_err(Error::from)?;
			if !ids.contains(&id) {
				ids.push(id);
			}
		}
	}
	Ok(ids)
}

/// Shows what is signed, each request checked on this machine.
pub async fn look(visit: Visit, RawQuery(query): RawQuery) -> Response {
	let page = match chosen(&query.unwrap_or_default()) {
		Ok(ids) => looked(&visit, &ids).await,
		Err(error) => Err(error),
	};
	visit.answer(page).await
}

/// Approves what that page showed, and nothing else.
pub async fn approve(visit: Visit, form: Posted) -> Response {
	match visit.portal.was_shown(form.get("once")) {
		Ok(shown) => {
			let title = say("do-approve").with("count", shown.len());
			visit.start(&form, title, "/decide", move |acting| {
				acting.approve(shown).boxed_local()
			})
		}
		Err(error) => visit.answer::<Queue>(Err(error)).await,
	}
}

fn begin_rejection(visit: &Visit, form: &Posted) -> Result<Response, PortalError> {
	let id: RequestId = form.get("request").parse().map_err(Error::from)?;
	let why = tables::rejection(form.get("reason")).ok_or(PortalError::Form("choose a reason"))?;
	let title = say("do-reject").with("request", words::short(&id));
	Ok(visit.start(form, title, "/decide", move |acting| {
		acting.reject(id, why).boxed_local()
	}))
}

/// Rejects a request.
pub async fn reject(visit: Visit, form: Posted) -> Response {
	match begin_rejection(&visit, &form) {
		Ok(started) => started,
		Err(error) => visit.answer::<Queue>(Err(error)).await,
	}
}
