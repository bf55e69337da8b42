//! What a person is told before and after an answer to a request.

use super::{names::Names, words};
use crate::{
	domain::{Record, RejectionReason, Request, RequestId},
	ledger::Receipt,
};

/// What a person is asked to agree to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Question {
	/// An administrator's approval.
	Approve,
	/// The patient's consent.
	Consent,
}

impl Question {
	/// The request in names, and what agreeing means.
	pub fn meaning(self, request: &Request, record: &Record, names: &dyn Names) -> String {
		let requester = names.show(&request.requester);
		let asked = format!(
			"{requester} asks for record {} of {}, uploaded by {}, for: {}.",
			words::short(&request.record_id),
			names.show(&record.patient),
			names.show(&record.uploader),
			request.purpose,
		);
		match self {
			Self::Approve => asked,
			// Consent cannot be taken back, so the person is told before.
			Self::Consent => format!(
				"{asked}\nConsent gives {requester} your key of this record at once, approved or not: it opens the record's \
				 encrypted header, not the file. Whoever keeps a copy of that header can undo the erasing of this record: \
				 what then protects the file is the administrators alone."
			),
		}
	}

	/// The question itself.
	pub fn words(self) -> &'static str {
		match self {
			Self::Approve => "Approve, with your share of the record's key?",
			Self::Consent => "Consent, with your key of this record?",
		}
	}
}

/// A no to a request. It cannot be taken back, so a person is asked before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum No {
	/// An administrator's rejection.
	Rejection,
	/// The patient's denial of consent.
	Denial,
}

impl No {
	/// The request in names, by the node's word alone: what does not hold is refused too.
	pub fn meaning(self, request: &Request, names: &dyn Names) -> String {
		let asked = format!(
			"{} asks for record {} of {}, for: {}.",
			names.show(&request.requester),
			words::short(&request.record_id),
			names.show(&request.patient),
			request.purpose,
		);
		match self {
			Self::Rejection => {
				format!("{asked}\nYou answer once: after a rejection you cannot approve it any more.")
			}
			Self::Denial => {
				format!(
					"{asked}\nThe request is over then, approved or not. Whoever asks has to begin from the beginning."
				)
			}
		}
	}

	/// The question itself.
	pub fn words(self) -> &'static str {
		match self {
			Self::Rejection => "Reject it?",
			Self::Denial => "Deny consent?",
		}
	}
}

fn emitted(receipt: Option<&Receipt>, name: &str) -> bool {
	receipt.is_some_and(|done| done.events.iter().any(|event| event.name == name))
}

/// What an approval came to. `missing` are the approvals that were missing before it; no receipt means that it was not sent.
pub fn after_approval(id: &RequestId, receipt: Option<&Receipt>, missing: u16) -> String {
	let more = match receipt {
		Some(_) if emitted(receipt, "RequestApproved") => ": it has all the approvals it needs".to_owned(),
		Some(_) => {
			let missing = words::count(usize::from(missing.saturating_sub(1)), "approval");
			format!(": {missing} more needed")
		}
		None => String::new(),
	};
	format!("Approved request {}{more}", words::short(id))
}

/// What a rejection came to.
pub fn after_rejection(id: &RequestId, receipt: Option<&Receipt>, reason: RejectionReason) -> String {
	let end = match emitted(receipt, "RequestRejected") {
		true => "; it cannot be approved any more",
		false => "",
	};
	format!(
		"Rejected request {}: {}{end}",
		words::short(id),
		words::reason(reason)
	)
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{
		domain::Balance,
		ledger::Event,
		views::fixtures::{Cast, record, request},
	};

	#[test]
	fn patients_are_told_what_consent_gives_away() {
		let request = request().request;
		let said = Question::Consent.meaning(&request, &record(), &Cast);
		assert!(Question::Consent.words().starts_with("Consent"));
		for words in [
			"Eve",
			"encrypted header",
			"approved or not",
			"keeps a copy of that header",
			"erasing of this record",
		] {
			assert!(said.contains(words), "{words:?} is not in {said}");
		}
		let said = Question::Approve.meaning(&request, &record(), &Cast);
		assert!(said.contains("Eve") && !said.contains("header"), "{said}");
	}

	#[test]
	fn who_says_no_is_told_that_it_is_for_good() {
		let request = request().request;
		for (no, words) in [
			(No::Rejection, "cannot approve it any more"),
			(No::Denial, "The request is over then, approved or not"),
		] {
			let said = no.meaning(&request, &Cast);
			assert!(said.contains("Eve") && said.contains(words), "{said}");
			assert!(no.words().ends_with('?'));
		}
	}

	#[test]
	fn answers_say_what_they_came_to() {
		let id = RequestId([0xab; 16]);
		let receipt = |name: &str| Receipt {
			block: 1,
			extrinsic: String::new(),
			events: vec![Event {
				pallet: "MedicalRecords".to_owned(),
				name: name.to_owned(),
				fields: Vec::new(),
			}],
			fee: Balance(0),
			call_bytes: 0,
		};
		let (recorded, approved) = (receipt("ApprovalRecorded"), receipt("RequestApproved"));
		for (receipt, said) in [
			(None, "Approved request abababab"),
			(
				Some(&recorded),
				"Approved request abababab: 1 approval more needed",
			),
			(
				Some(&approved),
				"Approved request abababab: it has all the approvals it needs",
			),
		] {
			assert_eq!(after_approval(&id, receipt, 2), said);
		}
		let rejected = receipt("RequestRejected");
		assert_eq!(
			after_rejection(&id, Some(&rejected), RejectionReason::Duplicate),
			"Rejected request abababab: asked before; it cannot be approved any more"
		);
	}
}
