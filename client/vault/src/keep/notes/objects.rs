//! What is noted of one upload: its objects in the store, how far it came, and what its uploader knows of it.

use crate::{clock::wall_time, file_info::FileInfo, search::Listing};
use medquorum_core::{
	domain::{AccountId, BlockNumber, KeyId, RecordId},
	ledger::UnsealedRecord,
};
use medquorum_envelope::Cid;
use serde::{Deserialize, Serialize};

/// The objects of one record, each noted before the store has it, so that none is ever lost sight of.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Objects {
	#[serde(default, skip_serializing_if = "Option::is_none", with = "cid_text")]
	pub(super) header: Option<Cid>,
	#[serde(default, skip_serializing_if = "Option::is_none", with = "cid_text")]
	pub(super) file: Option<Cid>,
	/// Whether the call that registers the record may have left this machine.
	#[serde(default)]
	pub(super) sent: bool,
	/// The finalized block in which the record was first seen registered: from then on no node's word makes it unfinished.
	#[serde(default, skip_serializing_if = "Option::is_none")]
	pub(super) registered: Option<BlockNumber>,
	/// Whether its erasure was asked for from here: tidying may remove what is left of it.
	#[serde(default, skip_serializing_if = "is_false")]
	pub(super) erasing: bool,
	/// The file that was uploaded, and when.
	#[serde(default, skip_serializing_if = "Option::is_none")]
	pub(super) own: Option<OwnFile>,
	/// Whether it is a row of an archive: the import keeps it for the next run.
	#[serde(default, skip_serializing_if = "is_false")]
	pub(super) imported: bool,
	/// What was asked for, while the record is not registered.
	#[serde(default, skip_serializing_if = "Option::is_none")]
	pub(super) form: Option<Box<UploadForm>>,
}

/// What somebody asked to be uploaded, so that after a kill the same can be asked for again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UploadForm {
	/// The files and folders that were named, by their whole paths.
	pub files: Vec<String>,
	/// Whose record it is to be.
	pub patient: AccountId,
	/// The committee that is to hold its key.
	pub committee: KeyId,
	/// The record that it corrects.
	#[serde(default, skip_serializing_if = "Option::is_none")]
	pub corrects: Option<RecordId>,
	/// Whether it is to be listed from the beginning.
	#[serde(default, skip_serializing_if = "is_false")]
	pub searchable: bool,
	/// Diagnoses, as ICD-10 codes.
	#[serde(default, skip_serializing_if = "Option::is_none")]
	pub icd10: Option<String>,
	/// Day of the examination, `YYYY-MM-DD`.
	#[serde(default, skip_serializing_if = "Option::is_none")]
	pub date: Option<String>,
}

/// The file of one of our own uploads, as its uploader knows it. The chain and the store do not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnFile {
	/// The name in the file's sealed description, which readers get.
	pub name: String,
	/// When it was uploaded, by this machine's clock: milliseconds since 1970.
	pub time: u64,
	/// What is listed of it for those who search, if it has a disease.
	#[serde(default, skip_serializing_if = "Option::is_none")]
	pub listing: Option<Listing>,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it")]
fn is_false(value: &bool) -> bool {
	!value
}

/// Content ids as daemons and people write them.
mod cid_text {
	use medquorum_envelope::Cid;
	use serde::{Deserialize as _, Deserializer, Serializer, de::Error as _};

	#[allow(clippy::ref_option, reason = "serde asks for it")]
	pub(super) fn serialize<S: Serializer>(cid: &Option<Cid>, to: S) -> Result<S::Ok, S::Error> {
		match cid {
			Some(cid) => to.collect_str(cid),
			None => to.serialize_none(),
		}
	}

	pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Cid>, D::Error> {
		let text = Option::<String>::deserialize(from)?;
		let cid = text.map(|text| text.parse().map_err(|_| D::Error::custom("not a content id")));
		cid.transpose()
	}
}

impl Objects {
	pub(crate) fn new(header: &Cid, file: &Cid) -> Self {
		Self {
			header: Some(*header),
			file: Some(*file),
			..Self::default()
		}
	}

	/// Notes name, time and listing of a file that is uploaded now.
	pub(crate) fn of_file(info: &FileInfo) -> Self {
		Self {
			own: Some(OwnFile {
				name: info.name.clone(),
				time: wall_time(),
				listing: info.listing.clone(),
			}),
			..Self::default()
		}
	}

	/// Notes what was asked for, where it is known by which files.
	pub(crate) fn asked(self, record: &UnsealedRecord, info: &FileInfo) -> Self {
		let form = || {
			Box::new(UploadForm {
				files: info.files.clone(),
				patient: record.patient,
				committee: record.key_id,
				corrects: record.supersedes,
				searchable: record.searchable,
				icd10: info.icd10.clone(),
				date: info.date.clone(),
			})
		};
		Self {
			form: (!info.files.is_empty()).then(form),
			..self
		}
	}

	/// Marks the call as sent: the chain may register the record from now on.
	pub(crate) fn sent(self) -> Self {
		Self { sent: true, ..self }
	}

	/// Whether the call that registers the record may have left this machine.
	pub(crate) fn is_sent(&self) -> bool {
		self.sent || self.registered.is_some()
	}

	/// The block in which the record was seen registered.
	pub(crate) fn registered(&self) -> Option<BlockNumber> {
		self.registered
	}

	/// What was asked for.
	pub(crate) fn form(&self) -> Option<UploadForm> {
		self.form.as_deref().cloned()
	}

	/// Marks the record as one that is to end, by the word of a person here.
	pub(crate) fn erasing(self) -> Self {
		Self {
			erasing: true,
			..self
		}
	}

	/// Whether its erasure was asked for from here.
	pub(crate) fn is_erasing(&self) -> bool {
		self.erasing
	}

	/// Whether the header was made.
	pub(crate) fn has_header(&self) -> bool {
		self.header.is_some()
	}

	/// The CIDs, the header's first: it is the one whose loss makes the record unreadable.
	pub(crate) fn cids(&self) -> Vec<Cid> {
		[self.header, self.file].into_iter().flatten().collect()
	}

	/// Noted after what was known before: what of its way on the chain was noted stays.
	pub(super) fn after(self, known: Option<&Self>) -> Self {
		let Some(known) = known else { return self };
		let sent = known.sent || self.sent;
		Self {
			sent,
			// Once the call may have left, nothing is asked for again.
			form: self.form.or_else(|| known.form.clone()).filter(|_| !sent),
			registered: known.registered.or(self.registered),
			erasing: known.erasing || self.erasing,
			own: known.own.clone().or(self.own),
			imported: known.imported || self.imported,
			..self
		}
	}
}
