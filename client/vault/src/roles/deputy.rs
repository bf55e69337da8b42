//! Answering in the patient's place by what the patient has decided beforehand. What no policy is about is left to the patient.

use super::{
	desk::{Delivered, Desk},
	observer::Observer,
	patient::Patient,
};
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
	domain::{AccountId, BlockNumber, Moment, RecordId, RejectionCause, Request, RequestId, RequestStatus},
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

/// Before the id of a request whose answer is under way: noted on disk before the call leaves.
const UNDER_WAY: &str = "answering/";
/// Moments until an answer that the chain has refused is tried again: an hour.
const PATIENCE: Moment = 600;

/// What is said of an answer.
struct Words {
	before: Said,
	after: Said,
	kind: NoticeKind,
}

const CONSENT: Words = Words {
	before: Said::Consenting,
	after: Said::Consented,
	kind: NoticeKind::Consented,
};
const DENY: Words = Words {
	before: Said::Denying,
	after: Said::Denied,
	kind: NoticeKind::Denied,
};

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
		self.settle(watching, to).await?;
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
		let refused = format!("refused/{id}/{}", case.view.now / PATIENCE);
		if watching.knows(&refused) {
			return Ok(false);
		}
		let (checked, older) = match self.checked(signer.account(), id).await {
			Ok(checked) => checked,
			Err(error) => return self.unless_the_nodes(error, policies, case, watching),
		};
		// Only what the requester has signed is compared with the policies.
		let asked = asked(&checked.view.request, &older);
		let (because, words) = match decide(&policies.policies, &asked, self.now) {
			Verdict::Consent(because) => (because, &CONSENT),
			Verdict::Deny(because) => (because, &DENY),
			Verdict::Silent => {
				let why = "no standing answer is about it".to_owned();
				self.leave(why, policies, case, watching)?;
				return Ok(false);
			}
		};
		let under_way = format!("{UNDER_WAY}{id}");
		self.log
			.add(line(words.before, &checked, because, None), self.now)?;
		watching.mark(under_way.clone(), case.view.request.created);
		watching.save(None)?;
		let delivered = match words.before {
			Said::Consenting => self.patient.consent(signer, secrets, &checked).await,
			_ => self.patient.deny(signer, id).await,
		};
		let block = match delivered {
			Ok(Delivered::Finalized(receipt)) => receipt.block,
			// A call that was only printed is not carried out.
			Ok(Delivered::Call(_)) => return Ok(false),
			Err(error) => {
				let left = self.unless_the_nodes(error, policies, case, watching)?;
				watching.mark(refused, case.view.request.created);
				watching.unmark(&under_way);
				watching.save(None)?;
				return Ok(left);
			}
		};
		self.log
			.add(line(words.after, &checked, because, Some(block)), self.now)?;
		let why = because.rule.words(&Nameless);
		let what = (&*format!("answered/{id}"), words.kind, block);
		tell((id, &case.view.request, case.to), what, why, watching);
		watching.unmark(&under_way);
		watching.save(None)?;
		Ok(true)
	}

	/// The request as its requester signed it, and the older versions of its record.
	async fn checked(
		&self,
		patient: AccountId,
		id: RequestId,
	) -> Result<(CheckedRequest, Vec<RecordId>), Error> {
		let checked = self.patient.check_request(patient, id).await?;
		let record = checked.view.request.record_id;
		let older = self.patient.versions_before(record).await?;
		Ok((checked, older))
	}

	/// Tells what became of answers that were under way when a process was killed or its connection broke.
	async fn settle(&self, watching: &mut Watching, to: &[&str]) -> Result<(), Error> {
		let Desk { ledger, .. } = self.patient.desk;
		for digits in watching.marked(UNDER_WAY) {
			let Ok(id) = digits.parse::<RequestId>() else {
				continue;
			};
			let request = ledger.request(id).await?;
			let consented = ledger.consent(id).await?.is_some();
			let denied = RequestStatus::Rejected(RejectionCause::ConsentDenied);
			let arrived = match request {
				Some(request) if consented => Some((request, Said::Consented, NoticeKind::Consented)),
				Some(request) if request.status == denied => {
					Some((request, Said::Denied, NoticeKind::Denied))
				}
				// It did not arrive: the request is answered as if for the first time.
				Some(_) | None => None,
			};
			if let Some((request, said, kind)) = arrived {
				let why = "as it was under way when the connection broke".to_owned();
				let settled = AnswerLine {
					why: why.clone(),
					..line_of(said, id, &request)
				};
				self.log.add(settled, self.now)?;
				let what = (&*format!("answered/{id}"), kind, request.created);
				tell((id, &request, to), what, why, watching);
			}
			watching.unmark(&format!("{UNDER_WAY}{id}"));
			watching.save(None)?;
		}
		Ok(())
	}

	/// Leaves a request to the patient for this error, unless it is the node that fails: then the next round tries again.
	fn unless_the_nodes(
		&self,
		error: Error,
		policies: &PolicySet,
		case: &Case<'_>,
		watching: &mut Watching,
	) -> Result<bool, Error> {
		let about_the_request = matches!(
			&error,
			Error::Ledger(LedgerError::Refused { .. } | LedgerError::CannotPay { .. })
				| Error::Lookup(_)
				| Error::Trust(_)
				| Error::Key(_)
				| Error::Envelope { .. }
		);
		if !about_the_request {
			return Err(error);
		}
		self.leave(in_one_line(&error), policies, case, watching)?;
		Ok(false)
	}

	/// Leaves the request to the patient and logs why, once for each state of the policies.
	fn leave(
		&self,
		why: String,
		policies: &PolicySet,
		case: &Case<'_>,
		watching: &mut Watching,
	) -> Result<(), Error> {
		let (id, request) = (case.view.id, &case.view.request);
		let key = format!("left/{id}/{}", policies.number);
		if watching.knows(&key) {
			return Ok(());
		}
		let left = AnswerLine {
			why: why.clone(),
			..line_of(Said::Left, id, request)
		};
		self.log.add(left, self.now)?;
		let what = (&*key, NoticeKind::LeftToPatient, request.created);
		tell((id, request, case.to), what, why, watching);
		watching.save(None)
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

/// Tells what became of a request.
fn tell(
	(id, request, to): (RequestId, &Request, &[&str]),
	(key, kind, block): (&str, NoticeKind, BlockNumber),
	why: String,
	watching: &mut Watching,
) {
	watching.tell(to, |teller| {
		teller.tell(key, (kind, Part::Patient), block, |notice| {
			notice.request = Some(id);
			notice.record = Some(request.record_id);
			notice.who = Some(request.requester);
			notice.purpose = Some(request.purpose);
			notice.why = Some(why);
		});
	});
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
