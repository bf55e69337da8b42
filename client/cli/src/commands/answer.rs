//! `approve`, `reject`, `consent`, `deny`: answers to a request. What is decided about is shown first, checked.

use std::io::Write;

use clap::Args;
use medquorum_client::domain::{Record, RecordId, Request, RequestId};
use medquorum_client::ledger::Sign;
use medquorum_client::vault::CheckedRequest;
use serde_json::json;

use crate::cli::{IdArg, ReasonArg};
use crate::context::{Names, Session};
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

/// What a person is asked to agree to.
#[derive(Clone, Copy)]
enum Question {
	Approve,
	Consent,
}

/// The request in names, what agreeing means, and the question.
fn dialogue(question: Question, request: &Request, record: &Record, names: &Names) -> (String, &'static str) {
	let requester = names.show(&request.requester);
	let asked = format!(
		"{requester} asks for record {} of {}, uploaded by {}, for: {}.",
		output::short(&request.record_id),
		names.show(&record.patient),
		names.show(&record.uploader),
		request.purpose,
	);
	match question {
		Question::Approve => (asked, "Approve, with your share of the record's key?"),
		// Design section 6.1: nobody can take this back, so it is said before.
		Question::Consent => (
			format!(
				"{asked}\nConsent gives {requester} your key of this record at once, approved or not: it opens the record's \
				 encrypted header, not the file. Whoever keeps a copy of that header can undo the erasing of this record: \
				 what then protects the file is the administrators alone."
			),
			"Consent, with your key of this record?",
		),
	}
}

/// Says what the request is and what the answer means, and asks.
fn ask(question: Question, checked: &CheckedRequest, session: &Session<'_>) -> Outcome {
	let (meaning, question) = dialogue(question, &checked.view.request, &checked.record, &session.names);
	session.app.say(meaning);
	session.app.confirm(question)
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
	ask(Question::Approve, &checked, session)?;
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
	ask(Question::Consent, &checked, session)?;
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

#[cfg(test)]
mod tests {
	use super::*;
	use medquorum_client::domain::{AccountId, Purpose, RecordStatus, RequestMode, RequestStatus};

	fn request() -> Request {
		Request {
			record_id: RecordId([1; 16]),
			requester: AccountId([2; 32]),
			seq: 0,
			q: [0; 32],
			epk: [0; 32],
			auth_sig: [0; 64],
			key_id: 1,
			epoch: 1,
			mode: RequestMode::Outsider,
			purpose: Purpose::Treatment,
			created: 0,
			expires: 9,
			yes: 0,
			no: 0,
			status: RequestStatus::Open,
		}
	}

	fn record() -> Record {
		Record {
			uploader: AccountId([3; 32]),
			patient: AccountId([4; 32]),
			csp_pk: [0; 32],
			key_id: 1,
			commitment: [0; 32],
			capsule: [0; 128],
			csp_enc: [0; 32],
			csp_check: [0; 32],
			locator: [0; 64],
			supersedes: None,
			acknowledged: false,
			status: RecordStatus::Active,
			created: 0,
		}
	}

	#[test]
	fn patients_are_told_what_consent_gives_away() {
		let names = Names::default();
		let requester = names.show(&AccountId([2; 32]));
		let (said, question) = dialogue(Question::Consent, &request(), &record(), &names);
		assert!(question.starts_with("Consent"));
		for words in [
			requester.as_str(),
			"encrypted header",
			"approved or not",
			"keeps a copy of that header",
			"erasing of this record",
		] {
			assert!(said.contains(words), "{words:?} is not in {said}");
		}
		let (said, _) = dialogue(Question::Approve, &request(), &record(), &names);
		assert!(said.contains(&requester) && !said.contains("header"), "{said}");
	}
}
