//! Reasons that people give on the chain.

use clap::ValueEnum;
use medquorum_client::domain::{ErasureReason, HoldReason, RefusalReason, RejectionReason};

/// Why an administrator rejects, as typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ReasonArg {
	/// The purpose does not justify the access
	NotJustified,
	/// The record is not that of the patient who is meant
	WrongPatient,
	/// The requester is not known to me
	UnknownRequester,
	/// The same was asked before
	Duplicate,
	/// Another reason
	Other,
}

impl From<ReasonArg> for RejectionReason {
	fn from(reason: ReasonArg) -> Self {
		match reason {
			ReasonArg::NotJustified => Self::NotJustified,
			ReasonArg::WrongPatient => Self::WrongPatient,
			ReasonArg::UnknownRequester => Self::UnknownRequester,
			ReasonArg::Duplicate => Self::Duplicate,
			ReasonArg::Other => Self::Other,
		}
	}
}

/// Why a record is to be erased, as typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ErasureArg {
	/// The patient wishes it
	PatientWish,
	/// It was uploaded by mistake, or badly
	UploadError,
	/// It is about somebody else
	WrongPatient,
	/// The time for which it had to be kept is over
	RetentionOver,
	/// A court or an authority orders it
	LegalOrder,
	/// Another reason
	Other,
}

impl From<ErasureArg> for ErasureReason {
	fn from(reason: ErasureArg) -> Self {
		match reason {
			ErasureArg::PatientWish => Self::PatientWish,
			ErasureArg::UploadError => Self::UploadError,
			ErasureArg::WrongPatient => Self::WrongPatient,
			ErasureArg::RetentionOver => Self::RetentionOver,
			ErasureArg::LegalOrder => Self::LegalOrder,
			ErasureArg::Other => Self::Other,
		}
	}
}

/// Why a patient refuses a record, as typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum RefusalArg {
	/// It is about somebody else
	NotMine,
	/// It is wrong, or does not open
	Incorrect,
	/// I do not know the facility, or do not want its records
	Unwanted,
	/// Another reason
	Other,
}

impl From<RefusalArg> for RefusalReason {
	fn from(reason: RefusalArg) -> Self {
		match reason {
			RefusalArg::NotMine => Self::NotMine,
			RefusalArg::Incorrect => Self::Incorrect,
			RefusalArg::Unwanted => Self::Unwanted,
			RefusalArg::Other => Self::Other,
		}
	}
}

/// Why a record must not be erased, as typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum HoldArg {
	/// A case is before a court, or is about to be
	Litigation,
	/// An authority investigates
	Investigation,
	/// Law demands that it is kept
	RetentionDuty,
	/// Another reason
	Other,
}

impl From<HoldArg> for HoldReason {
	fn from(reason: HoldArg) -> Self {
		match reason {
			HoldArg::Litigation => Self::Litigation,
			HoldArg::Investigation => Self::Investigation,
			HoldArg::RetentionDuty => Self::RetentionDuty,
			HoldArg::Other => Self::Other,
		}
	}
}
