//! Lines of tables, and the choices of forms.

use crate::{
	texts::{Value, say},
	visit::Visit,
};

use medquorum_client::{
	domain::{ErasureReason, HoldReason, Purpose, RecordId, RefusalReason, RejectionReason},
	views::{Party, RecordDetails, RequestDetails, text, words},
};

/// A request in a table.
pub struct RequestRow {
	/// All 32 digits, for the link.
	pub id: String,
	/// The id's first digits.
	pub short: String,
	/// Who asks.
	pub requester: String,
	/// Whose record.
	pub patient: Value,
	/// Why.
	pub purpose: String,
	/// Time left.
	pub left: String,
	/// Who must act.
	pub waiting: String,
	/// Which of the person's accounts it concerns, where there are several.
	pub place: Option<Value>,
}

impl RequestRow {
	/// The line of a request.
	pub fn of(request: &RequestDetails, visit: &Visit) -> Self {
		let whose = request.patient.iter().chain([&request.requester]);
		let patient = request.patient.as_ref().map(Party::shown);
		Self {
			id: request.request_id.to_string(),
			short: words::short(&request.request_id),
			requester: text::line(&request.requester.shown()),
			patient: patient.map_or_else(|| say("gone").into(), |patient| text::line(&patient).into()),
			purpose: request.purpose.to_string(),
			left: words::span(request.moments_left),
			waiting: text::line(&request.waiting),
			place: visit.place_of(whose.map(|party| party.address)),
		}
	}
}

/// A record in a table.
pub struct RecordRow {
	/// All 32 digits, for the link.
	pub id: String,
	/// The id's first digits.
	pub short: String,
	/// The file's name, where it is known.
	pub file: Value,
	/// Whose record.
	pub patient: String,
	/// Who uploaded it.
	pub uploader: String,
	/// When.
	pub registered: String,
	/// Where it stands.
	pub status: Value,
	/// How many requests there are for it.
	pub requests: usize,
	/// Which of the person's accounts it concerns, where there are several.
	pub place: Option<Value>,
}

impl RecordRow {
	/// The line of a record.
	pub fn of(record: &RecordDetails, visit: &Visit) -> Self {
		let file = record.file_name.as_deref().map(text::line);
		let mut status = Value::Heard(record.status_words().to_owned());
		if let Some(erasure) = &record.erasure {
			let when = text::line(&erasure.words());
			status = say("to-be-erased")
				.with("status", status)
				.with_heard("when", when)
				.into();
		}
		Self {
			id: record.record_id.to_string(),
			short: words::short(&record.record_id),
			file: file.map_or_else(|| say("file-unknown").into(), Value::Text),
			patient: text::line(&record.patient.shown()),
			uploader: text::line(&record.uploader.shown()),
			registered: record.created.to_string(),
			status,
			requests: record.requests.len(),
			place: visit.place_of([record.patient.address, record.uploader.address]),
		}
	}
}

/// An older version in a form.
pub struct Older {
	/// All 32 digits of the record; what the form sends when it is chosen.
	pub id: String,
}

impl From<&RecordId> for Older {
	fn from(id: &RecordId) -> Self {
		Self { id: id.to_string() }
	}
}

/// A value and the words for it.
pub type Choice = (&'static str, String);

/// Why somebody asks.
pub fn purposes() -> Vec<Choice> {
	let all = Purpose::ORDINARY.iter();
	all.map(|purpose| (purpose.code(), purpose.words().to_owned()))
		.collect()
}

/// The purpose of a code.
pub fn purpose(code: &str) -> Option<Purpose> {
	Purpose::ORDINARY
		.into_iter()
		.find(|purpose| purpose.code() == code)
}

/// Why the glass is broken.
pub fn emergencies() -> Vec<Choice> {
	let all = Purpose::EMERGENCIES.iter();
	all.map(|purpose| (purpose.code(), purpose.words().to_owned()))
		.collect()
}

/// The emergency of a code.
pub fn emergency(code: &str) -> Option<Purpose> {
	Purpose::EMERGENCIES
		.into_iter()
		.find(|purpose| purpose.code() == code)
}

const REJECTIONS: [(&str, RejectionReason); 5] = [
	("not-justified", RejectionReason::NotJustified),
	("wrong-patient", RejectionReason::WrongPatient),
	("unknown-requester", RejectionReason::UnknownRequester),
	("duplicate", RejectionReason::Duplicate),
	("other", RejectionReason::Other),
];

const REFUSALS: [(&str, RefusalReason); 4] = [
	("not-mine", RefusalReason::NotMine),
	("incorrect", RefusalReason::Incorrect),
	("unwanted", RefusalReason::Unwanted),
	("other", RefusalReason::Other),
];

const ERASURES: [(&str, ErasureReason); 6] = [
	("patient-wish", ErasureReason::PatientWish),
	("upload-error", ErasureReason::UploadError),
	("wrong-patient", ErasureReason::WrongPatient),
	("retention-over", ErasureReason::RetentionOver),
	("legal-order", ErasureReason::LegalOrder),
	("other", ErasureReason::Other),
];

const HOLDS: [(&str, HoldReason); 4] = [
	("litigation", HoldReason::Litigation),
	("investigation", HoldReason::Investigation),
	("retention-duty", HoldReason::RetentionDuty),
	("other", HoldReason::Other),
];

fn find<T: Copy>(all: &[(&str, T)], value: &str) -> Option<T> {
	all.iter()
		.find(|(known, _)| *known == value)
		.map(|(_, reason)| *reason)
}

/// Why an administrator rejects.
pub fn rejections() -> Vec<Choice> {
	let all = REJECTIONS.iter();
	all.map(|(value, reason)| (*value, words::reason(*reason).to_owned()))
		.collect()
}

/// That reason.
pub fn rejection(value: &str) -> Option<RejectionReason> {
	find(&REJECTIONS, value)
}

/// Why a patient refuses.
pub fn refusals() -> Vec<Choice> {
	REFUSALS
		.iter()
		.map(|(value, reason)| (*value, reason.to_string()))
		.collect()
}

/// That reason.
pub fn refusal(value: &str) -> Option<RefusalReason> {
	find(&REFUSALS, value)
}

/// Why a record is to be erased.
pub fn erasures() -> Vec<Choice> {
	ERASURES
		.iter()
		.map(|(value, reason)| (*value, reason.to_string()))
		.collect()
}

/// That reason.
pub fn erasure(value: &str) -> Option<ErasureReason> {
	find(&ERASURES, value)
}

/// Why a record must not be erased.
pub fn holds() -> Vec<Choice> {
	HOLDS
		.iter()
		.map(|(value, reason)| (*value, reason.to_string()))
		.collect()
}

/// That reason.
pub fn hold(value: &str) -> Option<HoldReason> {
	find(&HOLDS, value)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn every_choice_is_understood_when_it_comes_back() {
		assert!(purposes().iter().all(|(value, _)| purpose(value).is_some()));
		assert!(emergencies().iter().all(|(value, _)| emergency(value).is_some()));
		assert!(emergency("TREAT").is_none());
		assert!(rejections().iter().all(|(value, _)| rejection(value).is_some()));
		assert!(refusals().iter().all(|(value, _)| refusal(value).is_some()));
		assert!(erasures().iter().all(|(value, _)| erasure(value).is_some()));
		assert!(holds().iter().all(|(value, _)| hold(value).is_some()));
		assert!(hold("").is_none());
		assert!(erasure("").is_none() && purpose("treat").is_none());
	}
}
