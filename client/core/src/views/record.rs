//! What is shown of a record.

use super::{
	facts::RecordView,
	names::{Names, Party},
	text::line,
	when::When,
	words::{self, Fact},
};
use crate::{domain::*, hex_text};
use serde::Serialize;

/// A record with names and words; serialized, the document that programs get.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RecordDetails {
	/// Its id.
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
	/// The record this one corrects.
	pub supersedes: Option<RecordId>,
	/// Whether the patient acknowledged it.
	pub acknowledged: bool,
	/// Where it stands.
	pub status: RecordStatus,
	/// When it was registered.
	pub created: When,
	/// Requests for it that are on the chain.
	pub requests: Vec<RequestId>,
	/// The file's name, where this machine uploaded it: nobody else knows it before he opens the record.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub file_name: Option<String>,
}

impl RecordDetails {
	/// The record with names and words.
	pub fn of(view: &RecordView, names: &dyn Names) -> Self {
		let record = &view.record;
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
			acknowledged: record.acknowledged,
			status: record.status,
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
		];
		let file = self.file_name.as_deref();
		facts.extend(file.map(|name| ("File", line(name))));
		facts.extend(
			self.supersedes
				.as_ref()
				.map(|older| ("Corrects", words::short(older))),
		);
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
		assert_eq!(facts.last(), Some(&("Corrects", "abababab".to_owned())));
	}
}
