//! Access in an emergency as people are shown it: what it means to allow it, what is approved, and what waits for a review.

use super::{
	names::{Names, Party},
	until::Until,
	when::with_time,
	words::{self, Fact},
};
use crate::domain::*;
use serde::{Serialize, Serializer};

/// What an emergency request opens; serialized, the document that programs get.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct EmergencyDetails {
	/// What the emergency committee opens.
	pub scope: EmergencyScope,
	/// The same in words.
	pub scope_words: &'static str,
	/// The requester's house.
	pub facility: FacilityNumber,
}

impl EmergencyDetails {
	/// Those of an emergency request.
	#[must_use]
	pub fn of(emergency: &EmergencyRequest) -> Self {
		Self {
			scope: emergency.scope,
			scope_words: emergency.scope.words(),
			facility: emergency.facility,
		}
	}
}

/// What an emergency committee is to a patient, before anything is allowed.
#[must_use]
pub fn what_allowing_means(scope: EmergencyScope, key_id: KeyId, administrators: &[String]) -> String {
	let who = administrators.join(", ");
	let stands_in = format!(
		"If you cannot be asked in an emergency, the emergency committee {key_id} ({who}) stands in for you."
	);
	match scope {
		EmergencyScope::CspKey => format!(
			"{stands_in} The administrators of each record must still approve as ever: no committee opens anything alone. \
			 You are told at once, every access is reviewed, and `medquorum emergency remove` takes it back."
		),
		EmergencyScope::BothKeys => format!(
			"{stands_in} Besides, facilities may add emergency summaries of yours, which that committee opens ALONE, without the \
			 administrators. You are told at once, every access is reviewed, and `medquorum emergency remove` takes it back."
		),
	}
}

/// What an emergency administrator is told of a request before approving it.
#[must_use]
pub fn what_approving_means(
	request: &Request,
	scope: EmergencyScope,
	(facility, is_noted): (FacilityNumber, bool),
	names: &dyn Names,
) -> String {
	let requester = names.show(&request.requester);
	let by = match is_noted {
		true => "as it is noted here",
		false => "by the node's word alone",
	};
	let opens = match scope {
		EmergencyScope::CspKey => {
			"You stand in for the patient: with the others' approvals your share gives the patient's key of this record. The record's own \
			 administrators must still approve."
		}
		EmergencyScope::BothKeys => {
			"With the others' approvals your share opens the WHOLE record, and nobody else is asked."
		}
	};
	format!(
		"EMERGENCY ({}): {requester} is of facility {facility}, {by}.\n{opens}",
		request.purpose
	)
}

/// An emergency access that waits for its review; serialized, the document that programs get.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReviewDetails {
	/// The request by which the record was opened.
	pub request_id: RequestId,
	/// The record that was opened.
	pub record_id: RecordId,
	/// Whose it is.
	pub patient: Party,
	/// Who broke the glass.
	pub requester: Party,
	/// Why, as claimed; programs get the HL7 code.
	#[serde(serialize_with = "words::purpose_code")]
	pub reason: Purpose,
	/// What was opened.
	pub scope: EmergencyScope,
	/// The committee whose administrators review.
	pub key_id: KeyId,
	/// When it was opened, by the number of the block.
	pub opened_block: BlockNumber,
	/// Until when it has to be explained and reviewed; programs get moment and time.
	#[serde(flatten, serialize_with = "due")]
	pub due: Until,
	/// Whether that is over.
	pub overdue: bool,
	/// Whether the requester has explained it.
	pub explained: bool,
	/// Reviewers who found it justified.
	pub justified: usize,
	/// Reviewers who did not.
	pub unjustified: usize,
}

fn due<S: Serializer>(at: &Until, to: S) -> Result<S::Ok, S::Error> {
	with_time(to, ("due_moment", at.moment), ("due_time", at.time))
}

impl ReviewDetails {
	/// A review with names, where the chain's clock says `now`.
	pub fn of(id: RequestId, review: &Review, now: Moment, names: &dyn Names) -> Self {
		let count = |of| {
			let verdicts = review.verdicts.iter();
			verdicts.filter(|(_, verdict)| *verdict == of).count()
		};
		Self {
			request_id: id,
			record_id: review.record_id,
			patient: names.party(&review.patient),
			requester: names.party(&review.requester),
			reason: review.reason,
			scope: review.scope,
			key_id: review.key_id,
			opened_block: review.opened,
			due: Until::new(review.due, now),
			overdue: now > review.due,
			explained: review.statement.is_some(),
			justified: count(Finding::Justified),
			unjustified: count(Finding::Unjustified),
		}
	}

	/// The same with the date of its end, where clocks on walls say `now` (milliseconds since 1970).
	#[must_use]
	pub fn dated(mut self, now: u64) -> Self {
		self.due = self.due.dated(now);
		self
	}

	/// Where it stands, in words.
	#[must_use]
	pub fn standing(&self) -> String {
		let explained = match self.explained {
			true => "explained",
			false => "not explained yet",
		};
		let overdue = if self.overdue { ", OVERDUE" } else { "" };
		format!(
			"{explained}; {} justified, {} unjustified{overdue}",
			self.justified, self.unjustified
		)
	}

	/// The review for people.
	#[must_use]
	pub fn facts(&self) -> Vec<Fact> {
		vec![
			("Emergency access", self.request_id.to_string()),
			("By", self.requester.shown()),
			("Record", words::short(&self.record_id)),
			("Patient", self.patient.shown()),
			("Reason", format!("{} ({})", self.reason, self.reason.code())),
			("Opened", self.scope.words().to_owned()),
			("Review until", self.due.to_string()),
			("Standing", self.standing()),
		]
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::views::fixtures::{Cast, request, review};
	use serde_json::json;

	fn half_reviewed() -> Review {
		Review {
			verdicts: vec![(2, Finding::Justified), (3, Finding::Unjustified)],
			..review()
		}
	}

	#[test]
	fn programs_and_people_get_the_review() {
		let details = ReviewDetails::of(RequestId([2; 16]), &half_reviewed(), 5, &Cast);
		let document = serde_json::to_value(&details).unwrap();
		assert_eq!(document["reason"], "ETREAT");
		assert_eq!(
			(&document["due_moment"], &document["due_time"]),
			(&json!(100), &json!(null))
		);
		assert_eq!(document["scope"], "csp-key");
		assert_eq!(
			details.standing(),
			"not explained yet; 1 justified, 1 unjustified"
		);
		let late = ReviewDetails::of(RequestId([2; 16]), &half_reviewed(), 101, &Cast);
		assert!(late.overdue && late.standing().ends_with("OVERDUE"));
		assert!(details.facts().contains(&("Patient", "Dave".to_owned())));
	}

	#[test]
	fn whole_records_are_never_allowed_or_approved_by_the_way() {
		let names = ["Alice".to_owned(), "Bob".to_owned()];
		let said = what_allowing_means(EmergencyScope::CspKey, 9, &names);
		assert!(said.contains("Alice, Bob") && said.contains("must still approve"));
		assert!(what_allowing_means(EmergencyScope::BothKeys, 9, &names).contains("ALONE"));
		let request = request().request;
		let of = |scope, noted| what_approving_means(&request, scope, (3, noted), &Cast);
		assert!(of(EmergencyScope::BothKeys, true).contains("WHOLE"));
		assert!(of(EmergencyScope::CspKey, false).contains("facility 3, by the node's word alone"));
	}
}
