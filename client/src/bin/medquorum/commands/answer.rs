//! `approve`, `reject`, `consent`, `deny`: answers to a request. What is decided about is shown first, checked.

use std::io::Write;

use clap::Args;
use medquorum_client::domain::{RecordId, RequestId};
use medquorum_client::ledger::Sign;
use medquorum_client::vault::CheckedRequest;
use serde_json::json;

use crate::cli::{IdArg, ReasonArg};
use crate::context::Session;
use crate::output::{self, Outcome};

/// Options of the commands that only name a request.
#[derive(Debug, Args)]
pub struct RequestOpts {
	/// The request
	request: IdArg,
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

/// Says what the request is, in names, and asks.
fn ask(what: &str, checked: &CheckedRequest, session: &Session<'_>) -> Outcome {
	let request = &checked.view.request;
	let name = |account| session.names.show(account);
	session.app.say(format_args!(
		"{} asks for record {} of {}, uploaded by {}, for: {}.",
		name(&request.requester),
		output::short(&request.record_id),
		name(&checked.record.patient),
		name(&checked.record.uploader),
		request.purpose,
	));
	session.app.confirm_if_asked(what)
}

fn document(id: RequestId, record_id: Option<RecordId>, answer: &str) -> serde_json::Value {
	json!({ "request_id": id, "record_id": record_id, "answer": answer })
}

/// An administrator approves.
pub async fn approve(opts: &RequestOpts, session: &Session<'_>, out: &mut impl Write) -> Outcome {
	let id = session.request_id(&opts.request).await?;
	let signer = session.signer()?;
	let vault = session.vault();
	let checked = vault.check_request(Sign::account(&signer), id).await?;
	ask("Approve, with your share of the record's key?", &checked, session)?;
	let keystore = session.app.keystore()?;
	let done = vault
		.approve(&signer, &keystore, &session.app.journal(), &checked)
		.await?;
	let more = match done.receipt() {
		Some(receipt) if receipt.events.iter().any(|event| event.name == "RequestApproved") => {
			": it has all the approvals it needs".to_owned()
		}
		Some(_) => {
			let needed = checked
				.view
				.needed
				.unwrap_or_default()
				.saturating_sub(checked.view.request.yes);
			format!(
				": {} more needed",
				output::count(usize::from(needed.saturating_sub(1)), "approval")
			)
		}
		None => String::new(),
	};
	let talk = format!("Approved request {}{more}", output::short(&id));
	session.report(
		&done,
		talk,
		document(id, Some(checked.view.request.record_id), "approve"),
		out,
	)
}

/// An administrator rejects.
pub async fn reject(opts: &RejectOpts, session: &Session<'_>, out: &mut impl Write) -> Outcome {
	let id = session.request_id(&opts.request).await?;
	let signer = session.signer()?;
	let reason = opts.reason.into();
	let done = session
		.vault()
		.reject(&signer, &session.app.journal(), id, reason)
		.await?;
	let ended = done
		.receipt()
		.is_some_and(|done| done.events.iter().any(|event| event.name == "RequestRejected"));
	let end = if ended {
		"; it cannot be approved any more"
	} else {
		""
	};
	let talk = format!(
		"Rejected request {}: {}{end}",
		output::short(&id),
		output::reason(reason)
	);
	session.report(&done, talk, document(id, None, "reject"), out)
}

/// The patient consents.
pub async fn consent(opts: &RequestOpts, session: &Session<'_>, out: &mut impl Write) -> Outcome {
	let id = session.request_id(&opts.request).await?;
	let signer = session.signer()?;
	let vault = session.vault();
	let checked = vault.check_request_as_patient(Sign::account(&signer), id).await?;
	ask("Consent, with your key of this record?", &checked, session)?;
	let keystore = session.app.keystore()?;
	let done = vault.consent(&signer, &keystore, &checked).await?;
	let talk = format!("Consented to request {}", output::short(&id));
	session.report(
		&done,
		talk,
		document(id, Some(checked.view.request.record_id), "consent"),
		out,
	)
}

/// The patient denies consent.
pub async fn deny(opts: &RequestOpts, session: &Session<'_>, out: &mut impl Write) -> Outcome {
	let id = session.request_id(&opts.request).await?;
	let signer = session.signer()?;
	let done = session.vault().deny(&signer, id).await?;
	let talk = format!("Denied consent to request {}: it is over", output::short(&id));
	session.report(&done, talk, document(id, None, "deny"), out)
}
