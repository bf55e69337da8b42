//! One value, or more, of every kind of error that a person or a program can meet.

mod archive;
mod ceremony;
mod emergency;
mod keys;
mod light;
mod local;
mod search;
mod shares;

pub use archive::*;
pub use ceremony::*;
pub use emergency::*;
pub use keys::*;
pub use light::*;
pub use local::*;
pub use search::*;
pub use shares::*;

use std::io;

use medquorum_client::{
	audit::{AuditError, Missing},
	domain::{AccountId, RecordId, RecordStatus, RejectionCause, RequestId, Role},
	error::{
		CommitteeError, EnrolError, EraseError, Error, KeyError, LedgerError, LookupError, OpenError,
		PolicyError, Refusal, ReplicaError, TrustError, UploadError,
	},
	files::FileError,
	receipt::{DutyError, ReceiptError},
	store::StoreError,
};
use medquorum_envelope::Cid;

const WHO: AccountId = AccountId([1; 32]);
const RECORD: RecordId = RecordId([2; 16]);
const REQUEST: RequestId = RequestId([3; 16]);

fn cid() -> Cid {
	Cid::of_raw(b"an object")
}

fn text(words: &str) -> String {
	words.to_owned()
}

fn broken() -> io::Error {
	io::Error::other("the disk is broken")
}

/// What the chain refuses, in the words of its documentation.
fn refused(docs: &str) -> LedgerError {
	LedgerError::refused("MedicalRecords", "AlreadyVoted", docs)
}

pub fn ledger() -> Vec<LedgerError> {
	let url = text("ws://node.example:9944");
	vec![
		LedgerError::Unreachable {
			url: url.clone(),
			source: "refused".into(),
		},
		LedgerError::Insecure { url: url.clone() },
		LedgerError::BadUrl { url },
		LedgerError::WrongChain {
			pinned: text("0x07"),
			found: text("0x08"),
		},
		LedgerError::NodeBehind { found: 9, seen: 12 },
		LedgerError::OtherBranch { number: 12 },
		LedgerError::WrongClock {
			found: 9,
			block: 13,
			seen: 40,
			seen_block: 12,
		},
		LedgerError::NodeSyncing { found: 9 },
		LedgerError::Connection("the line is dead".into()),
		LedgerError::Unknown("the line is dead".into()),
		LedgerError::Incompatible {
			what: text("this call"),
			source: None,
		},
		refused("The administrator has answered. Wait for the others."),
		refused("The administrator has answered"),
		refused(""),
		LedgerError::CannotPay { account: WHO },
		LedgerError::NotAccepted {
			reason: text("too low"),
		},
		LedgerError::Timeout { seconds: 60 },
	]
}

pub fn lookup() -> Vec<LookupError> {
	let not_active = |status| LookupError::NotActive { id: RECORD, status };
	let rejected = |cause| LookupError::Rejected { id: REQUEST, cause };
	let wrong_role = |role| LookupError::WrongRole {
		who: WHO,
		role,
		action: "upload records",
	};
	vec![
		LookupError::NoRecord(RECORD),
		LookupError::Erased { id: RECORD, block: 5 },
		not_active(RecordStatus::Active),
		not_active(RecordStatus::Suspended),
		not_active(RecordStatus::Superseded),
		LookupError::NoRequest(REQUEST),
		rejected(RejectionCause::Administrators),
		rejected(RejectionCause::Timeout),
		rejected(RejectionCause::ConsentDenied),
		LookupError::AlreadyApproved(REQUEST),
		LookupError::AlreadyAnswered(REQUEST),
		LookupError::NoCommittee(1),
		LookupError::NotRegistered(WHO),
		wrong_role(None),
		wrong_role(Some(Role::Patient)),
		LookupError::AlreadyRegistered(WHO),
		LookupError::NotYourRecord {
			id: RECORD,
			patient: WHO,
		},
		LookupError::Replaced {
			who: WHO,
			by: AccountId([4; 32]),
		},
		LookupError::Frozen(WHO),
		LookupError::AlreadyAcknowledged(RECORD),
		LookupError::NotScheduled(RECORD),
		LookupError::Lapsed { id: RECORD, since: 9 },
		LookupError::NotDue {
			id: RECORD,
			left: 14_400,
		},
		LookupError::OnHold {
			id: RECORD,
			left: 1_000_000,
		},
		LookupError::NeedsNoConsent(REQUEST),
		LookupError::NotYourRequest {
			id: REQUEST,
			requester: WHO,
		},
		LookupError::OwnRequest(REQUEST),
		LookupError::NotAdmin { who: WHO, key_id: 1 },
		LookupError::EpochOver {
			id: REQUEST,
			epoch: 1,
			now: 2,
		},
	]
}

