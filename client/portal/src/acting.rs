//! What a job does, in the words of the vault's use cases. Each says what it came to.

mod keys;
mod look;

use crate::{error::PortalError, jobs::Done, locked::Keys};
use medquorum_client::{
	domain::{AccountId, Body, ErasureReason, Purpose, RecordId, RefusalReason, RejectionReason, RequestId},
	roles::{Delivered, Ended, Period, Proposal},
	rules::answer::CheckedRequest,
	views::{Names as _, Until, after_approval, after_rejection, text, words},
};
use medquorum_session::Session;
use std::sync::Arc;

/// Who does it, and over which connection.
pub struct Acting {
	/// The connection; the job hears of its progress.
	pub session: Session,
	/// The keys.
	pub keys: Arc<Keys>,
}

type Outcome = Result<Done, PortalError>;

/// What a delivered call came to.
pub fn done(said: String, delivered: &Delivered, next: Option<(String, &'static str)>) -> Done {
	let facts = match delivered.receipt() {
		Some(receipt) => vec![
			("In block", receipt.block.to_string()),
			("Fee", receipt.fee.to_string()),
		],
		None => Vec::new(),
	};
	let call = match delivered {
		Delivered::Call(call) => Some(call.clone()),
		Delivered::Finalized(_) => None,
	};
	Done {
		said,
		facts,
		next,
		call,
		..Done::default()
	}
}

fn to_record(id: RecordId) -> Option<(String, &'static str)> {
	Some((format!("/records/{id}"), "See the record"))
}

fn to_request(id: RequestId) -> Option<(String, &'static str)> {
	Some((format!("/requests/{id}"), "See the request"))
}

impl Acting {
	/// Confirms a record as its patient.
	///
	/// # Errors
	/// Those of the vault; so for all below.
	pub async fn acknowledge(self, id: RecordId) -> Outcome {
		let replaced = self.session.observer().record_view(id).await?.record.supersedes;
		let patient = self.session.patient();
		let sent = patient
			.acknowledge(&self.keys.signer, &self.keys.keystore, id)
			.await?;
		let said = format!(
			"Acknowledged record {}: your CSP key opens it{}.",
			words::short(&id),
			match replaced {
				Some(older) => format!("; it takes the place of record {}", words::short(&older)),
				None => String::new(),
			}
		);
		Ok(done(said, &sent, to_record(id)))
	}

	/// Closes a record to requests, or opens it again.
	pub async fn suspend(self, id: RecordId, suspend: bool) -> Outcome {
		let (patient, short) = (self.session.patient(), words::short(&id));
		let (sent, said) = match suspend {
			true => (
				patient.suspend(&self.keys.signer, id).await?,
				format!("Record {short} takes no requests now."),
			),
			false => (
				patient.resume(&self.keys.signer, id).await?,
				format!("Record {short} takes requests again."),
			),
		};
		Ok(done(said, &sent, to_record(id)))
	}

	/// Refuses a record as its patient.
	pub async fn refuse(self, id: RecordId, reason: RefusalReason) -> Outcome {
		let sent = self
			.session
			.patient()
			.refuse(&self.keys.signer, id, reason)
			.await?;
		let said = format!(
			"Refused record {}: {reason}. Whoever keeps its file should remove it.",
			words::short(&id)
		);
		Ok(done(
			said,
			&sent,
			Some(("/records".to_owned(), "See your records")),
		))
	}

	/// Says whether a record may be found by its disease.
	pub async fn searchable(self, id: RecordId, may: bool) -> Outcome {
		let patient = self.session.patient();
		let sent = patient.set_searchable(&self.keys.signer, id, may).await?;
		let short = words::short(&id);
		let said = match may {
			true => format!(
				"Record {short} may be found by its disease, from its uploader's next publication on."
			),
			false => format!("Record {short} may no longer be found by its disease."),
		};
		Ok(done(said, &sent, to_record(id)))
	}

	/// Says whether what is uploaded from now on may be listed.
	pub async fn future(self, may: bool) -> Outcome {
		let patient = self.session.patient();
		let sent = patient.set_search_directive(&self.keys.signer, may).await?;
		let said = match may {
			true => "Facilities may list what they upload about you from now on.",
			false => "Facilities may no longer list what they upload about you; what is listed stays so.",
		};
		Ok(done(
			said.to_owned(),
			&sent,
			Some(("/records".to_owned(), "See your records")),
		))
	}

	/// Has a record erased, with those older versions that the person was shown.
	pub async fn erase(self, id: RecordId, reason: Option<ErasureReason>, older: Vec<RecordId>) -> Outcome {
		let keeper = self.session.keeper();
		let keys = &self.keys;
		let erased = keeper
			.erase(&keys.signer, Some(&keys.keystore), id, reason, &older)
			.await?;
		let short = words::short(&id);
		let clock = self.session.observer().clock().await?;
		let until = |moment| {
			let until = Until::new(moment, clock);
			self.session
				.dates()
				.map_or(until, |now| until.dated(now))
				.to_string()
		};
		let said = match erased.ended {
			Ended::Scheduled { due } => format!(
				"Record {short} is to be erased {}. Until then it can be stopped.",
				until(due)
			),
			Ended::AwaitsHold { until: end } => format!(
				"A legal hold keeps record {short}: it takes no requests any more, and the hold ends {}.",
				until(end)
			),
			Ended::Erased | Ended::NotSent => format!(
				"Erased record {short}: {} removed from the store.",
				words::count(erased.removed.len(), "object")
			),
		};
		let next = match erased.ended {
			Ended::Erased => Some((format!("/receipts/{id}"), "See the receipt")),
			Ended::Scheduled { .. } | Ended::AwaitsHold { .. } | Ended::NotSent => {
				Some(("/records".to_owned(), "See your records"))
			}
		};
		Ok(match &erased.delivered {
			Some(sent) => done(said, sent, next),
			None => Done {
				said,
				next,
				..Done::default()
			},
		})
	}

	/// Stops an erasure that waits.
	pub async fn stop_erasure(self, id: RecordId) -> Outcome {
		let sent = self.session.keeper().stop_erasure(&self.keys.signer, id).await?;
		Ok(done(
			format!("Record {} is not erased.", words::short(&id)),
			&sent,
			to_record(id),
		))
	}

	/// Names who else may correct a record; with none, takes that back.
	pub async fn allow_correction(self, id: RecordId, who: Option<AccountId>) -> Outcome {
		let patient = self.session.patient();
		let sent = patient.allow_correction(&self.keys.signer, id, who).await?;
		let short = words::short(&id);
		let said = match who {
			Some(who) => format!(
				"{} may correct record {short}.",
				text::line(&self.session.names.show(&who))
			),
			None => format!("Nobody but its uploader may correct record {short} now."),
		};
		Ok(done(said, &sent, to_record(id)))
	}

	/// Asks for a record.
	pub async fn ask(self, id: RecordId, purpose: Purpose) -> Outcome {
		let requester = self.session.requester();
		let made = requester
			.request(&self.keys.signer, &self.keys.keystore, id, purpose)
			.await?;
		self.session.note_asked(self.keys.account(), made.request_id);
		let said = format!(
			"Asked for record {} as request {}.",
			words::short(&id),
			words::short(&made.request_id)
		);
		Ok(done(said, &made.delivered, to_request(made.request_id)))
	}

	/// Ends a request.
	pub async fn close(self, id: RequestId) -> Outcome {
		let requester = self.session.requester();
		let sent = requester
			.close(&self.keys.signer, &self.keys.keystore, id)
			.await?;
		let said = format!(
			"Closed request {}; its deposit is back with the requester.",
			words::short(&id)
		);
		Ok(done(
			said,
			&sent,
			Some(("/requests".to_owned(), "See your requests")),
		))
	}

	/// Approves what was shown: one, or all of several.
	pub async fn approve(self, shown: Arc<Vec<CheckedRequest>>) -> Outcome {
		let administrator = self.session.administrator();
		let keys = &self.keys;
		let next = Some(("/decide".to_owned(), "See what else waits"));
		if let [one] = shown.as_slice() {
			let sent = administrator.approve(&keys.signer, &keys.keystore, one).await?;
			let missing = one.view.needed.unwrap_or_default();
			let missing = missing.saturating_sub(one.view.request.yes);
			let said = after_approval(&one.view.id, sent.receipt(), missing);
			return Ok(done(format!("{said}."), &sent, next));
		}
		let sent = administrator
			.approve_many(&keys.signer, &keys.keystore, &shown)
			.await?;
		let said = format!("Approved {}.", words::count(shown.len(), "request"));
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
		Ok(done(
			format!("{said}."),
			&sent,
			Some(("/decide".to_owned(), "See what else waits")),
		))
	}

	/// Consents to what was shown.
	pub async fn consent(self, shown: Arc<Vec<CheckedRequest>>) -> Outcome {
		let Some(one) = shown.first() else {
			return Err(PortalError::NotShown);
		};
		let patient = self.session.patient();
		let sent = patient
			.consent(&self.keys.signer, &self.keys.keystore, one)
			.await?;
		let id = one.view.id;
		let said = format!("Consented to request {}.", words::short(&id));
		Ok(done(said, &sent, to_request(id)))
	}

	/// Denies consent.
	pub async fn deny(self, id: RequestId) -> Outcome {
		let sent = self.session.patient().deny(&self.keys.signer, id).await?;
		let said = format!("Denied consent to request {}: it is over.", words::short(&id));
		Ok(done(said, &sent, to_request(id)))
	}

	/// Fetches the catalogues of all facilities.
	pub async fn synchronize(self) -> Outcome {
		let me = self.keys.account();
		let all = self.session.searcher().sync(me, &self.keys.keystore).await?;
		let names = self.session.names.as_ref();
		let mut facts = Vec::new();
		let mut usable = 0;
		for one in &all {
			let what = match &one.outcome {
				Ok(fresh) => {
					usable += 1;
					format!(
						"{}: {} entries, published {} ago",
						names.show(&one.facility),
						fresh.entries,
						words::span(fresh.age)
					)
				}
				Err(error) => format!(
					"{}: {}",
					names.show(&one.facility),
					names.rewrite(&error.to_string())
				),
			};
			facts.push(("Catalogue", what));
		}
		let said = match all.len() {
			0 => "No facility has published a catalogue.".to_owned(),
			all => format!("{usable} of {} can be searched.", words::count(all, "catalogue")),
		};
		Ok(Done {
			said,
			facts,
			next: Some(("/search".to_owned(), "Search")),
			..Done::default()
		})
	}

	/// Publishes what this facility lists.
	pub async fn publish(self) -> Outcome {
		let cataloguer = self.session.cataloguer();
		let keys = &self.keys;
		let made = cataloguer.publish(&keys.signer, &keys.keystore).await?;
		let said = format!(
			"Published catalogue {}: {}, for {}.",
			made.number,
			words::count(made.records, "record"),
			words::count(made.readers, "reader")
		);
		Ok(done(
			said,
			&made.delivered,
			Some(("/upload".to_owned(), "Back to uploads")),
		))
	}

	/// Tells who looked at what concerns this account, in all blocks that the node has.
	pub async fn audit(self) -> Outcome {
		let period = Period {
			since: None,
			until: None,
		};
		let auditor = self.session.auditor();
		let walk = auditor.walk(&[self.keys.account()], period).await?;
		let report = auditor.report(&walk, self.session.names.as_ref());
		let lines = report.entries.iter().rev().map(|entry| {
			let minute = entry.time.as_deref().and_then(|time| time.get(..16));
			let when = minute.map_or_else(
				|| "at an unknown time".to_owned(),
				|minute| format!("{} UTC", minute.replace('T', " ")),
			);
			text::line(&format!("{when}: {}", entry.words()))
		});
		let grounds = report
			.grounds()
			.into_iter()
			.map(|ground| ("Read from", text::line(&ground)));
		Ok(Done {
			said: format!(
				"Found {}, the newest first.",
				match report.entries.len() {
					1 => "1 entry".to_owned(),
					many => format!("{many} entries"),
				}
			),
			facts: grounds.collect(),
			lines: lines.collect(),
			next: Some(("/audit".to_owned(), "Back")),
			..Done::default()
		})
	}

	/// Votes on a motion of the council.
	pub async fn vote(self, motion: Proposal, yes: bool) -> Outcome {
		let councillor = self.session.councillor(Body::Council);
		let sent = councillor.vote(&self.keys.signer, &motion, yes).await?;
		let word = if yes { "for" } else { "against" };
		let said = format!("Voted {word} motion {}.", motion.index);
		Ok(done(
			said,
			&sent,
			Some(("/council".to_owned(), "See the council")),
		))
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
			(true, _) => "the decision waits until it can be carried out",
			(_, true) => "it was carried out",
			_ => "it did not pass",
		};
		let said = format!("Ended the vote on motion {}: {end}.", motion.index);
		Ok(done(
			said,
			&sent,
			Some(("/council".to_owned(), "See the council")),
		))
	}
}
