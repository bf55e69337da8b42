//! Opening a record.

use crate::{
	advice::{Advice, Blame},
	domain::{AccountId, RecordId, RequestId},
	error::scheme,
	kinds,
};

fn approver(index: u16, admin: Option<AccountId>) -> String {
	match admin {
		Some(account) => account.to_string(),
		None => format!("administrator {index}, of whom the committee has none,"),
	}
}

/// Opening a record: the ladder of docs/cryptography.md 4.2.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OpenError {
	/// The checksum of the CSP code does not hold.
	#[error("the CSP key has a typing error")]
	CspTypo,
	/// The patient's root was given.
	#[error(
		"this is the patient's root key, which opens every record of that patient: never hand it to anybody"
	)]
	CspRootGiven,
	/// The code is another record's.
	#[error("this CSP key belongs to another record")]
	CspOtherRecord,
	/// The CSP key does not fit the check value of the record.
	#[error("the CSP key is wrong")]
	CspWrong,
	/// The patient has neither consented nor refused.
	#[error("the patient has not given consent for request {0}")]
	ConsentMissing(RequestId),
	/// The emergency committee opens the patient's key alone.
	#[error("an emergency opens only the patient's key of record {0}")]
	ScopeTooNarrow(RecordId),
	/// The consent cannot be opened.
	#[error("the patient's consent cannot be opened with the key of request {0}")]
	ConsentUnreadable(RequestId),
	/// Too few administrators have approved to open the report key.
	#[error("{have} of {need} administrators have approved")]
	ReportKeyMissing {
		/// Approvals there are.
		have: usize,
		/// Approvals it takes.
		need: usize,
		/// Whether the CSP key is at hand.
		consent: bool,
	},
	/// The approvals do not combine.
	#[error("the administrators' approvals shown by the node cannot be combined")]
	BadShares(#[source] threshold_decryption::Error),
	/// The locator does not open, though the CSP key is right.
	#[error("the record's locator is damaged, so its file cannot be found")]
	LocatorCorrupt,
	/// The header does not open, though the keys are right.
	#[error("the record's header is damaged in the store")]
	HeaderCorrupt,
	/// The header is not the registered one.
	#[error("the stored header is not the one that was registered")]
	CommitmentMismatch,
	/// The file was not sealed with the keys of the record.
	#[error(
		"both keys are right, but the file was not sealed with them: the upload is wrong (or the node altered \
		 an approval, which cannot be told any more; try another one)"
	)]
	KeyCommitMismatch,
	/// The same, where every approval was proven: only the uploader is left.
	#[error(
		"both keys are right and every approval is proven, but the file was not sealed with them: the upload \
		 is wrong"
	)]
	WronglySealed,
	/// An approval shown by the node is proven by no block that it has.
	#[error("the node shows an approval by {}, and none of its blocks proves it", approver(*index, *admin))]
	ApprovalUnproven {
		/// The administrator's index.
		index: u16,
		/// The administrator, where the committee has one of this index.
		admin: Option<AccountId>,
	},
	/// Bytes were asked for that the file does not have.
	#[error("part {index} of the stored file is altered")]
	SegmentCorrupt {
		/// The segment.
		index: u32,
	},
	/// The stored file ends early.
	#[error("the stored file ends too early")]
	Truncated,
	/// Bytes follow the end of the stored file.
	#[error("the stored file has bytes after its end")]
	TrailingData,
	/// The padding or the metadata is not as fixed.
	#[error("the file was sealed wrongly by its uploader ({0})")]
	Malformed(&'static str),
	/// The output cannot be written; its disk may be full.
	#[error("the file cannot be written")]
	Write(#[source] std::io::Error),
	/// Bytes were asked for that the file does not have.
	#[error("bytes {start}..{end} do not lie in the file, which has {length} bytes")]
	Range {
		/// First byte asked for.
		start: u64,
		/// Byte after the last.
		end: u64,
		/// Length of the file.
		length: u64,
	},
}

impl Advice for OpenError {
	kinds! {
		CspTypo, CspRootGiven, CspOtherRecord, CspWrong, ConsentMissing, ConsentUnreadable,
		ReportKeyMissing, LocatorCorrupt, HeaderCorrupt, CommitmentMismatch, KeyCommitMismatch,
		WronglySealed, ApprovalUnproven,
		ScopeTooNarrow, SegmentCorrupt, Truncated, TrailingData, Malformed, Write, Range;
		Self::BadShares(source) => scheme::kind(source),
	}

	fn next(&self) -> String {
		let next = match self {
			Self::CspTypo => "copy it again, whole",
			Self::CspRootGiven => "ask for the code of this one record, which begins with cspr1",
			Self::CspOtherRecord => "ask the patient for the one of this record",
			Self::CspWrong => "ask the patient for the one of this record. Nothing was fetched",
			Self::ScopeTooNarrow(_) => {
				"the administrators have to approve as well: `medquorum break-glass` asks them"
			}
			Self::ConsentMissing(_) => "wait for it, or enter the CSP key with --csp-code",
			Self::ConsentUnreadable(_) => "ask the patient to give it again for a new request",
			Self::ReportKeyMissing { have, need, consent } => {
				let more = need.saturating_sub(*have);
				let consent = if *consent {
					""
				} else {
					", and the patient must give consent,"
				};
				return format!(
					"{more} more must act{consent} before the record can be opened. Nothing was fetched"
				);
			}
			Self::BadShares(_) | Self::ApprovalUnproven { .. } => "use another node",
			Self::LocatorCorrupt => "use another node, and tell the uploader if it stays so",
			Self::HeaderCorrupt
			| Self::CommitmentMismatch
			| Self::KeyCommitMismatch
			| Self::WronglySealed
			| Self::Malformed(_) => "ask the facility to upload the record again",
			Self::SegmentCorrupt { .. } | Self::Truncated | Self::TrailingData => {
				"nothing was written. Ask the facility for another copy of the store's data"
			}
			Self::Write(_) => "nothing is left of it. See whether its disk is full",
			Self::Range { .. } => "give a range that does",
		};
		next.to_owned()
	}

	fn blame(&self) -> Blame {
		match self {
			Self::Write(_) => Blame::Yours,
			Self::CspTypo
			| Self::CspRootGiven
			| Self::CspOtherRecord
			| Self::CspWrong
			| Self::ScopeTooNarrow(_)
			| Self::ConsentMissing(_)
			| Self::ConsentUnreadable(_)
			| Self::ReportKeyMissing { .. }
			| Self::BadShares(_)
			| Self::LocatorCorrupt
			| Self::HeaderCorrupt
			| Self::CommitmentMismatch
			| Self::KeyCommitMismatch
			| Self::WronglySealed
			| Self::ApprovalUnproven { .. }
			| Self::SegmentCorrupt { .. }
			| Self::Truncated
			| Self::TrailingData
			| Self::Malformed(_)
			| Self::Range { .. } => Blame::Refused,
		}
	}
}