pub fn committee() -> Vec<CommitteeError> {
	vec![
		CommitteeError::Size { k: 9, n: 2 },
		CommitteeError::BadFile,
		CommitteeError::NotYours(WHO),
		CommitteeError::BadShare,
		CommitteeError::OtherChain,
		CommitteeError::BadCertificate(WHO),
		CommitteeError::MissingCertificate(WHO),
		CommitteeError::SetAlready { key_id: 1, epoch: 2 },
		CommitteeError::OtherShareHeld { key_id: 1, epoch: 2 },
		CommitteeError::OtherKeys(WHO),
		CommitteeError::NotDevelopment(1),
		CommitteeError::NoDevelopmentChain,
		CommitteeError::Deal(threshold_decryption::Error::BadParameters),
		CommitteeError::Exists(1),
	]
}

pub fn open() -> Vec<OpenError> {
	let missing = |consent| OpenError::ReportKeyMissing {
		have: 1,
		need: 3,
		consent,
	};
	vec![
		OpenError::CspTypo,
		OpenError::CspRootGiven,
		OpenError::CspOtherRecord,
		OpenError::CspWrong,
		OpenError::ConsentMissing(REQUEST),
		OpenError::ScopeTooNarrow(RECORD),
		OpenError::ConsentUnreadable(REQUEST),
		missing(true),
		missing(false),
		OpenError::BadShares(threshold_decryption::Error::BadShareProof),
		OpenError::LocatorCorrupt,
		OpenError::HeaderCorrupt,
		OpenError::CommitmentMismatch,
		OpenError::KeyCommitMismatch,
		OpenError::WronglySealed,
		OpenError::ApprovalUnproven {
			index: 1,
			admin: None,
		},
		OpenError::SegmentCorrupt { index: 4 },
		OpenError::Truncated,
		OpenError::TrailingData,
		OpenError::Malformed("padding"),
		OpenError::Write(broken()),
		OpenError::Range {
			start: 5,
			end: 9,
			length: 7,
		},
	]
}

pub fn upload() -> Vec<UploadError> {
	let boxed = |error: StoreError| Box::new(Error::from(error));
	vec![
		UploadError::Read(broken()),
		UploadError::Changed { expected: 7 },
		UploadError::OtherCid {
			expected: text("Qm1"),
			found: text("Qm2"),
		},
		UploadError::Note(broken()),
		UploadError::Description {
			what: "file name",
			length: 300,
			limit: 200,
		},
		UploadError::Kept {
			id: RECORD,
			upload: Box::new(refused("The account may not. Ask the council.").into()),
		},
		UploadError::Kept {
			id: RECORD,
			upload: Box::new(LedgerError::Connection("the line is dead".into()).into()),
		},
		UploadError::NotRegistered {
			id: RECORD,
			upload: Box::new(LedgerError::CannotPay { account: WHO }.into()),
		},
		UploadError::Stopped {
			upload: boxed(StoreError::Full { store: text("Kubo") }),
		},
		UploadError::Stopped {
			upload: boxed(StoreError::File(FileError::Exists("/a".into()))),
		},
		UploadError::Stopped {
			upload: boxed(StoreError::Missing {
				store: text("Kubo"),
				cid: cid(),
			}),
		},
		UploadError::StageDamaged,
		UploadError::Staging(FileError::Full("/folder".into())),
		UploadError::Staging(FileError::Exists("/folder".into())),
		UploadError::Header(medquorum_envelope::Error::MetadataTooLong { excess: 3 }),
		UploadError::TooLong(1 << 50),
		UploadError::Leftover {
			upload: Box::new(LedgerError::CannotPay { account: WHO }.into()),
			cid: cid().to_string(),
			source: boxed(StoreError::Full { store: text("Kubo") }),
		},
		UploadError::Leftover {
			upload: Box::new(Error::Interrupted),
			cid: cid().to_string(),
			source: boxed(StoreError::Full { store: text("Kubo") }),
		},
	]
}

pub fn erase() -> Vec<EraseError> {
	vec![
		EraseError::StillStored {
			cid: cid().to_string(),
			source: Box::new(StoreError::Full { store: text("Kubo") }.into()),
		},
		EraseError::Unregistered(RECORD),
		EraseError::NoReason(RECORD),
		EraseError::Belongs {
			cid: cid().to_string(),
			id: RECORD,
		},
	]
}

pub fn enrol() -> Vec<EnrolError> {
	let who = WHO;
	vec![
		EnrolError::OtherChain,
		EnrolError::NotSigned(who),
		EnrolError::Enrolled(who),
		EnrolError::OtherVersion {
			who,
			found: 1,
			stored: 2,
		},
		EnrolError::OtherVersion {
			who,
			found: 3,
			stored: 1,
		},
	]
}

