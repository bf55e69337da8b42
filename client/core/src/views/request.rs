//! What is shown of a request.

use super::{
	emergency::EmergencyDetails,
	facts::{RequestView, VoteView},
	ladder::{Ladder, RungKind},
	names::{Names, Party},
	until::Until,
	when::{When, with_time},
	words::{self, Fact},
};
use crate::domain::*;
use serde::{Serialize, Serializer};

/// A request with names and words; serialized, the document that programs get.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RequestDetails {
	/// Written with all 32 digits; people are shown the first eight.
	pub request_id: RequestId,
	/// The record asked for.
	pub record_id: RecordId,
	/// Who asks.
	pub requester: Party,
	/// Who pays the deposit: the requester, or the facility that employs them.
	pub payer: Party,
	/// Whose record it is; `None` once the record is erased.
	pub patient: Option<Party>,
	/// Why; programs get the HL7 code.
	#[serde(serialize_with = "words::purpose_code")]
	pub purpose: Purpose,
	/// Why, in words.
	pub purpose_words: &'static str,
	/// Which masks of the administrators it uses.
	pub mode: RequestMode,
	/// Committee key.
	pub key_id: KeyId,
	/// Committee epoch it was made in.
	pub epoch: Epoch,
	/// Whether a later committee holds the key.
	pub epoch_over: bool,
	/// Where it stands; the cause of a rejection stands beside it.
	#[serde(serialize_with = "status_word")]
	pub status: RequestStatus,
	/// Why it was rejected.
	pub cause: Option<RejectionCause>,
	/// Approvals so far.
	pub yes: u16,
	/// Rejections so far.
	pub no: u16,
	/// Approvals it needs, while its committee holds the key.
	pub needed: Option<u16>,
	/// Administrators who may answer.
	pub eligible: Option<usize>,
	/// Whether the patient has given consent; an emergency needs none.
	pub consented: bool,
	/// What it opens, where it is a request to an emergency committee.
	pub emergency: Option<EmergencyDetails>,
	/// When it was made; programs get block and time.
	#[serde(flatten, serialize_with = "created")]
	pub created: When,
	/// Last moment of its present window, by the chain's clock; programs get moment and time.
	#[serde(flatten, serialize_with = "expires")]
	pub expires: Until,
	/// Moments of six seconds left in it; 0 when over.
	pub moments_left: Moment,
	/// Answers so far.
	pub votes: Vec<AnswerDetails>,
	/// Who must act next.
	pub waiting_for: Vec<Party>,
	/// Who must act next, in words.
	pub waiting: String,
	/// Its way, rung by rung.
	#[serde(skip)]
	pub ladder: Ladder,
}

/// An administrator's answer with its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AnswerDetails {
	/// The administrator's index.
	pub index: u16,
	/// Who that is, while the committee of the request holds the key.
	pub administrator: Option<Party>,
	/// Whether the administrator approved.
	pub approved: bool,
	/// Why the administrator rejected.
	pub reason: Option<RejectionReason>,
}

impl AnswerDetails {
	fn of(vote: &VoteView, names: &dyn Names) -> Self {
		Self {
			index: vote.index,
			administrator: vote.account.map(|account| names.party(&account)),
			approved: vote.approved,
			reason: vote.reason,
		}
	}

	/// Who answered what.
	pub fn words(&self) -> String {
		let who = self
			.administrator
			.as_ref()
			.map_or_else(|| format!("administrator {}", self.index), Party::shown);
		match self.reason {
			Some(reason) => format!("{who} rejected: {}", words::reason(reason)),
			None => format!("{who} approved"),
		}
	}
}

fn created<S: Serializer>(at: &When, to: S) -> Result<S::Ok, S::Error> {
	with_time(to, ("created_block", at.block), ("created_time", at.time))
}

fn expires<S: Serializer>(at: &Until, to: S) -> Result<S::Ok, S::Error> {
	with_time(to, ("expires_moment", at.moment), ("expires_time", at.time))
}

fn status_word<S: Serializer>(status: &RequestStatus, to: S) -> Result<S::Ok, S::Error> {
	to.serialize_str(match status {
		RequestStatus::Open => "open",
		RequestStatus::Approved => "approved",
		RequestStatus::Rejected(_) => "rejected",
	})
}

impl RequestDetails {
	/// The request with names and words.
	pub fn of(view: &RequestView, names: &dyn Names) -> Self {
		let request = &view.request;
		let patient = view.record.as_ref().map(|record| &record.patient);
		let ladder = Ladder::of(view, names);
		let expires = Until::new(request.expires, view.now);
		Self {
			request_id: view.id,
			record_id: request.record_id,
			requester: names.party(&request.requester),
			payer: names.party(&request.payer),
			patient: patient.map(|patient| names.party(patient)),
			purpose: request.purpose,
			purpose_words: request.purpose.words(),
			mode: request.mode,
			key_id: request.key_id,
			epoch: request.epoch,
			epoch_over: view.epoch_over,
			status: view.status,
			cause: match view.status {
				RequestStatus::Rejected(cause) => Some(cause),
				RequestStatus::Open | RequestStatus::Approved => None,
			},
			yes: request.yes,
			no: request.no,
			needed: view.needed,
			eligible: view.eligible,
			consented: view.consented,
			emergency: view.emergency.as_ref().map(EmergencyDetails::of),
			created: When::block(request.created),
			moments_left: expires.left(),
			expires,
			votes: view
				.votes
				.iter()
				.map(|vote| AnswerDetails::of(vote, names))
				.collect(),
			waiting_for: ladder.people(),
			waiting: ladder.waiting(),
			ladder,
		}
	}

