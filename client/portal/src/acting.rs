//! What a job does, in the words of the vault's use cases. Each says what it came to.

mod accounts;
mod audit;
mod ceremony;
mod council;
mod emergency;
mod end;
mod glass;
mod health;
mod keys;
mod look;
mod policies;
mod sieve;
mod store;

use crate::{
	actor::Actor,
	error::PortalError,
	jobs::{Done, Job},
	locked::Keys,
	texts::{Say, Value, say},
};
use medquorum_client::{
	domain::{AccountId, Body, Purpose, RecordId, RefusalReason, RejectionReason, RequestId},
	error::{Error, LookupError},
	person::FacilityAccount,
	roles::{Delivered, Proposal, Shrink},
	rules::answer::CheckedRequest,
	views::{Names as _, after_approval, after_rejection, text, words},
};
use medquorum_session::Session;
use std::sync::Arc;

pub use audit::{AuditFile, pin, whole_path};
pub use ceremony::{Agreed, page_of, start_of, token};
pub use policies::{Given, place_of, policies_of};
pub use sieve::{KindChoice, Sieve, kinds};

/// Who does it, and over which connection.
pub struct Acting {
	/// The connection; the job hears of its progress.
	pub session: Session,
	/// Keystore and signer; they leave memory when the last job that holds them ends.
	pub keys: Arc<Keys>,
	/// Hears what stays, should the rest be stopped.
	pub job: Arc<Job>,
}

type Outcome = Result<Done, PortalError>;

/// What a delivered call came to.
pub fn done(said: impl Into<Value>, delivered: &Delivered, next: Option<(String, Say)>) -> Done {
	let facts = match delivered.receipt() {
		Some(receipt) => vec![
			(say("in-block"), receipt.block.into()),
			(say("fee"), Value::Heard(receipt.fee.to_string())),
		],
		None => Vec::new(),
	};
	let call = match delivered {
		Delivered::Call(call) => Some(call.clone()),
		Delivered::Finalized(_) => None,
	};
	Done {
		facts,
		next,
		call,
		..Done::said(said)
	}
}

fn to_record(id: RecordId) -> Option<(String, Say)> {
	Some((format!("/records/{id}"), say("see-record")))
}

fn to_request(id: RequestId) -> Option<(String, Say)> {
	Some((format!("/requests/{id}"), say("see-request")))
}

/// To one of the pages that are always there.
fn to(page: &str, words: Say) -> Option<(String, Say)> {
	Some((page.to_owned(), words))
}