pub fn replica() -> Vec<ReplicaError> {
	vec![
		ReplicaError::ObjectsUnknown(RECORD),
		ReplicaError::NotShown {
			id: RECORD,
			block: 12,
		},
		ReplicaError::Labelled {
			cid: cid().to_string(),
			owner: text("a catalogue"),
		},
	]
}

pub fn duty() -> Vec<DutyError> {
	let node = text("wss://node.ward-b.example");
	vec![
		DutyError::OneWord,
		DutyError::OtherBranch {
			node: node.clone(),
			block: 12,
		},
		DutyError::NotConfirmed {
			record: RECORD,
			node: node.clone(),
		},
		DutyError::Claimed {
			cid: cid(),
			record: RECORD,
			other: text("a catalogue"),
		},
		DutyError::Unlabelled(3),
		DutyError::OtherCatalogue { facility: WHO, node },
		DutyError::CatalogueClaimed {
			cid: cid(),
			facility: WHO,
			other: text("record 02020202020202020202020202020202"),
		},
		DutyError::NotHost(WHO),
	]
}

pub fn receipt() -> Vec<ReceiptError> {
	vec![
		ReceiptError::NotErased(RECORD),
		ReceiptError::NotAReceipt(text("a field is missing")),
		ReceiptError::BadSignature(WHO),
		ReceiptError::OtherCall(WHO),
		ReceiptError::NotProven(12),
		ReceiptError::NoProofs,
		ReceiptError::Twice(WHO),
		ReceiptError::OtherNetwork,
	]
}

/// What the catch-all says itself.
pub fn own() -> Vec<Error> {
	vec![
		Error::Envelope {
			what: "patient's key",
			source: medquorum_envelope::Error::BadPublicKey,
		},
		Error::Threshold {
			what: "capsule",
			source: threshold_decryption::Error::BadPoint,
		},
		Error::Interrupted,
	]
}

pub fn refusal() -> Vec<Refusal> {
	vec![
		LookupError::NoRecord(RECORD).into(),
		TrustError::NotPinned(1).into(),
		KeyError::NoCspKey.into(),
		OpenError::CspWrong.into(),
		Refusal::Envelope {
			what: "patient's key",
			source: medquorum_envelope::Error::CspWrong,
		},
		Refusal::Threshold {
			what: "request",
			source: threshold_decryption::Error::BadPoint,
		},
	]
}

pub fn audit() -> Vec<AuditError> {
	vec![
		AuditError::Incomplete(vec![Missing { from: 1, to: 9 }, Missing { from: 12, to: 12 }]),
		AuditError::NoBlocks {
			last: text("2026-11-26 20:15:03 UTC"),
		},
		AuditError::Backwards,
		AuditError::NotAnExport(text("expected value at line 1 column 1")),
		AuditError::Format(text("medquorum-audit/9")),
		AuditError::Changed,
		AuditError::Unlinked { block: 12 },
		AuditError::BadProof { block: 12 },
		AuditError::OtherGenesis,
		AuditError::Differs { block: Some(12) },
		AuditError::OtherPin {
			pinned: text("0x07"),
			found: text("0x08"),
		},
		AuditError::NotOnChain { block: 12 },
		AuditError::UnknownRuntime {
			version: 9,
			block: 12,
		},
		AuditError::NodeDiffers { block: 12 },
		AuditError::NoRuntime,
	]
}

pub fn policy() -> Vec<PolicyError> {
	let element = || text("Consent.provision.actor[0]");
	vec![
		PolicyError::NotConsent(text("its resourceType is another")),
		PolicyError::NotUnderstood { element: element() },
		PolicyError::WrongForm {
			element: element(),
			expected: "an object",
		},
		PolicyError::UnknownCode {
			element: element(),
			code: text("BTG"),
		},
		PolicyError::NotActive(text("draft")),
		PolicyError::OtherPatient {
			named: AccountId([4; 32]),
			patient: WHO,
		},
		PolicyError::NotAccount { element: element() },
		PolicyError::NotRecord { element: element() },
		PolicyError::Over {
			end: 1_767_225_600_000,
		},
		PolicyError::BackwardPeriod { element: element() },
		PolicyError::Contradictory {
			permit: text("Consent.provision"),
			deny: text("Consent.provision.provision[0]"),
		},
		PolicyError::OtherChain,
		PolicyError::NotSigned(WHO),
		PolicyError::SetBack { found: 1, known: 2 },
		PolicyError::NoPolicy(text("abcd")),
		PolicyError::Ambiguous(text("abcd")),
		PolicyError::TooMany,
	]
}
