//! Why and how records come to an end, or are kept from it.

use super::*;

/// What stays of an erased or refused record: its id is never used again.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo, MaxEncodedLen)]
pub struct Tombstone<BlockNumber> {
	/// Block in which it went.
	pub at: BlockNumber,
	/// The older version that it corrected: newer ones find their way past it.
	pub supersedes: Option<RecordId>,
}

/// Why a record is to be erased.
#[derive(
	Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo, MaxEncodedLen,
)]
pub enum ErasureReason {
	/// The patient wishes it (GDPR, article 17).
	PatientWish = 0,
	/// It was uploaded by mistake, or badly.
	UploadError = 1,
	/// It is about somebody else.
	WrongPatient = 2,
	/// The time for which it had to be kept is over.
	RetentionOver = 3,
	/// A court or an authority orders it.
	LegalOrder = 4,
	/// None of these.
	Other = 5,
}

/// Why a patient refuses a record.
#[derive(
	Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo, MaxEncodedLen,
)]
pub enum RefusalReason {
	/// It is about somebody else.
	NotMine = 0,
	/// It is wrong, or does not open.
	Incorrect = 1,
	/// The patient knows the facility not, or does not want its records.
	Unwanted = 2,
	/// None of these.
	Other = 3,
}

/// Why a record must not be erased for now.
#[derive(
	Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo, MaxEncodedLen,
)]
pub enum LegalHoldReason {
	/// A case is before a court, or is about to be.
	Litigation = 0,
	/// An authority investigates.
	Investigation = 1,
	/// Law demands that it is kept.
	RetentionDuty = 2,
	/// None of these.
	Other = 3,
}

/// An erasure that has not taken place yet.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, MaxEncodedLen)]
pub struct Erasure<BlockNumber> {
	/// Who wants it.
	pub by: AccountId32,
	/// Why.
	pub reason: ErasureReason,
	/// From when on it can be carried out, by the chain's clock.
	pub due: BlockNumber,
}

/// What keeps a record from being erased.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo, MaxEncodedLen)]
pub struct LegalHold<BlockNumber> {
	/// The data protection officer.
	pub by: AccountId32,
	/// Why.
	pub reason: LegalHoldReason,
	/// Its last moment, by the chain's clock.
	pub until: BlockNumber,
}
