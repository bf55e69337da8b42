//! One request as a ladder, and what its requester and its patient do with it.

use super::{decide::earlier, meant::typed_is, trouble::trouble_page};
use crate::{
	error::PortalError,
	forms::Posted,
	frame::Frame,
	saving::{self, Place},
	texts::{Say, Value, say},
	trouble::Trouble,
	visit::Visit,
};
use askama::Template;
use axum::{extract::Path, response::Response};
use futures::FutureExt as _;
use medquorum_client::{
	domain::{AccountId, RequestId, RequestStatus},
	error::Error,
	ledger::Ledger as _,
	views::{Action, AnswerDetails, Fact, Party, Question, RequestDetails, RungKind, RungState, text, words},
};
use zeroize::Zeroizing;

struct ShownRung {
	name: Say,
	mark: &'static str,
	/// Its state, as a class of the stylesheet.
	class: &'static str,
	state: Say,
	words: String,
	waits: String,
}

/// What the patient is asked.
struct Asked {
	lines: Vec<String>,
	/// Earlier requests of the same requester.
	earlier: Vec<Value>,
}

#[derive(Template)]
#[template(path = "request.html")]
struct Page {
	frame: Frame,
	id: String,
	/// Its first digits, to be typed before what cannot be undone.
	short: String,
	record: String,
	rungs: Vec<ShownRung>,
	answer: bool,
	consent: Option<Asked>,
	doubt: Option<Trouble>,
	/// The committee, where nobody has compared it on this machine and it matters to this person.
	untrusted: Option<String>,
	mine: bool,
	/// Whether it has its approvals, which go with it when it is closed.
	approved: bool,
	/// Whether it is an emergency's.
	emergency: bool,
	/// Whether the patient can end it: no consent is asked for in an emergency.
	end: bool,
	folder: String,
	facts: Vec<Fact>,
	votes: Vec<String>,
}

fn steps(request: &RequestDetails) -> Vec<ShownRung> {
	let rungs = request.ladder.rungs.iter();
	let step = |rung: &medquorum_client::views::Rung| {
		let (mark, class, state) = match rung.state {
			RungState::Done => ("✓", "done", say("state-done")),
			RungState::Awaited => ("●", "now", say("state-now")),
			RungState::Later => ("○", "later", say("state-later")),
			RungState::Stopped => ("✕", "stopped", say("state-stopped")),
			RungState::Unreached => ("–", "unreached", say("state-unreached")),
		};
		let waits: Vec<String> = rung.waits_for.iter().map(Party::shown).collect();
		ShownRung {
			name: match rung.kind {
				RungKind::Asked => say("rung-asked"),
				RungKind::Approvals => say("rung-approvals"),
				RungKind::Consent => say("rung-consent"),
				RungKind::Opening => say("rung-opening"),
				RungKind::Closing => say("rung-closing"),
			},
			mark,
			class,
			state,
			words: text::line(&rung.words),
			waits: text::line(&waits.join(", ")),
		}
	};
	rungs.map(step).collect()
}

fn read_id(text: &str) -> Result<RequestId, PortalError> {
	text.parse().map_err(|error| Error::from(error).into())
}

/// The question to the patient, checked before it is shown; or why the patient cannot be asked.
async fn question(visit: &Visit, account: AccountId, id: RequestId, once: &str) -> Result<Asked, Error> {
	let checked = visit.session.patient().check_request(account, id).await?;
	let earlier = earlier(visit, &checked).await?;
	let names = visit.session.names.as_ref();
	let meaning = Question::Consent.meaning(&checked.view.request, &checked.record, names);
	visit.portal.show(once, vec![checked]);
	let lines = meaning.lines().map(text::line);
	Ok(Asked {
		lines: lines.chain([Question::Consent.words().to_owned()]).collect(),
		earlier,
	})
}

