//! Answering in the patient's place by what the patient has decided beforehand. What no policy is about is left to the patient.

use super::{desk::Delivered, observer::Observer, patient::Patient};
use crate::{
	error::Error,
	keep::{
		answers::{AnswerLine, AnswerLog, Said},
		policies::Policies,
		watching::Watching,
	},
};
use medquorum_core::{
	advice::in_one_line,
	domain::{BlockNumber, RecordId, Request, RequestId},
	error::LedgerError,
	ledger::Sign,
	policy::{Asked, Because, PolicySet, Verdict, decide},
	ports::SecretStore,
	rules::answer::CheckedRequest,
	views::{Nameless, NoticeKind, Part, RequestView},
};

/// Who holds a patient's keystore and answers by the patient's policies: the patient's own machine, or a service.
#[derive(Clone, Copy)]
pub struct Deputy<'a> {
	/// The role in which is answered: the same checks and the same calls as by hand.
	pub patient: Patient<'a>,
	/// What the patient has decided.
	pub policies: &'a Policies,
	/// Where it is written down what was said, and why.
	pub log: &'a AnswerLog,
	/// What clocks on walls say, in milliseconds since 1970: periods of policies are compared with it.
	pub now: u64,
}

/// One request on its way to an answer.
struct Case<'a> {
	view: &'a RequestView,
	to: &'a [&'a str],
}

impl Deputy<'_> {
	/// Answers every request for the signer's records that a policy is about; gives the number of answers. The policies are read, and
	/// their signature checked, each time. Each answer is in the log before it leaves.
	///
	/// # Errors
	/// When the policies are not to be believed, the node is not or cannot be reached, or the disk is full. What does not hold about a
	/// single request is no error: it is left to the patient.
	pub async fn answer(
		&self,
		signer: &dyn Sign,
		secrets: &dyn SecretStore,
		watching: &mut Watching,
		to: &[&str],
	) -> Result<usize, Error> {
		let policies = self.policies.load(Some(secrets))?;
		let observer = Observer {
			desk: self.patient.desk,
		};
		let mut answers: usize = 0;
		for view in observer.inbox_patient(signer.account()).await? {
			if !view.consented {
				let case = Case { view: &view, to };
				let said = self
					.answer_one(signer, secrets, &policies, &case, watching)
					.await?;
				answers = answers.saturating_add(usize::from(said));
			}
		}
		Ok(answers)
	}

	/// Whether one request was answered.
	async fn answer_one(
		&self,
		signer: &dyn Sign,
		secrets: &dyn SecretStore,
		policies: &PolicySet,
		case: &Case<'_>,
		watching: &mut Watching,
	) -> Result<bool, Error> {
		let id = case.view.id;
		let checked = match self.patient.check_request(signer.account(), id).await {
			Ok(checked) => checked,
			Err(error) => return self.unless_the_nodes(error, policies, case, watching),
		};
		// Only what the requester has signed is compared with the policies.
		let request = &checked.view.request;
		let older = self.patient.versions_before(request.record_id).await?;
		let asked = asked(request, &older);
		let verdict = decide(&policies.policies, &asked, self.now);
		let because = match verdict {
			Verdict::Silent => {
				let why = "no standing answer is about it".to_owned();
				self.leave(why, policies, case, watching)?;
				return Ok(false);
			}
			Verdict::Consent(because) | Verdict::Deny(because) => because,
		};
		let consents = matches!(verdict, Verdict::Consent(_));
		let before = if consents { Said::Consenting } else { Said::Denying };
		self.log.add(line(before, &checked, because, None), self.now)?;
		let delivered = match consents {
			true => self.patient.consent(signer, secrets, &checked).await,
			false => self.patient.deny(signer, id).await,
		};
		let block = match delivered {
			Ok(Delivered::Finalized(receipt)) => receipt.block,
			// Nobody carries a call out that was only printed.
			Ok(Delivered::Call(_)) => return Ok(false),
			Err(error) => return self.unless_the_nodes(error, policies, case, watching),
		};
		let (after, kind) = match consents {
			true => (Said::Consented, NoticeKind::Consented),
			false => (Said::Denied, NoticeKind::Denied),
		};
		self.log
			.add(line(after, &checked, because, Some(block)), self.now)?;
		let why = because.rule.words(&Nameless);
		tell(case, (&format!("answered/{id}"), kind, block), why, watching);
		watching.save(None)?;
		Ok(true)
	}

	/// Leaves a request to the patient for this error, unless it is the node that fails: then the next round tries again.
	fn unless_the_nodes(
		&self,
		error: Error,
		policies: &PolicySet,
		case: &Case<'_>,
		watching: &mut Watching,
	) -> Result<bool, Error> {
		let about_the_request = match &error {
			Error::Ledger(LedgerError::Refused { .. } | LedgerError::CannotPay { .. })
			| Error::Lookup(_)
			| Error::Trust(_)
			| Error::Key(_)
			| Error::Envelope { .. } => true,
			_ => false,
		};
		if !about_the_request {
			return Err(error);
		}
		self.leave(in_one_line(&error), policies, case, watching)?;
		Ok(false)
	}

	/// Says nothing, and why: once for each state of the policies.
	fn leave(
		&self,
		why: String,
		policies: &PolicySet,
		case: &Case<'_>,
		watching: &mut Watching,
	) -> Result<(), Error> {
		let view = case.view;
		let key = format!("left/{}/{}", view.id, policies.number);
		let block = view.request.created;
		if tell(
			case,
			(&key, NoticeKind::LeftToPatient, block),
			why.clone(),
			watching,
		) {
			let left = AnswerLine {
				policy: None,
				why,
				..line_of(Said::Left, view.id, &view.request)
			};
			self.log.add(left, self.now)?;
			watching.save(None)?;
		}
		Ok(())
	}
}

fn asked<'a>(request: &Request, older: &'a [RecordId]) -> Asked<'a> {
	Asked {
		requester: request.requester,
		purpose: request.purpose,
		record: request.record_id,
		older,
	}
}

/// Whether it was new.
fn tell(
	case: &Case<'_>,
	(key, kind, block): (&str, NoticeKind, BlockNumber),
	why: String,
	watching: &mut Watching,
) -> bool {
	let request = &case.view.request;
	watching.tell(case.to, |teller| {
		let before = teller.new.len();
		teller.tell(key, (kind, Part::Patient), block, |notice| {
			notice.request = Some(case.view.id);
			notice.record = Some(request.record_id);
			notice.who = Some(request.requester);
			notice.purpose = Some(request.purpose);
			notice.why = Some(why);
		});
		teller.new.len() > before
	})
}

fn line(
	said: Said,
	checked: &CheckedRequest,
	because: Because<'_>,
	block: Option<BlockNumber>,
) -> AnswerLine {
	AnswerLine {
		policy: Some(because.policy.to_string()),
		why: because.rule.words(&Nameless),
		block,
		..line_of(said, checked.view.id, &checked.view.request)
	}
}

fn line_of(said: Said, request_id: RequestId, request: &Request) -> AnswerLine {
	AnswerLine {
		time: String::new(),
		said,
		request_id,
		record_id: request.record_id,
		requester: request.requester,
		purpose: request.purpose.code().to_owned(),
		policy: None,
		why: String::new(),
		block: None,
	}
}