impl Acting {
	/// The account at a facility, or else the main one.
	///
	/// # Errors
	/// When its keys cannot be made, or its call is wanted for a wallet: none has its key.
	pub fn actor(&self, place: Option<FacilityAccount>) -> Result<Actor<'_>, PortalError> {
		if place.is_some() && self.session.emit_calls {
			return Err(PortalError::SignsHere);
		}
		Ok(Actor::of(&self.keys, &self.session.trust.genesis, place)?)
	}

	/// The account that answers for a record.
	///
	/// # Errors
	/// As for `actor`, or when the chain cannot be reached.
	pub async fn answering(&self, record: RecordId) -> Result<Actor<'_>, PortalError> {
		self.actor(self.session.place_for(record).await?)
	}

	/// The account that has made a request.
	///
	/// # Errors
	/// As for `answering`.
	pub async fn requesting(&self, id: RequestId) -> Result<Actor<'_>, PortalError> {
		self.actor(self.session.requesting_place(id).await?)
	}

	/// Confirms a record as its patient.
	///
	/// # Errors
	/// Those of the vault; so for all below.
	pub async fn acknowledge(self, id: RecordId) -> Outcome {
		let (actor, patient) = (self.answering(id).await?, self.session.patient());
		let replaced = patient.versions_before(id).await?.into_iter().next();
		let sent = patient.acknowledge(actor.signer(), actor.secrets(), id).await?;
		let said = match replaced {
			Some(older) => say("said-acknowledged-corrects").with("older", words::short(&older)),
			None => say("said-acknowledged"),
		};
		let said = said.with("record", words::short(&id));
		Ok(done(said, &sent, to_record(id)))
	}

	/// Closes a record to requests, or opens it again.
	pub async fn suspend(self, id: RecordId, suspend: bool) -> Outcome {
		let (patient, short) = (self.session.patient(), words::short(&id));
		let actor = self.answering(id).await?;
		let (sent, said) = match suspend {
			true => (patient.suspend(actor.signer(), id).await?, say("said-suspended")),
			false => (patient.resume(actor.signer(), id).await?, say("said-resumed")),
		};
		Ok(done(said.with("record", short), &sent, to_record(id)))
	}

	/// Refuses a record as its patient.
	pub async fn refuse(self, id: RecordId, reason: RefusalReason) -> Outcome {
		let (actor, patient) = (self.answering(id).await?, self.session.patient());
		let sent = patient.refuse(actor.signer(), id, reason).await?;
		let said = say("said-refused")
			.with("record", words::short(&id))
			.with_heard("reason", reason.to_string());
		Ok(done(said, &sent, to("/records", say("see-records"))))
	}

	/// Says whether a record may be found by its disease.
	pub async fn searchable(self, id: RecordId, may: bool) -> Outcome {
		let (actor, patient) = (self.answering(id).await?, self.session.patient());
		let sent = patient.set_searchable(actor.signer(), id, may).await?;
		let said = match may {
			true => say("said-searchable"),
			false => say("said-not-searchable"),
		};
		Ok(done(said.with("record", words::short(&id)), &sent, to_record(id)))
	}

	/// Says whether what is uploaded from now on about one of the accounts may be listed.
	pub async fn future(self, may: bool, place: Option<FacilityAccount>) -> Outcome {
		let (actor, patient) = (self.actor(place)?, self.session.patient());
		let sent = patient.set_search_directive(actor.signer(), may).await?;
		let said = match may {
			true => say("said-future"),
			false => say("said-no-future"),
		};
		Ok(done(said, &sent, to("/records", say("see-records"))))
	}

	/// Names who else may correct a record; with none, takes that back.
	pub async fn allow_correction(self, id: RecordId, who: Option<AccountId>) -> Outcome {
		let (actor, patient) = (self.answering(id).await?, self.session.patient());
		let sent = patient.allow_correction(actor.signer(), id, who).await?;
		let said = match who {
			Some(who) => say("said-correction").with("who", text::line(&self.session.names.show(&who))),
			None => say("said-no-correction"),
		};
		Ok(done(said.with("record", words::short(&id)), &sent, to_record(id)))
	}

	/// Asks for a record; a patient for an own one as the account that it is about. Under which disease a search found it is noted, so
	/// that its file can be compared.
	pub async fn ask(self, id: RecordId, purpose: Purpose, found: Option<String>) -> Outcome {
		if let Some(category) = found {
			self.session.shelf.note_hit(id, &category)?;
		}
		let (actor, requester) = (self.answering(id).await?, self.session.requester());
		let made = requester
			.request(actor.signer(), actor.secrets(), id, purpose)
			.await?;
		self.session.note_asked(actor.account(), made.request_id);
		let said = say("said-asked")
			.with("record", words::short(&id))
			.with("request", words::short(&made.request_id));
		Ok(done(said, &made.delivered, to_request(made.request_id)))
	}

	/// Ends a request.
	pub async fn close(self, id: RequestId) -> Outcome {
		let (actor, requester) = (self.requesting(id).await?, self.session.requester());
		let sent = requester.close(actor.signer(), actor.secrets(), id).await?;
		let said = say("said-closed").with("request", words::short(&id));
		Ok(done(said, &sent, to("/requests", say("see-requests"))))
	}

	/// Approves what was shown: one, or all of several.
	pub async fn approve(self, shown: Arc<Vec<CheckedRequest>>) -> Outcome {
		let administrator = self.session.administrator();
		let keys = &self.keys;
		let next = to("/decide", say("see-decide"));
		if let [one] = shown.as_slice() {
			let sent = administrator.approve(&keys.signer, &keys.keystore, one).await?;
			let missing = one.view.needed.unwrap_or_default();
			let missing = missing.saturating_sub(one.view.request.yes);
			let said = after_approval(&one.view.id, sent.receipt(), missing);
			return Ok(done(say("said-sentence").with_heard("words", said), &sent, next));
		}
		let sent = administrator
			.approve_many(&keys.signer, &keys.keystore, &shown)
			.await?;
		let said = say("said-approved").with("count", shown.len());
		Ok(done(said, &sent, next))
	}

	/// Rejects a request.
	pub async fn reject(self, id: RequestId, reason: RejectionReason) -> Outcome {
		let administrator = self.session.administrator();
		let keys = &self.keys;
		let sent = administrator
			.reject(&keys.signer, Some(&keys.keystore), id, reason)
			.await?;
		let said = after_rejection(&id, sent.receipt(), reason);
		let said = say("said-sentence").with_heard("words", said);
		Ok(done(said, &sent, to("/decide", say("see-decide"))))
	}

	/// Consents to what was shown.
	pub async fn consent(self, shown: Arc<Vec<CheckedRequest>>) -> Outcome {
		let Some(one) = shown.first() else {
			return Err(PortalError::NotShown);
		};
		let id = one.view.id;
		// The chain would take it again, and the patient pay for it: another tab has answered meanwhile.
		if self.session.observer().request_view(id).await?.consented {
			return Err(Error::from(LookupError::AlreadyAnswered(id)).into());
		}
		let actor = self.answering(one.view.request.record_id).await?;
		let patient = self.session.patient();
		let sent = patient.consent(actor.signer(), actor.secrets(), one).await?;
		let said = say("said-consented").with("request", words::short(&id));
		Ok(done(said, &sent, to_request(id)))
	}

	/// Denies consent.
	pub async fn deny(self, id: RequestId) -> Outcome {
		let actor = self.actor(self.session.place_for_request(id).await?)?;
		let sent = self.session.patient().deny(actor.signer(), id).await?;
		let said = say("said-denied").with("request", words::short(&id));
		Ok(done(said, &sent, to_request(id)))
	}

	/// Fetches the catalogues of all facilities.
	pub async fn synchronize(self) -> Outcome {
		let me = self.keys.account();
		let all = self.session.searcher().sync(me, &self.keys.keystore).await?;
		let names = self.session.names.as_ref();
		let mut facts = Vec::new();
		let mut usable = 0_usize;
		for one in &all {
			let what = match &one.outcome {
				Ok(fresh) => {
					usable += 1;
					say("catalogue-fresh")
						.with("entries", fresh.entries)
						.with_heard("age", words::span(fresh.age))
				}
				Err(error) => {
					let why = names.rewrite(&error.to_string());
					say("catalogue-trouble").with_heard("why", why)
				}
			};
			let what = what.with("facility", names.show(&one.facility));
			facts.push((say("catalogue"), what.into()));
		}
		let said = match all.len() {
			0 => say("said-no-catalogues"),
			all => say("said-catalogues").with("usable", usable).with("count", all),
		};
		Ok(Done {
			facts,
			next: to("/search", say("to-search")),
			..Done::said(said)
		})
	}

	/// Publishes what this facility lists; whether that may be far less than before, the person was asked.
	pub async fn publish(self, shrink: Shrink) -> Outcome {
		let cataloguer = self.session.cataloguer();
		let keys = &self.keys;
		let made = cataloguer.publish(&keys.signer, &keys.keystore, shrink).await?;
		let said = say("said-published")
			.with("number", made.number.to_string())
			.with("records", made.records)
			.with("readers", made.readers);
		let next = to("/upload", say("back-to-uploads"));
		let mut done = done(said, &made.delivered, next);
		let names = |who: &[AccountId]| {
			let names: Vec<String> = who.iter().map(|who| self.session.names.show(who)).collect();
			text::line(&names.join(", "))
		};
		for (who, what) in [
			(&made.came, say("publish-came")),
			(&made.went, say("publish-went")),
		] {
			if !who.is_empty() {
				done.facts.push((what, names(who).into()));
			}
		}
		Ok(done)
	}

	/// Votes on a motion of the council.
	pub async fn vote(self, motion: Proposal, yes: bool) -> Outcome {
		let councillor = self.session.councillor(Body::Council);
		let sent = councillor.vote(&self.keys.signer, &motion, yes).await?;
		let said = match yes {
			true => say("said-voted-for"),
			false => say("said-voted-against"),
		};
		let said = said.with("motion", motion.index.to_string());
		Ok(done(said, &sent, to("/council", say("see-council"))))
	}

	/// Ends the vote on a motion.
	pub async fn end_vote(self, motion: Proposal) -> Outcome {
		let sent = self
			.session
			.councillor(Body::Council)
			.close(&self.keys.signer, &motion)
			.await?;
		let emitted = |name: &str| {
			let receipt = sent.receipt();
			receipt.is_some_and(|receipt| receipt.events.iter().any(|event| event.name == name))
		};
		let end = match (emitted("Scheduled"), emitted("Executed")) {
			(true, _) => say("said-vote-scheduled"),
			(_, true) => say("said-vote-executed"),
			_ => say("said-vote-lost"),
		};
		let said = end.with("motion", motion.index.to_string());
		Ok(done(said, &sent, to("/council", say("see-council"))))
	}
}
