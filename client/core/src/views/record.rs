//! What is shown of a record.

use super::{
	facts::RecordView,
	names::{Names, Party},
	text::line,
	until::Until,
	when::{When, with_time},
	words::{self, Fact},
};
use crate::{domain::*, hex_text};
use serde::{Serialize, Serializer};

/// A record with names and words; serialized, the document that programs get.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RecordDetails {
	/// Written with all 32 digits; people are shown the first eight.
	pub record_id: RecordId,
	/// Who uploaded it.
	pub uploader: Party,
	/// Whose record it is.
	pub patient: Party,
	/// The patient's public CSP key when the record was registered.
	#[serde(serialize_with = "hex_text::prefixed::serialize")]
	pub csp_pk: Bytes32,
	/// The committee key its report key is encapsulated to.
	pub key_id: KeyId,
	/// Hides and binds the header.
	#[serde(serialize_with = "hex_text::prefixed::serialize")]
	pub commitment: Bytes32,
	/// The report key, encapsulated.
	#[serde(serialize_with = "hex_text::prefixed::serialize")]
	pub capsule: [u8; 128],
	/// csp_rec, encapsulated to the patient.
	#[serde(serialize_with = "hex_text::prefixed::serialize")]
	pub csp_enc: Bytes32,
	/// Tells a right csp_rec from a wrong one.
	#[serde(serialize_with = "hex_text::prefixed::serialize")]
	pub csp_check: Bytes32,
	/// The header's CID, encrypted.
	#[serde(serialize_with = "hex_text::prefixed::serialize")]
	pub locator: [u8; 64],
	/// The record this one corrects, once its patient acknowledges it.
	pub supersedes: Option<RecordId>,
	/// 1 for a first version, one more for each correction.
	pub version: u32,
	/// Whether the patient acknowledged it.
	pub acknowledged: bool,
	/// Whether those who search may find it by its disease.
	pub searchable: bool,
	/// Where it stands.
	pub status: RecordStatus,
	/// The newer record that has taken its place.
	pub superseded_by: Option<RecordId>,
	/// The erasure that waits for it.
	pub erasure: Option<ErasureDetails>,
	/// The legal hold that keeps it now.
	pub hold: Option<HoldDetails>,
	/// When it was registered; programs get block and time.
	#[serde(flatten, serialize_with = "created")]
	pub created: When,
	/// Requests for it that are on the chain.
	pub requests: Vec<RequestId>,
	/// The file's name, where this machine uploaded it: nobody else knows it before he opens the record.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub file_name: Option<String>,
}

fn created<S: Serializer>(at: &When, to: S) -> Result<S::Ok, S::Error> {
	with_time(to, ("created", at.block), ("created_time", at.time))
}

fn due<S: Serializer>(at: &Until, to: S) -> Result<S::Ok, S::Error> {
	with_time(to, ("due_moment", at.moment), ("due_time", at.time))
}

fn until<S: Serializer>(at: &Until, to: S) -> Result<S::Ok, S::Error> {
	with_time(to, ("until_moment", at.moment), ("until_time", at.time))
}

/// An erasure that waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ErasureDetails {
	/// Who wants it.
	pub by: Party,
	/// Why.
	pub reason: ErasureReason,
	/// From when on it can be carried out, by the chain's clock; programs get moment and time.
	#[serde(flatten, serialize_with = "due")]
	pub due: Until,
}

impl ErasureDetails {
	/// When, by whom and why.
	pub fn words(&self) -> String {
		let when = match self.due.left() {
			0 => "due".to_owned(),
			_ => self.due.to_string(),
		};
		format!("{when}; {} says: {}", self.by.shown(), self.reason)
	}
}

/// A legal hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HoldDetails {
	/// The data protection officer who placed it.
	pub by: Party,
	/// Why.
	pub reason: HoldReason,
	/// Its last moment, by the chain's clock; programs get moment and time.
	#[serde(flatten, serialize_with = "until")]
	pub until: Until,
}

impl HoldDetails {
	/// Until when, by whom and why.
	pub fn words(&self) -> String {
		format!("ends {}; {} says: {}", self.until, self.by.shown(), self.reason)
	}
}

impl RecordDetails {
	/// The record with names and words.
	pub fn of(view: &RecordView, names: &dyn Names) -> Self {
		let record = &view.record;
		let waiting = view.ends.waiting(record, view.now);
		let erasure = waiting.map(|erasure| ErasureDetails {
			by: names.party(&erasure.by),
			reason: erasure.reason,
			due: Until::new(erasure.due, view.now),
		});
		let hold = view.ends.held(view.now).map(|hold| HoldDetails {
			by: names.party(&hold.by),
			reason: hold.reason,
			until: Until::new(hold.until, view.now),
		});
		Self {
			record_id: view.id,
			uploader: names.party(&record.uploader),
			patient: names.party(&record.patient),
			csp_pk: record.csp_pk,
			key_id: record.key_id,
			commitment: record.commitment,
			capsule: record.capsule,
			csp_enc: record.csp_enc,
			csp_check: record.csp_check,
			locator: record.locator,
			supersedes: record.supersedes,
			version: record.version,
			acknowledged: record.acknowledged,
			searchable: record.searchable,
			status: record.standing(),
			superseded_by: record.superseded_by,
			erasure,
			hold,
			created: When::block(record.created),
			requests: view.requests.clone(),
			file_name: None,
		}
	}

	/// The same, of a file that this machine uploaded at this time (milliseconds since 1970).
	#[must_use]
	pub fn uploaded_here(mut self, file_name: String, time: u64) -> Self {
		self.file_name = Some(file_name);
		self.created.time.get_or_insert(time);
		self
	}

