//! What is said before and after an emergency: what a patient allows, how an access is explained, what its reviewers find.

use super::{Acting, Outcome, done, to};
use crate::{
	jobs::Done,
	texts::{Say, say},
};
use medquorum_client::{
	domain::{AccountId, EmergencyDirective, Finding, KeyId, RecordId, RequestId},
	error::{EmergencyError, Error},
	person::FacilityAccount,
	roles::Delivered,
	views::{Names as _, text, words},
};
use zeroize::Zeroizing;

fn to_emergencies() -> Option<(String, Say)> {
	to("/emergencies", say("see-emergencies"))
}

fn to_record(id: RecordId) -> Option<(String, Say)> {
	to(&format!("/records/{id}/emergency"), say("emergency-see"))
}

impl Acting {
	/// Says what facilities may add for an emergency from now on; nothing any more with `None`.
	///
	/// # Errors
	/// Those of the vault; so for all below.
	pub async fn direct_emergency(
		self,
		directive: Option<EmergencyDirective>,
		place: Option<FacilityAccount>,
	) -> Outcome {
		let (actor, patient) = (self.actor(place)?, self.session.patient());
		let sent = patient.set_emergency(actor.signer(), directive).await?;
		let said = match directive {
			Some(EmergencyDirective { key_id, scope }) => say("said-emergency-future")
				.with("committee", key_id.to_string())
				.with_heard("scope", scope.to_string()),
			None => say("said-emergency-no-future"),
		};
		Ok(done(said, &sent, to_emergencies()))
	}

	/// Lets an emergency committee stand in for the patient where these records are concerned. Stopped before the end, it is begun again and
	/// continues with the others.
	pub async fn allow_emergencies(self, records: Vec<RecordId>, key_id: KeyId) -> Outcome {
		let patient = self.session.patient();
		let alone = records.len() == 1;
		let mut allowed = 0_usize;
		let mut last = None;
		for id in records {
			let actor = self.answering(id).await?;
			let sent = patient.allow_emergency(actor.signer(), actor.secrets(), id, key_id);
			let sent = match sent.await {
				Err(Error::Emergency(EmergencyError::AlreadyAllowed(_))) if !alone => continue,
				sent => sent?,
			};
			allowed = allowed.saturating_add(1);
			let handed_out = matches!(sent, Delivered::Call(_));
			last = Some((id, sent));
			// A call that is signed elsewhere is waited for, and there is one at a time.
			if handed_out {
				break;
			}
		}
		let Some((id, sent)) = last else {
			return Ok(Done {
				next: to_emergencies(),
				..Done::said(say("emergency-none-left"))
			});
		};
		Ok(match alone {
			true => {
				let said = say("said-emergency-allowed").with("record", words::short(&id));
				done(said, &sent, to_record(id))
			}
			false => {
				let said = say("said-emergency-allowed-many").with("count", allowed);
				done(said, &sent, to_emergencies())
			}
		})
	}

	/// Takes that back for one record.
	pub async fn remove_emergency(self, id: RecordId) -> Outcome {
		let (actor, patient) = (self.answering(id).await?, self.session.patient());
		let sent = patient.remove_emergency(actor.signer(), id).await?;
		let said = say("said-emergency-removed").with("record", words::short(&id));
		Ok(done(said, &sent, to_record(id)))
	}

	/// Explains an emergency access to those who review it.
	pub async fn explain(self, id: RequestId, statement: Zeroizing<String>) -> Outcome {
		let (requester, keys) = (self.session.requester(), &self.keys);
		let filed = requester.file_statement(&keys.signer, &self.session.notes, id, &statement);
		let (sent, missing) = filed.await?;
		Ok(done(self.unreadable(&missing), &sent, to_emergencies()))
	}

	/// What filing a statement came to, with those who cannot read it.
	pub(super) fn unreadable(&self, missing: &[AccountId]) -> Say {
		let names: Vec<String> = missing.iter().map(|who| self.session.names.show(who)).collect();
		match names.is_empty() {
			true => say("said-emergency-explained"),
			false => say("said-emergency-explained-but").with("names", text::line(&names.join(", "))),
		}
	}

	/// Says, as a reviewer, what an access was.
	pub async fn find_emergency(self, id: RequestId, finding: Finding) -> Outcome {
		let reviewer = self.session.reviewer();
		let sent = reviewer.submit(&self.keys.signer, id, finding).await?;
		let said = match finding {
			Finding::Justified => say("said-emergency-justified"),
			Finding::Unjustified => say("said-emergency-unjustified"),
		};
		Ok(done(
			said.with("request", words::short(&id)),
			&sent,
			to_emergencies(),
		))
	}

	/// Has an access punished that nobody explained or reviewed in time.
	pub async fn enforce_emergency(self, id: RequestId) -> Outcome {
		let reviewer = self.session.reviewer();
		let sent = reviewer.enforce(&self.keys.signer, id).await?;
		let said = say("said-emergency-enforced").with("request", words::short(&id));
		Ok(done(said, &sent, to_emergencies()))
	}
}
