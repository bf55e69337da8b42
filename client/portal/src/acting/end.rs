//! The end of a record: erasing it, stopping or finishing that, what keeps it, and what is left to do here after an erasure that was
//! signed elsewhere.

use super::{Acting, Outcome, done, to, to_record};
use crate::{jobs::Done, texts::say};
use medquorum_client::{
	clock::wall_time,
	domain::{ErasureReason, HoldReason, Moment, RecordId},
	error::{Error, LookupError},
	roles::{Ended, Erased},
	views::{Until, moment_at, words},
};

impl Acting {
	/// Has a record erased, with those older versions that the person was shown.
	///
	/// # Errors
	/// Those of the vault; so for all below.
	pub async fn erase(self, id: RecordId, reason: Option<ErasureReason>, older: Vec<RecordId>) -> Outcome {
		let (actor, keeper) = (self.answering(id).await?, self.session.keeper());
		let erased = keeper
			.erase(actor.signer(), Some(actor.secrets()), id, reason, &older)
			.await?;
		self.erased(id, &erased).await
	}

	/// Carries out an erasure that is due, whoever wanted it.
	pub async fn finish_erasure(self, id: RecordId) -> Outcome {
		let (actor, keeper) = (self.answering(id).await?, self.session.keeper());
		let finished = keeper.finish_erasure(actor.signer(), Some(actor.secrets()), id);
		self.erased(id, &finished.await?).await
	}

	/// Stops an erasure that waits.
	pub async fn stop_erasure(self, id: RecordId) -> Outcome {
		let (actor, keeper) = (self.answering(id).await?, self.session.keeper());
		let sent = keeper.stop_erasure(actor.signer(), id).await?;
		let said = say("said-kept").with("record", words::short(&id));
		Ok(done(said, &sent, to_record(id)))
	}

	/// Keeps a record from being erased, as a data protection officer, until this time (milliseconds since 1970).
	pub async fn hold(self, id: RecordId, reason: HoldReason, until: u64) -> Outcome {
		let moment = moment_at(self.session.observer().clock().await?, wall_time(), until);
		let officer = self.session.officer();
		let sent = officer.hold(&self.keys.signer, id, reason, moment).await?;
		let said = say("said-held")
			.with("record", words::short(&id))
			.with_heard("until", self.until(moment).await?);
		Ok(done(said, &sent, to_record(id)))
	}

	/// Ends a legal hold early.
	pub async fn lift(self, id: RecordId) -> Outcome {
		let sent = self.session.officer().lift(&self.keys.signer, id).await?;
		let said = say("said-lifted").with("record", words::short(&id));
		Ok(done(said, &sent, to_record(id)))
	}

	/// How far off a moment of the chain's clock is, in words.
	async fn until(&self, moment: Moment) -> Result<String, Error> {
		let until = Until::new(moment, self.session.observer().clock().await?);
		let dated = self.session.dates().map_or(until, |now| until.dated(now));
		Ok(dated.to_string())
	}

	/// What an erasure came to.
	async fn erased(&self, id: RecordId, erased: &Erased) -> Outcome {
		let said = match erased.ended {
			Ended::Scheduled { due } => {
				say("said-erasure-scheduled").with_heard("until", self.until(due).await?)
			}
			Ended::AwaitsHold { until } => {
				say("said-erasure-hold").with_heard("until", self.until(until).await?)
			}
			Ended::Erased | Ended::NotSent => say("said-erased").with("count", erased.removed.len()),
		};
		let said = said.with("record", words::short(&id));
		let next = match erased.ended {
			Ended::Erased => to(&format!("/receipts/{id}"), say("see-receipt")),
			Ended::Scheduled { .. } | Ended::AwaitsHold { .. } | Ended::NotSent => {
				to("/records", say("see-records"))
			}
		};
		Ok(match &erased.delivered {
			Some(sent) => done(said, sent, next),
			None => Done {
				next,
				..Done::said(said)
			},
		})
	}

	/// Removes the files of records that are erased on the chain. It signs and sends nothing.
	///
	/// # Errors
	/// Those of the vault: the chain cannot be reached, or the store does not let go of an object.
	pub async fn erased_elsewhere(self, id: RecordId, older: Vec<RecordId>, signed: Done) -> Outcome {
		let mut removed = 0_usize;
		let mut is_gone = false;
		for one in older.into_iter().chain([id]) {
			is_gone = self.is_erased(one).await?;
			if is_gone {
				removed += self.remove(one).await?;
			}
		}
		let short = words::short(&id);
		let (said, next) = match is_gone {
			true => (
				say("said-erased").with("count", removed),
				to(&format!("/receipts/{id}"), say("see-receipt")),
			),
			false => (say("said-erasure-taken"), to_record(id)),
		};
		Ok(Done {
			said: said.with("record", short).into(),
			next,
			..signed
		})
	}

	async fn is_erased(&self, id: RecordId) -> Result<bool, Error> {
		match self.session.observer().record_view(id).await {
			Ok(_) => Ok(false),
			Err(Error::Lookup(LookupError::Erased { .. })) => Ok(true),
			Err(error) => Err(error),
		}
	}

	/// Removes what was noted of an erased record, and counts it.
	async fn remove(&self, id: RecordId) -> Result<usize, Error> {
		let (keeper, keys) = (self.session.keeper(), &self.keys);
		let erased = keeper.erase(&keys.signer, Some(&keys.keystore), id, None, &[]);
		match erased.await {
			Ok(erased) => Ok(erased.removed.len()),
			// This home does not know which files belonged to it.
			Err(Error::Lookup(LookupError::Erased { .. })) => Ok(0),
			Err(error) => Err(error),
		}
	}
}
