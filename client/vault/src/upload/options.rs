//! For whom a file is uploaded.

use medquorum_core::domain::*;

/// For whom and under which committee a file is uploaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UploadOptions {
	/// The patient, from the hospital's own enrolment records.
	pub patient: AccountId,
	/// The committee key; it must be pinned.
	pub key_id: KeyId,
	/// The record that this one corrects.
	pub supersedes: Option<RecordId>,
	/// Whether it may be found by its disease from the beginning: the patient must have said so.
	pub searchable: bool,
}
