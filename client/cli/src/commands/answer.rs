//! `approve`, `reject`, `consent`, `deny`: answers to a request. The person is shown the checked request first.

use crate::{
	args::{IdArg, ReasonArg},
	context::{App, Session},
	output::Outcome,
};
use clap::Args;
use medquorum_client::{
	domain::{RecordId, RequestId},
	ledger::{Ledger as _, Sign},
	ports::SecretStore,
	rules::answer::CheckedRequest,
	views::{No, Question, after_approval, after_rejection, what_approving_means, words},
};
use serde_json::{Value, json};
use std::io::Write;

/// Options of the commands that only name a request.
#[derive(Debug, Args)]
pub struct RequestOpts {
	/// The request
	request: IdArg,
}

/// Options of `approve`.
#[derive(Debug, Args)]
pub struct ApproveOpts {
	/// The request; or several, which the chain approves all together or not at all
	#[arg(value_name = "REQUEST", required = true, num_args = 1..=16)]
	requests: Vec<IdArg>,
}

/// Options of `reject`.
#[derive(Debug, Args)]
pub struct RejectOpts {
	/// The request
	request: IdArg,
	/// Why
	#[arg(long, value_enum, ignore_case = true)]
	reason: ReasonArg,
}

/// Says what the request is and what the answer means, and asks.
fn ask(question: Question, checked: &CheckedRequest, session: &Session<'_>) -> Outcome {
	let names = session.names.as_ref();
	session
		.app
		.say(question.meaning(&checked.view.request, &checked.record, names));
	if let (Some(scope), Some(emergency)) = (checked.emergency, &checked.view.emergency) {
		let request = &checked.view.request;
		let noted = session.trust.houses.contains_key(&request.requester);
		let house = (emergency.facility, noted);
		session
			.app
			.say(what_approving_means(request, scope, house, names));
	}
	session.tell_untrusted(checked.view.request.key_id);
	session.app.confirm(question.words())
}

/// Says what the request is, and asks before a no. One that is gone is refused by what follows.
async fn ask_before(no: No, id: RequestId, session: &Session<'_>) -> Outcome {
	let Some(request) = session.chain.request(id).await? else {
		return Ok(());
	};
	session.app.say(no.meaning(&request, session.names.as_ref()));
	session.app.confirm(no.words())
}

fn document(id: RequestId, record_id: Option<RecordId>, answer: &str) -> Value {
	json!({ "request_id": id, "record_id": record_id, "answer": answer })
}

/// An administrator approves.
pub async fn approve(opts: &ApproveOpts, app: &App, out: &mut impl Write) -> Outcome {
	let session = app.session().await?;
	let mut ids = Vec::new();
	for typed in &opts.requests {
		let id = session.request_id(typed).await?;
		if !ids.contains(&id) {
			ids.push(id);
		}
	}
	match ids.as_slice() {
		[one] => approve_one(*one, &session, out).await,
		several => approve_many(several, &session, out).await,
	}
}

/// Shows and asks one request after the other; one no, and none is approved.
async fn approve_many(ids: &[RequestId], session: &Session<'_>, out: &mut impl Write) -> Outcome {
	let signer = session.signer()?;
	let administrator = session.administrator();
	let mut checked = Vec::new();
	for id in ids {
		let request = administrator.check_request(Sign::account(&signer), *id).await?;
		ask(Question::Approve, &request, session)?;
		checked.push(request);
	}
	let keystore = session.app.keystore()?;
	let done = administrator.approve_many(&signer, &keystore, &checked).await?;
	let requests: Vec<_> = checked
		.iter()
		.map(|checked| document(checked.view.id, Some(checked.view.request.record_id), "approve"))
		.collect();
	let talk = format!("Approved {}", words::count(ids.len(), "request"));
	session.report(&done, talk, json!({ "requests": requests }), out)
}

async fn approve_one(id: RequestId, session: &Session<'_>, out: &mut impl Write) -> Outcome {
	let signer = session.signer()?;
	let administrator = session.administrator();
	let checked = administrator.check_request(Sign::account(&signer), id).await?;
	ask(Question::Approve, &checked, session)?;
	let keystore = session.app.keystore()?;
	let done = administrator.approve(&signer, &keystore, &checked).await?;
	let request = &checked.view.request;
	let missing = checked
		.view
		.needed
		.unwrap_or_default()
		.saturating_sub(request.yes);
	let talk = after_approval(&id, done.receipt(), missing);
	let document = document(id, Some(request.record_id), "approve");
	session.report(&done, talk, document, out)
}

/// An administrator rejects.
pub async fn reject(opts: &RejectOpts, app: &App, out: &mut impl Write) -> Outcome {
	let session = app.session().await?;
	let id = session.request_id(&opts.request).await?;
	ask_before(No::Rejection, id, &session).await?;
	let signer = session.signer()?;
	let reason = opts.reason.into();
	let keystore = app.home.keystore().exists().then(|| app.keystore()).transpose()?;
	let secrets = keystore.as_ref().map(|keystore| keystore as &dyn SecretStore);
	let done = session
		.administrator()
		.reject(&signer, secrets, id, reason)
		.await?;
	let talk = after_rejection(&id, done.receipt(), reason);
	session.report(&done, talk, document(id, None, "reject"), out)
}

/// The patient consents.
pub async fn consent(opts: &RequestOpts, app: &App, out: &mut impl Write) -> Outcome {
	let session = app.session().await?;
	let id = session.patients_request(&opts.request).await?;
	let actor = session.actor_for_request(id).await?;
	let patient = session.patient();
	let checked = patient.check_request(actor.account(), id).await?;
	ask(Question::Consent, &checked, &session)?;
	let done = patient
		.consent(actor.signer(), actor.secrets()?, &checked)
		.await?;
	let talk = format!("Consented to request {}", words::short(&id));
	let document = document(id, Some(checked.view.request.record_id), "consent");
	session.report(&done, talk, document, out)
}

/// The patient denies consent.
pub async fn deny(opts: &RequestOpts, app: &App, out: &mut impl Write) -> Outcome {
	let session = app.session().await?;
	let id = session.patients_request(&opts.request).await?;
	let actor = session.actor_for_request(id).await?;
	ask_before(No::Denial, id, &session).await?;
	let done = session.patient().deny(actor.signer(), id).await?;
	let talk = format!("Denied consent to request {}: it is over", words::short(&id));
	session.report(&done, talk, document(id, None, "deny"), out)
}