	/// The same with the date of its end, where clocks on walls say `now` (milliseconds since 1970).
	#[must_use]
	pub fn dated(mut self, now: u64) -> Self {
		self.expires = self.expires.dated(now);
		self
	}

	/// The whole request for people; the answers stand in [`Self::votes`].
	pub fn facts(&self) -> Vec<Fact> {
		let words_of = |rung| self.ladder.rung(rung).words.clone();
		let mut facts = vec![
			("Request", self.request_id.to_string()),
			("Requester", self.requester.shown()),
			("Record", words::short(&self.record_id)),
		];
		let sponsor = (self.payer != self.requester).then(|| ("Paid by", self.payer.shown()));
		facts.extend(sponsor);
		facts.extend(self.patient.as_ref().map(|patient| ("Patient", patient.shown())));
		facts.extend(self.emergency.map(|emergency| {
			let words = format!(
				"{}; asked from facility {}",
				emergency.scope_words, emergency.facility
			);
			("EMERGENCY", words)
		}));
		facts.extend([
			("Purpose", format!("{} ({})", self.purpose, self.purpose.code())),
			("Status", words::request_status(self.status).to_owned()),
			("Approvals", words_of(RungKind::Approvals)),
			("Consent", words_of(RungKind::Consent)),
			("Asked", self.created.to_string()),
			("Answers until", self.expires.to_string()),
			("Who must act", self.waiting.clone()),
		]);
		facts
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::views::fixtures::*;
	use serde_json::json;

	#[test]
	fn programs_get_what_they_always_got() {
		let details = RequestDetails::of(&request().approved_by(0), &Cast);
		let party = |account: AccountId, name: &str| json!({ "address": account, "name": name });
		let expected = json!({
			"request_id": "02".repeat(16),
			"record_id": "01".repeat(16),
			"requester": party(EVE, "Eve"),
			"payer": party(EVE, "Eve"),
			"patient": party(DAVE, "Dave"),
			"purpose": "TREAT",
			"purpose_words": "treatment",
			"mode": "outsider",
			"key_id": 1,
			"epoch": 1,
			"epoch_over": false,
			"status": "open",
			"cause": null,
			"yes": 1,
			"no": 0,
			"needed": 2,
			"eligible": 3,
			"consented": false,
			"emergency": null,
			"created_block": 5,
			"created_time": null,
			"expires_moment": 105,
			"expires_time": null,
			"moments_left": 100,
			"votes": [{
				"index": 1,
				"administrator": party(ADMINS[0], "Alice"),
				"approved": true,
				"reason": null,
			}],
			"waiting_for": [party(ADMINS[1], "Bob"), party(ADMINS[2], "Charlie"), party(DAVE, "Dave")],
			"waiting": "1 of Bob, Charlie; Dave (consent)",
		});
		assert_eq!(serde_json::to_value(&details).unwrap(), expected);

		let over = request().ended(RejectionCause::Timeout).without_record();
		let document = serde_json::to_value(RequestDetails::of(&over, &Cast)).unwrap();
		assert_eq!(
			(&document["status"], &document["cause"], &document["patient"]),
			(&json!("rejected"), &json!("timeout"), &json!(null))
		);
	}

	#[test]
	fn people_read_names_words_and_the_time() {
		let mut details = RequestDetails::of(&request().approved_by(0).rejected_by(1), &Cast);
		details.created.time = Some(1_795_724_100_000);
		let dated = serde_json::to_value(details.clone().dated(1_795_724_100_000)).unwrap();
		assert_eq!(dated["created_time"], "2026-11-26T20:15:00Z");
		assert_eq!(dated["expires_time"], "2026-11-26T20:25:00Z");
		let facts = details.facts();
		let fact = |word: &str| {
			let found = facts.iter().find(|(known, _)| *known == word);
			found.map(|(_, meaning)| meaning.as_str())
		};
		assert_eq!(fact("Requester"), Some("Eve"));
		assert_eq!(fact("Patient"), Some("Dave"));
		assert_eq!(fact("Purpose"), Some("treatment (TREAT)"));
		assert_eq!(fact("Approvals"), Some("1 of 2, 1 against"));
		assert_eq!(fact("Asked"), Some("block 5 (2026-11-26 20:15 UTC)"));
		assert_eq!(fact("Answers until"), Some("in 10 minutes"));
		assert_eq!(fact("Paid by"), None);
		let answers: Vec<String> = details.votes.iter().map(AnswerDetails::words).collect();
		assert_eq!(answers, ["Alice approved", "Bob rejected: wrong patient"]);
		let later = RequestDetails::of(&request().approved_by(0).of_an_earlier_committee(), &Cast);
		assert_eq!(later.votes[0].words(), "administrator 1 approved");
	}
}