	/// The same with the dates of what is to come, where clocks on walls say `now` (milliseconds since 1970).
	#[must_use]
	pub fn dated(mut self, now: u64) -> Self {
		if let Some(erasure) = &mut self.erasure {
			erasure.due = erasure.due.dated(now);
		}
		if let Some(hold) = &mut self.hold {
			hold.until = hold.until.dated(now);
		}
		self
	}

	/// Where it stands, in words.
	pub fn status_words(&self) -> &'static str {
		words::record_status(self.status, self.acknowledged)
	}

	/// The record for people.
	pub fn facts(&self) -> Vec<Fact> {
		let mut facts = vec![
			("Record", self.record_id.to_string()),
			("Patient", self.patient.shown()),
			("Uploaded by", self.uploader.shown()),
			("Status", self.status_words().to_owned()),
			("Registered", self.created.to_string()),
			("Committee", self.key_id.to_string()),
			(
				"Found by disease",
				if self.searchable { "yes" } else { "no" }.to_owned(),
			),
		];
		let file = self.file_name.as_deref();
		facts.extend(file.map(|name| ("File", line(name))));
		facts.extend(self.supersedes.as_ref().map(|older| {
			(
				"Corrects",
				format!("{}, as version {}", words::short(older), self.version),
			)
		}));
		let newer = self.superseded_by.as_ref();
		facts.extend(newer.map(|newer| ("Replaced by", words::short(newer))));
		facts.extend(self.erasure.as_ref().map(|erasure| ("Erasure", erasure.words())));
		facts.extend(self.hold.as_ref().map(|hold| ("Legal hold", hold.words())));
		if !self.acknowledged {
			facts.push(("Note", words::UNCONFIRMED.to_owned()));
		}
		facts
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::views::fixtures::*;
	use serde_json::json;

	#[test]
	fn programs_get_the_record_of_the_chain_with_names() {
		let view = record_view();
		let mut expected = serde_json::to_value(&view.record).unwrap();
		let fields = expected.as_object_mut().unwrap();
		fields.insert("record_id".to_owned(), json!(view.id));
		fields.insert("patient".to_owned(), json!({ "address": DAVE, "name": "Dave" }));
		fields.insert(
			"uploader".to_owned(),
			json!({ "address": FERDIE, "name": "Ferdie" }),
		);
		fields.insert("requests".to_owned(), json!(view.requests));
		fields.insert("created_time".to_owned(), json!("1970-01-01T00:00:00Z"));
		fields.insert("erasure".to_owned(), json!(null));
		fields.insert("hold".to_owned(), json!(null));
		let mut details = RecordDetails::of(&view, &Cast);
		details.created.time = Some(1);
		assert_eq!(serde_json::to_value(&details).unwrap(), expected);
	}

	#[test]
	fn people_read_where_it_stands() {
		let mut view = record_view();
		view.record.supersedes = Some(RecordId([0xab; 16]));
		let facts = RecordDetails::of(&view, &Cast).facts();
		assert!(facts.contains(&("Status", "active, not acknowledged".to_owned())));
		assert!(facts.contains(&("Registered", "block 3".to_owned())));
		assert!(facts.contains(&("Corrects", "abababab, as version 1".to_owned())));
		assert_eq!(facts.last(), Some(&("Note", words::UNCONFIRMED.to_owned())));
		view.record.acknowledged = true;
		let facts = RecordDetails::of(&view, &Cast).facts();
		assert!(!facts.iter().any(|(word, _)| *word == "Note"));
	}

	#[test]
	fn newer_record_erasure_and_hold_are_told() {
		let mut view = record_view();
		view.record.superseded_by = Some(RecordId([0xcd; 16]));
		view.ends = Ends {
			erasure: Some(Erasure {
				by: FERDIE,
				reason: ErasureReason::UploadError,
				due: view.now + 600,
			}),
			hold: Some(Hold {
				by: EVE,
				reason: HoldReason::Litigation,
				until: view.now,
			}),
		};
		let details = RecordDetails::of(&view, &Cast);
		let facts = details.facts();
		for (word, meaning) in [
			("Status", "superseded by a correction"),
			("Replaced by", "cdcdcdcd"),
			(
				"Erasure",
				"in 60 minutes; Ferdie says: it was uploaded by mistake",
			),
			("Legal hold", "ends in 0 seconds; Eve says: a case before a court"),
		] {
			assert!(facts.contains(&(word, meaning.to_owned())), "{facts:?}");
		}
		let document = serde_json::to_value(&details).unwrap();
		assert_eq!(document["status"], "superseded");
		assert_eq!(document["erasure"]["due_moment"], view.now + 600);
		assert_eq!(document["erasure"]["reason"], "upload-error");
		assert_eq!(document["hold"]["reason"], "litigation");
		// What is over keeps nothing.
		view.now += 700;
		let details = RecordDetails::of(&view, &Cast);
		assert_eq!(details.hold, None);
		assert!(details.erasure.unwrap().words().starts_with("due; "));
		// As long as it waited it can be carried out, and no longer.
		view.now += ERASURE_DELAY - 100;
		assert!(RecordDetails::of(&view, &Cast).erasure.is_some());
		view.now += 1;
		assert_eq!(RecordDetails::of(&view, &Cast).erasure, None);
		if let Some(erasure) = &mut view.ends.erasure {
			(erasure.by, erasure.reason) = (view.record.patient, ErasureReason::PatientWish);
		}
		assert!(RecordDetails::of(&view, &Cast).erasure.is_some());
	}
}
