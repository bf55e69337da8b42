//! Breaking the glass, as a job: from a reason to the file, which is held in memory and looked at. Stopped at any moment it is begun again
//! and resumes, because what was asked for is found by the keys in the keystore.

use super::{Acting, Outcome, to};
use crate::{
	held::Held,
	jobs::{Done, Fact},
	saving,
	texts::{Value, say},
};
use medquorum_client::{
	domain::{EmergencyScope, Purpose, RecordId, RequestId, RequestStatus},
	download::CspSource,
	error::{Error, LookupError},
	progress::Step,
	roles::{Asked, Glass},
	views::{Names as _, text, words},
};
use std::{path::PathBuf, time::Duration};
use zeroize::Zeroizing;

/// Time between two looks at the chain: a block takes as long.
const PAUSE: Duration = Duration::from_secs(6);

impl Acting {
	/// Where the record's CSP key comes from, for a request of this account: a code that was typed, an emergency committee, or the consent.
	///
	/// # Errors
	/// When the chain cannot be reached, or has no such request.
	pub async fn source<'c>(&self, id: RequestId, code: &'c str) -> Result<CspSource<'c>, Error> {
		if !code.is_empty() {
			return Ok(CspSource::Code(code));
		}
		let view = self.session.observer().request_view(id).await?;
		Ok(match view.emergency {
			Some(_) => CspSource::Emergency,
			None => CspSource::Consent,
		})
	}

	/// The same session and the same keys, for work beside this.
	fn beside(&self) -> Self {
		Self {
			session: self.session.clone(),
			keys: self.keys.clone(),
			job: self.job.clone(),
		}
	}

	/// Breaks the glass, waits for the approvals, holds the file in memory or saves it to the folder that is named, and explains the
	/// access where a statement was typed.
	///
	/// # Errors
	/// When the patient has not allowed it, the role does not, the approvals are refused, or the file does not open.
	pub async fn break_glass(
		self,
		record: RecordId,
		reason: Purpose,
		statement: Zeroizing<String>,
		(folder, held): (Option<PathBuf>, &Held),
	) -> Outcome {
		let (requester, keys) = (self.session.requester(), &self.keys);
		let (_, emergency, _) = requester.emergency_of(record).await?;
		let scope = emergency.entry.scope();
		let asked = requester.break_glass(&keys.signer, &keys.keystore, record, reason);
		let sent = match asked.await? {
			Asked::Sent(sent) => sent,
			Asked::Call(call) => {
				return Ok(Done {
					call: Some(call),
					next: to(&format!("/records/{record}/emergency"), say("emergency-see")),
					..Done::said(say("said-glass-asked").with("record", words::short(&record)))
				});
			}
		};
		for id in &sent {
			self.session.note_asked(keys.account(), *id);
		}
		let glass = self.broken(record, scope, sent).await?;
		let first = glass.emergency.as_ref().ok_or(Error::Interrupted)?.id;
		let (id, code) = self.opened_by(&glass, scope).await?;
		let said = match &folder {
			Some(_) => say("said-glass-saved"),
			None => say("said-glass-broken"),
		};
		let (fetching, explaining) = (self.beside(), self.beside());
		let fetched = async move {
			match folder {
				// The request is kept, as where the file is looked at: nothing but the statement is sent meanwhile. In an emergency
				// no disk is refused, as on the command line.
				Some(folder) => {
					let place = saving::Place::from(folder).or_named();
					Box::pin(saving::download(fetching, id, code, place, true)).await
				}
				None => fetching.look(id, code, None, held).await,
			}
		};
		// At the same time: the file is fetched while the chain takes the statement.
		let (opened, explained) = tokio::join!(fetched, explaining.explained(first, &statement));
		let mut opened = opened?;
		opened.said = said.with("record", words::short(&record)).into();
		opened.facts.extend(explained);
		Ok(opened)
	}

	/// By which request the file is opened, and the CSP code for it, if it needs one.
	async fn opened_by(
		&self,
		glass: &Glass,
		scope: EmergencyScope,
	) -> Result<(RequestId, Zeroizing<String>), Error> {
		let lost = || Error::Interrupted;
		let first = glass.emergency.as_ref().ok_or_else(lost)?.id;
		match scope {
			EmergencyScope::BothKeys => Ok((first, Zeroizing::new(String::new()))),
			EmergencyScope::CspKey => {
				let ordinary = glass.ordinary.as_ref().ok_or_else(lost)?.id;
				let (requester, keys) = (self.session.requester(), &self.keys);
				let code = requester.glass_code(keys.account(), &keys.keystore, first);
				Ok((ordinary, code.await?))
			}
		}
	}

	/// Waits until all requests have their approvals. `asked` are those that were just sent.
	async fn broken(
		&self,
		record: RecordId,
		scope: EmergencyScope,
		asked: Vec<RequestId>,
	) -> Result<Glass, Error> {
		let (requester, keys) = (self.session.requester(), &self.keys);
		let mut known = asked;
		loop {
			let glass = requester.glass(keys.account(), &keys.keystore, record).await?;
			if !glass.is_whole(scope) {
				return Err(self.why_ended(&known).await);
			}
			if glass.is_broken(scope) {
				return Ok(glass);
			}
			known = glass.requests().map(|view| view.id).collect();
			let (have, need) = glass.approvals();
			if let Some(progress) = &self.session.progress {
				progress.advance(Step::Emergency, have, need);
			}
			tokio::time::sleep(PAUSE).await;
		}
	}

	/// A request that ended without its approvals is not waited for.
	async fn why_ended(&self, known: &[RequestId]) -> Error {
		for id in known {
			match self.session.observer().request_view(*id).await {
				Ok(view) => {
					if let RequestStatus::Rejected(cause) = view.status {
						return LookupError::Rejected { id: *id, cause }.into();
					}
				}
				Err(error) => return error,
			}
		}
		Error::Interrupted
	}

	/// Files a statement that was typed. Whether that works or not, the file is there: what went wrong is a line beside it.
	async fn explained(&self, id: RequestId, statement: &str) -> Vec<Fact> {
		let explain = |what: Value| vec![(say("emergency-statement"), what)];
		if statement.is_empty() {
			return explain(
				say("emergency-explain-soon")
					.with("request", words::short(&id))
					.into(),
			);
		}
		let (requester, keys) = (self.session.requester(), &self.keys);
		let filed = requester.file_statement(&keys.signer, &self.session.notes, id, statement);
		match filed.await {
			Ok((_, missing)) => explain(self.unreadable(&missing).into()),
			Err(error) => {
				let why = text::line(&self.session.names.rewrite(&error.to_string()));
				explain(say("emergency-not-filed").with_heard("why", why).into())
			}
		}
	}
}
