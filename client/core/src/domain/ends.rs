//! How records end, and what keeps them from it.

use super::{BlockNumber, Moment, Record, RecordStatus, ids::*};
use scale_decode::DecodeAsType;
use serde::{Deserialize, Serialize};
use std::fmt;

/// What stays of a record that was erased or refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, DecodeAsType)]
pub struct Tombstone {
	/// The block in which it went.
	pub at: BlockNumber,
	/// The older version that it corrected.
	pub supersedes: Option<RecordId>,
}

/// Why a record is to be erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, DecodeAsType)]
#[serde(rename_all = "kebab-case")]
pub enum ErasureReason {
	/// The patient wants the record gone; no other cause is needed.
	PatientWish,
	/// It was uploaded by mistake, or badly.
	UploadError,
	/// It is about somebody else.
	WrongPatient,
	/// The time for which it had to be kept is over.
	RetentionOver,
	/// A court or an authority orders it.
	LegalOrder,
	/// None of these.
	Other,
}

impl fmt::Display for ErasureReason {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(match self {
			Self::PatientWish => "the patient wishes it",
			Self::UploadError => "it was uploaded by mistake",
			Self::WrongPatient => "it is about somebody else",
			Self::RetentionOver => "the time for which it was kept is over",
			Self::LegalOrder => "a court or an authority orders it",
			Self::Other => "another reason",
		})
	}
}

/// Why a patient refuses a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, DecodeAsType)]
#[serde(rename_all = "kebab-case")]
pub enum RefusalReason {
	/// It is about somebody else.
	NotMine,
	/// It is wrong, or does not open.
	Incorrect,
	/// The patient does not know the facility, or does not want its records.
	Unwanted,
	/// None of these.
	Other,
}

impl fmt::Display for RefusalReason {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(match self {
			Self::NotMine => "it is about somebody else",
			Self::Incorrect => "it is wrong",
			Self::Unwanted => "it is not wanted",
			Self::Other => "another reason",
		})
	}
}

/// Why a record must not be erased for now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, DecodeAsType)]
#[serde(rename_all = "kebab-case")]
pub enum HoldReason {
	/// A case is before a court, or is about to be.
	Litigation,
	/// An authority investigates.
	Investigation,
	/// Law demands that it is kept.
	RetentionDuty,
	/// None of these.
	Other,
}

impl fmt::Display for HoldReason {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(match self {
			Self::Litigation => "a case before a court",
			Self::Investigation => "an investigation",
			Self::RetentionDuty => "law demands that it is kept",
			Self::Other => "another reason",
		})
	}
}

/// An erasure that has not taken place yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, DecodeAsType)]
pub struct Erasure {
	/// Who wants it.
	pub by: AccountId,
	/// Why.
	pub reason: ErasureReason,
	/// From when on it can be carried out.
	pub due: Moment,
}

/// What keeps a record from being erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, DecodeAsType)]
pub struct Hold {
	/// The data protection officer who placed it.
	pub by: AccountId,
	/// Why.
	pub reason: HoldReason,
	/// Its last moment.
	pub until: Moment,
}

/// What is to become of a record.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Ends {
	/// The erasure that waits.
	pub erasure: Option<Erasure>,
	/// The legal hold, which may be over.
	pub hold: Option<Hold>,
}

/// Moments that an erasure by others than the patient waits, and as many after that in which it can be carried out: seven days.
pub const ERASURE_DELAY: Moment = 100_800;

impl Ends {
	/// The erasure that can still take place. One that nobody carried out in time is void, but for what the patient wishes: that waits
	/// for the end of a hold, with the record suspended.
	#[must_use]
	pub fn waiting(&self, record: &Record, now: Moment) -> Option<Erasure> {
		self.erasure.filter(|erasure| {
			let by_another = erasure.by != record.uploader && record.status == RecordStatus::Suspended;
			let wish = by_another && erasure.reason == ErasureReason::PatientWish;
			erasure.by == record.patient || wish || now <= erasure.due.saturating_add(ERASURE_DELAY)
		})
	}

	/// The hold that keeps the record at this moment.
	#[must_use]
	pub fn held(&self, now: Moment) -> Option<Hold> {
		self.hold.filter(|hold| hold.until >= now)
	}
}