async fn page(visit: &Visit, typed: &str) -> Result<Page, PortalError> {
	let id = read_id(typed)?;
	let view = visit.session.observer().request_view(id).await?;
	let mut request = visit.request(&view);
	request.created.time = visit.session.time_of(request.created.block).await?;
	let mut frame = visit.frame(
		say("request-title").with("request", words::short(&id)),
		"/requests",
	)?;
	let own = visit.accounts();
	let placed = visit.session.place_for_request(id).await?;
	let answering = placed.map_or_else(|| visit.account(), |place| place.account);
	frame.elsewhere = placed.is_none() && visit.session.requesting_place(id).await?.is_none();
	let duty_of = |wanted: fn(&Action) -> bool| {
		let mut duties = request.ladder.duties.iter().filter(|duty| wanted(&duty.action));
		duties.any(|duty| duty.people.iter().any(|party| own.contains(&party.address)))
	};
	let asked = match duty_of(|action| matches!(action, Action::Consent)) {
		true => Some(question(visit, answering, id, &frame.once).await),
		false => None,
	};
	let (consent, doubt) = match asked {
		Some(Ok(asked)) => (Some(asked), None),
		Some(Err(error)) => (
			None,
			Some(Trouble::from(error).named(visit.session.names.as_ref())),
		),
		None => (None, None),
	};
	let emergency = request.emergency.is_some();
	let patient = request.patient.as_ref();
	let undecided = matches!(view.status, RequestStatus::Open | RequestStatus::Approved);
	let (mine, key_id) = (own.contains(&request.requester.address), view.request.key_id);
	let unpinned = visit.session.trust.pin(key_id).is_none();
	Ok(Page {
		id: id.to_string(),
		short: words::short(&id),
		approved: view.status == RequestStatus::Approved,
		record: request.record_id.to_string(),
		emergency,
		end: emergency && undecided && patient.is_some_and(|patient| own.contains(&patient.address)),
		rungs: steps(&request),
		answer: duty_of(|action| matches!(action, Action::Approve { .. })),
		untrusted: (unpinned && undecided && (mine || consent.is_some())).then(|| key_id.to_string()),
		consent,
		doubt,
		mine,
		folder: saving::default_folder().display().to_string(),
		facts: request.facts(),
		votes: request.votes.iter().map(AnswerDetails::words).collect(),
		frame,
	})
}

/// Shows a request with its ladder and the forms for what this account can do.
pub async fn show(visit: Visit, Path(id): Path<String>) -> Response {
	let page = page(&visit, &id).await;
	visit.answer(page).await
}

fn begin(visit: &Visit, typed: &str, action: &str, form: &Posted) -> Result<Response, PortalError> {
	let id = read_id(typed)?;
	let back = format!("/requests/{id}");
	let short = words::short(&id);
	Ok(match action {
		"consent" => {
			let shown = visit.portal.was_shown(form.get("once"))?;
			if shown.first().is_none_or(|one| one.view.id != id) {
				return Err(PortalError::NotShown);
			}
			visit.start(
				form,
				say("do-consent").with("request", short),
				&back,
				move |acting| acting.consent(shown).boxed_local(),
			)
		}
		"deny" => visit.start(
			form,
			say("do-deny").with("request", short),
			&back,
			move |acting| acting.deny(id).boxed_local(),
		),
		"close" => visit.start(
			form,
			say("do-close").with("request", short),
			&back,
			move |acting| acting.close(id).boxed_local(),
		),
		"look" => super::look::open(visit, id, form),
		"download" => {
			let place = Place::of(form)?;
			let code = Zeroizing::new(form.get("code").to_owned());
			visit.start(
				form,
				say("do-download").with("request", short),
				&back,
				move |acting| saving::download(acting, id, code, place, false).boxed_local(),
			)
		}
		_ => return Err(PortalError::NoPage),
	})
}

/// Whoever closes an approved request has typed that: nobody opens the record by it any more.
async fn closing_is_meant(visit: &Visit, typed: &str, form: &Posted) -> Result<(), PortalError> {
	let id = read_id(typed)?;
	let request = visit.session.chain.request(id).await.map_err(Error::from)?;
	match request.is_some_and(|request| request.status == RequestStatus::Approved) {
		true => typed_is(form, &words::short(&id)),
		false => Ok(()),
	}
}

async fn begun(visit: &Visit, typed: &str, action: &str, form: &Posted) -> Result<Response, PortalError> {
	if action == "close" {
		closing_is_meant(visit, typed, form).await?;
	}
	begin(visit, typed, action, form)
}

/// Does something with it.
pub async fn act(visit: Visit, Path((id, action)): Path<(String, String)>, form: Posted) -> Response {
	let error = match begun(&visit, &id, &action, &form).await {
		Ok(started) => return started,
		Err(error) => Trouble::from(error).named(visit.session.names.as_ref()),
	};
	match visit.frame(say("not-done"), "") {
		Ok(frame) => trouble_page(frame, error),
		Err(error) => super::bare::trouble(error.into()),
	}
}
