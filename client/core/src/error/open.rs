//! Opening the content of a record.

use crate::domain::RequestId;

/// Opening a record: the ladder of the design's section 4.2.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OpenError {
	/// A typing error in the CSP code.
	#[error("the CSP key has a typing error\ncopy it again, whole")]
	CspTypo,
	/// The patient's root was given.
	#[error(
		"this is the patient's root key, which opens every record of that patient: never hand it to anybody\nAsk for the \
		 code of this one record, which begins with cspr1"
	)]
	CspRootGiven,
	/// The code is another record's.
	#[error("this CSP key belongs to another record\nask the patient for the one of this record")]
	CspOtherRecord,
	/// The CSP key is wrong.
	#[error("the CSP key is wrong\nask the patient for the one of this record. Nothing was fetched")]
	CspWrong,
	/// No consent yet.
	#[error(
		"the patient has not given consent for request {0}\nwait for it, or enter the CSP key with --csp-code"
	)]
	ConsentMissing(RequestId),
	/// The consent cannot be opened.
	#[error(
		"the patient's consent cannot be opened with the key of request {0}\nask the patient to give it again for a new request"
	)]
	ConsentUnreadable(RequestId),
	/// Not enough approvals.
	#[error(
		"{have} of {need} administrators have approved\n{} more must act{} before the record can be opened. Nothing was \
		 fetched", need.saturating_sub(*have), if *consent { "" } else { ", and the patient must give consent," }
	)]
	ReportKeyMissing {
		/// Approvals there are.
		have: usize,
		/// Approvals it takes.
		need: usize,
		/// Whether the CSP key is at hand.
		consent: bool,
	},
	/// The approvals do not combine.
	#[error("the administrators' approvals shown by the node cannot be combined\nuse another node")]
	BadShares(#[source] threshold_decryption::Error),
	/// The locator does not open.
	#[error(
		"the record's locator is damaged, so its file cannot be found\nuse another node, and tell the uploader if it stays so"
	)]
	LocatorCorrupt,
	/// The header does not open.
	#[error("the record's header is damaged in the store\nask the facility to upload the record again")]
	HeaderCorrupt,
	/// The header is not the registered one.
	#[error(
		"the stored header is not the one that was registered\nask the facility to upload the record again"
	)]
	CommitmentMismatch,
	/// The file was not sealed with the keys of the record.
	#[error(
		"both keys are right, but the file was not sealed with them: the upload is wrong (or the node altered an approval; \
		 try another one)\nAsk the facility to upload the record again"
	)]
	KeyCommitMismatch,
	/// A segment fails its check.
	#[error(
		"part {index} of the stored file is altered\nnothing was written. Ask the facility for another copy of the store's data"
	)]
	SegmentCorrupt {
		/// The segment.
		index: u32,
	},
	/// The stored file ends early.
	#[error(
		"the stored file ends too early\nnothing was written. Ask the facility for another copy of the store's data"
	)]
	Truncated,
	/// The stored file goes on after its end.
	#[error(
		"the stored file has bytes after its end\nnothing was written. Ask the facility for another copy of the store's data"
	)]
	TrailingData,
	/// The padding or the metadata is not as fixed.
	#[error("the file was sealed wrongly by its uploader ({0})\nask the facility to upload the record again")]
	Malformed(&'static str),
	/// The output cannot be written.
	#[error("the file cannot be written\nnothing is left of it. See whether its disk is full")]
	Write(#[source] std::io::Error),
	/// The range lies outside.
	#[error("bytes {start}..{end} do not lie in the file, which has {length} bytes\ngive a range that does")]
	Range {
		/// First byte asked for.
		start: u64,
		/// Byte after the last.
		end: u64,
		/// Length of the file.
		length: u64,
	},
}
